"""References within a case: every id that a file names must be there, and be there once."""

from collections.abc import Iterable, Iterator

from sipcli.case.case import (
    CASE_FILE,
    CHILD,
    CONSENT_FILE,
    INVITATION_FILE,
    PLAN_FILE,
    PREPARATION_FILE,
    Case,
)
from sipcli.case.problems import Path, Problem, did_you_mean
from sipcli.i18n import _

Named = tuple[str, Path, str | None]


def reference_problems(case: Case) -> Iterator[tuple[str, Problem]]:
    """Yield (file, problem) for each reference to nobody, each id used twice and each consent without its date."""
    yield from _twice(case)
    people = _people(case)
    for known, named in (
        (case.unit_ids, _units_named(case)),
        (people + case.unit_ids, _anyone_named(case)),
        (people, ((CONSENT_FILE, ("consents", i, "giver"), c.giver) for i, c in enumerate(case.consents))),
        (_ids(case.plan.goals if case.plan else ()), _goals_named(case)),
    ):
        for file, path, ref in named:
            if ref is not None and ref not in known:
                message = _("“{ref}” is not in this case.").format(ref=ref) + did_you_mean(ref, known)
                if known:
                    message += " " + _("Known here: {known}.").format(known=", ".join(known))
                yield file, Problem("unknown-reference", path, message)
    for i, consent in enumerate(case.consents):
        if consent.status == "given" and consent.given_on is None:
            message = _("this consent is given but has no date; write given_on")
            yield CONSENT_FILE, Problem("missing-key", ("consents", i), message)


def _people(case: Case) -> list[str]:
    file = case.file
    return [CHILD, *_ids(file.guardians), *_ids(file.representatives), *_ids(file.relatives)]


def _ids(entries: Iterable[object]) -> list[str]:
    return [found for entry in entries if (found := getattr(entry, "id", None))]


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
    for i, consent in enumerate(case.consents):
        for j, unit in enumerate(consent.units):
            yield CONSENT_FILE, ("consents", i, "units", j), unit
    if case.preparation and case.preparation.support_person:
        yield PREPARATION_FILE, ("support_person", "unit"), case.preparation.support_person.unit
    if case.plan:
        for i, intervention in enumerate(case.plan.interventions):
            yield PLAN_FILE, ("interventions", i, "unit"), intervention.unit
        if case.plan.coordinator:
            yield PLAN_FILE, ("coordinator", "unit"), case.plan.coordinator.unit
        for i, code in enumerate(case.plan.care_codes):
            yield PLAN_FILE, ("care_codes", i, "unit"), code.unit


def _anyone_named(case: Case) -> Iterator[Named]:
    for i, consent in enumerate(case.consents):
        for who in consent.informed:
            yield CONSENT_FILE, ("consents", i, "informed", who), who
        for j, who in enumerate(consent.withhold_from):
            yield CONSENT_FILE, ("consents", i, "withhold_from", j), who
    if case.file.core_team:
        yield CASE_FILE, ("core_team", "representative"), case.file.core_team.representative
    if case.invitation:
        for i, invitee in enumerate(case.invitation.invitees):
            yield INVITATION_FILE, ("invitees", i, "who"), invitee.who
        for i, who in enumerate(case.invitation.meeting.absent if case.invitation.meeting else ()):
            yield INVITATION_FILE, ("meeting", "absent", i), who
    if case.plan:
        for who in case.plan.copies:
            yield PLAN_FILE, ("copies", who), who
        for i, who in enumerate(case.plan.signatures.signed if case.plan.signatures else ()):
            yield PLAN_FILE, ("signatures", "signed", i), who
    for name, follow_up in case.follow_ups.items():
        for key in ("participants", "absent"):
            for i, who in enumerate(getattr(follow_up, key)):
                yield name, (key, i), who


def _goals_named(case: Case) -> Iterator[Named]:
    if case.plan:
        for i, goal in enumerate(case.plan.goals):
            yield PLAN_FILE, ("goals", i, "part_of"), goal.part_of
        for i, intervention in enumerate(case.plan.interventions):
            yield PLAN_FILE, ("interventions", i, "goal"), intervention.goal
