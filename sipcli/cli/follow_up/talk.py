"""The conversation of `sip follow-up hold`, part by part; each part also reads the options that answer it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sipcli.cli.work import Work
from sipcli.console.output import say
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.follow_up.book import Occasion
    from sipcli.acts.follow_up.hold import Judgement, Outcome
    from sipcli.case.plan_file import Intervention
    from sipcli.case.process_files import FollowUp


@dataclass(frozen=True)
class Attendance:
    """Who was there, who was not, who came instead."""

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    substitutes: Mapping[str, str] = field(default_factory=dict)


def day_meant(work: Work, given: str | None, *, unbooked: bool) -> tuple[date, bool]:
    """Return the day of the follow-up that was held, and whether it is known not to have been booked.

    Raises:
        NeedsUser: none is booked, and nobody said a day.
    """
    from sipcli.acts.follow_up.book import booked_days, file_of
    from sipcli.console.prompts import ask, confirm, interactive
    from sipcli.errors import NeedsUser

    days = booked_days(work.case)
    if given is None and not days and not (unbooked and interactive()):
        raise NeedsUser(
            _(
                "No follow-up is booked in {case}. Book one with “sip follow-up book {case}”; one that was held "
                "without having been booked is recorded with --date DATE --unbooked."
            ).format(case=work.case_id)
        )
    question = _("Which follow-up was held?")
    if days:
        question += " " + _("Booked: {days}").format(days=", ".join(str(one) for one in days))
    default = str(days[0]) if days and days[0] <= work.today and not unbooked else None
    day = ask(given, "--date", question, work.talk.past, default)
    there = work.case.follow_ups.get(file_of(work.case, day) or "")
    if not unbooked and day not in days and (there is None or there.status == "cancelled") and interactive():
        unbooked = confirm(_("No follow-up is booked on {date}. Was one held that day all the same?").format(date=day))
    return day, unbooked


def recap(work: Work) -> None:
    """Say what was decided last time: the goals, and who was to do what from when (F6)."""
    from sipcli.case.meetings import last_held
    from sipcli.console.labels import value_word

    plan, last = work.case.plan, last_held(work.case, work.today)
    if plan is None:
        return
    say(_("This was decided (version {version}, {date}):").format(version=plan.version, date=plan.made_on))
    named = {goal.id for goal in plan.goals if goal.id}
    for goal in plan.goals:
        say(f"  {goal.text} ({value_word(goal.status)})")
        for one in plan.interventions:
            if goal.id and one.goal == goal.id:
                say(f"    - {_agreed(work, one)}")
    for one in plan.interventions:
        if one.goal not in named:
            say(f"  - {_agreed(work, one)}")
    if last and last[1].comment:
        say(_("From {date}: {comment}").format(date=last[1].date, comment=last[1].comment))


def _agreed(work: Work, one: "Intervention") -> str:
    """Return an intervention with its unit, days and status on one line."""
    from sipcli.case.people import person_names
    from sipcli.console.labels import value_word

    parts = [one.what, person_names(work.case).get(one.unit or "", "")]
    parts += [_("from {date}").format(date=one.start)] if one.start else []
    parts += [_("until {date}").format(date=one.due)] if one.due else []
    return ", ".join(part for part in parts if part) + f" ({value_word(one.status)})"


def attendance(
    work: Work,
    one: "FollowUp | None",
    present: Sequence[str] | None,
    absent: Sequence[str] | None,
    substitute: Sequence[str] | None,
) -> Attendance:
    """Return who was there, who was not, and who came instead (B10)."""
    from sipcli.acts.follow_up.book import usual_participants
    from sipcli.console.choices import people, units
    from sipcli.console.prompts import maybe, pair, text

    talk, case = work.talk, work.case
    expected = list(one.participants) if one else []
    expected = expected or usual_participants(case, one.date if one else work.today)
    everybody = people(case)
    away = talk.may_pick_many(
        absent, _("Who was absent? (Enter: nobody)"), people(case, expected) if talk.asking else everybody
    )
    there = talk.may_pick_many(present, "", everybody) if present else ()
    instead: dict[str, str] = {}
    for said in substitute or ():
        unit, name = pair(said, _("UNIT=NAME"))
        instead[units(case).read(unit)] = text(name)
    if talk.asking:
        for unit in away:
            if unit in case.unit_ids:
                question = _("Who came instead from {unit}? (Enter: nobody)").format(unit=everybody.labels[unit])
                name_ = talk.may(None, "--substitute", question, maybe)
                instead |= {unit: name_} if name_ else {}
        rest = [who for who in expected if who not in away]
        names = ", ".join(everybody.labels.get(who, who) for who in rest)
        if rest and talk.yes(None, _("Were the others there? {names}").format(names=names)):
            there = tuple(rest)
    return Attendance(there, away, instead)


def goals_judged(work: Work, given: Sequence[str] | None, comments: Sequence[str] | None) -> "dict[str, Judgement]":
    """Return how each goal stands: those given as ID=OUTCOME, or each open one asked for."""
    from sipcli.acts.follow_up.hold import GOAL_OUTCOMES, Judgement
    from sipcli.console.choices import goals, words
    from sipcli.console.prompts import maybe, pair, text

    known, outcomes, talk = goals(work.case), words(GOAL_OUTCOMES), work.talk
    said: dict[str, Judgement] = {}
    for one in given or ():
        entry, _equals, outcome = one.partition("=")
        said[known.read(entry)] = Judgement(outcomes.read(outcome.strip() or "open"))
    for one in comments or ():
        entry, comment = pair(one, _("ID=TEXT"))
        entry = known.read(entry)
        said[entry] = Judgement(said[entry].outcome if entry in said else None, text(comment))
    for goal in work.case.plan.goals if talk.asking and work.case.plan else ():
        if goal.id and goal.status == "open":
            found = talk.may_pick(None, "--goal", goal.text, outcomes, "open")
            said[goal.id] = Judgement(found, talk.may(None, "--goal-comment", _("What was said of it?"), maybe))
    return said


def interventions_judged(work: Work, given: Sequence[str] | None) -> "dict[str, Judgement]":
    """Return how each intervention stands: those given as ID=OUTCOME[: TEXT], or each one going on asked for."""
    from sipcli.acts.follow_up.hold import INTERVENTION_OUTCOMES, Judgement
    from sipcli.case.plan_file import ENDED
    from sipcli.console.choices import interventions, words
    from sipcli.console.prompts import maybe, pair

    known, outcomes, talk = interventions(work.case), words(INTERVENTION_OUTCOMES, open=True), work.talk
    said: dict[str, Judgement] = {}
    for text in given or ():
        entry, judged = pair(text, _("ID=OUTCOME[: TEXT], e.g. i1=works"))
        outcome, _colon, comment = judged.partition(":")
        said[known.read(entry)] = Judgement(outcomes.read(outcome), maybe(comment))
    for one in work.case.plan.interventions if talk.asking and work.case.plan else ():
        if one.id and one.status not in ENDED:
            found = talk.may_pick(None, "--intervention", _agreed(work, one), outcomes)
            if found:
                said[one.id] = Judgement(found, talk.may(None, "--intervention", _("What was said of it?"), maybe))
    return said


def decisions_waiting(work: Work, given: Sequence[str] | None) -> tuple[tuple[str, str], ...]:
    """Return the decisions that wait for somebody, each with whom it waits for (M9)."""
    question = _("Which decision waits for somebody who was not there? (Enter: none, or no more)")
    return work.talk.pairs(given, _("ABOUT=WHO"), question, _("Whom does it wait for?"))


def decisions_told(work: Work, one: "FollowUp | None", given: Sequence[str] | None) -> dict[str, date]:
    """Return which of the follow-up's waiting decisions everyone was told of, and when (M9)."""
    from sipcli.console.choices import Choices
    from sipcli.console.prompts import day

    waiting = [decision.about for decision in one.decisions_waiting if not decision.fed_back_on] if one else []
    known = Choices({about: about for about in waiting}, in_case=work.case_id)
    told: dict[str, date] = {}
    for said in given or ():
        about, equals, when = said.rpartition("=")
        about, when = (about, when) if equals else (said, str(work.today))
        told[known.read(about)] = day(when, work.today, past=True)
    return told


def next_occasion(
    work: Work, one: "FollowUp | None", held: date, day: str | None, time: str | None, place: str | None
) -> "Occasion | None":
    """Return the next occasion, with the same people (F6).

    Raises:
        UsageError: a time or a place was given, and no day.
    """
    from sipcli.acts.follow_up.book import Occasion
    from sipcli.acts.follow_up.hold import next_after
    from sipcli.console.prompts import clock, maybe
    from sipcli.errors import UsageError

    talk, term = work.talk, work.term("follow_up")
    if day is None and (time or place):
        raise UsageError(_("--next-time and --next-place go with --next DATE."))
    question = _("When is the next {follow_up}? (Enter: none is needed)")
    if booked_before_parting(work):
        question = _("When is the next {follow_up}? It is booked before you part.")
    question = question.format(follow_up=term)
    when = talk.may(day, "--next", question, lambda said: next_after(held, talk.day(said)))
    if when is None:
        return None
    who = tuple(one.participants) if one else ()
    begins = talk.may(time, "--next-time", _("When does it begin? (HH:MM)"), clock)
    return Occasion(when, begins, talk.may(place, "--next-place", _("Where is it?"), maybe), who)


def booked_before_parting(work: Work) -> bool:
    """Tell whether the guideline has the next follow-up booked at each one (V), not only when it is needed (G)."""
    setting = work.guideline.applied().get("follow-up-missing")
    return bool(setting and setting.level == "error" and any("F6" in source.rows for source in setting.sources))


def new_coordinator(work: Work, unit: str | None, name: str | None) -> tuple[str | None, str | None]:
    """Return the unit that coordinates from now and who there; (None, None) when it stays as it is (F7).

    Raises:
        NeedsUser: only a name was given, and the plan names no unit.
    """
    from sipcli.console.choices import units
    from sipcli.console.prompts import maybe
    from sipcli.errors import NeedsUser

    if work.case.plan is None and not (unit or name):
        return None, None
    term = work.term("coordinator")
    question = _("Does another unit coordinate from now ({coordinator})? (Enter: as before)").format(coordinator=term)
    chosen = work.talk.may_pick(unit, "--coordinator", question, units(work.case))
    if chosen:
        question = _("Who there? (Enter: the unit's contact person)")
        return chosen, work.talk.may(name, "--coordinator-name", question, maybe)
    before = work.case.plan.coordinator if work.case.plan else None
    if name and not (before and before.unit):
        raise NeedsUser(_("The plan names no coordinating unit; say which with --coordinator UNIT."))
    return (before.unit, maybe(name)) if name and before else (None, None)


def encourage(work: Work, goals: "Mapping[str, Judgement]", judged: "Mapping[str, Judgement]") -> None:
    """Where a goal is not reached: remind of what does work (F5)."""
    from sipcli.acts.follow_up.hold import WORKS
    from sipcli.console.choices import interventions

    if not any(one.outcome == "open" for one in goals.values()):
        return
    labels = interventions(work.case).labels
    helps = [labels[entry] for entry, one in judged.items() if one.outcome in WORKS]
    if helps:
        message = _("Not every goal is reached yet. Dwell on what helps, and on how it can go on: {what}.")
        say(message.format(what=", ".join(helps)))
    else:
        say(_("Not every goal is reached yet. Dwell on what has gone well, and say what gives hope."))


def say_what_follows(work: Work, name: str, outcome: "Outcome") -> None:
    """Say what the recorded follow-up leads to: what is missing, what can be closed or revised, what is to be sent."""
    from sipcli.archive.checking import judge_case
    from sipcli.case.case import CHILD

    day = max(work.today, outcome.held_on)
    judged = judge_case(work.archive, work.case_id, day)
    for one in judged.findings:
        if one.rule == "follow-up-missing":
            say(f"{one.rule}: {one.message}\n  {one.fix}")
    case = judged.loaded.case
    if case is None:
        return
    states = [goal.status for goal in case.plan.goals] if case.plan else []
    if "met" in states and "open" not in states:
        message = _(
            "No goal is left open. Close the case with “sip close {case}”, or go on with “sip plan revise {case}”."
        )
        say(message.format(case=case.id))
    elif {one.outcome for one in outcome.goals.values()} & {"met", "dropped"}:
        say(_("What remains is carried over to a new version with “sip plan revise {case}”.").format(case=case.id))
    one_held, rules = case.follow_ups.get(name), work.guideline.applied()
    if one_held and (one_held.child_represented_by or CHILD in one_held.absent) and not one_held.child_told_on:
        command = f"sip follow-up hold {case.id} --date {one_held.date} --child-told-on DATE"
        say(_("Tell the child what was said, then record it: {command}").format(command=command))
    if one_held and "survey-missing" in rules and not one_held.surveys:
        command = f"sip plan survey {case.id} --follow-up {one_held.date}"
        say(_("Child and guardians now get the survey: {command}").format(command=command))
    if one_held and "care-code-missing" in rules and not one_held.care_codes:
        command = f"sip plan code {case.id} --follow-up {one_held.date}"
        say(_("Health care registers the follow-up, AW010: {command}").format(command=command))
