"""chair-or-recorder-missing: who chairs the meeting and who writes the plan (P12)."""

from tests.helpers import CLOSED, VASTERBOTTEN, case, hits, levels, meeting

RULE = "chair-or-recorder-missing"
TODAY = "2026-09-10"


def test_silent_where_both_are_named() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_no_recorder_is_an_error_in_vasterbotten_only() -> None:
    files = case(meeting(recorder=None))
    assert levels(RULE, files, TODAY) == {VASTERBOTTEN: "error"}
    (found,) = hits(RULE, files, TODAY)
    assert found.about == ("recorder",)
    assert (found.file, found.path) == ("cases/base/invitation.yaml", ("meeting",))


def test_what_is_missing_is_told_in_one_finding_and_blank_is_missing() -> None:
    (found,) = hits(RULE, case(meeting(chair=None, recorder="  ")), TODAY)
    assert found.about == ("chair", "recorder")


def test_speaks_from_the_day_the_invitation_is_sent() -> None:
    assert hits(RULE, case(meeting(recorder=None)), "2026-08-31") == []
    assert hits(RULE, case(meeting(recorder=None)), "2026-09-01")


def test_silent_without_a_meeting_and_when_it_was_cancelled() -> None:
    assert hits(RULE, case(remove=["invitation.yaml"]), TODAY) == []
    decision = {"decision": "cancel", "decided_with": ["vh1"], "decided_on": "2026-09-08"}
    assert hits(RULE, case(meeting(recorder=None, absence_decision=decision)), TODAY) == []


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, case(meeting(recorder=None), write=CLOSED), "2026-10-10")
