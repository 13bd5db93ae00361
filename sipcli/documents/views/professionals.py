"""The invitation to the units that are called: what they are to bring, and what applies to them."""

from dataclasses import dataclass, field
from datetime import date

from sipcli.case.case import CHILD, Case
from sipcli.case.case_file import Unit
from sipcli.case.consents import Standing, answer
from sipcli.case.people import eligible_givers
from sipcli.documents.material import Material
from sipcli.documents.views.common import named
from sipcli.documents.views.invitation import InvitationView, invitation_view, occasion
from sipcli.documents.views.ways import ways
from sipcli.guidelines.loader import load_laws
from sipcli.guidelines.model import Guideline
from sipcli.rules.engine import judge

NOT_OBLIGED = ("employment-service", "social-insurance", "prison-service", "institutions-board")
"""Kinds of unit that the duty to take part does not cover, unless the case says that it does (B13)."""

ATTENDANCE, CHILD_UNKNOWN, CONCERN, MANDATE = "attendance", "child-unknown", "concern-report", "mandate"
IN_OWN_WORDS = (ATTENDANCE, CONCERN, MANDATE, "only-relevant", "only-necessary", "prepared-participants")
"""Reminders that this document says in its own words, or in their own place."""


CONSENT = (
    "consent-missing", "consent-guardian-missing", "consent-guardian-refused", "consent-withdrawn", "consent-expired",
    "consent-giver-expired",
)  # fmt: skip
"""Rules that say a unit lacks a consent that it needs."""


@dataclass(frozen=True)
class ConsentFor:
    """Somebody's consent to share with the reader: whose, for how long and about what (C2, C4, C5)."""

    giver: str
    given_on: date | None
    until: date | None
    types: list[str]


@dataclass(frozen=True)
class Called:
    """The unit that the invitation is for: what it was asked for, what it has answered, what covers it."""

    name: str
    contact: str | None
    role: str | None
    attends: str | None
    substitute: str | None
    declined: bool
    mandate: bool
    obliged: bool
    consents: list[ConsentFor] = field(default_factory=list)
    consent_is_complete: bool = False


@dataclass(frozen=True)
class ProfessionalsView(InvitationView):
    """What the invitation to professionals says besides what every invitation says (B9-B14, P16, I14).

    `unit` is the reader, where it is a unit. `must_attend`, `send_substitute` and `guardians_decide` say what the
    guideline asks of those called: to come, to send somebody else, or to let the one who calls decide with the
    guardians whether to meet all the same.
    """

    unit: Called | None = None
    must_attend: bool = False
    send_substitute: bool = False
    guardians_decide: bool = False
    money_outside: bool = False
    free_to_come: list[str] = field(default_factory=list)
    child_unknown: str | None = None
    concern: str | None = None
    concern_law: str | None = None
    law: str | None = None


def professionals_view(given: Material) -> ProfessionalsView:
    """Return what the invitation to professionals says; raises NeedsUser when there is no such invitation."""
    said = invitation_view(given)
    of = occasion(given)
    case, guideline = of.case, of.guideline
    invitation = case.invitation
    assert invitation is not None
    called = [unit for one in invitation.invitees if one.response != "passed-on" if (unit := case.unit(one.who))]
    mine = case.unit(of.reader)
    concerned = [mine] if mine else called
    day = said.date or of.today
    rules = guideline.applied()
    unknown = any(unit.child_known is False for unit in concerned)
    fields = vars(said) | {
        "reminders": guideline.reminded("invitation", of.spoken, without=(*IN_OWN_WORDS, CHILD_UNKNOWN))
    }
    return ProfessionalsView(
        **fields,
        unit=_called(of, mine) if mine else None,
        must_attend=_reminds(guideline, ATTENDANCE),
        send_substitute="substitute-missing" in rules,
        guardians_decide="absence-decision-missing" in rules,
        money_outside=_reminds(guideline, MANDATE),
        free_to_come=[] if mine else [unit.name for unit in called if not obliged(unit)],
        child_unknown=_reminder(of, CHILD_UNKNOWN) if unknown else None,
        concern=_reminder(of, CONCERN),
        concern_law=load_laws()[CONCERN].reference(of.today),
        law=None if ways(case, guideline).internal else load_laws()["sip-duty"].reference(day),
    )


def obliged(unit: Unit) -> bool:
    """Tell whether a unit that is called has to come (B12, B13)."""
    return unit.kind not in NOT_OBLIGED if unit.obliged is None else unit.obliged


def _reminds(guideline: Guideline, reminder: str) -> bool:
    one = guideline.reminders.get(reminder)
    return one is not None and not one.off


def _reminder(of: Material, reminder: str) -> str | None:
    one = of.guideline.reminders.get(reminder)
    return one.text.text(of.spoken) if one and one.text and not one.off else None


def _called(of: Material, unit: Unit) -> Called:
    invitation = of.case.invitation
    invitees = invitation.invitees if invitation else []
    said = next((one for one in invitees if one.who == unit.id), None)
    return Called(
        name=unit.name,
        contact=unit.contact.name if unit.contact else None,
        role=said.role if said else None,
        attends=said.attends if said else None,
        substitute=said.substitute if said else None,
        declined=bool(said and said.response == "declined"),
        mandate=bool(said and said.mandate),
        obliged=obliged(unit),
        consents=_consents(of.case, unit.id, of.today),
        consent_is_complete=not consent_lacking(of, unit.id),
    )


def consent_lacking(of: Material, unit: str) -> list[str]:
    """Return what the guideline's rules say is missing of the consent that covers a unit on the day, as sentences."""
    found = judge(of.case, of.guideline, of.today)
    return [one.message for one in found if one.rule in CONSENT and unit in one.about]


def _consents(case: Case, unit: str, day: date) -> list[ConsentFor]:
    """Return the consents that hold for a unit on a day, those who must be asked first, then the child's own."""
    givers = dict.fromkeys([*eligible_givers(case, day), CHILD])
    found = ((giver, answer(case, giver, unit, day)) for giver in givers)
    return [
        ConsentFor(
            named(case, giver),
            one.record.given_on,
            None if one.record.valid_until == date.max else one.record.valid_until,
            list(one.record.information_types),
        )
        for giver, one in found
        if one.standing is Standing.GIVEN and one.record
    ]
