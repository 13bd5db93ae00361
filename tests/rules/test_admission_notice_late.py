"""admission-notice-late: the admission notice within 24 hours (U1, lag 2017:612 2 kap. 3 §)."""

from tests.helpers import CLOSED, KRONOBERG, VASTERBOTTEN, VASTRA_GOTALAND, Data, Files, case, hits, levels

RULE = "admission-notice-late"
TODAY = "2026-09-20"
STATUTORY = {KRONOBERG: "error", VASTERBOTTEN: "error", VASTRA_GOTALAND: "error"}


def admitted(notice: str | None, at: str = "2026-09-10 10:00", route: str = "discharge") -> Files:
    said: Data = {"admitted_at": at} | ({"admission_notice_at": notice} if notice else {})
    return case({"case.yaml": {"route": route, "discharge": said}})


def test_exactly_24_hours_is_in_time() -> None:
    assert levels(RULE, admitted("2026-09-11 10:00"), TODAY) == {}


def test_a_minute_more_is_an_error_everywhere_but_in_stromsund() -> None:
    assert levels(RULE, admitted("2026-09-11 10:01"), TODAY) == STATUTORY
    (found,) = hits(RULE, admitted("2026-09-11 10:01"), TODAY)
    assert (found.date and found.date.isoformat(), found.days) == ("2026-09-11", 0)
    assert (found.file, found.path) == ("cases/base/case.yaml", ("discharge", "admission_notice_at"))
    assert "2 kap. 3 §" in found.source


def test_a_late_notice_that_was_sent_waits_for_nobody() -> None:
    (found,) = hits(RULE, admitted("2026-09-13T12:00"), TODAY)
    assert found.days == 2
    assert not found.overdue
    assert "74 hours" in found.message


def test_hours_do_not_move_off_a_weekend() -> None:
    """Admitted on Friday 2026-09-11: within 24 hours is on Saturday."""
    assert hits(RULE, admitted("2026-09-14 08:00", "2026-09-11 10:00"), TODAY)


def test_none_recorded_speaks_from_the_day_after_the_limit_and_counts_on() -> None:
    assert hits(RULE, admitted(None), "2026-09-11") == []
    (found,) = hits(RULE, admitted(None), "2026-09-12")
    assert found.days == 1
    assert found.overdue
    assert "2026-09-11 10:00" in found.message
    assert [one.days for one in hits(RULE, admitted(None), TODAY)] == [9]


def test_silent_before_the_admission_on_other_routes_and_where_nothing_is_known() -> None:
    assert hits(RULE, admitted(None), "2026-09-09") == []
    assert hits(RULE, admitted(None, route="hlt"), TODAY) == []
    assert hits(RULE, case({"case.yaml": {"route": "discharge"}}), TODAY) == []


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, admitted("2026-09-13 12:00") | CLOSED, "2026-10-10")


def test_the_message_does_not_say_that_a_late_notice_came_within_24_hours() -> None:
    (found,) = hits(RULE, admitted("2026-09-11 10:30"), TODAY)
    assert " 24 hours after" not in found.message


def test_a_notice_dated_after_today_is_not_sent_and_the_days_count_until_today() -> None:
    (found,) = hits(RULE, admitted("2026-09-30 10:00"), "2026-09-15")
    assert "no admission notice is recorded" in found.message
    assert (found.days, found.overdue) == (4, True)
