"""The files of the steps before the plan and after it: preparation, invitation, follow-ups, events, closing."""

from typing import Annotated, Literal

from pydantic import Field

from sipcli.case.plan_file import CareCode, SurveySent
from sipcli.case.values import Clock, Day, Id, OpenList, Record, Ref, Text, Word

PARTICIPATIONS = ("whole", "part", "none", "letter", "spokesperson", "phone", "video", "in-writing", "recording")
"""Usual words for how somebody takes part in a meeting (P6, P7)."""

Reply = Annotated[str, OpenList("accepted", "declined", "unanswered", "passed-on")]
"""What somebody who is invited has answered (B9)."""


class Prepared(Record):
    """Somebody was prepared for the meeting (P1)."""

    done_on: Day | None = None
    by: Ref | None = None
    participation: Word | None = Field(None, description="how they want to take part (P6, P7)")
    spokesperson: Text | None = Field(None, description="who speaks for the child or reads the letter (P6, M10)")
    answers: dict[Word, Text] = Field(default_factory=dict, description="answers to the guideline's questions (P3)")
    meeting_form: Literal["physical", "digital", "hybrid"] | None = Field(None, description="the form wished (P14)")
    place: Text | None = Field(None, description="the place wished (P8)")
    participants: list[Text] = Field(default_factory=list, description="whom they want there, ids or names (P5)")
    not_to_raise: list[Text] = Field(default_factory=list, description="what is not to be brought up (P10)")
    wishes: Text | None = None
    withhold_from: list[Ref] = Field(default_factory=list, description="whose documents leave this record out")


class ProfessionalPreparation(Record):
    """Professionals met beforehand (P11, C16)."""

    asked_for_by: Ref | None = Field(None, description="the unit that asked for it (P11)")
    held_on: Day | None = None
    participants: list[Ref] = Field(default_factory=list)
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
    withhold_from: list[Ref] = Field(default_factory=list, description="whose documents leave this record out")


class Meeting(Record):
    """The meeting an invitation calls to."""

    date: Day | None = None
    time: Clock | None = None
    ends: Clock | None = Field(None, description="when it ends (M4)")
    place: Text | None = None
    form: Literal["physical", "digital", "hybrid"] | None = None
    form_agreed: bool | None = None
    secure_service: Text | None = Field(None, description="the secure video service of a digital meeting (P15)")
    chair: Text | None = None
    recorder: Text | None = None
    held: bool | None = None
    present: list[Ref] = Field(default_factory=list)
    absent: list[Ref] = Field(default_factory=list)
    child_participation: Word | None = Field(None, description="how the child took part (P6, P7)")
    child_represented_by: Text | None = Field(None, description="who spoke for a child who was not there (M10)")
    child_told_on: Day | None = Field(None, description="when the child was told what was said (M10)")
    delay_reason: Text | None = Field(None, description="why it waits, from the child's situation (M1)")
    absence_decision: AbsenceDecision | None = None
    decisions_waiting: list[DecisionWaiting] = Field(default_factory=list)


class Invitee(Record):
    """Somebody who is invited."""

    who: Ref
    role: Text | None = Field(None, description="the part they have at the meeting (B6)")
    response: Reply | None = Field(None, description="accepted, declined, unanswered ... (B9)")
    replied_on: Day | None = None
    attends: Text | None = Field(None, description="who comes from the unit (B9)")
    passed_to: Ref | None = Field(None, description="the right unit, when this one was the wrong one (B14)")
    mandate: bool | None = Field(None, description="they may decide for their unit (P16)")
    substitute: Text | None = Field(None, description="who comes instead (B10)")


class SentAgain(Record):
    """An invitation that was sent again, and what had changed."""

    on: Day
    changed: list[Word] = Field(default_factory=list, description="date, time, place, invitees, content")


class Calling(Record):
    """What an invitation says, to whichever meeting."""

    sent_on: Day | None = Field(None, description="when those invited were told of the meeting's day")
    sent_again: list[SentAgain] = Field(default_factory=list)
    form: Literal["written", "oral"] | None = None
    reason: Text | None = Field(None, description="why the meeting is needed (B4)")
    purpose: Text | None = Field(None, description="what it should lead to, the long-term goal (B3, B5)")
    questions: list[Text] = Field(default_factory=list)
    agenda: list[Text] = Field(default_factory=list)
    invitees: list[Invitee] = Field(default_factory=list)


class Invitation(Calling):
    """invitation.yaml: the invitation and the meeting it calls to."""

    lead_time_exception: LeadTimeException | None = None
    meeting: Meeting | None = None


class AskedBeforehand(Record):
    """Who was asked before a follow-up (F4): a day, or true."""

    child: Day | bool | None = None
    guardians: Day | bool | None = None


class GoalOutcome(Record):
    """How a goal stood at a follow-up."""

    goal: Ref
    outcome: Word | None = None
    comment: Text | None = None


class InterventionOutcome(Record):
    """How an intervention stood at a follow-up (F5)."""

    intervention: Ref
    outcome: Word | None = Field(None, description="works, works-partly, does-not-work, not-done ...")
    comment: Text | None = None


class Substitute(Record):
    """Who came in somebody's place (B10)."""

    who: Ref
    name: Text | None = None


class FollowUp(Record):
    """follow-ups/DATE.yaml: one occasion."""

    date: Day
    time: Clock | None = None
    ends: Clock | None = None
    place: Text | None = None
    form: Literal["physical", "digital", "hybrid"] | None = None
    chair: Text | None = None
    recorder: Text | None = None
    participants: list[Ref] = Field(default_factory=list)
    invitation: Calling | None = Field(None, description="the invitation to this occasion")
    status: Literal["booked", "held", "cancelled"]
    cancelled_reason: Text | None = None
    present: list[Ref] = Field(default_factory=list)
    absent: list[Ref] = Field(default_factory=list)
    substitutes: dict[Ref, Text] | list[Substitute] | list[Text] = Field(default_factory=list)
    asked_beforehand: AskedBeforehand | None = None
    child_participation: Word | None = Field(None, description="how the child took part (P6, P7)")
    child_represented_by: Text | None = Field(None, description="who spoke for a child who was not there (M10)")
    child_told_on: Day | None = Field(None, description="when the child was told what was said (M10)")
    answers: dict[Word, Text] = Field(default_factory=dict, description="answers to the guideline's questions (F5)")
    decisions_waiting: list[DecisionWaiting] = Field(default_factory=list)
    goals: list[GoalOutcome] = Field(default_factory=list)
    interventions: list[InterventionOutcome] = Field(default_factory=list)
    care_codes: list[CareCode] = Field(default_factory=list)
    surveys: list[SurveySent] = Field(default_factory=list)
    next_on: Day | None = Field(None, description="the next occasion (F6)")
    comment: Text | None = None
    withhold_from: list[Ref] = Field(default_factory=list, description="whose documents leave this occasion out")


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
    withhold_from: list[Ref] = Field(default_factory=list, description="whose documents leave this happening out")


class Closing(Record):
    """closing.yaml."""

    date: Day
    reason: Literal["goals-met", "no-longer-needed", "consent-withdrawn"] | None = None
    informed: dict[Ref, Day] = Field(default_factory=dict)
    reentry_contact: Text | None = None
    documented: dict[Ref, Day] = Field(
        default_factory=dict, description="which unit noted the end in its own system, and when (X3)"
    )
    reopened_on: Day | None = Field(None, description="the case is open again from this day")
    reopened_reason: Text | None = None
    comment: Text | None = None
