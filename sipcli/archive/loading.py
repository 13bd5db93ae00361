"""Reading a whole case: its files as models, and what is wrong with them as findings."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Protocol

from sipcli.archive.archive import Archive
from sipcli.archive.place import CASES
from sipcli.archive.reading import read_model
from sipcli.case.case import CASE_FILE, FILES, FOLDERS, Case, model_of
from sipcli.case.problems import Problem, near
from sipcli.case.references import reference_problems
from sipcli.case.values import Record
from sipcli.i18n import _
from sipcli.rules.engine import form_finding
from sipcli.rules.finding import Finding

KNOWN_FOLDERS = (*FOLDERS, "documents")


class InFolder(Protocol):
    """A name in a folder, as `os.scandir` gives it."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def path(self) -> str:
        """The name with its folder."""

    def is_file(self) -> bool:
        """Tell whether it is a file, or a link to one."""


@dataclass(frozen=True)
class LoadedCase:
    """A case as it was read: `case` is None when case.yaml cannot be used. `unreadable` names files and folders."""

    id: str
    case: Case | None
    findings: tuple[Finding, ...] = ()
    unreadable: frozenset[str] = frozenset()


def load_case(archive: Archive, case_id: str) -> LoadedCase:
    """Read the files of a case; never raises for what is in them."""
    past = archive.past  # below: a Path costs more than a look at the folder
    folder = f"{CASES}/{case_id}" if past else os.path.join(archive.root, CASES, case_id)  # noqa: PTH118
    names: list[str] = []
    models: dict[str, Record] = {}
    problems: list[tuple[str, Problem]] = []
    for name, model, wrong in _entries(folder, past.scandir if past else os.scandir):
        names.append(name)
        if wrong or model is None:
            problems += [(name, wrong)] if wrong else []
            continue
        read = read_model(f"{folder}/{name}", model, past.read if past else None)
        if read.model is not None:
            models[name] = read.model
        problems += [(name, problem) for problem in read.problems]
    if CASE_FILE not in names:
        message = _(
            "the folder “{folder}” has no case.yaml and is no case; if it was taken away by mistake: git restore {path}"
        ).format(folder=case_id, path=f"{CASES}/{case_id}/{CASE_FILE}")
        problems.append(("", Problem("case-missing", (), message, line=1, column=1)))
    case = Case.of(case_id, models)
    if case:
        problems += reference_problems(case)
        if case.file.id != case_id:
            message = _("the id is “{id}” and the folder is called “{folder}”").format(id=case.file.id, folder=case_id)
            problems.append((CASE_FILE, Problem("case-id-mismatch", ("id",), message)))
    unreadable = {name for name in names if name not in models and (model_of(name) or name in FOLDERS)}
    unreadable |= {name.partition("/")[0] for name in unreadable if "/" in name}
    found = tuple(form_finding(problem, case_id, f"{CASES}/{case_id}/{name}".rstrip("/")) for name, problem in problems)
    return LoadedCase(case_id, case, found, frozenset(unreadable))


def yaml_files(folder: Path) -> list[str]:
    """Return the names within the case of its YAML files: at its top, in follow-ups/ and in events/."""
    return [name for name, _model, problem in _entries(str(folder)) if problem is None]


Scandir = Callable[[str], AbstractContextManager[Iterable[InFolder]]]
"""Gives what is in a folder: of the disk, or of what git had."""

Entry = tuple[str, type[Record] | None, Problem | None]
"""A name within a case, the model of its file where it is one, and why it cannot be looked at or is misspelt."""


def _entries(folder: str, scandir: Scandir = os.scandir) -> Iterator[Entry]:
    """Yield each YAML file in the folder of a case, and what in it cannot be looked at or is misspelt."""
    there = set(FOLDERS)
    for sub in ("", *FOLDERS):
        if sub and sub not in there:
            continue
        try:
            with scandir(f"{folder}/{sub}" if sub else folder) as entries:
                found = sorted(entries, key=attrgetter("name"))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as err:
            yield sub or CASE_FILE, None, _unreadable(err)
            continue
        if not sub:
            there = {one.name.lower() for one in found}  # some systems find “follow-ups” by “Follow-Ups” too
        for one in found:
            entry = _entry(one, sub, scandir)
            if entry:
                yield entry


def _entry(one: InFolder, sub: str, scandir: Scandir) -> Entry | None:
    if one.name.startswith("."):
        return None
    name = f"{sub}/{one.name}" if sub else one.name
    model = model_of(name)
    try:
        is_file = one.is_file()
    except OSError as err:
        return name, model, _unreadable(err)
    if not sub and not is_file and one.name not in KNOWN_FOLDERS and _holds_yaml(one.path, scandir):
        return name, None, _unknown_file(name, [*FOLDERS])
    if one.name.lower().endswith((".yaml", ".yml")) and (is_file or model):
        return name, model, None if model else _unknown_file(name, list(FILES))
    return None


def _holds_yaml(folder: str, scandir: Scandir) -> bool:
    try:
        with scandir(folder) as entries:
            return any(Path(one.name).suffix.lower() in (".yaml", ".yml") for one in entries)
    except OSError:
        return False


def _unreadable(err: OSError) -> Problem:
    message = _("the file cannot be opened: {why}").format(why=err.strerror or err)
    return Problem("file-unreadable", (), message, line=1, column=1)


def _unknown_file(name: str, known: list[str]) -> Problem:
    message = _("sip does not know “{name}” in a case and does not read it").format(name=name)
    folder, _slash, last = name.rpartition("/")
    meant = near(name.lower().replace(".yml", ".yaml"), known)
    if folder:
        meant = f"{folder}/{Path(last).stem}.yaml"
    if meant:
        message += ". " + _("Did you mean “{word}”?").format(word=meant)
    return Problem("unknown-file", (), message, line=1, column=1)
