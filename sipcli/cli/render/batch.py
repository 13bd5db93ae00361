"""`sip render --every-case`: one document of every open case, into a folder."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sipcli.cli.common import archive_here, day_or_today
from sipcli.cli.render.making import Asked, can_be_made, material, path_out, reader_in
from sipcli.i18n import _, ngettext

if TYPE_CHECKING:
    from sipcli.archive.archive import Archive
    from sipcli.documents.formats import Settings

SHOWN_AFTER = 1.0
"""Seconds after which the progress is shown."""


def every_case(asked: Asked) -> None:
    """Make one document of each open case that has something to make it of; a case with a problem is named.

    Raises:
        UsageError: no folder is given, or there is no such document, format or language.
        typer.Exit: with 1, when a case had a problem.
    """
    from sipcli.archive.place import TEMPLATES
    from sipcli.console.output import result, say
    from sipcli.documents.formats import Settings, format_named
    from sipcli.documents.templates import templates_in
    from sipcli.errors import SipError

    archive = archive_here()
    document, folder = _document(asked), _folder(asked)
    settings = Settings(format_named(document, asked.to or "pdf"), archive.root / TEMPLATES, asked.whole, asked.title)
    templates_in(asked.language or archive.settings.language, settings.own)
    if asked.today is not None:
        asked = replace(asked, today=str(day_or_today(asked.today)))  # a word for it is explained once
    made, nothing, wrong = 0, 0, 0
    with _progress(archive.case_ids()) as cases:
        for case_id in cases:
            try:
                if _made(archive, case_id, document, settings, folder, asked):
                    made += 1
                else:
                    nothing += 1
            except SipError as err:
                wrong += 1
                said = str(err)
                say(said if case_id in said else f"{case_id}: {said}")
    result(
        ngettext("{n} document written to {folder}.", "{n} documents written to {folder}.", made).format(
            n=made, folder=folder
        )
    )
    if nothing:
        say(
            ngettext(
                "{n} case is closed or has nothing to make it of.",
                "{n} cases are closed or have nothing to make it of.",
                nothing,
            ).format(n=nothing)
        )
    if wrong:
        say(
            ngettext("{n} case had a problem; see above.", "{n} cases had a problem; see above.", wrong).format(n=wrong)
        )
        raise typer.Exit(1)


def _made(archive: "Archive", case_id: str, document: str, settings: "Settings", folder: Path, asked: Asked) -> bool:
    """Make the document of one case; tell whether there was something to make it of."""
    from sipcli.console.saving import save
    from sipcli.documents.formats import produce
    from sipcli.errors import NeedsUser

    of = material(archive, case_id, replace(asked, reader=None))
    if of.case.closed_on(of.today):
        return False
    of = replace(of, reader=reader_in(of.case, asked.reader) if asked.reader else None)
    try:
        made = produce(document, of, settings)
    except NeedsUser:
        if can_be_made(document, of):  # then something else is in the way
            raise
        return False
    save(path_out(folder, case_id, document, settings.to, of), made.content)
    return True


def _document(asked: Asked) -> str:
    """Return the document; the first word is it, since there is no case to name."""
    from sipcli.documents.catalogue import document_named
    from sipcli.errors import UsageError

    said = [one for one in (asked.case, asked.document) if one is not None]
    if len(said) != 1:
        raise UsageError(_("With --every-case say only which document: sip render --every-case DOCUMENT --out FOLDER"))
    if asked.save:
        raise UsageError(_("--save keeps one case's document; with --every-case they go to --out FOLDER."))
    return document_named(said[0]).name


def _folder(asked: Asked) -> Path:
    from sipcli.errors import ArchiveError, UsageError

    if asked.out is None:
        raise UsageError(_("Say which folder they are written to: --out FOLDER."))
    try:
        asked.out.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise ArchiveError(
            _("{file} cannot be written: {why}.").format(file=asked.out, why=err.strerror or err)
        ) from None
    return asked.out


@contextmanager
def _progress(cases: list[str]) -> Iterator[Iterable[str]]:
    """Give the cases one by one; when it takes time, show in a terminal how far it has come."""
    import sys

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from sipcli.console.output import console

    if not sys.stderr.isatty():
        yield cases
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    progress = Progress(*columns, console=console(stderr=True), transient=True)
    task = progress.add_task(_("Documents"), total=len(cases))
    began = time.monotonic()

    def shown() -> Iterator[str]:
        for case_id in cases:
            if not progress.live.is_started and time.monotonic() - began > SHOWN_AFTER:
                progress.start()
            yield case_id
            progress.advance(task)

    try:
        yield shown()
    finally:
        if progress.live.is_started:
            progress.stop()
