"""The meeting and the follow-ups of a case: which are called, held, booked."""

from collections.abc import Iterator
from datetime import date

from sipcli.case.case import Case
from sipcli.case.process_files import FollowUp

CANCELLED = ("cancel", "cancelled")


def meeting_day(case: Case) -> date | None:
    """Return the day of the meeting that the invitation calls to, None when there is none or it was cancelled."""
    meeting = case.invitation.meeting if case.invitation else None
    if meeting is None or meeting.date is None:
        return None
    decision = meeting.absence_decision
    return None if decision and decision.decision in CANCELLED else meeting.date


def invitation_sent(case: Case, today: date) -> date | None:
    """Return the day the invitation was sent, None when it was not sent on or before `today`."""
    sent = case.invitation.sent_on if case.invitation else None
    return sent if sent and sent <= today else None


def meeting_held(case: Case, today: date) -> bool:
    """Tell whether the meeting was held on or before `today`."""
    day = meeting_day(case)
    meeting = case.invitation.meeting if case.invitation else None
    return bool(day and day <= today and meeting and meeting.held)


def booked_follow_ups(case: Case) -> Iterator[tuple[str, tuple[str, ...], date]]:
    """Yield (file, path, day) of each follow-up that is booked and not yet recorded as held or cancelled.

    A held follow-up that names the next occasion (`next_on`) books it, unless it has a file of its own (F6).
    """
    for name, one in case.follow_ups.items():
        if one.status == "booked":
            yield name, ("date",), one.date
    last = last_held(case)
    if last and last[1].next_on:
        name, one = last
        if not any(other.date > one.date for other in case.follow_ups.values()):
            yield name, ("next_on",), last[1].next_on


def last_held(case: Case) -> tuple[str, FollowUp] | None:
    """Return (file, follow-up) of the latest one that was held."""
    held = [(name, one) for name, one in case.follow_ups.items() if one.status == "held"]
    return max(held, key=lambda pair: pair[1].date, default=None)
