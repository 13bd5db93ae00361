"""insecure-video: a digital meeting names a secure service (P15)."""

import pytest

from tests.helpers import CLOSED, VASTERBOTTEN, case, hits, levels, meeting

RULE = "insecure-video"
TODAY = "2026-09-10"


def test_silent_when_they_meet_in_a_room() -> None:
    assert levels(RULE, case(), TODAY) == {}
    assert hits(RULE, case(meeting(form=None)), TODAY) == []


@pytest.mark.parametrize("form", ["digital", "hybrid"])
def test_video_without_a_secure_service_is_an_error_in_vasterbotten_only(form: str) -> None:
    assert levels(RULE, case(meeting(form=form)), TODAY) == {VASTERBOTTEN: "error"}
    (found,) = hits(RULE, case(meeting(form=form)), TODAY)
    assert (found.file, found.path) == ("cases/base/invitation.yaml", ("meeting", "form"))


def test_silent_when_a_secure_service_is_named() -> None:
    assert hits(RULE, case(meeting(form="digital", secure_service="Påhittat säkert möte")), TODAY) == []
    assert hits(RULE, case(meeting(form="digital", secure_service="  ")), TODAY)


def test_silent_when_the_meeting_was_cancelled() -> None:
    decision = {"decision": "cancel", "decided_with": ["vh1"], "decided_on": "2026-09-08"}
    assert hits(RULE, case(meeting(form="digital", absence_decision=decision)), TODAY) == []


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, case(meeting(form="digital"), write=CLOSED), "2026-10-10")
