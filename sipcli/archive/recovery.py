"""Finishing a write that was killed, and clearing the locks that its git left behind."""

import time
from collections.abc import Iterable
from contextlib import suppress

from sipcli.archive.git import Repository
from sipcli.archive.journal import Journal, Planned, Workshop, carry_out, drop_empty, put_back
from sipcli.archive.place import CASES
from sipcli.archive.preflight import wait_gone
from sipcli.archive.recording import commit, not_committed
from sipcli.errors import ArchiveError, GitFailed
from sipcli.i18n import _

ORPHAN_SECONDS = 3.0
"""How long a git command whose sip was killed may take to finish by itself."""

OURS_SECONDS = 10.0
"""An index.lock made this soon after our git command began was made by it."""


def recover(repository: Repository, workshop: Workshop) -> None:
    """Finish what the journal tells of, if there is something; call with the lock held.

    A file is brought forward unless somebody has changed it since; then it is theirs. A write that was being taken
    back is taken back wholly.

    Raises:
        ArchiveError: the files are in place but git will not take the commit.
    """
    journal = workshop.pending()
    if journal is None:
        workshop.end()  # what a write prepared before it was killed
        return
    clear_stale_locks(repository, workshop)
    if journal.back:
        take_back(repository, workshop, journal)
        return
    ours = [one for one in journal.files if carry_out(repository.root, one)]
    paths = [one.path for one in ours]
    if ours and not_committed(repository, paths):
        _commit(repository, workshop, journal, paths)
    finish(repository, workshop, ours)


def finish(repository: Repository, workshop: Workshop, files: Iterable[Planned]) -> None:
    """End a write that is committed: the folders it emptied go, and the journal."""
    for one in files:
        if one.new is None:
            drop_empty((repository.root / one.path).parent, repository.root / CASES)
    workshop.end()


def take_back(repository: Repository, workshop: Workshop, journal: Journal) -> None:
    """Put files and index back as they were before a write that git refused, and end it."""
    for one in journal.files:
        put_back(repository.root, one)
    with suppress(GitFailed):  # at worst the index lists what was added; the files themselves are as before
        repository.run("reset", "--quiet", "--", *(one.path for one in journal.files))
        if journal.staged:
            repository.run("add", "--", *journal.staged)
    workshop.end()


def _commit(repository: Repository, workshop: Workshop, journal: Journal, paths: list[str]) -> None:
    try:
        commit(repository, workshop, journal.message, paths, journal.env)
    except GitFailed as err:
        raise ArchiveError(
            _(
                "An earlier command was interrupted: its files are in place ({files}) but git does not take the "
                "commit. It said: {said}. Mend that and try again."
            ).format(files=", ".join(paths), said=err.said or "–")
        ) from None


def clear_stale_locks(repository: Repository, workshop: Workshop) -> None:
    """Remove the lock files of a git command of ours that was killed, and no others.

    A git command whose sip was killed may still be running, or be about to begin, so it is given time to end. An
    index.lock is ours when it was made just after our command began; a lock on a branch is held for milliseconds by
    any living git.
    """
    began = workshop.git_began()
    if began is None:
        return
    until = time.monotonic() + ORPHAN_SECONDS
    while not workshop.git_ended() and time.monotonic() < until:
        time.sleep(0.02)
    head = (repository.git_dir / "HEAD").read_text(encoding="utf-8").removeprefix("ref: ").strip()
    for lock, within in (
        (repository.git_dir / "index.lock", OURS_SECONDS),
        (repository.git_dir / "HEAD.lock", None),
        (repository.common_dir / f"{head}.lock", None),
        (repository.common_dir / "objects" / "maintenance.lock", OURS_SECONDS),
        *((one, None) for one in repository.git_dir.glob("next-index-*.lock")),
    ):
        if wait_gone(lock, max(0.0, until - time.monotonic())):
            continue
        try:
            made = lock.stat().st_mtime
        except FileNotFoundError:
            continue
        if made >= began - 1 and (within is None or made <= began + within):
            lock.unlink(missing_ok=True)
