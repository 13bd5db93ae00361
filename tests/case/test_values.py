"""What pydantic reads by itself is what our functions would have read: same values, same mistakes, every time."""

from datetime import date
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, create_model

from sipcli.case import values
from sipcli.case.problems import problems_in
from sipcli.case.values import Clock, Day, Id, LastDay, OpenList, RawFloat, RawInt, Record, Text, Word

KINDS = OpenList("school", "social-services", "för-skola", swedish={"skola": "school"})
BY_US: list[tuple[Any, Any]] = [
    (Text, Annotated[str, BeforeValidator(values._as_text)]),
    (Day, Annotated[date, BeforeValidator(values._as_day)]),
    (LastDay, Annotated[date, BeforeValidator(values._as_last_day)]),
    (Clock, Annotated[str, BeforeValidator(values._as_clock)]),
    (Id, Annotated[str, BeforeValidator(values._as_id)]),
    (Word, Annotated[str, BeforeValidator(OpenList().read)]),
    (Annotated[str, KINDS], Annotated[str, BeforeValidator(KINDS.read)]),
]
"""Each kind of value, and the same read by nothing but our own function."""


def whole(raw: str) -> RawInt:
    made = RawInt(12)
    made.raw = raw
    return made


def decimal(raw: str) -> RawFloat:
    made = RawFloat(1.5)
    made.raw = raw
    return made


def model(kind: Any) -> type[BaseModel]:
    """Return a model with `kind` wherever a kind can stand: alone, in a list, as a key, beside another."""
    fields: dict[str, Any] = {
        "one": (kind | None, None),
        "many": (list[kind], []),
        "keys": (dict[kind, str], {}),
        "either": (list[kind] | kind, []),
    }
    return create_model("Made", __base__=Record, **fields)


MODELS = [(model(ours), model(plain)) for ours, plain in BY_US]

NEAR = [
    *("2026-09-01", "2026-02-29", "2026-02-30", "2026-13-01", "1899-12-31", "1900-01-01", "2200-12-31"),
    *("2201-01-01", "9999-12-31", "2026-9-1", "2026-09-01T00:00", "2026-09-01 ", " 2026-09-01", "2026-09-01\n"),
    *("20260901", "٢٠٢٦-٠٩-٠١", "２０２６-09-01", "0000-01-01", "1788134400", "2026-W01-1", "2026-09-01 00:00"),
    *("08:30", "8:30", "24:00", "23:59", "23:60", "08:30\n", "٠٨:٣٠", "08:30:00"),
    *("skola", "Skola", "vh1", "a", "-a", "a-", ".a", "a.b_c-d", "_a", "a_", "é", "2026-å", "a b", "a\n", "", " "),
    *("school", "schol", "för-skola", "social-service", "social-services", "one-word", "One", "a--b", "ª", "a\u200d"),
    *("\x00", "true", "1.10"),
]
"""Texts that are right for some kind, or nearly."""
near_right = st.sampled_from(NEAR)
anything = st.one_of(
    near_right,
    st.text("aZ09-._: \nåé٢\u0301", max_size=12),
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.dates().map(str),
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates() | st.datetimes(),
    near_right.map(whole),
    near_right.map(decimal),
    st.sampled_from([[], {}, ["a"], {"a": "b"}]),
)


def said(made: type[BaseModel], data: Any) -> Any:
    """Return what reading gives: the values with their types, or every problem as a person sees it."""
    try:
        read = made.model_validate(data)
    except ValidationError as err:
        return problems_in(err, made, data)  # type: ignore[arg-type]
    return [(name, repr(value)) for name, value in read], read.model_fields_set


KINDS_OF_VALUE = pytest.mark.parametrize(("ours", "plain"), MODELS, ids=[str(kind) for kind in range(len(MODELS))])


def everywhere(value: Any, more: list[Any]) -> list[dict[str, Any]]:
    """Return what a file of `model` can hold with a value, and others, in each place."""
    found: list[dict[str, Any]] = [{"one": value}, {"many": [value, *more]}, {"either": value}]
    found.append({"either": [*more, value]})
    return [*found, {"keys": {value: "x"}}] if isinstance(value, str) else found


@KINDS_OF_VALUE
def test_pydantic_reads_what_is_nearly_right_as_our_function_does(
    ours: type[BaseModel], plain: type[BaseModel]
) -> None:
    for data in (data for value in NEAR for data in everywhere(value, [])):
        assert said(ours, data) == said(plain, data)
        assert said(ours, data) == said(plain, data)  # also the second time


@KINDS_OF_VALUE
@given(value=anything, more=st.lists(anything, max_size=2))
@settings(max_examples=200, deadline=None)
def test_pydantic_reads_whatever_as_our_function_does(
    ours: type[BaseModel], plain: type[BaseModel], value: Any, more: list[Any]
) -> None:
    for data in everywhere(value, more):
        assert said(ours, data) == said(plain, data)


class Telling(Record):
    """A record with every kind of value, to see which of them reach our functions."""

    model_config = ConfigDict(defer_build=False)

    text: Text
    day: Day
    clock: Clock
    name: Id
    word: Word
    kind: Annotated[str, KINDS]


def test_usual_values_never_reach_our_functions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else reading costs twice as much, and nothing would show it."""
    for name in ("_DAY", "_CLOCK", "_ID", "KEBAB"):
        monkeypatch.setattr(values, name, None)
    usual = {"text": "Ja!", "day": "2026-09-01", "clock": "08:30", "name": "vh1", "word": "no-1", "kind": "school"}
    assert Telling.model_validate(usual).day == date(2026, 9, 1)
    with pytest.raises(AttributeError):
        Telling.model_validate(usual | {"name": "å"})


def test_a_key_without_a_value_is_left_out_and_others_stay() -> None:
    class Some(Record):
        needed: Text
        flag: bool = False
        other: Text = "as ever"

    assert Some.model_validate({"needed": "x", "flag": False, "other": None}).model_fields_set == {"needed", "flag"}
    assert Some.model_validate({"needed": "x", "other": None}) == Some(needed="x")
    with pytest.raises(ValidationError, match="needed"):
        Some.model_validate({"needed": None})
