"""Where the files that come with the program lie: in the installed package, or at the root of a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the folder `name` ("templates", "sample-cases", "guidelines", "locale") that came with the program.

    A wheel carries `templates` and `sample-cases` inside the package; a checkout has them beside it.
    """
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
