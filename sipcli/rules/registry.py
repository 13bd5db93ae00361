"""How a rule declares itself: its id, what it reads, and its texts for people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sipcli.case.case import CASE_FILE, Case
from sipcli.case.values import Record
from sipcli.rules.finding import Hit


class NoParams(Record):
    """A rule without parameters."""


RuleFunction = Callable[[Case, Any, date], Iterable[Hit]]


@dataclass(frozen=True, eq=False)
class Rule:
    """A rule: a pure function of a case, its parameters and the day, and what `sip explain` says of it.

    `reads`: the files it judges besides case.yaml; it stays silent when one of them cannot be read. `when_closed`: it
    also speaks of a closed case, since it judges what happened and not what is to be done. `short` names in a word or
    two what is due, in lists. The texts are marked for translation and shown with `_`.
    """

    id: str
    check: RuleFunction
    params: type[Record]
    reads: frozenset[str]
    when_closed: bool
    asks: str
    why: str
    mend: str
    short: str = ""


RULES: dict[str, Rule] = {}
"""Every rule by id, in the order of the process. Filled when the rules' modules are imported (`engine`)."""


def rule(
    rule_id: str,
    *,
    asks: str,
    why: str,
    mend: str,
    params: type[Record] = NoParams,
    reads: tuple[str, ...] = (),
    when_closed: bool = False,
    short: str = "",
) -> Callable[[RuleFunction], RuleFunction]:
    """Register a function `(case, params, today) -> hits` as the rule `rule_id`."""

    def register(check: RuleFunction) -> RuleFunction:
        if rule_id in RULES:
            raise ValueError(f"two rules are called {rule_id}")
        files = frozenset({CASE_FILE, *reads})
        RULES[rule_id] = Rule(rule_id, check, params, files, when_closed, asks, why, mend, short)
        return check

    return register
