"""Preparing child, guardians, professionals and the meeting itself (P1-P16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from ruamel.yaml.comments import CommentedMap

from sipcli.archive.changes import Changes
from sipcli.archive.editing import add, entries, put, section
from sipcli.case.case import CASE_FILE, INVITATION_FILE, PREPARATION_FILE


@dataclass(frozen=True)
class Prepared:
    """What somebody was asked and wished for; what is left out stays as preparation.yaml has it (P1-P10)."""

    done_on: date
    by: str | None = None
    participation: str | None = None
    spokesperson: str | None = None
    meeting_form: str | None = None
    place: str | None = None
    participants: tuple[str, ...] = ()
    not_to_raise: tuple[str, ...] = ()
    wishes: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ChildAsked:
    """What belongs to the child in case.yaml: told of the plan, its view, what it needs to understand (C10, P2)."""

    informed_on: date | None = None
    toward: str | None = None
    view_comment: str | None = None
    interpreter: str | None = None
    interpreter_language: str | None = None
    picture_support: str | None = None


@dataclass(frozen=True)
class PreMeeting:
    """Professionals who met beforehand (P11, C16)."""

    held_on: date
    asked_for_by: str | None = None
    participants: tuple[str, ...] = ()
    guardian_consent: bool | None = None
    comment: str | None = None


def prepare_person(changes: Changes, who: str, said: Prepared) -> None:
    """Write how the child or the guardians (`who`: "child" or "guardians") were prepared."""
    part = section(changes.open(PREPARATION_FILE).root, who)
    for one in fields(said):
        if one.name != "answers":
            put_if(part, one.name, getattr(said, one.name))
    if said.answers:
        answers = section(part, "answers")
        for question, answer in said.answers.items():
            put(answers, question, answer)


def note_child(changes: Changes, said: ChildAsked, on: date) -> None:
    """Write what belongs to the child itself into case.yaml."""
    if not any(getattr(said, one.name) for one in fields(said)):
        return
    child = changes.open(CASE_FILE).root["child"]
    for key in ("informed_on", "interpreter", "interpreter_language", "picture_support"):
        put_if(child, key, getattr(said, key))
    if said.toward or said.view_comment:
        view = section(child, "view")
        put_if(view, "toward", said.toward)
        put(view, "recorded_on", on)
        put_if(view, "comment", said.view_comment)


def name_support_person(changes: Changes, name: str, unit: str | None) -> None:
    """Write who is there for the child at the meeting (P4)."""
    person = section(changes.open(PREPARATION_FILE).root, "support_person")
    put(person, "name", name)
    put_if(person, "unit", unit)


def prepare_professionals(changes: Changes, said: PreMeeting) -> None:
    """Write that professionals met beforehand, and whether the guardians had consented to it."""
    part = section(changes.open(PREPARATION_FILE).root, "professionals")
    for one in fields(said):
        put_if(part, one.name, getattr(said, one.name))


def prepare_meeting(changes: Changes, chair: str | None, recorder: str | None, mandates: Sequence[str]) -> None:
    """Write who chairs and takes notes (P12), and which units come with a mandate to decide (P16)."""
    root = changes.open(INVITATION_FILE).root
    if chair or recorder:
        meeting = section(root, "meeting")
        put_if(meeting, "chair", chair)
        put_if(meeting, "recorder", recorder)
    if mandates:
        invitees = entries(root, "invitees")
        there = {str(one.get("who")): one for one in invitees if isinstance(one, CommentedMap)}
        for unit in mandates:
            if unit in there:
                put(there[unit], "mandate", True)
            else:
                add(invitees, {"who": unit, "mandate": True})


def put_if(mapping: CommentedMap, key: str, value: Any) -> None:
    """Set a key when there is something to say; what is left out stays as it is."""
    if value is None or value == ():
        return
    put(mapping, key, list(value) if isinstance(value, tuple) else value)
