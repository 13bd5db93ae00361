"""The examples that `sip explain` shows: put into the reference case, each makes its rule speak."""

import pytest
import ryaml

import sipcli.rules.engine  # noqa: F401  (fills RULES)
from sipcli.rules.examples import Example, examples
from sipcli.rules.registry import RULES
from sipcli.rules.structure import FORM_RULES
from tests.helpers import Files, case, findings


def example_case(example: Example) -> Files:
    """Return the reference case with what stands in the example."""
    read = {name: ryaml.loads(text) for name, text in example.files.items()}
    removed = [name for name, content in read.items() if content is None]
    return case({name: content for name, content in read.items() if content is not None}, remove=removed)


def test_every_rule_has_an_example_and_there_are_no_others() -> None:
    assert list(examples()) == list(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_speaks_of_its_example(rule: str) -> None:
    example = examples()[rule]
    found = findings(example_case(example), example.today, example.guideline)
    assert [one for one in found if one.rule == rule], found
    assert not [one for one in found if one.rule in FORM_RULES], found


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_is_silent_where_the_example_is_left_out(rule: str) -> None:
    """What stands in the example is what makes the rule speak, not the case or the day."""
    example = examples()[rule]
    assert not [one for one in findings(case(), example.today, example.guideline) if one.rule == rule]


@pytest.mark.parametrize("rule", RULES)
def test_an_example_is_short(rule: str) -> None:
    for name, text in examples()[rule].files.items():
        assert len(text.splitlines()) <= 10, name
        assert all(len(line) <= 120 for line in text.splitlines()), name
