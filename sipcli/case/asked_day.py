"""A day that remembers what it was compared with, so that an answer given for one day can be kept for its neighbours.

The rules only ever compare the day that is asked for with other days, or count the days between. So what they answer
stays the same until the day reaches, or passes, one of those days. `AskedDay` is handed to them in the place of an
ordinary day and notes each of them; `between` tells from when until when the answer holds. What is asked in a way that
cannot be followed (its weekday, its text) binds the answer to the one day: it is kept too short, never too long.

Only `format` is free: a message for people may say the day, and messages are not kept. One thing cannot be seen from
here: a number of days used as a place in a list, or in `range`. No rule does that; the tests ask every rule.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

Between = tuple[date, date]
"""The first and the last day for which an answer holds."""

_ONE = timedelta(days=1)
_NONE = timedelta(0)


class AskedDay(date):
    """The day an answer is asked for. Days reckoned from it (`asked - timedelta(days=3)`) note for it too."""

    _seen: list[date]
    _shift: timedelta
    _note_plain: Callable[[date], None]

    @classmethod
    def of(cls, day: date) -> "AskedDay":
        """Return `day` with nothing noted yet."""
        return cls(day.year, day.month, day.day)._noting([], _NONE)

    def _noting(self, seen: list[date], shift: timedelta) -> "AskedDay":
        self._seen, self._shift = seen, shift
        # nearly every comparison is of the day itself with a plain day, and there are thousands of cases
        self._note_plain = self._note_shifted if shift else seen.append
        return self

    def _note_shifted(self, other: date) -> None:
        self.note(other)

    @property
    def shift(self) -> timedelta:
        """How much later this day is than the one that is asked for."""
        return self._shift

    @property
    def between(self) -> Between:
        """The first and last day for which everything asked of this one so far has the same answer."""
        asked = _plain(date.__sub__(self, self._shift))
        first, last = date.min, date.max
        for one in set(self._seen):
            if one < asked:
                first = max(first, one + _ONE)
            elif one > asked:
                last = min(last, one - _ONE)
            else:
                return asked, asked
        return first, last

    def note(self, other: date) -> None:
        """Note that an answer may change on the day on which this one is `other`."""
        if isinstance(other, AskedDay):  # reckoned from the same day: the one never reaches the other
            return
        try:
            self._seen.append(_plain(other) - self._shift)
        except OverflowError:  # too far away for any day that can be asked for
            return

    def only(self) -> None:
        """Note that an answer holds for this day only."""
        self._seen.append(_plain(date.__sub__(self, self._shift)))

    def __add__(self, other: timedelta) -> "AskedDay":
        """Return the day so much later."""
        return date.__add__(self, other)._noting(self._seen, self._shift + other)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        """Return the day so much earlier, or the time since another day."""
        found = date.__sub__(self, other)
        if isinstance(found, AskedDay):
            return found._noting(self._seen, self._shift - other)
        return found if isinstance(other, AskedDay) else AskedSpan.of(found, self, other, 1)

    def __rsub__(self, other: date) -> "AskedSpan":
        """Return the time until another day."""
        return AskedSpan.of(date.__sub__(other, self), self, other, -1)

    def __format__(self, spec: str) -> str:
        """Return the day as a message says it."""
        return format(_plain(self), spec)


class AskedSpan(timedelta):
    """The time between the asked day and another: how many days it is can be followed, all else holds for one day."""

    _count: "AskedCount"

    @classmethod
    def of(cls, span: timedelta, asked: AskedDay, other: date, sign: int) -> "AskedSpan":
        """Return `span`, which is `asked` less `other` where `sign` is 1, and the opposite where it is -1."""
        made = cls(days=span.days)
        made._count = AskedCount(span.days)._from(asked, other, sign)
        return made

    @property
    def days(self) -> "AskedCount":
        """How many days."""
        return self._count

    def only(self) -> None:
        """Note that an answer holds for this day only."""
        self._count.only()


class AskedCount(int):
    """How many days lie between the asked day and another; `since` is the day on which it is nought."""

    _asked: AskedDay
    since: date
    sign: int

    def _from(self, asked: AskedDay, since: date, sign: int) -> "AskedCount":
        self._asked, self.since, self.sign = asked, since, sign
        return self

    def only(self) -> None:
        """Note that an answer holds for this day only."""
        self._asked.only()

    @property
    def grows_from(self) -> date | None:
        """The day to ask for on which it is nought, where it is one more for each day later; else None."""
        return _plain(self.since) - self._asked.shift if self.sign == 1 else None

    def note(self, other: object) -> None:
        """Note that an answer may change on the day on which this is `other`."""
        if isinstance(other, AskedCount):
            if other.sign != self.sign:
                self.only()
        elif isinstance(other, int):
            try:
                self._asked.note(self.since + timedelta(days=self.sign * int.__int__(other)))
            except OverflowError:
                return
        else:
            self.only()

    def __bool__(self) -> bool:
        """Tell whether it is not nought."""
        self.note(0)
        return int.__bool__(self)

    def __neg__(self) -> "AskedCount":
        """Return the days in the other direction."""
        return AskedCount(int.__neg__(self))._from(self._asked, self.since, -self.sign)

    def __format__(self, spec: str) -> str:
        """Return the number as a message says it."""
        return format(int.__int__(self), spec)


def _plain(day: date) -> date:
    return date.fromordinal(date.toordinal(day))


def _noting(name: str, plain: Any) -> Any:
    def compare(self: Any, other: Any) -> Any:
        found = NotImplemented if isinstance(other, datetime) else plain(self, other)  # a moment is no day
        if found is not NotImplemented:
            self.note(other)
        return found

    compare.__name__ = name
    return compare


def _noting_days(name: str, plain: Any) -> Any:
    usual = _noting(name, plain)

    def compare(self: AskedDay, other: Any) -> Any:
        if other.__class__ is date:
            self._note_plain(other)
            return plain(self, other)
        return usual(self, other)

    compare.__name__ = name
    return compare


def _for_one_day(name: str, plain: Any) -> Any:
    if not callable(plain):
        return property(lambda self: (self.only(), plain.__get__(self))[1])

    def answer(self: Any, *arguments: Any, **named: Any) -> Any:
        self.only()
        return plain(self, *arguments, **named)

    answer.__name__ = name
    return answer


_AS_EVER = {"__new__", "__init__", "__getattribute__", "__doc__", "__getnewargs__"}
_COMPARISONS = {"__lt__", "__le__", "__eq__", "__ne__", "__ge__", "__gt__"}


def _follow(asked: Any, base: type, *, comparisons: bool) -> None:
    """Give a type what it can be asked and does not follow by itself: comparisons are noted, all else binds it."""
    for name, plain in vars(base).items():
        if name in _AS_EVER or type(plain) in (base, timedelta) or type(plain) is type(vars(base).get("fromisoformat")):
            continue
        if name in _COMPARISONS and comparisons:
            setattr(asked, name, (_noting_days if base is date else _noting)(name, plain))
        elif name not in vars(asked) or name == "__hash__":
            setattr(asked, name, _for_one_day(name, plain))


_follow(AskedDay, date, comparisons=True)
_follow(AskedSpan, timedelta, comparisons=False)
_follow(AskedCount, int, comparisons=True)
