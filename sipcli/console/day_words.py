"""Days as people write them: 2026-09-01, today, +3w, fredag. What was understood is for the caller to show."""

import re
from datetime import date, timedelta
from functools import cache

from sipcli.case.days import FIRST_YEAR, LAST_YEAR
from sipcli.errors import UsageError
from sipcli.i18n import LANGUAGES, _

NEAR = {
    "today": 0,
    "idag": 0,
    "i dag": 0,
    "tomorrow": 1,
    "imorgon": 1,
    "i morgon": 1,
    "i övermorgon": 2,
    "yesterday": -1,
    "igår": -1,
    "i går": -1,
}
"""Words for days near today, in days from it."""

_STEP = re.compile(r"([+-])\s*(\d{1,4})\s*([a-zåäö]+)")
_UNITS = {
    "days": ("d", "day", "days", "dag", "dagar"),
    "weeks": ("w", "v", "week", "weeks", "vecka", "veckor"),
    "months": ("m", "month", "months", "mån", "månad", "månader"),
    "years": ("y", "å", "year", "years", "år"),
}
_BEFORE = re.compile(r"(?:last|förra|i)\s+(\w+?)(en|s)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def weekdays() -> dict[str, int]:
    """Return the names of the weekdays, Monday 0, in the languages of the program, whole and short."""
    from babel.dates import get_day_names

    found: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_day_names(width, locale=language).items():
                found[name.casefold().rstrip(".")] = number
    return found


def day_meant(text: str, today: date, *, past: bool = False) -> date:
    """Return the day that a text means on `today`.

    A weekday is the next such day after today, or (`past`) the latest one up to today for what has happened;
    “i fredags”, “förra fredagen” and “last friday” are always the latest before today.

    Raises:
        UsageError: the text is no day, or one far away.
    """
    said = " ".join(text.split()).casefold()
    found = _read(said, today, past=past)
    if found is None:
        raise UsageError(
            _("“{text}” is not a day; write it as YYYY-MM-DD, e.g. 2026-09-01, or as {examples}.").format(
                text=text.strip(), examples=_("today, +3w, friday")
            )
        )
    if not FIRST_YEAR <= found.year <= LAST_YEAR and found != date.max:
        raise UsageError(_("“{text}” would be the day {day}; that cannot be right.").format(text=text, day=found))
    return found


def _read(said: str, today: date, *, past: bool) -> date | None:
    if _ISO.fullmatch(said):
        return _iso(said)
    if said in NEAR:
        return today + timedelta(days=NEAR[said])
    step = _STEP.fullmatch(said)
    if step:
        return _stepped(today, *step.groups())
    names = weekdays()
    if said in names or said.removeprefix("på ").removeprefix("on ") in names:
        name = said if said in names else said.split(" ", 1)[1]
        if past:
            return today - timedelta(days=(today.weekday() - names[name]) % 7)
        return today + timedelta(days=(names[name] - today.weekday() - 1) % 7 + 1)
    before = _BEFORE.fullmatch(said)
    if before and before[1] in names and not (said.startswith("i ") and before[2] != "s"):
        return today - timedelta(days=(today.weekday() - names[before[1]] - 1) % 7 + 1)
    return None


def _iso(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise UsageError(_("“{text}” is not a day: the month has no such day.").format(text=said)) from None


def _stepped(today: date, sign: str, number: str, unit: str) -> date | None:
    from dateutil.relativedelta import relativedelta

    key = next((key for key, words in _UNITS.items() if unit in words), None)
    if key is None:
        return None
    count = int(number) if sign == "+" else -int(number)
    try:
        return today + relativedelta(**{key: count})  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None


def named(day: date) -> str:
    """Return a day with its weekday's name in the program's language: "friday 2026-09-04"."""
    from babel.dates import format_date

    from sipcli import i18n

    return f"{format_date(day, 'EEEE', locale=i18n.language)} {day}"
