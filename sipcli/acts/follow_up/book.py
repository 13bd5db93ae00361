"""Follow-ups (L11): booking an occasion, and cancelling it."""

from dataclasses import dataclass
from datetime import date

from ruamel.yaml.comments import CommentedMap

from sipcli.acts.prepare import put_if
from sipcli.archive.changes import Changes
from sipcli.archive.editing import put
from sipcli.case.case import CHILD, FOLLOW_UPS, Case
from sipcli.case.meetings import booked_follow_ups
from sipcli.case.people import guardians, representatives
from sipcli.case.process_files import FollowUp
from sipcli.errors import NeedsUser, UsageError
from sipcli.i18n import _


@dataclass(frozen=True)
class Occasion:
    """A follow-up: when, where, how, who. Without participants: child, guardians and units."""

    date: date
    time: str | None = None
    place: str | None = None
    participants: tuple[str, ...] = ()
    ends: str | None = None
    form: str | None = None
    chair: str | None = None
    recorder: str | None = None


def file_for(day: date) -> str:
    """Return the name within the case of a new follow-up on `day`."""
    return f"{FOLLOW_UPS}/{day}.yaml"


def file_of(case: Case, day: date) -> str | None:
    """Return the file of the follow-up of a day, one that was not cancelled first; None when there is none."""
    on_day = [name for name, one in case.follow_ups.items() if one.date == day]
    on_day.sort(key=lambda name: case.follow_ups[name].status == "cancelled")
    moved = file_for(day) if file_for(day) in case.follow_ups else None  # booked for the day and held on another
    return on_day[0] if on_day else moved


def booked_days(case: Case) -> list[date]:
    """Return the days of the follow-ups that are booked and not recorded, the earliest first."""
    return sorted({day for _file, _path, day in booked_follow_ups(case)})


def usual_participants(case: Case, day: date) -> list[str]:
    """Return who takes part in a follow-up when nothing else is said: child, guardians or representatives, units."""
    people = [one.id for one in guardians(case, day)] or [one.id for one in representatives(case, day)]
    return [CHILD, *people, *case.unit_ids]


def book(changes: Changes, case: Case, occasion: Occasion) -> None:
    """Book a follow-up (L11); one that was cancelled on the same day is booked again.

    Raises:
        NeedsUser: there is one on that day already.
        UsageError: it would be before the plan was made, or end before it begins.
    """
    check_free(changes, case, occasion.date)
    if occasion.ends:
        ends_after(occasion.time, occasion.ends)
    root = changes.open(file_of(case, occasion.date) or file_for(occasion.date)).root
    root.pop("cancelled_reason", None)
    put_day(root, occasion.date)
    for key in ("time", "ends", "place", "form", "chair", "recorder"):
        put_if(root, key, getattr(occasion, key))
    put(root, "participants", list(occasion.participants) or usual_participants(case, occasion.date))
    put(root, "status", "booked")


def check_free(changes: Changes, case: Case, day: date) -> None:
    """Raise NeedsUser when there is a follow-up on that day already, UsageError when the plan was made after it."""
    checked_day(case, day)
    name = file_of(case, day) or file_for(day)
    there = case.follow_ups.get(name)
    if changes.read(name) is not None and not (there and there.status == "cancelled"):
        raise NeedsUser(_("There is a follow-up on {date} already: {file}.").format(date=day, file=changes.path(name)))


def checked_day(case: Case, day: date) -> date:
    """Return the day of a follow-up; raise UsageError when it is before the plan that is followed up."""
    if case.plan and case.plan.version == 1 and day < case.plan.made_on:
        raise UsageError(
            _("A follow-up on {date} would be before the plan, which was made on {made_on}.").format(
                date=day, made_on=case.plan.made_on
            )
        )
    return day


def ends_after(begins: str | None, ends: str) -> str:
    """Return when a follow-up ends; raise UsageError when it has not begun by then."""
    if begins and ends <= begins:
        raise UsageError(_("The follow-up would end at {ends}, and begins at {time}.").format(ends=ends, time=begins))
    return ends


def put_day(root: CommentedMap, day: date) -> None:
    """Write the day of a follow-up; one that is there already stays as it was typed."""
    if root.get("date") != str(day):
        put(root, "date", day)


def cancel(changes: Changes, case: Case, day: date, reason: str | None, instead: date | None) -> None:
    """Cancel a booked follow-up; `instead` books another with the same time, place and participants.

    Raises:
        NeedsUser: none is booked on that day, or there is one on the other day already.
        UsageError: both are the same day.
    """
    if day not in booked_days(case):
        raise NeedsUser(_none_booked(case, day))
    if instead == day:
        raise UsageError(_("The follow-up is on {date} already; --instead is another day.").format(date=day))
    name = file_of(case, day) or file_for(day)  # the one before may have named the day without a file of its own
    root = changes.open(name).root
    put_day(root, day)
    put(root, "status", "cancelled")
    put_if(root, "cancelled_reason", reason)
    if instead:
        was = case.follow_ups.get(name)
        book(changes, case, _moved(was, instead) if was else Occasion(instead))


def _moved(was: FollowUp, day: date) -> Occasion:
    return Occasion(day, was.time, was.place, tuple(was.participants), was.ends, was.form, was.chair, was.recorder)


def _none_booked(case: Case, day: date) -> str:
    days = ", ".join(str(one) for one in booked_days(case)) or "–"
    message = _("No follow-up is booked on {date} in {case}. Booked: {days}.")
    return message.format(date=day, case=case.id, days=days)


def file_to_hold(changes: Changes, case: Case, day: date, *, unbooked: bool = False) -> str:
    """Return the file in which the follow-up of a day is recorded.

    Raises:
        NeedsUser: none is booked or held on that day, and it was not said that it was `unbooked`.
    """
    name = file_of(case, day)
    if name is None and changes.read(file_for(day)) is not None:
        return file_for(day)  # it cannot be read, and opening it says why
    one = case.follow_ups.get(name or "")
    if unbooked or day in booked_days(case) or (one and one.status != "cancelled"):
        return name or file_for(day)
    raise NeedsUser(_none_booked(case, day) + " " + _("One that was held all the same is recorded with --unbooked."))
