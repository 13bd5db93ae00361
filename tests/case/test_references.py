"""References: every id that a file names is in the case, once."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from pydantic import Field

from sipcli.case.case import FILES, FOLDERS
from sipcli.case.references import reference_problems, withheld_in
from sipcli.case.values import Record, Ref
from tests.helpers import Data, case, consent, consents, in_memory, reference


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
