"""An archive's own guidelines (guidelines/*.yaml): reading them, and their mistakes as findings."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from sipcli.archive.located import NotYaml, read_located
from sipcli.archive.reading import decode, read_model, with_place
from sipcli.case.problems import Problem
from sipcli.guidelines.loader import GuidelineMistake, load_guideline
from sipcli.guidelines.model import GuidelineFile
from sipcli.i18n import _
from sipcli.rules.engine import form_finding, guideline_problems
from sipcli.rules.finding import Finding

FOLDER = "guidelines"


def own_guidelines(root: Path) -> dict[str, GuidelineFile]:
    """Return the archive's own guidelines that can be read, by id (the file's name)."""
    return _own(root, _stamps(root))[0]


def all_opened(root: Path) -> bool:
    """Tell whether every guideline of the archive's own could be opened when it was read."""
    return _own(root, _stamps(root))[1]


def _stamps(root: Path) -> tuple[tuple[str, int], ...]:
    return tuple((path.name, path.stat().st_mtime_ns) for path in _files(root))


@lru_cache(maxsize=8)
def _own(root: Path, stamps: tuple[tuple[str, int], ...]) -> tuple[dict[str, GuidelineFile], bool]:
    read = {Path(name).stem: read_model(root / FOLDER / name, GuidelineFile) for name, _stamp in stamps}
    opened = not any(problem.rule == "file-unreadable" for one in read.values() for problem in one.problems)
    return {name: one.model for name, one in read.items() if one.model is not None and one.model.id == name}, opened


def _files(root: Path) -> list[Path]:
    try:
        return sorted(path for path in (root / FOLDER).iterdir() if path.suffix == ".yaml")
    except (FileNotFoundError, NotADirectoryError):
        return []


def own_guideline_findings(root: Path) -> Iterator[Finding]:
    """Yield what is wrong in the archive's own guidelines: form, then what they name that is not there."""
    own = own_guidelines(root)
    for path in _files(root):
        file = f"{FOLDER}/{path.name}"
        read = read_model(path, GuidelineFile)
        problems = list(read.problems)
        if read.model and read.model.id != path.stem:
            message = _("the id is “{id}” and the file is called “{name}”").format(id=read.model.id, name=path.name)
            problems.append(Problem("wrong-value", ("id",), message))
        elif read.model:
            problems += guideline_problems(read.model)
            try:
                load_guideline(path.stem, own)
            except GuidelineMistake as mistake:
                if mistake.guideline == path.stem:
                    problems.append(Problem("wrong-value", mistake.path, mistake.message))
        for problem in problems:
            yield form_finding(_placed(path, problem), "", file)


def _placed(path: Path, problem: Problem) -> Problem:
    if problem.line is not None:
        return problem
    try:
        return with_place(problem, read_located(decode(path.read_bytes())))
    except (OSError, NotYaml):
        return problem
