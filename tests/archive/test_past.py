"""The archive as git had it: the same as a checkout of that commit, read without writing a case to disk."""

import multiprocessing
import os
import random
import shutil
import subprocess
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from sipcli.archive.archive import Archive, open_archive
from sipcli.archive.checking import with_lines
from sipcli.archive.founding import found_archive
from sipcli.archive.git import Contents, open_repository
from sipcli.archive.loading import load_case
from sipcli.archive.snapshots import archive_at
from sipcli.archive.versions import plan_versions
from sipcli.case.case import Case
from tests.cli.conftest import git
from tests.helpers import REFERENCE

posix = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows, and it has no modes")


def record(root: Path, text: str) -> str:
    """Commit all there is, unchecked, and return the commit."""
    git(root, "add", "--all", "--force")
    git(root, "commit", "--quiet", "--no-verify", "--allow-empty", "-m", text)
    return git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    found_archive(tmp_path / "arkiv å", "vasterbotten")
    shutil.copytree(REFERENCE, tmp_path / "arkiv å" / "cases" / "base")
    record(tmp_path / "arkiv å", "base")
    return tmp_path / "arkiv å"


def odd_case(folder: Path) -> None:
    """Make a folder with everything that a case should not have in it."""
    shutil.copytree(REFERENCE, folder)
    (folder / "plan.yaml").write_bytes(b"")
    (folder / "consent.yaml").write_bytes(b"consents: [\xff\n")
    (folder / "Invitation.yml").write_text("a: b\n", encoding="utf-8")
    (folder / ".hidden.yaml").write_text("a: b\n", encoding="utf-8")
    (folder / "follow up å").mkdir()
    (folder / "follow up å" / "x y.yaml").write_text("a: b\n", encoding="utf-8")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "x.png").write_bytes(b"\0\1")
    (folder / "events").mkdir(exist_ok=True)
    (folder / "events" / "å b.yaml").write_text("kind: move\nkind: crisis\n", encoding="utf-8")
    (folder / "follow-ups").mkdir(exist_ok=True)
    (folder / "follow-ups" / "nested").mkdir()
    (folder / "follow-ups" / "nested" / "x.yaml").write_text("a: b\n", encoding="utf-8")


def mutilate(root: Path, dice: random.Random) -> None:
    """Change something at random in a random case: a file goes, is emptied, is copied, is written to."""
    files = [path for path in sorted((root / "cases").rglob("*.yaml")) if path.is_file()]
    file = dice.choice(files)
    match dice.randrange(4):
        case 0:
            file.unlink()
        case 1:
            file.write_bytes(b"")
        case 2:
            shutil.copy(file, file.with_name(f"copy {dice.randrange(9)}.yaml"))
        case _:
            file.write_bytes(file.read_bytes() + "more: å\n".encode().replace(b"\n", dice.choice([b"\n", b"\r\n"])))


def said_of(archive: Archive) -> dict[str, object]:
    """Return all that is read of the cases of an archive, with the places of what is wrong."""
    read = {one: load_case(archive, one) for one in archive.case_ids()}
    return {one: (loaded, with_lines(archive, loaded.findings)) for one, loaded in read.items()}


def same_as_checked_out(root: Path, commit: str, elsewhere: Path) -> dict[str, object]:
    """Check that the past is read as a checkout of it is, and return what was read."""
    git(root, "worktree", "add", "--quiet", "--force", "--detach", str(elsewhere), commit)
    wanted = said_of(open_archive(elsewhere))
    git(root, "worktree", "remove", "--force", str(elsewhere))
    with archive_at(open_archive(root), commit) as (archive, _day):
        assert said_of(archive) == wanted
    return wanted


def test_the_past_is_read_as_a_checkout_of_it_is(root: Path, tmp_path: Path) -> None:
    """Each commit of a history in which cases come, go, break and are mended is read the same either way."""
    dice = random.Random(20261123)
    odd_case(root / "cases" / "2026 å udda")
    commits = [record(root, "odd")]
    for number in range(8):
        mutilate(root, dice)
        if number == 4:
            shutil.rmtree(root / "cases" / "base")
            shutil.copytree(REFERENCE, root / "cases" / "2026-new")
        commits.append(record(root, f"change {number}"))
    read = [same_as_checked_out(root, one, tmp_path / "elsewhere") for one in commits]
    assert {tuple(one) for one in read} == {("2026 å udda", "base"), ("2026 å udda", "2026-new")}
    assert sum(one != other for one, other in pairwise(read)) >= 5, "the history changed too little"


@posix
def test_a_link_within_the_case_is_followed_and_one_that_leads_out_is_not(root: Path, tmp_path: Path) -> None:
    case = root / "cases" / "base"
    (case / "plan.yaml").rename(case / "plan.txt")
    (case / "plan.yaml").symlink_to("plan.txt")
    (case / "closing.yaml").unlink(missing_ok=True)
    (case / "closing.yaml").symlink_to("nowhere.txt")
    same_as_checked_out(root, record(root, "links"), tmp_path / "elsewhere")
    (tmp_path / "secret.yaml").write_text("date: 2026-01-01\n", encoding="utf-8")
    (case / "closing.yaml").unlink()
    (case / "closing.yaml").symlink_to("../../../secret.yaml")
    with archive_at(open_archive(root), record(root, "out")) as (archive, _day):
        assert "closing.yaml" in load_case(archive, "base").unreadable


@posix
def test_links_that_lead_in_a_circle_are_no_file(root: Path) -> None:
    (root / "cases" / "base" / "closing.yaml").unlink(missing_ok=True)
    (root / "cases" / "base" / "closing.yaml").symlink_to("closing.yaml")
    with archive_at(open_archive(root), record(root, "circle")) as (archive, _day):
        assert "closing.yaml" in load_case(archive, "base").unreadable


def test_a_repository_within_a_case_is_passed_over(root: Path, tmp_path: Path) -> None:
    head = git(root, "rev-parse", "HEAD").strip()
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{head},cases/base/other")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{head},cases/sub")
    git(root, "commit", "--quiet", "--no-verify", "-m", "submodule")
    with archive_at(open_archive(root), "HEAD") as (archive, _day):
        assert archive.case_ids() == ["base"]
        assert load_case(archive, "base") == load_case(open_archive(root), "base")


def test_nothing_of_a_case_is_written_to_disk_and_what_is_written_is_taken_away(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    with archive_at(open_archive(root), "HEAD") as (archive, _day):
        assert load_case(archive, "base").case is not None
        written = [path for path in place.rglob("*") if path.is_file()]
        assert [path.name for path in written] == ["sip.yaml"]
        if os.name != "nt":
            assert archive.root.stat().st_mode & 0o777 == 0o700
    assert list(place.iterdir()) == []
    with pytest.raises(KeyError), archive_at(open_archive(root), "HEAD"):
        raise KeyError
    assert list(place.iterdir()) == []


def test_only_the_case_asked_for_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(REFERENCE, root / "cases" / "other")
    (root / "cases" / "other" / "case.yaml").write_text("id: other\n", encoding="utf-8")
    record(root, "other")
    asked: list[str] = []
    real = Contents.get

    def get(self: Contents, name: str) -> bytes | None:
        asked.append(name)
        return real(self, name)

    monkeypatch.setattr(Contents, "get", get)
    with archive_at(open_archive(root), "HEAD") as (archive, _day):
        load_case(archive, archive.find_case("base"))
    assert git(root, "rev-parse", "HEAD:cases/base/case.yaml").strip() in asked
    assert git(root, "rev-parse", "HEAD:cases/other").strip() not in asked
    assert git(root, "rev-parse", "HEAD:cases/other/case.yaml").strip() not in asked


def _names(archive: Archive, case_id: str) -> Case | None:
    return load_case(archive, case_id).case


@pytest.mark.parametrize("how", sorted({"spawn", *multiprocessing.get_all_start_methods()} - {"forkserver"}))
def test_several_processes_may_read_the_same_past(root: Path, how: str) -> None:
    """A process that is forked while git is being read from does not take the answers of the other."""
    for number in range(4):
        shutil.copytree(REFERENCE, root / "cases" / f"case-{number}")
    commit = record(root, "more")
    wanted = {one: load_case(open_archive(root), one).case for one in open_archive(root).case_ids()}
    with archive_at(open_archive(root), commit) as (archive, _day):
        assert _names(archive, "base") == wanted["base"]
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(how)) as pool:
            asked = [one for _round in range(5) for one in wanted]
            assert list(pool.map(_names, [archive] * len(asked), asked)) == [wanted[one] for one in asked]
        assert _names(archive, "case-3") == wanted["case-3"]


@posix
def test_files_that_git_keeps_through_a_filter_are_read_through_it(root: Path) -> None:
    """As with git-crypt: what git keeps is not what the file says."""
    wanted = load_case(open_archive(root), "base")
    for name in ("clean", "smudge"):
        git(root, "config", f"filter.turned.{name}", "tr a-zA-Z n-za-mN-ZA-M")
    with (root / ".gitattributes").open("a", encoding="utf-8") as out:
        out.write("cases/** filter=turned\n")
    git(root, "add", "--renormalize", ".")
    record(root, "filtered")
    assert "id:" not in git(root, "cat-file", "-p", "HEAD:cases/base/case.yaml")
    with archive_at(open_archive(root), "HEAD") as (archive, _day):
        assert load_case(archive, "base") == wanted


STRANGE: dict[str, bytes] = {
    "empty.yaml": b"",
    "no end": b"a: 1",
    "å ö.yaml": "namn: Åsa Påhitt\n".encode(),
    "sub folder/x y.yaml": b"a: b\n",
    "binary.pdf": bytes(range(256)) * 300,
    "missing": b"x missing\n",
    "lines": b"\n\n\nabc blob 3\nmissing\n",
}


def test_one_git_gives_each_content_as_git_show_does(root: Path) -> None:
    for name, content in STRANGE.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(content)
    (root / ".gitattributes").write_bytes(b"* -text\n")
    record(root, "strange")
    with open_repository(root).contents() as contents:
        for _round in range(2):
            for name, content in STRANGE.items():
                asked = ["git", "show", f"HEAD:{name}"]
                shown = subprocess.run(asked, cwd=root, check=True, capture_output=True).stdout
                assert contents.get(f"HEAD:{name}") == shown == content
            assert contents.get("HEAD:not there") is None
            assert contents.get("HEAD:two\nlines") is None
            assert contents.get("nonsense") is None
            assert contents.get("0" * 40) is None


def test_no_git_is_started_when_nothing_is_asked_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("started")

    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", refuse)
        with open_repository(root).contents() as contents:
            pass
    with open_repository(root).contents() as contents:
        assert contents.get("HEAD:sip.yaml") == (root / "sip.yaml").read_bytes()


def test_a_plan_is_read_from_a_folder_with_spaces(root: Path) -> None:
    (root / "cases" / "base").rename(root / "cases" / "2026 å")
    record(root, "renamed")
    found = plan_versions(open_archive(root), "2026 å")
    assert found.last
    assert all(one.commit for one in found.first.values())
