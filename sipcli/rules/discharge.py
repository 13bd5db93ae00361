"""Discharge from inpatient care (lag 2017:612), and what is particular to unaccompanied children (Strömsund)."""

import math
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from pydantic import Field

from sipcli.case.case import EVENTS, FOLLOW_UPS, INVITATION_FILE, Case
from sipcli.case.case_file import Discharge
from sipcli.case.days import statutory_limit
from sipcli.case.events import ASYLUM_REJECTION, events_of, happenings
from sipcli.case.meetings import booked_follow_ups, meeting_day, meeting_held
from sipcli.case.values import Record
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.words import day_count, listed, stem


class Hours(Record):
    """A limit in hours."""

    hours: int = Field(24, ge=1)


class Days(Record):
    """A statutory limit in days."""

    days: int = Field(3, ge=1)


def _discharge(case: Case) -> Discharge | None:
    return (case.file.discharge or Discharge()) if case.file.route == "discharge" else None


def call_needed(said: Discharge | None) -> bool:
    """Tell whether planning must be called to: needs from both principals, unless the file says from which."""
    return said is not None and (not said.needs_from or {"municipality", "region"} <= set(said.needs_from))


def notice_limit(admitted_at: datetime, hours: int) -> datetime:
    """Return the last moment for the admission notice; a limit in hours does not move off days off."""
    return admitted_at + timedelta(hours=hours)


@rule(
    "admission-notice-late",
    params=Hours,
    when_closed=True,
    asks=N_("The municipality is notified of an admission within 24 hours."),
    why=N_("Planning for the way home begins when the child comes in."),
    mend=N_(
        "It cannot be undone. If the notice is not sent, send it now and record it with “sip discharge CASE "
        "--admission-notice”, with day and time; write down why it was late."
    ),
)
def admission_notice_late(case: Case, params: Hours, today: date) -> Iterator[Hit]:
    said = _discharge(case)
    if said is None or said.admitted_at is None or said.admitted_at.date() > today:
        return
    limit, notice = notice_limit(said.admitted_at, params.hours), said.admission_notice_at
    sent = notice if notice and notice.date() <= today else None
    if sent is not None:
        if sent <= limit:
            return
        hours = math.ceil((sent - said.admitted_at).total_seconds() / 3600)
        message = _("the admission notice was sent {hours} hours after admission; within {asked} was asked for")
        message = message.format(hours=hours, asked=params.hours)
    elif today <= limit.date():
        return
    else:
        message = _("no admission notice is recorded; it should have been sent by {limit}").format(
            limit=limit.strftime("%Y-%m-%d %H:%M")
        )
    yield Hit(
        message,
        path=("discharge", "admission_notice_at"),
        date=limit.date(),
        days=((sent.date() if sent else today) - limit.date()).days,
        fix="" if sent else f'sip discharge {case.id} --admission-notice "DATE HH:MM"',
        settled=sent is not None,
        on=said.admitted_at.date(),
    )


@rule(
    "care-contact-missing",
    asks=N_("A care contact is named before the child is discharged."),
    why=N_("The care contact is who calls to planning, and whom the family can ask."),
    mend=N_("Name one with “sip discharge CASE --care-contact NAME:UNIT”."),
)
def care_contact_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    said = _discharge(case)
    if said is not None and said.care_contact is None:
        yield Hit(
            _("no care contact is named"),
            path=("discharge",),
            fix=f"sip discharge {case.id} --care-contact NAME",
        )


@rule(
    "discharge-call-due",
    short=N_("call to planning"),
    params=Days,
    asks=N_("The care contact calls to planning within three days after the discharge-ready notice."),
    why=N_("The limit is the law's; one that ends on a day off moves to the next working day."),
    mend=N_(
        "Send the call in time (“sip invite” writes one), and record it with “sip discharge CASE --call-sent DATE”."
    ),
)
def discharge_call_due(case: Case, params: Days, today: date) -> Iterator[Hit]:
    said = _discharge(case)
    ready = said.ready_notice_on if said else None
    if (
        said is None
        or not call_needed(said)
        or ready is None
        or ready > today
        or (said.call_sent_on and said.call_sent_on <= today)
    ):
        return
    limit = statutory_limit(ready, params.days)
    if today <= limit:
        yield Hit(
            _("the call to planning must be sent by {limit}").format(limit=limit),
            path=("discharge", "ready_notice_on"),
            date=limit,
            days=(today - limit).days,
            fix=f"sip discharge {case.id} --call-sent DATE",
            on=ready,
            unit=said.care_contact.unit if said.care_contact else None,
        )


@rule(
    "discharge-call-overdue",
    short=N_("call to planning"),
    params=Days,
    when_closed=True,
    asks=N_("The care contact calls to planning at latest three days after the discharge-ready notice."),
    why=N_("The limit is the law's; one that ends on a day off moves to the next working day."),
    mend=N_("Send the call today (“sip invite” writes one), and record it with “sip discharge CASE --call-sent DATE”."),
)
def discharge_call_overdue(case: Case, params: Days, today: date) -> Iterator[Hit]:
    said = _discharge(case)
    ready = said.ready_notice_on if said else None
    if said is None or not call_needed(said) or ready is None or ready > today:
        return
    sent = said.call_sent_on if said.call_sent_on and said.call_sent_on <= today else None
    if sent is None and case.closed_on(today):
        return
    limit = statutory_limit(ready, params.days)
    days = ((sent or today) - limit).days
    if days <= 0:
        return
    if sent:
        message = _("the call to planning was sent on {sent}, {days} after the last day, {limit}")
    else:
        message = _("the call to planning should have been sent by {limit}, {days} ago")
    yield Hit(
        message.format(sent=sent, days=day_count(days), limit=limit),
        path=("discharge", "call_sent_on" if said.call_sent_on else "ready_notice_on"),
        date=limit,
        days=days,
        fix="" if sent else f"sip discharge {case.id} --call-sent DATE",
        settled=sent is not None,
        on=ready,
        unit=said.care_contact.unit if said.care_contact else None,
    )


@rule(
    "core-team-meeting-missing",
    short=N_("core team meets"),
    asks=N_("Social worker, representative and caregiver meet early, around the decision on placement."),
    why=N_("They should have faces, know what may be shared, and have agreed how they talk with each other."),
    mend=N_("Arrange the meeting, and record it with “sip core-team CASE --first-meeting DATE”."),
)
def core_team_meeting_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    placed = case.file.placement.decided_on if case.file.placement else None
    met = case.file.core_team.first_meeting_on if case.file.core_team else None
    if placed and placed < today and (met is None or met > today):
        days = (today - placed).days
        yield Hit(
            _("the core team has not met, {days} after the decision on placement of {date}").format(
                days=day_count(days), date=placed
            ),
            path=("core_team",) if case.file.core_team else ("placement", "decided_on"),
            date=placed,
            days=days,
            fix=f"sip core-team {case.id} --first-meeting DATE",
        )


@rule(
    "rejection-not-told",
    short=N_("tell social worker"),
    reads=(EVENTS,),
    asks=N_("The social worker is told of an asylum rejection at once."),
    why=N_("Only who knows can judge whether the child needs more support."),
    mend=N_("Tell the social worker today, and record it with “sip event told CASE EVENT”."),
)
def rejection_not_told(case: Case, params: object, today: date) -> Iterator[Hit]:
    for name, one in events_of(case, today, ASYLUM_REJECTION):
        if one.social_worker_told_on is None or one.social_worker_told_on > today:
            days = (today - one.date).days
            yield Hit(
                _("the social worker has not been told of the rejection of {date}, {days} ago").format(
                    date=one.date, days=day_count(days)
                ),
                file=name,
                path=("date",),
                date=one.date,
                days=days,
                fix=f"sip event told {case.id} {stem(name)}",
            )


@rule(
    "joint-meeting-needed",
    short=N_("joint meeting"),
    reads=(EVENTS, INVITATION_FILE, FOLLOW_UPS),
    asks=N_("When the child's conditions change, all who are key to the child meet."),
    why=N_("They need one picture of what the child needs now, and of how it is given."),
    mend=N_("Call a meeting with “sip invite”, or book a follow-up with “sip follow-up book”."),
)
def joint_meeting_needed(case: Case, params: object, today: date) -> Iterator[Hit]:
    met = meeting_day(case)
    days = [met] if met else []
    days += [one.date for one in case.follow_ups.values() if one.status != "cancelled"]
    days += [day for _file, _path, day in booked_follow_ups(case, today)]
    changed = [(name, one) for name, one in happenings(case, today) if not any(day >= one.date for day in days)]
    if changed:
        since = min(one.date for _name, one in changed)
        kinds = dict.fromkeys(one.kind for _name, one in changed)
        yield Hit(
            _("the child's conditions changed on {date} ({kinds}) and no meeting is booked").format(
                date=since, kinds=listed(kinds)
            ),
            file=changed[0][0],
            path=("date",),
            date=since,
            days=(today - since).days,
            fix=f"sip follow-up book {case.id}" if meeting_held(case, today) else f"sip invite {case.id}",
        )
