"""Programs that somebody could pick instead, in the same run: python benchmarks/peers.py [--cases 10000] [--write-docs]

They are installed from PyPI into an environment of their own (.venv-bench), and get settings, data and caches in the
folder of the benchmark: nothing of a user's is read or changed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from benchmarks.archives import ROOT
from benchmarks.budgets import OVERDUE
from benchmarks.commands import sip_today, without_index
from benchmarks.machine import machine
from benchmarks.measuring import always, in_turn, peak_memory, quiet_environment, seconds
from benchmarks.options import Asked, measure
from benchmarks.report import megabytes, show, spread, table

HOME = ROOT / ".venv-bench"
PROGRAMS = HOME / ("Scripts" if os.name == "nt" else "bin")
PACKAGES = ("papis>=0.14,<0.17", "todoman>=4.6,<5")
FIRST_RUNS = 3

PAPER = """\
papis_id: {number:032x}
ref: ref{number}
type: article
title: What was written about the matter with number {number}
author: Testlund, Ada
author_list:
- {{family: Testlund, given: Ada}}
year: 2026
tags: [school, health]
notes: What somebody noted when reading it, in a sentence or two.
files: []
"""

TASK = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//benchmark//EN
BEGIN:VTODO
UID:{number}@example.org
DTSTAMP:20261123T080000Z
SUMMARY:Ask how it went with number {number}
DESCRIPTION:What somebody noted when writing it down, in a sentence or two.
DUE;VALUE=DATE:20261201
PRIORITY:5
STATUS:NEEDS-ACTION
END:VTODO
END:VCALENDAR
"""


@dataclass(frozen=True)
class Peer:
    """A command, what one entry of its list is on disk, and how it is made to forget what it keeps between runs."""

    name: str
    entry: str
    command: list[str]
    forget: Callable[[], None]


def peers(asked: Asked) -> None:
    """Measure the lists of papis and todoman beside those of sip."""
    _install()
    archive, folder = asked.archive(asked.cases), asked.folder / f"peers-{asked.cases}"
    if not folder.exists():
        make_papers(folder, asked.cases)
        make_tasks(folder, asked.cases)
    others = _others(folder)
    beside = [*others, *_ours(archive)]
    homes = ("PAPIS_CONFIG_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    with patch.dict(os.environ, dict.fromkeys(homes, str(folder))):
        for other in others:
            _must_list(other, asked.cases)
        first = {peer.name: tuple(_first(peer, archive) for _ in range(FIRST_RUNS)) for peer in beside}
        later = in_turn({peer.name: always(peer.command) for peer in beside}, archive, asked.runs)
        memory = {peer.name: peak_memory(peer.command, archive).largest for peer in beside}
    rows = [
        (f"`{peer.name}`", peer.entry, spread(first[peer.name]), spread(later[peer.name]), megabytes(memory[peer.name]))
        for peer in beside
    ]
    listed = table(("command", "an entry is", "seconds, first run", "later runs", "MB"), rows)
    under = f"{_versions()}; first runs: {FIRST_RUNS} of each. {machine(archive, asked.runs, asked.cases)}"
    show("peers", f"{listed}\n\n{under}", write=asked.write)


def make_papers(folder: Path, entries: int) -> None:
    """Write a library of papis, a folder with an info.yaml for each entry, and its settings."""
    for number in range(entries):
        entry = folder / "papers" / f"{number:06}"
        entry.mkdir(parents=True)
        (entry / "info.yaml").write_text(PAPER.format(number=number), encoding="utf-8", newline="\n")
    settings = f"[settings]\ndefault-library = papers\ncache-dir = {folder / 'cache'}\n"
    (folder / "config").write_text(f"{settings}[papers]\ndir = {folder / 'papers'}\n", encoding="utf-8")


def make_tasks(folder: Path, entries: int) -> None:
    """Write a list of todoman, an iCalendar file for each task, and its settings."""
    (folder / "tasks" / "all").mkdir(parents=True)
    for number in range(entries):
        file = folder / "tasks" / "all" / f"{number:06}.ics"
        file.write_text(TASK.format(number=number), encoding="utf-8", newline="\r\n")
    settings = {"path": str(folder / "tasks" / "*"), "cache_path": str(folder / "todo.sqlite3"), "default_list": "all"}
    text = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    (folder / "todo.py").write_text(text, encoding="utf-8")


def _others(folder: Path) -> list[Peer]:
    papis = [str(PROGRAMS / "papis"), "list", "--all"]
    todo = [str(PROGRAMS / "todo"), "--config", str(folder / "todo.py"), "list"]
    return [
        Peer("papis list --all", "1 file", papis, lambda: shutil.rmtree(folder / "cache", ignore_errors=True)),
        Peer("todo list", "1 file", todo, lambda: (folder / "todo.sqlite3").unlink(missing_ok=True)),
    ]


def _ours(archive: Path) -> list[Peer]:
    return [
        Peer(f"sip {' '.join(arguments)}", "7 files", sip_today(*arguments), lambda: without_index(archive))
        for arguments in (("list",), ("status",), OVERDUE)
    ]


def _first(peer: Peer, folder: Path) -> float:
    peer.forget()
    return seconds([peer.command], folder)


def _must_list(peer: Peer, entries: int) -> None:
    """Raise ValueError when a peer lists less than all: with wrong settings it would be quick."""
    listed = subprocess.run(peer.command, check=True, capture_output=True, env=quiet_environment()).stdout.splitlines()
    if len(listed) < entries:
        raise ValueError(f"{peer.name} lists {len(listed)} of {entries} entries")


def _install() -> None:
    """Install the peers where they disturb nothing; an environment that has them is left as it is."""
    if not HOME.exists():
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
    quiet = ("--quiet", "--disable-pip-version-check")
    subprocess.run([str(PROGRAMS / "python"), "-m", "pip", "install", *quiet, *PACKAGES], check=True)


def _versions() -> str:
    code = "from importlib.metadata import version; print('papis', version('papis') + ', todoman', version('todoman'))"
    asked = subprocess.run([str(PROGRAMS / "python"), "-c", code], capture_output=True, text=True, check=True)
    return asked.stdout.strip()


if __name__ == "__main__":
    measure((peers,), __doc__)
