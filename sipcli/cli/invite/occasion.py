"""Which occasion a command about invitations means: the first meeting, or a follow-up."""

from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.work import Work
from sipcli.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from sipcli.case.meetings import Called

FollowUpOption = Annotated[
    str | None,
    typer.Option(
        "--follow-up", metavar="DATE", help=_("The follow-up on that day, instead of the first meeting."),
        autocompletion=complete.follow_ups,
    ),
]  # fmt: skip

NEW = "new"


def must_be_open(work: Work) -> None:
    """Raise NeedsUser when the case is closed: nobody is invited in it before it is opened again."""
    from sipcli.errors import NeedsUser

    closed = work.case.closed_on(work.today)
    if closed:
        raise NeedsUser(
            _("The case {case} was closed on {date}. Open it again with “sip reopen {case}”.").format(
                case=work.case_id, date=closed
            )
        )


def must_be_readable(work: Work, file: str) -> None:
    """Raise ArchiveError, with what is wrong in it, when a file is there and could not be read."""
    from sipcli.case.case import INVITATION_FILE

    there = work.case.invitation if file == INVITATION_FILE else work.case.follow_ups.get(file)
    if there is None and work.changes.read(file) is not None:
        work.changes.open(file)


def follow_up_file(work: Work, given: str) -> str:
    """Return the file of the follow-up that is booked on a day.

    Raises:
        NeedsUser: none is booked then.
    """
    from sipcli.case.case import FOLLOW_UPS
    from sipcli.errors import NeedsUser

    day = work.talk.day(given)
    booked = {one.date: name for name, one in work.case.follow_ups.items() if one.status == "booked"}
    if day in booked:
        return booked[day]
    must_be_readable(work, f"{FOLLOW_UPS}/{day}.yaml")
    held = any(one.date == day and one.status == "held" for one in work.case.follow_ups.values())
    if held:
        raise NeedsUser(_("The follow-up of {date} has been held.").format(date=day))
    raise NeedsUser(
        _("No follow-up is booked on {date} in {case}. Booked: {days}.").format(
            date=day, case=work.case_id, days=", ".join(str(one) for one in sorted(booked)) or "–"
        )
        + " "
        + _("Book it with “{command}”.").format(command=f"sip follow-up book {work.case_id} --date {day}")
    )


def occasion_to_call(work: Work, follow_up: str | None, day: str | None) -> str:
    """Return the file of the occasion that is called to: `follow_up` and `day` are the options.

    Once the first meeting was held it is the next follow-up, unless somebody says the day of a new meeting.

    Raises:
        NeedsUser: the follow-up is not booked.
        UsageError: the meeting was held, and nobody says what is called to.
    """
    from sipcli.case.case import INVITATION_FILE
    from sipcli.console.choices import Choices
    from sipcli.console.prompts import interactive
    from sipcli.errors import UsageError

    if follow_up is not None:
        return follow_up_file(work, follow_up)
    must_be_readable(work, INVITATION_FILE)
    held = _held_on(work)
    if held is None or day is not None:
        return INVITATION_FILE
    booked = sorted((one.date, name) for name, one in work.case.follow_ups.items() if one.status == "booked")
    days = ", ".join(str(date) for date, _name in booked) or "–"
    told = _("The meeting was held on {date}.").format(date=held)
    if not interactive():
        raise UsageError(
            told
            + " "
            + _("Say which follow-up with --follow-up DATE (booked: {days}), or the day of a new meeting with --date.")
            .format(days=days)
        )  # fmt: skip
    what = _("the {follow_up} of {date}")
    labels = {str(date): what.format(follow_up=work.term("follow_up"), date=date) for date, _name in booked}
    labels[NEW] = _("a new meeting")
    if not booked:
        told += " " + _("No follow-up is booked; that is done with “{command}”.").format(
            command=f"sip follow-up book {work.case_id}"
        )
    chosen = work.talk.pick(
        None, "--follow-up", told + " " + _("What do you call to?"), Choices(labels), next(iter(labels))
    )
    return INVITATION_FILE if chosen == NEW else {str(date): name for date, name in booked}[chosen]


def occasion_called(work: Work, follow_up: str | None) -> "Called":
    """Return the invitation that somebody replies to: the first meeting's until it is held, then the next follow-up's.

    Raises:
        NeedsUser: no such invitation has been sent.
    """
    from sipcli.case.case import INVITATION_FILE
    from sipcli.case.meetings import callings
    from sipcli.errors import NeedsUser

    wanted = follow_up_file(work, follow_up) if follow_up is not None else None
    must_be_readable(work, INVITATION_FILE)
    held = _held_on(work)
    waiting = [
        one
        for one in callings(work.case)
        if one.day
        and one.calling.sent_on
        and (held is None if one.file == INVITATION_FILE else _booked(work, one.file))
    ]
    fitting = sorted(
        (one for one in waiting if wanted in (None, one.file)), key=lambda one: (one.file != INVITATION_FILE, one.day)
    )
    if fitting:
        return fitting[0]
    where = f" --follow-up {follow_up}" if follow_up is not None else ""
    said = _("No invitation in {case} waits for replies.").format(case=work.case_id)
    if held and follow_up is None:
        said += " " + _("The meeting was held on {date}; who came is recorded with “{command}”.").format(
            date=held, command=f"sip meet {work.case_id}"
        )
        where = " --follow-up DATE"
    raise NeedsUser(said + " " + _("One is sent with “{command}”.").format(command=f"sip invite {work.case_id}{where}"))


def _booked(work: Work, file: str) -> bool:
    return work.case.follow_ups[file].status == "booked"


def _held_on(work: Work) -> "date | None":
    meeting = work.case.invitation.meeting if work.case.invitation else None
    return meeting.date if meeting and meeting.held else None
