"""Happenings, deviations and disputes of a case."""

from collections.abc import Iterator
from datetime import date

from sipcli.case.case import Case
from sipcli.case.process_files import Event

DEVIATION = "deviation"
DISPUTE = "dispute"
WITHDRAWAL = "withdrawal"
PLAN_DECLINED = "plan-declined"
"""Somebody said no to a plan, with the reason (I6)."""
ASYLUM_REJECTION = "asylum-rejection"


def events_of(case: Case, today: date, kind: str) -> Iterator[tuple[str, Event]]:
    """Yield (file, event) of one kind that have happened on `today`."""
    yield from ((name, one) for name, one in case.events.items() if one.kind == kind and one.date <= today)


def happenings(case: Case, today: date) -> Iterator[tuple[str, Event]]:
    """Yield (file, event) of what has happened to the child.

    Deviations, disputes and a no to a plan are something else, and the rules of consent tell what follows a withdrawal.
    """
    for name, one in case.events.items():
        if one.kind not in (DEVIATION, DISPUTE, WITHDRAWAL, PLAN_DECLINED) and one.date <= today:
            yield name, one


def open_disputes(case: Case, today: date) -> Iterator[tuple[str, Event]]:
    """Yield (file, dispute) of those that are not resolved on `today`."""
    for name, one in events_of(case, today, DISPUTE):
        if one.resolved_on is None or one.resolved_on > today:
            yield name, one
