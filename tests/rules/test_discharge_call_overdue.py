"""discharge-call-overdue: three days after the ready notice, moved off days off (U1, lag 2017:612 4 kap. 3 §)."""

import pytest

from tests.helpers import CLOSED, KRONOBERG, VASTERBOTTEN, VASTRA_GOTALAND, Data, Files, case, hits, levels

RULE = "discharge-call-overdue"
STATUTORY = {KRONOBERG: "error", VASTERBOTTEN: "error", VASTRA_GOTALAND: "error"}


def ready(on: str | None = "2026-09-14", route: str = "discharge", **fields: object) -> Files:
    said: Data = {"care_contact": {"name": "Fia Påhitt", "unit": "bup"}} | ({"ready_notice_on": on} if on else {})
    return case({"case.yaml": {"route": route, "discharge": said | fields}})


def test_the_third_day_is_in_time() -> None:
    assert levels(RULE, ready(), "2026-09-17") == {}


def test_the_fourth_is_an_error_everywhere_but_in_stromsund() -> None:
    assert levels(RULE, ready(), "2026-09-18") == STATUTORY


def test_counts_the_days_since_the_limit() -> None:
    (found,) = hits(RULE, ready(), "2026-09-23")
    assert (found.date and found.date.isoformat(), found.days) == ("2026-09-17", 6)
    assert found.overdue
    assert found.unit == "bup"
    assert (found.file, found.path) == ("cases/base/case.yaml", ("discharge", "ready_notice_on"))
    assert "6 days" in found.message


@pytest.mark.parametrize(
    ("notice", "limit", "day_after"),
    [
        ("2025-01-03", "2025-01-07", "2025-01-08"),  # Monday the 6th is Epiphany
        ("2026-04-30", "2026-05-04", "2026-05-05"),  # the 3rd is a Sunday
        ("2026-09-14", "2026-09-17", "2026-09-18"),
    ],
)
def test_the_limit_moves_off_weekends_and_holidays(notice: str, limit: str, day_after: str) -> None:
    assert hits(RULE, ready(notice), limit) == []
    (found,) = hits(RULE, ready(notice), day_after)
    assert (found.date and found.date.isoformat(), found.days) == (limit, 1)


def test_sent_on_the_last_day_is_in_time_and_later_is_late_but_waits_for_nobody() -> None:
    assert hits(RULE, ready(call_sent_on="2026-09-17"), "2026-10-01") == []
    (found,) = hits(RULE, ready(call_sent_on="2026-09-18"), "2026-10-01")
    assert found.days == 1
    assert not found.overdue
    assert found.fix == ""
    assert found.path == ("discharge", "call_sent_on")


def test_a_call_dated_after_today_is_not_sent_yet() -> None:
    (found,) = hits(RULE, ready(call_sent_on="2026-09-21"), "2026-09-20")
    assert found.days == 3
    assert found.overdue


def test_silent_on_other_routes_without_a_notice_and_before_its_day() -> None:
    assert hits(RULE, ready(route="hlt"), "2026-09-23") == []
    assert hits(RULE, ready(None), "2026-09-23") == []
    assert hits(RULE, ready("2026-09-24"), "2026-09-23") == []


def test_the_three_week_rules_are_silent_on_this_route() -> None:
    files = ready(call_sent_on="2026-09-15")
    files["invitation.yaml"] |= {"sent_on": "2026-09-20"}
    files["case.yaml"]["need"]["noticed_on"] = "2026-08-01"
    for rule in ("invitation-too-late", "meeting-late"):
        assert levels(rule, files, "2026-09-30") == {}


def test_in_a_closed_case_it_speaks_of_a_late_call_and_not_of_one_that_never_came() -> None:
    assert hits(RULE, ready(call_sent_on="2026-09-20") | CLOSED, "2026-10-10")
    assert hits(RULE, ready() | CLOSED, "2026-10-10") == []


def test_no_call_is_overdue_where_the_child_needs_only_one_of_the_principals() -> None:
    """VG, SIP ska användas vid utskrivning: where the child has interventions from both principals (lag 2017:612)."""
    assert hits(RULE, ready(needs_from=["municipality", "region"]), "2026-09-23")
    assert hits(RULE, ready(needs_from=["region"]), "2026-09-23") == []
