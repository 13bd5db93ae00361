"""The agenda of a meeting: the guideline's points with their clocks, on the page that the chair holds."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sipcli.case.process_files import Meeting
from sipcli.documents.material import Material
from sipcli.documents.views.invitation import occasion
from sipcli.documents.views.occasion import minutes_between
from sipcli.errors import NeedsUser
from sipcli.guidelines.model import Agenda
from sipcli.i18n import _


@dataclass(frozen=True)
class Occasion:
    """When and where a meeting is, and who leads it and takes notes."""

    child: str
    meeting_name: str
    date: date | None
    time: str | None
    ends: str | None
    place: str | None
    chair: str | None
    recorder: str | None


@dataclass(frozen=True)
class Point:
    """A point of the agenda; `begins` is a clock, where the minutes before it are known."""

    text: str
    note: str | None
    minutes: int | None
    begins: str | None
    recorded: bool


@dataclass(frozen=True)
class AgendaView(Occasion):
    """The chair's page (M3-M8, M11-M13). `minutes`: what the points take together; `too_long`: there is less time."""

    title: str
    points: list[Point]
    minutes: int
    too_long: bool
    own_points: list[str]
    questions: list[str]
    purpose: str | None
    participation: str | None
    spokesperson: str | None
    support_person: str | None
    interpreter: str | None
    picture_support: bool
    reminders: list[str]


def agendas(of: Material) -> list[str]:
    """Return the names of the agendas that a guideline has, the one that is used first; none without a meeting."""
    return list(of.guideline.agendas) if of.case.invitation else []


def agenda_view(given: Material) -> AgendaView:
    """Return the agenda named by `about`, or else the guideline's first, set out for the case's meeting.

    Raises:
        NeedsUser: there is no meeting to have an agenda, or no agenda of that name.
    """
    known = given.guideline.agendas
    name = given.about or next(iter(known), "")
    of = occasion(replace(given, about=None))
    if name not in known:
        raise NeedsUser(
            _("The guideline has no agenda “{name}”; it has: {known}.").format(name=name, known=", ".join(known))
        )
    case, invitation = of.case, of.case.invitation
    assert invitation is not None
    meeting, agenda, ready = invitation.meeting or Meeting(), known[name], case.preparation
    minutes = sum(one.minutes or 0 for one in agenda.points)
    room = minutes_between(meeting.time, meeting.ends)
    always = [one for one, said in of.guideline.reminders.items() if not said.steps]
    support, child = ready.support_person if ready else None, ready.child if ready else None
    return AgendaView(
        **occasion_fields(of),
        title=agenda.title.text(of.spoken),
        points=points_of(agenda, of.spoken, meeting.time),
        minutes=minutes,
        too_long=room is not None and minutes > room,
        own_points=list(invitation.agenda),
        questions=list(invitation.questions),
        purpose=invitation.purpose,
        participation=child.participation if child else None,
        spokesperson=child.spokesperson if child else None,
        support_person=support.name if support else None,
        interpreter=_interpreter(of),
        picture_support=case.file.child.picture_support == "needed",
        reminders=of.guideline.reminded("case", of.spoken, "meet", without=(*always, *agenda.covers)),
    )


def occasion_fields(of: Material) -> dict[str, Any]:
    """Return the fields of an Occasion, for the meeting that the material is about."""
    meeting = meeting_of(of)
    return {
        "child": of.case.file.child.name,
        "meeting_name": of.terms["meeting"],
        **{key: getattr(meeting, key) for key in ("date", "time", "ends", "place", "chair", "recorder")},
    }


def meeting_of(of: Material) -> Meeting:
    """Return the meeting that the material is about, an empty one when nothing is known of it."""
    invitation = of.case.invitation
    return invitation.meeting or Meeting() if invitation else Meeting()


def points_of(agenda: Agenda, language: str, begins: str | None) -> list[Point]:
    """Return the points with the clock at which each begins, until the first whose minutes are not known.

    An agenda that says no minutes gets no clock: that it begins when the meeting does goes without saying.
    """
    at = begins if any(one.minutes for one in agenda.points) else None
    points = []
    for one in agenda.points:
        note = one.note.text(language) if one.note else None
        points.append(Point(one.text.text(language), note, one.minutes, at, one.recorded))
        at = _later(at, one.minutes)
    return points


def _later(begins: str | None, minutes: int | None) -> str | None:
    if begins is None or minutes is None:
        return None
    hours, rest = divmod(_minutes(begins) + minutes, 60)
    return f"{hours % 24:02}:{rest:02}"


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _interpreter(of: Material) -> str | None:
    """Return the language that is interpreted, "" when one is needed and which is not said, None when none is."""
    child = of.case.file.child
    if child.interpreter in (None, "not-needed", "declined"):
        return None
    return child.interpreter_language or ""
