"""The sample archive: the shipped cases, with the history that history.yaml tells, one commit a step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import ryaml
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from sipcli.archive.editing import Document, plain, put
from sipcli.archive.founding import found_archive
from sipcli.archive.journal import current
from sipcli.archive.place import CASES, SETTINGS_FILE, UNITS_FILE
from sipcli.archive.writing import Author, Message, Write, write
from sipcli.errors import NeedsUser
from sipcli.i18n import _
from sipcli.resources import shipped

SAMPLE = "sample-cases"
HISTORY_FILE = "history.yaml"
TODAY = date(2026, 11, 23)
"""The day on which the sample archive is as it is."""


def _swedish_time() -> tzinfo:
    try:
        return ZoneInfo("Europe/Stockholm")
    except ZoneInfoNotFoundError:  # Windows has no time zones of its own
        return timezone(timedelta(hours=1))


FOUNDER = ("Ines Påhitt", "2026-02-02 08:30")


@dataclass(frozen=True)
class Step:
    """A commit of the sample history; `earlier` gives files in an earlier state than their final one."""

    on: str
    by: str
    case: str
    did: str
    action: str
    files: tuple[str, ...]
    earlier: Mapping[str, Any]


def sample_steps() -> list[Step]:
    """Return the steps of history.yaml, in order of time."""
    data = ryaml.loads((shipped(SAMPLE) / HISTORY_FILE).read_text(encoding="utf-8"))
    return [
        Step(one["on"], one["by"], one["case"], one["did"], one["action"], tuple(one["files"]), one.get("as") or {})
        for one in data["commits"]
    ]


def build_sample(root: Path) -> int:
    """Make the sample archive in the new folder `root` and return its number of commits.

    Raises:
        NeedsUser: there is something in the folder already.
        ArchiveError: the archive cannot be made there.
    """
    if root.exists() and any(root.iterdir()):
        raise NeedsUser(_("{folder} is there already and is not empty; choose another folder.").format(folder=root))
    source = shipped(SAMPLE)
    found_archive(root, "national", _author(*FOUNDER))
    settings = [
        Write(name, (source / name).read_bytes(), current(root / name))
        for name in (SETTINGS_FILE, UNITS_FILE)
        if (source / name).is_file()
    ]
    write(root, settings, Message("", "settings written", "settings"), _author(FOUNDER[0], "2026-02-02 08:45"))
    steps = sample_steps()
    for step in steps:
        writes = []
        for name in step.files:
            content = (source / CASES / step.case / name).read_bytes()
            if name in step.earlier:
                content = earlier(content, step.earlier[name])
            path = f"{CASES}/{step.case}/{name}"
            writes.append(Write(path, content, current(root / path)))
        write(root, writes, Message(step.case, step.did, step.action, step.files), _author(step.by, step.on))
    return len(steps) + 2


def earlier(content: bytes, changes: Mapping[str, Any]) -> bytes:
    """Return a file in an earlier state: `changes` is merged in, list entries by index, None takes away."""
    document = Document(content)
    _merge(document.root, changes)
    return document.content()


def _merge(node: CommentedMap | CommentedSeq, changes: Mapping[Any, Any]) -> None:
    # from the end, so that taking an entry of a list away does not move the others
    for key, value in reversed(sorted(changes.items()) if isinstance(node, CommentedSeq) else list(changes.items())):
        if isinstance(node, CommentedSeq):
            if value is None:
                del node[int(key)]
            elif isinstance(value, Mapping):
                _merge(node[int(key)], value)
            else:
                node[int(key)] = plain(value)
        elif value is None:
            node.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(node.get(key), CommentedMap | CommentedSeq):
            _merge(node[key], value)
        else:
            put(node, key, value)


def _author(name: str, when: str) -> Author:
    local, _space, _rest = name.casefold().replace("å", "a").replace("ä", "a").replace("ö", "o").partition(" ")
    stamp = datetime.fromisoformat(when).replace(tzinfo=_swedish_time()).isoformat()
    who = {"NAME": name, "EMAIL": f"{local}@pahitt.example", "DATE": stamp}
    return Author({f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()})
