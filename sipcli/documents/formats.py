"""Every format a document can be handed out in: set from its page, or for an invitation a calendar entry or e-mail."""

from dataclasses import dataclass
from pathlib import Path

from sipcli.documents.catalogue import document_named
from sipcli.documents.leaks import refuse_leaks
from sipcli.documents.material import Material
from sipcli.documents.reader import read_by
from sipcli.documents.render import FORMATS, Made, render
from sipcli.documents.templates import templates_in
from sipcli.documents.views.invitation import occasion
from sipcli.errors import UsageError
from sipcli.i18n import N_, _

INVITATION = "invitation"

SENT = {"ics": N_("a calendar entry"), "eml": N_("an e-mail")}
"""What an invitation is sent as besides."""

BINARY = {"pdf": "PDF", "docx": "Word"}
"""Formats that are no text to read in a terminal, with what people call them."""

SPELT = {"htm": "html", "markdown": "md", "text": "txt", "word": "docx"}
"""Other words for formats."""


@dataclass(frozen=True)
class Settings:
    """How a document is made: the format, the archive's own templates, whether all is in it, a calendar's title."""

    to: str
    own: Path | None = None
    whole: bool = False
    title: str | None = None


def formats_of(document: str) -> tuple[str, ...]:
    """Return the formats that a document can be made in."""
    return (*FORMATS, *SENT) if document.partition("-")[0] == INVITATION else FORMATS


def format_named(document: str, text: str) -> str:
    """Return the format that a word or a file's ending means.

    Raises:
        UsageError: the document cannot be made in it.
    """
    to = SPELT.get(text.strip().lstrip(".").lower(), text.strip().lstrip(".").lower())
    known = formats_of(document)
    if to in known:
        return to
    if to in SENT:
        raise UsageError(
            _("Only an invitation is made as {what}; “{document}” can be made as: {known}.").format(
                what=_(SENT[to]), document=document, known=", ".join(known)
            )
        )
    raise UsageError(_("sip cannot make “{to}”; it can make: {known}.").format(to=text, known=", ".join(known)))


def produce(document: str, of: Material, settings: Settings) -> Made:
    """Return a document in any of its formats.

    Raises:
        UsageError: there is no such document, format, language or reader.
        NeedsUser: the case has nothing to make it of yet, or no address to send it to.
        ArchiveError: a template has a mistake.
    """
    kind = document_named(document)
    to = format_named(document, settings.to)
    if settings.title is not None and to not in SENT:
        raise UsageError(_("--title is for a calendar entry (ics) or an e-mail (eml)."))
    if to not in SENT:
        return render(document, of, to, settings.own, settings.whole)
    from sipcli.documents.calendar import DOCUMENT, meeting_ics

    seen, left_out = read_by(of, kind.audience, settings.whole)
    words = templates_in(of.language, settings.own).find(f"{DOCUMENT}.yaml")
    if words is None:
        raise UsageError(_("There is no template {name}.").format(name=f"{DOCUMENT}.yaml"))
    place = occasion(seen).case.invitation
    refuse_leaks(
        [place.meeting.place or "" if place and place.meeting else ""], seen.telling, seen.case, seen.withheld_from
    )
    ics = meeting_ics(seen, settings.title, settings.own)
    if to == "ics":
        return Made(ics, words, [], left_out)
    from sipcli.documents.mail import letter_for, message, recipient

    recipient(seen)  # without an address there is nothing to make a letter for
    letter = letter_for(of) if document == INVITATION else document
    text, paper = (render(letter, of, one, settings.own, settings.whole) for one in ("txt", "pdf"))
    content = message(seen, {"txt": text.content, "pdf": paper.content, "ics": ics}, settings.title, settings.own)
    return Made(content, paper.template, paper.missing, paper.left_out)
