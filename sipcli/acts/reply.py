"""Replies to an invitation (B9-B16): who comes, who comes instead, which unit is the right one."""

from dataclasses import dataclass
from datetime import date

from sipcli.acts.invite.send import ANSWER, invite_also, opened
from sipcli.acts.people import Joining, join
from sipcli.acts.prepare import put_if
from sipcli.archive.changes import Changes
from sipcli.archive.editing import put
from sipcli.case.case import CASE_FILE, Case
from sipcli.case.case_file import Unit
from sipcli.case.meetings import Called

ANSWERS = ("accepted", "declined", "passed-on", "unanswered")
GOES_WITH = {"attends": "accepted", "substitute": "declined", "passed_to": "passed-on"}
"""What can be said beside a reply, and which reply it goes with; beside another it would be untrue."""

SPECIALISTS = ("specialist-care", "child-psychiatry", "habilitation")
HEALTH_CENTRE = "health-centre"


@dataclass(frozen=True)
class Reply:
    """What somebody invited has answered, and on which day."""

    who: str
    answer: str
    on: date
    attends: str | None = None
    substitute: str | None = None
    passed_to: str | None = None
    mandate: bool | None = None


@dataclass(frozen=True)
class Coming:
    """A unit that an invitation is to go to as well: `new` when it is not in the case yet."""

    unit: str
    role: str | None
    on: date
    new: Unit | None = None


def record(changes: Changes, file: str, reply: Reply) -> None:
    """Write a reply into the invitation in `file`; what went with an earlier reply and not with this one goes."""
    calling, _occasion = opened(changes, file)
    there = next(one for one in calling["invitees"] if str(one.get("who")) == reply.who)
    put(there, "response", reply.answer)
    for key in ANSWER:
        if GOES_WITH.get(key, reply.answer) != reply.answer or reply.answer == "unanswered":
            there.pop(key, None)
    if reply.answer != "unanswered":
        put(there, "replied_on", reply.on)
    for key in (*GOES_WITH, "mandate"):
        put_if(there, key, getattr(reply, key))


def note_known(changes: Changes, unit: str, *, known: bool) -> None:
    """Write whether a unit knows the child (B14)."""
    for one in changes.open(CASE_FILE).root["units"]:
        if str(one.get("id")) == unit:
            put(one, "child_known", known)


def take_in(changes: Changes, case: Case, coming: Coming, today: date) -> None:
    """Take a new unit into the case, with a consent for it that waits for an answer from each who can give it."""
    if coming.new:
        join(changes, case, Joining(units=(coming.new,)), today)


def call(changes: Changes, case: Case, file: str, coming: Coming, today: date) -> None:
    """Take a unit into the case, when it is new, and send it the invitation in `file`."""
    take_in(changes, case, coming, today)
    invite_also(changes, file, coming.unit, coming.role, coming.on)


def centre_wanted(case: Case, called: Called, unit: Unit, answer: str) -> bool:
    """Tell whether the health centre is called, since a unit of the region does not know the child (B15).

    It is not when the unit comes all the same or has found the right one, when a specialist has agreed to come, or when
    another unit of the region knows the child.
    """
    if unit.principal != "region" or unit.kind == HEALTH_CENTRE or answer in ("accepted", "passed-on"):
        return False
    agreed = {one.who for one in called.calling.invitees if one.response == "accepted"}
    others = [one for one in case.file.units if one.id != unit.id and one.principal == "region"]
    return not any(one.child_known or (one.id in agreed and one.kind in SPECIALISTS) for one in others)
