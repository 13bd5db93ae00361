"""The consent form: one for each who gives consent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sipcli.case.case import CHILD, Case
from sipcli.case.consent_file import Consent
from sipcli.case.consents import Standing, answer
from sipcli.case.days import ADULT, birthday
from sipcli.case.people import adult, eligible_givers, guardians, representatives
from sipcli.documents.material import Material
from sipcli.documents.views.common import Person, caller, coordinator, named
from sipcli.documents.views.ways import Ways, ways
from sipcli.errors import NeedsUser
from sipcli.i18n import _

TYPES = ("school", "health", "family-support", "housing")
"""Usual types of information on a form where nobody has said which (C4)."""

ADULT_SOON = timedelta(days=730)
"""How long before the child turns 18 the form says that a guardian's consent ends then."""


@dataclass(frozen=True)
class UnitAnswer:
    """A unit's row in the form (C2). `answered` is given, refused, withdrawn or expired, None when nothing is said."""

    name: str
    answered: str | None
    on: date | None
    until: date | None


@dataclass(frozen=True)
class ConsentFormView:
    """A consent form for one giver: what is recorded of that giver's answers, the rest to fill in (C1-C8, C13, C14)."""

    child: str
    born: date
    adult: bool
    adult_soon: date | None
    giver: Person
    other_givers: list[str]
    units: list[UnitAnswer]
    types: list[str]
    usual_types: list[str]
    valid_from: date | None
    valid_until: date | None
    toward: str | None
    view: str | None
    viewed_on: date | None
    oral_on: date | None
    journal_ref: str | None
    matured_on: date | None
    matured_by: str | None
    mature: bool | None
    tell: Person | None
    ways: Ways


def consent_givers(of: Material) -> list[str]:
    """Return the ids of those a form can be made for: who may consent, and a child whose own answer is recorded.

    A child under 18 answers itself where the guideline lets a mature child decide (C10).
    """
    givers = eligible_givers(of.case, of.today)
    own = any(one.giver == CHILD for one in of.case.consents) and ways(of.case, of.guideline).mature_child_answers
    return [*givers, CHILD] if own and CHILD not in givers else givers


def consent_form_view(of: Material) -> ConsentFormView:
    """Return the form for the giver that `about` names, else the reader where that is one, else the first.

    Raises:
        NeedsUser: nobody can consent for the child yet, or the one named cannot.
    """
    case, known, asks = of.case, consent_givers(of), ways(of.case, of.guideline)
    if not known:
        message = _("Nobody in the case {case} can consent yet: add a guardian or a representative with “sip add”.")
        raise NeedsUser(message.format(case=case.id))
    giver = of.about or (of.reader if of.reader in known else known[0])
    if giver not in known and not (giver == CHILD and asks.mature_child_answers):
        message = _("{who} cannot consent for the child in the case {case}; these can: {known}.")
        raise NeedsUser(message.format(who=named(case, giver), case=case.id, known=", ".join(known)))
    child, answers = case.file.child, {unit: answer(case, giver, unit, of.today) for unit in case.unit_ids}
    given = [one.record for one in answers.values() if one.standing is Standing.GIVEN and one.record]
    oral = next((one for one in given if one.form == "oral"), None)
    maturity = next((one.maturity for one in reversed(case.consents) if one.giver == giver and one.maturity), None)
    eighteen, untils = birthday(child.born, ADULT), {one.valid_until for one in given}
    return ConsentFormView(
        child=child.name,
        born=child.born,
        adult=adult(case, of.today),
        adult_soon=eighteen if of.today < eighteen <= of.today + ADULT_SOON else None,
        giver=_giver(case, giver, of.today),
        other_givers=[named(case, one) for one in eligible_givers(case, of.today) if one != giver],
        units=[
            UnitAnswer(named(case, unit), _said(one.standing), _said_on(one.record, one.standing), _until(one.record))
            for unit, one in answers.items()
        ],
        types=_each(word for one in given for word in one.information_types),
        usual_types=_each([*(word for one in case.consents for word in one.information_types), *TYPES]),
        valid_from=min((one.given_on for one in given if one.given_on), default=None),
        valid_until=untils.pop() if len(untils) == 1 else None,
        toward=child.view.toward if child.view else None,
        view=child.view.comment if child.view else None,
        viewed_on=child.view.recorded_on if child.view else None,
        oral_on=oral.given_on if oral else None,
        journal_ref=oral.journal_ref if oral else None,
        matured_on=maturity.assessed_on if maturity else None,
        matured_by=named(case, maturity.by) if maturity else None,
        mature=maturity.sufficient if maturity else None,
        tell=_whom_to_tell(case),
        ways=asks,
    )


def _giver(case: Case, giver: str, day: date) -> Person:
    if giver == CHILD:
        return Person(case.file.child.name, "child", phone=case.file.child.phone)
    for one in representatives(case, day):
        if one.id == giver:
            return Person(one.name, "representative", one.kind, phone=one.phone)
    return next(Person(one.name, "guardian", phone=one.phone) for one in guardians(case, day) if one.id == giver)


def _said(standing: Standing) -> str | None:
    return None if standing is Standing.SILENT else standing.value


def _said_on(record: Consent | None, standing: Standing) -> date | None:
    if record is None:
        return None
    days = {Standing.WITHDRAWN: record.withdrawn_on, Standing.REFUSED: record.refused_on}
    return days.get(standing, record.given_on)


def _until(record: Consent | None) -> date | None:
    return record.valid_until if record else None


def _each(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _whom_to_tell(case: Case) -> Person | None:
    """Return whom a giver tells of a change: the plan's coordinator, before there is a plan the caller (C8, C9)."""
    planned = coordinator(case)
    if planned is None:
        return caller(case)
    return replace(planned, name=planned.role, contact=planned.name) if planned.role else planned
