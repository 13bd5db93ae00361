"""`sip follow-up hold`: how a follow-up went, in the order in which it goes."""

from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import BecauseOption, CaseArgument, TodayOption
from sipcli.cli.work import Work
from sipcli.i18n import _

if TYPE_CHECKING:
    from datetime import date as Day

    from sipcli.acts.follow_up.hold import Outcome

IN_PERSON = ("whole", "part", "phone", "video")
"""How a child takes part that hears for itself what is said (M10)."""

BROKEN = ("follow-up-unprepared", "substitute-missing")
"""What a follow-up that was held may have broken: it is recorded all the same."""


def hold(
    case: CaseArgument = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="DATE",
            help=_("The day it was booked for; the earliest one up to today when left out."),
            autocompletion=complete.follow_ups,
        ),
    ] = None,
    unbooked: Annotated[
        bool, typer.Option("--unbooked", help=_("It was held on that day without having been booked."))
    ] = False,
    held_on: Annotated[
        str | None, typer.Option("--held-on", metavar="DATE", help=_("The day it was held, if another."))
    ] = None,
    asked_child: Annotated[
        str | None, typer.Option("--asked-child", metavar="DATE", help=_("The day the child was asked beforehand."))
    ] = None,
    asked_guardians: Annotated[
        str | None, typer.Option("--asked-guardians", metavar="DATE", help=_("The day the guardians were asked."))
    ] = None,
    child_took_part: Annotated[
        str | None, typer.Option("--child-took-part", help=_("How the child took part: whole, part, none, letter ..."))
    ] = None,
    child_represented_by: Annotated[
        str | None, typer.Option("--child-represented-by", metavar="NAME", help=_("Who spoke for the child."))
    ] = None,
    child_told_on: Annotated[
        str | None, typer.Option("--child-told-on", metavar="DATE", help=_("When the child was told what was said."))
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", metavar="QUESTION=TEXT", help=_("The answer to a question of the guideline.")),
    ] = None,
    goal: Annotated[
        list[str] | None,
        typer.Option(
            "--goal",
            metavar="ID=OUTCOME",
            help=_("How a goal stands: open, met, dropped; once for each."),
            autocompletion=complete.goals,
        ),
    ] = None,
    goal_comment: Annotated[
        list[str] | None, typer.Option("--goal-comment", metavar="ID=TEXT", help=_("What was said of a goal."))
    ] = None,
    intervention: Annotated[
        list[str] | None,
        typer.Option(
            "--intervention",
            metavar="ID=OUTCOME[: TEXT]",
            help=_("How one stands: works, works-partly, does-not-work, not-done, completed, cancelled."),
            autocompletion=complete.interventions,
        ),
    ] = None,
    present: Annotated[
        list[str] | None,
        typer.Option("--present", metavar="ID", help=_("Who was there."), autocompletion=complete.people),
    ] = None,
    absent: Annotated[
        list[str] | None,
        typer.Option("--absent", metavar="ID", help=_("Who was absent."), autocompletion=complete.people),
    ] = None,
    substitute: Annotated[
        list[str] | None, typer.Option("--substitute", metavar="UNIT=NAME", help=_("Who came instead."))
    ] = None,
    waiting: Annotated[
        list[str] | None,
        typer.Option("--waiting", metavar="ABOUT=WHO", help=_("A decision that waits for somebody; once for each.")),
    ] = None,
    fed_back: Annotated[
        list[str] | None,
        typer.Option(
            "--fed-back", metavar="ABOUT[=DATE]", help=_("A decision that waited, and that everyone has been told of.")
        ),
    ] = None,
    comment: Annotated[
        str | None, typer.Option("--comment", metavar="TEXT", help=_("What is good to know next time."))
    ] = None,
    next_on: Annotated[
        str | None, typer.Option("--next", metavar="DATE", help=_("The day of the next follow-up."))
    ] = None,
    next_time: Annotated[str | None, typer.Option("--next-time", metavar="HH:MM", help=_("When it begins."))] = None,
    next_place: Annotated[str | None, typer.Option("--next-place", metavar="TEXT", help=_("Where it is."))] = None,
    coordinator: Annotated[
        str | None,
        typer.Option(
            "--coordinator",
            metavar="UNIT",
            help=_("The unit that coordinates from now."),
            autocompletion=complete.units,
        ),
    ] = None,
    coordinator_name: Annotated[
        str | None, typer.Option("--coordinator-name", metavar="NAME", help=_("Who there."))
    ] = None,
    because: BecauseOption = None,
    today: TodayOption = None,
) -> None:
    """Record a follow-up."""
    from sipcli.acts.follow_up.book import checked_day, file_to_hold
    from sipcli.acts.follow_up.hold import Outcome, appoint, asked_before, told_after
    from sipcli.acts.follow_up.hold import hold as act
    from sipcli.case.case import CHILD
    from sipcli.cli.asked import answered, ways_to_take_part
    from sipcli.cli.follow_up import talk as talks
    from sipcli.console.prompts import maybe

    work = Work(
        case, today, held_on, asked_child, asked_guardians, child_took_part, child_represented_by, child_told_on,
        answer, goal, goal_comment, intervention, present, absent, substitute, waiting, fed_back, comment, next_on,
        next_time, next_place, coordinator, coordinator_name,
    )  # fmt: skip
    talk = work.talk
    day, unbooked = talks.day_meant(work, date, unbooked=unbooked)
    name = file_to_hold(work.changes, work.case, day, unbooked=unbooked)
    one = work.case.follow_ups.get(name)
    held_before = one is not None and one.status == "held"
    usual = one.date if one and held_before else day
    question = _("On which day was it held? (Enter: {day})").format(day=usual)
    when = talk.may(held_on, "--held-on", question, lambda said: checked_day(work.case, talk.past(said))) or usual

    def before(said: str) -> "Day":
        return asked_before(when, talk.past(said))

    def after(said: str) -> "Day":
        return told_after(when, talk.past(said))

    if talk.asking:
        talks.recap(work)
    question = _("When was the child asked beforehand how it has been?")
    child_asked = talk.may(asked_child, "--asked-child", question, before)
    guardians_asked = talk.may(asked_guardians, "--asked-guardians", _("When were the guardians asked?"), before)
    came = talks.attendance(work, one, present, absent, substitute)
    part, away = child_took_part, CHILD in came.absent
    if part or not away:
        ways = ways_to_take_part()
        part = talk.may_pick(part, "--child-took-part", _("How did the child take part?"), ways)
    if child_represented_by or away or part not in (None, *IN_PERSON):
        question = _("Who spoke for the child?")
        child_represented_by = talk.may(child_represented_by, "--child-represented-by", question, maybe)
    told = None
    if child_told_on or away or part not in (None, *IN_PERSON):
        question = _("When was the child told what was said?")
        told = talk.may(child_told_on, "--child-told-on", question, after)
    answers = answered(work, "follow-up", answer)
    goals = talks.goals_judged(work, goal, goal_comment)
    interventions = talks.interventions_judged(work, intervention)
    talks.encourage(work, goals, interventions)
    outcome = Outcome(
        held_on=when,
        asked_child=child_asked,
        asked_guardians=guardians_asked,
        child_participation=part,
        child_represented_by=child_represented_by,
        child_told_on=told,
        present=came.present,
        absent=came.absent,
        substitutes=came.substitutes,
        answers=answers,
        goals=goals,
        interventions=interventions,
        waiting=talks.decisions_waiting(work, waiting),
        fed_back=talks.decisions_told(work, one, fed_back),
        comment=talk.may(comment, "--comment", _("What is good to know next time?"), maybe),
        next=talks.next_occasion(work, one, when, next_on, next_time, next_place),
    )
    act(work.changes, work.case, name, outcome)
    unit, who = talks.new_coordinator(work, coordinator, coordinator_name)
    if unit:
        appoint(work.changes, work.case, unit, who)
    work.confess(BROKEN, because, max(when, work.today))
    work.commit(*_did(outcome, again=held_before, appointed=unit is not None))
    talks.say_what_follows(work, name, outcome)


def _did(outcome: "Outcome", *, again: bool, appointed: bool) -> tuple[str, str]:
    """Return what the commit says was done; `again`: the follow-up had been recorded already."""
    from sipcli.acts.follow_up.hold import Outcome

    if not again:
        return "follow-up held", "follow-up-held"
    if outcome == Outcome(outcome.held_on, fed_back=outcome.fed_back) and not appointed:
        return "feedback given", "feedback-given"
    return "follow-up: more recorded", "follow-up-held"
