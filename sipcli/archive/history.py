"""A case's history from git: each commit with what changed in the case's files, value by value."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sipcli.archive.git import Contents, open_repository
from sipcli.archive.place import CASES
from sipcli.archive.reading import values
from sipcli.case.case import CONSENT_FILE

_START, _FIELD = "\x1e", "\x1f"
_FORMAT = f"{_START}%H{_FIELD}%aI{_FIELD}%an{_FIELD}%s{_FIELD}%(trailers:key=Sip-Action,valueonly){_FIELD}"

_KEYS = ("id", "who", "giver", "goal", "rule", "code", "at", "about")
"""What tells the entries of a list apart, the surest first."""


@dataclass(frozen=True)
class Change:
    """One value that changed: the file, the path in it (list entries by id), what it was and is (None: nothing)."""

    file: str
    path: tuple[str, ...]
    old: Any
    new: Any


Touched = tuple[str, str | None, str | None]
"""A file that a commit changed: its path from the archive's root, its blob before and after; None: no file."""


@dataclass(frozen=True)
class Entry:
    """One commit: when, who, what it says it did, and what changed in the case."""

    commit: str
    when: datetime
    who: str
    subject: str
    action: str
    changes: tuple[Change, ...]


def case_history(root: Path, case_id: str) -> Iterator[Entry]:
    """Yield the commits that touched a case, the oldest first. Merges are passed over: their parts stand by themselves.

    Raises:
        ArchiveError: the archive is not under git.
    """
    repository = open_repository(root)
    folder = f"{CASES}/{case_id}"
    if not repository.has_commit():
        return
    said = repository.text(
        "log",
        "--reverse",
        "--no-merges",
        "--no-renames",
        "--raw",
        "--no-abbrev",
        "-z",
        f"--format={_FORMAT}",
        "--",
        folder,
    )
    with repository.contents() as contents:
        for part in said.split(_START)[1:]:
            commit, when, who, subject, action, rest = part.split(_FIELD, 5)
            yield Entry(
                commit=commit,
                when=datetime.fromisoformat(when),
                who=who,
                subject=subject,
                action=action.strip(),
                changes=changes(contents, touched(rest), f"{folder}/"),
            )


def changes(contents: Contents, files: Iterable[Touched], folder: str) -> tuple[Change, ...]:
    """Return what changed in files; their names are without `folder`. Only of data is the content read."""
    return tuple(
        change
        for path, old, new in files
        for change in file_differences(
            path.removeprefix(folder), *(_content(contents, path, one) for one in (old, new))
        )
    )


def touched(raw: str) -> list[Touched]:
    """Return the files of git's raw listing.

    Documents come last: what was decided comes before the paper it is printed on.
    """
    pieces = [piece for piece in raw.split("\0") if piece.strip()]
    found = []
    for head, path in zip(pieces[::2], pieces[1::2], strict=False):
        old, new = (None if set(one) == {"0"} else one for one in head.split()[2:4])
        found.append((path, old, new))
    return sorted(found, key=lambda one: not one[0].endswith(".yaml"))


def _content(contents: Contents, path: str, blob: str | None) -> bytes | None:
    """Return the content of a file's blob, None for no file. A document is not read: it only came, changed or went."""
    if blob is None or not path.endswith(".yaml"):
        return None if blob is None else b""
    return contents.get(blob) or b""  # what is no file of ours (a submodule) git does not have


def file_differences(name: str, old: bytes | None, new: bytes | None) -> Iterator[Change]:
    """Yield what changed between two versions of a file of a case; one that was removed is one change."""
    if _is_record(name) and (old is None or new is None):
        return  # it comes and goes with its document, which is told of
    if not name.endswith(".yaml"):
        yield Change(name, (), None if old is None else "", None if new is None else "")
    elif new is None:
        yield Change(name, (), values(old or b""), None)
    else:
        yield from differences(name, (), None if old is None else values(old), values(new))


def _is_record(name: str) -> bool:
    """Tell whether a file of a case is the record beside a document: "documents/2026-09-01-plan.pdf.yaml"."""
    return name.startswith("documents/") and name.endswith(".yaml") and "." in name.removesuffix(".yaml")


def differences(file: str, path: tuple[str, ...], old: Any, new: Any) -> Iterator[Change]:
    """Yield each value that differs between two versions of a file's data; a part that is wholly new as one value."""
    if old == new:
        return
    if not path and old is None and isinstance(new, Mapping):
        scalars = {key: one for key, one in new.items() if not isinstance(one, Mapping) and not _is_entries(one)}
        if scalars:
            yield Change(file, path, None, scalars)
        old = scalars
    if path == ("consents",) and file == CONSENT_FILE:
        yield from _consents(file, path, old, new)
    elif len(path) > 0 and (old is None or new is None) and not _is_entries(old if new is None else new):
        yield Change(file, path, old, new)
    elif isinstance(old, Mapping) or isinstance(new, Mapping):
        before, after = _mapping(old), _mapping(new)
        for key in {**before, **after}:
            yield from differences(file, (*path, str(key)), before.get(key), after.get(key))
    elif _is_entries(old) or _is_entries(new):
        before, after = _by_key(old), _by_key(new)
        for key in {**before, **after}:
            yield from differences(file, (*path, key), before.get(key), after.get(key))
    else:
        yield Change(file, path, old, new)


def _consents(file: str, path: tuple[str, ...], old: Any, new: Any) -> Iterator[Change]:
    """Yield what changed in people's consents: by giver and unit, units with the same change together.

    Records are split and joined as answers come in; what a reader wants to know is who said what for which unit.
    """
    before, after = _by_giver_and_unit(old), _by_giver_and_unit(new)
    together: dict[tuple[str, str], tuple[list[str], list[Change]]] = {}
    for key in {**before, **after}:
        giver, unit = key
        found = list(differences(file, (*path, giver, ""), before.get(key), after.get(key)))
        if found:
            together.setdefault((giver, repr(found)), ([], found))[0].append(unit)
    for units, found in together.values():
        for one in found:
            place = (*one.path[:2], ", ".join(units), *one.path[3:])
            yield Change(file, place, one.old, one.new)


def _by_giver_and_unit(records: Any) -> dict[tuple[str, str], Any]:
    """Return for each giver and unit what the last record that names them says."""
    found = {}
    for record in records if isinstance(records, list) else []:
        if isinstance(record, Mapping):
            said = {key: value for key, value in record.items() if key not in ("giver", "units", "id")}
            units = record.get("units")
            for unit in units if isinstance(units, list) else []:
                found[(str(record.get("giver")), str(unit))] = said
    return found


def _mapping(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _is_entries(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, Mapping) for one in value)


def _by_key(listed: Any) -> dict[str, Any]:
    """Return list entries by what tells them apart; a second one of the same key gets a number."""
    found: dict[str, Any] = {}
    for one in listed if isinstance(listed, list) else []:
        name = next((str(one[key]) for key in _KEYS if one.get(key)), "") if isinstance(one, Mapping) else str(one)
        key, number = name or "1", 2
        while key in found:
            key, number = f"{name} {number}".strip(), number + 1
        found[key] = one
    return found
