"""Who may speak for the child on a given day: guardians, representatives, the child."""

from datetime import date
from functools import lru_cache

from sipcli.case.case import CHILD, Case
from sipcli.case.case_file import Guardian, Relative, Representative, Unit
from sipcli.case.days import ADULT, birthday

GOD_MAN = "god-man"
FOR_MINORS = (GOD_MAN, "specially-appointed-guardian")
"""Kinds of representative whose mandate for a minor ends at 18."""


def adult(case: Case, day: date) -> bool:
    """Tell whether the child has turned 18 on `day`."""
    return day >= _of_age(case.file.child.born)


@lru_cache(maxsize=100)  # every rule of consent asks it of the same child, for each unit
def _of_age(born: date) -> date:
    return birthday(born, ADULT)


def guardians(case: Case, day: date) -> list[Guardian]:
    """Return the guardians who have custody on `day`: none once the child is 18 (FB 6:2)."""
    return [] if adult(case, day) else list(case.file.guardians)


def mandate_ends(case: Case, representative: Representative) -> date | None:
    """Return the first day a representative no longer acts, None while no end is known.

    A god man appointed for a minor ends at 18, whatever the file says (C13).
    """
    ends = []
    if representative.to and representative.to != date.max:
        ends.append(date.fromordinal(representative.to.toordinal() + 1))
    eighteen = _of_age(case.file.child.born)
    for_minor = representative.from_ is None or representative.from_ < eighteen
    if representative.kind in FOR_MINORS and for_minor:
        ends.append(eighteen)
    return min(ends, default=None)


def in_force(case: Case, representative: Representative, day: date) -> bool:
    """Tell whether a representative's mandate holds on `day`."""
    ends = mandate_ends(case, representative)
    return (representative.from_ is None or representative.from_ <= day) and (ends is None or day < ends)


def representatives(case: Case, day: date) -> list[Representative]:
    """Return the representatives whose mandate holds on `day`."""
    return [one for one in case.file.representatives if in_force(case, one, day)]


def eligible_givers(case: Case, day: date) -> list[str]:
    """Return the ids of those who may consent for the child on `day`, the guardians first.

    Under 18 the guardians, and where there is none a representative (FB 6:11, C13); from 18 the child and whoever
    represents it.
    """
    of_age = adult(case, day)
    if case.file.guardians and not of_age:
        return [one.id for one in case.file.guardians]
    standing_in = [one.id for one in representatives(case, day)]
    return [CHILD, *standing_in] if of_age else standing_in


def everyone(case: Case, day: date) -> list[str]:
    """Return the ids of all who are involved on `day`: child, guardians, representatives, units."""
    persons = [one.id for one in guardians(case, day)] + [one.id for one in representatives(case, day)]
    return [CHILD, *persons, *case.unit_ids]


def person_names(case: Case) -> dict[str, str]:
    """Return every id in the case with the name it stands for: child, guardians, representatives, relatives, units."""
    file = case.file
    named: list[Guardian | Representative | Relative | Unit] = [
        *file.guardians,
        *file.representatives,
        *file.relatives,
        *file.units,
    ]
    return {CHILD: file.child.name} | {one.id: one.name for one in named}
