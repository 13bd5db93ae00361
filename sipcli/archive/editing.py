"""Changing a YAML file so that only what was changed changes: comments, order and quoting stay.

ruamel.yaml's round trip, told to leave every scalar as the text it is: `1.10`, `no` and `2026-13-45` are not
interpreted, so they cannot be rewritten.
"""

import io
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import ryaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from sipcli.archive.located import NotYaml, read_located
from sipcli.archive.locating import NULLS
from sipcli.archive.reading import decode, fingerprint
from sipcli.errors import ArchiveError
from sipcli.i18n import _

BOM = "\ufeff"


class _TextResolver(VersionedResolver):
    """Knows only text and nothing: no numbers, no dates, no yes and no."""

    _NULL = re.compile("^(?:" + "|".join(NULLS) + ")$")

    @property
    def versioned_resolver(self) -> Any:
        return {first: [("tag:yaml.org,2002:null", self._NULL)] for first in ("", "~", "n", "N")}


def _yaml(text: str) -> YAML:
    yaml = YAML()
    yaml.Resolver = _TextResolver
    yaml.preserve_quotes = True
    yaml.width = 1 << 20
    mapping, offset = _indents(text)
    yaml.indent(mapping=mapping, sequence=offset + 2, offset=offset)
    return yaml


def _indents(text: str) -> tuple[int, int]:
    """Return how far a file indents mappings, and the hyphens of lists."""
    blank = r"(?:[ ]*(?:#.*)?\n)*"
    key = r"^([ ]*)[^\s#\-][^\n]*?:[ ]*(?:#.*)?\n"
    nested = re.search(key + blank + r"([ ]+)[^\s#\-]", text, re.MULTILINE)
    listed = re.search(key + blank + r"([ ]*)- ", text, re.MULTILINE)
    mapping = len(nested[2]) - len(nested[1]) if nested else 2
    offset = len(listed[2]) - len(listed[1]) if listed else 2
    return (mapping if mapping > 0 else 2), max(offset, 0)


class Document:
    """A YAML file open for change. `root` is the mapping to change; values are put in with `plain`."""

    def __init__(self, content: bytes | None, heading: str = "") -> None:
        """Open the bytes of a file, or (None) a new one that starts with the comment `heading`.

        Raises:
            ArchiveError: the file cannot be read, or not be written back as it is.
        """
        self.read = fingerprint(content) if content is not None else None
        text = "" if content is None else _decoded(content)
        self._bom = content is not None and content.startswith(BOM.encode("utf-8"))
        self._crlf = "\r\n" in text
        text = text.replace("\r\n", "\n")
        self._yaml = _yaml(text)
        self._final_newline = not text or text.endswith("\n")
        if content is None:
            self.root = CommentedMap()
            self._heading = heading
            return
        self._heading = ""
        try:
            loaded = self._yaml.load(text)
        except (YAMLError, RecursionError) as err:
            raise ArchiveError(_("the file is not YAML that sip can change: {why}").format(why=err)) from None
        self.root = loaded if isinstance(loaded, CommentedMap) else CommentedMap()
        if loaded is None:
            self._heading = text if text.endswith("\n") or not text else text + "\n"  # nothing but comments
            self._final_newline = True
        self._yaml.explicit_start = bool(re.match(r"(#.*\n|\s*\n)*---(\s|$)", text))
        try:
            same = loaded is None or _values(self.content()) == _values(content)
        except NotYaml:
            same = False
        if not same:
            raise ArchiveError(_("sip cannot change this file without touching the rest of it; change it by hand"))

    def content(self) -> bytes:
        """Return the file's bytes as they are now."""
        out = io.StringIO()
        self._yaml.dump(self.root, out)
        text = self._heading + out.getvalue()
        if not self._final_newline:
            text = text.removesuffix("\n")
        if self._crlf:
            text = text.replace("\n", "\r\n")
        return ((BOM if self._bom else "") + text).encode("utf-8")


def _decoded(content: bytes) -> str:
    try:
        return decode(content)
    except NotYaml as err:
        raise ArchiveError(err.problem.message) from None


def _values(content: bytes) -> Any:
    text = content.decode("utf-8-sig")
    try:
        return ryaml.loads(text)
    except ValueError:
        return read_located(text).data


def plain(value: Any, *, flow: bool = False) -> Any:
    """Return a value in the form that a document holds: dates and truth as words, text quoted only where it must be."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        mapping = CommentedMap((key_text(key), plain(one, flow=flow)) for key, one in value.items() if one is not None)
        if flow:
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list | tuple):
        listed = CommentedSeq(plain(one, flow=flow) for one in value)
        if flow or all(isinstance(one, str) and len(one) < 30 and "," not in one for one in value):
            listed.fa.set_flow_style()
        return listed
    return value


def key_text(key: Any) -> str:
    """Return a key as text that reads back the same."""
    return text(str(key))


def text(value: str) -> str:
    """Return text that reads back as the same text: plain, quoted, or as a block when it has several lines."""
    if (
        "\n" in value
        and value == value.strip()
        and not re.search(r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\uffef]", value)
    ):
        return str.__new__(LiteralScalarString, value)
    try:
        safe = ryaml.loads(f"a: {value}") == {"a": value} and ryaml.loads(f"[{value}]") == [value]
    except ValueError:
        safe = False
    return value if safe and not value.startswith(("!", "&", "*")) else DoubleQuotedScalarString(value)


def add(entries: CommentedSeq, value: Mapping[str, Any]) -> None:
    """Add an entry to a list, in the style of the entries that are there."""
    last = entries[-1] if entries else None
    flow = isinstance(last, CommentedMap) and bool(last.fa.flow_style())
    entries.append(plain(value, flow=flow))


def put(mapping: CommentedMap, key: str, value: Any, *, before: str | None = None) -> None:
    """Set a key, keeping its place and its comment; a new one goes last, or before the key `before`."""
    flow = bool(mapping.fa.flow_style())
    new = plain(value, flow=flow)
    if key not in mapping and before in mapping:
        mapping.insert(list(mapping).index(before), key, new)
    else:
        mapping[key] = new


def entries(mapping: CommentedMap, key: str, *, before: str | None = None) -> CommentedSeq:
    """Return the list under a key; a new block list, before the key `before`, when there is none or it is empty."""
    found = mapping.get(key)
    if not isinstance(found, CommentedSeq) or not found:
        found = CommentedSeq()
        if key not in mapping and before in mapping:
            mapping.insert(list(mapping).index(before), key, found)
        else:
            mapping[key] = found
    return found


def section(mapping: CommentedMap, key: str) -> CommentedMap:
    """Return the mapping under a key, a new one when there is none."""
    found = mapping.get(key)
    if not isinstance(found, CommentedMap):
        found = CommentedMap()
        mapping[key] = found
    return found
