"""rejection-not-told: the social worker knows of an asylum rejection at once (E3)."""

from tests.helpers import CLOSED, STROMSUND, Files, case, hits, levels

RULE = "rejection-not-told"
NAME = "events/2026-10-04-asylum-rejection.yaml"


def rejected(told: str | None = None, kind: str = "asylum-rejection") -> Files:
    event = {"date": "2026-10-04", "kind": kind}
    return case(write={NAME: event | ({"social_worker_told_on": told} if told else {})})


def test_silent_once_told_also_on_the_day_itself() -> None:
    assert levels(RULE, rejected("2026-10-04"), "2026-10-04") == {}


def test_an_error_in_stromsund_only_with_the_days_since() -> None:
    assert levels(RULE, rejected(), "2026-10-10") == {STROMSUND: "error"}
    (found,) = hits(RULE, rejected(), "2026-10-10", STROMSUND)
    assert (found.date and found.date.isoformat(), found.days) == ("2026-10-04", 6)
    assert found.overdue
    assert (found.file, found.path) == (f"cases/base/{NAME}", ("date",))


def test_at_once_means_from_the_first_day() -> None:
    assert hits(RULE, rejected(), "2026-10-03", STROMSUND) == []
    assert [one.days for one in hits(RULE, rejected(), "2026-10-04", STROMSUND)] == [0]


def test_told_on_a_day_after_today_is_not_told_yet() -> None:
    assert hits(RULE, rejected("2026-10-11"), "2026-10-10", STROMSUND)
    assert hits(RULE, rejected("2026-10-11"), "2026-10-11", STROMSUND) == []


def test_other_events_are_not_for_the_social_worker_at_once() -> None:
    assert hits(RULE, rejected(kind="school-change"), "2026-10-10", STROMSUND) == []


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, rejected() | CLOSED, "2026-10-10", STROMSUND) == []
