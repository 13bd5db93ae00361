"""The meeting: who comes and who instead, who leads, how it is held, between whom."""

from collections.abc import Iterator
from datetime import date

from sipcli.case.case import FOLLOW_UPS, INVITATION_FILE, Case
from sipcli.case.meetings import absences, callings, invitation_sent, is_obliged, meeting_day, meeting_held
from sipcli.case.people import eligible_givers
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.words import listed


@rule(
    "substitute-missing",
    reads=(INVITATION_FILE, FOLLOW_UPS),
    when_closed=True,
    asks=N_("Who cannot come sends a substitute."),
    why=N_("An empty chair leaves the child with questions that nobody answers."),
    mend=N_("Ask the unit who comes instead, and record it with “sip reply CASE WHO --substitute NAME”."),
)
def substitute_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    absent = list(absences(case, today))
    away = {(file, unit) for _day, file, unit, _replaced in absent}
    for called in callings(case):
        for i, one in enumerate(called.calling.invitees if called.day and called.is_sent(today) else ()):
            instead = (one.substitute or "").strip()
            if one.response != "declined" or instead or not is_obliged(case, one.who) or (called.file, one.who) in away:
                continue
            message = _("{unit} has declined and nobody is named to come instead")
            if called.path:
                message = _("{unit} has declined the follow-up of {date} and nobody is named to come instead")
            yield Hit(
                message.format(unit=one.who, date=called.day),
                about=(one.who,),
                file=called.file,
                path=(*called.path, "invitees", i),
                fix=f"sip meet {case.id} --substitute {one.who}=NAME"
                if not called.path and meeting_held(case, today)
                else f"sip reply {case.id} {one.who} --answer declined --substitute NAME"
                + (f" --follow-up {called.day}" if called.path else ""),
                unit=one.who,
            )
    for day, file, unit, replaced in absent:
        if not replaced:
            yield Hit(
                _("{unit} was absent on {date} and had no substitute").format(unit=unit, date=day),
                about=(unit,),
                file=file,
                path=("meeting", "absent") if file == INVITATION_FILE else ("absent",),
                fix=(f"sip meet {case.id}" if file == INVITATION_FILE else f"sip follow-up hold {case.id} --date {day}")
                + f" --substitute {unit}=NAME",
                on=day,
                unit=unit,
            )


@rule(
    "absence-decision-missing",
    reads=(INVITATION_FILE,),
    when_closed=True,
    asks=N_("When somebody cannot come, host and guardians decide whether the meeting is held or cancelled."),
    why=N_("It is the family's meeting; it should not be half a meeting without their having chosen it."),
    mend=N_("Decide with the guardians, and record it with “sip meet CASE --absence-decision hold” or “cancel”."),
)
def absence_decision_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    meeting = case.invitation.meeting if case.invitation else None
    invitees = case.invitation.invitees if case.invitation else []
    declined = [one.who for one in invitees if one.response == "declined" and one.who in case.unit_ids]
    if meeting is None or not declined or not invitation_sent(case, today):
        return
    made = meeting.absence_decision
    deciders = eligible_givers(case, today)
    with_family = any(who in deciders for who in made.decided_with) if made else False
    if made and made.decision and with_family and made.decided_on and made.decided_on <= today:
        return
    yield Hit(
        _("{units} cannot come, and no decision with the guardians says whether the meeting is held").format(
            units=listed(declined)
        ),
        about=tuple(declined),
        file=INVITATION_FILE,
        path=("meeting",),
        fix=f"sip meet {case.id} --absence-decision hold" + "".join(f" --decided-with {who}" for who in deciders),
    )


@rule(
    "initiator-not-coordinating",
    when_closed=True,
    asks=N_("Outside HLT, the unit that noticed the need coordinates."),
    why=N_("Somebody must hold the threads until the plan says who does."),
    mend=N_(
        "Let the unit that noticed the need coordinate (“sip add CASE --coordinating-unit UNIT”), or correct the route."
    ),
)
def initiator_not_coordinating(case: Case, params: object, today: date) -> Iterator[Hit]:
    named, noticed = case.file.coordinating_unit, case.file.need.noticed_by
    if case.file.route == "outside-hlt" and named and named != noticed:
        yield Hit(
            _("{named} coordinates; outside HLT it is {noticed}, which noticed the need").format(
                named=named, noticed=noticed
            ),
            about=(named, noticed),
            path=("coordinating_unit",),
            fix=f"sip add {case.id} --coordinating-unit {noticed}",
        )


@rule(
    "chair-or-recorder-missing",
    reads=(INVITATION_FILE,),
    when_closed=True,
    asks=N_("It is decided who chairs the meeting and who writes the plan."),
    why=N_("A meeting without a leader drifts, and what nobody writes down is not agreed."),
    mend=N_("Decide, and record it with “sip prepare meeting CASE --chair NAME --recorder NAME”."),
)
def chair_or_recorder_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    meeting = case.invitation.meeting if case.invitation else None
    if meeting is None or not meeting_day(case) or not invitation_sent(case, today):
        return
    asked = {"chair": (meeting.chair, _("who chairs")), "recorder": (meeting.recorder, _("who writes the plan"))}
    missing = {key: words for key, (name, words) in asked.items() if not (name or "").strip()}
    if missing:
        yield Hit(
            _("the meeting is called and nothing says {missing}").format(missing=listed(missing.values())),
            about=tuple(missing),
            file=INVITATION_FILE,
            path=("meeting",),
            fix=f"sip prepare meeting {case.id}" + "".join(f" --{key} NAME" for key in missing),
        )


@rule(
    "insecure-video",
    reads=(INVITATION_FILE,),
    when_closed=True,
    asks=N_("A digital meeting is held in a service that is secure enough for secrecy."),
    why=N_("What is said about the child must not be heard by others."),
    mend=N_("Choose a secure service, and tell those invited with “sip invite CASE --secure-service TEXT”."),
)
def insecure_video(case: Case, params: object, today: date) -> Iterator[Hit]:
    meeting = case.invitation.meeting if case.invitation else None
    if (
        meeting
        and meeting_day(case)
        and meeting.form in ("digital", "hybrid")
        and not (meeting.secure_service or "").strip()
    ):
        yield Hit(
            _("the meeting is digital and no secure service is named"),
            file=INVITATION_FILE,
            path=("meeting", "form"),
            fix=f"sip edit {case.id} {INVITATION_FILE}"
            if meeting.held
            else f"sip invite {case.id} --secure-service TEXT",
        )


def principals(case: Case) -> set[str]:
    """Return which of municipality and region are among the units' principals."""
    return {unit.principal for unit in case.file.units} & {"municipality", "region"}


@rule(
    "two-principals-missing",
    asks=N_("The child needs support from both the municipality and the region."),
    why=N_("A statutory plan coordinates the two; with one of them alone there is nothing to coordinate between them."),
    mend=N_(
        "Add the unit that is missing with “sip add CASE --unit ID:KIND:PRINCIPAL:NAME”, or use the routine for a plan "
        "within one principal."
    ),
)
def two_principals_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    missing = sorted({"municipality", "region"} - principals(case))
    if missing:
        words = {"municipality": _("the municipality"), "region": _("the region")}
        yield Hit(
            _("no unit belongs to {missing}").format(missing=listed(words[one] for one in missing)),
            about=tuple(missing),
            path=("units",),
            fix=f"sip add {case.id}" + "".join(f" --unit ID:KIND:{one}:NAME" for one in missing),
        )


@rule(
    "not-a-statutory-plan",
    asks=N_("With one principal only, the plan is an internal one."),
    why=N_("It follows the same steps, but the law's duty to make a plan together does not stand behind it."),
    mend=N_("Nothing to mend. Say to those who take part that it is an internal plan."),
)
def not_a_statutory_plan(case: Case, params: object, today: date) -> Iterator[Hit]:
    if len(principals(case)) < 2:
        yield Hit(_("one principal only: this is an internal plan, not a statutory one"), path=("units",))
