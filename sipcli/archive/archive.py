"""The archive: where it is, its settings, its cases."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field

from sipcli.archive.place import CASES, SETTINGS_FILE, UNITS_FILE, case_ids, find_root
from sipcli.archive.reading import read_model
from sipcli.case.case_file import Unit
from sipcli.case.problems import Problem, did_you_mean
from sipcli.case.values import Id, Record, Text
from sipcli.errors import UsageError
from sipcli.guidelines.loader import NATIONAL
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.archive.past import Past


class Settings(Record):
    """sip.yaml: what holds for the whole archive."""

    guideline: Id = NATIONAL
    language: Text = "sv"
    unit: Text | None = None


class UnitsFile(Record):
    """units.yaml: a register of units, copied into a case when they join it."""

    units: list[Unit] = Field(default_factory=list)


@dataclass(frozen=True)
class Archive:
    """An archive on disk. `problems` are those of its own files (by name); it can be used in spite of them.

    `past`: its cases are not on disk; they are as git had them.
    """

    root: Path
    settings: Settings = field(default_factory=Settings)
    problems: tuple[tuple[str, Problem], ...] = ()
    past: "Past | None" = None

    def case_ids(self) -> list[str]:
        """Return the names of the folders under cases/, in order; raises ArchiveError when that cannot be read."""
        return self.past.case_ids() if self.past else case_ids(self.root)

    def read(self, file: str) -> bytes:
        """Return the content of a file, by its path from the archive's root with `/`.

        Raises:
            OSError: it cannot be read.
        """
        if self.past and file.startswith(f"{CASES}/"):
            return self.past.read(file)
        return (self.root / file).read_bytes()

    def unit_register(self) -> dict[str, Unit]:
        """Return the units of units.yaml by id; none when there is no such file, or it cannot be read."""
        read = read_model(self.root / UNITS_FILE, UnitsFile)
        return {unit.id: unit for unit in read.model.units} if read.model else {}

    def folder(self, case_id: str) -> Path:
        """Return the folder of a case."""
        return self.root / CASES / case_id

    def find_case(self, text: str, known: list[str] | None = None) -> str:
        """Return the id of the case that `text` means: the whole id or any part that fits only one.

        `known` are the ids of the cases, when somebody has looked already.

        Raises:
            UsageError: no case, or several, fit.
        """
        ids = self.case_ids() if known is None else known
        if text in ids:
            return text
        found = [one for one in ids if text and text in one]
        if len(found) == 1:
            return found[0]
        if found:
            some = ", ".join(found[:8]) + (", …" if len(found) > 8 else "")
            raise UsageError(
                _("“{text}” fits several cases: {found}. Write more of the id.").format(text=text, found=some)
            )
        message = _("There is no case “{text}” in this archive.").format(text=text) + did_you_mean(text, ids)
        raise UsageError(message + " " + _("“sip list” shows all of them."))


def find_archive(start: Path) -> Archive:
    """Return the archive that the folder `start` is in.

    Raises:
        ArchiveError: it is in none.
    """
    return open_archive(find_root(start))


def open_archive(root: Path) -> Archive:
    """Return the archive at `root`; a broken sip.yaml is among its problems, and the defaults stand in for it."""
    read = read_model(root / SETTINGS_FILE, Settings)
    problems = [(SETTINGS_FILE, one) for one in read.problems if one.rule != "file-empty"]
    if (root / UNITS_FILE).exists():
        problems += [(UNITS_FILE, one) for one in read_model(root / UNITS_FILE, UnitsFile).problems]
    return Archive(root, read.model or Settings(), tuple(problems))
