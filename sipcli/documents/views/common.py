"""What several views share: people and units as a document names them, and what a caller is."""

from dataclasses import dataclass, replace
from datetime import date

from sipcli.case.case import CHILD, Case
from sipcli.case.case_file import Contact
from sipcli.case.people import guardians, person_names, representatives


@dataclass(frozen=True)
class Person:
    """Somebody as a document names them. `kind` is child, guardian, representative, relative, unit or person."""

    name: str
    kind: str
    role: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None
    substitute: str | None = None


def named(case: Case, who: str) -> str:
    """Return the name that an id stands for; what stands for nobody in the case is a name already."""
    return person_names(case).get(who, who)


def unit_person(
    case: Case, unit_id: str | None, role: str | None = None, substitute: str | None = None
) -> Person | None:
    """Return a unit with the person to reach there, None when the case has no such unit."""
    unit = case.unit(unit_id)
    if unit is None:
        return None
    contact = unit.contact or Contact(name="")
    whom = ", ".join(filter(None, (contact.name, contact.role)))
    return Person(unit.name, "unit", role, whom or None, contact.phone, contact.email, substitute)


def person(case: Case, who: str, role: str | None = None, substitute: str | None = None) -> Person:
    """Return whoever an id stands for: a unit, the child, or another person."""
    unit = unit_person(case, who, role, substitute)
    return unit or Person(named(case, who), "child" if who == CHILD else "person", role, substitute=substitute)


def caller(case: Case) -> Person | None:
    """Return the unit that calls and whom to reply to: at a discharge the care contact, else the coordinator (B1)."""
    care = case.file.discharge.care_contact if case.file.discharge and case.file.route == "discharge" else None
    unit_id = care.unit if care and care.unit and not case.file.coordinating_unit else case.caller
    unit, planned = unit_person(case, unit_id), case.plan.coordinator if case.plan else None
    for one in (care, planned):
        if unit and one and one.unit == unit_id and one.name and one.phone:
            same = any(there.contact and there.contact.name == one.name for there in [case.unit(unit_id)] if there)
            email = getattr(one, "email", None) or (unit.email if same else None)
            return replace(unit, contact=one.name, phone=one.phone, email=email)
    return unit


def coordinator(case: Case) -> Person | None:
    """Return the plan's coordinator as a person to reach, None when the plan names none (L6-L8)."""
    said = case.plan.coordinator if case.plan else None
    if said is None:
        return None
    unit = case.unit(said.unit)
    contact = unit.contact if unit and unit.contact and unit.contact.name == said.name else None
    phone = said.phone or (contact.phone if contact else None)
    name = said.name or (unit.name if unit else "–")
    return Person(name, "unit", unit.name if unit else None, phone=phone, email=contact.email if contact else None)


def everyone(case: Case, day: date) -> list[Person]:
    """Return all who are involved on a day, with how to reach them (L10)."""
    child = case.file.child
    found = [Person(child.name, "child", phone=child.phone)]
    found += [Person(one.name, "guardian", phone=one.phone, email=one.email) for one in guardians(case, day)]
    found += [
        Person(one.name, "representative", phone=one.phone, email=one.email) for one in representatives(case, day)
    ]
    found += [Person(one.name, "relative", role=one.relation, phone=one.phone) for one in case.file.relatives]
    units = (unit_person(case, unit) for unit in case.unit_ids)
    return found + [one for one in units if one]
