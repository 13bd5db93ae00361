"""References: every id that a file names is in the case, once."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from sipcli.case.case import FILES, FOLDERS
from sipcli.case.references import reference_problems, withheld_in
from sipcli.case.values import Record, Ref
from tests.helpers import Data, Files, case, consent, consents, in_memory, reference


def problems(patch: Data, **more: Any) -> list[tuple[str, str, Any]]:
    found = reference_problems(in_memory(case(patch, **more)))
    return [(file, problem.rule, problem.path) for file, problem in found]


def test_the_reference_case_names_nobody_who_is_not_there() -> None:
    assert problems({}) == []


FOLLOW_UP = "follow-ups/2026-12-01.yaml"


@pytest.mark.parametrize(
    ("file", "patch", "path"),
    [
        ("case.yaml", {"need": {"noticed_by": "x"}}, ("need", "noticed_by")),
        ("case.yaml", {"coordinating_unit": "x"}, ("coordinating_unit",)),
        ("case.yaml", {"child_best_responsible": {"unit": "x"}}, ("child_best_responsible", "unit")),
        ("case.yaml", {"core_team": {"representative": "x"}}, ("core_team", "representative")),
        ("consent.yaml", {"consents": [consent("x")]}, ("consents", 0, "giver")),
        ("consent.yaml", {"consents": [consent("vh1", ["skola", "x"])]}, ("consents", 0, "units", 1)),
        ("consent.yaml", {"consents": [consent("vh1", informed={"x": "2026-09-01"})]},
         ("consents", 0, "informed", "x")),
        ("consent.yaml", {"consents": [consent("vh1", withhold_from=["x"])]}, ("consents", 0, "withhold_from", 0)),
        ("plan.yaml", {"goals": [{"id": "m1", "term": "long", "text": "x", "withhold_from": ["vh1", "x"]}]},
         ("goals", 0, "withhold_from", 1)),
        ("preparation.yaml", {"child": {"withhold_from": ["x"]}}, ("child", "withhold_from", 0)),
        (FOLLOW_UP, {"withhold_from": ["x"]}, ("withhold_from", 0)),
        ("preparation.yaml", {"child": {"by": "x"}}, ("child", "by")),
        ("preparation.yaml", {"support_person": {"unit": "x"}}, ("support_person", "unit")),
        ("invitation.yaml", {"lead_time_exception": {"agreed_with": ["x"]}}, ("lead_time_exception", "agreed_with", 0)),
        ("invitation.yaml", {"meeting": {"absence_decision": {"decided_with": ["x"]}}},
         ("meeting", "absence_decision", "decided_with", 0)),
        ("invitation.yaml", {"invitees": [{"who": "x"}]}, ("invitees", 0, "who")),
        ("invitation.yaml", {"meeting": {"absent": ["x"]}}, ("meeting", "absent", 0)),
        ("plan.yaml", {"interventions": [{"what": "x", "unit": "x"}]}, ("interventions", 0, "unit")),
        ("plan.yaml", {"interventions": [{"what": "x", "goal": "x"}]}, ("interventions", 0, "goal")),
        ("plan.yaml", {"goals": [{"id": "m1", "term": "long", "text": "x"}, {"id": "m2", "term": "short", "text": "x",
         "part_of": "x"}]}, ("goals", 1, "part_of")),
        ("plan.yaml", {"coordinator": {"unit": "x"}}, ("coordinator", "unit")),
        ("plan.yaml", {"care_codes": [{"code": "AU124", "unit": "x"}]}, ("care_codes", 0, "unit")),
        ("plan.yaml", {"copies": {"x": "2026-09-22"}}, ("copies", "x")),
        ("plan.yaml", {"signatures": {"signed": ["x"]}}, ("signatures", "signed", 0)),
        (FOLLOW_UP, {"participants": ["x"]}, ("participants", 0)),
        (FOLLOW_UP, {"absent": ["x"]}, ("absent", 0)),
    ],
)  # fmt: skip
def test_a_name_of_nobody_is_pointed_at(file: str, patch: Data, path: Any) -> None:
    assert (file, "unknown-reference", path) in problems({file: patch})


LEFT_OUT = [
    (
        "consent.yaml",
        {"consents": [consent("vh1", maturity={"assessed_on": "2026-09-01", "by": "x", "sufficient": True})]},
    ),
    ("plan.yaml", {"coordinator": {"shared_with": ["x"]}}),
    ("plan.yaml", {"surveys": [{"at": "plan", "to": ["x"]}]}),
    (FOLLOW_UP, {"goals": [{"goal": "x", "outcome": "met"}]}),
    (FOLLOW_UP, {"substitutes": {"x": "Kim Påhitt"}}),
    (FOLLOW_UP, {"care_codes": [{"code": "AW010", "unit": "x"}]}),
    ("case.yaml", {"discharge": {"care_contact": {"name": "Kim Påhitt", "unit": "x"}}}),
]


@pytest.mark.parametrize(("file", "patch"), LEFT_OUT, ids=lambda value: str(value)[:60])
def test_a_name_of_nobody_is_pointed_at_here_too(file: str, patch: Data) -> None:
    """The schema is strict: a reference to a missing id is a finding, in every place that holds one."""
    assert problems({file: patch})


@pytest.mark.parametrize(
    "write",
    [
        {"closing.yaml": {"date": "2026-12-02", "informed": {"x": "2026-12-02"}}},
        {"events/2026-10-05-dispute.yaml": {"date": "2026-10-05", "kind": "dispute", "parties": ["x"]}},
    ],
    ids=str,
)
def test_a_name_of_nobody_in_a_file_that_the_reference_case_lacks(write: Data) -> None:
    assert problems({}, write=write)


def test_a_near_name_is_suggested_and_the_known_ones_are_listed() -> None:
    made = in_memory(case({"case.yaml": {"coordinating_unit": "skolan"}}))
    ((_file, found),) = reference_problems(made)
    assert "Did you mean “skola”?" in found.message
    assert "Known here: skola, soc, bup." in found.message


def test_an_id_used_twice_is_pointed_at() -> None:
    file = reference()["case.yaml"]
    twice = {"case.yaml": {"guardians": [file["guardians"][0], file["guardians"][1] | {"id": "soc"}]}}
    assert ("case.yaml", "duplicate-id", ("units", 1, "id")) in problems(twice)
    goals = [{"id": "m1", "term": "long", "text": "x"}, {"id": "m1", "term": "long", "text": "y"}]
    assert ("plan.yaml", "duplicate-id", ("goals", 1, "id")) in problems({"plan.yaml": {"goals": goals}})


def test_nobody_but_the_child_is_called_child() -> None:
    guardian = {"id": "child", "name": "Alva Exempelsson"}
    assert ("case.yaml", "duplicate-id", ("guardians", 0, "id")) in problems({"case.yaml": {"guardians": [guardian]}})


def test_a_given_consent_without_its_day_is_pointed_at() -> None:
    patch = consents(consent("vh1", given_on=None), consent("vh2"))
    assert problems(patch) == [("consent.yaml", "missing-key", ("consents", 0))]


def filled(schema: Data, defs: Data, numbers: Iterator[int]) -> Any:
    """Return a value that fits a schema, with every key there can be and two entries in every list.

    Whoever something is withheld from is called w0, w1 ..., each once.
    """
    if "$ref" in schema:
        return filled(defs[schema["$ref"].rpartition("/")[2]], defs, numbers)
    if "anyOf" in schema:
        record = next((one for one in schema["anyOf"] if "$ref" in str(one)), schema["anyOf"][0])
        return filled(record, defs, numbers)
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        return {
            key: [f"w{next(numbers)}" for _ in range(2)] if key == "withhold_from" else filled(inner, defs, numbers)
            for key, inner in schema["properties"].items()
        }
    kind, pattern = schema.get("type"), schema.get("pattern", "")
    if kind == "array":
        return [filled(schema["items"], defs, numbers) for _ in range(2)]
    if kind == "object":
        inner = schema.get("additionalProperties") or next(iter(schema["patternProperties"].values()))
        return {"a": filled(inner, defs, numbers)}
    if kind in ("boolean", "integer"):
        return 1 if kind == "integer" else True
    if kind == "string" and not pattern:
        return "2026-09-01" if "format" in schema else "2026-09-01 08:30"
    return "08:30" if ":" in pattern else "word"


def withheld(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Yield what is withheld from whom in plain data, by looking at all of it."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, inner in entries:
        if key == "withhold_from":
            yield from (((*path, key, i), who) for i, who in enumerate(inner))
        else:
            yield from withheld(inner, (*path, key))


@pytest.mark.parametrize("model", [*FILES.values(), *FOLDERS.values()])
def test_whatever_is_withheld_is_found_wherever_it_can_stand(model: type[Record]) -> None:
    schema = model.model_json_schema()
    data = filled(schema, schema.get("$defs", {}), count())
    found = list(withheld(data))
    assert withheld_in(model.model_validate(data)) == found
    assert len({who for _path, who in found}) == len(found)
    assert bool(found) == ("withhold_from" in str(schema))


def test_a_record_within_itself_is_looked_into_and_has_an_end() -> None:
    branch = Branch.model_validate({"branches": [{"branches": [{"leaves": [{"withhold_from": ["vh1"]}]}]}]})
    assert withheld_in(branch) == [(("branches", 0, "branches", 0, "leaves", 0, "withhold_from", 0), "vh1")]
    assert withheld_in(Branch()) == []


class Leaf(Record):
    withhold_from: list[Ref] = Field(default_factory=list)


class Branch(Record):
    branches: "list[Branch]" = Field(default_factory=list)
    leaves: list[Leaf] = Field(default_factory=list)


def test_an_id_is_used_twice_only_within_its_kind() -> None:
    """A goal may be called as a unit is; a goal without an id is like no other."""
    goal = {"term": "long", "text": "x"}
    assert problems({"plan.yaml": {"goals": [goal, goal, {**goal, "id": "soc"}], "interventions": []}}) == []
    found = problems({"plan.yaml": {"goals": [{**goal, "id": "m1"}, goal, {**goal, "id": "m1"}], "interventions": []}})
    assert found == [("plan.yaml", "duplicate-id", ("goals", 2, "id"))]


some_people = st.lists(st.sampled_from(["vh1", "vh2", "soc", "child", "x", "y"]), max_size=4)
some_units = st.lists(st.sampled_from(["skola", "bup", "vh1", "x", "y"]), max_size=4)


def days(ids: list[str]) -> Data:
    return dict.fromkeys(ids, "2026-09-22")


@st.composite
def named_by_many(draw: st.DrawFn) -> tuple[Files, list[tuple[str, tuple[Any, ...]]]]:
    """Return a case whose lists name some who are there and some who are not, and the paths to those who are not."""
    made = case(write={EVENT: {"date": "2026-10-05", "kind": "dispute"}, "closing.yaml": {"date": "2026-12-02"}})
    made["consent.yaml"]["consents"] = [consent("vh1"), consent("vh2")]
    wrong = []
    for file, path, among, as_written in MANY:
        ids = draw(some_people if among == "people" else some_units)
        ids = ids if isinstance(as_written(ids), list) else list(dict.fromkeys(ids))
        inner: Any = made[file]
        for key in path[:-1]:
            inner = inner[key] if isinstance(key, int) else inner.setdefault(key, {})
        inner[path[-1]] = as_written(ids)
        there = ("vh1", "vh2", "soc", "child") if among == "people" else ("skola", "bup")
        for i, one in enumerate(ids):
            key = i if isinstance(as_written(ids), list) else one
            more = ("unit",) if path[-1] in ("care_codes", "interventions") else ()
            wrong += [(file, (*path, key, *more))] if one not in there else []
    return made, wrong


EVENT = "events/2026-10-05-dispute.yaml"
MANY: list[tuple[str, tuple[Any, ...], str, Any]] = [
    ("consent.yaml", ("consents", 0, "units"), "units", list),
    ("consent.yaml", ("consents", 1, "units"), "units", list),
    ("consent.yaml", ("consents", 1, "informed"), "people", days),
    ("consent.yaml", ("consents", 1, "withhold_from"), "people", list),
    ("preparation.yaml", ("professionals", "participants"), "people", list),
    ("invitation.yaml", ("lead_time_exception", "agreed_with"), "people", list),
    ("invitation.yaml", ("meeting", "present"), "people", list),
    ("invitation.yaml", ("meeting", "absent"), "people", list),
    ("invitation.yaml", ("meeting", "absence_decision", "decided_with"), "people", list),
    ("plan.yaml", ("coordinator", "shared_with"), "units", list),
    ("plan.yaml", ("care_codes",), "units", lambda ids: [{"code": "AU124", "unit": one} for one in ids]),
    ("plan.yaml", ("interventions",), "units", lambda ids: [{"what": "x", "unit": one} for one in ids]),
    ("plan.yaml", ("copies",), "people", days),
    ("plan.yaml", ("signatures", "signed"), "people", list),
    (FOLLOW_UP, ("participants",), "people", list),
    (FOLLOW_UP, ("present",), "people", list),
    (FOLLOW_UP, ("absent",), "people", list),
    (FOLLOW_UP, ("care_codes",), "units", lambda ids: [{"code": "AW010", "unit": one} for one in ids]),
    (FOLLOW_UP, ("substitutes",), "people", lambda ids: dict.fromkeys(ids, "Kim Påhitt")),
    (FOLLOW_UP, ("withhold_from",), "people", list),
    (EVENT, ("parties",), "people", list),
    ("closing.yaml", ("informed",), "people", days),
    ("closing.yaml", ("documented",), "units", days),
]


@settings(max_examples=60, deadline=None)
@given(named_by_many())
def test_each_of_many_who_is_not_there_is_pointed_at_and_nobody_else(named: Any) -> None:
    """Lists are looked at as a whole first: one wrong name among right ones, several, and the last must all be told."""
    files, wrong = named
    found = [(file, one.path) for file, one in reference_problems(in_memory(files)) if one.rule == "unknown-reference"]
    assert sorted(found, key=str) == sorted(wrong, key=str)
    for file, path in wrong:  # several of one list come in its order
        same = [one for one in wrong if one[0] == file and one[1][:-1] == path[:-1]]
        assert [one for one in found if one in same] == same


def test_a_survey_goes_to_the_guardians_by_that_word_and_nothing_else_does() -> None:
    assert problems({"plan.yaml": {"surveys": [{"at": "plan", "to": ["guardians", "vh1"]}]}}) == []
    path = ("surveys", 1, "to", 1)
    surveys = [{"at": "plan", "to": ["child"]}, {"at": "plan", "to": ["guardians", "x"]}]
    assert problems({"plan.yaml": {"surveys": surveys}}) == [("plan.yaml", "unknown-reference", path)]
    assert problems({"plan.yaml": {"copies": {"guardians": "2026-09-22"}}})
