"""A case without what is withheld from its readers (OSL 12:3): every file is walked, whatever it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sipcli.case.case import CASE_FILE, CHILD, CONSENT_FILE, Case
from sipcli.case.consent_file import Consent, ConsentFile
from sipcli.case.references import withheld_in
from sipcli.case.values import Record
from sipcli.documents.leaks import Telling, told_by
from sipcli.i18n import _

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
    """Those of the readers from whom something is withheld."""
    people: frozenset[str]
    contacts: frozenset[str]
    goals: frozenset[str]
    interventions: frozenset[str]
    days: frozenset[date]
    """Days of follow-ups that are withheld."""
    telling: Telling
    """What would give it away in a text."""


def withheld_from(case: Case, readers: Iterable[str]) -> Withheld:
    """Return what the case withholds from any of the readers, each of whom is an id."""
    whom, file, plan = frozenset(readers), case.file, case.plan
    listed: list[Any] = [*file.units, *file.relatives]
    known: list[Any] = [file.child, *file.guardians, *file.representatives]
    people = [one for one in listed if _hides(one, whom - {one.id})]
    reached = [one for one in known if _hides(one, whom - {_id(one)})]
    ids = frozenset(one.id for one in people)
    goals = {one.id for one in (plan.goals if plan else ()) if one.id and _hides(one, whom)}
    while plan and (more := {one.id for one in plan.goals if one.id and one.part_of in goals} - goals):
        goals |= more
    interventions = [
        one for one in (plan.interventions if plan else ()) if _hides(one, whom) or one.unit in ids or one.goal in goals
    ]
    return Withheld(
        readers=whom.intersection(who for one in case.models().values() for _path, who in withheld_in(one)),
        people=ids,
        contacts=frozenset(_id(one) for one in reached),
        goals=frozenset(goals),
        interventions=frozenset(one.id for one in interventions if one.id),
        days=frozenset(one.date for one in case.follow_ups.values() if _hides(one, whom)),
        telling=told_by(case, people, reached, interventions, [one for one in listed if one not in people]),
    )


def without(case: Case, hidden: Withheld) -> tuple[Case, list[str]]:
    """Return the case without what is withheld, and what that was: ids and file names, for the coordinator's eyes."""
    left: list[str] = []
    kept: dict[str, Record] = {}
    for name, model in case.models().items():
        walked = _Walk(hidden, name, left).record(model)
        if walked is not None:
            kept[name] = walked
        elif name == CASE_FILE:
            kept[name] = model
    kept[CONSENT_FILE] = _consents(case.consent, kept.get(CONSENT_FILE), hidden)
    remade = Case.of(case.id, kept)
    assert remade is not None
    return remade, list(dict.fromkeys(left))


def _consents(whole: ConsentFile, walked: Record | None, hidden: Withheld) -> ConsentFile:
    """Return the consents that are left: where one answer is withheld, the giver's other answers for those units too.

    A no that is withheld must not leave an earlier yes standing.
    """
    silent = {(one.giver, unit) for one in whole.consents if _hides(one, hidden.readers) for unit in one.units}
    left: list[Consent] = []
    for one in walked.consents if isinstance(walked, ConsentFile) else ():
        units = [unit for unit in one.units if (one.giver, unit) not in silent]
        if units or not one.units:
            left.append(one.model_copy(update={"units": units}))
    return whole.model_copy(update={"consents": left})


class _Walk:
    """Walks one file, leaving out what is withheld and noting what that was."""

    def __init__(self, hidden: Withheld, file: str, left: list[str]) -> None:
        self._hidden, self._file, self._left = hidden, file, left

    def record(self, one: Record, key: str = "") -> Record | None:
        """Return a record without what is withheld, None where it is withheld itself."""
        if key in _KNOWN_ANYWAY and self._file == CASE_FILE:
            return self._out_of_reach(one)
        if _hides(one, self._hidden.readers - {getattr(one, "id", None)}):
            self._left.append(getattr(one, "id", None) or self._file)
            return None
        if self._about_withheld(one):  # it goes with what it is about, and that is told of
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

        def names(keys: Iterable[str], ids: frozenset[str]) -> bool:
            return any(isinstance(said.get(key), str) and said[key] in ids for key in keys)

        return (
            names(_ABOUT_PERSON, hidden.people)
            or names(_ABOUT_GOAL, hidden.goals)
            or names(_ABOUT_INTERVENTION, hidden.interventions)
        )

    def value(self, value: Any, key: str) -> Any:
        """Return a field's value without what is withheld."""
        if isinstance(value, Record):
            return self.record(value, key)
        if isinstance(value, list):
            walked = (self.value(one, key) for one in value)
            return [one for one in walked if one is not None]
        if isinstance(value, Mapping):
            return {who: self.value(one, key) for who, one in value.items() if who not in self._hidden.people}
        if isinstance(value, str) and key not in ("withhold_from", "id"):
            return None if value in self._ids(key) or self._hidden.telling.is_name(value) else value
        return None if key == "next_on" and value in self._hidden.days else value

    def _ids(self, key: str) -> frozenset[str]:
        """Return the ids that may not stand in a field."""
        hidden = self._hidden
        return hidden.people | hidden.goals | hidden.interventions if key == "about" else hidden.people


def _id(one: Record) -> str:
    """Return the id of a person of the case: the child has none of its own."""
    return getattr(one, "id", None) or CHILD


def _hides(one: Record, whom: frozenset[str] | frozenset[str | None]) -> bool:
    return bool(whom.intersection(getattr(one, "withhold_from", None) or ()))
