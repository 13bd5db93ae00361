"""Disputes between those who should help (W3, W4): opened, taken further, resolved; who answers meanwhile."""

from datetime import date

from ruamel.yaml.comments import CommentedMap

from sipcli.acts.events import not_before, note, record
from sipcli.archive.changes import Changes
from sipcli.archive.editing import put
from sipcli.case.events import DISPUTE
from sipcli.case.process_files import Event
from sipcli.errors import NeedsUser, UsageError
from sipcli.i18n import _

LEVELS = ("nearest-manager", "line-organisation", "delregional")
"""Where a dispute is dealt with, from the nearest to the last (W3)."""


def open_dispute(changes: Changes, parties: tuple[str, ...], about: str, on: date) -> str:
    """Write a new dispute, with the nearest managers first; return its file."""
    return record(changes, DISPUTE, on, {"parties": list(parties), "about": about, "escalation_level": LEVELS[0]})


def share_responsibility(changes: Changes, name: str, opened: date, unit: str, what: str | None, on: date) -> None:
    """Write who answers for what while the dispute, which began on the day `opened`, goes on (W4).

    Raises:
        UsageError: it would be agreed before the dispute began.
    """
    not_before(opened, on)
    root = changes.open(name).root
    said = {"unit": unit, "what": what, "agreed_on": on}
    if not isinstance(root.get("temporary_responsibility"), CommentedMap):
        put(root, "temporary_responsibility", said)
        return
    for key, value in said.items():
        if value is not None:
            put(root["temporary_responsibility"], key, value)


def escalate(changes: Changes, name: str, event: Event, to: str | None, on: date) -> str:
    """Take a dispute to the next level, or to a higher one; return the level (W3).

    Raises:
        NeedsUser: it is resolved, or there is no higher level.
        UsageError: the level is not higher, or the day is before what came before it.
    """
    if event.resolved_on:
        raise NeedsUser(_("The dispute was resolved on {date}; it goes no further.").format(date=event.resolved_on))
    now = LEVELS.index(event.escalation_level or LEVELS[0])
    if to is None and now == len(LEVELS) - 1:
        raise NeedsUser(_("The dispute is at the last level already: {level}.").format(level=LEVELS[now]))
    wanted = now + 1 if to is None else LEVELS.index(to)
    if wanted <= now:
        raise UsageError(
            _("The dispute is at the level {now}; {to} is no step further. The levels in order: {levels}.").format(
                now=LEVELS[now], to=to, levels=", ".join(LEVELS)
            )
        )
    _not_before_the_last(event, on)
    note(changes, name, event, {"escalation_level": LEVELS[wanted], "escalated_on": on})
    return LEVELS[wanted]


def resolve(changes: Changes, name: str, event: Event, on: date, decision: str | None) -> None:
    """Write when the parties agreed, and on what.

    Raises:
        UsageError: the day is before what came before it.
    """
    _not_before_the_last(event, on)
    note(changes, name, event, {"resolved_on": on, "decision": decision})


def _not_before_the_last(event: Event, day: date) -> None:
    not_before(event.date, day)
    if event.escalated_on and day < event.escalated_on:
        raise UsageError(
            _("{day} is before {escalated}, when the dispute was taken further.").format(
                day=day, escalated=event.escalated_on
            )
        )
