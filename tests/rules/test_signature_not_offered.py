"""signature-not-offered: Västerbotten lets everyone who took part sign the plan (L12)."""

from tests.helpers import CLOSED, VASTERBOTTEN, case, hits, levels

RULE = "signature-not-offered"
TODAY = "2026-09-30"


def test_silent_where_it_was_offered_though_nobody_signed() -> None:
    assert case()["plan.yaml"]["signatures"]["signed"] == []
    assert levels(RULE, case(), TODAY) == {}


def test_an_error_in_vasterbotten_only() -> None:
    """Västra Götaland needs no signature (VG, 4. SIP-möte)."""
    for said in (None, {"offered_to_all": False}, {"offered_to_all": None}):
        files = case({"plan.yaml": {"signatures": said}})
        assert levels(RULE, files, TODAY) == {VASTERBOTTEN: "error"}
    (found,) = hits(RULE, case({"plan.yaml": {"signatures": None}}), TODAY)
    assert (found.file, found.path) == ("cases/base/plan.yaml", ("signatures",))


def test_silent_without_a_plan_in_force_and_in_a_closed_case() -> None:
    files = case({"plan.yaml": {"signatures": None}})
    assert hits(RULE, files, "2026-09-21") == []
    assert hits(RULE, case(remove=["plan.yaml"]), TODAY) == []
    assert hits(RULE, files | CLOSED, "2026-10-10") == []
