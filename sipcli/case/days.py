"""Date arithmetic: limits, ages. Days are calendar days and the first day is not counted."""

from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""A year outside these is a slip of the pen."""

ADULT = 18
"""The age at which custody ends (FB 6:2)."""


def limit(start: date, days: int) -> date:
    """Return the last day of a limit of `days` days that runs from `start`. It never moves (a county's own limits)."""
    return start + timedelta(days=days)


def statutory_limit(start: date, days: int) -> date:
    """Return the last day of a statutory limit of `days` days that runs from `start`.

    A limit that ends on a Saturday, Sunday, holiday, Midsummer Eve, Christmas Eve or New Year's Eve moves to the next
    working day (lag 1930:173 2 §; holidays by lag 1989:253).
    """
    day = limit(start, days)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Tell whether a statutory limit may end on `day` (lag 1930:173 2 §)."""
    return day.weekday() < 5 and day not in _days_off(day.year)


_NEW_YEAR, _EPIPHANY, _MAY_DAY, _NATIONAL_DAY = (1, 1), (1, 6), (5, 1), (6, 6)
_CHRISTMAS_EVE, _CHRISTMAS, _BOXING_DAY, _NEW_YEARS_EVE = (12, 24), (12, 25), (12, 26), (12, 31)
_GOOD_FRIDAY, _EASTER_MONDAY, _ASCENSION, _WHIT_MONDAY = -2, 1, 39, 50
"""In days after Easter Sunday."""


@cache
def _days_off(year: int) -> frozenset[date]:
    """Return the holidays of a year that can fall from Monday to Friday, and the three eves that count as such.

    Lag 1989:253 1 § (National Day in the place of Whit Monday from 2005: lag 2004:1320); the eves by lag 1930:173 2 §.
    """
    from dateutil.easter import easter  # wanted in discharges only

    new = year >= 2005
    fixed = [_NEW_YEAR, _EPIPHANY, _MAY_DAY, _CHRISTMAS_EVE, _CHRISTMAS, _BOXING_DAY, _NEW_YEARS_EVE]
    moving = [_GOOD_FRIDAY, _EASTER_MONDAY, _ASCENSION]
    fixed += [_NATIONAL_DAY] if new else []
    moving += [] if new else [_WHIT_MONDAY]
    midsummer_eve = next(day for day in (date(year, 6, n) for n in range(19, 26)) if day.weekday() == 4)
    around_easter = (easter(year) + timedelta(days=days) for days in moving)
    return frozenset({midsummer_eve, *around_easter, *(date(year, month, day) for month, day in fixed)})


def birthday(born: date, age: int) -> date:
    """Return the day somebody born on `born` turns `age`.

    Who is born on 29 February turns a year older on 28 February when there is no 29th: a limit counted in years ends
    with the month's last day (lag 1930:173 1 §).
    """
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 2, 28)


def is_adult(born: date, day: date) -> bool:
    """Tell whether somebody born on `born` has turned 18 on `day` (FB 6:2)."""
    return day >= birthday(born, ADULT)
