"""`sip add`: somebody joins a case later."""

from typing import Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import BecauseOption, CaseArgument, TodayOption
from sipcli.cli.new.commands import (
    ContactOption,
    CustodyOption,
    GuardianOption,
    OtherPlanOption,
    RelativeOption,
    RepresentativeOption,
    ResponsibleOption,
    ResponsibleToldOption,
    UnitOption,
)
from sipcli.cli.work import Work
from sipcli.i18n import _


def add(
    case: CaseArgument = None,
    unit: UnitOption = None,
    guardian: GuardianOption = None,
    representative: RepresentativeOption = None,
    relative: RelativeOption = None,
    contact: ContactOption = None,
    other_plan: OtherPlanOption = None,
    coordinating_unit: Annotated[
        str | None,
        typer.Option(
            "--coordinating-unit",
            metavar="UNIT",
            help=_("Who coordinates until there is a plan."),
            autocompletion=complete.units,
        ),
    ] = None,
    custody: CustodyOption = None,
    child_best_responsible: ResponsibleOption = None,
    child_best_responsible_told: ResponsibleToldOption = None,
    prevented: Annotated[
        str | None,
        typer.Option(
            "--prevented",
            metavar="GUARDIAN",
            help=_("A guardian who cannot take part in decisions for the time being."),
            autocompletion=complete.givers,
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help=_("Since when that guardian is prevented."))
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help=_("Why that guardian is prevented."))
    ] = None,
    urgent: Annotated[
        bool, typer.Option("--urgent", help=_("The decision cannot wait without harm to the child."))
    ] = False,
    because: BecauseOption = None,
    today: TodayOption = None,
) -> None:
    """Add people, units and contact persons to a case, and say whose consent is now to be asked for."""
    from sipcli.acts.people import Joining, join, note_prevented, waiting_words
    from sipcli.cli.new import questions
    from sipcli.cli.new.joining import asked_joining, prevented_of, units_after
    from sipcli.cli.new.other_plans import other_plans_of
    from sipcli.cli.new.units import contact_of, read_unit
    from sipcli.console.output import say
    from sipcli.console.prompts import interactive
    from sipcli.errors import NeedsUser, UsageError
    from sipcli.guidelines.loader import load_laws

    work = Work(
        case, today, unit, guardian, representative, relative, contact, other_plan, coordinating_unit, custody,
        child_best_responsible, child_best_responsible_told, prevented, since, reason, urgent,
    )  # fmt: skip
    closed = work.case.closed_on(work.today)
    if closed:
        raise NeedsUser(
            _("The case {case} was closed on {date}; open it again first: sip reopen {case}").format(
                case=work.case_id, date=closed
            )
        )
    if work.talk.asking:
        joining, missing = asked_joining(work)
    else:
        units = tuple(map(read_unit(work.archive.unit_register()), unit or ()))
        known = units_after(work, units)
        joining = Joining(
            units=units,
            guardians=tuple(map(questions.read_guardian, guardian or ())),
            representatives=tuple(map(questions.read_representative(work.talk), representative or ())),
            relatives=tuple(map(questions.read_relative, relative or ())),
            other_plans=other_plans_of(work.talk, work.guideline, other_plan, known),
            contacts=dict(contact_of(known, one) for one in contact or ()),
            custody=questions.read_custody(custody),
            coordinating_unit=known.read(coordinating_unit) if coordinating_unit else None,
            child_best_responsible=questions.responsible_of(
                work.talk, child_best_responsible, child_best_responsible_told, known, asked=False
            ),
        )
        missing = prevented_of(work, prevented, since, reason, urgent=urgent)
    if joining.is_empty and missing is None:
        if interactive():
            raise NeedsUser(_("Nothing was said, so nothing was written."))
        raise UsageError(_("Say whom to add, with --unit, --guardian, --representative, --relative, --contact ..."))
    asked = join(work.changes, work.case, joining, work.today)
    if missing:
        note_prevented(work.changes, missing)
    work.settle(("initiator-not-coordinating",), because)
    work.commit("people or units added", "people-added")
    if asked:
        say(
            _("Not asked for consent yet – {waiting}: sip consent give {case}").format(
                waiting=waiting_words(asked), case=work.case_id
            )
        )
    if missing and not missing.urgent:
        law = load_laws()["joint-custody"].reference(work.today)
        say(_("As long as the decision can wait, it waits for both guardians ({law}).").format(law=law))
