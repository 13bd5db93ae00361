"""`sip status`: the screen people open every morning; `sip list`: all cases."""

import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

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
    from sipcli.archive.checking import archive_findings
    from sipcli.archive.overview import by_urgency, overviews
    from sipcli.console.output import print_csv, print_json, say, show
    from sipcli.console.status import status_table, status_totals, unreadable

    if out and format is not StatusFormat.ICS:
        from sipcli.errors import UsageError

        raise UsageError(_("--out goes with --format ics."))
    days = parse_within(within) if within else None
    with looked_at(archive_here(), at, today) as (archive, day):
        everything = list(overviews(archive, day, guideline))
        wrong = archive_findings(archive)
    rows = by_urgency(
        row
        for row in everything
        if row.case is None  # one that cannot be read may be anything, and is always shown
        or (
            (all_cases or row.step != "closed")
            and (not overdue or row.overdue)
            and (days is None or row.due_within(days))
            and (unit is None or row.concerns(unit))
        )
    )
    for one in wrong:
        say(f"{one.file}:{one.line}: {one.message}")
    if format is StatusFormat.JSON:
        print_json({"today": day.isoformat(), "cases": [row.exported() for row in rows]})
    elif format is StatusFormat.ICS:
        from sipcli.console.calendar import deadlines_ics

        calendar = deadlines_ics(rows, day, overdue=overdue, within=days)
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
    elif format is StatusFormat.CSV:
        columns = ("case", "guideline", "step", "next", "next_date", "overdue", "overdue_days", "errors", "warnings")
        print_csv(columns, [row.flat() for row in rows])
    else:
        if rows:
            show(status_table(rows, names=names))
        say(status_totals(rows, everything, day))


def list_cases(names: NamesOption = False, today: TodayOption = None, format: FormatOption = Format.TABLE) -> None:
    """Print all cases."""
    from sipcli.archive.overview import overviews
    from sipcli.console.output import print_csv, print_json, show
    from sipcli.console.status import list_table

    rows = list(overviews(archive_here(), day_or_today(today)))
    listed = [row.listed(names=names) for row in rows]
    if format is Format.JSON:
        print_json({"cases": listed})
    elif format is Format.CSV:
        print_csv(list(listed[0]) if listed else ["case"], listed)
    else:
        show(list_table(rows, names=names))


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("status", help=_("What is due and overdue in all cases, the most urgent first."))(status)
    app.command("list", help=_("All cases, open and closed."))(list_cases)
