"""A message to one of those invited, read back by a mail library."""

import email
from email.message import EmailMessage
from email.policy import default
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipcli.documents.addresses import one_line
from sipcli.documents.calendar import meeting_ics
from sipcli.documents.catalogue import DOCUMENTS
from sipcli.documents.mail import letter_for, message, recipient
from sipcli.documents.material import Material
from sipcli.documents.render import render
from sipcli.errors import NeedsUser
from tests.documents.test_calendar import CALLED_OFF, HOSTILE, WITH_ADDRESSES, material
from tests.helpers import Data, Files

MADE = {"txt": "Välkommen, Alva!\n.\nFrom oss\n".encode(), "pdf": b"%PDF-1.7\r\n\x00\xff"}
HEADERS = ["X-Unsent", "From", "To", "Subject", "Date", "MIME-Version", "Content-Type", "Message-ID"]


def made(of: Material, title: str | None = None, **parts: bytes) -> bytes:
    return message(of, {**MADE, "ics": meeting_ics(of, title), **parts}, title)


def read(content: bytes) -> EmailMessage:
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    found = email.message_from_bytes(content, policy=default)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    return found


def body_of(found: EmailMessage) -> str:
    body = found.get_body(("plain",))
    assert body is not None
    text: str = body.get_content()
    return text.replace("\r\n", "\n")


def guardian(**fields: Any) -> Files:
    first: Data = {"id": "vh1", "name": "Alva Exempelsson", **fields}
    return {"case.yaml": {"guardians": [first, {"id": "vh2", "name": "Bo Exempelsson"}]}}


def test_it_is_a_draft_with_the_letter_and_the_meeting() -> None:
    of = material(reader="vh1")
    found = read(made(of))
    assert found["X-Unsent"] == "1"
    assert (found["From"], found["To"]) == ("ada@skola.example", "alva@exempel.example")
    assert found["Subject"] == "Möte"
    assert found["Date"].datetime.date() == of.today
    assert body_of(found) == MADE["txt"].decode()
    letter, calendar = found.iter_attachments()
    assert (letter.get_filename(), letter.get_content_type()) == ("brev.pdf", "application/pdf")
    assert letter.get_content() == MADE["pdf"]
    assert (calendar.get_filename(), calendar.get_content_type()) == ("mote.ics", "text/calendar")
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert calendar.get_payload(decode=True) == meeting_ics(of)


def test_its_headers_name_nobody() -> None:
    of = material(reader="vh1")
    found = read(made(of))
    assert [*found.keys()] == HEADERS
    shown = " ".join(str(value) for value in found.values()).casefold()
    assert not [word for word in ("lova", "exempelsson", "påhitt", "sip", "plan", "kallelse") if word in shown]


def test_the_same_case_gives_the_same_message_and_another_case_another() -> None:
    of = material(reader="vh1")
    assert made(of) == made(of)
    marks = {read(one)["Message-ID"] for one in (made(of), made(of, "Träff"), made(of, txt=b"Hej"), made(of, pdf=b"%"))}
    assert len(marks) == 4


def test_the_message_says_of_its_calendar_what_the_calendar_says() -> None:
    for patch, about in CALLED_OFF.values():
        of = material(patch, about=about, reader="vh1", today=material().today.replace(month=10))
        calendar = list(read(made(of)).iter_attachments())[-1]
        method = icalendar.Calendar.from_ical(calendar.get_content())["METHOD"]
        assert calendar["Content-Type"].params["method"] == method == "CANCEL"


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "blir inte av"), ("sv-simple", "Vi ska inte ha"), ("en", "not take")]
)
def test_a_meeting_that_is_called_off_has_no_letter(language: str, words: str) -> None:
    patch, about = CALLED_OFF["absence"]
    found = read(made(material(patch, about=about, reader="vh1", language=language)))
    assert words in body_of(found)
    assert MADE["txt"].decode() not in body_of(found)
    assert len(list(found.iter_attachments())) == 1


def test_a_real_letter_goes_with_it() -> None:
    of = material(reader="vh1")
    parts = {to: render(letter_for(of), of, to).content for to in ("txt", "pdf")}
    found = read(message(of, {**parts, "ics": meeting_ics(of)}))
    assert "Lova Exempelsson" in body_of(found)


def test_each_kind_of_reader_gets_their_own_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    readers = ("vh1", "skola", "child", None)
    own = ["invitation", "invitation-professionals", "invitation-child", "invitation"]
    assert [letter_for(material(reader=one)) for one in readers] == own
    monkeypatch.setattr("sipcli.documents.mail.DOCUMENTS", {"invitation": DOCUMENTS["invitation"]})
    assert {letter_for(material(reader=one)) for one in readers} == {"invitation"}


def test_a_unit_is_written_to_at_its_contact() -> None:
    assert recipient(material(reader="skola")) == "ada@skola.example"


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (None, ("--for WHO", "vh1, skola")),
        ("vh2", ("no e-mail address of Bo Exempelsson", "vh1, skola", "sip edit base")),
        ("child", ("keeps no e-mail address of the child", "vh1, skola")),
        ("nobody", ("no e-mail address of nobody",)),
    ],
)
def test_without_an_address_it_says_who_has_one(reader: str | None, said: tuple[str, ...]) -> None:
    with pytest.raises(NeedsUser) as err:
        made(material(reader=reader))
    assert [one for one in said if one not in str(err.value)] == []


def test_where_nobody_has_an_address_it_says_so() -> None:
    none: Files = {"case.yaml": {**guardian()["case.yaml"], "units": [{**WITH_ADDRESSES["case.yaml"]["units"][0]}]}}
    none["case.yaml"]["units"][0]["contact"] = {"name": "Ada Påhitt"}
    for reader in (None, "vh1", "skola"):
        with pytest.raises(NeedsUser, match=r"Nobody in the case has an e-mail address\. Write it"):
            recipient(material(none, reader=reader))


def test_an_address_that_is_none_is_not_used() -> None:
    for wrong in ("alva", "alva@exempel.example\r\nBcc: bo@exempel.example", "a@x.se, b@x.se", "{who}@x"):
        with pytest.raises(NeedsUser, match="is not an e-mail address"):
            made(material(guardian(email=wrong), reader="vh1"))


def test_without_a_sender_the_mail_program_says_from_whom() -> None:
    units = [{**WITH_ADDRESSES["case.yaml"]["units"][0], "contact": {"name": "Ada", "email": "x\r\nBcc: y@z.example"}}]
    found = read(made(material({"case.yaml": {"units": units}}, reader="vh1")))
    assert found["From"] is None
    assert found["Bcc"] is None


def test_hostile_text_adds_no_header_and_no_part() -> None:
    patch = guardian(name=HOSTILE, email="alva@exempel.example")
    found = read(made(material(patch, reader="vh1"), HOSTILE, txt=HOSTILE.encode()))
    assert [*found.keys()] == HEADERS
    assert found["Subject"] == one_line(HOSTILE)
    assert found["To"] == "alva@exempel.example"
    assert [one.get_content_type() for one in found.iter_parts()] == ["text/plain", "application/pdf", "text/calendar"]


@settings(max_examples=60, deadline=None)
@given(title=st.text(max_size=300), body=st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_title_and_any_text_come_through(title: str, body: str) -> None:
    found = read(made(material(reader="vh1"), title, txt=body.encode()))
    assert [*found.keys()] == HEADERS
    assert found["Subject"] == (one_line(title) or "Möte")
    assert len(list(found.iter_attachments())) == 2
