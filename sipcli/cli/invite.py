"""`sip invite`: the invitation and its document."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sipcli.cli.common import (
    CaseArgument,
    TodayOption,
    archive_here,
    case_meant,
    case_read,
    day_or_none,
    day_or_today,
    guideline_of,
    report,
)
from sipcli.i18n import N_, _

if TYPE_CHECKING:
    from sipcli.archive.changes import Changes
    from sipcli.case.case import Case

ADVICE = {
    "invitation-too-late": N_(
        "Choose another day, or give the reason for a shorter notice that was agreed on: --exception-with ID "
        "--exception-reason TEXT."
    ),
    "sharing-without-consent": N_(
        "Get the consent first, or invite without that unit: --who ID for each of the others."
    ),
}
"""What to do instead, for each rule that an invitation can break for good."""


def invite(
    case: CaseArgument = None,
    date_: Annotated[str | None, typer.Option("--date", metavar="DATE", help=_("The day of the meeting."))] = None,
    time: Annotated[str | None, typer.Option("--time", metavar="HH:MM", help=_("When it begins."))] = None,
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
        typer.Option("--who", metavar="ID", help=_("Whom to invite; everyone in the case if left out.")),
    ] = None,
    form: Annotated[str, typer.Option("--form", help=_("How it is sent: written or oral."))] = "written",
    meeting_form: Annotated[str | None, typer.Option("--meeting-form", help=_("physical, digital or hybrid."))] = None,
    chair: Annotated[str | None, typer.Option("--chair", metavar="NAME", help=_("Who chairs."))] = None,
    recorder: Annotated[str | None, typer.Option("--recorder", metavar="NAME", help=_("Who writes the plan."))] = None,
    exception_with: Annotated[
        list[str] | None,
        typer.Option("--exception-with", metavar="ID", help=_("Who agreed to a shorter notice; once for each.")),
    ] = None,
    exception_reason: Annotated[
        str | None, typer.Option("--exception-reason", metavar="TEXT", help=_("Why the notice is shorter."))
    ] = None,
    exception_on: Annotated[
        str | None,
        typer.Option("--exception-on", metavar="DATE", help=_("The day that was agreed; the day of sending.")),
    ] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help=_("Write it although a rule forbids it; the finding stays."))
    ] = False,
    language: Annotated[str, typer.Option("--language", help=_("The document's language: sv or en."))] = "sv",
    to: Annotated[
        list[str] | None, typer.Option("--to", help=_("The document's format: html, md; once for each."))
    ] = None,
    today: TodayOption = None,
) -> None:
    """Write the invitation and render it into documents/."""
    from sipcli.acts.invite import Invited, add_documents, prepare
    from sipcli.acts.plan import known
    from sipcli.archive.changes import Changes
    from sipcli.case.people import everyone, person_names
    from sipcli.console.output import say
    from sipcli.console.prompts import ask, ask_many, clock, day, interactive, maybe, one_of, text

    archive, now = archive_here(), day_or_today(today)
    case_id = case_meant(archive, case)
    read = case_read(archive, case_id)
    guideline = guideline_of(archive, read)
    asking = interactive() and not (date_ and time and place)
    when = ask(date_, "--date", _("The day of the meeting"), day)
    at = ask(time, "--time", _("When does it begin? (HH:MM)"), clock)
    where = ask(place, "--place", _("Where is it?"), text)
    if asking:
        reason = ask(reason, "--reason", _("Why is the meeting needed?"), maybe, optional=True)
        purpose = ask(purpose, "--purpose", _("What should it lead to?"), maybe, optional=True)
        question = list(ask_many(question, _("Questions for the meeting"), text))
        agenda = list(ask_many(agenda, _("What will be raised"), text))
        for unit in read.unit_ids if not role else ():
            part = ask(
                None, "--role", _("What is {unit}'s part in the meeting?").format(unit=unit), maybe, optional=True
            )
            role = [*(role or ()), *([f"{unit}={part}"] if part else [])]
    invited = Invited(
        date=when,
        time=at,
        place=where,
        sent_on=day_or_none(sent_on) or now,
        form=one_of(("written", "oral"))(form),
        reason=reason,
        purpose=purpose,
        questions=tuple(question or ()),
        agenda=tuple(agenda or ()),
        meeting_form=one_of(("physical", "digital", "hybrid"))(meeting_form) if meeting_form else None,
        chair=chair,
        recorder=recorder,
        who=tuple(known(one, list(person_names(read))) for one in who or ()),
        exception=_exception(
            read, exception_with, exception_reason, day_or_none(exception_on) or day_or_none(sent_on) or now
        ),
    )
    roles = dict(_role(one, list(person_names(read))) for one in role or ())
    changes = Changes(archive, case_id)
    prepare(changes, read, invited, roles)
    if not anyway:
        _settle(changes, read, max(invited.sent_on, now), everyone(read, now))
    names = add_documents(changes, guideline, language, tuple(to or ["html", "md"]))
    report(changes.commit("invitation sent", "invitation-sent"))
    for name in names:
        say(_("Written: {file}").format(file=changes.path(name)))
    _say_what_is_left(changes.case_id, max(invited.sent_on, now))


def _role(text: str, ids: list[str]) -> tuple[str, str]:
    from sipcli.acts.plan import known
    from sipcli.errors import UsageError

    who, equals, what = text.partition("=")
    if not equals or not what.strip():
        raise UsageError(_("A role is written WHO=TEXT, e.g. “bup=behandling”, not “{text}”.").format(text=text))
    return known(who.strip(), ids), what.strip()


def _exception(case: "Case", agreed_with: list[str] | None, reason: str | None, on: date) -> dict[str, Any]:
    from sipcli.acts.plan import known
    from sipcli.case.people import person_names
    from sipcli.errors import UsageError

    if not agreed_with and not reason:
        return {}
    if not agreed_with or not reason:
        raise UsageError(
            _("A shorter notice needs both whom it was agreed with and why: --exception-with and --exception-reason.")
        )
    ids = list(person_names(case))
    return {"agreed_with": [known(one, ids) for one in agreed_with], "agreed_on": on, "reason": reason}


def _settle(changes: "Changes", case: "Case", today: date, people: list[str]) -> None:
    """Show what a rule says against the invitation and ask how to go on; raises NeedsUser when it is not sent."""
    from sipcli.acts.invite import forbidden
    from sipcli.archive.editing import put
    from sipcli.case.case import INVITATION_FILE
    from sipcli.console.output import say
    from sipcli.console.prompts import ask, confirm, interactive, maybe
    from sipcli.errors import NeedsUser

    found, doubtful = forbidden(changes.archive, changes, today)
    for one in [*found, *doubtful]:
        say(f"{one.rule}: {one.message}\n  " + _("source: {source}").format(source=one.source))
    for one in found:
        if one.rule == "invitation-too-late" and interactive():
            question = _("Agreed on a shorter notice with whom? With commas between ({ids}); empty: not agreed")
            agreed = ask(None, "--exception-with", question.format(ids=", ".join(people)), maybe, optional=True)
            why = ask(None, "--exception-reason", _("Why?"), maybe, optional=True) if agreed else None
            exception = _exception(case, (agreed or "").replace(",", " ").split(), why, today) if agreed and why else {}
            if exception:
                put(changes.open(INVITATION_FILE).root, "lead_time_exception", exception, before="meeting")
                continue
        if not confirm(_("Send it anyway? The finding stays.")):
            message = _("The invitation was not written. {advice} --anyway writes it all the same; the finding stays.")
            raise NeedsUser(message.format(advice=_(ADVICE[one.rule])))


def _say_what_is_left(case_id: str, today: date) -> None:
    """Name what the invitation still lacks by the guideline."""
    from sipcli.archive.checking import judge_case
    from sipcli.console.output import say

    for one in judge_case(archive_here(), case_id, today).findings:
        if one.file.endswith("/invitation.yaml") and one.level != "info":
            say(f"{one.rule}: {one.message}")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("invite", help=_("Write the invitation to the meeting, and render it."))(invite)
