"""`sip check`: every finding, with its source."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import AtOption, GuidelineOption, TodayOption, archive_here, day_or_today
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.archive.archive import Archive
    from sipcli.rules.finding import Finding


class CheckFormat(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    GITHUB = "github"
    SARIF = "sarif"


def check(
    cases: Annotated[
        list[str] | None,
        typer.Argument(metavar="CASE", help=_("Which cases; all when left out."), autocompletion=complete.cases),
    ] = None,
    guideline: GuidelineOption = None,
    today: TodayOption = None,
    at: AtOption = None,
    staged: Annotated[bool, typer.Option("--staged", help=_("What is about to be committed, and only that."))] = False,
    hook: Annotated[
        bool, typer.Option("--hook", help=_("As a git hook: only what makes a file unreadable stops the commit."))
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help=_("First make the small mends that are safe, in one commit."))
    ] = False,
    format: Annotated[
        CheckFormat, typer.Option("--format", help=_("How to print: table, json, csv, github or sarif."))
    ] = CheckFormat.TABLE,
) -> None:
    """Print every finding; exit 1 when one is an error."""
    from sipcli.archive.bulk import found_in
    from sipcli.archive.checking import archive_findings, with_lines
    from sipcli.archive.lines import without_findings
    from sipcli.console.progress import reading
    from sipcli.errors import UsageError
    from sipcli.rules.engine import in_order
    from sipcli.rules.structure import FORM_RULES

    if fix:
        if staged or at:
            raise UsageError(_("--fix changes the files as they are now; it does not go with --staged or --at."))
        _mend(cases)
    with _looked_at(archive_here(), cases, at, staged) as (archive, wanted, then):
        day = day_or_today(today) if today or then is None else then
        sound = without_findings(archive.root, day, guideline) if len(wanted) > 1 and not (staged or at) else set[str]()
        with reading() as progress:
            found = found_in(archive, [one for one in wanted if one not in sound], day, guideline, progress)
        found = in_order([*found, *with_lines(archive, archive_findings(archive))])
        _print(found, CheckFormat(format), guideline or archive.settings.guideline, day, len(wanted))
    if any(one.level == "error" and (not hook or one.rule in FORM_RULES) for one in found):
        raise typer.Exit(1)


@contextmanager
def _looked_at(
    archive: "Archive", cases: list[str] | None, at: str | None, staged: bool
) -> "Iterator[tuple[Archive, list[str], date | None]]":
    """Give the archive to look at (now, staged, or as it was), the cases, and the day it was."""
    from sipcli.archive.snapshots import archive_at
    from sipcli.archive.snapshots import staged as archive_staged

    if staged:
        with archive_staged(archive) as (index, changed):
            wanted = [archive.find_case(one) for one in cases or ()]
            yield index, [one for one in changed if not wanted or one in wanted], None
    elif at is not None:
        with archive_at(archive, at) as (past, day):
            yield past, [past.find_case(one) for one in cases] if cases else past.case_ids(), day
    else:
        yield archive, [archive.find_case(one) for one in cases] if cases else archive.case_ids(), None


def _mend(cases: list[str] | None) -> None:
    from sipcli.acts.mend import mend
    from sipcli.cli.common import report
    from sipcli.console.output import say

    archive = archive_here()
    mends, done = mend(archive, [archive.find_case(one) for one in cases] if cases else archive.case_ids())
    for one in mends:
        say(f"{one.file}: {one.what}")
    if done:
        report(done)
    else:
        say(_("There is nothing that can be mended safely without you."))


def _print(found: "list[Finding]", format: CheckFormat, guideline: str, day: date, cases: int) -> None:
    from sipcli import __version__
    from sipcli.console.findings import COLUMNS, finding_lines, summary
    from sipcli.console.forge import github_lines, sarif
    from sipcli.console.output import print_csv, print_json, result, say, show

    if format is CheckFormat.JSON:
        findings = [one.exported() for one in found]
        print_json({"today": day.isoformat(), "guideline": guideline, "findings": findings})
    elif format is CheckFormat.CSV:
        print_csv(COLUMNS, [one.exported() for one in found])
    elif format is CheckFormat.GITHUB:
        for line in github_lines(found):
            result(line)
    elif format is CheckFormat.SARIF:
        print_json(sarif(found, __version__))
    else:
        show(*finding_lines(found))
        say(summary(found, cases))
