"""`sip consent give/extend/show`; the other commands of the group are in `no`."""

from typing import Annotated

import typer

from sipcli.cli.case_first import CaseFirst
from sipcli.cli.common import CaseArgument, FormatOption, TodayOption, archive_here, case_meant, case_read, day_or_today
from sipcli.cli.consent import no
from sipcli.cli.consent.options import (
    CommentOption,
    ComplexityOption,
    FormOption,
    GiverOption,
    IntrusionOption,
    JournalOption,
    MaturityByOption,
    MaturityCommentOption,
    MaturityOnOption,
    MaturityOption,
    MeasureOption,
    OnOption,
    UnitOption,
    UrgencyOption,
    WithholdOption,
)
from sipcli.cli.work import Work
from sipcli.console.output import Format
from sipcli.i18n import _

consent = typer.Typer(cls=CaseFirst, no_args_is_help=True)


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
    journal_ref: JournalOption = None,
    maturity: MaturityOption = None,
    maturity_by: MaturityByOption = None,
    maturity_on: MaturityOnOption = None,
    measure: MeasureOption = None,
    intrusion: IntrusionOption = None,
    urgency: UrgencyOption = None,
    complexity: ComplexityOption = None,
    maturity_comment: MaturityCommentOption = None,
    basis: Annotated[
        str | None,
        typer.Option(
            "--basis",
            help=_("presumed-consent or harm-assessment, for a child who cannot consent and has nobody who can."),
        ),
    ] = None,
    assessed_by: Annotated[
        str | None, typer.Option("--assessed-by", metavar="WHO", help=_("--basis: who made the assessment."))
    ] = None,
    assessed_on: Annotated[
        str | None, typer.Option("--assessed-on", metavar="DATE", help=_("--basis: when; the day of the answer."))
    ] = None,
    assessment_comment: Annotated[
        str | None, typer.Option("--assessment-comment", metavar="TEXT", help=_("--basis: what was weighed."))
    ] = None,
    withhold_from: WithholdOption = None,
    comment: CommentOption = None,
    today: TodayOption = None,
) -> None:
    """Record a consent."""
    from dataclasses import replace

    from sipcli.acts.consent.answer import Answered
    from sipcli.acts.consent.answer import give as act
    from sipcli.acts.consent.who import check_basis, possible_givers
    from sipcli.case.case import CHILD
    from sipcli.cli.consent import asked
    from sipcli.cli.consent.after import say_lacking, say_not_assessed, say_not_counted
    from sipcli.console.prompts import maybe

    mature = {
        "sufficient": maturity, "by": maturity_by, "assessed_on": maturity_on, "measure": measure,
        "intrusion": intrusion, "urgency": urgency, "complexity": complexity, "comment": maturity_comment,
    }  # fmt: skip
    work = Work(
        case, today, giver, unit, on, until, form, information_type, journal_ref, *mature.values(), basis, assessed_by,
        assessed_on, assessment_comment, withhold_from, comment,
    )  # fmt: skip
    talk, givers = work.talk, possible_givers(work.case)
    who = asked.giver_meant(work, CHILD if basis and giver is None else giver, _("Whose answer?"), givers)
    units = asked.units_meant(work, unit, _("For which units?"))
    when = talk.expect(on, "--on", _("On which day was it said?"), talk.past, str(work.today))
    answered = Answered(who, units, when)
    answered = replace(answered, basis=asked.basis_said(work, answered, basis))
    answered = replace(
        answered,
        assessment=asked.assessment_said(work, answered, assessed_by, assessed_on, assessment_comment),
        form=asked.form_said(work, form, None if answered.basis else _("Written or oral?"), asked.FORMS[0]),
        until=talk.may(until, "--until", _("Until which day? (empty: not said)"), asked.last_day(work, when)),
        information_types=asked.types_said(work, information_type),
    )
    answered = replace(
        answered,
        journal_ref=asked.journal_said(work, journal_ref, answered.form),
        maturity=asked.maturity_said(work, answered, mature),
        withhold_from=asked.withheld_from(work, withhold_from, who),
        comment=talk.may(comment, "--comment", _("Anything else to note?"), maybe),
    )
    if answered.basis:
        check_basis(work.case, answered)
    act(work.changes, answered)
    work.commit("consent given", "consent-given")
    say_not_counted(work, who, when)
    say_not_assessed(work, who, units, when)
    say_lacking(work, who, units, when)


@consent.command("extend", help=_("Record that a consent in force holds until a later day."))
def extend(
    case: CaseArgument = None,
    giver: GiverOption = None,
    unit: UnitOption = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help=_("The new last day."))] = None,
    on: OnOption = None,
    form: FormOption = None,
    journal_ref: JournalOption = None,
    today: TodayOption = None,
) -> None:
    """Record that a consent is extended."""
    from sipcli.acts.consent.extend import Extension, in_force
    from sipcli.acts.consent.extend import extend as act
    from sipcli.cli.consent import asked
    from sipcli.cli.consent.after import say_lacking
    from sipcli.console.output import say

    work = Work(case, today, giver, unit, until, on, form, journal_ref)
    talk, read = work.talk, work.case
    who = asked.giver_with(work, giver, _("Whose consent is extended?"), lambda one: in_force(read, one, work.today))
    holding = in_force(read, who, work.today)
    units = asked.units_meant(work, unit, _("For which units?"), default=holding if talk.asking else ())
    when = talk.expect(on, "--on", _("On which day was it said?"), talk.past, str(work.today))
    last = talk.need(until, "--until", _("Until which day does it hold now?"), asked.last_day(work, when))
    how = asked.form_said(work, form, _("Written or oral? (empty: as before)"))
    new = Extension(who, units, when, last, how, asked.journal_said(work, journal_ref, how))
    left_out = act(work.changes, read, new)
    work.commit("consent extended", "consent-extended")
    for one, why in left_out.items():
        say(_("Not extended: {unit} ({why}).").format(unit=one, why=why))
    say_lacking(work, who, units or read.unit_ids, when)


def show(case: CaseArgument = None, today: TodayOption = None, format: FormatOption = Format.TABLE) -> None:
    """Print who has consented for which unit."""
    from rich.text import Text

    from sipcli.case.people import eligible_givers
    from sipcli.console.consents import COLUMNS, consent_rows, consent_table, who_acts
    from sipcli.console.output import print_csv, print_json
    from sipcli.console.output import show as show_all

    archive, day = archive_here(), day_or_today(today)
    read = case_read(archive, case_meant(archive, case))
    rows = consent_rows(read, day)
    if format is Format.JSON:
        may = eligible_givers(read, day)
        print_json({"today": day.isoformat(), "case": read.id, "consents": rows, "may_consent": may})
    elif format is Format.CSV:
        print_csv(COLUMNS, rows)
    else:
        show_all(consent_table(read, day), Text(), *(Text(line) for line in who_acts(read, day)))


no.add_to(consent)
consent.command("show", help=_("Show the consents as a table of people and units."))(show)
