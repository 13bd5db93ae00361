"""Consent: giving, refusing, withdrawing (C1-C14)."""

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from sipcli.archive.changes import Changes
from sipcli.archive.editing import add, entries, plain, put
from sipcli.case.case import CHILD, CONSENT_FILE, Case
from sipcli.case.consent_file import Assessment, Maturity
from sipcli.errors import NeedsUser
from sipcli.i18n import _

WRITTEN = "written"
"""The form of an answer of which nothing else is said."""


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
    maturity: Maturity | None = None
    basis: str | None = None
    assessment: Assessment | None = None
    considered: tuple[str, ...] = ()
    withhold_from: tuple[str, ...] = ()
    comment: str | None = None
    told_coordinator_on: date | None = None
    informed: Mapping[str, date] = field(default_factory=dict)


def give(changes: Changes, answered: Answered) -> None:
    """Record that a consent was given.

    An unanswered record is filled in; a record of the same day for the same units that does not say otherwise is
    completed; else a new one is added.
    """
    records = entries(changes.open(CONSENT_FILE).root, "consents")
    said: dict[str, Any] = {
        "status": "given",
        "basis": answered.basis,
        "assessment": _plain_fields(answered.assessment),
        "form": answered.form,
        "given_on": answered.on,
        "valid_until": answered.until,
        "information_types": list(answered.information_types) or None,
        "journal_ref": answered.journal_ref,
        **_beside(answered),
    }
    if not _completed(records, answered, said):
        _answer(records, answered, said, form=None if answered.basis else WRITTEN)


def refuse(changes: Changes, answered: Answered) -> None:
    """Record that a consent was refused, and which check questions were gone through first (C14)."""
    said = {
        "status": "refused",
        "form": answered.form,
        "refused_on": answered.on,
        "considered": list(answered.considered) or None,
        **_beside(answered),
    }
    _answer(entries(changes.open(CONSENT_FILE).root, "consents"), answered, said)


def _beside(answered: Answered) -> dict[str, Any]:
    return {
        "maturity": _plain_fields(answered.maturity),
        "withhold_from": list(answered.withhold_from) or None,
        "comment": answered.comment,
    }


def _plain_fields(model: Maturity | Assessment | None) -> dict[str, Any] | None:
    return model.model_dump(exclude_none=True) if model else None


def _completed(records: CommentedSeq, answered: Answered, said: Mapping[str, Any]) -> bool:
    """Fill in what a consent of the same day for the same units left open; tell whether there was one that fits."""
    new = {key: value for key, value in said.items() if value is not None}
    for record in _of(records, answered.giver, "given"):
        same = str(record.get("given_on")) == str(answered.on) and set(record["units"]) == set(answered.units)
        same = same and record.get("basis") == answered.basis
        open_keys = [key for key in new if record.get(key) in (None, "", [])]
        if same and all(key in open_keys or record[key] == plain(value) for key, value in new.items()):
            for key in open_keys:
                put(record, key, new[key])
            return True
    return False


def _answer(records: CommentedSeq, answered: Answered, said: Mapping[str, Any], form: str | None = None) -> None:
    """Write an answer. `form` is the one it has when neither it nor the question said any."""
    new = {key: value for key, value in said.items() if value is not None}
    kept: dict[str, Any] = {}
    for record in _of(records, answered.giver, "unanswered"):
        asked = list(record["units"])
        left = [unit for unit in asked if unit not in answered.units]
        if left == asked:
            continue
        if not left and set(asked) == set(answered.units) and record is records[-1]:
            if form and "form" not in record:
                new.setdefault("form", form)
            for key in (one for one in said if one in new):
                put(record, key, _both(record.get(key), new[key]) if key == "withhold_from" else new[key])
            return
        for key, value in record.items():  # what was written beside the question holds for the answer too
            if key == "withhold_from":
                kept[key] = _both(kept.get(key), value)
            elif key not in ("id", "giver", "units", "status"):
                kept.setdefault(key, copy.deepcopy(value))
        if left:
            put(record, "units", left)
        else:
            records.remove(record)
    if "maturity" not in kept and not answered.basis and (earlier := _maturity(records, answered)):
        kept["maturity"] = copy.deepcopy(earlier)
    if form and "form" not in new and "form" not in kept:
        new["form"] = form
    if "withhold_from" in new and "withhold_from" in kept:
        new["withhold_from"] = _both(kept["withhold_from"], new["withhold_from"])
    in_order = {key: new[key] for key in said if key in new}
    add(records, {"giver": answered.giver, "units": list(answered.units), **in_order})
    for key, value in kept.items():
        records[-1].setdefault(key, plain(value) if isinstance(value, list) else value)


def _both(one: Iterable[str] | None, other: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*(one or ()), *other]))


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
