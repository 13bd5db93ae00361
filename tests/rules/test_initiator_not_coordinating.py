"""initiator-not-coordinating: outside HLT the unit that noticed the need coordinates (I8)."""

import pytest

from tests.helpers import CLOSED, VASTERBOTTEN, Files, case, hits, levels

RULE = "initiator-not-coordinating"
TODAY = "2026-09-30"


def coordinated(by: str | None, route: str = "outside-hlt") -> Files:
    return case({"case.yaml": {"route": route, "coordinating_unit": by}})


def test_silent_when_the_unit_that_noticed_coordinates() -> None:
    assert levels(RULE, coordinated("skola"), TODAY) == {}


def test_another_unit_is_an_error_in_vasterbotten_only() -> None:
    assert levels(RULE, coordinated("soc"), TODAY) == {VASTERBOTTEN: "error"}
    (found,) = hits(RULE, coordinated("soc"), TODAY)
    assert found.about == ("soc", "skola")
    assert (found.file, found.path) == ("cases/base/case.yaml", ("coordinating_unit",))


def test_nobody_named_leaves_it_with_the_unit_that_noticed() -> None:
    assert hits(RULE, coordinated(None), TODAY) == []


@pytest.mark.parametrize("route", ["hlt", "discharge", "internal"])
def test_silent_on_other_routes(route: str) -> None:
    assert hits(RULE, coordinated("soc", route), TODAY) == []


def test_the_plans_coordinator_may_be_another_unit() -> None:
    """VB, SIP Barnets plan ska innehålla: the plan says who coordinates on, preferably who meets the child most."""
    files = coordinated("skola")
    assert files["plan.yaml"]["coordinator"]["unit"] == "soc"
    assert hits(RULE, files, TODAY) == []


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, coordinated("soc") | CLOSED, "2026-10-10")
