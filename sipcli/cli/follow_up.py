"""`sip follow-up book/hold`."""

from typing import Annotated

import typer

from sipcli.cli.common import (
    CaseArgument,
    TodayOption,
    archive_here,
    case_meant,
    case_read,
    day_or_none,
    day_or_today,
    report,
)
from sipcli.i18n import _

follow_up = typer.Typer(help=_("Follow-ups: booking one, and recording how it went."), no_args_is_help=True)

DateOption = Annotated[str | None, typer.Option("--date", metavar="DATE", help=_("The day of the follow-up."))]
TimeOption = Annotated[str | None, typer.Option("--time", metavar="HH:MM", help=_("When it begins."))]
PlaceOption = Annotated[str | None, typer.Option("--place", metavar="TEXT", help=_("Where it is."))]


@follow_up.command("book", help=_("Book a follow-up."))
def book(
    case: CaseArgument = None,
    date: DateOption = None,
    time: TimeOption = None,
    place: PlaceOption = None,
    participant: Annotated[
        list[str] | None,
        typer.Option("--participant", metavar="ID", help=_("Who takes part; everyone in the case when left out.")),
    ] = None,
) -> None:
    """Book a follow-up."""
    from sipcli.acts.follow_up import Occasion
    from sipcli.acts.follow_up import book as act
    from sipcli.acts.plan import known
    from sipcli.archive.changes import Changes
    from sipcli.case.people import person_names
    from sipcli.console.prompts import ask, clock, day, interactive, maybe, maybe_one

    archive = archive_here()
    case_id = case_meant(archive, case)
    read = case_read(archive, case_id)
    asking = interactive() and date is None
    when = ask(date, "--date", _("The day of the follow-up"), day)
    if asking:
        time = ask(time, "--time", _("When does it begin? (HH:MM)"), maybe_one(clock), optional=True)
        place = ask(place, "--place", _("Where is it?"), maybe, optional=True)
    ids = list(person_names(read))
    who = tuple(known(one, ids) for one in participant or ())
    changes = Changes(archive, case_id)
    act(changes, read, Occasion(when, clock(time) if time else None, place, who))
    report(changes.commit("follow-up booked", "follow-up-booked"))


@follow_up.command("hold", help=_("Record that a follow-up was held, and how it went."))
def hold(
    case: CaseArgument = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help=_("The day it was booked for; the earliest when left out.")),
    ] = None,
    held_on: Annotated[
        str | None, typer.Option("--held-on", metavar="DATE", help=_("The day it was held, if another."))
    ] = None,
    goal: Annotated[
        list[str] | None,
        typer.Option("--goal", metavar="ID=OUTCOME", help=_("How a goal stands: open, met, dropped; once for each.")),
    ] = None,
    absent: Annotated[list[str] | None, typer.Option("--absent", metavar="ID", help=_("Who was absent."))] = None,
    asked_child: Annotated[
        str | None, typer.Option("--asked-child", metavar="DATE", help=_("The day the child was asked beforehand."))
    ] = None,
    asked_guardians: Annotated[
        str | None, typer.Option("--asked-guardians", metavar="DATE", help=_("The day the guardians were asked."))
    ] = None,
    comment: Annotated[str | None, typer.Option("--comment", help=_("What is good to know next time."))] = None,
    next_on: Annotated[
        str | None, typer.Option("--next", metavar="DATE", help=_("The day of the next follow-up."))
    ] = None,
    next_time: Annotated[str | None, typer.Option("--next-time", metavar="HH:MM", help=_("When it begins."))] = None,
    next_place: Annotated[str | None, typer.Option("--next-place", metavar="TEXT", help=_("Where it is."))] = None,
    today: TodayOption = None,
) -> None:
    """Record a follow-up."""
    from sipcli.acts.follow_up import Occasion, Outcome, booked_day
    from sipcli.acts.follow_up import hold as act
    from sipcli.acts.plan import known
    from sipcli.archive.changes import Changes
    from sipcli.case.people import person_names
    from sipcli.console.output import say
    from sipcli.console.prompts import ask, clock, day, interactive, maybe_one, one_of
    from sipcli.errors import NeedsUser

    archive = archive_here()
    case_id = case_meant(archive, case)
    read = case_read(archive, case_id)
    earliest = booked_day(read)
    if earliest is None and date is None:
        raise NeedsUser(
            _("No follow-up is booked in {case}. Book one with “sip follow-up book {case}”.").format(case=case_id)
        )
    booked = ask(date, "--date", _("Which follow-up was held?"), day, str(earliest) if earliest else None)
    goals = {one.id: one.text for one in read.plan.goals if one.id} if read.plan else {}
    outcomes = ("open", "met", "dropped")
    said = dict(_outcome(one, list(goals), outcomes) for one in goal or ())
    if interactive() and date is None and not said:
        for goal_id, words in goals.items():
            said[goal_id] = ask(None, "--goal", f"{words} ({', '.join(outcomes)})", one_of(outcomes), "open")
        question = _("When is the next follow-up? (empty: none)")
        following = ask(next_on, "--next", question, maybe_one(day), optional=True)
    else:
        following = day(next_on) if next_on else None
    ids = list(person_names(read))
    outcome = Outcome(
        held_on=day_or_none(held_on) or booked,
        goals=said,
        absent=tuple(known(one, ids) for one in absent or ()),
        asked_child=day_or_none(asked_child),
        asked_guardians=day_or_none(asked_guardians),
        comment=comment,
        next=Occasion(following, clock(next_time) if next_time else None, next_place) if following else None,
    )
    changes = Changes(archive, case_id)
    act(changes, read, booked, outcome)
    report(changes.commit("follow-up held", "follow-up-held"))
    if outcome.held_on > day_or_today(today):
        say(
            _("Note: {date} is after today; until then the follow-up does not count as held.").format(
                date=outcome.held_on
            )
        )


def _outcome(text: str, goals: list[str], outcomes: tuple[str, ...]) -> tuple[str, str]:
    from sipcli.acts.plan import known
    from sipcli.console.prompts import one_of

    goal, _equals, said = text.partition("=")
    return known(goal.strip(), goals), one_of(outcomes)(said.strip() or "open")


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(follow_up, name="follow-up")
