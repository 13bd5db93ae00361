"""Handing out documents: keeping them in the case with a record of what they were made of, making them again."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from sipcli.archive.archive import Archive
from sipcli.archive.changes import Changes
from sipcli.archive.editing import plain
from sipcli.archive.git import Repository, open_repository
from sipcli.archive.loading import load_case
from sipcli.archive.own_guidelines import FOLDER as GUIDELINES
from sipcli.archive.own_guidelines import own_guidelines
from sipcli.archive.place import CASES, SETTINGS_FILE, TEMPLATES
from sipcli.archive.reading import fingerprint, read_model
from sipcli.archive.snapshots import BESIDES, archive_at
from sipcli.case.case import model_of
from sipcli.case.handed_out import HandedOut
from sipcli.case.problems import did_you_mean
from sipcli.documents.catalogue import document_named
from sipcli.documents.formats import Settings, produce
from sipcli.documents.keeping import (
    FOLDER,
    RECORD,
    check_kept,
    made_with,
    name_for,
    record_of,
    templates_mark,
)
from sipcli.documents.material import Material
from sipcli.documents.reader import read_by
from sipcli.documents.render import Made
from sipcli.documents.templates import Templates
from sipcli.errors import ArchiveError, GitFailed, NeedsUser, SipError, UsageError
from sipcli.guidelines.loader import load_guideline
from sipcli.i18n import _

DID = "handed out"
ACTION = "document-handed-out"


@dataclass(frozen=True)
class Kept:
    """A document that was put into a change: its name within the case, what was made, and files git does not have."""

    name: str
    made: Made
    unrecorded: tuple[str, ...]


def keep(changes: Changes, document: str, of: Material, settings: Settings, commit: str | None = None) -> Kept:
    """Put a document and its record into a change.

    `commit` is the one the case was read at; left out where the case is changed in the same commit as the document.

    Raises:
        UsageError: as `produce` does, or the format is not kept.
        NeedsUser, ArchiveError: as `produce` does.
    """
    check_kept(settings.to)
    made = produce(document, of, settings)
    pending = changes.contents()

    def taken(name: str) -> bool:
        return name in pending or (changes.archive.root / changes.path(name)).exists()

    name = name_for(document, settings.to, of, settings.whole, taken)
    left = [path for path in unrecorded(changes.archive, of.case.id) if _inside(path, of.case.id) not in pending]
    record = record_of(document, of, made, settings, commit, left)
    changes.add_file(name, made.content)
    root = changes.open(name + RECORD).root
    for key, value in record.model_dump(by_alias=True, exclude_defaults=True, mode="python").items():
        root[key] = plain(value)
    return Kept(name, made, tuple(left))


def hand_out(
    archive: Archive, document: str, of: Material, settings: Settings, head: str | None
) -> tuple[Changes, Kept]:
    """Return the change that keeps a document of a case as git has it at `head`, to be committed with `DID`, `ACTION`.

    Raises:
        NeedsUser: the case has changes by hand that git does not have, so that the record would not be true.
        UsageError, ArchiveError: as `keep` does.
    """
    by_hand = [path for path in unrecorded(archive, of.case.id) if _inside(path, of.case.id)]
    if by_hand or head is None:
        files = by_hand or [f"{CASES}/{of.case.id}"]
        raise NeedsUser(
            _(
                "{files}: changed by hand, and git does not have that yet, so nobody could tell later what the "
                "document was made of. Record it first: {command}"
            ).format(files=", ".join(files), command=f"sip edit {of.case.id} {_inside(files[0], of.case.id)}".rstrip())
        )
    changes = Changes(archive, of.case.id)
    return changes, keep(changes, document, of, settings, head)


def head_of(archive: Archive) -> str | None:
    """Return the commit the archive is at, None before the first.

    Raises:
        ArchiveError: the archive is not under git.
    """
    repository = open_repository(archive.root)
    return repository.text("rev-parse", "HEAD").strip() if repository.has_commit() else None


def unrecorded(archive: Archive, case_id: str) -> list[str]:
    """Return the files a document of the case is made from that are not as git has them: the case's, the archive's."""
    said = open_repository(archive.root).text(
        "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--",
        f"{CASES}/{case_id}", TEMPLATES, GUIDELINES, SETTINGS_FILE,
    )  # fmt: skip
    paths = [entry[3:] for entry in said.split("\0") if entry]
    return [path for path in paths if not path.startswith(f"{CASES}/") or model_of(_inside(path, case_id))]


def _inside(path: str, case_id: str) -> str:
    """Return a path's name within the case, empty for one outside."""
    folder = f"{CASES}/{case_id}/"
    return path.removeprefix(folder) if path.startswith(folder) else ""


@dataclass(frozen=True)
class Again:
    """A document made again: whether it is byte for byte what was handed out, and if not, what differs."""

    name: str
    record: HandedOut
    content: bytes
    same: bool
    why: tuple[str, ...] = ()
    withheld_since: tuple[str, ...] = ()
    """What the case withholds from its readers by now, and did not then."""


def make_again(archive: Archive, case_id: str, text: str) -> Again:
    """Make a kept document again: of the case, guideline and templates as git had them when it was handed out.

    Raises:
        UsageError: the case has no such document.
        NeedsUser: git does not have what it was made of.
        ArchiveError: its record cannot be read.
    """
    name = _kept_name(archive, case_id, text)
    path = f"{CASES}/{case_id}/{name}"
    read = read_model(archive.root / (path + RECORD), HandedOut)
    if read.model is None:
        first = read.problems[0]
        raise ArchiveError(
            _("{file}, line {line}: {problem}.").format(
                file=path + RECORD, line=first.line or 1, problem=first.message.rstrip(".")
            )
        )
    record = read.model
    with archive_at(archive, _commit_of(archive, path, record), (*BESIDES, TEMPLATES)) as (past, _day):
        settings = Settings(record.format, past.root / TEMPLATES, record.whole, record.title)
        of = _material(past, case_id, record)
        made = produce(record.document, of, settings)
        mark = templates_mark(record.document, Templates(record.language, settings.own))
    try:
        there = (archive.root / path).read_bytes()
    except FileNotFoundError:
        there = None
    same = fingerprint(made.content) == record.sha256 and _plain_ends(there) == _plain_ends(made.content)
    why = () if same else tuple(_why(record, there, made, mark))
    return Again(name, record, made.content, same, why, tuple(_withheld_since(archive, case_id, record, made)))


def _withheld_since(archive: Archive, case_id: str, record: HandedOut, made: Made) -> list[str]:
    """Return what the case as it is would leave out and the document does not."""
    case = load_case(archive, case_id).case
    if case is None or record.whole:
        return []
    guideline = load_guideline(record.guideline, own_guidelines(archive.root))
    now = Material(case, guideline, record.language, record.made_on, record.for_, record.about)
    try:
        _seen, left = read_by(now, document_named(record.document).audience)
    except SipError as err:
        return [str(err)]
    return [one for one in left if one not in made.left_out]


def _kept_name(archive: Archive, case_id: str, text: str) -> str:
    """Return the name within the case of the document that a text means: its name or path, or its record's."""
    folder = archive.folder(case_id) / FOLDER
    known = sorted(one.name.removesuffix(RECORD) for one in folder.glob(f"*.*{RECORD}")) if folder.is_dir() else []
    name = PurePosixPath(text.replace("\\", "/")).name.removesuffix(RECORD)
    if name in known:
        return f"{FOLDER}/{name}"
    if (folder / name).is_file():
        raise UsageError(_("{file} has no record beside it of what it was made of.").format(file=f"{FOLDER}/{name}"))
    message = _("The case {case} has kept no document “{name}”.").format(case=case_id, name=text)
    message += did_you_mean(name, known)
    raise UsageError(message + " " + _("Known here: {known}.").format(known=", ".join(known) or "–"))


def _commit_of(archive: Archive, path: str, record: HandedOut) -> str:
    """Return the commit that has the case as the document says it: the one noted, or the one that added the record."""
    repository = open_repository(archive.root)
    if record.commit and _has(repository, record.commit):
        return record.commit
    added = ""
    if repository.has_commit():
        added = repository.text("log", "-1", "--diff-filter=A", "--format=%H", "--", path + RECORD).strip()
    if not added:
        raise NeedsUser(
            _("Git has not recorded {file}, so it does not know what the case was like then.").format(
                file=path + RECORD
            )
        )
    return added


def _has(repository: Repository, commit: str) -> bool:
    try:
        repository.text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    except GitFailed:
        return False
    return True


def _material(past: Archive, case_id: str, record: HandedOut) -> Material:
    case = load_case(past, case_id).case
    if case is None:
        raise NeedsUser(_("The case {case} could not be read as git has it from then.").format(case=case_id))
    guideline = load_guideline(record.guideline, own_guidelines(past.root))
    return Material(case, guideline, record.language, record.made_on, record.for_, record.about)


def _plain_ends(content: bytes | None) -> bytes | None:
    """Return a text with plain line ends, as git may have made them where it is not told to keep them."""
    return content if content is None or b"\0" in content else content.replace(b"\r\n", b"\n")


def _why(record: HandedOut, there: bytes | None, made: Made, mark: str) -> list[str]:
    """Return what differs from when a document was handed out, each as a sentence."""
    found = []
    if there is None:
        found.append(_("The kept file is gone; git still has it."))
    elif fingerprint(there) != record.sha256 and _plain_ends(there) != _plain_ends(made.content):
        found.append(_("The kept file has been changed since it was handed out."))
    if fingerprint(made.content) == record.sha256:
        return [*found, _("What was made now is what was handed out.")]
    if record.unrecorded:
        found.append(
            _("These had changes by hand then that git does not have: {files}.").format(
                files=", ".join(record.unrecorded)
            )
        )
    if record.made_with != made_with(record.format):
        found.append(
            _("It was made with {then}; this is {now}.").format(then=record.made_with, now=made_with(record.format))
        )
    if mark != record.template.sha256:
        found.append(_("The templates or their words are others than then."))
    return found or [_("It was made with other fonts or libraries than are installed here.")]
