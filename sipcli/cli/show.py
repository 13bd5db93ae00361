"""`sip show`: one case at a glance."""

from sipcli.cli.common import (
    AtOption,
    CaseArgument,
    FormatOption,
    GuidelineOption,
    TodayOption,
    archive_here,
    case_meant,
    looked_at,
)
from sipcli.console.output import Format


def show(
    case: CaseArgument = None,
    guideline: GuidelineOption = None,
    today: TodayOption = None,
    at: AtOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Print one case: people, consents, days, plan, findings."""
    from sipcli.archive.checking import judge_case, with_lines
    from sipcli.archive.summing_up import overview
    from sipcli.console.case_view import case_view
    from sipcli.console.findings import COLUMNS
    from sipcli.console.output import print_csv, print_json
    from sipcli.console.output import show as show_all

    with looked_at(archive_here(), at, today) as (archive, day):
        judged = judge_case(archive, case_meant(archive, case), day, guideline)
        findings = with_lines(archive, judged.findings)
    if format is Format.JSON:
        exported = [one.exported() for one in findings]
        print_json({"today": day.isoformat(), **overview(judged, day).exported(), "findings": exported})
    elif format is Format.CSV:
        print_csv(COLUMNS, [one.exported() for one in findings])
    else:
        show_all(*case_view(judged, findings, day))
