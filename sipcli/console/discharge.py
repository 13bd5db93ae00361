"""The six steps of a discharge as a table: which are done, which is next, and its last day."""

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from sipcli.acts.discharge import STEPS, Step, next_step
from sipcli.console.output import days_away
from sipcli.i18n import _


def steps_table(found: Sequence[Step]) -> Table:
    """Return the steps in their order, readable at 80 columns and without colour."""
    following = next_step(found)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("", no_wrap=True)
    for heading in (_("Step"), _("Done"), ""):
        table.add_column(heading)
    for number, one in enumerate(found, 1):
        cells = [str(number), _(STEPS[one.key]), str(one.done_on or "–"), "; ".join(_said(one, following))]
        table.add_row(*(Text(cell, "bold" if one is following else "") for cell in cells))
    return table


def _said(one: Step, following: Step | None) -> Iterator[str]:
    """Yield what is to be said of a step: whether it is next, its last day while that matters, notes."""
    if one is following:
        yield _("next")
    if one.days is not None:
        yield _("by {day} ({away})").format(day=one.last_day, away=days_away(one.days))
    if one.late:
        yield _("late, the last day was {day}").format(day=one.last_day)
    if one.note:
        yield one.note
