"""`sip init`: a new archive."""

from pathlib import Path
from typing import Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import report
from sipcli.i18n import _


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help=_("Where; the current folder when left out."))
    ] = Path(),
    guideline: Annotated[
        str,
        typer.Option(
            "--guideline",
            metavar="ID",
            help=_("The guideline for cases that name none."),
            autocompletion=complete.guidelines,
        ),
    ] = "national",
) -> None:
    """Make an archive in DIR, with its git repository."""
    from sipcli.archive.archive import open_archive
    from sipcli.archive.founding import found_archive
    from sipcli.console.output import say

    founded = found_archive(folder.resolve(), guideline)
    report(founded.done)
    settled = open_archive(folder.resolve()).settings.guideline
    if settled != guideline:
        message = _("The archive was there already, with the guideline {guideline}; it is changed in sip.yaml.")
        say(message.format(guideline=settled))
    else:
        message = _("Archive: {folder}. Guideline: {guideline}. Begin a case there with “sip new”.")
        say(message.format(folder=folder.resolve(), guideline=settled))
    if not founded.hooked:
        say(_("There is a pre-commit hook already, and it was left as it is; it can call “sip check --staged --hook”."))
