"""A page read back as blocks.

The page that a template makes is well-formed HTML, with everything that somebody typed escaped, so its elements are
the template's and its texts are data. Reading it into blocks keeps that apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sipcli.documents.blocks import (
    Block,
    Blocks,
    Break,
    Facts,
    Group,
    Heading,
    Listing,
    Page,
    Paragraph,
    Picture,
    Run,
    Runs,
    Sign,
    Table,
    Write,
    plain,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SPACE = " \t\n\r\f"


def read_page(html: str) -> Page:
    """Return the page of a document, as a template made it, as blocks; `style` is the body's class ("child" or "")."""
    from lxml.etree import ParserError
    from lxml.html import document_fromstring

    try:
        root = document_fromstring(html)
    except ParserError:  # nothing but space and comments
        return Page("", "sv", "ltr", "", ())
    body = root.find("body")
    title = root.findtext("head/title") or ""
    main = body.find("main") if body is not None else None
    return Page(
        title=" ".join(title.split()),
        language=root.get("lang", "sv"),
        direction=root.get("dir", "ltr"),
        style=body.get("class", "") if body is not None else "",
        blocks=_blocks(main if main is not None else body) if body is not None else (),
    )


def _classes(element: "HtmlElement") -> list[str]:
    return (element.get("class") or "").split()


_INLINE = {"span", "strong", "em", "b", "i", "a", "br", "bdi", "time", "small"}
_GROUPS = ("header", "footer", "box", "goal", "step", "columns", "keep")
_STYLES = ("about", "quiet", "notice")


def _blocks(parent: "HtmlElement") -> Blocks:
    """Return the blocks in an element; text that stands loose in it is a paragraph."""
    found: list[Block] = []
    loose: list[Run] = []

    def gather() -> None:
        runs = _tidy(loose)
        loose.clear()
        if runs:
            found.append(Paragraph(runs))

    if parent.text:
        loose.extend(_text(parent.text, _Style(), "text" in _classes(parent)))
    for child in parent:
        if not isinstance(child.tag, str):
            pass
        elif child.tag in _INLINE:
            loose.extend(_inline(child, _Style()))
        else:
            gather()
            found.extend(_block(child))
        if child.tail:
            loose.extend(_text(child.tail, _Style(), "text" in _classes(parent)))
    gather()
    return tuple(found)


def _block(element: "HtmlElement") -> Sequence[Block]:
    tag, classes = str(element.tag), _classes(element)
    if "screen" in classes:
        return ()
    if "write" in classes:
        return [Write(_runs(element), int(element.get("data-lines") or 1))]
    if "sign" in classes:
        return [Sign(_runs(element[0]), plain(_runs(element[1])))]
    if "break" in classes:
        return [Break()]
    if tag == "svg":
        return [_picture(element)]
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return [Heading(int(tag[1]), _runs(element))]
    if tag == "p":
        style = next((one for one in _STYLES if one in classes), "")
        runs = _runs(element)
        return [Paragraph(runs, style)] if runs else []
    if tag in ("ul", "ol"):
        style = "ticks" if "ticks" in classes else "numbers" if tag == "ol" else ""
        items = tuple(_blocks(item) for item in element if item.tag == "li")
        return [Listing(items, style, across="across" in classes)]
    if tag == "dl":
        return [Facts(_facts(element))]
    if tag == "table":
        return [_table(element)]
    group = next((one for one in _GROUPS if one in classes or one == tag), None)
    if tag == "dl" or group is None:
        return _blocks(element)
    return [Group(group, _blocks(element))]


def _facts(element: "HtmlElement") -> tuple[tuple[Runs, tuple[Runs, ...]], ...]:
    rows: list[tuple[Runs, list[Runs]]] = []
    for child in element.iter("dt", "dd"):
        if child.tag == "dt":
            rows.append((_runs(child), []))
        elif rows:
            rows[-1][1].append(_runs(child))
    return tuple((label, tuple(values)) for label, values in rows)


def _table(element: "HtmlElement") -> Table:
    caption = element.find("caption")
    header = [_runs(cell) for cell in element.iterfind("thead/tr/th")]
    rows = [tuple(_runs(cell) for cell in row) for row in element.iterfind("tbody/tr")]
    style = next(iter(_classes(element)), "")
    return Table(plain(_runs(caption)) if caption is not None else "", tuple(header), tuple(rows), style)


def _picture(element: "HtmlElement") -> Picture:
    from lxml.etree import tostring

    drawing = tostring(element, encoding="unicode", with_tail=False)
    # The page is parsed as HTML, which forgets the case of these.
    drawing = drawing.replace("viewbox=", "viewBox=").replace("textlength=", "textLength=")
    if "xmlns=" not in drawing:
        drawing = drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return Picture(drawing, element.get("aria-label") or "", next(iter(_classes(element)), ""))


@dataclass(frozen=True)
class _Style:
    strong: bool = False
    quiet: bool = False
    label: bool = False
    missing: str | None = None
    typed: bool = False

    def within(self, element: "HtmlElement") -> "_Style":
        classes = _classes(element)
        return _Style(
            strong=self.strong or element.tag in ("strong", "b"),
            quiet=self.quiet or "quiet" in classes,
            label=self.label or "label" in classes,
            missing=element.get("data-missing") or self.missing,
            typed=self.typed or "text" in classes,
        )


def _runs(element: "HtmlElement") -> Runs:
    """Return the runs in an element, without space around them."""
    return _tidy(list(_inline(element, _Style())))


def _inline(element: "HtmlElement", outer: _Style) -> Iterator[Run]:
    style = outer.within(element)
    if element.tag == "br":
        yield Run("\n")
        return
    if "screen" in _classes(element):
        return
    if element.text:
        yield from _text(element.text, style, style.typed)
    for child in element:
        if isinstance(child.tag, str):
            if style.label is False and "label" in _classes(child):
                yield from _inline(child, style)
                yield Run("\n")
            else:
                yield from _inline(child, style)
        if child.tail:
            yield from _text(child.tail, style, style.typed)


def _text(text: str, style: _Style, typed: bool) -> Iterator[Run]:
    """Give the text as a run; what a template wrote has its space collapsed, what somebody typed keeps its lines."""
    if typed:
        lines = [" ".join(line.split()) for line in text.strip().splitlines()]
        text = "\n".join(lines)
    else:
        collapsed = " ".join(text.split())
        before = " " if text[:1] and text[0] in SPACE else ""
        after = " " if collapsed and text[-1] in SPACE else ""
        text = before + collapsed + after
    if text:
        yield Run(text, style.strong, style.quiet, style.label, style.missing)


def _tidy(runs: list[Run]) -> Runs:
    """Return runs joined where their style is the same, without doubled space or space around breaks."""
    joined: list[Run] = []
    for run in runs:
        text = run.text
        before = joined[-1].text if joined else "\n"
        if text.startswith(" ") and before.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if not text:
            continue
        if text.startswith("\n") and joined:
            joined[-1] = _with(joined[-1], before.rstrip(" "))
        if joined and _with(joined[-1], "") == _with(run, ""):
            joined[-1] = _with(run, joined[-1].text + text)
        else:
            joined.append(_with(run, text))
    while joined and not joined[-1].text.strip():
        joined.pop()
    if joined:
        joined[-1] = _with(joined[-1], joined[-1].text.rstrip())
    return tuple(one for one in joined if one.text)


def _with(run: Run, text: str) -> Run:
    return Run(text, run.strong, run.quiet, run.label, run.missing)
