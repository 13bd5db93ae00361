"""`sip edit`: open a file of a case in the editor, check it, commit it."""

from typing import Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import CaseArgument, archive_here, case_meant, report
from sipcli.i18n import _


def edit(
    case: CaseArgument = None,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]",
            help=_("Which file, e.g. plan.yaml; case.yaml when left out."),
            autocompletion=complete.files,
        ),
    ] = None,
) -> None:
    """Edit a file; also records what was changed in it by hand before."""
    from sipcli.acts.edit import file_meant, record, refresh
    from sipcli.console.output import say
    from sipcli.console.prompts import confirm
    from sipcli.errors import ArchiveError

    archive = archive_here()
    case_id = case_meant(archive, case)
    name = file_meant(archive, case_id, file)
    path = refresh(archive, case_id, name)
    while True:
        _open(str(path))
        problems = record(archive, case_id, name, only_check=True)
        if not problems.problems:
            break
        for one in problems.problems:
            say(f"{problems.path}:{one.line}:{one.column}: {one.message}")
        if not confirm(_("Open the file again to mend it?"), default=True):
            raise ArchiveError(
                _("{file} has something wrong and was not recorded; your text is still in it.").format(
                    file=problems.path
                )
            )
    done = record(archive, case_id, name).done
    if done is None:
        say(_("Nothing changed."))
    else:
        report(done)


def _open(path: str) -> None:
    """Open a file in the user's editor and wait for it to be closed."""
    import os
    import shlex
    import shutil
    import subprocess

    from sipcli.errors import NeedsUser

    usual = ["notepad"] if os.name == "nt" else ["nano", "vim", "vi"]
    there = next((one for one in usual if shutil.which(one)), usual[0])
    editor = next((os.environ[name] for name in ("VISUAL", "EDITOR") if os.environ.get(name)), there)
    words = [editor] if os.name == "nt" else shlex.split(editor)
    try:
        ended = subprocess.run([*words, path], check=False).returncode
    except OSError as err:
        raise NeedsUser(
            _("The editor “{editor}” cannot be started: {why}. Set VISUAL or EDITOR to the one you use.").format(
                editor=editor, why=err.strerror or err
            )
        ) from None
    if ended:
        raise NeedsUser(_("The editor “{editor}” ended with an error; nothing was recorded.").format(editor=editor))
