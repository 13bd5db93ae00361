"""A case's line, made from what was found in it, with the days for which it holds."""

from dataclasses import dataclass
from datetime import date

from sipcli.archive.archive import Archive
from sipcli.archive.checking import Judged, judge_case, with_lines
from sipcli.archive.overview import DueLine, Line, Overview, mark_of
from sipcli.archive.own_guidelines import all_opened
from sipcli.archive.place import CASES
from sipcli.archive.reading import read_model
from sipcli.archive.stamps import Stamp, stamp_of_case
from sipcli.case.asked_day import AskedCount, AskedDay
from sipcli.case.case import CASE_FILE, CLOSING_FILE, FILES, Case
from sipcli.case.case_file import CaseFile
from sipcli.case.steps import step_of
from sipcli.case.values import Record
from sipcli.rules.agenda import deadlines, next_due, overdue
from sipcli.rules.due import Due
from sipcli.rules.finding import Finding


@dataclass(frozen=True, slots=True)
class Summed:
    """A case's line on a day; the stamp that its files had before they were read, and the days for which it holds.

    `stamp` is None, and `first` and `last` (ordinals) are that one day, when the line is not to be kept.
    """

    row: Overview
    stamp: Stamp | None
    first: int
    last: int


def sum_up(archive: Archive, case_id: str, today: date, guideline: str | None = None, *, closed: bool = True) -> Summed:
    """Read and judge a case and return its line, and for which days and files it holds.

    Where the lines of `closed` cases are not wanted, no more is read of such a case than that it is closed.

    Raises:
        SipError: there is no such guideline, where one is given.
    """
    stamp = None if archive.past else stamp_of_case(archive.root, case_id)
    asked = AskedDay.of(today)
    if not closed and stamp is not None and CLOSING_FILE.encode() in stamp and _is_closed(archive, case_id, asked):
        row, sure = Overview.unread(case_id, "closed", today), True
    else:
        asked = AskedDay.of(today)
        judged = judge_case(archive, case_id, asked, guideline)
        row, sure = Overview.of(case_id, line_of(judged, asked), today), _is_sure(archive, judged)
    # once more: a folder that was moved away while its files were read, and back, has files that look the same
    if not sure or stamp is None or stamp != stamp_of_case(archive.root, case_id):
        return Summed(row, None, today.toordinal(), today.toordinal())
    first, last = asked.between
    return Summed(row, stamp, first.toordinal(), last.toordinal())


def _is_sure(archive: Archive, judged: Judged) -> bool:
    """Tell whether all that a case was judged by could be opened; what could not may be later, and look the same."""
    if judged.loaded.case is not None and judged.guideline is None:
        return False
    return all_opened(archive.root) and not any(one.rule == "file-unreadable" for one in judged.findings)


def _is_closed(archive: Archive, case_id: str, today: date) -> bool:
    """Tell whether a case is closed, from the two files that say so; False also where one of them cannot be read."""
    models: dict[str, Record] = {}
    for name in (CASE_FILE, CLOSING_FILE):
        read = read_model(f"{archive.folder(case_id)}/{name}", FILES[name])
        if read.model is None:
            return False
        models[name] = read.model
    case = Case.of(case_id, models)
    return case is not None and case.closed_on(today) is not None


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
        units=[[one.id, mark_of(one.name)] for one in file.units] if file else [],
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
