"""The deviations of all cases of an archive, for the compilation that is made of them every year (W2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sipcli.archive.archive import Archive
from sipcli.archive.loading import LoadedCase, load_case
from sipcli.archive.place import CASES
from sipcli.case.case import CASE_FILE, FILES, FOLLOW_UPS, PLAN_FILE, Case
from sipcli.case.deviations import Deviation, deviations
from sipcli.case.problems import did_you_mean
from sipcli.errors import UsageError
from sipcli.i18n import _


@dataclass(frozen=True)
class Listed:
    """A deviation with the case it is of, and the id of the guideline that the case follows."""

    case: Case
    guideline: str
    deviation: Deviation


@dataclass(frozen=True)
class Compiled:
    """The deviations found, the oldest first. `unreadable` are the cases that may have had more."""

    rows: tuple[Listed, ...]
    cases: int
    unreadable: tuple[str, ...]


def compiled(
    archive: Archive,
    today: date,
    case_ids: Iterable[str] | None = None,
    *,
    year: int | None = None,
    unit: str | None = None,
) -> Compiled:
    """Return the deviations on `today` of the cases asked for, or of all; of one year, or of one unit, when asked for.

    A unit is named by id or by name. What cannot be read stops nothing.

    Raises:
        UsageError: neither a case that was read nor the register of units has that unit.
    """
    loaded = [load_case(archive, case_id) for case_id in (archive.case_ids() if case_ids is None else case_ids)]
    read = [one.case for one in loaded if one.case]
    if unit is not None:
        _known_unit(archive, read, unit)
    rows = [
        Listed(case, case.file.guideline or archive.settings.guideline, one)
        for case in read
        for one in deviations(case, today)
        if (year is None or one.event.date.year == year) and (unit is None or one.concerns(unit))
    ]
    rows.sort(key=lambda row: (row.deviation.event.date, row.case.id))
    return Compiled(tuple(rows), len(loaded), tuple(one.id for one in loaded if _lacks_something(one)))


def _known_unit(archive: Archive, cases: Iterable[Case], wanted: str) -> None:
    known = [unit for case in cases for unit in case.file.units] + list(archive.unit_register().values())
    if not any(wanted.casefold() in (one.id.casefold(), one.name.casefold()) for one in known):
        ids = sorted({one.id for one in known})
        raise UsageError(_("No case has a unit “{unit}”.").format(unit=wanted) + did_you_mean(wanted, ids))


NOT_NEEDED = (*(name for name in FILES if name not in (CASE_FILE, PLAN_FILE)), FOLLOW_UPS)
"""Files and folders that neither hold a deviation nor tell what one is about."""


def _lacks_something(loaded: LoadedCase) -> bool:
    """Tell whether something of a case was not read that may have held a deviation, or told what one is about."""
    if loaded.case is None:
        return True
    read = loaded.case.models()
    names = (one.file.removeprefix(f"{CASES}/{loaded.id}/") for one in loaded.findings)
    return any(name not in read and not name.startswith(NOT_NEEDED) for name in names)
