"""What is said when a document cannot be made."""

from pathlib import Path

import pytest

from sipcli.documents.render import render
from sipcli.errors import ArchiveError, NeedsUser, UsageError
from sipcli.guidelines.loader import load_guideline
from tests.helpers import in_memory, reference

NATIONAL = load_guideline("national")


@pytest.mark.parametrize(
    ("document", "to", "language", "named"),
    [("letter", "md", "sv", "letter"), ("plan", "xyz", "sv", "xyz"), ("plan", "md", "xx", "xx")],
)
def test_what_there_is_not_is_named(document: str, to: str, language: str, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        render(document, in_memory(reference()), NATIONAL, to, language)


@pytest.mark.parametrize("document", ["plan", "invitation"])
def test_a_case_without_the_file_has_no_document(document: str) -> None:
    files = reference()
    del files[f"{document}.yaml"]
    with pytest.raises(NeedsUser):
        render(document, in_memory(files), NATIONAL, "html")


@pytest.mark.parametrize(
    ("template", "where"),
    [
        ("{% if %}", "plan.md.j2:1"),
        ("a\n{{ childs_name }}", "childs_name"),
        ("{{ 1 / 0 }}", "plan.md.j2"),
        ("{{ child.__class__.__mro__ }}", "plan.md.j2"),
    ],
)
def test_a_mistake_in_an_own_template_is_shown(tmp_path: Path, template: str, where: str) -> None:
    (tmp_path / "sv").mkdir()
    (tmp_path / "sv" / "plan.md.j2").write_text(template, encoding="utf-8")
    with pytest.raises(ArchiveError, match=where):
        render("plan", in_memory(reference()), NATIONAL, "md", "sv", tmp_path)


def test_a_language_of_an_archive_without_that_document(tmp_path: Path) -> None:
    (tmp_path / "fi").mkdir()
    with pytest.raises(UsageError, match=r"plan\.md\.j2"):
        render("plan", in_memory(reference()), NATIONAL, "md", "fi", tmp_path)


def test_a_day_that_is_not_known_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "sv").mkdir()
    (tmp_path / "sv" / "plan.md.j2").write_text("({{ none|day }})", encoding="utf-8")
    assert render("plan", in_memory(reference()), NATIONAL, "md", "sv", tmp_path) == "()"


def test_a_template_in_another_encoding_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "sv").mkdir()
    (tmp_path / "sv" / "plan.md.j2").write_bytes("å".encode("latin-1"))
    with pytest.raises(ArchiveError, match=r"plan\.md\.j2"):
        render("plan", in_memory(reference()), NATIONAL, "md", "sv", tmp_path)
