"""Git, in a few functions. GitPython is used only as `repo.git` (design, section 4) and imported when first needed.

Arguments are constant, then `--`, then paths; what a user wrote goes through standard input only.
"""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sipcli.errors import ArchiveError, GitFailed
from sipcli.i18n import _

if TYPE_CHECKING:
    from git import Repo

_REDIRECTING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")
"""Set inside a git hook of another repository; they would lead our git astray."""


OWN_COMMIT = "SIP_COMMIT"
"""Set while our own git commands run; the hook that checks a person's commit lets ours pass, checked already."""


LITERAL = "GIT_LITERAL_PATHSPECS"
"""Tells git that a * in a path is a sign like any other."""

HOOK_INDEX = os.environ.get("GIT_INDEX_FILE")
"""The index that git made for the commit whose hook we run in (`git commit -a`), None outside a hook."""


@dataclass(frozen=True)
class Git:
    """Git in a folder."""

    root: Path

    @property
    def program(self) -> Any:
        """GitPython's runner for the folder."""
        return _git().Git(self.root)

    def run(self, *arguments: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None) -> bytes:
        """Run git with `arguments` in the archive and return what it printed.

        Raises:
            GitFailed: git ended with an error.
        """
        from git.exc import GitCommandError, GitCommandNotFound

        settings = {
            "LC_ALL": "C",
            "LANGUAGE": "C",
            "GIT_OPTIONAL_LOCKS": "0",
            OWN_COMMIT: "1",
            LITERAL: "1",
            **(env or {}),
        }
        options: dict[str, Any] = {"env": settings, "stdout_as_string": False, "strip_newline_in_stdout": False}
        try:
            if stdin is None:
                return bytes(self.program.execute(["git", *arguments], **options))
            with tempfile.TemporaryFile() as source:
                source.write(stdin)
                source.seek(0)
                return bytes(self.program.execute(["git", *arguments], istream=source, **options))
        except GitCommandNotFound:
            raise no_git() from None
        except GitCommandError as err:
            said = err.stderr if isinstance(err.stderr, str) else ""
            raise GitFailed(said.strip().removeprefix("stderr: ").strip("'")) from None

    def text(self, *arguments: str, env: Mapping[str, str] | None = None) -> str:
        """Run git and return what it printed as text."""
        return self.run(*arguments, env=env).decode("utf-8", "replace")


@dataclass(frozen=True)
class Repository(Git):
    """The git repository of an archive."""

    git_dir: Path
    repo: "Repo"

    @property
    def program(self) -> Any:
        """GitPython's runner for the repository."""
        return self.repo.git

    def has_commit(self) -> bool:
        """Tell whether anything has been committed on the branch; raises GitFailed when git cannot work here at all."""
        try:
            self.run("rev-parse", "--verify", "--quiet", "HEAD")
        except GitFailed:
            self.run("rev-parse", "--git-dir")
            return False
        return True


def no_git() -> ArchiveError:
    """Return the error for a machine without git."""
    return ArchiveError(_("Git is not installed, or not found. Install it (git-scm.com) and try again."))


def _git() -> Any:
    for name in _REDIRECTING:
        os.environ.pop(name, None)
    try:
        import git
    except ImportError:  # GitPython says so when there is no git program
        raise no_git() from None
    return git


def open_repository(root: Path) -> Repository:
    """Return the repository whose top folder is the archive at `root`.

    Raises:
        ArchiveError: the archive is not under git, or lies inside a larger repository.
    """
    git = _git()
    try:
        repo = git.Repo(root, search_parent_directories=False)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError):
        around = repository_around(root)
        if around:
            raise ArchiveError(
                _(
                    "The archive {root} has no git repository of its own; it lies inside another one, {around}, which "
                    "would take in the children's files. Nothing was written. Run “sip init {root}” to give the "
                    "archive its own."
                ).format(root=root, around=around)
            ) from None
        raise ArchiveError(
            _(
                "The archive {root} is not under git. Nothing was written. Run “sip init {root}” to put it there."
            ).format(root=root)
        ) from None
    return Repository(root, Path(repo.git_dir), repo)


def repository_around(folder: Path) -> Path | None:
    """Return the top folder of the repository that `folder` would be part of, None when there is none."""
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)


def is_ignored(around: Path, folder: Path) -> bool:
    """Tell whether the repository at `around` ignores `folder`."""
    try:
        Git(around).run("check-ignore", "-q", "--", f"{folder}/", env={LITERAL: "0"})  # it knows no literal paths
    except GitFailed:
        return False
    return True


def create_repository(root: Path) -> Repository:
    """Make a repository at `root` (which may have one already) with the branch main."""
    try:
        Git(root).run("init", "--quiet", "--initial-branch=main")
    except GitFailed as err:
        message = _("Git could not make a repository in {root}: {why}").format(root=root, why=err.said)
        raise ArchiveError(message) from None
    return open_repository(root)
