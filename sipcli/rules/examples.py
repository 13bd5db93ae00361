"""An example for each rule: what in a case's files makes it speak. A test tries each of them."""

from functools import cache

import ryaml

from sipcli.case.values import Day, Record, Text
from sipcli.resources import PACKAGE


class Example(Record):
    """What stands in the files (text by file name), and in which guideline and on which day the rule then speaks."""

    guideline: Text
    today: Day
    files: dict[str, Text]


@cache
def examples() -> dict[str, Example]:
    """Return the example of each rule, by the rule's id."""
    data = ryaml.loads((PACKAGE / "rules" / "examples.yaml").read_text(encoding="utf-8"))
    return {rule: Example.model_validate(one) for rule, one in data.items()}
