"""What the plan's page says: codes and days in words, what is open, goals within goals, signatures."""

from typing import Any

import pytest

from sipcli.documents.render import Made, render
from tests.documents.reading import HtmlPage, markdown_page
from tests.documents.samples import material, rich
from tests.helpers import Files, changed, in_memory, reference

UNDECIDED = {"sv": "Inte bestämt än", "en": "Not decided yet"}

each_format = pytest.mark.parametrize("to", ["html", "md"])
each_language = pytest.mark.parametrize("language", ["sv", "en"])


def made(files: Files, to: str = "html", language: str = "sv") -> Made:
    return render("plan", material(in_memory(files), language), to)


def page(files: Files, to: str = "html", language: str = "sv") -> HtmlPage:
    text = made(files, to, language).content.decode()
    return HtmlPage(text) if to == "html" else markdown_page(text)


def plan(**fields: Any) -> Files:
    """Return the rich case with something else in its plan; None takes a key away."""
    files = changed(rich(), {"plan.yaml": {}})
    files["plan.yaml"] = {key: one for key, one in (files["plan.yaml"] | fields).items() if one is not None}
    return files


@each_format
@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "sv",
            "Version 1|22 september 2026|23 september 2026|18 december 2026|Tisdag 1 december 2026|kl. 14:00|"
            "Mål på lång sikt|Mål på kort sikt|Pågår|nått|Kommunen|Vårdnadshavare",
        ),
        (
            "en",
            "Version 1|22 September 2026|23 September 2026|18 December 2026|Tuesday, 1 December 2026|at 14:00|"
            "Long-term goal|Short-term goal|Under way|reached|The municipality|Guardian",
        ),
    ],
)
def test_days_and_codes_are_written_in_words(to: str, language: str, words: str) -> None:
    found = page(rich(), to, language).text
    assert [one for one in words.split("|") if one not in found] == []


@each_format
@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("planned", "Planerad"),
        ("not-started", "Inte påbörjad"),
        ("active", "Pågår"),
        ("completed", "Klar"),
        ("cancelled", "Inställd"),
        ("vilande", "vilande"),
    ],
)
def test_a_status_is_a_word_and_an_unknown_one_is_kept(to: str, status: str, word: str) -> None:
    files = plan(goals=[], interventions=[{"what": "Samtal", "unit": "bup", "status": status}])
    found = page(files, to).text
    assert f"Läge{':' if to == 'md' else ''}" in found
    assert word in found


@each_format
@pytest.mark.parametrize(
    ("code", "word"),
    [("municipality", "Kommunen"), ("region", "Regionen"), ("independent-operator", "Enskild huvudman")],
)
def test_the_lead_principal_is_a_word(to: str, code: str, word: str) -> None:
    files = plan(coordinator={"unit": "soc", "name": "Eli Påhitt", "principal": code})
    assert f"Övergripande ansvar{':' if to == 'md' else ''} {word}" in page(files, to).text


GOAL = {"id": "m1", "term": "long", "text": "Lova trivs"}
DONE = {"goal": "m1", "what": "Samtal", "unit": "bup"}


@each_format
@each_language
@pytest.mark.parametrize(
    ("fields", "times"),
    [
        ({}, 0),
        ({"goals": [GOAL], "interventions": []}, 1),
        ({"goals": [], "interventions": []}, 1),
        ({"goals": [], "interventions": [{"what": "Samtal"}]}, 1),
        ({"goals": [GOAL], "interventions": [DONE]}, 0),
        ({"own_actions": None}, 1),
        ({"own_actions": {"others": ["Mormor hämtar"]}}, 0),
        ({"coordinator": {"unit": "soc", "name": "Eli Påhitt"}}, 1),
        ({"coordinator": None}, 2),
    ],
)
def test_what_the_law_wants_is_said_to_be_open(to: str, language: str, fields: dict[str, Any], times: int) -> None:
    files = plan(**fields)
    assert page(files, to, language).text.count(UNDECIDED[language]) == times
    assert len(made(files, to, language).missing) == times


def test_a_follow_up_that_is_not_booked_is_open() -> None:
    files = changed(rich(), remove=["follow-ups/2026-12-01.yaml", "follow-ups/2026-10-20.yaml"])
    assert page(files).text.count(UNDECIDED["sv"]) == 1
    assert made(files).missing == ["uppföljningsmöte"]


@each_format
def test_goals_stand_within_goals_however_deep(to: str) -> None:
    goals = [
        {"id": f"m{n}", "term": "long", "text": f"mål {n}", "part_of": f"m{n - 1}" if n > 1 else None}
        for n in range(1, 10)
    ]
    goals = [{key: value for key, value in one.items() if value} for one in goals]
    found = page(plan(goals=goals, interventions=[DONE | {"goal": "m9"}]), to)
    order = [found.text.index(f"mål {number}") for number in range(1, 10)]
    assert order == sorted(order)
    assert [level for level, text in found.headings if "mål " in text] == [3, 4, 5, 6, 6, 6, 6, 6, 6]
    assert UNDECIDED["sv"] not in found.text


def test_goals_that_are_part_of_each_other_are_each_there() -> None:
    goals = [
        {"id": one, "part_of": other, "term": "short", "text": f"mål {one}"} for one, other in (("a", "b"), ("b", "a"))
    ]
    found = page(plan(goals=[*goals, {"term": "short", "text": "mål c", "part_of": "x", "id": "c"}])).text
    assert [found.count(f"mål {one}") > 0 for one in "abc"] == [True] * 3


@each_format
def test_signatures(to: str) -> None:
    offered = page(rich(), to).text
    assert "Underskrifter" in offered
    assert offered.count("har skrivit under") == 1
    assert offered.count("Datum") == 7
    signed = page(plan(signatures={"offered_to_all": False, "signed": ["vh1"]}), to).text
    assert "Har skrivit under: Alva Exempelsson" in signed
    assert "Underskrifter" not in page(plan(signatures={"offered_to_all": False, "signed": []}), to).text


def test_the_plan_of_the_reference_case_is_whole() -> None:
    text = page(reference()).text
    for said in ("Trygg väg till skolan", "Lova trivs i skolan", "Föräldrastöd", "Ringer mentorn", "070-1740608"):
        assert said in text
    assert UNDECIDED["sv"] not in text
