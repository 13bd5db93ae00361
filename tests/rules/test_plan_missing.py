"""plan-missing: a meeting that was held has led to a plan (L1)."""

from tests.helpers import CLOSED, Files, case, everywhere, hits, levels, meeting

RULE = "plan-missing"
TODAY = "2026-09-30"


def without_plan(**fields: object) -> Files:
    return case(meeting(**fields), remove=["plan.yaml", "follow-ups/2026-12-01.yaml"])


def test_silent_where_there_is_a_plan() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_an_error_everywhere_when_the_meeting_was_held_and_there_is_none() -> None:
    assert levels(RULE, without_plan(), TODAY) == everywhere("error")
    (found,) = hits(RULE, without_plan(), TODAY)
    assert (found.file, found.path) == ("cases/base/invitation.yaml", ("meeting", "held"))
    assert found.fix == "sip plan new base"
    assert "2026-09-22" in found.message


def test_silent_before_the_meetings_day_though_it_is_recorded_as_held() -> None:
    assert hits(RULE, without_plan(), "2026-09-21") == []
    assert hits(RULE, without_plan(), "2026-09-22")


def test_silent_when_the_meeting_was_not_held_or_was_cancelled() -> None:
    assert hits(RULE, without_plan(held=False), TODAY) == []
    assert hits(RULE, without_plan(held=None), TODAY) == []
    decision = {"decision": "cancel", "decided_with": ["vh1"], "decided_on": "2026-09-20"}
    assert hits(RULE, without_plan(absence_decision=decision), TODAY) == []
    assert hits(RULE, case(remove=["plan.yaml", "invitation.yaml"]), TODAY) == []


def test_a_plan_dated_after_today_is_not_in_force() -> None:
    files = case({"plan.yaml": {"made_on": "2026-10-01"}})
    assert hits(RULE, files, TODAY)
    assert hits(RULE, files, "2026-10-01") == []


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, without_plan() | CLOSED, "2026-10-10") == []
