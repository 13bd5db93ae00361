"""Recording what a person wrote in an editor."""

from dataclasses import dataclass
from pathlib import Path

from sipcli.archive.archive import Archive
from sipcli.archive.changes import Changes
from sipcli.archive.located import NotYaml, read_located
from sipcli.archive.reading import decode, parse_model, with_place
from sipcli.archive.schemas import modeline
from sipcli.archive.writing import Done
from sipcli.case.case import CASE_FILE, EVENTS, FILES, FOLLOW_UPS, Case, model_of
from sipcli.case.problems import Problem, did_you_mean
from sipcli.case.references import reference_problems
from sipcli.errors import UsageError
from sipcli.i18n import _


@dataclass(frozen=True)
class Recorded:
    """What recording found: the problems of the file (then nothing is written), or what was done."""

    path: str
    problems: tuple[Problem, ...] = ()
    done: Done | None = None


def file_meant(archive: Archive, case_id: str, text: str | None) -> str:
    """Return the name within the case of the file to edit; raises UsageError when no case has such a file."""
    if text is None:
        return CASE_FILE
    name = Path(text).as_posix()
    for one in (name, f"{name}.yaml"):
        if model_of(one):
            return one
    known = [*FILES, f"{FOLLOW_UPS}/DATE.yaml", f"{EVENTS}/DATE-KIND.yaml"]
    message = _("A case has no file “{name}”.").format(name=text) + did_you_mean(text, known)
    raise UsageError(message + " " + _("There can be: {known}.").format(known=", ".join(known)))


def refresh(archive: Archive, case_id: str, name: str) -> Path:
    """Return the path of a file to edit; a file that is not there yet is begun with the line that editors need."""
    changes = Changes(archive, case_id)
    path = archive.root / changes.path(name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(modeline(changes.path(name)), encoding="utf-8", newline="\n")
    return path


def record(archive: Archive, case_id: str, name: str, *, only_check: bool = False) -> Recorded:
    """Check a file as it is now and commit it; with `only_check` only check it."""
    changes = Changes(archive, case_id)
    path = changes.path(name)
    content = changes.read(name) or b""
    if content.decode("utf-8", "replace").strip() == modeline(path).strip():
        (archive.root / path).unlink(missing_ok=True)  # begun and left empty
        return Recorded(path)
    problems = [*parse_model(content, _model(name)).problems, *_references(changes, name, content)]
    if problems or only_check:
        return Recorded(path, tuple(problems))
    changes.add_file(name, content)
    done = changes.commit(f"{name} edited", "edited")
    return Recorded(path, done=done if done.changed else None)


def _model(name: str) -> type:
    model = model_of(name)
    assert model is not None
    return model


def _references(changes: Changes, name: str, content: bytes) -> list[Problem]:
    """Return the references in the file to nobody in the case, with their places."""
    case: Case | None = changes.after()
    if case is None:
        return []
    found = [problem for file, problem in reference_problems(case) if file == name]
    try:
        located = read_located(decode(content))
    except NotYaml:
        return []
    return [with_place(problem, located) for problem in found]
