"""The versions of a plan in git: as each was first made and as it was left, and the file as it is."""

import shutil
from pathlib import Path

import pytest

from sipcli.archive.archive import Archive, open_archive
from sipcli.archive.founding import found_archive
from sipcli.archive.versions import plan_versions
from sipcli.errors import ArchiveError, NeedsUser, UsageError
from tests.cli.conftest import git
from tests.helpers import REFERENCE

FILE = "cases/base/plan.yaml"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return an archive with the reference case, whose files are not in git yet."""
    found_archive(tmp_path / "a", "vasterbotten")
    shutil.copytree(REFERENCE, tmp_path / "a" / "cases" / "base")
    return open_archive(tmp_path / "a")


def recorded(archive: Archive, text: str) -> None:
    (archive.root / FILE).write_text(text, encoding="utf-8")
    git(archive.root, "add", FILE)
    git(archive.root, "commit", "--quiet", "--no-verify", "-m", "by hand")


def plan(version: int, need: str) -> str:
    return f"version: {version}\nmade_on: 2026-09-{version + 10}\nneeds: [{need}]\n"


def test_a_plan_that_was_never_committed_is_its_only_version(archive: Archive) -> None:
    found = plan_versions(archive, "base")
    assert found.present == 1
    before, after = found.pair(None, None)
    assert before is after
    assert after.commit is None


def test_each_version_is_known_as_it_was_first_and_last(archive: Archive) -> None:
    for text in (plan(1, "a"), plan(1, "b"), plan(2, "c"), plan(2, "d")):
        recorded(archive, text)
    (archive.root / FILE).write_text(plan(2, "e"), encoding="utf-8")
    found = plan_versions(archive, "base")
    assert {number: one.plan.needs for number, one in found.first.items()} == {1: ["a"], 2: ["c"]}
    assert {number: one.plan.needs for number, one in found.last.items()} == {1: ["b"], 2: ["e"]}
    assert [one.plan.needs for one in found.pair(None, None)] == [["b"], ["e"]]
    assert [one.plan.needs for one in found.pair(None, 1)] == [["a"], ["b"]]
    assert [one.plan.needs for one in found.pair(2, None)] == [["c"], ["e"]]
    assert found.last[1].commit
    assert found.last[1].when
    with pytest.raises(UsageError, match="no version 3"):
        found.pair(None, 3)


def test_the_version_before_is_the_nearest_that_is_known(archive: Archive) -> None:
    for text in (plan(1, "a"), plan(4, "b")):
        recorded(archive, text)
    assert [one.plan.version for one in plan_versions(archive, "base").pair(None, None)] == [1, 4]


def test_what_cannot_be_read_in_git_is_passed_over_and_named(archive: Archive) -> None:
    for text in (plan(1, "a"), "version: ett\n", "<<<<<<< x\n", plan(2, "b")):
        recorded(archive, text)
    found = plan_versions(archive, "base")
    assert sorted(found.last) == [1, 2]
    assert [one.why.partition(":")[0] for one in found.passed_over] == ["line 1", "line 1"]


def test_a_plan_that_was_taken_away_and_put_back_is_no_mistake(archive: Archive) -> None:
    recorded(archive, plan(1, "a"))
    git(archive.root, "rm", "--quiet", FILE)
    git(archive.root, "commit", "--quiet", "-m", "away")
    recorded(archive, plan(2, "b"))
    found = plan_versions(archive, "base")
    assert sorted(found.last) == [1, 2]
    assert found.passed_over == ()


def test_what_was_put_together_in_a_merge_is_seen(archive: Archive) -> None:
    recorded(archive, plan(1, "a"))
    git(archive.root, "checkout", "--quiet", "-b", "other")
    recorded(archive, plan(1, "b"))
    git(archive.root, "checkout", "--quiet", "main")
    recorded(archive, plan(1, "c"))
    git(archive.root, "merge", "--quiet", "-s", "ours", "--no-commit", "other")
    recorded(archive, plan(1, "b, c"))
    recorded(archive, plan(2, "d"))
    assert plan_versions(archive, "base").last[1].plan.needs == ["b", "c"]


def test_the_present_plan_must_be_there_and_readable(archive: Archive) -> None:
    (archive.root / FILE).write_text("made_on: nyss\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match="line 1"):
        plan_versions(archive, "base")
    (archive.root / FILE).unlink()
    with pytest.raises(NeedsUser, match="sip plan new base"):
        plan_versions(archive, "base")


def test_an_archive_that_is_not_under_git_says_so(archive: Archive) -> None:
    shutil.rmtree(archive.root / ".git")
    with pytest.raises(ArchiveError, match="not under git"):
        plan_versions(archive, "base")
