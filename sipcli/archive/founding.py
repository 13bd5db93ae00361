"""Making a new archive, or renewing the parts of an old one that come from the program."""

from dataclasses import dataclass
from pathlib import Path

from sipcli.archive.git import Git, create_repository, is_ignored, repository_around
from sipcli.archive.hook import install_hook
from sipcli.archive.journal import current
from sipcli.archive.place import CASES, SETTINGS_FILE
from sipcli.archive.preflight import identity, refuse
from sipcli.archive.schemas import modeline, schema_files
from sipcli.archive.writing import Author, Done, Message, Write, disk_error, write
from sipcli.guidelines.loader import load_guideline
from sipcli.i18n import _

ATTRIBUTES = (
    b"# Line ends are kept as they are; a change of them is no change of a case.\n* text=auto eol=lf\n"
    b"# What was handed out is kept byte for byte.\ncases/*/documents/* -text\n"
)
IGNORED = b"# Left behind by editors and by interrupted writes.\n*~\n*.swp\n.DS_Store\nThumbs.db\n/.sip-tmp/\n"


@dataclass(frozen=True)
class Founded:
    """What was done, and whether the hook that checks commits by hand is in place (not where there was another)."""

    done: Done
    hooked: bool


def found_archive(root: Path, guideline: str, author: Author | None = None) -> Founded:
    """Make the folder an archive: settings, schemas, git repository and a first commit.

    Run on an archive that is there already it only brings the schemas up to date.

    Raises:
        UsageError: there is no such guideline.
        ArchiveError: the folder lies inside another repository that would take in the files, or git cannot work there.
    """
    load_guideline(guideline)
    around = repository_around(root.parent)
    if around and not (root / ".git").exists() and not is_ignored(around, root):
        raise refuse(
            _(
                "{folder} lies inside the git repository {around}, which would take in the children's files. Choose "
                "another folder, or let that repository ignore this one (.gitignore) first."
            ).format(folder=root, around=around)
        )
    try:
        if author is None:
            identity(Git(next(one for one in (root, *root.parents) if one.is_dir())))
        root.mkdir(parents=True, exist_ok=True)
        repository = create_repository(root)
        (root / CASES).mkdir(exist_ok=True)
        files = {
            SETTINGS_FILE: f"{modeline(SETTINGS_FILE)}guideline: {guideline}\nlanguage: sv\n".encode(),
            ".gitattributes": ATTRIBUTES,
            ".gitignore": IGNORED,
        }
        there = {name: (root / name).read_bytes() for name in files if (root / name).exists()}
        writes = [Write(name, there.get(name, content), current(root / name)) for name, content in files.items()]
        writes += [Write(name, content, current(root / name)) for name, content in schema_files().items()]
    except OSError as err:
        raise disk_error(err) from None
    new = SETTINGS_FILE not in there
    message = Message("", "archive begun" if new else "schemas brought up to date", "archive-begun")
    done = write(root, writes, message, author)
    return Founded(done, install_hook(repository))
