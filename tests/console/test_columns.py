"""Rows in columns: as wide as the terminal, nothing lost, and the same however many they are."""

import sys
from collections.abc import Sequence
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sipcli.console import columns as module
from sipcli.console.columns import Cell, Column, print_columns

COLUMNS = [Column("Case"), Column("Overdue", breaks=True), Column("Next", breaks=True), Column("Err.", right=True)]

words = st.text("abcdefåäöÅ 界", min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
phrases = st.lists(words, min_size=1, max_size=8).map(" ".join)
rows = st.lists(st.tuples(words, phrases, phrases, st.integers(0, 99).map(str)), max_size=6)


def printed(
    columns: list[Column], cells: Sequence[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, width: int
) -> str:
    """Return what is printed where there is no terminal, on so wide a screen."""
    monkeypatch.setenv("COLUMNS", str(width))
    out = StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    print_columns(columns, [[(text, "") for text in row] for row in cells])
    monkeypatch.undo()
    return out.getvalue()


def test_columns_are_as_wide_as_their_longest_text() -> None:
    with pytest.MonkeyPatch.context() as patch:
        said = printed(COLUMNS, [("a", "long text", "–", "1"), ("åäö", "–", "x", "12")], patch, 80)
    assert said.splitlines() == ["Case Overdue   Next Err.", "a    long text –       1", "åäö  –         x      12"]


def test_text_that_is_too_long_is_broken_at_words_and_never_cut() -> None:
    with pytest.MonkeyPatch.context() as patch:
        said = printed(COLUMNS, [("a", "tell social worker about it", "record follow-up", "1")], patch, 40)
    assert said.splitlines() == [
        "Case Overdue        Next            Err.",
        "a    tell social    record             1",
        "     worker about   follow-up",
        "     it",
    ]


def test_no_word_is_broken_while_another_column_can_give_way() -> None:
    with pytest.MonkeyPatch.context() as patch:
        said = printed(COLUMNS, [("a", "vastra-gotaland", "some words to break", "1")], patch, 40)
    assert said.splitlines() == [
        "Case Overdue         Next           Err.",
        "a    vastra-gotaland some words to     1",
        "                     break",
    ]


@given(rows, st.integers(40, 120))
def test_no_line_is_wider_than_the_screen_and_every_word_is_there(
    cells: list[tuple[str, str, str, str]], width: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        lines = printed(COLUMNS, cells, patch, width).splitlines()
    assert all(cell_len(line) <= width for line in lines)
    there = "".join("".join(lines).split())
    for row in cells:
        for text in row:
            assert set(text.replace(" ", "")) <= set(there)
    if all(len(" ".join(row)) * 2 < width for row in cells):
        assert len(lines) == len(cells) + 1


@given(rows)
def test_where_all_fits_it_says_what_richs_own_table_says(cells: list[tuple[str, str, str, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        ours = printed(COLUMNS, cells, patch, 1000)
    table = Table(box=None, padding=(0, 1, 0, 0))
    for one in COLUMNS:
        table.add_column(one.heading, justify="right" if one.right else "left")
    for row in cells:
        table.add_row(*(Text(text) for text in row))
    out = StringIO()
    Console(file=out, width=1000).print(table)
    theirs = [line.rstrip() for line in out.getvalue().splitlines()]
    assert [line.rstrip() for line in ours.splitlines()] == theirs


@pytest.mark.parametrize("count", [0, 1, 199, 200, 201, 450])
def test_on_a_terminal_every_row_is_printed_once_and_in_colour(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    out = StringIO()
    monkeypatch.setattr(module, "console", lambda: Console(file=out, force_terminal=True, width=60))
    cells: list[list[Cell]] = [[(f"case-{n}", ""), ("late", "bold red"), ("–", ""), ("1", "")] for n in range(count)]
    print_columns(COLUMNS, cells)
    said = out.getvalue()
    assert said.count("\n") == count + 1
    assert [n for n in range(count) if said.count(f"case-{n} ") != 1] == []
    assert said.count("\x1b[1;31mlate") == count


def test_what_looks_like_markup_is_text() -> None:
    with pytest.MonkeyPatch.context() as patch:
        said = printed([Column("A")], [("[bold]x[/bold] :smile:",)], patch, 80)
    assert said == "A\n[bold]x[/bold] :smile:\n"
