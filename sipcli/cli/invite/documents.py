"""The invitation as a document: in which formats it is kept, and what is said of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.work import Work
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.documents import Kept

FormatsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="FORMAT",
        help=_("The document's format: pdf (when left out), docx, html, md, txt, ics; once for each."),
        autocompletion=complete.formats,
    ),
]

USUAL = ("pdf",)
"""A paper for the family; a calendar entry and an e-mail are made when they are sent (`sip render`)."""


def formats_kept(to: Sequence[str] | None) -> tuple[str, ...]:
    """Return the formats to keep the invitation in.

    Raises:
        UsageError: it is not made, or not kept, in one of them.
    """
    from sipcli.documents.formats import INVITATION, format_named
    from sipcli.documents.keeping import check_kept

    found = tuple(dict.fromkeys(format_named(INVITATION, one) for one in to or USUAL))
    for one in found:
        check_kept(one)
    return found


def say_kept(work: Work, kept: "Sequence[Kept]", refused: str) -> None:
    """Say where the documents lie, what was left out of them or is not in git, and why one could not be made."""
    from sipcli.cli.render.making import say_of, say_unrecorded
    from sipcli.console.output import say

    for one in kept:
        say(_("Written: {file}").format(file=work.changes.path(one.name)))
    for first in kept[:1]:
        say_of(first.made)
        say_unrecorded(first.unrecorded)
    if refused:
        say(_("It is recorded, but no document was made: {why}").format(why=refused))
