"""The versions of a plan, read from git: each as it was first made and as it was left, and the one in the folder."""

from dataclasses import dataclass, field
from datetime import datetime

from sipcli.archive.archive import Archive
from sipcli.archive.git import Repository, open_repository
from sipcli.archive.place import CASES
from sipcli.archive.reading import parse_model
from sipcli.case.case import PLAN_FILE
from sipcli.case.plan_file import Plan
from sipcli.errors import ArchiveError, NeedsUser, UsageError
from sipcli.i18n import _


@dataclass(frozen=True)
class Version:
    """A plan as it was once. `commit` and `when` say where git has it; None for the file as it is now."""

    plan: Plan
    commit: str | None = None
    when: datetime | None = None


@dataclass(frozen=True)
class PassedOver:
    """A commit whose plan.yaml cannot be read."""

    commit: str
    when: datetime
    why: str


@dataclass(frozen=True)
class Versions:
    """The versions of one case's plan by number: as each was first, and as it was last."""

    present: int
    first: dict[int, Version] = field(default_factory=dict)
    last: dict[int, Version] = field(default_factory=dict)
    passed_over: tuple[PassedOver, ...] = ()

    def pair(self, earlier: int | None, later: int | None) -> tuple[Version, Version]:
        """Return two versions to compare: those asked for, else the one before and the present one.

        Where there is only one, or the same is asked for twice: as it was first made, and as it is.

        Raises:
            UsageError: there is no such version, or they stand the wrong way round.
        """
        until = self.present if later is None else self._known(later)
        before = [number for number in sorted(self.last) if number < until]
        since = (before[-1] if before else until) if earlier is None else self._known(earlier)
        if since > until:
            raise UsageError(
                _("--from is the earlier version; {earlier} is not before {later}.").format(earlier=since, later=until)
            )
        return self.first[since] if since == until else self.last[since], self.last[until]

    def _known(self, number: int) -> int:
        if number in self.last:
            return number
        known = ", ".join(str(one) for one in sorted(self.last))
        raise UsageError(
            _("There is no version {number} of this plan. Known here: {known}.").format(number=number, known=known)
        )


def plan_versions(archive: Archive, case_id: str) -> Versions:
    """Return the versions of a case's plan. The file in the folder is the present one, committed or not.

    A plan.yaml that cannot be read in an old commit is passed over and named in the result.

    Raises:
        NeedsUser: the case has no plan.
        ArchiveError: the present plan.yaml cannot be read, or the archive is not under git.
    """
    path = f"{CASES}/{case_id}/{PLAN_FILE}"
    present = Version(_present(archive, case_id, path))
    repository = open_repository(archive.root)
    found = _committed(repository, path) if repository.has_commit() else []
    read = [one for one in found if isinstance(one, Version)]
    first: dict[int, Version] = {}
    last: dict[int, Version] = {}
    for one in [*read, present]:
        first.setdefault(one.plan.version, one)
        last[one.plan.version] = one
    passed_over = tuple(one for one in found if isinstance(one, PassedOver))
    return Versions(present.plan.version, first, last, passed_over)


def _present(archive: Archive, case_id: str, path: str) -> Plan:
    try:
        content = (archive.root / path).read_bytes()
    except FileNotFoundError:
        raise NeedsUser(
            _("The case {case} has no plan yet. Begin it with “sip plan new {case}”.").format(case=case_id)
        ) from None
    except OSError as err:
        raise ArchiveError(_("{file} cannot be opened: {why}.").format(file=path, why=err.strerror or err)) from None
    read = parse_model(content, Plan)
    if read.model is None:
        first = read.problems[0]
        raise ArchiveError(
            _("{file}, line {line}: {problem} – mend it first: sip edit {case} {name}").format(
                file=path, line=first.line or 1, problem=first.message.rstrip("."), case=case_id, name=PLAN_FILE
            )
        )
    return read.model


def _committed(repository: Repository, path: str) -> list[Version | PassedOver]:
    """Return the file at each commit that changed it, the oldest first; commits that took it away are left out."""
    said = repository.text("log", "--reverse", "--topo-order", "--format=%H %aI", "--", path)
    found: list[Version | PassedOver] = []
    with repository.contents() as contents:
        commits = [line.split(" ", 1) for line in said.splitlines()]
        there = [contents.get(f"{commit}:{path}") for commit, _when in commits]
    for (commit, when), content in zip(commits, there, strict=True):
        if content is None:  # not there in this commit
            continue
        read = parse_model(content, Plan)
        moment = datetime.fromisoformat(when)
        if read.model is not None:
            found.append(Version(read.model, commit, moment))
        else:
            first = read.problems[0]
            why = _("line {line}: {problem}").format(line=first.line or 1, problem=first.message)
            found.append(PassedOver(commit, moment, why))
    return found
