"""`sip follow-up book/hold/cancel`."""

from typing import Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.case_first import CaseFirst
from sipcli.cli.common import CaseArgument, TodayOption
from sipcli.cli.follow_up.hold import hold
from sipcli.cli.work import Work
from sipcli.i18n import _

follow_up = typer.Typer(cls=CaseFirst, no_args_is_help=True)


@follow_up.command("book", help=_("Book a follow-up."))
def book(
    case: CaseArgument = None,
    date: Annotated[str | None, typer.Option("--date", metavar="DATE", help=_("The day of the follow-up."))] = None,
    time: Annotated[str | None, typer.Option("--time", metavar="HH:MM", help=_("When it begins."))] = None,
    ends: Annotated[str | None, typer.Option("--ends", metavar="HH:MM", help=_("When it ends."))] = None,
    place: Annotated[str | None, typer.Option("--place", metavar="TEXT", help=_("Where it is."))] = None,
    form: Annotated[str | None, typer.Option("--form", help=_("physical, digital or hybrid."))] = None,
    participant: Annotated[
        list[str] | None,
        typer.Option(
            "--participant",
            metavar="ID",
            help=_("Who takes part, once for each; child, guardians and all units when left out."),
            autocompletion=complete.people,
        ),
    ] = None,
    chair: Annotated[str | None, typer.Option("--chair", metavar="NAME", help=_("Who leads it."))] = None,
    recorder: Annotated[str | None, typer.Option("--recorder", metavar="NAME", help=_("Who takes notes."))] = None,
    today: TodayOption = None,
) -> None:
    """Book a follow-up."""
    from sipcli.acts.follow_up.book import Occasion, check_free, ends_after, usual_participants
    from sipcli.acts.follow_up.book import book as act
    from sipcli.console.choices import people, words
    from sipcli.console.output import say
    from sipcli.console.prompts import clock, maybe

    work = Work(case, today, date, time, ends, place, form, participant, chair, recorder)
    _must_be_open(work)
    talk, term = work.talk, work.term("follow_up")
    when = talk.need(date, "--date", _("On which day is the {follow_up}?").format(follow_up=term), talk.day)
    check_free(work.changes, work.case, when)
    usual = usual_participants(work.case, when)
    begins = talk.may(time, "--time", _("When does it begin? (HH:MM)"), clock)
    occasion = Occasion(
        date=when,
        time=begins,
        ends=talk.may(ends, "--ends", _("When does it end? (HH:MM)"), lambda said: ends_after(begins, clock(said))),
        place=talk.may(place, "--place", _("Where is it?"), maybe),
        form=talk.may_pick(form, "--form", _("In a room or digitally?"), words(("physical", "digital", "hybrid"))),
        participants=talk.may_pick_many(participant, _("Who takes part?"), people(work.case), usual),
        chair=talk.may(chair, "--chair", _("Who leads the meeting ({chair})?").format(chair=work.term("chair")), maybe),
        recorder=talk.may(recorder, "--recorder", _("Who takes notes?"), maybe),
    )
    act(work.changes, work.case, occasion)
    work.commit("follow-up booked", "follow-up-booked")
    if when < work.today:
        command = f"sip follow-up hold {work.case_id} --date {when}"
        say(_("{date} has passed; record how it went with “{command}”.").format(date=when, command=command))


@follow_up.command("cancel", help=_("Cancel a booked follow-up, or move it to another day."))
def cancel(
    case: CaseArgument = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="DATE",
            help=_("The day it is booked for; needed when several are booked."),
            autocompletion=complete.follow_ups,
        ),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=_("Why it is cancelled."))] = None,
    instead: Annotated[
        str | None,
        typer.Option("--instead", metavar="DATE", help=_("Book one on this day, with the same time and people.")),
    ] = None,
    today: TodayOption = None,
) -> None:
    """Cancel a follow-up."""
    from sipcli.acts.follow_up.book import booked_days, file_of
    from sipcli.acts.follow_up.book import cancel as act
    from sipcli.archive.checking import judge_case
    from sipcli.console.output import say
    from sipcli.console.prompts import maybe
    from sipcli.errors import NeedsUser

    work = Work(case, today, reason, instead)
    talk, days = work.talk, booked_days(work.case)
    if not days:
        raise NeedsUser(_("No follow-up is booked in {case}.").format(case=work.case_id))
    question = _("Which follow-up is cancelled? Booked: {days}").format(days=", ".join(str(one) for one in days))
    when = talk.need(date, "--date", question, talk.day, str(days[0]) if len(days) == 1 else None)
    why = talk.may(reason, "--reason", _("Why is it cancelled?"), maybe)
    other = talk.may(instead, "--instead", _("On which day is it held instead? (Enter: not decided)"), talk.day)
    if other:
        _must_be_open(work)
    was = work.case.follow_ups.get(file_of(work.case, when) or "")
    act(work.changes, work.case, when, why, other)
    work.commit("follow-up cancelled, another booked" if other else "follow-up cancelled", "follow-up-cancelled")
    if was and was.invitation and was.invitation.sent_on:
        say(
            _("The invitation had been sent on {date}: tell everyone of the change.").format(
                date=was.invitation.sent_on
            )
        )
    for one in judge_case(work.archive, work.case_id, work.today).findings:
        if one.rule == "follow-up-missing":
            say(f"{one.rule}: {one.message}\n  {one.fix}")


def _must_be_open(work: Work) -> None:
    """Raise NeedsUser when the case is closed: nothing is booked in it before it is opened again."""
    from sipcli.errors import NeedsUser

    closed = work.case.closed_on(work.today)
    if closed:
        raise NeedsUser(
            _("The case {case} was closed on {date}. Open it again with “sip reopen {case}”.").format(
                case=work.case_id, date=closed
            )
        )


follow_up.command("hold", help=_("Record that a follow-up was held, and how it went."))(hold)
