"""The conversation of one command: what its options left open is asked for, where there is somebody to ask.

A command that was given none of its options asks all its questions, and each that is not necessary can be skipped. A
command that was given some asks only for what it cannot do without.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from sipcli.console import prompts
from sipcli.console.choices import Choices
from sipcli.console.output import say
from sipcli.i18n import _

Answer = TypeVar("Answer")


class Talk:
    """The questions of one command, reckoned as on `today`."""

    def __init__(self, today: date, *given: object) -> None:
        """Begin; `given` are the options of the command, which is silent about the rest when one of them is there."""
        self.today = today
        self.asking = prompts.interactive() and not any(one not in (None, (), [], False) for one in given)
        if self.asking:
            say(
                _(
                    "Enter skips a question, or takes what stands in [ ]; it can be answered later. Ctrl-C stops, and "
                    "nothing is written."
                )
            )

    def day(self, value: str) -> date:
        """Read the day of something planned, as `prompts.day` does."""
        return prompts.day(value, self.today)

    def past(self, value: str) -> date:
        """Read the day of something that has happened, as `prompts.day` does."""
        return prompts.day(value, self.today, past=True)

    def moment(self, value: str) -> datetime:
        """Read a day with a time."""
        return prompts.moment(value, self.today)

    def need(
        self,
        given: str | None,
        option: str,
        question: str,
        read: Callable[[str], Answer],
        default: str | None = None,
    ) -> Answer:
        """Return what the command cannot do without; raises UsageError when it is missing and nobody is there."""
        return prompts.ask(given, option, question, read, default)

    def expect(
        self, given: str | None, option: str, question: str, read: Callable[[str], Answer], default: str
    ) -> Answer:
        """Return what was given, else the answer in a full conversation, else the default."""
        if given is None and not self.asking:
            return read(default)
        return prompts.ask(given, option, question, read, default)

    def may(self, given: str | None, option: str, question: str, read: Callable[[str], Answer]) -> Answer | None:
        """Return what was given, or answered in a full conversation; None when it was skipped."""
        if given is not None:
            return read(given)
        if not self.asking:
            return None
        return prompts.ask(None, option, question, prompts.maybe_one(read), optional=True)

    def many(
        self, given: Sequence[str] | None, question: str, read: Callable[[str], Answer], *, needed: bool = False
    ) -> tuple[Answer, ...]:
        """Return what was given, or typed one a line in a full conversation (always when `needed`)."""
        return prompts.ask_many(given, question, read, asked=self.asking or needed)

    def yes(self, given: bool | None, question: str) -> bool | None:
        """Return the answer to a yes-or-no question; None when it was skipped."""
        if given is not None or not self.asking:
            return given
        return prompts.ask(
            None,
            "",
            _("{question} [y/n]").format(question=question),
            prompts.maybe_one(prompts.yes_or_no),
            optional=True,
        )

    def must(self, question: str) -> bool:
        """Return the answer to a yes-or-no question that cannot be skipped."""
        return prompts.ask(None, "", _("{question} [y/n]").format(question=question), prompts.yes_or_no)

    def pick(self, given: str | None, option: str, question: str, choices: Choices, default: str | None = None) -> str:
        """Return one of the choices, which the command cannot do without; they are shown with numbers."""
        if given is not None or not prompts.interactive():
            return prompts.ask(given, option, question, choices.read, default)
        usual = None if default is None else choices.shown(default)
        return prompts.ask(None, option, _offered(question, choices), choices.with_numbers().read, usual)

    def may_pick(
        self, given: str | None, option: str, question: str, choices: Choices, default: str | None = None
    ) -> str | None:
        """Return one of the choices; the default, or None, when the question was not asked or skipped."""
        if given is not None or not self.asking:
            return choices.read(given) if given is not None else default
        if not choices.labels:
            return default
        read = prompts.maybe_one(choices.with_numbers().read)
        usual = None if default is None else choices.shown(default)
        return prompts.ask(None, option, _offered(question, choices), read, usual, optional=True)

    def may_pick_many(
        self, given: Sequence[str] | None, question: str, choices: Choices, default: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Return some of the choices, typed with commas between; the default when none were given or chosen."""
        if given:
            return tuple(dict.fromkeys(one for text in given for one in choices.several(text)))
        if not self.asking or not choices.labels:
            return tuple(default)
        shown = _offered(question + " " + _("(with commas between)"), choices)
        usual = ",".join(choices.shown(word) for word in default) or None
        said = prompts.ask(None, "", shown, choices.with_numbers().several, usual, optional=True)
        return said or tuple(default)

    def pairs(self, given: Sequence[str] | None, form: str, first: str, second: str) -> tuple[tuple[str, str], ...]:
        """Return pairs given as `form` (LEFT=RIGHT), or asked for as two questions until the first is left empty."""
        if given:
            return tuple(
                (prompts.text(left), prompts.text(right)) for left, right in (prompts.pair(one, form) for one in given)
            )
        found: list[tuple[str, str]] = []
        while self.asking:
            left = prompts.ask(None, "", first, prompts.maybe, optional=True)
            if left is None:
                break
            found.append((left, prompts.ask(None, "", second, prompts.text)))
        return tuple(found)


def _offered(question: str, choices: Choices) -> str:
    """Show a question with its choices; return what is then asked."""
    say(question)
    for line in choices.lines():
        say(line)
    return "  " + _("Number or word")
