"""`sip close` and `sip reopen`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import CaseArgument, TodayOption
from sipcli.cli.work import Work
from sipcli.console.output import say
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.console.choices import Choices
    from sipcli.rules.finding import Finding

ALL = "all"
"""What may be said for everyone who is offered."""


def close(
    case: CaseArgument = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("The day of closing; today when left out."))
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help=_("Why: goals-met, no-longer-needed or consent-withdrawn."))
    ] = None,
    goal: Annotated[
        list[str] | None,
        typer.Option(
            "--goal", metavar="GOAL=STATUS", help=_("A goal that is met or dropped; once for each."),
            autocompletion=complete.goals,
        ),
    ] = None,
    told: Annotated[
        list[str] | None,
        typer.Option(
            "--told", metavar="WHO[=DATE]", help=_("Who has been told, and when; once for each, or all."),
            autocompletion=complete.people,
        ),
    ] = None,
    reentry_contact: Annotated[
        str | None,
        typer.Option("--reentry-contact", metavar="TEXT", help=_("Where they turn if the need comes back.")),
    ] = None,
    documented: Annotated[
        list[str] | None,
        typer.Option(
            "--documented",
            metavar="UNIT[=DATE]",
            help=_("Which unit has noted the end in its own system, and when; once for each, or all."),
            autocompletion=complete.units,
        ),
    ] = None,
    cancel: Annotated[
        bool | None,
        typer.Option("--cancel-follow-ups/--keep-follow-ups", help=_("Cancel the follow-ups that are booked.")),
    ] = None,
    comment: Annotated[
        str | None, typer.Option("--comment", metavar="TEXT", help=_("What is good to know of the end."))
    ] = None,
    today: TodayOption = None,
) -> None:  # fmt: skip
    """Close a case, or complete what its closing says."""
    from sipcli.acts import close as act
    from sipcli.case.people import everyone
    from sipcli.console.choices import people, units
    from sipcli.console.prompts import maybe

    work = Work(case, today, on, reason, goal, told, reentry_contact, documented, cancel, comment)
    talk, read = work.talk, work.case
    former = act.closing_in_force(read, work.today)
    if former:
        said = _("{case} is closed already, on {date}; what is said now is added to that.")
        say(said.format(case=read.id, date=former.date))
        day = talk.past(on) if on else former.date
    else:
        day = talk.expect(
            on,
            "--on",
            _("On which day does the plan end ({plan})?").format(plan=work.term("plan")),
            talk.past,
            str(work.today),
        )
        _say_left(list(act.left_undone(work.archive, read, day)))
    known_reason = former.reason if former else None
    act.close(
        work.changes, read, None if former and not on else day, _reason(work, reason, day, known_reason), work.today
    )
    act.settle_goals(work.changes, _goals(work, goal))
    judged_on = max(day, work.today)
    _settle_contradiction(work, judged_on)
    knowing = former.informed if former else {}
    untold = [one for one in everyone(read, day) if one not in knowing]
    informed = _days(work, told, people(read), untold, knowing, _("Who has been told that it ends?"))
    question = _("Where do child and guardians turn if the need comes back (they are welcome again)?")
    contact = talk.may(reentry_contact, "--reentry-contact", question, maybe)
    having = former.documented if former else {}
    silent = [one for one in read.unit_ids if one not in having]
    question = _("Which units have noted the end in their own system?")
    noted = _days(work, documented, units(read), silent, having, question)
    ahead = ", ".join(str(one) for one in act.follow_ups_after(read, day))
    if ahead and talk.yes(cancel, _("Cancel the follow-ups that are booked ({days})?").format(days=ahead)):
        act.cancel_follow_ups(work.changes, read, day)
    elif ahead and cancel is None and not talk.asking:
        say(_("The follow-ups that are booked ({days}) stay so; --cancel-follow-ups cancels them.").format(days=ahead))
    note = talk.may(comment, "--comment", _("What is good to know of the end?"), maybe)
    act.complete(work.changes, act.Told(informed, contact, noted, note))
    missing = act.found_after(work.changes, judged_on, act.OF_CLOSING)
    _say_found(missing)
    if former:
        work.commit("closing completed", "closing-completed")
    else:
        work.commit("case closed", "case-closed")
    if missing:
        say(_("When it is done, “sip close {case}” adds what is missing.").format(case=read.id))


def reopen(
    case: CaseArgument = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help=_("Why the plan is needed again."))
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("From which day; today when left out."))
    ] = None,
    today: TodayOption = None,
) -> None:
    """Open a closed case again, and say which consents must be asked for anew."""
    from sipcli.acts import close as act
    from sipcli.case.case import CONSENT_FILE
    from sipcli.console.prompts import text

    work = Work(case, today, reason, on)
    talk = work.talk
    act.check_closed(work.changes, work.case, work.today)  # before anything is asked
    why = talk.need(
        reason, "--reason", _("Why is the plan needed again ({plan})?").format(plan=work.term("plan")), text
    )
    when = talk.expect(on, "--on", _("From which day is the case open again?"), talk.past, str(work.today))
    act.reopen(work.changes, work.case, when, why, work.today)
    found = act.found_after(work.changes, max(when, work.today))
    work.commit("case reopened", "case-reopened")
    met = act.met_goals(work.case)
    if met:
        say(_("These goals are noted as met:"))
    for goal, what in met:
        say(f"  {goal}: {what}" if goal else f"  {what}")
    named = [goal for goal, _what in met if goal]
    if named:
        command = f"sip plan goal {work.case_id} --id {named[0]} --status open"
        say(_("If one of them is open again, say so: {command}").format(command=command))
    consent = [one for one in found if one.file.endswith(f"/{CONSENT_FILE}") or one.rule.startswith("representative-")]
    if consent:
        say(_("Before anything is shared again, ask anew for what no longer holds:"))
        _say_found(consent)


def _say_left(left: Sequence[str]) -> None:
    if left:
        say(_("Left undone:"))
    for one in left:
        say(f"  {one}")


def _say_found(found: "Sequence[Finding]") -> None:
    for one in found:
        say(f"{one.rule}: {one.message}\n  " + _("source: {source}").format(source=one.source))


def _reason(work: Work, given: str | None, day: date, known: str | None) -> str | None:
    """Return why the plan ends; the case's own suggestion is the default where somebody is asked."""
    from sipcli.acts.close import REASONS, proposed_reason
    from sipcli.console.choices import words

    if known and given is None:
        return None
    proposed = proposed_reason(work.archive, work.case, day)
    default = proposed if work.talk.asking else None
    said = work.talk.may_pick(given, "--reason", _("Why does the plan end?"), words(REASONS), default)
    if said is None and proposed:
        say(_("No reason is given; by what the case says it could be {reason}.").format(reason=proposed))
    return said


def _goals(work: Work, given: Sequence[str] | None) -> dict[str, str]:
    from sipcli.console.choices import goals, words
    from sipcli.console.prompts import pair

    pairs = [pair(one, _("GOAL=STATUS, e.g. m1=met")) for one in given or ()]
    return {goals(work.case).read(goal): words(("met", "dropped")).read(status) for goal, status in pairs}


def _settle_contradiction(work: Work, day: date) -> None:
    """Show that the goals are said to be met and are not, and offer to put the one or the other right (X1)."""
    from sipcli.acts import close as act
    from sipcli.console.choices import Choices, words
    from sipcli.console.prompts import interactive

    found = act.found_after(work.changes, day, (act.CONTRADICTED,))
    if not found or not interactive():
        return
    _say_found(found)
    goals = act.open_goals(work.changes.after() or work.case)
    ways = {"goals": _("say which goals are met or dropped")} if goals else {}
    ways |= {"reason": _("choose another reason"), "leave": _("leave it so; the finding stays")}
    way = work.talk.pick(None, "--goal", _("What is to be done?"), Choices(ways), next(iter(ways)))
    if way == "goals":
        statuses = words(("open", "met", "dropped"))
        picked = {one: work.talk.pick(None, "--goal", text, statuses, "open") for one, text in goals.items()}
        act.settle_goals(work.changes, {one: status for one, status in picked.items() if status != "open"})
    elif way == "reason":
        others = words([one for one in act.REASONS if one != act.GOALS_MET])
        other = work.talk.pick(None, "--reason", _("Why does the plan end?"), others, act.NOT_NEEDED)
        act.close(work.changes, work.case, None, other, work.today)


def _days(
    work: Work,
    given: Sequence[str] | None,
    known: "Choices",
    offered: Sequence[str],
    former: Mapping[str, date],
    question: str,
) -> dict[str, date]:
    """Return who did something on which day: from WHO or WHO=DATE, or chosen among those offered; `all` means those.

    The day that stands in the file for somebody is changed only where another one is given.
    """
    from sipcli.console.choices import Choices

    everybody = {} if ALL in known.labels else {ALL: _("all of them")}

    def meant(who: str) -> Sequence[str]:
        return offered if who == ALL and everybody else (who,)

    if given:
        read = Choices({**known.labels, **everybody}, in_case=known.in_case).read
        pairs = [(who, day) for who, _equals, day in (one.partition("=") for one in given)]
        return {
            one: work.talk.past(day or str(work.today))
            for who, day in pairs
            for one in meant(read(who))
            if day or one not in former
        }
    some = Choices({one: known.labels[one] for one in offered} | everybody, in_case=known.in_case)
    chosen = work.talk.may_pick_many(None, question, some) if offered else ()
    if not chosen:
        return {}
    day = work.talk.expect(None, "DATE", _("On which day?"), work.talk.past, str(work.today))
    return {one: day for who in chosen for one in meant(who)}
