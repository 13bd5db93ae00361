"""References within a case: every id that a file names must be there, and be there once."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, get_args, get_origin

from sipcli.case.case import (
    CASE_FILE,
    CHILD,
    CLOSING_FILE,
    CONSENT_FILE,
    INVITATION_FILE,
    PLAN_FILE,
    PREPARATION_FILE,
    Case,
)
from sipcli.case.places import EACH, each
from sipcli.case.plan_file import Plan, SurveySent
from sipcli.case.problems import Path, Problem, did_you_mean
from sipcli.case.process_files import FollowUp
from sipcli.case.values import Record
from sipcli.i18n import _

Named = tuple[str, Path, Iterable[str | None]]
"""A file, a path in it, and the ids that are named there; a path with `EACH` in it is that of several.

In a mapping the ids are its keys."""

WITHHELD = "withhold_from"


def reference_problems(case: Case) -> Iterator[tuple[str, Problem]]:
    """Yield (file, problem) for each reference to nobody, each id used twice and each consent without its date."""
    people, units, plan = _people(case), case.unit_ids, case.plan
    goals, interventions = (_ids(plan.goals), _ids(plan.interventions)) if plan else ([], [])
    if _repeats(people + units) or _repeats(goals) or _repeats(interventions):
        yield from _twice(case)
    for known, named in (
        (units, _units_named(case)),
        (people + units, _anyone_named(case)),
        (people, [(CONSENT_FILE, ("consents", EACH, "giver"), [one.giver for one in case.consents])]),
        (goals, _goals_named(case)),
        (interventions, _interventions_named(case)),
    ):
        there = frozenset((None, *known))
        for file, path, refs in named:
            if not there.issuperset(refs):  # seldom: only then is each looked at, and the path to it made
                of_keys = {ref: ref for ref in refs} if isinstance(refs, Mapping) else refs
                yield from ((file, _unknown(one, ref, known)) for one, ref in each(path, of_keys) if ref not in there)
    above = {one.id: one.part_of for one in plan.goals if one.id} if plan else {}
    for i, goal in enumerate(plan.goals if plan else ()):
        if goal.id and goal.part_of and goal.id in _goals_above(above, goal.part_of):
            message = _("the goal “{id}” is, by way of part_of, a part of itself").format(id=goal.id)
            yield PLAN_FILE, Problem("wrong-value", ("goals", i, "part_of"), message)
    for i, consent in enumerate(case.consents):
        if consent.status == "given" and consent.given_on is None:
            message = _("this consent is given but has no date; write given_on")
            yield CONSENT_FILE, Problem("missing-key", ("consents", i), message)


def _unknown(path: Path, ref: str, known: list[str]) -> Problem:
    message = _("“{ref}” is not in this case.").format(ref=ref) + did_you_mean(ref, known)
    if known:
        message += " " + _("Known here: {known}.").format(known=", ".join(dict.fromkeys(known)))
    return Problem("unknown-reference", path, message)


def _goals_above(above: Mapping[str, str | None], goal: str | None) -> list[str]:
    """Return the ids of a goal and of those that it is a part of, each once; `above` tells what each is a part of."""
    found: list[str] = []
    while goal is not None and goal not in found:
        found.append(goal)
        goal = above.get(goal)
    return found


def _repeats(ids: list[str]) -> bool:
    return len(set(ids)) < len(ids)


def _people(case: Case) -> list[str]:
    file = case.file
    return [CHILD, *_ids(file.guardians), *_ids(file.representatives), *_ids(file.relatives)]


def _ids(entries: Iterable[Any]) -> list[str]:
    return [entry.id for entry in entries if entry.id]


def _twice(case: Case) -> Iterator[tuple[str, Problem]]:
    file, plan = case.file, case.plan
    everyone = [
        (key, i, one.id)
        for key in ("guardians", "representatives", "relatives", "units")
        for i, one in enumerate(getattr(file, key))
    ]
    groups = [(CASE_FILE, [*everyone])]
    for key in ("goals", "interventions"):
        groups.append((PLAN_FILE, [(key, i, one.id) for i, one in enumerate(getattr(plan, key, ())) if one.id]))
    for name, entries in groups:
        seen = {CHILD} if name == CASE_FILE else set()
        for key, i, found in entries:
            if found in seen:
                message = _("the id “{id}” is used twice; give one of them another").format(id=found)
                yield name, Problem("duplicate-id", (key, i, "id"), message)
            seen.add(found)


def _units_named(case: Case) -> Iterator[Named]:
    file, plan, closing = case.file, case.plan, case.closing
    yield CASE_FILE, ("need", "noticed_by"), (file.need.noticed_by,)
    yield CASE_FILE, ("coordinating_unit",), (file.coordinating_unit,)
    if file.child_best_responsible:
        yield CASE_FILE, ("child_best_responsible", "unit"), (file.child_best_responsible.unit,)
    if file.discharge and file.discharge.care_contact:
        yield CASE_FILE, ("discharge", "care_contact", "unit"), (file.discharge.care_contact.unit,)
    for name, follow_up in case.follow_ups.items():
        yield name, ("care_codes", EACH, "unit"), [one.unit for one in follow_up.care_codes]
        if follow_up.invitation:
            invitees = follow_up.invitation.invitees
            yield name, ("invitation", "invitees", EACH, "passed_to"), [one.passed_to for one in invitees]
    yield CASE_FILE, ("other_plans", EACH, "unit"), [one.unit for one in file.other_plans]
    if case.invitation:
        yield INVITATION_FILE, ("invitees", EACH, "passed_to"), [one.passed_to for one in case.invitation.invitees]
    if closing:
        yield CLOSING_FILE, ("documented", EACH), closing.documented
    for i, consent in enumerate(case.consents):
        yield CONSENT_FILE, ("consents", i, "units", EACH), consent.units
    yield from _units_preparing(case)
    if plan:
        yield PLAN_FILE, ("interventions", EACH, "unit"), [one.unit for one in plan.interventions]
        if plan.coordinator:
            yield PLAN_FILE, ("coordinator", "unit"), (plan.coordinator.unit,)
            yield PLAN_FILE, ("coordinator", "shared_with", EACH), plan.coordinator.shared_with
        yield PLAN_FILE, ("care_codes", EACH, "unit"), [one.unit for one in plan.care_codes]


def _units_preparing(case: Case) -> Iterator[Named]:
    done = case.preparation
    if done is None:
        return
    if done.professionals:
        yield PREPARATION_FILE, ("professionals", "asked_for_by"), (done.professionals.asked_for_by,)
    if done.child:
        yield PREPARATION_FILE, ("child", "by"), (done.child.by,)
    if done.guardians:
        yield PREPARATION_FILE, ("guardians", "by"), (done.guardians.by,)
    if done.support_person:
        yield PREPARATION_FILE, ("support_person", "unit"), (done.support_person.unit,)


def withheld_in(record: Record) -> list[tuple[Path, str]]:
    """Return the path and the id of everybody that a record, or one within it, is withheld from."""
    found: list[tuple[Path, str]] = []
    for key, flat in _ways_to_withheld(type(record)):
        inner = getattr(record, key)
        if not inner or (flat and not any(map(_WITHHELD_FROM, inner))):  # so in nearly every case
            continue
        if key == WITHHELD:
            found += [((key, i), who) for i, who in enumerate(inner)]
        elif isinstance(inner, list):
            records = [(i, one) for i, one in enumerate(inner) if isinstance(one, Record)]
            found += [((key, i, *path), who) for i, one in records for path, who in withheld_in(one)]
        elif isinstance(inner, Record):
            found += [((key, *path), who) for path, who in withheld_in(inner)]
    return found


_WITHHELD_FROM = attrgetter(WITHHELD)


@cache  # most fields of a case are texts and days; only a few lead to a record that can be withheld
def _ways_to_withheld(model: type[Record]) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a model that say whom it is withheld from, or that can hold a record that does.

    Each with whether it is a list of records that say so themselves, with no others within them.
    """
    return tuple((name, _is_flat(model.model_fields[name].annotation)) for name in _ways(model))


def _ways(model: type[Record]) -> list[str]:
    return [
        name
        for name, info in model.model_fields.items()
        if name == WITHHELD or any(_can_be_withheld(one, frozenset({model})) for one in _records_in(info.annotation))
    ]


def _is_flat(annotation: Any) -> bool:
    inner, *_more = (*get_args(annotation), None)
    is_record = isinstance(inner, type) and issubclass(inner, Record)
    return get_origin(annotation) is list and is_record and _ways(inner) == [WITHHELD]


def _can_be_withheld(model: type[Record], above: frozenset[type[Record]]) -> bool:
    if WITHHELD in model.model_fields:
        return True
    within = {one for info in model.model_fields.values() for one in _records_in(info.annotation)}
    return any(_can_be_withheld(one, above | {model}) for one in within - above)


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    """Yield the models that a field's annotation names, however deep in it."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for one in get_args(annotation):
        yield from _records_in(one)


def _anyone_named(case: Case) -> Iterator[Named]:
    file, plan, preparation = case.file, case.plan, case.preparation
    for name, model in case.models().items():
        yield from ((name, path, (who,)) for path, who in withheld_in(model))
    for i, consent in enumerate(case.consents):
        yield CONSENT_FILE, ("consents", i, "informed", EACH), consent.informed
        if consent.maturity:
            yield CONSENT_FILE, ("consents", i, "maturity", "by"), (consent.maturity.by,)
        if consent.assessment:
            yield CONSENT_FILE, ("consents", i, "assessment", "by"), (consent.assessment.by,)
    yield CASE_FILE, ("need", "requested_by"), (file.need.requested_by,)
    if preparation and preparation.professionals:
        yield PREPARATION_FILE, ("professionals", "participants", EACH), preparation.professionals.participants
    if file.core_team:
        yield CASE_FILE, ("core_team", "representative"), (file.core_team.representative,)
    yield from _called(case)
    if plan:
        yield from _surveyed(PLAN_FILE, plan.surveys)
    for name, follow_up in case.follow_ups.items():
        yield from _surveyed(name, follow_up.surveys)
    if plan:
        yield PLAN_FILE, ("copies", EACH), plan.copies
        if plan.signatures:
            yield PLAN_FILE, ("signatures", "signed", EACH), plan.signatures.signed
    for name, follow_up in case.follow_ups.items():
        yield from _at_follow_up(name, follow_up)
    for name, event in case.events.items():
        yield name, ("parties", EACH), event.parties
    if case.closing:
        yield CLOSING_FILE, ("informed", EACH), case.closing.informed


def _called(case: Case) -> Iterator[Named]:
    """Yield who is named in the invitation to the first meeting."""
    invitation = case.invitation
    if invitation is None:
        return
    yield INVITATION_FILE, ("invitees", EACH, "who"), [one.who for one in invitation.invitees]
    if invitation.lead_time_exception:
        yield INVITATION_FILE, ("lead_time_exception", "agreed_with", EACH), invitation.lead_time_exception.agreed_with
    meeting = invitation.meeting
    if meeting:
        yield INVITATION_FILE, ("meeting", "present", EACH), meeting.present
        yield INVITATION_FILE, ("meeting", "absent", EACH), meeting.absent
    if meeting and meeting.absence_decision:
        decided_with = meeting.absence_decision.decided_with
        yield INVITATION_FILE, ("meeting", "absence_decision", "decided_with", EACH), decided_with


def _surveyed(name: str, surveys: list[SurveySent]) -> Iterator[Named]:
    for i, survey in enumerate(surveys):
        yield name, ("surveys", i, "to", EACH), [None if who == "guardians" else who for who in survey.to]


def _at_follow_up(name: str, follow_up: FollowUp) -> Iterator[Named]:
    yield name, ("participants", EACH), follow_up.participants
    yield name, ("present", EACH), follow_up.present
    yield name, ("absent", EACH), follow_up.absent
    if follow_up.invitation:
        yield name, ("invitation", "invitees", EACH, "who"), [one.who for one in follow_up.invitation.invitees]
    if isinstance(follow_up.substitutes, dict):
        yield name, ("substitutes", EACH), follow_up.substitutes


def _goals_named(case: Case) -> Iterator[Named]:
    if case.plan:
        yield PLAN_FILE, ("goals", EACH, "part_of"), [one.part_of for one in case.plan.goals]
        yield PLAN_FILE, ("interventions", EACH, "goal"), [one.goal for one in case.plan.interventions]
        for name, follow_up in _of_this_version(case, case.plan):
            yield name, ("goals", EACH, "goal"), [one.goal for one in follow_up.goals]


def _interventions_named(case: Case) -> Iterator[Named]:
    for name, follow_up in _of_this_version(case, case.plan) if case.plan else ():
        yield name, ("interventions", EACH, "intervention"), [one.intervention for one in follow_up.interventions]


def _of_this_version(case: Case, plan: Plan) -> Iterator[tuple[str, FollowUp]]:
    """Yield the follow-ups that judge the plan as it is; earlier ones speak of goals that are only in git by now."""
    for name, follow_up in case.follow_ups.items():
        if plan.version == 1 or follow_up.date > plan.made_on:
            yield name, follow_up
