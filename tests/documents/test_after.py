"""What follows a plan: the protocol of a follow-up, the questions before it, a changed consent, the closing letter."""

from datetime import date
from typing import Any

import pytest

from sipcli.documents.catalogue import DOCUMENTS
from sipcli.documents.material import Material
from sipcli.documents.render import Made, render
from sipcli.documents.views.ending import consent_change_view
from sipcli.errors import NeedsUser
from sipcli.guidelines.loader import load_guideline
from tests.helpers import (
    CLOSED,
    COUNTIES,
    KRONOBERG,
    UNITS,
    VASTERBOTTEN,
    VASTRA_GOTALAND,
    Files,
    case,
    consent,
    consents,
    in_memory,
)

TODAY = date(2026, 11, 23)
BOOKED = "2026-12-01"
AFTER = ("follow-up", "follow-up-questions", "consent-change", "closing")
HELD = {
    "date": "2026-10-20",
    "status": "held",
    "place": "Påhittskolan",
    "chair": "Ada Påhitt",
    "recorder": "Dani Påhitt",
    "participants": ["child", "vh1", "vh2", *UNITS],
}


def held(**fields: Any) -> Files:
    """Return the case with a follow-up that was held on 2026-10-20."""
    return case(write={"follow-ups/2026-10-20.yaml": HELD | fields})


def made(document: str, files: Files, county: str = VASTERBOTTEN, language: str = "sv", **of: Any) -> Made:
    material = Material(in_memory(files), load_guideline(county), language, of.pop("today", TODAY), **of)
    return render(document, material, "txt")


def said(document: str, files: Files, county: str = VASTERBOTTEN, **of: Any) -> str:
    """Return the document's text on one line."""
    return " ".join(made(document, files, county, **of).content.decode("utf-8").split())


def choices(document: str, files: Files, today: date = TODAY) -> list[str]:
    return DOCUMENTS[document].choices(Material(in_memory(files), load_guideline(VASTERBOTTEN), "sv", today))


# The protocol of a follow-up


@pytest.mark.parametrize("county", COUNTIES)
def test_a_booked_follow_up_is_a_form_with_the_guidelines_questions(county: str) -> None:
    text = said("follow-up", case(), county)
    questions = load_guideline(county).asks("follow-up", "sv").values()
    assert questions
    assert [one for one in questions if f"{one} ____" not in text] == []
    assert "1 december 2026" in text
    assert "Lova trivs i skolan" in text
    assert "Samtal, BUP Hittepå Fungerar: ☐" in text


def test_the_form_asks_of_changed_needs_where_the_guideline_does_not() -> None:
    assert "Har behoven ändrats" in said("follow-up", case(), KRONOBERG)
    assert "Har behoven ändrats" not in said("follow-up", case(), VASTERBOTTEN)


def test_a_form_says_who_leads_and_writes_or_that_nobody_does_yet() -> None:
    assert made("follow-up", case()).missing == ["Leder mötet", "Skriver"]
    decided = case({f"follow-ups/{BOOKED}.yaml": {"chair": "Ada Påhitt", "recorder": "Dani Påhitt"}})
    assert made("follow-up", decided).missing == []


def test_a_record_has_answers_outcomes_and_what_works() -> None:
    files = held(
        answers={"commitments": "Alla utom en", "own-word": "Något eget"},
        goals=[{"goal": "m2", "outcome": "met", "comment": "Varje dag sedan höstlovet"}],
        interventions=[{"intervention": "i3", "outcome": "works-partly", "comment": "Hinner inte varje vecka"}],
    )
    text = said("follow-up", files, about="2026-10-20")
    for part in ("Alla utom en", "Något eget", "Mål på kort sikt – nått: Lova är med på två lektioner om dagen"):
        assert part in text
    assert "Hur det går: Fungerar delvis Anteckning: Hinner inte varje vecka" in text
    assert "Det här fungerar ---------------- - Lova är med på två lektioner om dagen - Samtal" in text
    assert "Föräldrastöd" not in text, "an intervention nobody spoke of is not in the record"
    assert "____" not in text


def test_what_a_record_lacks_is_listed_as_missing() -> None:
    missing = made("follow-up", held(chair=None, absent=["child"]), about="2026-10-20").missing
    expected = {"Leder mötet", "Barnet", "Mål och insatser", "Insatser", "Mötets frågor", "Talade för Lova Exempelsson"}
    assert expected <= set(missing)
    complete = held(
        answers=dict.fromkeys(load_guideline(VASTERBOTTEN).asks("follow-up", "sv"), "Ja"),
        goals=[{"goal": "m1", "outcome": "open"}, {"goal": "m2", "outcome": "open"}],
        interventions=[{"intervention": "i1", "outcome": "works"}],
        asked_beforehand={"child": True, "guardians": "2026-10-18"},
    )
    assert made("follow-up", complete, about="2026-10-20").missing == []


def test_who_was_there_who_was_not_and_who_came_instead() -> None:
    text = said("follow-up", held(absent=["soc"], substitutes={"soc": "Siv Testlund"}), about="2026-10-20")
    assert "Socialtjänsten i Fantasia, Eli Påhitt, socialsekreterare Närvaro: Kom inte" in text
    assert "Kommer i stället: Siv Testlund" in text
    assert "Påhittskolan, Ada Påhitt, rektor Närvaro: Var med" in text
    unsaid = said("follow-up", held(absent=["soc"], substitutes=["Siv Testlund"]), about="2026-10-20")
    assert "Kom i någons ställe: Siv Testlund" in unsaid


def test_a_child_who_was_not_there_was_spoken_for_and_told() -> None:
    files = held(absent=["child"], child_represented_by="Cleo Påhitt", child_told_on="2026-10-21")
    text = said("follow-up", files, about="2026-10-20")
    assert "Talade för Lova Exempelsson: Cleo Påhitt" in text
    assert "Barnet fick veta vad som sades: 21 oktober 2026" in text


def test_a_day_of_asking_that_has_not_come_does_not_count_as_asked() -> None:
    files = case(
        {f"follow-ups/{BOOKED}.yaml": {"asked_beforehand": {"child": "2026-11-20", "guardians": "2026-11-27"}}}
    )
    text = said("follow-up", files)
    assert "Barnet: Fick frågan hur det har gått 20 november 2026" in text
    assert "Vårdnadshavarna: ☐" in text


def test_events_since_last_time_are_there_without_what_they_are_about() -> None:
    def event(day: str, kind: str, **fields: Any) -> Files:
        return {f"events/{day}-{kind}.yaml": {"date": day, "kind": kind, "about": "Hemligheten"} | fields}

    files = held() | event("2026-11-02", "school-change", assessed_on="2026-11-03") | event("2026-10-01", "own-kind")
    files |= event("2026-09-25", "crisis", assessed_on="2026-09-26") | event("2026-12-24", "move")
    files |= event("2026-11-05", "dispute", parties=["soc", "bup"])
    text = said("follow-up", files)
    assert "Byte av skola Dag: 2 november 2026 Bedömt: 3 november 2026" in text
    assert "Own kind Dag: 1 oktober 2026 Bedömt: ☐" in text, "never assessed"
    for absent in ("Hemligheten", "Akut läge", "Flytt", "ispute"):
        assert absent not in text


def test_decisions_that_wait_come_along_until_all_were_told() -> None:
    waiting = [{"about": "Skjuts", "waits_for": "soc"}, {"about": "Assistent", "waits_for": "skola"}]
    waiting[1]["fed_back_on"] = "2026-10-25"
    files = held(decisions_waiting=waiting)
    text = said("follow-up", files)
    assert "Skjuts Väntar på: Socialtjänsten i Fantasia" in text
    assert "Assistent" not in text
    assert "Assistent Väntar på: Påhittskolan Alla har fått veta: 25 oktober 2026" in said(
        "follow-up", files, about="2026-10-20"
    )


def test_the_next_time_is_the_one_booked_else_the_one_named() -> None:
    text = said("follow-up", held(next_on=BOOKED), about="2026-10-20")
    assert "Nästa uppföljning: Tisdag 1 december 2026 kl. 14:00 Var: Påhittskolan, rum 12" in text
    alone = held(next_on="2026-12-15")
    del alone[f"follow-ups/{BOOKED}.yaml"]
    assert "15 december 2026" in said("follow-up", alone, about="2026-10-20")
    assert choices("follow-up", alone) == ["2026-10-20", "2026-12-15"]
    assert "Tisdag 15 december 2026" in said("follow-up", alone), "booked by being named"
    nothing = held()
    del nothing[f"follow-ups/{BOOKED}.yaml"]
    assert "Nästa uppföljning" in made("follow-up", nothing).missing


def test_a_cancelled_follow_up_has_no_protocol() -> None:
    files = held() | case({f"follow-ups/{BOOKED}.yaml": {"status": "cancelled"}})
    files["follow-ups/2026-10-20.yaml"] = HELD
    assert choices("follow-up", files) == ["2026-10-20"]
    assert "20 oktober 2026" in said("follow-up", files), "the last that was held"
    with pytest.raises(NeedsUser, match=BOOKED):
        said("follow-up", files, about=BOOKED)


def test_one_noted_as_held_on_a_day_to_come_is_still_a_form() -> None:
    assert "____" in said("follow-up", case({f"follow-ups/{BOOKED}.yaml": {"status": "held"}}), about=BOOKED)


@pytest.mark.parametrize("about", [BOOKED, f"{BOOKED}.yaml", f"follow-ups/{BOOKED}.yaml"])
def test_a_follow_up_is_named_by_day_or_file(about: str) -> None:
    assert "1 december 2026" in said("follow-up", held(), about=about)


def test_without_a_follow_up_there_is_nothing_to_make() -> None:
    files = case(remove=[f"follow-ups/{BOOKED}.yaml"])
    for document in ("follow-up", "follow-up-questions"):
        assert choices(document, files) == []
        with pytest.raises(NeedsUser, match="sip follow-up book base"):
            said(document, files)


def test_an_outcome_of_a_goal_that_is_not_in_the_plan_is_not_told() -> None:
    files = held(goals=[{"goal": "m9", "outcome": "met", "comment": "Hemligheten"}])
    assert "Hemligheten" not in said("follow-up", files, about="2026-10-20")


def test_goals_whose_parts_go_round_are_each_there_once() -> None:
    goals = [
        {"id": "a", "term": "short", "part_of": "b", "text": "Ettan"},
        {"id": "b", "term": "short", "part_of": "a", "text": "Tvåan"},
    ]
    text = said("follow-up", case({"plan.yaml": {"goals": goals}}))
    assert (text.count("Ettan"), text.count("Tvåan")) == (1, 1)


# The questions before a follow-up


def test_the_guardians_get_the_guidelines_questions_and_what_was_planned() -> None:
    text = said("follow-up-questions", case(), reader="vh1")
    for question in load_guideline(VASTERBOTTEN).asks("follow-up", "sv").values():
        assert question in text
    for part in ("Till Alva Exempelsson", "Lova trivs i skolan", "Föräldrastöd", "Eli Påhitt", "1 december 2026"):
        assert part in text


@pytest.mark.parametrize("county", COUNTIES)
def test_the_child_gets_each_question_once_in_its_own_words(county: str) -> None:
    files, guideline = case(), load_guideline(county)
    text = said("follow-up-questions", files, county, reader="child")
    assert "Hej Lova Exempelsson!" in text
    assert [one for one in guideline.asks("follow-up", "sv").values() if one in text] == []
    points = text.partition("Tänk på det här")[2].partition("Skriv eller rita")[0].split(" - ")
    assert len(points) == len(set(points)) >= 3
    assert "Föräldrastöd" not in text


def test_the_questions_are_only_for_what_is_ahead() -> None:
    assert choices("follow-up-questions", held()) == [BOOKED]
    with pytest.raises(NeedsUser, match="2026-10-20"):
        said("follow-up-questions", held(), about="2026-10-20")


# A changed consent


def changed(*records: Any) -> Files:
    return case(consents(*records))


def withdrawn(giver: str, units: list[str] | None = None, **fields: Any) -> Any:
    return consent(giver, units, status="withdrawn", withdrawn_on="2026-11-17", **fields)


def test_only_givers_whose_consent_changed_can_be_chosen() -> None:
    files = changed(consent("vh1"), withdrawn("vh2"))
    assert choices("consent-change", files) == ["vh2"]
    assert choices("consent-change", case()) == []
    with pytest.raises(NeedsUser, match="vh1"):
        said("consent-change", files, about="vh1")
    with pytest.raises(NeedsUser, match="base"):
        said("consent-change", case())


def test_a_consent_given_again_after_the_withdrawal_is_no_change() -> None:
    assert choices("consent-change", changed(withdrawn("vh2"), consent("vh2", given_on="2026-11-20"))) == []


def test_the_notice_says_whose_which_units_and_from_when() -> None:
    text = said("consent-change", changed(consent("vh1"), withdrawn("vh2")))
    assert "Bo Exempelsson (vårdnadshavare) Återkallat från och med: 17 november 2026" in text.replace("- ", "")
    for unit in ("Påhittskolan", "Socialtjänsten i Fantasia", "BUP Hittepå"):
        assert f"Gäller: {unit}" in text
    assert "Eli Påhitt" in text


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (consent("vh2", valid_until="2026-11-20"), "Gäller inte från och med: 21 november 2026"),
        (consent("vh2", status="refused", refused_on="2026-11-19", given_on=None), "Nej sedan: 19 november 2026"),
        (consent("vh2", status="withdrawn", withdrawn_on="2026-12-01"), "Återkallat från och med: 1 december 2026"),
    ],
)
def test_a_consent_that_has_run_out_a_no_and_a_withdrawal_to_come(record: Any, expected: str) -> None:
    text = said("consent-change", changed(consent("vh1"), record), about="vh2")
    assert expected in text
    assert ("Det som delades" in text) == ("given_on" in record), "nothing was shared before a no from the start"


def test_a_day_that_is_not_written_is_missing() -> None:
    assert made("consent-change", changed(consent("vh2", status="withdrawn"))).missing == ["Återkallat från och med"]


def test_a_unit_reads_of_itself_only() -> None:
    files = changed(consent("vh1"), withdrawn("vh2", ["skola", "bup"], informed={"skola": "2026-11-18"}))
    text = said("consent-change", files, reader="bup")
    assert "Till BUP Hittepå" in text
    assert "Gäller: BUP Hittepå" in text
    assert "Påhittskolan" not in text
    assert "Vem har fått veta" not in text


def test_a_unit_that_the_change_does_not_concern_is_told_so_and_not_of_whom_it_does() -> None:
    files = changed(consent("vh1"), withdrawn("vh2", ["skola"]), consent("vh2", ["soc", "bup"]))
    text = said("consent-change", files, reader="bup")
    assert "gäller inte er verksamhet" in text
    assert "17 november 2026" in text
    assert "Påhittskolan" not in text


@pytest.mark.parametrize("reader", [None, "soc"])
def test_who_coordinates_sees_who_knows_and_who_does_not(reader: str | None) -> None:
    record = withdrawn(
        "vh2",
        told_coordinator_on="2026-11-17",
        informed={"skola": "2026-11-18", "child": "2026-12-24"},
        withhold_from=["vh1"],
    )
    view = consent_change_view(Material(in_memory(changed(record)), load_guideline(VASTERBOTTEN), "sv", TODAY, reader))
    assert {one.name for one in view.told} == {"Påhittskolan", "Socialtjänsten i Fantasia"}
    assert view.untold == ["Lova Exempelsson", "BUP Hittepå"], "not yet, and never one it is withheld from"


@pytest.mark.parametrize(
    ("county", "records", "closing"),
    [
        (VASTRA_GOTALAND, [consent("vh1"), withdrawn("vh2")], "required"),
        (VASTRA_GOTALAND, [consent("vh1"), withdrawn("vh2", ["skola"]), consent("vh2", ["soc", "bup"])], None),
        (VASTERBOTTEN, [consent("vh1"), withdrawn("vh2")], "not-yet"),
        (VASTERBOTTEN, [withdrawn("child"), withdrawn("vh1"), withdrawn("vh2")], "required"),
        (KRONOBERG, [withdrawn("vh1"), withdrawn("vh2")], None),
        (VASTRA_GOTALAND, [consent("vh1"), consent("vh2", valid_until="2026-11-01")], None),
    ],
)
def test_each_guideline_says_itself_whether_the_plan_ends(county: str, records: list[Any], closing: str | None) -> None:
    material = Material(in_memory(changed(*records)), load_guideline(county), "sv", TODAY, about="vh2")
    assert consent_change_view(material).closing == closing
    assert ("Planen ska avslutas" in said("consent-change", changed(*records), county)) == (closing == "required")


def test_a_plan_that_is_closed_already_is_not_to_be_closed() -> None:
    assert "Planen avslutades 1 oktober 2026" in said(
        "consent-change", changed(withdrawn("vh2")) | CLOSED, VASTRA_GOTALAND
    )


# The closing letter


def closed(patch: Any = None, **fields: Any) -> Files:
    return case(patch, write={"closing.yaml": CLOSED["closing.yaml"] | fields})


def test_the_letter_says_when_why_and_where_to_turn() -> None:
    text = said("closing", closed(reason="goals-met"), reader="vh1")
    for part in ("1 oktober 2026", "Målen är nådda", "Eli Påhitt, 070-1740608", "välkomna tillbaka", "Till Alva"):
        assert part in text


def test_goals_and_what_goes_on_by_unit() -> None:
    files = closed({"plan.yaml": {"interventions": case()["plan.yaml"]["interventions"]}})
    files["plan.yaml"]["goals"][0]["status"] = "met"
    files["plan.yaml"]["interventions"][0]["status"] = "completed"
    text = said("closing", files)
    assert "Lova trivs i skolan Så blev det: Nått" in text
    assert "Föräldrastöd Verksamhet: Socialtjänsten i Fantasia Kontakt: Eli Påhitt, socialsekreterare" in text
    assert "Anpassat schema" not in text


def test_a_letter_without_reason_or_contact_lists_them_as_missing() -> None:
    files = closed()
    del files["closing.yaml"]["reason"], files["closing.yaml"]["reentry_contact"]
    assert made("closing", files).missing == ["Varför planen avslutas", "Om det behövs igen"]


def test_after_a_withdrawal_the_units_read_nothing_new_of_each_other() -> None:
    files = closed(reason="consent-withdrawn")
    for reader, own, others in (("vh1", "Föräldrastöd", True), ("soc", "Föräldrastöd", False), (None, None, False)):
        text = said("closing", files, reader=reader)
        assert "tillbakataget" in text
        assert ("Lova trivs i skolan" in text, "Anpassat schema" in text) == (others, others)
        assert ("Föräldrastöd" in text) == (own is not None)


@pytest.mark.parametrize(
    ("county", "reader", "notes"),
    [
        (VASTRA_GOTALAND, "soc", True),
        (VASTRA_GOTALAND, None, True),
        (VASTRA_GOTALAND, "vh1", False),
        (KRONOBERG, "soc", False),
    ],
)
def test_the_units_note_the_end_where_the_guideline_says_so(county: str, reader: str | None, notes: bool) -> None:
    assert ("er egen dokumentation" in said("closing", closed(), county, reader=reader)) == notes


@pytest.mark.parametrize("files", [case(), closed(reopened_on="2026-11-01", reopened_reason="Nytt läge")])
def test_a_case_that_is_open_has_no_closing_letter(files: Files) -> None:
    assert choices("closing", files) == []
    with pytest.raises(NeedsUser, match="sip close base"):
        said("closing", files)


def test_a_closing_to_come_is_told_as_such() -> None:
    text = said("closing", closed(date="2026-12-10"))
    assert "Den 10 december 2026 avslutar vi planen" in text
    assert choices("closing", closed(date="2026-12-10")) == [""]


# All of them


@pytest.mark.parametrize("language", ["sv", "en", "sv-simple"])
@pytest.mark.parametrize("county", [*COUNTIES, "national"])
@pytest.mark.parametrize("document", AFTER)
def test_every_county_and_language_has_them_in_its_own_words(document: str, county: str, language: str) -> None:
    files = changed(consent("vh1"), withdrawn("vh2")) | (CLOSED if document == "closing" else {})
    text = said(document, files, county, language=language)
    assert "{" not in text
    assert "Lova Exempelsson" in text
    if county == KRONOBERG:
        assert "SIP" not in text


@pytest.mark.parametrize("document", AFTER)
def test_what_somebody_typed_is_never_markup(document: str) -> None:
    files = changed(consent("vh1"), withdrawn("vh2")) | CLOSED
    files["case.yaml"]["child"]["name"] = "<b>Lova</b>"
    material = Material(in_memory(files), load_guideline(VASTERBOTTEN), "sv", TODAY)
    html = render(document, material, "html").content.decode("utf-8")
    assert "&lt;b&gt;Lova" in html
    assert "<b>" not in html
