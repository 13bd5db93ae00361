"""age-limit: Västra Götaland's SIP is for children and young people up to and including 20 (I1)."""

from tests.helpers import CLOSED, VASTRA_GOTALAND, Files, case, consent, consents, hits, levels

RULE = "age-limit"
TODAY = "2026-09-30"


def born(on: str) -> Files:
    return case({"case.yaml": {"child": {"born": on}}} | consents(consent("child")))


def test_silent_for_a_child_and_a_twenty_year_old() -> None:
    assert levels(RULE, case(), TODAY) == {}
    assert levels(RULE, born("2005-10-01"), TODAY) == {}


def test_twenty_one_is_a_warning_in_vastra_gotaland_only() -> None:
    assert levels(RULE, born("2005-09-30"), TODAY) == {VASTRA_GOTALAND: "warning"}


def test_points_at_the_birth_date() -> None:
    (found,) = hits(RULE, born("2005-09-30"), TODAY, VASTRA_GOTALAND)
    assert found.path == ("child", "born")
    assert "2026-09-30" in found.message


def test_silent_in_a_closed_case() -> None:
    files = case({"case.yaml": {"child": {"born": "2005-01-01"}}} | consents(consent("child")), write=CLOSED)
    assert hits(RULE, files, "2026-10-02", VASTRA_GOTALAND) == []
