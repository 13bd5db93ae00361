"""Reading a whole case: its files as models, and what is wrong with them as findings."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sipcli.archive.archive import CASES, Archive
from sipcli.archive.reading import read_model
from sipcli.case.case import CASE_FILE, FILES, FOLDERS, Case, model_of
from sipcli.case.problems import Problem, near
from sipcli.case.references import reference_problems
from sipcli.case.values import Record
from sipcli.i18n import _
from sipcli.rules.engine import form_finding
from sipcli.rules.finding import Finding

KNOWN_FOLDERS = (*FOLDERS, "documents")


@dataclass(frozen=True)
class LoadedCase:
    """A case as it was read: `case` is None when case.yaml cannot be used. `unreadable` names files and folders."""

    id: str
    case: Case | None
    findings: tuple[Finding, ...] = ()
    unreadable: frozenset[str] = frozenset()


def load_case(archive: Archive, case_id: str) -> LoadedCase:
    """Read the files of a case; never raises for what is in them."""
    folder = archive.folder(case_id)
    names: list[str] = []
    models: dict[str, Record] = {}
    problems: list[tuple[str, Problem]] = []
    for name, wrong in _entries(folder):
        model = model_of(name)
        names.append(name)
        if wrong or model is None:
            problems += [(name, wrong)] if wrong else []
            continue
        read = read_model(folder / name, model)
        problems += [(name, problem) for problem in read.problems]
        if read.model is not None:
            models[name] = read.model
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
    unreadable = {name for name in names if (model_of(name) or name in FOLDERS) and name not in models}
    unreadable |= {name.partition("/")[0] for name in unreadable if "/" in name}
    found = tuple(form_finding(problem, case_id, f"{CASES}/{case_id}/{name}".rstrip("/")) for name, problem in problems)
    return LoadedCase(case_id, case, found, frozenset(unreadable))


def yaml_files(folder: Path) -> list[str]:
    """Return the names within the case of its YAML files: at its top, in follow-ups/ and in events/."""
    return [name for name, problem in _entries(folder) if problem is None]


def _entries(folder: Path) -> Iterator[tuple[str, Problem | None]]:
    """Yield each YAML file's name within the case, and each name that cannot be looked at or is misspelt with why."""
    for sub in ("", *FOLDERS):
        try:
            with os.scandir(folder / sub) as entries:
                found = sorted(entries, key=lambda one: one.name)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as err:
            yield sub or CASE_FILE, _unreadable(err)
            continue
        for one in found:
            name = f"{sub}/{one.name}" if sub else one.name
            if one.name.startswith("."):
                continue
            try:
                is_file = one.is_file()
            except OSError as err:
                yield name, _unreadable(err)
                continue
            if not sub and not is_file and one.name not in KNOWN_FOLDERS and _holds_yaml(folder / one.name):
                yield name, _unknown_file(name, [*FOLDERS])
            elif one.name.lower().endswith((".yaml", ".yml")) and (is_file or model_of(name)):
                yield name, None if model_of(name) else _unknown_file(name, list(FILES))


def _holds_yaml(folder: Path) -> bool:
    try:
        return any(path.suffix.lower() in (".yaml", ".yml") for path in folder.iterdir())
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
