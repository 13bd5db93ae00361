"""Word by docxtpl: the municipality's own .docx, with its letterhead and styles, filled in.

A .docx template has Jinja2 fields in its text, as docxtpl reads them: the view's names, the words as `w`, and `body`,
the whole document, where a paragraph says `{{ body }}`. Without a template of its own a document is set in
`_page.docx`, which is little more than that paragraph and the styles.
"""

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from sipcli.documents.blocks import Page
from sipcli.documents.engines.page import words
from sipcli.documents.engines.word_blocks import set_blocks
from sipcli.documents.engines.word_properties import describe
from sipcli.documents.mistakes import mistake, saying_where
from sipcli.documents.templates import Found, Templates, environment, locale_of
from sipcli.errors import SipError
from sipcli.i18n import _

if TYPE_CHECKING:
    from docx.document import Document

LAYOUT = "_page.docx"
LARGER = 1.2
"""How much larger the child's own version is set, in the shipped layout."""
_SHOWN = 60
"""How much of the text around a mistake is shown."""
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""Files in a .docx carry a time; a fixed one, so that the same document is the same file."""


def word(
    template: Found, templates: Templates, page: Page, day: date, view: dict[str, Any], said: dict[str, Any]
) -> bytes:
    """Return the document as Word, set in a .docx template; `day` is the day it says it was made.

    Raises:
        ArchiveError: the template is no .docx, or one of its fields has a mistake.
    """
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from lxml.etree import LxmlError

    marker = uuid.uuid4().hex
    name = str(template.path)
    try:
        opened = DocxTemplate(name)
        opened.init_docx()
        describe(opened.docx)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, OSError, ValueError, LxmlError):
        raise mistake(name, _("this is no Word file that can be read; save it in Word as .docx")) from None
    with _in_word(name), saying_where(name):
        context = view | {"language": templates.language, "direction": page.direction}
        context |= {"w": words(templates, template.path.name, context, said), "body": marker}
        opened.render(context, environment(templates, "page"), autoescape=True)
    document = opened.docx
    if page.style == "child" and template.path.name == LAYOUT:
        _enlarge(document)
    set_blocks(document, marker, page)
    language = locale_of(templates.language).replace("_", "-")
    describe(document, page.title, language, day)
    _speak(document, language)
    return _saved(document)


@contextmanager
def _in_word(name: str) -> Iterator[None]:
    """Say of a mistake in a field where it stands: a .docx has no lines, so with the text around it."""
    from jinja2 import TemplateSyntaxError
    from lxml.etree import LxmlError

    try:
        yield
    except LxmlError:  # a field that spans more than one paragraph or cell leaves the file in pieces
        raise mistake(name, _("its fields do not fit together; see that each stands within one paragraph")) from None
    except SipError as err:
        cause = err.__context__
        around = getattr(cause, "docx_context", None) if isinstance(cause, TemplateSyntaxError) else None
        near = " ".join(re.sub("<[^>]*>", " ", "".join(around or ())).split())[:_SHOWN]
        if not near:
            raise
        message = getattr(cause, "message", None) or str(cause)
        raise mistake(name, _("{why} (near “{text}”)").format(why=message, text=near)) from None


def _saved(document: "Document") -> bytes:
    made, steady = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as kept:
        for one in given.namelist():
            kept.writestr(zipfile.ZipInfo(one, _ZIP_DAY), given.read(one), zipfile.ZIP_DEFLATED)
    return steady.getvalue()


def _enlarge(document: "Document") -> None:
    from docx.oxml.ns import qn

    for name in ("w:sz", "w:szCs"):
        for size in document.styles.element.iter(qn(name)):
            size.set(qn("w:val"), str(round(int(size.get(qn("w:val"), "22")) * LARGER)))


def _speak(document: "Document", language: str) -> None:
    """Say in the styles which language the text is in, so that a screen reader reads it as that."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for default in document.styles.element.iter(qn("w:rPrDefault")):
        for properties in default.findall(qn("w:rPr")):
            for there in properties.findall(qn("w:lang")):
                properties.remove(there)
            said = OxmlElement("w:lang")
            said.set(qn("w:val"), language)
            said.set(qn("w:bidi"), language)
            properties.append(said)
