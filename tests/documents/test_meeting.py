"""The papers of a meeting: the invitation to professionals, agenda, attendance, notes, feedback on what had to wait."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sipcli.documents.catalogue import DOCUMENTS, document_named
from sipcli.documents.material import Material
from sipcli.documents.render import render
from sipcli.documents.views.agenda import AgendaView, agenda_view, agendas
from sipcli.documents.views.meeting import (
    all_occasions,
    attendance_view,
    feedback_view,
    notes_view,
    waiting_or_none,
)
from sipcli.documents.views.professionals import ProfessionalsView, professionals_view
from sipcli.errors import NeedsUser
from sipcli.guidelines.loader import load_guideline
from sipcli.guidelines.model import Agenda
from tests.helpers import (
    COUNTIES,
    KRONOBERG,
    STROMSUND,
    UNITS,
    VASTERBOTTEN,
    VASTRA_GOTALAND,
    Files,
    case,
    consent,
    consents,
    in_memory,
    meeting,
)

BEFORE, TODAY = date(2026, 9, 10), date(2026, 11, 23)
PAPERS = ("invitation-professionals", "agenda", "attendance", "meeting-notes", "decision-feedback")
LANGUAGES = ("sv", "en", "sv-simple")
FOLLOW_UP = "2026-12-01"
CALLED = {
    "date": FOLLOW_UP,
    "time": "14:00",
    "status": "booked",
    "invitation": {"sent_on": "2026-11-10", "reason": "Höstens uppföljning", "invitees": [{"who": "soc"}]},
}


def material(files: Files | None = None, county: str = VASTERBOTTEN, language: str = "sv", **given: Any) -> Material:
    today = given.pop("today", TODAY)
    return Material(in_memory(files or case()), load_guideline(county), language, today, **given)


def text(document: str, of: Material) -> str:
    """Return a document as plain text, on one line: where lines break is not what is tested."""
    return " ".join(render(document, of, "txt").content.decode().split())


def invitees(**of_bup: Any) -> dict[str, Any]:
    """Return a patch of the invitation: everybody accepted, but what is said of bup."""
    accepted = [{"who": who, "response": "accepted"} for who in ("child", "vh1", "vh2", "skola", "soc")]
    return {"invitation.yaml": {"invitees": [*accepted, {"who": "bup", **of_bup}]}}


def unit(**of_bup: Any) -> Files:
    """Return the case with something else said of bup."""
    files = case()
    files["case.yaml"]["units"][2] |= of_bup
    return files


def minutes(*each: int | None) -> dict[str, Agenda]:
    """Return agendas with one of points that take these minutes."""
    both = {"sv": "sv", "en": "en"}
    return {"meeting": Agenda.model_validate({"title": both, "points": [{"text": both, "minutes": m} for m in each]})}


# All of them


@pytest.mark.parametrize("document", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("county", [*COUNTIES, "national"])
def test_each_county_and_language_has_its_papers(document: str, language: str, county: str) -> None:
    files = case(meeting(decisions_waiting=[{"about": "taxi", "waits_for": "Ada Påhitt"}]))
    of = material(files, county, language, reader="soc" if document == PAPERS[0] else None)
    said = text(document, of)
    assert "Lova Exempelsson" in said
    assert "{{" not in said
    assert of.terms["meeting"].lower() in said.lower()


@pytest.mark.parametrize("document", PAPERS)
def test_without_an_invitation_there_are_none_and_it_is_said_why(document: str) -> None:
    of = material(case(remove=["invitation.yaml"]))
    assert "" not in document_named(document).choices(of)
    with pytest.raises(NeedsUser):
        DOCUMENTS[document].view(of)


# The agenda


def clocks(of: Material) -> list[str | None]:
    return [one.begins for one in agenda_view(of).points]


def timed(each: tuple[int | None, ...], **of_meeting: Any) -> AgendaView:
    """Return the agenda of points that take these minutes, at a meeting with something else said of it."""
    of = material(case(meeting(**of_meeting)))
    return agenda_view(replace(of, guideline=replace(of.guideline, agendas=minutes(*each))))


def test_three_times_twenty_minutes_begin_at_their_clocks() -> None:
    assert clocks(material(county=VASTRA_GOTALAND, about="three-times-twenty")) == ["14:00", "14:20", "14:40", "15:00"]


def test_an_agenda_without_minutes_has_no_clocks() -> None:
    assert set(clocks(material())) == {None}


def test_clocks_end_where_the_minutes_do_and_go_round_at_midnight() -> None:
    assert [one.begins for one in timed((10, None, 20)).points] == ["14:00", "14:10", None]
    assert [one.begins for one in timed((50, 10), time="23:30").points] == ["23:30", "00:20"]
    assert {one.begins for one in timed((10, 10), time=None).points} == {None}


def test_points_that_take_longer_than_the_meeting_are_pointed_out() -> None:
    assert timed((20, 20, 20), ends="14:50").too_long
    assert not timed((20, 20, 20), ends="15:00").too_long
    assert not timed((20, 20, 20)).too_long
    assert not timed((20, 20, 20), time="23:30", ends="00:10").too_long  # no end of that day
    short = material(case(meeting(ends="14:45")), VASTRA_GOTALAND, about="three-times-twenty")
    assert "60 minuter" in text("agenda", short)


def test_the_agendas_of_a_guideline_are_the_choices_and_its_first_is_what_one_gets() -> None:
    assert agendas(material(county=VASTRA_GOTALAND)) == ["meeting", "three-times-twenty"]
    assert agenda_view(material(county=VASTRA_GOTALAND)) == agenda_view(
        material(county=VASTRA_GOTALAND, about="meeting")
    )
    with pytest.raises(NeedsUser, match="three-times-twenty"):
        agenda_view(material(county=VASTRA_GOTALAND, about="twenty"))


def test_the_chairs_page_has_what_was_asked_and_promised() -> None:
    said = text("agenda", material())
    for one in (
        "Ada Påhitt",
        "Dani Påhitt",
        "Cleo Påhitt",
        "[ ] Vad behövs för att komma till lektionerna?",
        "[ ] nuläge",
    ):
        assert one in said
    assert "Bildstöd" not in said
    needed = case({"case.yaml": {"child": {"picture_support": "needed", "interpreter": "booked"}}})
    assert "Bildstöd: Behövs" in text("agenda", material(needed))
    assert render("agenda", material(needed), "txt").missing == ["Tolk"]
    assert render("agenda", material(case(meeting(chair=None))), "txt").missing == ["Mötesordförande"]


@pytest.mark.parametrize("county", COUNTIES)
def test_the_chair_is_reminded_of_what_the_agenda_does_not_say(county: str) -> None:
    of = material(county=county)
    covered = of.guideline.agendas["meeting"].covers
    expected = [
        reminder.text.sv
        for name, reminder in of.guideline.reminders.items()
        if reminder.text and "meet" in reminder.steps and "case" in reminder.show_in and name not in covered
    ]
    assert agenda_view(of).reminders == expected
    assert bool(expected) is (county != STROMSUND)


def test_a_note_stands_on_a_line_of_its_own_under_its_point() -> None:
    of = material(county=VASTRA_GOTALAND, about="three-times-twenty")
    listen = of.guideline.agendas["three-times-twenty"].points[0]
    assert listen.note
    assert f"min<br>{listen.note.sv}\n" in render("agenda", of, "md").content.decode()
    plain = render("agenda", of, "txt").content.decode()
    assert f"\n   {listen.note.sv}\n" in plain
    assert max(map(len, plain.splitlines())) <= 72


# The list of attendance


def test_who_comes_and_what_they_answered() -> None:
    of = material(case(invitees(response="declined")), today=BEFORE)
    view = attendance_view(of)
    assert not view.held
    assert [(one.who.name, one.comes, one.response) for one in view.invited[-2:]] == [
        ("Socialtjänsten i Fantasia", "Eli Påhitt", "accepted"),
        ("BUP Hittepå", None, "declined"),
    ]
    assert {one.was_there for one in view.invited} == {None}
    assert "har tackat nej" in text("attendance", of)
    assert "Namnteckning" in text("attendance", of)


def test_a_substitute_goes_before_whom_it_is_for() -> None:
    of = material(case(invitees(response="declined", attends="Fia Påhitt", substitute="Gunde Påhitt")))
    [*_others, bup] = attendance_view(of).invited
    assert (bup.comes, bup.response, bup.was_there) == ("Gunde Påhitt", "substitute", True)


def test_who_passed_the_invitation_on_is_not_listed() -> None:
    passed = case(invitees(response="passed-on", passed_to="soc"))
    assert "BUP Hittepå" not in text("attendance", material(passed))
    assert "BUP Hittepå" not in text("invitation-professionals", material(passed))


def test_once_held_it_says_who_was_there() -> None:
    absent = attendance_view(material(case(meeting(absent=["bup"]))))
    assert [one.was_there for one in absent.invited] == [True] * 5 + [False]
    present = attendance_view(material(case(meeting(present=["child", "soc"]))))
    assert [one.who.name for one in present.invited if one.was_there] == [
        "Lova Exempelsson",
        "Socialtjänsten i Fantasia",
    ]
    assert "Namnteckning" not in text("attendance", material())


def test_a_meeting_recorded_as_held_later_than_today_is_not_held_yet() -> None:
    assert not attendance_view(material(today=BEFORE)).held
    assert not notes_view(material(today=BEFORE)).held


def test_a_follow_up_has_a_list_of_its_own() -> None:
    of = material(about=FOLLOW_UP)
    assert all_occasions(of) == ["", FOLLOW_UP]
    assert (attendance_view(of).date, attendance_view(of).meeting_name) == (date(2026, 12, 1), "uppföljningsmöte")
    held = {"date": "2026-10-20", "status": "held", "participants": ["vh1", *UNITS], "absent": ["soc", "bup"]}
    files = case(write={"follow-ups/2026-10-20.yaml": held | {"substitutes": {"bup": "Gunde Påhitt"}}})
    there = [one.was_there for one in attendance_view(material(files, about="2026-10-20")).invited]
    assert there == [True, True, False, True]
    cancelled = case({f"follow-ups/{FOLLOW_UP}.yaml": {"status": "cancelled"}})
    assert all_occasions(material(cancelled)) == [""]


# The recorder's notes


def test_before_the_meeting_the_notes_are_a_form() -> None:
    said = text("meeting-notes", material(today=BEFORE))
    assert "[ ] BUP Hittepå, Fia Påhitt, kurator" in said
    assert said.count("____") > 20


def test_only_points_with_something_to_write_down_have_room() -> None:
    points = load_guideline(VASTERBOTTEN).agendas["meeting"].points
    shown = [one.text for one in notes_view(material()).points]
    assert shown == [one.text.sv for one in points if one.recorded]
    assert 0 < len(shown) < len(points)


def test_after_the_meeting_they_say_what_is_recorded() -> None:
    files = case(
        meeting(
            absent=["bup", "child"],
            child_represented_by="Cleo Påhitt",
            child_participation="letter",
            child_told_on="2026-09-23",
            decisions_waiting=[{"about": "Taxi till skolan", "waits_for": "bup"}],
        )
    )
    view = notes_view(material(files))
    assert view.absent == ["Lova Exempelsson", "BUP Hittepå"]
    assert "Eli Påhitt (Socialtjänsten i Fantasia)" in view.present
    assert [(one.about, one.waits_for) for one in view.waiting] == [("Taxi till skolan", "BUP Hittepå")]
    assert view.next_on == date(2026, 12, 1)
    said = text("meeting-notes", material(files))
    for one in (
        "Med ett brev som lästes upp",
        "Talade för barnet: Cleo Påhitt",
        "23 september 2026",
        "Taxi till skolan",
    ):
        assert one in said


def test_somebody_who_was_there_without_being_invited_is_named() -> None:
    files = case(meeting(present=["child", "mormor"]))
    files["case.yaml"]["relatives"] = [{"id": "mormor", "name": "Mona Exempelsson"}]
    assert notes_view(material(files)).present == ["Lova Exempelsson", "Mona Exempelsson"]


# Feedback on decisions that waited


def test_what_waited_after_any_meeting_is_told_with_its_day() -> None:
    files = case(
        meeting(decisions_waiting=[{"about": "Taxi", "waits_for": "Disa Påhitt", "fed_back_on": "2026-09-25"}]),
        write={
            "follow-ups/2026-10-20.yaml": {
                "date": "2026-10-20",
                "status": "held",
                "decisions_waiting": [{"about": "Avlastning", "waits_for": "soc"}],
            }
        },
    )
    found = feedback_view(material(files)).decisions
    assert [(one.about, one.waits_for, one.fed_back_on, one.meeting_date) for one in found] == [
        ("Taxi", "Disa Påhitt", date(2026, 9, 25), date(2026, 9, 22)),
        ("Avlastning", "Socialtjänsten i Fantasia", None, date(2026, 10, 20)),
    ]
    assert waiting_or_none(material(files)) == [""]
    said = text("decision-feedback", material(files, reader="vh1"))
    assert "Till Alva Exempelsson" in said
    assert "Besked lämnat: 25 september 2026" in said


def test_when_nothing_waited_there_is_no_feedback() -> None:
    assert waiting_or_none(material()) == []
    with pytest.raises(NeedsUser, match="base"):
        feedback_view(material())


# The invitation to professionals


def professionals(files: Files | None = None, county: str = VASTERBOTTEN, **given: Any) -> ProfessionalsView:
    return professionals_view(material(files, county, **given))


@pytest.mark.parametrize(
    ("county", "must", "substitute", "guardians", "money"),
    [
        (KRONOBERG, True, False, True, False),
        (VASTERBOTTEN, False, True, False, False),
        (VASTRA_GOTALAND, True, True, False, True),
        (STROMSUND, False, False, False, False),
    ],
)
def test_each_county_asks_its_own_of_those_called(
    county: str, must: bool, substitute: bool, guardians: bool, money: bool
) -> None:
    """B12 K G, B10 V G, B11 K, P16 G."""
    view = professionals(county=county)
    found = (view.must_attend, view.send_substitute, view.guardians_decide, view.money_outside)
    assert found == (must, substitute, guardians, money)


def test_a_unit_is_told_whose_consent_covers_it_and_until_when() -> None:
    files = case(
        consents(
            consent("vh1", ["soc"], valid_until="2027-01-31"),
            consent("vh2", ["bup"]),
            consent("child", ["soc"], valid_until="9999-12-31"),
        )
    )
    called = professionals(files, reader="soc").unit
    assert called is not None
    assert [(one.giver, one.until) for one in called.consents] == [
        ("Alva Exempelsson", date(2027, 1, 31)),
        ("Lova Exempelsson", None),
    ]
    said = text("invitation-professionals", material(files, reader="soc"))
    assert "gäller till och med 31 januari 2027" in said
    assert "Bo Exempelsson" not in said.split("Samtycke")[1]


def test_a_unit_that_no_consent_covers_is_told_to_ask() -> None:
    made = render("invitation-professionals", material(case(consents(consent("vh1", ["skola"]))), reader="bup"), "txt")
    assert made.missing == ["Samtycke"]
    expired = case(consents(consent("vh1", valid_until="2026-10-31")))
    assert render("invitation-professionals", material(expired, reader="bup"), "txt").missing == ["Samtycke"]


def test_without_one_unit_as_reader_no_consent_is_told() -> None:
    assert professionals(reader=None).unit is None
    assert "Lämnat 1 september" not in text("invitation-professionals", material(reader=None))


def test_a_unit_that_not_all_have_consented_for_is_told_to_ask() -> None:
    made = render("invitation-professionals", material(case(consents(consent("vh1"))), reader="bup"), "txt")
    assert made.missing == ["Samtycke"]
    assert "Lämna inga uppgifter" in " ".join(made.content.decode().split())


@pytest.mark.parametrize(
    ("said", "must"),
    [
        ({}, True),
        ({"obliged": False}, False),
        ({"kind": "employment-service"}, False),
        ({"kind": "social-insurance"}, False),
        ({"kind": "employment-service", "obliged": True}, True),
    ],
)
def test_who_need_not_come_is_asked_mildly(said: dict[str, Any], must: bool) -> None:
    """B13."""
    mine = text("invitation-professionals", material(unit(**said), VASTRA_GOTALAND, reader="bup"))
    assert ("ska delta" in mine) is must
    assert ("Ni måste inte delta" in mine) is not must
    everybody = text("invitation-professionals", material(unit(**said), VASTRA_GOTALAND))
    assert ("utan att behöva delta: BUP Hittepå" in everybody) is not must


def test_a_unit_that_does_not_know_the_child_is_told_what_then() -> None:
    """B14, where the guideline says it."""
    unknown = unit(child_known=False)
    heading = "Om barnet inte är känt hos er"
    assert heading in text("invitation-professionals", material(unknown, VASTRA_GOTALAND, reader="bup"))
    assert heading in text("invitation-professionals", material(unknown, VASTRA_GOTALAND))
    assert heading not in text("invitation-professionals", material(unknown, VASTRA_GOTALAND, reader="soc"))
    assert heading not in text("invitation-professionals", material(unknown, VASTERBOTTEN, reader="bup"))


@pytest.mark.parametrize("county", COUNTIES)
def test_the_concern_report_is_a_reminder_with_the_law_of_the_day(county: str) -> None:
    """I14: a text, and nothing to fill in."""
    assert "SoL (2025:400) 19 kap. 1 §" in text("invitation-professionals", material(county=county))


def test_the_law_of_the_plan_is_named_but_not_for_an_internal_plan() -> None:
    assert "10 kap. 8–9 §§" in (professionals().law or "")
    assert professionals(case({"case.yaml": {"route": "internal"}}), STROMSUND).law is None


def test_an_answer_already_given_is_repeated() -> None:
    files = case(invitees(response="declined", substitute="Gunde Påhitt"))
    assert "i ert ställe kommer Gunde Påhitt" in text("invitation-professionals", material(files, reader="bup"))
    declined = text("invitation-professionals", material(case(invitees(response="declined")), reader="bup"))
    assert "ni kan inte komma" in declined
    assert "Ert svar" not in text("invitation-professionals", material(reader="bup"))


def test_it_can_be_to_a_follow_up() -> None:
    files = case(write={f"follow-ups/{FOLLOW_UP}.yaml": CALLED})
    said = text("invitation-professionals", material(files, about=FOLLOW_UP))
    assert said.startswith("Kallelse till uppföljningsmöte")
    assert "Höstens uppföljning" in said
    assert "Tisdag 1 december 2026" in said
