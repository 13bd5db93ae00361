"""The core team around an unaccompanied child (navet): the paper for its first meeting (E1, E2, E5)."""

from dataclasses import dataclass, replace
from datetime import date

from sipcli.case.case import CHILD, Case
from sipcli.case.case_file import Unit
from sipcli.documents.material import Material
from sipcli.errors import NeedsUser
from sipcli.i18n import _

SOCIAL_WORKER, REPRESENTATIVE, CAREGIVER, MENTOR = "social-worker", "representative", "caregiver", "mentor"
_UNITS = {
    SOCIAL_WORKER: ("social-services",),
    CAREGIVER: ("foster-home", "care-home"),
    MENTOR: ("school",),
}
"""Where each of them works."""
_PERHAPS = ("child-psychiatry", "student-health")
"""Others the child may talk to (E5)."""


@dataclass(frozen=True)
class Member:
    """Somebody of the team. `part` is social-worker, representative, caregiver or mentor.

    `kind` is that of a representative (god-man ...), else of the unit.
    """

    part: str
    name: str | None = None
    kind: str | None = None
    unit: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class CoreTeamView:
    """What the paper for the first meeting says (E1, E2, E5). `for_child`: only what the child gets to know."""

    child: str
    for_child: bool
    placed_on: date | None
    meeting_on: date | None
    team: list[Member]
    mentor: Member | None
    others: list[Member]
    interpreter: str | None


def core_teams(of: Material) -> list[str]:
    """Return the one paper there is once the case has a core team or a decision on placement."""
    return [""] if of.case.file.core_team or of.case.file.placement else []


def core_team_view(of: Material) -> CoreTeamView:
    """Return what the core team's paper says; raises NeedsUser when the case has neither team nor placement."""
    case, file = of.case, of.case.file
    if not core_teams(of):
        raise NeedsUser(
            _("The case {case} has no core team. Record it with “sip core-team {case}”.").format(case=case.id)
        )
    said = file.core_team
    child = file.child
    needed = child.interpreter_language or ("" if child.interpreter in (None, "not-needed") else child.interpreter)
    mentor = _of_kind(case, MENTOR)
    return CoreTeamView(
        child=child.name,
        for_child=of.reader == CHILD,
        placed_on=file.placement.decided_on if file.placement else None,
        meeting_on=said.first_meeting_on if said else None,
        team=[
            _member(case, SOCIAL_WORKER, said.social_worker if said else None),
            _representative(case, said.representative if said else None),
            _member(case, CAREGIVER, said.caregiver if said else None),
        ],
        mentor=_at(mentor, MENTOR) if mentor else None,
        others=[_at(unit, unit.kind) for unit in file.units if unit.kind in _PERHAPS],
        interpreter=needed or None,
    )


def _of_kind(case: Case, part: str) -> Unit | None:
    return next((unit for unit in case.file.units if unit.kind in _UNITS[part]), None)


def _at(unit: Unit, part: str) -> Member:
    """Return the person to reach at a unit."""
    contact = unit.contact
    if contact is None:
        return Member(part, kind=unit.kind, unit=unit.name)
    return Member(part, contact.name, unit.kind, unit.name, contact.phone, contact.email)


def _member(case: Case, part: str, name: str | None) -> Member:
    """Return somebody of the team whom the case names, with the number that a unit's contact of that name has."""
    unit = case.unit(name)
    if unit:
        return _at(unit, part)
    if name is None:
        return Member(part)
    same = next((one for one in case.file.units if one.contact and _same(one.contact.name, name)), None)
    return _at(same, part) if same else Member(part, name)


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _representative(case: Case, who: str | None) -> Member:
    for one in case.file.representatives:
        if one.id == who:
            return Member(REPRESENTATIVE, one.name, one.kind, phone=one.phone, email=one.email)
    for guardian in case.file.guardians:
        if guardian.id == who:
            return Member(REPRESENTATIVE, guardian.name, "guardian", phone=guardian.phone, email=guardian.email)
    return replace(Member(REPRESENTATIVE), name=who)
