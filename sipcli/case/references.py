"""References within a case: every id that a file names must be there, and be there once."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args

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
from sipcli.case.plan_file import Plan
from sipcli.case.problems import Path, Problem, did_you_mean
from sipcli.case.process_files import FollowUp
from sipcli.case.values import Record
from sipcli.i18n import _

Named = tuple[str, Path, str | None]
WITHHELD = "withhold_from"


def reference_problems(case: Case) -> Iterator[tuple[str, Problem]]:
    """Yield (file, problem) for each reference to nobody, each id used twice and each consent without its date."""
    people, units, plan = _people(case), case.unit_ids, case.plan
    goals, interventions = (_ids(plan.goals), _ids(plan.interventions)) if plan else ([], [])
    if any(len(set(ids)) < len(ids) for ids in (people + units, goals, interventions)):
        yield from _twice(case)
    for known, named in (
        (units, _units_named(case)),
        (people + units, _anyone_named(case)),
        (people, ((CONSENT_FILE, ("consents", i, "giver"), c.giver) for i, c in enumerate(case.consents))),
        (goals, _goals_named(case)),
        (interventions, _interventions_named(case)),
    ):
        there = frozenset(known)
        for file, path, ref in named:
            if ref is not None and ref not in there:
                message = _("“{ref}” is not in this case.").format(ref=ref) + did_you_mean(ref, known)
                if known:
                    message += " " + _("Known here: {known}.").format(known=", ".join(dict.fromkeys(known)))
                yield file, Problem("unknown-reference", path, message)
    above = {one.id: one.part_of for one in plan.goals if one.id} if plan else {}
    for i, goal in enumerate(plan.goals if plan else ()):
        if goal.id and goal.part_of and goal.id in _goals_above(above, goal.part_of):
            message = _("the goal “{id}” is, by way of part_of, a part of itself").format(id=goal.id)
            yield PLAN_FILE, Problem("wrong-value", ("goals", i, "part_of"), message)
    for i, consent in enumerate(case.consents):
        if consent.status == "given" and consent.given_on is None:
            message = _("this consent is given but has no date; write given_on")
            yield CONSENT_FILE, Problem("missing-key", ("consents", i), message)


def _goals_above(above: Mapping[str, str | None], goal: str | None) -> list[str]:
    """Return the ids of a goal and of those that it is a part of, each once; `above` tells what each is a part of."""
    found: list[str] = []
    while goal is not None and goal not in found:
        found.append(goal)
        goal = above.get(goal)
    return found


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
    file = case.file
    yield CASE_FILE, ("need", "noticed_by"), file.need.noticed_by
    yield CASE_FILE, ("coordinating_unit",), file.coordinating_unit
    if file.child_best_responsible:
        yield CASE_FILE, ("child_best_responsible", "unit"), file.child_best_responsible.unit
    care_contact = file.discharge.care_contact if file.discharge else None
    yield CASE_FILE, ("discharge", "care_contact", "unit"), care_contact.unit if care_contact else None
    for name, follow_up in case.follow_ups.items():
        for i, code in enumerate(follow_up.care_codes):
            yield name, ("care_codes", i, "unit"), code.unit
        for i, invitee in enumerate(follow_up.invitation.invitees if follow_up.invitation else ()):
            yield name, ("invitation", "invitees", i, "passed_to"), invitee.passed_to
    for i, plan in enumerate(file.other_plans):
        yield CASE_FILE, ("other_plans", i, "unit"), plan.unit
    for i, invitee in enumerate(case.invitation.invitees if case.invitation else ()):
        yield INVITATION_FILE, ("invitees", i, "passed_to"), invitee.passed_to
    for unit in case.closing.documented if case.closing else ():
        yield CLOSING_FILE, ("documented", unit), unit
    for i, consent in enumerate(case.consents):
        for j, unit in enumerate(consent.units):
            yield CONSENT_FILE, ("consents", i, "units", j), unit
    done = case.preparation
    if done and done.professionals:
        yield PREPARATION_FILE, ("professionals", "asked_for_by"), done.professionals.asked_for_by
    for key in ("child", "guardians"):
        yield PREPARATION_FILE, (key, "by"), getattr(getattr(done, key, None), "by", None)
    if done and done.support_person:
        yield PREPARATION_FILE, ("support_person", "unit"), done.support_person.unit
    if case.plan:
        for i, intervention in enumerate(case.plan.interventions):
            yield PLAN_FILE, ("interventions", i, "unit"), intervention.unit
        if case.plan.coordinator:
            yield PLAN_FILE, ("coordinator", "unit"), case.plan.coordinator.unit
            for i, unit in enumerate(case.plan.coordinator.shared_with):
                yield PLAN_FILE, ("coordinator", "shared_with", i), unit
        for i, code in enumerate(case.plan.care_codes):
            yield PLAN_FILE, ("care_codes", i, "unit"), code.unit


def withheld_in(value: object) -> list[tuple[Path, str]]:
    """Return the path and the id of everybody that a record, or one within it, is withheld from."""
    within: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, Record):
        within = [(name, getattr(value, name)) for name in _ways_to_withheld(type(value))]
    elif isinstance(value, list):
        within = enumerate(value)
    found: list[tuple[Path, str]] = []
    for key, inner in within:
        if inner and key == WITHHELD:
            found += [((key, i), who) for i, who in enumerate(inner)]
        elif inner and (deeper := withheld_in(inner)):
            found += [((key, *path), who) for path, who in deeper]
    return found


@cache  # most fields of a case are texts and days; only a few lead to a record that can be withheld
def _ways_to_withheld(model: type[Record]) -> tuple[str, ...]:
    """Return the fields of a model that say whom it is withheld from, or that can hold a record that does."""
    return tuple(
        name
        for name, info in model.model_fields.items()
        if name == WITHHELD or any(_can_be_withheld(one, frozenset({model})) for one in _records_in(info.annotation))
    )


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
    for name, model in case.models().items():
        yield from ((name, path, who) for path, who in withheld_in(model))
    for i, consent in enumerate(case.consents):
        for who in consent.informed:
            yield CONSENT_FILE, ("consents", i, "informed", who), who
        if consent.maturity:
            yield CONSENT_FILE, ("consents", i, "maturity", "by"), consent.maturity.by
        if consent.assessment:
            yield CONSENT_FILE, ("consents", i, "assessment", "by"), consent.assessment.by
    yield CASE_FILE, ("need", "requested_by"), case.file.need.requested_by
    met = case.preparation.professionals if case.preparation else None
    for i, who in enumerate(met.participants if met else ()):
        yield PREPARATION_FILE, ("professionals", "participants", i), who
    if case.file.core_team:
        yield CASE_FILE, ("core_team", "representative"), case.file.core_team.representative
    if case.invitation:
        for i, invitee in enumerate(case.invitation.invitees):
            yield INVITATION_FILE, ("invitees", i, "who"), invitee.who
        agreed, meeting = case.invitation.lead_time_exception, case.invitation.meeting
        for i, who in enumerate(agreed.agreed_with if agreed else ()):
            yield INVITATION_FILE, ("lead_time_exception", "agreed_with", i), who
        for key in ("present", "absent"):
            for i, who in enumerate(getattr(meeting, key, ())):
                yield INVITATION_FILE, ("meeting", key, i), who
        decided = meeting.absence_decision if meeting else None
        for i, who in enumerate(decided.decided_with if decided else ()):
            yield INVITATION_FILE, ("meeting", "absence_decision", "decided_with", i), who
    surveys = [(PLAN_FILE, case.plan.surveys)] if case.plan else []
    surveys += [(name, follow_up.surveys) for name, follow_up in case.follow_ups.items()]
    for name, sent in surveys:
        for i, survey in enumerate(sent):
            for j, who in enumerate(survey.to):
                yield name, ("surveys", i, "to", j), None if who == "guardians" else who
    if case.plan:
        for who in case.plan.copies:
            yield PLAN_FILE, ("copies", who), who
        for i, who in enumerate(case.plan.signatures.signed if case.plan.signatures else ()):
            yield PLAN_FILE, ("signatures", "signed", i), who
    for name, follow_up in case.follow_ups.items():
        for key in ("participants", "present", "absent"):
            for i, who in enumerate(getattr(follow_up, key)):
                yield name, (key, i), who
        for i, invitee in enumerate(follow_up.invitation.invitees if follow_up.invitation else ()):
            yield name, ("invitation", "invitees", i, "who"), invitee.who
        if isinstance(follow_up.substitutes, dict):
            for who in follow_up.substitutes:
                yield name, ("substitutes", who), who
    for name, event in case.events.items():
        for i, who in enumerate(event.parties):
            yield name, ("parties", i), who
    for who in case.closing.informed if case.closing else ():
        yield CLOSING_FILE, ("informed", who), who


def _goals_named(case: Case) -> Iterator[Named]:
    if case.plan:
        for i, goal in enumerate(case.plan.goals):
            yield PLAN_FILE, ("goals", i, "part_of"), goal.part_of
        for i, intervention in enumerate(case.plan.interventions):
            yield PLAN_FILE, ("interventions", i, "goal"), intervention.goal
        for name, follow_up in _of_this_version(case, case.plan):
            for i, outcome in enumerate(follow_up.goals):
                yield name, ("goals", i, "goal"), outcome.goal


def _interventions_named(case: Case) -> Iterator[Named]:
    for name, follow_up in _of_this_version(case, case.plan) if case.plan else ():
        for i, outcome in enumerate(follow_up.interventions):
            yield name, ("interventions", i, "intervention"), outcome.intervention


def _of_this_version(case: Case, plan: Plan) -> Iterator[tuple[str, FollowUp]]:
    """Yield the follow-ups that judge the plan as it is; earlier ones speak of goals that are only in git by now."""
    for name, follow_up in case.follow_ups.items():
        if plan.version == 1 or follow_up.date > plan.made_on:
            yield name, follow_up
