"""`sip event add/decide/told/list`: what happens between meetings, and what follows on it (F2, E3, E4, I6)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sipcli.cli.case_first import CaseFirst
from sipcli.cli.common import CaseArgument, FormatOption, TodayOption
from sipcli.cli.event.parts import (
    AFTER_EVENT,
    EventArgument,
    decided,
    event_meant,
    say_major_change,
    say_next,
)
from sipcli.cli.work import Work
from sipcli.console.output import Format, say
from sipcli.i18n import N_, _

if TYPE_CHECKING:
    from sipcli.case.case import Case

event = typer.Typer(cls=CaseFirst, no_args_is_help=True)

DecisionOption = Annotated[
    str | None, typer.Option("--decision", help=_("earlier-meeting, wait, or the decision in your own words."))
]
MeetingOption = Annotated[
    str | None, typer.Option("--meeting", metavar="DATE", help=_("Book an earlier follow-up on this day."))
]
MeetingTimeOption = Annotated[
    str | None, typer.Option("--meeting-time", metavar="HH:MM", help=_("When that follow-up begins."))
]
MeetingPlaceOption = Annotated[
    str | None, typer.Option("--meeting-place", metavar="TEXT", help=_("Where that follow-up is."))
]

ELSEWHERE = {"deviation": "sip deviation add", "dispute": "sip dispute open", "withdrawal": "sip consent withdraw"}
"""Kinds of event that a command of their own records."""

WAITS = {
    "decision": N_("the coordinator's decision"),
    "social-worker": N_("telling the social worker"),
    "report": N_("being reported"),
    "responsibility": N_("who answers meanwhile"),
    "resolution": N_("a solution"),
}
"""What an event waits for, in words."""


@event.command("add", help=_("Record that something has happened."))
def add(
    case: CaseArgument = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="WORD",
            help=_(
                "move, school-change, health-change, crisis, conditions-changed, asylum-rejection, plan-declined ..."
            ),
        ),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The day it happened."))] = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="TEXT", help=_("What happened; for plan-declined: the reason."))
    ] = None,
    comment: Annotated[str | None, typer.Option("--comment", metavar="TEXT", help=_("What else to remember."))] = None,
    social_worker_told: Annotated[
        str | None,
        typer.Option("--social-worker-told", metavar="DATE", help=_("When the social worker was told of a rejection.")),
    ] = None,
    decision: DecisionOption = None,
    decided_on: Annotated[
        str | None,
        typer.Option("--decided-on", metavar="DATE", help=_("The day of the decision; today when left out.")),
    ] = None,
    meeting: MeetingOption = None,
    meeting_time: MeetingTimeOption = None,
    meeting_place: MeetingPlaceOption = None,
    today: TodayOption = None,
) -> None:
    """Record an event, and what was decided about it if that is known."""
    from sipcli.acts.events import KINDS, PLAN_DECLINED, not_before, record
    from sipcli.case.events import ASYLUM_REJECTION
    from sipcli.cli.event.decisions import decisions
    from sipcli.console.choices import words
    from sipcli.console.prompts import ask, maybe, maybe_one, text
    from sipcli.errors import UsageError

    work = Work(
        case, today, kind, on, about, comment, social_worker_told, decision, decided_on, meeting, meeting_time,
        meeting_place,
    )  # fmt: skip
    talk = work.talk
    if kind and kind.strip() in ELSEWHERE:
        raise UsageError(_("This is recorded with “{command} CASE”.").format(command=ELSEWHERE[kind.strip()]))
    told_of = talk.may(about, "--about", _("What has happened? In a few words"), maybe)
    what = talk.pick(kind, "--kind", _("What kind of event is it?"), words(KINDS, open=True))
    when = talk.expect(on, "--on", _("On which day?"), talk.past, str(work.today))
    if what == PLAN_DECLINED:
        question = _("For what reason is no {plan} made?").format(plan=work.term("plan"))
        told_of = talk.need(about, "--about", question, text, told_of)
    remark = talk.may(comment, "--comment", _("What else is there to remember?"), maybe)
    told = None
    if social_worker_told or what == ASYLUM_REJECTION:
        question = _("When was the social worker told? It is to be at once. (Enter: not yet)")
        read = maybe_one(lambda said: not_before(when, talk.past(said)))
        told = ask(social_worker_told, "--social-worker-told", question, read, optional=True)
    if decision is None and talk.asking and work.case.plan and what != PLAN_DECLINED:
        say_major_change(work)
    question = _("What does the {coordinator} decide? Choose, or write it in your own words (Enter: not yet)")
    choice = None
    if decision or (work.case.plan and what != PLAN_DECLINED):
        question = question.format(coordinator=work.term("coordinator"))
        choice = talk.may_pick(decision, "--decision", question, decisions())
    day = not_before(when, talk.past(decided_on)) if decided_on else None
    follows, booked = decided(work, when, choice, day, meeting, meeting_time, meeting_place)
    said = {"about": told_of, "comment": remark, "social_worker_told_on": told}
    record(work.changes, what, when, said | follows)
    work.commit("event recorded, follow-up booked" if booked else "event recorded", "event-recorded")
    if what == ASYLUM_REJECTION and told is None:
        command = f"sip event told {work.case_id}"
        say(_("Tell the social worker at once, then record it with “{command}”.").format(command=command))
    say_next(work, AFTER_EVENT)


@event.command("decide", help=_("Record what the coordinator decides about an event: meet earlier, or wait."))
def decide(
    case: CaseArgument = None,
    which: EventArgument = None,
    decision: DecisionOption = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("The day of the decision; today when left out."))
    ] = None,
    meeting: MeetingOption = None,
    meeting_time: MeetingTimeOption = None,
    meeting_place: MeetingPlaceOption = None,
    today: TodayOption = None,
) -> None:
    """Record a decision about an event."""
    from sipcli.acts.events import EARLIER, note, waits
    from sipcli.case.events import happenings
    from sipcli.cli.event.decisions import decisions

    work = Work(case, today, decision, on, meeting, meeting_time, meeting_place)
    talk = work.talk
    known = dict(happenings(work.case, date.max))
    waiting = [name for name, one in known.items() if "decision" in waits(work.case, one, work.today)]
    none = _("No event in {case} waits for a decision. One that was decided is named: sip event decide {case} EVENT.")
    name = event_meant(work, which, known, waiting, none.format(case=work.case_id))
    happened = known[name].date
    if talk.asking:
        say_major_change(work)
    question = _("What does the {coordinator} decide? Choose, or write it in your own words")
    question = question.format(coordinator=work.term("coordinator"))
    choice = talk.pick(decision, "--decision", question, decisions(), EARLIER if meeting else None)
    day = talk.expect(on, "--on", _("On which day?"), talk.past, str(work.today))
    follows, booked = decided(work, happened, choice, day, meeting, meeting_time, meeting_place)
    note(work.changes, name, known[name], follows)
    work.commit("event assessed, follow-up booked" if booked else "event assessed", "event-assessed")
    if choice == EARLIER and not booked:
        say(_("Book it with “sip follow-up book {case}”, unless it is booked.").format(case=work.case_id))
    say_next(work, AFTER_EVENT)


@event.command("told", help=_("Record that the social worker was told of an asylum rejection."))
def told(
    case: CaseArgument = None,
    which: EventArgument = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The day; today when left out."))] = None,
    today: TodayOption = None,
) -> None:
    """Record that the social worker was told."""
    from sipcli.acts.events import note, waits
    from sipcli.case.events import ASYLUM_REJECTION

    work = Work(case, today, on)
    known = {name: one for name, one in work.case.events.items() if one.kind == ASYLUM_REJECTION}
    waiting = [name for name, one in known.items() if "social-worker" in waits(work.case, one, work.today)]
    none = _("No asylum rejection in {case} is left to tell of.").format(case=work.case_id)
    name = event_meant(work, which, known, waiting, none)
    when = work.talk.expect(on, "--on", _("On which day was it told?"), work.talk.past, str(work.today))
    note(work.changes, name, known[name], {"social_worker_told_on": when})
    work.commit("social worker told", "social-worker-told")


@event.command("list", help=_("List events, deviations and disputes, and what each waits for."))
def list_(case: CaseArgument = None, today: TodayOption = None, format: FormatOption = Format.TABLE) -> None:
    """Print the events of a case."""
    from rich.table import Table
    from rich.text import Text

    from sipcli.cli.common import archive_here, case_meant, case_read, day_or_today
    from sipcli.console.labels import value_word
    from sipcli.console.output import print_csv, print_json, show

    archive, day = archive_here(), day_or_today(today)
    read = case_read(archive, case_meant(archive, case))
    rows = list(_rows(read, day))
    if format is Format.JSON:
        print_json({"today": day.isoformat(), "case": read.id, "events": rows})
    elif format is Format.CSV:
        print_csv(("event", "id", "date", "kind", "about", "decision", "waits"), rows)
    elif not rows:
        say(_("Nothing is recorded in {case}.").format(case=read.id))
    else:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        table.add_column(_("Event"), no_wrap=True)
        for heading in (_("What"), _("Waits for")):
            table.add_column(heading)
        for row in rows:
            what = [value_word(row[key]) for key in ("kind", "about", "decision") if row[key]]
            waits = ", ".join(_(WAITS[one]) for one in row["waits"])
            table.add_row(Text(row["event"]), Text("; ".join(what)), Text(waits or "–"))
        show(table)


def _rows(case: "Case", today: date) -> Iterator[dict[str, Any]]:
    """Yield a case's events as data, the oldest first."""
    from sipcli.acts.events import stem, waits

    for name, one in sorted(case.events.items(), key=lambda pair: (pair[1].date, len(pair[0]), pair[0])):
        yield {
            "event": stem(name),
            "id": one.id,
            "date": one.date.isoformat(),
            "kind": one.kind,
            "about": one.about,
            "decision": one.decision,
            "waits": list(waits(case, one, today)),
        }
