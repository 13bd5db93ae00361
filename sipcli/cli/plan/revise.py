"""`sip plan revise`: the next version of a plan."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import CaseArgument, TodayOption
from sipcli.cli.plan.entries import GOAL_STATUSES, STATUSES, ask_entries
from sipcli.cli.plan.parts import (
    ChildDoesOption,
    ContactOption,
    CoordinatorNameOption,
    CoordinatorOption,
    CoordinatorPhoneOption,
    Given,
    GuardiansDoOption,
    LeadPrincipalOption,
    NeedOption,
    OthersDoOption,
    SharedWithOption,
    ask_needs,
    ask_rest,
    say_what_follows,
)
from sipcli.cli.work import Work
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.plan.revise import Sorted, Standing
    from sipcli.case.plan_file import Goal, Intervention, Plan


def revise(
    case: CaseArgument = None,
    made_on: Annotated[
        str | None, typer.Option("--made-on", metavar="DATE", help=_("The day it was made; today when left out."))
    ] = None,
    goal: Annotated[
        list[str] | None,
        typer.Option(
            "--goal",
            metavar="ID=STATUS",
            help=_("How a goal stands: open, met or dropped; once for each."),
            autocompletion=complete.goals,
        ),
    ] = None,
    intervention: Annotated[
        list[str] | None,
        typer.Option(
            "--intervention",
            metavar="ID=STATUS",
            help=_("How an intervention stands: active, completed, cancelled ...; once for each."),
            autocompletion=complete.interventions,
        ),
    ] = None,
    need: NeedOption = None,
    child_does: ChildDoesOption = None,
    guardians_do: GuardiansDoOption = None,
    others_do: OthersDoOption = None,
    coordinator: CoordinatorOption = None,
    coordinator_name: CoordinatorNameOption = None,
    coordinator_phone: CoordinatorPhoneOption = None,
    lead_principal: LeadPrincipalOption = None,
    shared_with: SharedWithOption = None,
    contact: ContactOption = None,
    today: TodayOption = None,
) -> None:
    """Make the next version of the plan: what still holds is carried over."""
    from sipcli.acts.plan.revise import next_version, record_ends, refuse_broken, sort_out
    from sipcli.acts.plan.write import open_plan, write_parts
    from sipcli.case.case import PLAN_FILE

    given = Given(
        need, child_does, guardians_do, others_do, coordinator, coordinator_name, coordinator_phone, lead_principal,
        shared_with, contact,
    )  # fmt: skip
    work = Work(case, today, made_on, goal, intervention, given.any)
    plan = open_plan(work.changes, work.case, work.today)
    question = _("{plan}: on which day was the new version made?").format(plan=work.term("plan"))
    when = work.talk.expect(made_on, "--made-on", question, work.talk.past, str(work.today))
    found = sort_out(plan, _standing(work, plan, goal, intervention))
    document = next_version(work.changes, plan, when, found)
    needs = [one for one in ask_needs(work, given, _("New needs?")) if one not in plan.needs]
    ask_entries(work, document.root, list(found.goals.values()))
    if plan.goals and not document.root.get("goals"):
        _refuse_without_goals(work, plan, found)
    write_parts(document.root, work.case, ask_rest(work, given, plan, needs, choose=True))
    work.changes.add_file(PLAN_FILE, document.content())
    unrecorded = record_ends(work.changes, work.case, plan, when, found)
    refuse_broken(work.changes, work.case)
    work.commit("plan revised", "plan-revised")
    say_what_follows(work, plan, document.root)
    _say_carried(work, plan.version + 1, found, unrecorded)
    work.say_left(PLAN_FILE)


def _standing(work: Work, plan: "Plan", goal: Sequence[str] | None, intervention: Sequence[str] | None) -> "Standing":
    """Return how goals and interventions stand: as the options say, and as each question is answered."""
    from sipcli.acts.plan.revise import Standing
    from sipcli.case.plan_file import ENDED
    from sipcli.console.choices import goals, interventions, words
    from sipcli.console.prompts import pair

    form = _("ID=STATUS, e.g. m1=met")
    by_goal = {
        goals(work.case).read(one): words(GOAL_STATUSES).read(said)
        for one, said in (pair(text, form) for text in goal or ())
    }
    by_intervention = {
        interventions(work.case).read(one): words(STATUSES).read(said)
        for one, said in (pair(text, form) for text in intervention or ())
    }
    said_goals: dict[int, str] = {}
    for i, one in enumerate(plan.goals):
        question = _("How does the goal “{goal}” stand?").format(goal=one.text)
        answer = work.talk.may_pick(by_goal.get(one.id or ""), "--goal", question, words(GOAL_STATUSES), one.status)
        said_goals[i] = answer or one.status
    left = {one.id for i, one in enumerate(plan.goals) if one.id and said_goals[i] != "open"}
    said_interventions: dict[int, str] = {}
    for i, each in enumerate(plan.interventions):
        answer = by_intervention.get(each.id or "")
        if answer is None and each.goal not in left and each.status not in ENDED:
            known = words(dict.fromkeys([*STATUSES, each.status]))  # a county may have a word of its own
            question = _("How does the intervention “{what}” stand?").format(what=each.what)
            answer = work.talk.may_pick(None, "--intervention", question, known, each.status)
        said_interventions[i] = answer or each.status
    return Standing(said_goals, said_interventions)


def _refuse_without_goals(work: Work, plan: "Plan", found: "Sorted") -> None:
    """Raise NeedsUser: no goal is left, so there is nothing to make a new version for."""
    from sipcli.errors import NeedsUser

    said = _("No goal is left to work towards, so no new version was written.")
    news = [one for i, one in found.gone_goals.items() if one.id and one != plan.goals[i]]
    for one in news:
        said += "\n" + _("Record how it stands: {command}").format(
            command=f"sip plan goal {work.case_id} --id {one.id} --status {one.status}"
        )
    said += "\n" + _("When the goals are met the case can be closed: {command}").format(
        command=f"sip close {work.case_id}"
    )
    said += "\n" + _("If there are new goals, add them first: {command}").format(
        command=f"sip plan goal {work.case_id}"
    )
    raise NeedsUser(said)


def _say_carried(work: Work, number: int, found: "Sorted", unrecorded: Sequence[str]) -> None:
    """Say what went into the new version and what did not."""
    from sipcli.console.output import say

    def listed(goals: "dict[int, Goal]", interventions: "dict[int, Intervention]") -> str:
        words = [one.text for one in goals.values()] + [one.what for one in interventions.values()]
        return ", ".join(f"“{one}”" for one in words) or "–"

    say(
        _("Version {number}. Carried over: {words}.").format(
            number=number, words=listed(found.goals, found.interventions)
        )
    )
    if found.gone_goals or found.gone_interventions:
        say(
            _("Left in the version before: {words}. “sip plan diff {case}” tells what differs.").format(
                words=listed(found.gone_goals, found.gone_interventions), case=work.case_id
            )
        )
    if unrecorded:
        said = _("There was no follow-up since the version before, so the files do not say how these ended: {ids}.")
        say(said.format(ids=", ".join(unrecorded)))


def add_to(group: typer.Typer) -> None:
    """Add the commands to `sip plan`."""
    group.command("revise", help=_("Make the next version: open goals and what is done towards them go on."))(revise)
