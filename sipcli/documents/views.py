"""View models: what a document says, independent of how it is set. A template sees nothing else."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sipcli.case.case import CHILD, Case
from sipcli.case.case_file import Contact
from sipcli.case.meetings import booked_follow_ups
from sipcli.case.people import guardians, person_names, representatives
from sipcli.case.plan_file import Goal, Intervention
from sipcli.case.process_files import Meeting
from sipcli.errors import NeedsUser
from sipcli.guidelines.model import Guideline
from sipcli.i18n import _


@dataclass(frozen=True)
class Person:
    """Somebody as a document names them."""

    name: str
    kind: str
    role: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None
    substitute: str | None = None


@dataclass(frozen=True)
class InvitationView:
    """What an invitation says (B3-B8)."""

    terms: dict[str, str]
    child: str
    sent_on: date | None
    sender: Person | None
    reason: str | None
    purpose: str | None
    questions: list[str]
    agenda: list[str]
    date: date | None
    time: str | None
    place: str | None
    form: str | None
    secure_service: str | None
    chair: str | None
    recorder: str | None
    invitees: list[Person]
    reminders: list[str]
    ends: str | None = None
    replaces_earlier: bool = False
    changed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PlannedIntervention:
    """An intervention as the plan shows it (L3, L4)."""

    what: str
    unit: str
    principal: str | None
    who: str | None
    start: date | None
    due: date | None
    frequency: str | None
    where: str | None
    status: str


@dataclass(frozen=True)
class PlannedGoal:
    """A goal with what is done towards it and its short goals (L1, L2)."""

    text: str
    term: str
    status: str
    interventions: list[PlannedIntervention]
    parts: "list[PlannedGoal]"


@dataclass(frozen=True)
class FollowUpView:
    """When and where the plan is followed up, and who takes part (L11)."""

    date: date
    time: str | None
    place: str | None
    participants: list[str]


@dataclass(frozen=True)
class PlanView:
    """What a plan says (L1-L12)."""

    terms: dict[str, str]
    child: str
    version: int
    made_on: date
    needs: list[str]
    goals: list[PlannedGoal]
    other_interventions: list[PlannedIntervention]
    child_does: str | None
    guardians_do: str | None
    others_do: list[str]
    has_guardians: bool
    coordinator: Person | None
    coordination_shared_with: list[str]
    lead_principal: str | None
    contact_if_failing: str | None
    people: list[Person]
    follow_up: FollowUpView | None
    signatures_offered: bool
    signed: list[str]
    reminders: list[str]


def terms(guideline: Guideline, language: str) -> dict[str, str]:
    """Return the guideline's words for things in the document's language."""
    return {term: guideline.name(term, language) for term in guideline.names["sv"]}


def invitation_view(case: Case, guideline: Guideline, language: str) -> InvitationView:
    """Return what the case's invitation says; raises NeedsUser when there is none."""
    invitation = case.invitation
    if invitation is None:
        raise NeedsUser(
            _("The case {case} has no invitation yet. Write it with “sip invite {case}”.").format(case=case.id)
        )
    meeting = invitation.meeting or Meeting()
    coming = [one for one in invitation.invitees if one.response != "passed-on"]
    again = invitation.sent_again[-1] if invitation.sent_again else None
    return InvitationView(
        terms=terms(guideline, language),
        child=case.file.child.name,
        sent_on=again.on if again else invitation.sent_on,
        sender=_caller(case),
        reason=invitation.reason,
        purpose=invitation.purpose,
        questions=list(invitation.questions),
        agenda=list(invitation.agenda),
        date=meeting.date,
        time=meeting.time,
        ends=meeting.ends,
        place=meeting.place,
        form=meeting.form,
        secure_service=meeting.secure_service,
        chair=meeting.chair,
        recorder=meeting.recorder,
        invitees=[_invited(case, one.who, one.role, one.substitute) for one in coming],
        reminders=guideline.reminded("invitation", language),
        replaces_earlier=again is not None,
        changed=list(again.changed) if again else [],
    )


def plan_view(case: Case, guideline: Guideline, language: str) -> PlanView:
    """Return what the case's plan says; raises NeedsUser when there is none."""
    plan = case.plan
    if plan is None:
        raise NeedsUser(_("The case {case} has no plan yet. Begin it with “sip plan new {case}”.").format(case=case.id))
    own = plan.own_actions
    others = own.others if own else []
    top = _top_goals(plan.goals)
    claimed = {goal.id for goal in plan.goals}
    coordinator = plan.coordinator
    return PlanView(
        terms=terms(guideline, language),
        child=case.file.child.name,
        version=plan.version,
        made_on=plan.made_on,
        needs=list(plan.needs),
        goals=[_goal(case, goal, ()) for goal in top],
        other_interventions=[_intervention(case, one) for one in plan.interventions if one.goal not in claimed],
        child_does=own.child if own else None,
        guardians_do=own.guardians if own else None,
        others_do=[others] if isinstance(others, str) else list(others),
        has_guardians=bool(case.file.guardians),
        coordinator=_coordinator(case),
        coordination_shared_with=[person_names(case).get(one, one) for one in coordinator.shared_with]
        if coordinator
        else [],
        lead_principal=coordinator.principal if coordinator else None,
        contact_if_failing=plan.contact_if_failing,
        people=_everyone(case, plan.made_on),
        follow_up=_next_follow_up(case),
        signatures_offered=bool(plan.signatures and plan.signatures.offered_to_all),
        signed=[person_names(case).get(one, one) for one in plan.signatures.signed] if plan.signatures else [],
        reminders=guideline.reminded("plan", language),
    )


VIEWS: dict[str, Any] = {"invitation": invitation_view, "plan": plan_view}
"""The documents that can be rendered, and what makes each one's view model of (case, guideline, language)."""


def _top_goals(goals: list[Goal]) -> list[Goal]:
    """Return the goals that are part of no other; one whose way up ends in nothing or in a circle counts as such."""
    above = {goal.id: goal.part_of for goal in goals if goal.id}
    top = []
    for goal in goals:
        seen, up = {goal.id}, goal.part_of
        while up is not None and up in above and up not in seen:
            seen.add(up)
            up = above[up]
        if goal.part_of is None or goal.part_of not in above or up == goal.id:
            top.append(goal)
    return top


def _goal(case: Case, goal: Goal, above: tuple[str, ...]) -> PlannedGoal:
    plan = case.plan
    assert plan is not None
    return PlannedGoal(
        text=goal.text,
        term=goal.term,
        status=goal.status,
        interventions=[_intervention(case, one) for one in plan.interventions if goal.id and one.goal == goal.id],
        parts=[
            _goal(case, one, (*above, goal.id))
            for one in plan.goals
            if goal.id and one.part_of == goal.id and one.id != goal.id and one.id not in above
        ],
    )


def _intervention(case: Case, one: Intervention) -> PlannedIntervention:
    unit = case.unit(one.unit)
    return PlannedIntervention(
        what=one.what,
        unit=unit.name if unit else (one.unit or "–"),
        principal=unit.principal if unit else None,
        who=one.who,
        start=one.start,
        due=one.due,
        frequency=one.frequency,
        where=one.where,
        status=one.status,
    )


def _coordinator(case: Case) -> Person | None:
    said = case.plan.coordinator if case.plan else None
    if said is None:
        return None
    unit = case.unit(said.unit)
    contact = unit.contact if unit and unit.contact and unit.contact.name == said.name else None
    phone = said.phone or (contact.phone if contact else None)
    name = said.name or (unit.name if unit else "–")
    return Person(name, "unit", unit.name if unit else None, phone=phone, email=contact.email if contact else None)


def _caller(case: Case) -> Person | None:
    """Return the unit that calls and whom to reply to: at a discharge the care contact, else the coordinator (B1)."""
    care = case.file.discharge.care_contact if case.file.discharge and case.file.route == "discharge" else None
    unit_id = care.unit if care and care.unit and not case.file.coordinating_unit else case.caller
    unit, named = _unit(case, unit_id), case.plan.coordinator if case.plan else None
    for one in (care, named):
        if unit and one and one.unit == unit_id and one.name and one.phone:
            return replace(unit, contact=one.name, phone=one.phone, email=getattr(one, "email", None))
    return unit


def _unit(case: Case, unit_id: str, role: str | None = None, substitute: str | None = None) -> Person | None:
    unit = case.unit(unit_id)
    if unit is None:
        return None
    contact = unit.contact or Contact(name="")
    whom = ", ".join(filter(None, (contact.name, contact.role)))
    return Person(unit.name, "unit", role, whom or None, contact.phone, contact.email, substitute)


def _invited(case: Case, who: str, role: str | None, substitute: str | None) -> Person:
    unit = _unit(case, who, role, substitute)
    if unit:
        return unit
    return Person(person_names(case).get(who, who), "child" if who == CHILD else "person", role, substitute=substitute)


def _everyone(case: Case, day: date) -> list[Person]:
    child = case.file.child
    found = [Person(child.name, "child", phone=child.phone)]
    found += [Person(one.name, "guardian", phone=one.phone, email=one.email) for one in guardians(case, day)]
    found += [
        Person(one.name, "representative", phone=one.phone, email=one.email) for one in representatives(case, day)
    ]
    found += [Person(one.name, "relative", role=one.relation, phone=one.phone) for one in case.file.relatives]
    units = (_unit(case, unit) for unit in case.unit_ids)
    return found + [one for one in units if one]


def _next_follow_up(case: Case) -> FollowUpView | None:
    booked = sorted(booked_follow_ups(case), key=lambda one: one[2])
    if not booked:
        return None
    file, _path, day = booked[0]
    one = case.follow_ups[file]
    names = person_names(case)
    return FollowUpView(day, one.time, one.place, [names.get(who, who) for who in one.participants])
