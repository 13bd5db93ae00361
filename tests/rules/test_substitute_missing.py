"""substitute-missing: who cannot come sends a substitute (B10)."""

from typing import Any

import pytest

from tests.helpers import CLOSED, VASTERBOTTEN, VASTRA_GOTALAND, Data, Files, case, hits, levels

RULE = "substitute-missing"
TODAY = "2026-09-30"
BOTH = {VASTERBOTTEN: "error", VASTRA_GOTALAND: "error"}
FOLLOW_UP = "follow-ups/2026-12-01.yaml"


def invited(meeting: Data | None = None, who: str = "bup", **bup: object) -> Files:
    files = case({"invitation.yaml": {"meeting": meeting or {}}})
    for one in files["invitation.yaml"]["invitees"]:
        if one["who"] == who:
            one |= bup
    return files


def followed_up(**fields: Any) -> Files:
    return case({FOLLOW_UP: {"status": "held", "absent": ["bup"]} | fields})


def test_silent_where_everybody_comes() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_a_unit_that_declines_is_an_error_in_vasterbotten_and_vastra_gotaland() -> None:
    files = invited({"held": False}, response="declined")
    assert levels(RULE, files, "2026-09-10") == BOTH
    (found,) = hits(RULE, files, "2026-09-10")
    assert found.about == ("bup",)
    assert found.unit == "bup"
    assert (found.file, found.path) == ("cases/base/invitation.yaml", ("invitees", 5))


def test_silent_when_somebody_is_named_to_come_instead() -> None:
    assert levels(RULE, invited(response="declined", substitute="Gia Påhitt"), TODAY) == {}
    assert hits(RULE, invited(response="declined", substitute="  "), TODAY)


def test_other_answers_are_no_refusal() -> None:
    for response in ("accepted", "unanswered", "passed-on"):
        assert hits(RULE, invited(response=response), TODAY) == []


def test_a_guardian_who_cannot_come_sends_nobody() -> None:
    assert hits(RULE, invited(who="vh2", response="declined"), TODAY) == []


def test_silent_before_the_invitation_is_sent_and_when_the_meeting_was_cancelled() -> None:
    assert hits(RULE, invited({"held": False}, response="declined"), "2026-08-31") == []
    cancelled = {"decision": "cancel", "decided_with": ["vh1"], "decided_on": "2026-09-10"}
    assert hits(RULE, invited({"held": False, "absence_decision": cancelled}, response="declined"), TODAY) == []


def test_a_unit_that_stayed_away_from_the_meeting_is_an_error() -> None:
    files = invited({"absent": ["bup"]})
    assert levels(RULE, files, TODAY) == BOTH
    (found,) = hits(RULE, files, TODAY)
    assert "2026-09-22" in found.message
    assert found.path == ("meeting", "absent")
    assert hits(RULE, invited({"absent": ["bup"]}, substitute="Gia Påhitt"), TODAY) == []


def test_who_declined_and_was_absent_is_reported_once() -> None:
    assert len(hits(RULE, invited({"absent": ["bup"]}, response="declined"), TODAY)) == 1


def test_an_absence_is_in_force_from_the_day_of_the_meeting() -> None:
    assert hits(RULE, invited({"absent": ["bup"]}), "2026-09-21") == []
    assert hits(RULE, invited({"absent": ["bup"]}), "2026-09-22")


def test_an_absence_at_a_held_follow_up_is_an_error_in_its_own_file() -> None:
    (found,) = hits(RULE, followed_up(), "2026-12-02")
    assert found.file == f"cases/base/{FOLLOW_UP}"
    assert "2026-12-01" in found.message
    assert hits(RULE, followed_up(status="booked"), "2026-12-02") == []
    assert hits(RULE, followed_up(), "2026-11-30") == []


@pytest.mark.parametrize(
    "substitutes", [{"bup": "Gia Påhitt"}, [{"who": "bup", "name": "Gia Påhitt"}], ["Gia Påhitt"]], ids=str
)
def test_silent_when_somebody_came_instead_to_the_follow_up(substitutes: object) -> None:
    assert hits(RULE, followed_up(substitutes=substitutes), "2026-12-02") == []


def test_a_substitute_for_another_unit_does_not_count() -> None:
    assert hits(RULE, followed_up(substitutes={"soc": "Gia Påhitt"}), "2026-12-02")
    assert hits(RULE, followed_up(absent=["bup", "soc"], substitutes=["Gia Påhitt"]), "2026-12-02")


@pytest.mark.parametrize("substitutes", [{"bup": " "}, [{"who": "bup"}], [" "]], ids=str)
def test_a_blank_name_is_nobody(substitutes: object) -> None:
    assert hits(RULE, followed_up(substitutes=substitutes), "2026-12-02")


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, invited({"absent": ["bup"]}) | CLOSED, "2026-10-10")


def called(**bup: object) -> Files:
    """Return the reference case with an invitation to its follow-up, sent on 2026-11-01."""
    invitees = [{"who": "skola", "response": "accepted"}, {"who": "bup"} | bup]
    return case({FOLLOW_UP: {"invitation": {"sent_on": "2026-11-01", "invitees": invitees}}})


def test_a_unit_that_declines_a_follow_up_is_an_error_in_the_follow_ups_file() -> None:
    files = called(response="declined")
    assert levels(RULE, files, "2026-11-05") == BOTH
    (found,) = hits(RULE, files, "2026-11-05")
    assert (found.about, found.unit) == (("bup",), "bup")
    assert (found.file, found.path) == (f"cases/base/{FOLLOW_UP}", ("invitation", "invitees", 1))
    assert "2026-12-01" in found.message


def test_silent_when_somebody_comes_instead_to_the_follow_up_or_it_is_not_called() -> None:
    assert hits(RULE, called(response="declined", substitute="Gia Påhitt"), "2026-11-05") == []
    assert hits(RULE, called(response="declined"), "2026-10-31") == []
    files = called(response="declined")
    files[FOLLOW_UP]["status"] = "cancelled"
    assert hits(RULE, files, "2026-11-05") == []


def test_an_absence_from_a_follow_up_that_was_declined_is_reported_once_or_replaced() -> None:
    absent = {"status": "held", "absent": ["bup"]}
    for named, found in (({}, 1), ({"substitute": "Gia Påhitt"}, 0)):
        files = called(response="declined", **named)
        files[FOLLOW_UP] |= absent
        assert len(hits(RULE, files, "2026-12-02")) == found
    files = called(response="declined")
    files[FOLLOW_UP] |= absent | {"substitutes": {"bup": "Gia Påhitt"}}
    assert hits(RULE, files, "2026-12-02") == []


def test_silent_where_a_unit_need_not_come() -> None:
    def not_obliged(files: Files) -> Files:
        for one in files["case.yaml"]["units"]:
            if one["id"] == "bup":
                one["obliged"] = False
        return files

    assert hits(RULE, not_obliged(invited({"held": False}, response="declined")), TODAY) == []
    assert hits(RULE, not_obliged(invited({"absent": ["bup"]})), TODAY) == []
    assert hits(RULE, not_obliged(called(response="declined")), "2026-11-05") == []
    assert hits(RULE, not_obliged(followed_up()), "2026-12-02") == []
