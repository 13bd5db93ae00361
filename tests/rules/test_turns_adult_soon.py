"""turns-adult-soon: the eighteenth birthday is within 90 days (I3)."""

from tests.helpers import CLOSED, Files, case, everywhere, hits, levels

RULE = "turns-adult-soon"


def born(on: str) -> Files:
    return case({"case.yaml": {"child": {"born": on}}})


def test_silent_for_a_younger_child_and_an_adult() -> None:
    assert levels(RULE, case(), "2026-09-30") == {}
    assert levels(RULE, born("2006-01-01"), "2026-09-30") == {}


def test_an_info_in_every_county_within_90_days() -> None:
    assert levels(RULE, born("2008-12-29"), "2026-09-30") == everywhere("info")


def test_speaks_from_90_days_before_until_the_day_before() -> None:
    files = born("2009-01-01")
    assert hits(RULE, files, "2026-10-02") == []
    assert [one.days for one in hits(RULE, files, "2026-10-03")] == [-90]
    assert [one.days for one in hits(RULE, files, "2026-12-31")] == [-1]
    assert hits(RULE, files, "2027-01-01") == []


def test_says_the_day_and_points_at_the_birth_date() -> None:
    (found,) = hits(RULE, born("2009-01-01"), "2026-12-31")
    assert found.date and found.date.isoformat() == "2027-01-01"
    assert found.path == ("child", "born")
    assert "1 day" in found.message


def test_silent_in_a_closed_case() -> None:
    files = case({"case.yaml": {"child": {"born": "2008-12-29"}}}, write=CLOSED)
    assert hits(RULE, files, "2026-10-02") == []
