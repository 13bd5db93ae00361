"""The invitation: what it says, that it is written, that it comes in time."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from sipcli.case.case import INVITATION_FILE, Case
from sipcli.case.days import limit
from sipcli.case.meetings import invitation_sent, meeting_day, meeting_held
from sipcli.case.process_files import Invitation
from sipcli.case.values import Record
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.words import day_count, listed

Part = Literal["purpose", "reason", "topics", "questions", "invitees", "roles"]

PART_NAMES: dict[Part, str] = {
    "purpose": N_("the purpose"),
    "reason": N_("why the meeting is needed"),
    "topics": N_("what will be raised"),
    "questions": N_("the questions"),
    "invitees": N_("who is invited"),
    "roles": N_("each party's role"),
}


class Content(Record):
    """What the guideline asks an invitation to say."""

    asked: list[Part] = Field(default_factory=list)


class Notice(Record):
    """The shortest notice, in calendar days."""

    days: int = Field(21, ge=1)


def _written(*texts: str | None) -> bool:
    return any((text or "").strip() for text in texts)


_THERE: dict[Part, Callable[[Invitation], bool]] = {
    "purpose": lambda said: _written(said.purpose),
    "reason": lambda said: _written(said.reason),
    "topics": lambda said: _written(*said.agenda, *said.questions),
    "questions": lambda said: _written(*said.questions),
    "invitees": lambda said: bool(said.invitees),
    "roles": lambda said: bool(said.invitees) and all(_written(one.role) for one in said.invitees),
}


def missing_parts(invitation: Invitation, asked: list[Part]) -> list[Part]:
    """Return which of the asked parts an invitation lacks."""
    return [part for part in asked if not _THERE[part](invitation)]


@rule(
    "invitation-content-missing",
    params=Content,
    reads=(INVITATION_FILE,),
    when_closed=True,
    asks=N_("The invitation says what the guideline asks for."),
    why=N_("Who knows what the meeting is about can prepare, and can bring the right mandate."),
    mend=N_("Complete it and send it again to those who got it: “sip invite CASE” with what is missing."),
)
def invitation_content_missing(case: Case, params: Content, today: date) -> Iterator[Hit]:
    sent = invitation_sent(case, today)
    missing = missing_parts(case.invitation, params.asked) if case.invitation and sent else []
    if missing:
        yield Hit(
            _("the invitation does not say {parts}").format(parts=listed(_(PART_NAMES[part]) for part in missing)),
            about=tuple(missing),
            file=INVITATION_FILE,
            fix=_sending(case, today, *(OPTIONS[part] for part in missing)),
            on=sent,
        )


OPTIONS: dict[Part, str] = {
    "purpose": "--purpose TEXT",
    "reason": "--reason TEXT",
    "topics": "--agenda TEXT",
    "questions": "--question TEXT",
    "invitees": "--who WHO",
    "roles": "--role WHO=TEXT",
}


def _sending(case: Case, today: date, *options: str) -> str:
    """Return the command that sends the invitation anew; once the meeting was held, what it said is only written."""
    if meeting_held(case, today):
        return f"sip edit {case.id} {INVITATION_FILE}"
    return " ".join((f"sip invite {case.id}", *options))


@rule(
    "invitation-not-written",
    reads=(INVITATION_FILE,),
    when_closed=True,
    asks=N_("The invitation is sent in writing."),
    why=N_("All who are invited should have the same words to prepare from."),
    mend=N_("Send it in writing, and record it with “sip invite CASE --form written”."),
)
def invitation_not_written(case: Case, params: object, today: date) -> Iterator[Hit]:
    sent = invitation_sent(case, today)
    if case.invitation and sent and case.invitation.form != "written":
        yield Hit(
            _("nothing says that the invitation of {date} was sent in writing").format(date=sent),
            file=INVITATION_FILE,
            path=("form",) if case.invitation.form else ("sent_on",),
            fix=_sending(case, today, "--form written"),
            on=sent,
        )


@rule(
    "invitation-too-late",
    short=N_("invitation"),
    params=Notice,
    reads=(INVITATION_FILE,),
    when_closed=True,
    asks=N_(
        "The invitation is sent as long before the meeting as the guideline asks, unless otherwise agreed in dialogue."
    ),
    why=N_("Those who are invited need time to prepare, to get a mandate and to be free that day."),
    mend=N_(
        "Move the meeting (“sip invite CASE --date DATE”), or agree on a shorter notice with those who are invited and "
        "say with whom and why: “sip invite CASE --exception-with WHO --exception-reason TEXT”."
    ),
)
def invitation_too_late(case: Case, params: Notice, today: date) -> Iterator[Hit]:
    day = meeting_day(case)
    if case.invitation is None or day is None or case.file.route == "discharge":
        return
    sent = invitation_sent(case, today)
    agreed = case.invitation.lead_time_exception
    if agreed and agreed.agreed_with and agreed.agreed_on and agreed.agreed_on <= today:
        return
    reckoned = sent or today
    given = (day - reckoned).days
    if given >= params.days or (sent is None and day < today):
        return
    last_day = day - timedelta(days=params.days)
    if sent:
        message = _(
            "the invitation was sent {given} before the meeting, {asked} days are asked for: the last day to send was "
            "{last}; sent on {sent}, the meeting can be on {earliest} at the earliest"
        )
    else:
        message = _(
            "the invitation is not sent and the meeting is in {given}, {asked} days are asked for: the last day to "
            "send was {last}; sent on {sent}, the meeting can be on {earliest} at the earliest"
        )
    yield Hit(
        message.format(
            given=day_count(given),
            asked=params.days,
            last=last_day,
            sent=reckoned,
            earliest=limit(reckoned, params.days),
        ),
        file=INVITATION_FILE,
        path=("sent_on",) if case.invitation.sent_on else ("meeting", "date"),
        date=last_day,
        days=(reckoned - last_day).days,
        fix=_sending(case, today, "--exception-with WHO --exception-reason TEXT"),
        settled=day <= today,
        on=reckoned,
    )
