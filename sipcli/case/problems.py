"""What is wrong in a file, as sentences: from pydantic's errors to what a coordinator understands."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from sipcli.case.values import UNREAD, Record
from sipcli.i18n import N_, _

Path = tuple[str | int, ...]

FEW = 8
"""So many keys are named when a wrong one resembles none of them."""


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file: the rule id it is reported under, where (keys and indices), and a sentence.

    `at_key`: the key itself is wrong, not its value. `line` and `column` (from 1) are set only where the place is
    known without looking the path up.
    """

    rule: str
    path: Path
    message: str
    at_key: bool = False
    line: int | None = None
    column: int | None = None


_SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("missing-key", N_("{key} is missing here")),
    "not_text": ("wrong-type", N_("{key} should be text; if {value} is meant as text, put it in quotes")),
    "string_type": ("wrong-type", N_("{key} should be text; if {value} is meant as text, put it in quotes")),
    "not_day": ("wrong-date", N_("{key} should be a date such as 2026-09-01, not {value}")),
    "no_such_day": ("wrong-date", N_("{key}: there is no day {value} in the calendar")),
    "far_day": ("wrong-date", N_("{key}: the year in {value} cannot be right")),
    "not_moment": ("wrong-date", N_("{key} should be a date and a time such as 2026-09-01 14:00, not {value}")),
    "not_clock": ("wrong-value", N_("{key} should be a time such as 14:00, not {value}")),
    "not_id": ("wrong-value", N_("{key} should be an id (letters, digits, hyphens), not {value}")),
    "bool_type": ("wrong-type", N_("{key} should be true or false, not {value}")),
    "int_type": ("wrong-type", N_("{key} should be a whole number, not {value}")),
    "list_type": ("wrong-type", N_("{key} should be a list: one entry a line, each after a hyphen")),
    "dict_type": ("wrong-type", N_("{key} should have entries of its own: “name: value”, indented below it")),
    "model_type": ("wrong-type", N_("{key} should have entries of its own: “name: value”, indented below it")),
    "misspelt": ("wrong-value", N_("{key}: {value} is not a known word; did you mean “{near}”?")),
    "not_kebab": ("wrong-value", N_("{key} should be a word in small letters with hyphens between, not {value}")),
    "greater_than_equal": ("wrong-value", N_("{key} should be at least {least}, not {value}")),
    "literal_error": ("wrong-value", N_("{key} should be one of {known}, not {value}")),
}


def _within(data: Any, loc: Path) -> Path:
    """Return as much of pydantic's location as is there in the data (it also names union branches)."""
    path: list[str | int] = []
    for part in loc:
        inside = range(len(data)) if isinstance(data, list) else data if isinstance(data, dict) else ()
        if part in inside:
            data = data[part]
            path.append(part)
    return tuple(path)


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Return the model that describes the mapping at `path`, None where it is a free mapping."""
    found: type[BaseModel] | None = model
    for part in path:
        if found is None:
            return None
        if isinstance(part, int):
            continue
        fields = {info.alias or name: info for name, info in found.model_fields.items()}
        found = _inner_model(fields[part].annotation) if part in fields else None
    return found


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _inner_model(arg))), None)


def _shown(value: Any) -> str:
    raw = getattr(value, "raw", value)
    text = "…" if isinstance(raw, list | dict) else "" if raw is None else str(raw)
    text = text.lower() if isinstance(raw, bool) else text
    return _quoted((text if len(text) <= 40 else text[:39] + "…").replace("\n", " "))


def _quoted(text: str) -> str:
    return _("“{text}”").format(text=text)


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys a mapping of `model` may have, as they are written in a file."""
    return [info.alias or name for name, info in model.model_fields.items()]


def near(word: str, known: list[str]) -> str | None:
    """Return the known word that `word` was probably meant to be."""
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), None)


def did_you_mean(word: str, known: list[str]) -> str:
    """Return " Did you mean X?" with the nearest known word, or an empty text."""
    found = near(word, known)
    return " " + _("Did you mean “{word}”?").format(word=found) if found else ""


def problems_in(error: ValidationError, model: type[Record], data: Any) -> list[Problem]:
    """Return pydantic's errors as sentences, one for each place in the file."""
    found: dict[tuple[Path, str], Problem] = {}
    for one in error.errors():
        loc: Path = tuple(one["loc"])
        if loc and loc[-1] == UNREAD:
            continue
        path = _within(data, loc)
        problem = _problem(one, model, path, loc)
        found.setdefault((problem.path, one["type"] if one["type"] == "missing" else ""), problem)
        if one["type"] == "missing":
            found[(path, str(loc[-1]))] = found.pop((path, "missing"))
    return list(found.values())


def _problem(one: Any, model: type[Record], path: Path, loc: Path) -> Problem:
    kind, context = one["type"], one.get("ctx") or {}
    if kind == "extra_forbidden":
        key = str(loc[-1])
        owner = _model_at(model, path[:-1])
        message = _("unknown key “{key}”.").format(key=key)
        keys = keys_of(owner) if owner else []
        hint = did_you_mean(key, keys)
        if not hint and 0 < len(keys) <= FEW:
            hint = " " + _("Known here: {known}.").format(known=", ".join(keys))
        return Problem("unknown-key", path, message + hint, at_key=True)
    rule, sentence = _SENTENCES.get(kind, ("wrong-value", N_("{key} cannot be read: {value}")))
    names = [part for part in (loc if kind == "missing" else path) if isinstance(part, str)]
    known = ", ".join(re.findall(r"'([^']*)'", str(context.get("expected", ""))))
    message = _(sentence).format(
        key=_quoted(names[-1]) if names else _("the file"),
        value=_shown(one.get("input")),
        near=context.get("near", ""),
        known=known,
        least=context.get("ge", ""),
    )
    return Problem(rule, path, message)
