"""The Word document of every document: styled, told in order, in its language, and in a municipality's own layout."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml.etree import fromstring

from sipcli.documents.catalogue import DOCUMENTS
from sipcli.documents.engines.word_xml import AFTER_BORDER
from sipcli.documents.render import render
from sipcli.errors import ArchiveError
from sipcli.resources import shipped
from tests.documents.reading import HtmlPage, bare, normal, pdf_text, word_text
from tests.documents.samples import LANGUAGES, material, rendered
from tests.helpers import in_memory, reference

each = pytest.mark.parametrize(
    ("document", "language"), [(document, language) for document in DOCUMENTS for language in LANGUAGES]
)


FIRST = "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr"
ORDER = [qn(f"w:{name}") for name in (*FIRST.split(), *AFTER_BORDER)]
"""What may stand in a paragraph's properties, in the order of the standard."""


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def elements(document: Any, name: str) -> list[Any]:
    return list(document.element.body.iter(qn(f"w:{name}")))


@each
def test_a_document_is_styled_and_says_what_it_is(document: str, language: str) -> None:
    for html, content in zip(rendered(document, "html", language), rendered(document, "docx", language), strict=True):
        page, made = HtmlPage(html.decode()), opened(content)
        assert made.core_properties.title == normal(page.title)
        assert made.core_properties.language.partition("-")[0] == language.partition("-")[0]
        assert made.core_properties.author == ""
        default = made.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
        assert default.get(qn("w:val")) == made.core_properties.language
        styles = {one.style_id: one.name for one in made.styles}
        named = [styles.get(one.style, "") for one in elements(made, "p")]
        levels = [int(name[-1]) for name in named if name.startswith("Heading")]
        assert levels == [level for level, _text in page.headings]
        captions = [one for one in elements(made, "tblPr") if one.find(qn("w:tblCaption")) is not None]
        assert len(captions) == page.names.count("table")
        for table in captions:
            first = table.getparent().find(qn("w:tr"))
            assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert [one.get("descr") for one in made.element.body.iter(qn("wp:docPr"))] == page.drawings


@each
def test_words_elements_stand_in_the_order_that_word_wants(document: str, language: str) -> None:
    for content in rendered(document, "docx", language)[:1]:
        made = opened(content)
        for properties in [*elements(made, "pPr"), *made.styles.element.iter(qn("w:pPr"))]:
            places = [ORDER.index(one.tag) for one in properties]
            assert places == sorted(set(places)), [one.tag for one in properties]
        for cell in elements(made, "tc"):
            assert cell[-1].tag == qn("w:p")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_text_stands_in_the_order_of_the_page(document: str) -> None:
    for html, content in zip(rendered(document, "html"), rendered(document, "docx"), strict=True):
        found = bare(word_text(content))
        at = 0
        for _level, text in HtmlPage(html.decode()).headings:
            at = found.index(bare(text), at) + 1


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_another_program_shows_the_same_text(tmp_path: Path) -> None:
    files = []
    for document in DOCUMENTS:
        for content in rendered(document, "docx")[:1]:
            files.append(tmp_path / f"{document}.docx")
            files[-1].write_bytes(content)
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", tmp_path, *files], check=True, capture_output=True, timeout=300)
    for file in files:
        shown = pdf_text(file.with_suffix(".pdf").read_bytes())
        for line in word_text(file.read_bytes()).splitlines():
            for word in line.split():
                assert letters(word) in letters(shown), (file.name, word)


def letters(text: str) -> str:
    return "".join(one for one in bare(text, "pdf") if one.isalnum())


def own_layout(folder: Path, *paragraphs: str, in_cell: str = "", name: str = "plan.docx") -> Path:
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if in_cell:
        made.add_table(rows=1, cols=1).rows[0].cells[0].text = in_cell
    made.save(str(folder / name))
    return folder


def test_a_municipality_has_its_own_layout_with_fields(tmp_path: Path) -> None:
    fields = (
        "Testlunds kommun",
        "{{ w.title }} / {{ made_on|day }}",
        "{% if goals %}Mål finns{% endif %}",
        "{{ body }}",
    )
    own = own_layout(tmp_path, *fields, "Sista raden {{ terms.plan }}")
    files = reference()
    files["case.yaml"]["child"]["name"] = "<b>Lova</b> {{ 7*7 }} & co"
    made = opened(render("plan", material(in_memory(files)), "docx", own).content)
    texts = [one.text for one in made.paragraphs]
    assert texts[0] == "Testlunds kommun"
    assert texts[1].endswith("– <b>Lova</b> {{ 7*7 }} & co / 22 september 2026")
    assert texts[2] == "Mål finns"
    assert "Lova trivs i skolan" in "\n".join(texts)
    assert texts[-1] == "Sista raden samordnad individuell plan (SIP)"
    assert not [text for text in texts if "body" in text]


def test_the_body_may_stand_in_a_table_and_needs_not_stand_anywhere(tmp_path: Path) -> None:
    within = render(
        "plan", material(in_memory(reference())), "docx", own_layout(tmp_path, in_cell="{{ body }}")
    ).content
    cell = opened(within).tables[0].rows[0].cells[0]
    assert "Lova trivs i skolan" in "\n".join(one.text for one in cell.paragraphs)
    without = render("plan", material(in_memory(reference())), "docx", own_layout(tmp_path, "Bara {{ child }}")).content
    assert word_text(without).split() == ["Bara", "Lova", "Exempelsson"]


def test_a_cell_that_the_body_stands_in_ends_with_a_paragraph_and_rows_may_be_uneven(tmp_path: Path) -> None:
    own = own_layout(tmp_path, in_cell="{{ body }}")
    rows = "<thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><th>1</th></tr></tbody>"
    page = '{% extends "_page.html.j2" %}{% block content %}<h1>x</h1><table><caption>c</caption>' + rows + "</table>"
    (own / "plan.html.j2").write_text(page + "<div class=sign><p>x</p><p>y</p></div>{% endblock %}", encoding="utf-8")
    made = opened(render("plan", material(in_memory(reference())), "docx", own).content)
    assert elements(made, "tc")
    assert all(cell[-1].tag == qn("w:p") for cell in elements(made, "tc"))
    assert "1" in [cell.text for cell in made.tables[0].rows[0].cells[0].tables[0].rows[1].cells]


def test_one_layout_may_serve_every_document(tmp_path: Path) -> None:
    own = own_layout(tmp_path, "Testlunds kommun", "{{ body }}", name="_page.docx")
    for document in ("plan", "invitation"):
        text = word_text(render(document, material(in_memory(reference())), "docx", own).content)
        assert text.split()[:2] == ["Testlunds", "kommun"]
        assert "Lova Exempelsson" in text


@pytest.mark.parametrize("text", ["{{ childs_name }}", "{% if %}", "{{ 1 / 0 }}"])
def test_a_mistake_in_a_layout_is_shown(tmp_path: Path, text: str) -> None:
    own = own_layout(tmp_path, text)
    with pytest.raises(ArchiveError, match=r"plan\.docx"):
        render("plan", material(in_memory(reference())), "docx", own)


def test_a_layout_that_is_no_word_document_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_text("inte Word", encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"plan\.docx"):
        render("plan", material(in_memory(reference())), "docx", tmp_path)


def test_the_same_document_is_the_same_file() -> None:
    of = material(in_memory(reference()))
    assert render("plan", of, "docx").content == render("plan", of, "docx").content


SOMEBODY = "Kalle Anka"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    f"<dc:title>Brev</dc:title><dc:creator>{SOMEBODY}</dc:creator><dc:description>{SOMEBODY}</dc:description>"
    f"<cp:keywords>{SOMEBODY}</cp:keywords><cp:category>{SOMEBODY}</cp:category>"
    f"<cp:lastModifiedBy>{SOMEBODY}</cp:lastModifiedBy></cp:coreProperties>"
)


def letterhead(folder: Path, *, without: str = "") -> Path:
    """Write a layout that somebody has edited in Word; `without` a part of it."""
    own_layout(folder, "{{ body }}", name="given.docx")
    with zipfile.ZipFile(folder / "given.docx") as given, zipfile.ZipFile(folder / "_page.docx", "w") as kept:
        for name in given.namelist():
            text = given.read(name)
            if name == "docProps/core.xml":
                text = CORE.encode()
            if name == "docProps/app.xml":
                text = text.replace(b"<Manager/>", f"<Manager>{SOMEBODY}</Manager>".encode())
                text = text.replace(b"<Company/>", b"<Company>Testlund</Company>")
                assert SOMEBODY.encode() in text
            if without and name == "_rels/.rels":
                text = re.sub(rb"<Relationship [^>]*%s[^>]*/>" % without.encode(), b"", text)
            if not without or name != without:
                kept.writestr(name, text)
    (folder / "given.docx").unlink()
    return folder


@pytest.mark.parametrize("without", ["", "docProps/core.xml"])
def test_a_document_does_not_name_who_edited_its_letterhead(tmp_path: Path, without: str) -> None:
    own = letterhead(tmp_path, without=without)
    content = render("plan", material(in_memory(reference())), "docx", own).content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if SOMEBODY.encode() in parts.read(name)]
        assert not [name for name in parts.namelist() if "thumbnail" in name]
        core = fromstring(parts.read("docProps/core.xml"))
        assert b"Testlund<" in parts.read("docProps/app.xml")
    properties = opened(content).core_properties
    assert properties.title.endswith("– Lova Exempelsson")
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert str(properties.modified.date()) == str(material(in_memory(reference())).today)
    tags = [one.tag for one in core]
    assert len(tags) == len(set(tags))
    assert {one.partition("}")[0][1:] for one in tags} <= {
        "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
    }
    assert content == render("plan", material(in_memory(reference())), "docx", own).content


def test_the_layout_that_comes_along_shows_no_picture_of_another_page() -> None:
    with zipfile.ZipFile(shipped("templates") / "_page.docx") as parts:
        assert "docProps/thumbnail.jpeg" not in parts.namelist()
        assert b"thumbnail" not in parts.read("_rels/.rels")
        assert b"jpeg" not in parts.read("[Content_Types].xml")


def test_each_numbered_list_begins_at_one() -> None:
    made = opened(rendered("invitation", "docx")[0])
    ids = {one.get(qn("w:val")) for one in elements(made, "numId")}
    numbering = made.part.numbering_part.element
    starts = [one for one in numbering.findall(qn("w:num")) if one.get(qn("w:numId")) in ids]
    assert starts
    assert all(one.find(f".//{qn('w:startOverride')}").get(qn("w:val")) == "1" for one in starts)
