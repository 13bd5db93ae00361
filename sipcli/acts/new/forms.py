"""People and units that come into a case: how they are written in an answer, and the entries made of them.

An entry is a mapping as case.yaml has it; it gets its `id` when it is known which ids are taken.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, get_args

from pydantic import ValidationError

from sipcli.case.case import CHILD
from sipcli.case.case_file import (
    SWEDISH_KINDS,
    SWEDISH_PRINCIPALS,
    Custody,
    Guardian,
    Relative,
    Representative,
    RepresentativeKind,
    Unit,
)
from sipcli.case.problems import did_you_mean, problems_in
from sipcli.case.values import Record
from sipcli.errors import UsageError
from sipcli.i18n import _, ngettext

Entry = dict[str, Any]

CUSTODIES: tuple[str, ...] = get_args(Custody)[1].known
REPRESENTATIVES: tuple[str, ...] = get_args(RepresentativeKind)[1].known
PREFIXES = {"guardians": "vh", "representatives": "f", "relatives": "n"}
"""What the made-up ids begin with: vårdnadshavare, företrädare, närstående."""

USUAL: dict[str, tuple[str, str | None]] = {
    "school": ("skola", "municipality"),
    "preschool": ("forskola", "municipality"),
    "student-health": ("elevhalsa", "municipality"),
    "social-services": ("soc", "municipality"),
    "primary-care": ("vc", "region"),
    "health-centre": ("vc", "region"),
    "specialist-care": ("specialist", "region"),
    "child-psychiatry": ("bup", "region"),
    "habilitation": ("hab", "region"),
    "foster-home": ("fam", "municipality"),
    "care-home": ("hvb", None),
    "employment-service": ("af", "state"),
    "social-insurance": ("fk", "state"),
}
"""The id and the principal that a unit of a kind usually has; offered, never decided."""

NOT_OBLIGED = ("employment-service", "social-insurance")
"""Kinds of units that may be invited but need not come (B13)."""

RESERVED = (CHILD, "guardians")
"""Ids that always mean somebody else."""

_PHONE = re.compile(r"[+\d][\d\s()/-]{4,}")
_EMAIL = re.compile(r"[^\s@,]+@[^\s@,]+\.[^\s@,]+")
_NUMBER = re.compile(r"(\d{2})?(\d{2})(\d{2})(\d{2})\s*[-+]?\s*[0-9A-Za-z]{4}")


def named(text: str) -> Entry:
    """Return name, phone and e-mail of NAME[, PHONE][, EMAIL]; raises UsageError when there is no name."""
    parts = [part.strip() for part in text.split(",")]
    reach: Entry = {}
    while len(parts) > 1:
        key = "phone" if _PHONE.fullmatch(parts[-1]) else "email" if _EMAIL.fullmatch(parts[-1]) else None
        if key is None or key in reach:
            break
        reach[key] = parts.pop()
    name = ", ".join(part for part in parts if part)
    if not name or _PHONE.fullmatch(name):
        raise UsageError(_("In “{text}” the name is missing; write NAME or NAME, PHONE.").format(text=text.strip()))
    return {"name": name, **{key: reach[key] for key in ("phone", "email") if key in reach}}


def relative(text: str) -> Entry:
    """Return the relative that NAME[, PHONE][:RELATION] names."""
    name, _colon, relation = text.partition(":")
    found = named(name)
    return {"name": found.pop("name"), "relation": relation.strip() or None, **found}


def representative(text: str, kind_word: Callable[[str], str], day: Callable[[str], date]) -> Entry:
    """Return the representative that KIND:NAME[:FROM[:TO]] names (C13).

    Raises:
        UsageError: a part is missing or wrong, or the mandate ends before it begins.
    """
    parts = [part.strip() for part in text.split(":")]
    if not 2 <= len(parts) <= 4 or not (parts[0] and parts[1]):
        raise UsageError(
            _("A representative is written KIND:NAME, e.g. “god-man:Ivo Påhitt”, not “{text}”.").format(text=text)
            + " "
            + _("The mandate's days may follow: KIND:NAME:FROM:TO.")
        )
    first, last = (day(part) if part else None for part in (*parts[2:], "", "")[:2])
    return mandated(kind_word(parts[0]), parts[1], first, last)


def mandated(kind: str, name: str, first: date | None, last: date | None) -> Entry:
    """Return a representative with the days of the mandate; raises UsageError when it ends before it begins."""
    if first and last and last < first:
        raise UsageError(_("The mandate would end on {to}, before it begins on {start}.").format(to=last, start=first))
    found = named(name)
    return {"kind": kind, "name": found.pop("name"), "from": first, "to": last, **found}


def parse_unit(text: str, register: Mapping[str, Unit]) -> Unit:
    """Return the unit that ID:KIND:PRINCIPAL:NAME names, or the one in the register with that id or name.

    Raises:
        UsageError: a part is missing or wrong, or the register has no such unit.
    """
    said = text.strip()
    if ":" not in said:
        fitting = [one for one in register.values() if said.casefold() in (one.id.casefold(), one.name.casefold())]
        if len(fitting) == 1:
            return fitting[0]
    parts = [part.strip() for part in said.split(":", 3)]
    if len(parts) != 4 or not all(parts):
        message = _(
            "A unit is written ID:KIND:PRINCIPAL:NAME, e.g. “skola:school:municipality:Påhittskolan”, not “{text}”."
        ).format(text=said)
        if register:
            message += did_you_mean(said, [*register, *(one.name for one in register.values())])
            message += " " + _("From units.yaml an id is enough: {known}.").format(known=", ".join(register))
        raise UsageError(message)
    unit_id, kind, principal, name = parts
    return unit(
        unit_id,
        SWEDISH_KINDS.get(kind.casefold(), kind),
        SWEDISH_PRINCIPALS.get(principal.casefold(), principal),
        name,
    )


def unit(unit_id: str, kind: str, principal: str, name: str) -> Unit:
    """Return a unit; raises UsageError when its id or a word does not fit."""
    data: Entry = {"id": unit_id, "kind": kind, "principal": principal, "name": name}
    if kind in NOT_OBLIGED:
        data["obliged"] = False
    try:
        made = Unit.model_validate(data)
    except ValidationError as err:
        raise UsageError(problems_in(err, Unit, data)[0].message) from None
    if made.id in RESERVED:
        raise UsageError(_("“{id}” cannot be a unit's id: it always means somebody else.").format(id=made.id))
    return made


def as_entry(one: Record) -> Entry:
    """Return a model as an entry, whole."""
    said = one.model_dump(by_alias=True, exclude_none=True)
    return {key: value for key, value in said.items() if value != []}


def with_ids(people: Iterable[Entry], key: str, taken: Collection[str]) -> tuple[Entry, ...]:
    """Return the entries of a list of case.yaml, each with an id that is not taken; one that has an id keeps it."""
    found: list[Entry] = []
    used, number = set(taken), 0
    listed = list(people)
    used |= {str(one["id"]) for one in listed if "id" in one}
    for one in listed:
        if "id" not in one:
            number += 1
            while f"{PREFIXES[key]}{number}" in used:
                number += 1
            one = {"id": f"{PREFIXES[key]}{number}", **one}
        used.add(str(one["id"]))
        found.append(one)
    return tuple(found)


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return the wanted id, with a number after it when it is taken."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def different_units(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return the units, the same one only once; raises UsageError when two different ones have the same id."""
    found: dict[str, Unit] = {}
    for one in units:
        if found.setdefault(one.id, one) != one:
            raise UsageError(
                _("Two units have the id “{id}”: {one} and {other}. Give one of them another.").format(
                    id=one.id, one=found[one.id].name, other=one.name
                )
            )
    return tuple(found.values())


def custody_conflict(custody: str | None, guardians: int) -> str | None:
    """Return why a kind of custody does not fit the number of guardians, and what to do; None when it fits."""
    so_many = ngettext("{n} guardian is named", "{n} guardians are named", guardians).format(n=guardians)
    if custody == "joint" and guardians < 2:
        why = _("joint custody needs two: name the other too (--guardian), or choose another custody")
    elif custody == "joint" and guardians > 2:
        why = _(
            "joint custody has two: name the others as relatives (--relative) or representatives (--representative)"
        )
    elif custody == "sole" and guardians != 1:
        why = _(
            "sole custody has one: name that one (--guardian), and a parent without custody as a relative (--relative)"
        )
    elif custody == "none" and guardians:
        why = _("without custody there is none: leave the guardians out, or choose another custody")
    else:
        return None
    return _("{so_many}, and {why}.").format(so_many=so_many, why=why)


def refuse_number_as_birth(text: str, today: date) -> None:
    """Raise UsageError, with the date to write instead, when a date of birth was typed as a personal number."""
    number = _NUMBER.fullmatch(text.strip())
    if number is None:
        return
    found = _birth_in(*number.groups(), today=today)
    message = _(
        "“{number}” looks like a personal identity number. A case never needs one, and files are copied and printed."
    ).format(number=text.strip())
    raise UsageError(
        message + " " + _("Write only the date of birth, such as {date}.").format(date=found or "2014-03-12")
    )


def _birth_in(century: str | None, year: str, month: str, day: str, *, today: date) -> date | None:
    number = int(day) - 60 if int(day) > 60 else int(day)  # a coordination number counts 60 days on
    for full in [f"{century}{year}"] if century else [f"20{year}", f"19{year}"]:
        try:
            found = date(int(full), int(month), number)
        except ValueError:
            continue
        if found <= today or century:
            return found
    return None


def word_of(text: str) -> str:
    """Return a text as a word of the files: small letters a–z, digits, hyphens between.

    Raises:
        UsageError: nothing of it can be part of a word.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode("ascii")
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not found:
        raise UsageError(_("“{text}” has no letters that a word can be made of.").format(text=text))
    return found


def kept_entry(one: Guardian | Representative | Relative) -> Entry:
    """Return a person's entry for another case: without what was so in the earlier one only (FB 6:13)."""
    return {key: value for key, value in as_entry(one).items() if key != "prevented"}
