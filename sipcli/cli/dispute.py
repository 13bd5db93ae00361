"""`sip dispute open/responsibility/escalate/resolve`: parties that disagree, and who answers meanwhile (W3, W4)."""

from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.case_first import CaseFirst
from sipcli.cli.common import CaseArgument, TodayOption
from sipcli.cli.event.parts import EventArgument, event_meant, say_next, several
from sipcli.cli.work import Work
from sipcli.console.output import say
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.case.process_files import Event

dispute = typer.Typer(cls=CaseFirst, no_args_is_help=True)

OnOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The day; today when left out."))]


@dispute.command("open", help=_("Record that parties disagree, and who answers meanwhile."))
def open_(
    case: CaseArgument = None,
    party: Annotated[
        list[str] | None,
        typer.Option(
            "--party",
            metavar="WHO",
            help=_("Who disagrees: at least two, once for each."),
            autocompletion=complete.people,
        ),
    ] = None,
    about: Annotated[str | None, typer.Option("--about", metavar="TEXT", help=_("What they disagree on."))] = None,
    on: OnOption = None,
    responsible: Annotated[
        str | None,
        typer.Option("--responsible", metavar="UNIT", help=_("Who answers meanwhile."), autocompletion=complete.units),
    ] = None,
    for_: Annotated[
        str | None, typer.Option("--for", metavar="TEXT", help=_("What that unit answers for meanwhile."))
    ] = None,
    today: TodayOption = None,
) -> None:
    """Open a dispute."""
    from sipcli.acts.dispute import open_dispute, share_responsibility
    from sipcli.console.choices import people
    from sipcli.console.prompts import text
    from sipcli.errors import UsageError

    work = Work(case, today, party, about, on, responsible, for_)
    talk = work.talk
    parties = several(work, party, "--party", _("Who disagrees? At least two"), people(work.case), least=2)
    what = talk.need(about, "--about", _("What do they disagree on?"), text)
    when = talk.expect(on, "--on", _("Since which day?"), talk.past, str(work.today))
    if for_ and not responsible:
        raise UsageError(_("--for goes with --responsible UNIT."))
    unit, task = _meanwhile(work, responsible, for_)
    name = open_dispute(work.changes, parties, what, when)
    if unit:
        share_responsibility(work.changes, name, when, unit, task, when)
    work.commit("dispute opened", "dispute-opened")
    if unit is None:
        command = f"sip dispute responsibility {work.case_id}"
        say(_("Agree at once on who answers meanwhile, then record it: {command}").format(command=command))
    say_next(work, {"deviation-to-report": "sip deviation add {case} --kind parties-disagree"})


def _meanwhile(work: Work, unit: str | None, task: str | None) -> tuple[str | None, str | None]:
    """Return who answers for what meanwhile: asked for whatever else was given, since it is agreed at once (W4)."""
    from sipcli.console.choices import units
    from sipcli.console.prompts import ask, interactive, maybe, maybe_one

    choices = units(work.case)
    if unit is None and interactive():
        say(_("Who answers meanwhile, so that the child is not left waiting? (Enter: not agreed yet)"))
        for line in choices.lines():
            say(line)
        read = maybe_one(choices.with_numbers().read)
        unit = ask(None, "--responsible", "  " + _("Number or word"), read, optional=True)
    elif unit is not None:
        unit = choices.read(unit)
    if unit is None:
        return None, None
    return unit, ask(task, "--for", _("What does that unit answer for meanwhile?"), maybe, optional=True)


@dispute.command("responsibility", help=_("Record who answers for what while the dispute goes on."))
def responsibility(
    case: CaseArgument = None,
    which: EventArgument = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="ID", help=_("The unit that answers."), autocompletion=complete.units),
    ] = None,
    what: Annotated[str | None, typer.Option("--what", metavar="TEXT", help=_("What it answers for."))] = None,
    on: OnOption = None,
    today: TodayOption = None,
) -> None:
    """Record who answers meanwhile."""
    from sipcli.acts.dispute import share_responsibility
    from sipcli.console.choices import units
    from sipcli.console.prompts import text

    work = Work(case, today, unit, what, on)
    talk = work.talk
    name, meant = _dispute(work, which)
    who = talk.pick(unit, "--unit", _("Which unit answers meanwhile?"), units(work.case))
    task = talk.need(what, "--what", _("What does that unit answer for meanwhile?"), text)
    when = talk.expect(on, "--on", _("On which day was that agreed?"), talk.past, str(work.today))
    share_responsibility(work.changes, name, meant.date, who, task, when)
    work.commit("temporary responsibility agreed", "responsibility-agreed")


@dispute.command("escalate", help=_("Take a dispute to the next level."))
def escalate(
    case: CaseArgument = None,
    which: EventArgument = None,
    to: Annotated[
        str | None, typer.Option("--to", help=_("line-organisation or delregional; the next level when left out."))
    ] = None,
    on: OnOption = None,
    today: TodayOption = None,
) -> None:
    """Escalate a dispute."""
    from sipcli.acts.dispute import LEVELS
    from sipcli.acts.dispute import escalate as act
    from sipcli.console.choices import words
    from sipcli.console.labels import value_word

    work = Work(case, today, to, on)
    talk = work.talk
    name, meant = _dispute(work, which)
    level = words(LEVELS).read(to) if to else None
    when = talk.expect(on, "--on", _("On which day was it taken further?"), talk.past, str(work.today))
    reached = act(work.changes, name, meant, level, when)
    work.commit("dispute escalated", "dispute-escalated")
    say(_("The dispute is now with: {level}.").format(level=value_word(reached)))


@dispute.command("resolve", help=_("Record that the parties have agreed."))
def resolve(
    case: CaseArgument = None,
    which: EventArgument = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The day they agreed."))] = None,
    decision: Annotated[str | None, typer.Option("--decision", metavar="TEXT", help=_("What they agreed on."))] = None,
    today: TodayOption = None,
) -> None:
    """Resolve a dispute."""
    from sipcli.acts.dispute import resolve as act
    from sipcli.console.prompts import maybe

    work = Work(case, today, on, decision)
    talk = work.talk
    name, meant = _dispute(work, which)
    when = talk.expect(on, "--on", _("On which day did they agree?"), talk.past, str(work.today))
    act(work.changes, name, meant, when, talk.may(decision, "--decision", _("On what did they agree?"), maybe))
    work.commit("dispute resolved", "dispute-resolved")


def _dispute(work: Work, which: str | None) -> "tuple[str, Event]":
    """Return the file and the dispute that are meant: without `which` the one that is open."""
    from sipcli.case.events import DISPUTE

    known = {name: one for name, one in work.case.events.items() if one.kind == DISPUTE}
    waiting = [name for name, one in known.items() if one.resolved_on is None]
    name = event_meant(work, which, known, waiting, _("No dispute is open in {case}.").format(case=work.case_id))
    return name, known[name]
