"""Documents as tables: those there are, those of a case, the templates they are set from."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from sipcli.i18n import N_, _

AUDIENCES: dict[str, str] = {
    "child": N_("child"),
    "guardians": N_("guardians"),
    "representatives": N_("representatives"),
    "relatives": N_("relatives"),
    "units": N_("units"),
}
"""Whom a document may reach, in words."""


def documents_table(rows: Sequence[dict[str, Any]]) -> Table:
    """Return the table of all documents."""
    table = _table(_("Document"), _("What it is"), _("For"), _("Languages"))
    for row in rows:
        everyone = set(row["audience"]) == set(AUDIENCES)
        table.add_row(
            Text(row["document"]),
            Text(row["title"]),
            Text(_("all") if everyone else ", ".join(_(AUDIENCES[one]) for one in row["audience"])),
            Text(", ".join(row["languages"])),
        )
    return table


def case_table(rows: Sequence[dict[str, Any]]) -> Table:
    """Return the table of a case's documents: those that can be made first, each with what is missing in it."""
    table = _table(_("Document"), _("Which"), _("What is missing"))
    for row in sorted(rows, key=lambda one: one["why"] is not None):
        about = row["about"] or ""
        which = about if row["which"] in (None, about) else f"{about} ({row['which']})" if about else row["which"]
        missing = Text(", ".join(row["missing"]) or _("nothing"))
        table.add_row(
            Text(row["document"]),
            Text(which or "–"),
            Text(_("not yet: {why}").format(why=row["why"]), "dim") if row["why"] else missing,
        )
    return table


def templates_table(rows: Sequence[dict[str, Any]]) -> Table:
    """Return the table of the templates."""
    table = _table(_("Name"), _("What it is"), _("The archive's own"))
    for row in rows:
        table.add_row(
            Text(row["name"]),
            Text(row["title"]),
            Text(", ".join(row["own"]) or "–"),
        )
    return table


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold", expand=False)
    for at, column in enumerate(columns):
        table.add_column(column, no_wrap=at == 0)
    return table
