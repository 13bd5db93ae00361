"""Writing a result to a file the user named."""

from pathlib import Path

from sipcli.errors import ArchiveError
from sipcli.i18n import _


def save(path: Path, content: bytes) -> None:
    """Write a result to a file; raises ArchiveError when that is not possible."""
    try:
        path.write_bytes(content)
    except OSError as err:
        raise ArchiveError(_("{file} cannot be written: {why}.").format(file=path, why=err.strerror or err)) from None
