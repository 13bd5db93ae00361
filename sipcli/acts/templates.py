"""An archive's own templates: copying a shipped one to change it."""

from dataclasses import dataclass

from sipcli.archive.archive import Archive
from sipcli.archive.place import TEMPLATES
from sipcli.archive.writing import Done, Message, Write, write
from sipcli.documents.shadowing import copies
from sipcli.errors import NeedsUser
from sipcli.i18n import _


@dataclass(frozen=True)
class Copied:
    """What was copied, by path from the archive's root, and what was there already and was left as it is."""

    done: Done
    files: tuple[str, ...]
    left: tuple[str, ...]


def copy_template(archive: Archive, name: str, language: str | None) -> Copied:
    """Copy a shipped template into the archive's templates/, in one commit; nothing there is overwritten.

    Raises:
        UsageError: there is no such template or language.
        NeedsUser: the archive has all of it already.
        ArchiveError: the archive cannot be written to.
    """
    meant = copies(name, language, archive.settings.language)
    found = {f"{TEMPLATES}/{file}": content for file, content in meant.items()}
    left = tuple(path for path in found if (archive.root / path).exists())
    files = tuple(path for path in found if path not in left)
    if not files:
        raise NeedsUser(
            _("The archive has its own already, and it was left as it is: {files}.").format(files=", ".join(left))
        )
    message = Message("", "template copied", "template-copied", [path.removeprefix(f"{TEMPLATES}/") for path in files])
    done = write(archive.root, [Write(path, found[path], None) for path in files], message)
    return Copied(done, files, left)
