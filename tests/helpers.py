"""Cases for tests: the reference case with something changed, and what is found in them."""

import tempfile
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import ryaml

from sipcli.archive.archive import Archive, open_archive
from sipcli.archive.checking import archive_findings, judge_cases, with_lines
from sipcli.archive.stamps import tick
from sipcli.case.case import Case, model_of
from sipcli.case.values import Record
from sipcli.rules.finding import Finding

DATA = Path(__file__).parent / "data"
REFERENCE = DATA / "reference"

KRONOBERG, VASTERBOTTEN, VASTRA_GOTALAND, STROMSUND = "kronoberg", "vasterbotten", "vastra-gotaland", "stromsund"
COUNTIES = (KRONOBERG, VASTERBOTTEN, VASTRA_GOTALAND, STROMSUND)
UNITS = ["skola", "soc", "bup"]

Data = dict[str, Any]
Files = dict[str, Data]
"""The files of a case by name within it, as plain values."""


def merged(old: Any, patch: Any) -> Any:
    """Return `old` with `patch` merged in: mappings merge, anything else replaces, None removes."""
    if not isinstance(old, Mapping) or not isinstance(patch, Mapping):
        return deepcopy(patch)
    new = {key: deepcopy(value) for key, value in old.items() if not (key in patch and patch[key] is None)}
    for key, value in patch.items():
        if value is not None:
            new[key] = merged(new[key], value) if key in new else deepcopy(value)
    return new


def reference(shift: Mapping[str, str] | None = None) -> Files:
    """Return the files of the reference case, with the dates in `shift` moved."""
    files: Files = {}
    for path in sorted(REFERENCE.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for old, new in (shift or {}).items():
            text = text.replace(str(old), str(new))
        files[path.relative_to(REFERENCE).as_posix()] = ryaml.loads(text)
    return files


def changed(
    files: Files,
    patch: Mapping[str, Any] | None = None,
    *,
    write: Mapping[str, Any] | None = None,
    remove: tuple[str, ...] | list[str] = (),
) -> Files:
    """Return `files` with some removed, some patched and some written."""
    new = {name: content for name, content in files.items() if name not in remove}
    for name, content in (patch or {}).items():
        new[name] = merged(new.get(name, {}), content)
    return new | {name: deepcopy(content) for name, content in (write or {}).items()}


def case(
    patch: Mapping[str, Any] | None = None,
    *,
    write: Mapping[str, Any] | None = None,
    remove: tuple[str, ...] | list[str] = (),
    shift: Mapping[str, str] | None = None,
) -> Files:
    """Return the reference case with something changed."""
    return changed(reference(shift), patch, write=write, remove=remove)


def consent(giver: str, units: list[str] | None = None, **fields: Any) -> Data:
    """Return a record of consent.yaml: given in writing on 2026-09-01 until 2027-08-31, unless `fields` say else."""
    record = {
        "giver": giver,
        "units": units or UNITS,
        "status": "given",
        "form": "written",
        "given_on": "2026-09-01",
        "valid_until": "2027-08-31",
        "information_types": ["school", "health"],
    }
    return {key: value for key, value in (record | fields).items() if value is not None}


def unanswered(giver: str, units: list[str] | None = None) -> Data:
    """Return a record of somebody who was asked and has not answered."""
    return {"giver": giver, "units": units or UNITS, "status": "unanswered"}


def consents(*records: Data) -> Data:
    """Return a patch that makes `records` the whole of consent.yaml."""
    return {"consent.yaml": {"consents": list(records)}}


def meeting(**fields: Any) -> Data:
    """Return a patch of the meeting in invitation.yaml."""
    return {"invitation.yaml": {"meeting": fields}}


CLOSED: Files = {
    "closing.yaml": {
        "date": "2026-10-01",
        "reason": "no-longer-needed",
        "informed": dict.fromkeys(("child", "vh1", "vh2", *UNITS), "2026-10-01"),
        "reentry_contact": "Eli Påhitt, 070-1740608",
    }
}
"""A closing of the reference case, to write beside its other files."""


def day(text: str) -> date:
    """Return the day written YYYY-MM-DD."""
    return date.fromisoformat(text)


def written(root: Path, files: Files) -> Archive:
    """Write a case into an archive of its own at `root` and return the archive."""
    folder = root / "cases" / str(files["case.yaml"]["id"])
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ryaml.dumps(content), encoding="utf-8")
    (root / "sip.yaml").write_text("guideline: national\nlanguage: sv\n", encoding="utf-8")
    return open_archive(root)


def a_tick_later(folder: Path) -> None:
    """Wait until the clock of the disk that a folder is on shows another time."""
    before = tick(folder)
    while tick(folder) == before:
        pass


def judged(archive: Archive, today: str | date, guideline: str | None = None) -> list[Finding]:
    """Return every finding in an archive, with lines, as `sip check` reports them."""
    on = day(today) if isinstance(today, str) else today
    found = [*archive_findings(archive)]
    for one in judge_cases(archive, on, guideline):
        found += one.findings
    return with_lines(archive, found)


def findings(files: Files, today: str | date, guideline: str = VASTERBOTTEN) -> list[Finding]:
    """Return every finding in a case that is written to a folder and read again."""
    with tempfile.TemporaryDirectory() as root:
        return judged(written(Path(root), files), today, guideline)


def hits(rule: str, files: Files, today: str | date, guideline: str = VASTERBOTTEN) -> list[Finding]:
    """Return what one rule finds. What is wrong with the form of the files fails the test: a case meant to be sound."""
    found = findings(files, today, guideline)
    assert not [one for one in found if one.source == "docs/case-format.md"], found
    return [one for one in found if one.rule == rule]


def levels(rule: str, files: Files, today: str | date) -> dict[str, str]:
    """Return the level at which each county's guideline reports the rule; a silent one is left out."""
    found = {guideline: hits(rule, files, today, guideline) for guideline in COUNTIES}
    return {guideline: some[0].level for guideline, some in found.items() if some}


def everywhere(level: str) -> dict[str, str]:
    """Return that level for all four counties."""
    return dict.fromkeys(COUNTIES, level)


def in_memory(files: Files) -> Case:
    """Return a case without a folder, from files that are right."""
    models: dict[str, Record] = {}
    for name, content in files.items():
        model = model_of(name)
        assert model is not None, name
        models[name] = model.model_validate(content)
    made = Case.of(str(files["case.yaml"]["id"]), models)
    assert made is not None
    return made
