"""The lines of all cases: from the index where it holds, from the cases themselves where it does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sipcli.archive.collecting import no_collecting
from sipcli.archive.index import Entry, Index, IndexFile
from sipcli.archive.overview import Overview, told
from sipcli.archive.stamps import Stamp, settled, stamps_of_cases

if TYPE_CHECKING:
    from sipcli.archive.bulk import Progress
    from sipcli.archive.summing_up import Summed

Mistake = tuple[str, int | None, str]
"""What is wrong with a file of the archive's own: the file, the line, the sentence."""


@dataclass(frozen=True)
class Lines:
    """The line of every case, in order of id, and what is wrong with the archive's own files."""

    cases: list[Overview]
    mistakes: list[Mistake]


def lines_of(root: Path, today: date, guideline: str | None = None, progress: "Progress | None" = None) -> Lines:
    """Return the lines of an archive on a day, judged by `guideline` or else each case by its own.

    The index is brought up to date on the way. `progress` is told how many of how many cases have been read.

    Raises:
        SipError: there is no such guideline, where one is given.
    """
    with no_collecting():
        return _lines_of(root, today, guideline, progress)


def _lines_of(root: Path, today: date, guideline: str | None, progress: "Progress | None") -> Lines:
    file = IndexFile(root, guideline)
    index, stamps, day = file.read(), stamps_of_cases(root), today.toordinal()
    entries = {one: entry for one, entry in index.entries.items() if entry.holds(stamps.get(one), day)}
    lines = {one: Overview(one, *entry[3:], today) for one, entry in entries.items()}
    mistakes = index.mistakes
    if mistakes is None or len(lines) < len(stamps):
        from sipcli.archive.archive import open_archive
        from sipcli.archive.bulk import mistakes_in, summed_up

        began, archive = file.tick(), open_archive(root)
        mistakes = mistakes_in(archive)
        missing = [one for one in stamps if one not in lines]
        read = list(summed_up(archive, missing, today, guideline, progress))
        lines |= {one: Overview.of(one, line, today) for one, line, _days in read}
        if file.settled(began):
            file.write(Index(entries | _to_keep(read, stamps, began), mistakes))
    elif len(index.entries) > len(stamps):
        file.write(Index(entries, mistakes))  # what has been taken away leaves no trace here
    return Lines([lines[one] for one in stamps], [(name, at, said) for name, at, said in mistakes])


def without_findings(root: Path, today: date, guideline: str | None = None) -> set[str]:
    """Return the cases of which the index knows that nothing is found in them on a day; they need not be read."""
    with no_collecting():
        entries, day = IndexFile(root, guideline).read().entries, today.toordinal()
        known = {one: stamp for one, stamp in stamps_of_cases(root).items() if one in entries} if entries else {}
        return {one for one, stamp in known.items() if entries[one].holds(stamp, day) and entries[one].sound}


def _to_keep(read: "list[Summed]", stamps: Mapping[str, Stamp | None], began: int) -> dict[str, Entry]:
    """Return the entries of what was read, but of those whose files may change once more without looking changed."""
    return {
        one: Entry(stamp, *days, line.step, bool(line.overdue), told(line))
        for one, line, days in read
        if days is not None and (stamp := stamps[one]) is not None and settled(stamp, began)
    }
