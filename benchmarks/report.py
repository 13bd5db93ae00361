"""Tables of figures, and the places in docs/performance.md that they are written to."""

import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.archives import ROOT
from benchmarks.measuring import Compared

PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured: {} -->", "<!-- end of measured -->"

COMPARED = ("what", "seconds", "floor", "its seconds", "ratio", "asked", "met")
MB = 1_000_000


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table that is also readable in a terminal."""
    lines = [list(header), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    rule = ["-" * width for width in widths]
    padded = (
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in (lines[0], rule, *lines[1:])
    )
    return "\n".join(padded)


def compared_row(one: Compared) -> tuple[str, ...]:
    """Return a figure beside its floor as a row: medians, with the least and the most in brackets."""
    return (
        one.what,
        spread(one.took),
        one.beside,
        spread(one.floor),
        spread(one.ratios),
        "–" if one.asked is None else f"{one.asked:g}",
        said(one.met),
    )


def spread(numbers: Sequence[float]) -> str:
    """Return the median of some numbers and, where there are several, the least and the most of them."""
    middle = short(statistics.median(numbers))
    return middle if len(numbers) < 2 else f"{middle} ({short(min(numbers))}–{short(max(numbers))})"


def short(number: float) -> str:
    """Return a number with what is worth reading of it: 0.015, 0.45, 7.2, 130."""
    return f"{number:.{0 if number >= 100 else 1 if number >= 10 else 2 if number >= 0.1 else 3}f}"


def megabytes(size: int | None) -> str:
    """Return a size in bytes as MB; a dash where nobody knows it."""
    return "–" if size is None else f"{size / MB:.0f}"


def said(met: bool | None) -> str:
    """Return whether something asked for is met, in a word."""
    return "–" if met is None else "yes" if met else "no"


def write_part(name: str, body: str, page: Path = PAGE) -> None:
    """Replace what a page says between the marks of one part, and nothing else."""
    page.write_text(replaced(page.read_text(encoding="utf-8"), name, body), encoding="utf-8", newline="\n")


def replaced(text: str, name: str, body: str) -> str:
    """Return a page with another body between the marks of one part; ValueError where it has no such part."""
    begin = BEGIN.format(name) + "\n"
    before, found, rest = text.partition(begin)
    old, ended, after = rest.partition(END)
    if not (found and ended) or "<!--" in old:
        raise ValueError(f"the page has no part between {begin.strip()} and {END}")
    return f"{before}{begin}\n{body.strip()}\n\n{END}{after}"


def show(name: str, body: str, *, write: bool) -> None:
    """Print a part; with `write`, put it into the documentation too."""
    print(f"\n{body}\n", flush=True)
    if write:
        write_part(name, body)
