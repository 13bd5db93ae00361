"""Follow-ups (L11, F1-F7): booking an occasion, and recording how it went."""

from dataclasses import dataclass, field
from datetime import date

from sipcli.archive.changes import Changes
from sipcli.archive.editing import plain, put
from sipcli.case.case import CHILD, FOLLOW_UPS, PLAN_FILE, Case
from sipcli.case.meetings import booked_follow_ups
from sipcli.case.people import guardians, representatives
from sipcli.errors import NeedsUser
from sipcli.i18n import _


@dataclass(frozen=True)
class Occasion:
    """A follow-up: when, where, who."""

    date: date
    time: str | None = None
    place: str | None = None
    participants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How a follow-up went: each goal's outcome by id, who was absent, when the next one is."""

    held_on: date
    goals: dict[str, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    asked_child: date | None = None
    asked_guardians: date | None = None
    comment: str | None = None
    next: Occasion | None = None


def file_for(day: date) -> str:
    """Return the name within the case of the follow-up on `day`."""
    return f"{FOLLOW_UPS}/{day}.yaml"


def book(changes: Changes, case: Case, occasion: Occasion) -> None:
    """Book a follow-up.

    Raises:
        NeedsUser: there is one on that day already.
    """
    name = file_for(occasion.date)
    if changes.read(name) is not None:
        raise NeedsUser(
            _("There is a follow-up on {date} already: {file}.").format(date=occasion.date, file=changes.path(name))
        )
    people = [one.id for one in guardians(case, occasion.date)] or [
        one.id for one in representatives(case, occasion.date)
    ]
    changes.open(name).root.update(
        plain(
            {
                "date": occasion.date,
                "time": occasion.time,
                "place": occasion.place,
                "participants": list(occasion.participants) or [CHILD, *people, *case.unit_ids],
                "status": "booked",
            }
        )
    )


def booked_day(case: Case) -> date | None:
    """Return the day of the earliest follow-up that is booked and not recorded."""
    return min((day for _file, _path, day in booked_follow_ups(case)), default=None)


def hold(changes: Changes, case: Case, booked: date, outcome: Outcome) -> None:
    """Record that a follow-up was held; a goal that is met or dropped is marked so in the plan.

    Raises:
        NeedsUser: no follow-up is booked on that day.
    """
    name = file_for(booked)
    if changes.read(name) is None:
        days = ", ".join(str(day) for _file, _path, day in booked_follow_ups(case)) or "–"
        raise NeedsUser(
            _("No follow-up is booked on {date} in {case}. Booked: {days}.").format(
                date=booked, case=case.id, days=days
            )
        )
    root = changes.open(name).root
    put(root, "status", "held")
    if outcome.held_on != booked:
        put(root, "date", outcome.held_on)
    asked = {"child": outcome.asked_child, "guardians": outcome.asked_guardians}
    for key, value in (
        ("absent", list(outcome.absent) or None),
        ("asked_beforehand", asked if any(asked.values()) else None),
        ("goals", [{"goal": goal, "outcome": said} for goal, said in outcome.goals.items()] or None),
        ("comment", outcome.comment),
        ("next_on", outcome.next.date if outcome.next else None),
    ):
        if value is not None:
            put(root, key, value)
    if any(said in ("met", "dropped") for said in outcome.goals.values()):
        for goal in changes.open(PLAN_FILE).root.get("goals") or []:
            said = outcome.goals.get(str(goal.get("id")))
            if said in ("met", "dropped"):
                put(goal, "status", said)
    if outcome.next:
        book(changes, case, outcome.next)
