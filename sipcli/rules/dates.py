"""Dates that cannot be: recorded before they have happened, or in an order that they cannot have."""

from collections.abc import Iterator
from datetime import date, datetime

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
from sipcli.case.process_files import Calling, FollowUp, Meeting, TemporaryResponsibility
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule

Happened = tuple[str, Path, date | None]
ALL_FILES = (CONSENT_FILE, PREPARATION_FILE, INVITATION_FILE, PLAN_FILE, FOLLOW_UPS, EVENTS, CLOSING_FILE)
AFTER_EVENT = ("assessed_on", "social_worker_told_on", "escalated_on", "resolved_on", "reported_on")
IN_DISCHARGE = ("admitted_at", "admission_notice_at", "planning_on", "ready_notice_on", "call_sent_on", "went_home_on")
"""The steps of a discharge with a day; none of the others comes before the first, the admission."""


def _days(file: str, where: Path, record: object | None, *keys: str) -> list[Happened]:
    """Return the days that stand under keys of a record, without those that are left out."""
    return [(file, (*where, key), day) for key in keys if (day := getattr(record, key, None))] if record else []


def happened(case: Case) -> Iterator[Happened]:
    """Yield (file, path, day) of what the files record as having happened; the day is None where none is written."""
    file, invitation, preparation = case.file, case.invitation, case.preparation
    yield CASE_FILE, ("need", "noticed_on"), file.need.noticed_on
    yield CASE_FILE, ("child", "informed_on"), file.child.informed_on
    if file.child.view:
        yield CASE_FILE, ("child", "view", "recorded_on"), file.child.view.recorded_on
    if file.child_best_responsible:
        yield CASE_FILE, ("child_best_responsible", "informed_on"), file.child_best_responsible.informed_on
    for i, consent in enumerate(case.consents):
        yield from _days(CONSENT_FILE, ("consents", i), consent, "given_on", "refused_on", "withdrawn_on")
    if preparation and preparation.child:
        yield PREPARATION_FILE, ("child", "done_on"), preparation.child.done_on
    if preparation and preparation.guardians:
        yield PREPARATION_FILE, ("guardians", "done_on"), preparation.guardians.done_on
    if preparation and preparation.professionals:
        yield PREPARATION_FILE, ("professionals", "held_on"), preparation.professionals.held_on
    if invitation:
        yield INVITATION_FILE, ("sent_on",), invitation.sent_on
        if invitation.meeting and invitation.meeting.held:
            yield INVITATION_FILE, ("meeting", "date"), invitation.meeting.date
    yield PLAN_FILE, ("made_on",), case.plan.made_on if case.plan else None
    for name, one in case.follow_ups.items():
        yield name, ("date",), one.date if one.status == "held" else None
    for name, event in case.events.items():
        yield name, ("date",), event.date
    yield from _days(CLOSING_FILE, (), case.closing, "date", "reopened_on")
    yield from _done_afterwards(case)


def _done_afterwards(case: Case) -> Iterator[Happened]:
    """Yield the days on which something that follows was done: told, copied, sent, registered."""
    file, plan = case.file, case.plan
    for i, consent in enumerate(case.consents):
        if consent.told_coordinator_on:
            yield CONSENT_FILE, ("consents", i, "told_coordinator_on"), consent.told_coordinator_on
        if consent.maturity:
            yield CONSENT_FILE, ("consents", i, "maturity", "assessed_on"), consent.maturity.assessed_on
        if consent.assessment:
            yield CONSENT_FILE, ("consents", i, "assessment", "assessed_on"), consent.assessment.assessed_on
        for who, day in consent.informed.items():
            yield CONSENT_FILE, ("consents", i, "informed", who), day
    if plan:
        if plan.consent_to_plan:
            yield PLAN_FILE, ("consent_to_plan", "asked_on"), plan.consent_to_plan.asked_on
        for who, day in plan.copies.items():
            yield PLAN_FILE, ("copies", who), day
        for i, code in enumerate(plan.care_codes):
            yield PLAN_FILE, ("care_codes", i, "registered_on"), code.registered_on
        for i, survey in enumerate(plan.surveys):
            yield PLAN_FILE, ("surveys", i, "sent_on"), survey.sent_on
    for name, one in case.follow_ups.items():
        for i, code in enumerate(one.care_codes):
            yield name, ("care_codes", i, "registered_on"), code.registered_on
        for i, survey in enumerate(one.surveys):
            yield name, ("surveys", i, "sent_on"), survey.sent_on
    for name, event in case.events.items():
        yield from _days(name, (), event, *AFTER_EVENT)
        if isinstance(event.temporary_responsibility, TemporaryResponsibility):
            yield name, ("temporary_responsibility", "agreed_on"), event.temporary_responsibility.agreed_on
    for key in ("informed", "documented") if case.closing else ():
        for who, day in getattr(case.closing, key).items():
            yield CLOSING_FILE, (key, who), day
    if file.core_team:
        yield CASE_FILE, ("core_team", "first_meeting_on"), file.core_team.first_meeting_on
    yield from _in_discharge(case)
    yield from _around_meetings(case)


def _in_discharge(case: Case) -> Iterator[Happened]:
    """Yield the days of a discharge's steps, in their order."""
    for key in IN_DISCHARGE if case.file.discharge else ():
        said = getattr(case.file.discharge, key)
        yield CASE_FILE, ("discharge", key), said.date() if isinstance(said, datetime) else said


def _around_meetings(case: Case) -> Iterator[Happened]:
    """Yield the days on which a meeting was replied to or called anew, and on which what came of it was told."""
    invitation = case.invitation
    if invitation:
        yield from _of_calling(INVITATION_FILE, (), invitation)
        if invitation.lead_time_exception:
            yield INVITATION_FILE, ("lead_time_exception", "agreed_on"), invitation.lead_time_exception.agreed_on
    meeting = invitation.meeting if invitation else None
    if meeting and meeting.absence_decision:
        yield INVITATION_FILE, ("meeting", "absence_decision", "decided_on"), meeting.absence_decision.decided_on
    if meeting:
        yield from _told(INVITATION_FILE, ("meeting",), meeting)
    for name, one in case.follow_ups.items():
        yield from _told(name, (), one)
        if one.invitation:
            yield name, ("invitation", "sent_on"), one.invitation.sent_on
            yield from _of_calling(name, ("invitation",), one.invitation)


def _sent_again(file: str, where: Path, calling: Calling) -> Iterator[Happened]:
    for i, again in enumerate(calling.sent_again):
        yield file, (*where, "sent_again", i, "on"), again.on


def _of_calling(file: str, where: Path, calling: Calling) -> Iterator[Happened]:
    yield from _sent_again(file, where, calling)
    for i, invitee in enumerate(calling.invitees):
        if invitee.replied_on:
            yield file, (*where, "invitees", i, "replied_on"), invitee.replied_on


def _told(file: str, where: Path, met: Meeting | FollowUp) -> Iterator[Happened]:
    yield file, (*where, "child_told_on"), met.child_told_on
    for i, one in enumerate(met.decisions_waiting):
        yield file, (*where, "decisions_waiting", i, "fed_back_on"), one.fed_back_on


@rule(
    "date-in-future",
    reads=ALL_FILES,
    when_closed=True,
    asks=N_("What is recorded as having happened is not dated after today."),
    why=N_("Until that day it is not in force, and the rules judge the case without it."),
    mend=N_("Correct the date if it is wrong; otherwise nothing is to be done."),
)
def date_in_future(case: Case, params: object, today: date) -> Iterator[Hit]:
    recorded = [*happened(case)]
    if max(day for _file, _path, day in recorded if day) <= today:  # in nearly every case; the need has a day at least
        return
    for file, path, day in recorded:
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
        yield from (((name, ("date",), event.date), after) for after in _days(name, (), event, *AFTER_EVENT))
    admitted, *steps = [*_in_discharge(case)] or [(CASE_FILE, (), None)]
    yield from ((admitted, step) for step in steps)
    if invitation:
        yield from ((again, met) for again in _sent_again(INVITATION_FILE, (), invitation))
    if held and invitation and invitation.meeting:
        yield met, (INVITATION_FILE, ("meeting", "child_told_on"), invitation.meeting.child_told_on)
    for name, follow_up in case.follow_ups.items():
        yield from _order_of_follow_up(name, follow_up)


def _order_of_follow_up(name: str, one: FollowUp) -> Iterator[tuple[Happened, Happened]]:
    """Yield the pairs within one follow-up."""
    day: Happened = (name, ("date",), one.date)
    if one.status == "held":
        yield day, (name, ("child_told_on",), one.child_told_on)
    if one.invitation:
        yield (name, ("invitation", "sent_on"), one.invitation.sent_on), day
        yield from ((again, day) for again in _sent_again(name, ("invitation",), one.invitation))


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
