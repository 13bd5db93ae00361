"""Texts that give away what is withheld: names, numbers and addresses, however they are spelt."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sipcli.case.case import Case
from sipcli.case.plan_file import Intervention
from sipcli.case.values import Record
from sipcli.errors import NeedsUser
from sipcli.i18n import _

SHORTEST = 4
"""A shorter word of a name is not looked for, unless it is all capitals (BUP)."""
SHORTEST_NUMBER = 7
"""Digits that a telephone number has at least."""


@dataclass(frozen=True)
class Telling:
    """What gives away what is withheld."""

    names: frozenset[str] = frozenset()
    """Names of persons and units, and addresses, folded."""
    words: frozenset[str] = frozenset()
    """Single words of such names that nobody else in the case has, folded."""
    numbers: frozenset[str] = frozenset()
    """Telephone numbers, as digits."""
    spelt: Mapping[str, str] = field(default_factory=dict)
    """How each of them is written in the case."""

    def is_name(self, text: str) -> bool:
        """Tell whether a text is nothing but one of the names."""
        return _folded(text) in self.names

    def found_in(self, text: str) -> str | None:
        """Return what gives it away in a text, as the case writes it, None when nothing does."""
        folded = _folded(text)
        for name in sorted(self.names, key=len, reverse=True):
            if name in folded:
                return self.spelt[name]
        for word in sorted(self.words):
            if re.search(rf"\b{re.escape(word)}s?\b", folded):
                return self.spelt[word]
        digits = {digits_of(one) for one in re.findall(r"\+?\d[\d\s/().-]{5,}\d", text)}
        return next((self.spelt[one] for one in sorted(self.numbers) if any(one in other for other in digits)), None)


def told_by(
    case: Case, people: list[Any], reached: list[Any], interventions: list[Intervention], others: list[Any]
) -> Telling:
    """Return what would tell of withheld units, relatives, contacts and interventions.

    What somebody has who is not withheld (a family's surname, a switchboard's number) tells nothing.
    """
    names = [name for one in people for name in (one.name, *_contact(one, "name"))]
    names += [name for name in _persons_of(case, {one.id for one in people}) if name]
    names += [name for one in interventions for name in (one.who, _address(one.where)) if name]
    emails = [text for one in (*people, *reached) for text in (*_contact(one, "email"), getattr(one, "email", None))]
    numbers = [text for one in (*people, *reached) for text in (*_contact(one, "phone"), getattr(one, "phone", None))]
    file = case.file
    stay = [file.child, *file.guardians, *file.representatives]
    known = {_folded(one.name) for one in (*stay, *others)} | {
        _folded(name) for one in others for name in _contact(one, "name")
    }
    known_words = {word for name in known for word in name.split()}
    known_numbers = {
        digits_of(text)
        for one in (*stay, *others)
        if one not in reached
        for text in (*_contact(one, "phone"), getattr(one, "phone", None))
        if text
    }
    spelt = {_folded(text): text for text in (*names, *filter(None, emails)) if len(_folded(text)) >= 3}
    spelt = {folded: text for folded, text in spelt.items() if folded not in known}
    words = {_folded(word): word for one in people for word in one.name.split() if _is_telling(word)}
    words = {folded: word for folded, word in words.items() if folded not in known_words}
    digits = {digits_of(text): text for text in filter(None, numbers)}
    digits = {one: text for one, text in digits.items() if len(one) >= SHORTEST_NUMBER and one not in known_numbers}
    return Telling(frozenset(spelt), frozenset(words), frozenset(digits), spelt | words | digits)


def refuse_leaks(said: Any, telling: Telling, case: Case, whom: Iterable[str]) -> None:
    """Raise NeedsUser when a text of a document would give away what is withheld from its readers."""
    for text in _texts(said):
        if told := telling.found_in(text):
            raise NeedsUser(
                _(
                    "{file} says “{text}”, and “{told}” is withheld from {whom}. Reword it with “sip edit {case}”, "
                    "or make your own copy with --whole."
                ).format(file=_file_with(case, text), text=text, told=told, whom=", ".join(sorted(whom)), case=case.id)
            )


def _file_with(case: Case, text: str) -> str:
    names = (name for name, model in case.models().items() if any(text in one for one in _texts(model)))
    return next(names, case.id)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _contact(one: Any, key: str) -> list[str]:
    contact = getattr(one, "contact", None)
    found = getattr(contact, key, None) if contact else None
    return [found] if found else []


def _persons_of(case: Case, units: set[str]) -> Iterator[str | None]:
    """Yield the names of those who come to meetings from these units."""
    callings = [case.invitation, *(one.invitation for one in case.follow_ups.values())]
    for invitee in (one for calling in callings if calling for one in calling.invitees):
        if invitee.who in units:
            yield invitee.attends
            yield invitee.substitute


def _address(text: str | None) -> str | None:
    return text if text and any(one.isdigit() for one in text) else None


def _is_telling(word: str) -> bool:
    return len(word) >= SHORTEST or (len(word) > 1 and word.isupper())


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def digits_of(text: str) -> str:
    """Return the digits of a telephone number, with 0 for +46."""
    return re.sub(r"\D", "", re.sub(r"^\s*(?:\+|00)46\s*(?:\(0\))?", "0", text))
