"""What a Word file says of itself: the document's own properties, nothing of who made or edited its layout."""

from datetime import date
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from docx.document import Document

_LONGEST = 255
"""No property of a .docx may be longer."""
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_NAMES = {"cp": _CP, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
_EMPTY = (
    f"{{{_CP}}}lastModifiedBy",
    f"{{{_CP}}}keywords",
    f"{{{_CP}}}category",
    f"{{{_DC}}}creator",
    f"{{{_DC}}}description",
)
"""What Word fills in by itself, or shows as the layout's: written as empty."""
_REPLACED, _EXTENDED_PART = ("/metadata/core-properties", "/metadata/thumbnail"), "/extended-properties"
"""How the kinds of relation end: to the properties, to the picture of the first page, to further properties."""


def describe(document: "Document", title: str = "", language: str = "", day: date | None = None) -> None:
    """Give a document new properties in place of its layout's: title, language and the day it was made.

    The layout's author, last editor and manager go, and the small picture of its first page. The names are written with
    their namespaces in full: docxcompose gives python-docx's prefix `cp` another meaning.
    """
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.opc.parts.coreprops import CorePropertiesPart

    package = document.part.package
    assert package is not None
    for name, relation in list(package.rels.items()):
        if relation.reltype.endswith(_REPLACED):
            del package.rels[name]
        elif relation.reltype.endswith(_EXTENDED_PART) and not relation.is_external:
            there = relation.target_part
            part = Part(there.partname, there.content_type, _without_manager(there.blob), package)
            del package.rels[name]
            package.relate_to(part, relation.reltype)
    core = _core(title[:_LONGEST], language, day)
    package.relate_to(
        CorePropertiesPart.load(PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, core, package),
        RELATIONSHIP_TYPE.CORE_PROPERTIES,
    )


def _core(title: str, language: str, day: date | None) -> bytes:
    root = etree.Element(f"{{{_CP}}}coreProperties", nsmap=_NAMES)
    etree.SubElement(root, f"{{{_DC}}}title").text = title
    for name in _EMPTY:
        etree.SubElement(root, name)
    if language:
        etree.SubElement(root, f"{{{_DC}}}language").text = language
    for name in ("created", "modified") if day else ():
        made = etree.SubElement(root, f"{{{_TERMS}}}{name}")
        made.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        made.text = f"{day}T00:00:00Z"
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def _without_manager(blob: bytes) -> bytes:
    """Return the layout's further properties without the manager that somebody has written there."""
    try:
        root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.LxmlError:
        return blob
    for one in root.findall(f"{{{_EXTENDED}}}Manager"):
        one.text = ""
    return etree.tostring(root, encoding="UTF-8", standalone=True)
