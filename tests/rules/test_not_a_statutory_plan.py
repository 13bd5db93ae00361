"""not-a-statutory-plan: Strömsund's plan within one principal is an internal one (I11)."""

from tests.helpers import CLOSED, STROMSUND, Files, case, hits, levels

RULE = "not-a-statutory-plan"
TODAY = "2026-09-30"


def between(**principals: str) -> Files:
    files = case()
    for unit in files["case.yaml"]["units"]:
        unit["principal"] = principals.get(unit["id"], unit["principal"])
    return files


def test_silent_where_municipality_and_region_both_take_part() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_one_principal_is_an_info_in_stromsund_only() -> None:
    assert levels(RULE, between(bup="municipality"), TODAY) == {STROMSUND: "info"}
    (found,) = hits(RULE, between(bup="municipality"), TODAY, STROMSUND)
    assert (found.file, found.path) == ("cases/base/case.yaml", ("units",))


def test_an_independent_operator_does_not_make_it_statutory() -> None:
    assert hits(RULE, between(bup="independent-operator"), TODAY, STROMSUND)


def test_nothing_else_is_said_of_the_missing_principal() -> None:
    assert hits("two-principals-missing", between(bup="municipality"), TODAY, STROMSUND) == []


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, between(bup="municipality") | CLOSED, "2026-10-10", STROMSUND) == []
