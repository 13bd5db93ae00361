"""`sip deviation add/report/list`: what was not done as agreed, that it was reported, and a year's (W1, W2)."""

from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.case_first import CaseFirst
from sipcli.cli.common import CaseArgument, FormatOption, TodayOption
from sipcli.cli.event.parts import EventArgument, event_meant, say_next, several
from sipcli.cli.work import Work
from sipcli.console.output import Format, say
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.rules.finding import Hit

deviation = typer.Typer(cls=CaseFirst, no_args_is_help=True)

ASKS = "deviation-to-report"
"""The rule that finds what a deviation is to be recorded for."""


def _subjects(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Complete what a deviation may be about."""
    return [*complete.interventions(ctx, incomplete), *complete.units(ctx, incomplete)]


@deviation.command("add", help=_("Record a deviation."))
def add(
    case: CaseArgument = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", help=_("guideline-not-followed, intervention-not-done or parties-disagree.")),
    ] = None,
    about: Annotated[
        list[str] | None,
        typer.Option(
            "--about",
            metavar="ID",
            help=_("The unit, the intervention or the dispute it concerns; once for each."),
            autocompletion=_subjects,
        ),
    ] = None,
    comment: Annotated[str | None, typer.Option("--comment", metavar="TEXT", help=_("What happened."))] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("The day of the deviation; today when left out."))
    ] = None,
    today: TodayOption = None,
) -> None:
    """Record a deviation."""
    from sipcli.acts.events import not_before, record, stem, subjects
    from sipcli.case.deviations import DISAGREE, KINDS
    from sipcli.case.events import DEVIATION, DISPUTE
    from sipcli.console.choices import Choices, words
    from sipcli.console.prompts import maybe
    from sipcli.errors import NeedsUser

    work = Work(case, today, kind, about, comment, on)
    talk, found = work.talk, _asked_for(work)
    if talk.asking and found:
        say(_("A deviation is to be recorded for this:"))
        for one in found:
            say(f"  {one.message}")
    kind = talk.pick(kind, "--kind", _("Which kind of deviation?"), words(KINDS), _kind_of(work, found))
    labels = subjects(work.case, kind)
    if not labels:
        raise NeedsUser(_nothing_of(kind, work.case_id))
    usual = [one.about[0] for one in found if one.about[0] in labels]
    if not about and not talk.asking and len(usual) == 1:
        about = usual  # the only thing of the kind that waits for one
    ids = several(work, about, "--about", _question(kind), Choices(labels, in_case=work.case_id), usual)
    when = talk.expect(on, "--on", _("On which day?"), talk.past, str(work.today))
    if kind == DISAGREE:
        for name, dispute in work.case.events.items():
            if dispute.kind == DISPUTE and (dispute.id or stem(name)) in ids:
                not_before(dispute.date, when)
    remark = talk.may(comment, "--comment", _("What happened?"), maybe)
    record(work.changes, DEVIATION, when, {"about": [kind, *ids], "comment": remark})
    work.commit("deviation recorded", "deviation-recorded")
    say_next(work, {ASKS: "sip deviation add {case}"})
    command = f"sip deviation report {work.case_id}"
    say(_("When it has been reported by the county's routine: {command}").format(command=command))


def _asked_for(work: Work) -> "list[Hit]":
    """Return what a deviation is to be recorded for, whether or not the guideline applies that rule."""
    from sipcli.rules.interventions import deviation_to_report

    return list(deviation_to_report(work.case, None, work.today))


def _kind_of(work: Work, found: "list[Hit]") -> str | None:
    """Return the kind of the first thing found, as what to suggest in a conversation."""
    from sipcli.acts.events import subjects
    from sipcli.case.deviations import KINDS

    if not work.talk.asking or not found:
        return None
    cause = found[0].about[0]
    return next((kind for kind in reversed(KINDS) if cause in subjects(work.case, kind)), None)


def _question(kind: str) -> str:
    """Return the question for what a deviation of a kind is about."""
    from sipcli.case.deviations import DISAGREE, NOT_DONE

    if kind == DISAGREE:
        return _("Which disputes is it about?")
    return _("Which interventions is it about?") if kind == NOT_DONE else _("Which units is it about?")


def _nothing_of(kind: str, case_id: str) -> str:
    """Return a sentence for a kind of which the case has nothing that a deviation could be about."""
    from sipcli.case.deviations import DISAGREE, NOT_DONE

    if kind == DISAGREE:
        command = f"sip dispute open {case_id}"
        return _("No dispute is recorded in {case}. Record it first: {command}").format(case=case_id, command=command)
    if kind == NOT_DONE:
        return _("The case {case} has no interventions.").format(case=case_id)
    return _("The case {case} has no units.").format(case=case_id)


@deviation.command("report", help=_("Record that a deviation was reported."))
def report(
    case: CaseArgument = None,
    which: EventArgument = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("The day of the report; today when left out."))
    ] = None,
    today: TodayOption = None,
) -> None:
    """Record that a deviation was reported."""
    from sipcli.acts.events import note, waits
    from sipcli.case.events import DEVIATION

    work = Work(case, today, on)
    known = {name: one for name, one in work.case.events.items() if one.kind == DEVIATION}
    waiting = [name for name, one in known.items() if "report" in waits(work.case, one, work.today)]
    none = _("No deviation in {case} is left to report.").format(case=work.case_id)
    name = event_meant(work, which, known, waiting, none)
    when = work.talk.expect(on, "--on", _("On which day was it reported?"), work.talk.past, str(work.today))
    note(work.changes, name, known[name], {"reported_on": when})
    work.commit("deviation reported", "deviation-reported")


@deviation.command("list", help=_("List the deviations of all cases, and count them: what a year's compilation needs."))
def list_(
    case: CaseArgument = None,
    year: Annotated[
        str | None, typer.Option("--year", metavar="YEAR", help=_("Only deviations that happened in this year."))
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="UNIT", help=_("Only deviations that concern this unit (id or name).")),
    ] = None,
    texts: Annotated[
        bool,
        typer.Option("--texts", help=_("What was written of them too, with roles where the family's names stand.")),
    ] = False,
    today: TodayOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Print the deviations of all cases, the oldest first, and how many there are (W2)."""
    from sipcli.archive.deviations import compiled
    from sipcli.cli.common import archive_here, day_or_today
    from sipcli.console.deviations import COLUMNS, TEXTS, as_data, exported, summary, tables, unreadable
    from sipcli.console.output import print_csv, print_json, show

    archive, day, wanted = archive_here(), day_or_today(today), parse_year(year) if year is not None else None
    ids = [archive.find_case(case)] if case is not None else None
    found = compiled(archive, day, ids, year=wanted, unit=unit)
    if format is Format.JSON:
        print_json({"today": day.isoformat(), "year": wanted, "unit": unit, **as_data(found, texts=texts)})
    elif format is Format.CSV:
        print_csv((*COLUMNS, *(TEXTS if texts else ())), [exported(row, texts=texts) for row in found.rows])
    else:
        if found.rows:
            show(*tables(found, texts=texts))
        say(summary(found, day, wanted))
    for sentence in unreadable(found):
        say(sentence)


def parse_year(text: str) -> int:
    """Return the year in "2026"."""
    import re

    from sipcli.errors import UsageError

    if not re.fullmatch("[12][0-9]{3}", text.strip()):
        raise UsageError(_("“{text}” is not a year; write it with four digits, e.g. 2026.").format(text=text))
    return int(text)
