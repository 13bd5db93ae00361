"""The files of the steps before the plan and after it: preparation, invitation, follow-ups, events, closing."""

from typing import Annotated, Literal

from pydantic import Field

from sipcli.case.plan_file import CareCode, SurveySent
from sipcli.case.values import Clock, Day, Id, OpenList, Record, Ref, Text, Word


class Prepared(Record):
    """Somebody was prepared for the meeting (P1)."""

    done_on: Day | None = None
    by: Ref | None = None
    participation: Word | None = Field(None, description="whole, part, none, letter, spokesperson ... (P6, P7)")
    wishes: Text | None = None


class ProfessionalPreparation(Record):
    """Professionals met beforehand (P11, C16)."""

    held_on: Day | None = None
    guardian_consent: bool | None = None
    comment: Text | None = None


class SupportPerson(Record):
    """The adult who is there for the child at the meeting (P4)."""

    name: Text
    unit: Ref | None = None


class Preparation(Record):
    """preparation.yaml."""

    child: Prepared | None = None
    guardians: Prepared | None = None
    professionals: ProfessionalPreparation | None = None
    support_person: SupportPerson | None = None


class LeadTimeException(Record):
    """A shorter notice agreed in dialogue (B2)."""

    agreed_with: list[Ref] = Field(default_factory=list)
    agreed_on: Day | None = None
    reason: Text | None = None


class AbsenceDecision(Record):
    """Hold or cancel when somebody cannot come (B11)."""

    decision: Word | None = Field(None, description="hold or cancel")
    decided_with: list[Ref] = Field(default_factory=list)
    decided_on: Day | None = None


class DecisionWaiting(Record):
    """A decision that waits for somebody who was not there (M9)."""

    about: Text
    waits_for: Text
    fed_back_on: Day | None = None


class Meeting(Record):
    """The meeting an invitation calls to."""

    date: Day | None = None
    time: Clock | None = None
    place: Text | None = None
    form: Literal["physical", "digital", "hybrid"] | None = None
    form_agreed: bool | None = None
    secure_service: Text | None = Field(None, description="the secure video service of a digital meeting (P15)")
    chair: Text | None = None
    recorder: Text | None = None
    held: bool | None = None
    absent: list[Ref] = Field(default_factory=list)
    delay_reason: Text | None = Field(None, description="why it waits, from the child's situation (M1)")
    absence_decision: AbsenceDecision | None = None
    decisions_waiting: list[DecisionWaiting] = Field(default_factory=list)


class Invitee(Record):
    """Somebody who is invited."""

    who: Ref
    role: Text | None = Field(None, description="the part they have at the meeting (B6)")
    response: Annotated[str, OpenList("accepted", "declined", "unanswered", "passed-on")] | None = Field(
        None, description="accepted, declined, unanswered ... (B9)"
    )
    mandate: bool | None = Field(None, description="they may decide for their unit (P16)")
    substitute: Text | None = Field(None, description="who comes instead (B10)")


class Invitation(Record):
    """invitation.yaml: the invitation and the meeting it calls to."""

    sent_on: Day | None = None
    form: Literal["written", "oral"] | None = None
    reason: Text | None = Field(None, description="why the meeting is needed (B4)")
    purpose: Text | None = Field(None, description="what it should lead to, the long-term goal (B3, B5)")
    questions: list[Text] = Field(default_factory=list)
    agenda: list[Text] = Field(default_factory=list)
    lead_time_exception: LeadTimeException | None = None
    meeting: Meeting | None = None
    invitees: list[Invitee] = Field(default_factory=list)


class AskedBeforehand(Record):
    """Who was asked before a follow-up (F4): a day, or true."""

    child: Day | bool | None = None
    guardians: Day | bool | None = None


class GoalOutcome(Record):
    """How a goal stood at a follow-up."""

    goal: Ref
    outcome: Word | None = None
    comment: Text | None = None


class Substitute(Record):
    """Who came in somebody's place (B10)."""

    who: Ref
    name: Text | None = None


class FollowUp(Record):
    """follow-ups/DATE.yaml: one occasion."""

    date: Day
    time: Clock | None = None
    place: Text | None = None
    participants: list[Ref] = Field(default_factory=list)
    status: Literal["booked", "held", "cancelled"]
    absent: list[Ref] = Field(default_factory=list)
    substitutes: dict[Ref, Text] | list[Substitute] | list[Text] = Field(default_factory=list)
    asked_beforehand: AskedBeforehand | None = None
    goals: list[GoalOutcome] = Field(default_factory=list)
    care_codes: list[CareCode] = Field(default_factory=list)
    surveys: list[SurveySent] = Field(default_factory=list)
    next_on: Day | None = Field(None, description="the next occasion (F6)")
    comment: Text | None = None


class TemporaryResponsibility(Record):
    """Who answers for what while a dispute is open (W4)."""

    unit: Ref | None = None
    what: Text | None = None
    agreed_on: Day | None = None


class Event(Record):
    """events/DATE-KIND.yaml: a happening, a deviation or a dispute."""

    id: Id | None = None
    date: Day
    kind: Word
    assessed_on: Day | None = Field(None, description="when the coordinator decided what follows (F2)")
    decision: Text | None = None
    social_worker_told_on: Day | None = Field(None, description="asylum-rejection (E3)")
    parties: list[Ref] = Field(default_factory=list)
    about: Text | list[Text] | None = None
    escalation_level: Literal["nearest-manager", "line-organisation", "delregional"] | None = None
    escalated_on: Day | None = None
    temporary_responsibility: TemporaryResponsibility | Text | None = None
    resolved_on: Day | None = None
    reported_on: Day | None = None
    comment: Text | None = None


class Closing(Record):
    """closing.yaml."""

    date: Day
    reason: Literal["goals-met", "no-longer-needed", "consent-withdrawn"] | None = None
    informed: dict[Ref, Day] = Field(default_factory=dict)
    reentry_contact: Text | None = None
    comment: Text | None = None
