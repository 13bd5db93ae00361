"""A page's blocks as Word: paragraphs and tables in the template's styles, where its marker stands."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

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
    ending,
    plain,
)
from sipcli.documents.engines import word_xml as xml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph as WordParagraph

ROOM = 360_000
"""How much narrower a box is inside."""
SHORT = 8
"""How many boxes to tick are kept on one page."""
LABEL = 26
"""The longest label that stands beside its value; a longer one stands above it."""


def set_blocks(document: "Document", marker: str, page: Page) -> None:
    """Put a page's blocks where the marker stands in a document, if it stands anywhere."""
    from docx.oxml.ns import qn

    paragraphs = document.element.body.iter(qn("w:p"))
    place = next((one for one in paragraphs if marker in "".join(one.itertext())), None)
    if place is None:
        return
    for element in _Setting(document, page).made(page.blocks, "Normal"):
        place.addprevious(element)
    xml.take_away(place)


class _Setting:
    """Makes paragraphs and tables of blocks. Each is made at the end of the document and taken from there."""

    def __init__(self, document: "Document", page: Page) -> None:
        self._document = document
        self._from_right = page.direction == "rtl"
        self._names = {style.name for style in document.styles}
        section = document.sections[-1]
        margins = (section.left_margin or 0) + (section.right_margin or 0)
        self._width = max((section.page_width or 0) - margins, 1) if section.page_width else 6_000_000

    def made(self, blocks: Sequence[Block], style: str) -> list[Any]:
        """Return the elements that blocks make."""
        body = self._document.element.body
        before = len(body)
        for at, block in enumerate(blocks):
            self._block(block, style)
            if isinstance(block, Paragraph) and isinstance((*blocks, None)[at + 1], Sign | Write | Listing | Table):
                self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        elements = [one for one in list(body)[before - 1 :] if not str(one.tag).endswith("}sectPr")]
        for one in elements:
            body.remove(one)
        return elements

    @contextmanager
    def _narrower(self, by: int) -> Iterator[None]:
        """Make tables that much narrower: they stand in a cell."""
        self._width -= by
        try:
            yield
        finally:
            self._width += by

    def _inner(self, blocks: Sequence[Block], style: str = "Normal") -> list[Any]:
        """Set blocks at the end of the document; return their elements."""
        elements = self.made(blocks, style)
        body = self._document.element.body
        for one in elements:
            body.insert(len(body) - 1, one)
        return elements

    def _block(self, block: Block, style: str) -> None:
        match block:
            case Heading(level, runs):
                self._paragraph(runs, f"Heading {level}")
            case Paragraph(runs, kind):
                name = {"about": "SIP About", "quiet": "SIP Quiet", "notice": "SIP Box"}.get(kind, style)
                self._paragraph(runs, name)
            case Listing(items, _kind, True):
                self._across(items)
            case Listing(items, kind):
                self._list(items, kind)
            case Facts(rows):
                self._facts(rows)
            case Table():
                self._table(block)
            case Picture():
                self._picture(self._document.add_paragraph(style=self._named("Normal")), block, 15.0)
            case Write(label, lines):
                self._write(label, lines)
            case Sign(label, day):
                self._signature(label, day)
            case Break():
                self._document.add_page_break()  # type: ignore[no-untyped-call]
            case Group(kind, inner):
                self._group(kind, inner, style)

    def _group(self, kind: str, inner: Blocks, style: str) -> None:
        if kind == "box":
            self._box(inner)
        elif kind == "step":
            self._step(inner)
        elif kind in ("header", "footer"):
            elements = self._inner(inner, "SIP Quiet" if kind == "footer" else style)
            xml.rule_off(self._document, elements, under=kind == "header")
        else:
            before = len(self._document.paragraphs)
            self._inner(inner, style)
            for one in self._document.paragraphs[before:-1] if kind == "keep" else ():
                one.paragraph_format.keep_with_next = True

    def _named(self, style: str) -> str:
        """Return the style's name, or that of plain text where the template does not have it."""
        return style if style in self._names else "Normal"

    def _paragraph(self, runs: Runs, style: str) -> "WordParagraph":
        return self._runs(self._document.add_paragraph(style=self._named(style)), runs)

    def _runs(self, paragraph: "WordParagraph", runs: Runs, strong: bool = False) -> "WordParagraph":
        if self._from_right:
            xml.flag(paragraph._p.get_or_add_pPr(), "bidi", xml.AFTER_BIDI)
        for one in runs:
            self._run(paragraph, one, strong)
        return paragraph

    def _run(self, paragraph: "WordParagraph", one: Run, strong: bool = False) -> None:
        made = paragraph.add_run(xml.clean(one.text))
        made.bold = True if one.strong or strong else None
        character = "SIP Missing" if one.missing else "SIP Small" if one.quiet or one.label else None
        if character in self._names:
            made.style = character
        if xml.from_right(one.text, self._from_right):
            made.font.rtl, made.font.cs_bold = True, made.bold

    def _across(self, items: tuple[Blocks, ...]) -> None:
        """Set boxes to tick beside each other."""
        first = [item[0].runs for item in items if item and isinstance(item[0], Paragraph)]
        boxes = (Run("☐\u00a0"), Run("\u2003 ☐\u00a0"))
        self._paragraph(tuple(run for at, one in enumerate(first) for run in (boxes[at > 0], *one)), "Normal")

    def _list(self, items: tuple[Blocks, ...], kind: str) -> None:
        style = {"numbers": "List Number", "ticks": "SIP Ticks"}.get(kind, "List Bullet")
        number = xml.new_numbers(self._document) if kind == "numbers" else None
        for nth, item in enumerate(items, 1):
            for at, block in enumerate(item):
                if at == 0 and isinstance(block, Paragraph):
                    box = (Run("☐\t"),) if kind == "ticks" else ()
                    made = self._paragraph((*box, *block.runs), style)
                    if kind == "ticks" and nth < len(items) <= SHORT:
                        made.paragraph_format.keep_with_next = True
                    if number is not None:
                        xml.numbered(made, number)
                else:
                    self._inner([block])

    def _facts(self, rows: tuple[tuple[Runs, tuple[Runs, ...]], ...]) -> None:
        for label, values in rows:
            made = self._runs(self._document.add_paragraph(style=self._named("SIP Fact")), label, strong=True)
            after = made.add_run(ending(label))
            after.bold = True
            if len(plain(label)) > LABEL:
                after.add_break()
            else:
                after.add_tab()
            for at, value in enumerate(values):
                if at:
                    made.add_run().add_break()
                self._runs(made, value)

    def _write(self, label: Runs, lines: int) -> None:
        if label:
            self._paragraph(label, "SIP Label")
        for line in range(lines):
            made = self._document.add_paragraph(style=self._named("SIP Line"))
            made.paragraph_format.keep_with_next = line + 1 < lines or None
        if lines:
            self._document.add_paragraph(style=self._named("SIP Small gap"))

    def _grid(self, rows: int, shares: Sequence[float], style: str | None = None) -> "WordTable":
        """Return a table whose columns share the width."""
        table: WordTable = self._document.add_table(rows=rows, cols=len(shares))
        table.style = style if style in self._names else None
        table.autofit = False
        if self._from_right:
            xml.flag(table._tbl.tblPr, "bidiVisual", xml.AFTER_BIDI_VISUAL)
        for column, share in zip(table.columns, shares, strict=True):
            column.width = round(self._width * share / sum(shares))
        return table

    def _table(self, block: Table) -> None:
        rows = [block.header, *block.rows] if block.header else [*block.rows]
        columns = max(map(len, rows), default=0)
        if not columns:
            return
        form = block.style == "form"
        shares = [1.4, *[1.0] * (columns - 1)] if form else [xml.share(rows, at) for at in range(columns)]
        table = self._grid(0, shares, "SIP Form" if form else "SIP Table")
        xml.describe(table, block.caption)
        for at, row in enumerate(rows):
            made = table.add_row()  # type: ignore[no-untyped-call]
            xml.flag(made._tr.get_or_add_trPr(), "cantSplit")
            if at == 0 and block.header:
                xml.flag(made._tr.get_or_add_trPr(), "tblHeader")
            for column, (cell, runs, width) in enumerate(zip(made.cells, row, table.columns, strict=False)):
                cell.width = width.width
                cell.paragraphs[0].style = self._named("SIP Cell")
                self._runs(cell.paragraphs[0], runs, strong=column == 0 or (at == 0 and bool(block.header)))
        self._document.add_paragraph(style=self._named("SIP Small gap"))

    def _cell(self, cell: Any, elements: Sequence[Any], width: int) -> None:
        """Put elements in a cell; it ends with a paragraph, as Word wants."""
        from docx.oxml.ns import qn

        cell.width = width
        last = cell.paragraphs[0]
        last.style = self._named("SIP Small gap")
        for one in elements:
            last._p.addprevious(one)
        if elements and elements[-1].tag == qn("w:p"):
            cell._tc.remove(last._p)

    def _box(self, inner: Blocks) -> None:
        """Set blocks on a ground of their own: a table of one cell, which a reader hears as its text."""
        from docx.shared import Pt
        from docx.text.paragraph import Paragraph as WordParagraph

        self._document.add_paragraph(style=self._named("SIP Small gap"))
        with self._narrower(ROOM):
            elements = self.made(inner, "Normal")
        if elements and elements[0].tag.endswith("}p"):
            WordParagraph(elements[0], self._document).paragraph_format.space_before = Pt(0)
        table = self._grid(1, [1.0], "SIP Ground")
        self._cell(table.rows[0].cells[0], elements, self._width)
        self._document.add_paragraph(style=self._named("SIP Small gap"))

    def _step(self, inner: Blocks) -> None:
        """Set a picture and what it shows side by side: a row without borders, told as two cells in order."""
        from docx.enum.table import WD_ALIGN_VERTICAL

        with self._narrower(self._width * 3 // 16):
            elements = self.made([one for one in inner if not isinstance(one, Picture)], "Normal")
        table = self._grid(1, [3.0, 13.0])
        xml.flag(table.rows[0]._tr.get_or_add_trPr(), "cantSplit")
        left, right = table.rows[0].cells
        left.vertical_alignment = right.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        picture = next((one for one in inner if isinstance(one, Picture)), None)
        left.width = table.columns[0].width
        if picture:
            self._picture(left.paragraphs[0], picture, 2.2)
        self._cell(right, elements, table.columns[1].width)

    def _picture(self, paragraph: "WordParagraph", picture: Picture, width_cm: float) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Cm

        width = min(Cm(width_cm), Cm(0) + self._width)
        made = paragraph.add_run().add_picture(io.BytesIO(xml.png(picture.svg, width_cm)), width=width)
        for properties in made._inline.iter(qn("wp:docPr")):
            xml.alternative(properties, picture.alt)

    def _signature(self, label: Runs, day: str) -> None:
        table = self._grid(1, [11.5, 4.5])
        xml.flag(table.rows[0]._tr.get_or_add_trPr(), "cantSplit")
        said = (label, (Run(day),) if day else ())
        for cell, runs, column in zip(table.rows[0].cells, said, table.columns, strict=True):
            cell.width = column.width
            cell.paragraphs[0].style = self._named("SIP Line")
            self._runs(cell.add_paragraph(style=self._named("SIP Quiet")), runs)
