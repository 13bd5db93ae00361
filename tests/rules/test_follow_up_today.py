"""follow-up-today: a booked follow-up is today (F6)."""

from tests.helpers import CLOSED, case, everywhere, hits, levels

RULE = "follow-up-today"


def test_an_info_in_every_county_on_its_day_only() -> None:
    assert levels(RULE, case(), "2026-11-30") == {}
    assert levels(RULE, case(), "2026-12-01") == everywhere("info")
    assert levels(RULE, case(), "2026-12-02") == {}


def test_says_how_to_record_it() -> None:
    (found,) = hits(RULE, case(), "2026-12-01")
    assert (found.file, found.path) == ("cases/base/follow-ups/2026-12-01.yaml", ("date",))
    assert (found.date and found.date.isoformat(), found.days) == ("2026-12-01", 0)
    assert found.fix == "sip follow-up hold base --date 2026-12-01"
    assert not found.overdue


def test_silent_when_it_was_held_or_cancelled() -> None:
    for status in ("held", "cancelled"):
        assert hits(RULE, case({"follow-ups/2026-12-01.yaml": {"status": status}}), "2026-12-01") == []


def test_the_day_a_held_one_named_as_next_counts() -> None:
    files = case({"follow-ups/2026-12-01.yaml": {"status": "held", "next_on": "2027-03-01"}})
    assert hits(RULE, files, "2027-03-01")[0].path == ("next_on",)


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, case(write=CLOSED), "2026-12-01") == []
