"""Sharing before there was consent: by the invitation, or at a meeting of professionals."""

from collections.abc import Iterator
from datetime import date

from sipcli.case.case import CONSENT_FILE, INVITATION_FILE, PREPARATION_FILE, Case
from sipcli.case.consents import has_consent
from sipcli.i18n import N_, _
from sipcli.rules.consent import WhoDecides
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule


@rule(
    "sharing-without-consent",
    params=WhoDecides,
    reads=(CONSENT_FILE, INVITATION_FILE),
    when_closed=True,
    asks=N_("A unit is invited only after there is consent for it."),
    why=N_("An invitation already tells the unit about the child and its need."),
    mend=N_("It cannot be undone: tell the guardians, ask for the consent now, and write down what happened."),
)
def sharing_without_consent(case: Case, params: WhoDecides, today: date) -> Iterator[Hit]:
    sent = case.invitation.sent_on if case.invitation else None
    if case.invitation is None or sent is None or sent > today:
        return
    for i, invitee in enumerate(case.invitation.invitees):
        unit = invitee.who
        if unit not in case.unit_ids or unit == case.file.need.noticed_by:
            continue
        if not has_consent(case, unit, sent, mature_child_decides=params.mature_child_decides):
            yield Hit(
                _("{unit} was invited on {date} and had no consent that day").format(unit=unit, date=sent),
                about=(unit,),
                file=INVITATION_FILE,
                path=("invitees", i),
                on=sent,
                unit=unit,
            )


@rule(
    "pre-meeting-without-consent",
    reads=(PREPARATION_FILE,),
    when_closed=True,
    asks=N_("Professionals prepare together only when the guardians have consented to it."),
    why=N_("A meeting about the child is sharing, also when it is short and well meant."),
    mend=N_("Tell the guardians and ask them; write “guardian_consent: true” if they had in fact consented."),
)
def pre_meeting_without_consent(case: Case, params: object, today: date) -> Iterator[Hit]:
    met = case.preparation.professionals if case.preparation else None
    if met and met.held_on and met.held_on <= today and not met.guardian_consent:
        yield Hit(
            _("professionals met on {date} before the guardians had consented to it").format(date=met.held_on),
            file=PREPARATION_FILE,
            path=("professionals",),
            fix=f"sip edit {case.id} {PREPARATION_FILE}",
            on=met.held_on,
        )
