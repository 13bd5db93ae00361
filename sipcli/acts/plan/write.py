"""The plan (L1-L11): made at the meeting, with needs, goals, interventions and who answers for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from sipcli.acts.ids import entry_id
from sipcli.archive.changes import Changes
from sipcli.archive.editing import add, entries, plain, put
from sipcli.case.case import INVITATION_FILE, PLAN_FILE, Case
from sipcli.case.meetings import meeting_day, meeting_held
from sipcli.case.plan_file import Plan
from sipcli.case.values import Id
from sipcli.errors import NeedsUser, UsageError
from sipcli.i18n import _

LEADING = ("municipality", "region")
"""The principals of whom one has the overall responsibility for the plan (L7)."""

KEYS = tuple(Plan.model_fields)
"""The keys of plan.yaml in the order in which they are written."""


@dataclass(frozen=True)
class Parts:
    """What a plan says besides goals and interventions; what is left out stays as it is.

    `needs` are added to those that are there; `others_do` and `shared_with` take the place of what is there.
    """

    needs: tuple[str, ...] = ()
    child_does: str | None = None
    guardians_do: str | None = None
    others_do: tuple[str, ...] = ()
    coordinator: str | None = None
    coordinator_name: str | None = None
    coordinator_phone: str | None = None
    lead_principal: str | None = None
    shared_with: tuple[str, ...] = ()
    contact_if_failing: str | None = None

    @property
    def said(self) -> bool:
        """Whether there is anything to write."""
        return self != Parts()


def plan_of(changes: Changes, case: Case) -> Plan:
    """Return the case's plan.

    Raises:
        NeedsUser: there is none yet.
        ArchiveError: there is one that cannot be read.
    """
    if case.plan is None:
        changes.open(PLAN_FILE)
        raise NeedsUser(_("The case {case} has no plan yet. Begin it with “sip plan new {case}”.").format(case=case.id))
    return case.plan


def open_plan(changes: Changes, case: Case, today: date) -> Plan:
    """Return the plan of a case that is open; raises NeedsUser when the case is closed, and as `plan_of` does."""
    closed = case.closed_on(today)
    if closed:
        raise NeedsUser(
            _("The case {case} was closed on {date}. Open it again first: sip reopen {case}").format(
                case=case.id, date=closed
            )
        )
    return plan_of(changes, case)


def refuse_second(case: Case) -> None:
    """Raise NeedsUser when the case has a plan already."""
    if case.plan is not None:
        raise NeedsUser(
            _(
                "The case {case} has a plan already (version {version}, made on {date}). Add to it with “sip plan "
                "goal” and “sip plan intervention”, change it with “sip plan change”, or make the next version with "
                "“sip plan revise”."
            ).format(case=case.id, version=case.plan.version, date=case.plan.made_on)
        )


def begin(changes: Changes, made_on: date) -> CommentedMap:
    """Return plan.yaml as the first version of a plan, which has nothing but its day yet."""
    root = changes.open(PLAN_FILE).root
    put(root, "version", 1)
    put(root, "made_on", made_on)
    return root


def note_meeting_held(changes: Changes, case: Case, made_on: date, today: date) -> bool:
    """Note that the meeting at which the plan was made was held; returns whether that was news."""
    day = meeting_day(case)
    if day and day <= min(made_on, today) and not meeting_held(case, made_on):
        put(changes.open(INVITATION_FILE).root["meeting"], "held", True)
        return True
    return False


def write_parts(root: CommentedMap, case: Case, parts: Parts) -> None:
    """Write what was said into plan.yaml (`root`)."""
    if parts.needs:
        needs = root.get("needs")
        if isinstance(needs, CommentedSeq) and needs:
            needs.extend(plain(list(parts.needs)))
        else:
            put(root, "needs", list(parts.needs), before=following(root, "needs"))
    own = {"child": parts.child_does, "guardians": parts.guardians_do, "others": list(parts.others_do) or None}
    if any(own.values()):
        put_all(section_of(root, "own_actions"), own)
    _write_coordinator(root, case, parts)
    if parts.contact_if_failing:
        put(root, "contact_if_failing", parts.contact_if_failing, before=following(root, "contact_if_failing"))


def _write_coordinator(root: CommentedMap, case: Case, parts: Parts) -> None:
    said: dict[str, Any] = {
        "unit": parts.coordinator,
        "name": parts.coordinator_name,
        "principal": parts.lead_principal,
        "phone": parts.coordinator_phone,
        "shared_with": list(parts.shared_with) or None,
    }
    if not any(said.values()):
        return
    part = section_of(root, "coordinator")
    unit = case.unit(parts.coordinator)
    if unit and part.get("unit") != unit.id:
        said["name"] = said["name"] or (unit.contact.name if unit.contact else None)
        said["principal"] = said["principal"] or (unit.principal if unit.principal in LEADING else None)
        for key in ("name", "phone"):  # whoever was reached at the old unit is not to be reached at the new one
            if said[key] is None:
                part.pop(key, None)
        _no_longer_shares(part, unit.id)
    put_all(part, said)


def _no_longer_shares(part: CommentedMap, unit: str) -> None:
    shared = part.get("shared_with")
    if isinstance(shared, CommentedSeq) and unit in shared:
        shared.remove(unit)
        if not shared:
            del part["shared_with"]


def set_entry(root: CommentedMap, key: str, entry: str | None, values: Mapping[str, Any]) -> str:
    """Add an entry to `key` ("goals" or "interventions") of plan.yaml, or change the one that has the id `entry`.

    Returns the entry's id. Values that are None are left as they are.

    Raises:
        UsageError: `entry` cannot be an id, or a goal would be a part of itself.
    """
    said = {name: value for name, value in values.items() if value is not None}
    made = entry
    for one in root.get(key) or []:
        if isinstance(one, CommentedMap) and entry is not None and one.get("id") == entry:
            for name, value in said.items():
                put(one, name, value)
            break
    else:
        made = _as_id(entry) if entry else entry_id(key[0])
        add(entries(root, key, before=following(root, key)), {"id": made, **said})
    assert made is not None
    _refuse_circle(root, made)
    return made


def _refuse_circle(root: CommentedMap, goal: str) -> None:
    above = {one.get("id"): one.get("part_of") for one in root.get("goals") or [] if isinstance(one, CommentedMap)}
    seen, up = {goal}, above.get(goal)
    while up is not None and up not in seen:
        seen.add(up)
        up = above.get(up)
    if up == goal:
        raise UsageError(_("The goal “{id}” would be a part of itself; choose another with --part-of.").format(id=goal))


def _as_id(text: str) -> str:
    try:
        return TypeAdapter(Id).validate_python(text)
    except ValidationError:
        raise UsageError(
            _("“{id}” cannot be an id; it has letters, digits, hyphens and dots only.").format(id=text)
        ) from None


def following(root: CommentedMap, key: str) -> str | None:
    """Return the first key of the file that stands after `key` in a plan, None when there is none."""
    return next((one for one in KEYS[KEYS.index(key) + 1 :] if one in root), None)


def section_of(root: CommentedMap, key: str) -> CommentedMap:
    """Return the mapping under a key; a new one, in its place in a plan, when there is none."""
    found = root.get(key)
    if not isinstance(found, CommentedMap):
        found = CommentedMap()
        before = following(root, key)
        if key not in root and before:
            root.insert(list(root).index(before), key, found)
        else:
            root[key] = found
    return found


def put_all(mapping: CommentedMap, said: Mapping[str, Any]) -> None:
    """Set the keys that have a value; those that are None stay as they are."""
    for key, value in said.items():
        if value is not None:
            put(mapping, key, value)
