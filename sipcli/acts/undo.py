"""Taking back the latest thing that sip recorded in a case, by a new commit."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sipcli.archive.archive import Archive
from sipcli.archive.changes import Changes
from sipcli.archive.git import open_repository
from sipcli.archive.history import Entry
from sipcli.archive.loading import load_case
from sipcli.archive.reading import parse_model, values
from sipcli.archive.undoing import (
    UNDONE,
    Step,
    cannot_take_back,
    check_nothing_later,
    check_only_this_case,
    entry_of,
    former_contents,
    latest_step,
)
from sipcli.archive.writing import Done, finish_pending
from sipcli.case.case import CASE_FILE, Case, model_of
from sipcli.case.references import reference_problems
from sipcli.errors import NeedsUser
from sipcli.i18n import _


@dataclass(frozen=True)
class Undoing:
    """What is about to be taken back: the commit, its entry in the journal, and the changes that take it back.

    `head` is the commit that the archive was at when this was found to be possible.
    """

    step: Step
    entry: Entry
    changes: Changes
    head: str

    @property
    def removes_case(self) -> bool:
        """Whether the case is gone afterwards, since the commit had begun it."""
        return self.changes.contents().get(CASE_FILE, b"") is None


def prepare_undo(archive: Archive, case_id: str) -> Undoing:
    """Find the latest commit of sip's in a case that is still in force, and what takes it back.

    Raises:
        NeedsUser: there is none, or something depends on it.
        ArchiveError: the archive is not in a state to be written to.
    """
    finish_pending(archive.root)
    repository = open_repository(archive.root)
    head = repository.text("rev-parse", "HEAD").strip() if repository.has_commit() else ""
    step = latest_step(repository, case_id)
    if step is None:
        raise NeedsUser(
            _("Nothing that sip has recorded in {case} is left to take back. Nothing was changed.").format(case=case_id)
        )
    check_only_this_case(repository, step, case_id)
    changes = Changes(archive, case_id)
    former = {path.split("/", 2)[2]: content for path, content in former_contents(repository, step).items()}
    for name, content in former.items():  # read before looking, so that a save from here on is noticed in writing
        former[name] = _with_line_ends_of(changes.read(name), content)
    check_nothing_later(repository, step)
    for why in _in_the_way(archive, case_id, former):
        raise NeedsUser(cannot_take_back(step, why))
    for name, content in former.items():
        if content is None:
            changes.remove(name)
        else:
            changes.add_file(name, content)
    for why in _left_hanging(changes, former):
        raise NeedsUser(cannot_take_back(step, why))
    return Undoing(step, entry_of(repository, step, case_id), changes, head)


def take_back(undoing: Undoing) -> Done:
    """Write what was before, in a commit that names the one it takes back.

    Raises:
        ArchiveError: something has changed since `prepare_undo`; nothing was written.
    """
    step, changes = undoing.step, undoing.changes
    done = changes.commit(f"taken back: {step.did}", UNDONE, undoes=step.commit, head=undoing.head)
    if undoing.removes_case:
        _drop_empty_folders(changes.archive.folder(changes.case_id))
    return done


def _with_line_ends_of(now: bytes | None, former: bytes | None) -> bytes | None:
    """Return a file's former content with the line ends that it has now: git keeps texts with plain ones."""
    windows = now is not None and 0 < now.count(b"\r\n") == now.count(b"\n")
    if former is None or not windows or b"\r" in former or b"\0" in former:
        return former
    return former.replace(b"\n", b"\r\n")


def _drop_empty_folders(folder: Path) -> None:
    """Take away a case's folder in which only empty folders are left; git has none of them."""
    for one in [*sorted(folder.rglob("*"), reverse=True), folder]:
        with suppress(OSError):  # a file that somebody has put there just now keeps its folder
            one.rmdir()


def _in_the_way(archive: Archive, case_id: str, former: Mapping[str, bytes | None]) -> Iterator[str]:
    """Yield why files cannot be as they were: they could not be read, or the case would be gone from under others."""
    for name, content in former.items():
        model = model_of(name)
        problems = parse_model(content, model).problems if model and content is not None else ()
        for one in problems:
            yield _("{file} could not be read as it was before: {problem}").format(
                file=name, problem=one.message.rstrip(".")
            )
    loaded = load_case(archive, case_id)
    for name in sorted(loaded.unreadable):
        if name not in former and model_of(name):
            yield _("{file} cannot be read now, so what it depends on is not known; mend it first").format(file=name)
    if former.get(CASE_FILE, b"") is None:
        yield from _rests_on_case(archive, case_id, former)


def _rests_on_case(archive: Archive, case_id: str, former: Mapping[str, bytes | None]) -> Iterator[str]:
    folder = archive.folder(case_id)
    left = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.is_dir() and former.get(path.relative_to(folder).as_posix(), b"") is not None
    )
    if left:
        yield _("the case also has {files}, which would be left without it").format(files=", ".join(left[:5]))
    for other in archive.case_ids():
        try:
            said = values((archive.folder(other) / CASE_FILE).read_bytes())
        except OSError:
            continue
        if isinstance(said, Mapping) and said.get("follows") == case_id:
            yield _("the case {other} goes on from it").format(other=other)


def _left_hanging(changes: Changes, former: Mapping[str, bytes | None]) -> Iterator[str]:
    """Yield what would refer to something that is no longer there."""
    after = changes.after()
    if after is None:
        return
    before = load_case(changes.archive, changes.case_id).case
    known = {(file, one.message) for file, one in reference_problems(before)} if before else set()
    for file, one in reference_problems(after):
        if (file, one.message) not in known:
            yield _("{file} rests on it: {problem}").format(file=file, problem=one.message.rstrip("."))
    for name in _of_no_plan(after):
        yield _("{file} speaks of the plan's goals and interventions").format(file=name)


def _of_no_plan(case: Case) -> Iterator[str]:
    """Yield the follow-ups that judge goals or interventions where there is no plan to have them."""
    for name, one in case.follow_ups.items():
        if case.plan is None and (one.goals or one.interventions):
            yield name
