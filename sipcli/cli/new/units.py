"""Which units: from the register by number or id, or described step by step."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sipcli.console.choices import Choices, words
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.new.forms import Entry
    from sipcli.case.case_file import Unit
    from sipcli.console.talk import Talk


@dataclass(frozen=True)
class SwedishToo(Choices):
    """Choices that also know the words a coordinator writes in Swedish."""

    swedish: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str) -> str:
        """Return the word that a text means, as `Choices.read` does."""
        return super().read(self.swedish.get(text.strip().casefold(), text))


def unit_kinds() -> Choices:
    """Return the kinds of units to choose from; another word is taken too."""
    from sipcli.case.case_file import SWEDISH_KINDS, UNIT_KINDS

    return SwedishToo(words(UNIT_KINDS).labels, open=True, swedish=SWEDISH_KINDS)


def unit_principals() -> Choices:
    """Return the principals to choose from; another word is taken too."""
    from sipcli.case.case_file import SWEDISH_PRINCIPALS, UNIT_PRINCIPALS

    return SwedishToo(words(UNIT_PRINCIPALS).labels, open=True, swedish=SWEDISH_PRINCIPALS)


def units_of(units: "Sequence[Unit]", case_id: str) -> Choices:
    """Return units as choices, by id or name."""
    return Choices({one.id: one.name for one in units}, in_case=case_id)


def read_unit(register: "Mapping[str, Unit]") -> "Callable[[str], Unit]":
    """Return a reader of ID:KIND:PRINCIPAL:NAME, or of an id or name in the register."""
    from sipcli.acts.new.forms import parse_unit
    from sipcli.console.prompts import text

    return lambda one: parse_unit(text(one), register)


def contact_of(units: Choices, said: str) -> "tuple[str, Entry]":
    """Read UNIT=NAME[, PHONE][, EMAIL]."""
    from sipcli.acts.new.forms import named
    from sipcli.console.prompts import pair, text

    unit, person = pair(text(said), _("UNIT=NAME, PHONE, e.g. skola=Ada Påhitt, 070-1740607"))
    return units.read(unit), named(person)


def asked_units(
    talk: "Talk", register: "Mapping[str, Unit]", taken: Collection[str] = (), *, needed: bool = False
) -> "tuple[Unit, ...]":
    """Return the units typed in: some of the register's, then others described; at least one when `needed`.

    `taken` are the ids that are used already; units of the register that have one of them are not offered.
    """
    from sipcli.console.output import say

    found: list[Unit] = []
    offered = {one: unit for one, unit in register.items() if one not in taken}
    while True:
        if offered:
            known = Choices({one: unit.name for one, unit in offered.items()}, in_case="")
            question = _("Which units from units.yaml take part?")
            found += [offered.pop(one) for one in talk.may_pick_many(None, question, known)]
        while one := described(talk, register, [*taken, *(unit.id for unit in found)], first=not found):
            found.append(one)
        if found or not needed:
            return tuple(found)
        say("  " + _("At least the unit that noticed the need is part of the case."))


def described(talk: "Talk", register: "Mapping[str, Unit]", taken: Collection[str], *, first: bool) -> "Unit | None":
    """Return a unit described step by step; None when there are no more."""
    from sipcli.acts.new.forms import USUAL, free_id, named, parse_unit, unit
    from sipcli.case.case_file import Contact
    from sipcli.console.prompts import ask, maybe, maybe_one, text
    from sipcli.errors import UsageError

    def name_or_whole(said: str) -> "str | Unit":
        if ":" in said or said.strip() in register:
            return new_here(parse_unit(text(said), register))
        return text(said)

    def new_here(one: "Unit") -> "Unit":
        if one.id in taken:
            raise UsageError(_("The id “{id}” is taken in this case; choose another.").format(id=one.id))
        return one

    question = _("The name of a unit that takes part") if first else _("The name of another unit (Enter: no more)")
    said = ask(None, "--unit", question, lambda one: name_or_whole(one) if maybe(one) else None, optional=True)
    if not isinstance(said, str):
        return said
    kind = talk.pick(None, "--unit", _("What kind of unit is it?"), unit_kinds())
    usual_id, usual_principal = USUAL.get(kind, (kind, None))
    principal = talk.pick(None, "--unit", _("Whose is it?"), unit_principals(), usual_principal)
    question = _("A short id for it, used in later commands")
    usual = free_id(usual_id, taken)
    found = talk.need(None, "--unit", question, lambda one: new_here(unit(text(one), kind, principal, said)), usual)
    question = _("Who is to be reached there, as NAME or NAME, PHONE? (Enter: not known yet)")
    person = ask(None, "--contact", question, maybe_one(lambda one: Contact(**named(text(one)))), optional=True)
    return found.model_copy(update={"contact": person}) if person else found
