"""support-person-missing: an adult as the child's support; speaks once the meeting's day has come (P4)."""

from tests.helpers import CLOSED, VASTERBOTTEN, case, hits, levels, meeting

RULE = "support-person-missing"
NOBODY = {"preparation.yaml": {"support_person": None}}


def test_silent_where_there_is_one() -> None:
    assert levels(RULE, case(), "2026-09-30") == {}


def test_an_error_in_vasterbotten_only() -> None:
    assert levels(RULE, case(NOBODY), "2026-09-30") == {VASTERBOTTEN: "error"}
    assert levels(RULE, case(remove=["preparation.yaml"]), "2026-09-30") == {VASTERBOTTEN: "error"}


def test_speaks_from_the_day_of_the_meeting() -> None:
    assert hits(RULE, case(NOBODY), "2026-09-21") == []
    (found,) = hits(RULE, case(NOBODY), "2026-09-22")
    assert found.about == ("child",)
    assert "2026-09-22" in found.message


def test_silent_when_the_meeting_was_cancelled() -> None:
    cancelled = meeting(absence_decision={"decision": "cancel", "decided_with": ["vh1"], "decided_on": "2026-09-20"})
    assert hits(RULE, case(cancelled | NOBODY), "2026-09-30") == []


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, case(NOBODY, write=CLOSED), "2026-10-10")
