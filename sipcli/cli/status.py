"""`sip status`: the screen people open every morning; `sip list`: all cases."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli.common import (
    AtOption,
    FormatOption,
    GuidelineOption,
    TodayOption,
    archive_here,
    day_or_today,
    looked_at,
)
from sipcli.console.output import Format
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.archive.archive import Archive
    from sipcli.archive.lines import Lines
    from sipcli.archive.overview import Overview
    from sipcli.rules.due import Due


class StatusFormat(StrEnum):
    """How `sip status` is printed: as other lists are, or as a calendar."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"


StatusFormatOption = Annotated[
    StatusFormat, typer.Option("--format", help=_("How to print: table, json, csv, or ics for a calendar."))
]
NamesOption = Annotated[bool, typer.Option("--names", help=_("Show the children's names."))]


def parse_within(text: str) -> int:
    """Return the number of days in "14", "14d" or "2w"."""
    from sipcli.errors import UsageError

    found = re.fullmatch(r"(\d{1,4})([dw]?)", text.strip())
    if not found:
        raise UsageError(_("“{text}” is not a time; write days or weeks, e.g. 14d or 2w.").format(text=text))
    return int(found[1]) * (7 if found[2] == "w" else 1)


def status(
    overdue: Annotated[bool, typer.Option("--overdue", help=_("Only cases with something overdue."))] = False,
    within: Annotated[
        str | None, typer.Option("--within", metavar="TIME", help=_("Only what is due within e.g. 14d or 2w."))
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="UNIT", help=_("Only cases that this unit (id or name) takes part in.")),
    ] = None,
    names: NamesOption = False,
    all_cases: Annotated[bool, typer.Option("--all", help=_("Closed cases too."))] = False,
    guideline: GuidelineOption = None,
    today: TodayOption = None,
    at: AtOption = None,
    format: StatusFormatOption = StatusFormat.TABLE,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=_("With --format ics: the file to write it to."))
    ] = None,
) -> None:
    """Print what is due and overdue, the most urgent first."""
    from sipcli.archive.overview import by_urgency
    from sipcli.console.output import print_csv, print_json, say
    from sipcli.console.status import print_status, status_totals

    if out and format is not StatusFormat.ICS:
        from sipcli.errors import UsageError

        raise UsageError(_("--out goes with --format ics."))
    days = parse_within(within) if within else None

    def asked_for(row: "Overview") -> bool:
        return not row.readable or (  # one that cannot be read may be anything, and is always shown
            (all_cases or row.step != "closed")
            and (not overdue or row.late)
            and (days is None or row.due_within(days))
            and (unit is None or row.concerns(unit))
        )

    with _lines(at, today, guideline, closed=all_cases) as (place, lines, day):
        rows = by_urgency(filter(asked_for, lines.cases))
        shown = [row.case_id for row in rows]
        children = _children(place, shown) if names and format is StatusFormat.TABLE else None
        due = _deadlines(place, shown, day, guideline) if format is StatusFormat.ICS else []
    for file, line, message in lines.mistakes:
        say(f"{file}:{line}: {message}")
    if format is StatusFormat.JSON:
        print_json({"today": day.isoformat(), "cases": [row.exported() for row in rows]})
    elif format is StatusFormat.ICS:
        _give_calendar(rows, due, day, out, overdue=overdue, within=days)
    elif format is StatusFormat.CSV:
        columns = ("case", "guideline", "step", "next", "next_date", "overdue", "overdue_days", "errors", "warnings")
        print_csv(columns, [row.flat() for row in rows])
    else:
        if rows:
            print_status(rows, names=children)
        say(status_totals(rows, lines.cases, day))


Place = Callable[[], "Archive"]
"""Opens the archive that the lines are of, for whoever needs more of a case than its line."""


@contextmanager
def _lines(
    at: str | None, today: str | None, guideline: str | None, *, closed: bool
) -> "Iterator[tuple[Place, Lines, date]]":
    """Give the lines of the archive as it is, or as git had it, and the day to reckon as.

    Where `closed` cases are not shown, their lines may say no more than that they are closed.
    """
    from sipcli.archive.lines import Lines, lines_of
    from sipcli.archive.place import find_root
    from sipcli.console.progress import reading

    root = find_root(Path.cwd())
    if at is None:
        day = day_or_today(today)
        with reading() as progress:
            lines = lines_of(root, day, guideline, progress, closed=closed)
        yield archive_here, lines, day
        return
    from sipcli.archive.bulk import lines_read

    with looked_at(archive_here(), at, today) as (archive, day), reading() as progress:
        cases, mistakes = lines_read(archive, day, guideline, progress)
        yield lambda: archive, Lines(cases, mistakes), day


def _children(place: Place, cases: list[str]) -> dict[str, str]:
    from sipcli.archive.bulk import names_of_children

    return names_of_children(place(), cases)


def _deadlines(place: Place, cases: list[str], day: date, guideline: str | None) -> "list[tuple[str, Due]]":
    from sipcli.archive.bulk import deadlines_of

    return deadlines_of(place(), cases, day, guideline)


def _give_calendar(
    rows: "list[Overview]",
    due: "list[tuple[str, Due]]",
    day: date,
    out: Path | None,
    *,
    overdue: bool,
    within: int | None,
) -> None:
    from sipcli.console.calendar import deadlines_ics
    from sipcli.console.output import say
    from sipcli.console.status import unreadable

    calendar = deadlines_ics(due, day, overdue=overdue, within=within)
    if out:
        from sipcli.console.saving import save

        save(out, calendar)
        say(_("Written: {file}").format(file=out))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(calendar)
        sys.stdout.buffer.flush()
    if lacking := unreadable(rows):
        say(lacking)


def list_cases(names: NamesOption = False, today: TodayOption = None, format: FormatOption = Format.TABLE) -> None:
    """Print all cases."""
    from sipcli.console.output import print_csv, print_json
    from sipcli.console.status import print_list

    with _lines(None, today, None, closed=True) as (place, lines, _day):
        rows = lines.cases
        children = _children(place, [row.case_id for row in rows]) if names else None
    listed = [row.listed(None if children is None else {"child": children.get(row.case_id)}) for row in rows]
    if format is Format.JSON:
        print_json({"cases": listed})
    elif format is Format.CSV:
        print_csv(list(listed[0]) if listed else ["case"], listed)
    else:
        print_list(rows, names=children)
