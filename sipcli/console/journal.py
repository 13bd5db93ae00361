"""A case's history as a journal: when, who, what changed from what to what, in words."""

from collections.abc import Iterable, Iterator, Mapping

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from sipcli.archive.history import Change, Entry
from sipcli.console.labels import ACTIONS, file_word, key_word, value_word
from sipcli.i18n import _, ngettext

UNDONE = "undone"
"""The action of a commit that takes back another, which its subject names."""

HANDED_OUT = "document-handed-out"

SHOWN = 12
"""How many changes of one entry are shown when not all are asked for."""


def journal(entries: Iterable[Entry], *, full: bool = False) -> Iterator[RenderableType]:
    """Yield each entry: a head line with when, who and what, and the changes below it."""
    for entry in entries:
        head = Text(entry.when.strftime("%Y-%m-%d %H:%M"), "bold")
        head.append(f"  {entry.who}  ")
        head.append(done(entry), "bold")
        yield head
        lines = list(change_lines(entry.changes))
        shown = lines if full else lines[:SHOWN]
        if len(lines) > len(shown):
            more = len(lines) - len(shown)
            shown.append(
                ngettext("… and {n} more (--full shows it)", "… and {n} more (--full shows them)", more).format(n=more)
            )
        yield Padding(Text("\n".join(shown)), (0, 0, 1, 2))


def done(entry: Entry) -> str:
    """Return what an entry did, in words; a commit made without sip says it with its own subject."""
    if entry.action == UNDONE:
        did = entry.subject.partition(": ")[2].partition(": ")[2]
        what = _(ACTIONS[HANDED_OUT]) if did.endswith(" handed out") else _(did)  # which one, the changes say
        return _(ACTIONS[UNDONE]) + ": " + what
    return _(ACTIONS[entry.action]) if entry.action in ACTIONS else entry.subject.partition(": ")[2] or entry.subject


def change_lines(changes: Iterable[Change]) -> Iterator[str]:
    """Yield each change as a sentence: "consent, vh2, status: unanswered → given"."""
    for one in changes:
        words = [file_word(one.file), *(key_word(key) for key in one.path)]
        where = ", ".join(dict.fromkeys(words))
        if not one.path and not isinstance(one.new, Mapping):
            yield f"{where}: " + (_("put there") if one.new is not None else _("taken away"))
        elif isinstance(one.old, list) and isinstance(one.new, list):
            added = [value for value in one.new if value not in one.old]
            gone = [value for value in one.old if value not in one.new]
            parts = [_("added {values}").format(values=value_word(added))] if added else []
            parts += [_("taken away {values}").format(values=value_word(gone))] if gone else []
            yield f"{where}: " + ("; ".join(parts) or _("in another order"))
        elif one.old is None:
            yield f"{where}: {value_word(one.new)}"
        elif one.new is None:
            yield f"{where}: " + _("taken away (was {old})").format(old=value_word(one.old))
        else:
            yield f"{where}: {value_word(one.old)} → {value_word(one.new)}"
