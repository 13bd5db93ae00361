"""follow-up-overdue: booked, passed, nothing recorded; days since (F6)."""

from tests.helpers import CLOSED, KRONOBERG, STROMSUND, VASTERBOTTEN, VASTRA_GOTALAND, case, hits, levels

RULE = "follow-up-overdue"
LEVELS = {KRONOBERG: "warning", VASTERBOTTEN: "error", VASTRA_GOTALAND: "error", STROMSUND: "warning"}


def test_silent_on_the_day_itself() -> None:
    assert levels(RULE, case(), "2026-12-01") == {}


def test_each_countys_level_the_day_after() -> None:
    assert levels(RULE, case(), "2026-12-02") == LEVELS


def test_counts_the_days_since() -> None:
    (found,) = hits(RULE, case(), "2026-12-10")
    assert (found.date and found.date.isoformat(), found.days) == ("2026-12-01", 9)
    assert found.overdue
    assert (found.file, found.path) == ("cases/base/follow-ups/2026-12-01.yaml", ("date",))
    assert "9 days" in found.message
    assert "1 day" in hits(RULE, case(), "2026-12-02")[0].message


def test_silent_when_it_was_held_or_cancelled() -> None:
    for status in ("held", "cancelled"):
        assert hits(RULE, case({"follow-ups/2026-12-01.yaml": {"status": status}}), "2026-12-10") == []


def test_each_booked_occasion_is_judged_by_itself() -> None:
    files = case(write={"follow-ups/2026-11-03.yaml": {"date": "2026-11-03", "status": "booked"}})
    assert [one.days for one in hits(RULE, files, "2026-12-03")] == [30, 2]


def test_a_next_day_that_passed_without_a_file_of_its_own_is_overdue() -> None:
    files = case({"follow-ups/2026-12-01.yaml": {"status": "held", "next_on": "2027-03-01"}})
    (found,) = hits(RULE, files, "2027-03-02")
    assert (found.days, found.path) == (1, ("next_on",))
    files["follow-ups/2027-03-01.yaml"] = {"date": "2027-03-01", "status": "held"}
    assert hits(RULE, files, "2027-03-02") == []


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, case(write=CLOSED), "2026-12-10") == []
