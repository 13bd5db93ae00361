"""care-code-wrong: AU125 after a discharge, AU124 otherwise (L17)."""

import pytest

from tests.helpers import CLOSED, VASTRA_GOTALAND, Files, case, hits, levels

RULE = "care-code-wrong"
TODAY = "2026-09-30"


def coded(*codes: str, route: str | None = "hlt") -> Files:
    registered = [{"code": code, "registered_on": "2026-09-22", "unit": "bup"} for code in codes]
    return case({"plan.yaml": {"care_codes": registered}, "case.yaml": {"route": route}})


@pytest.mark.parametrize("route", ["hlt", "outside-hlt", "internal", None])
def test_au125_without_a_discharge_is_a_warning_in_vastra_gotaland_only(route: str | None) -> None:
    assert levels(RULE, coded("AU124", route=route), TODAY) == {}
    assert levels(RULE, coded("AU125", route=route), TODAY) == {VASTRA_GOTALAND: "warning"}


def test_au124_after_a_discharge_is_a_warning() -> None:
    assert hits(RULE, coded("AU125", route="discharge"), TODAY, VASTRA_GOTALAND) == []
    (found,) = hits(RULE, coded("AU124", route="discharge"), TODAY, VASTRA_GOTALAND)
    assert found.about == ("AU124",)
    assert (found.file, found.path) == ("cases/base/plan.yaml", ("care_codes", 0, "code"))


def test_the_wrong_one_of_two_is_pointed_at() -> None:
    (found,) = hits(RULE, coded("AU124", "AU125"), TODAY, VASTRA_GOTALAND)
    assert found.path == ("care_codes", 1, "code")


def test_other_codes_and_none_are_not_wrong() -> None:
    assert hits(RULE, coded("AW010"), TODAY, VASTRA_GOTALAND) == []
    assert hits(RULE, coded(), TODAY, VASTRA_GOTALAND) == []


def test_silent_before_the_plan_is_in_force_and_in_a_closed_case() -> None:
    assert hits(RULE, coded("AU125"), "2026-09-21", VASTRA_GOTALAND) == []
    assert hits(RULE, coded("AU125") | CLOSED, "2026-10-10", VASTRA_GOTALAND) == []
