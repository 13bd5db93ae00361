"""The command lines that are measured: those of sip, and the floors beside them."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.archives import TODAY

PYTHON = sys.executable

SCAN = """
import os
import typer, rich.table

def scan(folder):
    with os.scandir(folder) as entries:
        for one in entries:
            if one.is_dir(follow_symlinks=False):
                scan(one.path)
            else:
                one.stat(follow_symlinks=False)

scan("cases")
"""

SMALL_APP = """
import typer

app = typer.Typer()

@app.command()
def first() -> None:
    print("app 1.0")

@app.command()
def second() -> None:
    print("app 1.0")

if __name__ == "__main__":
    app()
"""

EVENT = """\
id: e-k7mf
date: 2026-11-20
kind: move
about: Familjen har flyttat
"""


def sip(*arguments: str) -> list[str]:
    """Return the command line of sip: the program as it was installed beside this Python."""
    script = Path(PYTHON).with_name("sip.exe" if os.name == "nt" else "sip")
    return [*([str(script)] if script.exists() else [PYTHON, "-m", "sipcli"]), *arguments]


def sip_today(*arguments: str) -> list[str]:
    """Return the command line of sip on the day for which the archives were made."""
    return [*sip(*arguments), "--today", TODAY]


def scan_pass() -> list[str]:
    """Return the floor of reading with an index: Python, its imports, and one look at every file's stamp."""
    return [PYTHON, "-c", SCAN]


def read_pass() -> list[str] | None:
    """Return the floor of reading without one: every byte of every file; None where find and xargs are not."""
    if os.name == "nt" or not (shutil.which("find") and shutil.which("xargs")):
        return None
    return ["sh", "-c", "find cases -type f -print0 | xargs -0 cat"]


def small_app(folder: Path) -> list[str]:
    """Write a Typer app of two commands into a folder and return its command line."""
    file = folder / "small_app.py"
    file.write_text(SMALL_APP, encoding="utf-8")
    return [PYTHON, str(file)]


def without_index(archive: Path) -> None:
    """Remove the index of an archive, so that the next run reads everything."""
    for found in (archive / ".git" / "sip").glob("index*"):
        if found.is_dir():
            shutil.rmtree(found)
        else:
            found.unlink()


class Writes:
    """Writes to an archive, each into another open case: one new file, and one commit."""

    def __init__(self, archive: Path) -> None:
        """Find the open cases that have no happening yet."""
        self._cases: Iterator[Path] = (
            case
            for case in sorted((archive / "cases").iterdir())
            if not (case / "closing.yaml").exists() and not (case / "events").exists()
        )

    def by_sip(self) -> list[list[str]]:
        """Return how sip writes it."""
        arguments = ("--kind", "move", "--on", "2026-11-20", "--about", "Familjen har flyttat")
        return [sip_today("event", "add", self._next().name, *arguments)]

    def by_git(self) -> list[list[str]]:
        """Write such a file and return how git alone takes it into the archive."""
        case = self._next()
        file = case / "events" / "2026-11-20-move.yaml"
        file.parent.mkdir()
        file.write_text(EVENT, encoding="utf-8", newline="\n")
        return [["git", "add", f"cases/{case.name}/events/{file.name}"], ["git", "commit", "-m", "x"]]

    def _next(self) -> Path:
        return next(self._cases)
