"""What differs between two versions of a plan, in plain words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sipcli.archive.history import Change, differences
from sipcli.case.case import PLAN_FILE
from sipcli.case.plan_file import ConsentToPlan, Coordinator, OwnActions, Plan, Signatures
from sipcli.console.labels import key_word, value_word
from sipcli.console.plan_diff_words import Data, InterventionWords, bare, by_id, day_in_words, goal_sentences
from sipcli.i18n import N_, _

OF_ONE_VERSION = ("consent_to_plan", "signatures", "copies")
"""What is said and done about one version only: the next one begins without it, and nothing is thereby taken away."""


@dataclass(frozen=True)
class Told:
    """What differs in one part of a plan, or in one entry of it (by id): sentences, and the values behind them."""

    part: str
    entry: str | None
    said: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Known:
    """What the sentences draw on.

    `names` are those of people and units by id, `term` gives the guideline's word for something, and `ended` says of
    goals and interventions, by id, how a follow-up found them: "met", "dropped", "completed" ...
    """

    names: Mapping[str, str] = field(default_factory=dict)
    term: Callable[[str], str] = key_word
    ended: Mapping[str, str] = field(default_factory=dict)


def plan_differences(before: Plan, after: Plan, known: Known) -> list[Told]:
    """Return what differs between two versions of a plan, in the order of the file."""
    old, new = _data(before), _data(after)
    if before.version != after.version:
        old |= {key: _data(Plan(made_on=after.made_on))[key] for key in OF_ONE_VERSION}
    groups: dict[tuple[str, str | None], list[Change]] = {}
    for change in differences(PLAN_FILE, (), old, new):
        part = change.path[0]
        entry = change.path[1] if part in ("goals", "interventions") else None
        groups.setdefault((part, entry), []).append(change)
    words = _Words(old, new, after.made_on.year, known)
    return [
        Told(part, entry, tuple(words.sentences(part, entry, changes)), tuple(changes))
        for (part, entry), changes in groups.items()
    ]


def _data(plan: Plan) -> Data:
    """Return a plan's values so that two can be compared: every part is there, every entry has an id."""
    own = plan.own_actions or OwnActions()
    return {
        "needs": list(plan.needs),
        "goals": _named(plan.goals, "text"),
        "interventions": _named(plan.interventions, "what"),
        "own_actions": own.model_dump() | {"others": [own.others] if isinstance(own.others, str) else own.others},
        "coordinator": (plan.coordinator or Coordinator()).model_dump(),
        "contact_if_failing": plan.contact_if_failing,
        "consent_to_plan": (plan.consent_to_plan or ConsentToPlan()).model_dump(),
        "signatures": (plan.signatures or Signatures()).model_dump(),
        "copies": dict(plan.copies),
        "care_codes": [one.model_dump() for one in plan.care_codes],
        "surveys": [one.model_dump() for one in plan.surveys],
    }


def _named(entries: Sequence[Any], words: str) -> list[Data]:
    """Return entries as values; one without an id goes by its words, with a number when those stand there twice."""
    found: dict[str, Data] = {}
    for one in entries:
        data = one.model_dump()
        base = name = str(data["id"] or data[words])
        number = 2
        while name in found:
            name, number = f"{base} {number}", number + 1
        found[name] = data | {"id": name}
    return list(found.values())


class _Words:
    """The sentences for one pair of versions."""

    def __init__(self, old: Data, new: Data, year: int, known: Known) -> None:
        self.old, self.new, self.year, self.known = old, new, year, known

    def sentences(self, part: str, entry: str | None, changes: Sequence[Change]) -> Iterator[str]:
        old, new, ended = self.old[part], self.new[part], self.known.ended
        if part == "goals":
            yield from goal_sentences(old, new, entry or "", ended)
        elif part == "interventions":
            words = InterventionWords(self.old["goals"], self.new["goals"], self.known.names, self.year)
            yield words.sentence(by_id(old, entry), by_id(new, entry), ended.get(entry or ""))
        else:
            yield from _PARTS[part](self, old, new, {one.path[-1]: one for one in changes})

    def needs(self, old: Any, new: Any, _changed: Mapping[str, Change]) -> Iterator[str]:
        for one in new:
            if one not in old:
                yield _("New need: {need}.").format(need=bare(one))
        for one in old:
            if one not in new:
                yield _("No longer among the needs: {need}.").format(need=bare(one))
        if sorted(set(new)) == sorted(set(old)):
            yield _("The needs stand in another order.")

    def own_actions(self, old: Any, new: Any, changed: Mapping[str, Change]) -> Iterator[str]:
        who = {
            "child": N_("What the child does"),
            "guardians": N_("What the guardians do"),
            "others": N_("What others do"),
        }
        for key in changed:
            yield _instead(_(who[key]), _as_text(old[key]), _as_text(new[key]))

    def coordinator(self, old: Any, new: Any, changed: Mapping[str, Change]) -> Iterator[str]:
        if "unit" in changed or "name" in changed:
            yield _instead(_capital(self.known.term("coordinator")), self._whom(old), self._whom(new))
        if "principal" in changed:
            before, now = (value_word(one["principal"]) if one["principal"] else None for one in (old, new))
            yield _instead(_capital(self.known.term("lead_principal")), before, now)
        if "phone" in changed:
            yield _instead(_("The coordinator's telephone"), old["phone"], new["phone"])
        if "shared_with" in changed and new["shared_with"]:
            yield _("The coordination is shared with {names}.").format(names=self._names(new["shared_with"]))
        elif "shared_with" in changed:
            yield _("The coordination is not shared any more.")

    def contact(self, old: Any, new: Any, _changed: Mapping[str, Change]) -> Iterator[str]:
        yield _instead(_("Whom to contact if the plan fails"), old, new)

    def consent(self, _old: Any, new: Any, _changed: Mapping[str, Change]) -> Iterator[str]:
        answer = {"yes": _("yes"), "no": _("no")}.get(new["answer"] or "", new["answer"] or "–")
        if new["asked_on"]:
            said = _("On {day} the question was put whether the planning is consented to; the answer: {answer}.")
            yield said.format(day=self._day(new["asked_on"]), answer=bare(answer))
        else:
            yield _("Consent to the planning: {answer}.").format(answer=bare(answer))

    def signatures(self, old: Any, new: Any, changed: Mapping[str, Change]) -> Iterator[str]:
        if "offered_to_all" in changed:
            yield _("All were offered to sign.") if new["offered_to_all"] else _("Not all were offered to sign.")
        signed = [one for one in new["signed"] if one not in old["signed"]]
        if signed:
            yield _("Signed by {names}.").format(names=self._names(signed))
        taken = [one for one in old["signed"] if one not in new["signed"]]
        if taken:
            yield _("No longer noted as signed by {names}.").format(names=self._names(taken))

    def copies(self, old: Any, new: Any, changed: Mapping[str, Change]) -> Iterator[str]:
        for day in sorted({new[who] for who in changed if who in new}):
            names = self._names(who for who in changed if new.get(who) == day)
            yield _("Copies given on {day} to {names}.").format(day=self._day(day), names=names)
        taken = [who for who in changed if who not in new]
        if taken:
            yield _("No longer noted as having a copy: {names}.").format(names=self._names(taken))

    def care_codes(self, old: Any, new: Any, _changed: Mapping[str, Change]) -> Iterator[str]:
        for one in new:
            if one not in old:
                yield _("Care code {code} registered on {day} by {name}.").format(
                    code=one["code"], day=self._day(one["registered_on"]), name=self._names([one["unit"]])
                )
        for one in old:
            if one["code"] not in {other["code"] for other in new}:
                yield _("Care code {code} is no longer noted.").format(code=one["code"])

    def surveys(self, old: Any, new: Any, _changed: Mapping[str, Change]) -> Iterator[str]:
        for one in new:
            if one not in old:
                to = [_("the guardians") if who == "guardians" else self._names([who]) for who in one["to"]]
                yield _("Survey sent on {day} to {names}.").format(
                    day=self._day(one["sent_on"]), names=", ".join(to) or "–"
                )
        if len(new) < len(old):
            yield _("A survey is no longer noted as sent.")

    def _whom(self, said: Data) -> str | None:
        unit = self._names([said["unit"]]) if said["unit"] else None
        return ", ".join(dict.fromkeys(one for one in (said["name"], unit) if one)) or None

    def _names(self, ids: Any) -> str:
        return ", ".join(self.known.names.get(one, one or "–") for one in ids)

    def _day(self, day: date | None) -> str:
        return day_in_words(day, self.year) if day else "–"


_PARTS: dict[str, Callable[[_Words, Any, Any, Mapping[str, Change]], Iterator[str]]] = {
    "needs": _Words.needs,
    "own_actions": _Words.own_actions,
    "coordinator": _Words.coordinator,
    "contact_if_failing": _Words.contact,
    "consent_to_plan": _Words.consent,
    "signatures": _Words.signatures,
    "copies": _Words.copies,
    "care_codes": _Words.care_codes,
    "surveys": _Words.surveys,
}


def _instead(what: str, old: str | None, new: str | None) -> str:
    if not new:
        return _("{what}: nothing any more (it was {old}).").format(what=what, old=bare(old or "–"))
    if not old:
        return _("{what}: {new}.").format(what=what, new=bare(new))
    return _("{what}: {new} instead of {old}.").format(what=what, new=bare(new), old=bare(old))


def _as_text(value: Any) -> str | None:
    return "; ".join(bare(one) for one in value) if isinstance(value, list) else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
