"""`sip check`: every finding, with its source."""

from typing import Annotated

import typer

from sipcli.cli.common import FormatOption, GuidelineOption, TodayOption, archive_here, day_or_today
from sipcli.console.output import Format
from sipcli.i18n import _


def check(
    cases: Annotated[
        list[str] | None, typer.Argument(metavar="[CASE]...", help=_("Which cases; all when left out."))
    ] = None,
    guideline: GuidelineOption = None,
    today: TodayOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Print every finding; exit 1 when one is an error."""
    from sipcli.archive.checking import archive_findings, judge_cases, with_lines
    from sipcli.console.findings import COLUMNS, finding_lines, summary
    from sipcli.console.output import print_csv, print_json, say, show

    archive, day = archive_here(), day_or_today(today)
    wanted = [archive.find_case(one) for one in cases] if cases else archive.case_ids()
    found = [one for judged in judge_cases(archive, day, guideline, wanted) for one in judged.findings]
    if not cases:
        found += archive_findings(archive)
    found = with_lines(archive, found)
    if format is Format.JSON:
        shown = guideline or archive.settings.guideline
        findings = [one.exported() for one in found]
        print_json({"today": day.isoformat(), "guideline": shown, "findings": findings})
    elif format is Format.CSV:
        print_csv(COLUMNS, [one.exported() for one in found])
    else:
        show(*finding_lines(found))
        say(summary(found, len(wanted)))
    if any(one.level == "error" for one in found):
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check", help=_("Check cases against guideline and law: every finding, with its source."))(check)
