"""decision-feedback-missing: a decision that waited for someone absent is told to everyone (M9)."""

from tests.helpers import CLOSED, VASTERBOTTEN, Files, case, hits, levels, meeting

RULE = "decision-feedback-missing"
TODAY = "2026-09-30"


def waiting(*fed_back_on: str | None, held: bool = True) -> Files:
    decisions = [
        {"about": "Skolskjuts", "waits_for": "rektorn"} | ({"fed_back_on": day} if day else {}) for day in fed_back_on
    ]
    return case(meeting(decisions_waiting=decisions, held=held))


def test_silent_where_nothing_waits() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_a_decision_without_feedback_is_an_error_in_vasterbotten_only() -> None:
    assert levels(RULE, waiting(None), TODAY) == {VASTERBOTTEN: "error"}
    (found,) = hits(RULE, waiting(None), TODAY)
    assert (found.file, found.path) == ("cases/base/invitation.yaml", ("meeting", "decisions_waiting", 0))
    assert "8 days" in found.message


def test_what_waits_is_free_text_and_stays_out_of_the_message() -> None:
    (found,) = hits(RULE, waiting(None), TODAY)
    assert "Skolskjuts" not in found.message


def test_each_decision_is_told_by_itself_until_it_is_fed_back() -> None:
    found = hits(RULE, waiting("2026-09-25", None, None), TODAY)
    assert [one.path[-1] for one in found] == [1, 2]
    assert hits(RULE, waiting("2026-09-25"), TODAY) == []


def test_feedback_dated_after_today_is_not_given_yet() -> None:
    assert hits(RULE, waiting("2026-10-01"), TODAY)
    assert hits(RULE, waiting("2026-10-01"), "2026-10-01") == []


def test_silent_until_the_meeting_was_held() -> None:
    assert hits(RULE, waiting(None), "2026-09-21") == []
    assert hits(RULE, waiting(None, held=False), TODAY) == []


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, waiting(None) | CLOSED, "2026-10-10") == []
