"""`sip core-team`: the three around an unaccompanied child, and their first meeting (E1, E2)."""

from datetime import date
from typing import Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import CaseArgument, TodayOption
from sipcli.cli.work import Work
from sipcli.i18n import _


def core_team(
    case: CaseArgument = None,
    social_worker: Annotated[
        str | None, typer.Option("--social-worker", metavar="NAME", help=_("The child's social worker."))
    ] = None,
    representative: Annotated[
        str | None,
        typer.Option(
            "--representative",
            metavar="ID",
            help=_("Who stands in a guardian's place: the god man."),
            autocompletion=complete.givers,
        ),
    ] = None,
    caregiver: Annotated[
        str | None,
        typer.Option(
            "--caregiver", metavar="NAME", help=_("The contact person where the child lives, or the foster home.")
        ),
    ] = None,
    first_meeting: Annotated[
        str | None, typer.Option("--first-meeting", metavar="DATE", help=_("The day of their first meeting."))
    ] = None,
    placement_decided: Annotated[
        str | None,
        typer.Option(
            "--placement-decided", metavar="DATE", help=_("The day of the decision on the child's placement.")
        ),
    ] = None,
    today: TodayOption = None,
) -> None:
    """Record the core team, and recall what its first meeting is about."""
    from sipcli.acts.core_team import Team, form
    from sipcli.console.prompts import maybe
    from sipcli.errors import NeedsUser

    work = Work(case, today, social_worker, representative, caregiver, first_meeting, placement_decided)
    talk, file = work.talk, work.case.file
    now = file.core_team.model_dump() if file.core_team else {}
    _say_where_it_belongs(work)
    placed = talk.may(
        placement_decided,
        "--placement-decided",
        _with_now(_("On which day was the placement decided?"), file.placement.decided_on if file.placement else None),
        talk.past,
    )
    question = _with_now(_("Who is the child's social worker?"), now.get("social_worker"))
    worker = talk.may(social_worker, "--social-worker", question, maybe)
    spokesman = _representative(work, representative, now.get("representative"))
    question = _with_now(_("Who is the contact person where the child lives?"), now.get("caregiver"))
    carer = talk.may(caregiver, "--caregiver", question, maybe)
    question = _with_now(_("On which day did the three first meet?"), now.get("first_meeting_on"))
    team = Team(worker, spokesman, carer, talk.may(first_meeting, "--first-meeting", question, talk.past))
    if team == Team() and placed is None:
        raise NeedsUser(_("Nothing was said, so nothing was written."))
    form(work.changes, team, placed)
    work.commit("core team recorded", "core-team-formed")
    _recall(work)


def _with_now(question: str, now: date | str | None) -> str:
    """Return a question with what the case says already."""
    return f"{question} " + _("(now: {answer})").format(answer=now) if now else question


def _representative(work: Work, given: str | None, now: str | None) -> str | None:
    """Return the id of the representative.

    Raises:
        UsageError: there is nobody of that id or name who could be it.
    """
    from sipcli.acts.core_team import may_represent
    from sipcli.console.choices import people
    from sipcli.console.output import say
    from sipcli.errors import UsageError

    choices = people(work.case, may_represent(work.case))
    if not choices.labels and (given is not None or work.talk.asking):
        advice = _("Nobody stands in a guardian's place in this case. Add the god man first: {command}").format(
            command=f"sip add {work.case_id} --representative god-man:NAME"
        )
        if given is not None:
            raise UsageError(advice)
        say(advice)
    question = _with_now(_("Who stands in a guardian's place?"), now)
    return work.talk.may_pick(given, "--representative", question, choices)


def _say_where_it_belongs(work: Work) -> None:
    """Say that another guideline has core teams, where the case's own has none."""
    from sipcli import i18n
    from sipcli.acts.core_team import HOME, belongs
    from sipcli.console.output import say
    from sipcli.guidelines.loader import load_guideline

    if not belongs(work.guideline):
        title = load_guideline(HOME).title.text(i18n.language)
        message = _("Note: a core team belongs to the guideline “{title}”; no rule of {guideline} asks for it.")
        say(message.format(title=title, guideline=work.guideline.id))


def _recall(work: Work) -> None:
    """Say what the first meeting is about, and whether it waits."""
    from sipcli import i18n
    from sipcli.acts.core_team import RULE, recalled
    from sipcli.archive.checking import judge_case
    from sipcli.console.output import say

    say(_("To remember:"))
    for text in recalled(work.guideline, i18n.language):
        say(f"  {text}")
    for one in judge_case(work.archive, work.case_id, work.today).findings:
        if one.rule == RULE:
            say(f"{one.rule}: {one.message}")
