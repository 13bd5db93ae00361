"""joint-meeting-needed: all who are key to the child meet when its conditions change (E4)."""

import pytest

from tests.helpers import CLOSED, STROMSUND, Files, case, hits, levels

RULE = "joint-meeting-needed"
TODAY = "2026-10-10"
BOOKED = "follow-ups/2026-12-01.yaml"


def happened(on: str = "2026-10-04", kind: str = "asylum-rejection", **follow_up: object) -> Files:
    """Return a case with an event and no follow-up but the one given."""
    written = {f"events/{on}-{kind}.yaml": {"date": on, "kind": kind}}
    if follow_up:
        written[f"follow-ups/{follow_up['date']}.yaml"] = {key: str(value) for key, value in follow_up.items()}
    return case(remove=[BOOKED], write=written)


def test_silent_where_nothing_has_changed() -> None:
    assert levels(RULE, case(remove=[BOOKED]), TODAY) == {}


def test_an_error_in_stromsund_only_with_the_days_since() -> None:
    assert levels(RULE, happened(), TODAY) == {STROMSUND: "error"}
    (found,) = hits(RULE, happened(), TODAY, STROMSUND)
    assert (found.date and found.date.isoformat(), found.days) == ("2026-10-04", 6)
    assert (found.file, found.path) == ("cases/base/events/2026-10-04-asylum-rejection.yaml", ("date",))


@pytest.mark.parametrize("kind", ["school-change", "placement-change", "worse-health"])
def test_any_change_calls_for_it(kind: str) -> None:
    assert hits(RULE, happened(kind=kind), TODAY, STROMSUND)


@pytest.mark.parametrize("kind", ["deviation", "dispute"])
def test_deviations_and_disputes_are_no_change_for_the_child(kind: str) -> None:
    assert hits(RULE, happened(kind=kind), TODAY, STROMSUND) == []


def test_in_force_from_its_own_day() -> None:
    assert hits(RULE, happened(), "2026-10-03", STROMSUND) == []
    assert [one.days for one in hits(RULE, happened(), "2026-10-04", STROMSUND)] == [0]


def test_silent_when_a_meeting_or_a_follow_up_is_booked_or_held_on_that_day_or_later() -> None:
    assert hits(RULE, happened("2026-09-22"), TODAY, STROMSUND) == []
    for day in ("2026-10-04", "2026-10-20"):
        assert hits(RULE, happened(date=day, status="booked"), TODAY, STROMSUND) == []
    assert hits(RULE, happened(date="2026-10-07", status="held"), TODAY, STROMSUND) == []


def test_one_held_before_and_one_cancelled_do_not_count() -> None:
    assert hits(RULE, happened(date="2026-10-03", status="held"), TODAY, STROMSUND)
    assert hits(RULE, happened(date="2026-10-20", status="cancelled"), TODAY, STROMSUND)


def test_several_changes_call_for_one_meeting_and_count_from_the_first() -> None:
    files = happened() | {"events/2026-10-08-school-change.yaml": {"date": "2026-10-08", "kind": "school-change"}}
    (found,) = hits(RULE, files, TODAY, STROMSUND)
    assert found.days == 6
    assert "asylum-rejection" in found.message
    assert "school-change" in found.message


def test_a_next_day_that_a_held_follow_up_names_is_booked() -> None:
    """As follow-up-missing sees it: `next_on` books the occasion (F6)."""
    files = happened(date="2026-10-02", status="held", next_on="2026-10-20")
    assert hits("follow-up-missing", files, TODAY, STROMSUND) == []
    assert hits(RULE, files, TODAY, STROMSUND) == []


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, happened() | CLOSED, TODAY, STROMSUND) == []
