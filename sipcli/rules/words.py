"""Small pieces of sentences that several rules need."""

from collections.abc import Iterable
from datetime import date

from sipcli.i18n import _, ngettext


def listed(ids: Iterable[str]) -> str:
    """Return "skola, soc and bup" in the language in use."""
    *first, last = list(ids) or ["–"]
    return _("{some} and {last}").format(some=", ".join(first), last=last) if first else last


def on_or_unknown(day: date | None) -> str:
    """Return the day as YYYY-MM-DD, or words for a day nobody wrote down."""
    return day.isoformat() if day else _("an unknown day")


def stem(file: str) -> str:
    """Return a file of an event without folder and ending, as its commands name it: "2026-10-05-move"."""
    return file.rpartition("/")[2].removesuffix(".yaml")


def day_count(days: int) -> str:
    """Return "1 day" or "9 days" in the language in use."""
    return ngettext("{n} day", "{n} days", days).format(n=days)
