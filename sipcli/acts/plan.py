"""The plan (L1-L11): made at the meeting, with goals and interventions."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruamel.yaml.comments import CommentedMap

from sipcli.acts.new_case import ALPHABET
from sipcli.archive.changes import Changes
from sipcli.archive.editing import add, entries, plain, put
from sipcli.case.case import INVITATION_FILE, PLAN_FILE, Case
from sipcli.case.meetings import meeting_day, meeting_held
from sipcli.case.plan_file import Plan
from sipcli.case.problems import did_you_mean
from sipcli.errors import NeedsUser, UsageError
from sipcli.i18n import _


@dataclass(frozen=True)
class NewPlan:
    """What a plan begins with."""

    made_on: date
    needs: tuple[str, ...] = ()
    coordinator_unit: str | None = None
    coordinator_name: str | None = None
    contact_if_failing: str | None = None
    child_does: str | None = None
    guardians_do: str | None = None


def begin(changes: Changes, case: Case, new: NewPlan, today: date) -> bool:
    """Write a first plan.yaml; returns whether the meeting was thereby noted as held.

    Raises:
        NeedsUser: there is a plan already.
    """
    if case.plan is not None:
        raise NeedsUser(
            _("The case {case} has a plan already (made on {date}). Add to it with “sip plan goal”.").format(
                case=case.id, date=case.plan.made_on
            )
        )
    unit = case.unit(known(new.coordinator_unit, case.unit_ids)) if new.coordinator_unit else None
    coordinator = None
    if unit:
        name = new.coordinator_name or (unit.contact.name if unit.contact else None)
        coordinator = {"unit": unit.id, "name": name, "principal": unit.principal}
    own = {"child": new.child_does, "guardians": new.guardians_do}
    changes.open(PLAN_FILE).root.update(
        plain(
            {
                "version": 1,
                "made_on": new.made_on,
                "needs": list(new.needs),
                "own_actions": own if any(own.values()) else None,
                "coordinator": coordinator,
                "contact_if_failing": new.contact_if_failing,
            }
        )
    )
    day = meeting_day(case)
    if day and day <= min(new.made_on, today) and not meeting_held(case, new.made_on):
        put(changes.open(INVITATION_FILE).root["meeting"], "held", True)
        return True
    return False


def known(one: str, ids: list[str]) -> str:
    """Return the id if it is among those of the case; raises UsageError with the nearest one otherwise."""
    if one in ids:
        return one
    message = _("“{id}” is not in this case.").format(id=one) + did_you_mean(one, ids)
    raise UsageError(message + " " + _("Known here: {known}.").format(known=", ".join(ids) or "–"))


def entry_id(prefix: str) -> str:
    """Return an id for a list entry that cannot collide between branches."""
    return prefix + "-" + "".join(secrets.choice(ALPHABET) for _i in range(4))


def plan_of(case: Case) -> Plan:
    """Return the case's plan; raises NeedsUser when there is none yet."""
    if case.plan is None:
        raise NeedsUser(_("The case {case} has no plan yet. Begin it with “sip plan new {case}”.").format(case=case.id))
    return case.plan


def set_entry(changes: Changes, case: Case, key: str, entry: str | None, values: dict[str, Any]) -> str:
    """Add an entry to `key` ("goals" or "interventions") of the plan, or change the one that has the id `entry`.

    Returns the entry's id. Values that are None are left as they are.

    Raises:
        NeedsUser: there is no plan yet.
    """
    plan_of(case)
    root = changes.open(PLAN_FILE).root
    said = {name: value for name, value in values.items() if value is not None}
    for one in root.get(key) or []:
        if isinstance(one, CommentedMap) and entry is not None and one.get("id") == entry:
            for name, value in said.items():
                put(one, name, value)
            return entry
    made = entry or entry_id(key[0])
    add(entries(root, key, before="own_actions"), {"id": made, **said})
    return made
