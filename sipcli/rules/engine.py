"""Running a guideline's rules on a case."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from pydantic import ValidationError

from sipcli import i18n
from sipcli.case.case import Case
from sipcli.case.problems import Problem, did_you_mean, problems_in
from sipcli.case.values import Record
from sipcli.errors import ArchiveError
from sipcli.guidelines.model import Guideline, GuidelineFile, RuleSetting
from sipcli.i18n import _
from sipcli.rules import (
    after_follow_up,
    closing,
    consent,
    custody,
    dates,
    discharge,
    follow_up,
    interventions,
    invitation,
    meeting,
    meeting_roles,
    plan,
    preparation,
    sharing,
    withdrawal,
)
from sipcli.rules.finding import LEVELS, Finding, Hit
from sipcli.rules.registry import RULES, Rule
from sipcli.rules.structure import FORM_RULES

MODULES = (
    consent,
    custody,
    withdrawal,
    sharing,
    preparation,
    invitation,
    meeting,
    meeting_roles,
    plan,
    interventions,
    follow_up,
    after_follow_up,
    closing,
    discharge,
    dates,
)
"""The modules whose rules are registered by being imported, in the order of the process."""

_order = [module.__name__ for module in MODULES]
for _rule in sorted(RULES.values(), key=lambda one: _order.index(one.check.__module__)):
    RULES[_rule.id] = RULES.pop(_rule.id)


def judge(case: Case, guideline: Guideline, today: date, unreadable: Iterable[str] = ()) -> list[Finding]:
    """Return what a guideline's rules find in a case on the day `today`, the most serious first.

    `unreadable` names the files (or folders of files) of the case that could not be read: rules that read one of them
    stay silent, since they would judge what they have not seen.
    """
    broken = frozenset(unreadable)
    closed = case.closed_on(today) is not None
    found = []
    for rule_id, setting in guideline.applied().items():
        rule = RULES.get(rule_id) or known_rule(rule_id, guideline)
        if (broken and rule.reads & broken) or (closed and not rule.when_closed):
            continue
        for hit in rule.check(case, _params(rule, guideline), today):
            found.append(_finding(hit, rule, setting, case, today))
    return in_order(found)


def guideline_problems(file: GuidelineFile) -> Iterator[Problem]:
    """Yield what a guideline's file says of rules that cannot be: an unknown rule, parameters that do not fit."""
    for rule_id, said in file.rules.items():
        if rule_id not in RULES:
            message = _("there is no rule “{rule}”.").format(rule=rule_id) + did_you_mean(rule_id, list(RULES))
            yield Problem("wrong-value", ("rules", rule_id), message, at_key=True)
            continue
        try:
            RULES[rule_id].params.model_validate(said.params)
        except ValidationError as err:
            for one in problems_in(err, RULES[rule_id].params, said.params):
                yield Problem(one.rule, ("rules", rule_id, "params", *one.path), one.message, one.at_key)


def known_rule(rule_id: str, guideline: Guideline) -> Rule:
    """Return the rule of that id; raises ArchiveError when the guideline names one that does not exist."""
    if rule_id not in RULES:
        raise ArchiveError(
            _("The guideline “{guideline}” names the rule “{rule}”, which does not exist.").format(
                guideline=guideline.id, rule=rule_id
            )
        )
    return RULES[rule_id]


def rule_params(rule: Rule, setting: RuleSetting, guideline: Guideline) -> Record:
    """Return a rule's parameters as the guideline sets them; raises ArchiveError when they do not fit the rule."""
    try:
        return rule.params.model_validate(setting.params)
    except ValidationError as err:
        problem = problems_in(err, rule.params, setting.params)[0]
        raise ArchiveError(
            _("The guideline “{guideline}”, rule “{rule}”: {problem}").format(
                guideline=guideline.id, rule=rule.id, problem=problem.message
            )
        ) from None


@lru_cache(maxsize=1000)  # the same for every case; a guideline is told from others by being itself
def _params(rule: Rule, guideline: Guideline) -> Record:
    return rule_params(rule, guideline.rules[rule.id], guideline)


def _finding(hit: Hit, rule: Rule, setting: RuleSetting, case: Case, today: date) -> Finding:
    level = hit.level or setting.level
    assert level != "off"
    day = hit.on or today
    return Finding(
        rule=rule.id,
        level=level,
        case=case.id,
        file=f"cases/{case.id}/{hit.file}",
        line=None,
        column=None,
        about=hit.about,
        message=hit.message,
        source="; ".join(dict.fromkeys(source.text(day, i18n.language) for source in setting.sources)),
        date=hit.date,
        days=hit.days,
        fix=hit.fix,
        path=hit.path,
        settled=hit.settled,
        unit=hit.unit or case.coordinating_unit,
    )


def form_finding(problem: Problem, case_id: str, file: str) -> Finding:
    """Return a problem of form as a finding; `file` is relative to the archive."""
    rule = FORM_RULES[problem.rule]
    return Finding(
        rule=rule.id,
        level=rule.level,
        case=case_id,
        file=file,
        line=problem.line,
        column=problem.column,
        about=(),
        message=problem.message,
        source="docs/case-format.md",
        fix=f"sip edit {case_id} {file.split('/', 2)[2]}" if case_id and file.count("/") >= 2 else "",
        path=problem.path,
        at_key=problem.at_key,
    )


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by level, the longest overdue first."""
    return sorted(findings, key=lambda one: (LEVELS.index(one.level), -(one.days or 0)))


def all_rule_ids() -> Iterator[str]:
    """Yield every rule id, those of form last."""
    yield from RULES
    yield from FORM_RULES
