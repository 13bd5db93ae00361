"""One more unit is called because of a reply, the right one or the health centre; consent comes first (B14, B15)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sipcli import i18n
from sipcli.cli.work import Work
from sipcli.console.output import say
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.reply import Coming
    from sipcli.case.case_file import Unit
    from sipcli.case.meetings import Called

RULE = "sharing-without-consent"
ANOTHER = "another-unit"
"""The choice of a unit that is described step by step."""

REMINDER = "child-unknown"
"""What a guideline calls its text about units that do not know the child."""


def unit_reader(work: Work) -> "Callable[[str], tuple[str, Unit | None]]":
    """Return a reader of a unit in the case, or of a new one as ID:KIND:PRINCIPAL:NAME or from the register.

    It gives the unit's id, and the unit itself when it is new in the case.
    """
    from sipcli.cli.new.units import read_unit
    from sipcli.console.choices import units
    from sipcli.errors import UsageError

    register = work.archive.unit_register()
    new, known = read_unit(register), units(work.case)

    def read(said: str) -> "tuple[str, Unit | None]":
        registered = said.strip() in register and said.strip() not in known.labels
        if ":" in said or registered:
            unit = new(said)
            if unit.id in known.labels:
                raise UsageError(_("The id “{id}” is taken in this case; choose another.").format(id=unit.id))
            return unit.id, unit
        return known.read(said), None

    return read


def picked_unit(work: Work, question: str, passing: str) -> "tuple[str, Unit | None]":
    """Return the unit that `passing` passes the invitation on to, as `unit_reader` does, asked for in a terminal.

    The other units of the case and those of the register are offered by number; another is described as in `sip new`.
    """
    from sipcli.cli.new.units import described
    from sipcli.console.choices import Choices, people

    register, here = work.archive.unit_register(), work.case.unit_ids
    labels = people(work.case, [one for one in here if one != passing]).labels
    labels = {**labels, **{one: unit.name for one, unit in register.items() if one not in here}}
    chosen = work.talk.pick(None, "--passed-to", question, Choices({**labels, ANOTHER: _("another unit")}, in_case=""))
    if chosen != ANOTHER:
        return chosen, None if chosen in here else register[chosen]
    while (unit := described(work.talk, register, here, first=True)) is None:
        say("  " + _("An answer is needed here."))
    return unit.id, unit


def call_also(work: Work, called: "Called", coming: "Coming", because: str | None) -> bool:
    """Send the invitation to one more unit, unless there is no consent for it and no reason; tell whether it was sent.

    A new unit comes into the case in either way, so that consent can be asked for.
    """
    from sipcli.acts.breach import broken
    from sipcli.acts.reply import call, take_in
    from sipcli.archive.changes import Changes
    from sipcli.console.prompts import ask, interactive, maybe

    trial = Changes(work.archive, work.case_id)
    call(trial, work.case, called.file, coming, work.today)
    found = [one for one in broken(trial, work.today, (RULE,)) if coming.unit in one.about]
    for one in found:
        say(f"{one.rule}: {one.message}\n  " + _("source: {source}").format(source=one.source))
    reason = because
    if found and not reason and interactive():
        question = _("Why is it invited before there is consent? (Enter: it waits for the consent)")
        reason = ask(None, "--because", question, maybe, optional=True)
    if found and not reason:
        take_in(work.changes, work.case, coming, work.today)
        return False
    call(work.changes, work.case, called.file, coming, work.today)
    if found and reason:
        work.note(found, reason)
    return True


def say_consent_first(work: Work, called: "Called", unit: str) -> None:
    """Say that a unit is invited when there is consent for it, and by which commands."""
    where = f" --follow-up {called.day}" if called.path else ""
    say(
        _(
            "{unit} is not invited yet: the consent comes first. Note it with “{consent}”, then send the invitation "
            "with “{invite}”."
        ).format(
            unit=unit,
            consent=f"sip consent give {work.case_id} --unit {unit}",
            invite=f"sip invite {work.case_id}{where} --also {unit}",
        )
    )


def call_health_centre(
    work: Work, called: "Called", unit: "Unit", answer: str, because: str | None
) -> "tuple[Coming, bool] | None":
    """Offer to call the health centre where the guideline asks for it (B15).

    Returns:
        whom it was done for and whether the invitation goes out to it; None when nobody is called.
    """
    from sipcli.acts.reply import HEALTH_CENTRE, Coming, centre_wanted
    from sipcli.console.prompts import ask, confirm, interactive, maybe_one

    if work.guideline.reminders.get(REMINDER) is None or not centre_wanted(work.case, called, unit, answer):
        return None
    invited = [one.who for one in called.calling.invitees]
    centres = [one for one in work.case.file.units if one.kind == HEALTH_CENTRE]
    if any(one.id in invited for one in centres):
        say(_("The health centre is invited already."))
        return None
    role = next((one.role for one in called.calling.invitees if one.who == unit.id), None)
    coming: Coming | None = None
    if centres and confirm(_("Call the health centre, {name}, as well?").format(name=centres[0].name), default=True):
        coming = Coming(centres[0].id, role, work.today)
    elif not centres and interactive():
        question = _("Which health centre is called? ID:health-centre:region:NAME (Enter: decided later)")
        found = ask(None, "--unit", question, maybe_one(unit_reader(work)), optional=True)
        coming = Coming(found[0], role, work.today, found[1]) if found else None
    if coming is None:
        where = f" --follow-up {called.day}" if called.path else ""
        command = f"sip invite {work.case_id}{where} --also {centres[0].id}" if centres else ""
        command = command or (
            f"sip reply {work.case_id} {unit.id}{where} --answer passed-on --unit ID:health-centre:region:NAME"
        )
        say(_("The health centre is called instead, unless a specialist agrees to come: {command}").format(
            command=command
        ))  # fmt: skip
        return None
    return coming, call_also(work, called, coming, because)


def say_unknown(work: Work) -> None:
    """Say what the guideline asks when a unit does not know the child (B14)."""
    told = work.guideline.reminders.get(REMINDER)
    if told and told.text and not told.off:
        say(told.text.text(i18n.language))
