"""What an invitation says: from the options of `sip invite`, from the conversation, else as the file has it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from sipcli import i18n
from sipcli.cli.invite.options import Options, exception, refuse_only_first
from sipcli.cli.work import Work
from sipcli.console.output import say
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.invite.send import Invited
    from sipcli.case.process_files import Calling, FollowUp, Meeting
    from sipcli.errors import UsageError

Answer = TypeVar("Answer")

SATURDAY = 5
"""As `date.weekday` counts."""


def invited(work: Work, file: str, said: Options) -> "Invited":
    """Return the invitation to the occasion in `file`, asked for where there is somebody to ask.

    Raises:
        UsageError: something necessary is missing, cannot be read, or cannot be.
    """
    from sipcli.acts.invite.send import calling_in
    from sipcli.case.case import INVITATION_FILE
    from sipcli.case.process_files import Calling, Meeting

    first = file == INVITATION_FILE
    if not first:
        refuse_only_first(work, file, said)
    called = calling_in(work.case, file)
    meeting = (work.case.invitation.meeting if work.case.invitation else None) or Meeting()
    if meeting.held:
        meeting = Meeting()  # another meeting is called: nothing of the one that was held is taken for granted
    elif called and called.day is None:
        meeting = meeting.model_copy(update={"date": None})  # nor the day that was cancelled
    there = meeting if first else work.case.follow_ups[file]
    return _Asking(work, file, said, called.calling if called else Calling(), there, first).invited()


@dataclass(frozen=True)
class _Asking:
    """The questions of one invitation: `there` is the occasion as its file has it, `calling` the invitation so far."""

    work: Work
    file: str
    said: Options
    calling: "Calling"
    there: "Meeting | FollowUp"
    first: bool

    def invited(self) -> "Invited":
        from sipcli.acts.invite.send import Invited
        from sipcli.cli.invite import people
        from sipcli.console.choices import words
        from sipcli.console.prompts import clock, maybe, text

        said, there, talk = self.said, self.there, self.work.talk
        wish = self.work.case.preparation.child if self.work.case.preparation and talk.asking else None
        if wish:
            self.say_wishes()
        sent = self.sent()
        when = self.day(sent)
        begins = self.known(said.time, "--time", _("When does it begin? (HH:MM)"), clock, there.time)
        ends = self.ends(begins)
        hoped = there.place or (wish.place if wish else None)
        where = self.known(said.place, "--place", _("Where is it?"), text, hoped)
        forms, usual = words(("physical", "digital", "hybrid")), there.form or (wish.meeting_form if wish else None)
        form = talk.may_pick(said.meeting_form, "--meeting-form", _("In a room or digitally?"), forms, usual)
        who = people.to_invite(self.work, self.file, said.who, said.also, when)
        return Invited(
            sent_on=sent,
            date=when if self.first else None,
            time=begins,
            ends=ends,
            place=where,
            meeting_form=form,
            form_agreed=self.form_agreed(form),
            secure_service=self.secure_service(form),
            chair=self.chair(),
            recorder=self.kept(said.recorder, "--recorder", _("Who takes notes?"), maybe, there.recorder),
            delay_reason=maybe(said.delay_reason or ""),
            form=words(("written", "oral")).read(said.form) if said.form else self.calling.form or "written",
            reason=self.kept(said.reason, "--reason", _("Why is the meeting needed?"), maybe, self.calling.reason),
            purpose=self.kept(said.purpose, "--purpose", _("What should it lead to?"), maybe, self.calling.purpose),
            questions=self.questions(),
            agenda=talk.many(said.agenda, _now(_("What will be raised"), self.calling.agenda), text),
            who=who,
            roles=people.roles(self.work, self.calling, said.role, who),
            mandates=people.mandates(self.work, self.calling, said.mandate, who),
            exception=exception(
                self.work,
                said.exception_with or (),
                said.exception_reason,
                talk.past(said.exception_on) if said.exception_on else sent,
            ),
        )

    def known(
        self,
        given: str | None,
        option: str,
        question: str,
        read: Callable[[str], Answer],
        now: object,
    ) -> Answer:
        """Return something necessary; what the file has stands when it is not asked about."""
        talk = self.work.talk
        if now is None:
            return talk.need(given, option, question, read)
        return talk.expect(given, option, question, read, str(now))

    def kept(
        self, given: str | None, option: str, question: str, read: Callable[[str], Answer], now: object
    ) -> Answer | None:
        """Return what was said; nothing is said of what the file keeps."""
        return self.work.talk.may(given, option, _now(question, now), read)

    def ends(self, begins: str) -> str | None:
        """Return when the meeting ends (M4), which is after it begins."""
        from sipcli.console.prompts import clock
        from sipcli.errors import UsageError

        def after(text: str) -> str:
            found = clock(text)
            if found <= begins:
                raise UsageError(
                    _("The meeting would end at {ends}, and begins at {time}.").format(ends=found, time=begins)
                )
            return found

        question, now = _("When does it end? (HH:MM)"), self.there.ends
        if now is None or now > begins:
            return self.kept(self.said.ends, "--ends", question, after, now)
        return self.work.talk.need(self.said.ends, "--ends", question, after, now)

    def sent(self) -> date:
        """Return the day of sending, asked before the day of the meeting, which is not before it.

        A follow-up has its day already: the invitation to it is not sent after that.
        """
        talk, booked = self.work.talk, None if self.first else self.there.date

        def read(text: str) -> date:
            found = talk.past(text)
            if booked and booked < found:
                raise _before_sending(booked, found)
            return found

        question, given = _("On which day is it sent?"), self.said.sent_on
        if talk.asking and booked and booked < self.work.today:
            return talk.need(given, "--sent-on", question, read)  # today, the usual answer, cannot be
        return talk.expect(given, "--sent-on", question, read, str(self.work.today))

    def day(self, sent: date) -> date:
        """Return the day of the meeting; one at the weekend is remarked on, a follow-up's stands."""
        from sipcli.console.day_words import named

        talk, now = self.work.talk, self.there.date
        if not self.first and now:
            return now

        def read(text: str) -> date:
            found = talk.day(text)
            if found < sent:
                raise _before_sending(found, sent)
            if found != now and found.weekday() >= SATURDAY:
                say("  " + _("Note: {day} is at the weekend.").format(day=named(found)))
            return found

        usual = None if talk.asking and now and now < sent else now  # a day that has passed is not proposed
        return self.known(self.said.date, "--date", _("The day of the meeting"), read, usual)

    def say_wishes(self) -> None:
        """Say what the child wished for when it was prepared (P5, P8, P10, P14)."""
        from sipcli.console.choices import people
        from sipcli.console.labels import value_word

        wish = self.work.case.preparation.child if self.work.case.preparation else None
        names = people(self.work.case).labels
        wished = {
            _("the child wants there"): [names.get(who, who) for who in wish.participants] if wish else [],
            _("where the child wants to meet"): wish.place if wish else None,
            _("how the child wants to meet"): wish.meeting_form if wish else None,
            _("not to be brought up"): wish.not_to_raise if wish else [],
        }
        for what, value in wished.items():
            if value:
                say(f"  {what}: {value_word(value)}")

    def form_agreed(self, form: str | None) -> bool | None:
        """Return whether the form is agreed on (P14); asked when there is a form to agree on."""
        had = getattr(self.there, "form_agreed", None) is not None and form == self.there.form
        if not self.first or (self.said.form_agreed is None and (form is None or had)):
            return None
        question = _("Is the form agreed on with the child, the guardians and the others?")
        return self.work.talk.yes(self.said.form_agreed, question)

    def secure_service(self, form: str | None) -> str | None:
        """Return the secure service of a digital meeting (P15)."""
        from sipcli.console.prompts import maybe

        given, now = self.said.secure_service, getattr(self.there, "secure_service", None)
        if not self.first or (given is None and form not in ("digital", "hybrid")):
            return None
        return self.kept(given, "--secure-service", _("Which service, secure enough for secrecy, is used?"), maybe, now)

    def chair(self) -> str | None:
        """Return who leads the meeting; in a conversation whoever calls is proposed (P12)."""
        from sipcli.console.prompts import ask, maybe

        question, given = _("Who leads the meeting ({chair})?").format(chair=self.work.term("chair")), self.said.chair
        unit = self.work.case.unit(self.work.case.caller if self.first else self.work.case.coordinating_unit)
        caller = unit.contact.name if unit and unit.contact else None
        if given is None and self.work.talk.asking and not self.there.chair and caller:
            return ask(None, "--chair", question, maybe, caller, optional=True)
        return self.kept(given, "--chair", question, maybe, self.there.chair)

    def questions(self) -> tuple[str, ...]:
        """Return the questions for the meeting; for a follow-up the guideline's own are offered (F5)."""
        from sipcli.console.prompts import text

        talk = self.work.talk
        offered = [] if self.first else [*self.work.guideline.asks("follow-up", i18n.language).values()]
        if talk.asking and not self.said.question and not self.calling.questions and offered:
            for one in offered:
                say(f"  - {one}")
            if talk.yes(None, _("Put these questions of the guideline in the invitation?")):
                return tuple(offered)
        return talk.many(self.said.question, _now(_("Questions for the meeting"), self.calling.questions), text)


def _before_sending(day: date, sent: date) -> "UsageError":
    """Return the error for a meeting before its invitation."""
    from sipcli.errors import UsageError

    return UsageError(
        _("The meeting would be on {date}, before the invitation is sent on {sent}.").format(date=day, sent=sent)
    )


def _now(question: str, value: object) -> str:
    """Return a question that also says what the file has, which an empty answer keeps."""
    from sipcli.console.labels import value_word

    return f"{question} " + _("(now: {value}; Enter keeps it)").format(value=value_word(value)) if value else question
