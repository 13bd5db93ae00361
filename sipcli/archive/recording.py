"""Recording a write: one commit of just its files, whatever else is staged.

`git commit --only` reads the last commit's whole tree into an index of its own, and looks at every file of the archive
twice: over a second with ten thousand cases. So git's fast-import makes the commit: it reads and writes only the
folders that change. Where a hook or a signature has a say in a commit, `git commit` makes it.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from sipcli.archive.git import Repository
from sipcli.archive.hook import NAME as PRE_COMMIT
from sipcli.archive.hook import is_our_hook
from sipcli.archive.journal import Workshop
from sipcli.archive.preflight import Signed, identity
from sipcli.errors import GitFailed

_SETTINGS = r"^(core\.hookspath|commit\.gpgsign|i18n\.commitencoding|hook\..*)$"
"""What the user may have told git about commits, and fast-import does not know of."""

_HOOKS = (PRE_COMMIT, "prepare-commit-msg", "commit-msg", "post-commit")
"""What `git commit` would run. Hooks of a branch that moves are run by fast-import too."""


def commit(
    repository: Repository,
    workshop: Workshop,
    text: str,
    paths: Sequence[str],
    env: Mapping[str, str],
    signed: Signed | None = None,
) -> None:
    """Commit just these paths, whether written or removed; what the user has staged elsewhere stays staged.

    `signed` is who does it, when that has been asked for already.

    Raises:
        GitFailed: git does not take the commit.
    """
    to_add, to_commit = _known_to_git(repository, paths)
    if to_add:
        _run(repository, workshop, "add", "--", *to_add)
    if not to_commit:
        return  # files that had never been committed are gone again
    if _is_free(repository) and _imported(repository, workshop, text, paths, signed or identity(repository, env)):
        return
    how = ("commit", "--quiet", "--only", "--cleanup=verbatim", "--file=-")
    try:
        _run(repository, workshop, *how, "--", *to_commit, stdin=text.encode("utf-8"), env=env)
    except GitFailed:
        if not_committed(repository, paths):
            raise
        # the files are now as the last commit has them, so there is nothing to record


def _is_free(repository: Repository) -> bool:
    """Tell whether git would make a commit without asking anybody: no hooks but our own, no signature."""
    try:
        said = repository.text("config", "-z", "--get-regexp", _SETTINGS)
    except GitFailed as err:
        if err.said:
            return False
        said = ""  # none of them is set
    told = {key: value if given else "true" for key, given, value in (one.partition("\n") for one in said.split("\0"))}
    del told[""]
    if told.pop("commit.gpgsign", "false").lower() not in ("false", "no", "off", "0", ""):
        return False
    if told.pop("i18n.commitencoding", "utf-8").lower() not in ("utf-8", "utf8"):
        return False
    hooks = repository.common_dir / "hooks"
    if told.pop("core.hookspath", None) is not None:
        hooks = repository.root / repository.text("rev-parse", "--git-path", "hooks").removesuffix("\n")
    there = [name for name in _HOOKS if os.path.lexists(hooks / name) or os.path.lexists(hooks / f"{name}.exe")]
    return not told and (not there or (there == [PRE_COMMIT] and is_our_hook(hooks / PRE_COMMIT)))


def _imported(repository: Repository, workshop: Workshop, text: str, paths: Sequence[str], signed: Signed) -> bool:
    """Commit what is staged in these paths on top of the branch; tell whether that could be done."""
    branch = (repository.git_dir / "HEAD").read_text(encoding="utf-8").removeprefix("ref: ").strip()
    try:
        entries = list(_staged(repository, paths))
        if not entries:
            return True  # the files are as the last commit has them
        message = text.encode("utf-8")
        stream = [
            f"commit {branch}".encode(),
            f"author {signed.author}".encode(),
            f"committer {signed.committer}".encode(),
            b"data %d" % len(message),
            message,
            f"from {branch}^0".encode(),  # as it is then: what another git recorded meanwhile is kept
            *(os.fsencode(one) for one in entries),
            b"\ndone\n",
        ]
        how = ("-c", "fastimport.unpackLimit=100", "fast-import", "--quiet", "--done", "--date-format=raw")
        _run(repository, workshop, *how, stdin=b"\n".join(stream))
    except GitFailed:
        return False
    with suppress(GitFailed):  # as after every commit; before git 2.29 it is called otherwise and is left to the user's
        _run(repository, workshop, "maintenance", "run", "--auto", "--quiet")
    return True


def _staged(repository: Repository, paths: Sequence[str]) -> Iterator[str]:
    """Yield what is staged in these paths and not in the last commit, in fast-import's words.

    Raises:
        GitFailed: there is no commit yet, or a file is in conflict.
    """
    how = ("--cached", "--raw", "--no-abbrev", "--no-renames", "-z")
    pieces = os.fsdecode(repository.run("diff-index", *how, "HEAD", "--", *paths)).split("\0")
    for head, path in zip(pieces[::2], pieces[1::2], strict=False):
        _old_mode, mode, _old, blob, what = head.split()
        if what == "U":
            raise GitFailed(path)
        quoted = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        yield f'D "{quoted}"' if what == "D" else f'M {mode} {blob} "{quoted}"'


def _run(
    repository: Repository,
    workshop: Workshop,
    *arguments: str,
    stdin: bytes | None = None,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a git command that changes the repository, so that a recovery can tell when it began and whether it ended."""
    with workshop.git_begins() as handle:
        repository.run(*arguments, stdin=stdin, env=env, held=handle)


def _known_to_git(repository: Repository, paths: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what `git add` and what `git commit` can be told of: each stumbles over a path that it does not know."""
    gone = [path for path in paths if not (repository.root / path).exists()]
    if not gone:
        return list(paths), list(paths)
    staged = repository.text("ls-files", "-z", "--", *gone).split("\0")
    committed = last_committed(repository, gone)
    there = [path for path in paths if path not in gone]
    return [*there, *(one for one in gone if one in staged)], [*there, *(one for one in gone if one in committed)]


def last_committed(repository: Repository, paths: Sequence[str]) -> dict[str, str]:
    """Return the blobs that the last commit has of these paths, by path; nothing for those it does not have."""
    if not repository.has_commit():
        return {}
    listed = repository.text("ls-tree", "-z", "HEAD", "--", *paths).split("\0")
    entries = [one.partition("\t") for one in listed if one]
    return {path: head.split()[2] for head, _tab, path in entries}


def not_committed(repository: Repository, paths: Sequence[str]) -> bool:
    """Tell whether any of these files is not as the last commit has it."""
    return bool(repository.run("status", "--porcelain=v1", "--untracked-files=all", "--", *paths))
