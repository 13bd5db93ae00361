"""The kinds of value a file can hold: text, days, times, words from a list. Each is strict and says what it wants.

A value is what ryaml or the located reader made of a scalar: `str`, `bool`, `None`, or a number. A number that came
from the located reader remembers how it was typed (`RawInt`, `RawFloat`), so text such as `1.10` stays as typed.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from sipcli.case.days import FIRST_YEAR, LAST_YEAR

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""A word of the files: small letters and digits, with hyphens between."""
_ID = re.compile(r"[^\W_]([\w.-]*[^\W_])?")


class RawInt(int):
    """A whole number that remembers how it was typed (`raw`), e.g. `0o17`."""

    raw: str


class RawFloat(float):
    """A decimal number that remembers how it was typed (`raw`), e.g. `1.10`."""

    raw: str


class Record(BaseModel):
    """Base of every model: unknown keys and wrong types are errors, a key without a value counts as left out."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: Any) -> Any:
        if isinstance(data, dict) and None in data.values():
            return {key: value for key, value in data.items() if value is not None}
        return data


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raw = getattr(value, "raw", None)
    if isinstance(raw, str):
        return raw
    raise PydanticCustomError("not_text", "not text")


def _as_day(value: Any) -> Any:
    day = _any_day(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PydanticCustomError("far_day", "a day far away")
    return day


def _as_last_day(value: Any) -> Any:
    day = _any_day(value)
    return day if day == date.max else _as_day(day)


def _any_day(value: Any) -> date:
    if isinstance(value, date):
        return value
    text = value if isinstance(value, str) else getattr(value, "raw", "")
    if not _DAY.fullmatch(text):
        raise PydanticCustomError("not_day", "not a date")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("no_such_day", "no such day") from None


def _as_moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise PydanticCustomError("not_moment", "not a date with a time")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("no_such_day", "no such day") from None
    _as_day(moment.date())
    return moment


def _as_clock(value: Any) -> str:
    text = _as_text(value)
    if not _CLOCK.fullmatch(text):
        raise PydanticCustomError("not_clock", "not a time")
    return text


def _as_id(value: Any) -> str:
    text = _as_text(value)
    if not _ID.fullmatch(text):
        raise PydanticCustomError("not_id", "not an id")
    return text


UNREAD = "\0unread"
"""Ends the place of an error that only says that pydantic left a value to our function."""


class ReadBy:
    """Lets our function read a value, which says what is wrong; the usual values pydantic reads by itself.

    Calling a Python function costs more than all that pydantic does. `usual` may take less than the function does, but
    nothing else, and must make the same of it (a test compares them). It is what pydantic's `BeforeValidator` does, who
    looks up the function's parameters at every field of every model, at the start of every command.
    """

    def __init__(self, read: Callable[[Any], Any], usual: CoreSchema | None = None) -> None:
        """Take our function, and pydantic's schema of the usual values."""
        self.read = read
        self.usual = usual

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Tell pydantic to try by itself first."""
        read = core_schema.no_info_before_validator_function(self.read, handler(source))
        return core_schema.union_schema([(self.usual, UNREAD), read], mode="left_to_right") if self.usual else read


def _like(pattern: str) -> CoreSchema:
    return core_schema.str_schema(strict=True, pattern=f"^(?:{pattern})$")


_USUAL_DAY = core_schema.chain_schema(
    [
        _like("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        core_schema.date_schema(strict=False, ge=date(FIRST_YEAR, 1, 1), le=date(LAST_YEAR, 12, 31)),
    ]
)

Text = Annotated[
    str,
    ReadBy(_as_text, core_schema.str_schema(strict=True)),
    WithJsonSchema({"type": ["string", "number"]}),
]
"""Free text; never markup, never changed."""

Day = Annotated[date, ReadBy(_as_day, _USUAL_DAY), WithJsonSchema({"type": "string", "format": "date"})]
"""A calendar day, written YYYY-MM-DD."""

LastDay = Annotated[date, ReadBy(_as_last_day, _USUAL_DAY), WithJsonSchema({"type": "string", "format": "date"})]
"""The last day of something; 9999-12-31 is how people write that no end is set."""

Moment = Annotated[datetime, ReadBy(_as_moment), WithJsonSchema({"type": "string"})]
"""A day and a time, written YYYY-MM-DD HH:MM or with a T between."""

Clock = Annotated[
    str,
    ReadBy(_as_clock, _like("([01][0-9]|2[0-3]):[0-5][0-9]")),
    WithJsonSchema({"type": "string", "pattern": _CLOCK.pattern}),
]
"""A time of day, written HH:MM."""

Id = Annotated[
    str,
    ReadBy(_as_id, _like("[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?")),
    WithJsonSchema({"type": ["string", "number"]}),
]
"""The name of an entry within its case: letters, digits, hyphens, dots."""

Ref = Id
"""The id of a person, a unit or an entry elsewhere in the case; `references` checks that it is there."""


@lru_cache(maxsize=1000)  # the same few words stand in thousands of cases
def _resembled(text: str, known: tuple[str, ...]) -> list[str]:
    return get_close_matches(text, known, n=1, cutoff=0.8)


class OpenList:
    """Marks a text as a word from an open list: a known word, or another kebab-case word that resembles none.

    A county may need a word that is not listed, and a misspelt one must not pass for it.
    """

    def __init__(self, *known: str, swedish: Mapping[str, str] | None = None) -> None:
        """Take the known words, and the Swedish words that people write in their place."""
        self.known = known
        self.swedish = swedish or {}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Tell pydantic how to read such a word."""
        usual = core_schema.literal_schema(list(self.known)) if self.known else _like(KEBAB.pattern)
        read = core_schema.no_info_before_validator_function(self.read, handler(source))
        return core_schema.union_schema([(usual, UNREAD), read], mode="left_to_right")

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors the known words and the form of others."""
        other = {"type": "string", "pattern": f"^{KEBAB.pattern}$"}
        return {"anyOf": [{"enum": list(self.known)}, other]} if self.known else other

    def read(self, value: Any) -> str:
        """Return the word; raise when it is a misspelt known one or no word at all."""
        text = _as_text(value)
        if text in self.known:
            return text
        meant = self.swedish.get(text.casefold())
        near = [meant] if meant else _resembled(text, self.known)
        if near:
            raise PydanticCustomError("misspelt", "did you mean", {"value": text, "near": near[0]})
        if not KEBAB.fullmatch(text):
            raise PydanticCustomError("not_kebab", "not a word", {"value": text})
        return text


Word = Annotated[str, OpenList()]
"""A kebab-case word; a guideline may list which."""
