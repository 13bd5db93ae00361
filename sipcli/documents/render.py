"""From a case to a document: view, words and template in, bytes in a format out.

For each format the nearest template is used, and in one folder the format's own before the page: `plan.md.j2` is
Markdown, `plan.typ` PDF, `plan.docx` Word; `plan.html.j2` is the page, which every format can be set from.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import category

from sipcli.documents.blocks import Heading, Page, missing_in, walk
from sipcli.documents.catalogue import document_named
from sipcli.documents.engines.markdown import markdown
from sipcli.documents.engines.page import filled, html
from sipcli.documents.engines.text import text
from sipcli.documents.leaks import refuse_leaks
from sipcli.documents.material import Material
from sipcli.documents.mistakes import mistake
from sipcli.documents.parsing import read_page
from sipcli.documents.reader import read_by
from sipcli.documents.templates import Found, Kind, Templates, templates_in
from sipcli.documents.words import TERMS, words_of
from sipcli.errors import UsageError
from sipcli.i18n import _

FORMATS = ("pdf", "docx", "html", "md", "txt")
"""What a document can be set as."""

OWN_KIND = {"pdf": ".typ", "docx": ".docx", "html": ".html.j2", "md": ".md.j2", "txt": ".txt.j2"}
"""The ending of the templates that are for one format only."""


@dataclass(frozen=True)
class Made:
    """A document, what it was made from, what it could not say yet, and how much was left out for its readers."""

    content: bytes
    template: Found
    missing: list[str]
    left_out: list[str]


def render(document: str, of: Material, to: str, own: Path | None = None, whole: bool = False) -> Made:
    """Return a document of a case in a format ("pdf", "docx", "html", "md", "txt"); `own`: an archive's templates.

    What is withheld from the reader, or from anybody the document may reach, is left out; `whole` leaves nothing out.

    Raises:
        UsageError: there is no such document, format, language or reader.
        NeedsUser: the case has nothing to make it of yet.
        ArchiveError: a template has a mistake.
    """
    kind = document_named(document)
    if to not in FORMATS:
        raise UsageError(_("sip cannot make “{to}”; it can make: {known}.").format(to=to, known=", ".join(FORMATS)))
    templates = templates_in(of.language, own)
    of, left_out = read_by(kind.addressed(of), kind.audience, whole)
    said = words_of(templates, document)
    terms = of.terms
    if of.language.partition("-")[0] not in of.guideline.names:
        terms |= said.get(TERMS, {})
    data = asdict(kind.view(of))
    refuse_leaks(data, of.telling, of.case, of.withheld_from)
    view = _without_blanks(data) | {"terms": terms, "document": document, "partial": of.partial}
    found = templates.find(f"{document}{OWN_KIND[to]}", f"{document}.html.j2")
    if found is None:
        raise UsageError(_("There is no template {name}.").format(name=f"{document}{OWN_KIND[to]}"))
    if kind.undated:
        of = replace(of, today=of.today.replace(month=1, day=1))
    content, page = _set(found, templates, document, to, of, view, said)
    return Made(content, found, missing_in(page) if page else [], left_out)


def _set(
    found: Found, templates: Templates, document: str, to: str, of: Material, view: dict[str, Any], said: dict[str, Any]
) -> tuple[bytes, Page | None]:
    """Return the document as the template's kind asks, and its page where it was made from that."""
    name = found.path.name
    if name == f"{document}.typ":
        from sipcli.documents.engines.pdf import own_pdf

        return own_pdf(found, templates, of.today, view, said), None
    if name.endswith(".j2") and not name.endswith(".html.j2"):
        return _own_text(found, templates, view, said).encode("utf-8"), None
    made = html(templates, document, view, said)
    page = _page(made, templates.find(f"{document}.html.j2") or found, needs_form=to in ("pdf", "docx"))
    if to == "html":
        return made.encode("utf-8"), page
    if to == "pdf":
        from sipcli.documents.engines.pdf import pdf

        return pdf(page, templates, of.today), page
    if to == "docx":
        from sipcli.documents.engines.word import LAYOUT, word

        layout = found if name.endswith(".docx") else templates.find(LAYOUT)
        assert layout is not None  # it is shipped
        return word(layout, templates, page, of.today, view, said), page
    return PLAIN[to](page), page


def _page(made: str, template: Found, *, needs_form: bool) -> Page:
    """Return the blocks of a page; raises ArchiveError when it has nothing, or lacks what a PDF or Word file needs."""
    page = read_page(made)
    if not page.blocks:
        raise mistake(str(template.path), _("it makes an empty page"))
    levels = [block.level for block in walk(page.blocks) if isinstance(block, Heading)]
    if needs_form and not page.title:
        raise mistake(str(template.path), _("the page has no <title>; begin it as the shipped ones, on _page.html.j2"))
    if needs_form and levels and (levels[0] != 1 or any(b > a + 1 for a, b in pairwise(levels))):
        raise mistake(str(template.path), _("the headings skip a level: h1 comes first, h3 only under h2"))
    return page


PLAIN: dict[str, Callable[[Page], bytes]] = {"md": markdown, "txt": text}
"""The formats that need nothing but the page."""


def _own_text(found: Found, templates: Templates, view: dict[str, Any], said: dict[str, Any]) -> str:
    kind: Kind = "markdown" if found.path.name.endswith(".md.j2") else "text"
    return filled(templates, found.path.name, view, said, kind)


def _without_blanks(value: Any) -> Any:
    """Return a view's data without space around text and without blank entries in lists, so that `if` finds them.

    What no format can hold goes too: control characters, and code points that are no characters.
    """
    if isinstance(value, dict):
        return {key: _without_blanks(one) for key, one in value.items()}
    if isinstance(value, list):
        return [one for one in map(_without_blanks, value) if one not in ("", None)]
    if not isinstance(value, str):
        return value
    return "".join(one for one in "\n".join(value.splitlines()) if one in "\n\t" or _can_be_written(one)).strip()


def _can_be_written(one: str) -> bool:
    code = ord(one)
    return category(one) not in ("Cc", "Cs") and code & 0xFFFE != 0xFFFE and not 0xFDD0 <= code <= 0xFDEF
