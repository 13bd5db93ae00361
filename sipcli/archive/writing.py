"""Writing to an archive: some files and one commit, or nothing (design, section 4).

Lock, finish what an earlier write left, check that all is in order, prepare the new files, journal, replace and
remove, commit, drop the journal. A write that is refused or fails leaves files, index and history as they were; one
that is killed is finished by the next write.
"""

import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sipcli.archive.git import Repository, open_repository
from sipcli.archive.journal import Journal, Planned, Workshop, carry_out, current
from sipcli.archive.preflight import check_branch, check_repository, identity, refuse, uncommitted
from sipcli.archive.reading import fingerprint
from sipcli.archive.recording import commit, last_committed
from sipcli.archive.recovery import finish, recover, take_back
from sipcli.errors import ArchiveError, GitFailed, SipError
from sipcli.i18n import _

LOCK_SECONDS = 5.0
"""How long to wait for another sip that is writing."""


@dataclass(frozen=True)
class Write:
    """A file to write: its path from the archive's root with `/`, its new bytes, the fingerprint of what was read.

    `content` None takes the file away. `read` None means that there was no file, and that there must not be one.
    """

    path: str
    content: bytes | None
    read: str | None

    def __post_init__(self) -> None:
        """Hold a removal to naming what it removes."""
        if self.content is None and self.read is None:
            raise ValueError(f"{self.path} is to be removed without having been read")


@dataclass(frozen=True)
class Message:
    """A commit's message: no names and no free text, since lists of commits are shown to many.

    `undoes` is the commit that this one takes back.
    """

    case: str
    did: str
    action: str
    fields: Sequence[str] = ()
    undoes: str = ""

    @property
    def subject(self) -> str:
        """The first line, e.g. "2026-k7mf: consent given"."""
        return f"{self.case}: {self.did}" if self.case else self.did

    def text(self, by_hand: Sequence[str] = ()) -> str:
        """Return the whole message; `by_hand` names files that also had changes made by hand."""
        trailers = [f"Sip-Case: {self.case}"] if self.case else []
        trailers.append(f"Sip-Action: {self.action}")
        if self.fields:
            trailers.append(f"Sip-Fields: {', '.join(self.fields)}")
        trailers += [f"Sip-By-Hand: {name}" for name in by_hand]
        if self.undoes:
            trailers.append(f"Sip-Undoes: {self.undoes}")
        return f"{self.subject}\n\n" + "\n".join(trailers) + "\n"


@dataclass(frozen=True)
class Done:
    """What a write did: the commit's subject, and which files also had changes made by hand."""

    subject: str
    by_hand: tuple[str, ...] = ()
    changed: bool = True


@dataclass(frozen=True)
class Author:
    """Who and when, where it is not git's own identity and now (the sample archive's history)."""

    env: dict[str, str] = field(default_factory=dict)


def write(
    root: Path, writes: Sequence[Write], message: Message, author: Author | None = None, *, head: str | None = None
) -> Done:
    """Write and remove files and record that in one commit.

    `head`: the commit that the branch must still be at, where the write rests on the history too.

    Raises:
        ArchiveError: refused or failed; nothing was written.
    """
    with _alone(root) as (repository, workshop):
        if head is not None and head != repository.text("rev-parse", "HEAD").strip():
            raise refuse(_("Something else was recorded in the archive meanwhile. Look at it and try again."))
        return _write(repository, workshop, writes, message, author or Author())


def finish_pending(root: Path) -> None:
    """Finish what a killed write left, for whoever reads the history before writing.

    Raises:
        ArchiveError: the archive cannot be written to now.
    """
    with _alone(root):
        pass


@contextmanager
def _alone(root: Path) -> Iterator[tuple[Repository, Workshop]]:
    """Give the repository, with the lock held and nothing left unfinished in it."""
    repository = open_repository(root)
    try:
        workshop = Workshop(root, repository.git_dir)
        with _locked(workshop), _uninterrupted():
            check_branch(repository)
            recover(repository, workshop)
            yield repository, workshop
    except OSError as err:
        raise disk_error(err) from None


def disk_error(err: OSError) -> ArchiveError:
    """Return a full, read-only or failing disk as a sentence."""
    where = f" ({err.filename})" if err.filename else ""
    return refuse(
        _("The archive cannot be written to{where}: {why}. Free or unlock the disk and try again.").format(
            where=where, why=err.strerror or err
        )
    )


@contextmanager
def _locked(workshop: Workshop) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(workshop.guard)
    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout:
        raise refuse(_("Another sip is writing in this archive. Let it finish and try again.")) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait until the write has either happened or not."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    before: Any = signal.signal(signal.SIGINT, lambda number, _frame: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt


def _write(
    repository: Repository, workshop: Workshop, writes: Sequence[Write], message: Message, author: Author
) -> Done:
    paths = [one.path for one in writes]
    check_repository(repository)
    signed = identity(repository, author.env)
    for one in writes:
        now = current(repository.root / one.path)
        if now != one.read:
            raise _changed_meanwhile(one.path)
        if (repository.root / one.path).is_symlink():
            raise refuse(_("{file} is a link to another file; sip writes only to files.").format(file=one.path))
    by_hand = uncommitted(repository, paths, new=all(one.read is None for one in writes))
    _refuse_to_lose(repository, writes, by_hand)
    if not by_hand and all(_mark(one) == one.read for one in writes):
        return Done(message.subject, changed=False)
    changed = [one for one in writes if one.content is not None and one.read not in (None, _mark(one))]
    mixed = tuple(sorted(one.path for one in changed if one.path in by_hand))
    text = message.text([path.split("/", 2)[-1] for path in mixed])
    staged = tuple(sorted(path for path, is_staged in by_hand.items() if is_staged))
    files = tuple(_prepare(repository.root, workshop, one) for one in writes)
    journal = Journal(text, author.env, files, staged)
    try:
        workshop.begin(journal)
        for planned in files:  # once more, just before
            if current(repository.root / planned.path) != planned.old or not carry_out(repository.root, planned):
                raise _Overtaken(planned.path)
        commit(repository, workshop, journal.message, paths, author.env, signed)
    except (OSError, GitFailed, _Overtaken) as err:
        with suppress(OSError):  # killed from here on, it is not brought forward; a full disk must not stop this
            workshop.begin(replace(journal, back=True))
        take_back(repository, workshop, journal)
        if isinstance(err, _Overtaken):
            raise _changed_meanwhile(err.path) from None
        raise (disk_error(err) if isinstance(err, OSError) else _git_refused(err)) from None
    finish(repository, workshop, files)
    return Done(message.subject, mixed)


class _Overtaken(Exception):
    """Somebody saved the file while the write was being prepared."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def _changed_meanwhile(path: str) -> ArchiveError:
    return refuse(_("{file} was changed by somebody else meanwhile. Look at it and try again.").format(file=path))


def _mark(one: Write) -> str | None:
    return None if one.content is None else fingerprint(one.content)


def _refuse_to_lose(repository: Repository, writes: Sequence[Write], by_hand: Mapping[str, bool]) -> None:
    """Refuse to remove a file with changes by hand that no commit has: a new content would hold them, a removal not."""
    removed = [one.path for one in writes if one.content is None and one.path in by_hand]
    for path, blob in last_committed(repository, removed).items() if removed else ():
        if repository.text("hash-object", "--", path).strip() != blob:
            raise refuse(
                _(
                    "{file} was changed by hand and git does not have that yet, so taking the file away would lose it. "
                    "Record it with “sip edit”, then try again."
                ).format(file=path)
            )


def _prepare(root: Path, workshop: Workshop, one: Write) -> Planned:
    if one.content is None:
        return Planned(one.path, None, one.read, None, workshop.place())
    backup = workshop.store((root / one.path).read_bytes()) if one.read else None
    return Planned(one.path, _mark(one), one.read, workshop.store(one.content), backup)


def _git_refused(err: GitFailed) -> SipError:
    return refuse(_("Git did not take the commit. It said: {said}").format(said=err.said or "–"))
