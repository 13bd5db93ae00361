"""Withholding: whose documents leave something out (OSL 12:3), and which units see only their own part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ruamel.yaml.comments import CommentedMap

from sipcli.archive.changes import Changes
from sipcli.archive.editing import entries, plain, put
from sipcli.case.case import CASE_FILE, CHILD, PLAN_FILE, PREPARATION_FILE, Case
from sipcli.documents.reader import OWN_PART
from sipcli.i18n import _

KEY = "withhold_from"


@dataclass(frozen=True)
class Place:
    """Where something that can be withheld stands: the file, the list in it (none: the file itself), its label."""

    file: str
    among: str | None
    label: str


def places(case: Case) -> dict[str, Place]:
    """Return what can be withheld from somebody: by id, or by name for follow-ups and happenings."""
    return dict(_places(case))


def _places(case: Case) -> Iterator[tuple[str, Place]]:
    file, plan = case.file, case.plan
    reach = _("how to reach {who}")
    yield CHILD, Place(CASE_FILE, CHILD, reach.format(who=file.child.name))
    if case.preparation and case.preparation.child:
        yield "preparation/child", Place(PREPARATION_FILE, CHILD, _("what the child said before the meeting"))
    for among, people in (("guardians", file.guardians), ("representatives", file.representatives)):
        for person in people:
            yield person.id, Place(CASE_FILE, among, reach.format(who=person.name))
    for relative in file.relatives:
        yield relative.id, Place(CASE_FILE, "relatives", relative.name)
    for unit in file.units:
        yield unit.id, Place(CASE_FILE, "units", unit.name)
    for goal in plan.goals if plan else ():
        if goal.id:
            yield goal.id, Place(PLAN_FILE, "goals", goal.text)
    for intervention in plan.interventions if plan else ():
        if intervention.id:
            yield intervention.id, Place(PLAN_FILE, "interventions", intervention.what)
    for name in (*case.follow_ups, *case.events):
        yield name.removesuffix(".yaml"), Place(name, None, name.removesuffix(".yaml"))


def set_withheld(changes: Changes, what: str, place: Place, whom: Sequence[str], *, lifted: bool) -> None:
    """Note from whom something is withheld, or that it is so no longer; without anybody named, from nobody."""
    record = _record(changes, what, place)
    there = [str(one) for one in record.get(KEY) or ()]
    if lifted:
        left = [one for one in there if whom and one not in whom]
    else:
        left = [*there, *(one for one in whom if one not in there)]
    if left:
        put(record, KEY, left)
    else:
        record.pop(KEY, None)


def set_own_part(changes: Changes, unit: str, place: Place, *, lifted: bool) -> None:
    """Note that a unit sees only its own part of the plan, or that it sees all of it again."""
    record = _record(changes, unit, place)
    if lifted:
        record.pop("sees", None)
    else:
        put(record, "sees", plain(OWN_PART))


def _record(changes: Changes, what: str, place: Place) -> CommentedMap:
    root = changes.open(place.file).root
    if place.among is None:
        return root
    if place.among == CHILD:
        found = root[CHILD]
    else:
        found = next(one for one in entries(root, place.among) if str(one.get("id")) == what)
    assert isinstance(found, CommentedMap)
    return found
