"""What the invitation says: when, where and whom to reply to, what is new, and a follow-up's own."""

from datetime import date
from typing import Any

import pytest

from sipcli.documents.render import render
from sipcli.documents.views.invitation import InvitationView, invitation_view, occasions
from sipcli.errors import NeedsUser
from sipcli.guidelines.loader import guideline_ids, load_guideline
from tests.documents.reading import HtmlPage, markdown_page
from tests.documents.samples import material, rich
from tests.helpers import Files, changed, in_memory, reference

FOLLOW_UP = "2026-12-01"
UNDECIDED = "Inte bestämt än"

each_format = pytest.mark.parametrize("to", ["html", "md"])


def text(files: Files, to: str = "html", language: str = "sv", about: str = "") -> str:
    said = render("invitation", material(in_memory(files), language, about), to).content.decode()
    return (HtmlPage(said) if to == "html" else markdown_page(said)).text


def view(files: Files, about: str = "", language: str = "sv", county: str = "national") -> InvitationView:
    return invitation_view(material(in_memory(files), language, about, county))


def meeting(**fields: Any) -> Files:
    """Return the rich case with something else about its first meeting; None takes a key away."""
    return changed(rich(), {"invitation.yaml": {"meeting": fields}})


@each_format
@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "sv",
            "Kallelse till SIP-möte|Tisdag 22 september 2026 kl. 14:00–15:30|5 september 2026|På plats och digitalt",
        ),
        (
            "en",
            "Invitation: SIP meeting|Tuesday, 22 September 2026 at 14:00–15:30|5 September 2026|In person and online",
        ),
    ],
)
def test_days_and_codes_are_written_in_words(to: str, language: str, words: str) -> None:
    found = text(rich(), to, language)
    assert [one for one in words.split("|") if one not in found] == []


@each_format
def test_it_says_where_or_that_it_is_digital(to: str) -> None:
    assert UNDECIDED in text(meeting(place=None, form="physical"), to)
    assert UNDECIDED in text(meeting(date=None), to)
    digital = text(meeting(place=None, form="digital"), to)
    assert "Digitalt" in digital
    assert UNDECIDED not in digital
    assert "kl. 14:00–" not in text(meeting(ends=None), to)


@each_format
def test_who_is_invited_and_whether_the_child_is(to: str) -> None:
    def invited(*invitees: dict[str, str]) -> str:
        files = rich()
        files["invitation.yaml"]["invitees"] = list(invitees)
        return text(files, to)

    assert "Ersättare" in text(rich(), to)
    assert "Ersättare" not in invited({"who": "vh1", "role": "vårdnadshavare"})
    assert "god man" in invited({"who": "gm", "role": "god-man"})
    assert "Till dig, Lova Exempelsson" in invited({"who": "child"})
    assert "Till dig" not in invited({"who": "vh1"})


@each_format
def test_one_sent_again_says_what_it_replaces_and_what_is_new(to: str) -> None:
    def again(*changes: str, language: str = "sv") -> str:
        files = rich()
        files["invitation.yaml"]["sent_again"] = [{"on": "2026-09-05", "changed": list(changes)}]
        return text(files, to, language)

    said = "Det här ersätter det som har skickats tidigare. Ändrat sedan dess: dagen, platsen, hittepa."
    assert said in again("date", "place", "hittepa")
    said = "This replaces what was sent before. Changed since then: the day, the place, hittepa."
    assert said in again("date", "place", "hittepa", language="en")
    assert "Ändrat sedan dess" not in again()
    assert "ersätter" not in text(reference(), to)


def test_the_view_is_of_the_latest_sending_and_leaves_out_who_passed_it_on() -> None:
    files = reference()
    files["invitation.yaml"] |= {"sent_again": [{"on": "2026-09-05", "changed": ["place"]}]}
    files["invitation.yaml"]["invitees"][-1] |= {"response": "passed-on", "passed_to": "soc"}
    said = view(files)
    assert (said.sent_on, said.replaces_earlier, said.changed) == (date(2026, 9, 5), True, ["place"])
    assert "BUP Hittepå" not in [one.name for one in said.invitees]
    assert said.sender
    assert said.sender.name == "Påhittskolan"


@pytest.mark.parametrize("county", guideline_ids())
@pytest.mark.parametrize("language", ["sv", "en"])
def test_one_to_a_follow_up_has_its_own_day_name_and_caller(county: str, language: str) -> None:
    files = reference()
    files["plan.yaml"]["coordinator"] |= {"name": "Ina Påhitt", "phone": "070-1740611"}
    files["follow-ups/2026-12-01.yaml"] |= {
        "ends": "15:00", "form": "digital",
        "invitation": {"sent_on": "2026-11-03", "purpose": "Se hur det går", "invitees": [{"who": "child"}]},
    }  # fmt: skip
    for about in (FOLLOW_UP, f"{FOLLOW_UP}.yaml", f"follow-ups/{FOLLOW_UP}.yaml"):
        said = view(files, about, language, county)
        assert (said.date, said.time, said.ends, said.form) == (date(2026, 12, 1), "14:00", "15:00", "digital")
        assert (said.purpose, said.sent_on, len(said.invitees)) == ("Se hur det går", date(2026, 11, 3), 1)
        assert said.meeting_name == load_guideline(county).name("follow_up", language)
        assert said.sender
        assert (said.sender.name, said.sender.contact) == ("Socialtjänsten i Fantasia", "Ina Påhitt")
    for to in ("html", "md"):
        content = render("invitation", material(in_memory(files), language, FOLLOW_UP, county), to).content.decode()
        assert "070-1740611" in content
        assert load_guideline(county).name("follow_up", language) in content


def test_the_occasions_of_a_case_are_its_choices() -> None:
    assert occasions(material(in_memory(rich()))) == ["", FOLLOW_UP]
    assert occasions(material(in_memory(changed(reference(), remove=["invitation.yaml"])))) == []


@pytest.mark.parametrize("about", ["", "2026-01-01", "follow-ups/x.yaml"])
def test_there_is_none_to_an_occasion_that_there_is_not(about: str) -> None:
    files = changed(reference(), remove=["invitation.yaml"])
    with pytest.raises(NeedsUser):
        view(files, about)


def test_at_a_discharge_the_care_contact_calls() -> None:
    files = reference()
    contact = {"name": "Ola Påhitt", "phone": "070-1740612", "unit": "bup"}
    files["case.yaml"] |= {"route": "discharge", "discharge": {"care_contact": contact}}
    sender = view(files).sender
    assert sender
    assert (sender.name, sender.contact, sender.phone) == ("BUP Hittepå", "Ola Påhitt", "070-1740612")
