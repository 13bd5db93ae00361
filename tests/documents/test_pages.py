"""The page of every document: well made, the same in each language and format, whole on its own."""

import re
from dataclasses import fields, replace
from functools import partial
from typing import Any

import pytest

from sipcli.documents.catalogue import DOCUMENTS, Document
from sipcli.documents.material import Material
from sipcli.documents.render import render
from sipcli.documents.views.invitation import InvitationView
from sipcli.documents.views.plan import PlanView
from sipcli.resources import shipped
from tests.documents.reading import HtmlPage, check_structure, markdown_page, normal
from tests.documents.samples import LANGUAGES, closed, material, poor, rendered, rich, wanted
from tests.helpers import in_memory

INLINE = {"br", "span", "strong", "li", "p", "small"}
"""What may differ between languages: how many points or sentences say a thing."""

each_document = pytest.mark.parametrize("document", DOCUMENTS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def test_every_document_can_be_made_of_some_case() -> None:
    assert [document for document in DOCUMENTS if not (wanted(document) or wanted(document, closed))] == []


@each_document
@each_language
@pytest.mark.parametrize("case", [rich, poor, closed])
def test_a_page_is_well_made_and_stands_alone(document: str, language: str, case: Any) -> None:
    for content in rendered(document, "html", language, case):
        html = content.decode()
        found = HtmlPage(html)
        check_structure(found)
        assert html.startswith("<!doctype html>\n")
        assert dict(found.tags)["html"] == {"lang": language, "dir": "ltr"}
        assert normal(found.title)
        assert found.names.count("main") == 1
        assert found.names.count("table") == found.names.count("caption")
        assert all(tags.get("scope") in ("col", "row") for tag, tags in found.tags if tag == "th")
        assert all(tags.get("data-label") for tag, tags in found.tags if tag == "td")
        for tag, tags in found.tags:
            assert not {"src", "onclick", "onload"} & set(tags)
            assert not {"href", "style"} & set(tags) or tag in ("use", "text", "tspan")
            if tag == "svg":
                assert tags.get("aria-label") or tags.get("aria-hidden") == "true"
        assert "url(" not in html
        assert "@import" not in html


@each_document
def test_the_languages_are_built_alike(document: str) -> None:
    for case in (rich, poor):
        made = (rendered(document, "html", language, case) for language in LANGUAGES)
        for swedish, *others in ([HtmlPage(one.decode()) for one in pages] for pages in zip(*made, strict=True)):
            for other in others:
                assert [level for level, _text in other.headings] == [level for level, _text in swedish.headings]
                assert outline(other) == outline(swedish)


def outline(page: HtmlPage) -> list[str]:
    return [name for name in page.names if name not in INLINE]


@each_document
@each_language
def test_every_format_has_the_pages_headings(document: str, language: str) -> None:
    made = zip(*(rendered(document, to, language) for to in ("html", "md", "txt")), strict=True)
    for html, markdown, text in made:
        page, other = HtmlPage(html.decode()), markdown_page(markdown.decode())
        assert [level for level, _text in other.headings] == [level for level, _text in page.headings]
        for _level, heading in page.headings:
            label, _sep, rest = normal(heading).partition(" – ")
            assert normal(label).split()[0] in text.decode()
            assert not rest or rest.split()[-1] in text.decode()


@each_document
@each_language
@pytest.mark.parametrize("case", [rich, poor])
def test_markdown_and_text_read_well_as_they_are(document: str, language: str, case: Any) -> None:
    for to in ("md", "txt"):
        for content in rendered(document, to, language, case):
            said = content.decode()
            assert "\n\n\n" not in said
            assert said.endswith("\n")
            assert not said.endswith("\n\n")
            assert not re.search(r"[ \t]$", said, re.MULTILINE)
            assert re.findall(r"^(?!\n)[^\n]+\n(?=## )", said, re.MULTILINE) == []


def optional(view: Any) -> list[tuple[str, Any]]:
    """Return the parts of a view that may be lacking, and what each is then."""
    found: list[tuple[str, Any]] = []
    for one in fields(view):
        value = getattr(view, one.name)
        if str(one.type).endswith("| None"):
            found += [(one.name, empty) for empty in ((None, " \n ") if isinstance(value, str) else (None,))]
        elif isinstance(value, list) and isinstance(view, PlanView | InvitationView):
            found.append((one.name, []))
    return found


def given(view: Any, _of: Material) -> Any:
    return view


@each_document
def test_each_part_may_be_lacking(document: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case = rich if wanted(document) else closed
    about, county = wanted(document, case)[0]
    of = material(in_memory(case()), "sv", about, county)
    view = DOCUMENTS[document].view(of)
    for name, empty in optional(view):
        less = replace(view, **{name: empty})
        monkeypatch.setattr(Document, "view", partial(given, less))
        found = HtmlPage(render(document, of, "html").content.decode())
        assert "None" not in found.text, name
        check_structure(found)


def test_every_document_has_its_page_and_its_words() -> None:
    templates = shipped("templates")
    for document in DOCUMENTS:
        assert (templates / f"{document}.html.j2").is_file()
        for language in LANGUAGES:
            assert (templates / language / f"{document}.yaml").is_file()


def test_every_text_stands_out_from_what_it_stands_on() -> None:
    css = (shipped("templates") / "_style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", css)) | {"paper": "#ffffff"}
    for text, ground in (("ink", "wash"), ("quiet", "wash"), ("accent", "wash"), ("open-ink", "open")):
        for behind in (ground, "paper"):
            assert contrast(colours[text], colours[behind]) >= 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.1 counts it."""
    darker, lighter = sorted(luminance(colour) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
