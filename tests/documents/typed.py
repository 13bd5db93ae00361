"""Text that somebody may type, hostile or odd, in the place of every free text of a case."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sipcli.case.case import Case
from sipcli.case.values import Record, Text
from tests.helpers import Files, in_memory

HOSTILE = (
    "# x",
    "<script>alert(1)</script>",
    "</style></title></td><h1>x</h1>",
    "{{ 7*7 }}",
    "{% raw %}{% include 'sv/plan.md.j2' %}",
    "{# x #}",
    '#import "x.typ": *',
    "#[x] @x $x$ <x> \\u{41}",
    "=cmd()",
    "= x",
    "*b* **c** _d_ __e__ ~~f~~",
    "[x](y) ![](x) ![a](javascript:b)",
    "| a | b |\n|---|---|",
    "1. x",
    "1) x",
    "- x",
    "+ x",
    "> x",
    "--- ===",
    "```\nx",
    "[x]: y [^1] [ ] x",
    "&amp; &lt; &#35; &nbsp;",
    "a\\b \\* \\",
    "`x` $x$ $$y$$",
    "<https://exempel.invalid> www.exempel.invalid",
    "<!-- x -->",
    "rad ett\n\n# rad två\n- rad tre\n\n    rad fyra",
    "å ä ö – ” € é ß Łódź Nguyễn Өмір",
    "🙂 👩‍👧",
    "a\u0001b\u0007c\u001bd\ufffee",
    "u\u000bv\u0085w\u2028x",
    "\u200fab\u202ecd\u202c \u2066ef\u2069 g\u00adh\u200bi",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
    "w:p </w:t></w:r> {{ body }} {{ w.title }} {{r x }} {%p if x %}",
)


@lru_cache
def hostile(
    files: Callable[[], Files], shift: int = 0, plain: bool = False, names: bool = True
) -> tuple[Case, list[str]]:
    """Return a case with each free text in it replaced by one of its own, and those texts; `§n§` marks which.

    `shift` gives each field another of the hostile texts, `plain` a calm one; without `names` those stay as they are.
    """
    said: list[str] = []

    def mark(_text: str) -> str:
        typed = "lugnt" if plain else HOSTILE[(len(said) + shift) % len(HOSTILE)]
        said.append(f"{typed} §{len(said)}§")
        return said[-1]

    kept = NOT_TYPED | (set() if names else {"name"})
    models = {name: retyped(model, mark, kept) for name, model in in_memory(files()).models().items()}
    made = Case.of(in_memory(files()).id, models)
    assert made is not None
    return made, said


NOT_TYPED = {"guideline", "rule", "facts"}
"""Text that names something of the program's."""


def retyped(model: Record, mark: Callable[[str], str], kept: set[str]) -> Any:
    """Return a record with `mark(text)` in the place of each free text in it, but in the fields `kept`."""
    hints = get_type_hints(type(model), include_extras=True)
    new = {
        name: value if name in kept else _retyped(value, hints[name], mark, kept)
        for name in type(model).model_fields
        for value in [getattr(model, name)]
    }
    return model.model_copy(update=new)


def _retyped(value: Any, hint: Any, mark: Callable[[str], str], kept: set[str]) -> Any:
    kinds = list(_options(hint))
    if isinstance(value, Record):
        return retyped(value, mark, kept)
    if isinstance(value, list):
        inner = [get_args(kind)[0] for kind in kinds if get_origin(kind) is list]
        return [_retyped(one, Union[tuple(inner)], mark, kept) for one in value]  # noqa: UP007
    if isinstance(value, dict):
        inner = [get_args(kind)[1] for kind in kinds if get_origin(kind) is dict]
        return {key: _retyped(one, Union[tuple(inner)], mark, kept) for key, one in value.items()}  # noqa: UP007
    return mark(value) if isinstance(value, str) and Text in kinds else value


def _options(hint: Any) -> Iterator[Any]:
    if get_origin(hint) in (Union, UnionType):
        for one in get_args(hint):
            yield from _options(one)
    else:
        yield hint


MARK = re.compile(r"§(\d+)§")
