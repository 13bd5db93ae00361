"""The people around the child as a map: who they are, how near they stand, and what they help with (P17)."""

from dataclasses import dataclass

from sipcli.case.case import Case
from sipcli.case.people import guardians, representatives
from sipcli.documents.material import Material
from sipcli.documents.views.around import Around, Task, around_person, around_unit, task
from sipcli.documents.views.map_layout import Label, Layout, lay_out
from sipcli.errors import NeedsUser
from sipcli.i18n import _

NEAR = "near"
GROUPS: dict[str, tuple[str, ...]] = {
    NEAR: ("foster-home", "care-home"),
    "school": ("school", "preschool", "student-health"),
    "health": ("primary-care", "health-centre", "specialist-care", "child-psychiatry", "habilitation"),
    "social": ("social-services",),
    "others": (),
}
"""The groups of the map with the kinds of unit in each, the nearest first; what is in none is with the others."""

HELPS = ("planned", "not-started", "active")


@dataclass(frozen=True)
class NetworkPerson:
    """Somebody around the child and what the plan says that they help with now."""

    who: Around
    tasks: list[Task]


@dataclass(frozen=True)
class NetworkGroup:
    """People who stand together; `name` is one of `GROUPS`."""

    name: str
    people: list[NetworkPerson]


@dataclass(frozen=True)
class NetworkView:
    """The map of the people around the child, and the same people in words."""

    child: str
    names: list[str]
    groups: list[NetworkGroup]
    map: Layout


def network_map_view(of: Material) -> NetworkView:
    """Return the child's network; raises NeedsUser when the case names nobody around the child."""
    case = of.case
    people = {name: _people(of, name) for name in GROUPS}
    if not any(people.values()):
        raise NeedsUser(
            _(
                "The case {case} names nobody around the child. Write guardians, relatives and units in case.yaml."
            ).format(case=case.id)
        )
    labels = {
        name: [Label(name, one.who.name, one.who.unit or one.who.relation) for one in found]
        for name, found in people.items()
    }
    child = case.file.child.name
    return NetworkView(
        child=child,
        names=[one.who.name for found in people.values() for one in found],
        groups=[NetworkGroup(name, found) for name, found in people.items() if found],
        map=lay_out(child, labels[NEAR], [one for name in GROUPS if name != NEAR for one in labels[name]]),
    )


def _people(of: Material, group: str) -> list[NetworkPerson]:
    """Return the people of a group: in the nearest those of the family first, then those of its units."""
    case = of.case
    found: list[NetworkPerson] = []
    if group == NEAR:
        family = [one.id for one in guardians(case, of.today)]
        family += [representative.id for representative in representatives(case, of.today)]
        family += [relative.id for relative in case.file.relatives]
        found += [NetworkPerson(around_person(case, one), []) for one in family]
    known = {kind for kinds in GROUPS.values() for kind in kinds}
    for unit in case.file.units:
        if unit.kind in GROUPS[group] or (group == "others" and unit.kind not in known):
            found += _at_unit(case, unit.id)
    return found


def _at_unit(case: Case, unit_id: str) -> list[NetworkPerson]:
    """Return those at a unit that the child meets: its contact, and who helps by the plan; else the unit itself."""
    contact = around_unit(case, unit_id)
    assert contact is not None
    found = {contact.name: NetworkPerson(contact, [])}
    for one in case.plan.interventions if case.plan else ():
        who = around_unit(case, unit_id, one.who)
        if who and one.unit == unit_id and one.status in HELPS:
            found.setdefault(who.name, NetworkPerson(who, [])).tasks.append(task(one))
    if contact.unit is None and len(found) > 1 and not found[contact.name].tasks:
        del found[contact.name]  # the unit stands for nobody when its people are named
    return list(found.values())
