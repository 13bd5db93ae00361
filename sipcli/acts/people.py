"""Somebody joins a case later: people, units, contact persons (I4, I5, C13, C20, L10); a guardian is prevented."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ruamel.yaml.comments import CommentedMap

from sipcli.acts.new.case import givers_to_ask
from sipcli.acts.new.forms import Entry, as_entry, custody_conflict, different_units, with_ids
from sipcli.archive.changes import Changes
from sipcli.archive.editing import add, entries, put
from sipcli.case.case import CASE_FILE, CONSENT_FILE, Case
from sipcli.case.case_file import Unit
from sipcli.case.people import person_names
from sipcli.errors import UsageError
from sipcli.i18n import _


@dataclass(frozen=True)
class Joining:
    """Who and what comes into a case; the entries of people have no ids yet. `contacts`: the contact person by unit."""

    units: tuple[Unit, ...] = ()
    guardians: tuple[Entry, ...] = ()
    representatives: tuple[Entry, ...] = ()
    relatives: tuple[Entry, ...] = ()
    other_plans: tuple[Entry, ...] = ()
    contacts: Mapping[str, Entry] = field(default_factory=dict)
    custody: str | None = None
    coordinating_unit: str | None = None
    child_best_responsible: Entry | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing comes in."""
        return self == Joining()


@dataclass(frozen=True)
class Prevented:
    """A guardian who cannot take part in decisions for the time being (FB 6:13)."""

    guardian: str
    since: date
    reason: str
    urgent: bool = False


def join(changes: Changes, case: Case, joining: Joining, today: date) -> tuple[tuple[str, str], ...]:
    """Write who comes in, and a consent that waits for each who is new or has a new unit to answer for.

    Returns:
        (giver, unit) of those who are now to be asked.

    Raises:
        UsageError: an id is taken, or the custody does not fit the guardians.
    """
    units = different_units(joining.units)
    taken = list(person_names(case))
    for unit in units:
        if unit.id in taken:
            raise UsageError(
                _("“{id}” is in the case already: {name}. Another unit needs another id.").format(
                    id=unit.id, name=person_names(case)[unit.id]
                )
            )
    conflict = custody_conflict(joining.custody or case.file.custody, len(case.file.guardians) + len(joining.guardians))
    if conflict and (joining.custody or joining.guardians):
        raise UsageError(conflict + " " + _("Another custody is given with --custody."))
    taken += [unit.id for unit in units]
    root = changes.open(CASE_FILE).root
    if joining.custody:
        put(root, "custody", joining.custody, before="guardians")
    for key in ("guardians", "representatives", "relatives"):
        coming = with_ids(getattr(joining, key), key, taken)
        taken += [str(one["id"]) for one in coming]
        _add_all(root, key, coming, before="units")
    _add_all(root, "units", [as_entry(one) for one in units], before="need")
    _add_all(root, "other_plans", joining.other_plans)
    if joining.coordinating_unit:
        put(root, "coordinating_unit", joining.coordinating_unit, before="need")
    if joining.child_best_responsible:
        put(root, "child_best_responsible", joining.child_best_responsible, before="need")
    for unit_id, contact in joining.contacts.items():
        _name_contact(root, unit_id, contact)
    return _ask_consents(changes, case, today)


def _add_all(root: CommentedMap, key: str, coming: Iterable[Entry], before: str | None = None) -> None:
    for one in coming:
        add(entries(root, key, before=before), {name: value for name, value in one.items() if value is not None})


def _name_contact(root: CommentedMap, unit_id: str, contact: Entry) -> None:
    """Write a unit's contact person; another person takes the place of the one before, whole."""
    unit = _entry(root, "units", unit_id)
    there = unit.get("contact")
    if not isinstance(there, CommentedMap):
        put(unit, "contact", contact)
        return
    if str(there.get("name")) != contact["name"]:
        there.clear()
    for key, value in contact.items():
        put(there, key, value)


def _entry(root: CommentedMap, key: str, wanted: str) -> CommentedMap:
    found: CommentedMap = next(one for one in root[key] if str(one.get("id")) == wanted)
    return found


def _ask_consents(changes: Changes, before: Case, today: date) -> tuple[tuple[str, str], ...]:
    """Add unanswered records for every pair of giver and unit of which one is new and that no record speaks of."""
    after = changes.after()
    assert after is not None
    known = {(one.giver, unit) for one in after.consents for unit in one.units}
    old = set(person_names(before))
    asked: list[tuple[str, str]] = []
    for giver in givers_to_ask(after, today):
        units = [
            unit
            for unit in after.unit_ids
            if (giver, unit) not in known
            and not (giver in old and unit in old and giver in givers_to_ask(before, today))
        ]
        if units:
            records = entries(changes.open(CONSENT_FILE).root, "consents")
            add(records, {"giver": giver, "units": units, "status": "unanswered"})
            asked += [(giver, unit) for unit in units]
    return tuple(asked)


def note_prevented(changes: Changes, said: Prevented) -> None:
    """Write that a guardian is prevented from taking part, since when and why (FB 6:13)."""
    guardian = _entry(changes.open(CASE_FILE).root, "guardians", said.guardian)
    fact = {"since": said.since, "reason": said.reason, "decision_urgent": True if said.urgent else None}
    put(guardian, "prevented", {key: value for key, value in fact.items() if value is not None})


def waiting_words(asked: Sequence[tuple[str, str]]) -> str:
    """Return (giver, unit) pairs as words: "vh1: bup, soc; vh2: bup"."""
    by_giver: dict[str, list[str]] = {}
    for giver, unit in asked:
        by_giver.setdefault(giver, []).append(unit)
    return "; ".join(f"{giver}: {', '.join(units)}" for giver, units in by_giver.items())
