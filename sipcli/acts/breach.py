"""What a change would break: findings of some rules that the case would have after it and does not have now."""

from collections.abc import Collection, Sequence
from datetime import date

from sipcli.archive.changes import Changes
from sipcli.archive.checking import judge_loaded
from sipcli.archive.editing import add, entries
from sipcli.archive.loading import LoadedCase, load_case
from sipcli.case.case import CASE_FILE
from sipcli.rules.finding import Finding

A_NO = ("consent-guardian-refused", "consent-withdrawn")
"""Rules that tell of somebody who said no."""


def broken(changes: Changes, today: date, rules: Collection[str]) -> list[Finding]:
    """Return the findings of `rules`, errors and warnings, that the change brings about, judged as on `today`."""
    loaded = load_case(changes.archive, changes.case_id)
    before = {_mark(one) for one in judge_loaded(changes.archive, loaded, today).findings} if loaded.case else set()
    return [
        one
        for one in _after(changes, loaded, today)
        if one.rule in rules and one.level in ("error", "warning") and _mark(one) not in before
    ]


def in_spite_of_a_no(changes: Changes, units: Collection[str], today: date) -> list[Finding]:
    """Return the findings that somebody said no to sharing with one of `units`, in force after the change (C14)."""
    found = _after(changes, load_case(changes.archive, changes.case_id), today)
    return [one for one in found if one.rule in A_NO and one.level == "error" and set(units) & set(one.about)]


def _after(changes: Changes, loaded: LoadedCase, today: date) -> Sequence[Finding]:
    """Return every finding in the case as it would be after the change."""
    after = LoadedCase(loaded.id, changes.after(), (), loaded.unreadable - set(changes.contents()))
    return judge_loaded(changes.archive, after, today).findings


def _mark(one: Finding) -> tuple[str, tuple[str, ...], str]:
    return one.rule, one.about, one.message


def note_exceptions(changes: Changes, findings: Sequence[Finding], reason: str, by: str, on: date) -> None:
    """Write into case.yaml what is done although a rule forbids it, and why. The findings stay."""
    noted = entries(changes.open(CASE_FILE).root, "exceptions")
    for one in findings:
        add(noted, {"rule": one.rule, "about": list(one.about) or None, "reason": reason, "by": by, "on": on})
