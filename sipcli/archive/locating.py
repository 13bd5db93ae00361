"""YAML with the place of every value: slower than ryaml, used for a file with something wrong and for line numbers.

It reads the same values as ryaml does (a property test holds them to it), refuses what a case file never needs (tags,
several documents), and remembers how a number was typed.
"""

import re
from collections.abc import Iterator
from typing import Any

import ryaml
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sipcli.archive.located import Located, NotYaml, Place
from sipcli.case.problems import Path, Problem
from sipcli.case.values import RawFloat, RawInt
from sipcli.i18n import N_, _

MAX_DEPTH = 60
MAX_VALUES = 100_000
NULLS = ("", "~", "null", "Null", "NULL")
BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER_LIKE = re.compile(r"[-+]?\.?\d[\w.+-]*|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", re.ASCII)


def locate(text: str) -> Located:
    """Read a YAML text.

    Raises:
        NotYaml: it is not YAML, or uses what a case file never needs.
    """
    try:
        return _Builder(text).build()
    except MarkedYAMLError as err:
        raise NotYaml(_said_by_parser(err)) from None
    except (YAMLError, RecursionError, ValueError) as err:
        raise NotYaml(
            Problem("yaml-invalid", (), _("this is not YAML that sip can read: {why}").format(why=err))
        ) from None


class _Builder:
    def __init__(self, text: str) -> None:
        self.events: Iterator[Event] = iter(YAML(typ="safe", pure=True).parse(text))
        self.located = Located()
        self.anchors: dict[str, Any] = {}
        self.count = 0

    def build(self) -> Located:
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, _("a second document (---) starts here; a file holds one"))
            elif isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent | AliasEvent):
                self.located.data = self._value(event, (), 0)
        return self.located

    def _value(self, event: Any, path: Path, depth: int) -> Any:
        self.located.values[path] = place = _place(event)
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_VALUES:
            raise self._refused(
                event, _("this is nested more deeply, or repeated more often, than a case file ever is")
            )
        if isinstance(event, AliasEvent):
            return self._alias(event)
        if event.tag is not None:
            raise self._refused(
                event,
                _("tags such as {tag} are not used in case files; write the plain value").format(
                    tag=f"!{event.tag.suffix}" if getattr(event.tag, "suffix", None) else event.tag
                ),
            )
        if isinstance(event, ScalarEvent):
            value = event.value if event.style else typed(event.value)
        elif isinstance(event, SequenceStartEvent):
            value = self._sequence(path, depth)
        else:
            value = self._mapping(path, depth, place)
        if event.anchor:
            self.anchors[event.anchor] = value
        return value

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            raise self._refused(event, _("*{name} refers to nothing").format(name=event.anchor))
        value = self.anchors[event.anchor]
        self.count += _size(value)
        if self.count > MAX_VALUES:
            raise self._refused(
                event, _("this is nested more deeply, or repeated more often, than a case file ever is")
            )
        return value

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        found: list[Any] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                return found
            found.append(self._value(event, (*path, len(found)), depth + 1))
        return found

    def _mapping(self, path: Path, depth: int, place: Place) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                return found
            if not isinstance(event, ScalarEvent):
                raise self._refused(event, _("a key is a plain word followed by a colon"))
            key = self._value(event, (*path, "\0key"), depth)
            if key in found:
                message = _("the key “{key}” stands twice here; keep one of them").format(key=key)
                raise self._refused(event, message)
            self.located.keys[(*path, key)] = _place(event)
            found[key] = self._value(next(self.events), (*path, key), depth + 1)
        return found

    def _refused(self, event: Event, message: str) -> NotYaml:
        line, column = _place(event)
        return NotYaml(Problem("yaml-invalid", (), message, line=line, column=column))


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(_size(one) for one in value.values())
    return 1 + sum(_size(one) for one in value) if isinstance(value, list) else 1


def _place(event: Event) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def typed(text: str) -> Any:
    """Return what a plain scalar stands for: nothing, true or false, a number that remembers its text, or text."""
    if text in NULLS:
        return None
    if text in BOOLS:
        return BOOLS[text]
    if not _NUMBER_LIKE.fullmatch(text):
        return text
    try:
        number = ryaml.loads(f"- {text}")[0]
    except ValueError:
        return text
    if isinstance(number, int):
        whole = RawInt(number)
        whole.raw = text
        return whole
    if isinstance(number, float):
        decimal = RawFloat(number)
        decimal.raw = text
        return decimal
    return text


_PARSER_SENTENCES = (
    (r"found character '\\t'", N_("a tab stands here; indent with spaces, and put spaces after a colon")),
    (
        "mapping values are not allowed",
        N_("here or on the line above a colon is missing or one too many, or the line is indented wrongly"),
    ),
    ("unexpected end of stream", N_("a quotation mark that was opened here is not closed")),
    ("expected ',' or ", N_("a list or entry in brackets is not closed, or a comma is missing")),
    ("could not find expected ':'", N_("a key without a colon, or a line that is not indented as the one above")),
    ("did not find expected key", N_("this line is not indented as the one above, or a key is missing")),
    ("expected <block end>", N_("this line is not indented as the lines around it")),
    ("undefined alias", N_("an alias (*name) refers to nothing; put text that starts with * in quotes")),
    ("cannot start any token", N_("this sign cannot stand first in a value; put the text in quotes")),
)


def _said_by_parser(err: MarkedYAMLError) -> Problem:
    said = f"{err.context or ''} {err.problem or ''}"
    sentence = next((text for part, text in _PARSER_SENTENCES if re.search(part, said)), None)
    unclosed = "unexpected end of stream" in said  # what matters is where it began
    mark = (err.context_mark if unclosed else None) or err.problem_mark or err.context_mark
    message = _(sentence) if sentence else _("this is not YAML that sip can read: {why}").format(why=err.problem)
    place = (mark.line + 1, mark.column + 1) if mark else (None, None)
    return Problem("yaml-invalid", (), message, line=place[0], column=place[1])
