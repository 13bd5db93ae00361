"""How far a long reading has come: a bar on standard error, on a terminal, once it has taken a second."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sipcli.i18n import _

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds before a bar is worth showing."""


@contextmanager
def reading(clock: Callable[[], float] = time.monotonic) -> Iterator[Callable[[int, int], None]]:
    """Give what is to be told how many cases have been read, of how many; the bar is gone when it ends."""
    began, bars = clock(), list["Progress"]()

    def tell(done: int, of: int) -> None:
        if not bars and sys.stderr.isatty() and clock() - began > PATIENCE and done < of:
            bars.append(_bar())
            bars[0].add_task(_("Reading the cases"), total=of)
            bars[0].start()
        for bar in bars:
            bar.update(bar.task_ids[0], completed=done, refresh=True)

    try:
        yield tell
    finally:
        for bar in bars:
            bar.stop()


def _bar() -> "Progress":
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from sipcli.console.output import console

    columns = TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn()
    # it is drawn when told, by nobody else: no thread runs while processes are started
    return Progress(*columns, console=console(stderr=True), transient=True, auto_refresh=False)
