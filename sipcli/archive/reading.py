"""Reading one file: bytes, then values (fast, or located when something is wrong), then a model.

A file that cannot be read is a value in the result, so that one bad file never stops a run.
"""

import codecs
import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import ryaml
from pydantic import ValidationError

from sipcli.archive.located import Located, NotYaml, read_located
from sipcli.case.problems import Problem, problems_in
from sipcli.case.values import Record
from sipcli.i18n import _

MAX_BYTES = 1_000_000
"""A case file is a few kilobytes; a larger one is something else."""

MANY_BRACKETS = 1000
"""From so many on, ryaml can take minutes over a text that the located reader refuses at once."""

_AT_ONCE = 65_536
_TO_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)

Model = TypeVar("Model", bound=Record)

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f￾￿]")
_CONFLICT = re.compile(r"^<{7} .*?^>{7} [^\n]*", re.MULTILINE | re.DOTALL)
_NEEDS_CARE = re.compile(r"\t|(?:^|[\s\[{,])!", re.MULTILINE)
"""What ryaml lets pass and we do not: tabs, tags."""
_HARMLESS = bytes({*b"\r\n", *range(0x20, 0x7F), *range(0x80, 0x100)} - {*b"<!", 0xC2, 0xEF})
"""Bytes that are no part of what the three above look for. Of their signs, those beyond ASCII begin with C2 or EF."""


@dataclass(frozen=True)
class ReadFile(Generic[Model]):
    """What reading a file gave: a model, or the problems that stood in the way."""

    model: Model | None
    problems: tuple[Problem, ...] = ()


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a file's bytes; a write names the one of what it read."""
    return hashlib.sha256(content).hexdigest()


def decode(content: bytes) -> str:
    """Return the text of a file's bytes, without a byte order mark.

    Raises:
        NotYaml: too large, not UTF-8, or with control characters.
    """
    return _decoded(content, harmless=_is_harmless(content))


def _decoded(content: bytes, *, harmless: bool) -> str:
    if len(content) > MAX_BYTES:
        size = f"{len(content) / 1e6:.1f}"
        message = _("the file is {size} MB; a case file is a few kilobytes. Is it the right file?").format(size=size)
        raise NotYaml(Problem("file-unreadable", (), message, line=1, column=1))
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as err:
        line, column = _place(content[: err.start].decode("utf-8", "replace"))
        message = _("this is not UTF-8 text (the byte {byte} is from another encoding); save the file as UTF-8").format(
            byte=f"0x{content[err.start]:02x}"
        )
        raise NotYaml(Problem("file-unreadable", (), message, line=line, column=column)) from None
    if not harmless:
        _refuse_marks_and_controls(text)
    return text


def _is_harmless(content: bytes) -> bool:
    """Tell whether nothing in a file's bytes asks for a closer look, as in nearly all: one pass instead of three."""
    return not content.translate(None, _HARMLESS)


def _refuse_marks_and_controls(text: str) -> None:
    conflict = _CONFLICT.search(text)
    if conflict:
        first, last = _place(text[: conflict.start()])[0], _place(text[: conflict.end()])[0]
        message = _(
            "git merge left both versions here, lines {first} to {last}; keep what is right and delete the marks"
        )
        raise NotYaml(Problem("yaml-invalid", (), message.format(first=first, last=last), line=first, column=1))
    found = _CONTROL.search(text)
    if found:
        line, column = _place(text[: found.start()])
        message = _("an invisible control character (code {code}) stands here; delete it").format(code=ord(found[0]))
        raise NotYaml(Problem("file-unreadable", (), message, line=line, column=column))


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def read_model(
    path: Path | str, model: type[Model], content_of: Callable[[str], bytes] | None = None
) -> ReadFile[Model]:
    """Read a file as `model`, from disk or where `content_of` gives it from."""
    try:
        if content_of:
            return parse_model(content_of(str(path)), model)
        content = _content(path)
    except OSError as err:
        message = _("the file cannot be opened: {why}").format(why=err.strerror or err)
        return ReadFile(None, (Problem("file-unreadable", (), message, line=1, column=1),))
    return parse_model(content, model)


def _content(path: Path | str) -> bytes:
    """Return the bytes of a file on disk: by `os`, at half of what `open` and `read` cost, for thousands of files."""
    file = os.open(path, _TO_READ)
    try:
        parts = [os.read(file, _AT_ONCE)]
        while parts[-1]:  # some drives give less at once although there is more
            parts.append(os.read(file, _AT_ONCE))
    finally:
        os.close(file)
    return b"".join(parts)


def parse_model(content: bytes, model: type[Model]) -> ReadFile[Model]:
    """Read a file's bytes as `model`: fast when all is well, once more with places when it is not."""
    try:
        harmless = _is_harmless(content)
        text = _decoded(content, harmless=harmless)
        if (harmless or not _NEEDS_CARE.search(text)) and not _many_brackets(text):
            try:
                return ReadFile(model.model_validate(ryaml.loads(text)))
            except ValueError:  # ryaml's and pydantic's errors both are
                pass
        located = read_located(text)
    except NotYaml as err:
        return ReadFile(None, (err.problem,))
    if located.data is None:
        return ReadFile(None, (Problem("file-empty", (), _("the file is empty"), line=1, column=1),))
    try:
        return ReadFile(model.model_validate(located.data))
    except ValidationError as err:
        problems = problems_in(err, model, located.data)
        return ReadFile(None, tuple(with_place(one, located) for one in problems))


def _many_brackets(text: str) -> bool:
    return len(text) >= MANY_BRACKETS and text.count("{") + text.count("[") >= MANY_BRACKETS


def with_place(problem: Problem, located: Located) -> Problem:
    """Return the problem with its line and column."""
    line, column = located.place(problem.path, at_key=problem.at_key)
    return Problem(problem.rule, problem.path, problem.message, problem.at_key, line, column)


def values(content: bytes) -> Any:
    """Return the plain values of a file's bytes for comparing, an empty mapping when it cannot be read."""
    try:
        return ryaml.loads(decode(content)) or {}
    except (NotYaml, ValueError):
        return {}
