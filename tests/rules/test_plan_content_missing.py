"""plan-content-missing: the plan says what law and guideline ask for (L1-L11)."""

from typing import Any

import pytest

from tests.helpers import (
    CLOSED,
    COUNTIES,
    KRONOBERG,
    STROMSUND,
    VASTERBOTTEN,
    VASTRA_GOTALAND,
    Files,
    case,
    everywhere,
    hits,
    levels,
)

RULE = "plan-content-missing"
TODAY = "2026-09-30"
BOOKED = "follow-ups/2026-12-01.yaml"


def planned(**fields: Any) -> Files:
    return case({"plan.yaml": fields})


def missing(files: Files) -> dict[str, tuple[str, ...]]:
    """Return the parts that are missing by guideline; one finding a guideline at most."""
    found = {guideline: hits(RULE, files, TODAY, guideline) for guideline in COUNTIES}
    assert all(len(some) <= 1 for some in found.values())
    return {guideline: some[0].about for guideline, some in found.items() if some}


def test_silent_where_everything_is_said() -> None:
    assert levels(RULE, case(), TODAY) == {}


@pytest.mark.parametrize(
    ("patch", "part"),
    [
        ({"interventions": []}, "interventions"),
        ({"interventions": [{"id": "i1", "what": "Samtal", "status": "active"}]}, "responsible"),
        ({"own_actions": None}, "others-measures"),
        ({"coordinator": {"principal": None}}, "lead-principal"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_four_statutory_contents_are_errors_everywhere(patch: dict[str, Any], part: str) -> None:
    assert levels(RULE, planned(**patch), TODAY) == everywhere("error")
    assert all(part in parts for parts in missing(planned(**patch)).values())


def test_the_law_asks_for_nothing_more() -> None:
    files = planned(needs=[], goals=[], interventions=[{"what": "Samtal", "unit": "bup"}], contact_if_failing=None)
    files["plan.yaml"]["coordinator"] = {"principal": "region"}
    assert hits(RULE, files, TODAY, "national") == []
    assert hits(RULE, files, TODAY, STROMSUND) == []


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ({"needs": []}, {VASTERBOTTEN: ("needs",)}),
        ({"needs": ["  "]}, {VASTERBOTTEN: ("needs",)}),
        ({"own_actions": {"child": None}}, {VASTERBOTTEN: ("child-does",)}),
        ({"own_actions": {"guardians": " "}}, {VASTERBOTTEN: ("guardians-do",)}),
        ({"coordinator": {"unit": None}}, {VASTERBOTTEN: ("coordinating-unit",)}),
        ({"coordinator": {"name": None}}, {KRONOBERG: ("coordinator-named",)}),
        ({"contact_if_failing": None}, {VASTERBOTTEN: ("contact-if-failing",)}),
    ],
    ids=str,
)
def test_each_county_asks_for_its_own_parts(patch: dict[str, Any], expected: dict[str, tuple[str, ...]]) -> None:
    assert missing(planned(**patch)) == expected


@pytest.mark.parametrize(("gone", "part"), [("long", "long-goals"), ("short", "short-goals")])
def test_vastra_gotaland_asks_for_goals_in_the_long_and_in_the_short_run(gone: str, part: str) -> None:
    kept = "short" if gone == "long" else "long"
    files = planned(goals=[{"id": "m1", "term": kept, "text": "Trivs"}], interventions=[{"what": "x", "unit": "bup"}])
    assert missing(files) == {VASTRA_GOTALAND: (part,)}


def test_no_goals_at_all() -> None:
    files = planned(goals=[], interventions=[{"what": "x", "unit": "bup"}])
    assert missing(files) == {VASTERBOTTEN: ("goals",), VASTRA_GOTALAND: ("long-goals", "short-goals")}


def test_no_coordinator_at_all() -> None:
    files = planned(coordinator=None)
    assert missing(files) == {
        KRONOBERG: ("lead-principal", "coordinator-named"),
        VASTERBOTTEN: ("coordinating-unit", "lead-principal"),
        VASTRA_GOTALAND: ("lead-principal",),
        STROMSUND: ("lead-principal",),
    }


def test_where_the_booked_follow_up_is_and_who_takes_part() -> None:
    assert missing(case({BOOKED: {"place": None}})) == {
        VASTERBOTTEN: ("follow-up-place",),
        VASTRA_GOTALAND: ("follow-up-place",),
    }
    assert missing(case({BOOKED: {"participants": []}})) == {VASTERBOTTEN: ("follow-up-participants",)}


def test_that_none_is_booked_is_said_by_another_rule_only() -> None:
    files = case(remove=[BOOKED])
    assert missing(files) == {}
    assert hits("follow-up-missing", files, TODAY)


def test_vasterbotten_asks_how_to_reach_each_unit() -> None:
    files = case()
    del files["case.yaml"]["units"][2]["contact"]["phone"]
    assert missing(files) == {VASTERBOTTEN: ("contact-details",)}
    files["case.yaml"]["units"][2]["contact"]["email"] = "fia@example.org"
    assert missing(files) == {}
    del files["case.yaml"]["units"][2]["contact"]
    assert missing(files) == {VASTERBOTTEN: ("contact-details",)}


def test_a_guardians_own_number_is_theirs_to_leave() -> None:
    """A guardian may live under protection; what is asked for is how to reach the units (L10)."""
    files = case()
    del files["case.yaml"]["guardians"][1]["phone"]
    assert missing(files) == {}


def test_own_actions_that_say_nothing_do_not_tell_what_others_do() -> None:
    """The law, third content (ST, Samordnad individuell plan): what is done by others than the two principals."""
    assert KRONOBERG in missing(case(write={"plan.yaml": case()["plan.yaml"] | {"own_actions": {}}}))


def test_that_others_do_nothing_may_be_said() -> None:
    files = case()
    files["plan.yaml"]["own_actions"] = {"others": []}
    assert missing(files) == {VASTERBOTTEN: ("child-does", "guardians-do")}


def test_a_child_without_guardians_and_an_adult_have_none_who_could_do_anything() -> None:
    files = planned(own_actions={"guardians": None})
    adult = case({"case.yaml": {"child": {"born": "2008-09-22"}}, "plan.yaml": {"own_actions": {"guardians": None}}})
    almost = case({"case.yaml": {"child": {"born": "2008-09-23"}}, "plan.yaml": {"own_actions": {"guardians": None}}})
    assert missing(files) == missing(almost) == {VASTERBOTTEN: ("guardians-do",)}
    assert missing(adult) == {}


def test_silent_without_a_plan_in_force_and_in_a_closed_case() -> None:
    assert hits(RULE, case(remove=["plan.yaml"]), TODAY) == []
    assert hits(RULE, planned(needs=[]), "2026-09-21") == []
    assert hits(RULE, planned(needs=[]), "2026-09-22")
    assert hits(RULE, planned(needs=[]) | CLOSED, "2026-10-10") == []
