"""Reading a document back, as somebody who has it reads it: the text of each format, in its order."""

import io
import re
import unicodedata
from html.parser import HTMLParser
from itertools import pairwise

from docx import Document
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from pypdf import PdfReader

VOID = ("br", "hr", "meta", "img", "link", "input")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class HtmlPage(HTMLParser):
    """A page's elements in order, its text, what stands under each heading, and the names of its drawings."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[tuple[int, str]] = []
        self.under: list[str] = []
        self.drawings: list[str] = []
        self.title = ""
        self._open: list[str] = []
        self._text: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    @property
    def names(self) -> list[str]:
        return [tag for tag, _attributes in self.tags]

    @property
    def text(self) -> str:
        return normal("".join(self._text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "svg" and "svg" not in self._open:
            self.drawings.append(dict(attrs).get("aria-label") or "")
        if tag not in VOID:
            self._open.append(tag)
        if tag in HEADINGS:
            self.headings.append((int(tag[1]), ""))
            self.under.append("")
        if tag not in ("span", "strong", "em"):
            self._text.append(" ")
        if self.under and (tag in ("svg", "table") or "ruled" in (dict(attrs).get("class") or "")):
            self.under[-1] += "room to write, or a drawing"

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            return
        if "title" in self._open and "svg" not in self._open:
            self.title += data
            return
        self._text.append(data)
        if any(tag in HEADINGS for tag in self._open):
            level, before = self.headings[-1]
            self.headings[-1] = (level, before + data)
        elif self.headings:
            self.under[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def normal(text: str) -> str:
    """Return text with its space collapsed."""
    return " ".join(text.split())


def markdown_page(text: str) -> HtmlPage:
    """Return what a reader of Markdown is shown."""
    return HtmlPage(MarkdownIt("commonmark").enable("table").enable("strikethrough").render(text))


def shown(content: bytes, to: str) -> str:
    """Return the text of a document in a format."""
    if to == "html":
        return HtmlPage(content.decode()).text
    if to == "md":
        return markdown_page(content.decode()).text
    if to == "pdf":
        return pdf_text(content)
    return word_text(content) if to == "docx" else content.decode()


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF, without the numbers of its pages."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    if len(pages) > 1:
        pages = [re.sub(rf"\s*{number}\s*/\s*{len(pages)}\s*$", "\n", text) for number, text in enumerate(pages, 1)]
    return "".join(pages)


def word_text(content: bytes) -> str:
    """Return the text of a Word document in the order of its body."""
    parts = []
    for one in Document(io.BytesIO(content)).element.body.iter():
        if one.tag == qn("w:t"):
            parts.append(one.text or "")
        elif one.tag in (qn("w:br"), qn("w:tab"), qn("w:p"), qn("w:tc")):
            parts.append("\n")
    return "".join(parts)


def bare(text: str, to: str = "html") -> str:
    """Return text as it can be compared: no space, no control characters, line breaks in a row as nothing.

    In a PDF what only steers the direction, joins or hyphenates is no text, and a picture character may be a stand-in.
    """
    kept = (one for one in text if not one.isspace() and unicodedata.category(one) != "Cc")
    if to == "pdf":
        text = unicodedata.normalize("NFKC", "".join(kept))
        return "".join(one for one in text if ord(one) < 0x2190 and unicodedata.category(one) != "Cf")
    return "".join(one for one in kept if ord(one) & 0xFFFE != 0xFFFE)


def as_typed(typed: str, to: str) -> re.Pattern[str]:
    """Return what finds a text that was typed, in `bare` text; in a row of a table a line break may be a comma.

    Marks that steer the direction move letters about in a PDF, where text stands as it is seen.
    """
    if to == "pdf" and any(unicodedata.bidirectional(one) in ("RLO", "RLE", "RLI", "R") for one in typed):
        text, mark, _end = typed.partition(" §")
        return re.compile(f"[{re.escape(bare(text, to))}]{{{len(bare(text, to))}}}" + bare(mark + _end, to))
    lines = [re.escape(bare(line, to)) for line in typed.splitlines() if line.strip()]
    return re.compile(",*".join(lines))


def check_structure(found: HtmlPage) -> None:
    """Assert one h1, no level skipped, no heading without text or without anything under it."""
    levels = [level for level, _text in found.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    for before, after in pairwise(levels):
        assert after <= before + 1
    for i, (level, text) in enumerate(found.headings):
        deeper = i + 1 < len(levels) and levels[i + 1] > level
        assert text.strip()
        assert found.under[i].strip() or deeper or level > 2, text
