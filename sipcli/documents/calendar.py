"""The meeting of an invitation as a calendar file (RFC 5545, RFC 5546) that says nothing sensitive.

A calendar is seen by others: on a screen at work, on a phone on the table. So it holds when and where, and no name, no
unit and no word for what the meeting is. The same case gives the same bytes: nothing here reads the clock.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from uuid import UUID, uuid5

from icalendar import (
    Alarm,
    Calendar,
    Component,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
)
from icalendar.prop import vRecur

from sipcli.case.case import INVITATION_FILE
from sipcli.case.meetings import meeting_day
from sipcli.case.process_files import Calling, Meeting
from sipcli.documents.addresses import address, mailto, one_line, written_address
from sipcli.documents.engines.page import words
from sipcli.documents.material import Material
from sipcli.documents.mistakes import saying_where
from sipcli.documents.templates import templates_in
from sipcli.documents.views.common import caller
from sipcli.documents.views.invitation import occasion
from sipcli.documents.words import words_of
from sipcli.errors import NeedsUser
from sipcli.i18n import _

ZONE = "Europe/Stockholm"
SPACE = UUID("5b1f9c1e-6f0a-5a43-9a53-1c0c5a7f2b60")
"""The namespace of our identifiers, a number of no meaning."""

FIRST_DAY = date(2000, 1, 1)
"""Sendings are numbered from here."""

PRODUCT = "-//Meetings//Calendar//EN"
PARTSTAT = {"accepted": "ACCEPTED", "declined": "DECLINED"}
DOCUMENT = "calendar"
"""The file of words."""


def identifier(*parts: str) -> str:
    """Return an identifier that is always the same for the same parts, and does not tell them."""
    return str(uuid5(SPACE, "\n".join(parts)))


@dataclass(frozen=True)
class Booking:
    """A meeting that somebody is called to: when, where, whether it is called off, how often it was told of."""

    material: Material
    """The case with the occasion's invitation in the first meeting's place."""
    file: str
    day: date
    called_off: bool

    @cached_property
    def calling(self) -> Calling:
        """What the invitation says."""
        return self.material.case.invitation or Calling()

    @cached_property
    def meeting(self) -> Meeting:
        """When and where."""
        return (self.material.case.invitation and self.material.case.invitation.meeting) or Meeting()

    @property
    def starts(self) -> datetime | None:
        """When it begins, without a time zone; None when only the day is known."""
        begins = self.meeting.time
        return datetime.combine(self.day, time.fromisoformat(begins)) if begins else None

    @property
    def ends(self) -> datetime | None:
        """When it ends: as the case says, else after an hour."""
        if self.starts is None:
            return None
        said = datetime.combine(self.day, time.fromisoformat(self.meeting.ends)) if self.meeting.ends else None
        return said if said and said > self.starts else self.starts + timedelta(hours=1)

    @property
    def told_on(self) -> date | None:
        """The last day those invited were told of it."""
        days = [one.on for one in self.calling.sent_again]
        return max([*days, self.calling.sent_on] if self.calling.sent_on else days, default=None)

    @property
    def sequence(self) -> int:
        """The number of this version: higher for each sending, and for calling off what was sent.

        Made from the day of the sending, not only counted: the file begins anew when a new meeting follows one that was
        held, and a calendar that knows the former must not take the new one for older.
        """
        told = self.told_on
        sent = max((told - FIRST_DAY).days, 0) * 100 + min(len(self.calling.sent_again), 99) if told else 0
        return 2 * sent + self.called_off

    @property
    def stamped(self) -> datetime:
        """When this version was made."""
        told = self.told_on or self.material.today
        return datetime.combine(max(told, self.material.today) if self.called_off else told, time.min)


def booking(given: Material) -> Booking:
    """Return the meeting that an invitation calls to; `about` names a follow-up.

    It is called off when the follow-up was cancelled, when it was decided not to hold the meeting (B11), or when the
    case was closed before the day.

    Raises:
        NeedsUser: there is no such meeting, or it has no day yet.
    """
    of = occasion(given)
    case, invitation = of.case, of.case.invitation
    meeting = invitation.meeting if invitation else None
    if meeting is None or meeting.date is None:
        raise NeedsUser(
            _("The meeting in the case {case} has no day yet. Set it with “sip invite {case} --date DATE”.").format(
                case=case.id
            )
        )
    follow_up = case.follow_ups.get(of.about or "")
    closed = case.closed_on(of.today)
    off = follow_up.status == "cancelled" if follow_up else meeting_day(case) is None
    gone = closed is not None and closed < meeting.date and not meeting.held
    return Booking(of, of.about if follow_up and of.about else INVITATION_FILE, meeting.date, off or gone)


@dataclass(frozen=True)
class Said:
    """What a calendar file and a message say in words, each on one line. `called_off`: the message's sentences."""

    title: str
    description: str
    digital: str
    called_off: tuple[str, str]
    letter_file: str
    calendar_file: str


def said_of(booked: Booking, title: str | None = None, own: Path | None = None) -> Said:
    """Return the words about a meeting in the document's language: the user's own title, else a neutral word.

    Raises:
        UsageError: there are no templates in the language.
        ArchiveError: the words have a mistake.
    """
    material = booked.material
    templates = templates_in(material.language, own)
    known = {"terms": material.terms, "date": booked.day, "time": booked.meeting.time}
    with saying_where(f"{DOCUMENT}.yaml"):
        own_words = words(templates, DOCUMENT, known, words_of(templates, DOCUMENT))
        shown = one_line(title or "") or one_line(own_words["summary"])
        return Said(
            title=one_line(own_words("called_off", title=shown)) if booked.called_off else shown,
            description=one_line(own_words["description"]),
            digital=one_line(own_words["digital"]),
            called_off=(one_line(own_words["called_off_text"]), one_line(own_words["called_off_more"])),
            letter_file=one_line(own_words["letter_file"]),
            calendar_file=one_line(own_words["calendar_file"]),
        )


def meeting_ics(of: Material, title: str | None = None, own: Path | None = None) -> bytes:
    """Return the meeting of an invitation as a calendar file; `title` stands in place of the neutral word.

    With a reader and both addresses it is a request to come, that can be answered; else it only tells of the meeting
    (a request needs an organizer and somebody who is asked, RFC 5546 3.2.2). Called off, it takes the meeting away.
    `of` is what the reader may see (`read_by`).

    Raises:
        NeedsUser: there is no such meeting, or it has no day yet.
        UsageError: there are no templates in the language.
        ArchiveError: the words have a mistake.
    """
    booked = booking(of)
    said = said_of(booked, title, own)
    sender = caller(booked.material.case)
    organizer = address(sender.email) if sender else None
    coming = [one for one in booked.calling.invitees if one.response != "passed-on"]
    invited = next((one for one in coming if one.who == of.reader), None)
    attendee = address(written_address(booked.material.case, invited.who)) if invited else None
    event = _event(booked, said)
    if organizer:
        event.add("organizer", vCalAddress(mailto(organizer)))
    asked = bool(organizer and attendee) and organizer != attendee
    if asked and attendee and invited:
        event.add("attendee", _asked(attendee, PARTSTAT.get(invited.response or "")))
    calendar = new_calendar("CANCEL" if booked.called_off else "REQUEST" if asked else "PUBLISH")
    if booked.starts:
        calendar.add_component(stockholm())
    calendar.add_component(event)
    return written(calendar)


def new_calendar(method: str, product: str = PRODUCT) -> Calendar:
    """Return a calendar with nothing in it yet."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", product)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def written(calendar: Calendar) -> bytes:
    """Return a calendar as a file, its parts in a fixed order."""
    made: bytes = calendar.to_ical()
    return made


def _event(of: Booking, said: Said) -> Event:
    event = Event()
    event.add("uid", identifier(of.material.case.id, of.file))
    event.add("dtstamp", of.stamped.replace(tzinfo=UTC))
    event.add("sequence", of.sequence)
    if of.starts and of.ends:
        event.add("dtstart", of.starts, parameters={"TZID": ZONE})
        event.add("dtend", of.ends, parameters={"TZID": ZONE})
    else:
        event.add("dtstart", of.day)
        event.add("dtend", of.day + timedelta(days=1))
    event.add("summary", said.title)
    event.add("description", said.description)
    place = one_line(of.meeting.place or "") or (said.digital if of.meeting.form == "digital" else "")
    if place:
        event.add("location", place)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if of.called_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if of.called_off else "OPAQUE")
    if not of.called_off:
        before = (timedelta(days=-1), timedelta(hours=-1)) if of.starts else (timedelta(hours=-15),)
        for one in before:
            event.add_component(alarm(one, said.title))
    return event


def alarm(trigger: timedelta, text: str) -> Component:
    """Return a reminder, so long after the beginning (negative: before it)."""
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", text)
    made.add("trigger", trigger)
    return made


def _asked(whole: str, answer: str | None) -> vCalAddress:
    who = vCalAddress(mailto(whole))
    who.params["ROLE"] = vText("REQ-PARTICIPANT")
    who.params["PARTSTAT"] = vText(answer or "NEEDS-ACTION")
    who.params["RSVP"] = vText("FALSE" if answer else "TRUE")
    return who


def stockholm() -> Timezone:
    """Return Swedish time: an hour before Greenwich, two from the last Sunday of March to that of October."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    seasons = (
        (TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 1, 2, 3),
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 2, 1, 10),
    )
    for season, name, begins, before, after, month in seasons:
        season.add("dtstart", begins)
        season.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        season.add("tzoffsetfrom", timedelta(hours=before))
        season.add("tzoffsetto", timedelta(hours=after))
        season.add("tzname", name)
        zone.add_component(season)
    return zone
