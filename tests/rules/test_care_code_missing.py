"""care-code-missing: AU124 or AU125 at the plan, AW010 at a held follow-up (L17)."""

import pytest

from tests.helpers import CLOSED, VASTRA_GOTALAND, Data, Files, case, hits, levels

RULE = "care-code-missing"
TODAY = "2026-09-30"
NAME = "follow-ups/2026-12-01.yaml"


def coded(*codes: str, on: str | None = "2026-09-22", route: str = "hlt") -> Files:
    registered: list[Data] = [{"code": code} | ({"registered_on": on} if on else {}) for code in codes]
    return case({"plan.yaml": {"care_codes": registered}, "case.yaml": {"route": route}})


def held(*codes: str) -> Files:
    registered = [{"code": code, "registered_on": "2026-12-01", "unit": "bup"} for code in codes]
    return case({NAME: {"status": "held", "care_codes": registered}})


def test_silent_where_they_are_registered() -> None:
    assert levels(RULE, case(), TODAY) == {}
    assert hits(RULE, held("AW010"), "2026-12-02", VASTRA_GOTALAND) == []


def test_none_at_the_plan_is_a_warning_in_vastra_gotaland_only() -> None:
    assert levels(RULE, coded(), TODAY) == {VASTRA_GOTALAND: "warning"}
    (found,) = hits(RULE, coded(), TODAY, VASTRA_GOTALAND)
    assert found.about == ("AU124",)
    assert (found.file, found.path) == ("cases/base/plan.yaml", ("care_codes",))


def test_after_a_discharge_it_asks_for_the_other_code() -> None:
    (found,) = hits(RULE, coded(route="discharge"), TODAY, VASTRA_GOTALAND)
    assert found.about == ("AU125",)


@pytest.mark.parametrize(("code", "route"), [("AU124", "discharge"), ("AU125", "hlt")])
def test_a_wrong_code_is_told_by_another_rule_only(code: str, route: str) -> None:
    assert hits(RULE, coded(code, route=route), TODAY, VASTRA_GOTALAND) == []
    assert hits("care-code-wrong", coded(code, route=route), TODAY, VASTRA_GOTALAND)


def test_the_code_of_a_follow_up_is_none_for_the_plan() -> None:
    assert hits(RULE, coded("AW010"), TODAY, VASTRA_GOTALAND)


def test_silent_on_the_day_of_the_plan_itself() -> None:
    assert hits(RULE, coded(), "2026-09-22", VASTRA_GOTALAND) == []
    assert hits(RULE, coded(), "2026-09-23", VASTRA_GOTALAND)


def test_a_code_without_a_day_counts_and_one_dated_after_today_does_not() -> None:
    assert hits(RULE, coded("AU124", on=None), TODAY, VASTRA_GOTALAND) == []
    assert hits(RULE, coded("AU124", on="2026-10-01"), TODAY, VASTRA_GOTALAND)


def test_none_at_a_held_follow_up() -> None:
    for codes in ((), ("AU124",)):
        (found,) = hits(RULE, held(*codes), "2026-12-02", VASTRA_GOTALAND)
        assert found.about == ("AW010",)
        assert found.file == f"cases/base/{NAME}"
    assert hits(RULE, held(), "2026-12-01", VASTRA_GOTALAND) == []
    assert hits(RULE, case(), "2026-12-02", VASTRA_GOTALAND) == []


def test_silent_without_a_plan_and_in_a_closed_case() -> None:
    assert hits(RULE, case(remove=["plan.yaml"]), TODAY, VASTRA_GOTALAND) == []
    assert hits(RULE, coded() | CLOSED, "2026-10-10", VASTRA_GOTALAND) == []
