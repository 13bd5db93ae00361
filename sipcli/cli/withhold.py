"""`sip withhold`: whose documents leave something out, and which units see only their own part."""

from typing import Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import CaseArgument
from sipcli.cli.work import Work
from sipcli.i18n import _


def withhold(
    case: CaseArgument = None,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="WHAT",
            help=_("A unit, a person, a goal, an intervention, preparation/child, follow-ups/DATE or events/NAME."),
        ),
    ] = None,
    whom: Annotated[
        list[str] | None,
        typer.Option(
            "--from", metavar="WHO", help=_("Whose documents leave it out. Repeatable."), autocompletion=complete.people
        ),
    ] = None,
    own_part: Annotated[
        bool, typer.Option("--own-part", help=_("The unit gets its own part of the plan, not the other units' parts."))
    ] = False,
    lift: Annotated[
        bool, typer.Option("--lift", help=_("Withhold it no longer: from those with --from, else from anybody."))
    ] = False,
) -> None:
    """Note that something is withheld from somebody, or is so no longer."""
    from sipcli.acts.withhold import places, set_own_part, set_withheld
    from sipcli.console.choices import Choices, people
    from sipcli.console.output import say
    from sipcli.errors import UsageError

    work = Work(case, None, what, whom, own_part, lift)
    there = places(work.case)
    choices = Choices({key: one.label for key, one in there.items()}, in_case=work.case_id)
    chosen = work.talk.pick(what, "WHAT", _("What is to be withheld?"), choices)
    place = there[chosen]
    if own_part:
        if chosen not in work.case.unit_ids:
            raise UsageError(_("Only a unit can see its own part; “{id}” is not one.").format(id=chosen))
        set_own_part(work.changes, chosen, place, lifted=lift)
    else:
        others = people(work.case, [one for one in people(work.case).labels if one != chosen])
        named = work.talk.may_pick_many(whom, _("From whom?"), others)
        if not named and not lift:
            raise UsageError(_("Say from whom, with --from WHO."))
        set_withheld(work.changes, chosen, place, named, lifted=lift)
        if lift and not named and chosen in work.case.unit_ids:
            set_own_part(work.changes, chosen, place, lifted=True)
    if not lift and not own_part and chosen in (work.case.coordinating_unit, work.case.caller):
        say(
            _(
                "Note: {unit} calls or coordinates, so no document can be made for {whom} until another unit does, "
                "or it is lifted: {command}"
            ).format(unit=chosen, whom=", ".join(named), command=f"sip withhold {work.case_id} {chosen} --lift")
        )
    work.commit("withholding lifted" if lift else "withholding noted", "withholding-lifted" if lift else "withheld")
    say(_("Documents made from now on follow it; those handed out before are as they were."))
