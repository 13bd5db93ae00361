"""Make templates/_page.docx: the styles that documents are set in, and the paragraph where the document goes.

Run it after a change of the styles below: `python tools/word_layout.py`. A municipality does not need it: it copies the
file with `sip template copy` and edits it in Word.
"""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from sipcli.documents.engines.word_properties import describe
from sipcli.documents.engines.word_xml import AFTER_BORDER

TARGET = Path(__file__).resolve().parent.parent / "templates" / "_page.docx"
INK, QUIET, ACCENT = RGBColor(0x1C, 0x2B, 0x33), RGBColor(0x4B, 0x5B, 0x64), RGBColor(0x0D, 0x51, 0x60)
FONT, LINE = "Calibri", "C3CED3"


def font(style: Any, size: float, colour: RGBColor, bold: bool = False) -> None:
    """Set a style's font, also for the scripts that Word keeps apart."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = colour
    style.font.cs_bold = bold
    for there in style.element.get_or_add_rPr().findall(qn("w:szCs")):
        there.getparent().remove(there)
    put(style.element.get_or_add_rPr(), "szCs", ("highlight", "u", "shd", "lang"), val=str(round(size * 2)))
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)


def put(parent: Any, name: str, after: tuple[str, ...] = (), **values: str) -> Any:
    """Put an element in another, before those of its kind that come after it."""
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    parent.insert_element_before(made, *(f"w:{one}" for one in after)) if after else parent.append(made)
    return made


def borders(style: Any, **sides: tuple[int, str]) -> None:
    """Draw lines (eighths of a point, colour) at sides of a style's paragraphs."""
    drawn = put(style.element.get_or_add_pPr(), "pBdr", AFTER_BORDER)
    for side, (width, colour) in sides.items():
        put(drawn, side, val="single", sz=str(width), space="4", color=colour)


def shade(style: Any, colour: str) -> None:
    """Give a style of paragraphs a ground colour."""
    put(style.element.get_or_add_pPr(), "shd", AFTER_BORDER[1:], val="clear", color="auto", fill=colour)


def table_style(styles: Any, name: str, lines: dict[str, tuple[int, str]], head: tuple[int, str] | None = None) -> Any:
    """Add a style of tables: lines (eighths of a point, colour), one under its header, room in its cells."""
    style = styles.add_style(name, WD_STYLE_TYPE.TABLE)
    properties = put(style.element, "tblPr")
    drawn = put(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side in lines:
            put(drawn, side, val="single", sz=str(lines[side][0]), space="0", color=lines[side][1])
    room = put(properties, "tblCellMar")
    for side, width in (("top", 60), ("left", 90), ("bottom", 40), ("right", 90)):
        put(room, side, w=str(width), type="dxa")
    if head:
        first = put(put(put(style.element, "tblStylePr", type="firstRow"), "tcPr"), "tcBorders")
        put(first, "bottom", val="single", sz=str(head[0]), space="0", color=head[1])
    return properties


def footer(section: Any, style: Any) -> None:
    """Write the page's number and how many there are at the foot."""
    line = section.footer.paragraphs[0]
    line.style, line.alignment = style, WD_ALIGN_PARAGRAPH.RIGHT
    for field, after in (("PAGE", " / "), ("NUMPAGES", "")):
        told = OxmlElement("w:fldSimple")
        told.set(qn("w:instr"), field)
        shown, number = OxmlElement("w:r"), OxmlElement("w:t")
        number.text = "1"
        shown.append(number)
        told.append(shown)
        line._p.append(told)
        line.add_run(after) if after else None


def made() -> Any:
    """Return the layout as a Word document."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(1.9)
    section.footer_distance = Cm(0.9)
    styles = document.styles
    font(styles["Normal"], 11, INK)
    styles["Normal"].paragraph_format.space_after, styles["Normal"].paragraph_format.line_spacing = Pt(5), 1.08
    for name in ("List Bullet", "List Number"):
        styles[name].paragraph_format.space_after = Pt(3)
    for level, size in enumerate((24, 15, 12.5, 11.5, 11, 11), 1):
        one = styles[f"Heading {level}"]
        font(one, size, ACCENT, bold=True)
        one.paragraph_format.space_before = Pt(0 if level == 1 else 13 if level == 2 else 8)
        one.paragraph_format.space_after, one.paragraph_format.keep_with_next = Pt(4), True

    def new(name: str, size: float, colour: RGBColor, bold: bool = False, after: float = 4) -> Any:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        font(style, size, colour, bold)
        style.paragraph_format.space_after = Pt(after)
        return style

    new("SIP About", 13, INK)
    new("SIP Quiet", 10, QUIET)
    new("SIP Label", 11, INK, bold=True).paragraph_format.keep_with_next = True
    new("SIP Cell", 10, INK, after=1).paragraph_format.line_spacing = 1
    new("SIP Small gap", 4, INK, after=0)
    new("SIP Page", 9, QUIET, after=0)
    fact = new("SIP Fact", 11, INK, after=3)
    fact.paragraph_format.left_indent, fact.paragraph_format.first_line_indent = Cm(5.2), Cm(-5.2)
    fact.paragraph_format.tab_stops.add_tab_stop(Cm(5.2))
    notice = new("SIP Box", 11, RGBColor(0x5A, 0x3D, 0x00))
    borders(notice, **dict.fromkeys(("top", "left", "bottom", "right"), (4, "5A3D00")))
    shade(notice, "FFF6DF")
    notice.paragraph_format.left_indent = notice.paragraph_format.right_indent = Pt(5)
    rows = (4, LINE)
    table_style(styles, "SIP Table", {"bottom": rows, "insideH": rows}, head=(12, "0D5160"))
    table_style(styles, "SIP Form", dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), rows))
    ground = table_style(styles, "SIP Ground", dict.fromkeys(("top", "left", "bottom", "right"), rows))
    room = ground.find(qn("w:tblCellMar"))
    for side, width in (("top", 140), ("left", 200), ("bottom", 100), ("right", 200)):
        room.find(qn(f"w:{side}")).set(qn("w:w"), str(width))
    put(ground, "tblInd", ("tblBorders",), w="200", type="dxa")
    put(put(ground.getparent(), "tcPr"), "shd", val="clear", color="auto", fill="EEF4F5")
    ticks = new("SIP Ticks", 11, INK)
    ticks.paragraph_format.left_indent, ticks.paragraph_format.first_line_indent = Cm(0.8), Cm(-0.8)
    ticks.paragraph_format.tab_stops.add_tab_stop(Cm(0.8))
    line = new("SIP Line", 11, INK, after=0)
    line.paragraph_format.space_before = Pt(13)
    borders(line, bottom=(4, "4B5B64"), between=(4, "4B5B64"))
    small = styles.add_style("SIP Small", WD_STYLE_TYPE.CHARACTER)
    small.font.color.rgb = QUIET
    missing = styles.add_style("SIP Missing", WD_STYLE_TYPE.CHARACTER)
    missing.font.color.rgb = RGBColor(0x5A, 0x3D, 0x00)
    put(missing.element.get_or_add_rPr(), "shd", val="clear", color="auto", fill="FFF6DF")
    footer(section, styles["SIP Page"])
    document.add_paragraph("{{ body }}")
    describe(document, day=date(2026, 1, 1))
    return document


def main() -> None:
    """Write the layout, with fixed times inside, so that it changes only when a style does."""
    given = io.BytesIO()
    made().save(given)
    with zipfile.ZipFile(given) as parts, zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in parts.namelist():
            kept.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts.read(name), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
