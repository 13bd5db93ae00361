"""A language that an archive brings itself: written from the right, with its own words, dates and fonts."""

import io
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from sipcli.documents.material import Material
from sipcli.documents.render import render
from sipcli.documents.templates import all_languages, direction_of, written_day
from sipcli.errors import ArchiveError, UsageError
from tests.documents.reading import HtmlPage, pdf_text
from tests.documents.samples import TODAY, material, rich
from tests.helpers import in_memory

SHARED = """\
undecided: لم يتقرر بعد
where: أين
reach: {phone: هاتف}
terms: {plan: خطة فردية منسقة, coordinator: منسق}
"""
PLAN = """\
title: "{{ terms.plan }} – {{ child }}"
about: من أجل {{ child }}
version: نسخة {{ version }}، {{ made_on|day }}
needs: ما هو مطلوب
goals: الأهداف والدعم
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "ar").mkdir()
    (tmp_path / "ar" / "_words.yaml").write_text(SHARED, encoding="utf-8")
    (tmp_path / "ar" / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def arabic() -> Material:
    return material(in_memory(rich()), "ar")


def test_a_page_from_the_right_says_so_and_has_its_own_words(own: Path) -> None:
    page = HtmlPage(render("plan", arabic(), "html", own).content.decode())
    html = dict(page.tags)["html"]
    assert (html["lang"], html["dir"]) == ("ar", "rtl")
    assert page.title == "خطة فردية منسقة – Lova Exempelsson"
    headings = [text for _level, text in page.headings]
    assert headings[0] == "خطة فردية منسقة"
    assert "ما هو مطلوب" in headings
    assert written_day(TODAY, "ar") in {"23 نوفمبر 2026", "٢٣ نوفمبر ٢٠٢٦"}
    assert f"نسخة 1، {written_day(TODAY.replace(month=9, day=22), 'ar')}" in page.text


def test_what_a_language_lacks_is_in_swedish(own: Path) -> None:
    headings = [text for _level, text in HtmlPage(render("plan", arabic(), "html", own).content.decode()).headings]
    assert "Så når du oss" in headings
    assert "Det här behövs" not in headings
    text = HtmlPage(render("invitation", arabic(), "html", own).content.decode()).text
    assert "Vad vill vi nå?" in text


def test_what_somebody_typed_keeps_its_own_direction(own: Path) -> None:
    page = HtmlPage(render("plan", arabic(), "html", own).content.decode())
    assert {tags.get("dir") for _tag, tags in page.tags if "text" in (tags.get("class") or "").split()} == {"auto"}
    made = Document(io.BytesIO(render("plan", arabic(), "docx", own).content))
    runs = {run.text: run.font.rtl for one in made.paragraphs for run in one.runs}
    assert runs["Trygg väg till skolan"] is None
    assert runs["ما هو مطلوب"] is True


def test_word_sets_paragraphs_and_tables_from_the_right(own: Path) -> None:
    made = Document(io.BytesIO(render("plan", arabic(), "docx", own).content))
    assert made.core_properties.language == "ar"
    said = [one for one in made.element.body.iter(qn("w:p")) if one.find(qn("w:r")) is not None]
    assert said
    assert all(one.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for one in said)
    tables = list(made.element.body.iter(qn("w:tblPr")))
    assert tables
    assert all(one.find(qn("w:bidiVisual")) is not None for one in tables)


def test_a_pdf_has_the_letters_and_says_the_language(own: Path) -> None:
    content = render("plan", arabic(), "pdf", own).content
    text = pdf_text(content)
    assert "\ufffd" not in text
    assert set("خطةفرديةمنسقة") <= set(text)
    assert "Trygg väg till skolan" in text
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "ar"


def test_a_language_is_found_by_its_folder(own: Path) -> None:
    assert "ar" in all_languages(own)
    assert "ar" not in all_languages(None)
    assert direction_of("ar") == "rtl"
    assert direction_of("so") == direction_of("sv-simple") == "ltr"


def test_a_key_that_no_document_has_is_named(own: Path) -> None:
    (own / "ar" / "plan.yaml").write_text("gaols: الأهداف\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"plan\.yaml:1.*gaols.*goals"):
        render("plan", arabic(), "html", own)


@pytest.mark.parametrize("language", ["ar", "sv/../en", "..", ""])
def test_a_language_without_a_folder_is_none(language: str) -> None:
    with pytest.raises(UsageError):
        render("plan", material(in_memory(rich()), language), "html")


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("sv", "23 november 2026"),
        ("sv-simple", "23 november 2026"),
        ("en", "23 November 2026"),
        ("so", "Noof"),
        ("xx", "23 nov"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(language: str, day: str) -> None:
    assert written_day(TODAY, language).startswith(day)
    assert written_day(None, language) == ""
