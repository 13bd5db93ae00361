"""The figures that were asked for, beside their floors: python benchmarks/budgets.py [--cases 10000] [--write-docs]"""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchmarks.commands import Writes, read_pass, scan_pass, sip, sip_today, small_app, without_index
from benchmarks.machine import machine
from benchmarks.measuring import Commands, Compared, Peak, Prepared, always, compared, peak_memory, quiet_environment
from benchmarks.options import Asked, measure
from benchmarks.report import COMPARED, MB, compared_row, megabytes, said, short, show, table

OVERDUE = ("status", "--overdue")
SHOWN = (OVERDUE, ("status",), ("status", "--all"))
"""Three lists, each of which shows more of the same cases."""

MEMORY_ASKED = 200 * MB


@dataclass(frozen=True)
class Memory:
    """What one list needs: how many cases it shows, and its memory with an index and without."""

    arguments: tuple[str, ...]
    shown: int
    indexed: Peak
    unindexed: Peak

    @property
    def most(self) -> int:
        """The most of all: with an index or without, one process or all workers together, in bytes."""
        return max(size or 0 for peak in (self.indexed, self.unindexed) for size in (peak.largest, peak.together))


def budgets(asked: Asked) -> None:
    """Measure each figure and its floor, and the memory of the lists."""
    archive = asked.archive(asked.cases)
    rows = [*start_up(asked.folder, asked.runs), *reading(archive, asked.runs), *writing(archive, asked.runs)]
    under = machine(archive, asked.runs, asked.cases)
    show("budgets", f"{table(COMPARED, map(compared_row, rows))}\n\n{under}", write=asked.write)
    show("memory", f"{memory_tables(memory(archive))}\n\n{under}", write=asked.write)


def start_up(folder: Path, runs: int) -> list[Compared]:
    """Measure how long the program takes to begin, which needs no archive."""
    app = small_app(folder)
    first, second = always([*app, "first"]), always([*app, "--help"])
    return [
        compared("`sip --version`", always(sip("--version")), "a small Typer app", first, folder, runs, asked=1.3),
        compared("`sip --help`", always(sip("--help")), "a small Typer app's `--help`", second, folder, runs),
    ]


def reading(archive: Path, runs: int) -> list[Compared]:
    """Measure the list of a morning, with the index of the run before and without one."""
    status, scan, read = sip_today(*OVERDUE), always(scan_pass()), read_pass()
    measured = [compared("`sip status --overdue`", always(status), "imports, a scan", scan, archive, runs, asked=1.5)]
    if read is None:
        print("Reading without an index is not measured: its floor needs find and xargs.")
        return measured
    afresh, read_all = _each_time_afresh(archive, status), always(read)
    return [*measured, compared("`status`, no index", afresh, "find, xargs, cat", read_all, archive, runs, asked=5)]


def writing(archive: Path, runs: int) -> list[Compared]:
    """Measure one write, each into another case."""
    writes = Writes(archive)
    return [
        compared("`sip event add`", writes.by_sip, "`git add`, `git commit`", writes.by_git, archive, runs, asked=2)
    ]


def memory(archive: Path) -> list[Memory]:
    """Measure how much memory a list needs by how much it shows."""
    return [memory_of(archive, arguments) for arguments in SHOWN]


def memory_of(archive: Path, arguments: tuple[str, ...]) -> Memory:
    """Measure the memory of one list, first without an index and then with the one that this left."""
    without_index(archive)
    unindexed, indexed = (peak_memory(sip_today(*arguments), archive) for _ in range(2))
    return Memory(arguments, cases_shown(archive, arguments), indexed, unindexed)


def cases_shown(archive: Path, arguments: tuple[str, ...]) -> int:
    """Return how many cases a list shows."""
    command = sip_today(*arguments, "--format", "csv")
    listed = subprocess.run(command, cwd=archive, check=True, capture_output=True, env=quiet_environment())
    return len(listed.stdout.splitlines()) - 1


def memory_tables(lists: list[Memory]) -> str:
    """Return the memory of each list, and what was asked of it."""
    header = ("list", "cases shown", "MB with index", "MB without", "all processes")
    rows = [
        (f"`sip {' '.join(one.arguments)}`", str(one.shown), megabytes(one.indexed.largest),
         megabytes(one.unindexed.largest), megabytes(one.unindexed.together))
        for one in lists
    ]  # fmt: skip
    return f"{table(header, rows)}\n\n{table(('what', 'figure', 'asked', 'met'), memory_asked(lists))}"


def memory_asked(lists: list[Memory]) -> list[tuple[str, ...]]:
    """Return the two things asked of memory as rows: under a limit, and growing less than what is shown.

    `lists` are those of SHOWN in their order; judged is the most that each needed in any way.
    """
    least, usual, most = lists
    shown, needed = most.shown / max(least.shown, 1), most.most / least.most
    return [
        (
            "`sip status`, MB",
            megabytes(usual.most),
            f"under {megabytes(MEMORY_ASKED)}",
            said(usual.most < MEMORY_ASKED),
        ),
        (f"growth where {short(shown)} × as much is shown", f"{short(needed)} ×", "less", said(needed < shown)),
    ]


def _each_time_afresh(archive: Path, command: list[str]) -> Prepared:
    def prepared() -> Commands:
        without_index(archive)
        return [command]

    return prepared


if __name__ == "__main__":
    measure((budgets,), __doc__)
