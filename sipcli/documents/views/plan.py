"""The plan: what it says to all who have it, and to the child itself."""

from dataclasses import dataclass
from datetime import date

from sipcli.case.case import Case
from sipcli.case.meetings import booked_follow_ups
from sipcli.case.people import person_names
from sipcli.case.plan_file import Goal, Intervention
from sipcli.documents.material import Material
from sipcli.documents.views.common import Person, coordinator, everyone
from sipcli.errors import NeedsUser
from sipcli.i18n import _


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
    has_passed: bool = False


@dataclass(frozen=True)
class PlanView:
    """What a plan says (L1-L12)."""

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


def plan_view(of: Material) -> PlanView:
    """Return what the case's plan says; raises NeedsUser when there is none."""
    case, plan = of.case, of.case.plan
    if plan is None:
        raise NeedsUser(_("The case {case} has no plan yet. Begin it with “sip plan new {case}”.").format(case=case.id))
    own = plan.own_actions
    others = own.others if own else []
    top = _top_goals(plan.goals)
    claimed = {goal.id for goal in plan.goals}
    said = plan.coordinator
    return PlanView(
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
        coordinator=coordinator(case),
        coordination_shared_with=[person_names(case).get(one, one) for one in said.shared_with] if said else [],
        lead_principal=said.principal if said else None,
        contact_if_failing=plan.contact_if_failing,
        people=everyone(case, max(of.today, plan.made_on)),
        follow_up=_next_follow_up(case, of.today),
        signatures_offered=bool(plan.signatures and plan.signatures.offered_to_all),
        signed=[person_names(case).get(one, one) for one in plan.signatures.signed] if plan.signatures else [],
        reminders=of.guideline.reminded("plan", of.spoken),
    )


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


def _next_follow_up(case: Case, today: date) -> FollowUpView | None:
    """Return the next follow-up from `today` on, else the one that was booked and has passed.

    Where the last one only names the day of the next, nothing is known of its place.
    """
    booked = sorted(booked_follow_ups(case), key=lambda one: (one[2] < today, one[2]))
    if not booked:
        return None
    file, path, day = booked[0]
    if path != ("date",):
        return FollowUpView(day, None, None, [], day < today)
    one = case.follow_ups[file]
    names = person_names(case)
    return FollowUpView(day, one.time, one.place, [names.get(who, who) for who in one.participants], day < today)
