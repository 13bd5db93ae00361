"""Deviations of a case: which of the three kinds each is, which units it concerns, how many there are (W1, W2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sipcli.case.case import EVENTS, Case
from sipcli.case.case_file import Unit
from sipcli.case.events import DEVIATION, DISPUTE, events_of
from sipcli.case.process_files import Event

NOT_FOLLOWED, NOT_DONE, DISAGREE = "guideline-not-followed", "intervention-not-done", "parties-disagree"
KINDS = (NOT_FOLLOWED, NOT_DONE, DISAGREE)
"""The three kinds of deviation (W1)."""
UNKNOWN = "unknown"
"""Where those are counted whose file tells no kind, or that name no unit."""


@dataclass(frozen=True)
class Deviation:
    """A deviation as it stands on a day.

    `kind` is None when its file neither says it nor names anything it follows from. `units` are those it concerns, by
    themselves, by an intervention or as parties. `about` is what it says in words that name nothing in the case.
    `days_unreported` is None once it has been reported.
    """

    event: Event
    kind: str | None
    units: tuple[Unit, ...]
    about: tuple[str, ...]
    reported_on: date | None
    days_unreported: int | None

    @property
    def principals(self) -> list[str]:
        """The principals of the units it concerns, each once."""
        return list(dict.fromkeys(unit.principal for unit in self.units))

    def concerns(self, unit: str) -> bool:
        """Tell whether it concerns a unit, by id or by name."""
        return any(unit.casefold() in (one.id.casefold(), one.name.casefold()) for one in self.units)


@dataclass(frozen=True)
class Counts:
    """How many deviations there are. One that concerns units of two principals counts under both."""

    deviations: int
    unreported: int
    by_kind: dict[str, int]
    by_principal: dict[str, int]


def deviations(case: Case, today: date) -> Iterator[Deviation]:
    """Yield the deviations of a case that have happened on `today`, the oldest first (W2)."""
    found = sorted(events_of(case, today, DEVIATION), key=lambda pair: (pair[1].date, len(pair[0]), pair[0]))
    for _name, event in found:
        reported = event.reported_on if event.reported_on and event.reported_on <= today else None
        named = [(one, *_named(case, one, today)) for one in things_named(event)]
        units = [case.unit(who) for _one, _kind, ids in named for who in ids]
        units += [case.unit(who) for who in event.parties]
        kind = kind_of(case, event, today)
        yield Deviation(
            event=event,
            kind=kind,
            units=tuple({unit.id: unit for unit in units if unit}.values()),
            about=tuple(one for one, follows, _ids in named if follows is None and one != kind),
            reported_on=reported,
            days_unreported=None if reported else (today - event.date).days,
        )


def things_named(event: Event) -> list[str]:
    """Return what a deviation says it is about: its kind, ids, or words of somebody's own."""
    return [event.about] if isinstance(event.about, str) else list(event.about or [])


def kind_of(case: Case, event: Event, today: date) -> str | None:
    """Return which kind a deviation is: as its file says, else by the first thing it names, else None (W1)."""
    follows = (_named(case, one, today)[0] for one in things_named(event))
    return next((one for one in things_named(event) if one in KINDS), None) or next(filter(None, follows), None)


def _named(case: Case, word: str, today: date) -> tuple[str | None, list[str]]:
    """Return the kind that follows from naming a unit, an intervention or a dispute, and the parties to it."""
    if case.unit(word):
        return NOT_FOLLOWED, [word]
    for i, one in enumerate(case.plan.interventions if case.plan else (), 1):
        if word == (one.id or str(i)):
            return NOT_DONE, [one.unit] if one.unit else []
    for name, dispute in events_of(case, today, DISPUTE):
        if word in (dispute.id, name) or name == f"{EVENTS}/{word}.yaml":
            return DISAGREE, dispute.parties
    return None, []


def counted(found: Iterable[Deviation]) -> Counts:
    """Return how many deviations there are, by kind and by principal; the three kinds always, others as they occur."""
    listed = list(found)
    kinds = dict.fromkeys(KINDS, 0)
    principals: dict[str, int] = {}
    for one in listed:
        kinds[one.kind or UNKNOWN] = kinds.get(one.kind or UNKNOWN, 0) + 1
        for principal in one.principals or [UNKNOWN]:
            principals[principal] = principals.get(principal, 0) + 1
    in_order = sorted(principals.items(), key=lambda pair: (pair[0] == UNKNOWN, -pair[1], pair[0]))
    unreported = sum(one.reported_on is None for one in listed)
    return Counts(len(listed), unreported, kinds, dict(in_order))
