"""Date arithmetic: limits, working days, birthdays."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipcli.case.days import birthday, is_adult, is_working_day, limit, statutory_limit
from tests.helpers import day

days_of_our_time = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "days", "ends"),
    [
        ("2026-09-14", 3, "2026-09-17"),  # Monday to Thursday
        ("2025-01-03", 3, "2025-01-07"),  # the 6th is Epiphany
        ("2026-04-30", 3, "2026-05-04"),  # the 3rd is a Sunday
        ("2026-09-16", 3, "2026-09-21"),  # a Saturday
        ("2026-06-16", 3, "2026-06-22"),  # Midsummer Eve, Midsummer Day, Sunday
        ("2026-12-21", 3, "2026-12-28"),  # Christmas Eve on a Thursday, two holidays, Sunday
        ("2026-12-28", 3, "2027-01-04"),  # New Year's Eve on a Thursday, New Year's Day, a weekend
        ("2026-03-31", 3, "2026-04-07"),  # Good Friday to Easter Monday
        ("2026-05-11", 3, "2026-05-15"),  # Ascension Day; the Friday after it is a working day
    ],
)
def test_a_statutory_limit_ends_on_a_working_day(start: str, days: int, ends: str) -> None:
    assert statutory_limit(day(start), days) == day(ends)


@pytest.mark.parametrize(
    ("on", "working"),
    [
        ("2026-06-19", False),  # Midsummer Eve
        ("2025-12-24", False),
        ("2025-12-31", False),
        ("2026-01-05", True),  # the eve of Epiphany is an ordinary day
        ("2026-04-30", True),  # and so is Walpurgis Night
        ("2026-05-01", False),
        ("2025-06-06", False),  # the National Day, a holiday since 2005
        ("2026-10-30", True),
        ("2026-10-31", False),  # All Saints' Day
    ],
)
def test_working_days_by_swedish_law(on: str, working: bool) -> None:
    assert is_working_day(day(on)) is working


def test_the_days_off_are_those_that_a_list_of_the_worlds_holidays_has() -> None:
    """The law's own words, held against a library that follows it: holidays, and the eves that count as such."""
    known = holidays.country_holidays("SE", include_sundays=False, categories=("public", "de_facto"))
    one = date(1995, 1, 1)
    while one < date(2101, 1, 1):
        assert is_working_day(one) is (one.weekday() < 5 and one not in known), one
        one += timedelta(days=1)


@given(days_of_our_time, st.integers(0, 100))
@settings(max_examples=100, deadline=None)
def test_a_statutory_limit_moves_only_onwards_and_only_over_days_off(start: date, days: int) -> None:
    counted, ends = start + timedelta(days=days), statutory_limit(start, days)
    assert is_working_day(ends)
    assert not any(is_working_day(counted + timedelta(days=i)) for i in range((ends - counted).days))
    assert ends - counted <= timedelta(days=5)


@given(days_of_our_time, st.integers(0, 400))
@settings(max_examples=50, deadline=None)
def test_other_limits_never_move_and_the_first_day_is_not_counted(start: date, days: int) -> None:
    assert limit(start, days) - start == timedelta(days=days)


@pytest.mark.parametrize(
    ("born", "eighteen"),
    [("2008-09-30", "2026-09-30"), ("2008-02-29", "2026-02-28"), ("2008-12-31", "2026-12-31")],
)
def test_somebody_is_adult_from_the_eighteenth_birthday(born: str, eighteen: str) -> None:
    assert birthday(day(born), 18) == day(eighteen)
    assert is_adult(day(born), day(eighteen))
    assert not is_adult(day(born), day(eighteen) - timedelta(days=1))


def test_a_leap_days_birthday_is_the_29th_when_there_is_one() -> None:
    assert birthday(day("2008-02-29"), 20) == day("2028-02-29")
    assert birthday(day("2008-02-29"), 21) == day("2029-02-28")
