"""invitation-not-written: Västra Götaland's invitation is sent in writing (B7)."""

from tests.helpers import CLOSED, VASTRA_GOTALAND, case, hits, levels

RULE = "invitation-not-written"
TODAY = "2026-09-30"
SPOKEN = {"invitation.yaml": {"form": "oral"}}


def test_silent_where_it_was_written() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_an_error_in_vastra_gotaland_only() -> None:
    assert levels(RULE, case(SPOKEN), TODAY) == {VASTRA_GOTALAND: "error"}


def test_points_at_the_form_or_at_the_day_when_no_form_is_said() -> None:
    assert hits(RULE, case(SPOKEN), TODAY, VASTRA_GOTALAND)[0].path == ("form",)
    unsaid = case({"invitation.yaml": {"form": None}})
    assert hits(RULE, unsaid, TODAY, VASTRA_GOTALAND)[0].path == ("sent_on",)


def test_speaks_from_the_day_it_was_sent() -> None:
    assert hits(RULE, case(SPOKEN), "2026-08-31", VASTRA_GOTALAND) == []
    assert hits(RULE, case(SPOKEN), "2026-09-01", VASTRA_GOTALAND)
    assert hits(RULE, case({"invitation.yaml": {"form": "oral", "sent_on": None}}), TODAY, VASTRA_GOTALAND) == []


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, case(SPOKEN, write=CLOSED), "2026-10-10", VASTRA_GOTALAND)
