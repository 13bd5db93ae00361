"""Days as people write them: whatever is typed is a day or a sentence, and means what it says."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sipcli.case.days import FIRST_YEAR, LAST_YEAR
from sipcli.console.day_words import NEAR, day_meant, named, weekdays
from sipcli.errors import UsageError

TODAY = date(2026, 9, 2)  # a Wednesday
MANY = settings(max_examples=300, deadline=None)
DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
TODAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
PIECES = st.sampled_from([
    "today", "idag", "i", "på", "on", "last", "förra", "fredag", "fredagen", "fredags", "Friday", "sön", "+", "-",
    "3", "²", "٣", "9999", "w", "mån", "månader", "å", "2026-09-01", "2026-02-30", "0000-01-01", "12/5", "", " ", "\t",
    "\x00",
])  # fmt: skip
TYPED = st.one_of(st.text(), st.lists(PIECES, max_size=5).map(" ".join), st.lists(PIECES, max_size=5).map("".join))


@given(TYPED, TODAYS, st.booleans())
@example("²", TODAY, False)
@example("+9999 years", TODAY, False)
@example("-9999 days", date(2000, 1, 1), True)
@MANY
def test_whatever_is_typed_is_a_day_or_a_sentence(text: str, today: date, past: bool) -> None:
    try:
        found = day_meant(text, today, past=past)
    except UsageError as err:
        assert str(err)
        return
    assert FIRST_YEAR <= found.year <= LAST_YEAR or found == date.max


@given(DAYS, TODAYS, st.booleans())
@MANY
def test_an_iso_day_reads_back_the_same(day: date, today: date, past: bool) -> None:
    assert day_meant(day.isoformat(), today, past=past) == day
    assert day_meant(f"  {day} ", today, past=past) == day


@given(st.sampled_from(sorted(weekdays())), TODAYS)
@MANY
def test_a_weekday_is_the_next_one_within_seven_days_and_of_what_has_happened_the_latest(
    name: str, today: date
) -> None:
    coming, latest = day_meant(name, today), day_meant(name, today, past=True)
    assert 1 <= (coming - today).days <= 7
    assert 0 <= (today - latest).days <= 6
    assert coming.weekday() == latest.weekday() == weekdays()[name]
    assert day_meant(f"på {name.upper()}", today) == day_meant(f"on {name}", today) == coming


@given(st.sampled_from(["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]), TODAYS, st.booleans())
@MANY
def test_last_friday_is_before_today_whatever_is_asked(name: str, today: date, past: bool) -> None:
    before = day_meant(f"i {name}s", today, past=past)
    assert 1 <= (today - before).days <= 7
    assert before.weekday() == weekdays()[name]
    assert day_meant(f"förra {name}en", today, past=past) == before


@given(st.integers(0, 999), st.sampled_from("+-"), TODAYS)
@MANY
def test_steps_count_days_and_weeks_from_today(number: int, sign: str, today: date) -> None:
    days = number if sign == "+" else -number
    for unit in ("d", "days", "dagar"):
        assert day_meant(f"{sign}{number}{unit}", today) == today + timedelta(days=days)
    for unit in ("w", "v", "veckor"):
        assert day_meant(f"{sign} {number} {unit}", today) == today + timedelta(days=7 * days)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-09-02"), ("I DAG", "2026-09-02"), ("igår", "2026-09-01"), ("imorgon", "2026-09-03"),
        ("i övermorgon", "2026-09-04"), ("fredag", "2026-09-04"), ("onsdag", "2026-09-09"), ("+3w", "2026-09-23"),
        ("+1 månad", "2026-10-02"), ("-1år", "2025-09-02"), ("last friday", "2026-08-28"), ("9999-12-31", "9999-12-31"),
    ],
)  # fmt: skip
def test_what_words_mean_on_a_wednesday(text: str, day: str) -> None:
    assert str(day_meant(text, TODAY)) == day


def test_a_month_step_ends_within_the_month() -> None:
    assert day_meant("+1m", date(2026, 1, 31)) == date(2026, 2, 28)
    assert day_meant("+1y", date(2028, 2, 29)) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-02-30", "the month has no such day"),
        ("1026-09-01", "cannot be right"),
        ("+999y", "cannot be right"),
        ("30/5 2012", "write it as YYYY-MM-DD"),
        ("i fredag", "write it as YYYY-MM-DD"),
        ("+3", "write it as YYYY-MM-DD"),
        ("", "write it as YYYY-MM-DD"),
    ],
)
def test_what_is_no_day_says_how_to_write_one(text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        day_meant(text, TODAY)
    assert words in str(caught.value)


def test_words_near_today_are_near_today() -> None:
    assert all(day_meant(word, TODAY) - TODAY == timedelta(days=days) for word, days in NEAR.items())


def test_a_day_is_named_with_its_weekday() -> None:
    assert named(TODAY).casefold() == "wednesday 2026-09-02"
