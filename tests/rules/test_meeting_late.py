"""meeting-late: the meeting within three weeks from the noticed need; the child's need governs (M1, M2)."""

from tests.helpers import CLOSED, VASTERBOTTEN, VASTRA_GOTALAND, Files, case, hits, levels

RULE = "meeting-late"
TODAY = "2026-10-30"
BOTH = {VASTERBOTTEN: "warning", VASTRA_GOTALAND: "warning"}


def met(on: str, **fields: object) -> Files:
    plan = {"made_on": on}
    return case({"invitation.yaml": {"meeting": {"date": on} | fields}, "plan.yaml": plan})


def test_day_21_is_in_time() -> None:
    assert levels(RULE, met("2026-09-22"), TODAY) == {}


def test_day_22_is_a_warning_in_vasterbotten_and_vastra_gotaland() -> None:
    assert levels(RULE, met("2026-09-23"), TODAY) == BOTH
    (found,) = hits(RULE, met("2026-09-23"), TODAY)
    assert (found.date and found.date.isoformat(), found.days) == ("2026-09-22", 1)
    assert (found.file, found.path) == ("cases/base/invitation.yaml", ("meeting", "date"))


def test_a_countys_own_limit_never_moves_off_a_weekend() -> None:
    files = met("2026-09-28")
    files["case.yaml"]["need"]["noticed_on"] = "2026-09-06"  # the limit is Sunday the 27th
    assert [one.days for one in hits(RULE, files, TODAY)] == [1]


def test_a_reason_from_the_childs_situation_makes_it_an_info() -> None:
    files = met("2026-09-29", delay_reason="Lova vill ha sin mentor med")
    assert levels(RULE, files, TODAY) == {VASTERBOTTEN: "info", VASTRA_GOTALAND: "info"}
    assert hits(RULE, met("2026-09-29", delay_reason="  "), TODAY)[0].level == "warning"


def test_no_meeting_called_is_late_from_day_22_and_counts_on() -> None:
    files = case(remove=["invitation.yaml", "plan.yaml", "follow-ups/2026-12-01.yaml"])
    assert hits(RULE, files, "2026-09-22") == []
    (found,) = hits(RULE, files, "2026-09-23")
    assert found.days == 1
    assert found.overdue
    assert found.path == ("need", "noticed_on")
    assert found.fix == "sip invite base"
    assert [one.days for one in hits(RULE, files, "2026-10-22")] == [30]


def test_a_plan_without_an_invitation_tells_when_they_met() -> None:
    assert hits(RULE, case(remove=["invitation.yaml"]), TODAY) == []


def test_a_late_meeting_that_has_been_waits_for_nobody() -> None:
    assert not hits(RULE, met("2026-09-23"), TODAY)[0].overdue
    assert hits(RULE, met("2026-09-23", held=False), "2026-09-10")[0].overdue


def test_a_cancelled_meeting_is_no_meeting() -> None:
    decision = {"decision": "cancel", "decided_with": ["vh1"], "decided_on": "2026-09-20"}
    files = met("2026-09-22", held=False, absence_decision=decision)
    del files["plan.yaml"]
    assert hits(RULE, files, TODAY)


def test_a_meeting_that_was_not_held_on_its_day_is_no_meeting_in_time() -> None:
    """VB, När ska mötet hållas?: it is held within three weeks; to have booked it is not enough."""
    files = case({"invitation.yaml": {"meeting": {"held": False}}}, remove=["plan.yaml", "follow-ups/2026-12-01.yaml"])
    assert hits(RULE, files, TODAY)


def test_silent_on_the_discharge_route() -> None:
    files = met("2026-09-29")
    files["case.yaml"]["route"] = "discharge"
    assert hits(RULE, files, TODAY) == []


def test_speaks_of_a_late_meeting_in_a_closed_case_and_not_of_one_that_never_was() -> None:
    assert hits(RULE, met("2026-09-29") | CLOSED, TODAY)
    files = case(remove=["invitation.yaml", "plan.yaml", "follow-ups/2026-12-01.yaml"], write=CLOSED)
    assert hits(RULE, files, TODAY) == []
