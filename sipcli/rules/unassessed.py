"""A child that consents without anybody having noted whether it is mature enough to (C10-C12)."""

from datetime import date

from sipcli.case.case import CHILD, CONSENT_FILE, Case
from sipcli.case.consents import Standing, answer
from sipcli.case.people import adult


def unassessed(case: Case, unit: str, today: date) -> bool:
    """Tell whether a child under 18 consents for `unit` and nobody has noted whether it is mature enough."""
    own = answer(case, CHILD, unit, today)
    if own.standing is not Standing.GIVEN or own.record is None or adult(case, today):
        return False
    return own.record.basis in (None, "consent") and own.record.maturity is None


def assessing(case: Case, unit: str, today: date) -> str:
    """Return the command that notes whether the child is mature enough, in its consent for `unit`."""
    record = answer(case, CHILD, unit, today).record
    if record is None or record.given_on is None:
        return f"sip edit {case.id} {CONSENT_FILE}"
    units = "".join(f" --unit {one}" for one in record.units)
    return f"sip consent give {case.id} --giver {CHILD}{units} --on {record.given_on} --maturity WORD --maturity-by WHO"
