"""docs/coverage.md is true: of the catalogue, of the guidelines that cite it, and of the program."""

import re

import pytest
import typer

from sipcli.cli.app import app
from sipcli.documents.catalogue import DOCUMENTS
from tools.coverage import KINDS, LETTERS, PAGE, Cited, citations, coverage_page, field_names, rows

LAST = {"I": 17, "C": 20, "P": 17, "B": 16, "M": 14, "L": 17, "F": 8, "X": 4, "W": 4, "U": 1, "E": 7}
"""The catalogue: the last row of each section, numbered from 1."""

ALL = [f"{letter}{number}" for letter, last in LAST.items() for number in range(1, last + 1)]
MUST_BE_MET = set("LCIPARVQX")
"""The kinds that something in the program has to meet, whatever else is not there yet."""

NOT_CITED = {"P3", "P17"}


def commands() -> set[str]:
    """Return every command as it is typed, without "sip"."""
    found = set()
    for name, one in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        found |= {f"{name} {sub}" for sub in getattr(one, "commands", {})} or {name}
    return found


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == coverage_page(), "run python tools/coverage.py"


def test_the_catalogue_has_125_rows_each_once() -> None:
    assert len(ALL) == 125
    assert sorted(rows()) == sorted(ALL)


def test_every_row_has_exactly_one_line_on_the_page() -> None:
    assert sorted(re.findall(r"^\|([A-Z]\d+)\|", coverage_page(), re.MULTILINE)) == sorted(ALL)


def test_every_line_has_five_cells() -> None:
    """A row's text with a bar in it would break the table."""
    for line in coverage_page().splitlines():
        assert not line.startswith("|") or line.count("|") == 6, line


@pytest.mark.parametrize("row_id", ALL)
def test_a_row_is_met_or_says_that_it_is_not_yet(row_id: str) -> None:
    row, cited = rows()[row_id], citations().get(row_id, Cited())
    met = [*cited.rules, *cited.reminders, *row.fields, *row.documents, *row.commands]
    assert set(row.kind.split()) <= set(KINDS)
    assert row.by == "all" or set(row.by.split()) <= set(LETTERS.values())
    assert met or row.not_yet
    assert met or not MUST_BE_MET & set(row.kind.split())
    assert row_id in citations() or row.not_yet or row.documents, "cited by no guideline, and met by nothing"


def test_every_row_that_a_guideline_cites_is_in_the_catalogue() -> None:
    assert set(citations()) <= set(rows())


def test_the_rows_that_no_guideline_cites() -> None:
    """When one of them is cited, or another no longer is, this list tells."""
    assert set(rows()) - set(citations()) == NOT_CITED
    assert f"Cited by nothing yet: {', '.join(sorted(NOT_CITED, key=ALL.index))}." in coverage_page()


def test_named_fields_are_in_the_case_format() -> None:
    named = {field for row in rows().values() for field in row.fields}
    assert named - field_names() == set()


def test_fields_are_found_within_lists_entries_and_alternatives() -> None:
    names = field_names()
    assert {"plan.yaml goals[].term", "case.yaml child.view.toward", "case.yaml representatives[].from"} <= names
    assert {"events temporary_responsibility.unit", "follow-ups substitutes[].who"} <= names
    assert "case.yaml child.viewpoint" not in names


def test_named_commands_are_there() -> None:
    named = {command for row in rows().values() for command in row.commands}
    assert named - commands() == set()


def test_named_documents_can_be_rendered() -> None:
    named = {document for row in rows().values() for document in row.documents}
    assert named - set(DOCUMENTS) == set()


def test_every_document_meets_a_row() -> None:
    named = {document for row in rows().values() for document in row.documents}
    assert set(DOCUMENTS) - named == set()


@pytest.mark.parametrize("row_id", ["P17", "X4", "E6", "E7", "L17"])
def test_what_is_not_there_is_said(row_id: str) -> None:
    """Talking mats, the survey's answers, the upper levels, the process map, counts of care codes."""
    line = next(line for line in coverage_page().splitlines() if line.startswith(f"|{row_id}|"))
    assert "*Not yet:*" in line
