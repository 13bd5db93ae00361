"""How a person's consent for a unit stands on a given day, from all records of consent.yaml together."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from sipcli.case.case import CHILD, Case
from sipcli.case.consent_file import Consent
from sipcli.case.people import eligible_givers


class Standing(Enum):
    """How a person's consent for one unit stands."""

    SILENT = "silent"
    GIVEN = "given"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


@dataclass(frozen=True)
class Answer:
    """A person's standing answer for one unit, and the record (its index in consent.yaml) it rests on."""

    standing: Standing
    index: int | None = None
    record: Consent | None = None


SILENT = Answer(Standing.SILENT)

STATUSES = {
    Standing.GIVEN: {"given", "withdrawn"},
    Standing.EXPIRED: {"given", "withdrawn"},
    Standing.WITHDRAWN: {"withdrawn"},
    Standing.REFUSED: {"refused"},
}
"""The statuses of a record by which a consent can stand so, on some day."""


def may_stand(case: Case, standing: Standing) -> bool:
    """Tell whether anyone's consent in the case can stand so on any day; where not, nobody's need be asked for."""
    return not STATUSES[standing].isdisjoint(case.consent_statuses)


def standing_on(record: Consent, day: date) -> tuple[Standing, date]:
    """Return what one record says on `day` and since when.

    A withdrawal or refusal dated after `day` is not in force yet: until then a withdrawn consent counts as given.
    A date that is not written counts as long ago.
    """
    if record.status == "withdrawn" and (record.withdrawn_on is None or record.withdrawn_on <= day):
        return Standing.WITHDRAWN, record.withdrawn_on or record.given_on or date.min
    if record.status == "refused" and (record.refused_on is None or record.refused_on <= day):
        return Standing.REFUSED, record.refused_on or date.min
    if record.status in ("given", "withdrawn") and (record.given_on is None or record.given_on <= day):
        return Standing.GIVEN, record.given_on or date.min
    return Standing.SILENT, date.min


def answer(case: Case, giver: str, unit: str, day: date) -> Answer:
    """Return how `giver`'s consent for `unit` stands on `day`.

    The latest word holds; of several consents given after the latest no, the one that lasts longest, where one without
    an end yields to a later one that has one (C5, C8).
    """
    records = case.consents_of.get((giver, unit), ())
    if len(records) < 2:
        return _of_the_only(records[0], day) if records else SILENT
    yes: list[tuple[date, date, int, Consent]] = []
    no: tuple[tuple[date, int], Answer] | None = None
    for index, record in records:
        standing, since = standing_on(record, day)
        if standing is Standing.GIVEN:
            yes.append((record.valid_until or date.max, since, index, record))
        elif standing is not Standing.SILENT and (no is None or no[0] <= (since, index)):
            no = (since, index), Answer(standing, index, record)
    after_no = [one for one in yes if no is None or (one[1], one[2]) > no[0]]
    limited = [one[1:3] for one in after_no if one[3].valid_until]
    # an end that was said later limits a consent that had none
    after_no = [one for one in after_no if one[3].valid_until or not any(later > one[1:3] for later in limited)]
    if after_no:
        until, _, index, record = max(after_no, key=lambda one: one[:3])
        return Answer(Standing.EXPIRED if until < day else Standing.GIVEN, index, record)
    return no[1] if no else SILENT


def _of_the_only(numbered: tuple[int, Consent], day: date) -> Answer:
    """Return the same where there is one record only, which is nearly always."""
    index, record = numbered
    standing, _since = standing_on(record, day)
    if standing is Standing.GIVEN and record.valid_until and record.valid_until < day:
        standing = Standing.EXPIRED
    return SILENT if standing is Standing.SILENT else Answer(standing, index, record)


def mature_child_consents(case: Case, unit: str, day: date) -> bool:
    """Tell whether the child itself consents for `unit` and was assessed as mature enough for it (C10-C12)."""
    own = answer(case, CHILD, unit, day)
    return (
        own.standing is Standing.GIVEN
        and own.record is not None
        and own.record.maturity is not None
        and own.record.maturity.sufficient
        and own.record.maturity.assessed_on <= day
    )


def answers(case: Case, unit: str, day: date) -> dict[str, Answer]:
    """Return the answer for `unit` of everyone who may consent for the child on `day`."""
    return {giver: answer(case, giver, unit, day) for giver in eligible_givers(case, day)}


def assessed_instead(case: Case, unit: str, day: date) -> bool:
    """Tell whether an assessment stands in for a consent that nobody can give (C13)."""
    if eligible_givers(case, day):
        return False
    own = answer(case, CHILD, unit, day)
    assessed = own.record is not None and own.record.basis not in (None, "consent")
    return own.standing is Standing.GIVEN and assessed


def has_consent(case: Case, unit: str, day: date, *, mature_child_decides: bool) -> bool:
    """Tell whether anyone who may has consented for `unit`, in force on `day` (C1, C17)."""
    if any(answer(case, giver, unit, day).standing is Standing.GIVEN for giver in eligible_givers(case, day)):
        return True
    if assessed_instead(case, unit, day):
        return True
    return mature_child_decides and mature_child_consents(case, unit, day)


def silent_units(case: Case, guardian: str, today: date) -> list[str]:
    """Return the units for which `guardian` has not answered although another guardian has."""
    givers = eligible_givers(case, today)
    others = [giver for giver in givers if giver != guardian]
    return [
        unit
        for unit in (case.unit_ids if guardian in givers and others else ())
        if answer(case, guardian, unit, today).standing is Standing.SILENT
        and any(answer(case, other, unit, today).standing is not Standing.SILENT for other in others)
    ]


def stands_alone(case: Case, guardian: str, units: list[str], today: date) -> bool:
    """Tell whether the other guardian may decide alone: this one is prevented and it is urgent (FB 6:13)."""
    one = next(one for one in case.file.guardians if one.id == guardian)
    if one.prevented is None or one.prevented.since > today or not one.prevented.decision_urgent:
        return False
    others = [other.id for other in case.file.guardians if other.id != guardian]
    return all(any(answer(case, other, unit, today).standing is Standing.GIVEN for other in others) for unit in units)


def first_end(case: Case) -> date | None:
    """Return the earliest day on which a consent of the case ends, in force or not."""
    return min((one.valid_until for one in case.consents if one.valid_until), default=None)
