"""What was given on the command line, taken as it is where that is all there is to it.

Typer makes a pydantic adapter for every parameter of the command that is run, given or left out; that was a third of
the time of `sip status --help`. What was left out, text, and a word of a choice need no adapter and come out the same;
whatever else is given, and whatever is wrong, Typer sees to as ever.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache, partial
from typing import Any, get_args, get_origin

from typer.core import TyperArgument, TyperOption


@dataclass(frozen=True)
class AsGiven:
    """Makes what was given into a parameter's value, in the place of `typers_own()`, which does it with pydantic.

    `annotation` is the parameter's type as Typer has resolved it: `str`, `list[str]`, an enumeration, ...
    """

    annotation: Any
    typers_own: Callable[[], Any]

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value; raises Typer's BadParameter where it cannot be one."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if self.annotation is str and _is_text(value):
            return value
        if _is_choice(self.annotation) and isinstance(value, str) and value in {one.value for one in self.annotation}:
            return self.annotation(value)
        if _is_list_of_text(self.annotation) and isinstance(value, list | tuple) and all(map(_is_text, value)):
            return list(value)
        return self.typers_own().coerce(value, param=param, ctx=ctx)


@cache
def take_as_given() -> None:
    """Let Typer take what is given so, from now on."""
    for kind in (TyperArgument, TyperOption):
        typers_own = getattr(kind, "get_runtime_param", None)  # a Typer without it does not use pydantic
        if typers_own is not None:
            kind.get_runtime_param = _in_the_place_of(typers_own)  # type: ignore[method-assign, assignment]


def _in_the_place_of(typers_own: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def get_runtime_param(self: Any) -> Any:
        if self.type_descriptor.parameter_info.parser is not None:
            return typers_own(self)
        return AsGiven(self.type_descriptor.annotation, partial(typers_own, self))

    return get_runtime_param


def _is_choice(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Enum)


def _is_list_of_text(annotation: Any) -> bool:
    return get_origin(annotation) is list and get_args(annotation) == (str,)


def _is_text(value: Any) -> bool:
    """Tell whether this is text through and through; bytes that were not UTF-8 come as lone surrogates."""
    return type(value) is str and not any("\ud800" <= char <= "\udfff" for char in value)
