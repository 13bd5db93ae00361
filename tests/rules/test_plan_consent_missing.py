"""plan-consent-missing: Västra Götaland asks at the end whether the person consents to the planning (C18)."""

import pytest

from tests.helpers import CLOSED, VASTRA_GOTALAND, Files, case, hits, levels

RULE = "plan-consent-missing"
TODAY = "2026-09-30"


def asked(said: object) -> Files:
    return case({"plan.yaml": {"consent_to_plan": said}})


def test_silent_where_they_were_asked_and_agreed() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_nothing_written_is_an_error_in_vastra_gotaland_only() -> None:
    assert levels(RULE, asked(None), TODAY) == {VASTRA_GOTALAND: "error"}
    (found,) = hits(RULE, asked(None), TODAY, VASTRA_GOTALAND)
    assert (found.file, found.path) == ("cases/base/plan.yaml", ("consent_to_plan",))


@pytest.mark.parametrize("key", ["asked_on", "answer"])
def test_both_day_and_answer_are_needed(key: str) -> None:
    assert hits(RULE, asked({key: None}), TODAY, VASTRA_GOTALAND)


@pytest.mark.parametrize("answer", ["no", "No", "nej", " NEJ "])
def test_a_no_is_no_consent_and_is_told_as_one(answer: str) -> None:
    (found,) = hits(RULE, asked({"answer": answer}), TODAY, VASTRA_GOTALAND)
    assert "the answer" in found.message


@pytest.mark.parametrize("answer", ["yes", "ja", "Ja, barnet och båda vårdnadshavarna"])
def test_a_yes_may_be_said_in_words(answer: str) -> None:
    assert hits(RULE, asked({"answer": answer}), TODAY, VASTRA_GOTALAND) == []


def test_asked_on_a_day_after_today_is_not_asked_yet() -> None:
    files = asked({"asked_on": "2026-10-01"})
    assert hits(RULE, files, TODAY, VASTRA_GOTALAND)
    assert hits(RULE, files, "2026-10-01", VASTRA_GOTALAND) == []


def test_silent_without_a_plan_in_force_and_in_a_closed_case() -> None:
    assert hits(RULE, case(remove=["plan.yaml"]), TODAY, VASTRA_GOTALAND) == []
    assert hits(RULE, asked(None), "2026-09-21", VASTRA_GOTALAND) == []
    assert hits(RULE, asked(None) | CLOSED, "2026-10-10", VASTRA_GOTALAND) == []
