"""What is said after an answer was recorded: what it lacks, what a no takes with it, who must be told."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sipcli.cli.work import Work
from sipcli.console.output import say
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.consent.answer import Answered
    from sipcli.acts.consent.effects import Effects
    from sipcli.case.case import Case
    from sipcli.rules.finding import Finding

COMPLETED_BY = {
    "consent-scope-missing": "--information-type WORD",
    "consent-period-missing": "--until DATE",
    "consent-oral-undocumented": "--journal-ref TEXT",
}
"""The option that says what a rule misses in a consent."""

AFTER_WITHDRAWAL = ("withdrawal-not-told", "closing-required", "closing-not-required-yet")


def say_lacking(work: Work, giver: str, units: Sequence[str], on: date) -> None:
    """Name what the guideline asks of the consents that `giver` gave on a day and that they do not say."""
    from sipcli.archive.checking import judge_case

    judged = judge_case(work.archive, work.case_id, max(work.today, on))
    case = judged.loaded.case
    written = {
        index: one
        for index, one in enumerate(case.consents if case else ())
        if (one.giver, one.status, one.given_on) == (giver, "given", on) and set(one.units) & set(units)
    }
    found = [
        (one, one.path[1])
        for one in judged.findings
        if one.level != "info" and one.path[:1] == ("consents",) and one.path[1] in written
    ]
    if found:
        say(_("Still to do:"))
    for one, _index in found:
        say(f"  {one.rule}: {one.message}")
    for index, record in written.items():
        options = [COMPLETED_BY[one.rule] for one, place in found if place == index and one.rule in COMPLETED_BY]
        if options and record.basis:
            say(_("To complete it, give the same command again with: {options}").format(options=" ".join(options)))
        elif options:
            flags = "".join(f" --unit {unit}" for unit in record.units)
            command = f"sip consent give {work.case_id} --giver {giver}{flags} --on {on}"
            say(_("To complete it: {command}").format(command=" ".join([command, *options])))


def say_not_counted(work: Work, giver: str, on: date) -> None:
    """Say when whoever answers may not consent for the child on that day; what they say is kept."""
    from sipcli.case.case import CHILD
    from sipcli.case.people import eligible_givers

    able = eligible_givers(work.case, on)
    if giver == CHILD or giver in able:
        return
    say(
        _("Note: {giver} cannot consent for the child on {date}; the answer is kept. Who can: {able}.").format(
            giver=giver, date=on, able=", ".join(able) or _("nobody")
        )
    )


def say_not_assessed(work: Work, giver: str, units: Sequence[str], on: date) -> None:
    """Say when the child consents, could decide by the guideline, and nobody has noted whether it is mature enough."""
    from sipcli.acts.consent.effects import child_may_decide
    from sipcli.case.case import CHILD
    from sipcli.rules.unassessed import assessing, unassessed

    after = work.changes.after()
    if giver != CHILD or after is None or not child_may_decide(work.guideline):
        return
    day = max(work.today, on)
    found = [unit for unit in units if unassessed(after, unit, day)]
    if found:
        text = _("{units}: no assessment tells whether the child is mature enough to decide, so its own consent is not "
                 "enough yet. When it is assessed: {command}")  # fmt: skip
        say(text.format(units=", ".join(found), command=assessing(after, found[0], day)))


def say_effects(work: Work, found: "Effects", giver: str) -> None:
    """List what a no changes: units, interventions, meetings."""
    for line in _effects(work, found, giver):
        say(f"  {line}")


def _effects(work: Work, found: "Effects", giver: str) -> Iterator[str]:
    if found.without:
        text = _("{units}: there is no consent. Nothing more about the child is shared with or by them.")
        yield text.format(units=", ".join(found.without))
    for left in dict.fromkeys(left for _unit, left in found.one_missing):
        text = _("{units}: without {giver}'s consent, {left}'s is left. Nothing more is shared until that is settled.")
        units = ", ".join(unit for unit, others in found.one_missing if others == left)
        yield text.format(units=units, giver=giver, left=", ".join(left))
    if found.decided_by_child:
        text = _("{units}: the child was judged mature enough and consents, which is enough here. It goes on.")
        yield text.format(units=", ".join(found.decided_by_child))
    if found.unchanged:
        text = _("{units}: whoever decides still consents. It goes on.")
        yield text.format(units=", ".join(found.unchanged))
    if found.interventions:
        yield _("These interventions of the plan rested on it; talk with the unit before they go on:")
    for one in found.interventions:
        yield "  " + _("{id} ({unit}): {what}").format(id=one.id or "–", unit=one.unit, what=one.what)
    for coming in found.meetings:
        text = _("Called to the {meeting} on {date}: {units}. Hold it without them, or call it off.")
        yield text.format(meeting=work.term(coming.term), date=coming.date, units=", ".join(coming.units))


def say_after_refusal(work: Work, before: "Case", after: "Case", answered: "Answered", left: Sequence[str]) -> None:
    """Say what follows a no: it is accepted, what it means, and what is worth thinking through (C14)."""
    from sipcli.acts.consent.effects import effects
    from sipcli.acts.consent.extend import in_force
    from sipcli.case.case import CHILD

    day, giver = max(work.today, answered.on), answered.giver
    found = effects(after, work.guideline, giver, answered.units, day)
    if found.touched:
        say(_("The answer is accepted, and nobody works around it. What it means now:"))
    elif giver == CHILD:
        say(_("The child's answer is recorded; it weighs by age and maturity. How it stands now:"))
    else:
        say(_("The answer is recorded. How it stands now:"))
    say_effects(work, found, giver)
    if set(in_force(before, giver, answered.on)) & set(answered.units):
        say(
            _("{giver} had consented before: tell everyone involved today that it no longer holds.").format(giver=giver)
        )
    say(_("It need not be a no to what each unit does on its own."))
    if left:
        say(_("Not noted as gone through; worth doing before anybody asks again:"))
    for question in left:
        say(f"  {question}")


def say_after_no(work: Work, case: "Case", answered: "Answered") -> None:
    """Say what a withdrawal makes invalid, what the guideline asks now, and who must be told today."""
    from sipcli.acts.consent.effects import effects

    day = max(work.today, answered.on)
    found = effects(case, work.guideline, answered.giver, answered.units, day)
    if answered.on > work.today:
        say(_("From {date} this no longer holds:").format(date=answered.on))
    else:
        say(_("This no longer holds:") if found.touched else _("How it stands now:"))
    say_effects(work, found, answered.giver)
    for one in _asked_now(work, day):
        say(f"{one.rule}: {one.message}" + (f" → {one.fix}" if one.rule == "closing-required" else ""))
    say_to_tell(work, case, answered.giver)


def _asked_now(work: Work, day: date) -> "Iterator[Finding]":
    from sipcli.archive.checking import judge_case

    found = judge_case(work.archive, work.case_id, day).findings
    yield from (one for one in found if one.rule in AFTER_WITHDRAWAL)


def say_to_tell(work: Work, case: "Case", giver: str) -> None:
    """List who must be told of a withdrawal today, the coordinator first, and the command that records it."""
    from sipcli.acts.consent.told import untold

    left = untold(case, giver, work.today)
    if left.coordinator or left.others:
        say(_("To be told today, and not yet noted as told:"))
    if left.coordinator:
        first = _("first the {coordinator}, who tells the others:").format(coordinator=work.term("coordinator"))
        say(f"  {first} {_reached(case, left.coordinator)}")
    for who in left.others:
        say(f"  {_reached(case, who)}")
    for who in left.withheld:
        say(_("  Think first: the record is withheld from {who} (OSL 12:3).").format(who=who))
    if left.coordinator or left.others:
        command = f"sip consent told {work.case_id} --giver {giver}"
        say(_("When all have been told: {command} (or --who WHO=DATE for some of them)").format(command=command))
    elif not left.withheld:
        say(_("Everyone involved has been told."))


def _reached(case: "Case", who: str) -> str:
    """Return somebody with the name and the telephone number to reach them by."""
    from sipcli.case.people import person_names

    unit, file = case.unit(who), case.file
    contact = unit.contact if unit else None
    phones = {"child": file.child.phone} | {one.id: one.phone for one in file.guardians}
    phones |= {one.id: one.phone for one in file.representatives}
    named = [person_names(case).get(who), contact.name if contact else None]
    phone = contact.phone if contact else phones.get(who)
    return f"{who}: " + ", ".join(one for one in (*named, phone) if one)
