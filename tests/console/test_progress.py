"""How far a long reading has come: a bar, but only on a terminal and only when it takes long."""

import sys
from collections.abc import Iterator
from io import StringIO

import pytest

from sipcli.console.progress import reading


class Screen(StringIO):
    """Standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


def seconds(*passing: float) -> Iterator[float]:
    yield from passing
    while True:
        yield passing[-1]


def shown(monkeypatch: pytest.MonkeyPatch, screen: StringIO, *passing: float) -> str:
    """Return what stands on standard error after reading two of four cases, at these seconds of the clock."""
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    clock = seconds(*passing)
    with reading(lambda: next(clock)) as tell:
        tell(1, 4)
        tell(2, 4)
        middle = screen.getvalue()
        tell(4, 4)
    return middle


def test_what_takes_longer_than_a_second_shows_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown(monkeypatch, Screen(), 0.0, 0.5, 1.5)
    assert "Reading the cases" in said
    assert "2/4" in said


def test_what_is_quick_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, Screen(), 0.0, 0.4, 0.9) == ""


def test_where_there_is_no_terminal_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, StringIO(), 0.0, 0.5, 1.5) == ""


def test_the_bar_is_gone_when_the_reading_ends_and_also_when_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    clock = seconds(0.0, 2.0)
    with pytest.raises(ValueError), reading(lambda: next(clock)) as tell:
        tell(1, 4)
        raise ValueError
    assert screen.getvalue().rstrip().endswith("\x1b[2K"), "its line is wiped out"
