"""survey-missing: Västerbotten sends a survey when the plan is made and at each follow-up (X4)."""

import pytest

from tests.helpers import CLOSED, VASTERBOTTEN, Data, Files, case, hits, levels

RULE = "survey-missing"
TODAY = "2026-09-30"
NAME = "follow-ups/2026-12-01.yaml"


def sent(*surveys: Data) -> Files:
    return case({"plan.yaml": {"surveys": list(surveys)}})


def held(*surveys: Data) -> Files:
    return case({NAME: {"status": "held", "surveys": list(surveys)}})


AT_FOLLOW_UP = {"at": "follow-up", "sent_on": "2026-12-01", "to": ["child", "guardians"]}


def test_silent_where_it_was_sent() -> None:
    assert levels(RULE, case(), TODAY) == {}
    assert hits(RULE, held(AT_FOLLOW_UP), "2026-12-02") == []


def test_none_at_the_plan_is_an_error_in_vasterbotten_only() -> None:
    assert levels(RULE, sent(), TODAY) == {VASTERBOTTEN: "error"}
    (found,) = hits(RULE, sent(), TODAY)
    assert found.about == ("plan", "child", "guardians")
    assert (found.file, found.path) == ("cases/base/plan.yaml", ("surveys",))


def test_silent_on_the_day_of_the_plan_itself() -> None:
    assert hits(RULE, sent(), "2026-09-22") == []


def test_one_for_something_else_or_without_a_day_or_after_today_does_not_count() -> None:
    for survey in (
        {"at": "follow-up", "sent_on": "2026-09-25"},
        {"at": "plan"},
        {"at": "plan", "sent_on": "2026-10-01"},
    ):
        assert hits(RULE, sent(survey), TODAY), survey


def test_none_at_a_held_follow_up_is_an_error_in_its_file() -> None:
    (found,) = hits(RULE, held(), "2026-12-02")
    assert found.about == ("follow-up", "child", "guardians")
    assert (found.file, found.path) == (f"cases/base/{NAME}", ("surveys",))
    assert hits(RULE, held(), "2026-12-01") == []
    assert hits(RULE, case(), "2026-12-02") == []


def test_a_survey_sent_three_days_after_the_plan_was_sent_in_time() -> None:
    """The reference case sends it on the 25th; VB, Skicka ut enkät, sets no day."""
    for today in ("2026-09-23", "2026-09-24"):
        assert hits(RULE, case(), today) == []


@pytest.mark.parametrize("to", [["child"], ["guardians"]], ids=str)
def test_both_child_and_guardians_get_one(to: list[str]) -> None:
    """VB, Skicka ut enkät: the child and the guardians may give their view."""
    assert hits(RULE, sent({"at": "plan", "sent_on": "2026-09-25", "to": to}), TODAY)


def test_silent_without_a_plan_and_in_a_closed_case() -> None:
    assert hits(RULE, case(remove=["plan.yaml"]), TODAY) == []
    assert hits(RULE, sent() | CLOSED, "2026-10-10") == []
