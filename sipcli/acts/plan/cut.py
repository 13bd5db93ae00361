"""Taking entries and keys out of a YAML file so that the comments of what stays are still there.

A round trip keeps a comment with the value before it, and loses it with that value. Here whole lines go instead: those
of the entry, with the comment right above it. What follows keeps what stands above it.
"""

from collections.abc import Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from sipcli.archive.changes import Changes
from sipcli.archive.editing import Document, plain
from sipcli.archive.located import Located, NotYaml, read_located
from sipcli.archive.reading import values
from sipcli.case.problems import Path

_BOM = b"\xef\xbb\xbf"
_INNER = "\0key"
"""A part of a path that `Located` keeps for the keys themselves."""


def open_without(changes: Changes, name: str, gone: Sequence[Path]) -> Document:
    """Return a file of the case open for change, without the entries and keys at the paths `gone`.

    The document is the caller's to change and to give back with `changes.add_file(name, document.content())`.

    Raises:
        ArchiveError: the file has something wrong that must be mended first.
    """
    opened = changes.open(name)
    content = changes.read(name)
    if content is None or not gone:
        return opened
    document = _cut(content, gone) or _deleted(content, gone)
    for key in {path[0] for path in gone if len(path) == 2}:
        if document.root.get(key) is None:
            document.root[key] = plain([])  # an empty list says so; a key with nothing after it looks forgotten
    return document


def _cut(content: bytes, gone: Sequence[Path]) -> Document | None:
    """Return the file without the lines of `gone`; None when they do not stand in lines of their own."""
    mark = _BOM if content.startswith(_BOM) else b""
    text = content.removeprefix(mark).decode("utf-8")
    try:
        located = read_located(text)
    except NotYaml:
        return None
    lines = text.split("\n")
    spans = [_lines_of(path, located, lines) for path in gone]
    out = {number for span in spans if span for number in span}
    cut = mark + "\n".join(line for number, line in enumerate(lines) if number not in out).encode("utf-8")
    read = values(content)
    if not read or None in spans or _filled(values(cut)) != _filled(_without(read, gone)):
        return None
    return Document(cut)


def _lines_of(path: Path, located: Located, lines: Sequence[str]) -> range | None:
    """Return the lines (from 0) of an entry or a key with the comment right above it; None when others share them."""
    entry = isinstance(path[-1], int)
    place = (located.values if entry else located.keys).get(path)
    if place is None:
        return None
    start, column = place[0] - 1, place[1] - 1
    before = lines[start][:column]
    if entry:
        column = len(before.rstrip()) - 1
        before = before.rstrip().removesuffix("-") if before.rstrip().endswith("-") else "other"
    if before.strip():
        return None
    after = [
        line - 1
        for table in (located.values, located.keys)
        for other, (line, _column) in table.items()
        if _INNER not in other and other[: len(path)] != path and line - 1 > start
    ]
    end = min(after, default=len(lines))
    while end > start + 1 and _stays(lines[end - 1], column):
        end -= 1
    if path[-1] != 0:  # what stands above the first entry may be of the whole list
        while start > 0 and lines[start - 1].startswith(" " * column + "#"):
            start -= 1
    return range(start, end)


def _stays(line: str, column: int) -> bool:
    """Tell whether a line below an entry is blank, or a comment that is no part of the entry."""
    said = line.strip()
    return not said or (said.startswith("#") and len(line) - len(line.lstrip()) <= column)


def _deleted(content: bytes, gone: Sequence[Path]) -> Document:
    """Return the file with `gone` taken out value by value: for lists and entries in brackets, which have no lines."""
    document = Document(content)
    for path in sorted(gone, key=str, reverse=True):
        node: Any = document.root
        for part in path[:-1]:
            node = node[part]
        if isinstance(node, CommentedMap | CommentedSeq):
            del node[path[-1]]
    return document


def _without(data: Any, gone: Sequence[Path], at: Path = ()) -> Any:
    if isinstance(data, dict):
        return {key: _without(one, gone, (*at, key)) for key, one in data.items() if (*at, key) not in gone}
    if isinstance(data, list):
        return [_without(one, gone, (*at, i)) for i, one in enumerate(data) if (*at, i) not in gone]
    return data


def _filled(data: Any) -> Any:
    """Return the data without keys that hold nothing: a list that lost its last entry is nothing in YAML."""
    return {key: one for key, one in data.items() if one not in (None, [], {})} if isinstance(data, dict) else data
