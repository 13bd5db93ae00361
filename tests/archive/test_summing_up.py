"""The line of a case holds on every day that it is said to hold: asked of every rule, and of cases of all kinds."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipcli.archive import summing_up
from sipcli.archive.archive import Archive, open_archive
from sipcli.archive.checking import judge_loaded
from sipcli.archive.loading import LoadedCase, load_case
from sipcli.archive.overview import Overview
from sipcli.archive.summing_up import line_of, sum_up
from sipcli.case.asked_day import AskedDay
from sipcli.guidelines.loader import guideline_ids
from sipcli.rules import agenda
from sipcli.rules.examples import examples
from tests.helpers import Files, case, in_memory, written
from tests.rules.test_properties import cases as varied_cases

NOWHERE = Archive(Path("nowhere"))


def loaded(files: Files) -> LoadedCase:
    return LoadedCase("base", in_memory(files))


def exported(of: LoadedCase, day: date, guideline: str) -> dict[str, object]:
    """Return what a list says of a case on a day, judged on that day."""
    judged = judge_loaded(NOWHERE, of, day, guideline)
    return Overview.of(of.id, line_of(judged, day), day).exported()


def kept(of: LoadedCase, day: date, guideline: str) -> tuple[Overview, date, date]:
    """Return the line as the index would keep it, and the first and last day that it is said to hold."""
    asked = AskedDay.of(day)
    line = line_of(judge_loaded(NOWHERE, of, asked, guideline), asked)
    return Overview.of(of.id, line, day), *asked.between


def assert_it_holds(of: LoadedCase, day: date, guideline: str, others: Iterator[date] | list[date]) -> None:
    row, first, last = kept(of, day, guideline)
    assert first <= day <= last
    for other in others:
        if first <= other <= last:
            then = row._replace(today=other)
            assert then.exported() == exported(of, other, guideline), (day, other, first, last)
            assert then.line[:8] == line_of(judge_loaded(NOWHERE, of, other, guideline), other)[:8]


def around(day: date) -> list[date]:
    """Return days near a day and far from it, close enough together that no limit is stepped over unseen."""
    return [day + timedelta(days=n) for n in (*range(-40, 41), *range(-400, 401, 23))]


@pytest.mark.parametrize("rule", examples())
def test_what_a_rule_says_of_its_example_holds_for_the_days_it_is_said_to(rule: str, tmp_path: Path) -> None:
    example = examples()[rule]
    (tmp_path / "sip.yaml").write_text("guideline: national\n", encoding="utf-8")
    for name, text in example.files.items():
        path = tmp_path / "cases" / "base" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    of = load_case(open_archive(tmp_path), "base")
    for day in (example.today, example.today - timedelta(days=30), example.today + timedelta(days=90)):
        assert_it_holds(of, day, example.guideline, around(day))


@pytest.mark.parametrize("guideline", guideline_ids())
def test_the_reference_case_is_the_same_from_the_index_as_judged_on_each_day_of_a_year(guideline: str) -> None:
    of = loaded(case())
    day = date(2026, 8, 15)
    while day < date(2027, 9, 30):
        _row, _first, last = kept(of, day, guideline)
        assert_it_holds(of, day, guideline, around(day))
        day = last + timedelta(days=1) if last < date(2027, 9, 30) else date(2027, 9, 30)


near = st.dates(date(2026, 7, 1), date(2027, 3, 31))


@settings(max_examples=150, deadline=None)
@given(varied_cases(), st.sampled_from(guideline_ids()), near, st.lists(near, max_size=8))
def test_whatever_is_in_a_case_its_line_holds_for_the_days_it_is_said_to(
    files: Files, guideline: str, day: date, others: list[date]
) -> None:
    assert_it_holds(loaded(files), day, guideline, others)


def test_a_closed_case_holds_for_ever_after(tmp_path: Path) -> None:
    """Most cases of an archive are closed: no new day makes the program read them again."""
    closing = {
        "date": "2026-10-01",
        "reason": "no-longer-needed",
        "informed": dict.fromkeys(("child", "vh1", "vh2", "skola", "soc", "bup"), "2026-10-01"),
        "documented": dict.fromkeys(("skola", "soc", "bup"), "2026-10-01"),
        "reentry_contact": "Eli Påhitt, 070-1740608",
    }
    _row, first, last = kept(loaded(case(write={"closing.yaml": closing})), date(2027, 3, 1), "vasterbotten")
    assert (first > date(2026, 10, 1), last) == (True, date.max)


def test_days_overdue_are_counted_for_the_day_asked_for_and_not_for_the_day_it_was_kept() -> None:
    of = loaded(case())
    day = date(2027, 1, 10)
    row, _first, last = kept(of, day, "vasterbotten")
    assert row.late and last > day + timedelta(days=5)
    later = row._replace(today=day + timedelta(days=5))
    assert [one.days for one in later.overdue] == [(one.days or 0) + 5 for one in row.overdue]


def test_a_file_that_could_not_be_opened_is_not_kept(tmp_path: Path) -> None:
    archive = written(tmp_path, case())
    assert sum_up(archive, "base", date(2026, 10, 1)).stamp is not None
    (tmp_path / "cases" / "base" / "plan.yaml").unlink()
    (tmp_path / "cases" / "base" / "plan.yaml").mkdir()
    kept = sum_up(archive, "base", date(2026, 10, 1))
    assert (kept.stamp, kept.first) == (None, kept.last)


def test_a_rule_that_looks_at_the_weekday_binds_its_line_to_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: an answer that cannot be followed is not taken to hold on other days."""
    honest = agenda.next_due

    def by_weekday(of: Any, guideline: Any, findings: Any, today: date) -> Any:
        return honest(of, guideline, findings, today) if today.weekday() < 5 else None

    monkeypatch.setattr(summing_up, "next_due", by_weekday)
    _row, first, last = kept(loaded(case()), date(2026, 9, 1), "vasterbotten")
    assert first == last == date(2026, 9, 1)
