"""What must be in order before anything is written; every refusal is a sentence and leaves all as it was."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sipcli.archive.git import Git, Repository, open_repository
from sipcli.errors import ArchiveError, GitFailed
from sipcli.i18n import N_, _

PATIENCE = 2.0
"""Seconds to wait for another git program to finish."""

UNFINISHED = {
    "MERGE_HEAD": N_("a merge"),
    "rebase-merge": N_("a rebase"),
    "rebase-apply": N_("a rebase"),
    "CHERRY_PICK_HEAD": N_("a cherry-pick"),
    "REVERT_HEAD": N_("a revert"),
}

NO_IDENTITY = (
    "tell me who you are",
    "no email was given",
    "no name was given",
    "empty ident",
    "auto-detection is disabled",
)
"""What git says when it has no name or address to sign with."""

NOTHING_WRITTEN = N_("Nothing was written.")


def refuse(message: str) -> ArchiveError:
    """Return the error for a write that was refused before it began."""
    return ArchiveError(message + " " + _(NOTHING_WRITTEN))


def check_branch(repository: Repository) -> None:
    """Refuse a repository that a commit does not belong in now: not on a branch, or something unfinished.

    Raises:
        ArchiveError: with what to do about it.
    """
    head = (repository.git_dir / "HEAD").read_text(encoding="utf-8", errors="replace")
    if not head.startswith("ref: "):
        raise refuse(
            _(
                "The archive is not on a branch (git calls it a detached HEAD), so a change could be lost. Go back "
                "with “git switch main” and try again."
            )
        )
    for name, what in UNFINISHED.items():
        if (repository.git_dir / name).exists():
            raise refuse(
                _("In the archive {what} is in progress. Finish or abort it with git, then try again.").format(
                    what=_(what)
                )
            )


def check_repository(repository: Repository) -> None:
    """Refuse a repository in which another git program is at work.

    Raises:
        ArchiveError: with what to do about it.
    """
    if not wait_gone(repository.git_dir / "index.lock"):
        raise refuse(
            _(
                "Another git program is at work in the archive (there is a file {lock}). Let it finish and try again; "
                "if none is running, the file was left behind and can be deleted."
            ).format(lock=repository.git_dir / "index.lock")
        )


def wait_gone(path: Path, seconds: float = PATIENCE) -> bool:
    """Wait for a file to go away; tell whether it did."""
    until = time.monotonic() + seconds
    while path.exists():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@dataclass(frozen=True)
class Signed:
    """Who a commit is by, and who makes it, as git writes that: "Name <address> seconds zone"."""

    author: str
    committer: str


def identity(repository: Git, env: Mapping[str, str] | None = None) -> Signed:
    """Return who is writing; `env` may say it.

    Raises:
        ArchiveError: git does not know it; with the two commands that tell git.
    """
    return Signed(_ident(repository, "GIT_AUTHOR_IDENT", env), _ident(repository, "GIT_COMMITTER_IDENT", env))


def _ident(repository: Git, name: str, env: Mapping[str, str] | None) -> str:
    try:
        return repository.text("-c", "user.useConfigOnly=true", "var", name, env=env).removesuffix("\n")
    except GitFailed as err:
        if not any(words in err.said for words in NO_IDENTITY):
            raise refuse(_("Git could not do it. It said: {said}").format(said=err.said or "–")) from None
        raise refuse(
            _(
                "Git does not know who you are, and the history must say who wrote. Tell it once, with your own "
                'name and address: git config --global user.name "Your Name" and git config --global user.email '
                '"you@example.org".'
            )
        ) from None


def uncommitted(repository: Repository, paths: Iterable[str], *, new: bool = False) -> dict[str, bool]:
    """Return the paths that have changes by hand not committed yet, and whether they are staged.

    `new` says that there are no such files, so git need not look for those that it does not know.

    Raises:
        ArchiveError: one of them is in conflict, or staged with other content than the file has.
    """
    unknown = f"--untracked-files={'no' if new else 'all'}"
    said = repository.text("status", "--porcelain=v1", "-z", "--no-renames", unknown, "--", *paths)
    found = {}
    for entry in filter(None, said.split("\0")):
        index, tree, path = entry[0], entry[1], entry[3:]
        if "U" in (index, tree) or (index, tree) in (("A", "A"), ("D", "D")):
            raise refuse(
                _("{file} is in conflict after a merge. Mend it and commit, then try again.").format(file=path)
            )
        if index not in " ?" and tree not in " ?":
            raise refuse(
                _(
                    "{file} is staged in git with other content than the file has now. Commit it or take it out of the "
                    "index (git restore --staged), then try again."
                ).format(file=path)
            )
        found[path] = index not in " ?"
    return found


def user_name(root: Path) -> str:
    """Return the name that git knows the user by.

    Raises:
        ArchiveError: git does not know it.
    """
    return identity(open_repository(root)).author.partition(" <")[0].strip()
