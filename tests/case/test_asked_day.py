"""A day that remembers what it was compared with: what holds on it holds on every day between."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipcli.case.asked_day import AskedCount, AskedDay

DAY = date(2026, 3, 10)
BEFORE, AFTER = date(2026, 3, 5), date(2026, 3, 20)
EVER = date.min, date.max
ONE = timedelta(days=1)


def asked(question: Callable[[Any], object], day: date = DAY) -> tuple[object, tuple[date, date]]:
    """Return what is answered on a day, and the first and last day for which that is said to hold."""
    of = AskedDay.of(day)
    return question(of), of.between


HELD: dict[str, tuple[Callable[[Any], object], tuple[date, date]]] = {
    "nothing is asked": (lambda day: None, EVER),
    "after a day": (lambda day: day > BEFORE, (BEFORE + ONE, date.max)),
    "before a day": (lambda day: day <= AFTER, (date.min, AFTER - ONE)),
    "from the other side": (lambda day: BEFORE < day < AFTER, (BEFORE + ONE, AFTER - ONE)),
    "on that very day": (lambda day: day >= DAY, (DAY, DAY)),
    "a later day": (lambda day: day + timedelta(days=3) < AFTER, (date.min, AFTER - 4 * ONE)),
    "an earlier day": (lambda day: day - timedelta(days=3) > BEFORE, (BEFORE + 4 * ONE, date.max)),
    "how many days since": (lambda day: (day - BEFORE).days > 7, (date.min, BEFORE + 6 * ONE)),
    "how many days until": (lambda day: (AFTER - day).days > 7, (date.min, AFTER - 8 * ONE)),
    "the other way round": (lambda day: -(day - BEFORE).days < -2, (BEFORE + 3 * ONE, date.max)),
    "whether it is any days": (lambda day: bool((day - BEFORE).days), (BEFORE + ONE, date.max)),
    "two numbers that grow alike": (lambda day: (day - BEFORE).days > (day - AFTER).days, EVER),
    "two days that move alike": (lambda day: day + timedelta(days=1) > day, EVER),
    "the nearer of two": (lambda day: min(day, AFTER), (date.min, AFTER - ONE)),
    "a message": (lambda day: f"{day} {(day - BEFORE).days}", EVER),
    "its text": (lambda day: str(day), (DAY, DAY)),
    "its year": (lambda day: day.year, (DAY, DAY)),
    "its weekday": (lambda day: day.weekday(), (DAY, DAY)),
    "a set": (lambda day: day in {BEFORE, AFTER}, (DAY, DAY)),
    "a sum": (lambda day: (day - BEFORE).days + 1, (DAY, DAY)),
    "the text of a number": (lambda day: str((day - BEFORE).days), (DAY, DAY)),
    "a number as it is": (lambda day: int((day - BEFORE).days), (DAY, DAY)),
    "two numbers that grow apart": (lambda day: (day - BEFORE).days > (AFTER - day).days, (DAY, DAY)),
    "a span of time": (lambda day: day - BEFORE > timedelta(days=3), (DAY, DAY)),
    "something that is no day": (lambda day: day is None or day == "2026", EVER),
}


@pytest.mark.parametrize("what", HELD)
def test_an_answer_holds_until_the_day_meets_what_it_was_compared_with(what: str) -> None:
    question, between = HELD[what]
    answer, held = asked(question)
    assert held == between
    assert answer == question(DAY), "and it is what an ordinary day answers"


def test_a_number_of_days_knows_from_which_day_it_grows() -> None:
    since = AskedDay.of(DAY) - BEFORE
    assert isinstance(since.days, AskedCount)
    assert since.days.grows_from == BEFORE
    shifted = AskedDay.of(DAY) - timedelta(days=2) - BEFORE
    assert (shifted.days, shifted.days.grows_from) == (3, BEFORE + 2 * ONE)
    assert (AFTER - AskedDay.of(DAY)).days.grows_from is None, "it shrinks"


def test_a_day_at_the_end_of_time_does_not_overflow() -> None:
    _answer, held = asked(lambda day: (day - date.max).days < 0 or day + timedelta(days=3) > date.min)
    assert held[1] < date.max
    asked(lambda day: (day - BEFORE).days < 10**9)


def test_a_moment_cannot_be_compared_with_it_as_with_no_day() -> None:
    with pytest.raises(TypeError):
        asked(lambda day: day < datetime(2026, 3, 10, 12))


days = st.dates(date(2026, 1, 1), date(2026, 4, 30))
lengths = st.integers(-20, 20)


@st.composite
def questions(draw: st.DrawFn) -> Callable[[Any], object]:
    """Return a question as rules ask them: some comparisons, some counts of days, the one depending on the other."""
    other, more, by, than = draw(days), draw(days), draw(lengths), draw(lengths)
    compare = draw(st.sampled_from(["__lt__", "__le__", "__eq__", "__ne__", "__ge__", "__gt__"]))
    shape = draw(st.integers(0, len(SHAPES) - 1))

    def question(day: Any) -> object:
        moved = day + timedelta(days=by)
        first = getattr(moved, compare)(other)
        count = (day - more).days if first else (more - moved).days
        return SHAPES[shape](day, moved, other, more, count, than, compare)

    return question


SHAPES: list[Callable[..., object]] = [
    lambda day, moved, other, more, count, than, compare: getattr(moved, compare)(other),
    lambda day, moved, other, more, count, than, compare: getattr(count, compare)(than),
    lambda day, moved, other, more, count, than, compare: (count > than, bool(count or than < 0)),
    lambda day, moved, other, more, count, than, compare: sorted([(day - other).days, than, count]).index(than),
    lambda day, moved, other, more, count, than, compare: max(moved, other) > more,
    lambda day, moved, other, more, count, than, compare: (min(day, other) - more).days > than or moved == more,
    lambda day, moved, other, more, count, than, compare: (-(count or 0) < than, day.weekday() if count else None),
]


@given(questions(), days, days)
def test_whatever_is_asked_the_answer_holds_for_every_day_it_is_said_to(
    question: Callable[[Any], object], day: date, another: date
) -> None:
    answer, (first, last) = asked(question, day)
    assert first <= day <= last
    if first <= another <= last:
        assert answer == question(another)
