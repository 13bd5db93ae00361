"""Rows in columns, as many as there are: a list of cases can be thousands of lines long.

Rich's table sets about three rows in a millisecond, and keeps each as many objects; these are set twenty times as fast.
Rich still measures and breaks the text, and colours it on a terminal.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text

from sipcli.console.output import console

Cell = tuple[str, str]
"""A text, and the style (Rich's) that it has on a terminal."""

NARROWEST = 8
"""A column that breaks its text is never made narrower, in signs."""

AT_ONCE = 200
"""How many rows are handed to the terminal at a time."""


@dataclass(frozen=True)
class Column:
    """A column: its heading; whether its text may be broken where the lines are too long; whether it stands right."""

    heading: str
    breaks: bool = False
    right: bool = False


def print_columns(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, gap: int = 1) -> None:
    """Print rows under headings, as wide as the terminal, else 80 signs. `gap`: signs between two columns."""
    out = console()
    headings = [(one.heading, "bold") for one in columns]
    table = [headings, *rows]
    widths = _fitting(columns, table, out.width, gap)
    lines = (line for row in table for line in _lines(row, columns, widths, gap))
    if not out.is_terminal:
        sys.stdout.writelines("".join(text for text, _style in line).rstrip() + "\n" for line in lines)
        return
    for some in _batches(lines):
        out.print(Text("\n").join(Text.assemble(*line) for line in some), soft_wrap=True)


def _fitting(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int, gap: int) -> list[int]:
    """Return the width of each column: that of its longest text, less where the lines would be too long."""
    widths = [0] * len(columns)
    for row in rows:
        for at, (text, _style) in enumerate(row):
            if len(text) * 2 > widths[at]:  # no sign takes more than two cells
                widths[at] = max(widths[at], cell_len(text))
    too_much = sum(widths) + gap * (len(widths) - 1) - width
    if too_much > 0:
        breaking = [at for at, one in enumerate(columns) if one.breaks]
        for least in (_longest_words(breaking, rows), dict.fromkeys(breaking, 0)):  # between words, if that is enough
            while too_much > 0 and (able := [at for at in breaking if widths[at] > max(least[at], NARROWEST)]):
                widths[max(able, key=widths.__getitem__)] -= 1
                too_much -= 1
    return widths


def _longest_words(places: Sequence[int], rows: Iterable[Sequence[Cell]]) -> dict[int, int]:
    """Return the width of the longest word in each of some columns."""
    longest = dict.fromkeys(places, 0)
    for row in rows:
        for at in places:
            longest[at] = max(longest[at], *map(cell_len, row[at][0].split()), 0)
    return longest


def _lines(row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int], gap: int) -> Iterator[list[Cell]]:
    broken = [
        _broken(text, width) if len(text) * 2 > width and cell_len(text) > width else (text,)
        for (text, _style), width in zip(row, widths, strict=True)
    ]
    for texts in zip_longest(*broken, fillvalue=""):
        line: list[Cell] = []
        for text, (_whole, style), column, width in zip(texts, row, columns, widths, strict=True):
            blank = " " * (width - cell_len(text))
            line += ((blank, ""), (text, style)) if column.right else ((text, style), (blank, ""))
            line.append((" " * gap, ""))
        yield line


@lru_cache(maxsize=1000)  # the same few words stand in thousands of rows
def _broken(text: str, width: int) -> tuple[str, ...]:
    return tuple(line.plain.rstrip() for line in Text(text).wrap(console(), width))


def _batches(lines: Iterable[list[Cell]]) -> Iterator[list[list[Cell]]]:
    some: list[list[Cell]] = []
    for line in lines:
        some.append(line)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some
