"""A message to one of those invited, as a draft that a mail program opens: the letter, and the meeting as a file.

It is never sent from here. Each message goes to one person, so that nobody is shown anybody else's address, and its
headers say nothing sensitive: addresses and a neutral subject, no names.
"""

import re
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from sipcli.case.case import CHILD
from sipcli.case.people import person_names
from sipcli.documents.addresses import address, with_address, written_address
from sipcli.documents.calendar import ZONE, booking, identifier, said_of
from sipcli.documents.catalogue import DOCUMENTS
from sipcli.documents.material import Material
from sipcli.documents.views.common import caller
from sipcli.errors import NeedsUser
from sipcli.i18n import _

LETTER = "invitation"
TO_UNIT, TO_CHILD = f"{LETTER}-professionals", f"{LETTER}-child"


class Draft(EmailPolicy):
    """How the message is written: as SMTP asks, with the subject encoded as a whole.

    Left to itself, Python can lose blanks in a subject that goes over several lines.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return a header as it stands in the file."""
        plain = value.isascii() and "=?" not in value and len(value) <= 60
        if name.lower() != "subject" or plain:
            return super().fold_binary(name, value)
        encoded = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{self.linesep}".encode("ascii")


DRAFT = Draft(linesep="\r\n")


def letter_for(of: Material) -> str:
    """Return the name of the document that is the letter to the reader: one of their own where there is one."""
    own = TO_UNIT if of.case.unit(of.reader) else TO_CHILD if of.reader == CHILD else LETTER
    return own if own in DOCUMENTS else LETTER


def recipient(of: Material) -> str:
    """Return the reader's e-mail address.

    Raises:
        NeedsUser: no reader is given, or the case has no e-mail address of the reader that can be used.
    """
    case, reader = of.case, of.reader
    known = ", ".join(with_address(case, of.today))
    said = (written_address(case, reader) or "").strip() if reader else ""
    found = address(said)
    if found:
        return found
    who = person_names(case).get(reader or "", reader)
    if said:
        told = _("“{address}”, which is written for {who}, is not an e-mail address.")
    elif reader == CHILD:
        told = _("The case {case} keeps no e-mail address of the child: print the letter, or send it to somebody near.")
    elif reader:
        told = _("The case {case} has no e-mail address of {who}.")
    else:
        told = _(
            "Each gets a message of their own, so that no address is shown to others: say to whom with “--for WHO”."
        )
    having = _("These have an e-mail address: {known}.") if known else _("Nobody in the case has an e-mail address.")
    mend = "" if reader == CHILD or (known and not reader) else " " + _("Write it in the case: “sip edit {case}”.")
    raise NeedsUser(f"{told} {having}{mend}".format(case=case.id, who=who, address=said, known=known))


def message(of: Material, made: dict[str, bytes], title: str | None = None, own: Path | None = None) -> bytes:
    """Return a draft of a message to the reader, as an .eml file.

    `made` holds the letter (`letter_for`) by format, "txt" for the body and "pdf" for the attachment, and "ics" for the
    meeting (`meeting_ics`); `title` is the subject in place of the neutral word; `own`: an archive's templates. To a
    meeting that is called off there is no letter: the body says that it is, and only the calendar file goes with it.

    Raises:
        NeedsUser: no reader is given, or the case has no usable address of the reader; there is no such meeting.
        UsageError: there are no templates in the language.
        ArchiveError: the words have a mistake.
    """
    to, booked = recipient(of), booking(of)
    said, sender = said_of(booked, title, own), caller(booked.material.case)
    sent_from = address(sender.email) if sender else None
    draft = EmailMessage(DRAFT)
    draft["X-Unsent"] = "1"
    if sent_from:
        draft["From"] = sent_from
    draft["To"] = to
    draft["Subject"] = said.title
    draft["Date"] = format_datetime(datetime(of.today.year, of.today.month, of.today.day, 12, tzinfo=ZoneInfo(ZONE)))
    body = "\n\n".join(said.called_off) + "\n" if booked.called_off else made["txt"].decode("utf-8")
    draft.set_content(body, charset="utf-8", cte="quoted-printable")
    draft["Content-Language"] = of.language.partition("-")[0]
    if "pdf" in made and not booked.called_off:
        draft.add_attachment(made["pdf"], "application", "pdf", filename=said.letter_file)
    if "ics" in made:
        draft.add_attachment(
            made["ics"],
            "text",
            "calendar",
            filename=said.calendar_file,
            params={"method": _method(made["ics"]), "charset": "utf-8"},
        )
    return _same_each_time(draft, to, body, made)


def _method(ics: bytes) -> str:
    """Return what a calendar file is sent for; a message has to say the same (RFC 5545 3.7.2)."""
    found = re.search(rb"^METHOD:([A-Z]+)", ics, re.MULTILINE)
    return found[1].decode("ascii") if found else "PUBLISH"


def _same_each_time(draft: EmailMessage, to: str, body: str, made: dict[str, bytes]) -> bytes:
    """Return the message with an id and a boundary that follow from what it says."""
    parts = [
        str(draft["Subject"]),
        str(draft["Date"]),
        to,
        body,
        *(sha256(one).hexdigest() for _to, one in sorted(made.items())),
    ]
    mark = identifier(*parts)
    draft["Message-ID"] = f"<{mark}@meeting.invalid>"
    if draft.is_multipart():
        draft.set_boundary(f"=_{mark}")
    return draft.as_bytes()
