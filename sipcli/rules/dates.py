"""Dates that cannot be: recorded before they have happened, or in an order that they cannot have."""

from collections.abc import Iterator
from datetime import date

from sipcli.case.case import (
    CASE_FILE,
    CLOSING_FILE,
    CONSENT_FILE,
    EVENTS,
    FOLLOW_UPS,
    INVITATION_FILE,
    PLAN_FILE,
    PREPARATION_FILE,
    Case,
)
from sipcli.case.meetings import meeting_day
from sipcli.case.problems import Path
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule

Happened = tuple[str, Path, date | None]
ALL_FILES = (CONSENT_FILE, PREPARATION_FILE, INVITATION_FILE, PLAN_FILE, FOLLOW_UPS, EVENTS, CLOSING_FILE)


def happened(case: Case) -> Iterator[Happened]:
    """Yield (file, path, day) of what the files record as having happened."""
    file, invitation, preparation = case.file, case.invitation, case.preparation
    yield CASE_FILE, ("need", "noticed_on"), file.need.noticed_on
    yield CASE_FILE, ("child", "informed_on"), file.child.informed_on
    yield CASE_FILE, ("child", "view", "recorded_on"), file.child.view.recorded_on if file.child.view else None
    for i, consent in enumerate(case.consents):
        for key in ("given_on", "refused_on", "withdrawn_on"):
            yield CONSENT_FILE, ("consents", i, key), getattr(consent, key)
    for key in ("child", "guardians"):
        yield PREPARATION_FILE, (key, "done_on"), getattr(getattr(preparation, key, None), "done_on", None)
    met = preparation.professionals if preparation else None
    yield PREPARATION_FILE, ("professionals", "held_on"), met.held_on if met else None
    if invitation:
        yield INVITATION_FILE, ("sent_on",), invitation.sent_on
        if invitation.meeting and invitation.meeting.held:
            yield INVITATION_FILE, ("meeting", "date"), invitation.meeting.date
    yield PLAN_FILE, ("made_on",), case.plan.made_on if case.plan else None
    for name, one in case.follow_ups.items():
        yield name, ("date",), one.date if one.status == "held" else None
    for name, event in case.events.items():
        yield name, ("date",), event.date
    yield CLOSING_FILE, ("date",), case.closing.date if case.closing else None
    yield CLOSING_FILE, ("reopened_on",), case.closing.reopened_on if case.closing else None
    yield from _done_afterwards(case)


def _done_afterwards(case: Case) -> Iterator[Happened]:
    """Yield the days on which something that follows was done: told, copied, sent, registered."""
    file, plan = case.file, case.plan
    for i, consent in enumerate(case.consents):
        yield CONSENT_FILE, ("consents", i, "told_coordinator_on"), consent.told_coordinator_on
        for who, day in consent.informed.items():
            yield CONSENT_FILE, ("consents", i, "informed", who), day
    if plan:
        yield (
            PLAN_FILE,
            ("consent_to_plan", "asked_on"),
            plan.consent_to_plan.asked_on if plan.consent_to_plan else None,
        )
        for who, day in plan.copies.items():
            yield PLAN_FILE, ("copies", who), day
        for i, code in enumerate(plan.care_codes):
            yield PLAN_FILE, ("care_codes", i, "registered_on"), code.registered_on
        for i, survey in enumerate(plan.surveys):
            yield PLAN_FILE, ("surveys", i, "sent_on"), survey.sent_on
    for name, event in case.events.items():
        for key in ("assessed_on", "social_worker_told_on", "escalated_on", "resolved_on", "reported_on"):
            yield name, (key,), getattr(event, key)
    for who, day in (case.closing.informed if case.closing else {}).items():
        yield CLOSING_FILE, ("informed", who), day
    yield CASE_FILE, ("core_team", "first_meeting_on"), file.core_team.first_meeting_on if file.core_team else None
    said = file.discharge
    if said:
        for key in ("ready_notice_on", "call_sent_on"):
            yield CASE_FILE, ("discharge", key), getattr(said, key)
        for key in ("admitted_at", "admission_notice_at"):
            moment = getattr(said, key)
            yield CASE_FILE, ("discharge", key), moment.date() if moment else None


@rule(
    "date-in-future",
    reads=ALL_FILES,
    when_closed=True,
    asks=N_("What is recorded as having happened is not dated after today."),
    why=N_("Until that day it is not in force, and the rules judge the case without it."),
    mend=N_("Correct the date if it is wrong; otherwise nothing is to be done."),
)
def date_in_future(case: Case, params: object, today: date) -> Iterator[Hit]:
    for file, path, day in happened(case):
        if day and day > today:
            yield Hit(
                _("{key} is {date}, which is after today: it is not in force yet").format(key=path[-1], date=day),
                file=file,
                path=path,
            )


def ordered(case: Case) -> Iterator[tuple[Happened, Happened]]:
    """Yield pairs of days of which the first cannot come after the second."""
    file, invitation, plan = case.file, case.invitation, case.plan
    born: Happened = (CASE_FILE, ("child", "born"), file.child.born)
    noticed: Happened = (CASE_FILE, ("need", "noticed_on"), file.need.noticed_on)
    sent: Happened = (INVITATION_FILE, ("sent_on",), invitation.sent_on if invitation else None)
    met: Happened = (INVITATION_FILE, ("meeting", "date"), meeting_day(case))
    held = invitation is not None and invitation.meeting is not None and invitation.meeting.held
    planned_at: Happened = met if held else (INVITATION_FILE, ("meeting", "date"), None)
    made: Happened = (PLAN_FILE, ("made_on",), plan.made_on if plan else None)
    closed: Happened = (CLOSING_FILE, ("date",), case.closing.date if case.closing else None)
    opened: Happened = (CASE_FILE, ("opened",), file.opened)
    again: Happened = (CLOSING_FILE, ("reopened_on",), case.closing.reopened_on if case.closing else None)
    if again[2] is None or made[2] is None or again[2] > made[2]:
        yield made, closed  # a plan made anew after the case was reopened comes after the closing
    yield from ((born, noticed), (noticed, sent), (sent, met), (planned_at, made), (opened, closed), (closed, again))
    for i, consent in enumerate(case.consents):
        where = ("consents", i)
        given: Happened = (CONSENT_FILE, (*where, "given_on"), consent.given_on)
        yield given, (CONSENT_FILE, (*where, "valid_until"), consent.valid_until)
        yield given, (CONSENT_FILE, (*where, "withdrawn_on"), consent.withdrawn_on)
    for i, one in enumerate(file.representatives):
        where = ("representatives", i)
        yield (CASE_FILE, (*where, "from"), one.from_), (CASE_FILE, (*where, "to"), one.to)
    for i, intervention in enumerate(plan.interventions if plan else ()):
        where = ("interventions", i)
        yield (PLAN_FILE, (*where, "start"), intervention.start), (PLAN_FILE, (*where, "due"), intervention.due)
    for name, follow_up in case.follow_ups.items():
        if plan and plan.version == 1:  # a later version is made after follow-ups of the one before
            yield made, (name, ("date",), follow_up.date)
    for name, event in case.events.items():
        for key in ("assessed_on", "social_worker_told_on", "resolved_on", "reported_on"):
            yield (name, ("date",), event.date), (name, (key,), getattr(event, key))
    said = file.discharge
    if said and said.admitted_at:
        admitted: Happened = (CASE_FILE, ("discharge", "admitted_at"), said.admitted_at.date())
        notice = said.admission_notice_at.date() if said.admission_notice_at else None
        yield admitted, (CASE_FILE, ("discharge", "admission_notice_at"), notice)
        yield admitted, (CASE_FILE, ("discharge", "ready_notice_on"), said.ready_notice_on)


@rule(
    "date-order",
    reads=ALL_FILES,
    when_closed=True,
    asks=N_("Dates come in an order that is possible: invited before the meeting, the meeting before its plan ..."),
    why=N_("One of the dates is wrong, and deadlines are reckoned from it."),
    mend=N_("Find out which of the two is wrong, and correct it."),
)
def date_order(case: Case, params: object, today: date) -> Iterator[Hit]:
    for first, second in ordered(case):
        if first[2] and second[2] and first[2] > second[2]:
            yield Hit(
                _("{later} ({later_date}) is before {earlier} ({earlier_date}), which cannot be").format(
                    later=_key(second), later_date=second[2], earlier=_key(first), earlier_date=first[2]
                ),
                file=second[0],
                path=second[1],
                fix=f"sip edit {case.id} {second[0]}",
            )


def _key(happened: Happened) -> str:
    file, path, _day = happened
    return f"{file.removesuffix('.yaml')} {'.'.join(str(part) for part in path if isinstance(part, str))}"
