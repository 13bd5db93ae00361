"""Who reads a document: what is withheld from a reader is in no part of it, and a unit may see its own part only."""

from datetime import date
from typing import Any

import pytest

from sipcli.documents.catalogue import DOCUMENTS
from sipcli.documents.material import Material
from sipcli.documents.parsing import read_page
from sipcli.documents.reader import read_by
from sipcli.documents.render import render
from sipcli.errors import NeedsUser, UsageError
from sipcli.guidelines.loader import load_guideline
from tests.helpers import Files, changed, in_memory, reference

TODAY = date(2026, 11, 23)
GUARDIANS = [one["id"] for one in reference()["case.yaml"]["guardians"]]
UNITS = [one["id"] for one in reference()["case.yaml"]["units"]]
ONE, OTHER = GUARDIANS


def files(key: str, entry: str, **said: Any) -> Files:
    """Return the reference case with keys put on the unit, guardian, goal or intervention `entry`."""
    made = reference()
    file = "plan.yaml" if key in ("goals", "interventions") else "case.yaml"
    next(one for one in made[file][key] if one["id"] == entry).update(said)
    return made


def of(given: Files, reader: str | None = None) -> Material:
    return Material(in_memory(given), load_guideline("vasterbotten"), "sv", TODAY, reader)


def said(given: Files, document: str, reader: str | None = None, whole: bool = False) -> str:
    return render(document, of(given, reader), "txt", whole=whole).content.decode("utf-8")


def unit(given: Files, which: str) -> dict[str, Any]:
    return next(one for one in given["case.yaml"]["units"] if one["id"] == which)


HIDDEN = UNITS[-1]


@pytest.mark.parametrize("document", ["plan", "invitation"])
@pytest.mark.parametrize("reader", [OTHER, None])
def test_a_unit_withheld_from_a_reader_is_nowhere_in_their_documents(document: str, reader: str | None) -> None:
    given = files("units", HIDDEN, withhold_from=[OTHER], name="Hemlighuset", contact={"name": "Doris Påhitt"})
    text = said(given, document, reader)
    assert "Hemlighuset" not in text
    assert "Doris" not in text
    assert HIDDEN not in text.split()


@pytest.mark.parametrize(("reader", "whole"), [(ONE, False), (None, True)])
def test_others_and_the_coordinators_own_copy_have_it(reader: str | None, whole: bool) -> None:
    given = files("units", HIDDEN, withhold_from=[OTHER], name="Hemlighuset")
    assert "Hemlighuset" in said(given, "plan", reader, whole)


def test_what_a_withheld_unit_does_is_left_out_with_it() -> None:
    given = files("units", HIDDEN, withhold_from=[OTHER])
    done = [one["what"] for one in given["plan.yaml"]["interventions"] if one["unit"] == HIDDEN]
    assert done
    for what in done:
        assert what in said(given, "plan", ONE)
        assert what not in said(given, "plan", OTHER)


def test_a_withheld_goal_goes_with_its_short_goals_and_interventions() -> None:
    goals = reference()["plan.yaml"]["goals"]
    top = next(one for one in goals if any(part.get("part_of") == one["id"] for part in goals))
    given = files("goals", top["id"], withhold_from=[OTHER])
    gone = {top["id"]} | {one["id"] for one in goals if one.get("part_of") == top["id"]}
    text = said(given, "plan", OTHER)
    for one in goals:
        assert (one["text"] in text) is (one["id"] not in gone)
    for one in given["plan.yaml"]["interventions"]:
        assert (one["what"] in text) is (one["goal"] not in gone)


def test_how_to_reach_a_guardian_is_left_out_and_the_name_stays() -> None:
    given = files("guardians", ONE, withhold_from=[OTHER], phone="070-1740699", email="hemlig@exempel.invalid")
    text = said(given, "plan", OTHER)
    assert next(one["name"] for one in given["case.yaml"]["guardians"] if one["id"] == ONE) in text
    assert "070-1740699" not in text
    assert "hemlig@" not in text
    assert "070-1740699" in said(given, "plan", ONE)


def test_what_was_left_out_is_told_to_whoever_makes_it() -> None:
    made = render("plan", of(files("units", HIDDEN, withhold_from=[OTHER]), OTHER), "md")
    assert HIDDEN in made.left_out
    assert render("plan", of(reference()), "md").left_out == []


def test_a_text_that_names_what_is_withheld_stops_the_document() -> None:
    given = files("units", HIDDEN, withhold_from=[OTHER], name="Hemlighuset")
    given["plan.yaml"]["needs"] = ["Åker till HEMLIGHUSET på torsdagar"]
    with pytest.raises(NeedsUser, match=r"plan\.yaml"):
        said(given, "plan", OTHER)
    assert "HEMLIGHUSET" in said(given, "plan", ONE)


def test_somebody_who_is_not_in_the_case_cannot_be_the_reader() -> None:
    with pytest.raises(UsageError, match="grannen"):
        said(reference(), "plan", "grannen")


def test_a_unit_that_sees_its_own_part_gets_no_other_units_interventions_or_contacts() -> None:
    mine, *_rest = [one for one in UNITS if one != reference()["plan.yaml"]["coordinator"]["unit"]]
    given = files("units", mine, sees="own-part")
    text = said(given, "plan", mine)
    for one in given["plan.yaml"]["interventions"]:
        assert (one["what"] in text) is (one["unit"] == mine)
    for need in given["plan.yaml"]["needs"]:
        assert need not in text
    others = [one for one in UNITS if one not in (mine, given["plan.yaml"]["coordinator"]["unit"])]
    reached = [
        unit(given, one)["contact"]["phone"] for one in others if one != given["case.yaml"]["need"]["noticed_by"]
    ]
    assert not [phone for phone in reached if phone in text]


def test_a_unit_that_sees_all_gets_all() -> None:
    given = files("units", UNITS[0], sees="whole")
    text = said(given, "plan", UNITS[0])
    assert all(one["what"] in text for one in given["plan.yaml"]["interventions"])


@pytest.mark.parametrize(
    ("file", "patch"),
    [
        ("preparation.yaml", {"child": {"wishes": "Vill inte prata om mörkret", "withhold_from": [OTHER]}}),
        ("invitation.yaml", {"meeting": {"decisions_waiting": [
            {"about": "Vill inte prata om mörkret", "waits_for": "chefen", "withhold_from": [OTHER]}]}}),
    ],
)  # fmt: skip
def test_any_record_that_is_withheld_is_gone_for_its_reader_only(file: str, patch: dict[str, Any]) -> None:
    given = changed(reference(), {file: patch})
    seen = {who: str(read_by(of(given, who), DOCUMENTS["plan"].audience)[0].case.models()) for who in (ONE, OTHER)}
    assert "mörkret" in seen[ONE]
    assert "mörkret" not in seen[OTHER]


@pytest.mark.parametrize("document", sorted(DOCUMENTS))
def test_no_document_for_a_reader_tells_of_a_unit_withheld_from_them(document: str) -> None:
    given = files("units", HIDDEN, withhold_from=[OTHER], name="Hemlighuset", contact={"name": "Doris Påhitt"})
    kind = DOCUMENTS[document]
    reader = OTHER if "guardians" in kind.audience else None
    if reader is None:
        reader = "child" if "child" in kind.audience else UNITS[0]
        unit(given, HIDDEN)["withhold_from"] = [reader]
    material = of(given, reader)
    for about in kind.choices(read_by(material, kind.audience)[0]) or [""]:
        one = Material(material.case, material.guideline, "sv", TODAY, reader, about or None)
        try:
            page = render(document, one, "html").content.decode("utf-8")
        except (NeedsUser, UsageError):
            continue
        assert read_page(page).blocks
        assert "Hemlighuset" not in page
        assert "Doris" not in page


def plan_and_files(**changes: Any) -> Files:
    return changed(reference(), changes)


RECORDS: list[tuple[str, str, dict[str, Any]]] = [
    ("follow-up", "follow-ups/2026-12-01.yaml", {"withhold_from": ["child"]}),
    ("goal without id", "plan.yaml", {"goals": [{"term": "long", "text": "mörkret", "withhold_from": ["child"]}]}),
    (
        "intervention without id",
        "plan.yaml",
        {"interventions": [{"what": "mörkret", "unit": "soc", "withhold_from": ["child"]}]},
    ),
    ("what guardians said", "preparation.yaml", {"guardians": {"wishes": "mörkret", "withhold_from": ["child"]}}),
    (
        "waiting decision",
        "invitation.yaml",
        {"meeting": {"decisions_waiting": [{"about": "mörkret", "waits_for": "x", "withhold_from": ["child"]}]}},
    ),
    (
        "other plan",
        "case.yaml",
        {"other_plans": [{"kind": "lss-plan", "comment": "mörkret", "withhold_from": ["child"]}]},
    ),
]


@pytest.mark.parametrize(("file", "patch"), [one[1:] for one in RECORDS], ids=[one[0] for one in RECORDS])
def test_every_kind_of_record_can_be_withheld_from_the_child(file: str, patch: dict[str, Any]) -> None:
    given = plan_and_files(**{file: patch})
    child, left = read_by(of(given, "child"), ("child",))
    assert left
    assert "mörkret" not in str(child.case.models())
    assert file != "follow-ups/2026-12-01.yaml" or file not in child.case.follow_ups
    assert read_by(of(given, ONE), ("guardians",))[1] == []


def test_a_no_that_is_withheld_does_not_leave_an_earlier_yes_standing() -> None:
    """Whoever may not see the withdrawal sees no answer at all, and has to ask."""
    yes = {"giver": ONE, "units": UNITS, "status": "given", "given_on": "2026-09-01", "form": "written"}
    no = {
        "giver": ONE,
        "units": [HIDDEN],
        "status": "withdrawn",
        "withdrawn_on": "2026-10-01",
        "withhold_from": [HIDDEN],
    }
    given = changed(reference(), write={"consent.yaml": {"consents": [yes, no]}})
    seen = read_by(of(given, HIDDEN), ("units",))[0].case.consents
    assert [one.units for one in seen if one.giver == ONE] == [[unit for unit in UNITS if unit != HIDDEN]]


@pytest.mark.parametrize(
    ("document", "reader"),
    [
        ("preparation-child", HIDDEN),
        ("network-map", HIDDEN),
        ("dispute", ONE),
        ("deviation", "child"),
        ("plan-child", ONE),
    ],
)
def test_a_document_is_not_made_for_those_it_is_not_for(document: str, reader: str) -> None:
    with pytest.raises(UsageError, match="--whole"):
        render(document, of(reference(), reader), "txt")


def test_a_plan_is_not_made_for_the_guardians_of_an_adult() -> None:
    given = plan_and_files(**{"case.yaml": {"child": {"born": "2008-01-01"}}})
    with pytest.raises(UsageError, match="--whole"):
        said(given, "plan", ONE)
    assert "Exempelsson" in said(given, "plan", "child")


@pytest.mark.parametrize(
    "text",
    [
        "Ring Mona",
        "mona  exempelsson hämtar",
        "Monas nummer",
        "0701740613",
        "070-174 06 13",
        "+46701740613",
        "+46 (0)70-1740613",
    ],
)
def test_a_withheld_person_is_found_in_a_text_however_it_is_spelt(text: str) -> None:
    mona = {"id": "mormor", "name": "Mona Exempelsson", "phone": "070-1740613", "withhold_from": [OTHER]}
    given = plan_and_files(**{"case.yaml": {"relatives": [mona]}, "plan.yaml": {"needs": [text]}})
    with pytest.raises(NeedsUser, match=r"plan\.yaml"):
        said(given, "plan", OTHER)
    assert text.split()[0] in said(given, "plan", ONE)


def test_what_others_in_the_case_have_too_tells_nothing() -> None:
    """A surname of the whole family, and a switchboard's number that a visible unit has as well."""
    mona = {"id": "mormor", "name": "Mona Exempelsson", "withhold_from": [OTHER]}
    given = plan_and_files(
        **{"case.yaml": {"relatives": [mona]}, "plan.yaml": {"needs": ["Familjen Exempelsson flyttar"]}}
    )
    unit(given, HIDDEN)["withhold_from"] = [OTHER]
    unit(given, HIDDEN)["contact"]["phone"] = unit(given, UNITS[0])["contact"]["phone"]
    assert "Familjen Exempelsson flyttar" in said(given, "plan", OTHER)


def test_only_what_a_document_says_can_stop_it() -> None:
    given = files("units", HIDDEN, withhold_from=[OTHER], name="Hemlighuset")
    given["plan.yaml"]["needs"] = ["Åker till Hemlighuset"]
    assert "Hemlighuset" not in said(given, "invitation", OTHER)


def test_where_the_unit_to_turn_to_is_withheld_the_document_is_not_made() -> None:
    given = files("units", reference()["plan.yaml"]["coordinator"]["unit"], withhold_from=[OTHER])
    with pytest.raises(NeedsUser, match="coordinates"):
        said(given, "plan", OTHER)
    assert said(given, "plan", ONE)


def test_the_day_of_a_withheld_follow_up_is_not_told_by_the_one_before() -> None:
    given = reference()
    given["follow-ups/2026-12-01.yaml"] |= {"withhold_from": [OTHER]}
    given["follow-ups/2026-11-01.yaml"] = {"date": "2026-11-01", "status": "held", "next_on": "2026-12-01"}
    seen = read_by(of(given, OTHER), ("guardians",))[0].case
    assert seen.follow_ups["follow-ups/2026-11-01.yaml"].next_on is None


def test_a_unit_that_sees_its_own_part_is_not_told_that_others_parts_are_undecided() -> None:
    given = files("units", HIDDEN, sees="own-part")
    assert "Inte bestämt" not in said(given, "plan", HIDDEN).split("Vem håller ihop planen?")[0]
