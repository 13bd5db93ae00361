"""Writing: one commit of just these files, or nothing at all and a sentence that says why."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sipcli.archive import journal, preflight, recovery, writing
from sipcli.archive.archive import open_archive
from sipcli.archive.changes import Changes
from sipcli.archive.founding import found_archive
from sipcli.archive.git import open_repository
from sipcli.archive.journal import Journal, Planned, Workshop, current, put_in_place
from sipcli.archive.reading import fingerprint
from sipcli.archive.writing import Message, Write, write
from sipcli.errors import ArchiveError, GitFailed

PLAN = "cases/2026-k7mf/plan.yaml"
MESSAGE = Message("2026-k7mf", "plan made", "plan-made", ["plan.yaml:goals"])


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a new archive with one file committed in one case."""
    found_archive(tmp_path / "arkiv å", "national")
    write(tmp_path / "arkiv å", [Write(PLAN, b"version: 1\n", None)], MESSAGE)
    return tmp_path / "arkiv å"


def change(root: Path, content: bytes = b"version: 2\n", read: str | None = "") -> writing.Done:
    return write(root, [Write(PLAN, content, current(root / PLAN) if read == "" else read)], MESSAGE)


def refused(root: Path, *words: str, content: bytes = b"version: 2\n") -> None:
    """Check that a write is refused with a sentence that has these words, and changes nothing."""
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".git" not in path.parts}
    head = (root / ".git" / "HEAD").read_bytes(), git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain")
    with pytest.raises(ArchiveError) as caught:
        change(root, content)
    for word in (*words, "Nothing was written."):
        assert word in str(caught.value)
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".git" not in path.parts}
    assert after == before
    assert (root / ".git" / "HEAD").read_bytes() == head[0]
    assert (git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain")) == head[1:]
    assert not (root / ".git" / "sip" / "journal.json").exists()


def test_a_write_is_one_commit_with_subject_and_trailers(root: Path) -> None:
    before = git(root, "rev-list", "--count", "HEAD")
    assert change(root).subject == "2026-k7mf: plan made"
    assert int(git(root, "rev-list", "--count", "HEAD")) == int(before) + 1
    assert git(root, "log", "-1", "--format=%B").strip() == (
        "2026-k7mf: plan made\n\nSip-Case: 2026-k7mf\nSip-Action: plan-made\nSip-Fields: plan.yaml:goals"
    )
    assert git(root, "log", "-1", "--name-only", "--format=").split() == [PLAN]
    assert git(root, "status", "--porcelain") == ""


def test_what_the_user_has_staged_or_changed_elsewhere_is_left_as_it_is(root: Path) -> None:
    (root / "staged.txt").write_text("staged", encoding="utf-8")
    git(root, "add", "staged.txt")
    (root / "sip.yaml").write_text("guideline: kronoberg\n", encoding="utf-8")
    (root / "untracked.txt").write_text("untracked", encoding="utf-8")
    status = git(root, "status", "--porcelain")
    change(root)
    assert git(root, "log", "-1", "--name-only", "--format=").split() == [PLAN]
    assert git(root, "status", "--porcelain") == status


def test_a_change_by_hand_in_the_same_file_is_recorded_and_named(root: Path) -> None:
    (root / PLAN).write_text("version: 1 # by hand\n", encoding="utf-8")
    done = change(root, b"version: 2 # by hand\n")
    assert done.by_hand == (PLAN,)
    assert "Sip-By-Hand: plan.yaml" in git(root, "log", "-1", "--format=%B")


def test_a_write_that_changes_nothing_makes_no_commit(root: Path) -> None:
    before = git(root, "rev-parse", "HEAD")
    assert not change(root, b"version: 1\n").changed
    assert git(root, "rev-parse", "HEAD") == before


def test_without_identity_a_write_is_refused_with_the_two_commands_to_type(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    empty = tmp_path / "gitconfig"
    empty.write_text("", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(empty))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    refused(root, "git config --global user.name", "git config --global user.email")


def test_on_a_detached_head_a_write_is_refused(root: Path) -> None:
    git(root, "switch", "--quiet", "--detach")
    refused(root, "git switch main")


@pytest.mark.parametrize("mark", ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge"])
def test_while_something_is_in_progress_in_git_a_write_is_refused(root: Path, mark: str) -> None:
    if mark == "rebase-merge":
        (root / ".git" / mark).mkdir()
    else:
        (root / ".git" / mark).write_text(git(root, "rev-parse", "HEAD"), encoding="utf-8")
    refused(root, "in progress")


def test_a_real_merge_in_conflict_is_refused(root: Path) -> None:
    git(root, "switch", "--quiet", "-c", "other")
    change(root, b"version: 3\n")
    git(root, "switch", "--quiet", "main")
    change(root, b"version: 4\n")
    subprocess.run(["git", "merge", "--quiet", "other"], cwd=root, capture_output=True, check=False)
    refused(root, "a merge is in progress")


def test_while_another_git_holds_the_index_a_write_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "PATIENCE", 0.1)
    lock = root / ".git" / "index.lock"
    lock.touch()
    with pytest.raises(ArchiveError, match="Another git program"):
        change(root)
    assert lock.exists()
    assert (root / PLAN).read_bytes() == b"version: 1\n"


def test_while_another_sip_writes_a_write_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.1)
    with FileLock(root / ".git" / "sip" / "guard", is_singleton=False):
        refused(root, "Another sip is writing")


def test_a_file_that_somebody_changed_since_it_was_read_is_not_overwritten(root: Path) -> None:
    read = current(root / PLAN)
    (root / PLAN).write_text("version: 9\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"plan\.yaml was changed by somebody else"):
        change(root, read=read)
    assert (root / PLAN).read_text(encoding="utf-8") == "version: 9\n"


def test_a_file_that_somebody_made_meanwhile_is_not_overwritten(root: Path) -> None:
    with pytest.raises(ArchiveError, match="was changed by somebody else"):
        change(root, read=None)


def test_a_file_staged_with_other_content_than_it_has_is_refused(root: Path) -> None:
    (root / PLAN).write_text("version: 5\n", encoding="utf-8")
    git(root, "add", PLAN)
    (root / PLAN).write_text("version: 6\n", encoding="utf-8")
    refused(root, "staged in git with other content", content=b"version: 7\n")
    assert git(root, "show", f":{PLAN}") == "version: 5\n"


def test_a_hook_that_says_no_leaves_everything_as_it_was(root: Path) -> None:
    hook = root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not on Sundays' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    refused(root, "Git did not take the commit", "not on Sundays")
    refused_new = "cases/2026-k7mf/closing.yaml"
    with pytest.raises(ArchiveError, match="not on Sundays"):
        write(root, [Write(refused_new, b"date: 2026-01-01\n", None)], MESSAGE)
    assert not (root / refused_new).exists()
    assert git(root, "status", "--porcelain") == ""


def test_a_refused_commit_keeps_what_the_user_had_staged_in_the_same_file(root: Path) -> None:
    (root / PLAN).write_text("version: 5\n", encoding="utf-8")
    git(root, "add", PLAN)
    hook = root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    refused(root, "Git did not take the commit")
    assert git(root, "show", f":{PLAN}") == "version: 5\n"


def test_the_users_own_hooks_run(root: Path) -> None:
    hook = root / ".git" / "hooks" / "commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'Checked-By: hook' >> \"$1\"\n", encoding="utf-8")
    hook.chmod(0o755)
    change(root)
    assert "Checked-By: hook" in git(root, "log", "-1", "--format=%B")


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), OSError(30, "Read-only file system")])
def test_a_full_or_read_only_disk_is_a_sentence_and_changes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def fail(self: Workshop, content: bytes) -> str:
        raise error

    monkeypatch.setattr(Workshop, "store", fail)
    refused(root, "cannot be written to", str(error.strerror))


def test_a_disk_that_fills_up_while_replacing_is_taken_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of two files is in place when the second cannot be: both are as before."""
    other = "cases/2026-k7mf/invitation.yaml"
    write(root, [Write(other, b"sent_on: 2026-01-01\n", None)], MESSAGE)
    real, calls = put_in_place, list[Path]()

    def fail_second(source: str, target: Path) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(journal, "put_in_place", fail_second)
    with pytest.raises(ArchiveError, match="No space left on device"):
        write(
            root,
            [Write(PLAN, b"version: 2\n", current(root / PLAN)), Write(other, b"x: 1\n", current(root / other))],
            MESSAGE,
        )
    assert (root / PLAN).read_bytes() == b"version: 1\n"
    assert (root / other).read_bytes() == b"sent_on: 2026-01-01\n"
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.skipif(sys.platform != "linux", reason="limits a process's file size")
def test_a_disk_that_is_really_full_changes_nothing(root: Path) -> None:
    """The process may not write more than a few bytes to any file, as on a full disk."""
    program = (
        "import resource, signal, sys; from pathlib import Path;"
        "from sipcli.archive.writing import *; from sipcli.archive.journal import current;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10));"
        f"root = Path({str(root)!r}); path = {PLAN!r};"
        "write(root, [Write(path, b'version: 2 # more than ten bytes', current(root / path))], Message('c', 'd', 'e'))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "ArchiveError" in ended.stderr
    assert "cannot be written to" in ended.stderr
    assert (root / PLAN).read_bytes() == b"version: 1\n"
    assert git(root, "status", "--porcelain") == ""
    assert change(root).changed


def test_an_archive_inside_another_repository_is_not_written_to(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "sip.yaml").write_text("guideline: national\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match="lies inside another one"):
        write(archive, [Write("cases/a/case.yaml", b"id: a\n", None)], MESSAGE)
    assert not (archive / "cases").exists()


def test_init_inside_another_repository_is_refused_unless_that_one_ignores_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(ArchiveError, match="lies inside the git repository"):
        found_archive(tmp_path / "archive", "national")
    assert not (tmp_path / "archive").exists()
    (tmp_path / ".gitignore").write_text("/archive/\n", encoding="utf-8")
    found_archive(tmp_path / "archive", "national")
    assert git(tmp_path / "archive", "log", "--format=%s").strip() == "archive begun"


def test_init_again_keeps_everything_and_brings_the_schemas_up_to_date(root: Path) -> None:
    (root / "sip.yaml").write_text("guideline: kronoberg # ours\n", encoding="utf-8")
    schema = root / ".sip" / "schemas" / "case.schema.json"
    schema.write_text("{}", encoding="utf-8")
    found_archive(root, "national")
    assert (root / "sip.yaml").read_text(encoding="utf-8") == "guideline: kronoberg # ours\n"
    assert len(schema.read_text(encoding="utf-8")) > 100


def test_git_variables_of_a_surrounding_hook_do_not_lead_astray(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere/.git")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    change(root)
    monkeypatch.delenv("GIT_DIR", raising=False)
    monkeypatch.delenv("GIT_INDEX_FILE", raising=False)
    assert git(root, "log", "-1", "--format=%s").strip() == "2026-k7mf: plan made"


def test_a_stale_lock_of_our_own_killed_git_is_cleared_and_a_foreign_one_is_not(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "ORPHAN_SECONDS", 0.1)
    monkeypatch.setattr(preflight, "PATIENCE", 0.1)
    repository = open_repository(root)
    workshop = Workshop(root, repository.git_dir)
    lock = root / ".git" / "index.lock"
    new = b"version: 8\n"
    planned = Planned(PLAN, fingerprint(new), current(root / PLAN), workshop.store(new), None)
    workshop.begin(Journal("2026-k7mf: recovered\n", {}, (planned,)))
    with workshop.git_begins():
        pass
    lock.touch()
    os.utime(lock, (time.time() + 60, time.time() + 60))
    with pytest.raises(ArchiveError, match="does not take the commit"):
        change(root, b"version: 9\n", current(root / PLAN))
    assert lock.exists()
    os.utime(lock)
    change(root, b"version: 9\n", fingerprint(new))
    assert not lock.exists()
    assert git(root, "log", "-2", "--format=%s").split("\n")[1] == "2026-k7mf: recovered"


def test_after_a_kill_a_file_that_somebody_has_changed_since_stays_theirs(root: Path) -> None:
    workshop = Workshop(root, open_repository(root).git_dir)
    new = b"version: 8\n"
    planned = Planned(PLAN, fingerprint(new), current(root / PLAN), workshop.store(new), None)
    workshop.begin(Journal("2026-k7mf: killed\n", {}, (planned,)))
    (root / PLAN).write_text("version: 1 # mine\n", encoding="utf-8")
    write(root, [Write("cases/other.txt", b"x", None)], Message("", "other", "other"))
    assert (root / PLAN).read_text(encoding="utf-8") == "version: 1 # mine\n"
    assert "killed" not in git(root, "log", "--format=%s")


def test_a_change_refuses_a_file_with_something_wrong_and_names_the_line(root: Path) -> None:
    (root / PLAN).write_text("version: 1\nmade_on: 2026-02-30\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"plan\.yaml, line 2: .*no day “2026-02-30”"):
        Changes(open_archive(root), "2026-k7mf").open("plan.yaml")


def test_a_save_between_the_check_and_the_replacing_is_not_overwritten(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Workshop.begin

    def save_meanwhile(self: Workshop, journal: Journal) -> None:
        real(self, journal)
        (root / PLAN).write_text("version: 1 # a colleague's note\n", encoding="utf-8")

    monkeypatch.setattr(Workshop, "begin", save_meanwhile)
    with pytest.raises(ArchiveError, match="was changed by somebody else"):
        change(root)
    assert (root / PLAN).read_text(encoding="utf-8") == "version: 1 # a colleague's note\n"
    assert not (root / ".git" / "sip" / "journal.json").exists()


def test_a_new_case_that_git_refused_leaves_no_folder_behind(root: Path) -> None:
    hook = root / ".git" / "hooks" / "commit-msg"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    with pytest.raises(ArchiveError):
        write(root, [Write("cases/2026-new/follow-ups/x.yaml", b"a: b\n", None)], MESSAGE)
    assert not (root / "cases" / "2026-new").exists()


def test_a_sign_in_a_folders_name_is_no_pattern(root: Path) -> None:
    write(root, [Write("cases/2026-b/plan.yaml", b"version: 1\n", None)], MESSAGE)
    (root / "cases" / "2026-b" / "plan.yaml").write_text("version: 1 # mine\n", encoding="utf-8")
    write(root, [Write("cases/2026-*/plan.yaml", b"version: 1\n", None)], MESSAGE)
    assert git(root, "status", "--porcelain") == " M cases/2026-b/plan.yaml\n"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_is_not_replaced_by_a_file(root: Path) -> None:
    (root / "shared.yaml").write_text("version: 1\n", encoding="utf-8")
    (root / PLAN).unlink()
    (root / PLAN).symlink_to("../../shared.yaml")
    with pytest.raises(ArchiveError, match="is a link"):
        change(root)
    assert (root / PLAN).is_symlink()


def test_a_damaged_journal_is_set_aside(root: Path) -> None:
    (root / ".git" / "sip" / "journal.json").write_text("{half", encoding="utf-8")
    assert change(root).changed
    assert (root / ".git" / "sip" / "journal.damaged").exists()


def test_a_damaged_git_setting_is_not_taken_for_a_missing_name(root: Path) -> None:
    with (root / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write("[x\n")
    with pytest.raises((ArchiveError, GitFailed)) as caught:
        change(root)
    assert "who you are" not in str(caught.value)


FOLLOW_UP = "cases/2026-k7mf/follow-ups/2026-12-01.yaml"


@pytest.fixture
def booked(root: Path) -> Path:
    """Return the archive with a second file committed, the only one in its folder."""
    write(root, [Write(FOLLOW_UP, b"status: booked\n", None)], MESSAGE)
    return root


def remove(root: Path, *paths: str) -> writing.Done:
    return write(root, [Write(path, None, current(root / path)) for path in paths or (FOLLOW_UP,)], MESSAGE)


def hook_says_no(root: Path) -> None:
    hook = root / ".git" / "hooks" / "commit-msg"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)


def test_a_removal_is_recorded_and_takes_the_folders_with_it_that_it_empties(booked: Path) -> None:
    done = remove(booked)
    assert (done.subject, done.changed, done.by_hand) == ("2026-k7mf: plan made", True, ())
    assert git(booked, "log", "-1", "--name-status", "--format=").split() == ["D", FOLLOW_UP]
    assert git(booked, "status", "--porcelain") == ""
    assert not (booked / FOLLOW_UP).parent.exists()
    assert (booked / PLAN).exists()
    remove(booked, PLAN)
    assert not (booked / "cases" / "2026-k7mf").exists()
    assert (booked / "cases").is_dir(), "the folder of all cases stays"


def test_files_are_replaced_removed_and_made_in_one_commit(booked: Path) -> None:
    closing = "cases/2026-k7mf/closing.yaml"
    writes = [
        Write(PLAN, b"version: 2\n", current(booked / PLAN)),
        Write(FOLLOW_UP, None, current(booked / FOLLOW_UP)),
        Write(closing, b"date: 2026-12-01\n", None),
    ]
    write(booked, writes, MESSAGE)
    said = git(booked, "log", "-1", "--name-status", "--format=", "--no-renames").splitlines()
    assert sorted(said) == [f"A\t{closing}", f"D\t{FOLLOW_UP}", f"M\t{PLAN}"]


def test_what_is_removed_must_have_been_read(booked: Path) -> None:
    with pytest.raises(ValueError, match="without having been read"):
        Write(FOLLOW_UP, None, None)
    with pytest.raises(ArchiveError, match="changed by somebody else"):
        write(booked, [Write(FOLLOW_UP, None, fingerprint(b"status: held\n"))], MESSAGE)
    assert (booked / FOLLOW_UP).read_bytes() == b"status: booked\n"


def test_a_removal_leaves_alone_what_the_user_has_staged_or_changed_elsewhere(booked: Path) -> None:
    (booked / "staged.txt").write_text("staged", encoding="utf-8")
    git(booked, "add", "staged.txt")
    (booked / PLAN).write_text("version: 1 # mine\n", encoding="utf-8")
    status = git(booked, "status", "--porcelain")
    remove(booked)
    assert git(booked, "status", "--porcelain") == status


def test_a_removal_that_git_refused_is_taken_back_with_folder_and_permissions(booked: Path) -> None:
    (booked / FOLLOW_UP).chmod(0o640)
    hook_says_no(booked)
    with pytest.raises(ArchiveError, match="Git did not take the commit"):
        remove(booked)
    assert (booked / FOLLOW_UP).read_bytes() == b"status: booked\n"
    assert os.name == "nt" or (booked / FOLLOW_UP).stat().st_mode & 0o777 == 0o640
    assert git(booked, "status", "--porcelain") == ""
    assert not (booked / ".git" / "sip" / "journal.json").exists()


def test_a_file_with_changes_by_hand_is_not_removed_since_they_would_be_lost(booked: Path) -> None:
    for staged in (False, True):
        (booked / FOLLOW_UP).write_text(f"status: held # {staged}\n", encoding="utf-8")
        if staged:
            git(booked, "add", FOLLOW_UP)
        with pytest.raises(ArchiveError, match=r"2026-12-01\.yaml was changed by hand.*Nothing was written\."):
            remove(booked)
        assert (booked / FOLLOW_UP).read_text(encoding="utf-8") == f"status: held # {staged}\n"


@pytest.mark.parametrize("staged", [False, True])
def test_a_file_that_was_never_committed_can_be_removed(root: Path, staged: bool) -> None:
    (root / FOLLOW_UP).parent.mkdir()
    (root / FOLLOW_UP).write_bytes(b"status: booked\n")
    if staged:
        git(root, "add", FOLLOW_UP)
    before = git(root, "rev-parse", "HEAD")
    remove(root)
    assert not (root / FOLLOW_UP).parent.exists()
    assert (git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain")) == (before, "")


@pytest.mark.parametrize("staged", [False, True])
def test_never_committed_and_removed_beside_a_change_that_is_refused(root: Path, staged: bool) -> None:
    """What the commit could not take comes back as it was, the index too."""
    (root / FOLLOW_UP).parent.mkdir()
    (root / FOLLOW_UP).write_bytes(b"status: booked\n")
    if staged:
        git(root, "add", FOLLOW_UP)
    status = git(root, "status", "--porcelain")
    writes = [Write(FOLLOW_UP, None, current(root / FOLLOW_UP)), Write(PLAN, b"version: 2\n", current(root / PLAN))]
    hook_says_no(root)
    with pytest.raises(ArchiveError):
        write(root, writes, MESSAGE)
    assert (root / FOLLOW_UP).read_bytes() == b"status: booked\n"
    assert git(root, "status", "--porcelain") == status
    (root / ".git" / "hooks" / "commit-msg").unlink()
    write(root, writes, MESSAGE)
    assert git(root, "log", "-1", "--name-status", "--format=").split() == ["M", PLAN]
    assert git(root, "status", "--porcelain") == ""


def test_a_file_that_the_user_took_out_of_the_index_can_be_removed(booked: Path) -> None:
    git(booked, "rm", "--cached", "--quiet", FOLLOW_UP)
    remove(booked)
    assert git(booked, "log", "-1", "--name-status", "--format=").split() == ["D", FOLLOW_UP]
    assert git(booked, "status", "--porcelain") == ""


def test_a_removal_before_the_first_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "x.txt").write_bytes(b"x")
    (tmp_path / "cases" / "y.txt").write_bytes(b"y")
    git(tmp_path, "add", "cases/y.txt")
    remove(tmp_path, "cases/x.txt", "cases/y.txt")
    assert git(tmp_path, "status", "--porcelain") == ""


def test_a_save_in_the_very_moment_of_removing_is_kept(booked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.replace

    def save_first(self: Path, target: Path | str) -> Path:
        if self == booked / FOLLOW_UP:
            self.write_text("status: held # a colleague's\n", encoding="utf-8")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", save_first)
    with pytest.raises(ArchiveError, match="was changed by somebody else"):
        remove(booked)
    monkeypatch.undo()
    assert (booked / FOLLOW_UP).read_text(encoding="utf-8") == "status: held # a colleague's\n"
    assert git(booked, "status", "--porcelain") == f" M {FOLLOW_UP}\n"


def killed_removal(root: Path, aside: bytes | None) -> None:
    """Leave the journal of a removal that was killed, with what it had moved away (None: it had not come so far)."""
    workshop = Workshop(root, open_repository(root).git_dir)
    place = workshop.place()
    if aside is not None:
        Path(place).write_bytes(aside)
    planned = Planned(FOLLOW_UP, None, fingerprint(b"status: booked\n"), None, place)
    workshop.begin(Journal("2026-k7mf: killed\n", {}, (planned,)))


def next_write(root: Path) -> None:
    write(root, [Write("cases/other.txt", b"x", None)], Message("", "other", "other"))
    assert not (root / ".git" / "sip" / "tmp").exists()


@pytest.mark.parametrize("moved", [False, True])
def test_a_killed_removal_is_brought_forward(booked: Path, moved: bool) -> None:
    killed_removal(booked, b"status: booked\n" if moved else None)
    if moved:
        (booked / FOLLOW_UP).unlink()
    next_write(booked)
    assert not (booked / FOLLOW_UP).parent.exists()
    assert git(booked, "log", "-2", "--format=%s").splitlines() == ["other", "2026-k7mf: killed"]
    assert git(booked, "status", "--porcelain") == ""


def test_after_a_killed_removal_a_save_caught_in_it_is_put_back(booked: Path) -> None:
    killed_removal(booked, b"status: held\n")
    (booked / FOLLOW_UP).unlink()
    next_write(booked)
    assert (booked / FOLLOW_UP).read_bytes() == b"status: held\n"
    assert "killed" not in git(booked, "log", "--format=%s")


@pytest.mark.parametrize("content", [b"status: booked\n", b"status: held\n"])
def test_after_a_killed_removal_a_file_that_somebody_has_put_there_again_stays(booked: Path, content: bytes) -> None:
    killed_removal(booked, b"status: booked\n")
    (booked / FOLLOW_UP).write_bytes(content)
    next_write(booked)
    assert (booked / FOLLOW_UP).read_bytes() == content
    assert "killed" not in git(booked, "log", "--format=%s")


def test_a_killed_removal_of_a_file_changed_since_leaves_it(booked: Path) -> None:
    killed_removal(booked, None)
    (booked / FOLLOW_UP).write_bytes(b"status: held\n")
    next_write(booked)
    assert (booked / FOLLOW_UP).read_bytes() == b"status: held\n"


def test_the_journal_of_an_earlier_version_is_still_understood(root: Path) -> None:
    import json

    workshop = Workshop(root, open_repository(root).git_dir)
    new = b"version: 8\n"
    file = {"path": PLAN, "new": fingerprint(new), "old": current(root / PLAN), "backup": None}
    data = {"message": "2026-k7mf: killed\n", "env": {}, "files": [file | {"fresh": workshop.store(new)}]}
    (root / ".git" / "sip" / "journal.json").write_text(json.dumps(data), encoding="utf-8")
    next_write(root)
    assert (root / PLAN).read_bytes() == new


@pytest.mark.parametrize("text", ["[]", "{}", '{"files": [{"path": "x"}]}', '{"files": 1, "message": 2}'])
def test_a_journal_that_says_something_else_is_set_aside(root: Path, text: str) -> None:
    (root / ".git" / "sip" / "journal.json").write_text(text, encoding="utf-8")
    assert change(root).changed
    assert (root / ".git" / "sip" / "journal.damaged").exists()


def test_a_write_that_rests_on_the_history_is_refused_when_the_history_has_grown(root: Path) -> None:
    head = git(root, "rev-parse", "HEAD").strip()
    change(root)
    with pytest.raises(ArchiveError, match="Something else was recorded"):
        write(root, [Write(PLAN, b"version: 3\n", current(root / PLAN))], MESSAGE, head=head)
    assert (root / PLAN).read_bytes() == b"version: 2\n"


def test_a_change_takes_files_away_and_begins_them_anew(root: Path) -> None:
    changes = Changes(open_archive(root), "2026-k7mf")
    changes.remove("plan.yaml")
    assert changes.contents() == {"plan.yaml": None}
    changes.open("closing.yaml").root["date"] = "2026-12-01"
    changes.remove("closing.yaml")
    assert changes.contents() == {"plan.yaml": None}, "what was only begun is forgotten"
    changes.open("plan.yaml").root["made_on"] = "2026-12-01"
    content = changes.contents()["plan.yaml"]
    assert content and content.startswith(b"# yaml-language-server") and content.endswith(b"\nmade_on: 2026-12-01\n")
    assert changes.commit("plan made", "plan-made").changed
    changes = Changes(open_archive(root), "2026-k7mf")
    changes.remove("plan.yaml")
    changes.commit("plan gone", "plan-gone")
    assert "Sip-Fields: plan.yaml:made_on" in git(root, "log", "-1", "--format=%B")
    assert not (root / "cases" / "2026-k7mf").exists()
