"""Recording what a person wrote in an editor."""

import re
from dataclasses import dataclass
from pathlib import Path

from sipcli.archive.archive import Archive
from sipcli.archive.changes import Changes
from sipcli.archive.located import NotYaml, read_located
from sipcli.archive.own_guidelines import own_guidelines
from sipcli.archive.reading import decode, parse_model, with_place
from sipcli.archive.schemas import modeline, skeleton
from sipcli.archive.writing import Done
from sipcli.case.case import CASE_FILE, EVENTS, FILES, FOLLOW_UPS, Case, model_of
from sipcli.case.problems import Problem, did_you_mean
from sipcli.case.references import reference_problems
from sipcli.errors import UsageError
from sipcli.guidelines.loader import guideline_ids
from sipcli.i18n import _

NAMED_BY_DAY = re.compile(rf"{FOLLOW_UPS}/\d{{4}}-\d\d-\d\d\.yaml|{EVENTS}/\d{{4}}-\d\d-\d\d-[a-z0-9-]+\.yaml")
"""How new files of follow-ups and events are named: by day and kind, never by a person."""


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
        if model_of(one) and (
            "/" not in one or NAMED_BY_DAY.fullmatch(one) or (archive.folder(case_id) / one).is_file()
        ):
            return one
    known = [*FILES, f"{FOLLOW_UPS}/DATE.yaml", f"{EVENTS}/DATE-KIND.yaml"]
    message = _("A case has no file “{name}”.").format(name=text) + did_you_mean(
        name.removesuffix(".yaml"), [one.removesuffix(".yaml") for one in known]
    )
    raise UsageError(message + " " + _("There can be: {known}.").format(known=", ".join(known)))


def refresh(archive: Archive, case_id: str, name: str) -> Path:
    """Return the path of a file to edit; a file that is not there yet is begun with the line that editors need."""
    changes = Changes(archive, case_id)
    path = archive.root / changes.path(name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(begun(changes.path(name), name))
    return path


def record(archive: Archive, case_id: str, name: str, *, only_check: bool = False) -> Recorded:
    """Check a file as it is now and commit it; with `only_check` only check it."""
    changes = Changes(archive, case_id)
    path = changes.path(name)
    content = changes.read(name) or b""
    if content == begun(path, name):
        (archive.root / path).unlink(missing_ok=True)  # begun and left as it was
        return Recorded(path)
    problems = [*parse_model(content, _model(name)).problems, *_references(changes, name, content)]
    if problems or only_check:
        return Recorded(path, tuple(problems))
    changes.add_file(name, content)
    # a file of an event may be named by anybody in any way, so the subject only says which kind it is
    did = {EVENTS: "event edited", FOLLOW_UPS: "follow-up edited"}.get(name.partition("/")[0], f"{name} edited")
    done = changes.commit(did, "edited")
    return Recorded(path, done=done if done.changed else None)


def begun(path: str, name: str) -> bytes:
    """Return the bytes that a new file begins with: the line that editors need, and its keys as comments."""
    return (modeline(path) + skeleton(_model(name))).encode("utf-8")


def _model(name: str) -> type:
    model = model_of(name)
    assert model is not None
    return model


def _names(changes: Changes, case: Case) -> list[Problem]:
    """Return what would keep case.yaml from being judged: an id that is not the folder's, an unknown guideline."""
    found = []
    if case.file.id != changes.case_id:
        message = _("the id is “{id}” and the folder is called “{folder}”").format(
            id=case.file.id, folder=changes.case_id
        )
        found.append(Problem("case-id-mismatch", ("id",), message))
    known = guideline_ids(own_guidelines(changes.archive.root))
    if case.file.guideline and case.file.guideline not in known:
        message = _("There is no guideline “{id}”.").format(id=case.file.guideline)
        message += did_you_mean(case.file.guideline, known)
        found.append(Problem("unknown-guideline", ("guideline",), message))
    return found


def _references(changes: Changes, name: str, content: bytes) -> list[Problem]:
    """Return the references in the file to nobody in the case, with their places."""
    case: Case | None = changes.after()
    if case is None:
        return []
    found = [problem for file, problem in reference_problems(case) if file == name]
    if name == CASE_FILE:
        found += _names(changes, case)
    try:
        located = read_located(decode(content))
    except NotYaml:
        return []
    return [with_place(problem, located) for problem in found]
