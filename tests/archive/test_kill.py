"""A writing process is killed (-9) at random moments, and a write is stopped at each of its steps: nothing is lost."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sipcli.archive import recovery
from sipcli.archive.founding import found_archive
from sipcli.archive.git import Git
from sipcli.archive.journal import current
from sipcli.archive.writing import Message, Write, write
from sipcli.errors import ArchiveError
from tests.archive.kill_driver import CASE, FILES, FOLLOW_UP, INVITATION, PLAN, state

KILLS = 100
DRIVER = Path(__file__).with_name("kill_driver.py")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX")


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def there(root: Path, path: str) -> bytes | None:
    return (root / path).read_bytes() if (root / path).exists() else None


def committed(root: Path) -> dict[str, bytes | None]:
    """Return the driver's files as the last commit has them."""
    listed = git(root, "ls-tree", "-r", "--name-only", "HEAD").splitlines()
    return {path: git(root, "show", f"HEAD:{path}").encode() if path in listed else None for path in FILES}


def killed_run(root: Path, number: int, after: float, *, with_children: bool) -> int:
    """Let the driver write from `number` on, kill it `after` seconds, and return the last number it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, str(DRIVER), str(root), str(number)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(after)
    if with_children:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        os.kill(process.pid, signal.SIGKILL)
    said = [int(line) for line in process.stdout.read().split()]
    process.wait()
    return said[-1] if said else number - 1


def locks(root: Path) -> list[str]:
    return [str(path.relative_to(root)) for path in (root / ".git").rglob("*.lock")]


def next_write(root: Path, text: str) -> None:
    """Write as whoever comes next does; what was left unfinished is finished by it."""
    content = f"{text}\n".encode()
    write(root, [Write("cases/after.txt", content, current(root / "cases/after.txt"))], Message("", "after", "after"))
    assert locks(root) == []
    assert not (root / ".git" / "sip" / "journal.json").exists()
    assert not (root / ".git" / "sip" / "tmp").exists()


def numbers(root: Path) -> list[int]:
    """Return the numbers in the subjects of the driver's commits, in order."""
    lines = git(root, "log", "--reverse", "--format=%s").splitlines()
    return [int(line.split()[-1]) for line in lines if ": number" in line]


def test_killed_writes_lose_nothing_acknowledged_and_leave_nothing_behind(tmp_path: Path) -> None:
    """After each kill the next write finishes or forgets the killed one, whole; files, index and history agree."""
    root = tmp_path / "archive"
    found_archive(root, "national")
    note = root / "note.txt"
    note.write_text("mine, not yet committed\n", encoding="utf-8")
    git(root, "add", "note.txt")
    dice = random.Random(20260914)
    number, caught = 0, 0
    for kill in range(KILLS):
        acknowledged = killed_run(root, number + 1, dice.uniform(0, 0.12), with_children=kill % 2 == 0)
        caught += (root / ".git" / "sip" / "journal.json").exists() or bool(locks(root))
        for path in FILES:
            found = there(root, path)
            assert found is None or re.fullmatch(rb"number: (\d+) # x{20000}\n", found), f"torn: {found[:60]!r}"

        next_write(root, f"after kill {kill}")

        number = numbers(root)[-1] if numbers(root) else 0
        assert number >= acknowledged, "acknowledged and lost"
        assert {path: there(root, path) for path in FILES} == state(number), "one file of a write without the others"
        assert committed(root) == state(number)
        assert (root / CASE).exists() == any(state(number).values()), "a folder left empty, or gone too early"
        assert git(root, "status", "--porcelain") == "A  note.txt\n", "the user's staged change, and nothing else"
    assert caught >= KILLS // 50, f"only {caught} kills hit a write; the test proves little"
    assert numbers(root) == list(range(1, number + 1)), "each write is one commit, in order"
    git(root, "fsck", "--strict")


def test_a_git_that_outlives_its_sip_is_waited_for(tmp_path: Path) -> None:
    """sip is killed while git waits in a hook; who comes next does not get in the way of that commit."""
    root = tmp_path / "archive"
    found_archive(root, "national")
    hook, begun = root / ".git" / "hooks" / "commit-msg", tmp_path / "begun"
    hook.write_text(f"#!/bin/sh\ntest -e '{begun}' || {{ touch '{begun}'; sleep 1; }}\n", encoding="utf-8")
    hook.chmod(0o755)
    process = subprocess.Popen([sys.executable, str(DRIVER), str(root), "1"], stdout=subprocess.DEVNULL)
    while not begun.exists():
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    next_write(root, "next")
    assert git(root, "log", "-2", "--format=%s").splitlines() == ["after", "2026-k7mf: number 1"]
    assert {path: there(root, path) for path in FILES} == state(1) == committed(root)
    assert git(root, "status", "--porcelain") == ""


class Killed(BaseException):
    """Stands for kill -9: nothing in the program catches it."""


class Steps:
    """Counts what a write does to the disk and stops it before or after the step of a number."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.stop_at = stop_at
        self.count = 0

    def _step(self) -> None:
        self.count += 1
        if self.count == self.stop_at:
            raise Killed

    def watched(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self._step()
            result = real(*arguments, **options)
            self._step()
            return result

        return call


@contextmanager
def stopped(stop_at: int | None) -> Iterator[Steps]:
    """Watch every change that a write makes to the disk, git's included."""
    steps = Steps(stop_at)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("replace", "unlink", "rmdir", "write_bytes"):
            patch.setattr(Path, name, steps.watched(getattr(Path, name)))
        patch.setattr(shutil, "rmtree", steps.watched(shutil.rmtree))
        patch.setattr(Git, "run", steps.watched(Git.run))
        yield steps


KEPT = {PLAN: b"plan: 1\n", INVITATION: b"invitation: 1\n", FOLLOW_UP: b"follow-up: 1\n"}
WANTED: dict[str, bytes | None] = {
    PLAN: b"plan: 2\n",
    INVITATION: None,
    FOLLOW_UP: None,
    f"{CASE}/closing.yaml": b"x: 1\n",
}


def mixed_write(root: Path) -> None:
    """Replace a file, remove two (one of them the last in its folder), make one: in one write."""
    writes = [Write(path, content, current(root / path)) for path, content in WANTED.items()]
    write(root, writes, Message("2026-k7mf", "mixed", "mixed"))


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """Return an archive to copy, in which the files to change are committed."""
    root = tmp_path / "model"
    found_archive(root, "national")
    write(root, [Write(path, content, None) for path, content in KEPT.items()], Message("2026-k7mf", "made", "made"))
    return root


def files_of(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in (root / CASE).rglob("*") if path.is_file()}


def test_a_write_stopped_at_any_step_is_finished_or_has_not_begun(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "ORPHAN_SECONDS", 0.1)
    done = {path: content for path, content in WANTED.items() if content is not None}
    ends = set()
    stop_at = 0
    while True:
        stop_at += 1
        root = tmp_path / "copy"
        shutil.copytree(model, root, symlinks=True)
        with stopped(stop_at) as steps:
            try:
                mixed_write(root)
            except Killed:
                pass
            else:
                break
        next_write(root, "next")
        now = files_of(root)
        assert now in (KEPT, done), f"stopped at step {stop_at}"
        assert git(root, "status", "--porcelain") == "", f"stopped at step {stop_at}"
        assert (root / FOLLOW_UP).parent.exists() == (now == KEPT)
        assert ("mixed" in git(root, "log", "--format=%s")) == (now == done)
        ends.add(now == done)
        shutil.rmtree(root)
    assert ends == {True, False}
    assert steps.count > 30, "the steps were not watched"


def test_a_write_that_git_refused_is_taken_back_whole_though_stopped_at_any_step(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook says no; the write is stopped while it puts the files back; later the hook says yes."""
    monkeypatch.setattr(recovery, "ORPHAN_SECONDS", 0.1)
    done = {path: content for path, content in WANTED.items() if content is not None}
    stop_at, refused = 0, False
    while not refused:
        stop_at += 1
        root = tmp_path / "copy"
        shutil.copytree(model, root, symlinks=True)
        hook = root / ".git" / "hooks" / "commit-msg"
        hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        hook.chmod(0o755)
        with stopped(stop_at):
            try:
                mixed_write(root)
            except Killed:
                pass
            except ArchiveError:
                refused = True
        hook.unlink()
        next_write(root, "next")
        assert files_of(root) in ((KEPT,) if refused else (KEPT, done)), f"stopped at step {stop_at}"
        assert git(root, "status", "--porcelain") == "", f"stopped at step {stop_at}"
        shutil.rmtree(root)
