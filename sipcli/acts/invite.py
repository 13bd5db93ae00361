"""Inviting (B1-B9): invitation.yaml and the invitation as a document."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.comments import CommentedMap

from sipcli.archive.archive import TEMPLATES, Archive
from sipcli.archive.changes import Changes
from sipcli.archive.checking import judge_loaded
from sipcli.archive.editing import add, entries, put, section
from sipcli.archive.loading import LoadedCase, load_case
from sipcli.case.case import CHILD, INVITATION_FILE, Case
from sipcli.case.people import guardians, representatives
from sipcli.documents.render import render
from sipcli.guidelines.model import Guideline
from sipcli.rules.finding import Finding

FORBIDDING = ("invitation-too-late", "sharing-without-consent")
"""Rules that a sent invitation breaks for good; what it merely lacks can be completed and sent again."""


@dataclass(frozen=True)
class Invited:
    """An invitation to send. What is left out stays as invitation.yaml has it."""

    date: dt.date
    time: str
    place: str
    sent_on: dt.date
    form: str = "written"
    reason: str | None = None
    purpose: str | None = None
    questions: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    meeting_form: str | None = None
    chair: str | None = None
    recorder: str | None = None
    who: tuple[str, ...] = ()
    exception: dict[str, Any] = field(default_factory=dict)


def everyone_to_invite(case: Case, day: dt.date) -> list[str]:
    """Return who is invited when nothing else is said: child, guardians or representatives, all units (B8)."""
    people = [one.id for one in guardians(case, day)] or [one.id for one in representatives(case, day)]
    return [CHILD, *people, *case.unit_ids]


def role_of(case: Case, who: str) -> str | None:
    """Return the part somebody has at the meeting when nothing else is said; a unit's is for the caller to say.

    What is written into a case is Swedish, whatever language the program speaks.
    """
    if who == CHILD:
        return "huvudperson"
    if who in [one.id for one in case.file.guardians]:
        return "vårdnadshavare"
    found = next((one for one in case.file.representatives if one.id == who), None)
    return found.kind if found else None


def prepare(changes: Changes, case: Case, invited: Invited, roles: dict[str, str]) -> None:
    """Write the invitation into invitation.yaml (not yet on disk)."""
    root = changes.open(INVITATION_FILE).root
    said: dict[str, Any] = {
        "sent_on": invited.sent_on,
        "form": invited.form,
        "reason": invited.reason,
        "purpose": invited.purpose,
        "questions": list(invited.questions) or None,
        "agenda": list(invited.agenda) or None,
        "lead_time_exception": invited.exception or None,
    }
    called: dict[str, Any] = {
        "date": invited.date,
        "time": invited.time,
        "place": invited.place,
        "form": invited.meeting_form,
        "chair": invited.chair,
        "recorder": invited.recorder,
        "held": False,
    }
    for mapping, values in ((root, said), (section(root, "meeting"), called)):
        for key, value in values.items():
            if value is not None:
                put(mapping, key, value)
    listed = entries(root, "invitees")
    before = {str(one.get("who")): one for one in listed if isinstance(one, CommentedMap)}
    wanted = invited.who or tuple(before) or tuple(everyone_to_invite(case, invited.date))
    for who in set(before) - set(wanted):
        listed.remove(before[who])
    for who in wanted:
        if who in before:
            put(before[who], "response", "unanswered")
            if who in roles:
                put(before[who], "role", roles[who])
        else:
            add(listed, {"who": who, "role": roles.get(who) or role_of(case, who), "response": "unanswered"})


def forbidden(archive: Archive, changes: Changes, today: dt.date) -> tuple[list[Finding], list[Finding]]:
    """Return what rules say against sending this invitation: what it would break for good, and doubts about consent."""
    loaded = load_case(archive, changes.case_id)
    after = LoadedCase(loaded.id, changes.after(), (), loaded.unreadable - {INVITATION_FILE})
    found = judge_loaded(archive, after, today).findings
    errors = [one for one in found if one.level == "error"]
    return [one for one in errors if one.rule in FORBIDDING], [one for one in errors if one.rule.startswith("consent-")]


def add_documents(changes: Changes, guideline: Guideline, language: str, formats: tuple[str, ...]) -> list[str]:
    """Render the invitation in each format into documents/; returns the names of the files."""
    case = changes.after()
    assert case is not None
    assert case.invitation is not None
    names, own = [], changes.archive.root / TEMPLATES
    for one in formats:
        name = _free_name(changes, f"documents/{case.invitation.sent_on}-invitation", one)
        changes.add_file(name, render("invitation", case, guideline, one, language, own).encode("utf-8"))
        names.append(name)
    return names


def _free_name(changes: Changes, stem: str, ending: str) -> str:
    """Return a file name that is not taken: what was handed out earlier the same day stays as it was."""
    name, number = f"{stem}.{ending}", 2
    while (changes.archive.root / changes.path(name)).exists():
        name, number = f"{stem}-{number}.{ending}", number + 1
    return name
