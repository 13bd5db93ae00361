"""The journal of a write: what is about to happen, on disk before it happens, so that a killed write can be finished.

Everything lies in `.git/sip/`: `guard` (the lock's file), `journal.json`, `git-began` and `tmp/`.
"""

import json
import os
import shutil
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from sipcli.archive.reading import fingerprint


@dataclass(frozen=True)
class Planned:
    """One file of a write: `new` and `old` are fingerprints (`old` None: there was no file)."""

    path: str
    new: str
    old: str | None
    fresh: str
    backup: str | None


@dataclass(frozen=True)
class Journal:
    """A write that is under way."""

    message: str
    env: dict[str, str]
    files: tuple[Planned, ...]


class Workshop:
    """The folder where a write is prepared, on the same disk as the archive."""

    def __init__(self, root: Path, git_dir: Path) -> None:
        """Choose the place: in .git, or in the archive when .git lies on another disk."""
        self.home = git_dir / "sip"
        self.home.mkdir(exist_ok=True)
        same_disk = self.home.stat().st_dev == root.stat().st_dev
        self.temporary = self.home / "tmp" if same_disk else root / ".sip-tmp"
        self.guard = self.home / "guard"
        self._journal = self.home / "journal.json"
        self._began = self.home / "git-began"

    def store(self, content: bytes) -> str:
        """Write bytes to a temporary file, through to the disk, and return its path."""
        self.temporary.mkdir(exist_ok=True)
        path = self.temporary / uuid.uuid4().hex
        with path.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        return str(path)

    def begin(self, journal: Journal) -> None:
        """Put the journal on disk, whole or not at all."""
        Path(self.store(json.dumps(asdict(journal)).encode("utf-8"))).replace(self._journal)
        sync_folder(self.home)

    def pending(self) -> Journal | None:
        """Return the journal of a write that was not finished, None when there is none."""
        try:
            data = json.loads(self._journal.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError:
            self._journal.replace(self._journal.with_suffix(".damaged"))  # nothing in it can be trusted
            return None
        files = tuple(Planned(**one) for one in data["files"])
        return Journal(data["message"], data["env"], files)

    def end(self) -> None:
        """Drop the journal and what was prepared."""
        self._journal.unlink(missing_ok=True)
        shutil.rmtree(self.temporary, ignore_errors=True)

    def git_begins(self) -> None:
        """Note the time, by the disk's own clock, at which a git command of ours starts."""
        self._began.write_bytes(b"")
        os.utime(self._began)

    def git_began(self) -> float | None:
        """Return when our latest git command started (seconds), None when none did."""
        try:
            return self._began.stat().st_mtime
        except FileNotFoundError:
            return None


def current(path: Path) -> str | None:
    """Return the fingerprint of a file as it is now, None when it is not there."""
    try:
        return fingerprint(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def put_in_place(source: str, target: Path) -> None:
    """Move a prepared file to its place in one step, with the permissions of the file it replaces."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        shutil.copymode(target, source)
    Path(source).replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """See that a folder's entries are on disk, where the system can do that for a folder."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
