"""A new case (I1-I17): its id, case.yaml, and the consents that wait for an answer."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from sipcli.archive.archive import Archive
from sipcli.archive.changes import Changes
from sipcli.archive.editing import plain
from sipcli.case.case import CASE_FILE, CONSENT_FILE
from sipcli.case.case_file import SWEDISH_KINDS, SWEDISH_PRINCIPALS, Unit
from sipcli.case.problems import problems_in
from sipcli.errors import UsageError
from sipcli.guidelines.model import Both
from sipcli.i18n import _

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""Letters and digits that are not mistaken for one another."""

RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
"""Names that Windows keeps for itself."""


@dataclass(frozen=True)
class NewCase:
    """What is known when a case begins."""

    guideline: str
    child: str
    born: date
    opened: date
    need_noticed: date
    noticed_by: str
    guardians: tuple[str, ...] = ()
    representatives: tuple[tuple[str, str], ...] = ()
    units: tuple[Unit, ...] = ()
    reasons: tuple[str, ...] = ()
    route: str | None = None
    coordinating_unit: str | None = None
    id: str | None = None


def parse_unit(text: str, register: Mapping[str, Unit]) -> Unit:
    """Return the unit that ID:KIND:PRINCIPAL:NAME names, or the one in the register with the id ID.

    Raises:
        UsageError: a part is missing or wrong, or the register has no such unit.
    """
    if ":" not in text and text.strip() in register:
        return register[text.strip()]
    parts = [part.strip() for part in text.split(":", 3)]
    if len(parts) != 4 or not all(parts):
        message = _(
            "A unit is written ID:KIND:PRINCIPAL:NAME, e.g. “skola:school:municipality:Påhittskolan”, not “{text}”."
        ).format(text=text)
        if register:
            message += " " + _("From units.yaml an id is enough: {known}.").format(known=", ".join(register))
        raise UsageError(message)
    data = dict(zip(("id", "kind", "principal", "name"), parts, strict=True))
    data["kind"] = SWEDISH_KINDS.get(data["kind"].casefold(), data["kind"])
    data["principal"] = SWEDISH_PRINCIPALS.get(data["principal"].casefold(), data["principal"])
    try:
        return Unit.model_validate(data)
    except ValidationError as err:
        raise UsageError(problems_in(err, Unit, data)[0].message) from None


def _name_and_phone(text: str) -> dict[str, str]:
    """Return the name, and the phone number when one stands after a comma ("Alva Exempelsson, 070-1740605")."""
    name, comma, phone = text.rpartition(",")
    if comma and re.fullmatch(r"\s*[+\d][\d\s-]{4,}", phone):
        return {"name": name.strip(), "phone": phone.strip()}
    return {"name": text.strip()}


def parse_reason(text: str, known: Mapping[str, Both]) -> str:
    """Return the word for a reason: one of the guideline's, by its word or its text, or another kebab-case word.

    Raises:
        UsageError: it is neither.
    """
    said = text.strip()
    for word, both in known.items():
        if said.casefold() in (word, both.sv.casefold(), both.en.casefold()):
            return word
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", said):
        return said
    message = _("“{text}” is not one of the guideline's reasons.").format(text=said)
    raise UsageError(message + " " + _("Known here: {known}.").format(known=", ".join(known) or "–"))


def parse_representative(text: str) -> tuple[str, str]:
    """Return (kind, name) of KIND:NAME; raises UsageError when a part is missing."""
    kind, colon, name = (part.strip() for part in text.partition(":"))
    if not (kind and colon and name):
        raise UsageError(
            _("A representative is written KIND:NAME, e.g. “god-man:Ivo Påhitt”, not “{text}”.").format(text=text)
        )
    return kind, name


def new_id(archive: Archive, opened: date) -> str:
    """Return a case id that no case has: the year and four random signs, which say nothing of the child."""
    taken = set(archive.case_ids())
    while True:
        found = f"{opened.year}-" + "".join(secrets.choice(ALPHABET) for _i in range(4))
        if found not in taken:
            return found


def checked_id(text: str) -> str:
    """Return a case id that can be a folder's name on every system; raises UsageError otherwise."""
    if not re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", text) or len(text) > 40 or RESERVED.fullmatch(text):
        raise UsageError(
            _(
                "“{id}” cannot be a case's id: use letters a–z, digits and single hyphens between them, and nothing "
                "that says who the child is, e.g. 2026-k7mf."
            ).format(id=text)
        )
    return text


def begin(archive: Archive, new: NewCase) -> Changes:
    """Return the changes that begin a case.

    Raises:
        UsageError: the id is taken, or a unit or date does not fit.
    """
    case_id = checked_id(new.id) if new.id is not None else new_id(archive, new.opened)
    if case_id.casefold() in [one.casefold() for one in archive.case_ids()] or archive.folder(case_id).exists():
        raise UsageError(_("There is already a case “{id}”.").format(id=case_id))
    if new.born > new.need_noticed:
        raise UsageError(
            _("The child would be born on {born}, after the need was noticed on {noticed}.").format(
                born=new.born, noticed=new.need_noticed
            )
        )
    units = [one.id for one in new.units]
    if new.noticed_by not in units:
        raise UsageError(
            _("The need was noticed by “{unit}”, which is not among the units ({units}).").format(
                unit=new.noticed_by, units=", ".join(units) or "–"
            )
        )
    changes = Changes(archive, case_id)
    guardians = [{"id": f"vh{i}", **_name_and_phone(text)} for i, text in enumerate(new.guardians, 1)]
    representatives = [
        {"id": f"f{i}", "kind": kind, **_name_and_phone(name)} for i, (kind, name) in enumerate(new.representatives, 1)
    ]
    changes.open(CASE_FILE).root.update(
        plain(
            {
                "id": case_id,
                "guideline": new.guideline,
                "route": new.route,
                "opened": new.opened,
                "child": {"name": new.child, "born": new.born},
                "guardians": guardians,
                "representatives": representatives or None,
                "units": [one.model_dump(by_alias=True, exclude_none=True) for one in new.units],
                "coordinating_unit": new.coordinating_unit,
                "need": {
                    "noticed_on": new.need_noticed,
                    "noticed_by": new.noticed_by,
                    "reasons": list(new.reasons) or None,
                },
            }
        )
    )
    givers = [one["id"] for one in guardians or representatives]
    waiting = [{"giver": giver, "units": units, "status": "unanswered"} for giver in givers] if units else []
    changes.open(CONSENT_FILE).root.update(plain({"consents": waiting}))
    return changes
