"""The located reader: it reads the same values as the fast one and knows where each stands."""

from typing import Any

import pytest
import ryaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sipcli.archive.located import NotYaml, read_located
from sipcli.archive.locating import MAX_DEPTH
from sipcli.case.problems import Problem
from sipcli.case.values import RawFloat, RawInt

MANY = settings(max_examples=150, deadline=None)

printable = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufeff\u2028\u2029")
words = st.text(printable, max_size=20)
yaml_like = st.text(st.sampled_from("ab 0123456789.-+_:,#[]{}'\"?&*!|>%@`~=exoXnulltrueå\n "), max_size=25)
scalars = st.none() | st.booleans() | st.integers(-(2**62), 2**62) | words | yaml_like
data = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words.filter(bool), inner, max_size=4),
    max_leaves=12,
)


def plain(value: Any) -> Any:
    """Return a value with the numbers' memory of how they were typed taken off."""
    if isinstance(value, dict):
        return {plain(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, RawFloat):
        return float(value)
    return int(value) if isinstance(value, RawInt) else value


def refused(text: str) -> Problem:
    with pytest.raises(NotYaml) as caught:
        read_located(text)
    return caught.value.problem


@given(data)
@MANY
def test_what_is_written_is_read_the_same_by_both(value: Any) -> None:
    text = ryaml.dumps({"a": value})
    assert repr(plain(read_located(text).data)) == repr(ryaml.loads(text)) == repr({"a": value})


@given(yaml_like)
@example("0x1F")
@example("1e3")
@example("1.10")
@example("0o17")
@example("0b101")
@example("1_000")
@example(".5")
@example("5.")
@example("+1")
@example("-.inf")
@example(".nan")
@example("1e400")
@example("-0")
@example("0x")
@example("12345678901234567890123")
@example("-12345678901234567890123")
@example("=")
@example("<<")
@example("Null")
@example("TRUE")
@example("2026-09-01")
@example("08:30")
@settings(max_examples=300, deadline=None)
def test_a_scalar_typed_without_quotes_is_read_the_same_by_both(typed: str) -> None:
    for text in (f"a: {typed}\nb: 1\n", f"- {typed}\n", f"{typed}: 1\n"):
        if set("&*") & set(typed):
            continue  # how far an anchor's name goes: the two differ, and no case file has one
        try:
            fast = ryaml.loads(text)
        except ValueError:
            continue
        try:
            located = read_located(text)
        except NotYaml:
            assert set("!&*?[{|>") & set(typed), text  # what a case file never needs, or a block's odd heading
            continue
        assert repr(plain(located.data)) == repr(fast)


@given(words)
@MANY
def test_a_quoted_text_is_read_the_same_by_both(typed: str) -> None:
    single = "a: '" + typed.replace("'", "''") + "'\n"
    double = 'a: "' + typed.replace("\\", "\\\\").replace('"', '\\"') + '"\n'
    for text in (single, double):
        assert read_located(text).data == ryaml.loads(text) == {"a": typed}


@given(st.integers(0, 4), st.sampled_from(["|", ">", "|-", ">-", "|+", ">+"]), st.lists(words, max_size=4))
@MANY
def test_a_block_of_text_is_read_the_same_by_both(blank: int, style: str, lines: list[str]) -> None:
    first = next(filter(None, lines), "")  # what stands before it may not be indented more (YAML 1.2, 8.1.1.1)
    assume(not first.startswith((" ", "\u3000")))
    text = f"a: {style}\n" + "".join(f"  {line}\n" for line in lines) + "\n" * blank + "b: 1\n"
    try:
        fast = ryaml.loads(text)
    except ValueError:
        return
    assert plain(read_located(text).data) == fast


@pytest.mark.parametrize("typed", ["1.10", "0x1F", "1e3", "0o17", ".5", "+7"])
def test_a_number_remembers_how_it_was_typed(typed: str) -> None:
    assert read_located(f"a: {typed}\n").data["a"].raw == typed


def test_every_key_and_value_has_its_place() -> None:
    found = read_located("# en kommentar\na:\n  - x: 1\n    y: två\nb: [u, {v: w}]\n")
    assert found.keys == {
        ("a",): (2, 1),
        ("a", 0, "x"): (3, 5),
        ("a", 0, "y"): (4, 5),
        ("b",): (5, 1),
        ("b", 1, "v"): (5, 9),
    }
    assert found.values["a", 0, "y"] == (4, 8)
    assert found.values["b", 0] == (5, 5)
    assert found.values["b", 1, "v"] == (5, 12)


def test_what_is_not_there_has_the_place_of_what_is_above_it() -> None:
    found = read_located("a:\n  b: 1\n")
    assert found.place(("a", "b", "c")) == (2, 3)
    assert found.place(("a", "z")) == (1, 1)
    assert found.place(("z",)) == (1, 1)
    assert found.place(("a", "b"), at_key=False) == (2, 6)


@given(data)
@MANY
def test_places_are_within_the_text(value: Any) -> None:
    text = ryaml.dumps({"a": value})
    lines = text.split("\n")
    found = read_located(text)
    for line, column in [*found.keys.values(), *found.values.values()]:
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, 1), "“a” stands twice"),
        ("a: 1\n---\nb: 2\n", (2, 1), "a second document"),
        ("a: !!python/object:os.system x\n", (1, 4), "tags such as"),
        ("a: !x y\n", (1, 4), "tags such as"),
        ("a: *b\n", (1, 4), "refers to nothing"),
        ("a: b: c\n", (1, 5), "a colon is missing or one too many"),
        ('a: "b\n', (1, 4), "not closed"),
        ("a: [b, c\n", (2, 1), "not closed"),
        ("a:\n  b: 1\n c: 2\n", (3, 2), "not indented"),
        ("a:\n\t- b\n", (2, 1), "a tab stands here"),
        ("a: @b\n", (1, 4), "put the text in quotes"),
        ("[a, b]: c\n", (1, 1), "a key is a plain word"),
        ("? {a: b}\n: c\n", (1, 3), "a key is a plain word"),
    ],
)
def test_what_a_case_file_never_needs_is_refused_at_its_place(text: str, place: Any, says: str) -> None:
    problem = refused(text)
    assert problem.rule == "yaml-invalid"
    assert (problem.line, problem.column) == place
    assert says in problem.message


def test_deep_nesting_is_refused_with_a_place() -> None:
    for depth in (MAX_DEPTH + 2, 1000, 20_000):
        problem = refused("a: " + "[" * depth + "]" * depth + "\n")
        assert problem.line == 1, depth


def test_an_anchor_is_read_and_an_alias_bomb_is_refused() -> None:
    assert read_located("a: &x [1, 2]\nb: *x\n").data == {"a": [1, 2], "b": [1, 2]}
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True):
        bomb += f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    problem = refused(bomb)
    assert "repeated more often" in problem.message
    assert problem.line is not None


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | yaml_like)
@settings(max_examples=300, deadline=None)
@example("&a [*a]")
@example("a: &a {b: *a}")
@example("? ?")
@example("%YAML 9.9\n--- a")
@example("%TAG ! x\n--- !y z")
@example("- - - -")
@example("\ufeff")
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        read_located(text)
    except NotYaml as err:
        assert err.problem.message
