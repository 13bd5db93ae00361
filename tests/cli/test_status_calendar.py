"""`sip status --format ics`: the deadlines as a calendar, read back by a calendar library."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.cli.conftest import Sip

EARLY, LATE = "2026-09-30", "2026-12-05"


def events(sip: Sip, *arguments: str) -> list[Any]:
    """Return the events of the calendar, in order."""
    done = sip("status", "--format", "ics", *arguments)
    assert done.code == 0, done.err
    calendar: Any = icalendar.Calendar.from_ical(done.out)
    assert str(calendar["METHOD"]) == "PUBLISH"
    found = calendar.walk("VEVENT")
    assert len({str(one["UID"]) for one in found}) == len(found)
    return list(found)


def shown(sip: Sip, *arguments: str) -> dict[str, date]:
    """Return what is due, with its day."""
    return {str(one["SUMMARY"]): one["DTSTART"].dt for one in events(sip, *arguments)}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_each_deadline_is_a_day_in_the_calendar(sip: Sip, base: Path) -> None:
    assert [(str(one["SUMMARY"]), str(one["DTSTART"].dt)) for one in events(sip, "--today", EARLY)] == [
        ("base: intervention starts", "2026-10-01"),
        ("base: intervention starts", "2026-10-05"),
        ("base: follow-up", "2026-12-01"),
    ]
    [late] = [one for one in events(sip, "--today", LATE) if str(one["SUMMARY"]) == "base: follow-up"]
    assert late["DTEND"].dt - late["DTSTART"].dt == timedelta(days=1)
    assert late["DTSTAMP"].dt == datetime(2026, 12, 5, tzinfo=UTC)
    assert (str(late["TRANSP"]), str(late["CLASS"])) == ("TRANSPARENT", "PRIVATE")
    assert late["CATEGORIES"].to_ical() == b"error"
    assert "rule: follow-up-overdue\nsource: " in str(late["DESCRIPTION"])


def test_what_is_ahead_is_reminded_of_in_the_morning_of_its_day(sip: Sip, base: Path) -> None:
    ahead, passed = events(sip, "--today", EARLY), events(sip, "--today", LATE, "--overdue")
    assert [[alarm["TRIGGER"].dt for alarm in one.walk("VALARM")] for one in ahead] == [[timedelta(hours=8)]] * len(
        ahead
    )
    assert passed
    assert not [one for one in passed if one.walk("VALARM")]


def test_the_same_follow_up_keeps_its_identifier_before_and_after_its_day(sip: Sip, base: Path) -> None:
    days = (EARLY, "2026-12-01", LATE)
    found = [one for day in days for one in events(sip, "--today", day) if str(one["SUMMARY"]) == "base: follow-up"]
    assert len(found) == 3
    assert len({str(one["UID"]) for one in found}) == 1
    numbers = [int(one["SEQUENCE"]) for one in found]
    assert numbers == sorted(set(numbers))


def test_the_same_day_gives_the_same_calendar(sip: Sip, base: Path) -> None:
    assert (
        sip("status", "--format", "ics", "--today", LATE).out == sip("status", "--format", "ics", "--today", LATE).out
    )


def test_it_names_no_person(sip: Sip, base: Path) -> None:
    said = sip("status", "--format", "ics", "--today", LATE).out.replace("\r\n ", "").replace("\n ", "")
    assert not [name for name in ("Lova", "Exempelsson", "Påhitt", "Hittepå") if name in said]


def test_only_what_is_overdue_or_soon_due_when_asked(sip: Sip, base: Path) -> None:
    overdue = shown(sip, "--today", LATE, "--overdue")
    assert overdue
    assert max(overdue.values()) < date.fromisoformat(LATE)
    assert "base: follow-up" not in shown(sip, "--today", EARLY, "--within", "14d")
    assert "base: follow-up" in shown(sip, "--today", "2026-11-20", "--within", "2w")
    assert events(sip, "--today", EARLY, "--overdue") == []


def test_only_the_cases_of_a_unit(sip: Sip, base: Path) -> None:
    assert shown(sip, "--today", EARLY, "--unit", "BUP Hittepå") == shown(sip, "--today", EARLY)
    assert shown(sip, "--today", EARLY, "--unit", "habiliteringen") == {}


def test_two_that_look_alike_are_two(sip: Sip, base: Path) -> None:
    edit(base / "plan.yaml", "{id: i2, goal", "{goal")
    edit(base / "plan.yaml", "{id: i3, goal: m1, what: Samtal, unit: bup", "{goal: m1, what: Samtal, unit: soc")
    same = [one for one in events(sip, "--today", EARLY) if "intervention" in str(one["SUMMARY"])]
    assert [one["DTSTART"].dt for one in same] == [date(2026, 10, 1), date(2026, 10, 5)]


def test_hostile_text_in_a_guideline_of_ones_own_stays_text(sip: Sip, base: Path, root: Path) -> None:
    (root / "guidelines").mkdir()
    (root / "guidelines" / "egen.yaml").write_text(
        "id: egen\nextends: vasterbotten\ntitle: {sv: Egen, en: Own}\n"
        "rules:\n  follow-up-overdue:\n    level: error\n    sources:\n"
        '      - note: {sv: "x", en: "a\\r\\nATTENDEE:mailto:x@exempel.example;,\\\\ 🙂 end"}\n',
        encoding="utf-8",
    )
    late = [one for one in events(sip, "--today", LATE, "--guideline", "egen") if "follow-up" in str(one["SUMMARY"])]
    assert len(late) == 1
    assert "ATTENDEE" not in late[0]
    assert "source: a ATTENDEE:mailto:x@exempel.example;,\\ 🙂 end" in str(late[0]["DESCRIPTION"])


def test_a_case_that_cannot_be_read_is_told_of(sip: Sip, base: Path) -> None:
    (base / "case.yaml").write_text("id: [", encoding="utf-8")
    done = sip("status", "--format", "ics", "--today", EARLY)
    assert "1 case cannot be read" in done.err
    assert "VEVENT" not in done.out


@pytest.mark.parametrize("command", [("list",), ("show", "base"), ("check",), ("history", "base")])
def test_other_commands_make_no_calendar(sip: Sip, base: Path, command: tuple[str, ...]) -> None:
    done = sip(*command, "--format", "ics")
    assert done.code == 2
    assert "“ics” is not one of: table, json, csv" in done.err
    assert done.out == ""


def test_it_is_written_to_a_file_where_one_is_named(base: Path, sip: Sip, tmp_path: Path) -> None:
    printed = sip("status", "--today", "2026-11-12", "--format", "ics").out
    done = sip("status", "--today", "2026-11-12", "--format", "ics", "--out", str(tmp_path / "x.ics"))
    assert done.code == 0, done.err
    assert (tmp_path / "x.ics").read_bytes().decode("utf-8").splitlines() == printed.splitlines()


def test_a_file_is_for_a_calendar_only(base: Path, sip: Sip, tmp_path: Path) -> None:
    done = sip("status", "--out", str(tmp_path / "x.txt"))
    assert done.code == 2
    assert "ics" in done.err
    assert not (tmp_path / "x.txt").exists()
