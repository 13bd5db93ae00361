"""Reading one file: text stays text, and whatever the bytes are the answer is a model or problems with places."""

import os
import warnings
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sipcli.archive.located import NotYaml
from sipcli.archive.reading import (
    _CONFLICT,
    _CONTROL,
    _NEEDS_CARE,
    MAX_BYTES,
    ReadFile,
    _is_harmless,
    decode,
    fingerprint,
    parse_model,
    read_model,
    values,
)
from sipcli.case.case import FILES, FOLDERS, model_of
from sipcli.case.plan_file import Plan
from sipcli.case.process_files import FollowUp
from sipcli.case.values import Record
from tests.helpers import REFERENCE

MODELS = [*FILES.values(), *FOLDERS.values()]


def follow_up(comment: str) -> ReadFile[FollowUp]:
    return parse_model(f"date: 2026-12-01\nstatus: booked\ncomment: {comment}\n".encode(), FollowUp)


@pytest.mark.parametrize(
    "typed",
    [
        "0701740605",
        "2026-1",
        "2026-09-01",
        "no",
        "yes",
        "on",
        "NO",
        "y",
        "1.10",
        "08:30",
        "1:20:30",
        "1e3",
        "1e400",
        "0x1F",
        "0o17",
        "0b101",
        "007",
        "1_000",
        "12345678901234567890123",
        "+46",
        "-0",
        ".5",
        "5.",
        "3,5",
        "=",
        "<<",
    ],
)
def test_text_stays_as_it_was_typed(typed: str) -> None:
    read = follow_up(typed)
    assert read.problems == ()
    assert read.model is not None
    assert read.model.comment == typed


@pytest.mark.parametrize("typed", ["true", "False", "TRUE"])
def test_true_and_false_need_quotes_to_be_text(typed: str) -> None:
    (problem,) = follow_up(typed).problems
    assert (problem.rule, problem.line, problem.column) == ("wrong-type", 3, 10)
    assert "quotes" in problem.message
    quoted = follow_up(f'"{typed}"').model
    assert quoted is not None
    assert quoted.comment == typed


@pytest.mark.parametrize("typed", ["", "~", "null"])
def test_a_key_without_a_value_counts_as_left_out(typed: str) -> None:
    read = follow_up(typed)
    assert read.model is not None
    assert read.model.comment is None


printable = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufeff\u2028\u2029")


@given(st.text(printable, max_size=40))
@settings(max_examples=150, deadline=None)
def test_quoted_text_stays_as_it_was_typed(text: str) -> None:
    for quoted in ("'" + text.replace("'", "''") + "'", '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'):
        read = follow_up(quoted)
        assert read.model is not None, read.problems
        assert read.model.comment == text


@given(st.text(st.sampled_from("0123456789.+-_eExXoabinf:"), min_size=1, max_size=8))
@example(".inf")
@example(".nan")
@settings(max_examples=300, deadline=None)
def test_what_looks_like_a_number_stays_as_it_was_typed(typed: str) -> None:
    read = follow_up(typed)
    if read.model is not None and read.model.comment is not None:
        assert read.model.comment == typed
    else:
        assert typed.startswith("-") or ":" in typed or typed in ("~", "null"), read.problems


def test_ids_and_dates_stay_as_they_were_typed() -> None:
    text = (REFERENCE / "case.yaml").read_text(encoding="utf-8").replace("id: base", "id: 1.10")
    read = parse_model(text.encode(), model_of("case.yaml") or Record)
    assert read.model is not None
    assert read.model.model_dump()["id"] == "1.10"


@pytest.mark.parametrize("path", sorted(REFERENCE.rglob("*.yaml")), ids=lambda path: path.name)
def test_the_reference_case_is_read_alike_fast_and_with_places(path: Path) -> None:
    model = model_of(path.relative_to(REFERENCE).as_posix())
    assert model is not None
    content = path.read_bytes()
    fast = parse_model(content, model)
    careful = parse_model(content + b"# a tab:\t\n", model)  # a tab sends it to the located reader
    assert fast.model is not None
    assert fast.model == careful.model


@given(st.sampled_from(MODELS), st.binary(max_size=80))
@settings(max_examples=300, deadline=None)
@example(MODELS[0], b"")
@example(MODELS[0], b"\xef\xbb\xbf")
@example(MODELS[0], b"\xff\xfe\x00a")
@example(MODELS[0], b"a: \x00")
@example(MODELS[0], b"1: x")
@example(MODELS[0], b"1.5: x\n2: y")
@example(MODELS[0], b"true: x")
@example(MODELS[0], b"null: x")
@example(MODELS[0], b"? a\n: b")
@example(MODELS[0], b"!!set {a, b}")
@example(MODELS[0], b"[1, 2]")
@example(MODELS[0], b"accepted: [1, [2], {3: 4}]")
@example(MODELS[1], b"consents: [{units: {1: 2}, informed: {3: 4}, maturity: [true]}]")
def test_any_bytes_give_a_model_or_problems_with_places(model: type[Record], content: bytes) -> None:
    read = parse_model(content, model)
    assert (read.model is None) == bool(read.problems)
    for problem in read.problems:
        assert problem.message
        assert problem.line is not None and problem.line >= 1
        assert problem.column is not None and problem.column >= 1


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_damage_to_a_reference_file_gives_a_model_or_problems_with_places(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(REFERENCE.rglob("*.yaml"))))
    model = model_of(path.relative_to(REFERENCE).as_posix())
    assert model is not None
    content = path.read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 12)))
    put = data.draw(st.binary(max_size=4) | st.text("-:[]{}&*!#|>'\"\n\t %@,01aå", max_size=6).map(str.encode))
    read = parse_model(content[:start] + put + content[end:], model)
    assert (read.model is None) == bool(read.problems)
    for problem in read.problems:
        assert problem.line is not None and problem.column is not None


def problem_of(content: bytes) -> tuple[str, int | None, int | None]:
    with pytest.raises(NotYaml) as caught:
        decode(content)
    problem = caught.value.problem
    return problem.rule, problem.line, problem.column


def test_what_is_no_text_is_pointed_at() -> None:
    assert problem_of("a: å\nb: ö".encode("latin-1")) == ("file-unreadable", 1, 4)
    assert problem_of(b"a: 1\nb: \x00\n") == ("file-unreadable", 2, 4)
    assert problem_of("a: å\nb: ä\x1b[31m".encode()) == ("file-unreadable", 2, 5)
    assert problem_of(b"x" * (MAX_BYTES + 1)) == ("file-unreadable", 1, 1)
    assert decode(b"x" * MAX_BYTES)
    (problem,) = parse_model(b"# " + b"x" * MAX_BYTES + b"\ndate: 2026-12-01\nstatus: held\n", FollowUp).problems
    assert (problem.rule, problem.line) == ("file-unreadable", 1)


def test_a_byte_order_mark_and_windows_lines_are_no_matter() -> None:
    content = (REFERENCE / "plan.yaml").read_bytes()
    model = model_of("plan.yaml") or Record
    marked = parse_model(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"), model)
    assert marked.model is not None
    assert marked.model == parse_model(content, model).model


def test_a_file_that_cannot_be_opened_is_a_problem_and_a_folder_too(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.yaml", tmp_path):
        (problem,) = read_model(path, FollowUp).problems
        assert (problem.rule, problem.line) == ("file-unreadable", 1)


def test_a_file_of_comments_is_empty() -> None:
    (problem,) = parse_model(b"# bara en kommentar\n", FollowUp).problems
    assert problem.rule == "file-empty"


def test_reading_warns_of_nothing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        parse_model(b"%YAML 1.1\n---\ndate: 2026-12-01\nstatus: held\ncomment: 1.10\n", FollowUp)


def test_values_are_for_comparing_and_never_fail() -> None:
    assert values(b"a: 1\n") == {"a": 1}
    assert values(b"") == values(b"a: [") == values(b"\xff") == {}


def test_the_fingerprint_is_that_of_the_bytes() -> None:
    assert fingerprint(b"a") != fingerprint(b"a\n")
    assert len(fingerprint(b"")) == 64


CARE = (_CONTROL, _CONFLICT, _NEEDS_CARE)
odd = st.sampled_from(
    [
        *("\x00", "\x1b", "\x7f", "\x80", "\x85", "\x9f", "\xa0", "\ufeff", "\ufffe", "\uffff", "\u2028", "\U0001f600"),
        *("\t", "!", " !x", "\r", "\n", "å", "€", "a: b\n"),
        *("<<<<<<< HEAD\na: 1\n=======\n", ">>>>>>> b\n", "<<<<<<<", "<"),
    ]
)


@given(st.lists(odd | st.text(st.characters(codec="utf-8"), max_size=3), max_size=6).map("".join))
@settings(max_examples=500)
def test_a_file_is_harmless_only_when_no_closer_look_would_find_anything(text: str) -> None:
    if _is_harmless(text.encode("utf-8")):
        assert not any(one.search(text) for one in CARE)


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF])
def test_a_control_character_is_refused_wherever_it_stands(code: int) -> None:
    allowed = chr(code) in "\t\n\r\x85"
    for text in (f"a: {chr(code)}\n", f"{chr(code)}a: 1", f"a: å{chr(code)}"):
        for content in (text.encode("utf-8"), b"\xef\xbb\xbf" + text.encode("utf-8")):
            if allowed:
                assert decode(content) == text
            else:
                assert problem_of(content)[0] == "file-unreadable"


def test_marks_of_a_merge_are_refused_and_signs_like_them_are_not() -> None:
    both = b"a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n"
    assert problem_of(both) == ("yaml-invalid", 2, 1)
    assert decode(b"a: 1 <<<<<<< 2\n") and decode(b"<<<<<<< HEAD\n")


def test_a_byte_order_mark_moves_no_place() -> None:
    for content in (b"a: 1\nb: \x00\n", b"a: 1\nb: \xe5\n"):
        assert problem_of(b"\xef\xbb\xbf" + content) == problem_of(content)


def test_tags_and_tabs_are_refused_and_exclamations_are_not() -> None:
    assert follow_up("!!str x").model is None
    assert parse_model(b"date: 2026-12-01\nstatus:\tbooked\n", FollowUp).model is None
    assert follow_up("Hej!").model and follow_up("Hej! Hej").model


def test_the_path_of_a_file_may_be_a_text(tmp_path: Path) -> None:
    path = tmp_path / "å.yaml"
    path.write_text("date: 2026-12-01\nstatus: booked\n", encoding="utf-8")
    assert read_model(str(path), FollowUp) == read_model(path, FollowUp)
    assert read_model(path, FollowUp).model


@pytest.mark.parametrize("at_once", [1, 7, 65_536])
def test_a_file_is_read_to_its_end_however_little_the_disk_gives_at_once(
    at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan of more than 64 KiB, and a drive that gives a few bytes although there are more."""
    needs = "\n".join(f"  - Behov nummer {i} som någon har påhittat" for i in range(4 if at_once < 10 else 4000))
    (tmp_path / "plan.yaml").write_text(f"made_on: 2026-09-22\nneeds:\n{needs}\n", encoding="utf-8")
    whole, read = (tmp_path / "plan.yaml").read_bytes(), os.read
    monkeypatch.setattr(os, "read", lambda file, most: read(file, min(most, at_once)))
    assert read_model(tmp_path / "plan.yaml", Plan) == parse_model(whole, Plan)
    assert read_model(tmp_path / "plan.yaml", Plan).model is not None
