"""Texts without the names of the child and the family, for papers that leave the circle around the child."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from sipcli.case.case import Case
from sipcli.case.personal_number import personal_number_in
from sipcli.documents.leaks import digits_of

ROLES = {
    "sv": ("barnet", "vårdnadshavare", "företrädare", "närstående"),
    "en": ("the child", "guardian", "representative", "relative"),
}
"""What the child, a guardian, a representative and a relative are called in a name's place."""
HIDDEN = "[…]"
SHORTEST_NUMBER = 5
"""Digits that a telephone number has at least."""
_BETWEEN = r"[\s./()–-]"
"""What may stand between the digits of a telephone number or a date."""


def nameless(case: Case, language: str) -> Callable[[str | None], str | None]:
    """Return a function that takes the names of the child and the family out of a text, however they are spelt.

    In a name's place it writes who it is to the child, in brackets and in `language` ("sv", "en"): "[barnet]",
    "[vårdnadshavare 1]"; never an id, which can be a name. Also for a surname alone, and for a first name alone unless
    somebody at a unit has it too. Whole names of those at units stay. The child's day of birth, the family's telephone
    numbers and addresses, and personal identity numbers become "[…]".
    """
    marks: dict[str, str | None] = {}
    colleagues = [_plain(unit.contact.name) for unit in case.file.units if unit.contact]
    at_units = {word for name in colleagues for word in name.lower().split()}
    for mark, name in _family(case, language):
        marks.setdefault(_plain(name).lower(), mark)
        for i, word in enumerate(_plain(name).split()):
            if _is_name(word, name) and (i > 0 or word.lower() not in at_units):
                marks.setdefault(word.lower(), mark)
    for name in colleagues:
        marks.setdefault(name.lower(), None)
    file = case.file
    emails = [one.email for one in file.guardians] + [one.email for one in file.representatives]
    marks |= {_plain(email).lower(): HIDDEN for email in emails if email}
    longest_first = sorted(filter(None, marks), key=len, reverse=True)
    # A name also with the s of the genitive.
    names = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(s?)(?!\w)", re.IGNORECASE)
    phones = [file.child.phone, *(one.phone for one in file.guardians), *(one.phone for one in file.representatives)]
    phones += [one.phone for one in file.relatives]
    spelt = [*_born(file.child.born), *(number for one in phones for number in _phones(one or ""))]
    numbers = re.compile(rf"(?<![\d+])(?:{'|'.join(spelt)})(?!\d)", re.IGNORECASE)

    def instead(found: re.Match[str]) -> str:
        mark = marks.get(found[1].lower(), HIDDEN)
        return found[0] if mark is None else mark + found[2]

    def without(text: str | None) -> str | None:
        if not text:
            return text
        plain = made = _plain(text)
        while number := personal_number_in(made):
            made = made.replace(number, HIDDEN)
        made = names.sub(instead, numbers.sub(HIDDEN, made))
        return text if made == plain else made

    return without


def _family(case: Case, language: str) -> Iterator[tuple[str, str]]:
    """Yield what stands in the place of each name of the child and the family, and the name."""
    child, *roles = ROLES[language]
    file = case.file
    yield f"[{child}]", file.child.name
    groups: list[list[str]] = [
        [one.name for one in file.guardians],
        [one.name for one in file.representatives],
        [one.name for one in file.relatives],
    ]
    for role, names in zip(roles, groups, strict=True):
        for i, name in enumerate(names, 1):
            yield f"[{role} {i}]", name


def _plain(text: str) -> str:
    """Return a text with each letter as one character, so that å is the same however it was typed."""
    return unicodedata.normalize("NFC", text)


def _is_name(word: str, name: str) -> bool:
    """Tell whether a word of a name can be taken for it wherever it stands; "af" and "von" cannot."""
    alone = len(word) > 1 and word.replace("-", "").isalpha()
    return alone and (word[0].isupper() or name == name.lower())


def _phones(text: str) -> Iterator[str]:
    """Yield a pattern for each telephone number in what stands as somebody's number."""
    for one in re.split(r"[,;]|\s/\s|[^\W\d]+", text):
        if sum(letter.isdigit() for letter in one) >= SHORTEST_NUMBER:
            yield _phone(one)


def _phone(number: str) -> str:
    """Return a pattern for a telephone number, however it is grouped, and with +46 for the first 0."""
    digits = digits_of(number)
    first, rest = (r"\(?0", digits[1:]) if digits.startswith("0") else (r"\+?" + digits[0], digits[1:])
    if digits.startswith("0") and not digits.startswith("00"):
        first = rf"(?:(?:\+|00){_BETWEEN}*46{_BETWEEN}*(?:\(0\))?|{first})"
    return first + "".join(f"{_BETWEEN}*{digit}" for digit in rest)


def _born(day: date) -> Iterator[str]:
    """Yield patterns for a day as people write it, in digits and with the month's name in Swedish or English."""
    from babel.dates import get_month_names

    named = {
        str(get_month_names(width, "format", locale)[day.month]).rstrip(".")
        for width in ("wide", "abbreviated")
        for locale in ("sv", "en")
    }
    month = f"(?:{'|'.join(map(re.escape, sorted(named, key=len, reverse=True)))})"
    of_month, of_year = f"0?{day.day}", f"(?:{day.year // 100})?{day.year % 100:02}"
    yield f"{of_year}{_BETWEEN}?{day.month:02}{_BETWEEN}?{day.day:02}"
    yield f"{of_year}{_BETWEEN}0?{day.month}{_BETWEEN}{of_month}"
    yield f"{of_month}{_BETWEEN}0?{day.month}{_BETWEEN}+{of_year}"
    yield rf"{of_month}(?:[:.]?(?:e|a|st|nd|rd|th))?\.?\s+(?:of\s+)?{month}\.?,?\s+[-’']?{of_year}"
    yield rf"{month}\.?\s+{of_month}(?:st|nd|rd|th)?,?\s+{of_year}"
