"""`sip new`: a new case."""

from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import BecauseOption, TodayOption, archive_here, day_or_today
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.archive.changes import Changes
    from sipcli.cli.new.told import Begun

OtherPlanOption = Annotated[
    list[str] | None,
    typer.Option(
        "--other-plan",
        metavar="KIND[:UNIT]",
        help=_("Another individual plan that the child already has, and which unit has it; once for each."),
    ),
]
CustodyOption = Annotated[
    str | None, typer.Option("--custody", help=_("Who has custody: joint, sole, specially-appointed or none."))
]
GuardianOption = Annotated[
    list[str] | None,
    typer.Option("--guardian", metavar="NAME[, PHONE]", help=_("A guardian; once for each.")),
]
RepresentativeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--representative",
        metavar="KIND:NAME[:FROM[:TO]]",
        help=_("Somebody who acts for the child, with the mandate's days; once for each."),
    ),
]
RelativeOption = Annotated[
    list[str] | None,
    typer.Option("--relative", metavar="NAME[:RELATION]", help=_("Somebody else near the child; once for each.")),
]
UnitOption = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        metavar="ID:KIND:PRINCIPAL:NAME",
        help=_("A unit that takes part, or its id in units.yaml; once for each."),
        autocompletion=complete.register,
    ),
]
ContactOption = Annotated[
    list[str] | None,
    typer.Option(
        "--contact",
        metavar="UNIT=NAME[, PHONE]",
        help=_("The person to reach at a unit; once for each."),
        autocompletion=complete.units,
    ),
]
ResponsibleOption = Annotated[
    str | None,
    typer.Option(
        "--child-best-responsible", metavar="NAME[:UNIT]", help=_("The child-best-responsible, and where they work.")
    ),
]
ResponsibleToldOption = Annotated[
    str | None,
    typer.Option(
        "--child-best-responsible-told", metavar="DATE", help=_("When the child-best-responsible was told of the case.")
    ),
]


def new(
    child: Annotated[str | None, typer.Option("--child", metavar="NAME", help=_("The child's name."))] = None,
    born: Annotated[
        str | None,
        typer.Option("--born", metavar="DATE", help=_("The child's date of birth; a personal number is never needed.")),
    ] = None,
    guideline: Annotated[
        str | None,
        typer.Option(
            "--guideline",
            metavar="ID",
            help=_("Which guideline; the archive's when left out."),
            autocompletion=complete.guidelines,
        ),
    ] = None,
    need_noticed: Annotated[
        str | None, typer.Option("--need-noticed", metavar="DATE", help=_("The day the need was noticed."))
    ] = None,
    noticed_by: Annotated[
        str | None, typer.Option("--noticed-by", metavar="UNIT", help=_("Id of the unit that noticed it."))
    ] = None,
    requested_by: Annotated[
        str | None,
        typer.Option("--requested-by", metavar="WHO", help=_("The child or the person who asked for a plan.")),
    ] = None,
    reason: Annotated[
        list[str] | None, typer.Option("--reason", metavar="WORD", help=_("What the need shows itself as."))
    ] = None,
    route: Annotated[
        str | None, typer.Option("--route", help=_("hlt, outside-hlt, discharge or internal; the guideline's own."))
    ] = None,
    custody: CustodyOption = None,
    guardian: GuardianOption = None,
    representative: RepresentativeOption = None,
    relative: RelativeOption = None,
    unit: UnitOption = None,
    contact: ContactOption = None,
    coordinating_unit: Annotated[
        str | None,
        typer.Option("--coordinating-unit", metavar="UNIT", help=_("Who coordinates until there is a plan.")),
    ] = None,
    child_best_responsible: ResponsibleOption = None,
    child_best_responsible_told: ResponsibleToldOption = None,
    other_plan: OtherPlanOption = None,
    placement_decided: Annotated[
        str | None,
        typer.Option("--placement-decided", metavar="DATE", help=_("When a placement outside the home was decided.")),
    ] = None,
    follows: Annotated[
        str | None,
        typer.Option(
            "--follows",
            metavar="CASE",
            help=_("A closed case that this one goes on from; people and units are taken over, consents are not."),
            autocompletion=complete.cases,
        ),
    ] = None,
    case_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help=_("The case's id; made up when left out."))
    ] = None,
    because: BecauseOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would be written, and write nothing."))
    ] = False,
    today: TodayOption = None,
) -> None:
    """Begin a case; prints the new id last."""
    from sipcli.case.case import CASE_FILE
    from sipcli.cli.new.told import Begun, Told
    from sipcli.console.output import result, say
    from sipcli.errors import NeedsUser

    told = Told(
        child=child, born=born, need_noticed=need_noticed, noticed_by=noticed_by, requested_by=requested_by,
        reason=reason, route=route, custody=custody, guardian=guardian, representative=representative,
        relative=relative, unit=unit, coordinating_unit=coordinating_unit,
        child_best_responsible=child_best_responsible, child_best_responsible_told=child_best_responsible_told,
        other_plan=other_plan, placement_decided=placement_decided, contact=contact,
    )  # fmt: skip
    work = Begun(archive_here(), day_or_today(today), told, guideline=guideline, follows=follows, case_id=case_id)
    if not dry_run and not said_right(work):
        say(_("Nothing was written. This command says the same; edit it and run it again:"))
        result(work.as_command(today, because))
        raise typer.Exit(1)
    try:
        work.settle(("initiator-not-coordinating",), because)
    except NeedsUser:
        if work.talk.asking:
            say(_("What you answered, as a command:"))
            result(work.as_command(today, because))
        raise
    if dry_run:
        show_files(work.changes)
        return
    work.commit("case opened", "case-opened")
    if work.talk.asking:
        work.say_left(CASE_FILE)
        say(_("What comes next is shown by: sip show {case}").format(case=work.case_id))
    print(work.case_id)


def said_right(work: "Begun") -> bool:
    """Show what was answered in a conversation, and return whether it is right; what came by options is."""
    from sipcli.cli.new.summary import summary
    from sipcli.console.output import say
    from sipcli.console.prompts import confirm

    if not work.talk.asking:
        return True
    say("")
    for line in summary(work.new):
        say("  " + line)
    return confirm(_("Is this right?"), default=True)


def show_files(changes: "Changes") -> None:
    """Print each file that the changes would write, after a line with its path."""
    from sipcli.console.output import result, say

    for name, content in changes.contents().items():
        if content is not None:
            result(f"# {changes.path(name)}\n{content.decode('utf-8')}")
    say(_("This is what would be written; nothing was."))
