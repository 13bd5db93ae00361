"""What figures were measured on."""

import os
import platform
import subprocess
from pathlib import Path

import psutil

from sipcli import __version__


def machine(folder: Path, runs: int, cases: int) -> str:
    """Return the line under a table: how it was measured, versions, cores, system, kind of file system.

    Whose machine it is, by name or folder, is nobody's concern.
    """
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
    return (
        f"{cases:,} cases; median of {runs} runs after a warm-up, in brackets the least and the most. "
        f"sip {__version__}, Python {platform.python_version()}, git {git}; {os.cpu_count()} cores, "
        f"{psutil.virtual_memory().total / 2**30:.0f} GB of memory, {platform.system()}, {file_system(folder)}."
    )


def file_system(folder: Path) -> str:
    """Return the kind of file system that a folder lies on, e.g. ext4."""
    place = folder.resolve()
    mounted = {Path(one.mountpoint): one.fstype for one in psutil.disk_partitions(all=True)}
    holding = [point for point in mounted if place.is_relative_to(point)]
    return mounted[max(holding, key=lambda point: len(point.parts))] if holding else "unknown file system"
