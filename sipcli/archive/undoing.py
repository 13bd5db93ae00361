"""Which commit of a case can be taken back: the latest that sip made for it, when nothing has changed since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sipcli.archive.git import Repository
from sipcli.archive.history import Entry, Touched, changes, touched
from sipcli.archive.journal import current
from sipcli.archive.place import CASES
from sipcli.archive.preflight import uncommitted
from sipcli.archive.recording import last_committed
from sipcli.errors import NeedsUser
from sipcli.i18n import _

UNDONE = "undone"
"""The action of a commit that takes another back."""

_START, _FIELD, _BETWEEN = "\x1e", "\x1f", "\x1d"
_TRAILERS = ("Sip-Action", "Sip-Undoes", "Sip-By-Hand")
_FORMAT = (
    _START
    + "".join(f"{one}{_FIELD}" for one in ("%H", "%P", "%aI", "%an", "%s"))
    + "".join(f"%(trailers:key={one},valueonly,separator=%x1d){_FIELD}" for one in _TRAILERS)
)
_PLAIN = ("log.showRoot=true", "log.showSignature=false", "log.follow=false")
"""Settings of the user's git that would change what is read."""


@dataclass(frozen=True)
class Step:
    """A commit that changed a case. `action` is empty when sip did not make it; `by_hand` are files of other hands."""

    commit: str
    parents: tuple[str, ...]
    when: datetime
    who: str
    subject: str
    action: str
    undoes: str
    by_hand: tuple[str, ...]
    files: tuple[Touched, ...]

    @property
    def did(self) -> str:
        """What it did, without the case's id."""
        return self.subject.partition(": ")[2] or self.subject


def latest_step(repository: Repository, case_id: str) -> Step | None:
    """Return the latest commit of sip's that changed the case and has not been taken back; None when there is none.

    A commit that takes another back names it; where a rebase has given that one a new name, it is known by what it
    did: the opposite.
    """
    steps = list(_steps(repository, f"{CASES}/{case_id}"))
    names = {one.commit for one in steps}
    taken_back: set[str] = set()
    opposites: list[set[Touched]] = []
    for one in steps:
        if one.action == UNDONE or one.undoes:
            if one.undoes in names:
                taken_back.add(one.undoes)
            else:
                opposites.append({(path, new, old) for path, old, new in one.files})
        elif not one.action or one.commit in taken_back:
            continue
        elif set(one.files) in opposites:
            opposites.remove(set(one.files))
        else:
            return one
    return None


def _steps(repository: Repository, folder: str) -> Iterator[Step]:
    if not repository.has_commit():
        return
    settings = [word for one in _PLAIN for word in ("-c", one)]
    said = repository.text(
        *settings,
        "log",
        "--date-order",
        "--no-merges",
        "--full-diff",
        "--no-renames",
        "--raw",
        "--no-abbrev",
        "-z",
        f"--format={_FORMAT}",
        "--",
        folder,
    )
    for part in said.split(_START)[1:]:
        commit, parents, when, who, subject, action, undoes, by_hand, rest = part.split(_FIELD, 8)
        yield Step(
            commit=commit,
            parents=tuple(parents.split()),
            when=datetime.fromisoformat(when),
            who=who,
            subject=subject,
            action=action.strip(),
            undoes=undoes.strip(),
            by_hand=tuple(filter(None, by_hand.split(_BETWEEN))),
            files=tuple(touched(rest)),
        )


def check_only_this_case(repository: Repository, step: Step, case_id: str) -> None:
    """Refuse to take back a commit that is not known whole, or that also changed something else.

    Raises:
        NeedsUser: with the reason.
    """
    if not step.parents and repository.text("rev-parse", "--is-shallow-repository").strip() == "true":
        raise _cannot(step, _("this copy of the archive does not have the history before it (git calls it shallow)"))
    beside = [path for path, _old, _new in step.files if not path.startswith(f"{CASES}/{case_id}/")]
    if beside:
        raise _cannot(step, _("it also changed {files}").format(files=", ".join(beside[:5])))


def check_nothing_later(repository: Repository, step: Step) -> None:
    """Refuse to take back what is no longer as the commit left it.

    Raises:
        NeedsUser: with what has changed it since.
        ArchiveError: a file is in conflict, or staged with other content than it has.
    """
    paths = [path for path, _old, _new in step.files]
    by_hand = {*uncommitted(repository, paths), *_hidden(repository, paths)}
    now = last_committed(repository, paths)
    for path, _old, left in step.files:
        if now.get(path) != left:
            raise _cannot(step, _later_change(repository, step, path))
        if path in by_hand or (left is None and current(repository.root / path) is not None):
            why = _("{file} has been changed by hand since, and that is not recorded yet").format(file=path)
            raise _cannot(step, why)


def _hidden(repository: Repository, paths: Sequence[str]) -> Iterator[str]:
    """Yield the files that are not as git has them although git was told not to look (assume-unchanged)."""
    for one in filter(None, repository.text("ls-files", "-v", "-s", "-z", "--", *paths).split("\0")):
        head, _tab, path = one.partition("\t")
        mark, _mode, sha, *_stage = head.split()
        if mark != "H" and repository.text("hash-object", "--", path).strip() != sha:
            yield path


def _later_change(repository: Repository, step: Step, path: str) -> str:
    """Return what changed a file after the commit, as the reason why that cannot be taken back."""
    said = repository.text(
        "log", "-1", "--no-show-signature", f"--format=%as{_FIELD}%h{_FIELD}%s", f"{step.commit}..HEAD", "--", path
    ).strip()
    if not said:  # a merge that changed it by itself
        return _("{file} is not as that commit left it").format(file=path)
    day, commit, subject = said.split(_FIELD, 2)
    return _("{file} was changed again on {date}: “{subject}” ({commit})").format(
        file=path, date=day, subject=subject, commit=commit
    )


def _cannot(step: Step, why: str) -> NeedsUser:
    return NeedsUser(cannot_take_back(step, why))


def cannot_take_back(step: Step, why: str) -> str:
    """Return the sentence for a commit that cannot be taken back, and why."""
    message = _(
        "“{subject}” of {date} cannot be taken back: {why}. Nothing was changed. “sip edit” changes a file by hand."
    )
    return message.format(subject=step.subject, date=step.when.date(), why=why)


def former_contents(repository: Repository, step: Step) -> dict[str, bytes | None]:
    """Return the content that each file had before a commit, by path and as git writes it to disk; None: no file."""
    return {
        path: None if old is None else repository.run("cat-file", "--filters", f"--path={path}", old)
        for path, old, _new in step.files
    }


def entry_of(repository: Repository, step: Step, case_id: str) -> Entry:
    """Return a commit as the case's journal tells it."""
    with repository.contents() as contents:
        changed = changes(contents, step.files, f"{CASES}/{case_id}/")
    return Entry(step.commit, step.when, step.who, step.subject, step.action, changed)
