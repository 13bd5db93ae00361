"""The papers of a meeting: the list of attendance, the recorder's notes, feedback on what had to wait."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sipcli.case.meetings import booked_follow_ups, meeting_held
from sipcli.case.process_files import DecisionWaiting, Invitee, Meeting
from sipcli.documents.material import Material
from sipcli.documents.views.agenda import Occasion, Point, meeting_of, occasion_fields, points_of
from sipcli.documents.views.common import Person, caller, coordinator, named, person
from sipcli.documents.views.invitation import occasion, occasions
from sipcli.documents.views.occasion import substitutes_of
from sipcli.errors import NeedsUser
from sipcli.i18n import _


@dataclass(frozen=True)
class Invited:
    """Somebody invited: who comes for them, what they answered, whether they were there, once the meeting is held."""

    who: Person
    comes: str | None
    response: str | None
    was_there: bool | None


@dataclass(frozen=True)
class AttendanceView(Occasion):
    """The list of those invited, to tick and sign (B9, B10, B12)."""

    invited: list[Invited]
    held: bool


@dataclass(frozen=True)
class Waiting:
    """A decision that waits, or waited, for somebody who was not there (M9)."""

    about: str
    waits_for: str
    fed_back_on: date | None
    meeting_name: str
    meeting_date: date | None


@dataclass(frozen=True)
class NotesView(Occasion):
    """The recorder's sheet: empty before the meeting, filled with what is recorded once it is held."""

    held: bool
    expected: list[Person]
    present: list[str]
    absent: list[str]
    child_participation: str | None
    child_represented_by: str | None
    child_told_on: date | None
    questions: list[str]
    own_points: list[str]
    points: list[Point]
    waiting: list[Waiting]
    next_on: date | None


@dataclass(frozen=True)
class FeedbackView:
    """What has become of the decisions that waited (M9)."""

    child: str
    decisions: list[Waiting]
    contact: Person | None
    reader: str | None


def first_meeting(of: Material) -> list[str]:
    """Return the one choice of what is about the first meeting, none when nobody is invited to it."""
    return [""] if of.case.invitation else []


def all_occasions(of: Material) -> list[str]:
    """Return the meetings that are called, "" for the first, and the follow-ups that nobody is called to yet."""
    booked = [str(one.date) for one in of.case.follow_ups.values() if one.status != "cancelled"]
    return list(dict.fromkeys([*occasions(of), *booked]))


def attendance_view(given: Material) -> AttendanceView:
    """Return who is invited to the meeting that is meant; raises NeedsUser when there is none."""
    of = occasion(given)
    return AttendanceView(**occasion_fields(of), invited=list(_invited(of)), held=meeting_held(of.case, of.today))


def notes_view(given: Material) -> NotesView:
    """Return what is known for the notes of the first meeting; raises NeedsUser when there is none."""
    of = occasion(replace(given, about=None))
    case, meeting, invitation = of.case, meeting_of(of), of.case.invitation
    assert invitation is not None
    invited, held = list(_invited(of)), meeting_held(case, of.today)
    others = {*meeting.present, *meeting.absent} - {one.who for one in invitation.invitees}
    agenda = next(iter(of.guideline.agendas.values()), None)
    booked = (day for _file, _path, day in booked_follow_ups(case, of.today))
    return NotesView(
        **occasion_fields(of),
        held=held,
        expected=[one.who for one in invited],
        present=[
            *(_there(one) for one in invited if one.was_there),
            *(named(case, who) for who in meeting.present if who in others),
        ],
        absent=[
            *(one.who.name for one in invited if one.was_there is False),
            *(named(case, who) for who in meeting.absent if who in others),
        ],
        child_participation=meeting.child_participation,
        child_represented_by=meeting.child_represented_by,
        child_told_on=meeting.child_told_on,
        questions=list(invitation.questions),
        own_points=list(invitation.agenda),
        points=[one for one in points_of(agenda, of.spoken, None) if one.recorded] if agenda else [],
        waiting=[_waiting(of, one, meeting.date, of.terms["meeting"]) for one in meeting.decisions_waiting],
        next_on=min(booked, default=None),
    )


def feedback_view(of: Material) -> FeedbackView:
    """Return the decisions that waited for somebody; raises NeedsUser when there is none."""
    decisions = list(_all_waiting(of))
    if not decisions:
        raise NeedsUser(_("No decision in the case {case} waits for anybody.").format(case=of.case.id))
    return FeedbackView(
        child=of.case.file.child.name,
        decisions=decisions,
        contact=coordinator(of.case) or caller(of.case),
        reader=named(of.case, of.reader) if of.reader else None,
    )


def waiting_or_none(of: Material) -> list[str]:
    """Return the one choice of the feedback, none when no decision has waited."""
    return [""] if any(_all_waiting(of)) else []


def _invited(of: Material) -> Iterator[Invited]:
    """Yield those invited to the meeting that is meant, but not who passed the invitation on (B14)."""
    case, invitation, meeting = of.case, of.case.invitation, meeting_of(of)
    follow_up = case.follow_ups.get(of.about or "")
    instead = substitutes_of(follow_up)[0] if follow_up else {}
    held = meeting_held(case, of.today)
    for one in invitation.invitees if invitation else []:
        if one.response == "passed-on":
            continue
        substitute = one.substitute or instead.get(one.who)
        unit = case.unit(one.who)
        contact = unit.contact.name if unit and unit.contact else None
        was_there = _was_there(meeting, one, bool(substitute)) if held else None
        stays_away = one.response == "declined" if was_there is None else not was_there
        yield Invited(
            who=person(case, one.who, one.role, substitute),
            comes=substitute or (None if stays_away else one.attends or contact),
            response="substitute" if substitute else one.response,
            was_there=was_there,
        )


def _was_there(meeting: Meeting, one: Invitee, replaced: bool) -> bool:
    """Tell whether an invitee was at a meeting that was held: as recorded, else if nothing says that they were not."""
    if meeting.present:
        return replaced or one.who in meeting.present
    return replaced or (one.who not in meeting.absent and one.response != "declined")


def _there(one: Invited) -> str:
    """Return who was there: of a unit, the person with the unit's name."""
    return f"{one.comes} ({one.who.name})" if one.who.kind == "unit" and one.comes else one.who.name


def _waiting(of: Material, one: DecisionWaiting, day: date | None, meeting: str) -> Waiting:
    return Waiting(one.about, named(of.case, one.waits_for), one.fed_back_on, meeting, day)


def _all_waiting(of: Material) -> Iterator[Waiting]:
    """Yield the decisions that waited after the first meeting, then after the follow-ups."""
    meeting = meeting_of(of)
    for one in meeting.decisions_waiting:
        yield _waiting(of, one, meeting.date, of.terms["meeting"])
    for follow_up in of.case.follow_ups.values():
        for one in follow_up.decisions_waiting:
            yield _waiting(of, one, follow_up.date, of.terms["follow_up"])
