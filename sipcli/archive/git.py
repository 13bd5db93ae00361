"""Git, in a few functions: one program started for one answer, and one kept open that gives many contents.

Arguments are constant, then `--`, then paths; what a user wrote goes through standard input only.

No library stands between: importing GitPython takes longer than git itself takes for most of what is asked of it here.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sipcli.archive.place import git_folder
from sipcli.errors import ArchiveError, GitFailed
from sipcli.i18n import _

_REDIRECTING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")
"""Set inside a git hook of another repository; they would lead our git astray."""


OWN_COMMIT = "SIP_COMMIT"
"""Set while our own git commands run; the hook that checks a person's commit lets ours pass, checked already."""


LITERAL = "GIT_LITERAL_PATHSPECS"
"""Tells git that a * in a path is a sign like any other."""

HOOK_INDEX = os.environ.get("GIT_INDEX_FILE")
"""The index that git made for the commit whose hook we run in (`git commit -a`), None outside a hook."""

_FOUND = re.compile(rb"[0-9a-f]+ (?:blob|tree|commit|tag) (\d+)\n")
"""What the batch reader says before a content: its id, its kind, its size."""

if sys.platform == "win32":  # else a git.exe that lies in the archive would be run
    os.environ.setdefault("NoDefaultCurrentDirectoryInExePath", "1")


def _environment(settings: Mapping[str, str] | None) -> dict[str, str]:
    ours = {"LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0", OWN_COMMIT: "1", LITERAL: "1"}
    return {**{key: one for key, one in os.environ.items() if key not in _REDIRECTING}, **ours, **(settings or {})}


@dataclass(frozen=True)
class Git:
    """Git in a folder."""

    root: Path

    def run(
        self,
        *arguments: str,
        stdin: bytes | None = None,
        env: Mapping[str, str] | None = None,
        held: int | None = None,
    ) -> bytes:
        """Run git with `arguments` in the archive and return what it printed.

        `held` is an open file that git keeps open until it ends, even when its sip is killed (not on Windows).

        Raises:
            GitFailed: git ended with an error.
        """
        try:
            ended = subprocess.run(
                ["git", *arguments],
                cwd=self.root,
                env=_environment(env),
                input=stdin or b"",
                check=False,
                capture_output=True,
                pass_fds=() if held is None else (held,),
            )
        except FileNotFoundError:
            raise (no_git() if self.root.is_dir() else GitFailed(str(self.root))) from None
        if ended.returncode:
            raise GitFailed(ended.stderr.decode("utf-8", "replace").strip())
        return ended.stdout

    def text(self, *arguments: str, env: Mapping[str, str] | None = None) -> str:
        """Run git and return what it printed as text."""
        return self.run(*arguments, env=env).decode("utf-8", "replace")


@dataclass(frozen=True)
class Repository(Git):
    """The git repository of an archive. `git_dir` and `common_dir` differ only in a second work tree of one."""

    git_dir: Path
    common_dir: Path

    def has_commit(self) -> bool:
        """Tell whether anything has been committed on the branch; raises GitFailed when git cannot work here at all."""
        try:
            self.run("rev-parse", "--verify", "--quiet", "HEAD")
        except GitFailed:
            self.run("rev-parse", "--git-dir")
            return False
        return True

    @contextmanager
    def contents(self) -> Iterator["Contents"]:
        """Give a reader of what git keeps: one process for as many contents as are asked for."""
        contents = Contents(self.root)
        try:
            yield contents
        finally:
            contents.close()


class Contents:
    """Reads what git keeps, one thing after the other, from one process that is started for the first."""

    def __init__(self, root: Path) -> None:
        """Begin; nothing is started before it is asked for."""
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None

    def get(self, name: str) -> bytes | None:
        """Return the content that git keeps under a name (an id, `commit:path`, `commit:folder`), None for nothing.

        A folder's content is git's own listing of it.

        Raises:
            GitFailed: git ended meanwhile.
        """
        if "\n" in name:
            return None
        process = self._started()
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(f"{name}\n".encode())
            process.stdin.flush()
        except OSError:
            raise GitFailed("git cat-file ended") from None
        head = process.stdout.readline()
        found = _FOUND.fullmatch(head)
        if head and not found:  # missing, ambiguous, of a submodule
            return None
        content = process.stdout.read(int(found[1]) + 1) if found else b""
        if not found or len(content) != int(found[1]) + 1:
            raise GitFailed("git cat-file ended")
        return content[:-1]

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            with process:  # closes what it reads from, which ends it, and waits for it
                pass

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            try:
                self._process = subprocess.Popen(
                    ["git", "cat-file", "--batch"],
                    cwd=self._root,
                    env=_environment(None),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            except FileNotFoundError:
                raise no_git() from None
        return self._process


def no_git() -> ArchiveError:
    """Return the error for a machine without git."""
    return ArchiveError(_("Git is not installed, or not found. Install it (git-scm.com) and try again."))


def open_repository(root: Path) -> Repository:
    """Return the repository whose top folder is the archive at `root`.

    Raises:
        ArchiveError: the archive is not under git, or lies inside a larger repository.
    """
    git_dir = git_folder(root)
    if git_dir is not None and (git_dir / "HEAD").is_file():
        return Repository(root, git_dir, _common_dir(git_dir))
    around = repository_around(root)
    if around:
        raise ArchiveError(
            _(
                "The archive {root} has no git repository of its own; it lies inside another one, {around}, which "
                "would take in the children's files. Nothing was written. Run “sip init {root}” to give the "
                "archive its own."
            ).format(root=root, around=around)
        )
    raise ArchiveError(
        _("The archive {root} is not under git. Nothing was written. Run “sip init {root}” to put it there.").format(
            root=root
        )
    )


def _common_dir(git_dir: Path) -> Path:
    """Return the folder that the work trees of one repository share."""
    try:
        return (git_dir / (git_dir / "commondir").read_text(encoding="utf-8").strip()).resolve()
    except FileNotFoundError:
        return git_dir


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
