"""Accepting a finding that can no longer be mended: it leaves the lists and stays in the history."""

from collections.abc import Sequence
from datetime import date

from sipcli.archive.changes import Changes
from sipcli.archive.checking import Judged
from sipcli.archive.editing import add, entries
from sipcli.case.case import CASE_FILE
from sipcli.case.problems import did_you_mean
from sipcli.errors import NeedsUser, UsageError
from sipcli.i18n import _
from sipcli.rules.finding import Finding
from sipcli.rules.structure import FORM_RULES


def acceptable(judged: Judged, rule: str, about: Sequence[str]) -> list[Finding]:
    """Return the findings of `rule` in a case, those about `about` when something is named.

    Raises:
        UsageError: it is a rule of form, which must be mended.
        NeedsUser: the case has no such finding.
    """
    if rule in FORM_RULES:
        raise UsageError(
            _("“{rule}” is about the form of a file; it cannot be accepted, only mended.").format(rule=rule)
        )
    found = [one for one in judged.findings if one.rule == rule and set(about) <= set(one.about)]
    if not found:
        rules = list(dict.fromkeys(one.rule for one in judged.findings if one.rule not in FORM_RULES))
        message = _("The case {case} has no such finding ({rule}).").format(case=judged.loaded.id, rule=rule)
        message += did_you_mean(rule, rules)
        raise NeedsUser(message + " " + _("It has: {rules}.").format(rules=", ".join(rules) or "–"))
    return found


def accept(changes: Changes, findings: Sequence[Finding], reason: str, by: str, on: date) -> None:
    """Write the acceptance of findings into case.yaml, with a mark of the facts they rest on."""
    accepted = entries(changes.open(CASE_FILE).root, "accepted")
    for one in findings:
        said = {"rule": one.rule, "about": list(one.about) or None, "reason": reason, "by": by, "on": on}
        add(accepted, {**said, "facts": one.facts})
