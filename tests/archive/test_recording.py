"""Recording a write: the commit that `git commit --only` would make, whatever else is staged, asking whom git asks."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sipcli.archive import recording
from sipcli.archive.founding import found_archive
from sipcli.archive.git import Git
from sipcli.archive.history import case_history
from sipcli.archive.hook import is_our_hook
from sipcli.archive.journal import current
from sipcli.archive.writing import Author, Message, Write, write
from sipcli.errors import ArchiveError, GitFailed
from tests.cli.conftest import git

posix = pytest.mark.skipif(os.name == "nt", reason="uses scripts and modes of POSIX")

CASE = "cases/2026-k7mf"
PLAN, GONE = f"{CASE}/plan.yaml", f"{CASE}/follow-ups/2026-12-01.yaml"
NEW, STRANGE = f"{CASE}/events/å b.yaml", f"{CASE}/documents/2026 å; x.txt"
MESSAGE = Message("2026-k7mf", "plan made", "plan-made", ["plan.yaml:goals"])
AUTHOR = Author(
    {
        "GIT_AUTHOR_NAME": "Åsa Påhitt",
        "GIT_AUTHOR_EMAIL": "asa@example.org",
        "GIT_AUTHOR_DATE": "2026-09-01T10:00:00+02:00",
        "GIT_COMMITTER_NAME": "Bo Testlund",
        "GIT_COMMITTER_EMAIL": "",
        "GIT_COMMITTER_DATE": "2026-09-02T11:00:00-01:30",
    }
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an archive with two cases, in which a person has staged one file and changed another."""
    root = tmp_path / "arkiv å"
    found_archive(root, "national")
    made = {PLAN: b"version: 1\n", GONE: b"status: booked\n", "cases/other/case.yaml": b"id: other\n"}
    write(root, [Write(path, content, None) for path, content in made.items()], MESSAGE)
    (root / "cases/other/case.yaml").write_text("id: other # staged\n", encoding="utf-8")
    git(root, "add", "cases/other/case.yaml")
    (root / "sip.yaml").write_text("guideline: national # mine\n", encoding="utf-8")
    return root


def change(root: Path, content: bytes = b"version: 2\n") -> None:
    write(root, [Write(PLAN, content, current(root / PLAN))], MESSAGE)


def mixed(root: Path) -> None:
    """Replace a file, remove the last of its folder, and make two with strange names."""
    wanted = {PLAN: b"version: 2\r\nx: 1\n", GONE: None, NEW: b"kind: move\n", STRANGE: b"a\r\nb\n"}
    writes = [Write(path, content, current(root / path)) for path, content in wanted.items()]
    write(root, writes, Message("2026-k7mf", "blandat å", "mixed"), AUTHOR)


def no_import(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let fast-import fail, as in a git that cannot do it here."""
    real = Git.run

    def run(self: Git, *arguments: str, **options: object) -> bytes:
        if "fast-import" in arguments:
            raise GitFailed("no")
        return real(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Git, "run", run)


def test_the_commit_is_the_one_that_git_commit_would_have_made(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte: content, modes, names, message, who and when, what is staged afterwards."""
    other = tmp_path / "other"
    shutil.copytree(root, other, symlinks=True)
    mixed(root)
    used = git(root, "reflog", "-1", "--format=%gs")
    no_import(monkeypatch)
    mixed(other)
    assert used.strip() == "fast-import"
    assert git(other, "reflog", "-1", "--format=%gs").strip() == "commit: 2026-k7mf: blandat å"
    assert git(root, "cat-file", "-p", "HEAD") == git(other, "cat-file", "-p", "HEAD")
    assert git(root, "rev-parse", "HEAD") == git(other, "rev-parse", "HEAD")
    assert git(root, "ls-files", "--stage") == git(other, "ls-files", "--stage")
    assert git(root, "status", "--porcelain") == git(other, "status", "--porcelain")
    assert git(root, "diff", "--cached", "--name-only") == "cases/other/case.yaml\n"
    git(root, "fsck", "--strict")


@posix
def test_a_file_stays_executable(root: Path) -> None:
    (root / PLAN).chmod(0o755)
    git(root, "commit", "--quiet", "--no-verify", "-m", "x", "--", PLAN)
    change(root)
    assert git(root, "ls-tree", "HEAD", "--", PLAN).startswith("100755 ")
    assert git(root, "status", "--porcelain", "--", PLAN) == ""


def test_what_another_git_records_meanwhile_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = recording._staged

    def meanwhile(*arguments: object) -> list[str]:
        found = list(real(*arguments))  # type: ignore[arg-type]
        git(root, "commit", "--quiet", "--no-verify", "-m", "meanwhile", "--", "cases/other/case.yaml")
        return found

    monkeypatch.setattr(recording, "_staged", meanwhile)
    change(root)
    assert git(root, "log", "-2", "--format=%s").splitlines() == ["2026-k7mf: plan made", "meanwhile"]
    assert git(root, "show", "HEAD:cases/other/case.yaml") == "id: other # staged\n"
    assert git(root, "show", f"HEAD:{PLAN}") == "version: 2\n"
    assert git(root, "status", "--porcelain") == " M sip.yaml\n"


def test_a_file_written_back_to_what_git_has_makes_no_empty_commit(root: Path) -> None:
    head = git(root, "rev-parse", "HEAD")
    (root / PLAN).write_text("version: 9\n", encoding="utf-8")
    change(root, b"version: 1\n")
    assert git(root, "rev-parse", "HEAD") == head
    assert git(root, "status", "--porcelain", "--", PLAN) == ""


@pytest.mark.parametrize("setting", ["", "core.hooksPath"])
@pytest.mark.parametrize("name", ["pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"])
def test_each_hook_that_git_commit_runs_is_run(root: Path, name: str, setting: str) -> None:
    hooks = root / "our hooks" if setting else root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / name).write_text("#!/bin/sh\necho ran > ran.txt\n", encoding="utf-8", newline="\n")
    (hooks / name).chmod(0o755)
    if setting:
        git(root, "config", setting, "our hooks")
    change(root)
    assert (root / "ran.txt").read_text(encoding="utf-8") == "ran\n"
    assert git(root, "log", "-1", "--name-only", "--format=").split() == [PLAN]


def test_our_own_hook_with_something_added_is_run(root: Path) -> None:
    hook = root / ".git" / "hooks" / "pre-commit"
    assert is_our_hook(hook)
    added = hook.read_text(encoding="utf-8").replace("\ntest -n", "\necho 'not on Sundays' >&2; exit 1\ntest -n")
    hook.write_text(added, encoding="utf-8", newline="\n")
    assert not is_our_hook(hook)
    with pytest.raises(ArchiveError, match="not on Sundays"):
        change(root)
    assert (root / PLAN).read_bytes() == b"version: 1\n"


@pytest.mark.parametrize("value", ["true", None])
def test_a_commit_is_signed_when_git_is_told_to(root: Path, value: str | None) -> None:
    """There is nothing here to sign with, so git refuses; it has been asked."""
    with (root / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write("[commit]\n\tgpgsign" + (f" = {value}" if value else "") + "\n")
        config.write("[gpg]\n\tprogram = /nowhere/gpg\n")
    with pytest.raises(ArchiveError, match="gpg failed to sign"):
        change(root)
    git(root, "config", "commit.gpgsign", "false")
    change(root)
    assert git(root, "reflog", "-1", "--format=%gs").strip() == "fast-import"


@pytest.fixture
def count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], list[str]]:
    """Return a function that tells which git commands another one runs, git's own children left out."""
    real, folder, log = shutil.which("git"), tmp_path / "bin", tmp_path / "log"
    folder.mkdir()
    (folder / "git").write_text(f'#!/bin/sh\necho "$*" >> "{log}"\nexec {real} "$@"\n', encoding="utf-8")
    (folder / "git").chmod(0o755)

    def counted(run: Callable[[], object]) -> list[str]:
        log.write_text("", encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
            run()
        return log.read_text(encoding="utf-8").split("\n")[:-1]

    return counted


@posix
def test_as_many_gits_are_started_in_a_large_archive_as_in_a_small_one(
    root: Path, count: Callable[[Callable[[], object]], list[str]]
) -> None:
    """However many cases and commits there are: for a write, and for the history of a case."""
    write_before = count(lambda: change(root, b"version: 2\n"))
    history_before = count(lambda: list(case_history(root, "2026-k7mf")))
    many = [Write(f"cases/many-{number}/case.yaml", b"id: x\n", None) for number in range(300)]
    write(root, many, MESSAGE)
    for number in range(20):
        change(root, f"version: {number + 3}\n".encode())
    write_after = count(lambda: change(root, b"version: 99\n"))
    found: list[object] = []
    history_after = count(lambda: found.extend(case_history(root, "2026-k7mf")))
    assert write_after == write_before
    assert history_after == history_before
    assert len(found) == 23
    assert len(write_after) <= 8
    assert len(history_after) <= 3
    assert not [line for line in write_after if line.startswith("commit")]


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_names_with_signs_that_git_quotes_are_recorded(root: Path) -> None:
    for name in ('a"b', "a\\b", "a\tb", " a ", "-a", "a*", "å\N{COMBINING RING ABOVE}"):
        path = f"{CASE}/documents/{name}.txt"
        write(root, [Write(path, b"x\n", None)], MESSAGE)
        assert (
            git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", f"{CASE}/documents").count(f"{path}\0") == 1
        )
        assert git(root, "reflog", "-1", "--format=%gs").strip() == "fast-import"
        write(root, [Write(path, None, current(root / path))], MESSAGE)
        assert git(root, "ls-tree", "-r", "HEAD", "--", f"{CASE}/documents") == ""
    assert not list((root / ".git").glob("fast_import_crash_*"))
