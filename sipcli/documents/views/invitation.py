"""The invitation, to the first meeting or to a follow-up: to the family, to a unit, and in the child's own words."""

from dataclasses import dataclass, field, replace
from datetime import date

from sipcli.case.case import CHILD, FOLLOW_UPS
from sipcli.case.process_files import Calling, FollowUp, Invitation, Invitee, Meeting
from sipcli.documents.material import Material
from sipcli.documents.views.common import Person, caller, named, person
from sipcli.errors import NeedsUser
from sipcli.i18n import _


@dataclass(frozen=True)
class InvitationView:
    """What an invitation says (B3-B8). `invited` is the reader's own entry, where it is for one of those invited."""

    child: str
    meeting_name: str
    sent_on: date | None
    sender: Person | None
    reason: str | None
    purpose: str | None
    questions: list[str]
    agenda: list[str]
    date: date | None
    time: str | None
    ends: str | None
    place: str | None
    form: str | None
    secure_service: str | None
    chair: str | None
    recorder: str | None
    invitees: list[Person]
    reminders: list[str]
    child_is_invited: bool
    support_person: str | None = None
    replaces_earlier: bool = False
    changed: list[str] = field(default_factory=list)
    invited: Person | None = None
    mandate: bool = False


def occasion(of: Material) -> Material:
    """Return the material with the meeting that is meant in the first meeting's place.

    `about` names a follow-up by its day or its file; the follow-up then has its own name, and the unit that
    coordinates calls to it.

    Raises:
        NeedsUser: there is no such occasion, or nobody is invited to it yet.
    """
    case = of.case
    if of.about in (None, "", "invitation"):
        if case.invitation is None:
            raise NeedsUser(
                _("The case {case} has no invitation yet. Write it with “sip invite {case}”.").format(case=case.id)
            )
        return of
    about = str(of.about)
    file = about if about in case.follow_ups else f"{FOLLOW_UPS}/{about.removesuffix('.yaml')}.yaml"
    one = case.follow_ups.get(file)
    if one is None:
        raise NeedsUser(_("The case {case} has no follow-up on {day}.").format(case=case.id, day=about))
    calling = one.invitation or Calling()
    same = Meeting.model_fields.keys() & FollowUp.model_fields.keys()
    meeting = Meeting(held=one.status == "held", **{key: getattr(one, key) for key in same})
    said = {key: getattr(calling, key) for key in Calling.model_fields}
    if not said["invitees"]:
        said["invitees"] = [Invitee(who=who) for who in one.participants]
    names = {
        language: {**words, "meeting": of.guideline.name("follow_up", language)}
        for language, words in of.guideline.names.items()
    }
    return replace(
        of,
        case=replace(
            case,
            file=case.file.model_copy(update={"coordinating_unit": case.coordinating_unit}),
            invitation=Invitation(**said, meeting=meeting),
        ),
        guideline=replace(of.guideline, names=names),
        about=file,
    )


def invitation_view(given: Material) -> InvitationView:
    """Return what the invitation to the meeting that is meant says; raises NeedsUser when there is none."""
    of = occasion(given)
    case, invitation = of.case, of.case.invitation
    assert invitation is not None
    meeting = invitation.meeting or Meeting()
    coming = [one for one in invitation.invitees if one.response != "passed-on"]
    mine = next((one for one in coming if one.who == of.reader), None)
    if of.reader and mine is None:
        raise NeedsUser(
            _("{who} is not invited to this meeting. Invite with: {command}").format(
                who=named(case, of.reader), command=f"sip invite {case.id}"
            )
        )
    again = invitation.sent_again[-1] if invitation.sent_again else None
    support = case.preparation.support_person if case.preparation else None
    return InvitationView(
        child=case.file.child.name,
        meeting_name=of.terms["meeting"],
        sent_on=again.on if again else invitation.sent_on,
        sender=caller(case),
        reason=invitation.reason,
        purpose=invitation.purpose,
        questions=list(invitation.questions),
        agenda=list(invitation.agenda),
        date=meeting.date,
        time=meeting.time,
        ends=meeting.ends,
        place=meeting.place,
        form=meeting.form,
        secure_service=meeting.secure_service,
        chair=meeting.chair,
        recorder=meeting.recorder,
        invitees=[person(case, one.who, one.role, one.substitute) for one in coming],
        reminders=of.guideline.reminded("invitation", of.spoken),
        child_is_invited=any(one.who == CHILD for one in coming),
        support_person=support.name if support else None,
        replaces_earlier=again is not None,
        changed=list(again.changed) if again else [],
        invited=person(case, mine.who, mine.role, mine.substitute) if mine else None,
        mandate=bool(mine and mine.mandate),
    )


def occasions(of: Material) -> list[str]:
    """Return the meetings an invitation can be made to: "" for the first, else the follow-up's day."""
    first = [""] if of.case.invitation else []
    return first + [str(one.date) for one in of.case.follow_ups.values() if one.invitation]
