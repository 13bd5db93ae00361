"""intervention-overdue: an intervention is completed by the day that was agreed; days since (F1)."""

import pytest

from tests.helpers import CLOSED, Data, Files, case, everywhere, hits, levels

RULE = "intervention-overdue"


def due(on: str | None = "2026-10-31", **fields: object) -> Files:
    intervention: Data = {"id": "i1", "what": "Schema", "unit": "skola", "start": "2026-09-23", "status": "active"}
    return case({"plan.yaml": {"interventions": [intervention | ({"due": on} if on else {}) | fields]}})


def test_silent_on_the_day_itself() -> None:
    assert levels(RULE, due(), "2026-10-31") == {}


def test_a_warning_everywhere_from_the_day_after_though_it_is_a_sunday() -> None:
    """An agreed day never moves: the 31st is a Saturday."""
    assert levels(RULE, due(), "2026-11-01") == everywhere("warning")


def test_counts_the_days_since_and_says_who_is_to_act() -> None:
    (found,) = hits(RULE, due(), "2026-11-12")
    assert (found.date and found.date.isoformat(), found.days) == ("2026-10-31", 12)
    assert found.overdue
    assert found.about == ("i1", "skola")
    assert found.unit == "skola"
    assert (found.file, found.path) == ("cases/base/plan.yaml", ("interventions", 0))
    assert "12 days" in found.message


@pytest.mark.parametrize(
    ("status", "speaks"),
    [("planned", False), ("not-started", False), ("active", True), ("completed", False), ("cancelled", False)],
)
def test_the_status_tells_whether_it_is_done(status: str, speaks: bool) -> None:
    assert bool(hits(RULE, due(status=status), "2026-11-12")) is speaks


def test_silent_where_no_day_was_agreed() -> None:
    assert hits(RULE, due(None), "2027-11-12") == []


def test_silent_before_the_plan_is_in_force_and_in_a_closed_case() -> None:
    assert hits(RULE, due("2026-09-10"), "2026-09-21") == []
    assert hits(RULE, due() | CLOSED, "2026-11-12") == []


def test_one_that_never_began_is_reported_once() -> None:
    """Whoever is told that it has not begun knows that it is not done."""
    files = due(status="planned")
    assert hits("intervention-not-started", files, "2026-11-12")
    assert hits(RULE, files, "2026-11-12") == []
