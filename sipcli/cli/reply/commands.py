"""`sip reply`: what somebody invited has answered."""

from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import BecauseOption, CaseArgument, TodayOption
from sipcli.cli.invite.documents import FormatsOption, formats_kept, say_kept
from sipcli.cli.invite.occasion import FollowUpOption
from sipcli.cli.render.options import LanguageOption
from sipcli.cli.work import Work
from sipcli.console.output import say
from sipcli.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from sipcli.acts.reply import Coming, Reply
    from sipcli.case.meetings import Called
    from sipcli.case.process_files import Invitee

MEANING = {
    "ja": "accepted", "yes": "accepted", "kommer": "accepted", "nej": "declined", "no": "declined",
    "kommer inte": "declined", "förhinder": "declined", "skickat vidare": "passed-on", "inget svar": "unanswered",
}  # fmt: skip
"""What people say in their own words."""

ABSENCE = "absence-decision-missing"


def reply(
    case: CaseArgument = None,
    who: Annotated[
        str | None,
        typer.Argument(metavar="WHO", help=_("Who replied: an id or a name."), autocompletion=complete.people),
    ] = None,
    follow_up: FollowUpOption = None,
    answer: Annotated[
        str | None, typer.Option("--answer", help=_("accepted, declined, passed-on or unanswered."))
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("The day of the reply; today when left out."))
    ] = None,
    attends: Annotated[
        str | None, typer.Option("--attends", metavar="NAME", help=_("Who comes from the unit."))
    ] = None,
    substitute: Annotated[
        str | None, typer.Option("--substitute", metavar="NAME", help=_("Who comes instead."))
    ] = None,
    passed_to: Annotated[
        str | None,
        typer.Option(
            "--passed-to", metavar="UNIT", help=_("The right unit, when this one is not."),
            autocompletion=complete.units,
        ),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", metavar="ID:KIND:PRINCIPAL:NAME", autocompletion=complete.register,
            help=_("The right unit, when it is not in the case yet; from units.yaml its id is enough."),
        ),
    ] = None,
    mandate: Annotated[
        bool | None, typer.Option("--mandate/--no-mandate", help=_("Whether they may decide for their unit."))
    ] = None,
    unknown_child: Annotated[
        bool, typer.Option("--unknown-child", help=_("The unit does not know the child."))
    ] = False,
    because: BecauseOption = None,
    language: LanguageOption = None,
    to: FormatsOption = None,
    today: TodayOption = None,
) -> None:  # fmt: skip
    """Record a reply to the invitation."""
    from sipcli.acts.invite.send import add_documents
    from sipcli.acts.reply import note_known, record
    from sipcli.cli.invite.occasion import must_be_open, occasion_called
    from sipcli.cli.reply.called import call_also, call_health_centre, say_consent_first, say_unknown

    formats = formats_kept(to)
    work = Work(case, today, answer, on, attends, substitute, passed_to, unit, mandate, unknown_child)
    must_be_open(work)
    called = occasion_called(work, follow_up)
    if called.path:
        say(_("About the follow-up of {date}:").format(date=called.day))
    invitee = _invitee(work, called, who)
    asked = _Asking(work, called, invitee)
    said, coming = asked.reply(answer, on, attends, substitute, passed_to, unit, mandate, unknown=unknown_child)
    there = work.case.unit(said.who)
    unknown = there is not None and asked.unknown(given=unknown_child)
    record(work.changes, called.file, said)
    _ask_why_nobody_instead(work, because)
    if there and unknown:
        note_known(work.changes, there.id, known=False)
        say_unknown(work)
    called_too = (coming, call_also(work, called, coming, because)) if coming else None
    if there and unknown and not called_too:
        called_too = call_health_centre(work, called, there, said.answer, because)
    sent = bool(called_too and called_too[1])
    language = language or work.archive.settings.language
    kept, refused = (
        add_documents(work.changes, work.guideline, called.file, work.today, language, formats) if sent else ([], "")
    )
    work.commit("reply recorded", "reply-recorded")
    say_kept(work, kept, refused)
    if called_too and not sent:
        say_consent_first(work, called, called_too[0].unit)
    _say_what_follows(work, called, said)


def _invitee(work: Work, called: "Called", who: str | None) -> "Invitee":
    """Return who replied, among those invited."""
    from sipcli.console.choices import people
    from sipcli.errors import UsageError

    invited = {one.who: one for one in called.calling.invitees}
    if who is None:
        return invited[work.talk.pick(None, "WHO", _("Who replied?"), people(work.case, list(invited)))]
    found = people(work.case).read(who)
    if found not in invited:
        where = f" --follow-up {called.day}" if called.path else ""
        raise UsageError(
            _("{who} is not invited. Invite with “{command}”.").format(
                who=found, command=f"sip invite {work.case_id}{where} --also {found}"
            )
        )
    return invited[found]


class _Asking:
    """The questions about one reply."""

    def __init__(self, work: Work, called: "Called", invitee: "Invitee") -> None:
        self.work, self.called, self.invitee = work, called, invitee
        self.unit = work.case.unit(invitee.who)

    def reply(
        self,
        answer: str | None,
        on: str | None,
        attends: str | None,
        substitute: str | None,
        passed_to: str | None,
        unit: str | None,
        mandate: bool | None,
        *,
        unknown: bool,
    ) -> "tuple[Reply, Coming | None]":
        """Return the reply, and the unit that the invitation is to go to as well."""
        from sipcli.acts.reply import ANSWERS, Reply
        from sipcli.cli.new.units import SwedishToo
        from sipcli.console.choices import words
        from sipcli.console.prompts import maybe

        talk = self.work.talk
        beside = {"attends": attends, "substitute": substitute, "passed_to": passed_to or unit}
        given = answer or self.implied(beside, unknown=unknown)
        known = SwedishToo(words(ANSWERS).labels, swedish=MEANING)
        said = talk.pick(given, "--answer", _("What was the reply?"), known)
        self.check(said, beside)
        when = talk.expect(on, "--on", _("On which day did they reply?"), talk.past, str(self.work.today))
        self.check_day(when)
        comes = instead = right = coming = None
        if said == "accepted" and self.unit:
            comes = talk.may(attends, "--attends", _("Who comes from the unit?"), maybe)
        elif said == "declined" and self.unit:
            instead = self.substitute(substitute)
        elif said == "passed-on":
            right, coming = self.right_unit(passed_to, unit)
        if self.unit and (comes or instead or said == "accepted"):
            mandate = talk.yes(mandate, _("Do they come with a mandate to decide?"))
        return Reply(self.invitee.who, said, when, comes, instead, right, mandate), coming

    def implied(self, beside: "dict[str, str | None]", *, unknown: bool) -> str | None:
        """Return the reply that what was said beside it speaks of."""
        from sipcli.acts.reply import GOES_WITH

        for key, value in beside.items():
            if value is not None:
                return GOES_WITH[key]
        return (self.invitee.response or "unanswered") if unknown else None

    def check(self, answer: str, beside: "dict[str, str | None]") -> None:
        """Raise UsageError when something was said that does not go with the reply, or with who replied."""
        from sipcli.acts.reply import GOES_WITH
        from sipcli.errors import UsageError

        options = {"attends": "--attends", "substitute": "--substitute", "passed_to": "--passed-to/--unit"}
        for key, value in beside.items():
            if value is not None and answer != GOES_WITH[key]:
                raise UsageError(
                    _("{option} goes with the reply {answer}.").format(option=options[key], answer=GOES_WITH[key])
                )
            if value is not None and self.unit is None:
                raise UsageError(_("{option} is for units; {who} is a person.").format(
                    option=options[key], who=self.invitee.who
                ))  # fmt: skip
        if answer == "passed-on" and self.unit is None:
            raise UsageError(_("Only a unit passes an invitation on; {who} is a person.").format(who=self.invitee.who))

    def check_day(self, when: "date") -> None:
        """Raise UsageError when they would have replied before they were asked."""
        from sipcli.errors import UsageError

        sent = self.called.calling.sent_on
        if sent and when < sent:
            raise UsageError(
                _("The reply would be of {date}, before the invitation was sent on {sent}.").format(
                    date=when, sent=sent
                )
            )

    def substitute(self, given: str | None) -> str | None:
        """Return who comes instead (B10): asked about wherever there is somebody to ask, unless nobody has to (B13)."""
        from sipcli.case.meetings import is_obliged
        from sipcli.console.prompts import ask, interactive, maybe

        if is_obliged(self.work.case, self.invitee.who):
            question = _("Who comes instead? (Enter: not known yet)")
            return ask(given, "--substitute", question, maybe, optional=True) if given or interactive() else None
        say(_("{unit} is not obliged to come, so nobody has to come instead.").format(unit=self.invitee.who))
        return maybe(given or "")

    def right_unit(self, passed_to: str | None, unit: str | None) -> "tuple[str, Coming | None]":
        """Return the right unit (B14), and how it is to be called unless it is invited already."""
        from sipcli.acts.reply import Coming
        from sipcli.cli.reply.called import picked_unit, unit_reader
        from sipcli.console.prompts import interactive
        from sipcli.errors import UsageError

        if passed_to and unit:
            raise UsageError(_("The right unit is named with --passed-to or with --unit, not with both."))
        given, question = passed_to or unit, _("Which unit is the right one?")
        right, new = (
            picked_unit(self.work, question, self.invitee.who)
            if given is None and interactive()
            else self.work.talk.need(given, "--passed-to", question, unit_reader(self.work))
        )
        if right == self.invitee.who:
            raise UsageError(_("{unit} would pass the invitation on to itself.").format(unit=right))
        invited = right in [one.who for one in self.called.calling.invitees]
        return right, None if invited else Coming(right, self.invitee.role, self.work.today, new)

    def unknown(self, *, given: bool) -> bool:
        """Tell whether the unit does not know the child; asked where the guideline has something to say of it."""
        from sipcli.cli.reply.called import REMINDER

        unit = self.unit
        if given or unit is None or unit.child_known is not None or REMINDER not in self.work.guideline.reminders:
            return given
        return self.work.talk.yes(None, _("Is the child known at the unit?")) is False


def _ask_why_nobody_instead(work: Work, because: str | None) -> None:
    """Show that somebody is to come instead, and ask why nobody does; the reply is recorded in either way (B10)."""
    from sipcli.acts.breach import broken
    from sipcli.console.prompts import ask, interactive, maybe

    found = broken(work.changes, work.today, ("substitute-missing",))
    for one in found:
        say(f"{one.rule}: {one.message}\n  " + _("source: {source}").format(source=one.source))
    reason = because
    if found and not reason and interactive():
        question = _("Why does nobody come instead? (Enter: not decided yet)")
        reason = ask(None, "--because", question, maybe, optional=True)
    if found and reason:
        work.note(found, reason)


def _say_what_follows(work: Work, called: "Called", said: "Reply") -> None:
    """Say what a reply asks for: a substitute, a decision with the guardians, another way for the child."""
    from sipcli.archive.checking import judge_case
    from sipcli.case.case import CHILD

    where = f" --follow-up {called.day}" if called.path else ""
    for one in judge_case(work.archive, work.case_id, work.today).findings:
        if one.rule == "substitute-missing" and one.about == (said.who,) and one.file.endswith(called.file):
            say(_("When it is known who comes instead: {command}").format(
                command=f"sip reply {work.case_id} {said.who}{where} --substitute NAME"
            ))  # fmt: skip
        if one.rule == ABSENCE and said.who in one.about and not called.path:
            say(f"{one.rule}: {one.message}\n  " + _("source: {source}").format(source=one.source))
            say(_("When it is decided, to hold it or to cancel it: {command}").format(
                command=f"sip meet {work.case_id} --absence-decision WORD --decided-with WHO"
            ))  # fmt: skip
    if said.who == CHILD and said.answer == "declined":
        say(_("The child can take part in another way, such as a part of the meeting, a letter or somebody else: "
              "{command}").format(command=f"sip prepare child {work.case_id} --participation WORD"))  # fmt: skip
