"""The options of `sip invite` that say what the invitation says, and what was agreed about the meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sipcli.cli.work import Work
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.invite.send import Invited


@dataclass(frozen=True)
class Options:
    """The options as they were typed."""

    date: str | None
    time: str | None
    ends: str | None
    place: str | None
    sent_on: str | None
    reason: str | None
    purpose: str | None
    question: Sequence[str] | None
    agenda: Sequence[str] | None
    role: Sequence[str] | None
    who: Sequence[str] | None
    also: Sequence[str] | None
    mandate: Sequence[str] | None
    form: str | None
    meeting_form: str | None
    form_agreed: bool | None
    secure_service: str | None
    chair: str | None
    recorder: str | None
    delay_reason: str | None
    exception_with: Sequence[str] | None
    exception_reason: str | None
    exception_on: str | None


ONLY_FIRST = (
    "date", "form_agreed", "secure_service", "delay_reason", "exception_with", "exception_reason", "exception_on",
)  # fmt: skip
"""Options that the invitation to a follow-up has no place for."""


AGREED = ONLY_FIRST[1:]
"""Options about what was agreed: they can be said of a meeting that was held, too."""


def agreed(work: Work, said: Options) -> "Invited":
    """Return what was agreed about the first meeting: shorter notice, form, secure service, why it waited."""
    from sipcli.acts.invite.send import Invited
    from sipcli.console.prompts import maybe

    on = work.talk.past(said.exception_on) if said.exception_on else work.today
    return Invited(
        sent_on=work.today,
        form_agreed=said.form_agreed,
        secure_service=maybe(said.secure_service or ""),
        delay_reason=maybe(said.delay_reason or ""),
        exception=exception(work, said.exception_with or (), said.exception_reason, on),
    )


def exception(work: Work, agreed_with: Sequence[str], reason: str | None, on: date) -> dict[str, Any]:
    """Return a shorter notice that was agreed on (B2), nothing when none was.

    Raises:
        UsageError: only a part of it was said.
    """
    from sipcli.console.choices import people
    from sipcli.console.prompts import text
    from sipcli.errors import UsageError

    if not agreed_with and not reason:
        return {}
    if not agreed_with or not reason:
        raise UsageError(
            _("A shorter notice needs both whom it was agreed with and why: --exception-with and --exception-reason.")
        )
    known = people(work.case)
    return {"agreed_with": [known.read(one) for one in agreed_with], "agreed_on": on, "reason": text(reason)}


def refuse_only_first(work: Work, file: str, said: Options) -> None:
    """Raise UsageError when something was said that the invitation to a follow-up has no place for."""
    from sipcli.errors import UsageError

    wrong = ["--" + name.replace("_", "-") for name in ONLY_FIRST if getattr(said, name) is not None]
    if said.date is not None:
        day = work.case.follow_ups[file].date
        raise UsageError(
            _("An invitation does not move a follow-up. Move it first: {command}").format(
                command=f"sip follow-up cancel {work.case_id} --date {day} --instead {said.date}"
            )
        )
    if wrong:
        raise UsageError(_("{options}: only for the first meeting.").format(options=", ".join(wrong)))
