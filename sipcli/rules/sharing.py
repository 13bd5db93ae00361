"""Sharing before there was consent: by the invitation, or at a meeting of professionals."""

from collections.abc import Iterator
from datetime import date

from sipcli.case.case import CONSENT_FILE, FOLLOW_UPS, INVITATION_FILE, PREPARATION_FILE, Case
from sipcli.case.consents import has_consent
from sipcli.case.meetings import Called, callings
from sipcli.case.process_files import Invitee
from sipcli.i18n import N_, _
from sipcli.rules.consent import WhoDecides
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule

RULE = "sharing-without-consent"


@rule(
    RULE,
    params=WhoDecides,
    reads=(CONSENT_FILE, INVITATION_FILE, FOLLOW_UPS),
    when_closed=True,
    asks=N_("A unit is invited only after there is consent for it."),
    why=N_("An invitation already tells the unit about the child and its need."),
    mend=N_("It cannot be undone: tell the guardians, ask for the consent now, and write down what happened."),
)
def sharing_without_consent(case: Case, params: WhoDecides, today: date) -> Iterator[Hit]:
    units = case.unit_ids
    for called in callings(case):
        sent = called.calling.sent_on
        if sent is None or sent > today:
            continue
        sender = case.coordinating_unit if called.path else case.file.need.noticed_by
        for i, invitee in enumerate(called.calling.invitees):
            unit = invitee.who
            if unit not in units or unit == sender:
                continue
            day = _shared_without_consent(case, called, sent, invitee, params, today)
            if day is None:
                continue
            message = _("{unit} was invited on {date} and had no consent that day")
            if called.path:
                message = _("{unit} was invited on {date} to the follow-up of {day} and had no consent that day")
            yield Hit(
                message.format(unit=unit, date=day, day=called.day or "–"),
                about=(unit,),
                file=called.file,
                path=(*called.path, "invitees", i),
                on=day,
                unit=unit,
            )


def _shared_without_consent(
    case: Case, called: Called, first: date, invitee: Invitee, params: WhoDecides, today: date
) -> date | None:
    """Return the last day on which an invitation went to a unit that had no consent, None when there is no such day.

    `first` is the day it was sent. Sent again because more are invited, it goes to those. The file does not say who
    they were: a unit that had no consent at first, and has it from such a day on, counts as invited that day, unless an
    exception from this rule was noted for it before.
    """

    def consented(day: date) -> bool:
        return has_consent(case, invitee.who, day, mature_child_decides=params.mature_child_decides)

    if not called.calling.sent_again and consented(first):
        return None
    until = min(today, invitee.replied_on or today) if invitee.response == "passed-on" else today
    again = [one for one in called.calling.sent_again if first <= one.on <= until]
    excepted = [one.on for one in case.file.exceptions if one.rule == RULE and invitee.who in one.about]

    def invited_before(day: date) -> bool:
        return consented(first) or any(on < day for on in excepted)

    again = [one for one in again if one.changed != ["invitees"] or not invited_before(one.on)]
    lacking = [day for day in (first, *(one.on for one in again)) if not consented(day)]
    if not lacking:
        return None
    joined = [one.on for one in again if "invitees" in one.changed and not invited_before(one.on)]
    return None if any(day > max(lacking) for day in joined) else max(lacking)


@rule(
    "pre-meeting-without-consent",
    reads=(PREPARATION_FILE,),
    when_closed=True,
    asks=N_("Professionals prepare together only when the guardians have consented to it."),
    why=N_("A meeting about the child is sharing, also when it is short and well meant."),
    mend=N_(
        "Tell the guardians and ask them; “sip prepare professionals CASE --consent” if they had in fact consented."
    ),
)
def pre_meeting_without_consent(case: Case, params: object, today: date) -> Iterator[Hit]:
    met = case.preparation.professionals if case.preparation else None
    if met and met.held_on and met.held_on <= today and not met.guardian_consent:
        yield Hit(
            _("professionals met on {date} before the guardians had consented to it").format(date=met.held_on),
            file=PREPARATION_FILE,
            path=("professionals",),
            fix=f"sip prepare professionals {case.id} --on {met.held_on} --consent",
            on=met.held_on,
        )
