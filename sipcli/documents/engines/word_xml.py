"""What Word's XML needs that python-docx does not offer: flags in their order, numbering, rules, drawings, widths."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from sipcli.documents.blocks import Runs, plain

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_LAST = (
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
    "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_MIDDLE = "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
AFTER_BIDI = (*_LAST.split(),)
AFTER_BORDER = (*_MIDDLE.split(), *AFTER_BIDI)
_TABLE = (
    "tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"
)
AFTER_BIDI_VISUAL = (*_TABLE.split(), "tblCaption", "tblDescription")
"""What Word wants after an element, in its order: a file in another order may be called damaged."""


def flag(properties: Any, name: str, after: tuple[str, ...] = ()) -> None:
    """Set a property that is on by being there, once, before those that come after it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if properties.find(qn(f"w:{name}")) is None:
        properties.insert_element_before(OxmlElement(f"w:{name}"), *(f"w:{one}" for one in after))


def ruled(paragraph: Any, side: str, width: int, colour: str) -> None:
    """Draw a line at the top or bottom of a paragraph's element, `width` in eighths of a point."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    border, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", str(width)), ("space", "6"), ("color", colour)):
        line.set(qn(f"w:{key}"), value)
    border.append(line)
    paragraph.get_or_add_pPr().insert_element_before(border, *(f"w:{one}" for one in AFTER_BORDER))


def rule_off(document: "Document", elements: Sequence[Any], under: bool) -> None:
    """Draw a line under a header, or over a footer, where it ends or begins with a paragraph without a ground."""
    from docx.shared import Pt
    from docx.text.paragraph import Paragraph

    at = -1 if under else 0
    if not elements or not elements[at].tag.endswith("}p"):
        return
    edge = Paragraph(elements[at], document)
    if under and edge.style and edge.style.name != "SIP Box":
        ruled(edge._p, "bottom", 18, "0D5160")
        edge.paragraph_format.space_after = Pt(12)
    elif not under:
        ruled(edge._p, "top", 4, "C3CED3")
        edge.paragraph_format.space_before = Pt(16)


def describe(table: Any, caption: str) -> None:
    """Give a table its caption, which a screen reader says."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if caption:
        said = OxmlElement("w:tblCaption")
        said.set(qn("w:val"), clean(caption))
        table._tbl.tblPr.append(said)


def alternative(properties: Any, text: str) -> None:
    """Give a picture the text that stands for it; one without is decoration, and is marked as such."""
    properties.set("descr", text)
    properties.set("name", "")
    if not text:
        from docx.oxml import parse_xml

        properties.append(parse_xml(_DECORATIVE))


_DECORATIVE = """<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">
<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>
</a:extLst>"""


def new_numbers(document: "Document") -> int | None:
    """Return a numbering that begins at 1 again, in the form of the style List Number; None where it has none."""
    from docx.oxml.ns import qn

    try:
        base = document.styles["List Number"].element.pPr.numPr.numId.val
        numbering: Any = document.part.numbering_part.element
    except (KeyError, AttributeError, NotImplementedError):
        return None
    abstract = next((one for one in numbering.findall(qn("w:num")) if one.numId == base), None)
    if abstract is None:
        return None
    made = numbering.add_num(abstract.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def numbered(paragraph: "Paragraph", number: int) -> None:
    """Let a paragraph be numbered by a numbering."""
    element: Any = paragraph._p.get_or_add_pPr()
    properties = element.get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def share(rows: Sequence[tuple[Runs, ...]], at: int) -> float:
    """Return how much of the width a column should have: room for its longest word, and some for its longest text."""
    texts = [plain(row[at]) for row in rows if at < len(row)]
    words = [word for text in texts for word in text.split()] or [""]
    return max(8, min(32, max(map(len, words)) + 2.5), min(26, max(map(len, texts)) * 0.6))


def take_away(place: Any) -> None:
    """Remove a paragraph's element, or empty it where a cell would then not end with a paragraph."""
    from docx.oxml.ns import qn

    before, parent = place.getprevious(), place.getparent()
    if parent.tag == qn("w:tc") and place.getnext() is None and (before is None or before.tag != qn("w:p")):
        for run in place.findall(qn("w:r")):
            place.remove(run)
    else:
        parent.remove(place)


def clean(text: str) -> str:
    """Return text without the control characters that XML cannot hold."""
    return "".join(one for one in text if one in "\n\t" or (ord(one) >= 32 and ord(one) & 0xFFFE != 0xFFFE))


def from_right(text: str, otherwise: bool) -> bool:
    """Tell whether text is written from the right: by its first letter, as `dir="auto"` does it in the page."""
    for one in text:
        side = bidirectional(one)
        if side in ("L", "R", "AL"):
            return side != "L"
    return otherwise


@lru_cache(maxsize=64)
def png(svg: str, width_cm: float) -> bytes:
    """Return a drawing as PNG, at 220 dots an inch; Word does not read SVG by itself."""
    import typst

    from sipcli.documents.engines.pdf import fonts

    source = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        '#set text(font: ("Source Sans Pro", "DejaVu Sans Mono"))\n'
        f'#image(bytes(json(bytes(sys.inputs.svg))), format: "svg", width: {width_cm}cm)\n'
    )
    made = typst.compile(
        source.encode(),
        format="png",
        ppi=220,
        sys_inputs={"svg": json.dumps(svg)},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=list(fonts())),
    )
    assert isinstance(made, bytes)
    return made
