"""absence-decision-missing: Kronoberg's host and guardians decide whether the meeting is held (B11)."""

import pytest

from tests.helpers import CLOSED, KRONOBERG, Data, Files, case, hits, levels

RULE = "absence-decision-missing"
TODAY = "2026-09-16"
HOLD = {"decision": "hold", "decided_with": ["vh1", "vh2"], "decided_on": "2026-09-15"}


def declined(decision: Data | None = None, who: str = "bup") -> Files:
    files = case({"invitation.yaml": {"meeting": {"held": False, "absence_decision": decision}}})
    for one in files["invitation.yaml"]["invitees"]:
        if one["who"] == who:
            one["response"] = "declined"
    return files


def test_silent_where_everybody_comes() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_a_unit_that_declines_without_a_decision_is_an_error_in_kronoberg_only() -> None:
    assert levels(RULE, declined(), TODAY) == {KRONOBERG: "error"}
    (found,) = hits(RULE, declined(), TODAY, KRONOBERG)
    assert found.about == ("bup",)
    assert (found.file, found.path) == ("cases/base/invitation.yaml", ("meeting",))


def test_silent_once_it_is_decided_with_the_guardians() -> None:
    assert hits(RULE, declined(HOLD), TODAY, KRONOBERG) == []
    assert hits(RULE, declined(HOLD | {"decision": "cancel"}), TODAY, KRONOBERG) == []


@pytest.mark.parametrize("key", HOLD)
def test_half_a_decision_is_none(key: str) -> None:
    assert hits(RULE, declined({name: said for name, said in HOLD.items() if name != key}), TODAY, KRONOBERG)


def test_a_decision_dated_after_today_is_not_in_force() -> None:
    assert hits(RULE, declined(HOLD), "2026-09-14", KRONOBERG)
    assert hits(RULE, declined(HOLD), "2026-09-15", KRONOBERG) == []


def test_silent_before_the_invitation_is_sent_and_when_it_is_a_guardian_who_declines() -> None:
    assert hits(RULE, declined(), "2026-08-31", KRONOBERG) == []
    assert hits(RULE, declined(who="vh2"), TODAY, KRONOBERG) == []


def test_a_decision_that_no_guardian_took_part_in_is_not_theirs() -> None:
    """KR, Deltagare som är inbjudna: the host decides together with the guardians."""
    assert hits(RULE, declined(HOLD | {"decided_with": ["soc"]}), TODAY, KRONOBERG)


def test_to_cancel_without_the_guardians_is_no_decision_either() -> None:
    """KR, Deltagare som är inbjudna: whether it is cancelled or held is decided together with the guardians."""
    assert hits(RULE, declined({"decision": "cancel", "decided_on": "2026-09-15"}), TODAY, KRONOBERG)


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, declined() | CLOSED, "2026-10-10", KRONOBERG)
