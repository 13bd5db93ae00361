"""What lies ahead in a case: days that are coming, and what to do next when no day is set."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sipcli import i18n
from sipcli.case.case import CASE_FILE, INVITATION_FILE, PLAN_FILE, Case
from sipcli.case.days import limit
from sipcli.case.meetings import booked_follow_ups, invitation_sent, meeting_day, meeting_held
from sipcli.case.plan_file import ENDED
from sipcli.case.steps import step_of
from sipcli.guidelines.model import Guideline
from sipcli.i18n import N_, _
from sipcli.rules.due import Due
from sipcli.rules.finding import Finding
from sipcli.rules.registry import RULES

TO_DO = {
    "discover": N_("ask for consent"),
    "prepare": N_("prepare the family"),
    "invite": N_("send the invitation"),
    "meet": N_("make the plan"),
    "follow-up": N_("book a follow-up"),
    "close": N_("close the case"),
}


FOLLOW_UP_RULES = ("follow-up-today", "follow-up-overdue")
"""The rules that speak of one and the same follow-up, one after the other."""


def of_finding(finding: Finding) -> Due:
    """Return a finding with a date as something due."""
    rule = RULES.get(finding.rule)
    what = _(rule.short) if rule and rule.short else finding.rule
    key = _key(finding.rule, finding.file.removeprefix(f"cases/{finding.case}/"), *finding.about)
    return Due(what, finding.rule, finding.date, finding.days, finding.unit, key, finding.level, finding.source)


def _key(rule: str, file: str, *about: str) -> tuple[str, ...]:
    return ("follow-up" if rule in FOLLOW_UP_RULES else rule, file, *sorted(about))


def overdue(findings: list[Finding]) -> list[Due]:
    """Return what is overdue, the longest first."""
    late = sorted((one for one in findings if one.overdue), key=lambda one: -(one.days or 0))
    return [of_finding(one) for one in late]


def deadlines(case: Case, guideline: Guideline, findings: list[Finding], today: date) -> list[Due]:
    """Return everything with a day that waits for somebody, passed or ahead, the earliest first."""
    found = [of_finding(one) for one in findings if one.date and not one.settled]
    if not case.closed_on(today):
        known = {(one.key, one.date) for one in found}
        coming = (one for one in _coming(case, guideline, today) if one.date and one.date >= today)
        found += [_with_source(one, guideline) for one in coming if (one.key, one.date) not in known]
    return sorted(found, key=lambda one: (one.date or date.max, one.key))


def _with_source(due: Due, guideline: Guideline) -> Due:
    setting = guideline.applied().get(due.rule or "")
    if setting is None or due.date is None:
        return due
    day = due.date
    return replace(due, source="; ".join(dict.fromkeys(one.text(day, i18n.language) for one in setting.sources)))


def next_due(case: Case, guideline: Guideline, findings: list[Finding], today: date) -> Due | None:
    """Return the nearest thing ahead in a case, or what to do next when no day is set; None for a closed case."""
    step = step_of(case, today)
    if step == "closed":
        return None
    ahead = [of_finding(one) for one in findings if one.date and one.date >= today and not one.settled]
    ahead += _coming(case, guideline, today)
    dated = [one for one in ahead if one.date and one.date >= today]
    if dated:
        return min(dated, key=lambda one: (one.date or date.max, one.what))
    waiting = min((day for _file, _path, day in booked_follow_ups(case, today)), default=None)
    if step == "follow-up" and waiting:
        return Due(_("record follow-up"), "follow-up-overdue", waiting, (today - waiting).days, case.coordinating_unit)
    met = meeting_day(case) if step == "meet" else None
    return Due(_(TO_DO[step]), None, met, (today - met).days if met else None, case.coordinating_unit)


def _coming(case: Case, guideline: Guideline, today: date) -> Iterator[Due]:
    """Yield the days that are set in the case, or that a limit of the guideline sets."""
    unit, rules = case.coordinating_unit, guideline.applied()

    def due(what: str, rule: str | None, day: date, unit: str | None, *key: str) -> Due:
        return Due(what, rule, day, (today - day).days, unit, _key(*key))

    met = meeting_day(case)
    if met and not meeting_held(case, today):
        yield due(_("meeting"), None, met, unit, "meeting", INVITATION_FILE)
        if "invitation-too-late" in rules and not invitation_sent(case, today):
            days = int(rules["invitation-too-late"].params.get("days", 21))
            rule = "invitation-too-late"
            yield due(_("last day to invite"), rule, met - timedelta(days=days), unit, rule, INVITATION_FILE)
    elif not met and case.plan is None and "meeting-late" in rules and case.file.route != "discharge":
        days = int(rules["meeting-late"].params.get("days", 21))
        last = limit(case.file.need.noticed_on, days)
        yield due(_("last day to meet"), "meeting-late", last, unit, "meeting-late", CASE_FILE)
    for file, _path, day in booked_follow_ups(case, today):
        if day > today:
            yield due(_("follow-up"), "follow-up-today", day, unit, "follow-up", file)
    plan = case.plan_in_force(today)
    for one in plan.interventions if plan else ():
        who, about = one.unit or unit, tuple(filter(None, (one.id, one.unit)))
        if one.status in ("planned", "not-started") and one.start and one.start >= today:
            yield due(_("intervention starts"), None, one.start, who, "intervention-not-started", PLAN_FILE, *about)
        if one.status not in ENDED and one.due and one.due >= today:
            yield due(_("intervention to be completed"), None, one.due, who, "intervention-overdue", PLAN_FILE, *about)
