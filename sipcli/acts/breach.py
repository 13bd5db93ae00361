"""What a change would break: findings of some rules that the case would have after it and does not have now."""

from collections.abc import Collection, Sequence
from datetime import date

from sipcli.archive.changes import Changes
from sipcli.archive.checking import judge_loaded
from sipcli.archive.editing import add, entries
from sipcli.archive.loading import LoadedCase, load_case
from sipcli.case.case import CASE_FILE
from sipcli.rules.finding import Finding


def broken(changes: Changes, today: date, rules: Collection[str]) -> list[Finding]:
    """Return the findings of `rules`, errors and warnings, that the change brings about, judged as on `today`."""
    loaded = load_case(changes.archive, changes.case_id)
    changed = changes.contents()
    after = LoadedCase(loaded.id, changes.after(), (), loaded.unreadable - set(changed))
    before = {_mark(one) for one in judge_loaded(changes.archive, loaded, today).findings} if loaded.case else set()
    return [
        one
        for one in judge_loaded(changes.archive, after, today).findings
        if one.rule in rules and one.level in ("error", "warning") and _mark(one) not in before
    ]


def _mark(one: Finding) -> tuple[str, tuple[str, ...], str]:
    return one.rule, one.about, one.message


def note_exceptions(changes: Changes, findings: Sequence[Finding], reason: str, by: str, on: date) -> None:
    """Write into case.yaml what is done although a rule forbids it, and why. The findings stay."""
    noted = entries(changes.open(CASE_FILE).root, "exceptions")
    for one in findings:
        add(noted, {"rule": one.rule, "about": list(one.about) or None, "reason": reason, "by": by, "on": on})
