"""follow-up-missing: a plan in force and no occasion booked (L11, F6)."""

from tests.helpers import CLOSED, KRONOBERG, STROMSUND, VASTERBOTTEN, VASTRA_GOTALAND, Files, case, hits, levels

RULE = "follow-up-missing"
TODAY = "2026-09-30"
NONE_BOOKED = case(remove=["follow-ups/2026-12-01.yaml"])
LEVELS = {KRONOBERG: "warning", VASTERBOTTEN: "error", VASTRA_GOTALAND: "error", STROMSUND: "warning"}


def follow_up(**fields: object) -> Files:
    return case({"follow-ups/2026-12-01.yaml": fields})


def test_silent_where_one_is_booked() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_each_countys_level() -> None:
    assert levels(RULE, NONE_BOOKED, TODAY) == LEVELS


def test_points_at_the_plan() -> None:
    (found,) = hits(RULE, NONE_BOOKED, TODAY)
    assert (found.file, found.path) == ("cases/base/plan.yaml", ("made_on",))
    assert found.fix == "sip follow-up book base"


def test_silent_until_there_is_a_plan_in_force() -> None:
    assert hits(RULE, case(remove=["plan.yaml", "follow-ups/2026-12-01.yaml"]), TODAY) == []
    assert hits(RULE, NONE_BOOKED, "2026-09-21") == []
    assert hits(RULE, NONE_BOOKED, "2026-09-22")


def test_a_cancelled_one_and_a_held_one_without_a_next_day_are_not_booked() -> None:
    assert hits(RULE, follow_up(status="cancelled"), TODAY)
    assert hits(RULE, follow_up(status="held"), "2026-12-02")


def test_a_held_one_that_names_the_next_day_books_it() -> None:
    assert hits(RULE, follow_up(status="held", next_on="2027-03-01"), "2026-12-02") == []


def test_one_that_is_overdue_is_not_missing() -> None:
    assert hits(RULE, case(), "2026-12-24") == []
    assert hits("follow-up-overdue", case(), "2026-12-24")


def test_one_held_on_a_later_day_is_not_held_yet() -> None:
    """A recorded happening dated after today is not in force: until then the occasion stands."""
    assert hits(RULE, follow_up(status="held"), "2026-11-30") == []


def test_another_occasion_that_was_cancelled_does_not_take_the_next_day_away() -> None:
    cancelled = {"date": "2027-01-10", "status": "cancelled"}
    files = follow_up(status="held", next_on="2027-03-01") | {"follow-ups/2027-01-10.yaml": cancelled}
    assert hits(RULE, files, "2027-01-11") == []


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, NONE_BOOKED | CLOSED, "2026-10-10") == []
