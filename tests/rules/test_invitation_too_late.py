"""invitation-too-late: Kronoberg sends the invitation at least 21 days before, unless agreed in dialogue (B2)."""

import pytest

from tests.helpers import CLOSED, KRONOBERG, Data, Files, case, hits, levels, merged

RULE = "invitation-too-late"
TODAY = "2026-09-30"


def sent(on: str | None, meeting_on: str = "2026-09-22", **fields: object) -> Files:
    invitation = {"sent_on": on, "meeting": {"date": meeting_on, "held": meeting_on <= TODAY}} | fields
    return case({"invitation.yaml": invitation}, remove=["plan.yaml", "follow-ups/2026-12-01.yaml"])


def test_exactly_21_days_is_in_time() -> None:
    assert levels(RULE, sent("2026-09-01"), TODAY) == {}


def test_20_days_is_an_error_in_kronoberg_only() -> None:
    assert levels(RULE, sent("2026-09-02"), TODAY) == {KRONOBERG: "error"}


def test_says_days_given_days_asked_last_day_to_send_and_earliest_meeting() -> None:
    (found,) = hits(RULE, sent("2026-11-20", "2026-12-02"), "2026-11-23", KRONOBERG)
    for part in (" 12 ", " 21 ", "2026-11-11", "2026-12-11"):
        assert part in found.message
    assert found.date and found.date.isoformat() == "2026-11-11"
    assert found.days == 9
    assert (found.file, found.path) == ("cases/base/invitation.yaml", ("sent_on",))


@pytest.mark.parametrize("weekend", ["2026-09-19", "2026-09-20"])
def test_a_countys_own_limit_never_moves_off_a_weekend(weekend: str) -> None:
    first_too_late = {"2026-09-19": "2026-08-30", "2026-09-20": "2026-08-31"}[weekend]
    assert hits(RULE, sent(first_too_late, weekend), TODAY, KRONOBERG)[0].days == 1


def agreed(**fields: Data | object) -> Data:
    exception = {"agreed_with": ["vh1", "soc"], "agreed_on": "2026-09-02", "reason": "brådskande"} | fields
    return {"invitation.yaml": {"lead_time_exception": exception}}


def test_a_shorter_notice_agreed_with_someone_on_a_day_is_in_order() -> None:
    files = sent("2026-09-10")
    for patch, silent in (
        (agreed(), True),
        (agreed(reason=None), True),
        (agreed(agreed_with=[]), False),
        (agreed(agreed_on=None), False),
        (agreed(agreed_on="2026-10-01"), False),
    ):
        found = hits(RULE, merged(files, patch), TODAY, KRONOBERG)
        assert (not found) is silent, patch


def test_an_unsent_invitation_speaks_once_the_last_day_to_send_has_passed() -> None:
    files = sent(None, "2026-10-21")
    assert hits(RULE, files, "2026-09-30", KRONOBERG) == []
    (found,) = hits(RULE, files, "2026-10-01", KRONOBERG)
    assert found.days == 1
    assert found.overdue
    assert hits(RULE, files, "2026-10-22", KRONOBERG) == []


def test_a_late_invitation_to_a_meeting_that_has_been_waits_for_nobody() -> None:
    (found,) = hits(RULE, sent("2026-09-10"), TODAY, KRONOBERG)
    assert not found.overdue


def test_silent_without_a_meeting_when_it_was_cancelled_and_on_the_discharge_route() -> None:
    assert hits(RULE, case(remove=["invitation.yaml"]), TODAY, KRONOBERG) == []
    decision = {"decision": "cancel", "decided_with": ["vh1"], "decided_on": "2026-09-20"}
    cancelled = merged(sent("2026-09-10"), {"invitation.yaml": {"meeting": {"absence_decision": decision}}})
    assert hits(RULE, cancelled, TODAY, KRONOBERG) == []
    discharge = merged(sent("2026-09-10"), {"case.yaml": {"route": "discharge"}})
    assert hits(RULE, discharge, TODAY, KRONOBERG) == []


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, sent("2026-09-10") | CLOSED, "2026-10-10", KRONOBERG)
