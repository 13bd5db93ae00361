"""`sip plan survey/code`: what a plan and a follow-up are learned from and counted by."""

from typing import Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import BecauseOption, CaseArgument, TodayOption
from sipcli.cli.plan.agreed import OnOption
from sipcli.cli.work import Work
from sipcli.i18n import _

FollowUpOption = Annotated[
    str | None,
    typer.Option(
        "--follow-up",
        metavar="DATE",
        help=_("At this follow-up; at the plan when left out."),
        autocompletion=complete.follow_ups,
    ),
]


def survey(
    case: CaseArgument = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="WHO",
            help=_("To whom it was sent; the child and the guardians when left out."),
            autocompletion=complete.people,
        ),
    ] = None,
    on: OnOption = None,
    follow_up: FollowUpOption = None,
    today: TodayOption = None,
) -> None:
    """Record that the anonymous survey was sent."""
    from sipcli.acts.plan.agreed import GUARDIANS, asked_by_survey, note_survey
    from sipcli.acts.plan.write import plan_of
    from sipcli.console.choices import Choices, people

    work = Work(case, today, to, on, follow_up)
    plan_of(work.changes, work.case)
    talk, name = work.talk, _file_meant(work, follow_up)
    when = talk.expect(on, "--on", _("On which day was the survey sent?"), talk.past, str(work.today))
    known = {GUARDIANS: _("the guardians"), **people(work.case).labels}
    question = _("To whom was it sent?")
    sent = talk.may_pick_many(to, question, Choices(known, in_case=work.case_id), asked_by_survey(work.case, when))
    note_survey(work.changes, name, when, sent)
    work.commit("survey sent", "survey-sent")


def code(
    case: CaseArgument = None,
    code_: Annotated[
        str | None,
        typer.Option(
            "--code",
            metavar="CODE",
            help=_(
                "AU124 for a plan, AU125 for one after a discharge, AW010 for a follow-up; the right one if left out."
            ),
        ),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="ID", help=_("The unit that registered it."), autocompletion=complete.units),
    ] = None,
    on: OnOption = None,
    follow_up: FollowUpOption = None,
    because: BecauseOption = None,
    today: TodayOption = None,
) -> None:
    """Record a care code that was registered."""
    from sipcli.acts.plan.agreed import note_code, right_code
    from sipcli.acts.plan.write import plan_of
    from sipcli.case.case import PLAN_FILE
    from sipcli.console.choices import units

    work = Work(case, today, code_, unit, on, follow_up)
    plan_of(work.changes, work.case)
    talk, name = work.talk, _file_meant(work, follow_up)
    right = right_code(work.case, None if name == PLAN_FILE else work.case.follow_ups[name])
    said = talk.expect(code_, "--code", _("Which care code?"), lambda text: _care_code(text, right), right)
    regional = [one.id for one in work.case.file.units if one.principal == "region"]
    only = regional[0] if len(regional) == 1 else None
    by = talk.pick(unit, "--unit", _("Which unit registered it?"), units(work.case), only)
    when = talk.expect(on, "--on", _("On which day?"), talk.past, str(work.today))
    note_code(work.changes, name, said, when, by)
    work.settle(("care-code-wrong",), because)
    work.commit("care code registered", "care-code-registered")


def _care_code(text: str, right: str) -> str:
    """Read one of the three care codes, and say so when another is the right one here."""
    from sipcli.case.problems import did_you_mean
    from sipcli.console.output import say
    from sipcli.errors import UsageError
    from sipcli.rules.after_follow_up import AFTER_DISCHARGE, AT_FOLLOW_UP, AT_PLAN

    known = {
        AT_PLAN: _("a plan"),
        AFTER_DISCHARGE: _("a plan after a discharge"),
        AT_FOLLOW_UP: _("a follow-up"),
    }
    said = text.strip().upper()
    if said not in known:
        listed = ", ".join(f"{one} ({what})" for one, what in known.items())
        raise UsageError(
            _("“{text}” is not one of: {known}.").format(text=text, known=listed) + did_you_mean(said, list(known))
        )
    if said != right:
        say(
            _("Note: {code} is the code for {what}; here it is {right}.").format(
                code=said, what=known[said], right=right
            )
        )
    return said


def _file_meant(work: Work, follow_up: str | None) -> str:
    """Return the file that a survey or a code belongs in: plan.yaml, or that of a follow-up."""
    from sipcli.acts.plan.agreed import follow_up_of
    from sipcli.case.case import PLAN_FILE
    from sipcli.console.choices import Choices

    held = {str(one.date): _("the follow-up") for one in work.case.follow_ups.values() if one.status == "held"}
    moments = Choices({"plan": _("the plan"), **held})
    if held and follow_up is None:
        picked = work.talk.may_pick(None, "--follow-up", _("At the plan, or at a follow-up?"), moments, "plan")
        follow_up = None if picked == "plan" else picked
    return follow_up_of(work.case, work.talk.past(follow_up)) if follow_up else PLAN_FILE


def add_to(group: typer.Typer) -> None:
    """Add the commands to `sip plan`."""
    group.command("survey", help=_("Record that the survey was sent, at the plan or at a follow-up."))(survey)
    group.command("code", help=_("Record the care code that was registered, at the plan or at a follow-up."))(code)
