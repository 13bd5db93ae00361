"""E-mail addresses as the case has them: free text that is only used when it is an address and nothing else."""

import re
from datetime import date
from urllib.parse import quote

from sipcli.case.case import Case
from sipcli.case.case_file import Guardian, Representative
from sipcli.case.people import guardians, representatives

LONGEST = 254
"""The most characters an address can have (RFC 5321 4.5.3.1.3)."""

JOINER = "\u200d"
"""What joins several pictures into one."""

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"(?=.{{1,64}}\Z){_ATOM}(\.{_ATOM})*")
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(\.{_LABEL})+")


def address(text: str | None) -> str | None:
    """Return the e-mail address that a text is, the domain in ASCII; None when it is anything else.

    What is returned can stand in a header or a calendar as it is: no blanks, commas, quotes or other signs that end
    an address there.
    """
    local, _at, domain = (text or "").strip().rpartition("@")
    if not domain or len(local) + len(domain) >= LONGEST:
        return None
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    whole = f"{local}@{domain}"
    return whole if _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain) and len(whole) <= LONGEST else None


def mailto(whole: str) -> str:
    """Return the URI of an address."""
    return "mailto:" + quote(whole, safe="@!$'*+-._~")


def written_address(case: Case, who: str) -> str | None:
    """Return what the case has as the e-mail address of somebody, by id; of a unit, that of its contact person."""
    unit = case.unit(who)
    if unit is not None:
        return unit.contact.email if unit.contact else None
    people: list[Guardian | Representative] = [*case.file.guardians, *case.file.representatives]
    return next((one.email for one in people if one.id == who), None)


def with_address(case: Case, day: date) -> list[str]:
    """Return the ids of those involved on a day who have a usable address: guardians, representatives, units."""
    people = [one.id for one in guardians(case, day)] + [one.id for one in representatives(case, day)]
    return [who for who in (*people, *case.unit_ids) if address(written_address(case, who))]


def one_line(text: str) -> str:
    """Return free text as one line without signs that steer a program: control characters, changes of direction."""
    return " ".join("".join(one if one.isprintable() or one == JOINER else " " for one in text).split())
