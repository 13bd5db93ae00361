"""Where an archive is, and what its files are called. Imports nothing heavy: the morning's list begins here."""

import os
from pathlib import Path

from sipcli.errors import ArchiveError
from sipcli.i18n import _

SETTINGS_FILE = "sip.yaml"
UNITS_FILE = "units.yaml"
CASES = "cases"
TEMPLATES = "templates"
GUIDELINES = "guidelines"


def find_root(start: Path) -> Path:
    """Return the top folder of the archive that the folder `start` is in.

    Raises:
        ArchiveError: it is in none.
    """
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    raise ArchiveError(
        _(
            "This folder is not in a sip archive (no {name} here or above: {start}). Go to the archive's folder, or "
            "make a new one with “sip init”."
        ).format(name=SETTINGS_FILE, start=start)
    )


def git_folder(root: Path) -> Path | None:
    """Return the folder in which git keeps the archive's history, None when it has no git of its own."""
    folder = root / ".git"
    if folder.is_dir():
        return folder
    try:
        said = folder.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    if not said.startswith("gitdir: "):  # a second work tree, or a repository kept elsewhere
        return None
    elsewhere = root / said.removeprefix("gitdir: ").strip()
    return elsewhere if elsewhere.is_dir() else None


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in a circle, or to where one may not look
        return False


def case_ids(root: Path) -> list[str]:
    """Return the names of the folders under cases/, in order.

    Raises:
        ArchiveError: the folder cannot be read.
    """
    try:
        with os.scandir(root / CASES) as entries:
            return sorted(one.name for one in entries if not one.name.startswith(".") and _is_folder(one))
    except FileNotFoundError:
        return []
    except OSError as err:
        raise ArchiveError(
            _("The folder {path} cannot be read: {why}.").format(path=root / CASES, why=err.strerror)
        ) from None
