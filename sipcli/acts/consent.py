"""Consent: giving, refusing, withdrawing (C1-C9)."""

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from sipcli.archive.changes import Changes
from sipcli.archive.editing import add, entries, plain, put
from sipcli.case.case import CHILD, CONSENT_FILE, Case
from sipcli.case.problems import did_you_mean
from sipcli.errors import NeedsUser, UsageError
from sipcli.i18n import _


@dataclass(frozen=True)
class Answered:
    """An answer: who, for which units, on which day, and what goes with it."""

    giver: str
    units: tuple[str, ...]
    on: date
    until: date | None = None
    form: str | None = None
    information_types: tuple[str, ...] = ()
    journal_ref: str | None = None
    told_coordinator_on: date | None = None
    informed: dict[str, date] = field(default_factory=dict)


def information_word(text: str) -> str:
    """Return a type of information as the files write it; raises UsageError when it cannot be such a word."""
    word = text.strip().casefold().replace(" ", "-")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", word):
        raise UsageError(
            _("“{text}” cannot be a type of information: write a word such as school or health.").format(text=text)
        )
    return word


def possible_givers(case: Case) -> list[str]:
    """Return the ids of those who can be a consent's giver: guardians, representatives, the child."""
    return [one.id for one in case.file.guardians] + [one.id for one in case.file.representatives] + [CHILD]


def checked(case: Case, answered: Answered) -> None:
    """Raise UsageError when the giver or a unit is not in the case, or the period ends before it begins."""
    for one, known in ((answered.giver, possible_givers(case)), *((unit, case.unit_ids) for unit in answered.units)):
        if one not in known:
            raise UsageError(
                _("“{id}” is not in the case {case}.").format(id=one, case=case.id)
                + did_you_mean(one, known)
                + " "
                + _("Known here: {known}.").format(known=", ".join(known))
            )
    if answered.until and answered.until < answered.on:
        raise UsageError(
            _("The consent would end on {until}, before it is given on {on}.").format(
                until=answered.until, on=answered.on
            )
        )


def give(changes: Changes, answered: Answered) -> None:
    """Record that a consent was given: an unanswered record is filled in, else a new one is added."""
    _answer(
        changes,
        answered,
        {
            "status": "given",
            "form": answered.form,
            "given_on": answered.on,
            "valid_until": answered.until,
            "information_types": list(answered.information_types) or None,
            "journal_ref": answered.journal_ref,
        },
    )


def refuse(changes: Changes, answered: Answered) -> None:
    """Record that a consent was refused."""
    _answer(changes, answered, {"status": "refused", "form": answered.form, "refused_on": answered.on})


def _answer(changes: Changes, answered: Answered, said: dict[str, Any]) -> None:
    records = entries(changes.open(CONSENT_FILE).root, "consents")
    said = {key: value for key, value in said.items() if value is not None}
    kept: dict[str, Any] = {}
    for record in _of(records, answered.giver, "unanswered"):
        asked = list(record["units"])
        left = [unit for unit in asked if unit not in answered.units]
        if left == asked:
            continue
        if not left and set(asked) == set(answered.units) and record is records[-1]:
            for key, value in said.items():
                put(record, key, value)
            return
        for key, value in record.items():  # what was written beside the question holds for the answer too
            if key == "withhold_from":
                kept[key] = list(dict.fromkeys([*kept.get(key, []), *value]))
            elif key not in ("id", "giver", "units", "status"):
                kept.setdefault(key, copy.deepcopy(value))
        if left:
            put(record, "units", left)
        else:
            records.remove(record)
    if "maturity" not in kept and (earlier := _maturity(records, answered)):
        kept["maturity"] = copy.deepcopy(earlier)
    add(records, {"giver": answered.giver, "units": list(answered.units), **said})
    for key, value in kept.items():
        records[-1].setdefault(key, plain(value) if isinstance(value, list) else value)


def _maturity(records: Iterable[Any], answered: Answered) -> Any:
    """Return the maturity assessment of the child's latest record for any of these units, to carry it over (C12)."""
    found = None
    for record in records if answered.giver == CHILD else ():
        if (
            isinstance(record, CommentedMap)
            and record.get("giver") == CHILD
            and set(record["units"]) & set(answered.units)
        ):
            found = record.get("maturity") or found
    return found


def withdraw(changes: Changes, case: Case, answered: Answered) -> None:
    """Record that a consent was taken back; a record that also covers other units is split.

    Raises:
        NeedsUser: there is no consent to take back.
    """
    records = entries(changes.open(CONSENT_FILE).root, "consents")
    said = {
        "status": "withdrawn",
        "withdrawn_on": answered.on,
        "told_coordinator_on": answered.told_coordinator_on,
        "informed": dict(answered.informed) or None,
    }
    said = {key: value for key, value in said.items() if value is not None}
    found, later = False, ""
    for record in _of(records, answered.giver, "given"):
        given = record.get("given_on")
        back = [unit for unit in record["units"] if unit in answered.units]
        if not back:
            continue
        if given and str(given) > answered.on.isoformat():
            later = str(given)  # given anew afterwards: the withdrawal is of what was given before
            continue
        found = True
        left = [unit for unit in record["units"] if unit not in answered.units]
        if left:
            rest = {key: value for key, value in record.items() if key != "id"}
            put(record, "units", left)
            record = _copy(records, {**rest, "units": back})
        for key, value in said.items():
            put(record, key, value)
    if not found and later:
        raise NeedsUser(
            _("The consent was given on {given}; it cannot be withdrawn on {on}, before that.").format(
                given=later, on=answered.on
            )
        )
    if not found:
        raise NeedsUser(
            _("{giver} has no consent to withdraw for {units} in {case}. “sip consent show {case}” shows them.").format(
                giver=answered.giver, units=", ".join(answered.units), case=case.id
            )
        )


def _copy(records: CommentedSeq, values: dict[str, Any]) -> CommentedMap:
    add(records, {})
    record: CommentedMap = records[-1]
    for key, value in values.items():
        record[key] = plain(value) if isinstance(value, list) else copy.deepcopy(value)
    return record


def _of(records: Iterable[Any], giver: str, status: str) -> list[CommentedMap]:
    return [
        one
        for one in list(records)
        if isinstance(one, CommentedMap) and one.get("giver") == giver and one.get("status") == status
    ]
