"""`sip consent refuse/withdraw/told`."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import CaseArgument, TodayOption
from sipcli.cli.consent.options import (
    CommentOption,
    ComplexityOption,
    FormOption,
    GiverOption,
    IntrusionOption,
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
from sipcli.i18n import _


def refuse(
    case: CaseArgument = None,
    giver: GiverOption = None,
    unit: UnitOption = None,
    on: OnOption = None,
    form: FormOption = None,
    considered: Annotated[
        list[str] | None,
        typer.Option(
            "--considered", metavar="WORD", help=_("A check question of the guideline that was gone through.")
        ),
    ] = None,
    maturity: MaturityOption = None,
    maturity_by: MaturityByOption = None,
    maturity_on: MaturityOnOption = None,
    measure: MeasureOption = None,
    intrusion: IntrusionOption = None,
    urgency: UrgencyOption = None,
    complexity: ComplexityOption = None,
    maturity_comment: MaturityCommentOption = None,
    withhold_from: WithholdOption = None,
    comment: CommentOption = None,
    today: TodayOption = None,
) -> None:
    """Record a refusal."""
    from dataclasses import replace

    from sipcli.acts.consent.answer import Answered
    from sipcli.acts.consent.answer import refuse as act
    from sipcli.acts.consent.who import possible_givers
    from sipcli.cli.consent import asked
    from sipcli.cli.consent.after import say_after_refusal, say_not_counted
    from sipcli.console.prompts import maybe

    mature = {
        "sufficient": maturity, "by": maturity_by, "assessed_on": maturity_on, "measure": measure,
        "intrusion": intrusion, "urgency": urgency, "complexity": complexity, "comment": maturity_comment,
    }  # fmt: skip
    work = Work(case, today, giver, unit, on, form, considered, *mature.values(), withhold_from, comment)
    talk = work.talk
    who = asked.giver_meant(work, giver, _("Whose answer?"), possible_givers(work.case))
    units = asked.units_meant(work, unit, _("For which units?"))
    when = talk.expect(on, "--on", _("On which day was it said?"), talk.past, str(work.today))
    units = _not_in_force(work, who, units, when) if talk.asking else units
    if not units:
        return
    answered = Answered(who, units, when)
    gone_through, left = asked.considered_said(work, considered)
    answered = replace(
        answered,
        considered=gone_through,
        form=asked.form_said(work, form, _("Written or oral? (empty: not said)")),
        maturity=asked.maturity_said(work, answered, mature),
        withhold_from=asked.withheld_from(work, withhold_from, who),
        comment=talk.may(comment, "--comment", _("Anything else to note?"), maybe),
    )
    before = work.case
    act(work.changes, answered)
    after = work.changes.after()
    work.commit("consent refused", "consent-refused")
    say_not_counted(work, who, when)
    if after:
        say_after_refusal(work, before, after, answered, left)


def _not_in_force(work: Work, who: str, units: tuple[str, ...], when: date) -> tuple[str, ...]:
    """Return the units that a no is recorded for in a conversation; for the others the person has consented before.

    A consent that is taken back is recorded as withdrawn, and nothing more is; else it stands as it is.
    """
    from sipcli.acts.consent.extend import in_force
    from sipcli.console.output import say

    held = [unit for unit in in_force(work.case, who, when) if unit in units]
    if not held:
        return units
    rest = tuple(unit for unit in units if unit not in held)
    consented = _("{giver} has consented for {units}.").format(giver=who, units=", ".join(held))
    if not work.talk.must(consented + " " + _("Is that consent taken back?")):
        say(_("Then the consent holds as before; nothing is written about {units}.").format(units=", ".join(held)))
        return rest
    withdraw(work.case_id, who, held, str(when), None, None, str(work.today))
    if rest:
        command = f"sip consent refuse {work.case_id} --giver {who}" + "".join(f" --unit {unit}" for unit in rest)
        say(_("The no for {units} is recorded with: {command}").format(
            units=", ".join(rest), command=f"{command} --on {when}"
        ))  # fmt: skip
    return ()


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
        typer.Option(
            "--informed",
            metavar="WHO[=DATE]",
            help=_("Who has been told, and when; once for each."),
            autocompletion=complete.people,
        ),
    ] = None,
    today: TodayOption = None,
) -> None:
    """Record a withdrawal."""
    from sipcli.acts.consent.answer import Answered
    from sipcli.acts.consent.answer import withdraw as act
    from sipcli.acts.consent.extend import in_force
    from sipcli.case.people import everyone
    from sipcli.cli.consent import asked
    from sipcli.cli.consent.after import say_after_no
    from sipcli.console.output import say

    work = Work(case, today, giver, unit, on, told_coordinator, informed)
    talk, read = work.talk, work.case
    who = asked.giver_with(work, giver, _("Who takes the consent back?"), lambda one: in_force(read, one, work.today))
    holding = in_force(read, who, work.today) if talk.asking else read.unit_ids
    units = asked.units_meant(work, unit, _("For which units?"), default=holding or read.unit_ids)
    when = talk.expect(on, "--on", _("On which day was it said?"), talk.past, str(work.today))
    coordinator = read.coordinating_unit
    own = told_coordinator is None and asked.own_unit(work) == coordinator
    question = _("When was {unit}, which coordinates, told? (empty: not yet)").format(unit=coordinator)
    day = _day_told(work, when if when <= work.today else None)
    told_on = work.today if own else talk.may(told_coordinator, "--told-coordinator", question, day)
    others = [one for one in everyone(read, when) if one not in (who, coordinator)]
    told = _told(work, informed, others, _("Who else has been told already?"), day, work.today)
    answered = Answered(who, units, when, told_coordinator_on=told_on, informed=told)
    act(work.changes, read, answered)
    after = work.changes.after()
    work.commit("consent withdrawn", "consent-withdrawn")
    if own:
        say(_("{unit} coordinates and keeps this archive, so it is noted as told.").format(unit=coordinator))
    if after:
        say_after_no(work, after, answered)


def told(
    case: CaseArgument = None,
    giver: Annotated[
        str | None,
        typer.Option(
            "--giver",
            metavar="ID",
            help=_("Who took the consent back; may be left out when only one did."),
            autocompletion=complete.givers,
        ),
    ] = None,
    who: Annotated[
        list[str] | None,
        typer.Option(
            "--who",
            metavar="WHO[=DATE]",
            help=_("Who was told, and when; everyone not yet told when left out."),
            autocompletion=complete.people,
        ),
    ] = None,
    coordinator: Annotated[
        str | None, typer.Option("--coordinator", metavar="DATE", help=_("The day the coordinator was told."))
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("The day, where none is said; today when left out."))
    ] = None,
    today: TodayOption = None,
) -> None:
    """Record who was told of a withdrawal."""
    from sipcli.acts.consent.told import tell, untold, withdrawn_since, withdrew
    from sipcli.cli.consent import asked
    from sipcli.cli.consent.after import say_to_tell
    from sipcli.errors import NeedsUser

    work = Work(case, today, giver, who, coordinator, on)
    talk, read = work.talk, work.case
    gone = withdrew(read, work.today)
    if not gone:
        raise NeedsUser(
            _("Nobody has taken back a consent in {case}. “sip consent show {case}” shows them.").format(case=read.id)
        )
    withdrawn_by = asked.giver_meant(work, giver, _("Whose withdrawal?"), gone, gone[0] if len(gone) == 1 else None)
    left = untold(read, withdrawn_by, work.today)
    day = _day_told(work, withdrawn_since(read, withdrawn_by, work.today))
    when = talk.expect(on, "--on", _("On which day were they told?"), day, str(work.today))
    told_on = day(coordinator) if coordinator else None
    first = (left.coordinator,) if left.coordinator and not (coordinator or who) else ()
    offered = (*first, *left.others)
    named = _told(work, who, offered, _("Who was told?"), day, when, () if coordinator else offered)
    if first:
        told_on = named.pop(first[0], None)
    tell(work.changes, read, withdrawn_by, work.today, named, told_on)
    after = work.changes.after()
    work.commit("withdrawal told", "withdrawal-told")
    if after:
        say_to_tell(work, after, withdrawn_by)


def _told(
    work: Work,
    given: Sequence[str] | None,
    offered: Sequence[str],
    question: str,
    read_day: Callable[[str], date],
    when: date,
    default: Sequence[str] = (),
) -> dict[str, date]:
    """Return who was told and when, from WHO or WHO=DATE, or chosen among those offered."""
    from sipcli.cli.consent.asked import meant
    from sipcli.console.choices import people

    if not given:
        some = people(work.case, offered)
        return dict.fromkeys(work.talk.may_pick_many(None, question, some, default), when)
    read, found = meant(work, people(work.case)), {}
    for one in given:
        who, _equals, day = one.partition("=")
        found[read(who)] = read_day(day) if day else when
    return found


def _day_told(work: Work, withdrawn: date | None) -> Callable[[str], date]:
    """Return a reader of the day on which somebody was told, which is not before the withdrawal."""
    from sipcli.acts.consent.told import check_told

    def read(text: str) -> date:
        day = work.talk.past(text)
        check_told(day, withdrawn)
        return day

    return read


def add_to(group: typer.Typer) -> None:
    """Add the commands to the group."""
    group.command("refuse", help=_("Record that somebody does not consent."))(refuse)
    group.command("withdraw", help=_("Record that somebody takes a consent back, and list who must be told."))(withdraw)
    group.command("told", help=_("Record who was told of a withdrawal, and when."))(told)
