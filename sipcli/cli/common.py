"""What several commands share: options, the archive one stands in, the case that is meant."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.console.output import Format, say
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.archive.archive import Archive
    from sipcli.archive.writing import Done
    from sipcli.case.case import Case
    from sipcli.guidelines.model import Guideline

CaseArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="CASE", help=_("Case: its id, or any part that fits only one."), autocompletion=complete.cases
    ),
]
BecauseOption = Annotated[
    str | None,
    typer.Option("--because", metavar="TEXT", help=_("Why it is done although a rule forbids it; the finding stays.")),
]
TodayOption = Annotated[str | None, typer.Option("--today", metavar="DATE", help=_("Reckon as on this day."))]
GuidelineOption = Annotated[
    str | None,
    typer.Option(
        "--guideline",
        metavar="ID",
        help=_("Judge by this guideline instead of the case's own."),
        autocompletion=complete.guidelines,
    ),
]
AtOption = Annotated[
    str | None,
    typer.Option("--at", metavar="REV|DATE", help=_("The archive as git had it at a revision, or at a day's end.")),
]
FormatOption = Annotated[Format, typer.Option("--format", help=_("How to print: table, json or csv."))]


def archive_here() -> "Archive":
    """Return the archive that the current folder is in."""
    from sipcli.archive.archive import find_archive

    return find_archive(Path.cwd())


def day_or_today(text: str | None) -> date:
    """Return the day of an option, today when it was left out."""
    from sipcli.console.prompts import day

    return day(text) if text is not None else date.today()


@contextmanager
def looked_at(archive: "Archive", at: str | None, today: str | None) -> "Iterator[tuple[Archive, date]]":
    """Give the archive as it is, or as git had it, and the day to reckon as: the one given, else the archive's."""
    if at is None:
        yield archive, day_or_today(today)
        return
    from sipcli.archive.snapshots import archive_at

    with archive_at(archive, at) as (past, day):
        yield past, day_or_today(today) if today else day


def case_meant(archive: "Archive", text: str | None) -> str:
    """Return the id of the case that the argument means; asks when it was left out."""
    from sipcli.console.prompts import ask, interactive
    from sipcli.errors import NeedsUser

    ids = archive.case_ids()
    if not ids:
        raise NeedsUser(_("There is no case in this archive yet. Begin one with “sip new”."))
    if text is None and interactive():
        say(_("Cases: {ids}").format(ids=", ".join(ids)))
    return ask(text, "CASE", _("Which case?"), partial(archive.find_case, known=ids))


def case_read(archive: "Archive", case_id: str) -> "Case":
    """Return a case for changing or showing it.

    Raises:
        ArchiveError: its case.yaml cannot be read.
    """
    from sipcli.archive.checking import with_lines
    from sipcli.archive.loading import load_case
    from sipcli.errors import ArchiveError

    loaded = load_case(archive, case_id)
    if loaded.case is None:
        first = with_lines(archive, loaded.findings)[0]
        raise ArchiveError(
            _("The case {case} cannot be read: {file}, line {line}: {message}.").format(
                case=case_id, file=first.file, line=first.line or 1, message=first.message
            )
        )
    return loaded.case


def guideline_of(archive: "Archive", case: "Case", wanted: str | None = None) -> "Guideline":
    """Return the guideline a case is judged by."""
    from sipcli.archive.own_guidelines import own_guidelines
    from sipcli.guidelines.loader import load_guideline

    return load_guideline(wanted or case.file.guideline or archive.settings.guideline, own_guidelines(archive.root))


def report(done: "Done") -> None:
    """Print what a write did: the commit's subject."""
    if not done.changed:
        say(_("Nothing changed; it already says so."))
        return
    for file in done.by_hand:
        say(_("Note: {file} also had changes made by hand; they are recorded in the same commit.").format(file=file))
    print(done.subject)
