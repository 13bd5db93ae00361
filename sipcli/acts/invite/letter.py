"""What an invitation tells those who get it, and what has changed in it since it was last sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sipcli.archive.changes import Changes
from sipcli.archive.git import open_repository
from sipcli.archive.reading import parse_model
from sipcli.case.case import INVITATION_FILE, Case
from sipcli.case.process_files import Calling, FollowUp, Invitation, Meeting

SENDINGS = "^Sip-Action: (invitation-sent|invitation-sent-again|follow-up-invited)$"
"""How git finds the commits in which an invitation went out."""

OF_CALLING = ("form", "reason", "purpose", "questions", "agenda")
OF_OCCASION = ("form", "secure_service", "chair", "recorder")
"""What an invitation says besides day, time, place and who is invited."""


@dataclass(frozen=True)
class Letter:
    """What those invited were told, with the marks of the sending: first on, again on."""

    sendings: tuple[date | None, ...]
    day: date | None
    time: str | None
    ends: str | None
    place: str | None
    roles: Mapping[str, str | None] = field(default_factory=dict)
    content: tuple[Any, ...] = ()


def letter_in(one: Invitation | FollowUp) -> Letter:
    """Return what the invitation in a file tells."""
    calling: Calling = one if isinstance(one, Invitation) else one.invitation or Calling()
    occasion = (one.meeting or Meeting()) if isinstance(one, Invitation) else one
    content = [getattr(calling, key) for key in OF_CALLING] + [getattr(occasion, key, None) for key in OF_OCCASION]
    return Letter(
        sendings=(calling.sent_on, *(again.on for again in calling.sent_again)),
        day=occasion.date,
        time=occasion.time,
        ends=occasion.ends,
        place=occasion.place,
        roles={invitee.who: invitee.role for invitee in calling.invitees},
        content=tuple(content),
    )


def letter_of(case: Case | None, file: str) -> Letter | None:
    """Return what the invitation of a case in `file` tells, None when there is none or it was never sent."""
    one = None if case is None else case.invitation if file == INVITATION_FILE else case.follow_ups.get(file)
    letter = letter_in(one) if one else None
    return letter if letter and letter.sendings[0] else None


def last_told(changes: Changes, case: Case, file: str) -> Letter | None:
    """Return what those invited were told when it was last sent, None when it never was.

    Git has the file from that day, whatever was changed in it since; a sending that git does not know is taken to have
    told what the file says now.
    """
    now = letter_of(case, file)
    if now is None:
        return None
    return next((one for one in _sent(changes, file) if one.sendings == now.sendings), now)


def _sent(changes: Changes, file: str) -> Iterator[Letter]:
    """Yield what each sending told, the latest first."""
    repository, path = open_repository(changes.archive.root), changes.path(file)
    if not repository.has_commit():
        return
    found = repository.text("log", "--format=%H", "--extended-regexp", f"--grep={SENDINGS}", "--", path)
    for commit in found.split():
        content = repository.run("show", f"{commit}:{path}")
        model = parse_model(content, Invitation if file == INVITATION_FILE else FollowUp).model
        if isinstance(model, Invitation | FollowUp):
            yield letter_in(model)


def changed_between(told: Letter, now: Letter) -> tuple[str, ...]:
    """Return what differs for those who get it: of date, time, place, invitees, content."""
    ends_moved = bool(told.ends and now.ends) and told.ends != now.ends
    both = told.roles.keys() & now.roles.keys()
    said_of_both = [[letter.roles[who] for who in sorted(both)] for letter in (told, now)]
    differs = {
        "date": told.day != now.day,
        "time": told.time != now.time or ends_moved,
        "place": told.place != now.place,
        "invitees": told.roles.keys() != now.roles.keys(),
        "content": told.content != now.content
        or said_of_both[0] != said_of_both[1]
        or (told.ends != now.ends and not ends_moved),
    }
    return tuple(word for word, different in differs.items() if different)
