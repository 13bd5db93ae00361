"""plan.yaml: needs, goals, interventions and who answers for what."""

from typing import Annotated, Literal

from pydantic import Field

from sipcli.case.case_file import Principal
from sipcli.case.values import Day, Id, OpenList, Record, Ref, Text, Word

InterventionStatus = Annotated[str, OpenList("planned", "not-started", "active", "completed", "cancelled")]
ENDED = ("completed", "cancelled")
"""Statuses of an intervention that nobody is to do any more."""


class Goal(Record):
    """A goal; a short one may be part of a long one (L1, L2)."""

    id: Id | None = None
    term: Literal["long", "short"]
    part_of: Ref | None = None
    text: Text
    status: Literal["open", "met", "dropped"] = "open"
    withhold_from: list[Ref] = Field(
        default_factory=list, description="whose documents leave this goal and its parts out"
    )


class Intervention(Record):
    """What a unit does towards a goal (L3, L4)."""

    id: Id | None = None
    goal: Ref | None = None
    what: Text
    unit: Ref | None = None
    who: Text | None = None
    start: Day | None = None
    due: Day | None = None
    frequency: Text | None = None
    where: Text | None = None
    status: InterventionStatus = "planned"
    withhold_from: list[Ref] = Field(default_factory=list, description="whose documents leave this intervention out")


class OwnActions(Record):
    """What the child, the guardians and others do themselves (L5)."""

    child: Text | None = None
    guardians: Text | None = None
    others: list[Text] | Text = Field(default_factory=list)


class Coordinator(Record):
    """The coordinator and the lead principal (L6-L8)."""

    unit: Ref | None = None
    name: Text | None = None
    principal: Principal | None = None
    phone: Text | None = None
    shared_with: list[Ref] = Field(default_factory=list)


class ConsentToPlan(Record):
    """Does the person consent to what was planned? (C18)."""

    asked_on: Day | None = None
    answer: Text | None = None


class Signatures(Record):
    """Signatures offered and made (L12)."""

    offered_to_all: bool | None = None
    signed: list[Ref] = Field(default_factory=list)


class CareCode(Record):
    """A care code registered by a unit (KVÅ, L17)."""

    code: Text
    registered_on: Day | None = None
    unit: Ref | None = None


class SurveySent(Record):
    """A survey that was sent (X4)."""

    at: Word
    sent_on: Day | None = None
    to: list[Ref] = Field(default_factory=list)


class Plan(Record):
    """plan.yaml: the plan in force; its earlier versions are in git."""

    version: int = 1
    made_on: Day
    needs: list[Text] = Field(default_factory=list)
    goals: list[Goal] = Field(default_factory=list)
    interventions: list[Intervention] = Field(default_factory=list)
    own_actions: OwnActions | None = None
    coordinator: Coordinator | None = None
    contact_if_failing: Text | None = Field(None, description="whom to contact if the plan fails (L9)")
    consent_to_plan: ConsentToPlan | None = None
    signatures: Signatures | None = None
    copies: dict[Ref, Day] = Field(default_factory=dict, description="who got a copy, and when (L14)")
    care_codes: list[CareCode] = Field(default_factory=list)
    surveys: list[SurveySent] = Field(default_factory=list)
