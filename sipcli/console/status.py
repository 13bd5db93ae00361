"""The morning screen: one line a case, the most urgent first, readable at 80 columns and without colour."""

from collections.abc import Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from sipcli.archive.overview import Overview
from sipcli.case.steps import STEPS
from sipcli.i18n import _, ngettext


def status_table(rows: Sequence[Overview], *, names: bool = False) -> Table:
    """Return the table of `sip status`."""
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold", expand=False)
    table.add_column(_("Case"), no_wrap=True)
    if names:
        table.add_column(_("Child"))
    table.add_column(_("Step"), no_wrap=True)
    table.add_column(_("Overdue"))
    table.add_column(_("Next"))
    table.add_column(_("Day"), no_wrap=True)
    table.add_column(_("Err."), no_wrap=True, justify="right")
    table.add_column(_("Warn."), no_wrap=True, justify="right")
    for row in rows:
        cells: list[Text] = [Text(row.case_id)]
        if names:
            cells.append(Text(row.case.file.child.name if row.case else ""))
        step = _(STEPS[row.step]) if row.step else _("cannot be read")
        due = row.next
        cells += [
            Text(step),
            _overdue(row),
            Text(due.what if due else "–"),
            Text(str(due.date) if due and due.date else "–"),
            Text(str(row.errors) if row.errors else "–", "bold red" if row.errors else ""),
            Text(str(row.warnings) if row.warnings else "–", "yellow" if row.warnings else ""),
        ]
        table.add_row(*cells)
    return table


def _overdue(row: Overview) -> Text:
    if not row.overdue:
        return Text("–")
    first, more = row.overdue[0], len(row.overdue) - 1
    # a short form of "10 days", so that the line fits
    text = Text(_("{n} d {what}").format(n=first.days, what=first.what), "bold red")
    if more:
        text.append(f" (+{more})")
    return text


def status_totals(rows: Sequence[Overview], everything: Sequence[Overview], today: date) -> str:
    """Return one line below the table: how many cases are shown, of how many, and how many have something overdue."""
    shown = ngettext("{n} case", "{n} cases", len(rows)).format(n=len(rows))
    late = sum(bool(row.overdue) for row in rows)
    closed = sum(row.step == "closed" for row in everything)
    said = _("{today}: {shown} of {total} shown, {late} with something overdue; {closed} closed.").format(
        today=today, shown=shown, total=len(everything), late=late, closed=closed
    )
    broken = unreadable(everything)
    return f"{said} {broken}" if broken else said


def unreadable(rows: Sequence[Overview]) -> str:
    """Return the sentence that says how many of the cases cannot be read; nothing when all can."""
    broken = sum(row.case is None for row in rows)
    if not broken:
        return ""
    return ngettext(
        "{n} case cannot be read: “sip check” says why.", "{n} cases cannot be read: “sip check” says why.", broken
    ).format(n=broken)


def list_table(rows: Sequence[Overview], *, names: bool = False) -> Table:
    """Return the table of `sip list`."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(_("Case"), no_wrap=True)
    for heading in (*([_("Child")] if names else []), _("Guideline"), _("Step"), _("Opened"), _("Coordinating unit")):
        table.add_column(heading)
    for row in rows:
        cells = row.listed(names=names)
        cells["step"] = _(STEPS[row.step]) if row.step else _("cannot be read")
        table.add_row(*(Text(str(cell) if cell is not None else "–") for cell in cells.values()))
    return table
