"""The morning screen: one line a case, the most urgent first, readable at 80 columns and without colour."""

from collections.abc import Mapping, Sequence
from datetime import date

from sipcli.archive.overview import Overview
from sipcli.case.step_words import STEPS
from sipcli.console.columns import Cell, Column, print_columns
from sipcli.i18n import _, ngettext


def print_status(rows: Sequence[Overview], *, names: Mapping[str, str] | None = None) -> None:
    """Print the table of `sip status`. `names`: the children's names by case, where they are asked for."""
    columns = [
        Column(_("Case")),
        *([Column(_("Child"), breaks=True)] if names is not None else []),
        Column(_("Step")),
        Column(_("Overdue"), breaks=True),
        Column(_("Next"), breaks=True),
        Column(_("Day")),
        Column(_("Err."), right=True),
        Column(_("Warn."), right=True),
    ]
    print_columns(columns, [_status_cells(row, names) for row in rows])


def _status_cells(row: Overview, names: Mapping[str, str] | None) -> tuple[Cell, ...]:
    due = row.next
    return (
        (row.case_id, ""),
        *([(_in_one_line(names.get(row.case_id, "")), "")] if names is not None else []),
        (_step(row), ""),
        _overdue(row),
        (due.what if due else "–", ""),
        (str(due.date) if due and due.date else "–", ""),
        (str(row.errors), "bold red") if row.errors else ("–", ""),
        (str(row.warnings), "yellow") if row.warnings else ("–", ""),
    )


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _step(row: Overview) -> str:
    return _(STEPS[row.step]) if row.step else _("cannot be read")


def _overdue(row: Overview) -> Cell:
    late = row.overdue
    if not late:
        return "–", ""
    # a short form of "10 days", so that the line fits
    text = _("{n} d {what}").format(n=late[0].days, what=late[0].what)
    return text + (f" (+{len(late) - 1})" if len(late) > 1 else ""), "bold red"


def status_totals(rows: Sequence[Overview], everything: Sequence[Overview], today: date) -> str:
    """Return one line below the table: how many cases are shown, of how many, and how many have something overdue."""
    shown = ngettext("{n} case", "{n} cases", len(rows)).format(n=len(rows))
    late = sum(row.late for row in rows)
    closed = sum(row.step == "closed" for row in everything)
    said = _("{today}: {shown} of {total} shown, {late} with something overdue; {closed} closed.").format(
        today=today, shown=shown, total=len(everything), late=late, closed=closed
    )
    broken = unreadable(everything)
    return f"{said} {broken}" if broken else said


def unreadable(rows: Sequence[Overview]) -> str:
    """Return the sentence that says how many of the cases cannot be read; nothing when all can."""
    broken = sum(not row.readable for row in rows)
    if not broken:
        return ""
    return ngettext(
        "{n} case cannot be read: “sip check” says why.", "{n} cases cannot be read: “sip check” says why.", broken
    ).format(n=broken)


def print_list(rows: Sequence[Overview], *, names: Mapping[str, str] | None = None) -> None:
    """Print the table of `sip list`. `names`: the children's names by case, where they are asked for."""
    headings = [_("Case"), _("Child"), _("Guideline"), _("Step"), _("Opened"), _("Coordinating unit")]
    columns = [Column(one, breaks=at > 0) for at, one in enumerate(headings) if at != 1 or names is not None]
    print_columns(columns, [_list_cells(row, names) for row in rows], gap=2)


def _list_cells(row: Overview, names: Mapping[str, str] | None) -> list[Cell]:
    child = [_in_one_line(names.get(row.case_id, ""))] if names is not None else []
    told = [row.case_id, *child, row.guideline, _step(row), row.line.opened, row.line.coordinating_unit]
    return [(one or "–", "") for one in told]
