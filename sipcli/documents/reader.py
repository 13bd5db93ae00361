"""Who reads a document, and what they may see.

A record may say `withhold_from`: documents for those it names leave it out (OSL 12:3), and with it what only makes
sense together with it: a unit takes its interventions with it, a goal its short goals. Of the child, a guardian or a
representative, who are known anyway, it is how to reach them that is left out. A unit whose entry says `sees: own-part`
gets what it has itself in the plan, and not what the others have.
"""

from collections.abc import Iterable
from dataclasses import replace

from sipcli.case.case import CASE_FILE, CHILD, INVITATION_FILE, PLAN_FILE, PREPARATION_FILE, Case
from sipcli.case.people import adult, person_names
from sipcli.case.plan_file import Plan
from sipcli.case.process_files import FollowUp
from sipcli.case.values import Record
from sipcli.documents.leaks import Telling
from sipcli.documents.material import Material
from sipcli.documents.withholding import Withheld, withheld_from, without
from sipcli.errors import NeedsUser, UsageError
from sipcli.i18n import _

OWN_PART = "own-part"


def readers(case: Case, audience: Iterable[str]) -> set[str]:
    """Return the ids of those in the case whom a document with this audience may reach, now or another day."""
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
        UsageError: the reader is not in the case, or not among those the document is for.
        NeedsUser: the unit to turn to is itself withheld.
    """
    reached = readers(of.case, audience)
    if of.reader is not None:
        _refuse_others(of, of.reader, reached, whole)
    if whole:
        return of, []
    hidden = withheld_from(of.case, {of.reader} if of.reader else reached)
    _refuse_nobody_to_turn_to(of.case, hidden)
    case, left = without(of.case, hidden)
    unit = case.unit(of.reader)
    partial = unit is not None and unit.sees == OWN_PART
    if unit and partial:
        case = _own_part(case, unit.id)
        left.append(_("the parts of other units"))
    telling = hidden.telling if left else Telling()
    return replace(of, case=case, telling=telling, withheld_from=hidden.readers, partial=partial), left


def own_part_readers(case: Case, audience: Iterable[str]) -> list[str]:
    """Return the units in an audience that are to get only their own part, each by a document of its own."""
    return [one.id for one in case.file.units if one.sees == OWN_PART and one.id in readers(case, audience)]


def _refuse_others(of: Material, reader: str, reached: set[str], whole: bool) -> None:
    case, names = of.case, person_names(of.case)
    if reader not in names:
        raise UsageError(
            _("The case {case} has nobody with the id “{who}”; there are: {known}.").format(
                case=case.id, who=reader, known=", ".join(names)
            )
        )
    ended = adult(case, of.today) and reader in {one.id for one in case.file.guardians}
    if not whole and (reader not in reached or ended):
        known = ", ".join(who for who in names if who in reached and not (ended and who == reader))
        raise UsageError(
            _("This document is not for {who}; it is for: {known}. Your own copy: --whole.").format(
                who=names[reader], known=known or "–"
            )
        )


def _refuse_nobody_to_turn_to(case: Case, hidden: Withheld) -> None:
    """Raise NeedsUser where the unit that calls or coordinates is withheld: the document could not say whom to ask."""
    care = case.file.discharge.care_contact if case.file.discharge else None
    for unit in (case.coordinating_unit, case.caller, care.unit if care else None):
        there = case.unit(unit)
        if there and unit in hidden.people:
            raise NeedsUser(
                _(
                    "{unit} calls or coordinates in the case {case} and is withheld from {whom}, so the document could "
                    "not say whom to turn to. Let another unit coordinate, or make your own copy with --whole."
                ).format(
                    unit=unit, case=case.id, whom=", ".join(sorted(hidden.readers.intersection(there.withhold_from)))
                )
            )


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
    models.pop(PREPARATION_FILE, None)
    called = case.invitation
    if called and called.meeting:
        meeting = called.meeting.model_copy(update={"decisions_waiting": []})
        models[INVITATION_FILE] = called.model_copy(update={"meeting": meeting})
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
