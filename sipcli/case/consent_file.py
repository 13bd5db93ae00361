"""consent.yaml: who says what, for which units, until when."""

from typing import Literal

from pydantic import Field

from sipcli.case.values import Day, Id, LastDay, Record, Ref, Text, Word


class Maturity(Record):
    """An assessment of whether the child is mature enough to decide on its own consent (C12)."""

    assessed_on: Day
    by: Ref
    sufficient: bool
    measure: Text | None = Field(None, description="what the question is about")
    intrusion: Text | None = Field(None, description="how great the intrusion is")
    urgency: Text | None = Field(None, description="how urgent it is")
    complexity: Text | None = Field(None, description="how complex the question is")
    comment: Text | None = None


class Assessment(Record):
    """Why a unit shares for somebody who cannot consent and has nobody who can (C13)."""

    assessed_on: Day
    by: Ref
    comment: Text | None = None


class Consent(Record):
    """One form or conversation: one person's answer for some units (C1-C9)."""

    id: Id | None = None
    giver: Ref
    units: list[Ref]
    status: Literal["given", "refused", "unanswered", "withdrawn"]
    basis: Literal["consent", "presumed-consent", "harm-assessment"] | None = Field(
        None, description="what it rests on when nobody can consent (C13); consent when left out"
    )
    assessment: Assessment | None = Field(None, description="the assessment behind another basis (C13)")
    form: Literal["written", "oral"] | None = None
    given_on: Day | None = None
    valid_until: LastDay | None = Field(None, description="last day the consent holds (C5)")
    information_types: list[Word] = Field(default_factory=list, description="what may be shared (C4)")
    journal_ref: Text | None = Field(None, description="where an oral consent is documented (C7)")
    maturity: Maturity | None = None
    refused_on: Day | None = None
    considered: list[Word] = Field(
        default_factory=list, description="the guideline's check questions gone through at a refusal (C14)"
    )
    withdrawn_on: Day | None = None
    told_coordinator_on: Day | None = Field(None, description="when the coordinator was told of a withdrawal (C9)")
    informed: dict[Ref, Day] = Field(default_factory=dict, description="who was told of a withdrawal, and when (C9)")
    withhold_from: list[Ref] = Field(default_factory=list, description="whose documents leave this record out")
    comment: Text | None = None


class ConsentFile(Record):
    """consent.yaml."""

    consents: list[Consent] = Field(default_factory=list)
