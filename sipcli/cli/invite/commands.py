"""`sip invite`: the invitation to the first meeting or to a follow-up, and its document; sent once or again."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import BecauseOption, CaseArgument, TodayOption
from sipcli.cli.invite.documents import FormatsOption, formats_kept, say_kept
from sipcli.cli.invite.occasion import FollowUpOption
from sipcli.cli.render.options import LanguageOption
from sipcli.cli.work import Work
from sipcli.i18n import N_, _

if TYPE_CHECKING:
    from sipcli.acts.invite.send import Sent
    from sipcli.cli.invite.options import Options

NOTICE, LATE = "invitation-too-late", "meeting-late"
FORBIDDING = (NOTICE, "sharing-without-consent", "insecure-video")
"""Rules that a sent invitation breaks for good; what it merely lacks can be completed and sent again."""

ADVICE = {
    NOTICE: N_(
        "Choose another day, or give the reason for a shorter notice that was agreed on: --exception-with WHO "
        "--exception-reason TEXT."
    ),
    "sharing-without-consent": N_(
        "Get the consent first, or invite without that unit: --who WHO for each of the others."
    ),
    "insecure-video": N_("Name the service: --secure-service TEXT."),
    "consent-guardian-refused": N_("A no is accepted: invite without those units, --who WHO for each of the others."),
    "consent-withdrawn": N_("A no is accepted: invite without those units, --who WHO for each of the others."),
}
"""What to do instead, for each of them."""


def invite(
    case: CaseArgument = None,
    follow_up: FollowUpOption = None,
    date_: Annotated[str | None, typer.Option("--date", metavar="DATE", help=_("The day of the meeting."))] = None,
    time: Annotated[str | None, typer.Option("--time", metavar="HH:MM", help=_("When it begins."))] = None,
    ends: Annotated[str | None, typer.Option("--ends", metavar="HH:MM", help=_("When it ends."))] = None,
    place: Annotated[str | None, typer.Option("--place", metavar="TEXT", help=_("Where it is."))] = None,
    sent_on: Annotated[
        str | None, typer.Option("--sent-on", metavar="DATE", help=_("The day it is sent; today when left out."))
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help=_("Why the meeting is needed."))] = None,
    purpose: Annotated[str | None, typer.Option("--purpose", help=_("What it should lead to."))] = None,
    question: Annotated[
        list[str] | None, typer.Option("--question", help=_("A question for the meeting; once for each."))
    ] = None,
    agenda: Annotated[list[str] | None, typer.Option("--agenda", help=_("An item to raise; once for each."))] = None,
    role: Annotated[
        list[str] | None, typer.Option("--role", metavar="WHO=TEXT", help=_("Somebody's part in it; once for each."))
    ] = None,
    who: Annotated[
        list[str] | None,
        typer.Option(
            "--who", metavar="WHO", autocompletion=complete.people,
            help=_("Whom to invite; all in the case, or those invited already, when left out."),
        ),
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also", metavar="WHO", autocompletion=complete.people, help=_("One more to invite; once for each.")
        ),
    ] = None,
    mandate: Annotated[
        list[str] | None,
        typer.Option(
            "--mandate", metavar="UNIT", autocompletion=complete.units,
            help=_("A unit that comes with a mandate to decide; once for each."),
        ),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--form", help=_("How it is sent: written (when left out) or oral."))
    ] = None,
    meeting_form: Annotated[str | None, typer.Option("--meeting-form", help=_("physical, digital or hybrid."))] = None,
    form_agreed: Annotated[
        bool | None, typer.Option("--form-agreed/--no-form-agreed", help=_("Whether that form is agreed on."))
    ] = None,
    secure_service: Annotated[
        str | None, typer.Option("--secure-service", metavar="TEXT", help=_("The secure service of a digital meeting."))
    ] = None,
    chair: Annotated[str | None, typer.Option("--chair", metavar="NAME", help=_("Who chairs."))] = None,
    recorder: Annotated[str | None, typer.Option("--recorder", metavar="NAME", help=_("Who writes the plan."))] = None,
    delay_reason: Annotated[
        str | None,
        typer.Option("--delay-reason", metavar="TEXT", help=_("Why it waits, from the child's situation.")),
    ] = None,
    exception_with: Annotated[
        list[str] | None,
        typer.Option(
            "--exception-with", metavar="WHO", autocompletion=complete.people,
            help=_("Who agreed to a shorter notice; once for each."),
        ),
    ] = None,
    exception_reason: Annotated[
        str | None, typer.Option("--exception-reason", metavar="TEXT", help=_("Why the notice is shorter."))
    ] = None,
    exception_on: Annotated[
        str | None,
        typer.Option("--exception-on", metavar="DATE", help=_("The day that was agreed; the day of sending.")),
    ] = None,
    because: BecauseOption = None,
    language: LanguageOption = None,
    to: FormatsOption = None,
    today: TodayOption = None,
) -> None:  # fmt: skip
    """Write the invitation and render it into documents/."""
    from sipcli.acts.invite.send import send
    from sipcli.cli.invite.asked import invited
    from sipcli.cli.invite.occasion import must_be_open, occasion_to_call
    from sipcli.cli.invite.options import Options

    said = Options(
        date_, time, ends, place, sent_on, reason, purpose, question, agenda, role, who, also, mandate, form,
        meeting_form, form_agreed, secure_service, chair, recorder, delay_reason, exception_with, exception_reason,
        exception_on,
    )  # fmt: skip
    formats = formats_kept(to)
    work = Work(case, today, *vars(said).values())
    must_be_open(work)
    if follow_up is None and _only_noted(work, said):
        return
    file = occasion_to_call(work, follow_up, date_)
    letter = invited(work, file, said)
    sent = send(work.changes, work.case, file, letter)
    judged_on = max(letter.sent_on, work.today)
    _ask_why_late(work, said, judged_on)
    _ask_for_agreement(work, said, because, letter.sent_on, judged_on)
    _settle(work, file, sent, because, judged_on)
    _write(work, file, sent, letter.sent_on, language or work.archive.settings.language, formats)


def _only_noted(work: Work, said: "Options") -> bool:
    """Note what was agreed about a meeting that has been held, when nothing else is said; tell whether it was so."""
    from sipcli.acts.invite.send import note_agreed
    from sipcli.case.case import INVITATION_FILE
    from sipcli.cli.invite.options import AGREED, agreed

    meeting = work.case.invitation.meeting if work.case.invitation else None
    given = {name for name, value in vars(said).items() if value is not None}
    if meeting is None or not meeting.held or not given or not given <= set(AGREED):
        return False
    note_agreed(work.changes, agreed(work, said))
    work.commit("meeting record completed", "meeting-held")
    work.say_left(INVITATION_FILE)
    return True


def _ask_why_late(work: Work, said: "Options", today: date) -> None:
    """Say that the meeting is later than the guideline would have it, and ask why; it goes on without (M1, M2)."""
    from sipcli.acts.breach import broken
    from sipcli.archive.editing import put
    from sipcli.case.case import INVITATION_FILE
    from sipcli.console.output import say
    from sipcli.console.prompts import ask, interactive, maybe

    for one in broken(work.changes, today, (LATE,)):
        say(f"{one.rule}: {one.message}\n  " + _("source: {source}").format(source=one.source))
        question = _("Is there a reason in the child's situation? (Enter: none; the day stands)")
        why = ask(None, "--delay-reason", question, maybe, optional=True) if interactive() else None
        if why:
            put(work.changes.open(INVITATION_FILE).root["meeting"], "delay_reason", why)


def _ask_for_agreement(work: Work, said: "Options", because: str | None, sent_on: date, today: date) -> None:
    """Ask with whom, when and why a notice shorter than the guideline's was agreed on, which makes it right (B2)."""
    from sipcli.acts.breach import broken
    from sipcli.archive.editing import put
    from sipcli.case.case import INVITATION_FILE
    from sipcli.cli.invite.options import exception
    from sipcli.console.choices import people
    from sipcli.console.output import say
    from sipcli.console.prompts import ask, interactive, maybe

    found = broken(work.changes, today, (NOTICE,)) if interactive() and not because else []
    for one in found:
        say(f"{one.rule}: {one.message}\n  " + _("source: {source}").format(source=one.source))
        known = people(work.case)
        question = _("Agreed on a shorter notice with whom? With commas between ({ids}); empty: not agreed")
        question = question.format(ids=", ".join(known.labels))
        agreed = ask(None, "--exception-with", question, known.several, optional=True)
        if not agreed:
            continue
        when = ask(said.exception_on, "--exception-on", _("On which day?"), work.talk.past, str(sent_on))
        why = ask(None, "--exception-reason", _("Why?"), maybe, optional=True)
        if why:
            shorter = exception(work, agreed, why, when)
            put(work.changes.open(INVITATION_FILE).root, "lead_time_exception", shorter, before="meeting")


def _settle(work: Work, file: str, sent: "Sent", because: str | None, today: date) -> None:
    """Go on only with a reason when the invitation would break a rule for good.

    Raises:
        NeedsUser: there is no reason; what can be done instead is said.
    """
    from sipcli.acts.breach import broken, in_spite_of_a_no
    from sipcli.acts.invite.send import calling_in
    from sipcli.errors import NeedsUser

    after = work.changes.after()
    called = calling_in(after, file) if after and sent.goes_out else None
    units = {one.who for one in called.calling.invitees} - {work.case.file.need.noticed_by} if called else set()
    no = in_spite_of_a_no(work.changes, units & set(work.case.unit_ids), today)
    try:
        work.settle(FORBIDDING, because, today, no)
    except NeedsUser as err:
        rules = dict.fromkeys(one.rule for one in [*broken(work.changes, today, FORBIDDING), *no])
        raise NeedsUser(" ".join([*(_(ADVICE[rule]) for rule in rules), str(err)])) from None


def _write(work: Work, file: str, sent: "Sent", sent_on: date, language: str, formats: tuple[str, ...]) -> None:
    """Write what goes out, with its documents; what changes without its going out; or nothing."""
    from sipcli.acts.invite.send import add_documents
    from sipcli.case.case import INVITATION_FILE
    from sipcli.console.labels import value_word
    from sipcli.console.output import say

    if not sent.goes_out and work.changes.after() == work.case:
        say(_("Nothing has changed since the invitation was sent; nothing was written."))
        return
    if not sent.goes_out:
        work.commit("meeting prepared", "meeting-prepared")
        say(_("What those invited were told is the same; the invitation is not sent again."))
        return
    kept, refused = add_documents(work.changes, work.guideline, file, sent_on, language, formats)
    if sent.again:
        work.commit("invitation sent again", "invitation-sent-again")
        say(_("Changed: {what}.").format(what=", ".join(value_word(one) for one in sent.changed)))
        if {"date", "time"} & set(sent.changed):
            say(_("All replies are asked for anew."))
    elif file == INVITATION_FILE:
        work.commit("invitation sent", "invitation-sent")
    else:
        work.commit("follow-up: invitation sent", "follow-up-invited")
    say_kept(work, kept, refused)
    work.say_left(file)
    say(_("Replies are noted with “{command}”.").format(command=f"sip reply {work.case_id} WHO"))
