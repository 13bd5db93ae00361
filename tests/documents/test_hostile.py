"""Whatever somebody typed comes out as typed, in every document and format, and is nothing but text."""

from dataclasses import asdict
from functools import lru_cache
from typing import Any

import pytest

from sipcli.case.case import Case
from sipcli.documents.catalogue import DOCUMENTS
from sipcli.documents.render import render
from tests.documents.reading import HtmlPage, as_typed, bare, markdown_page, shown
from tests.documents.samples import FORMATS, material, rich, wanted
from tests.documents.typed import HOSTILE, MARK, hostile

OF_A_PERSON = {"phone", "email", "contact", "role", "substitute", "kind"}
"""What a view says of a person, and a document need not."""
ELSEWHERE = {
    "preparation-guardians": {"spokesperson", "interpreter_language", "support_person"},
    "preparation-child": {"caller"},
    "follow-up-questions": {"who"},
    "follow-up": {"needs"},
}
"""What a view has for another document that shares it, or for the form that this one was before the meeting."""


NAMELESS = {"deviation", "dispute"}
"""Documents that put something else in the place of the family's names, also within what somebody typed."""


def typed(document: str, shift: int = 0, plain: bool = False) -> tuple[Case, list[str]]:
    """Return the hostile case for a document, and what was typed in it."""
    return hostile(rich, shift, plain, document not in NAMELESS)


@lru_cache
def texts(document: str, to: str, shift: int = 0) -> list[tuple[bytes, str]]:
    """Return a document of the hostile case about each thing it can be about: as made, and as read back."""
    made = typed(document, shift)[0]
    contents = [
        render(document, material(made, about=about, county=county), to).content for about, county in wanted(document)
    ]
    return [(content, bare(shown(content, to), to)) for content in contents]


def marked(value: Any, unshown: set[str]) -> set[str]:
    """Return the marks of what was typed that is in a view's data and should be on the page."""
    if isinstance(value, dict):
        return {mark for key, one in value.items() if key not in unshown for mark in marked(one, unshown)}
    if isinstance(value, list):
        return {mark for one in value for mark in marked(one, unshown)}
    return set(MARK.findall(value)) if isinstance(value, str) else set()


each_document = pytest.mark.parametrize("document", DOCUMENTS)
each_format = pytest.mark.parametrize("to", FORMATS)


@each_document
@each_format
def test_free_text_comes_out_as_typed(document: str, to: str) -> None:
    for shift in range(0, len(HOSTILE), 7) if to in ("html", "md") else (0,):
        said = typed(document, shift)[1]
        for _content, text in texts(document, to, shift):
            for mark in set(MARK.findall(text)):
                assert as_typed(said[int(mark)], to).search(text), said[int(mark)]


@each_document
def test_the_page_shows_all_that_the_view_has(document: str) -> None:
    made = typed(document)[0]
    for (about, county), (_html, page) in zip(wanted(document), texts(document, "html"), strict=True):
        view = asdict(DOCUMENTS[document].view(material(made, about=about, county=county)))
        assert marked(view, OF_A_PERSON | ELSEWHERE.get(document, set())) - set(MARK.findall(page)) == set()


@each_document
@pytest.mark.parametrize("to", FORMATS[1:])
def test_each_format_shows_what_the_page_shows(document: str, to: str) -> None:
    for (_html, page), (_made, other) in zip(texts(document, "html"), texts(document, to), strict=True):
        assert set(MARK.findall(page)) == set(MARK.findall(other))


def elements(content: bytes) -> list[str]:
    """Return a page's elements; how many lines a name takes in a drawing is the drawing's own affair."""
    return [name for name in HtmlPage(content.decode()).names if name != "text"]


@each_document
def test_free_text_makes_no_element(document: str) -> None:
    calm = [
        render(document, material(typed(document, plain=True)[0], about=about, county=county), "html").content
        for about, county in wanted(document)
    ]
    for (content, _text), plain in zip(texts(document, "html"), calm, strict=True):
        assert elements(content) == elements(plain)
    for content, _text in texts(document, "md"):
        assert not {"script", "img", "code", "pre", "a", "del", "table"} & set(markdown_page(content.decode()).names)
