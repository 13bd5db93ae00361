"""copy-not-given: child, guardians and units have a copy of the plan, as each county asks (L14)."""

import pytest

from tests.helpers import CLOSED, KRONOBERG, UNITS, VASTERBOTTEN, VASTRA_GOTALAND, Files, case, hits, levels

RULE = "copy-not-given"
TODAY = "2026-09-30"
ALL = {KRONOBERG: "error", VASTERBOTTEN: "error", VASTRA_GOTALAND: "error"}


def without(*who: str) -> Files:
    return case({"plan.yaml": {"copies": dict.fromkeys(who)}})


def test_silent_where_everyone_has_one() -> None:
    assert levels(RULE, case(), TODAY) == {}


@pytest.mark.parametrize("who", ["child", "vh1", "vh2"])
def test_the_family_without_a_copy_is_an_error_in_three_counties(who: str) -> None:
    assert levels(RULE, without(who), TODAY) == ALL
    (found,) = hits(RULE, without(who), TODAY)
    assert found.about == (who,)
    assert (found.file, found.path) == ("cases/base/plan.yaml", ("copies",))


@pytest.mark.parametrize("unit", UNITS)
def test_in_vastra_gotaland_a_unit_gets_one_only_if_it_wishes(unit: str) -> None:
    assert levels(RULE, without(unit), TODAY) == {KRONOBERG: "error", VASTERBOTTEN: "error"}


def test_all_who_lack_one_are_told_in_one_finding() -> None:
    (found,) = hits(RULE, case({"plan.yaml": {"copies": None}}), TODAY)
    assert found.about == ("child", "vh1", "vh2", *UNITS)
    assert "8 days" in found.message


def test_silent_on_the_day_of_the_plan_itself() -> None:
    assert hits(RULE, case({"plan.yaml": {"copies": None}}), "2026-09-22") == []
    assert hits(RULE, case({"plan.yaml": {"copies": None}}), "2026-09-23")


def test_a_copy_dated_after_today_is_not_given_yet() -> None:
    files = case({"plan.yaml": {"copies": {"vh2": "2026-10-01"}}})
    assert hits(RULE, files, TODAY)
    assert hits(RULE, files, "2026-10-01") == []


def test_who_had_custody_gets_none_once_the_child_is_an_adult() -> None:
    files = without("vh1", "vh2")
    files["case.yaml"]["child"]["born"] = "2008-09-30"
    assert [one.about for one in hits(RULE, files, "2026-09-29")] == [("vh1", "vh2")]
    assert hits(RULE, files, "2026-09-30") == []


def test_where_there_are_no_guardians_the_representative_gets_one() -> None:
    files = without("vh1", "vh2")
    files["case.yaml"] |= {"guardians": [], "representatives": [{"id": "gm", "kind": "god-man", "name": "Ivo Påhitt"}]}
    files["consent.yaml"] = {"consents": []}
    files["invitation.yaml"]["invitees"] = []
    files["follow-ups/2026-12-01.yaml"]["participants"] = []
    assert [one.about for one in hits(RULE, files, TODAY)] == [("gm",)]
    files["plan.yaml"]["copies"]["gm"] = "2026-09-22"
    assert hits(RULE, files, TODAY) == []


def test_a_copy_from_before_the_plan_was_made_is_of_another_version() -> None:
    """VB, Efter mötet: everyone gets their own copy of the plan; an updated plan is another plan (F7)."""
    files = case({"plan.yaml": {"version": 2, "made_on": "2026-12-01"}})
    assert hits(RULE, files, "2026-12-02")


def test_silent_without_a_plan_in_force_and_in_a_closed_case() -> None:
    assert hits(RULE, case(remove=["plan.yaml"]), TODAY) == []
    assert hits(RULE, without("vh1"), "2026-09-21") == []
    assert hits(RULE, without("vh1") | CLOSED, "2026-10-10") == []
