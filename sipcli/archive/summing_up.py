"""A case's line, made from what was found in it, with the days for which it holds."""

from datetime import date

from sipcli.archive.archive import Archive
from sipcli.archive.checking import Judged, judge_case, with_lines
from sipcli.archive.overview import DueLine, Line, Overview
from sipcli.archive.place import CASES
from sipcli.archive.reading import read_model
from sipcli.case.asked_day import AskedCount, AskedDay
from sipcli.case.case import CASE_FILE
from sipcli.case.case_file import CaseFile
from sipcli.case.steps import step_of
from sipcli.rules.agenda import deadlines, next_due, overdue
from sipcli.rules.due import Due
from sipcli.rules.finding import Finding

Summed = tuple[str, Line, tuple[int, int] | None]
"""A case's id, its line, and the first and last day (ordinals) that it holds; None when it is not to be kept."""


def sum_up(archive: Archive, case_id: str, today: date, guideline: str | None = None) -> Summed:
    """Read and judge a case and return its line, and for which days it holds.

    Raises:
        SipError: there is no such guideline, where one is given.
    """
    asked = AskedDay.of(today)
    judged = judge_case(archive, case_id, asked, guideline)
    line = line_of(judged, asked)
    # what could not be opened may be opened later without looking any different
    if any(one.rule == "file-unreadable" for one in judged.findings):
        return case_id, line, None
    first, last = asked.between
    return case_id, line, (first.toordinal(), last.toordinal())


def overview(judged: Judged, today: date) -> Overview:
    """Return the line of a case that was judged on a day."""
    return Overview.of(judged.loaded.id, line_of(judged, today), today)


def findings_in(archive: Archive, case_id: str, today: date, guideline: str | None = None) -> list[Finding]:
    """Return every finding in a case, each with its line.

    Raises:
        SipError: there is no such guideline, where one is given.
    """
    return with_lines(archive, judge_case(archive, case_id, today, guideline).findings)


def deadlines_in(archive: Archive, case_id: str, today: date, guideline: str | None = None) -> list[Due]:
    """Return everything in a case with a day that waits for somebody, the earliest first."""
    judged = judge_case(archive, case_id, today, guideline)
    if judged.loaded.case is None or judged.guideline is None:
        return []
    return deadlines(judged.loaded.case, judged.guideline, list(judged.findings), today)


def name_of_child(archive: Archive, case_id: str) -> str | None:
    """Return the child's name, None when case.yaml cannot be read."""
    read = read_model(f"{CASES}/{case_id}/{CASE_FILE}", CaseFile, archive.read)
    return read.model.child.name if read.model else None


def line_of(judged: Judged, today: date) -> Line:
    """Return the line of a case that was judged."""
    case, findings, guideline = judged.loaded.case, list(judged.findings), judged.guideline
    file = case.file if case else None
    due = next_due(case, guideline, findings, today) if case and guideline else None
    return Line(
        guideline=guideline.id if guideline else (file.guideline if file else None),
        step=step_of(case, today) if case else None,
        opened=file.opened.isoformat() if file else None,
        coordinating_unit=case.coordinating_unit if case else None,
        units=[[one.id, one.name] for one in file.units] if file else [],
        errors=sum(one.level == "error" for one in findings),
        warnings=sum(one.level == "warning" for one in findings),
        found=len(findings),
        next=_kept(due) if due else None,
        overdue=[_kept(one) for one in overdue(findings)],
    )


def _kept(due: Due) -> DueLine:
    days, since = due.days, None
    if isinstance(days, AskedCount) and days.grows_from is not None:
        since = days.grows_from.toordinal()
        days = None
    elif days is not None:
        days = int(days)  # of an asked day: for this day only
    # the same holds for the day itself, should it be the one asked for
    return DueLine(due.what, due.rule, due.date.isoformat() if due.date else None, days, since, due.unit)
