"""The lines of all cases: from the index where it holds, from the cases themselves where it does not."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sipcli.archive.collecting import no_collecting
from sipcli.archive.index import Entry, Index, IndexFile
from sipcli.archive.overview import Overview
from sipcli.archive.place import case_ids
from sipcli.archive.stamps import Stamp, settled, stamps_of_cases

if TYPE_CHECKING:
    from sipcli.archive.bulk import Progress

Mistake = tuple[str, int | None, str]
"""What is wrong with a file of the archive's own: the file, the line, the sentence."""


@dataclass(frozen=True)
class Lines:
    """The line of every case, in order of id, and what is wrong with the archive's own files."""

    cases: list[Overview]
    mistakes: list[Mistake]


def lines_of(
    root: Path,
    today: date,
    guideline: str | None = None,
    progress: "Progress | None" = None,
    *,
    closed: bool = True,
) -> Lines:
    """Return the lines of an archive on a day, judged by `guideline` or else each case by its own.

    Where `closed` cases are only counted, no more is read of them than that they are closed. The index is brought up
    to date on the way. `progress` is told how many of how many cases have been read.

    Raises:
        SipError: there is no such guideline, where one is given.
    """
    with no_collecting():
        return _lines_of(root, today, guideline, progress, closed=closed)


def _lines_of(root: Path, today: date, guideline: str | None, progress: "Progress | None", *, closed: bool) -> Lines:
    file = IndexFile(root, guideline)
    index = file.read()
    # where nothing is kept, each case is looked at by whoever reads it
    stamps = stamps_of_cases(root) if index.entries else dict[str, Stamp | None].fromkeys(case_ids(root))
    day, mistakes = today.toordinal(), list[Mistake]()
    entries = {one: entry for one, entry in index.entries.items() if entry.holds(stamps.get(one), day, whole=closed)}
    rows = {one: Overview(one, *entry[3:], today) for one, entry in entries.items()}
    if not index.sound or len(rows) < len(stamps):
        from sipcli.archive.archive import open_archive
        from sipcli.archive.bulk import mistakes_in, summed_up

        began, archive = file.tick(), open_archive(root)
        mistakes, opened = mistakes_in(archive)
        missing = [one for one in stamps if one not in rows]
        for one in summed_up(archive, missing, today, guideline, progress, closed=closed):
            rows[one.row.case_id] = one.row
            if one.stamp is not None and settled(one.stamp, began):  # else it may change and look the same
                entries[one.row.case_id] = Entry(one.stamp, one.first, one.last, *one.row[1:4])
        if opened and file.settled(began):
            file.write(Index(entries, sound=not mistakes))
    elif index.entries.keys() - stamps.keys():
        file.write(Index(entries, sound=True))
    if index.entries.keys() - stamps.keys():
        file.forget_others()  # what has been taken away leaves no trace
    return Lines([rows[one] for one in stamps], mistakes)


def without_findings(root: Path, today: date, guideline: str | None = None) -> set[str]:
    """Return the cases of which the index knows that nothing is found in them on a day; they need not be read."""
    with no_collecting():
        entries, day = IndexFile(root, guideline).read().entries, today.toordinal()
        known = {one: stamp for one, stamp in stamps_of_cases(root).items() if one in entries} if entries else {}
        return {
            one for one, stamp in known.items() if entries[one].holds(stamp, day, whole=True) and entries[one].sound
        }
