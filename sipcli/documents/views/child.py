"""What the child gets in hand: what a plan is, the invitation, the plan and its end, in the child's own words."""

from dataclasses import dataclass
from datetime import date

from sipcli.case.case import CHILD, Case
from sipcli.case.days import is_adult
from sipcli.case.meetings import booked_follow_ups
from sipcli.case.people import guardians, representatives
from sipcli.case.process_files import Invitee, Meeting
from sipcli.documents.material import Material
from sipcli.documents.views.around import (
    Around,
    ChildGoal,
    Helper,
    around_person,
    around_unit,
    goals_in_order,
    helpers,
)
from sipcli.documents.views.common import Person, caller, coordinator
from sipcli.documents.views.invitation import occasion
from sipcli.documents.views.occasion import minutes_between
from sipcli.documents.views.ways import ways
from sipcli.errors import NeedsUser
from sipcli.i18n import _


@dataclass(frozen=True)
class Occasion:
    """When and where one meets; `minutes` is how long it takes."""

    date: date | None
    time: str | None = None
    ends: str | None = None
    minutes: int | None = None
    place: str | None = None
    form: str | None = None


@dataclass(frozen=True)
class InformationView:
    """What a child is told before a plan is made (P2, P6, C10, C19).

    `decides` is who says yes: "adult" (the child itself, from 18), "mature" (a child who is mature enough decides, by
    the guideline), "guardian", or the kind of representative who stands in for them.
    """

    child: str
    decides: str
    asked_by: str | None
    support_person: str | None
    interpreter: bool
    interpreter_language: str | None
    sender: Person | None


@dataclass(frozen=True)
class InvitationChildView:
    """What the child's own invitation says (B4, B8, P4-P6), with how the child itself wants it."""

    child: str
    meeting_name: str
    meeting: Occasion
    chair: str | None
    coming: list[Around]
    prevented: list[Around]
    purpose: str | None
    questions: list[str]
    support_person: str | None
    participation: str | None
    spokesperson: str | None
    ways: list[str]
    wishes: str | None
    sender: Person | None
    replaces_earlier: bool
    changed: list[str]


@dataclass(frozen=True)
class PlanChildView:
    """What the child's own plan says (L1-L5, L8, L9, L11)."""

    child: str
    made_on: date
    needs: list[str]
    goals: list[ChildGoal]
    helpers: list[Helper]
    child_does: str | None
    guardians_do: str | None
    others_do: list[str]
    turn_to: str | None
    next_time: Occasion | None
    closed_on: date | None


@dataclass(frozen=True)
class ClosingChildView:
    """What the child is told when its plan ends (X1, X2): why, what went well, who goes on, where to turn."""

    child: str
    closed_on: date
    reason: str | None
    goals_met: list[str]
    helpers: list[Helper]
    turn_to: str | None


def information_child_view(of: Material) -> InformationView:
    """Return what a child is told before there is a plan."""
    case, child = of.case, of.case.file.child
    need = case.file.need
    asked = need.requested_by or need.noticed_by
    unit = case.unit(asked)
    support = case.preparation.support_person if case.preparation else None
    return InformationView(
        child=child.name,
        decides=_who_decides(of),
        asked_by=unit.name if unit else None,
        support_person=support.name if support else None,
        interpreter=bool(child.interpreter_language) or child.interpreter in ("needed", "booked"),
        interpreter_language=child.interpreter_language,
        sender=caller(case),
    )


def invitation_child_view(given: Material) -> InvitationChildView:
    """Return what the child's own invitation says; raises NeedsUser when nobody is invited yet."""
    of = occasion(given)
    case, invitation = of.case, of.case.invitation
    assert invitation is not None
    meeting = invitation.meeting or Meeting()
    again = invitation.sent_again[-1] if invitation.sent_again else None
    others = [one for one in invitation.invitees if one.who != CHILD and one.response != "passed-on"]
    prepared = case.preparation.child if case.preparation else None
    if given is not of:
        prepared = None  # what was said before the first meeting was said about that one
    support = case.preparation.support_person if case.preparation else None
    return InvitationChildView(
        child=case.file.child.name,
        meeting_name=of.terms["meeting"],
        meeting=Occasion(
            meeting.date,
            meeting.time,
            meeting.ends,
            minutes_between(meeting.time, meeting.ends),
            meeting.place,
            meeting.form,
        ),
        chair=meeting.chair,
        coming=[_invited(case, one) for one in others if one.response != "declined" or one.substitute],
        prevented=[_invited(case, one) for one in others if one.response == "declined" and not one.substitute],
        purpose=invitation.purpose,
        questions=list(invitation.questions),
        support_person=support.name if support else None,
        participation=prepared.participation if prepared else None,
        spokesperson=prepared.spokesperson if prepared else None,
        ways=ways(case, of.guideline).to_take_part,
        wishes=prepared.wishes if prepared else None,
        sender=caller(case),
        replaces_earlier=again is not None,
        changed=list(again.changed) if again else [],
    )


def plan_child_view(of: Material) -> PlanChildView:
    """Return what the child's own plan says; raises NeedsUser when there is none."""
    case, plan = of.case, of.case.plan
    if plan is None:
        raise NeedsUser(_("The case {case} has no plan yet. Begin it with “sip plan new {case}”.").format(case=case.id))
    own = plan.own_actions
    others = own.others if own else []
    return PlanChildView(
        child=case.file.child.name,
        made_on=plan.made_on,
        needs=list(plan.needs),
        goals=goals_in_order(plan.goals),
        helpers=helpers(case, ("planned", "not-started", "active", "completed")),
        child_does=own.child if own else None,
        guardians_do=own.guardians if own else None,
        others_do=[others] if isinstance(others, str) else list(others),
        turn_to=plan.contact_if_failing or _coordinator(case),
        next_time=_next_time(case, of.today),
        closed_on=case.closed_on(of.today),
    )


def closing_child_view(of: Material) -> ClosingChildView:
    """Return what the child is told when its plan ends; raises NeedsUser while the case is open."""
    case, closing = of.case, of.case.closing
    if closing is None or case.closed_on(max(of.today, closing.date)) is None:
        raise NeedsUser(_("The case {case} is not closed. Close it with “sip close {case}”.").format(case=case.id))
    plan = case.plan
    return ClosingChildView(
        child=case.file.child.name,
        closed_on=closing.date,
        reason=closing.reason,
        goals_met=[one.text for one in plan.goals if one.status == "met"] if plan else [],
        helpers=helpers(case, ("active",)),
        turn_to=closing.reentry_contact or _coordinator(case),
    )


def _who_decides(of: Material) -> str:
    case = of.case
    if is_adult(case.file.child.born, of.today):
        return "adult"
    if ways(case, of.guideline).mature_child_answers:
        return "mature"
    standing_in = representatives(case, of.today)
    return standing_in[0].kind if standing_in and not guardians(case, of.today) else "guardian"


def _invited(case: Case, one: Invitee) -> Around:
    """Return somebody invited as who comes: from a unit the one it has said, else its contact."""
    unit = around_unit(case, one.who, one.substitute or one.attends)
    return unit or around_person(case, one.who)


def _coordinator(case: Case) -> str | None:
    """Return the coordinator with how to reach it, in one line, None when the plan names none."""
    one = coordinator(case)
    return ", ".join(filter(None, (one.name, one.phone))) if one else None


def _next_time(case: Case, today: date) -> Occasion | None:
    """Return the next follow-up from `today` on; what is known of the last one says nothing about its place."""
    ahead = sorted((one for one in booked_follow_ups(case, today) if one[2] >= today), key=lambda one: one[2])
    if not ahead:
        return None
    file, path, day = ahead[0]
    one = case.follow_ups[file]
    if path != ("date",):
        return Occasion(day)
    return Occasion(day, one.time, one.ends, minutes_between(one.time, one.ends), one.place, one.form)
