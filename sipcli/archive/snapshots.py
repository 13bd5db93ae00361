"""The archive as it is not in the work tree: as git had it once, or as it is about to be committed."""

import io
import re
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from sipcli.archive.archive import Archive, open_archive
from sipcli.archive.git import HOOK_INDEX, Repository, open_repository
from sipcli.archive.own_guidelines import FOLDER as GUIDELINES
from sipcli.archive.past import past
from sipcli.archive.place import CASES, SETTINGS_FILE, UNITS_FILE
from sipcli.errors import GitFailed, UsageError
from sipcli.i18n import _

BESIDES = (SETTINGS_FILE, UNITS_FILE, GUIDELINES)
"""What judging a case needs besides its own folder."""


@contextmanager
def archive_at(archive: Archive, text: str, besides: Sequence[str] = BESIDES) -> Iterator[tuple[Archive, date]]:
    """Give the archive as git had it at a revision, or at the end of a day, and the day it was.

    Of a case only what is asked for is read, and nothing of it is written to disk. `besides` names what is wanted
    besides cases; that lies in a temporary folder.

    Raises:
        UsageError: there is no such revision, or nothing was recorded by that day.
    """
    repository = open_repository(archive.root)
    commit, day = _commit_meant(repository, text)
    there = set(repository.text("ls-tree", "--name-only", "-z", commit).split("\0"))
    wanted = [name for name in besides if name in there]
    with tempfile.TemporaryDirectory(prefix="sip-") as folder, past(archive.root, commit) as cases:
        if wanted:
            packed = repository.run("archive", "--format=tar", commit, "--", *wanted)
            with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
                safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # from 3.11.4
                tar.extractall(folder, **safely)  # type: ignore[arg-type]
        yield replace(open_archive(Path(folder)), past=cases), day


def _commit_meant(repository: Repository, text: str) -> tuple[str, date]:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise UsageError(
                _("“{text}” is not a day; write it as YYYY-MM-DD, e.g. 2026-09-01.").format(text=text)
            ) from None
        if not repository.has_commit():
            raise UsageError(_("Nothing had been recorded in the archive by {date}.").format(date=text))
        found = repository.text("rev-list", "-1", f"--before={text}T23:59:59", "HEAD").strip()
        if not found:
            raise UsageError(_("Nothing had been recorded in the archive by {date}.").format(date=text))
        return found, day
    try:
        if text.startswith("-"):
            raise GitFailed("")
        found = repository.text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}").strip()
    except GitFailed:
        message = _("“{text}” is neither a day nor a revision that git knows.").format(text=text)
        raise UsageError(message) from None
    when = repository.text("show", "--no-patch", "--format=%cI", found).strip()
    return found, datetime.fromisoformat(when).date()


@contextmanager
def staged(archive: Archive) -> Iterator[tuple[Archive, list[str]]]:
    """Give the archive as the index has it, and the ids of the cases that the next commit would change."""
    repository = open_repository(archive.root)
    env = _index_of_hook(repository)
    head = ["HEAD"] if repository.has_commit() else ["4b825dc642cb6eb9a060e54bf8d69288fbee4904"]  # git's empty tree
    changed = repository.text("diff-index", "--cached", "--name-only", "--no-renames", "-z", *head, "--", env=env)
    paths = [path for path in changed.split("\0") if path]
    cases = sorted({path.split("/")[1] for path in paths if path.startswith(f"{CASES}/") and path.count("/") >= 2})
    listed = repository.run("ls-files", "-z", "--", *BESIDES, *(f"{CASES}/{case}" for case in cases), env=env)
    with tempfile.TemporaryDirectory(prefix="sip-") as folder:
        repository.run("checkout-index", "-z", "--stdin", f"--prefix={folder}/", stdin=listed, env=env)
        found = open_archive(Path(folder))
        yield found, [case for case in cases if found.folder(case).is_dir()]


def _index_of_hook(repository: Repository) -> dict[str, str]:
    """Return what leads git to the index of the commit whose hook we run in, when it is one of this repository."""
    if HOOK_INDEX is None:
        return {}
    index = (repository.root / HOOK_INDEX).resolve()
    return {"GIT_INDEX_FILE": str(index)} if index.is_relative_to(repository.git_dir.resolve()) else {}
