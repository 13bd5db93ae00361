"""two-principals-missing: the child needs support from both municipality and region (I11)."""

import pytest

from tests.helpers import CLOSED, KRONOBERG, VASTERBOTTEN, VASTRA_GOTALAND, Files, case, hits, levels

RULE = "two-principals-missing"
TODAY = "2026-09-30"
STATUTORY = {KRONOBERG: "error", VASTERBOTTEN: "error", VASTRA_GOTALAND: "error"}


def between(**principals: str) -> Files:
    files = case()
    for unit in files["case.yaml"]["units"]:
        unit["principal"] = principals.get(unit["id"], unit["principal"])
    return files


def test_silent_where_both_take_part() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_the_municipality_alone_is_an_error_under_each_statutory_guideline() -> None:
    alone = between(bup="municipality")
    assert levels(RULE, alone, TODAY) == STATUTORY
    (found,) = hits(RULE, alone, TODAY)
    assert found.about == ("region",)
    assert (found.file, found.path) == ("cases/base/case.yaml", ("units",))


def test_the_region_alone_is_an_error_too() -> None:
    (found,) = hits(RULE, between(skola="region", soc="region"), TODAY)
    assert found.about == ("municipality",)


@pytest.mark.parametrize("other", ["independent-operator", "state"])
def test_an_independent_school_or_the_state_is_neither_of_the_two(other: str) -> None:
    (found,) = hits(RULE, between(bup=other), TODAY)
    assert found.about == ("region",)
    assert hits(RULE, between(skola=other), TODAY) == []


def test_both_missing_is_one_finding() -> None:
    (found,) = hits(RULE, between(skola="state", soc="state", bup="state"), TODAY)
    assert found.about == ("municipality", "region")


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, between(bup="municipality") | CLOSED, "2026-10-10") == []
