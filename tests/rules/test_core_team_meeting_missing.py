"""core-team-meeting-missing: social worker, representative and caregiver meet around the placement decision (E2)."""

from tests.helpers import CLOSED, STROMSUND, Data, Files, case, hits, levels

RULE = "core-team-meeting-missing"
TODAY = "2026-09-20"


def placed(on: str | None = "2026-09-01", met: str | None = None, *, team: bool = True) -> Files:
    said: Data = {"placement": {"decided_on": on} if on else {}}
    if team:
        said["core_team"] = {"social_worker": "Jo Påhitt"} | ({"first_meeting_on": met} if met else {})
    return case({"case.yaml": said})


def test_silent_once_they_have_met_and_where_nobody_is_placed() -> None:
    assert levels(RULE, placed(met="2026-09-03"), TODAY) == {}
    assert levels(RULE, placed(None), TODAY) == {}
    assert levels(RULE, case(), TODAY) == {}


def test_a_warning_in_stromsund_only_with_the_days_since() -> None:
    assert levels(RULE, placed(), TODAY) == {STROMSUND: "warning"}
    (found,) = hits(RULE, placed(), TODAY, STROMSUND)
    assert (found.date and found.date.isoformat(), found.days) == ("2026-09-01", 19)
    assert found.overdue
    assert (found.file, found.path) == ("cases/base/case.yaml", ("core_team",))


def test_silent_on_the_day_of_the_decision() -> None:
    assert hits(RULE, placed(), "2026-09-01", STROMSUND) == []
    assert [one.days for one in hits(RULE, placed(), "2026-09-02", STROMSUND)] == [1]


def test_without_a_team_it_points_at_the_placement() -> None:
    (found,) = hits(RULE, placed(team=False), TODAY, STROMSUND)
    assert found.path == ("placement", "decided_on")


def test_a_meeting_before_the_decision_counts_and_one_after_today_does_not() -> None:
    assert hits(RULE, placed(met="2026-08-28"), TODAY, STROMSUND) == []
    assert hits(RULE, placed(met="2026-09-21"), TODAY, STROMSUND)
    assert hits(RULE, placed(met="2026-09-20"), TODAY, STROMSUND) == []


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, placed() | CLOSED, "2026-10-10", STROMSUND) == []
