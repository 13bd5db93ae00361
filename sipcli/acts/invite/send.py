"""Inviting (B1-B16): the invitation to the first meeting or to a follow-up, sent for the first time or again."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.comments import CommentedMap

from sipcli.acts.documents import Kept, keep
from sipcli.acts.invite.letter import changed_between, last_told, letter_of
from sipcli.archive.changes import Changes
from sipcli.archive.editing import add, entries, plain, put, section
from sipcli.archive.place import TEMPLATES
from sipcli.case.case import CASE_FILE, CHILD, INVITATION_FILE, Case
from sipcli.case.meetings import Called, callings, meeting_day
from sipcli.case.people import guardians, representatives
from sipcli.case.process_files import Calling
from sipcli.documents.formats import Settings
from sipcli.documents.material import Material
from sipcli.errors import NeedsUser
from sipcli.guidelines.model import Guideline

OUTCOME = (
    "held", "present", "absent", "child_participation", "child_represented_by", "child_told_on", "delay_reason",
    "absence_decision", "decisions_waiting",
)  # fmt: skip
"""What the file says of a meeting that was held, and what does not hold for the next one."""

ANSWER = ("replied_on", "attends", "substitute", "passed_to")
"""What goes with a reply, and goes when the reply no longer holds."""


@dataclass(frozen=True)
class Invited:
    """An invitation to send. What is left out stays as the file has it; `who` left out: whom `to_invite` says."""

    sent_on: dt.date
    date: dt.date | None = None
    time: str | None = None
    ends: str | None = None
    place: str | None = None
    meeting_form: str | None = None
    form_agreed: bool | None = None
    secure_service: str | None = None
    chair: str | None = None
    recorder: str | None = None
    delay_reason: str | None = None
    form: str | None = None
    reason: str | None = None
    purpose: str | None = None
    questions: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    mandates: tuple[str, ...] = ()
    exception: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sent:
    """How an invitation goes out: for the first time, or again, and then what is new in it (nothing: it does not)."""

    again: bool = False
    changed: tuple[str, ...] = ()

    @property
    def goes_out(self) -> bool:
        """Whether there is anything to send."""
        return not self.again or bool(self.changed)


def calling_in(case: Case, file: str) -> Called | None:
    """Return the invitation in a file of the case, None when there is none."""
    return next((one for one in callings(case) if one.file == file), None)


def opened(changes: Changes, file: str) -> tuple[CommentedMap, CommentedMap]:
    """Return, for changing, the invitation in a file and the occasion that it calls to."""
    root = changes.open(file).root
    return (root, section(root, "meeting")) if file == INVITATION_FILE else (section(root, "invitation"), root)


def everyone_to_invite(case: Case, day: dt.date) -> list[str]:
    """Return who is invited when nothing else is said: child, guardians or representatives, units (B8).

    With them those relatives whom the child or the guardians wished for (P5). Units that need not come are invited when
    somebody says so (B13).
    """
    people = [one.id for one in guardians(case, day)] or [one.id for one in representatives(case, day)]
    return [
        CHILD,
        *people,
        *relatives_wished_for(case),
        *(unit.id for unit in case.file.units if unit.obliged is not False),
    ]


def relatives_wished_for(case: Case) -> list[str]:
    """Return the ids of the relatives whom the child or the guardians, by id or name, want at the meeting (P5)."""
    prepared = (case.preparation.child, case.preparation.guardians) if case.preparation else ()
    wished = {who.strip().casefold() for one in prepared if one for who in one.participants}
    return [one.id for one in case.file.relatives if wished & {one.id.casefold(), one.name.casefold()}]


def to_invite(case: Case, file: str, day: dt.date) -> list[str]:
    """Return whom an invitation goes to when nothing else is said: once it is sent, those who got it."""
    called = calling_in(case, file)
    listed = [one.who for one in called.calling.invitees] if called else []
    if called and called.calling.sent_on:
        return listed
    follow_up = case.follow_ups.get(file)
    usual = list(follow_up.participants) if follow_up else []
    return list(dict.fromkeys([*(usual or everyone_to_invite(case, day)), *listed]))


def role_of(case: Case, who: str) -> str | None:
    """Return the part somebody has at a meeting when nothing else is said: a unit the part it had at the first meeting.

    What is written into a case is Swedish, whatever language the program speaks.
    """
    if who == CHILD:
        return "huvudperson"
    if who in [one.id for one in case.file.guardians]:
        return "vårdnadshavare"
    near = next((one for one in case.file.relatives if one.id == who), None)
    if near:
        return near.relation or "närstående"
    kind = next((one.kind for one in case.file.representatives if one.id == who), None)
    return kind or next((one.role for one in (case.invitation or Calling()).invitees if one.who == who), None)


def is_new_meeting(case: Case, file: str, day: dt.date | None) -> bool:
    """Tell whether a meeting on `day` is another one than the meeting in the file, which was held."""
    meeting = case.invitation.meeting if case.invitation and file == INVITATION_FILE else None
    return bool(meeting and meeting.held and day and day != meeting.date)


def send(changes: Changes, case: Case, file: str, said: Invited) -> Sent:
    """Write an invitation into its file (not yet on disk), and return how it goes out."""
    calling, occasion = opened(changes, file)
    again = last_told(changes, case, file)
    called_off = file == INVITATION_FILE and bool(again and again.day) and meeting_day(case) is None
    if is_new_meeting(case, file, said.date):
        again = None
        for key in OUTCOME:
            occasion.pop(key, None)
        for key in ("sent_on", "sent_again", "lead_time_exception"):
            calling.pop(key, None)
    if again is None:
        put(calling, "sent_on", said.sent_on, before=next(iter(calling), None))
    _write(calling, occasion, said, is_first=file == INVITATION_FILE)
    day = said.date or (again.day if again else None) or said.sent_on
    _put_invitees(case, calling, list(said.who) or to_invite(case, file, day), said)
    if file != INVITATION_FILE and said.who:
        put(occasion, "participants", list(said.who))
    if again is None:
        _forget_replies(calling)
        _note_call(changes, case, file, said.sent_on)
        return Sent()
    now = letter_of(changes.after(), file)
    changed = changed_between(again, now) if now else ()
    if called_off:
        occasion.pop("absence_decision", None)
        changed = ("date", *(word for word in changed if word != "date"))
    if changed:
        add(entries(calling, "sent_again", before="form"), {"on": said.sent_on, "changed": list(changed)})
    if "date" in changed:
        put(calling, "sent_on", said.sent_on)
        occasion.pop("absence_decision", None)  # it was about the other day
        if not said.exception:
            calling.pop("lead_time_exception", None)
    if "date" in changed or "time" in changed:
        _forget_replies(calling)
    return Sent(again=True, changed=changed)


def _note_call(changes: Changes, case: Case, file: str, sent_on: dt.date) -> None:
    """On the way home from inpatient care the invitation is the call that the law counts days to (U1)."""
    noted = case.file.discharge and case.file.discharge.call_sent_on
    if file == INVITATION_FILE and case.file.route == "discharge" and not noted:
        put(section(changes.open(CASE_FILE).root, "discharge"), "call_sent_on", sent_on)


def _write(calling: CommentedMap, occasion: CommentedMap, said: Invited, *, is_first: bool) -> None:
    texts: dict[str, Any] = {
        "form": said.form,
        "reason": said.reason,
        "purpose": said.purpose,
        "questions": list(said.questions) or None,
        "agenda": list(said.agenda) or None,
        "lead_time_exception": said.exception or None,
    }
    where: dict[str, Any] = {
        "date": said.date,
        "time": said.time,
        "ends": said.ends,
        "place": said.place,
        "form": said.meeting_form,
        "form_agreed": said.form_agreed,
        "secure_service": said.secure_service,
        "chair": said.chair,
        "recorder": said.recorder,
        "delay_reason": said.delay_reason,
    }
    before = next((key for key in ("meeting", "invitees") if key in calling), None)
    for key, value in texts.items():
        _put_new(calling, key, value, before)
    for key, value in where.items():
        _put_new(occasion, key, value, "place" if key == "ends" else None)
    if is_first and "held" not in occasion:
        put(occasion, "held", False)


def _put_new(mapping: CommentedMap, key: str, value: Any, before: str | None = None) -> None:
    """Set a key when there is something to say that the file does not say already."""
    if value is not None and mapping.get(key) != plain(value):
        put(mapping, key, value, before=before)


def _put_invitees(case: Case, calling: CommentedMap, wanted: Sequence[str], said: Invited) -> None:
    listed = entries(calling, "invitees")
    before = {str(one.get("who")): one for one in listed if isinstance(one, CommentedMap)}
    for who in set(before) - set(wanted):
        listed.remove(before[who])
    for who in wanted:
        role, mandate = said.roles.get(who), True if who in said.mandates else None
        if who not in before:
            passed = next((one.get("role") for one in before.values() if one.get("passed_to") == who), None)
            usual = role or role_of(case, who) or passed
            add(listed, {"who": who, "role": usual, "response": "unanswered", "mandate": mandate})
            continue
        there = before[who]
        _put_new(there, "role", role or (None if there.get("role") else role_of(case, who)))
        _put_new(there, "mandate", mandate)
        if not there.get("response"):
            put(there, "response", "unanswered")


def _forget_replies(calling: CommentedMap) -> None:
    """Set every reply back to unanswered; who passed the invitation on has nothing more to answer (B14)."""
    for one in calling.get("invitees") or ():
        if isinstance(one, CommentedMap) and one.get("response") != "passed-on":
            _put_new(one, "response", "unanswered")
            for key in ANSWER:
                one.pop(key, None)


def note_agreed(changes: Changes, said: Invited) -> None:
    """Write what was agreed about the first meeting, without sending anything."""
    calling, occasion = opened(changes, INVITATION_FILE)
    _write(calling, occasion, said, is_first=True)


def invite_also(changes: Changes, file: str, who: str, role: str | None, on: dt.date) -> None:
    """Send an invitation that is out already to one more."""
    calling, _occasion = opened(changes, file)
    add(entries(calling, "invitees"), {"who": who, "role": role, "response": "unanswered"})
    add(entries(calling, "sent_again", before="form"), {"on": on, "changed": ["invitees"]})


def add_documents(
    changes: Changes, guideline: Guideline, file: str, on: dt.date, language: str, formats: Sequence[str]
) -> tuple[list[Kept], str]:
    """Put the invitation, sent on a day, in each format into documents/, with its record.

    Returns what was put there, and why nothing more was: that an invitation was sent is recorded also when its document
    cannot be made. The case is as the change leaves it, so the commit that has the document has what it was made of.
    """
    case = changes.after()
    assert case is not None
    of = Material(case, guideline, language, on, about=None if file == INVITATION_FILE else file)
    own = changes.archive.root / TEMPLATES
    kept: list[Kept] = []
    try:
        for one in formats:
            kept.append(keep(changes, "invitation", of, Settings(one, own)))
    except NeedsUser as err:
        return kept, str(err)
    return kept, ""
