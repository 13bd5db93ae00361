"""Reading one file: bytes, then values (fast, or located when something is wrong), then a model.

A file that cannot be read is a value in the result, so that one bad file never stops a run.
"""

import hashlib
import re
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

Model = TypeVar("Model", bound=Record)

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f￾￿]")
_CONFLICT = re.compile(r"^<{7} .*?^>{7} [^\n]*", re.MULTILINE | re.DOTALL)
_NEEDS_CARE = re.compile(r"\t|(?:^|[\s\[{,])!", re.MULTILINE)
"""What ryaml lets pass and we do not: tabs, tags."""


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
    if len(content) > MAX_BYTES:
        size = f"{len(content) / 1e6:.1f}"
        message = _("the file is {size} MB; a case file is a few kilobytes. Is it the right file?").format(size=size)
        raise NotYaml(Problem("file-unreadable", (), message, line=1, column=1))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        line, column = _place(content[: err.start].decode("utf-8", "replace"))
        message = _("this is not UTF-8 text (the byte {byte} is from another encoding); save the file as UTF-8").format(
            byte=f"0x{content[err.start]:02x}"
        )
        raise NotYaml(Problem("file-unreadable", (), message, line=line, column=column)) from None
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
    return text


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def read_model(path: Path, model: type[Model]) -> ReadFile[Model]:
    """Read a file as `model`."""
    try:
        content = path.read_bytes()
    except OSError as err:
        message = _("the file cannot be opened: {why}").format(why=err.strerror or err)
        return ReadFile(None, (Problem("file-unreadable", (), message, line=1, column=1),))
    return parse_model(content, model)


def parse_model(content: bytes, model: type[Model]) -> ReadFile[Model]:
    """Read a file's bytes as `model`: fast when all is well, once more with places when it is not."""
    try:
        text = decode(content)
        if not _NEEDS_CARE.search(text) and text.count("{") + text.count("[") < MANY_BRACKETS:
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
