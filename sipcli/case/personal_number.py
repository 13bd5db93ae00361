"""Personal identity numbers (personnummer): a case never needs one, so none is taken in."""

import re
from datetime import date

_WITH_SIGN = re.compile(r"(?<![\d-])(\d{2})?(\d{2})(\d{2})(\d{2})[-+]\d{4}(?!\d)")
_TWELVE = re.compile(r"(?<!\d)(19|20)(\d{2})(\d{2})(\d{2})\d{4}(?!\d)")
_TEN = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})\d{4}(?!\d)")
COORDINATION = 60
"""What is added to the day in a coordination number (samordningsnummer)."""


def personal_number_in(text: str) -> str | None:
    """Return the personal identity number or coordination number in a text, None when there is none.

    Ten digits without a sign between may be something else (a telephone number): then the check digit decides.
    """
    for pattern in (_WITH_SIGN, _TWELVE):
        for found in pattern.finditer(text):
            century, year, month, day = found.groups()
            if _is_day(century, year, month, day):
                return found[0]
    for found in _TEN.finditer(text):
        if _is_day(None, *found.groups()) and _checks(found[0]):
            return found[0]
    return None


def _is_day(century: str | None, year: str, month: str, day: str) -> bool:
    number = int(day) - COORDINATION if int(day) > COORDINATION else int(day)
    for full in [f"{century}{year}"] if century else [f"19{year}", f"20{year}"]:
        try:
            date(int(full), int(month), number)
        except ValueError:
            continue
        return True
    return False


def _checks(number: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(number))
