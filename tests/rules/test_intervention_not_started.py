"""intervention-not-started: an intervention starts on the day that was agreed; days since (F1)."""

import pytest

from tests.helpers import CLOSED, Data, Files, case, everywhere, hits, levels

RULE = "intervention-not-started"


def one(**fields: object) -> Files:
    intervention: Data = {"id": "i2", "what": "Föräldrastöd", "unit": "soc", "start": "2026-10-01", "status": "planned"}
    return case({"plan.yaml": {"interventions": [intervention | fields]}})


def test_silent_on_the_day_it_should_start() -> None:
    assert levels(RULE, case(), "2026-10-01") == {}


def test_a_warning_everywhere_from_the_day_after() -> None:
    assert levels(RULE, case(), "2026-10-02") == everywhere("warning")


def test_counts_the_days_since_and_says_who_is_to_act() -> None:
    (found,) = hits(RULE, one(), "2026-11-12")
    assert (found.date and found.date.isoformat(), found.days) == ("2026-10-01", 42)
    assert found.overdue
    assert found.about == ("i2", "soc")
    assert found.unit == "soc"
    assert (found.file, found.path) == ("cases/base/plan.yaml", ("interventions", 0))
    assert "42 days" in found.message
    assert "1 day ago" in hits(RULE, one(), "2026-10-02")[0].message


def test_each_intervention_is_judged_by_itself() -> None:
    assert [(found.about[0], found.days) for found in hits(RULE, case(), "2026-10-10")] == [("i2", 9), ("i3", 5)]


@pytest.mark.parametrize(
    ("status", "speaks"),
    [("planned", True), ("not-started", True), ("active", False), ("completed", False), ("cancelled", False)],
)
def test_the_status_tells_whether_it_has_begun(status: str, speaks: bool) -> None:
    assert bool(hits(RULE, one(status=status), "2026-10-10")) is speaks


def test_silent_without_a_start() -> None:
    files = case({"plan.yaml": {"interventions": [{"what": "Samtal", "unit": "bup", "status": "planned"}]}})
    assert hits(RULE, files, "2026-10-10") == []


def test_one_without_an_id_is_named_by_its_number() -> None:
    files = case({"plan.yaml": {"interventions": [{"what": "Samtal", "unit": "bup", "start": "2026-10-01"}]}})
    (found,) = hits(RULE, files, "2026-10-10")
    assert " 1 " in found.message
    assert "--id" not in found.fix


def test_silent_before_the_plan_is_in_force_and_in_a_closed_case() -> None:
    assert hits(RULE, one(start="2026-09-01"), "2026-09-21") == []
    assert hits(RULE, case(write=CLOSED), "2026-10-10") == []
