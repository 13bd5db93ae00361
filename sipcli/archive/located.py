"""Where in a file each of its values stands: for line numbers, and for files with something wrong."""

from dataclasses import dataclass, field
from typing import Any

from sipcli.case.problems import Path, Problem

Place = tuple[int, int]
"""Line and column, both from 1."""


class NotYaml(Exception):
    """The text cannot be read; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        """Take the problem."""
        super().__init__(problem.message)
        self.problem = problem


@dataclass
class Located:
    """The values of a file and where each stands: `values` and `keys` map a path to its place."""

    data: Any = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)

    def place(self, path: Path, *, at_key: bool = True) -> Place:
        """Return where `path` stands (its key, or its value), or the nearest thing above it that is there."""
        tables = (self.keys, self.values) if at_key else (self.values, self.keys)
        for length in range(len(path), 0, -1):
            for table in tables:
                if path[:length] in table:
                    return table[path[:length]]
        return self.values.get((), (1, 1))


def read_located(text: str) -> Located:
    """Read a YAML text.

    Raises:
        NotYaml: it is not YAML, or uses what a case file never needs.
    """
    from sipcli.archive.locating import locate  # ruamel.yaml, which few runs need

    return locate(text)
