"""Texts without the names of the child and the family, for papers that leave the circle around the child."""

import re
from collections.abc import Callable

from sipcli.case.case import CHILD, Case
from sipcli.case.case_file import Guardian, Relative, Representative
from sipcli.case.personal_number import personal_number_in


def nameless(case: Case) -> Callable[[str | None], str | None]:
    """Return a function that takes the names of the child and the family out of a text.

    In the child's name's place it writes the case's id, in a guardian's, representative's or relative's place the id
    they have in the case, both in brackets; also for a surname alone, and for a first name alone unless somebody at a
    unit has it too. Whole names of those at units stay. The child's day of birth, the family's telephone
    numbers and addresses, and personal identity numbers become "[…]".
    """
    file = case.file
    family: list[Guardian | Representative | Relative] = [*file.guardians, *file.representatives, *file.relatives]
    people = [(CHILD, file.child.name)]
    people += [(one.id, one.name) for one in family]
    colleagues = [unit.contact.name for unit in file.units if unit.contact]
    at_units = {word for name in colleagues for word in name.split()}
    marks: dict[str, str] = {}
    for who, name in people:
        mark = f"[{case.id if who == CHILD else who}]"
        marks.setdefault(name, mark)
        for i, word in enumerate(name.split()):
            if _is_name(word) and (i > 0 or word not in at_units):
                marks.setdefault(word, mark)
    for name in colleagues:
        marks.setdefault(name, name)
    hidden = [str(file.child.born), file.child.phone]
    hidden += [value for one in family for value in (one.phone, getattr(one, "email", None))]
    marks |= {value: "[…]" for value in hidden if value}
    longest_first = sorted(filter(None, marks), key=len, reverse=True)
    # A name also with the s of the genitive.
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(s?)(?!\w)")

    def without(text: str | None) -> str | None:
        if not text:
            return text
        while number := personal_number_in(text):
            text = text.replace(number, "[…]")
        return pattern.sub(lambda found: marks[found[1]] + found[2], text)

    return without


def _is_name(word: str) -> bool:
    """Tell whether a word can be taken for a name wherever it stands."""
    return len(word) > 1 and word[0].isupper() and word.replace("-", "").isalpha()
