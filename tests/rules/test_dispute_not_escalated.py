"""dispute-not-escalated: with the nearest managers for more than 14 days (W3)."""

import pytest

from tests.helpers import CLOSED, VASTRA_GOTALAND, Files, case, hits, levels

RULE = "dispute-not-escalated"
NAME = "events/2026-10-05-dispute.yaml"


def dispute(**fields: object) -> Files:
    said = {"date": "2026-10-05", "kind": "dispute", "parties": ["soc", "bup"], "escalation_level": "nearest-manager"}
    return case(write={NAME: {key: value for key, value in (said | fields).items() if value is not None}})


def test_day_14_is_silent() -> None:
    assert levels(RULE, dispute(), "2026-10-19") == {}


def test_day_15_is_a_warning_in_vastra_gotaland_only() -> None:
    assert levels(RULE, dispute(), "2026-10-20") == {VASTRA_GOTALAND: "warning"}
    (found,) = hits(RULE, dispute(), "2026-10-20", VASTRA_GOTALAND)
    assert (found.date and found.date.isoformat(), found.days) == ("2026-10-19", 1)
    assert found.overdue
    assert found.about == ("soc", "bup")
    assert "15 days" in found.message
    assert (found.file, found.path) == (f"cases/base/{NAME}", ("escalation_level",))


def test_a_countys_own_limit_never_moves_off_a_weekend() -> None:
    """Day 14 is Saturday 2026-10-24."""
    assert hits(RULE, dispute(date="2026-10-10"), "2026-10-24", VASTRA_GOTALAND) == []
    assert [one.days for one in hits(RULE, dispute(date="2026-10-10"), "2026-10-25", VASTRA_GOTALAND)] == [1]


def test_no_level_written_is_the_nearest_managers() -> None:
    assert hits(RULE, dispute(escalation_level=None), "2026-10-20", VASTRA_GOTALAND)


@pytest.mark.parametrize("level", ["line-organisation", "delregional"])
def test_silent_once_it_was_taken_further(level: str) -> None:
    files = dispute(escalation_level=level, escalated_on="2026-10-12")
    assert hits(RULE, files, "2026-12-01", VASTRA_GOTALAND) == []


def test_the_days_count_from_when_it_came_to_the_nearest_managers() -> None:
    files = dispute(escalated_on="2026-10-12")
    assert hits(RULE, files, "2026-10-26", VASTRA_GOTALAND) == []
    assert [one.days for one in hits(RULE, files, "2026-10-27", VASTRA_GOTALAND)] == [1]


def test_silent_once_it_is_resolved_and_in_a_closed_case() -> None:
    assert hits(RULE, dispute(resolved_on="2026-11-01"), "2026-11-02", VASTRA_GOTALAND) == []
    assert hits(RULE, dispute(resolved_on="2026-11-01"), "2026-10-31", VASTRA_GOTALAND)
    assert hits(RULE, dispute() | CLOSED, "2026-11-02", VASTRA_GOTALAND) == []


def test_taken_further_on_a_day_after_today_is_not_taken_further_yet() -> None:
    """A recorded happening dated after today is not in force."""
    files = dispute(escalation_level="line-organisation", escalated_on="2026-11-20")
    assert hits(RULE, files, "2026-11-02", VASTRA_GOTALAND)
