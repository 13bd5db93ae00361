"""What happens between meetings (F2, E3, E4, I6) and deviations (W1, W2): one file each, and what it waits for."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sipcli.acts.ids import entry_id
from sipcli.archive.changes import Changes
from sipcli.archive.editing import put
from sipcli.case.case import EVENTS, Case
from sipcli.case.deviations import NOT_DONE, NOT_FOLLOWED
from sipcli.case.events import ASYLUM_REJECTION, DEVIATION, DISPUTE, WITHDRAWAL
from sipcli.case.people import person_names
from sipcli.case.process_files import Event
from sipcli.errors import UsageError
from sipcli.i18n import _

PLAN_DECLINED = "plan-declined"
KINDS = (
    "move",
    "school-change",
    "health-change",
    "crisis",
    "intervention-changed",
    "conditions-changed",
    ASYLUM_REJECTION,
    PLAN_DECLINED,
)
"""Usual words for what happens to a child between meetings; a county may have others."""

EARLIER, WAIT = "earlier-meeting", "wait"
"""What the coordinator usually decides (F2)."""


def stem(name: str) -> str:
    """Return a file of an event without folder and ending, as people name it: "2026-10-05-move"."""
    return name.rpartition("/")[2].removesuffix(".yaml")


def record(changes: Changes, kind: str, on: date, said: Mapping[str, Any]) -> str:
    """Write a new event of that kind and day, with what was said of it; return its file.

    A second of the same kind and day gets a number. Values that are None or empty are left out.
    """
    number, name = 1, f"{EVENTS}/{on}-{kind}.yaml"
    while changes.read(name) is not None:
        number += 1
        name = f"{EVENTS}/{on}-{kind}-{number}.yaml"
    root = changes.open(name).root
    for key, value in {"id": entry_id("e"), "date": on, "kind": kind, **said}.items():
        if value not in (None, "", [], ()):
            put(root, key, value)
    return name


def note(changes: Changes, name: str, event: Event, said: Mapping[str, Any]) -> None:
    """Write into an event what has followed on it; days in `said` cannot be before the event itself.

    Raises:
        UsageError: a day is before the event.
    """
    root = changes.open(name).root
    for key, value in said.items():
        if isinstance(value, date):
            not_before(event.date, value)
        if value is not None:
            put(root, key, value)


def not_before(happened: date, day: date) -> date:
    """Return the day of something that followed on an event; raise UsageError when it is before the event itself."""
    if day < happened:
        raise UsageError(_("{day} is before {date}, the day of the event itself.").format(day=day, date=happened))
    return day


def subjects(case: Case, kind: str) -> dict[str, str]:
    """Return what a deviation of a kind can be about, with a text for people (W1).

    Units that did not follow the guideline, interventions that were not done, disputes between parties. Each by what
    the rule deviation-to-report calls it, so that the deviation answers for that and for nothing else.
    """
    if kind == NOT_FOLLOWED:
        names = person_names(case)
        return {unit: names[unit] for unit in case.unit_ids}
    if kind == NOT_DONE:
        listed = case.plan.interventions if case.plan else []
        return {one.id or str(i): one.what for i, one in enumerate(listed, 1)}
    disputes = ((name, one) for name, one in case.events.items() if one.kind == DISPUTE)
    return {one.id or stem(name): f"{stem(name)}: {about(one)}".rstrip(": ") for name, one in disputes}


def about(event: Event) -> str:
    """Return what an event is about as one text."""
    return ", ".join(event.about) if isinstance(event.about, list) else event.about or ""


def waits(case: Case, event: Event, today: date) -> Iterator[str]:
    """Yield what an event still waits for on `today`, as words.

    "decision" (of the coordinator, F2), "social-worker" (E3), "report" (W2), "responsibility" (W4), "resolution" (W3).
    """

    def done(day: date | None) -> bool:
        return day is not None and day <= today

    if event.kind == DISPUTE:
        if not done(event.resolved_on):
            if not event.temporary_responsibility:
                yield "responsibility"
            yield "resolution"
    elif event.kind == DEVIATION:
        if not done(event.reported_on):
            yield "report"
    elif event.kind != WITHDRAWAL:
        if event.kind == ASYLUM_REJECTION and not done(event.social_worker_told_on):
            yield "social-worker"
        if not done(event.assessed_on) and _after_plan(case, event):
            yield "decision"


def _after_plan(case: Case, event: Event) -> bool:
    """Tell whether an event touches the plan: a first plan was made knowing what had happened before it."""
    plan = case.plan
    return plan is not None and (plan.version > 1 or event.date >= plan.made_on)
