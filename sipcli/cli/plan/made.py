"""`sip plan new/change`: the plan made at the meeting, and changed between meetings."""

from typing import Annotated

import typer

from sipcli.cli.common import CaseArgument, TodayOption
from sipcli.cli.plan.entries import ask_entries
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


def new(
    case: CaseArgument = None,
    made_on: Annotated[
        str | None, typer.Option("--made-on", metavar="DATE", help=_("The day it was made; today when left out."))
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
    """Make a plan; in a terminal goals and interventions too, all in one conversation and one commit."""
    from sipcli.acts.plan.write import begin, note_meeting_held, refuse_second, write_parts
    from sipcli.console.output import say
    from sipcli.errors import NeedsUser

    given = Given(
        need, child_does, guardians_do, others_do, coordinator, coordinator_name, coordinator_phone, lead_principal,
        shared_with, contact,
    )  # fmt: skip
    work = Work(case, today, made_on, given.any)
    talk = work.talk
    refuse_second(work.case)
    question = _("{plan}: on which day was it made?").format(plan=work.term("plan"))
    when = talk.expect(made_on, "--made-on", question, talk.past, str(work.today))
    root = begin(work.changes, when)
    needs = ask_needs(work, given, _("What does the child need?"))
    ask_entries(work, root)
    if talk.asking and not (needs or root.get("goals") or root.get("interventions")):
        raise NeedsUser(_("Nothing was said, so nothing was written."))
    write_parts(root, work.case, ask_rest(work, given, None, needs))
    held = note_meeting_held(work.changes, work.case, when, work.today)
    work.commit("plan made", "plan-made")
    if held:
        say(_("The meeting is noted as held."))
    work.say_left("plan.yaml")


def change(
    case: CaseArgument = None,
    need: NeedOption = None,
    drop_need: Annotated[
        list[str] | None,
        typer.Option(
            "--drop-need",
            metavar="NUMBER|TEXT",
            help=_("A need that is no longer there: its number in the list, or a part of its text; once for each."),
        ),
    ] = None,
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
    """Change what the plan says besides goals and interventions."""
    from sipcli.acts.plan.cut import open_without
    from sipcli.acts.plan.write import plan_of, write_parts
    from sipcli.case.case import PLAN_FILE
    from sipcli.console.choices import Choices
    from sipcli.errors import NeedsUser

    given = Given(
        need, child_does, guardians_do, others_do, coordinator, coordinator_name, coordinator_phone, lead_principal,
        shared_with, contact,
    )  # fmt: skip
    work = Work(case, today, drop_need, given.any)
    plan = plan_of(work.changes, work.case)
    numbered = {str(i): text for i, text in enumerate(plan.needs, 1)}
    listed = Choices(numbered, in_case=work.case_id if drop_need else None)  # a menu has numbers of its own
    dropped = work.talk.may_pick_many(drop_need, _("Which needs are no longer there?"), listed)
    needs = [one for one in ask_needs(work, given, _("New needs?")) if one not in plan.needs]
    parts = ask_rest(work, given, plan, needs)
    if not (dropped or parts.said):
        raise NeedsUser(_("Nothing was said, so nothing was written."))
    document = open_without(work.changes, PLAN_FILE, [("needs", int(one) - 1) for one in dropped])
    write_parts(document.root, work.case, parts)
    work.changes.add_file(PLAN_FILE, document.content())
    work.commit("plan changed", "plan-changed")
    say_what_follows(work, plan, document.root)
    work.say_left("plan.yaml")


def add_to(group: typer.Typer) -> None:
    """Add the commands to `sip plan`."""
    group.command("new", help=_("Make the plan, at the meeting."))(new)
    group.command("change", help=_("Change needs, what each does, who coordinates, whom to contact."))(change)
