"""Follow-ups: the protocol to take to one and to keep afterwards, and the questions that go out before it."""

from dataclasses import dataclass
from datetime import date

from sipcli.case.case import CHILD, Case
from sipcli.case.plan_file import ENDED, Goal, Intervention
from sipcli.case.process_files import FollowUp, GoalOutcome, InterventionOutcome
from sipcli.documents.material import Material
from sipcli.documents.views.common import Person, caller, coordinator, named
from sipcli.documents.views.occasion import (
    Asked,
    Attendant,
    Happened,
    NextTime,
    Waiting,
    asked_beforehand,
    attendants,
    decisions_waiting,
    events_since,
    follow_up_meant,
    held_after,
    is_held,
    next_time,
    occasion_before,
    substitutes_of,
)

HELPS = ("works", "works-partly")


@dataclass(frozen=True)
class Question:
    """A question of the guideline's, and what was answered (F5)."""

    word: str
    text: str
    answer: str | None = None


@dataclass(frozen=True)
class JudgedIntervention:
    """An intervention and how it went (F1, F5)."""

    what: str
    unit: str | None
    who: str | None
    outcome: str | None
    comment: str | None


@dataclass(frozen=True)
class JudgedGoal:
    """A goal, how it stood, and what is done towards it (F5)."""

    text: str
    term: str
    outcome: str | None
    comment: str | None
    interventions: list[JudgedIntervention]


@dataclass(frozen=True)
class FollowUpProtocol:
    """What the protocol of a follow-up says. `held`: it is the record; else a form to take to the meeting."""

    child: str
    held: bool
    day: date
    time: str | None
    ends: str | None
    place: str | None
    form: str | None
    chair: str | None
    recorder: str | None
    last_on: date | None
    people: list[Attendant]
    came_too: list[str]
    asked: list[Asked]
    child_participation: str | None
    child_represented_by: str | None
    child_told_on: date | None
    child_was_absent: bool
    needs: list[str]
    asks_of_needs: bool
    helps: list[str]
    questions: list[Question]
    goals: list[JudgedGoal]
    other_interventions: list[JudgedIntervention]
    interventions_noted: bool
    events: list[Happened]
    waiting: list[Waiting]
    next: NextTime | None
    closed_on: date | None
    comment: str | None


@dataclass(frozen=True)
class FollowUpQuestions:
    """What child and guardians get to think about before a follow-up (F4)."""

    child: str
    reader: str | None
    for_child: bool
    day: date
    time: str | None
    ends: str | None
    place: str | None
    form: str | None
    last_on: date | None
    questions: list[Question]
    goals: list[str]
    interventions: list[JudgedIntervention]
    reply_to: Person | None


def follow_up_view(of: Material) -> FollowUpProtocol:
    """Return what the protocol of a follow-up says (F1-F6, F8, L11, M9, M10); `about`: its day or its file.

    Raises:
        NeedsUser: there is no follow-up, or none of that day.
    """
    case, one = of.case, follow_up_meant(of)
    held = is_held(one, of.today)
    last_on = occasion_before(case, one.date)
    answers = dict(one.answers)
    asks = of.guideline.asks("follow-up", of.spoken)
    goals, others = _judged(case, one, held)
    everything = [*others, *(each for goal in goals for each in goal.interventions)]
    substitutes, came_too = substitutes_of(one)
    return FollowUpProtocol(
        child=case.file.child.name,
        held=held,
        day=one.date,
        time=one.time,
        ends=one.ends,
        place=one.place,
        form=one.form,
        chair=one.chair,
        recorder=one.recorder,
        last_on=last_on,
        people=attendants(case, one, substitutes, held),
        came_too=came_too if held else [],
        asked=asked_beforehand(case, one, of.today),
        child_participation=one.child_participation,
        child_represented_by=one.child_represented_by,
        child_told_on=one.child_told_on,
        child_was_absent=held and (CHILD in one.absent or one.child_participation == "none"),
        needs=list(case.plan.needs) if case.plan else [],
        asks_of_needs=any("needs" in word for word in asks),
        helps=_helps(case, goals, everything, held),
        questions=[
            Question(word, asks.get(word, word.replace("-", " ").capitalize()), answers.get(word))
            for word in [*asks, *(word for word in answers if word not in asks)]
        ],
        goals=goals,
        other_interventions=others,
        interventions_noted=bool(everything) or not (case.plan and case.plan.interventions),
        events=events_since(case, last_on, min(one.date, of.today) if held else of.today),
        waiting=decisions_waiting(case, one, held),
        next=next_time(case, one, held),
        closed_on=case.closed_on(of.today) if held and not held_after(case, one) else None,
        comment=one.comment if held else None,
    )


def follow_up_questions_view(of: Material) -> FollowUpQuestions:
    """Return what child and guardians get to think about before a follow-up (F4); `about`: its day or its file.

    Raises:
        NeedsUser: no follow-up is booked, or the one that is meant has been held.
    """
    case, one = of.case, follow_up_meant(of, booked=True)
    plan = case.plan
    return FollowUpQuestions(
        child=case.file.child.name,
        reader=named(case, of.reader) if of.reader else None,
        for_child=of.reader == CHILD,
        day=one.date,
        time=one.time,
        ends=one.ends,
        place=one.place,
        form=one.form,
        last_on=occasion_before(case, one.date),
        questions=[Question(word, text) for word, text in of.guideline.asks("follow-up", of.spoken).items()],
        goals=[goal.text for goal in plan.goals if goal.status == "open"] if plan else [],
        interventions=[_intervention(case, each, None) for each in plan.interventions if each.status not in ENDED]
        if plan
        else [],
        reply_to=coordinator(case) or caller(case),
    )


def _helps(case: Case, goals: list[JudgedGoal], parts: list[JudgedIntervention], held: bool) -> list[str]:
    """Return what has gone well: in a record what was met and what works, before the meeting what was met earlier."""
    if held:
        met = [goal.text for goal in goals if goal.outcome == "met"]
        return met + [one.what for one in parts if one.outcome in HELPS]
    return [goal.text for goal in case.plan.goals if goal.status == "met"] if case.plan else []


def _judged(case: Case, one: FollowUp, held: bool) -> tuple[list[JudgedGoal], list[JudgedIntervention]]:
    """Return goals and interventions with what was said of them: in a record those judged then and those still open.

    What was judged and is not in the plan that the reader may see is left out: nobody could tell what it was.
    """
    plan = case.plan
    if plan is None:
        return [], []
    of_goal = {each.goal: each for each in one.goals} if held else {}
    of_part = {each.intervention: each for each in one.interventions} if held else {}
    was_there = not held or plan.made_on <= one.date
    goals = [each for each in plan.goals if each.id in of_goal or (was_there and each.status == "open")]
    parts = [each for each in plan.interventions if each.id in of_part or (not held and each.status not in ENDED)]
    shown = {goal.id for goal in goals if goal.id}

    def judged(goal: Goal, said: GoalOutcome | None) -> JudgedGoal:
        mine = [each for each in parts if goal.id and each.goal == goal.id]
        return JudgedGoal(
            goal.text,
            goal.term,
            said.outcome if said else None,
            said.comment if said else None,
            [_intervention(case, each, of_part.get(each.id or "")) for each in mine],
        )

    others = [_intervention(case, each, of_part.get(each.id or "")) for each in parts if each.goal not in shown]
    return [judged(goal, of_goal.get(goal.id or "")) for goal in _parts_after(goals)], others


def _parts_after(goals: list[Goal]) -> list[Goal]:
    """Return the goals with each one's parts right after it."""
    ordered: list[Goal] = []

    def take(goal: Goal) -> None:
        if goal not in ordered:
            ordered.append(goal)
            for part in goals:
                if goal.id and part.part_of == goal.id:
                    take(part)

    ids = {goal.id for goal in goals}
    for goal in [*(one for one in goals if one.part_of not in ids), *goals]:
        take(goal)
    return ordered


def _intervention(case: Case, one: Intervention, said: InterventionOutcome | None) -> JudgedIntervention:
    unit = case.unit(one.unit)
    return JudgedIntervention(
        what=one.what,
        unit=unit.name if unit else one.unit,
        who=one.who,
        outcome=said.outcome if said else None,
        comment=said.comment if said else None,
    )
