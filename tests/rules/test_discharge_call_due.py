"""discharge-call-due: the call to planning, until the statutory limit (U1, lag 2017:612 4 kap. 3 §)."""

import pytest

from tests.helpers import CLOSED, KRONOBERG, VASTERBOTTEN, VASTRA_GOTALAND, Data, Files, case, hits, levels

RULE = "discharge-call-due"
STATUTORY = {KRONOBERG: "info", VASTERBOTTEN: "info", VASTRA_GOTALAND: "info"}


def ready(on: str | None = "2026-09-14", route: str = "discharge", **fields: object) -> Files:
    said: Data = {"care_contact": {"name": "Fia Påhitt", "unit": "bup"}} | ({"ready_notice_on": on} if on else {})
    return case({"case.yaml": {"route": route, "discharge": said | fields}})


def test_an_info_everywhere_but_in_stromsund_from_the_day_of_the_notice() -> None:
    assert levels(RULE, ready(), "2026-09-13") == {}
    assert levels(RULE, ready(), "2026-09-14") == STATUTORY


def test_counts_down_to_the_limit() -> None:
    days = [(found.date, found.days) for day in range(14, 18) for found in hits(RULE, ready(), f"2026-09-{day}")]
    assert [(date and date.isoformat(), left) for date, left in days] == [
        ("2026-09-17", left) for left in (-3, -2, -1, 0)
    ]


def test_silent_after_the_limit() -> None:
    assert hits(RULE, ready(), "2026-09-18") == []


@pytest.mark.parametrize(
    ("notice", "limit"),
    [("2025-01-03", "2025-01-07"), ("2026-04-30", "2026-05-04"), ("2026-09-14", "2026-09-17")],
)
def test_the_limit_moves_off_weekends_and_holidays(notice: str, limit: str) -> None:
    files = ready(notice)
    files["case.yaml"]["need"]["noticed_on"] = "2025-01-02"
    (found,) = hits(RULE, files, limit)
    assert (found.date and found.date.isoformat(), found.days) == (limit, 0)
    assert limit in found.message


def test_says_who_is_to_act_and_points_at_the_notice() -> None:
    (found,) = hits(RULE, ready(), "2026-09-15")
    assert found.unit == "bup"
    assert (found.file, found.path) == ("cases/base/case.yaml", ("discharge", "ready_notice_on"))
    assert found.fix == "sip discharge base --call-sent DATE"
    assert "4 kap. 3 §" in found.source


def test_silent_once_the_call_is_sent_and_one_dated_after_today_is_not() -> None:
    assert hits(RULE, ready(call_sent_on="2026-09-15"), "2026-09-14")
    assert hits(RULE, ready(call_sent_on="2026-09-15"), "2026-09-15") == []


def test_silent_on_other_routes_without_a_notice_and_in_a_closed_case() -> None:
    assert hits(RULE, ready(route="hlt"), "2026-09-15") == []
    assert hits(RULE, ready(None), "2026-09-15") == []
    assert hits(RULE, ready("2026-10-09") | CLOSED, "2026-10-10") == []


def test_no_call_is_due_where_the_child_needs_only_one_of_the_principals() -> None:
    """VG, SIP ska användas vid utskrivning: where the child has interventions from both principals (lag 2017:612)."""
    assert hits(RULE, ready(needs_from=["municipality", "region"]), "2026-09-15")
    assert hits(RULE, ready(needs_from=["region"]), "2026-09-15") == []
