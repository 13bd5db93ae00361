"""What the documents of a follow-up share: which one is meant, who takes part, what has happened, what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sipcli.case.case import CHILD, FOLLOW_UPS, Case
from sipcli.case.events import happenings
from sipcli.case.meetings import booked_follow_ups, held_follow_ups, last_held, meeting_day, meeting_held
from sipcli.case.people import guardians, representatives
from sipcli.case.process_files import DecisionWaiting, FollowUp, Substitute
from sipcli.documents.material import Material
from sipcli.documents.views.common import named, person
from sipcli.errors import NeedsUser
from sipcli.i18n import _


@dataclass(frozen=True)
class Attendant:
    """Somebody who was to come; `came` is None before the meeting, or where nothing is noted."""

    name: str
    kind: str
    contact: str | None
    came: bool | None
    substitute: str | None


@dataclass(frozen=True)
class Asked:
    """Whether child, guardians or representatives were asked beforehand (F4)."""

    who: str
    done: bool
    on: date | None


@dataclass(frozen=True)
class Happened:
    """Something that happened since last time: when, of which kind, whether it was assessed (F2)."""

    day: date
    kind: str
    assessed_on: date | None


@dataclass(frozen=True)
class Waiting:
    """A decision that waits for somebody who was not there (M9)."""

    about: str
    waits_for: str
    fed_back_on: date | None


@dataclass(frozen=True)
class NextTime:
    """The occasion after this one (F6)."""

    day: date
    time: str | None = None
    place: str | None = None


def is_held(one: FollowUp, today: date) -> bool:
    """Tell whether a follow-up was held on or before `today`: one noted as held on a later day is only booked."""
    return one.status == "held" and one.date <= today


def not_cancelled(case: Case) -> list[FollowUp]:
    """Return the follow-ups that were not cancelled, with one that only the last one names as the next (F6)."""
    found = [one for one in case.follow_ups.values() if one.status != "cancelled"]
    last = last_held(case)
    for _file, path, day in booked_follow_ups(case):
        if path == ("next_on",) and last:
            found.append(FollowUp(date=day, status="booked", participants=last[1].participants))
    return sorted(found, key=lambda one: one.date)


def follow_up_meant(of: Material, booked: bool = False) -> FollowUp:
    """Return the follow-up that `about` names by day or file; else the next one booked, else the last that was held.

    Raises:
        NeedsUser: there is none; or, where it is to be `booked`, the one that is meant has been held.
    """
    case, about = of.case, str(of.about or "")
    there = not_cancelled(case)
    ahead = [one for one in there if not is_held(one, of.today)]
    if about:
        stem = about.removeprefix(f"{FOLLOW_UPS}/").removesuffix(".yaml")
        by_file = case.follow_ups.get(f"{FOLLOW_UPS}/{stem}.yaml")
        found = next((one for one in there if str(one.date) == stem), by_file)
        if found is None or found.status == "cancelled":
            raise NeedsUser(_("The case {case} has no follow-up on {day}.").format(case=case.id, day=stem))
        if booked and found not in ahead:
            raise NeedsUser(
                _("The follow-up on {day} has been held; its questions go out before it.").format(day=found.date)
            )
        return found
    coming = [one for one in ahead if one.date >= of.today] or ahead[-1:]
    if coming:
        return coming[0]
    if there and not booked:
        return there[-1]
    raise NeedsUser(
        _("The case {case} has no follow-up booked. Book one with “sip follow-up book {case}”.").format(case=case.id)
    )


def follow_ups(of: Material) -> list[str]:
    """Return the days of the follow-ups that a protocol can be made of: all that were not cancelled."""
    return sorted(str(one.date) for one in not_cancelled(of.case))


def follow_ups_ahead(of: Material) -> list[str]:
    """Return the days of the follow-ups that are not held yet."""
    return sorted(str(one.date) for one in not_cancelled(of.case) if not is_held(one, of.today))


def occasion_before(case: Case, day: date) -> date | None:
    """Return the day of the follow-up before, else of the meeting, else the day the plan was made."""
    held = [one.date for _file, one in held_follow_ups(case, day) if one.date < day]
    met = meeting_day(case) if meeting_held(case, day) else None
    made = case.plan.made_on if case.plan else None
    return max(held, default=met or made)


def held_after(case: Case, one: FollowUp) -> bool:
    """Tell whether another follow-up was held after this one."""
    return any(other.status == "held" and other.date > one.date for other in case.follow_ups.values())


def substitutes_of(one: FollowUp) -> tuple[dict[str, str], list[str]]:
    """Return who came in whose place (B10), and the names that are noted without saying in whose."""
    said = one.substitutes
    invited = (
        {each.who: each.substitute for each in one.invitation.invitees if each.substitute} if one.invitation else {}
    )
    if isinstance(said, dict):
        return invited | dict(said), []
    instead = {each.who: each.name for each in said if isinstance(each, Substitute) and each.name}
    return invited | instead, [each for each in said if isinstance(each, str)]


def attendants(case: Case, one: FollowUp, substitutes: dict[str, str], held: bool) -> list[Attendant]:
    """Return who takes part: those named, else those invited, else child, guardians or representatives, and units."""
    named_there = [*one.participants, *one.present, *one.absent, *substitutes]
    if not one.participants and one.invitation:
        named_there = [each.who for each in one.invitation.invitees if each.response != "passed-on"] + named_there
    if not named_there:
        standing = guardians(case, one.date) or representatives(case, one.date)
        named_there = [CHILD, *(each.id for each in standing), *case.unit_ids]
    found = []
    for who in dict.fromkeys(named_there):
        reached = person(case, who)
        came = who in one.present or (not one.present and who in one.participants)
        noted = None if not held else False if who in one.absent else True if came else None
        found.append(Attendant(reached.name, reached.kind, reached.contact, noted, substitutes.get(who)))
    return found


def asked_beforehand(case: Case, one: FollowUp, today: date) -> list[Asked]:
    """Return whether the child, and guardians or representatives if there are any, were asked before it (F4)."""
    said = one.asked_beforehand
    kinds = [("child", said.child if said else None)]
    answer = said.guardians if said else None
    if guardians(case, one.date):
        kinds.append(("guardians", answer))
    elif representatives(case, one.date):
        kinds.append(("representatives", answer))
    return [
        Asked(who, when is True or (isinstance(when, date) and when <= today), when if isinstance(when, date) else None)
        for who, when in kinds
    ]


def events_since(case: Case, last_on: date | None, day: date) -> list[Happened]:
    """Return what happened after the last occasion, and what happened earlier and was never assessed (F2)."""
    found = [
        one for _file, one in happenings(case, day) if one.assessed_on is None or not last_on or one.date > last_on
    ]
    return [Happened(one.date, one.kind, one.assessed_on) for one in sorted(found, key=lambda one: one.date)]


def decisions_waiting(case: Case, one: FollowUp, held: bool) -> list[Waiting]:
    """Return the decisions that wait: in a record those of the meeting itself, before it those not told of yet (M9)."""
    said: Iterable[DecisionWaiting] = one.decisions_waiting
    if not held:
        meeting = case.invitation.meeting if case.invitation else None
        earlier = [*(meeting.decisions_waiting if meeting else ())]
        for other in case.follow_ups.values():
            earlier += other.decisions_waiting if other.date <= one.date else []
        said = [each for each in earlier if each.fed_back_on is None]
    return [Waiting(each.about, named(case, each.waits_for), each.fed_back_on) for each in said]


def next_time(case: Case, one: FollowUp, held: bool) -> NextTime | None:
    """Return the occasion after this one: the file of its own, else the day this one names (F6)."""
    after = [other for other in not_cancelled(case) if other.date > one.date]
    if after:
        return NextTime(after[0].date, after[0].time, after[0].place)
    cancelled = [other.date for other in case.follow_ups.values() if other.status == "cancelled"]
    return NextTime(one.next_on) if held and one.next_on and one.next_on not in cancelled else None


def minutes_between(start: str | None, end: str | None) -> int | None:
    """Return the minutes from one time of day to a later one; None for times left out, or an end that is no later."""
    if not start or not end:
        return None
    first, last = (int(hour) * 60 + int(minute) for hour, minute in (one.split(":")[:2] for one in (start, end)))
    return last - first if last > first else None
