"""closing-reason-contradicted: closed because the goals are met, and a goal is open (X1)."""

import pytest

from tests.helpers import CLOSED, Files, case, changed, everywhere, hits, levels

RULE = "closing-reason-contradicted"
TODAY = "2026-10-10"


def closed(*statuses: str, reason: str = "goals-met") -> Files:
    files = changed(case(write=CLOSED), {"closing.yaml": {"reason": reason}})
    for goal, status in zip(files["plan.yaml"]["goals"], statuses, strict=True):
        goal["status"] = status
    return files


def test_silent_where_every_goal_is_met_or_dropped() -> None:
    assert levels(RULE, closed("met", "met"), TODAY) == {}
    assert hits(RULE, closed("met", "dropped"), TODAY) == []


def test_an_open_goal_is_an_error_everywhere() -> None:
    assert levels(RULE, closed("open", "met"), TODAY) == everywhere("error")
    (found,) = hits(RULE, closed("open", "met"), TODAY)
    assert found.about == ("m1",)
    assert (found.file, found.path) == ("cases/base/closing.yaml", ("reason",))


def test_all_open_goals_are_told_in_one_finding() -> None:
    (found,) = hits(RULE, closed("open", "open"), TODAY)
    assert found.about == ("m1", "m2")


@pytest.mark.parametrize("reason", ["no-longer-needed", "consent-withdrawn"])
def test_another_reason_leaves_goals_open(reason: str) -> None:
    assert hits(RULE, closed("open", "open", reason=reason), TODAY) == []


def test_in_force_from_the_day_of_closing() -> None:
    assert hits(RULE, closed("open", "met"), "2026-09-30") == []
    assert hits(RULE, closed("open", "met"), "2026-10-01")


def test_silent_without_a_plan() -> None:
    files = closed("open", "open")
    del files["plan.yaml"]
    assert hits(RULE, files, TODAY) == []
