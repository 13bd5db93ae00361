"""Words to choose from: known to the program by a word, shown to people by a label, and read in either form."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sipcli.case.case import Case
from sipcli.case.people import person_names
from sipcli.case.problems import did_you_mean, near
from sipcli.case.values import KEBAB
from sipcli.console.labels import value_word
from sipcli.console.output import say
from sipcli.console.prompts import confirm
from sipcli.errors import UsageError
from sipcli.i18n import _

ALL = ("all", "alla")
"""What stands for everyone in a list, unless it is the name of one."""

ENOUGH = 3
"""How many letters of a name must be written for it to be recognised, where they are not a whole word of it."""


@dataclass(frozen=True)
class Choices:
    """Words with their labels. `numbered`: shown with numbers, which may be answered. `open`: others are taken too."""

    labels: Mapping[str, str]
    numbered: bool = False
    open: bool = False
    in_case: str | None = None

    def lines(self) -> list[str]:
        """Return a line for each word, with its number: people and entries with their ids, words by what they mean."""
        wide = max((len(word) for word in self.labels), default=0)
        shown = {word: f"{word:{wide}}  {label}" if self.in_case else label for word, label in self.labels.items()}
        return [f"  {number:2}  {shown[word]}" for number, word in enumerate(self.labels, 1)]

    def shown(self, word: str) -> str:
        """Return a word as people know it: an id as it is, another word by its label."""
        return word if self.in_case else self.labels.get(word, word)

    def with_numbers(self) -> "Choices":
        """Return the same choices for a question that shows their numbers."""
        return replace(self, numbered=True)

    def read(self, text: str) -> str:
        """Return the word that a text means: the word, its label, a part of a name that fits only one, a number.

        Raises:
            UsageError: none or several fit; the sentence names the nearest and all that are known.
        """
        said = text.strip()
        if said in self.labels:
            return said
        if self.numbered and said.isdecimal():
            if 0 < int(said) <= len(self.labels):
                return list(self.labels)[int(said) - 1]
            raise UsageError(self._unknown(said))
        folded = said.casefold()
        same = [word for word, label in self.labels.items() if folded in (word.casefold(), label.casefold())]
        if len(same) == 1:
            return same[0]
        part = [
            word
            for word, label in self.labels.items()
            if folded in label.casefold().split() or (len(folded) >= ENOUGH and folded in label.casefold())
        ]
        if len(part) == 1 and (self.in_case or self.numbered):
            say("  " + _("{text} = {word} ({label})").format(text=said, word=part[0], label=self.labels[part[0]]))
            return part[0]
        if self.open and re.fullmatch(KEBAB, folded) and not near(folded, list(self.labels)):
            question = _("“{text}” is not in the list. Use it all the same?").format(text=folded)
            if not self.numbered or confirm(question):
                return folded
        raise UsageError(self._unknown(said))

    def several(self, text: str) -> tuple[str, ...]:
        """Return the words of an answer with commas between; a label may have commas of its own."""
        if text.strip().casefold() in (label.casefold() for label in self.labels.values()):
            return (self.read(text),)
        if text.strip().casefold() in ALL:
            return tuple(self.labels)
        parts = text.split() if self.numbered and re.fullmatch(r"[\d\s]+", text) else text.split(",")
        return tuple(dict.fromkeys(self.read(one) for one in parts if one.strip()))

    def _unknown(self, said: str) -> str:
        if self.in_case is None:
            known = ", ".join(self.shown(word) if self.numbered else word for word in self.labels)
            message = _("“{text}” is not one of: {known}.").format(text=said, known=known)
            if self.open:
                message += " " + _("Another word has small letters a–z, digits and hyphens only.")
            return message + did_you_mean(said, list(self.labels))
        by_name = {label: word for word, label in self.labels.items()}
        message = _("“{id}” is not in this case.").format(id=said) + did_you_mean(said, [*self.labels, *by_name])
        known = ", ".join(
            word if label == word else _("{id} ({name})").format(id=word, name=label)
            for word, label in self.labels.items()
        )
        return message + " " + _("Known here: {known}.").format(known=known or "–")


def words(known: Iterable[str], *, open: bool = False) -> Choices:
    """Return words of the files as choices, with the program's words for them as labels."""
    return Choices({word: value_word(word) for word in known}, open=open)


def people(case: Case, ids: Sequence[str] | None = None) -> Choices:
    """Return people and units of a case as choices, all of them or those with the ids given, by id or name."""
    names = person_names(case)
    return Choices({one: names.get(one, one) for one in (names if ids is None else ids)}, in_case=case.id)


def units(case: Case) -> Choices:
    """Return the units of a case as choices."""
    return people(case, case.unit_ids)


def goals(case: Case) -> Choices:
    """Return the goals of a case's plan as choices."""
    listed = case.plan.goals if case.plan else []
    return Choices({one.id: one.text for one in listed if one.id}, in_case=case.id)


def interventions(case: Case) -> Choices:
    """Return the interventions of a case's plan as choices."""
    listed = case.plan.interventions if case.plan else []
    return Choices({one.id: one.what for one in listed if one.id}, in_case=case.id)
