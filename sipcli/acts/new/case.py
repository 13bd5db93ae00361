"""A new case (I1-I17): its id, case.yaml, the consents that wait for an answer, what a closed case hands on."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sipcli.acts.ids import letters
from sipcli.acts.new.forms import Entry, as_entry, custody_conflict, different_units, kept_entry
from sipcli.archive.archive import Archive
from sipcli.archive.changes import Changes
from sipcli.archive.editing import plain
from sipcli.case.case import CASE_FILE, CHILD, CONSENT_FILE, Case
from sipcli.case.case_file import Unit
from sipcli.case.days import is_adult
from sipcli.case.people import eligible_givers, mandate_ends
from sipcli.case.personal_number import personal_number_in
from sipcli.errors import NeedsUser, UsageError
from sipcli.i18n import _

RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
"""Names that Windows keeps for itself."""

LASTING = ("name", "born", "phone", "interpreter", "interpreter_language", "picture_support")
"""What is true of a child in its next case too; what it was told and thought belongs to the earlier one."""

OUTSIDE_HLT = ("specialist-care", "child-psychiatry", "habilitation")
"""Kinds of units that are not part of HLT, as no independent operator is (I9)."""


@dataclass(frozen=True)
class NewCase:
    """What is known when a case begins. The entries of people have their ids."""

    id: str
    guideline: str
    opened: date
    child: Entry
    need_noticed: date
    noticed_by: str
    requested_by: str | None = None
    reasons: tuple[str, ...] = ()
    route: str | None = None
    custody: str | None = None
    guardians: tuple[Entry, ...] = ()
    representatives: tuple[Entry, ...] = ()
    relatives: tuple[Entry, ...] = ()
    units: tuple[Unit, ...] = ()
    coordinating_unit: str | None = None
    child_best_responsible: Entry | None = None
    other_plans: tuple[Entry, ...] = ()
    placement_decided: date | None = None
    follows: str | None = None


@dataclass(frozen=True)
class Earlier:
    """What a new case takes over from the closed one that it goes on from: who and what, never a consent."""

    case_id: str
    child: Entry
    guideline: str | None = None
    custody: str | None = None
    guardians: tuple[Entry, ...] = ()
    representatives: tuple[Entry, ...] = ()
    relatives: tuple[Entry, ...] = ()
    units: tuple[Unit, ...] = ()


def taken_over(case: Case, on: date) -> Earlier:
    """Return what a case that begins on `on` takes over from a closed one.

    Guardians are left out once the child is 18 (FB 6:2), representatives once their mandate has ended (C13).

    Raises:
        NeedsUser: the case is not closed on that day.
    """
    if case.closed_on(on) is None:
        raise NeedsUser(
            _(
                "The case {case} is not closed on {day}, so no other case can go on from it. Go on in it, or close "
                "it first: sip close {case}"
            ).format(case=case.id, day=on)
        )
    file = case.file
    child = {key: value for key, value in as_entry(file.child).items() if key in LASTING}
    if child.get("interpreter") == "booked":
        child["interpreter"] = "needed"  # that one was booked for an earlier meeting
    minor = not is_adult(file.child.born, on)
    standing = [one for one in file.representatives if (mandate_ends(case, one) or date.max) > on]
    return Earlier(
        case_id=case.id,
        child=child,
        guideline=file.guideline,
        custody=file.custody if minor else None,
        guardians=tuple(kept_entry(one) for one in file.guardians if minor),
        representatives=tuple(kept_entry(one) for one in standing),
        relatives=tuple(kept_entry(one) for one in file.relatives),
        units=tuple(file.units),
    )


def usual_route(default: str | None, noticed: Unit | None) -> str | None:
    """Return the route that is offered: the guideline's own, outside HLT for a unit that is not part of it (I8, I9)."""
    outside = noticed and (noticed.kind in OUTSIDE_HLT or noticed.principal == "independent-operator")
    return "outside-hlt" if default == "hlt" and outside else default


def new_id(archive: Archive, opened: date) -> str:
    """Return a case id that no case has: the year and four random signs, which say nothing of the child."""
    taken = set(archive.case_ids())
    while True:
        found = f"{opened.year}-{letters()}"
        if found not in taken:
            return found


def checked_id(archive: Archive, text: str) -> str:
    """Return a case id that can be a folder's name on every system.

    Raises:
        UsageError: it cannot, it is a personal number, or there is such a case already.
    """
    fits = re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", text) and len(text) <= 40 and not RESERVED.fullmatch(text)
    if not fits or personal_number_in(text):
        raise UsageError(
            _(
                "“{id}” cannot be a case's id: use letters a–z, digits and single hyphens between them, and nothing "
                "that says who the child is, e.g. 2026-k7mf."
            ).format(id=text)
        )
    if text.casefold() in [one.casefold() for one in archive.case_ids()] or archive.folder(text).exists():
        raise UsageError(_("There is already a case “{id}”.").format(id=text))
    return text


def check_noticed(born: date, noticed: date) -> None:
    """Raise UsageError when the need would have been noticed before the child was born."""
    if born > noticed:
        raise UsageError(
            _("The child would be born on {born}, after the need was noticed on {noticed}.").format(
                born=born, noticed=noticed
            )
        )


def _checked(archive: Archive, new: NewCase) -> NewCase:
    checked_id(archive, new.id)
    check_noticed(new.child["born"], new.need_noticed)
    conflict = custody_conflict(new.custody, len(new.guardians))
    if conflict:
        raise UsageError(conflict)
    units = different_units(new.units)
    ids = [one.id for one in units]
    for who in (*new.guardians, *new.representatives, *new.relatives):
        if who["id"] in ids:
            raise UsageError(
                _("The id “{id}” is that of a unit and of {name}. Give the unit another id.").format(
                    id=who["id"], name=who["name"]
                )
            )
    if new.noticed_by not in ids:
        raise UsageError(
            _("The need was noticed by “{unit}”, which is not among the units ({units}).").format(
                unit=new.noticed_by, units=", ".join(ids) or "–"
            )
        )
    return replace(new, units=units)


def begin(archive: Archive, new: NewCase) -> Changes:
    """Return the changes that begin a case: case.yaml, and a consent that waits for each who may give one.

    Raises:
        UsageError: the id is taken, or something does not fit together.
    """
    new = _checked(archive, new)
    changes = Changes(archive, new.id)
    changes.open(CASE_FILE).root.update(plain(_case_file(new)))
    changes.open(CONSENT_FILE).root.update(plain({"consents": []}))
    case = changes.after()
    assert case is not None
    waiting = [
        {"giver": giver, "units": case.unit_ids, "status": "unanswered"} for giver in givers_to_ask(case, new.opened)
    ]
    changes.open(CONSENT_FILE).root.update(plain({"consents": waiting if case.unit_ids else []}))
    return changes


def givers_to_ask(case: Case, day: date) -> list[str]:
    """Return whose consent is to be asked for on `day`: those who may consent, and a child that has been asked.

    A representative whose mandate is yet to begin is asked too where there is nobody else.
    """
    own = [CHILD] if any(one.giver == CHILD for one in case.consents) else []
    eligible = eligible_givers(case, day) or [one.id for one in case.file.representatives]
    return list(dict.fromkeys([*eligible, *own]))


def _case_file(new: NewCase) -> dict[str, Any]:
    return {
        "id": new.id,
        "follows": new.follows,
        "guideline": new.guideline,
        "route": new.route,
        "opened": new.opened,
        "child": new.child,
        "custody": new.custody,
        "guardians": list(new.guardians),
        "representatives": list(new.representatives) or None,
        "relatives": list(new.relatives) or None,
        "units": [as_entry(one) for one in new.units],
        "coordinating_unit": new.coordinating_unit,
        "child_best_responsible": new.child_best_responsible,
        "need": {
            "noticed_on": new.need_noticed,
            "noticed_by": new.noticed_by,
            "requested_by": new.requested_by,
            "reasons": list(new.reasons) or None,
        },
        "other_plans": list(new.other_plans) or None,
        "placement": {"decided_on": new.placement_decided} if new.placement_decided else None,
    }
