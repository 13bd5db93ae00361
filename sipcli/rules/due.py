"""Something in a case with a day that waits for somebody."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sipcli.rules.finding import FindingLevel


@dataclass(frozen=True)
class Due:
    """Something with a day: what, the rule that watches it, the day, how many days past it (negative: left), who.

    `key` says what it is, in no language and as long as it is the same: before the day and after it.
    """

    what: str
    rule: str | None
    date: dt.date | None
    days: int | None
    unit: str | None
    key: tuple[str, ...] = ()
    level: "FindingLevel | None" = None
    source: str = ""

    def exported(self) -> dict[str, object]:
        """Return the fields that JSON shows (docs/json.md)."""
        day = self.date.isoformat() if self.date else None
        return {"what": self.what, "rule": self.rule, "date": day, "days": self.days, "unit": self.unit}
