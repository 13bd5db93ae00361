"""Questions in a terminal. Where there is none, a missing answer is a wrong use of the command."""

import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import TypeVar

from sipcli.case.personal_number import personal_number_in
from sipcli.console.output import say, wrapped
from sipcli.errors import UsageError
from sipcli.i18n import _

Answer = TypeVar("Answer")


def interactive() -> bool:
    """Tell whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


_KEYS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z~]|\x1bO[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]")
"""What keys such as the arrows leave in a line where the terminal does not edit it."""


def _answer(prompt: str) -> str:
    """Show a prompt on standard error and return the line that is typed, empty at the end of the input."""
    print(prompt, end="", file=sys.stderr, flush=True)
    return _KEYS.sub("", sys.stdin.readline())


def ask(
    given: str | None,
    option: str,
    question: str,
    read: Callable[[str], Answer],
    default: str | None = None,
    *,
    optional: bool = False,
) -> Answer:
    """Return what `read` makes of the given text, or of the answer to `question`.

    An answer that cannot be read is asked for again. An empty answer means the default; for an optional question
    without a default it is read as it is.

    Raises:
        UsageError: there is nobody to ask, or what was given cannot be read.
    """
    if given is not None:
        return read(given)
    if not interactive():
        if default is not None or optional:
            return read(default or "")
        raise UsageError(_("{option} is missing: {question}").format(option=option, question=question))
    while True:
        shown = f"{question} [{default}]:" if default else f"{question}:"
        line = _answer(wrapped(shown) + " ")
        if not line:
            raise UsageError(_("{option} is missing: {question}").format(option=option, question=question))
        text = line.strip() or (default or "")
        if not text and not optional:
            say("  " + _("An answer is needed here."))
            continue
        try:
            return read(text)
        except UsageError as err:
            say(f"  {err}")


def ask_many(
    given: Sequence[str] | None, question: str, read: Callable[[str], Answer], *, asked: bool = True
) -> tuple[Answer, ...]:
    """Return what `read` makes of the given texts, or of those typed one a line until an empty one.

    A line that cannot be read is asked for again. None are asked for where there is nobody to ask, or not `asked`.
    """
    if given:
        return tuple(read(one) for one in given)
    if not asked or not interactive():
        return ()
    found: list[Answer] = []
    say(question + " " + _("(one a line, an empty line ends)"))
    while True:
        line = _answer("  > ").strip()
        if not line:
            return tuple(found)
        try:
            found.append(read(line))
        except UsageError as err:
            say(f"  {err}")


def confirm(question: str, *, default: bool = False) -> bool:
    """Ask a yes-or-no question until the answer is clear; an empty one means the default, nobody to ask means no."""
    if not interactive():
        return False
    choices = _("Y/n") if default else _("y/N")
    while True:
        line = _answer(f"{question} [{choices}]: ")
        if not line.strip():
            return default and bool(line)
        with suppress(UsageError):
            return yes_or_no(line)


def text(value: str) -> str:
    """Read any text that is not empty and holds no personal identity number."""
    if not value.strip():
        raise UsageError(_("An answer is needed here."))
    number = personal_number_in(value)
    if number:
        raise UsageError(
            _(
                "“{number}” looks like a personal identity number. A case never needs one, and files are copied and "
                "printed: leave it out. (A telephone number is written with a hyphen: 070-1740605.)"
            ).format(number=number)
        )
    return value.strip()


def maybe(value: str) -> str | None:
    """Read a text that may be left out."""
    return text(value) if value.strip() else None


def day(value: str, today: date | None = None, *, past: bool = False) -> date:
    """Read a day: YYYY-MM-DD, or a word such as today, +3w, friday; then what was understood is shown.

    With `past`, the day of something that has happened: a weekday is the latest one, and a later day is remarked on.
    """
    from sipcli.console.day_words import day_meant, named

    now = today or date.today()
    found = day_meant(value, now, past=past)
    if value.strip() != str(found):
        say("  " + _("{text} = {day}").format(text=value.strip(), day=named(found)))
    if past and found > now:
        if interactive():
            question = _("{day} is after {today}: has it not happened yet? Keep that day?").format(day=found, today=now)
            if not confirm("  " + question):
                raise UsageError(_("Write the day once more."))
        else:
            say("  " + _("Note: {day} is after {today}; until then it does not count.").format(day=found, today=now))
    return found


def clock(value: str) -> str:
    """Read a time written HH:MM."""
    hours, colon, minutes = value.strip().replace(".", ":").partition(":")
    minutes = minutes if colon else "00"  # 14 is two in the afternoon
    fits = re.fullmatch("[0-9]{1,2}", hours) and re.fullmatch("[0-9]{2}", minutes)
    if not fits or int(hours) > 23 or int(minutes) > 59:
        raise UsageError(_("“{text}” is not a time; write it as HH:MM, e.g. 14:00.").format(text=value))
    return f"{int(hours):02}:{minutes}"


def yes_or_no(value: str) -> bool:
    """Read yes or no, in either language."""
    said = value.strip().casefold()
    if said in ("y", "yes", "j", "ja"):
        return True
    if said in ("n", "no", "nej"):
        return False
    raise UsageError(_("Answer yes or no."))


def maybe_one(read: Callable[[str], Answer]) -> Callable[[str], Answer | None]:
    """Return a reader that also takes an empty answer, for None."""
    return lambda value: read(value) if value.strip() else None


def several(read: Callable[[str], Answer]) -> Callable[[str], tuple[Answer, ...]]:
    """Return a reader of answers with commas between."""
    return lambda value: tuple(read(one) for one in value.split(",") if one.strip())


def moment(value: str, today: date | None = None) -> datetime:
    """Read a day and a time of day: "2026-09-01 14:00"; the day may be a word."""
    said, _space, hours = value.strip().replace("T", " ", 1).rpartition(" ")
    if not said:
        raise UsageError(_("“{text}” is not a day with a time, e.g. 2026-09-01 14:00.").format(text=value))
    return datetime.combine(day(said, today), time.fromisoformat(clock(hours)))


def pair(value: str, form: str) -> tuple[str, str]:
    """Return the two sides of an equals sign; `form` says how it is written, e.g. "WHO=TEXT"."""
    left, equals, right = (one.strip() for one in value.partition("="))
    if not (left and equals and right):
        raise UsageError(_("“{text}” is not written as {form}.").format(text=value, form=form))
    return left, right
