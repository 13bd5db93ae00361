"""From pydantic's errors to sentences: what is wrong, under which rule, at which place."""

from typing import Any

import pytest
from pydantic import ValidationError

from sipcli.case.case import model_of
from sipcli.case.problems import Problem, did_you_mean, problems_in
from tests.helpers import Data, merged, reference


def problems(file: str, patch: Any, base: Data | None = None) -> list[Problem]:
    model = model_of(file)
    assert model is not None
    data = merged(reference()[file] if base is None else base, patch)
    try:
        model.model_validate(data)
    except ValidationError as err:
        return problems_in(err, model, data)
    return []


def only(file: str, patch: Any, base: Data | None = None) -> Problem:
    (found,) = problems(file, patch, base)
    return found


def test_the_reference_case_has_no_problems() -> None:
    for file in reference():
        assert problems(file, {}) == []


@pytest.mark.parametrize(
    ("file", "patch", "path", "suggestion"),
    [
        ("case.yaml", {"chid": {}}, ("chid",), "child"),
        ("case.yaml", {"need": {"notised_on": "2026-09-01"}}, ("need", "notised_on"), "noticed_on"),
        ("case.yaml", {"child": {"view": {"towards": "for"}}}, ("child", "view", "towards"), "toward"),
        ("invitation.yaml", {"meeting": {"chairs": "Ada"}}, ("meeting", "chairs"), "chair"),
        ("plan.yaml", {"coordinator": {"nane": "Eli"}}, ("coordinator", "nane"), "name"),
        ("case.yaml", {"representatives": [{"id": "gm", "kind": "god-man", "name": "x", "form": "2026-01-01"}]},
         ("representatives", 0, "form"), "from"),
    ],
)  # fmt: skip
def test_an_unknown_key_is_pointed_at_with_a_suggestion(file: str, patch: Data, path: Any, suggestion: str) -> None:
    found = only(file, patch)
    assert (found.rule, found.path, found.at_key) == ("unknown-key", path, True)
    assert f"“{path[-1]}”" in found.message
    assert f"Did you mean “{suggestion}”?" in found.message


def test_a_key_that_resembles_nothing_gets_no_suggestion() -> None:
    assert "Did you mean" not in only("case.yaml", {"xyzzy": 1}).message


@pytest.mark.parametrize(
    ("file", "patch", "rule", "path", "says"),
    [
        ("case.yaml", {"child": {"name": None}}, "missing-key", ("child",), "“name” is missing here"),
        ("case.yaml", {"need": None}, "missing-key", (), "“need” is missing here"),
        ("case.yaml", {"child": {"name": True}}, "wrong-type", ("child", "name"), "put it in quotes"),
        ("case.yaml", {"child": {"name": ["Lova"]}}, "wrong-type", ("child", "name"), "should be text"),
        ("case.yaml", {"child": "Lova"}, "wrong-type", ("child",), "entries of its own"),
        ("case.yaml", {"guardians": {"id": "vh1"}}, "wrong-type", ("guardians",), "should be a list"),
        ("case.yaml", {"units": "skola"}, "wrong-type", ("units",), "should be a list"),
        ("case.yaml", {"child": {"born": "12/3 2014"}}, "wrong-date", ("child", "born"), "such as 2026-09-01"),
        ("case.yaml", {"child": {"born": "2014-02-30"}}, "wrong-date", ("child", "born"), "no day “2014-02-30”"),
        ("case.yaml", {"child": {"born": 20140312}}, "wrong-date", ("child", "born"), "such as 2026-09-01"),
        ("case.yaml", {"route": "htl"}, "wrong-value", ("route",), "hlt, outside-hlt, discharge, internal"),
        ("invitation.yaml", {"meeting": {"time": "25:00"}}, "wrong-value", ("meeting", "time"), "such as 14:00"),
        ("invitation.yaml", {"meeting": {"time": "2 pm"}}, "wrong-value", ("meeting", "time"), "“2 pm”"),
        ("invitation.yaml", {"meeting": {"held": "ja"}}, "wrong-type", ("meeting", "held"), "true or false"),
        ("plan.yaml", {"version": "ett"}, "wrong-type", ("version",), "whole number"),
        ("plan.yaml", {"copies": []}, "wrong-type", ("copies",), "entries of its own"),
        ("plan.yaml", {"copies": {"skola": "i dag"}}, "wrong-date", ("copies", "skola"), "“i dag”"),
        ("consent.yaml", {"consents": [{"giver": "två ord", "units": [], "status": "given"}]},
         "wrong-value", ("consents", 0, "giver"), "should be an id"),
        ("case.yaml", {"discharge": {"admitted_at": "2026-09-01"}},
         "wrong-date", ("discharge", "admitted_at"), "date and a time"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_said_in_a_sentence(file: str, patch: Data, rule: str, path: Any, says: str) -> None:
    found = only(file, patch)
    assert (found.rule, found.path) == (rule, path)
    assert says in found.message


def test_a_word_of_an_open_list_may_be_new_but_not_misspelt() -> None:
    units = reference()["case.yaml"]["units"]
    assert problems("case.yaml", {"units": [units[0] | {"kind": "youth-clinic"}]}) == []
    found = only("case.yaml", {"units": [units[0] | {"kind": "schol"}]})
    assert (found.rule, found.path) == ("wrong-value", ("units", 0, "kind"))
    assert "did you mean “school”?" in found.message
    assert "small letters with hyphens" in only("case.yaml", {"units": [units[0] | {"kind": "Klinik B"}]}).message


@pytest.mark.parametrize(("key", "typo"), [("principal", "regoin"), ("kind", "shcool"), ("principal", "sttae")])
def test_a_short_word_with_two_letters_swapped_is_misspelt(key: str, typo: str) -> None:
    units = reference()["case.yaml"]["units"]
    assert problems("case.yaml", {"units": [units[0] | {key: typo}]})


def test_each_place_is_reported_once_and_several_places_each() -> None:
    found = problems("case.yaml", {"chid": 1, "opened": "x", "child": {"name": None, "born": None}})
    assert sorted((one.rule, one.path) for one in found) == [
        ("missing-key", ("child",)),
        ("missing-key", ("child",)),
        ("unknown-key", ("chid",)),
        ("wrong-date", ("opened",)),
    ]


def test_a_value_that_may_be_of_two_kinds_is_reported_once() -> None:
    assert [one.path for one in problems("plan.yaml", {"own_actions": {"others": True}})] == [("own_actions", "others")]


@pytest.mark.parametrize("data", [[], "text", 7, True, None])
def test_a_file_that_is_no_mapping_is_one_problem(data: Any) -> None:
    (found,) = problems("case.yaml", data, base={})
    assert found.path == ()
    assert found.rule == "wrong-type"


def test_a_long_value_is_shortened() -> None:
    found = only("case.yaml", {"opened": "x" * 500})
    assert len(found.message) < 150


def test_a_suggestion_needs_some_likeness() -> None:
    assert did_you_mean("skolan", ["skola", "soc"]) == " Did you mean “skola”?"
    assert did_you_mean("zzz", ["skola", "soc"]) == ""
