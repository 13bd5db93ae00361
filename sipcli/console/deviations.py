"""The deviations of all cases, and how many there are: as a table, and as data for JSON and CSV (W2)."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sipcli import i18n
from sipcli.archive.deviations import Compiled, Listed
from sipcli.case.deviations import UNKNOWN, counted
from sipcli.console.labels import value_word
from sipcli.documents.nameless import nameless
from sipcli.i18n import _, ngettext

COLUMNS = (
    "case",
    "id",
    "guideline",
    "date",
    "kind",
    "units",
    "principals",
    "reported_on",
    "days_unreported",
)
"""What is told of each deviation: ids, days and words of the program's own, so that nobody is named."""
TEXTS = ("about", "comment", "decision")
"""What somebody wrote of it, shown only when asked for."""


def exported(row: Listed, *, texts: bool = False) -> dict[str, Any]:
    """Return what JSON and CSV show of a deviation (docs/json.md); with `texts` what was written, less family names."""
    one = row.deviation
    data = {
        "case": row.case.id,
        "id": one.event.id,
        "guideline": row.guideline,
        "date": one.event.date.isoformat(),
        "kind": one.kind,
        "units": [unit.id for unit in one.units],
        "principals": one.principals,
        "reported_on": one.reported_on.isoformat() if one.reported_on else None,
        "days_unreported": one.days_unreported,
    }
    if texts:
        without = nameless(row.case, i18n.language)
        written = (", ".join(one.about) or None, one.event.comment, one.event.decision)
        data |= dict(zip(TEXTS, map(without, written), strict=True))
    return data


def as_data(found: Compiled, *, texts: bool = False) -> dict[str, Any]:
    """Return the deviations and the numbers as JSON shows them."""
    return {
        "deviations": [exported(row, texts=texts) for row in found.rows],
        "counts": asdict(counted(row.deviation for row in found.rows)),
        "unreadable": list(found.unreadable),
    }


def tables(found: Compiled, *, texts: bool = False) -> Iterator[RenderableType]:
    """Yield what the terminal shows: the list, what was written when asked for, and the numbers."""
    rows = [exported(row, texts=texts) for row in found.rows]
    yield _listing(rows)
    if texts:
        yield from _texts(rows)
    counts = counted(row.deviation for row in found.rows)
    yield Text()
    yield _numbers(_("Kind"), counts.by_kind)
    yield Text()
    yield _numbers(_("Principal"), counts.by_principal)


def summary(found: Compiled, today: date, year: int | None) -> str:
    """Return the sentence below: how many there are, how many of them are not reported, in how many cases."""
    counts = counted(row.deviation for row in found.rows)
    cases = ngettext("{n} case", "{n} cases", found.cases).format(n=found.cases)
    many = ngettext("{n} deviation", "{n} deviations", counts.deviations).format(n=counts.deviations)
    if year:
        many = _("{many} in {year}").format(many=many, year=year)
    return _("{today}: {cases}, {many}, {unreported} not reported.").format(
        today=today, cases=cases, many=many, unreported=counts.unreported
    )


def unreadable(found: Compiled) -> Iterator[str]:
    """Yield a sentence for each case that may have more deviations than were found."""
    for case_id in found.unreadable:
        yield _(
            "{case} cannot be read in full, and deviations of it may be missing: “sip check {case}” says why."
        ).format(case=case_id)


def _listing(rows: Sequence[dict[str, Any]]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column(_("Case"), no_wrap=True)
    table.add_column(_("Guideline"))
    table.add_column(_("Day"), no_wrap=True)
    for heading in (_("Kind"), _("Units"), _("Reported")):
        table.add_column(heading)
    for row in rows:
        waits = row["days_unreported"]
        table.add_row(
            Text(row["case"]),
            Text(row["guideline"]),
            Text(row["date"]),
            Text(_word(row["kind"])),
            Text(", ".join(row["units"]) or "–"),
            Text(row["reported_on"] or ngettext("no, {n} day", "no, {n} days", waits).format(n=waits)),
        )
    return table


def _texts(rows: Sequence[dict[str, Any]]) -> Iterator[RenderableType]:
    for row in rows:
        written = [row[key] for key in TEXTS if row[key]]
        if written:
            yield Text()
            yield Text(f"{row['case']} {row['date']}", "bold")
            yield from (Padding(Text(one), (0, 0, 0, 2)) for one in written)


def _numbers(heading: str, counts: dict[str, int]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(heading)
    table.add_column(_("Deviations"), justify="right")
    for word, n in counts.items():
        table.add_row(Text(_word(word)), Text(str(n)))
    return table


def _word(word: str | None) -> str:
    return _("not stated") if word in (None, UNKNOWN) else value_word(word)
