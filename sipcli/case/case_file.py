"""case.yaml: the child, the people and units around it, the need, the route."""

from typing import Annotated, Literal

from pydantic import Field

from sipcli.case.values import Day, Id, LastDay, Moment, OpenList, Record, Ref, Text, Word

SWEDISH_KINDS = {
    "skola": "school",
    "grundskola": "school",
    "gymnasieskola": "school",
    "förskola": "preschool",
    "elevhälsa": "student-health",
    "elevhälsan": "student-health",
    "socialtjänst": "social-services",
    "socialtjänsten": "social-services",
    "primärvård": "primary-care",
    "vårdcentral": "health-centre",
    "specialistvård": "specialist-care",
    "bup": "child-psychiatry",
    "habilitering": "habilitation",
    "habiliteringen": "habilitation",
    "familjehem": "foster-home",
    "hvb": "care-home",
    "arbetsförmedlingen": "employment-service",
    "försäkringskassan": "social-insurance",
}
SWEDISH_PRINCIPALS = {
    "kommun": "municipality",
    "kommunen": "municipality",
    "regionen": "region",
    "enskild": "independent-operator",
    "enskild-huvudman": "independent-operator",
    "privat": "independent-operator",
    "stat": "state",
    "staten": "state",
}
"""What a coordinator writes in Swedish: understood on the command line, pointed out in a file."""

UNIT_KINDS = (
    "school",
    "preschool",
    "student-health",
    "social-services",
    "primary-care",
    "health-centre",
    "specialist-care",
    "child-psychiatry",
    "habilitation",
    "foster-home",
    "care-home",
    "employment-service",
    "social-insurance",
)
UNIT_PRINCIPALS = ("municipality", "region", "independent-operator", "state")

UnitKind = Annotated[str, OpenList(*UNIT_KINDS, swedish=SWEDISH_KINDS)]
Principal = Annotated[str, OpenList(*UNIT_PRINCIPALS, swedish=SWEDISH_PRINCIPALS)]
RepresentativeKind = Annotated[
    str,
    OpenList(
        "god-man",
        "administrator",
        "power-of-attorney",
        "general-power-of-attorney",
        "lasting-power-of-attorney",
        "proxy",
        "specially-appointed-guardian",
    ),
]


Custody = Annotated[str, OpenList("joint", "sole", "specially-appointed", "none")]
"""Who has custody: two guardians together, one alone, somebody appointed by a court, or nobody here."""


class View(Record):
    """The child's own view of a SIP (C10)."""

    toward: Word | None = Field(None, description="for, against, unsure ...")
    recorded_on: Day | None = None
    maturity_assessed: bool | None = None
    comment: Text | None = None


class Child(Record):
    """The child the case is about."""

    name: Text
    born: Day
    phone: Text | None = None
    informed_on: Day | None = Field(None, description="when the child was told what a SIP is (C10)")
    view: View | None = Field(None, description="what the child thinks of it (C10)")
    interpreter: Word | None = Field(None, description="needed, not-needed, offered, booked ... (P2)")
    interpreter_language: Text | None = Field(None, description="the language of the interpreter (P2)")
    picture_support: Word | None = Field(None, description="needed, not-needed, offered ... (P2)")
    withhold_from: list[Ref] = Field(
        default_factory=list, description="whose documents leave out how to reach the child"
    )


class Prevented(Record):
    """Why a guardian cannot take part in a decision (FB 6:13)."""

    since: Day
    reason: Text
    decision_urgent: bool = Field(False, description="the decision cannot wait without harm to the child")


class Guardian(Record):
    """A guardian; two guardians mean joint custody."""

    id: Id
    name: Text
    phone: Text | None = None
    email: Text | None = None
    prevented: Prevented | None = None
    withhold_from: list[Ref] = Field(
        default_factory=list, description="whose documents leave out how to reach this person"
    )


class Representative(Record):
    """Somebody who acts in a guardian's or an adult's place (C13)."""

    id: Id
    kind: RepresentativeKind
    name: Text
    from_: Day | None = Field(None, alias="from", description="first day of the mandate")
    to: LastDay | None = Field(None, description="last day of the mandate; 9999-12-31 for no end")
    phone: Text | None = None
    email: Text | None = None
    withhold_from: list[Ref] = Field(
        default_factory=list, description="whose documents leave out how to reach this person"
    )


class Relative(Record):
    """A relative or another person near the child who may be invited (C20)."""

    id: Id
    name: Text
    relation: Text | None = None
    phone: Text | None = None
    withhold_from: list[Ref] = Field(default_factory=list, description="whose documents leave this record out")


class Contact(Record):
    """The person to reach at a unit."""

    name: Text
    role: Text | None = None
    phone: Text | None = None
    email: Text | None = None
    unit: Ref | None = None


class Unit(Record):
    """A unit that takes part: a school, social services, a clinic ..."""

    id: Id
    name: Text
    kind: UnitKind
    operator: Word | None = Field(None, description="who runs a school: municipal, independent ...")
    principal: Principal = Field(description="municipality, region, independent-operator ...")
    child_known: bool | None = Field(None, description="the child is already known there (B14)")
    obliged: bool | None = Field(None, description="false for those who need not come (B13)")
    contact: Contact | None = None
    sees: Literal["whole", "own-part"] | None = Field(
        None, description="own-part: documents for this unit leave out what other units have in the plan"
    )
    withhold_from: list[Ref] = Field(
        default_factory=list, description="whose documents leave this unit and its part out"
    )


class ChildBestResponsible(Record):
    """The child-best-responsible person (barnensbästa-ansvarig, I7)."""

    unit: Ref | None = None
    name: Text
    informed_on: Day | None = None


class Need(Record):
    """The need of coordination: when it was noticed and by whom."""

    noticed_on: Day
    noticed_by: Ref = Field(description="id of the unit that noticed the need (I4)")
    requested_by: Ref | None = Field(None, description="the child or the person who asked for a plan (I5, I12)")
    reasons: list[Word] = Field(default_factory=list, description="what the need shows itself as (I2, I3)")


class OtherPlan(Record):
    """An individual plan that the child already has, of another kind (I16)."""

    kind: Word = Field(description="a word from the guideline's list, or the county's own")
    unit: Ref | None = None
    comment: Text | None = None
    withhold_from: list[Ref] = Field(default_factory=list, description="whose documents leave this record out")


class Placement(Record):
    """A placement outside the home (E2)."""

    decided_on: Day | None = None


class CoreTeam(Record):
    """The three around an unaccompanied child (navet, E1)."""

    social_worker: Text | None = None
    representative: Ref | None = None
    caregiver: Text | None = None
    first_meeting_on: Day | None = None


class Discharge(Record):
    """A discharge from inpatient care (U1, lag 2017:612)."""

    admitted_at: Moment | None = None
    admission_notice_at: Moment | None = None
    planning_on: Day | None = Field(None, description="when the planning before the discharge began")
    care_contact: Contact | None = None
    ready_notice_on: Day | None = None
    needs_from: list[Principal] = Field(default_factory=list)
    call_sent_on: Day | None = None
    went_home_on: Day | None = Field(None, description="the day of coming home; the meeting is held after it")


class Accepted(Record):
    """A finding that can no longer be mended and was accepted, with the reason."""

    rule: Text
    about: list[Ref] | Ref = Field(default_factory=list)
    reason: Text
    by: Text
    on: Day
    facts: Text | None = Field(None, description="mark of the facts accepted; when they change the finding is back")

    def concerns(self, rule: str, about: tuple[str, ...], facts: str) -> bool:
        """Tell whether this accepts a finding of `rule` about `about` that rests on `facts`."""
        mine = {self.about} if isinstance(self.about, str) else set(self.about)
        return self.rule == rule and (not mine or mine == set(about)) and self.facts in (None, facts)


class RuleException(Record):
    """What was done although a rule forbids it, and why; the finding stays."""

    rule: Text
    about: list[Ref] = Field(default_factory=list)
    reason: Text
    by: Text
    on: Day


class CaseFile(Record):
    """case.yaml."""

    id: Id
    follows: Id | None = Field(None, description="id of the closed case that this one goes on from")
    guideline: Text | None = Field(None, description="id of the guideline; the archive's own when left out")
    route: Literal["hlt", "outside-hlt", "discharge", "internal"] | None = None
    opened: Day
    child: Child
    custody: Custody | None = Field(None, description="joint asks for two guardians, sole for one")
    guardians: list[Guardian] = Field(default_factory=list)
    representatives: list[Representative] = Field(default_factory=list)
    relatives: list[Relative] = Field(default_factory=list)
    units: list[Unit] = Field(default_factory=list)
    coordinating_unit: Ref | None = Field(None, description="the unit that coordinates before there is a plan (I8)")
    child_best_responsible: ChildBestResponsible | None = None
    need: Need
    other_plans: list[OtherPlan] = Field(default_factory=list, description="individual plans of other kinds (I16)")
    placement: Placement | None = None
    core_team: CoreTeam | None = None
    discharge: Discharge | None = None
    accepted: list[Accepted] = Field(default_factory=list)
    exceptions: list[RuleException] = Field(
        default_factory=list, description="what was done although a rule forbids it, and why"
    )
