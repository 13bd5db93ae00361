"""The index never gives a stale answer: whatever happens to the files, the list says what reading them anew says."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sipcli import i18n
from sipcli.archive import bulk, checking, index, own_guidelines, stamps, summing_up
from sipcli.archive.archive import Archive, open_archive
from sipcli.archive.index import IndexFile
from sipcli.archive.lines import lines_of
from sipcli.archive.sample import TODAY
from sipcli.archive.stamps import settled, stamps_of_cases
from sipcli.errors import UsageError
from sipcli.guidelines.loader import guideline_ids
from sipcli.resources import PACKAGE, shipped
from tests.cli.conftest import git
from tests.helpers import a_tick_later

CASE = "2026-h4rc"
FILE = f"cases/{CASE}/plan.yaml"
DAY = TODAY


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of the sample cases, under git in one commit."""
    root = tmp_path_factory.mktemp("index") / "made"
    shutil.copytree(shipped("sample-cases"), root, ignore=shutil.ignore_patterns("history.yaml"))
    git(root, "init", "--quiet")
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "Everything")
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """Return a copy of the archive whose index is made, with files that have not changed for a minute."""
    root = tmp_path / "archive"
    shutil.copytree(made, root)
    aged(root)
    said(root)
    assert reads(root) == [], "nothing is read once the index is there"
    return root


def aged(root: Path) -> None:
    """Give every file a date a minute ago, and let the disk's clock go on from where it is."""
    for path in root.rglob("*.yaml"):
        then = path.stat().st_mtime_ns - 60 * 10**9
        os.utime(path, ns=(then, then))
    a_tick_later(root / ".git")


def said(root: Path, day: date = DAY, guideline: str | None = None) -> list[dict[str, object]]:
    """Return what the list says."""
    return [one.exported() | one.listed() for one in lines_of(root, day, guideline).cases]


def true(root: Path, day: date = DAY, guideline: str | None = None) -> list[dict[str, object]]:
    """Return what reading every file anew says."""
    rows, _mistakes = bulk.lines_read(open_archive(root), day, guideline)
    return [one.exported() | one.listed() for one in rows]


def said_of_open(root: Path, day: date = DAY) -> list[dict[str, object]]:
    """Return what the list says where closed cases are only counted."""
    return [
        {"case": one.case_id, "step": "closed"} if one.step == "closed" else one.exported() | one.listed()
        for one in lines_of(root, day, closed=False).cases
    ]


def true_of_open(root: Path, day: date = DAY) -> list[dict[str, object]]:
    """Return what reading every file anew says of them."""
    return [{"case": one["case"], "step": "closed"} if one["step"] == "closed" else one for one in true(root, day)]


def reads(root: Path, day: date = DAY, guideline: str | None = None) -> list[str]:
    """Return the cases that the list reads, whose lines the index does not hold."""
    read: list[str] = []
    honest = bulk.summed_up

    def noting(archive: Archive, cases: Sequence[str], *rest: Any, closed: bool) -> Any:
        read.extend(cases)
        return honest(archive, cases, *rest, closed=closed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "summed_up", noting)
        lines_of(root, day, guideline)
    return read


def other_words(path: Path) -> None:
    """Change a file so that the list says something else, and its size stays the same."""
    text = path.read_text(encoding="utf-8")
    assert "made_on: 2026-" in text
    path.write_text(text.replace("made_on: 2026-", "made_on: 2027-", 1), encoding="utf-8", newline="")


def saved_in_place(root: Path) -> None:
    other_words(root / FILE)


def saved_by_renaming(root: Path) -> None:
    new = root / f"{FILE}.new"
    shutil.copy2(root / FILE, new)
    other_words(new)
    new.replace(root / FILE)


def saved_with_the_old_date(root: Path) -> None:
    about = (root / FILE).stat()
    other_words(root / FILE)
    os.utime(root / FILE, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert (root / FILE).stat().st_mtime_ns == about.st_mtime_ns
    assert (root / FILE).stat().st_size == about.st_size


def restored_from_a_copy(root: Path) -> None:
    copy = root.parent / "copy.yaml"
    shutil.copy2(root / FILE, copy)
    other_words(copy)
    os.utime(copy, (1_600_000_000, 1_600_000_000))
    shutil.copy2(copy, root / FILE)


def saved_with_a_clock_moved_back(root: Path) -> None:
    other_words(root / FILE)
    year_ago = (root / FILE).stat().st_mtime - 365 * 86400
    os.utime(root / FILE, (year_ago, year_ago))


def saved_with_a_clock_ahead(root: Path) -> None:
    other_words(root / FILE)
    ahead = (root / FILE).stat().st_mtime + 365 * 86400
    os.utime(root / FILE, (ahead, ahead))


def checked_out(root: Path) -> None:
    other_words(root / FILE)
    git(root, "commit", "--quiet", "--no-verify", "-am", "changed")
    said(root)
    git(root, "checkout", "--quiet", "HEAD~1")
    assert said(root) == true(root)
    git(root, "checkout", "--quiet", "-")


def pulled(root: Path) -> None:
    theirs = root.parent / "theirs"
    git(root.parent, "clone", "--quiet", str(root), str(theirs))
    other_words(theirs / FILE)
    git(theirs, "commit", "--quiet", "-am", "changed")
    git(root, "pull", "--quiet", "--no-rebase", str(theirs))


def stashed(root: Path) -> None:
    other_words(root / FILE)
    said(root)
    git(root, "stash", "--quiet")


def broken(root: Path) -> None:
    (root / "cases" / CASE / "case.yaml").write_text("id: [\n", encoding="utf-8")


def file_taken_away(root: Path) -> None:
    (root / FILE).unlink()


def file_added(root: Path) -> None:
    text = "date: 2026-11-24\nstatus: planned\n"
    (root / "cases" / CASE / "follow-ups" / "2026-11-24.yaml").write_text(text, encoding="utf-8")


def first_event_added(root: Path) -> None:
    events = root / "cases" / CASE / "events"
    events.mkdir()
    (events / "2026-11-20-x.yaml").write_text("kind: plan-declined\ndate: 2026-11-20\n", encoding="utf-8")


def file_renamed(root: Path) -> None:
    folder = root / "cases" / CASE / "follow-ups"
    next(folder.iterdir()).rename(folder / "2026-12-24.yaml")


def file_misnamed(root: Path) -> None:
    (root / FILE).rename(root / FILE.replace("plan.yaml", "plan.yml"))


def folder_of_files_that_sip_does_not_know(root: Path) -> None:
    strange = root / "cases" / CASE / "uppföljningar"
    strange.mkdir()
    assert said(root) == true(root)
    (strange / "x.yaml").write_text("a: 1\n", encoding="utf-8")


def case_renamed(root: Path) -> None:
    (root / "cases" / CASE).rename(root / "cases" / "2026-zzzz")


def case_taken_away(root: Path) -> None:
    shutil.rmtree(root / "cases" / CASE)


def case_added(root: Path) -> None:
    shutil.copytree(root / "cases" / CASE, root / "cases" / "2026-aaaa")


def two_cases_changed_about(root: Path) -> None:
    """Copies with the same dates, and then each in the other's place: only the id in them differs from the folder."""
    one, two, aside = (root / "cases" / name for name in (CASE, "2026-k7mf", "aside"))
    one.rename(aside)
    two.rename(one)
    aside.rename(two)


def link_turned(root: Path) -> None:
    """A file that is a link to another, which then points elsewhere."""
    elsewhere = root.parent / "elsewhere.yaml"
    (root / FILE).rename(elsewhere)
    (root / FILE).symlink_to(elsewhere)
    assert said(root) == true(root)
    other = root.parent / "other.yaml"
    shutil.copy2(elsewhere, other)
    other_words(other)
    (root / FILE).unlink()
    (root / FILE).symlink_to(other)


def settings_changed(root: Path) -> None:
    text = "\n".join(
        line for line in (root / "cases" / CASE / "case.yaml").read_text().splitlines() if "guideline:" not in line
    )
    (root / "cases" / CASE / "case.yaml").write_text(text, encoding="utf-8")
    said(root)
    (root / "sip.yaml").write_text("guideline: nowhere\nlanguage: sv\n", encoding="utf-8")


def own_guideline_changed(root: Path) -> None:
    own = root / "guidelines"
    own.mkdir()
    text = (PACKAGE / "guidelines" / "kronoberg.yaml").read_text(encoding="utf-8")
    (own / "kronoberg.yaml").write_text(text, encoding="utf-8")
    assert said(root) == true(root)
    (own / "kronoberg.yaml").write_text(
        text.replace("level: error", "level: warning").replace("level: info", "level: warning"), encoding="utf-8"
    )


CHANGES: list[Any] = [
    saved_in_place,
    saved_by_renaming,
    saved_with_the_old_date,
    restored_from_a_copy,
    saved_with_a_clock_moved_back,
    saved_with_a_clock_ahead,
    checked_out,
    pulled,
    stashed,
    broken,
    file_taken_away,
    file_added,
    first_event_added,
    file_renamed,
    file_misnamed,
    folder_of_files_that_sip_does_not_know,
    case_renamed,
    case_taken_away,
    case_added,
    two_cases_changed_about,
    pytest.param(link_turned, marks=pytest.mark.skipif(os.name == "nt", reason="links need a right there")),
    settings_changed,
    own_guideline_changed,
]


SHOW_NOTHING = (stashed, first_event_added, file_renamed)
"""Changes after which the list says the same; they must not disturb it."""


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_at_once_and_never_forgotten(change: Callable[[Path], None], root: Path) -> None:
    before = said(root)
    change(root)
    assert said_of_open(root) == true_of_open(root)
    assert said(root) == true(root)
    assert said(root) != before or change in SHOW_NOTHING, "the change is one that shows"
    assert said(root) == true(root), "nor is what was kept of it stale"


def test_only_the_case_that_changed_is_read(root: Path) -> None:
    saved_in_place(root)
    a_tick_later(root / ".git")
    assert reads(root) == [CASE]
    assert reads(root) == [], "it has a place in the index again"


@pytest.mark.skipif(os.name == "nt", reason="there it is when the file was made")
def test_a_new_date_alone_makes_a_case_be_read_and_says_the_same(root: Path) -> None:
    before = said(root)
    (root / FILE).touch()
    a_tick_later(root / ".git")
    assert reads(root) == [CASE]
    assert said(root) == before


def test_a_file_saved_again_and_again_as_fast_as_can_be_is_never_answered_from_before(root: Path) -> None:
    """Many of these fall within one tick of the disk's clock, and no size tells them apart."""
    path = root / "cases" / CASE / "plan.yaml"
    text = path.read_text(encoding="utf-8")
    for n in range(60):
        path.write_text(text.replace("made_on: 2026-", f"made_on: 202{6 + n % 3}-", 1), encoding="utf-8")
        assert said(root) == true(root), n


def test_a_file_saved_in_the_tick_in_which_it_was_read_is_not_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved_in_place(root)
    now = (root / FILE).stat().st_mtime_ns
    monkeypatch.setattr(IndexFile, "tick", lambda self: now)
    assert reads(root) == [CASE]
    assert reads(root) == [CASE], "it may have been saved once more in the same tick, so it is read again"
    monkeypatch.undo()
    a_tick_later(root / ".git")
    assert reads(root) == [CASE]
    assert reads(root) == [], "a tick later it can be kept"


def test_stamps_are_settled_only_when_all_in_them_lies_before(root: Path) -> None:
    stamp = stamps_of_cases(root)[CASE]
    assert stamp is not None
    newest = max(max(one.stat().st_mtime_ns, one.stat().st_ctime_ns) for one in (root / "cases" / CASE).rglob("*.yaml"))
    assert settled(stamp, newest + 1)
    assert not settled(stamp, newest)
    assert settled(stamps.stamp_of_files(root, []), 0), "no file has changed"


def test_a_slow_disk_is_asked_for_many_cases_at_once_and_says_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = stamps_of_cases(root)
    monkeypatch.setattr(stamps, "SLOW", -1.0)
    monkeypatch.setattr(stamps, "TRIED", 2)
    assert list(stamps_of_cases(root).items()) == list(quick.items())


CLOSED = "2026-c5hn"


def closed_case_made_odd(root: Path) -> None:
    (root / "cases" / CLOSED / "plan.yaml").write_text("version: [\n", encoding="utf-8")


def closed_case_made_unreadable(root: Path) -> None:
    (root / "cases" / CLOSED / "case.yaml").write_text("id: [\n", encoding="utf-8")


def closing_made_unreadable(root: Path) -> None:
    (root / "cases" / CLOSED / "closing.yaml").write_text("date: soon\n", encoding="utf-8")


def closing_taken_away(root: Path) -> None:
    (root / "cases" / CLOSED / "closing.yaml").unlink()


def closed_case_opened_again(root: Path) -> None:
    with (root / "cases" / CLOSED / "closing.yaml").open("a", encoding="utf-8") as file:
        file.write("reopened_on: 2026-11-10\nreopened_reason: Nya behov\n")


@pytest.mark.parametrize(
    "change",
    [
        closed_case_made_odd,
        closed_case_made_unreadable,
        closing_made_unreadable,
        closing_taken_away,
        closed_case_opened_again,
    ],
)
def test_closed_cases_that_are_only_counted_are_counted_right(change: Callable[[Path], None], root: Path) -> None:
    """Whichever list is made first: the one knows no more of a closed case than the other may ask."""
    for first, second, truth, other in (
        (said_of_open, said, true_of_open, true),
        (said, said_of_open, true, true_of_open),
    ):
        shutil.rmtree(root / ".git" / "sip" / "index")
        git(root, "checkout", "--quiet", ".")
        assert first(root) == truth(root)
        change(root)
        assert first(root) == truth(root)
        assert second(root) == other(root)
        assert first(root) == truth(root)


def test_of_a_closed_case_no_more_is_read_than_that_it_is_closed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(root / ".git" / "sip" / "index")
    judged: list[str] = []
    honest = checking.judge_case

    def noting(archive: Archive, case_id: str, *rest: Any) -> Any:
        judged.append(case_id)
        return honest(archive, case_id, *rest)

    monkeypatch.setattr(summing_up, "judge_case", noting)
    said_of_open(root)
    assert judged == [one for one in stamps_of_cases(root) if one != CLOSED]
    lines_of(root, DAY)
    assert judged[-1] == CLOSED, "it is, when it is asked for"


def test_a_guideline_that_is_not_there_is_refused_also_when_all_cases_are_closed(root: Path) -> None:
    for one in stamps_of_cases(root):
        if one != CLOSED:
            shutil.rmtree(root / "cases" / one)
    with pytest.raises(UsageError):
        lines_of(root, DAY, "nowhere", closed=False)


near = st.dates(DAY - timedelta(days=200), DAY + timedelta(days=400))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(near, min_size=1, max_size=4), st.sampled_from([None, *guideline_ids()]))
def test_the_index_of_any_day_gives_what_is_true_of_another(
    root: Path, days: list[date], guideline: str | None
) -> None:
    for day in days:
        if guideline is None:
            assert said_of_open(root, day) == true_of_open(root, day)
        assert said(root, day, guideline) == true(root, day, guideline)


def test_a_new_day_makes_few_cases_be_read(root: Path) -> None:
    assert len(reads(root, DAY + timedelta(days=1))) < len(stamps_of_cases(root)) / 2


def test_another_guideline_or_language_has_an_index_of_its_own(root: Path) -> None:
    everything = list(stamps_of_cases(root))
    assert reads(root, guideline="kronoberg") == everything
    assert said(root, guideline="kronoberg") == true(root, guideline="kronoberg") != said(root)
    language = i18n.language
    try:
        i18n.use_language("sv")
        assert reads(root) == everything
        assert said(root) == true(root)
    finally:
        i18n.use_language(language)
    assert reads(root) == reads(root, guideline="kronoberg") == [], "and the others are still there"


def test_another_version_of_the_program_reads_everything(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "__version__", "99.0")
    assert reads(root) == list(stamps_of_cases(root))
    assert reads(root) == []


def test_a_changed_file_of_the_program_reads_everything(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "sipcli"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(index, "PACKAGE", package)
    said(root)
    assert reads(root) == []
    with (package / "rules" / "plan.py").open("a", encoding="utf-8") as rule:
        rule.write("# stricter\n")
    assert reads(root) == list(stamps_of_cases(root))


def the_index(root: Path) -> Path:
    (file,) = (root / ".git" / "sip" / "index").iterdir()
    return file


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def bottomless(file: Path) -> None:
    body = b"[" * 200_000
    file.write_bytes(b"%d %b\n" % (zlib.crc32(body), body))


def of_another_kind(file: Path) -> None:
    file.write_bytes(b'["made_by"]\n{}')


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def taken_away(file: Path) -> None:
    shutil.rmtree(file.parent)


@pytest.mark.parametrize("harm", [emptied, cut_off, bottomless, of_another_kind, a_folder, taken_away])
def test_an_index_that_is_harmed_is_left_aside_without_a_word(harm: Callable[[Path], None], root: Path) -> None:
    before = said(root)
    harm(the_index(root))
    assert said(root) == before
    assert harm is a_folder or reads(root) == [], "and made anew"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_byte_of_the_index_can_be_changed_unnoticed(root: Path, data: st.DataObject) -> None:
    before, file = said(root), the_index(root)
    content = bytearray(file.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1) | st.integers(0, 400))
    content[at] ^= data.draw(st.integers(1, 255))
    file.write_bytes(content)
    assert said(root) == before


def test_an_index_that_cannot_be_written_is_done_without(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(root / ".git" / "sip" / "index")
    (root / ".git" / "sip" / "index").write_text("in the way", encoding="utf-8")
    assert said(root) == true(root)


def test_an_archive_without_git_is_read_every_time_and_nothing_is_put_in_it(root: Path) -> None:
    shutil.rmtree(root / ".git")
    before = sorted(root.rglob("*"))
    assert said(root) == true(root)
    assert reads(root) == list(stamps_of_cases(root))
    assert sorted(root.rglob("*")) == before


def test_a_second_work_tree_has_its_index_where_git_has_its_own(root: Path) -> None:
    second = root.parent / "second"
    git(root, "worktree", "add", "--quiet", str(second))
    assert said(second) == said(root)
    aged_out = second / FILE
    other_words(aged_out)
    assert said(second) == true(second) != said(root)
    assert sorted(second.rglob("index")) == []


def test_git_does_not_see_the_index(root: Path) -> None:
    done = subprocess.run(["git", "status", "--porcelain"], cwd=root, capture_output=True, check=True)
    assert done.stdout == b""


@pytest.mark.skipif(os.name == "nt", reason="rights are told otherwise there")
def test_the_index_can_be_read_by_its_maker_only(root: Path) -> None:
    assert the_index(root).stat().st_mode & 0o077 == 0


def test_the_index_names_no_person(root: Path) -> None:
    content = the_index(root).read_text(encoding="utf-8", errors="replace")
    assert '"skola"' in content, "units stand there by their ids"
    for name in ("Testlund", "Exempelsson", "0701740", "070-1740", "Alve", "Låtsasskolan"):
        assert name not in content


def test_a_mistake_that_quotes_a_name_is_told_and_not_kept(root: Path) -> None:
    (root / "units.yaml").write_text("kontakt Eli Påhitt: 070-1740608\n", encoding="utf-8")
    a_tick_later(root / ".git")
    assert "Påhitt" in lines_of(root, DAY).mistakes[0][2]
    assert "Påhitt" not in the_index(root).read_text(encoding="utf-8", errors="replace")
    assert "Påhitt" in lines_of(root, DAY).mistakes[0][2], "and told again"


@pytest.mark.parametrize("name", ["sip.yaml", "units.yaml", "guidelines/kronoberg.yaml"])
def test_what_was_judged_while_a_file_could_not_be_opened_is_not_kept(
    name: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, case_file = root / "guidelines", root / "cases" / "2026-m6ys" / "case.yaml"
    own.mkdir()
    text = (PACKAGE / "guidelines" / "kronoberg.yaml").read_text(encoding="utf-8")
    (own / "kronoberg.yaml").write_text(text.replace("level: error", "level: warning"), encoding="utf-8")
    by_settings = re.sub(r"^guideline: .*\n", "", case_file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    case_file.write_text(by_settings, encoding="utf-8")
    a_tick_later(root / ".git")
    own_guidelines._own.cache_clear()
    honest = os.open

    def locked(path: Any, *rest: Any) -> int:
        if str(path).endswith(name):
            raise PermissionError(13, "in use", str(path))
        return honest(path, *rest)

    monkeypatch.setattr(os, "open", locked)
    during = said(root)
    monkeypatch.undo()
    own_guidelines._own.cache_clear()
    assert said(root) == true(root)
    assert name == "units.yaml" or during != said(root), "it made a difference"


def test_a_case_moved_away_while_it_is_read_and_back_is_not_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved_in_place(root)
    a_tick_later(root / ".git")
    there, away = root / "cases" / CASE, root / "away"
    honest = checking.judge_case

    def in_between(archive: Archive, case_id: str, *rest: Any) -> Any:
        if case_id == CASE:
            there.rename(away)
        return honest(archive, case_id, *rest)

    monkeypatch.setattr(summing_up, "judge_case", in_between)
    assert [one["step"] for one in said(root) if one["case"] == CASE] == [None]
    monkeypatch.undo()
    away.rename(there)
    assert said(root) == true(root)


@pytest.mark.skipif(os.name == "nt", reason="no such year there")
def test_a_file_from_another_century_is_read_every_time(root: Path) -> None:
    os.utime(root / FILE, (10**10, 10**10))
    assert said(root) == true(root)
    assert reads(root) == reads(root) == [CASE]
    os.utime(root / "sip.yaml", (10**10, 10**10))
    assert said(root) == true(root)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_in_a_circle_is_no_case_and_no_hindrance(root: Path) -> None:
    before = said(root)
    (root / "cases" / "circle").symlink_to(root / "cases" / "circle")
    assert said(root) == before == true(root)


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second disk")
def test_nothing_is_kept_where_git_lies_on_another_disk_with_a_clock_of_its_own(root: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as elsewhere:
        if Path(elsewhere).stat().st_dev == root.stat().st_dev:
            pytest.skip("the same disk")
        shutil.move(root / ".git", Path(elsewhere) / "git")
        (root / ".git").write_text(f"gitdir: {elsewhere}/git\n", encoding="utf-8")
        shutil.rmtree(Path(elsewhere) / "git" / "sip")
        assert said(root) == true(root)
        assert reads(root) == list(stamps_of_cases(root))


@pytest.mark.parametrize("change", [first_event_added, file_renamed])
def test_a_change_that_shows_nothing_makes_the_case_be_read_all_the_same(
    change: Callable[[Path], None], root: Path
) -> None:
    change(root)
    assert reads(root) == [CASE]


def test_a_case_that_is_gone_leaves_the_index(root: Path) -> None:
    assert CASE.encode() in the_index(root).read_bytes()
    said(root, guideline="kronoberg")
    (root / ".git" / "sip" / "index" / "tmpkilled").write_text(CASE, encoding="utf-8")
    case_taken_away(root)
    said(root)
    assert CASE.encode() not in the_index(root).read_bytes(), "nor is there an index of another guideline"


def test_mistakes_in_the_archives_own_files_are_told_every_time_and_until_they_are_mended(root: Path) -> None:
    def mistakes() -> list[str]:
        return [file for file, _line, _said in lines_of(root, DAY).mistakes]

    assert mistakes() == []
    (root / "units.yaml").write_text("units: 3\n", encoding="utf-8")
    assert mistakes() == mistakes() == ["units.yaml"]
    (root / "sip.yaml").write_text("guideline: nowhere\n", encoding="utf-8")
    assert mistakes() == mistakes() == ["units.yaml", "sip.yaml"]
    git(root, "checkout", "--quiet", "sip.yaml", "units.yaml")
    assert mistakes() == []


@pytest.fixture
def saver(root: Path) -> Iterator[Callable[[], None]]:
    """Save a file again and again beside what a test does; give what stops it."""
    done, path = threading.Event(), root / FILE
    text = path.read_text(encoding="utf-8")

    def save() -> None:
        n = 0
        while not done.is_set():
            n += 1
            new = path.with_suffix(".new")
            new.write_text(text.replace("made_on: 2026-", f"made_on: 202{6 + n % 3}-", 1), encoding="utf-8")
            new.replace(path)

    thread = threading.Thread(target=save)
    thread.start()

    def stop() -> None:
        done.set()
        thread.join()

    yield stop
    stop()


def test_runs_at_once_while_a_file_is_being_saved_leave_no_stale_answer(root: Path, saver: Callable[[], None]) -> None:
    command = [sys.executable, "-m", "sipcli", "status", "--all", "--format", "json", "--today", str(DAY)]
    running = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    for one in running:
        out, err = one.communicate(timeout=120)
        assert (one.returncode, err.count(b"Traceback")) == (0, 0), err
        assert out.startswith(b"{")
    saver()
    assert said(root) == true(root)
    assert list((root / ".git" / "sip" / "index").iterdir()) != []
    assert not [one for one in (root / ".git" / "sip" / "index").iterdir() if one.name.startswith("tmp")]
