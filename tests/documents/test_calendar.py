"""The meeting as a calendar file, read back by a calendar library."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import ryaml
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar.timezone import tzp

from sipcli.documents.addresses import address, mailto, one_line
from sipcli.documents.calendar import meeting_ics, stockholm
from sipcli.documents.material import Material
from sipcli.documents.templates import Templates
from sipcli.documents.words import words_of
from sipcli.errors import ArchiveError, NeedsUser, UsageError
from sipcli.guidelines.loader import load_guideline
from sipcli.resources import shipped
from tests.helpers import CLOSED, Data, Files, case, changed, in_memory, meeting

TODAY = date(2026, 9, 10)
FOLLOW_UP = "follow-ups/2026-12-01.yaml"
HOSTILE = "rum 4\r\nATTENDEE:mailto:x@exempel.example\nEND:VEVENT;\\,: \"'\x00\x1b\u2028\u202e 🙂 å " + "lång " * 60
TELLING = (
    "sip",
    "barnets",
    "plan",
    "kallelse",
    "inbjudan",
    "uppfölj",
    "samverkan",
    "invit",
    "follow",
    "lova",
    "exempelsson",
    "påhitt",
)
"""What nobody should read on a screen: what the meeting is, who it is about, who comes."""

WITH_ADDRESSES: Files = {
    "case.yaml": {
        "guardians": [
            {"id": "vh1", "name": "Alva Exempelsson", "email": "alva@exempel.example"},
            {"id": "vh2", "name": "Bo Exempelsson", "phone": "070-1740606"},
        ],
        "units": [
            {
                "id": "skola",
                "name": "Påhittskolan",
                "kind": "school",
                "principal": "municipality",
                "contact": {"name": "Ada Påhitt", "email": "ada@skola.example"},
            }
        ],
    }
}


def material(patch: Files | None = None, /, **said: Any) -> Material:
    """Return the reference case, with addresses and a patch, before there is a plan."""
    files = changed(case(WITH_ADDRESSES, remove=("plan.yaml",)), patch)
    given: dict[str, Any] = {"language": "sv", "today": TODAY} | said
    return Material(in_memory(files), load_guideline("vasterbotten"), **given)


def read(of: Material, title: str | None = None) -> Any:
    content = meeting_ics(of, title)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(content)
    assert isinstance(calendar, icalendar.Calendar)
    assert not calendar.errors
    return calendar


def event_of(of: Material, title: str | None = None) -> Any:
    [event] = read(of, title).walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    assert not event.errors
    return event


def sent_again(*days: str) -> Data:
    return {"invitation.yaml": {"sent_again": [{"on": one, "changed": ["place"]} for one in days]}}


def test_it_says_when_and_where_in_swedish_time() -> None:
    event = event_of(material())
    assert event["DTSTART"].dt == datetime(2026, 9, 22, 14, tzinfo=ZoneInfo("Europe/Stockholm"))
    assert event["DTSTART"].params["TZID"] == "Europe/Stockholm"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=1)
    assert event["DTSTAMP"].dt == datetime(2026, 9, 1, tzinfo=UTC)  # the day it was sent
    assert str(event["LOCATION"]) == "Påhittskolan, rum 12"
    assert str(event["STATUS"]) == "CONFIRMED"
    assert [one["TRIGGER"].dt for one in event.walk("VALARM")] == [timedelta(days=-1), timedelta(hours=-1)]


@pytest.mark.parametrize(("ends", "minutes"), [("15:30", 90), ("13:00", 60), (None, 60)])
def test_it_ends_as_said_or_after_an_hour(ends: str | None, minutes: int) -> None:
    event = event_of(material(meeting(ends=ends)))
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=minutes)


def test_without_a_time_it_is_a_whole_day() -> None:
    of = material(meeting(time=None))
    event = event_of(of)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 9, 22), date(2026, 9, 23))
    assert len(event.walk("VALARM")) == 1
    assert not read(of).walk("VTIMEZONE")


def test_our_time_zone_is_swedish_time() -> None:
    ours = stockholm().to_tz(tzp, lookup_tzid=False)
    for days in range(0, 3650, 7):
        noon = datetime(2026, 1, 4, 12) + timedelta(days=days)
        assert noon.replace(tzinfo=ours).utcoffset() == noon.replace(tzinfo=ZoneInfo("Europe/Stockholm")).utcoffset()


@pytest.mark.parametrize("language", ["sv", "sv-simple", "en"])
@pytest.mark.parametrize("about", [None, "2026-12-01"])
@pytest.mark.parametrize("reader", [None, "vh1"])
def test_nothing_in_it_tells_what_the_meeting_is(language: str, about: str | None, reader: str | None) -> None:
    event = event_of(material(language=language, about=about, reader=reader))
    assert str(event["SUMMARY"]) == ("Meeting" if language == "en" else "Möte")
    del event["LOCATION"]
    shown = event.to_ical().decode("utf-8").replace("\r\n ", "").casefold()
    assert [one for one in TELLING if one in shown] == []


def test_a_title_of_ones_own_is_shown() -> None:
    event = event_of(material(), "Träff på skolan")
    assert str(event["SUMMARY"]) == "Träff på skolan"
    assert str(event_of(material(), "  \n ")["SUMMARY"]) == "Möte"


def test_the_identifier_stays_and_the_number_grows_for_each_sending() -> None:
    sendings = [
        material(),
        material(sent_again("2026-09-01")),
        material(sent_again("2026-09-01", "2026-09-03")),
        material(sent_again("2026-09-01", "2026-09-03", "2026-09-03")),
    ]
    events = [event_of(one) for one in sendings]
    assert len({str(one["UID"]) for one in events}) == 1
    numbers = [int(one["SEQUENCE"]) for one in events]
    assert numbers == sorted(set(numbers))
    assert [one["DTSTAMP"].dt.day for one in events] == [1, 1, 3, 3]


def test_a_new_meeting_after_one_that_was_held_is_not_taken_for_older() -> None:
    held = event_of(material(sent_again("2026-09-03", "2026-09-04")))
    new = event_of(material({"invitation.yaml": {"sent_on": "2026-10-01", "meeting": {"date": "2026-10-22"}}}))
    assert new["UID"] == held["UID"]
    assert int(new["SEQUENCE"]) > int(held["SEQUENCE"])


def test_each_follow_up_is_an_event_of_its_own() -> None:
    follow_up = event_of(material(about="2026-12-01"))
    assert follow_up["UID"] == event_of(material(about=FOLLOW_UP, language="en"))["UID"]
    assert follow_up["UID"] != event_of(material())["UID"]
    assert follow_up["DTSTART"].dt.date() == date(2026, 12, 1)
    other = replace(material(), case=replace(material().case, id="other"))
    assert event_of(other)["UID"] != event_of(material())["UID"]


CALLED_OFF: dict[str, tuple[Files, str | None]] = {
    "absence": (meeting(absence_decision={"decision": "cancel"}, held=False), None),
    "follow-up": ({FOLLOW_UP: {"status": "cancelled"}}, "2026-12-01"),
    "closed": (CLOSED, "2026-12-01"),
}


@pytest.mark.parametrize(("patch", "about"), CALLED_OFF.values(), ids=CALLED_OFF)
def test_a_meeting_that_is_called_off_is_taken_out_of_the_calendar(patch: Files, about: str | None) -> None:
    before, after = material(about=about), material(patch, about=about, today=date(2026, 10, 5))
    assert str(read(after)["METHOD"]) == "CANCEL"
    was, now = event_of(before), event_of(after)
    assert (str(was["STATUS"]), str(now["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert now["UID"] == was["UID"]
    assert int(now["SEQUENCE"]) > int(was["SEQUENCE"])
    assert now["DTSTAMP"].dt > was["DTSTAMP"].dt
    assert str(now["SUMMARY"]) == "Inställt: Möte"
    assert not now.walk("VALARM")


@pytest.mark.parametrize(
    ("patch", "about", "today"),
    [
        (meeting(absence_decision={"decision": "hold"}), None, TODAY),
        (CLOSED, None, date(2026, 10, 5)),  # the first meeting was before
        (CLOSED, "2026-12-01", TODAY),  # not closed yet
        ({"closing.yaml": {**CLOSED["closing.yaml"], "reopened_on": "2026-10-03"}}, "2026-12-01", date(2026, 10, 5)),
    ],
)
def test_a_meeting_that_is_held_stays(patch: Files, about: str | None, today: date) -> None:
    assert str(event_of(material(patch, about=about, today=today))["STATUS"]) == "CONFIRMED"


def test_after_it_was_called_off_a_new_day_counts_again() -> None:
    off = event_of(material(meeting(absence_decision={"decision": "cancel"}, held=False)))
    again = event_of(material({"invitation.yaml": {**sent_again("2026-09-01")["invitation.yaml"]}}))
    assert int(again["SEQUENCE"]) > int(off["SEQUENCE"])


def test_a_reader_with_an_address_is_asked_to_answer() -> None:
    calendar = read(material(reader="vh1"))
    [event] = calendar.walk("VEVENT")
    assert str(calendar["METHOD"]) == "REQUEST"
    assert str(event["ORGANIZER"]) == "mailto:ada@skola.example"
    assert str(event["ATTENDEE"]) == "mailto:alva@exempel.example"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert "CN" not in event["ATTENDEE"].params


@pytest.mark.parametrize("reader", [None, "vh2", "child", "skola", "soc"])
def test_nobody_else_is_shown(reader: str | None) -> None:
    """Without a reader, without an address, or to the one who calls, it only tells of the meeting."""
    calendar = read(material(reader=reader))
    [event] = calendar.walk("VEVENT")
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert "ATTENDEE" not in event


def test_who_was_not_invited_or_passed_it_on_is_not_asked() -> None:
    for invitees in ([{"who": "child"}], [{"who": "vh1", "response": "passed-on", "passed_to": "skola"}]):
        calendar = read(material({"invitation.yaml": {"invitees": invitees}}, reader="vh1"))
        assert str(calendar["METHOD"]) == "PUBLISH"


@pytest.mark.parametrize("patch", [meeting(date=None), {"invitation.yaml": {"meeting": None}}])
def test_without_a_day_there_is_nothing_to_put_in_a_calendar(patch: Files) -> None:
    with pytest.raises(NeedsUser, match="sip invite base --date DATE"):
        meeting_ics(material(patch))


def test_without_an_invitation_there_is_no_meeting() -> None:
    of = material()
    with pytest.raises(NeedsUser, match="sip invite base"):
        meeting_ics(replace(of, case=replace(of.case, invitation=None)))
    with pytest.raises(NeedsUser, match="2026-12-02"):
        meeting_ics(replace(of, about="2026-12-02"))


def test_a_language_that_there_is_not_is_named() -> None:
    with pytest.raises(UsageError, match="xx"):
        meeting_ics(material(language="xx"))


def test_hostile_text_stays_text() -> None:
    of = material(meeting(place=HOSTILE), reader="vh1")
    event = event_of(of, HOSTILE)
    assert str(event["LOCATION"]) == str(event["SUMMARY"]) == one_line(HOSTILE)
    assert str(event["ATTENDEE"]) == "mailto:alva@exempel.example"
    assert [one.name for one in read(of, HOSTILE).subcomponents] == ["VTIMEZONE", "VEVENT"]


@settings(max_examples=60, deadline=None)
@given(place=st.text(max_size=300), title=st.text(max_size=300))
def test_any_text_comes_back_as_one_line(place: str, title: str) -> None:
    event = event_of(material(meeting(place=place or None)), title)
    assert str(event["SUMMARY"]) == (one_line(title) or "Möte")
    assert str(event.get("LOCATION", "")) == one_line(place)
    assert meeting_ics(material(), title) == meeting_ics(material(), title)


@given(
    st.text(max_size=300)
    | st.emails()
    | st.emails().flatmap(lambda one: st.text(max_size=5).map(lambda end: one + end))
)
def test_an_address_is_an_address_or_nothing(text: str) -> None:
    found = address(text)
    if found is not None:
        assert found.isascii()
        assert found.count("@") == 1
        assert not set(found) & set('\r\n\t ,;:<>()[]"\\')
        assert len(found) <= 254
        assert mailto(found).startswith("mailto:")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (" alva@exempel.example\n", "alva@exempel.example"),
        ("ada+möte@skola.example", None),
        ("ada@räksmörgås.example", "ada@xn--rksmrgs-5wao1o.example"),
        ("Ada <ada@skola.example>", None),
        ("ada@skola.example, bo@skola.example", None),
        ("ada@skola.example\r\nBcc: x@y.example", None),
        ("ada", None),
        ("ada@skola", None),
        ("@skola.example", None),
        ("a" * 65 + "@skola.example", None),
        ("ada@" + "a." * 150 + "se", None),
        ("", None),
        (None, None),
    ],
)
def test_what_is_an_address(text: str | None, found: str | None) -> None:
    assert address(text) == found


def test_every_language_says_the_same_in_its_own_words() -> None:
    said = [words_of(Templates(language), "calendar").keys() for language in ("sv", "sv-simple", "en")]
    assert said[0] == said[1] == said[2]
    own = [
        ryaml.loads((shipped("templates") / one / "calendar.yaml").read_text("utf-8")) for one in ("sv-simple", "en")
    ]
    assert own[0].keys() == own[1].keys()


def test_an_archive_has_words_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "sv").mkdir()
    (tmp_path / "sv" / "calendar.yaml").write_text("summary: Träff {{ date|day }}\n", encoding="utf-8")
    found: Any = icalendar.Calendar.from_ical(meeting_ics(material(), own=tmp_path))
    assert str(found.walk("VEVENT")[0]["SUMMARY"]) == "Träff 22 september 2026"


def test_a_mistake_in_words_of_its_own_is_shown(tmp_path: Path) -> None:
    (tmp_path / "sv").mkdir()
    for wrong, named in (
        ("summary: '{{ nothing }}'", "nothing"),
        ("sumary: x", "summary"),
        ("summary: '{{'", "calendar"),
    ):
        (tmp_path / "sv" / "calendar.yaml").write_text(wrong, encoding="utf-8")
        with pytest.raises(ArchiveError, match=named):
            meeting_ics(material(), own=tmp_path)
