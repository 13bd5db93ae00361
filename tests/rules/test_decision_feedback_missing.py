"""decision-feedback-missing: a decision that waited for someone absent is told to everyone (M9)."""

from tests.helpers import CLOSED, VASTERBOTTEN, Files, case, hits, levels, meeting

RULE = "decision-feedback-missing"
TODAY = "2026-09-30"
FOLLOW_UP = "follow-ups/2026-12-01.yaml"


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


def followed_up(*fed_back_on: str | None, status: str = "held") -> Files:
    decisions = [
        {"about": "Skolskjuts", "waits_for": "rektorn"} | ({"fed_back_on": day} if day else {}) for day in fed_back_on
    ]
    return case({FOLLOW_UP: {"status": status, "decisions_waiting": decisions}})


def test_a_decision_of_a_follow_up_waits_in_its_own_file() -> None:
    files = followed_up("2026-12-02", None)
    assert levels(RULE, files, "2026-12-04") == {VASTERBOTTEN: "error"}
    (found,) = hits(RULE, files, "2026-12-04")
    assert (found.file, found.path) == (f"cases/base/{FOLLOW_UP}", ("decisions_waiting", 1))
    assert "2026-12-01" in found.message
    assert "3 days" in found.message


def test_silent_until_the_follow_up_was_held() -> None:
    assert hits(RULE, followed_up(None, status="booked"), "2026-12-04") == []
    assert hits(RULE, followed_up(None), "2026-11-30") == []
