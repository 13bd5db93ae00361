"""Follow-ups: one is booked, and a booked one is held."""

from collections.abc import Iterator
from datetime import date

from sipcli.case.case import FOLLOW_UPS, PLAN_FILE, Case
from sipcli.case.meetings import booked_follow_ups
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.words import day_count


@rule(
    "follow-up-missing",
    reads=(PLAN_FILE, FOLLOW_UPS),
    asks=N_("A plan in force has a follow-up booked."),
    why=N_("A plan that nobody looks at again does not help the child."),
    mend=N_("Agree on a day with those who take part and record it with “sip follow-up book”."),
)
def follow_up_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    if case.plan_in_force(today) and not any(True for _booked in booked_follow_ups(case, today)):
        yield Hit(
            _("the plan is in force and no follow-up is booked"),
            file=PLAN_FILE,
            path=("made_on",),
            fix=f"sip follow-up book {case.id}",
        )


@rule(
    "follow-up-today",
    short=N_("follow-up"),
    reads=(FOLLOW_UPS,),
    asks=N_("A follow-up that is today is held today."),
    why=N_("It is what those who take part have agreed on."),
    mend=N_("Hold it, and record how it went with “sip follow-up hold”."),
)
def follow_up_today(case: Case, params: object, today: date) -> Iterator[Hit]:
    for file, path, day in booked_follow_ups(case, today):
        if day == today:
            yield Hit(
                _("the follow-up is today"),
                file=file,
                path=path,
                date=day,
                days=0,
                fix=f"sip follow-up hold {case.id} --date {day}",
            )


@rule(
    "follow-up-overdue",
    short=N_("follow-up"),
    reads=(FOLLOW_UPS,),
    asks=N_("A booked follow-up is held on its day, or moved."),
    why=N_("A follow-up that nobody noticed was due is how a plan falls asleep."),
    mend=N_("Record how it went with “sip follow-up hold”, or cancel or move it with “sip follow-up cancel”."),
)
def follow_up_overdue(case: Case, params: object, today: date) -> Iterator[Hit]:
    for file, path, day in booked_follow_ups(case, today):
        if day < today:
            message = _("the follow-up of {date} was {days} ago and nothing is recorded")
            yield Hit(
                message.format(date=day, days=day_count((today - day).days)),
                file=file,
                path=path,
                date=day,
                days=(today - day).days,
                fix=f"sip follow-up hold {case.id} --date {day}",
            )
