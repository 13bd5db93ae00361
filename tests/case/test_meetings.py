"""The meeting and the follow-ups: which are called, held, booked."""

from sipcli.case.meetings import booked_follow_ups, invitation_sent, last_held, meeting_day, meeting_held
from tests.helpers import Data, Files, case, day, in_memory, meeting


def test_the_day_of_the_meeting() -> None:
    assert meeting_day(in_memory(case())) == day("2026-09-22")
    assert meeting_day(in_memory(case(remove=["invitation.yaml"]))) is None
    assert meeting_day(in_memory(case({"invitation.yaml": {"meeting": None}}))) is None


def test_a_cancelled_meeting_has_no_day_and_one_held_in_spite_of_an_absence_has() -> None:
    def decided(decision: str) -> Files:
        return case(
            meeting(absence_decision={"decision": decision, "decided_with": ["vh1"], "decided_on": "2026-09-20"})
        )

    assert meeting_day(in_memory(decided("cancel"))) is None
    assert meeting_day(in_memory(decided("hold"))) == day("2026-09-22")


def test_the_invitation_is_sent_from_its_day() -> None:
    found = in_memory(case())
    assert invitation_sent(found, day("2026-08-31")) is None
    assert invitation_sent(found, day("2026-09-01")) == day("2026-09-01")


def test_the_meeting_is_held_when_it_says_so_and_its_day_has_come() -> None:
    assert meeting_held(in_memory(case()), day("2026-09-22"))
    assert not meeting_held(in_memory(case()), day("2026-09-21"))
    assert not meeting_held(in_memory(case(meeting(held=False))), day("2026-09-22"))


def booked(*follow_ups: Data) -> list[tuple[str, str]]:
    write = {f"follow-ups/{one['date']}.yaml": one for one in follow_ups}
    found = in_memory(case(remove=["follow-ups/2026-12-01.yaml"], write=write))
    return [(name.removeprefix("follow-ups/"), on.isoformat()) for name, _path, on in booked_follow_ups(found)]


def test_booked_follow_ups_are_those_neither_held_nor_cancelled() -> None:
    assert booked() == []
    assert booked(
        {"date": "2026-11-03", "status": "held"},
        {"date": "2026-12-01", "status": "booked"},
        {"date": "2027-01-01", "status": "cancelled"},
        {"date": "2027-02-01", "status": "booked"},
    ) == [("2026-12-01.yaml", "2026-12-01"), ("2027-02-01.yaml", "2027-02-01")]


def test_the_next_day_that_the_latest_held_one_names_is_booked_unless_it_has_a_file() -> None:
    first = {"date": "2026-11-03", "status": "held", "next_on": "2026-12-01"}
    second = {"date": "2026-12-01", "status": "held", "next_on": "2027-02-01"}
    assert booked(first) == [("2026-11-03.yaml", "2026-12-01")]
    assert booked(first, second) == [("2026-12-01.yaml", "2027-02-01")]
    assert booked(first, {"date": "2026-12-01", "status": "booked"}) == [("2026-12-01.yaml", "2026-12-01")]
    assert booked(first, {"date": "2026-12-01", "status": "cancelled"}) == []


def test_the_latest_held_one() -> None:
    write = {f"follow-ups/{on}.yaml": {"date": on, "status": "held"} for on in ("2026-11-03", "2026-12-01")}
    name, _one = last_held(in_memory(case(write=write))) or ("", None)
    assert name == "follow-ups/2026-12-01.yaml"
    assert last_held(in_memory(case())) is None
