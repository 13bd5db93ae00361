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
    names = list(yaml_files(folder))
    models: dict[str, Record] = {}
    problems: list[tuple[str, Problem]] = []
    for name in names:
        model = model_of(name)
        if model is None:
            problems.append((name, _unknown_file(name)))
            continue
        read = read_model(folder / name, model)
        problems += [(name, problem) for problem in read.problems]
        if read.model is not None:
            models[name] = read.model
    if CASE_FILE not in names:
        message = _("the folder “{folder}” has no case.yaml and is no case").format(folder=case_id)
        problems.append(("", Problem("case-missing", (), message, line=1, column=1)))
    case = Case.of(case_id, models)
    if case:
        problems += reference_problems(case)
        if case.file.id != case_id:
            message = _("the id is “{id}” and the folder is called “{folder}”").format(id=case.file.id, folder=case_id)
            problems.append((CASE_FILE, Problem("case-id-mismatch", ("id",), message)))
    unreadable = {name for name in names if model_of(name) and name not in models}
    unreadable |= {name.partition("/")[0] for name in unreadable if "/" in name}
    found = tuple(form_finding(problem, case_id, f"{CASES}/{case_id}/{name}".rstrip("/")) for name, problem in problems)
    return LoadedCase(case_id, case, found, frozenset(unreadable))


def yaml_files(folder: Path) -> Iterator[str]:
    """Yield the names within the case of its YAML files: at its top, in follow-ups/ and in events/."""
    for sub in ("", *FOLDERS):
        try:
            with os.scandir(folder / sub) as entries:
                found = sorted(one.name for one in entries if one.name.endswith((".yaml", ".yml")) and one.is_file())
        except (FileNotFoundError, NotADirectoryError):
            continue
        yield from (f"{sub}/{name}" if sub else name for name in found if not name.startswith("."))


def _unknown_file(name: str) -> Problem:
    message = _("sip does not know a file called “{name}” in a case and does not read it").format(name=name)
    meant = near(name, list(FILES))
    if meant:
        message += ". " + _("Did you mean “{word}”?").format(word=meant)
    return Problem("unknown-file", (), message, line=1, column=1)
