"""How cost grows with the number of cases: python benchmarks/growth.py --sizes 1000 10000 100000 [--write-docs]"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.archives import ROOT
from benchmarks.budgets import OVERDUE, memory_of, reading, writing
from benchmarks.machine import machine
from benchmarks.measuring import Compared
from benchmarks.options import Asked, measure
from benchmarks.report import MB, short, show, table

PLOT = ROOT / "docs" / "performance.svg"
MANY_CASES, FEW_RUNS = 50_000, 3
"""In archives as large as this a run can take minutes, so each command is run only so often."""


@dataclass(frozen=True)
class Size:
    """The figures of an archive of one size."""

    cases: int
    compared: tuple[Compared, ...]
    memory: float
    """MB of `sip status --overdue`, the most of all: with an index or without, one process or all workers together."""


def growth(asked: Asked) -> None:
    """Measure reading, writing and memory in archives of several sizes."""
    sizes = [measured(asked.archive(cases), cases, asked.runs) for cases in asked.sizes]
    under = machine(asked.folder, asked.runs, asked.sizes[-1])
    if asked.sizes[-1] >= MANY_CASES:
        under = f"From {MANY_CASES:,} cases on {FEW_RUNS} runs. {under}"
    show("growth", f"{growth_table(sizes)}\n\n{under}", write=asked.write)
    if asked.write:
        from benchmarks.plot import draw  # large, and needed for this alone

        draw({size.cases: size.compared for size in sizes}, {size.cases: size.memory for size in sizes}, PLOT)


def measured(archive: Path, cases: int, runs: int) -> Size:
    """Measure an archive of one size."""
    often = min(runs, FEW_RUNS) if cases >= MANY_CASES else runs
    compared = (*reading(archive, often), *writing(archive, often))
    return Size(cases, compared, memory_of(archive, OVERDUE).most / MB)


def growth_table(sizes: Sequence[Size]) -> str:
    """Return a row of figures for each size, the smallest first, and how many times the first the last is."""
    first, last = sizes[0], sizes[-1]
    groups = [name for one in first.compared for name in (one.what, one.beside, "ratio")]
    rows = [(f"{size.cases:,}", *map(short, _numbers(size)), short(size.memory)) for size in sizes]
    times = [short(after / before) for before, after in zip(_numbers(first), _numbers(last), strict=True)]
    ratios = range(2, len(times), 3)
    times = ["" if column in ratios else f"× {time}" for column, time in enumerate(times)]
    grown = (f"× {short(last.cases / first.cases)}", *times, f"× {short(last.memory / first.memory)}")
    return table(("cases", *groups, "MB"), [*rows, grown] if len(sizes) > 1 else rows)


def _numbers(size: Size) -> list[float]:
    return [
        number
        for one in size.compared
        for number in (statistics.median(one.took), statistics.median(one.floor), one.ratio)
    ]


if __name__ == "__main__":
    measure((growth,), __doc__)
