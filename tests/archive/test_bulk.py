"""Many cases at once: as many processes as there are, the same answers in the same order."""

import multiprocessing
import os
import shutil
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from sipcli import i18n
from sipcli.archive import bulk
from sipcli.archive.archive import Archive, open_archive
from sipcli.archive.bulk import for_each, found_in, lines_read
from sipcli.archive.checking import judge_cases, with_lines
from sipcli.archive.lines import lines_of, without_findings
from sipcli.archive.sample import SAMPLE, TODAY
from sipcli.errors import UsageError
from sipcli.i18n import _
from sipcli.resources import shipped
from tests.helpers import a_tick_later

IDS = [f"case-{n:03}" for n in range(300)]


@pytest.fixture
def spread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few cases be many: two processes, and few cases in each piece."""
    monkeypatch.setattr(bulk, "PAYS", 2)
    monkeypatch.setattr(bulk, "PIECE", 7)
    monkeypatch.setattr(bulk, "_processes", lambda cases: 2 if cases >= 2 else 1)


@pytest.fixture
def sample() -> Archive:
    return open_archive(shipped(SAMPLE))


def upper(case_id: str) -> str:
    return case_id.upper()


def in_which_process(case_id: str) -> int:
    return os.getpid()


def in_which_language(case_id: str) -> str:
    return _("closed")


def killed_in_a_process_of_its_own(case_id: str) -> str:
    if case_id == IDS[100] and multiprocessing.parent_process() is not None:
        os._exit(9)
    return case_id


def stumbles(case_id: str, over: str) -> str:
    if case_id == over:
        raise UsageError(f"stumbled over {case_id}")
    return case_id


@pytest.mark.usefixtures("spread")
def test_the_answers_come_in_the_order_of_the_cases() -> None:
    assert list(for_each(upper, IDS)) == [one.upper() for one in IDS]


@pytest.mark.usefixtures("spread")
def test_many_cases_are_read_by_other_processes_and_few_by_this_one() -> None:
    assert os.getpid() not in set(for_each(in_which_process, IDS))
    assert list(for_each(in_which_process, IDS[:1])) == [os.getpid()]
    assert list(for_each(in_which_process, [])) == []


@pytest.mark.usefixtures("spread")
def test_when_a_process_is_killed_the_rest_is_read_here_and_nothing_is_lost_or_twice() -> None:
    assert list(for_each(killed_in_a_process_of_its_own, IDS)) == IDS


@pytest.mark.usefixtures("spread")
def test_when_no_process_can_be_started_all_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object, **_named: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(bulk, "ProcessPoolExecutor", refused)
    assert list(for_each(upper, IDS)) == [one.upper() for one in IDS]


@pytest.mark.usefixtures("spread")
def test_what_goes_wrong_in_another_process_is_told_here() -> None:
    with pytest.raises(UsageError, match="stumbled over case-150"):
        list(for_each(partial(stumbles, over=IDS[150]), IDS))


@pytest.mark.usefixtures("spread")
def test_another_process_speaks_the_same_language() -> None:
    language = i18n.language
    try:
        i18n.use_language("sv")
        assert set(for_each(in_which_language, IDS)) == {"avslutat"}
    finally:
        i18n.use_language(language)


@pytest.mark.parametrize("processes", [1, 2])
def test_progress_is_told_up_to_the_last_case(processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_processes", lambda cases: processes)
    told: list[tuple[int, int]] = []
    list(for_each(upper, IDS, lambda done, of: told.append((done, of))))
    assert told == sorted(told)
    assert len(told) > 3
    assert told[-1] == (300, 300)


@pytest.mark.usefixtures("spread")
def test_lines_and_findings_are_the_same_as_one_by_one(sample: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    together = lines_read(sample, TODAY), found_in(sample, sample.case_ids(), TODAY, None)
    monkeypatch.setattr(bulk, "_processes", lambda cases: 1)
    assert together == (lines_read(sample, TODAY), found_in(sample, sample.case_ids(), TODAY, None))
    found = [one for judged in judge_cases(sample, TODAY) for one in judged.findings]
    assert together[1] == with_lines(sample, found)


@pytest.mark.usefixtures("spread")
def test_a_guideline_that_is_not_there_is_refused_whichever_process_reads(sample: Archive) -> None:
    with pytest.raises(UsageError):
        lines_read(sample, TODAY, "nowhere")


def test_a_case_in_which_nothing_is_found_need_not_be_read_and_one_in_which_something_is_must(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    shutil.copytree(shipped(SAMPLE), root)
    (root / ".git").mkdir()
    a_tick_later(root / ".git")
    assert without_findings(root, TODAY) == set(), "nothing is known before a list was made"
    lines_of(root, TODAY)
    archive = open_archive(root)
    sound = without_findings(root, TODAY)
    assert sound == {one.loaded.id for one in judge_cases(archive, TODAY) if not one.findings}
    assert 0 < len(sound) < len(archive.case_ids())
    later = date(2031, 1, 1)
    assert without_findings(root, later) <= {one.loaded.id for one in judge_cases(archive, later) if not one.findings}
    changed = sorted(sound)[0]
    (root / "cases" / changed / "case.yaml").write_text("id: other\n", encoding="utf-8")
    assert without_findings(root, TODAY) == sound - {changed}
