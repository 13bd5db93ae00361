"""Stamps: what the disk says of the files of a case without opening them, to see whether any has changed since.

A stamp holds, of each file that a case is read from, its name, when its content and when it itself last changed, and
its size. The second time (ctime) cannot be set by anybody, so a file put back with its old date is seen too; on
Windows it is when the file was made. The disk's clock is coarse: a file changed once more in the same tick looks
unchanged. So a stamp is only kept when all in it lies before the moment the files began to be read, told by that same
clock (`tick`); git treats such "racy" entries of its own index alike.
"""

import os
import time
from array import array
from collections.abc import Iterable
from pathlib import Path

from sipcli.archive.place import CASES, GUIDELINES, SETTINGS_FILE, UNITS_FILE, case_ids

Stamp = bytes
"""How many files; for each its mtime and ctime in nanoseconds and its size in bytes; their names, in the same order.

The numbers take eight bytes each. The order is the disk's own: another order only means that a case is read anew.
"""

TRIED, SLOW, ASKED_AT_ONCE = 50, 0.005, 16
"""A disk that takes longer than this (seconds) for each of the first cases is a slow one, as over a network: it is
asked for so many cases at once, for it answers many in the time of one. A quick one gains nothing by that."""

_READ_IN = ("follow-ups", "events")
_NOT_READ = "documents"
_YAML = (".yaml", ".yml")
_NUMBER = array("q").itemsize

LAST = 2**63 - 1
"""The last nanosecond that a stamp has room for, in the year 2262."""

_OLD_NEWS = os.name == "nt"
"""Whether a folder's list of its files may be older than the files; there each file itself is asked."""


def stamps_of_cases(root: Path) -> dict[str, Stamp | None]:
    """Return the stamp of each case by id, in order; None for one with something odd in it, which has to be read.

    Raises:
        ArchiveError: the folder of cases cannot be read.
    """
    ids, began = case_ids(root), time.monotonic()
    folders = [f"{root / CASES}{os.sep}{one}" for one in ids]
    found = [_stamp_of_case(one) for one in folders[:TRIED]]
    if time.monotonic() - began > SLOW * len(found):
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(ASKED_AT_ONCE) as pool:
            # handed out by the piece: to hand out each case by itself costs more than to look at it
            pieces = (folders[at : at + TRIED] for at in range(TRIED, len(folders), TRIED))
            found += [one for several in pool.map(_stamps_of, pieces) for one in several]
    else:
        found += [_stamp_of_case(one) for one in folders[TRIED:]]
    return dict(zip(ids, found, strict=True))


def _stamps_of(folders: list[str]) -> list[Stamp | None]:
    return [_stamp_of_case(one) for one in folders]


def stamp_of_case(root: Path, case_id: str) -> Stamp | None:
    """Return the stamp of a case, None where it has to be read."""
    return _stamp_of_case(f"{root}{os.sep}{CASES}{os.sep}{case_id}")


def _stamp_of_case(folder: str) -> Stamp | None:
    names: list[str] = []
    numbers: list[int] = []
    try:
        folders = _look(folder, "", names, numbers)
        for name in folders:
            if name in _READ_IN:
                if _look(f"{folder}{os.sep}{name}", f"{name}/", names, numbers):
                    return None
            elif name != _NOT_READ:
                return None
    except OSError:
        return None
    return _packed(names, numbers)


def _look(folder: str, within: str, names: list[str], numbers: list[int]) -> list[str]:
    """Add what a folder's files look like, in the disk's own order, and return the folders in it."""
    folders: list[str] = []
    with os.scandir(folder) as entries:
        for one in entries:
            name = one.name
            if name.endswith(_YAML) or name.lower().endswith(_YAML):
                about = os.stat(one.path) if _OLD_NEWS else one.stat()  # noqa: PTH116
                names.append(within + name)
                numbers += (about.st_mtime_ns, about.st_ctime_ns, about.st_size)
            elif one.is_dir() and not name.startswith("."):
                folders.append(name)
    return folders


def _packed(names: list[str], numbers: list[int]) -> Stamp:
    try:
        packed = array("q", [len(names), *numbers])
    except OverflowError:  # a time after the year 2262: no moment comes after it, so this is never kept
        packed = array("q", [len(names), *(max(-LAST, min(one, LAST)) for one in numbers)])
    return packed.tobytes() + "\0".join(names).encode("utf-8", "surrogatepass")


def stamp_of_settings(root: Path) -> Stamp:
    """Return the stamp of what every case is judged by: the archive's settings and its own guidelines."""
    own = root / GUIDELINES
    try:
        guidelines = sorted(one.name for one in os.scandir(own) if one.name.endswith(".yaml"))
    except OSError:
        guidelines = []
    return stamp_of_files(root, [SETTINGS_FILE, *(f"{GUIDELINES}/{name}" for name in guidelines)])


def stamp_of_register(root: Path) -> Stamp:
    """Return the stamp of the archive's register of units, by which no case is judged."""
    return stamp_of_files(root, [UNITS_FILE])


def stamp_of_files(root: Path, names: Iterable[str]) -> Stamp:
    """Return the stamp of some files; one that is not there has a size of -1."""
    numbers: list[int] = []
    wanted = list(names)
    for name in wanted:
        try:
            about = (root / name).stat()
            numbers += (about.st_mtime_ns, about.st_ctime_ns, about.st_size)
        except OSError:
            numbers += (0, 0, -1)
    return _packed(wanted, numbers)


def tick(folder: Path) -> int:
    """Return what time it is by the clock of the disk that `folder` is on, in nanoseconds.

    Raises:
        OSError: nothing can be written there.
    """
    import tempfile  # wanted when something is written only

    handle, path = tempfile.mkstemp(dir=folder)
    try:
        return os.fstat(handle).st_mtime_ns
    finally:
        os.close(handle)
        Path(path).unlink()


def settled(stamp: Stamp, before: int) -> bool:
    """Tell whether all that a stamp speaks of lies before a moment (nanoseconds), so that any change since shows."""
    numbers = array("q", stamp[: len(stamp) // _NUMBER * _NUMBER])
    times = numbers[1 : 1 + 3 * numbers[0]]
    return all(time < before for place in (0, 1) for time in times[place::3])
