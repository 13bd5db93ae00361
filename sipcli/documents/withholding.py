"""A case without what is withheld from its readers (OSL 12:3): every file is walked, whatever it holds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sipcli.case.case import CASE_FILE, CHILD, Case
from sipcli.case.values import Record
from sipcli.errors import NeedsUser
from sipcli.i18n import _

SHORTEST_NAME = 3
"""A name shorter than this is not looked for in texts: it would be found in every other word."""

_ABOUT_PERSON = ("id", "who", "unit", "giver", "waits_for")
_ABOUT_GOAL = ("id", "goal", "part_of")
_ABOUT_INTERVENTION = ("id", "intervention")
"""Keys that say what an entry is about: the entry goes with what they name. Elsewhere only the name goes."""

_KNOWN_ANYWAY = ("child", "guardians", "representatives")
"""Those whose record stays, without how to reach them."""


@dataclass(frozen=True)
class Withheld:
    """What is withheld from some readers: ids of units and relatives, of goals, of interventions, and contacts."""

    readers: frozenset[str]
    people: frozenset[str]
    contacts: frozenset[str]
    goals: frozenset[str]
    interventions: frozenset[str]
    telling: tuple[str, ...]
    """Names, numbers and addresses that would give it away in a text."""


def withheld_from(case: Case, readers: Iterable[str]) -> Withheld:
    """Return what the case withholds from any of the readers, each of whom is an id."""
    whom, file, plan = frozenset(readers), case.file, case.plan
    listed: list[Any] = [*file.units, *file.relatives]
    people = [one for one in listed if _hides(one, whom - {one.id})]
    reached: list[Any] = [
        one for one in (file.child, *file.guardians, *file.representatives) if _hides(one, whom - {_id(one)})
    ]
    ids = frozenset(one.id for one in people)
    goals = {one.id for one in (plan.goals if plan else ()) if one.id and _hides(one, whom)}
    while plan and (more := {one.id for one in plan.goals if one.id and one.part_of in goals} - goals):
        goals |= more
    telling: list[str | None] = []
    for one in people:
        contact = getattr(one, "contact", None)
        telling += [one.name, *((contact.name, contact.phone, contact.email) if contact else ())]
    for one in (*people, *reached):
        telling += [getattr(one, "phone", None), getattr(one, "email", None)]
    return Withheld(
        readers=whom,
        people=ids,
        contacts=frozenset(_id(one) for one in reached),
        goals=frozenset(goals),
        interventions=frozenset(
            one.id
            for one in (plan.interventions if plan else ())
            if one.id and (_hides(one, whom) or one.unit in ids or one.goal in goals)
        ),
        telling=tuple({one.strip() for one in telling if one and len(one.strip()) >= SHORTEST_NAME}),
    )


def without(case: Case, hidden: Withheld) -> tuple[Case, list[str]]:
    """Return the case without what is withheld, and what that was: ids and file names, for the coordinator's eyes.

    Raises:
        NeedsUser: a text that stays names somebody, or how to reach somebody, who is withheld.
    """
    left: list[str] = []
    kept: dict[str, Record] = {}
    for name, model in case.models().items():
        walked = _Walk(hidden, name, left).record(model)
        if walked is not None:
            kept[name] = walked
        elif name == CASE_FILE:
            kept[name] = model
    remade = Case.of(case.id, kept)
    assert remade is not None
    if left:
        _refuse_leaks(remade, hidden)
    return remade, list(dict.fromkeys(left))


class _Walk:
    """Walks one file, leaving out what is withheld and noting what that was."""

    def __init__(self, hidden: Withheld, file: str, left: list[str]) -> None:
        self._hidden, self._file, self._left = hidden, file, left

    def record(self, one: Record, key: str = "") -> Record | None:
        """Return a record without what is withheld, None where it is withheld itself."""
        if key in _KNOWN_ANYWAY and self._file == CASE_FILE:
            return self._out_of_reach(one)
        if _hides(one, self._hidden.readers - {_id(one)}) or self._about_withheld(one):
            self._left.append(getattr(one, "id", None) or self._file)
            return None
        said = {name: self.value(getattr(one, name), name) for name in type(one).model_fields}
        return one.model_copy(update=said)

    def _out_of_reach(self, one: Record) -> Record:
        if _id(one) not in self._hidden.contacts:
            return one
        self._left.append(_("how to reach {who}").format(who=_id(one)))
        return one.model_copy(update={key: None for key in ("phone", "email") if key in type(one).model_fields})

    def _about_withheld(self, one: Record) -> bool:
        hidden, said = self._hidden, {name: getattr(one, name) for name in type(one).model_fields}
        return (
            any(said.get(key) in hidden.people for key in _ABOUT_PERSON if isinstance(said.get(key), str))
            or any(said.get(key) in hidden.goals for key in _ABOUT_GOAL if isinstance(said.get(key), str))
            or any(
                said.get(key) in hidden.interventions for key in _ABOUT_INTERVENTION if isinstance(said.get(key), str)
            )
        )

    def value(self, value: Any, key: str) -> Any:
        """Return a field's value without what is withheld."""
        if isinstance(value, Record):
            return self.record(value, key)
        if isinstance(value, list):
            walked = (self.value(one, key) for one in value)
            names = self._names(key)
            return [one for one in walked if one is not None and not (isinstance(one, str) and one in names)]
        if isinstance(value, Mapping):
            return {who: self.value(one, key) for who, one in value.items() if who not in self._hidden.people}
        return None if isinstance(value, str) and value in self._names(key) else value

    def _names(self, key: str) -> frozenset[str]:
        """Return the ids that may not stand in a field; `withhold_from` itself is never shown."""
        return self._hidden.people if key not in ("withhold_from", "id") else frozenset()


def _refuse_leaks(case: Case, hidden: Withheld) -> None:
    """Raise NeedsUser when a text that stays gives away what is withheld."""
    for name, text in _texts(case):
        told = next((one for one in hidden.telling if one.casefold() in text.casefold()), None)
        if told:
            raise NeedsUser(
                _(
                    "{file} says “{told}”, which is withheld from {whom}. Reword it with “sip edit {case}”, "
                    "or make your own copy with --whole."
                ).format(file=name, told=told, whom=", ".join(sorted(hidden.readers)), case=case.id)
            )


def _texts(case: Case) -> Iterator[tuple[str, str]]:
    """Give every text of the case with its file, but for the names and numbers that the records of people are."""

    def within(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Record):
            for name in type(value).model_fields:
                if name not in ("withhold_from", "accepted", "exceptions"):
                    yield from within(getattr(value, name))
        elif isinstance(value, Mapping):
            for one in value.values():
                yield from within(one)
        elif isinstance(value, list):
            for one in value:
                yield from within(one)

    for name, model in case.models().items():
        for text in within(model):
            yield name, text


def _id(one: Record) -> str:
    return getattr(one, "id", None) or CHILD


def _hides(one: Record, whom: frozenset[str]) -> bool:
    return bool(whom.intersection(getattr(one, "withhold_from", None) or ()))
