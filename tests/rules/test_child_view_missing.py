"""child-view-missing: the child was informed and asked, and its view is written down (C10, B16)."""

from tests.helpers import CLOSED, Files, case, everywhere, hits, levels

RULE = "child-view-missing"
TODAY = "2026-09-30"


def child(**fields: object) -> Files:
    return case({"case.yaml": {"child": fields}})


def test_silent_where_the_child_was_informed_and_asked() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_no_view_and_no_information_are_warnings_in_every_county() -> None:
    assert levels(RULE, child(view=None), TODAY) == everywhere("warning")
    assert levels(RULE, child(informed_on=None), TODAY) == everywhere("warning")


def test_both_missing_is_one_finding() -> None:
    (found,) = hits(RULE, child(view=None, informed_on=None), TODAY)
    assert found.about == ("child",)
    assert found.path == ("child",)


def test_a_view_says_for_or_against_or_what_the_child_said() -> None:
    assert hits(RULE, child(view={"toward": None, "comment": "Vill gärna"}), TODAY) == []
    assert hits(RULE, child(view={"toward": None}), TODAY)
    assert hits(RULE, child(view={"toward": "against"}), TODAY) == []


def test_days_that_have_not_come_do_not_count() -> None:
    assert hits(RULE, case(), "2026-09-01") == []
    assert hits(RULE, case(), "2026-08-31")
    assert hits(RULE, child(informed_on="2026-10-01"), TODAY)
    assert hits(RULE, child(view={"recorded_on": "2026-10-01"}), TODAY)


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, child(view=None) | CLOSED, "2026-10-10") == []
