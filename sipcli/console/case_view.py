"""One case at a glance: people, units, consents, what is due, the plan, findings."""

from collections.abc import Iterator
from datetime import date

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sipcli import i18n
from sipcli.archive.checking import Judged
from sipcli.archive.summing_up import overview
from sipcli.case.case import Case
from sipcli.case.meetings import booked_follow_ups, invitation_sent, meeting_day, meeting_held
from sipcli.case.step_words import STEPS
from sipcli.console.consents import consent_table
from sipcli.console.findings import finding_lines
from sipcli.console.labels import value_word
from sipcli.console.output import days_away
from sipcli.i18n import _
from sipcli.rules.finding import Finding


def case_view(judged: Judged, findings: list[Finding], today: date) -> Iterator[RenderableType]:
    """Yield the parts of `sip show`. `findings` are the case's, with lines."""
    case = judged.loaded.case
    if case is None:
        yield from finding_lines(findings)
        return
    row = overview(judged, today)
    title = judged.guideline.title.text(i18n.language) if judged.guideline else "–"
    yield Text(f"{case.id}  {title}", "bold")
    facts = [
        (_("Step"), _(STEPS[row.step]) if row.step else "–"),
        (_("Opened"), str(case.file.opened)),
        (
            _("Need noticed"),
            _("{date} by {unit}").format(date=case.file.need.noticed_on, unit=case.file.need.noticed_by),
        ),
        (_("Coordinating unit"), case.coordinating_unit),
    ]
    if case.file.follows:
        facts.append((_("Goes on from"), case.file.follows))
    if case.file.other_plans:
        facts.append((_("Other plans"), ", ".join(_plan_kind(judged, one.kind) for one in case.file.other_plans)))
    if row.next:
        when = f" {row.next.date}, {days_away(row.next.days)}" if row.next.date and row.next.days is not None else ""
        facts.append((_("Next"), row.next.what + when))
    for one in row.overdue:
        facts.append((_("Overdue"), f"{one.what} {one.date}, {days_away(one.days or 0)}"))
    yield Padding(_facts(facts), (0, 0, 1, 0))
    yield _heading(_("People and units"))
    yield Padding(_people(case), (0, 0, 1, 0))
    yield _heading(_("Consent"))
    yield Padding(consent_table(case, today), (0, 0, 1, 0))
    yield _heading(_("Days"))
    yield Padding(_facts(_days(case, today)), (0, 0, 1, 0))
    if case.invitation and case.invitation.invitees:
        yield _heading(_("Replies"))
        yield Padding(_replies(case), (0, 0, 1, 0))
    if case.plan:
        yield _heading(
            _("Plan, version {version}, made on {date}").format(version=case.plan.version, date=case.plan.made_on)
        )
        yield Padding(_goals(case), (0, 0, 1, 0))
    yield _heading(_("Findings"))
    if findings:
        yield from finding_lines(findings)
    else:
        yield Text(_("None: nothing to mend."))
    if case.file.exceptions:
        yield _heading(_("Done although a rule forbids it"))
        yield Padding(_exceptions(case), (0, 0, 1, 0))
    if judged.accepted:
        yield _heading(_("Accepted"))
        yield _accepted(judged)
    reminders = judged.guideline.reminded("case", i18n.language, row.step) if judged.guideline else []
    if reminders:
        yield _heading(_("To remember"))
        yield Text("\n".join(f"- {one}" for one in reminders))


def _plan_kind(judged: Judged, kind: str) -> str:
    known = judged.guideline.other_plans if judged.guideline else {}
    return known[kind].text(i18n.language) if kind in known else kind


def _replies(case: Case) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    assert case.invitation is not None
    for one in case.invitation.invitees:
        said = [value_word(one.response or "unanswered")]
        said += [_("{name} comes").format(name=one.attends)] if one.attends else []
        said += [_("{name} comes instead").format(name=one.substitute)] if one.substitute else []
        said += [_("passed on to {unit}").format(unit=one.passed_to)] if one.passed_to else []
        said += [_("has a mandate")] if one.mandate else []
        table.add_row(Text(one.who), Text(", ".join(said)), Text(str(one.replied_on or ""), "dim"))
    return table


def _exceptions(case: Case) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for one in case.file.exceptions:
        reason = _("{reason} ({by}, {date})").format(reason=one.reason, by=one.by, date=one.on)
        table.add_row(Text(one.rule), Text(reason))
    return table


def _accepted(judged: Judged) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for finding in judged.accepted:
        case = judged.loaded.case
        said = case.file.accepted if case else []
        why = next(one for one in said if one.concerns(finding.rule, finding.about, finding.facts))
        reason = _("{reason} ({by}, {date})").format(reason=why.reason, by=why.by, date=why.on)
        table.add_row(Text(finding.rule), Text(f"{finding.message}\n{reason}"))
    return table


def _heading(text: str) -> Text:
    return Text(text, "bold underline")


def _facts(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for name, value in rows:
        table.add_row(name, Text(value))
    return table


def _people(case: Case) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    file = case.file
    table.add_row(
        "child", Text(file.child.name), _("born {date}").format(date=file.child.born), Text(file.child.phone or "")
    )
    for guardian in file.guardians:
        part = _("guardian")
        if guardian.prevented:
            part += ", " + _("prevented since {date}").format(date=guardian.prevented.since)
        table.add_row(Text(guardian.id), Text(guardian.name), Text(part), Text(guardian.phone or ""))
    for one in file.representatives:
        part = value_word(one.kind)
        if one.to and one.to != date.max:
            part += ", " + _("until {date}").format(date=one.to)
        table.add_row(Text(one.id), Text(one.name), Text(part), Text(one.phone or ""))
    for relative in file.relatives:
        table.add_row(Text(relative.id), Text(relative.name), Text(relative.relation or ""), Text(relative.phone or ""))
    for unit in file.units:
        contact = unit.contact
        table.add_row(
            Text(unit.id),
            Text(unit.name),
            Text(contact.name if contact else value_word(unit.kind)),
            Text((contact and contact.phone) or ""),
        )
    return table


def _days(case: Case, today: date) -> list[tuple[str, str]]:
    rows = []
    sent, met = invitation_sent(case, today), meeting_day(case)
    if sent:
        rows.append((_("Invitation sent"), str(sent)))
    if met:
        held = _("held") if meeting_held(case, today) else days_away((today - met).days)
        rows.append((_("Meeting"), f"{met}, {held}"))
    for one in case.follow_ups.values():
        said = {"booked": _("booked"), "held": _("held"), "cancelled": _("cancelled")}[one.status]
        if one.status == "held" and one.date > today:
            said = days_away((today - one.date).days)
        rows.append((_("Follow-up"), f"{one.date}, {said}" + (f", {one.place}" if one.place else "")))
    for _file, path, day in booked_follow_ups(case, today):
        if path == ("next_on",):
            rows.append((_("Follow-up"), f"{day}, " + _("booked")))
    closed = case.closing
    if closed:
        rows.append((_("Closed"), f"{closed.date}" + (f", {value_word(closed.reason)}" if closed.reason else "")))
        if closed.reopened_on:
            rows.append((_("Reopened"), str(closed.reopened_on)))
    return rows or [("–", "")]


def _goals(case: Case) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    plan = case.plan
    assert plan is not None
    for goal in plan.goals:
        indent = "  " if goal.part_of else ""
        table.add_row(Text(goal.id or ""), Text(indent + goal.text), Text(value_word(goal.status)))
        for one in plan.interventions:
            if goal.id and one.goal == goal.id:
                table.add_row(
                    Text(one.id or ""),
                    Text(f"{indent}  → {one.what} ({one.unit or '–'})"),
                    Text(value_word(one.status)),
                )
    return table
