"""What came out of a follow-up (F1-F8, B10, M9, M10): goals and interventions judged, what is next, who coordinates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from sipcli.acts.follow_up.book import Occasion, book, checked_day, file_of, put_day, usual_participants
from sipcli.acts.plan.write import Parts, plan_of, write_parts
from sipcli.acts.prepare import put_if
from sipcli.archive.changes import Changes
from sipcli.archive.editing import add, entries, put, section
from sipcli.case.case import PLAN_FILE, Case
from sipcli.case.plan_file import ENDED
from sipcli.errors import NeedsUser, UsageError
from sipcli.i18n import _

GOAL_OUTCOMES = ("open", "met", "dropped")
INTERVENTION_OUTCOMES = ("works", "works-partly", "does-not-work", "not-done", "completed", "cancelled")
NOT_BEGUN = ("planned", "not-started")
WORKS = ("works", "works-partly")


@dataclass(frozen=True)
class Judgement:
    """How a goal or an intervention stood."""

    outcome: str | None = None
    comment: str | None = None


@dataclass(frozen=True)
class Outcome:
    """How a follow-up went; what is left out stays as its file has it.

    `goals` and `interventions` are judged by id. `waiting` are decisions that wait, with whom they wait for (M9), and
    `fed_back` those that everyone has been told of since. `next` is the next occasion (F6).
    """

    held_on: date
    asked_child: date | None = None
    asked_guardians: date | None = None
    child_participation: str | None = None
    child_represented_by: str | None = None
    child_told_on: date | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    goals: Mapping[str, Judgement] = field(default_factory=dict)
    interventions: Mapping[str, Judgement] = field(default_factory=dict)
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    substitutes: Mapping[str, str] = field(default_factory=dict)
    waiting: tuple[tuple[str, str], ...] = ()
    fed_back: Mapping[str, date] = field(default_factory=dict)
    comment: str | None = None
    next: Occasion | None = None


def hold(changes: Changes, case: Case, name: str, outcome: Outcome) -> None:
    """Record in the file `name` how a follow-up went; the plan gets what was said of goals and interventions.

    Raises:
        NeedsUser: another follow-up is recorded on the day it was held.
        UsageError: days that cannot be.
    """
    _check_days(case, name, outcome)
    root = changes.open(name).root
    new = not root
    put_day(root, outcome.held_on)
    if new:
        put(root, "participants", list(outcome.present) or usual_participants(case, outcome.held_on))
    put(root, "status", "held")
    root.pop("cancelled_reason", None)
    for key in ("present", "absent", "child_participation", "child_represented_by", "child_told_on"):
        put_if(root, key, getattr(outcome, key))
    _put_each(root, "asked_beforehand", {"child": outcome.asked_child, "guardians": outcome.asked_guardians})
    _put_each(root, "answers", outcome.answers)
    _put_substitutes(root, outcome.substitutes)
    for about, who in outcome.waiting:
        add(entries(root, "decisions_waiting"), {"about": about, "waits_for": who})
    for one in root.get("decisions_waiting") or ():
        put_if(one, "fed_back_on", outcome.fed_back.get(str(one.get("about"))))
    _put_judged(root, "goals", "goal", outcome.goals)
    _put_judged(root, "interventions", "intervention", outcome.interventions)
    put_if(root, "comment", outcome.comment)
    if outcome.next:
        put(root, "next_on", outcome.next.date)
        _book_next(changes, case, outcome.next)
    _carry_to_plan(changes, case, outcome)


def _check_days(case: Case, name: str, outcome: Outcome) -> None:
    held = outcome.held_on
    checked_day(case, held)
    for other, one in case.follow_ups.items():
        if other != name and one.date == held and one.status == "held":
            raise NeedsUser(_("There is a follow-up on {date} already: {file}.").format(date=held, file=other))
    for day in filter(None, (outcome.asked_child, outcome.asked_guardians)):
        asked_before(held, day)
    for day in filter(None, (outcome.child_told_on, *outcome.fed_back.values())):
        told_after(held, day)
    if outcome.next:
        next_after(held, outcome.next.date)
    both = sorted(set(outcome.present) & set(outcome.absent))
    if both:
        raise UsageError(_("Both present and absent: {ids}.").format(ids=", ".join(both)))


def asked_before(held: date, day: date) -> date:
    """Return the day somebody was asked beforehand; raise UsageError when the follow-up had been held by then."""
    if day > held:
        message = _("Asked beforehand on {day}: that is after the follow-up, which was held on {held}.")
        raise UsageError(message.format(day=day, held=held))
    return day


def told_after(held: date, day: date) -> date:
    """Return the day somebody was told what came of it; raise UsageError when it had not been held yet."""
    if day < held:
        message = _("Told on {day}: that is before the follow-up, which was held on {held}.")
        raise UsageError(message.format(day=day, held=held))
    return day


def next_after(held: date, day: date) -> date:
    """Return the day of the next follow-up; raise UsageError when it is not after this one."""
    if day <= held:
        message = _("The next follow-up would be on {next}, and this one was held on {held}.")
        raise UsageError(message.format(next=day, held=held))
    return day


def _put_each(root: CommentedMap, key: str, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if value is not None:
            put(section(root, key), name, value)


def _put_substitutes(root: CommentedMap, said: Mapping[str, str]) -> None:
    """Write who came instead, in the form the file already uses (a list by hand, else unit: name)."""
    there = root.get("substitutes")
    if not isinstance(there, CommentedSeq) or not there:
        _put_each(root, "substitutes", said)
        return
    for unit, name in said.items():
        same = [one for one in there if isinstance(one, CommentedMap) and one.get("who") == unit]
        if same:
            put(same[0], "name", name)
        elif isinstance(there[0], CommentedMap):
            add(there, {"who": unit, "name": name})
        else:
            there.append(name)


def _put_judged(root: CommentedMap, key: str, named: str, said: Mapping[str, Judgement]) -> None:
    """Write how each was judged; one that was judged before is changed."""
    for entry, judged in said.items():
        listed = entries(root, key)
        same = [one for one in listed if isinstance(one, CommentedMap) and one.get(named) == entry]
        if same:
            put_if(same[0], "outcome", judged.outcome)
            put_if(same[0], "comment", judged.comment)
        else:
            add(listed, {named: entry, "outcome": judged.outcome, "comment": judged.comment})


def _book_next(changes: Changes, case: Case, occasion: Occasion) -> None:
    """Book the next occasion; one that is booked already only gets what was said of its time and place."""
    name = file_of(case, occasion.date)
    there = case.follow_ups.get(name or "")
    if name and there and there.status == "booked":
        if occasion.time or occasion.place:
            root = changes.open(name).root
            put_if(root, "time", occasion.time)
            put_if(root, "place", occasion.place)
    else:
        book(changes, case, occasion)


def _carry_to_plan(changes: Changes, case: Case, outcome: Outcome) -> None:
    """Give goals and interventions of the plan the status that was found (F5)."""
    if case.plan is None:
        return
    found: dict[tuple[str, str], str] = {}
    for goal in case.plan.goals:
        said = outcome.goals.get(goal.id or "", Judgement()).outcome
        if goal.id and said in GOAL_OUTCOMES and said != goal.status:
            found["goals", goal.id] = said
    for one in case.plan.interventions:
        said = outcome.interventions.get(one.id or "", Judgement()).outcome
        status = said if said in ENDED else "active" if said in WORKS and one.status in NOT_BEGUN else None
        if one.id and status and status != one.status:
            found["interventions", one.id] = status
    for (key, entry), status in found.items():
        for there in changes.open(PLAN_FILE).root[key]:
            if str(there.get("id")) == entry:
                put(there, "status", status)


def appoint(changes: Changes, case: Case, unit: str, name: str | None) -> None:
    """Write a new coordinator into the plan (F7, L6-L8): the unit and who there; without a name its contact person.

    Raises:
        NeedsUser: there is no plan.
    """
    before = plan_of(changes, case).coordinator
    root = changes.open(PLAN_FILE).root
    write_parts(root, case, Parts(coordinator=unit, coordinator_name=name))
    if before and before.unit == unit and name not in (None, before.name):
        root["coordinator"].pop("phone", None)  # it was that of the one before
