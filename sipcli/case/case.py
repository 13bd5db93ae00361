"""A whole case: every file of its folder, read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sipcli.case.case_file import CaseFile, Unit
from sipcli.case.consent_file import Consent, ConsentFile
from sipcli.case.plan_file import Plan
from sipcli.case.process_files import Closing, Event, FollowUp, Invitation, Preparation
from sipcli.case.values import Record

CHILD = "child"
"""The id under which the child stands wherever a person is named."""

CASE_FILE = "case.yaml"
CONSENT_FILE = "consent.yaml"
PREPARATION_FILE = "preparation.yaml"
INVITATION_FILE = "invitation.yaml"
PLAN_FILE = "plan.yaml"
CLOSING_FILE = "closing.yaml"
FOLLOW_UPS = "follow-ups"
EVENTS = "events"

FILES: dict[str, type[Record]] = {
    CASE_FILE: CaseFile,
    CONSENT_FILE: ConsentFile,
    PREPARATION_FILE: Preparation,
    INVITATION_FILE: Invitation,
    PLAN_FILE: Plan,
    CLOSING_FILE: Closing,
}
ATTRIBUTES = {
    CASE_FILE: "file",
    CONSENT_FILE: "consent",
    PREPARATION_FILE: "preparation",
    INVITATION_FILE: "invitation",
    PLAN_FILE: "plan",
    CLOSING_FILE: "closing",
}
"""The attribute of `Case` that holds each file."""

FOLDERS: dict[str, type[Record]] = {FOLLOW_UPS: FollowUp, EVENTS: Event}


def model_of(name: str) -> type[Record] | None:
    """Return the model of a file by its name within the case ("plan.yaml", "events/x.yaml"), None if unknown."""
    folder, slash, rest = name.partition("/")
    if not slash:
        return FILES.get(name)
    plain = rest.endswith(".yaml") and not rest.startswith(".") and "/" not in rest and "\\" not in rest
    return FOLDERS.get(folder) if plain else None


@dataclass(frozen=True)
class Case:
    """A case as its files say. Follow-ups and events are keyed by file name within the case, in order of name."""

    id: str
    file: CaseFile
    consent: ConsentFile = field(default_factory=ConsentFile)
    preparation: Preparation | None = None
    invitation: Invitation | None = None
    plan: Plan | None = None
    follow_ups: Mapping[str, FollowUp] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    closing: Closing | None = None

    @classmethod
    def of(cls, case_id: str, models: Mapping[str, Record]) -> "Case | None":
        """Put the models of a case's files together, by name within the case; None without case.yaml."""
        if CASE_FILE not in models:
            return None
        single: dict[str, Any] = {ATTRIBUTES[name]: models[name] for name in FILES if name in models}
        several: dict[str, Any] = {
            folder.replace("-", "_"): {name: models[name] for name in sorted(models) if name.startswith(f"{folder}/")}
            for folder in FOLDERS
        }
        return cls(id=case_id, **single, **several)

    def models(self) -> dict[str, Record]:
        """Return the models of the case's files by name within the case; the opposite of `of`."""
        single = {name: getattr(self, attribute) for name, attribute in ATTRIBUTES.items()}
        return {name: model for name, model in single.items() if model is not None} | {**self.follow_ups, **self.events}

    @property
    def consents(self) -> list[Consent]:
        """The records of consent.yaml, in file order."""
        return self.consent.consents

    @property
    def unit_ids(self) -> list[str]:
        """The ids of the units, in file order."""
        return list(self._unit_ids)

    @cached_property
    def _unit_ids(self) -> tuple[str, ...]:
        return tuple(unit.id for unit in self.file.units)

    @cached_property
    def consents_of(self) -> Mapping[tuple[str, str], Sequence[tuple[int, Consent]]]:
        """The records of consent.yaml by giver and unit, each with its index, in file order."""
        found: dict[tuple[str, str], list[tuple[int, Consent]]] = {}
        for index, record in enumerate(self.consents):
            for unit in dict.fromkeys(record.units):
                found.setdefault((record.giver, unit), []).append((index, record))
        return found

    @cached_property
    def consent_statuses(self) -> frozenset[str]:
        """Every status that a record of consent.yaml has."""
        return frozenset(record.status for record in self.consents)

    def unit(self, unit_id: str | None) -> Unit | None:
        """Return the unit with that id, if there is one."""
        return next((unit for unit in self.file.units if unit.id == unit_id), None)

    def closed_on(self, today: date) -> date | None:
        """Return the day the case was closed, None while it is open, or open again, on `today`."""
        closing = self.closing
        if closing is None or closing.date > today or (closing.reopened_on and closing.reopened_on <= today):
            return None
        return closing.date

    def plan_in_force(self, today: date) -> Plan | None:
        """Return the plan if it was made on or before `today` and the case is open then."""
        if self.plan is None or self.plan.made_on > today or self.closed_on(today):
            return None
        return self.plan

    @property
    def caller(self) -> str:
        """The id of the unit that calls the first meeting: who coordinates by case.yaml, else who noticed (B1)."""
        return self.file.coordinating_unit or self.file.need.noticed_by

    @property
    def coordinating_unit(self) -> str:
        """The id of the unit that coordinates: the plan's, else case.yaml's, else the one that noticed the need."""
        planned = self.plan.coordinator.unit if self.plan and self.plan.coordinator else None
        return planned or self.caller
