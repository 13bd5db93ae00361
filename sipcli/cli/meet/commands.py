"""`sip meet`: the meeting was held, is held all the same or is cancelled, and what waited was told."""

from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import BecauseOption, CaseArgument, TodayOption
from sipcli.cli.work import Work
from sipcli.console.output import say
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.meet import Met
    from sipcli.case.process_files import Meeting

BROKEN = ("substitute-missing", "absence-decision-missing", "invitation-too-late")
"""What a meeting that was held may have broken: it is recorded all the same."""

REMINDER = "child-not-there"
"""What a guideline calls its text about a child who was not at the meeting."""


def meet(
    case: CaseArgument = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("The day it was held, if another than was called to."))
    ] = None,
    present: Annotated[
        list[str] | None,
        typer.Option(
            "--present", metavar="WHO", autocompletion=complete.people,
            help=_("Who came; once for each. Named without --absent: all the others were absent."),
        ),
    ] = None,
    absent: Annotated[
        list[str] | None,
        typer.Option(
            "--absent", metavar="WHO", autocompletion=complete.people,
            help=_("Who was absent besides those who had declined; once for each."),
        ),
    ] = None,
    substitute: Annotated[
        list[str] | None,
        typer.Option(
            "--substitute", metavar="UNIT=NAME",
            help=_("Who came instead; once for each. “UNIT=” when nobody did after all."),
        ),
    ] = None,
    child_took_part: Annotated[
        str | None, typer.Option("--child-took-part", help=_("How the child took part: whole, part, letter ..."))
    ] = None,
    child_represented_by: Annotated[
        str | None,
        typer.Option("--child-represented-by", metavar="NAME", help=_("Who spoke for a child who was not there.")),
    ] = None,
    child_told_on: Annotated[
        str | None,
        typer.Option("--child-told-on", metavar="DATE", help=_("When the child was told what was said.")),
    ] = None,
    waiting: Annotated[
        list[str] | None,
        typer.Option(
            "--waiting", metavar="ABOUT=WHO", help=_("A decision, and who it waits for; once for each.")
        ),
    ] = None,
    chair: Annotated[str | None, typer.Option("--chair", metavar="NAME", help=_("Who led the meeting."))] = None,
    recorder: Annotated[str | None, typer.Option("--recorder", metavar="NAME", help=_("Who took notes."))] = None,
    absence_decision: Annotated[
        str | None,
        typer.Option("--absence-decision", help=_("Somebody cannot come: hold the meeting, or cancel it.")),
    ] = None,
    decided_with: Annotated[
        list[str] | None,
        typer.Option(
            "--decided-with", metavar="WHO", autocompletion=complete.people,
            help=_("With whom that was decided; once for each."),
        ),
    ] = None,
    decided_on: Annotated[
        str | None, typer.Option("--decided-on", metavar="DATE", help=_("The day it was decided; today when left out."))
    ] = None,
    fed_back: Annotated[
        list[str] | None,
        typer.Option(
            "--fed-back", metavar="ABOUT[=DATE]",
            help=_("A decision that waited and everyone was told of, by number or part of its text; once for each."),
        ),
    ] = None,
    because: BecauseOption = None,
    today: TodayOption = None,
) -> None:  # fmt: skip
    """Record the meeting."""
    from sipcli.acts.meet import CANCEL, feed_back, hold
    from sipcli.cli.meet.asked import Options, decided, met, told
    from sipcli.errors import NeedsUser, UsageError

    said = Options(
        on, present, absent, substitute, child_took_part, child_represented_by, child_told_on, waiting, chair, recorder
    )
    of_absence = (absence_decision, decided_with, decided_on)
    work = Work(case, today, *vars(said).values(), *of_absence, fed_back)
    meeting = _meeting(work)
    ahead = meeting.date is not None and meeting.date > work.today and on is None
    decision = decided(work, meeting, *of_absence, ahead=ahead)
    if decision == CANCEL and said.given:
        raise UsageError(_("A meeting that is cancelled was not held: leave out what happened there."))
    feedback = told(work, meeting, fed_back)
    held = None
    if said.given or not (decision or feedback):
        if ahead and work.talk.asking:
            raise NeedsUser(_("Nothing was said, so nothing was written."))
        held = met(work, meeting, said)
        hold(work.changes, held)
    feed_back(work.changes, feedback)
    if held:
        work.confess(BROKEN, because)
    work.commit(*_did(meeting, decision, held))
    _say_what_follows(work, held, cancelled=decision == CANCEL)


def _meeting(work: Work) -> "Meeting":
    """Return the meeting that is called; raises NeedsUser when there is none, or it was cancelled."""
    from sipcli.case.case import INVITATION_FILE
    from sipcli.case.meetings import meeting_day
    from sipcli.cli.invite.occasion import must_be_readable
    from sipcli.errors import NeedsUser

    must_be_readable(work, INVITATION_FILE)
    meeting = work.case.invitation.meeting if work.case.invitation else None
    command = f"sip invite {work.case_id}"
    if meeting is None or meeting.date is None:
        raise NeedsUser(
            _("No meeting is called in {case}. Call it with “{command}”.").format(case=work.case_id, command=command)
        )
    if meeting_day(work.case) is None:
        raise NeedsUser(
            _("The meeting of {date} was cancelled. Call another with “{command}”.").format(
                date=meeting.date, command=command
            )
        )
    return meeting


def _did(meeting: "Meeting", decision: str | None, held: "Met | None") -> tuple[str, str]:
    """Return what the commit says was done."""
    from sipcli.acts.meet import CANCEL

    if held:
        return ("meeting record completed" if meeting.held else "meeting held"), "meeting-held"
    if decision == CANCEL:
        return "meeting cancelled", "meeting-cancelled"
    if decision:
        return "decision at absence", "absence-decided"
    return "feedback given", "feedback-given"


def _say_what_follows(work: Work, held: "Met | None", *, cancelled: bool) -> None:
    """Say who was there, what is left to do, and what comes next."""
    from sipcli.case.case import INVITATION_FILE
    from sipcli.console.labels import value_word

    if held and held.present is not None:
        say(_("Present: {people}.").format(people=value_word(list(held.present))))
        say(_("Absent: {people}.").format(people=value_word(list(held.absent or ()))))
    if held:
        _say_told(work)
    if not cancelled:
        work.say_left(INVITATION_FILE)
    if cancelled:
        say(_("Tell those who were invited. Another meeting is called with “{command}”.").format(
            command=f"sip invite {work.case_id} --date DATE"
        ))  # fmt: skip
    elif held and held.waiting:
        say(_("When a decision that waited is made and everyone has been told of it: {command}").format(
            command=f"sip meet {work.case_id} --fed-back ABOUT"
        ))  # fmt: skip
    if held and work.case.plan is None:
        say(_("Now the plan is written: {command}").format(command=f"sip plan new {work.case_id}"))


def _say_told(work: Work) -> None:
    """Say that a child who was not there is told what was said, when nothing says that it was (M10)."""
    from sipcli import i18n
    from sipcli.acts.meet import IN_PERSON
    from sipcli.archive.checking import judge_case
    from sipcli.case.case import CHILD

    case = judge_case(work.archive, work.case_id, work.today).loaded.case
    meeting = case.invitation.meeting if case and case.invitation else None
    if meeting is None or meeting.child_told_on:
        return
    if CHILD not in meeting.absent and meeting.child_participation in (None, *IN_PERSON):
        return
    told = work.guideline.reminders.get(REMINDER)
    if told and told.text and not told.off:
        say(told.text.text(i18n.language))
    say(_("When the child has been told what was said: {command}").format(
        command=f"sip meet {work.case_id} --child-told-on DATE"
    ))  # fmt: skip
