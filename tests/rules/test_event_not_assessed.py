"""event-not-assessed: the coordinator decides what follows from what has happened (F2)."""

import pytest

from tests.helpers import CLOSED, VASTERBOTTEN, VASTRA_GOTALAND, Files, case, hits, levels

RULE = "event-not-assessed"
NAME = "events/2026-10-05-school-change.yaml"
BOTH = {VASTERBOTTEN: "error", VASTRA_GOTALAND: "error"}


def happened(on: str = "2026-10-05", kind: str = "school-change", **fields: str) -> Files:
    return case(write={NAME: {"date": on, "kind": kind} | fields})


def test_silent_where_nothing_has_happened_and_where_it_is_assessed() -> None:
    assert levels(RULE, case(), "2026-10-10") == {}
    assessed = happened(assessed_on="2026-10-06", decision="tidigare uppföljning")
    assert levels(RULE, assessed, "2026-10-10") == {}


def test_an_error_in_vasterbotten_and_vastra_gotaland_with_the_days_since() -> None:
    assert levels(RULE, happened(), "2026-10-10") == BOTH
    (found,) = hits(RULE, happened(), "2026-10-10")
    assert (found.date and found.date.isoformat(), found.days) == ("2026-10-05", 5)
    assert found.overdue
    assert (found.file, found.path) == (f"cases/base/{NAME}", ("date",))
    assert found.unit == "soc"


def test_in_force_from_its_own_day() -> None:
    assert hits(RULE, happened(), "2026-10-04") == []
    assert [one.days for one in hits(RULE, happened(), "2026-10-05")] == [0]


def test_an_assessment_dated_after_today_is_not_made_yet() -> None:
    files = happened(assessed_on="2026-10-12", decision="avvakta")
    assert hits(RULE, files, "2026-10-11")
    assert hits(RULE, files, "2026-10-12") == []


@pytest.mark.parametrize("kind", ["deviation", "dispute"])
def test_deviations_and_disputes_have_rules_of_their_own(kind: str) -> None:
    assert hits(RULE, happened(kind=kind), "2026-10-10") == []


def test_silent_while_there_is_no_plan_to_affect_and_in_a_closed_case() -> None:
    files = happened()
    del files["plan.yaml"]
    assert hits(RULE, files, "2026-10-10") == []
    assert hits(RULE, happened("2026-10-01") | CLOSED, "2026-10-10") == []


def test_what_happened_before_the_plan_was_known_when_it_was_made() -> None:
    """VB, Om något inträffar (under Genomföra): what comes between the plan and its follow-up."""
    assert hits(RULE, happened("2026-09-10"), "2026-09-30") == []
