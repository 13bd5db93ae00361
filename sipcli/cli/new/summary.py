"""What was answered about a new case: shown before it is written, and as a command that says the same again."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sipcli.acts.new.case import Earlier, NewCase
from sipcli.acts.new.forms import Entry
from sipcli.case.case_file import Unit
from sipcli.console.labels import value_word
from sipcli.i18n import _


def summary(new: NewCase) -> Iterator[str]:
    """Yield the lines of what a case begins with: the child, guardians, units, who noticed the need, the route."""
    names = {one.id: one.name for one in new.units}
    yield _("Child: {name}, born {born}").format(name=new.child["name"], born=new.child["born"])
    yield _("Guardians: {names}").format(names=_listed(one["name"] for one in new.guardians))
    yield _("Units: {names}").format(names=_listed(names.values()))
    yield _("The need was noticed on {day} by {unit}").format(
        day=new.need_noticed, unit=names.get(new.noticed_by, new.noticed_by)
    )
    yield _("Route: {route}").format(route=value_word(new.route) if new.route else "–")


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names) or "–"


def as_command(
    new: NewCase, register: Mapping[str, Unit], earlier: Earlier | None, today: str | None, because: str | None
) -> str:
    """Return the command that begins the same case without questions, as a line for a shell.

    `today` and `because` are the options as they were typed. What is taken over from an earlier case is left out.
    """
    return shlex.join(["sip", "new", *_options(new, register, earlier, today, because)])


def _options(
    new: NewCase, register: Mapping[str, Unit], earlier: Earlier | None, today: str | None, because: str | None
) -> Iterator[str]:
    responsible = new.child_best_responsible or {}
    single: dict[str, str | date | None] = {
        "--id": new.id,
        "--guideline": new.guideline,
        "--follows": new.follows,
        "--child": new.child["name"],
        "--born": new.child["born"],
        "--need-noticed": new.need_noticed,
        "--noticed-by": new.noticed_by,
        "--requested-by": new.requested_by,
        "--route": new.route,
        "--custody": new.custody,
        "--coordinating-unit": new.coordinating_unit,
        "--child-best-responsible": _joined(responsible.get("name"), responsible.get("unit")),
        "--child-best-responsible-told": responsible.get("informed_on"),
        "--placement-decided": new.placement_decided,
        "--because": because,
        "--today": today,
    }
    for option, value in single.items():
        if value:
            yield from (option, str(value))
    several = {
        "--reason": new.reasons,
        "--guardian": [_reached(one) for one in _told(new.guardians, earlier.guardians if earlier else ())],
        "--representative": [
            _joined(one["kind"], _reached(one), one.get("from"), one.get("to"))
            for one in _told(new.representatives, earlier.representatives if earlier else ())
        ],
        "--relative": [
            _joined(_reached(one), one.get("relation"))
            for one in _told(new.relatives, earlier.relatives if earlier else ())
        ],
        "--other-plan": [_joined(one.get("comment") or one["kind"], one.get("unit")) for one in new.other_plans],
    }
    units = () if earlier and new.units == earlier.units else new.units
    several["--unit"] = [_unit(one, register) for one in units]
    several["--contact"] = [
        f"{one.id}={_reached(one.contact.model_dump())}"
        for one in units
        if one.contact and one.contact.name and register.get(one.id) != one
    ]
    for option, values in several.items():
        for one in values:
            yield from (option, one)


def _told(people: tuple[Entry, ...], before: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the people, nobody when they are those that are taken over."""
    return () if people == before else people


def _unit(one: Unit, register: Mapping[str, Unit]) -> str:
    return one.id if register.get(one.id) == one else f"{one.id}:{one.kind}:{one.principal}:{one.name}"


def _reached(one: Entry) -> str:
    return ", ".join(str(one[key]) for key in ("name", "phone", "email") if one.get(key))


def _joined(*parts: object) -> str:
    """Return parts with colons between, without the empty ones at the end."""
    return ":".join(str(one or "") for one in parts).rstrip(":")
