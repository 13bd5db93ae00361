"""Questions in a terminal. Where there is none, a missing answer is a wrong use of the command."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from sipcli.case.problems import did_you_mean
from sipcli.case.values import FIRST_YEAR, LAST_YEAR
from sipcli.console.labels import value_word
from sipcli.console.output import say, wrapped
from sipcli.errors import UsageError
from sipcli.i18n import _

Answer = TypeVar("Answer")


def interactive() -> bool:
    """Tell whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


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
        print(wrapped(shown), end=" ", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
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
        print("  > ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline().strip()
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
        print(question, f"[{choices}]: ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        said = line.strip().casefold()
        if not said or said in ("y", "yes", "j", "ja", "n", "no", "nej"):
            return (default and bool(line)) if not said else said[0] in "yj"


def text(value: str) -> str:
    """Read any text that is not empty."""
    if not value.strip():
        raise UsageError(_("An answer is needed here."))
    return value.strip()


def maybe(value: str) -> str | None:
    """Read a text that may be left out."""
    return value.strip() or None


def day(value: str) -> date:
    """Read a day written YYYY-MM-DD, or "today"."""
    if value.strip().casefold() in ("today", "idag"):
        return date.today()
    try:
        if len(value.strip()) != len("2026-09-01"):
            raise ValueError
        found = date.fromisoformat(value.strip())
        if not FIRST_YEAR <= found.year <= LAST_YEAR and found != date.max:
            raise ValueError
        return found
    except ValueError:
        raise UsageError(
            _("“{text}” is not a day; write it as YYYY-MM-DD, e.g. 2026-09-01.").format(text=value)
        ) from None


def clock(value: str) -> str:
    """Read a time written HH:MM."""
    hours, colon, minutes = value.strip().replace(".", ":").partition(":")
    fits = colon and hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and len(hours) in (1, 2)
    if not fits or int(hours) > 23 or int(minutes) > 59:
        raise UsageError(_("“{text}” is not a time; write it as HH:MM, e.g. 14:00.").format(text=value))
    return f"{int(hours):02}:{minutes}"


def one_of(known: Sequence[str]) -> Callable[[str], str]:
    """Return a reader that takes one of the known words, or the word that the program shows for it."""

    def read(value: str) -> str:
        found = value.strip()
        if found in known:
            return found
        for word in known:
            if found and found.casefold() == value_word(word).casefold():
                return word
        message = _("“{text}” is not one of: {known}.").format(text=found, known=", ".join(known))
        raise UsageError(message + did_you_mean(found, list(known)))

    return read


def maybe_one(read: Callable[[str], Answer]) -> Callable[[str], Answer | None]:
    """Return a reader that also takes an empty answer, for None."""
    return lambda value: read(value) if value.strip() else None


def several(read: Callable[[str], Answer]) -> Callable[[str], tuple[Answer, ...]]:
    """Return a reader of answers with commas between."""
    return lambda value: tuple(read(one) for one in value.split(",") if one.strip())
