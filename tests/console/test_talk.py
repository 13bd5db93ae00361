"""The conversation of a command: what is asked when, and that whatever is typed ends in an answer or a sentence."""

import io
import sys
from collections.abc import Callable
from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sipcli.console import prompts
from sipcli.console.choices import Choices
from sipcli.console.prompts import clock, maybe, moment, text, yes_or_no
from sipcli.console.talk import Talk
from sipcli.errors import UsageError

TODAY = date(2026, 9, 2)
KINDS = Choices({"school": "skola", "preschool": "förskola"})
LINES = st.lists(st.one_of(st.text(alphabet=st.characters(exclude_characters="\n")), st.sampled_from(
    ["", "1", "2", "²", "school", "skola", "y", "nej", "today", "+3w", "2026-09-01 14:00", "14.30", "²:00", "a=b"]
)), max_size=6)  # fmt: skip


def typed(lines: list[str], *given_: object) -> Talk:
    """Return a conversation in a terminal in which these lines are typed; use it within `at_terminal`."""
    sys.stdin = io.StringIO("".join(f"{line}\n" for line in lines))
    return Talk(TODAY, *given_)


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that somebody is there to ask."""
    monkeypatch.setattr(prompts, "interactive", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO())


QUESTIONS: dict[str, Callable[[Talk], object]] = {
    "need": lambda talk: talk.need(None, "--x", "Which?", text),
    "need a day": lambda talk: talk.need(None, "--x", "Which?", talk.day),
    "need a past day": lambda talk: talk.need(None, "--x", "Which?", talk.past),
    "need a moment": lambda talk: talk.need(None, "--x", "Which?", talk.moment),
    "need a time": lambda talk: talk.need(None, "--x", "Which?", clock),
    "expect": lambda talk: talk.expect(None, "--x", "Which?", talk.day, "today"),
    "may": lambda talk: talk.may(None, "--x", "Which?", talk.day),
    "many": lambda talk: talk.many(None, "Which?", text),
    "yes": lambda talk: talk.yes(None, "Is it?"),
    "pick": lambda talk: talk.pick(None, "--x", "Which?", KINDS),
    "may pick": lambda talk: talk.may_pick(None, "--x", "Which?", KINDS),
    "may pick many": lambda talk: talk.may_pick_many(None, "Which?", KINDS),
    "may pick an open word": lambda talk: talk.may_pick(None, "--x", "Which?", Choices(KINDS.labels, open=True)),
}


@pytest.mark.parametrize("question", QUESTIONS)
@given(lines=LINES)
@example(lines=["²", "²:00", "99"])
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_a_question_ends_in_an_answer_or_a_sentence(question: str, lines: list[str]) -> None:
    with patch.object(prompts, "interactive", lambda: True), patch.object(sys, "stdin"), patch.object(sys, "stderr"):
        try:
            QUESTIONS[question](typed(lines))
        except UsageError as err:
            assert str(err)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_whatever_is_given_is_read_or_refused_in_a_sentence(said: str) -> None:
    for read in (text, maybe, clock, yes_or_no, lambda one: moment(one, TODAY)):
        try:
            read(said)
        except UsageError as err:
            assert str(err)


@given(st.times())
@settings(max_examples=100, deadline=None)
def test_a_time_reads_back_the_same(time_: object) -> None:
    said = f"{time_:%H:%M}"
    assert clock(said) == clock(said.replace(":", ".")) == clock(said.removeprefix("0")) == said


@pytest.mark.usefixtures("at_terminal")
def test_without_options_everything_is_asked_and_with_one_only_what_is_necessary(
    capsys: pytest.CaptureFixture[str],
) -> None:
    talk = typed(["2026-09-01", "school", "x"])
    assert "Enter skips a question" in capsys.readouterr().err
    assert talk.may(None, "--on", "On which day?", talk.day) == date(2026, 9, 1)
    assert talk.may_pick(None, "--kind", "Which?", KINDS) == "school"
    assert talk.expect(None, "--comment", "What?", text, "nothing") == "x"
    capsys.readouterr()
    talk = typed(["ja"], "an option")
    assert capsys.readouterr().err == ""
    assert talk.may(None, "--on", "On which day?", talk.day) is None
    assert talk.may_pick(None, "--kind", "Which?", KINDS, "school") == "school"
    assert talk.many(None, "Which?", text) == ()
    assert talk.yes(None, "Is it?") is None
    assert talk.expect(None, "--comment", "What?", text, "nothing") == "nothing"
    assert talk.need(None, "--name", "Who?", text) == "ja"


@pytest.mark.usefixtures("at_terminal")
def test_an_answer_that_cannot_be_read_is_asked_for_again(capsys: pytest.CaptureFixture[str]) -> None:
    talk = typed(["", "30/5", "+1d"])
    assert talk.need(None, "--on", "On which day?", talk.day) == date(2026, 9, 3)
    said = capsys.readouterr().err
    assert said.count("On which day?:") == 3
    for words in ("An answer is needed here.", "“30/5” is not a day", "+1d = Thursday 2026-09-03"):
        assert words in said


@pytest.mark.usefixtures("at_terminal")
def test_what_was_given_is_not_asked_for() -> None:
    talk = typed([], "an option")
    assert talk.need("a", "--x", "Which?", text) == "a"
    assert talk.pick("skola", "--x", "Which?", KINDS) == "school"
    assert talk.may_pick_many(["school,preschool", "school"], "Which?", KINDS) == ("school", "preschool")
    assert talk.many(["a", "b"], "Which?", text) == ("a", "b")
    assert talk.yes(False, "Is it?") is False


@pytest.mark.usefixtures("at_terminal")
def test_choices_are_shown_with_numbers_and_enter_takes_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    talk = typed(["", "2,1", ""])
    assert talk.pick(None, "--x", "Which?", KINDS, "preschool") == "preschool"
    assert talk.may_pick_many(None, "Which ones?", KINDS) == ("preschool", "school")
    assert talk.may_pick(None, "--x", "Which?", KINDS) is None
    said = capsys.readouterr().err
    assert "   2  förskola" in said
    assert "Number or word [förskola]:" in said


@pytest.mark.usefixtures("at_terminal")
def test_a_day_after_today_is_confirmed_where_something_has_happened(capsys: pytest.CaptureFixture[str]) -> None:
    talk = typed(["y", "n"])
    assert talk.past("2026-09-05") == date(2026, 9, 5)
    assert "2026-09-05 is after 2026-09-02" in capsys.readouterr().err
    with pytest.raises(UsageError, match="once more"):
        talk.past("2026-09-05")
    assert talk.past("friday") == date(2026, 8, 28)
    assert talk.day("friday") == date(2026, 9, 4)


def test_without_a_terminal_what_is_necessary_is_missing_and_the_rest_left_out() -> None:
    talk = Talk(TODAY)
    with pytest.raises(UsageError, match="--x is missing: Which"):
        talk.need(None, "--x", "Which?", text)
    with pytest.raises(UsageError, match="--x is missing: Which"):
        talk.pick(None, "--x", "Which?", KINDS)
    assert talk.may(None, "--x", "Which?", text) is None
    assert talk.expect(None, "--x", "Which?", text, "a") == "a"
