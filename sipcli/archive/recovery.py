"""Finishing a write that was killed, and clearing the locks that its git left behind."""

import time
from collections.abc import Sequence
from pathlib import Path

from sipcli.archive.git import Repository
from sipcli.archive.journal import Journal, Planned, Workshop, current, put_in_place
from sipcli.archive.preflight import wait_gone
from sipcli.errors import ArchiveError, GitFailed
from sipcli.i18n import _

ORPHAN_SECONDS = 3.0
"""How long a git command whose sip was killed may take to finish by itself."""

OURS_SECONDS = 10.0
"""An index.lock made this soon after our git command began was made by it."""


def recover(repository: Repository, workshop: Workshop) -> None:
    """Finish the write that the journal tells of, if there is one; call with the lock held.

    A file is brought forward unless somebody has changed it since; then it is theirs.

    Raises:
        ArchiveError: the files are in place but git will not take the commit.
    """
    journal = workshop.pending()
    if journal is None:
        workshop.end()  # what a write prepared before it was killed
        return
    clear_stale_locks(repository, workshop)
    ours = [one.path for one in journal.files if _bring_forward(repository.root, one)]
    if ours and _not_committed(repository, ours):
        _commit(repository, workshop, journal, ours)
    workshop.end()


def commit(repository: Repository, workshop: Workshop, text: str, paths: Sequence[str], env: dict[str, str]) -> None:
    """Commit just these paths; what the user has staged elsewhere stays staged."""
    workshop.git_begins()
    repository.run("add", "--", *paths)
    workshop.git_begins()
    try:
        repository.run(
            "commit",
            "--quiet",
            "--only",
            "--cleanup=verbatim",
            "--file=-",
            "--",
            *paths,
            stdin=text.encode("utf-8"),
            env=env,
        )
    except GitFailed:
        if _not_committed(repository, paths):
            raise
        # the files are now as the last commit has them, so there is nothing to record


def _bring_forward(root: Path, planned: Planned) -> bool:
    """Put a journalled file in place; tell whether it is there as the write meant it."""
    target, fresh = root / planned.path, Path(planned.fresh)
    now = current(target)
    if now == planned.old and now != planned.new and current(fresh) == planned.new:
        put_in_place(planned.fresh, target)
        return True
    return now == planned.new


def _not_committed(repository: Repository, paths: Sequence[str]) -> bool:
    return bool(repository.run("status", "--porcelain=v1", "--untracked-files=all", "--", *paths))


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

    A git command whose sip was killed may still be running, so each lock is given time to go. An index.lock is ours
    when it was made just after our command began; a lock on a branch is held for milliseconds by any living git.
    """
    began = workshop.git_began()
    if began is None:
        return
    head = (repository.git_dir / "HEAD").read_text(encoding="utf-8").removeprefix("ref: ").strip()
    common = Path(repository.repo.common_dir)
    until = time.monotonic() + ORPHAN_SECONDS
    for lock, within in (
        (repository.git_dir / "index.lock", OURS_SECONDS),
        (repository.git_dir / "HEAD.lock", None),
        (common / f"{head}.lock", None),
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
