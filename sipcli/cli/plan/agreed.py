"""`sip plan consent/sign/share`: what follows when a plan is made."""

from typing import TYPE_CHECKING, Annotated

import typer

from sipcli import i18n
from sipcli.cli import complete
from sipcli.cli.common import BecauseOption, CaseArgument, TodayOption
from sipcli.cli.work import Work
from sipcli.i18n import _

if TYPE_CHECKING:
    from datetime import date

OnOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The day; today when left out."))]


def consent(
    case: CaseArgument = None,
    answer: Annotated[
        str | None,
        typer.Option("--answer", metavar="yes|no|TEXT", help=_("The answer: yes, no, or in their own words.")),
    ] = None,
    on: OnOption = None,
    today: TodayOption = None,
) -> None:
    """Record whether the person consents to what was planned."""
    from sipcli.acts.plan.agreed import note_consent
    from sipcli.acts.plan.write import plan_of
    from sipcli.console.output import say
    from sipcli.console.prompts import text, yes_or_no
    from sipcli.errors import UsageError

    def read(value: str) -> str:
        try:
            return "yes" if yes_or_no(value) else "no"
        except UsageError:
            return text(value)

    work = Work(case, today, answer, on)
    plan_of(work.changes, work.case)
    talk = work.talk
    question = _("{plan}: do they consent to what was planned? Yes, no, or in their own words")
    said = talk.need(answer, "--answer", question.format(plan=work.term("plan")), read)
    when = talk.expect(on, "--on", _("On which day were they asked?"), talk.past, str(work.today))
    note_consent(work.changes, when, said)
    work.commit("consent to the plan asked", "plan-consent-asked")
    if said == "no":
        say(
            _(
                "The answer is no: talk through what they do not agree to, change the plan, and ask again. “sip plan "
                "change”, “sip plan goal” and “sip plan intervention” change it."
            )
        )


def sign(
    case: CaseArgument = None,
    offered: Annotated[
        bool | None, typer.Option("--offered/--not-offered", help=_("Whether all who took part were offered to sign."))
    ] = None,
    who: Annotated[
        list[str] | None,
        typer.Option("--who", metavar="WHO", help=_("Who signed; once for each."), autocompletion=complete.people),
    ] = None,
    today: TodayOption = None,
) -> None:
    """Record signatures offered and made."""
    from sipcli.acts.plan.agreed import note_signatures
    from sipcli.acts.plan.write import plan_of
    from sipcli.console.choices import people
    from sipcli.console.output import say
    from sipcli.errors import NeedsUser

    work = Work(case, today, offered is not None, who)
    plan_of(work.changes, work.case)
    reminder = work.guideline.reminders.get("signature-not-needed")
    if reminder and reminder.text and not reminder.off:
        say(reminder.text.text(i18n.language))
    asked = work.talk.yes(offered, _("Were all who took part offered to sign the plan?"))
    signed = work.talk.may_pick_many(who, _("Who signed?"), people(work.case))
    if asked is None and not signed:
        raise NeedsUser(_("Nothing was said, so nothing was written."))
    note_signatures(work.changes, asked, signed)
    work.commit("signatures recorded", "plan-signed")


def share(
    case: CaseArgument = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="WHO[=DATE]",
            help=_("Who got a copy, and when; once for each. All who have none when left out."),
            autocompletion=complete.people,
        ),
    ] = None,
    on: OnOption = None,
    because: BecauseOption = None,
    today: TodayOption = None,
) -> None:
    """Record who got a copy of the plan."""
    from sipcli.acts.plan.agreed import give_copies, not_consented_to, without_copy
    from sipcli.acts.plan.write import plan_of
    from sipcli.console.choices import people
    from sipcli.errors import NeedsUser

    work = Work(case, today, to, on)
    plan_of(work.changes, work.case)
    talk, everybody = work.talk, people(work.case)
    when = talk.expect(on, "--on", _("On which day were the copies given?"), talk.past, str(work.today))
    mature = _mature_child_decides(work)
    if to:
        given = dict(_one_copy(work, one, when) for one in to)
    else:
        missing = without_copy(work.case, when)
        if talk.asking:  # whoever must not have one is not proposed
            held_back = not_consented_to(work.case, dict.fromkeys(missing, when), mature_child_decides=mature)
            missing = [one for one in missing if one not in held_back]
        given = dict.fromkeys(talk.may_pick_many(None, _("Who got a copy?"), everybody, missing), when)
    if not given:
        raise NeedsUser(_("Everyone involved has a copy of the plan as it is; nothing was written."))
    _settle_consent(work, not_consented_to(work.case, given, mature_child_decides=mature), because)
    give_copies(work.changes, given)
    work.commit("copies of the plan given", "plan-shared")
    _say_who_else(work, when)


def _one_copy(work: Work, text: str, when: "date") -> "tuple[str, date]":
    from sipcli.console.choices import people

    who, equals, day = text.partition("=")
    return people(work.case).read(who), work.talk.past(day) if equals else when


def _mature_child_decides(work: Work) -> bool:
    setting = work.guideline.rules.get("sharing-without-consent")
    return bool(setting and setting.params.get("mature_child_decides"))


def _settle_consent(work: Work, units: "dict[str, date]", because: str | None) -> None:
    """Let units without consent have a copy only with a reason, which is noted in the case (C1).

    Raises:
        NeedsUser: there is no reason; nothing is written.
    """
    from sipcli.case.case import CONSENT_FILE
    from sipcli.console.output import say
    from sipcli.console.prompts import ask, interactive, maybe
    from sipcli.errors import NeedsUser
    from sipcli.rules.finding import Finding

    rule = "sharing-without-consent"
    setting = work.guideline.rules.get(rule)
    found = []
    for unit, day in units.items():
        message = _("{unit} has no consent in force on {date}, and a copy of the plan is sharing").format(
            unit=unit, date=day
        )
        source = "; ".join(one.text(day, i18n.language) for one in setting.sources) if setting else ""
        found.append(Finding(rule, "error", work.case_id, CONSENT_FILE, None, None, (unit,), message, source))
        say(f"{rule}: {message}\n  " + _("source: {source}").format(source=source or "C1"))
    if not found:
        return
    if because is None and interactive():
        question = _("Why is it done all the same? (empty: it is not)")
        because = ask(None, "--because", question, maybe, optional=True)
    if not because:
        raise NeedsUser(
            _(
                "Nothing was written. Name the others with --to, ask for consent first (sip consent give {case}), or "
                "say with --because TEXT why it is done all the same."
            ).format(case=work.case_id)
        )
    work.note(found, because)


def _say_who_else(work: Work, day: "date") -> None:
    """Name those who by the guideline should have a copy and have none."""
    from sipcli.acts.plan.agreed import should_have_copy, without_copy
    from sipcli.console.output import say

    setting = work.guideline.applied().get("copy-not-given")
    after = work.changes.after()
    if setting is None or after is None:
        return
    missing = without_copy(after, day)
    left = [who for who in should_have_copy(after, setting.params.get("to", ()), day) if who in missing]
    if left:
        said = _("By the guideline these too should have a copy, and have none noted: {who}.")
        say(said.format(who=", ".join(left)))


def add_to(group: typer.Typer) -> None:
    """Add the commands to `sip plan`."""
    group.command("consent", help=_("Record whether they consent to what was planned."))(consent)
    group.command("sign", help=_("Record that signing was offered, and who signed."))(sign)
    group.command("share", help=_("Record who got a copy of the plan."))(share)
