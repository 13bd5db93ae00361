"""Running `sip` as a user does, in a new archive."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sipcli.archive.founding import found_archive
from sipcli.cli.app import run
from tests.helpers import REFERENCE


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line of what was printed."""
        return self.out.rstrip().splitlines()[-1]


Sip = Callable[..., Ended]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a new archive and stand in it."""
    found_archive(tmp_path / "archive", "vasterbotten")
    monkeypatch.chdir(tmp_path / "archive")
    return tmp_path / "archive"


@pytest.fixture
def sip(capsys: pytest.CaptureFixture[str]) -> Sip:
    """Return a function that runs `sip` with arguments, without a terminal, and says how it ended."""

    def command(*arguments: str) -> Ended:
        capsys.readouterr()
        code = run(list(arguments))
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return command


@pytest.fixture
def base(root: Path) -> Path:
    """Return the folder of the reference case in the archive, recorded in git."""
    folder = root / "cases" / "base"
    shutil.copytree(REFERENCE, folder)
    git(root, "add", "cases")
    git(root, "commit", "--quiet", "-m", "base: written by hand")
    return folder


def git(root: Path, *arguments: str) -> str:
    """Run git in the archive and return what it printed."""
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def commits(root: Path) -> int:
    """Return the number of commits."""
    return int(git(root, "rev-list", "--count", "HEAD"))
