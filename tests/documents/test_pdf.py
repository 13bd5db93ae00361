"""The PDF of every document is tagged, archivable, and says what it is."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from sipcli.documents.catalogue import DOCUMENTS
from sipcli.documents.engines import pdf as engine
from sipcli.documents.render import render
from tests.documents.reading import HtmlPage, bare, pdf_text
from tests.documents.samples import LANGUAGES, material, poor, rendered, rich
from tests.helpers import in_memory

A4 = (595.276, 841.89)


@dataclass
class Element:
    """An element of a PDF's structure: its kind, attributes and those within it."""

    kind: str
    alt: str | None
    within: list["Element"] = field(default_factory=list)
    content: bool = False

    def walk(self) -> Iterator["Element"]:
        yield self
        for one in self.within:
            yield from one.walk()


def structure(node: Any) -> Element:
    kids = node.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    made = Element(str(node.get("/S", "")), str(node["/Alt"]) if "/Alt" in node else None)
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            made.within.append(structure(kid))
        else:
            made.content = True
    return made


each = pytest.mark.parametrize(
    ("document", "language"), [(document, language) for document in DOCUMENTS for language in LANGUAGES]
)


@each
def test_a_pdf_is_tagged_archivable_and_says_what_it_is(document: str, language: str) -> None:
    for html, content in zip(rendered(document, "html", language), rendered(document, "pdf", language), strict=True):
        page = HtmlPage(html.decode())
        with pikepdf.open(io.BytesIO(content)) as pdf:
            check_about(pdf, language, page.title)
            check_structure(structure(pdf.Root.StructTreeRoot), page)
            check_pages(pdf)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_pdf_of_which_almost_nothing_is_known_is_tagged_too(document: str) -> None:
    made = (rendered(document, to, "sv", poor) for to in ("html", "pdf"))
    for html, content in zip(*made, strict=True):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            check_structure(structure(pdf.Root.StructTreeRoot), HtmlPage(html.decode()))


def check_about(pdf: pikepdf.Pdf, language: str, title: str) -> None:
    assert str(pdf.Root.Lang).partition("-")[0] == language.partition("-")[0]
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.MarkInfo.Marked
    with pdf.open_metadata() as xmp:
        assert xmp["dc:title"].split() == title.split()
        assert xmp["pdfuaid:part"] == "1"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")


def check_structure(root: Element, page: HtmlPage) -> None:
    elements = list(root.walk())
    levels = [int(one.kind[2:]) for one in elements if one.kind[2:].isdigit() and one.kind[1] == "H"]
    assert levels[0] == 1
    assert levels == [level for level, _text in page.headings]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [one.kind for one in elements].count("/Table") == page.names.count("table")
    for one in elements:
        if one.kind == "/Table":
            assert "/TH" in [cell.kind for cell in one.walk()]
        if one.kind == "/Figure":
            assert one.alt


def check_pages(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        box = [float(one) for one in page.mediabox]
        assert (box[2], box[3]) == pytest.approx(A4, abs=0.5)
        for font in page.resources.get("/Font", {}).values():
            assert embedded(font)


def embedded(font: Any) -> bool:
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    if str(inner.get("/Subtype")) == "/Type3":
        return True
    return bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys()))


def test_a_script_that_the_shipped_fonts_lack_does_not_keep_a_pdf_from_being_made() -> None:
    files = rich()
    files["plan.yaml"]["needs"] = ["Thai ไทย, kinesiska 漢字, amarinja ሰላም, bild 🙂 👩‍👧, privat \ue000, slut"]
    content = render("plan", material(in_memory(files)), "pdf").content
    text = bare(pdf_text(content), "pdf")
    assert "slut" in text
    assert "amarinja" in text


def test_a_character_that_no_font_at_all_has_is_a_stand_in_and_the_rest_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_TRIES", ((False, None), (False, 0)))
    files = rich()
    files["plan.yaml"]["needs"] = ["Före 漢 efter", "Familj 👩‍👧!"]
    text = pdf_text(render("plan", material(in_memory(files)), "pdf").content)
    assert f"Före {engine.STAND_IN} efter" in text
    assert f"Familj {engine.STAND_IN * 2}!" in text


def test_the_same_document_is_the_same_file() -> None:
    of = material(in_memory(rich()))
    assert render("plan", of, "pdf").content == render("plan", of, "pdf").content
