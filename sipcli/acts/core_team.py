"""The core team around an unaccompanied child (navet, E1): who they are, and when they first met (E2)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from sipcli.acts.prepare import put_if
from sipcli.archive.changes import Changes
from sipcli.archive.editing import put, section
from sipcli.case.case import CASE_FILE, Case
from sipcli.guidelines.loader import load_guideline
from sipcli.guidelines.model import Guideline

RULE = "core-team-meeting-missing"
"""The rule of a guideline that has core teams."""
HOME = "stromsund"
"""The guideline that core teams come from."""
REMINDERS = ("core-team", "core-team-first-meeting")
"""What is to be remembered, by its id in a guideline's file."""


@dataclass(frozen=True)
class Team:
    """The three around the child, and their first meeting; what is left out stays as case.yaml has it."""

    social_worker: str | None = None
    representative: str | None = None
    caregiver: str | None = None
    first_meeting_on: date | None = None


def form(changes: Changes, team: Team, placement_decided_on: date | None = None) -> None:
    """Write the team and the day of the decision on placement into case.yaml."""
    root = changes.open(CASE_FILE).root
    if placement_decided_on:
        put(section(root, "placement"), "decided_on", placement_decided_on)
    said = {one.name: getattr(team, one.name) for one in fields(team)}
    if any(said.values()):
        part = section(root, "core_team")
        for key, value in said.items():
            put_if(part, key, value)


def may_represent(case: Case) -> Sequence[str]:
    """Return the ids of those who can be the child's representative in the team (god man, guardian)."""
    return [*(one.id for one in case.file.representatives), *(one.id for one in case.file.guardians)]


def belongs(guideline: Guideline) -> bool:
    """Tell whether a guideline has core teams."""
    return RULE in guideline.applied()


def recalled(guideline: Guideline, language: str) -> list[str]:
    """Return what is to be remembered of the team and its first meeting, from the guideline that has core teams."""
    source = guideline if belongs(guideline) else load_guideline(HOME)
    found = [source.reminders.get(one) for one in REMINDERS]
    return [one.text.text(language) for one in found if one and one.text and not one.off]
