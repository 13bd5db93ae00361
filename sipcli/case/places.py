"""Several values under one path: looked at together first, and one by one, each with its own path, only when need be.

In nearly every case nothing is wrong, and a path made for each value would cost more than the look at it.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import TypeVar

from sipcli.case.problems import Path

EACH = "*"
"""In the path of several values: where each one's own place in its list stands, or its key."""

Value = TypeVar("Value")


def each(path: Path, values: Iterable[Value | None] | Mapping[str, Value | None]) -> Iterator[tuple[Path, Value]]:
    """Yield (its own path, value) of each value under a path with `EACH` in it, without those that are None.

    The values of a mapping stand under its keys. A path without `EACH` is that of the one value there is.
    """
    pairs = values.items() if isinstance(values, Mapping) else zip(count(), values, strict=False)
    for key, value in pairs:
        if value is not None:
            yield tuple(key if part == EACH else part for part in path), value
