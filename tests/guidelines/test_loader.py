"""The shipped guidelines: each can be read, extends the national one and names things in both languages."""

import pytest

from sipcli.case.days import limit
from sipcli.errors import UsageError
from sipcli.guidelines.loader import guideline_ids, load_guideline, load_laws
from tests.helpers import COUNTIES, KRONOBERG, STROMSUND, VASTERBOTTEN, VASTRA_GOTALAND, day

TERMS = ("plan", "meeting", "invitation", "coordinator", "follow_up")


def test_the_national_guideline_and_the_four_counties_are_there() -> None:
    assert guideline_ids() == ["national", *sorted(COUNTIES)]


@pytest.mark.parametrize("county", COUNTIES)
def test_each_county_extends_the_national_guideline(county: str) -> None:
    assert load_guideline(county).lineage == (county, "national")


@pytest.mark.parametrize("guideline", guideline_ids())
def test_every_guideline_names_everything_in_both_languages(guideline: str) -> None:
    loaded = load_guideline(guideline)
    assert loaded.id == guideline
    for language in ("sv", "en"):
        assert loaded.title.text(language)
        for term in TERMS:
            assert loaded.name(term, language)


def test_each_county_has_its_own_words() -> None:
    plans = {county: load_guideline(county).name("plan", "sv") for county in COUNTIES}
    assert plans == {
        KRONOBERG: "Barnets plan",
        VASTERBOTTEN: "SIP Barnets plan",
        VASTRA_GOTALAND: "SIP",
        STROMSUND: "intern samordnad individuell plan (I-SIP)",
    }
    assert load_guideline(KRONOBERG).name("meeting", "sv") == "samverkansmöte"
    assert load_guideline(KRONOBERG).name("follow_up", "sv") == load_guideline("national").name("follow_up", "sv")


def test_a_language_that_has_no_word_gets_the_swedish_one() -> None:
    assert load_guideline(KRONOBERG).name("plan", "fi") == "Barnets plan"


@pytest.mark.parametrize("county", COUNTIES)
def test_a_county_weakens_no_rule_of_the_law(county: str) -> None:
    order = ("off", "info", "warning", "error")
    for rule, setting in load_guideline("national").rules.items():
        assert order.index(load_guideline(county).rules[rule].level) >= order.index(setting.level), rule


def test_a_county_takes_over_parameters_and_sources_that_it_does_not_name() -> None:
    national, county = load_guideline("national").rules, load_guideline(VASTRA_GOTALAND).rules
    assert county["turns-adult-soon"] == national["turns-adult-soon"]
    assert county["consent-expires-soon"].params == {"days": 30, "mature_child_decides": True}
    assert county["guardian-prevented"].sources == national["guardian-prevented"].sources


def test_the_situations_that_call_for_a_plan() -> None:
    """VB lists 13 (I2), VG nine (I3)."""
    assert len(load_guideline(VASTERBOTTEN).reasons) == 13
    assert len(load_guideline(VASTRA_GOTALAND).reasons) == 9


def test_an_unknown_guideline_is_a_usage_error_with_a_suggestion() -> None:
    with pytest.raises(UsageError, match=r"Did you mean “kronoberg”\?.*There are: national"):
        load_guideline("kronobreg")


@pytest.mark.parametrize("name", ["../guidelines/national", "laws", "", "NATIONAL", "national.yaml"])
def test_a_guideline_is_named_by_its_id_only(name: str) -> None:
    with pytest.raises(UsageError):
        load_guideline(name)


@pytest.mark.parametrize(
    ("on", "text"),
    [
        ("1990-01-01", "SoL (2001:453) 2 kap. 7 §"),
        ("2025-06-30", "SoL (2001:453) 2 kap. 7 §"),
        ("2025-07-01", "SoL (2025:400) 10 kap. 8–9 §§"),
        ("2099-01-01", "SoL (2025:400) 10 kap. 8–9 §§"),
    ],
)
def test_the_law_of_the_plan_is_numbered_anew_from_july_2025(on: str, text: str) -> None:
    reference = load_laws()["sip-duty"].reference(day(on))
    assert reference.startswith(text)
    assert "HSL (2017:30) 16 kap. 4 §" in reference


@pytest.mark.parametrize("law", load_laws().values(), ids=load_laws().keys())
def test_a_laws_references_follow_each_other_day_by_day(law: object) -> None:
    from sipcli.guidelines.model import Law

    assert isinstance(law, Law)
    assert law.about.sv and law.about.en
    for before, after in zip(law.references, law.references[1:], strict=False):
        assert before.until is not None
        assert after.from_ == limit(before.until, 1)
    assert law.references[-1].until is None


# Agendas


@pytest.mark.parametrize("guideline", guideline_ids())
def test_every_guideline_has_an_agenda_that_says_where_it_comes_from(guideline: str) -> None:
    agendas = load_guideline(guideline).agendas
    assert next(iter(agendas)) == "meeting"
    for agenda in agendas.values():
        assert agenda.sources
        for both in (
            agenda.title,
            *(one.text for one in agenda.points),
            *(one.note for one in agenda.points if one.note),
        ):
            assert both.sv and both.en and both.sv != both.en


def test_a_countys_agenda_stands_in_the_national_ones_place() -> None:
    agendas = {county: load_guideline(county).agendas["meeting"] for county in COUNTIES}
    national = load_guideline("national").agendas["meeting"]
    assert agendas.pop(STROMSUND) == national
    assert all(one != national for one in agendas.values())


def test_the_other_agenda_is_three_times_twenty_minutes() -> None:
    """M6, and no minutes anywhere else: no source says any."""
    agendas = {(county, name): one for county in COUNTIES for name, one in load_guideline(county).agendas.items()}
    timed = {key: [point.minutes for point in one.points] for key, one in agendas.items()}
    assert timed.pop((VASTRA_GOTALAND, "three-times-twenty")) == [20, 20, 20, None]
    assert not any(minutes for all_of in timed.values() for minutes in all_of)


@pytest.mark.parametrize(
    ("guideline", "rows"),
    [
        ("national", {"L3", "L5", "L7"}),
        (KRONOBERG, {"M3", "M13"}),
        (VASTERBOTTEN, {"M4", "M7", "M8"}),
        (VASTRA_GOTALAND, {"M5", "M11"}),
    ],
)
def test_an_agenda_cites_what_its_source_asks_of_a_meeting(guideline: str, rows: set[str]) -> None:
    assert rows <= {row for one in load_guideline(guideline).agendas["meeting"].sources for row in one.rows}


def test_reminders_can_be_asked_for_without_some() -> None:
    guideline = load_guideline(KRONOBERG)
    every, some = guideline.reminded("case", "sv", "meet"), guideline.reminded("case", "sv", "meet", {"family-first"})
    family_first = guideline.reminders["family-first"].text
    assert family_first is not None
    assert [one for one in every if one not in some] == [family_first.sv]
