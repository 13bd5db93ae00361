"""What follows when a plan is made: consent to it, signatures, copies, surveys, care codes (C18, L12-L14, L17, X4)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ruamel.yaml.comments import CommentedMap

from sipcli.acts.plan.write import following, section_of
from sipcli.archive.changes import Changes
from sipcli.archive.editing import add, entries, put
from sipcli.case.case import CHILD, PLAN_FILE, Case
from sipcli.case.consents import has_consent
from sipcli.case.people import everyone, guardians, representatives
from sipcli.case.process_files import FollowUp
from sipcli.errors import UsageError
from sipcli.i18n import _
from sipcli.rules.after_follow_up import AFTER_DISCHARGE, AT_FOLLOW_UP, AT_PLAN

GUARDIANS = "guardians"
"""The guardians together, as those that a survey is sent to."""


def note_consent(changes: Changes, asked_on: date, answer: str) -> None:
    """Write that the person was asked whether they consent to what was planned, and the answer (C18)."""
    part = section_of(changes.open(PLAN_FILE).root, "consent_to_plan")
    put(part, "asked_on", asked_on)
    put(part, "answer", answer)


def note_signatures(changes: Changes, offered: bool | None, signed: Sequence[str]) -> None:
    """Write whether all were offered to sign, and who has signed besides those who had (L12)."""
    part = section_of(changes.open(PLAN_FILE).root, "signatures")
    if offered is not None:
        put(part, "offered_to_all", offered)
    if signed:
        before = [str(one) for one in part.get("signed") or []]
        put(part, "signed", [*before, *(one for one in signed if one not in before)])


def give_copies(changes: Changes, given: Mapping[str, date]) -> None:
    """Write who got a copy, and when (L14)."""
    copies = section_of(changes.open(PLAN_FILE).root, "copies")
    for who, day in given.items():
        put(copies, who, day)


def without_copy(case: Case, day: date) -> list[str]:
    """Return the ids of those involved on `day` who have no copy of the plan as it is."""
    given = case.plan.copies if case.plan else {}
    return [who for who in everyone(case, day) if who not in given]


def should_have_copy(case: Case, to: Sequence[str], day: date) -> list[str]:
    """Return who is meant by what a guideline names: "child", "guardians" (or who stands in for them), "units"."""
    persons = [one.id for one in guardians(case, day)] or [one.id for one in representatives(case, day)]
    meant = {"child": [CHILD], "guardians": persons, "units": case.unit_ids}
    return [who for one in to for who in meant[one]]


def not_consented_to(case: Case, given: Mapping[str, date], *, mature_child_decides: bool) -> dict[str, date]:
    """Return the units that would get a copy on a day on which nobody's consent for them is in force (C1)."""
    return {
        who: day
        for who, day in given.items()
        if who in case.unit_ids and not has_consent(case, who, day, mature_child_decides=mature_child_decides)
    }


def follow_up_of(case: Case, day: date) -> str:
    """Return the name within the case of the follow-up of a day, by its date or its file's name.

    Raises:
        UsageError: there is none; the sentence names those there are.
    """
    for name, one in case.follow_ups.items():
        if one.status != "cancelled" and (one.date == day or name.endswith(f"/{day}.yaml")):
            return name
    days = sorted(str(one.date) for one in case.follow_ups.values() if one.status != "cancelled")
    raise UsageError(
        _("There is no follow-up on {date} in {case}. Known here: {known}.").format(
            date=day, case=case.id, known=", ".join(days) or "–"
        )
    )


def asked_by_survey(case: Case, day: date) -> list[str]:
    """Return to whom a survey is sent when nobody is named: the child and the guardians (X4)."""
    return [CHILD, GUARDIANS] if guardians(case, day) or representatives(case, day) else [CHILD]


def note_survey(changes: Changes, name: str, sent_on: date, to: Sequence[str]) -> None:
    """Write into plan.yaml or a follow-up's file (`name`) that the survey was sent (X4)."""
    at = "plan" if name == PLAN_FILE else "follow-up"
    _add_once(changes, name, "surveys", {"at": at, "sent_on": sent_on, "to": list(to)})


def right_code(case: Case, follow_up: FollowUp | None) -> str:
    """Return the care code of a follow-up, or of the plan: another one after a discharge (L17)."""
    if follow_up is not None:
        return AT_FOLLOW_UP
    return AFTER_DISCHARGE if case.file.route == "discharge" else AT_PLAN


def note_code(changes: Changes, name: str, code: str, registered_on: date, unit: str) -> None:
    """Write a care code into plan.yaml or a follow-up's file.

    Of the two codes for making a plan only one can be right, so the one takes the other's place.
    """
    said = {"code": code, "registered_on": registered_on, "unit": unit}
    pair = {AT_PLAN, AFTER_DISCHARGE}
    for one in changes.open(name).root.get("care_codes") or []:
        if isinstance(one, CommentedMap) and code in pair and one.get("code") in pair - {code}:
            for key, value in said.items():
                put(one, key, value)
            return
    _add_once(changes, name, "care_codes", said)


def _add_once(changes: Changes, name: str, key: str, value: Mapping[str, Any]) -> None:
    """Add an entry to a list, unless the very same is there."""
    root = changes.open(name).root
    listed = entries(root, key, before=following(root, key) if name == PLAN_FILE else None)
    same = {part: [str(each) for each in one] if isinstance(one, list) else str(one) for part, one in value.items()}
    if not any(isinstance(one, CommentedMap) and _plain(one) == same for one in listed):
        add(listed, value)


def _plain(entry: CommentedMap) -> dict[str, Any]:
    return {key: [str(each) for each in one] if isinstance(one, list) else str(one) for key, one in entry.items()}
