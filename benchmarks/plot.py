"""The plot of docs/performance.md: seconds and memory by number of cases, the same file for the same figures."""

import statistics
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")

from matplotlib import pyplot, style
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullFormatter

from benchmarks.measuring import Compared

STYLE: dict[str, Any] = {
    "svg.hashsalt": "sip",  # ids that are the same each time
    "svg.fonttype": "none",  # text stays text: it can be searched and read aloud
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
MARKS = ("o", "s", "^", "D")
"""One a figure, so that the lines can be told apart without colour; a floor has the same one, hollow."""


def draw(compared: Mapping[int, tuple[Compared, ...]], memory: Mapping[int, float], file: Path) -> None:
    """Write a plot as SVG: the figures and floors of each number of cases, and the MB."""
    cases = sorted(compared)
    with style.context(STYLE):
        figure, (time, size) = pyplot.subplots(
            1, 2, figsize=(10, 5), layout="constrained", gridspec_kw={"width_ratios": (3, 2)}
        )
        for number, (one, mark) in enumerate(zip(compared[cases[0]], MARKS, strict=False)):
            took = [statistics.median(compared[each][number].took) for each in cases]
            floor = [statistics.median(compared[each][number].floor) for each in cases]
            time.plot(cases, took, "-", marker=mark, color="black", label=_plain(one.what))
            time.plot(cases, floor, ":", marker=mark, color="0.45", fillstyle="none", label=_plain(one.beside))
        size.plot(cases, [memory[each] for each in cases], "-", marker="o", color="black")
        for each in cases:
            size.annotate(f"{memory[each]:.0f}", (each, memory[each]), (0, 8), textcoords="offset points", ha="center")
        size.set_ylim(10, max(1000, *memory.values()) * 2)
        _axes(time, cases, "Seconds (dotted, hollow: the floor of the same mark)")
        _axes(size, cases, "Memory of sip status --overdue, MB")
        time.legend(loc="upper left", frameon=False, fontsize=9)
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
        pyplot.close(figure)


def _axes(axes: Axes, cases: list[int], title: str) -> None:
    axes.set(xscale="log", yscale="log", xlabel="Cases in the archive", xticks=cases)
    axes.set_title(title, loc="left", fontsize=10)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:,g}"))
        axis.set_minor_formatter(NullFormatter())
    axes.grid(which="major", color="0.85", linewidth=0.5)


def _plain(text: str) -> str:
    return text.replace("`", "")
