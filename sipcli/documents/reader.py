"""Who reads a document, and what they may see.

A record may say `withhold_from`: documents for those it names leave it out (OSL 12:3), and with it what only makes
sense together with it: a unit takes its interventions with it, a goal its short goals. Of the child, a guardian or a
representative, who are known anyway, it is how to reach them that is left out. A unit whose entry says `sees: own-part`
gets what it has itself in the plan, and not what the others have.
"""

from collections.abc import Iterable
from dataclasses import replace

from sipcli.case.case import CASE_FILE, CHILD, PLAN_FILE, Case
from sipcli.case.people import person_names
from sipcli.case.plan_file import Plan
from sipcli.case.process_files import FollowUp
from sipcli.case.values import Record
from sipcli.documents.material import Material
from sipcli.documents.withholding import withheld_from, without
from sipcli.errors import UsageError
from sipcli.i18n import _

OWN_PART = "own-part"


def readers(case: Case, audience: Iterable[str]) -> set[str]:
    """Return the ids of those in the case whom a document with this audience may reach."""
    file = case.file
    of: dict[str, list[str]] = {
        "child": [CHILD],
        "guardians": [one.id for one in file.guardians],
        "representatives": [one.id for one in file.representatives],
        "relatives": [one.id for one in file.relatives],
        "units": case.unit_ids,
    }
    return {who for group in audience for who in of[group]}


def read_by(of: Material, audience: Iterable[str], whole: bool = False) -> tuple[Material, list[str]]:
    """Return the material as its reader may see it, and what was left out: ids and file names.

    Without a reader everything is left out that is withheld from anybody in the audience; `whole` leaves nothing out.

    Raises:
        UsageError: the case has nobody with the reader's id.
        NeedsUser: a text that would stay names what is withheld.
    """
    names = person_names(of.case)
    if of.reader is not None and of.reader not in names:
        raise UsageError(
            _("The case {case} has nobody with the id “{who}”; there are: {known}.").format(
                case=of.case.id, who=of.reader, known=", ".join(names)
            )
        )
    if whole:
        return of, []
    case, left = without(of.case, withheld_from(of.case, {of.reader} if of.reader else readers(of.case, audience)))
    unit = case.unit(of.reader)
    if unit and unit.sees == OWN_PART:
        case = _own_part(case, unit.id)
        left.append(_("the parts of other units"))
    return replace(of, case=case), left


def _own_part(case: Case, unit: str) -> Case:
    """Return the case as a unit sees it that sees its own part: its goals and interventions, and whom to turn to."""
    file, plan = case.file, case.plan
    reached = {unit, case.coordinating_unit, case.caller}
    models: dict[str, Record] = dict(case.models())
    models[CASE_FILE] = file.model_copy(
        update={
            "units": [one if one.id in reached else one.model_copy(update={"contact": None}) for one in file.units],
            "relatives": [],
            "other_plans": [],
        }
    )
    models.pop("preparation.yaml", None)
    mine = _part_of_plan(plan, unit) if plan else None
    if mine:
        models[PLAN_FILE] = mine
    goals = {one.id for one in mine.goals} if mine else set()
    done = {one.id for one in mine.interventions} if mine else set()
    for name, one in case.follow_ups.items():
        models[name] = _part_of_follow_up(one, goals, done)
    for name, event in case.events.items():
        if unit not in event.parties:
            del models[name]
    remade = Case.of(case.id, models)
    assert remade is not None
    return remade


def _part_of_plan(plan: Plan, unit: str) -> Plan:
    mine = [one for one in plan.interventions if one.unit == unit]
    above = {one.id: one.part_of for one in plan.goals if one.id}
    goals: set[str] = set()
    for one in mine:
        goal = one.goal
        while goal is not None and goal not in goals:
            goals.add(goal)
            goal = above.get(goal)
    return plan.model_copy(
        update={
            "needs": [],
            "own_actions": None,
            "interventions": mine,
            "goals": [one for one in plan.goals if one.id in goals],
        }
    )


def _part_of_follow_up(one: FollowUp, goals: set[str | None], interventions: set[str | None]) -> FollowUp:
    return one.model_copy(
        update={
            "answers": {},
            "comment": None,
            "decisions_waiting": [],
            "goals": [outcome for outcome in one.goals if outcome.goal in goals],
            "interventions": [outcome for outcome in one.interventions if outcome.intervention in interventions],
        }
    )
