"""The meeting: that it comes in time."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from sipcli.case.case import CASE_FILE, INVITATION_FILE, Case
from sipcli.case.days import limit
from sipcli.case.meetings import meeting_day, meeting_held
from sipcli.case.values import Record
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.words import day_count


class Within(Record):
    """The longest time from the noticed need to the meeting, in calendar days."""

    days: int = Field(21, ge=1)


def meeting_limit(case: Case, params: Within) -> date:
    """Return the last day for the meeting."""
    return limit(case.file.need.noticed_on, params.days)


@rule(
    "meeting-late",
    short=N_("meeting"),
    params=Within,
    reads=(INVITATION_FILE, "plan.yaml"),
    when_closed=True,
    asks=N_(
        "The meeting is held within the guideline's time from the day the need was noticed; the child's need governs."
    ),
    why=N_("Waiting can make a small need a large one."),
    mend=N_(
        "Call the meeting as soon as you can, with “sip invite”. If it waits for the child's sake, say why with “sip "
        "invite CASE --delay-reason TEXT”."
    ),
)
def meeting_late(case: Case, params: Within, today: date) -> Iterator[Hit]:
    if case.file.route == "discharge":
        return
    last_day = meeting_limit(case, params)
    met = meeting_day(case) or (case.plan.made_on if case.plan else None)
    forgotten = met and met < today and not meeting_held(case, today) and case.plan is None
    if forgotten and case.closed_on(today) is None:
        met = None
    if met is None and case.closed_on(today):
        return
    days = ((met or today) - last_day).days
    if days <= 0:
        return
    meeting = case.invitation.meeting if case.invitation else None
    reason = ((meeting.delay_reason if meeting else None) or "").strip()
    if met:
        message = _("the meeting on {date} is {days} later than asked for: the last day was {last}").format(
            date=met, days=day_count(days), last=last_day
        )
    elif forgotten:
        message = _("the meeting is not recorded as held and the last day for it was {last}, {days} ago").format(
            days=day_count(days), last=last_day
        )
    else:
        message = _("no meeting is called and the last day for it was {last}, {days} ago").format(
            days=day_count(days), last=last_day
        )
    if reason:
        message += "; " + _("a reason from the child's situation is written")
    yield Hit(
        message,
        file=INVITATION_FILE if met and meeting_day(case) else CASE_FILE,
        path=("meeting", "date") if met and meeting_day(case) else ("need", "noticed_on"),
        date=last_day,
        days=days,
        fix="" if met else f"sip invite {case.id}",
        level="info" if reason else None,
        settled=met is not None and met <= today,
        on=met,
    )
