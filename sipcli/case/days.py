"""Date arithmetic: limits, ages. Days are calendar days and the first day is not counted."""

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

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
    return day.weekday() < 5 and day not in _holidays()


@cache
def _holidays() -> "HolidayBase":
    import holidays  # takes 100 ms, and only the discharge rules need it

    # de_facto: Midsummer Eve, Christmas Eve and New Year's Eve
    return holidays.country_holidays("SE", include_sundays=False, categories=("public", "de_facto"))


@lru_cache(maxsize=1000)  # the rules ask for the same child many times
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
