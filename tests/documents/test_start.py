"""Information, consent forms and preparation sheets: what each guideline asks, and what is recorded already."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import ryaml

from sipcli.case.case import CHILD
from sipcli.documents.material import Material
from sipcli.documents.render import render
from sipcli.documents.views.consent_form import consent_form_view, consent_givers
from sipcli.documents.views.start import (
    information_view,
    preparation_child_view,
    preparation_guardians_view,
    with_guardians,
)
from sipcli.errors import NeedsUser
from sipcli.guidelines.loader import load_guideline
from sipcli.resources import shipped
from tests.helpers import (
    COUNTIES,
    KRONOBERG,
    STROMSUND,
    UNITS,
    VASTERBOTTEN,
    VASTRA_GOTALAND,
    case,
    consent,
    consents,
    in_memory,
    unanswered,
)

DOCUMENTS = ("information", "consent-form", "preparation-guardians", "preparation-child")
LANGUAGES = ("sv", "en", "sv-simple")
TODAY = date(2026, 9, 10)
ADULT_NOW = date(2032, 3, 12)
NOBODY: Any = {"case.yaml": {"guardians": []}}
GOD_MAN: Any = {
    "case.yaml": {
        "guardians": [],
        "representatives": [{"id": "gm", "kind": "god-man", "name": "Ivo Påhitt", "from": "2026-08-10"}],
        "core_team": {"social_worker": "Eli Påhitt", "representative": "gm", "caregiver": "Kim Påhitt"},
    }
} | consents(unanswered("gm"))


def material(
    guideline: str = VASTERBOTTEN, patch: Any = None, *, language: str = "sv", today: date = TODAY, **asked: Any
) -> Material:
    return Material(in_memory(case(patch)), load_guideline(guideline), language, today, **asked)


def said(document: str, of: Material) -> str:
    """The document as text on one line."""
    return " ".join(render(document, of, "txt").content.decode("utf-8").split())


@pytest.mark.parametrize("guideline", [*COUNTIES, "national"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_guideline_has_each_document_in_every_language(document: str, guideline: str) -> None:
    for language in LANGUAGES:
        of = material(guideline, language=language)
        made = render(document, of, "html")
        text = made.content.decode("utf-8")
        assert "Lova Exempelsson" in text
        assert "None" not in text
        assert not made.missing
        if document == "information":
            assert of.terms["plan"].replace("'", "&#39;") in text


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_languages_say_the_same_things(document: str) -> None:
    def keys(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): keys(one) for key, one in value.items()}
        return [keys(one) for one in value] if isinstance(value, list) else ""

    words = {
        language: keys(ryaml.loads((shipped("templates") / language / f"{document}.yaml").read_text(encoding="utf-8")))
        for language in LANGUAGES
    }
    assert words["en"] == words["sv"]
    assert words["sv-simple"] == words["sv"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_somebody_typed_is_never_markup(document: str) -> None:
    typed = "<script>{{ 7*7 }}</script>"
    patch = {
        "case.yaml": {"child": {"name": typed}},
        "preparation.yaml": {"child": {"wishes": typed}, "guardians": {"wishes": typed}},
    }
    page = render(document, material(patch=patch), "html").content.decode("utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;{{ 7*7 }}" in page


# information


@pytest.mark.parametrize(
    ("guideline", "its_own"),
    [
        (KRONOBERG, "minst tre veckor före mötet"),
        (KRONOBERG, "Vill vårdnadshavarna ändå ha en SIP, så görs en SIP."),
        (KRONOBERG, "Familjen kommer in i rummet först."),
        (VASTERBOTTEN, "men det är barnets behov som styr"),
        (VASTERBOTTEN, "En trygg vuxen finns vid sidan under mötet: Cleo Påhitt."),
        (VASTERBOTTEN, "om barnet och vårdnadshavarna tar tillbaka sitt samtycke"),
        (VASTERBOTTEN, "Alla får skriva under, ingen måste."),
        (VASTRA_GOTALAND, "Ett muntligt svar skrivs in i journalen."),
        (VASTRA_GOTALAND, "om någon tar tillbaka sitt samtycke"),
        (VASTRA_GOTALAND, "vilka slags uppgifter det gäller och hur länge"),
        (VASTRA_GOTALAND, "får svara självt"),
        (VASTRA_GOTALAND, "på telefon, på skärm"),
        (VASTRA_GOTALAND, "Familjen får alltid planen. Andra som är med får den om de vill ha den."),
        (STROMSUND, "Vi börjar utan dröjsmål."),
        (STROMSUND, "flera verksamheter i kommunen finns runt ett barn som har kommit hit utan sina föräldrar"),
    ],
)
def test_each_guideline_tells_its_own_way_and_no_other(guideline: str, its_own: str) -> None:
    for each in COUNTIES:
        assert (its_own in said("information", material(each))) == (each == guideline), each


def test_the_information_names_who_consents_who_noticed_and_whom_to_ask() -> None:
    text = said("information", material())
    assert "Alva Exempelsson och Bo Exempelsson svarar var för sig." in text
    assert "Påhittskolan såg det den 1 september 2026." in text
    assert "Ada Påhitt, rektor, Påhittskolan, telefon 070-1740607" in text
    assert "Till dig som står nära Lova Exempelsson" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_noticed_may_not_be_told(language: str) -> None:
    of = material(language=language)
    need = of.case.file.need.model_copy(update={"noticed_by": None})
    of = replace(of, case=replace(of.case, file=of.case.file.model_copy(update={"need": need})))
    text = said("information", of)
    assert "None" not in text
    assert "Påhittskolan såg" not in text
    assert {"en": "That was on 1 September 2026."}.get(language, "Det var den 1 september 2026.") in text


def test_the_needs_of_an_adult_decide_too() -> None:
    assert "men det är personens behov som styr" in said("information", material(today=ADULT_NOW))


def test_the_information_is_addressed_to_its_reader() -> None:
    assert "Till Bo Exempelsson, om Lova Exempelsson" in said("information", material(reader="vh2"))


def test_at_a_discharge_the_laws_days_go_before_the_countys_weeks() -> None:
    for guideline in (KRONOBERG, VASTERBOTTEN):
        text = said("information", material(guideline, {"case.yaml": {"route": "discharge"}}))
        assert "senast tre dagar efter" in text
        assert "tre veckor" not in text
        assert "senast tre dagar" not in said("information", material(guideline))


def test_around_an_unaccompanied_child_the_god_man_answers_and_three_hold_together() -> None:
    text = said("information", material(STROMSUND, GOD_MAN))
    assert "Ivo Påhitt svarar." in text
    assert "Eli Påhitt (socialsekreterare), Ivo Påhitt (god man) och Kim Påhitt (boendet)" in text
    assert information_view(material(KRONOBERG, GOD_MAN)).core_team == []


def test_an_adult_answers_alone() -> None:
    text = said("information", material(VASTRA_GOTALAND, today=ADULT_NOW))
    assert "Lova Exempelsson svarar." in text
    assert "barnet" not in text.lower().replace("barnets plan", "")


# consent form


def form(guideline: str = VASTERBOTTEN, patch: Any = None, **asked: Any) -> Any:
    return consent_form_view(material(guideline, patch, **asked))


def test_there_is_one_form_for_each_guardian() -> None:
    assert consent_givers(material()) == ["vh1", "vh2"]
    assert form().giver.name == "Alva Exempelsson"
    assert form(about="vh2").giver.name == "Bo Exempelsson"
    assert form(reader="vh2").giver.name == "Bo Exempelsson"
    assert form(about="vh1", reader="vh2").giver.name == "Alva Exempelsson"
    assert form(reader="skola").giver.name == "Alva Exempelsson"
    assert form().other_givers == ["Bo Exempelsson"]


def test_a_god_man_signs_where_there_is_no_guardian() -> None:
    of = material(STROMSUND, GOD_MAN)
    assert consent_givers(of) == ["gm"]
    text = said("consent-form", of)
    assert "Ivo Påhitt, god man" in text
    assert "Ivo Påhitt / Datum" in text


def test_from_eighteen_the_form_is_the_childs_own() -> None:
    of = material(today=ADULT_NOW)
    assert consent_givers(of) == [CHILD]
    text = said("consent-form", of)
    assert "göra en plan tillsammans med dig" in text
    assert "Vad tycker" not in text
    with pytest.raises(NeedsUser, match="Alva Exempelsson"):
        form(about="vh1", today=ADULT_NOW)


def test_who_may_not_consent_has_no_form() -> None:
    for about in ("skola", "nobody", CHILD):
        with pytest.raises(NeedsUser, match="vh1, vh2"):
            form(about=about)


def test_nobody_who_can_consent_is_said() -> None:
    assert consent_givers(material(patch=NOBODY)) == []
    with pytest.raises(NeedsUser, match="sip add"):
        form(patch=NOBODY)


def test_a_mature_child_has_a_form_only_where_it_may_decide() -> None:
    own = consents(
        unanswered("vh1"),
        consent(CHILD, maturity={"assessed_on": "2026-09-01", "by": "bup", "sufficient": True}),
    )
    assert consent_givers(material(VASTRA_GOTALAND, own)) == ["vh1", "vh2", CHILD]
    assert consent_givers(material(VASTERBOTTEN, own)) == ["vh1", "vh2"]
    made = form(VASTRA_GOTALAND, own, about=CHILD)
    assert (made.matured_by, made.mature, made.adult) == ("BUP Hittepå", True, False)
    assert "Bedömd av: BUP Hittepå" in said("consent-form", material(VASTRA_GOTALAND, own, about=CHILD))
    blank = said("consent-form", material(VASTRA_GOTALAND, about=CHILD))
    assert "hur stort ingreppet är" in blank


def test_what_is_recorded_of_the_giver_is_filled_in_and_nobody_elses() -> None:
    patch = consents(consent("vh1", ["skola"], given_on="2026-09-02", valid_until="2027-06-30"), unanswered("vh2"))
    mine, other = form(patch=patch, about="vh1"), form(patch=patch, about="vh2")
    assert [(one.name, one.answered) for one in mine.units] == [
        ("Påhittskolan", "given"),
        ("Socialtjänsten i Fantasia", None),
        ("BUP Hittepå", None),
    ]
    assert (mine.valid_from, mine.valid_until) == (date(2026, 9, 2), date(2027, 6, 30))
    assert mine.types == ["school", "health"]
    assert {one.answered for one in other.units} == {None}
    assert (other.valid_from, other.valid_until, other.types) == (None, None, [])
    text = said("consent-form", material(patch=patch, about="vh1"))
    assert "- Påhittskolan Ja: X Nej: □" in text
    assert "- BUP Hittepå Ja: □ Nej: □" in text
    assert "Till och med: 30 juni 2027" in text


@pytest.mark.parametrize(
    ("record", "answered", "shown"),
    [
        (
            consent("vh1", status="withdrawn", withdrawn_on="2026-09-05"),
            "withdrawn",
            "tog tillbaka sitt ja 5 september",
        ),
        (consent("vh1", valid_until="2026-09-09"), "expired", "gällde till och med 9 september 2026"),
        ({"giver": "vh1", "units": UNITS, "status": "refused", "refused_on": "2026-09-03"}, "refused", "Nej: X"),
        (consent("vh1", given_on="2026-09-11"), None, "Ja: □ Nej: □"),
    ],
)
def test_only_a_yes_in_force_is_ticked(record: Any, answered: str | None, shown: str) -> None:
    patch = consents(record)
    assert {one.answered for one in form(patch=patch).units} == {answered}
    assert form(patch=patch).valid_until is None
    text = said("consent-form", material(patch=patch))
    assert shown in text
    assert "Ja: X" not in text


def test_vastra_gotaland_asks_for_types_and_a_last_day() -> None:
    blank = consents(unanswered("vh1"))
    text = said("consent-form", material(VASTRA_GOTALAND, blank))
    assert "□ hälsa och vård" in text
    assert "Till och med (ska fyllas i)" in text
    for guideline in (KRONOBERG, VASTERBOTTEN, STROMSUND):
        elsewhere = said("consent-form", material(guideline, blank))
        assert "hälsa och vård" not in elsewhere
        assert "Till och med (fyll gärna i)" in elsewhere


def test_a_consent_without_what_the_guideline_asks_for_says_so() -> None:
    lacking = consents(consent("vh1", valid_until=None, information_types=None, form="oral"))
    missing = render("consent-form", material(VASTRA_GOTALAND, lacking), "txt").missing
    assert missing == ["Uppgifter om", "Till och med", "Finns i journalen"]
    assert render("consent-form", material(VASTERBOTTEN, lacking), "txt").missing == []


def test_an_oral_answer_is_noted_where_it_may_be_given() -> None:
    blank = consents(unanswered("vh1"))
    assert "Vem tog emot svaret" in said("consent-form", material(VASTRA_GOTALAND, blank))
    for guideline in (KRONOBERG, VASTERBOTTEN, STROMSUND):
        assert "Muntligt svar" not in said("consent-form", material(guideline, blank))
    given = consents(consent("vh1", form="oral", journal_ref="BUP-journal 1 september"))
    text = said("consent-form", material(VASTRA_GOTALAND, given))
    assert "Muntligt svar: 1 september 2026, BUP-journal 1 september" in text
    assert "Vem tog emot svaret" not in text


def test_the_form_says_whom_to_tell_of_a_change_and_what_follows() -> None:
    before = said("consent-form", material(patch={"plan.yaml": {"coordinator": None}}))
    assert "Säg det till Ada Påhitt, rektor, Påhittskolan, telefon 070-1740607" in before
    assert "Alla som är med får veta det direkt." in before
    assert "En plan avslutas när barnet och vårdnadshavarna har tagit tillbaka" in before
    assert "Finns det en plan, så avslutas den." in said("consent-form", material(VASTRA_GOTALAND))
    assert "avslutas" not in said("consent-form", material(KRONOBERG))
    coordinated = {"plan.yaml": {"coordinator": {"unit": "soc", "name": "Eli Påhitt"}}}
    tell = form(patch=coordinated).tell
    assert (tell.contact, tell.name, tell.phone) == ("Eli Påhitt", "Socialtjänsten i Fantasia", "070-1740608")


def test_the_childs_own_view_is_there_or_has_room() -> None:
    seen = {"case.yaml": {"child": {"view": {"toward": "unsure", "comment": "Vill tänka"}}}}
    assert "är osäker på om det behövs en plan (1 september 2026): Vill tänka" in said(
        "consent-form", material(patch=seen)
    )
    blank = {"case.yaml": {"child": {"view": None}}}
    assert "Skriv det Lova Exempelsson säger, med egna ord" in said("consent-form", material(patch=blank))


def test_a_guardian_is_told_when_the_child_soon_answers_alone() -> None:
    assert "fyller 18 år den 12 mars 2032" in said("consent-form", material(today=date(2030, 6, 1)))
    assert "fyller 18" not in said("consent-form", material(today=date(2029, 6, 1)))


# preparation


def test_the_sheets_ask_the_guidelines_questions_once_each() -> None:
    for guideline in COUNTIES:
        for document, moment in (("preparation-child", "child"), ("preparation-guardians", "guardians")):
            of = material(guideline, {"preparation.yaml": {"child": {"participation": None}}})
            text = said(document, of)
            for question in of.guideline.asks(moment, "sv").values():
                assert text.count(question) == 1, (guideline, question)


def test_what_was_answered_stands_in_the_place_of_the_lines() -> None:
    answers = {"what-matters": "Att få vara i fred", "who-comes": "Bara Cleo"}
    patch = {
        "preparation.yaml": {
            "child": {
                "answers": answers,
                "participants": ["vh1", "Mormor"],
                "not_to_raise": ["asylen"],
                "place": "biblioteket",
            }
        }
    }
    view = preparation_child_view(material(patch=patch))
    assert [one.answer for one in view.questions] == ["Att få vara i fred", None, None]
    assert view.participants == ["Alva Exempelsson", "Mormor", "Bara Cleo"]
    text = said("preparation-child", material(patch=patch))
    for typed in ("Att få vara i fred", "Mormor", "asylen", "biblioteket", "Jag är med hela tiden"):
        assert typed in text
    assert "Jag är med en stund" not in text
    assert "Att få vara i fred" not in said("preparation-guardians", material(patch=patch))


def test_an_answer_to_a_question_the_guideline_no_longer_asks_is_kept() -> None:
    patch = {"preparation.yaml": {"guardians": {"answers": {"old-question": "Ja tack"}}}}
    assert preparation_guardians_view(material(patch=patch)).questions[-1].answer == "Ja tack"


@pytest.mark.parametrize(
    ("guideline", "ways", "not_there"),
    [
        (VASTERBOTTEN, ["Jag skriver ett brev", "Jag vill inte komma"], "Jag ringer in"),
        (VASTRA_GOTALAND, ["Jag ringer in", "Jag spelar in ljud eller film"], "Jag skriver ett brev"),
        (KRONOBERG, ["Jag skriver ett brev", "Någon annan pratar åt mig"], "Jag ringer in"),
    ],
)
def test_the_child_ticks_among_the_guidelines_ways(guideline: str, ways: list[str], not_there: str) -> None:
    text = said("preparation-child", material(guideline, {"preparation.yaml": {"child": {"participation": None}}}))
    for way in ways:
        assert f"[ ] {way}" in text
    assert not_there not in text


def test_an_interpreter_that_is_booked_is_told() -> None:
    patch = {"case.yaml": {"child": {"interpreter": "booked", "interpreter_language": "dari"}}}
    assert "Tolken är bokad: dari" in said("preparation-child", material(patch=patch))
    assert "dari" not in said("preparation-guardians", material(patch=patch))  # the child's, not theirs
    no_need = {"case.yaml": {"child": {"interpreter": "not-needed", "picture_support": "not-needed"}}}
    assert "hjälp att förstå" not in said("preparation-child", material(patch=no_need))


def test_the_guardians_sheet_is_addressed_to_them_or_to_the_one_who_reads() -> None:
    assert "Till Alva Exempelsson och Bo Exempelsson." in said("preparation-guardians", material())
    assert "Till Bo Exempelsson." in said("preparation-guardians", material(reader="vh2"))
    assert "Till Ivo Påhitt." in said("preparation-guardians", material(STROMSUND, GOD_MAN))


def test_without_anybody_to_prepare_there_is_no_guardians_sheet() -> None:
    assert with_guardians(material()) == [""]
    for of in (material(patch=NOBODY), material(today=ADULT_NOW)):
        assert with_guardians(of) == []
        with pytest.raises(NeedsUser):
            preparation_guardians_view(of)
    assert "Vad tycker du?" in said("preparation-child", material(today=ADULT_NOW))
