"""The cases of an archive as a commit has them, read from git case by case: nothing of them is written to disk."""

import os
import posixpath
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from errno import ENOENT
from functools import cached_property, lru_cache
from pathlib import Path

from sipcli.archive.git import Contents, open_repository
from sipcli.archive.place import CASES

MOST_LINKS = 8
"""So many links lead on from one to the next at most."""

_FOLDER, _LINK, _FILES = "40000", "120000", ("100644", "100755", "100664")


@dataclass(frozen=True)
class Kept:
    """What a commit has under a name: git's mode (as in "100644") and id."""

    mode: str
    id: str


@dataclass(frozen=True)
class Entry:
    """A name in a folder, as `os.scandir` would give it."""

    name: str
    path: str
    past: "Past"

    def is_file(self) -> bool:
        """Tell whether it is a file, or a link to one that the commit has too."""
        found = self.past.find(self.path)
        return found is not None and found.mode in _FILES


@dataclass(frozen=True)
class Past:
    """The files of an archive at a commit. Paths are from the archive's root, with `/`.

    It may be handed to other processes: each starts a git of its own, when it first asks for something. `filtered`:
    git is told to keep the cases' files otherwise than it shows them (encrypted), so each is put through its filter.
    """

    root: Path
    commit: str
    filtered: bool = False

    def case_ids(self) -> list[str]:
        """Return the names of the folders under cases/, in order."""
        there = self._tree.listing(CASES) or {}
        return sorted(name for name, one in there.items() if one.mode == _FOLDER and not name.startswith("."))

    def scandir(self, folder: str) -> AbstractContextManager[list[Entry]]:
        """Give what is in a folder, in place of `os.scandir`.

        Raises:
            FileNotFoundError: there is no such folder.
        """
        listing = self._tree.listing(folder)
        if listing is None:
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT), folder)
        return nullcontext([Entry(name, f"{folder}/{name}", self) for name in listing])

    def read(self, path: str) -> bytes:
        """Return the content of a file.

        Raises:
            FileNotFoundError: there is no such file.
        """
        found = self.find(path)
        content = self._tree.contents.get(found.id) if found and found.mode in _FILES else None
        if found is None or content is None:
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT), path)
        if self.filtered:
            return open_repository(self.root).run("cat-file", "--filters", f"--path={path}", found.id)
        return content

    def find(self, path: str) -> Kept | None:
        """Return what the commit has at a path, following links; None for nothing, or a link that leads elsewhere."""
        for _ in range(MOST_LINKS):
            found = self._tree.find(path)
            if found is None or found.mode != _LINK:
                return found
            target = (self._tree.contents.get(found.id) or b"").decode("utf-8", "surrogateescape")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        return None

    @property
    def _tree(self) -> "_Tree":
        return _tree(self.root, self.commit, os.getpid())


@lru_cache(maxsize=1)
def _tree(root: Path, commit: str, _process: int) -> "_Tree":
    return _Tree(Contents(root), commit)


@contextmanager
def past(root: Path, commit: str) -> Iterator[Past]:
    """Give an archive's files at a commit; the git that reads them ends with it."""
    asked = ("filter", "working-tree-encoding", "--", f"{CASES}/any/case.yaml")
    told = open_repository(root).text("check-attr", "-z", *asked).split("\0")[2::3]
    found = Past(root, commit, filtered=not {*told} <= {"unspecified", "unset"})
    try:
        yield found
    finally:
        found._tree.contents.close()
        _tree.cache_clear()


class _Tree:
    """A commit's folders, each read once; those of one case are forgotten with the next one."""

    def __init__(self, contents: Contents, commit: str) -> None:
        self.contents = contents
        self._commit = commit
        self._case: dict[str, Mapping[str, Kept] | None] = {}

    def listing(self, folder: str) -> Mapping[str, Kept] | None:
        """Return what is in a folder by name, None when it is none."""
        if folder == "":
            return self._root
        if folder == CASES:
            return self._cases
        if folder not in self._case:
            if folder.count("/") == 1:
                self._case.clear()
            found = self.find(folder)
            self._case[folder] = self._read(found.id) if found and found.mode == _FOLDER else None
        return self._case[folder]

    def find(self, path: str) -> Kept | None:
        """Return what is at a path."""
        folder, _slash, name = path.rpartition("/")
        return (self.listing(folder) or {}).get(name)

    @cached_property
    def _root(self) -> Mapping[str, Kept]:
        return self._read(f"{self._commit}^{{tree}}")

    @cached_property
    def _cases(self) -> Mapping[str, Kept]:
        found = self._root.get(CASES)
        return self._read(found.id) if found and found.mode == _FOLDER else {}

    def _read(self, name: str) -> Mapping[str, Kept]:
        content, at = self.contents.get(name) or b"", 0
        width = len(self._commit) // 2
        found = {}
        while at < len(content):  # mode, space, name, nought, id in bytes
            end = content.index(b"\0", at)
            mode, _space, entry = content[at:end].partition(b" ")
            at = end + 1 + width
            found[os.fsdecode(entry)] = Kept(mode.decode(), content[end + 1 : at].hex())
        return found
