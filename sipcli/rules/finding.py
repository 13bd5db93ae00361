"""A finding: what a rule, or the reading of a file, has to say of a case."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Literal

from sipcli.case.case import CASE_FILE
from sipcli.case.problems import Path

FindingLevel = Literal["error", "warning", "info"]
LEVELS: tuple[FindingLevel, ...] = ("error", "warning", "info")


@dataclass(frozen=True)
class Hit:
    """What a rule found; the engine makes a `Finding` of it.

    `file` and `path` (keys and indices) say where in the case; `date` is the deadline and `days` how far past it
    (negative: days left). `settled`: it has happened and no deadline waits any more. `on`: the day of the event that
    is judged, for the law in force then. `unit`: who has to act; the coordinating unit when left out.
    """

    message: str
    about: tuple[str, ...] = ()
    file: str = CASE_FILE
    path: Path = ()
    date: dt.date | None = None
    days: int | None = None
    fix: str = ""
    level: FindingLevel | None = None
    settled: bool = False
    on: dt.date | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Finding:
    """A finding as it is shown and exported. `file` is relative to the archive, `line` and `column` start at 1."""

    rule: str
    level: FindingLevel
    case: str
    file: str
    line: int | None
    column: int | None
    about: tuple[str, ...]
    message: str
    source: str
    date: dt.date | None = None
    days: int | None = None
    fix: str = ""
    path: Path = ()
    at_key: bool = False
    settled: bool = False
    unit: str | None = None

    @property
    def facts(self) -> str:
        """A mark of what the finding rests on: it stays while only time passes, and changes with the facts."""
        days = int(self.days) if self.settled and self.days is not None else None
        told = [self.rule, sorted(self.about), str(self.date), days]
        return hashlib.sha256(json.dumps(told).encode("utf-8")).hexdigest()[:8]

    @property
    def overdue(self) -> bool:
        """Whether a deadline has passed that still waits for somebody."""
        return self.days is not None and self.days > 0 and not self.settled

    def exported(self) -> dict[str, object]:
        """Return the fields that JSON and CSV show (docs/json.md)."""
        return {
            "rule": self.rule,
            "level": self.level,
            "case": self.case,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "about": list(self.about),
            "message": self.message,
            "source": self.source,
            "date": self.date.isoformat() if self.date else None,
            "days": self.days,
            "fix": self.fix,
        }
