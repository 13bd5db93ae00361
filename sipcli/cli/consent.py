"""`sip consent give/refuse/withdraw/show`."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli.common import (
    CaseArgument,
    FormatOption,
    TodayOption,
    archive_here,
    case_meant,
    case_read,
    day_or_none,
    day_or_today,
    report,
)
from sipcli.console.output import Format
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.consent import Answered
    from sipcli.case.case import Case

consent = typer.Typer(help=_("Consent: who says what, for which units, until when."), no_args_is_help=True)

GiverOption = Annotated[
    str | None, typer.Option("--giver", metavar="ID", help=_("Whose answer it is: a guardian's id, or child."))
]
UnitOption = Annotated[
    list[str] | None, typer.Option("--unit", metavar="ID", help=_("For which unit; all when left out."))
]
OnOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The day of the answer."))]
FormOption = Annotated[str | None, typer.Option("--form", help=_("written or oral."))]


def _answered(
    case: "Case",
    giver: str | None,
    unit: Sequence[str] | None,
    on: str | None,
    today: str | None,
    until: date | None = None,
) -> "Answered":
    from sipcli.acts.consent import Answered, checked, possible_givers
    from sipcli.case.people import person_names
    from sipcli.console.output import say
    from sipcli.console.prompts import ask, day, interactive, one_of, several

    givers = possible_givers(case)
    names = person_names(case)
    if giver is None and interactive():
        say("  " + "\n  ".join(f"{one} {names[one]}" for one in givers))
    who = giver or ask(None, "--giver", _("Whose answer? ({ids})").format(ids=", ".join(givers)), one_of(givers))
    units = tuple(dict.fromkeys(unit or ()))
    if not units and interactive() and giver is None:
        question = _("For which units? With commas between; {ids}").format(ids=", ".join(case.unit_ids))
        units = ask(None, "--unit", question, several(one_of(case.unit_ids)), ", ".join(case.unit_ids))
    default = day_or_today(today)
    when = ask(on, "--on", _("On which day?"), day, str(default)) if giver is None or on else default
    answered = Answered(who, units or tuple(case.unit_ids), when, until)
    checked(case, answered)
    return answered


@consent.command("give", help=_("Record that somebody consents."))
def give(
    case: CaseArgument = None,
    giver: GiverOption = None,
    unit: UnitOption = None,
    on: OnOption = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help=_("Last day it holds."))] = None,
    form: FormOption = None,
    information_type: Annotated[
        list[str] | None,
        typer.Option("--information-type", metavar="WORD", help=_("What may be shared; once for each type.")),
    ] = None,
    journal_ref: Annotated[
        str | None, typer.Option("--journal-ref", metavar="TEXT", help=_("Where an oral consent is documented."))
    ] = None,
    today: TodayOption = None,
) -> None:
    """Record a consent."""
    from dataclasses import replace

    from sipcli.acts.consent import checked, information_word
    from sipcli.acts.consent import give as act
    from sipcli.archive.changes import Changes
    from sipcli.console.prompts import ask, day, maybe, maybe_one, one_of, several

    archive = archive_here()
    case_id = case_meant(archive, case)
    read = case_read(archive, case_id)
    asked = giver is None
    answered = _answered(read, giver, unit, on, today, day_or_none(until))
    how = one_of(("written", "oral"))
    form = ask(form, "--form", _("Written or oral?"), how, "written") if asked or form else "written"
    if asked:
        last = ask(until, "--until", _("Until which day? (empty: not said)"), maybe_one(day), optional=True)
        answered = replace(answered, until=last)
        question = _("Which types of information? With commas between, e.g. school, health (empty: not said)")
        types = ask(None, "--information-type", question, several(information_word), optional=True)
        information_type = [*(information_type or ()), *types]
        if form == "oral":
            question = _("Where is it documented? (journal reference)")
            journal_ref = ask(journal_ref, "--journal-ref", question, maybe, optional=True)
    answered = replace(answered, form=form, information_types=tuple(information_type or ()), journal_ref=journal_ref)
    checked(read, answered)
    changes = Changes(archive, case_id)
    act(changes, answered)
    report(changes.commit("consent given", "consent-given"))


@consent.command("refuse", help=_("Record that somebody does not consent."))
def refuse(
    case: CaseArgument = None,
    giver: GiverOption = None,
    unit: UnitOption = None,
    on: OnOption = None,
    form: FormOption = None,
    today: TodayOption = None,
) -> None:
    """Record a refusal."""
    from dataclasses import replace

    from sipcli.acts.consent import refuse as act
    from sipcli.archive.changes import Changes
    from sipcli.console.prompts import one_of

    archive = archive_here()
    case_id = case_meant(archive, case)
    answered = _answered(case_read(archive, case_id), giver, unit, on, today)
    changes = Changes(archive, case_id)
    act(changes, replace(answered, form=one_of(("written", "oral"))(form) if form else None))
    report(changes.commit("consent refused", "consent-refused"))


@consent.command("withdraw", help=_("Record that somebody takes a consent back, and list who must be told."))
def withdraw(
    case: CaseArgument = None,
    giver: GiverOption = None,
    unit: UnitOption = None,
    on: OnOption = None,
    told_coordinator: Annotated[
        str | None,
        typer.Option("--told-coordinator", metavar="DATE", help=_("The day the coordinator was told.")),
    ] = None,
    informed: Annotated[
        list[str] | None,
        typer.Option("--informed", metavar="WHO[=DATE]", help=_("Who has been told, and when; once for each.")),
    ] = None,
    today: TodayOption = None,
) -> None:
    """Record a withdrawal."""
    from dataclasses import replace

    from sipcli.acts.consent import withdraw as act
    from sipcli.archive.changes import Changes
    from sipcli.archive.checking import judge_case
    from sipcli.console.output import say
    from sipcli.console.prompts import day

    archive = archive_here()
    case_id = case_meant(archive, case)
    read = case_read(archive, case_id)
    answered = _answered(read, giver, unit, on, today)
    told: dict[str, date] = {}
    for one in informed or ():
        who, _equals, when = one.partition("=")
        told[_involved(read, who, answered.on)] = day(when) if when else day_or_today(today)
    answered = replace(answered, told_coordinator_on=day_or_none(told_coordinator), informed=told)
    changes = Changes(archive, case_id)
    act(changes, read, answered)
    report(changes.commit("consent withdrawn", "consent-withdrawn"))
    after = judge_case(archive, case_id, max(day_or_today(today), answered.on))
    for found in after.findings:
        if found.rule in ("withdrawal-not-told", "closing-required", "closing-not-required-yet"):
            say(f"{found.rule}: {found.message}")


def _involved(case: "Case", who: str, on: date) -> str:
    from sipcli.acts.plan import known
    from sipcli.case.people import everyone

    return known(who.strip(), everyone(case, on))


@consent.command("show", help=_("Show the consents as a table of people and units."))
def show(case: CaseArgument = None, today: TodayOption = None, format: FormatOption = Format.TABLE) -> None:
    """Print who has consented for which unit."""
    from sipcli.console.consents import consent_rows, consent_table
    from sipcli.console.output import print_csv, print_json
    from sipcli.console.output import show as show_all

    archive, day = archive_here(), day_or_today(today)
    read = case_read(archive, case_meant(archive, case))
    rows = consent_rows(read, day)
    if format is Format.JSON:
        print_json({"today": day.isoformat(), "case": read.id, "consents": rows})
    elif format is Format.CSV:
        print_csv(("giver", "unit", "standing", "form", "since", "until"), rows)
    else:
        show_all(consent_table(read, day))


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(consent, name="consent")
