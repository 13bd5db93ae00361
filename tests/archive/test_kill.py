"""A writing process is killed (-9) at random moments; nothing that it acknowledged may be lost."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sipcli.archive.founding import found_archive
from sipcli.archive.journal import current
from sipcli.archive.writing import Message, Write, write

KILLS = 100
DRIVER = Path(__file__).with_name("kill_driver.py")
PLAN, INVITATION = "cases/2026-k7mf/plan.yaml", "cases/2026-k7mf/invitation.yaml"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX")


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def number_in(text: str) -> int:
    found = re.fullmatch(r"number: (\d+) # x{20000}\n", text)
    assert found, f"torn: {text[:60]!r} ({len(text)} characters)"
    return int(found[1])


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
        for path in (PLAN, INVITATION):
            if (root / path).exists():
                number_in((root / path).read_text(encoding="utf-8"))

        # the next write, by whoever comes next
        after = f"after kill {kill}\n".encode()
        write(root, [Write("cases/after.txt", after, current(root / "cases/after.txt"))], Message("", "after", "after"))

        assert locks(root) == []
        assert not (root / ".git" / "sip" / "journal.json").exists()
        assert not (root / ".git" / "sip" / "tmp").exists()
        if (root / PLAN).exists():
            plan, invitation = (number_in((root / one).read_text(encoding="utf-8")) for one in (PLAN, INVITATION))
            assert plan == invitation, "one file of a write without the other"
            assert plan >= acknowledged, "acknowledged and lost"
            committed = number_in(git(root, "show", f"HEAD:{PLAN}"))
            assert committed == plan == number_in(git(root, "show", f"HEAD:{INVITATION}"))
            number = plan
        assert git(root, "status", "--porcelain") == "A  note.txt\n", "the user's staged change, and nothing else"
    assert caught >= KILLS // 10, f"only {caught} kills hit a write; the test proves little"
    subjects = [
        int(line.split()[-1])
        for line in git(root, "log", "--reverse", "--format=%s").splitlines()
        if ": number" in line
    ]
    assert subjects == list(range(1, number + 1)), "each write is one commit, in order"
    git(root, "fsck", "--strict")
