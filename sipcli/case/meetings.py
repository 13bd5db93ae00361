"""The meeting and the follow-ups of a case: which are called, held, booked."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sipcli.case.case import INVITATION_FILE, Case
from sipcli.case.process_files import Calling, FollowUp, Substitute

CANCELLED = ("cancel", "cancelled")


class Called(NamedTuple):
    """An invitation, and the occasion it calls to: the first meeting or a follow-up.

    `path` leads to the invitation in its file. `day` is None when the occasion has no day or was cancelled.
    """

    file: str
    path: tuple[str, ...]
    calling: Calling
    day: date | None

    def is_sent(self, today: date) -> bool:
        """Tell whether it was sent on or before `today`."""
        return self.calling.sent_on is not None and self.calling.sent_on <= today


def callings(case: Case) -> Iterator[Called]:
    """Yield every invitation of a case: to the first meeting, then to follow-ups in the order of their files."""
    if case.invitation:
        yield Called(INVITATION_FILE, (), case.invitation, meeting_day(case))
    for name, one in case.follow_ups.items():
        if one.invitation:
            yield Called(name, ("invitation",), one.invitation, None if one.status == "cancelled" else one.date)


def is_obliged(case: Case, who: str) -> bool:
    """Tell whether somebody invited is a unit that has to come or send somebody (B12, B13)."""
    unit = case.unit(who)
    return unit is not None and unit.obliged is not False


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


def booked_follow_ups(case: Case, today: date = date.max) -> Iterator[tuple[str, tuple[str, ...], date]]:
    """Yield (file, path, day) of each follow-up that is booked and not yet recorded as held or cancelled.

    One recorded as held on a day after `today` is only booked till then. A held follow-up that names the next occasion
    (`next_on`) books it, unless a file of its own does (F6).
    """
    for name, one in case.follow_ups.items():
        if one.status == "booked" or (one.status == "held" and one.date > today):
            yield name, ("date",), one.date
    last = last_held(case, today)
    if last and last[1].next_on:
        name, one = last
        after = [other for other in case.follow_ups.values() if other.date > one.date]
        if not any(other.status != "cancelled" or other.date >= last[1].next_on for other in after):
            yield name, ("next_on",), last[1].next_on


def last_held(case: Case, today: date = date.max) -> tuple[str, FollowUp] | None:
    """Return (file, follow-up) of the latest one that was held on or before `today`."""
    return max(held_follow_ups(case, today), key=lambda pair: pair[1].date, default=None)


def held_follow_ups(case: Case, today: date) -> Iterator[tuple[str, FollowUp]]:
    """Yield (file, follow-up) of those that were held on or before `today`."""
    for name, one in case.follow_ups.items():
        if one.status == "held" and one.date <= today:
            yield name, one


def absences(case: Case, today: date) -> Iterator[tuple[date, str, str, bool]]:
    """Yield (day, file, unit, whether somebody came instead) of each absence at a meeting that was held.

    Only of units that had to come: who is not obliged is not missed (B13).
    """
    met, invitation = meeting_day(case), case.invitation
    if invitation and invitation.meeting and met and meeting_held(case, today):
        instead = _named_substitutes(invitation)
        for who in invitation.meeting.absent:
            if is_obliged(case, who):
                yield met, INVITATION_FILE, who, who in instead
    for name, one in held_follow_ups(case, today):
        for who in one.absent:
            if is_obliged(case, who):
                yield one.date, name, who, who in _named_substitutes(one.invitation) or _replaced(one, who)


def _named_substitutes(calling: Calling | None) -> set[str]:
    """Return in whose place somebody is named to come."""
    return {one.who for one in calling.invitees if (one.substitute or "").strip()} if calling else set()


def _replaced(follow_up: FollowUp, who: str) -> bool:
    """Tell whether somebody came in `who`'s place; a bare list of names counts when there is a name for each absent."""
    said = follow_up.substitutes
    if isinstance(said, dict):
        return bool(said.get(who, "").strip())
    named = [one.who for one in said if isinstance(one, Substitute) and (one.name or "").strip()]
    if any(isinstance(one, Substitute) for one in said):
        return who in named
    names = [one for one in said if isinstance(one, str) and one.strip()]
    return len(names) >= len(follow_up.absent)
