"""Deviations, disputes, the survey and the core team's paper: what they say, and what they keep to themselves."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest

from sipcli.documents.catalogue import document_named
from sipcli.documents.material import Material
from sipcli.documents.nameless import nameless
from sipcli.documents.render import FORMATS, Made, render
from sipcli.errors import NeedsUser
from sipcli.guidelines.loader import load_guideline
from tests.helpers import COUNTIES, KRONOBERG, STROMSUND, VASTERBOTTEN, VASTRA_GOTALAND, Files, case, in_memory

TODAY = date(2026, 11, 23)
LANGUAGES = ("sv", "en", "sv-simple")

DISPUTE = {
    "id": "e-d1",
    "date": "2026-11-02",
    "kind": "dispute",
    "parties": ["soc", "bup"],
    "about": "Vem som ger stöd på kvällarna",
    "escalation_level": "nearest-manager",
}
DEVIATION = {
    "id": "e-a1",
    "date": "2026-11-04",
    "kind": "deviation",
    "about": ["guideline-not-followed", "soc"],
    "comment": "Ingen kom till mötet",
}
TEAM = {
    "case.yaml": {
        "representatives": [{"id": "gm", "kind": "god-man", "name": "Ivo Påhitt", "phone": "070-1740649"}],
        "placement": {"decided_on": "2026-08-20"},
        "core_team": {
            "social_worker": "Eli Påhitt",
            "representative": "gm",
            "caregiver": "Kim Påhitt",
            "first_meeting_on": "2026-08-27",
        },
    }
}


def with_events(**events: dict[str, Any]) -> Files:
    """Return the reference case with events; "deviation_2" is written as 2026-..-deviation-2.yaml."""
    return case(
        write={f"events/{one['date']}-{name.replace('_', '-')}.yaml": one for name, one in events.items()},
    )


def of(files: Files, county: str = VASTRA_GOTALAND, **said: Any) -> Material:
    usual: dict[str, Any] = {"language": "sv", "today": TODAY}
    return Material(in_memory(files), load_guideline(county), **usual | said)


def made(document: str, files: Files, county: str = VASTRA_GOTALAND, to: str = "txt", **said: Any) -> Made:
    return render(document, of(files, county, **said), to)


def text(document: str, files: Files, county: str = VASTRA_GOTALAND, **said: Any) -> str:
    return " ".join(made(document, files, county, **said).content.decode().split())


# Deviations (W1, W2)


def test_a_deviation_is_for_the_one_that_is_meant() -> None:
    files = with_events(deviation=DEVIATION, deviation_2=DEVIATION | {"id": "e-a2", "comment": "En annan sak"})
    assert document_named("deviation").choices(of(files)) == ["2026-11-04-deviation", "2026-11-04-deviation-2"]
    for about in ("2026-11-04-deviation-2", "events/2026-11-04-deviation-2.yaml", "e-a2"):
        assert "En annan sak" in text("deviation", files, about=about)
    for unclear in (None, "2026-11-04"):
        with pytest.raises(NeedsUser, match="2026-11-04-deviation, 2026-11-04-deviation-2"):
            made("deviation", files, about=unclear)
    with pytest.raises(NeedsUser, match="2026-11-05"):
        made("deviation", files, about="2026-11-05")


def test_the_only_deviation_need_not_be_named() -> None:
    files = with_events(deviation=DEVIATION, dispute=DISPUTE)
    said = text("deviation", files)
    assert "Riktlinjen har inte följts" in said
    assert "Socialtjänsten i Fantasia" in said
    assert "Ingen kom till mötet" in said
    assert text("deviation", files, about="2026-11-04") == said


@pytest.mark.parametrize("document", ["deviation", "dispute"])
def test_a_case_without_one_has_no_paper(document: str) -> None:
    later = {"date": "2026-12-01"}
    for files in (case(), with_events(deviation=DEVIATION | later, dispute=DISPUTE | later)):
        assert document_named(document).choices(of(files)) == []
        with pytest.raises(NeedsUser, match=f"sip {document}"):
            made(document, files)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (["intervention-not-done", "i1"], ["överenskommen insats"]),
        (["parties-disagree", "e-d1"], ["kan inte enas", "Vem som ger stöd på kvällarna", "BUP Hittepå"]),
        (["e-d1"], ["kan inte enas"]),
        (["i1"], ["överenskommen insats"]),
    ],
)
def test_the_kind_and_what_it_concerns(about: list[str], words: list[str]) -> None:
    files = with_events(deviation=DEVIATION | {"about": about}, dispute=DISPUTE)
    one = in_memory(files).plan
    assert one is not None
    said = text("deviation", files)
    for word in [*words, *([one.interventions[0].what] if "i1" in about else [])]:
        assert word in said


def test_a_kind_that_nobody_wrote_is_missing() -> None:
    files = with_events(deviation=DEVIATION | {"about": "Något helt annat"})
    assert "Slag av avvikelse" in made("deviation", files).missing
    assert "Något helt annat" in text("deviation", files)


def test_absences_without_a_substitute_are_listed() -> None:
    files = with_events(deviation=DEVIATION)
    assert "Frånvarande" not in text("deviation", files)
    files["invitation.yaml"]["meeting"] |= {"held": True, "absent": ["soc"]}
    assert "Frånvarande utan ersättare: 22 september 2026" in text("deviation", files)


@pytest.mark.parametrize(
    ("day", "missing"), [("2026-11-06", []), ("2026-11-24", ["Rapporterad"]), (None, ["Rapporterad"])]
)
def test_a_report_not_handed_in_yet_is_missing(day: str | None, missing: list[str]) -> None:
    assert made("deviation", with_events(deviation=DEVIATION | {"reported_on": day})).missing == missing


def test_only_a_county_with_a_routine_speaks_of_it() -> None:
    files = with_events(deviation=DEVIATION)
    assert "länets rutin" in text("deviation", files)
    assert "länets rutin" not in text("deviation", files, KRONOBERG)


TYPED = "Lova kom inte. Lovas mamma Alva Exempelsson ringde 070-1740605. Född 2014-03-12, 140312-2383."


@pytest.mark.parametrize("to", ["html", "md", "txt"])
@pytest.mark.parametrize(
    ("document", "typed"), [("deviation", "comment"), ("dispute", "about"), ("dispute", "comment")]
)
def test_the_child_stands_there_by_the_case_only(document: str, typed: str, to: str) -> None:
    files = with_events(deviation=DEVIATION, dispute=DISPUTE)
    name = next(name for name in files if name.endswith(f"-{document}.yaml"))
    files[name] = files[name] | {typed: TYPED}
    files["case.yaml"]["id"] = "2026-q7zx"
    said = made(document, files, to=to).content.decode()
    for hidden in ("Lova", "Exempelsson", "Alva", "070-1740605", "2014", "140312"):
        assert hidden not in said
    assert "2026-q7zx" in said
    assert "[barnet]" in said.replace("\\", "")
    assert "[vårdnadshavare 1]" in said.replace("\\", "")


def test_texts_keep_everything_else() -> None:
    without = nameless(in_memory(case()), "sv")
    assert without(None) is None
    assert without("Ada ringde Eli. Lovande svar den 2026-11-04.") == "Ada ringde Eli. Lovande svar den 2026-11-04."
    assert without("Lovas bok") == "[barnet]s bok"


def test_a_first_name_that_somebody_at_work_has_too_stays() -> None:
    without = nameless(in_memory(case({"case.yaml": {"child": {"name": "Eli Exempelsson"}}})), "sv")
    assert without("Eli Exempelsson och Eli") == "[barnet] och Eli"


ALVA = {"id": "alva", "name": "Alva Exempelsson", "phone": "+46 (0)70-174 06 05", "email": "alva@exempel.example"}


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("lova och LOVAS bok", "[barnet] och [barnet]S bok"),
        ("alva ringde om lova", "[vårdnadshavare 1] ringde om [barnet]"),
        ("ALVA EXEMPELSSON ringde eli påhitt", "[vårdnadshavare 1] ringde eli påhitt"),
        ("Ring 0701740605 eller 070-174 06 05.", "Ring […] eller […]."),
        ("Ring +46701740605, 0046 70 174 06 05 eller +46 (0)70 1740605", "Ring […], […] eller […]"),
        ("Alva@Exempel.example svarade", "[…] svarade"),
        ("Ring 070-1740606 den 2026-11-04", "Ring 070-1740606 den 2026-11-04"),
        ("20140312, 2014-03-12, 140312 och 12/3 2014", "[…], […], […] och […]"),
        ("född 12 mars 2014 (den 12:e mars 2014)", "född […] (den […])"),
        ("born 12 March 2014, March 12, 2014 or 12 MAR 2014", "born […], […] or […]"),
        ("den 12 mars 2026 kl. 12.30", "den 12 mars 2026 kl. 12.30"),
        ("Ivo och Siv kom", "[företrädare 1] och [närstående 1] kom"),
        ("A\u030asa kom", "A\u030asa kom"),
        ("Siv nås på 0701740610 och 174 06 11, rum 2", "[närstående 1] nås på […] och […], rum 2"),
    ],
)
def test_names_and_numbers_go_however_they_are_spelt(typed: str, left: str) -> None:
    files = case({"case.yaml": {"id": "lova", "guardians": [ALVA]}})
    files["case.yaml"]["representatives"] = [{"id": "ivo", "kind": "god-man", "name": "Ivo Påhittad"}]
    files["case.yaml"]["relatives"] = [
        {"id": "siv", "name": "Siv Testlund", "phone": "070-1740610 eller 1740611, port 2"}
    ]
    assert nameless(in_memory(files), "sv")(typed) == left


def test_a_party_whom_the_case_does_not_know_by_id_has_no_name_either() -> None:
    said = text("dispute", with_events(dispute=DISPUTE | {"parties": ["soc", "alva"]}))
    assert "alva" not in said.lower()
    assert "[vårdnadshavare 1]" in said


def test_roles_are_said_in_the_language_of_the_document() -> None:
    files = with_events(deviation=DEVIATION | {"comment": "Lova and Alva waited"})
    assert "[the child] and [guardian 1] waited" in text("deviation", files, language="en")
    assert "[barnet] and [vårdnadshavare 1] waited" in text("deviation", files, language="sv-simple")


def test_a_name_counts_however_its_letters_were_typed() -> None:
    without = nameless(in_memory(case({"case.yaml": {"child": {"name": "Åsa af Exempelsson"}}})), "sv")
    assert without("A\u030asa kom af sig") == "[barnet] kom af sig"


# Disputes (W3, W4)


@pytest.mark.parametrize(
    ("level", "where", "onwards"),
    [
        ("nearest-manager", "Närmaste cheferna", "snabbt vidare uppåt"),
        ("line-organisation", "Cheferna högre upp", "vårdsamverkan i ert område"),
        ("delregional", "Vårdsamverkan i området", "områdets rutin"),
    ],
)
def test_where_a_dispute_is_and_what_comes_next(level: str, where: str, onwards: str) -> None:
    said = text("dispute", with_events(dispute=DISPUTE | {"escalation_level": level}))
    assert "2 november 2026 (21 dagar hittills)" in said
    assert f"Frågan ligger hos: {where}" in said
    assert onwards in said.partition("Härnäst:")[2]


def test_a_level_that_is_reached_later_is_not_reached() -> None:
    later = DISPUTE | {"escalation_level": "line-organisation", "escalated_on": "2026-12-01"}
    assert "Frågan ligger hos: Närmaste cheferna" in text("dispute", with_events(dispute=later))


def test_nobody_answering_meanwhile_is_missing() -> None:
    files = with_events(dispute=DISPUTE)
    assert made("dispute", files).missing == ["Ansvarar", "För vad"]
    assert "Kom genast överens" in text("dispute", files)
    settled = {"unit": "soc", "what": "Stödet tills vidare", "agreed_on": "2026-11-03"}
    files = with_events(dispute=DISPUTE | {"temporary_responsibility": settled})
    said = text("dispute", files)
    assert made("dispute", files).missing == []
    assert "Kom genast överens" not in said
    for word in ("Socialtjänsten i Fantasia", "Stödet tills vidare", "3 november 2026"):
        assert word in said


def test_a_resolved_dispute_goes_nowhere() -> None:
    files = with_events(dispute=DISPUTE | {"resolved_on": "2026-11-03", "decision": "Regionen ger stödet"})
    said = text("dispute", files)
    assert "det tog 1 dag" in said
    assert "Regionen ger stödet" in said
    assert "Härnäst" not in said
    assert made("dispute", files).missing == []
    assert "Härnäst" in text("dispute", files, today=date(2026, 11, 2))


def test_only_the_county_with_a_routine_claims_one() -> None:
    files = with_events(dispute=DISPUTE)
    claims = {county: "säger inget om oenighet" not in text("dispute", files, county) for county in COUNTIES}
    assert [county for county, claimed in claims.items() if claimed] == [VASTRA_GOTALAND]


def test_a_party_of_the_family_is_not_named() -> None:
    said = text("dispute", with_events(dispute=DISPUTE | {"parties": ["soc", "vh1"]}))
    assert "Vårdnadshavare" in said
    assert "Exempelsson" not in said


# The survey (X4)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_a_survey_leads_back_to_the_case(to: str, language: str) -> None:
    mine = case({"case.yaml": {"id": "2026-q7zx"}})
    other = case(
        {
            "case.yaml": {
                "id": "2026-k4wt",
                "opened": "2026-03-03",
                "child": {"name": "Vide Påhitt", "born": "2010-01-31", "phone": "070-1740699"},
                "guardians": [{"id": "mamma", "name": "Siv Påhitt"}],
                "units": [{"id": "hab", "name": "Habiliteringen", "kind": "habilitation", "principal": "region"}],
                "need": {"noticed_on": "2026-03-03", "noticed_by": "hab"},
            }
        },
        remove=["plan.yaml", "invitation.yaml", "preparation.yaml", "consent.yaml"],
    )
    first = made("survey", mine, VASTERBOTTEN, to, language=language, reader="vh1")
    second = made("survey", other, VASTERBOTTEN, to, language=language, today=date(2026, 3, 9))
    assert parts_of(first.content, to) == parts_of(second.content, to)


def parts_of(content: bytes, to: str) -> dict[str, bytes]:
    """Return a document's content; of Word the files in it."""
    if to != "docx":
        return {to: content}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize(("language", "spoken"), [("sv", "sv"), ("en", "en"), ("sv-simple", "sv")])
def test_a_survey_asks_all_that_the_guideline_asks(language: str, spoken: str) -> None:
    asked = load_guideline(VASTERBOTTEN).asks("survey", spoken)
    said = text("survey", case(), VASTERBOTTEN, language=language)
    assert len(asked) == 7
    for number, question in enumerate(asked.values(), 1):
        assert f"{number}. {question}" in said


@pytest.mark.parametrize("county", [one for one in (*COUNTIES, "national") if one != VASTERBOTTEN])
def test_a_guideline_without_questions_has_no_survey(county: str) -> None:
    assert document_named("survey").choices(of(case(), county)) == []
    with pytest.raises(NeedsUser, match=county):
        made("survey", case(), county)


# The core team (E1, E2, E5)


def test_the_three_and_how_to_reach_them() -> None:
    said = text("core-team", case(TEAM), STROMSUND)
    for word in ("Eli Påhitt", "070-1740608", "Ivo Påhitt", "God man", "070-1740649", "Kim Påhitt", "27 augusti 2026"):
        assert word in said
    assert "Ada Påhitt" in said  # at school (E5)
    assert "Sekretess" in said


def test_who_is_not_in_the_team_yet_is_missing() -> None:
    files = case({"case.yaml": {"placement": {"decided_on": "2026-08-20"}}})
    assert document_named("core-team").choices(of(files, STROMSUND)) == [""]
    missing = made("core-team", files, STROMSUND).missing
    assert missing == ["Första mötet", "Socialsekreterare", "God man", "Kontaktperson eller familjehem"]


def test_a_case_without_placement_has_no_core_team() -> None:
    assert document_named("core-team").choices(of(case(), STROMSUND)) == []
    with pytest.raises(NeedsUser, match="sip core-team"):
        made("core-team", case(), STROMSUND)


def test_the_child_gets_its_own_part_only() -> None:
    said = text("core-team", case(TEAM), STROMSUND, reader="child")
    assert "Till dig, Lova Exempelsson" in said
    assert "Kim Påhitt" in said
    assert "Sekretess" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", ["deviation", "dispute", "survey", "core-team"])
def test_every_language_and_format(document: str, language: str) -> None:
    files = case(TEAM, write={"events/2026-11-04-deviation.yaml": DEVIATION, "events/2026-11-02-dispute.yaml": DISPUTE})
    for to in FORMATS:
        content = made(document, files, VASTERBOTTEN, to, language=language).content
        assert content
        if to in ("md", "txt"):
            assert "{{" not in content.decode()
