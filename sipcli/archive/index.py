"""The index: what each case's line in a list says, kept in .git/sip/ so that a morning's list opens no file of a case.

An entry is used only when the stamp of the case's files is what it was (`stamps`) and the day asked for lies between
the days for which its line holds (`case.asked_day`). The whole index is left aside when it was made by another version
of the program, in another language, by another guideline or other settings, or when it is not whole: its first line
says all that, with a sum of the rest. Whatever goes wrong here, the cases are read instead and nothing is said.

It is a line of JSON about all of it, after a sum of all the rest, a table in JSON with a row for each case, and then
each case's stamp and line. It holds no names, of people or of units. A language and guideline has an index of its own.
"""

import json
import os
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sipcli import __version__, i18n
from sipcli.archive.overview import line_told
from sipcli.archive.place import CASES, git_folder
from sipcli.archive.stamps import Stamp, settled, stamp_of_register, stamp_of_settings, tick
from sipcli.resources import PACKAGE, shipped

FOLDER = "index"
_JUDGING = ("archive", "case", "guidelines", "rules")
"""The rooms of the program that decide what a line says."""


class Entry(NamedTuple):
    """What the index says of one case: the stamp of its files, the first and last day (ordinals) it holds, its line.

    `told` is empty where no more is known than that the case is closed.
    """

    stamp: Stamp
    first: int
    last: int
    step: str | None
    late: bool
    told: bytes

    @property
    def sound(self) -> bool:
        """Whether nothing at all was found in the case."""
        return self.told != b"" and line_told(self.told).found == 0

    def holds(self, stamp: Stamp | None, day: int, *, whole: bool) -> bool:
        """Tell whether the line is that of files with this stamp, on this day (its ordinal); `whole`: all of it."""
        return self.stamp == stamp and self.first <= day <= self.last and (not whole or self.told != b"")


@dataclass(frozen=True)
class Index:
    """The entries by case; `sound`: nothing is wrong with the archive's own files, settings and register."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    sound: bool = False


class IndexFile:
    """The index of an archive for one guideline (None: each case's own), in the language in use."""

    def __init__(self, root: Path, guideline: str | None) -> None:
        """Note what the archive's settings are now, before any case is read."""
        self._root, self._git = root, git_folder(root)
        asked = json.dumps([i18n.language, guideline])
        self._name = f"{zlib.crc32(asked.encode('utf-8', 'surrogatepass')):08x}"
        self._settings, self._register = stamp_of_settings(root), stamp_of_register(root)
        self._made_by = [__version__, sys.version, program(), asked, self._settings.hex()]

    @property
    def folder(self) -> Path | None:
        """The folder that the index lies in, None where there is no place for it."""
        return self._git / "sip" / FOLDER if self._git else None

    def tick(self) -> int:
        """Return the time by the clock of the disk (nanoseconds); 0, before everything, where nothing can be kept."""
        try:
            if self.folder is None:
                return 0
            self.folder.mkdir(parents=True, exist_ok=True)
            if {self.folder.stat().st_dev} != {self._root.stat().st_dev, (self._root / CASES).stat().st_dev}:
                return 0  # each disk has a clock of its own
            return tick(self.folder)
        except OSError:
            return 0

    def settled(self, before: int) -> bool:
        """Tell whether the archive's settings have been as they are since before a moment (nanoseconds)."""
        return settled(self._settings, before) and settled(self._register, before)

    def read(self) -> Index:
        """Return the index; an empty one when there is none that can be used."""
        try:
            if self.folder is None:
                return Index()
            head, _newline, body = (self.folder / self._name).read_bytes().partition(b"\n")
            total, _space, about = head.partition(b" ")
            if int(total) != zlib.crc32(body, zlib.crc32(about)):
                return Index()
            said = json.loads(about)
            if said["made_by"] != self._made_by:
                return Index()
            at, entries = said["table"], {}
            rows = json.loads(body[:at].decode("utf-8", "surrogatepass"))
            for case, stamp, told, first, last, step, late in rows:
                then = at + stamp
                entries[case] = Entry(body[at:then], first, last, step, late, body[then : then + told])
                at = then + told
            return Index(entries, said["sound"] and said["register"] == self._register.hex())
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return Index()

    def write(self, index: Index) -> None:
        """Put an index in the place of the one before, whole or not at all; if that fails, cases are read anew."""
        if self.folder is None:
            return
        rows = [(case, len(one.stamp), len(one.told), *one[1:5]) for case, one in index.entries.items()]
        table = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        body = table + b"".join(one.stamp + one.told for one in index.entries.values())
        said = {"made_by": self._made_by, "register": self._register.hex(), "sound": index.sound, "table": len(table)}
        about = json.dumps(said).encode("utf-8")
        head = b"%d %b" % (zlib.crc32(body, zlib.crc32(about)), about)
        import tempfile  # wanted when something is written only

        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, path = tempfile.mkstemp(dir=self.folder)  # readable to its maker only
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(head + b"\n" + body)
                Path(path).replace(self.folder / self._name)  # on Windows refused while another sip reads it
            except BaseException:
                Path(path).unlink()
                raise

    def forget_others(self) -> None:
        """Remove the other indexes of the archive, and what a killed run has left: they may name what is gone."""
        with suppress(OSError):
            for one in self.folder.iterdir() if self.folder else ():
                if one.name != self._name:
                    one.unlink()


def program() -> list[list[str | int]]:
    """Return what the files of the installed program that decide a line look like; no other version looks the same."""
    found: list[list[str | int]] = []
    for folder in (
        PACKAGE,
        *(PACKAGE / room for room in _JUDGING),
        shipped("locale") / i18n.language / "LC_MESSAGES",
    ):
        with suppress(OSError), os.scandir(folder) as files:  # in a zip there are no files; the version must do
            for one in files:
                if one.name.endswith((".py", ".yaml", ".mo")):
                    about = one.stat()
                    found.append([one.name, about.st_mtime_ns, about.st_ctime_ns, about.st_size])
    for place in sys.path:  # changed by every installation of a library
        with suppress(OSError):
            if place.endswith("-packages"):
                found.append(["-packages", Path(place).stat().st_mtime_ns, 0, 0])
    return sorted(found)
