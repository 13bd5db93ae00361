"""One line a case: the step it is at, what comes next, what is overdue, how many findings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sipcli.archive.archive import Archive
from sipcli.archive.checking import Judged, judge_case
from sipcli.case.case import Case
from sipcli.case.steps import step_of
from sipcli.guidelines.model import Guideline
from sipcli.rules.agenda import Due, deadlines, next_due, overdue
from sipcli.rules.finding import Finding


@dataclass(frozen=True)
class Overview:
    """A case's line. `step` is None when case.yaml cannot be read."""

    case_id: str
    case: Case | None
    guideline: str | None
    step: str | None
    next: Due | None
    overdue: tuple[Due, ...]
    errors: int
    warnings: int
    findings: tuple[Finding, ...] = ()
    judged_by: Guideline | None = None

    def deadlines(self, today: date) -> list[Due]:
        """Return everything in the case with a day that waits for somebody, the earliest first."""
        if self.case is None or self.judged_by is None:
            return []
        return deadlines(self.case, self.judged_by, list(self.findings), today)

    def exported(self) -> dict[str, object]:
        """Return the fields that JSON shows (docs/json.md)."""
        return {
            "case": self.case_id,
            "guideline": self.guideline,
            "step": self.step,
            "next": self.next.exported() if self.next else None,
            "overdue": [one.exported() for one in self.overdue],
            "errors": self.errors,
            "warnings": self.warnings,
        }

    def flat(self) -> dict[str, object]:
        """Return the same as one row of CSV; of what is overdue, the longest."""
        late = self.overdue[0] if self.overdue else None
        return {
            "case": self.case_id,
            "guideline": self.guideline,
            "step": self.step,
            "next": self.next.what if self.next else None,
            "next_date": self.next.date if self.next else None,
            "overdue": late.what if late else None,
            "overdue_days": late.days if late else None,
            "errors": self.errors,
            "warnings": self.warnings,
        }

    def listed(self, *, names: bool) -> dict[str, object]:
        """Return what `sip list` shows; the child's name only when asked for."""
        file = self.case.file if self.case else None
        name: dict[str, object] = {"child": file.child.name if file else None} if names else {}
        return {
            "case": self.case_id,
            **name,
            "guideline": self.guideline,
            "step": self.step,
            "opened": file.opened.isoformat() if file else None,
            "coordinating_unit": self.case.coordinating_unit if self.case else None,
        }

    def concerns(self, unit: str) -> bool:
        """Tell whether a unit, by id or by name, takes part in the case."""
        wanted = unit.casefold()
        units = self.case.file.units if self.case else []
        return any(wanted in (one.id.casefold(), one.name.casefold()) for one in units)

    def due_within(self, days: int) -> bool:
        """Tell whether something is overdue or due within `days` days."""
        ahead = self.next and self.next.days is not None and -self.next.days <= days
        return bool(self.overdue or ahead)


def overviews(
    archive: Archive, today: date, guideline: str | None = None, case_ids: Iterable[str] | None = None
) -> Iterator[Overview]:
    """Return the line of each case asked for, or of all, in order of id."""
    for case_id in archive.case_ids() if case_ids is None else case_ids:
        yield overview(judge_case(archive, case_id, today, guideline), today)


def overview(judged: Judged, today: date) -> Overview:
    """Return the line of a case that was judged."""
    case, findings = judged.loaded.case, list(judged.findings)
    return Overview(
        case_id=judged.loaded.id,
        case=case,
        guideline=judged.guideline.id if judged.guideline else (case.file.guideline if case else None),
        step=step_of(case, today) if case else None,
        next=next_due(case, judged.guideline, findings, today) if case and judged.guideline else None,
        overdue=tuple(overdue(findings)),
        errors=sum(one.level == "error" for one in findings),
        warnings=sum(one.level == "warning" for one in findings),
        findings=judged.findings,
        judged_by=judged.guideline,
    )


def by_urgency(rows: Iterable[Overview]) -> list[Overview]:
    """Return lines by urgency: what cannot be read, the longest overdue, errors, the nearest day; closed last."""

    def urgency(row: Overview) -> tuple[bool, bool, int, int, date, str]:
        latest = max((one.days or 0 for one in row.overdue), default=0)
        ahead = row.next.date if row.next and row.next.date else date.max
        return row.step == "closed", row.case is not None, -latest, -row.errors, ahead, row.case_id

    return sorted(rows, key=urgency)
