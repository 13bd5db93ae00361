"""How a guideline lets the process go, as documents tell it: read from its rules and where they come from."""

from dataclasses import dataclass

from sipcli.case.case import Case
from sipcli.guidelines.model import Guideline

TAKING_PART = {
    "P6": ("whole", "part", "spokesperson", "letter", "none"),
    "P7": ("whole", "part", "phone", "video", "spokesperson", "in-writing", "recording"),
}
"""The ways to take part that each row of the catalogue asks for."""
SOME_WAYS = ("whole", "part", "spokesperson", "letter")
"""The ways offered where a guideline says nothing of them."""


@dataclass(frozen=True)
class Ways:
    """What a guideline asks of the process, from its rules, their parameters and the rows they come from.

    `closes_on` is "any" or "all": whose withdrawn consent ends the plan, None where the guideline does not say.
    """

    both_principals: bool
    internal: bool
    may_ask: bool
    without_delay: bool
    mature_child_answers: bool
    oral_consent: bool
    types_asked: bool
    period_asked: bool
    told_by_coordinator: bool
    pre_meeting_consent: bool
    closes_on: str | None
    notice_days: int | None
    meeting_days: int | None
    call_days: int | None
    need_governs: bool
    family_first: bool
    support_person: bool
    signing: str | None
    copies: list[str]
    asked_before_follow_up: bool
    survey: bool
    reentry: bool
    sip_on_request: bool
    to_take_part: list[str]


def ways(case: Case, guideline: Guideline) -> Ways:
    """Return what the guideline asks of the process in this case; at a discharge the law's days go before its own."""
    rules, rows = guideline.applied(), cited(guideline)
    discharge = case.file.route == "discharge"

    def param(rule: str, name: str) -> object:
        return rules[rule].params.get(name) if rule in rules else None

    def days(rule: str, at_discharge: bool = False) -> int | None:
        said = param(rule, "days") if discharge is at_discharge else None
        return said if isinstance(said, int) else None

    to, closes_on = param("copy-not-given", "to"), param("closing-required", "when")
    return Ways(
        both_principals="two-principals-missing" in rules,
        internal="not-a-statutory-plan" in rules,
        may_ask="I5" in rows,
        without_delay="I10" in rows,
        mature_child_answers=bool(param("consent-missing", "mature_child_decides")),
        oral_consent="consent-oral-undocumented" in rules,
        types_asked="consent-scope-missing" in rules,
        period_asked="consent-period-missing" in rules,
        told_by_coordinator="withdrawal-not-told" in rules,
        pre_meeting_consent="pre-meeting-without-consent" in rules,
        closes_on=str(closes_on) if closes_on else None,
        notice_days=days("invitation-too-late"),
        meeting_days=days("meeting-late"),
        call_days=days("discharge-call-overdue", at_discharge=True),
        need_governs="M1" in rows,
        family_first="M3" in rows,
        support_person="support-person-missing" in rules,
        signing="offered" if "signature-not-offered" in rules else "needless" if "L13" in rows else None,
        copies=[str(one) for one in to] if isinstance(to, list | tuple) else [],
        asked_before_follow_up="follow-up-unprepared" in rules,
        survey="survey-missing" in rules,
        reentry="reentry-contact-missing" in rules,
        sip_on_request="I12" in rows,
        to_take_part=list(next((some for row, some in TAKING_PART.items() if row in rows), SOME_WAYS)),
    )


def cited(guideline: Guideline) -> set[str]:
    """Return the rows of the catalogue that a guideline's rules and reminders come from."""
    of_rules = {row for rule in guideline.applied().values() for one in rule.sources for row in one.rows}
    reminders = (one for one in guideline.reminders.values() if not one.off)
    return of_rules | {row for reminder in reminders for one in reminder.sources for row in one.rows}
