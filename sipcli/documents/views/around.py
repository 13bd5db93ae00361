"""Who is around the child and what they do: what the child's own documents and the map of its network share."""

from dataclasses import dataclass

from sipcli.case.case import Case
from sipcli.case.plan_file import Goal, Intervention


@dataclass(frozen=True)
class Around:
    """Somebody around the child. `kind` is the kind of unit, or guardian, relative or a kind of representative."""

    name: str
    kind: str
    unit: str | None = None
    phone: str | None = None
    relation: str | None = None


@dataclass(frozen=True)
class Task:
    """What somebody helps the child with; `status` as in the plan."""

    what: str
    frequency: str | None
    where: str | None
    status: str


@dataclass(frozen=True)
class Helper:
    """Somebody who helps, with what."""

    who: Around
    tasks: list[Task]


@dataclass(frozen=True)
class ChildGoal:
    """A goal with the steps on the way to it, in order; `status` is open or met."""

    text: str
    status: str
    steps: "list[ChildGoal]"


def around_unit(case: Case, unit_id: str | None, who: str | None = None) -> Around | None:
    """Return a unit by the person named, else by its contact; None when the case has no such unit."""
    unit = case.unit(unit_id)
    if unit is None:
        return None
    contact = unit.contact
    phone = contact.phone if contact and who in (None, contact.name) else None
    name = who or (contact.name if contact else None)
    return Around(name or unit.name, unit.kind, unit.name if name else None, phone)


def helpers(case: Case, statuses: tuple[str, ...]) -> list[Helper]:
    """Return who helps with what: the plan's interventions in these statuses, by whoever gives them."""
    found: dict[Around, list[Task]] = {}
    for one in case.plan.interventions if case.plan else ():
        if one.status in statuses:
            found.setdefault(_giver(case, one), []).append(task(one))
    return [Helper(who, tasks) for who, tasks in found.items()]


def task(one: Intervention) -> Task:
    """Return an intervention as what somebody helps with."""
    return Task(one.what, one.frequency, one.where, one.status)


def _giver(case: Case, one: Intervention) -> Around:
    """Return who gives an intervention: the person, where the plan names one, else the unit."""
    unit = case.unit(one.unit)
    if unit is None:
        return Around(one.who or one.unit or "–", "other")
    given = around_unit(case, one.unit, one.who) if one.who else None
    return given or Around(unit.name, unit.kind)


def goals_in_order(goals: list[Goal]) -> list[ChildGoal]:
    """Return the goals that still count, each with all that leads up to it as steps, in the order of the plan."""
    counting = [one for one in goals if one.status != "dropped"]
    above = {one.id: one.part_of for one in counting if one.id}

    def top(goal: Goal) -> str | None:
        """Return the goal that this one leads up to, None for one that leads to no other or in a circle."""
        seen: list[str] = []
        up = goal.part_of
        while up is not None and up in above and up not in seen:
            seen.append(up)
            up = above[up]
        return seen[-1] if seen and goal.id not in seen else None

    tops = [(one, top(one)) for one in counting]
    return [
        ChildGoal(
            one.text,
            one.status,
            [ChildGoal(step.text, step.status, []) for step, to in tops if to is not None and to == one.id],
        )
        for one, above_it in tops
        if above_it is None
    ]


def around_person(case: Case, who: str) -> Around:
    """Return a guardian, relative or representative as somebody around the child; any other name as it stands."""
    file = case.file
    for guardian in file.guardians:
        if guardian.id == who:
            return Around(guardian.name, "guardian", phone=guardian.phone)
    for one in file.representatives:
        if one.id == who:
            return Around(one.name, one.kind, phone=one.phone)
    for relative in file.relatives:
        if relative.id == who:
            return Around(relative.name, "relative", phone=relative.phone, relation=relative.relation)
    return Around(who, "other")
