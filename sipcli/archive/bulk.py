"""Reading many cases at once: on all cores where that pays, telling how far it has come.

Each piece of work is a case by itself, so which process reads it makes no difference to the answer, and the answers
come in the order of the cases.
"""

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TypeVar

from sipcli import i18n
from sipcli.archive.archive import Archive
from sipcli.archive.checking import archive_findings
from sipcli.archive.collecting import no_collecting
from sipcli.archive.lines import Mistake
from sipcli.archive.overview import Overview
from sipcli.archive.own_guidelines import own_guidelines
from sipcli.archive.summing_up import Summed, deadlines_in, findings_in, name_of_child, sum_up
from sipcli.guidelines.loader import load_guideline
from sipcli.rules.due import Due
from sipcli.rules.engine import in_order
from sipcli.rules.finding import Finding

Progress = Callable[[int, int], None]
"""Told how many cases have been read, and how many there are."""

Answer = TypeVar("Answer")

PIECE = 64
"""How many cases a process is given at a time."""

PAYS = 400 if sys.platform == "linux" else 3000
"""From how many cases on more processes pay: where a process is not forked, it first imports everything anew."""

MOST = 8
"""The most processes; beyond that the disk is what one waits for."""


def summed_up(
    archive: Archive,
    case_ids: Sequence[str],
    today: date,
    guideline: str | None,
    progress: Progress | None = None,
    *,
    closed: bool = True,
) -> Iterator[Summed]:
    """Yield the line of each case, with the days for which it holds; `closed` as in `sum_up`.

    Raises:
        SipError: there is no such guideline, where one is given.
    """
    if guideline:
        load_guideline(guideline, own_guidelines(archive.root))
    return for_each(partial(sum_up, archive, today=today, guideline=guideline, closed=closed), case_ids, progress)


def lines_read(
    archive: Archive, today: date, guideline: str | None = None, progress: Progress | None = None
) -> tuple[list[Overview], list[Mistake]]:
    """Return the lines of an archive, each case read, and what is wrong with its own files; no index is looked at."""
    read = summed_up(archive, archive.case_ids(), today, guideline, progress)
    return [one.row for one in read], mistakes_in(archive)[0]


def found_in(
    archive: Archive, case_ids: Sequence[str], today: date, guideline: str | None, progress: Progress | None = None
) -> list[Finding]:
    """Return every finding in some cases, each with its line, in order.

    Raises:
        SipError: there is no such guideline, where one is given.
    """
    answer = partial(findings_in, archive, today=today, guideline=guideline)
    return in_order(one for found in for_each(answer, case_ids, progress) for one in found)


def deadlines_of(
    archive: Archive, case_ids: Sequence[str], today: date, guideline: str | None
) -> list[tuple[str, Due]]:
    """Return everything with a day that waits for somebody, passed or ahead, in each of some cases."""
    answer = partial(deadlines_in, archive, today=today, guideline=guideline)
    found = zip(case_ids, for_each(answer, case_ids), strict=True)
    return [(case_id, due) for case_id, several in found for due in several]


def names_of_children(archive: Archive, case_ids: Sequence[str]) -> dict[str, str]:
    """Return the children's names by case, of the cases that can be read."""
    found = zip(case_ids, for_each(partial(name_of_child, archive), case_ids), strict=True)
    return {case_id: name for case_id, name in found if name is not None}


def mistakes_in(archive: Archive) -> tuple[list[Mistake], bool]:
    """Return what is wrong with the archive's own files, and whether all of them could be opened."""
    found = archive_findings(archive)
    return [(one.file, one.line, one.message) for one in found], all(one.rule != "file-unreadable" for one in found)


def for_each(
    answer: Callable[[str], Answer], case_ids: Sequence[str], progress: Progress | None = None
) -> Iterator[Answer]:
    """Yield what a function answers for each case, in their order. It is handed to other processes when there are many.

    Raises:
        Exception: what the function raises.
    """
    done, processes = 0, _processes(len(case_ids))
    pieces = [case_ids[at : at + PIECE] for at in range(0, len(case_ids), PIECE)]
    if processes > 1:
        try:
            with _pool(processes) as pool:
                for found in pool.map(partial(_piece, answer), pieces):
                    yield from found
                    done += 1
                    _tell(progress, done * PIECE, len(case_ids))
        except (BrokenExecutor, OSError):  # one was killed, or none could be started: the rest is read here
            pass
    for piece in pieces[done:]:
        yield from _piece(answer, piece)
        done += 1
        _tell(progress, done * PIECE, len(case_ids))


def _tell(progress: Progress | None, done: int, of: int) -> None:
    if progress:
        progress(min(done, of), of)


def _processes(cases: int) -> int:
    if cases < PAYS:
        return 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST)


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    how = "fork" if sys.platform == "linux" else "spawn"
    pool = ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context(how), initializer=_begin, initargs=(i18n.language,)
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(language: str) -> None:
    """Make a new process ready: it speaks as we do, and Ctrl-C is for us to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    i18n.use_language(language)
    gc.freeze()


def _piece(answer: Callable[[str], Answer], case_ids: Sequence[str]) -> list[Answer]:
    with no_collecting():
        return [answer(one) for one in case_ids]
