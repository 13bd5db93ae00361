"""One line a case: the step it is at, what comes next, what is overdue, how many findings.

Imports nothing that reads or judges a case: with an index (`lines`), the morning's list is made of these alone.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from sipcli.rules.due import Due


class DueLine(NamedTuple):
    """Something due as it is kept. What it is, the rule, its day (YYYY-MM-DD), how many days past it, and the unit.

    Where the number of days grows with the day asked for, `since` is the day (its ordinal) on which it is nought.
    """

    what: str
    rule: str | None
    date: str | None
    days: int | None
    since: int | None
    unit: str | None

    def on(self, today: dt.date) -> Due:
        """Return it as it is on a day."""
        days = self.days if self.since is None else today.toordinal() - self.since
        return Due(self.what, self.rule, dt.date.fromisoformat(self.date) if self.date else None, days, self.unit)


class Line(NamedTuple):
    """A case's line as it is kept, of values that JSON has. `step` is None when case.yaml cannot be read.

    `found` is how many findings of any level there are, `units` those that take part: the id, and a mark of the name,
    which may be a family's.
    """

    guideline: str | None
    step: str | None
    opened: str | None
    coordinating_unit: str | None
    units: list[list[str]]
    errors: int
    warnings: int
    found: int
    next: DueLine | None
    overdue: list[DueLine]


class Overview(NamedTuple):
    """A case's line on a day. `told` is the line as it is kept, read when it is needed: most lists show few cases."""

    case_id: str
    step: str | None
    late: bool
    told: bytes
    today: dt.date

    @classmethod
    def of(cls, case_id: str, line: Line, today: dt.date) -> "Overview":
        """Return the line of a case on a day."""
        return cls(case_id, line.step, bool(line.overdue), told(line), today)

    @classmethod
    def unread(cls, case_id: str, step: str, today: dt.date) -> "Overview":
        """Return the line of a case of which no more than the step is known; it is in no list, and is only counted."""
        return cls(case_id, step, False, b"", today)

    @property
    def line(self) -> Line:
        """The whole line."""
        return line_told(self.told)

    @property
    def readable(self) -> bool:
        """Whether case.yaml can be read; what cannot may be anything."""
        return self.step is not None

    @property
    def guideline(self) -> str | None:
        """The guideline the case is judged by."""
        return self.line.guideline

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return self.line.errors

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return self.line.warnings

    @property
    def overdue(self) -> tuple[Due, ...]:
        """What is overdue, the longest first."""
        return tuple(DueLine(*one).on(self.today) for one in self.line.overdue)

    @property
    def next(self) -> Due | None:
        """What comes next."""
        return DueLine(*self.line.next).on(self.today) if self.line.next else None

    def exported(self) -> dict[str, object]:
        """Return the fields that JSON shows (docs/json.md)."""
        due = self.next
        return {
            "case": self.case_id,
            "guideline": self.guideline,
            "step": self.step,
            "next": due.exported() if due else None,
            "overdue": [one.exported() for one in self.overdue],
            "errors": self.errors,
            "warnings": self.warnings,
        }

    def flat(self) -> dict[str, object]:
        """Return the same as one row of CSV; of what is overdue, the longest."""
        due, late = self.next, self.overdue[0] if self.late else None
        return {
            "case": self.case_id,
            "guideline": self.guideline,
            "step": self.step,
            "next": due.what if due else None,
            "next_date": due.date if due else None,
            "overdue": late.what if late else None,
            "overdue_days": late.days if late else None,
            "errors": self.errors,
            "warnings": self.warnings,
        }

    def listed(self, besides: Mapping[str, object] | None = None) -> dict[str, object]:
        """Return what `sip list` shows, with what is asked for besides after the id."""
        return {
            "case": self.case_id,
            **(besides or {}),
            "guideline": self.guideline,
            "step": self.step,
            "opened": self.line.opened,
            "coordinating_unit": self.line.coordinating_unit,
        }

    def concerns(self, unit: str) -> bool:
        """Tell whether a unit, by id or by name, takes part in the case."""
        wanted, mark = unit.casefold(), mark_of(unit)
        return any(wanted == id.casefold() or mark == name for id, name in self.line.units)

    def due_within(self, days: int) -> bool:
        """Tell whether something is overdue or due within `days` days."""
        due = self.next
        return self.late or bool(due and due.days is not None and -due.days <= days)


def mark_of(name: str) -> str:
    """Return what tells a name from others, in whatever letters it is written, and does not tell what it is."""
    import hashlib  # wanted when cases are read, or asked for by unit

    return hashlib.sha256(name.casefold().encode("utf-8", "surrogatepass")).hexdigest()[:16]


def told(line: Line) -> bytes:
    """Return a line as it is kept."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


@lru_cache(maxsize=5000)
def line_told(kept: bytes) -> Line:
    """Return the line that was kept so."""
    return Line(*json.loads(kept.decode("utf-8", "surrogatepass")))


def by_urgency(rows: Iterable[Overview]) -> list[Overview]:
    """Return lines by urgency: what cannot be read, the longest overdue, errors, the nearest day; closed last."""

    def urgency(row: Overview) -> tuple[bool, bool, int, int, dt.date, str]:
        latest = max((one.days or 0 for one in row.overdue), default=0)
        due = row.next
        ahead = due.date if due and due.date else dt.date.max
        return row.step == "closed", row.readable, -latest, -row.errors, ahead, row.case_id

    return sorted(rows, key=urgency)
