"""Where text goes: data to standard output, messages to standard error; no colour when it is not a terminal."""

import io
import shutil
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sipcli.i18n import _, ngettext

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


class Format(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def console(*, stderr: bool = False) -> "Console":
    """Return a console; 80 columns wide where there is no terminal to ask."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=False, emoji=False, markup=False)


def say(message: str) -> None:
    """Print a message for the user on standard error, wrapped at words where it is a terminal."""
    sys.stdout.flush()  # what was printed before comes before
    print(wrapped(message), file=sys.stderr, flush=True)


complain = say
"""Print an error's sentence on standard error."""


def wrapped(message: str) -> str:
    """Return a message with its lines broken at words, where standard error is a terminal."""
    if not sys.stderr.isatty():
        return message
    import textwrap

    width = shutil.get_terminal_size().columns
    lines = (
        textwrap.fill(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        for line in message.splitlines()
    )
    return "\n".join(lines)


def result(text: str) -> None:
    """Print a result on standard output."""
    print(text)


def show(*renderables: "RenderableType") -> None:
    """Print Rich renderables on standard output; without trailing blanks where no terminal shows them."""
    out = console()
    if out.is_terminal:
        for one in renderables:
            out.print(one)
        return
    with out.capture() as captured:
        for one in renderables:
            out.print(one)
    for line in captured.get().splitlines():
        print(line.rstrip())


def print_json(data: Any) -> None:
    """Print data as JSON on standard output."""
    import json

    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def print_csv(columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    """Print rows as CSV on standard output; text that a spreadsheet would take for a formula is made harmless."""
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    sys.stdout.write(out.getvalue())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return " ".join(str(one) for one in value)
    text = str(value)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) and not isinstance(value, int) else text


def days_away(days: int) -> str:
    """Return how far a day is from today in words: "today", "in 3 days", "9 days ago"."""
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("in {n} day", "in {n} days", -days).format(n=-days)
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
