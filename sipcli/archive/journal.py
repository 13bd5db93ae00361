"""The journal of a write: what is about to happen, on disk before it happens, so that a killed write can be finished.

Everything lies in `.git/sip/`: `guard` (the lock's file), `journal.json`, `git-began` and `tmp/`.
"""

import json
import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from sipcli.archive.place import CASES
from sipcli.archive.reading import fingerprint

if sys.platform != "win32":
    import fcntl


@dataclass(frozen=True)
class Planned:
    """One file of a write: `new` and `old` are fingerprints (`new` None: no file is to be left, `old`: there was none).

    `fresh` is where its new content is prepared. `backup` is where its old content lies: a copy when it is replaced;
    when it is removed, the place that the file itself is moved to.
    """

    path: str
    new: str | None
    old: str | None
    fresh: str | None
    backup: str | None


@dataclass(frozen=True)
class Journal:
    """A write that is under way, or (`back`) being taken back after git refused it.

    `staged` names the files that the user had staged before.
    """

    message: str
    env: dict[str, str]
    files: tuple[Planned, ...]
    staged: tuple[str, ...] = ()
    back: bool = False


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

    def place(self) -> str:
        """Return the path of a temporary file that is not there yet."""
        self.temporary.mkdir(exist_ok=True)
        return str(self.temporary / uuid.uuid4().hex)

    def store(self, content: bytes) -> str:
        """Write bytes to a temporary file, through to the disk, and return its path."""
        path = self.place()
        with Path(path).open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        return path

    def begin(self, journal: Journal) -> None:
        """Put the journal on disk, whole or not at all."""
        Path(self.store(json.dumps(asdict(journal)).encode("utf-8"))).replace(self._journal)
        sync_folder(self.home)

    def pending(self) -> Journal | None:
        """Return the journal of a write that was not finished, None when there is none."""
        try:
            data = json.loads(self._journal.read_text(encoding="utf-8"))
            files = tuple(Planned(**one) for one in data.pop("files"))
            return Journal(**{**data, "files": files, "staged": tuple(data.get("staged", ()))})
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, AttributeError):
            self._journal.replace(self._journal.with_suffix(".damaged"))  # nothing in it can be trusted
            return None

    def end(self) -> None:
        """Drop the journal and what was prepared."""
        self._journal.unlink(missing_ok=True)
        shutil.rmtree(self.temporary, ignore_errors=True)

    @contextmanager
    def git_begins(self) -> Iterator[int | None]:
        """Note, by the disk's own clock, when a git command of ours starts; give a handle for it to hold while it runs.

        The handle is locked, and git inherits it: so one can wait for a git whose sip was killed. None where the
        system has no such locks.
        """
        self._began.unlink(missing_ok=True)  # whoever holds a former one (a git that tidies up) holds that one
        with self._began.open("wb") as out:
            os.utime(self._began)
            yield out.fileno() if _locked(out) else None

    def git_ended(self) -> bool:
        """Tell whether our latest git command has ended, as far as one can see."""
        try:
            with self._began.open("r+b") as held:
                return sys.platform == "win32" or _locked(held)
        except FileNotFoundError:
            return True

    def git_began(self) -> float | None:
        """Return when our latest git command started (seconds), None when none did."""
        try:
            return self._began.stat().st_mtime
        except FileNotFoundError:
            return None


def _locked(file: IO[bytes]) -> bool:
    """Lock an open file for whoever holds it open; tell whether that was possible."""
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    return False


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


def put_away(target: Path, aside: str, content: str) -> bool:
    """Move a file out of the archive in one step, and tell whether it is gone.

    It is moved, not deleted, so that its content can be looked at once nobody writes to it any more: when it is not
    `content` (a fingerprint), somebody has saved it just now, and it goes back.
    """
    Path(aside).parent.mkdir(exist_ok=True)
    target.replace(aside)
    sync_folder(Path(aside).parent)
    sync_folder(target.parent)
    return _is_ours(target, aside, content)


def _is_ours(target: Path, aside: str, content: str | None) -> bool:
    """Tell whether what was moved away is what should be; what somebody else wrote is put back."""
    if current(Path(aside)) in (None, content):
        return True
    if not target.exists():
        put_in_place(aside, target)
    return False


def carry_out(root: Path, planned: Planned) -> bool:
    """Bring a file from what it was to what the write means it to be; tell whether it is so now.

    It is not when somebody has changed the file meanwhile: then it is left as it is.
    """
    target = root / planned.path
    now = current(target)
    if now == planned.new:  # a removal that was killed half-way may have caught somebody's save
        return planned.new is not None or planned.backup is None or _is_ours(target, planned.backup, planned.old)
    if now != planned.old:
        return False
    if planned.new is None:  # what was moved away already and is here again, somebody wants to keep
        aside, content = str(planned.backup), str(planned.old)
        return not Path(aside).exists() and put_away(target, aside, content)
    if planned.fresh is None or current(Path(planned.fresh)) != planned.new:
        return False
    put_in_place(planned.fresh, target)
    return True


def put_back(root: Path, planned: Planned) -> None:
    """Bring a file back to what it was before the write, unless it is not, or no longer, as the write meant it."""
    target = root / planned.path
    if planned.new == planned.old or current(target) != planned.new:
        return
    if planned.backup is None:
        put_away(target, str(planned.fresh), str(planned.new))
        drop_empty(target.parent, root / CASES)
    elif Path(planned.backup).exists():
        put_in_place(planned.backup, target)


def drop_empty(folder: Path, top: Path) -> None:
    """Take away a folder that is empty, and those above it that thereby are, up to but not including `top`."""
    while folder != top and top in folder.parents:
        try:
            folder.rmdir()
        except FileNotFoundError:
            pass
        except OSError:
            return
        folder = folder.parent


def sync_folder(folder: Path) -> None:
    """See that a folder's entries are on disk, where the system can do that for a folder."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
