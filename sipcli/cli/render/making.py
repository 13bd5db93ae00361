"""Making one document: of which case, which one, in which format, for whom; and where it goes."""

import os
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sipcli.cli.common import archive_here, case_meant, day_or_today, guideline_of, report
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.archive.archive import Archive
    from sipcli.case.case import Case
    from sipcli.documents.material import Material
    from sipcli.documents.render import Made


@dataclass(frozen=True)
class Asked:
    """What the user said on the command line."""

    case: str | None = None
    document: str | None = None
    to: str | None = None
    out: Path | None = None
    reader: str | None = None
    about: str | None = None
    language: str | None = None
    title: str | None = None
    whole: bool = False
    save: bool = False
    today: str | None = None
    guideline: str | None = None


def make(asked: Asked) -> None:
    """Make one document, write it where the user says, and keep it when asked to."""
    from sipcli.acts.documents import ACTION, DID, hand_out, head_of
    from sipcli.archive.place import TEMPLATES
    from sipcli.console.output import say
    from sipcli.console.saving import save
    from sipcli.documents.formats import Settings, produce
    from sipcli.documents.keeping import check_kept

    archive = archive_here()
    case_id = case_meant(archive, asked.case)
    head = head_of(archive) if asked.save else None  # before reading, so that a commit in between is noticed
    of = material(archive, case_id, asked)
    document = _document(asked.document, of)
    settings = Settings(_format(document, asked), archive.root / TEMPLATES, asked.whole, asked.title)
    if asked.save:
        check_kept(settings.to)
    _check_terminal(settings.to, asked)
    of = replace(of, about=_about(document, asked.about, of))
    _say_of_reader(of, document)
    out = path_out(asked.out, case_id, document, settings.to, of) if asked.out else None
    if not asked.save:
        made = produce(document, of, settings)
        say_of(made)
    else:
        changes, kept = hand_out(archive, document, of, settings, head)
        made = kept.made
        say_of(made)
        say_unrecorded(kept.unrecorded)
        report(changes.commit(f"{document} {DID}", ACTION, head=head))
        say(_("Written: {file}").format(file=changes.path(kept.name)))
    if out:
        save(out, made.content)
        say(_("Written: {file}").format(file=out))
    elif not asked.save:
        sys.stdout.flush()
        sys.stdout.buffer.write(made.content)
        sys.stdout.buffer.flush()


def _say_of_reader(of: "Material", document: str) -> None:
    """Say when the unit it is for lacks a consent, or, without a reader, when a unit is to get its own part only."""
    from sipcli.console.output import say
    from sipcli.documents.catalogue import document_named
    from sipcli.documents.reader import own_part_readers
    from sipcli.documents.views.professionals import consent_lacking

    if of.reader in of.case.unit_ids:
        for lack in consent_lacking(of, of.reader):
            say(_("Note: before it is given to {unit}: {lack}.").format(unit=of.reader, lack=lack.rstrip(".")))
    kind = document_named(document)
    if kind.to_giver and of.reader is None and of.about is None and len(choices := kind.choices(of)) > 1:
        others = ", ".join(f"--about {one}" for one in choices[1:])
        say(_("Note: this one is for {who}; the others: {others}.").format(who=choices[0], others=others))
    for unit in own_part_readers(of.case, document_named(document).audience) if of.reader is None else ():
        say(_("Note: {unit} sees its own part only; make its document with --for {unit}.").format(unit=unit))


def material(archive: "Archive", case_id: str, asked: Asked) -> "Material":
    """Return what a document of a case is made of, except `about`.

    Raises:
        ArchiveError: one of the case's files cannot be read: what it says would be left out without a word.
        UsageError: the case has no such reader.
    """
    from sipcli.documents.material import Material

    case = whole_case(archive, case_id)
    return Material(
        case,
        guideline_of(archive, case, asked.guideline),
        asked.language or archive.settings.language,
        _day(asked),
        reader_in(case, asked.reader) if asked.reader else None,
        asked.about,
    )


def reader_in(case: "Case", text: str) -> str:
    """Return the id of the reader: by id or name, the child also as what it is."""
    from sipcli.case.case import CHILD
    from sipcli.console.choices import people

    return CHILD if text.strip().casefold() in ("barn", "barnet", "child") else people(case).read(text)


def _day(asked: Asked) -> date:
    return day_or_today(asked.today)


def whole_case(archive: "Archive", case_id: str) -> "Case":
    """Return a case all of whose files can be read; raises ArchiveError when one cannot."""
    from sipcli.archive.checking import with_lines
    from sipcli.archive.loading import load_case
    from sipcli.errors import ArchiveError

    loaded = load_case(archive, case_id)
    if loaded.case is not None and not loaded.unreadable:
        return loaded.case
    broken = [
        one
        for one in with_lines(archive, loaded.findings)
        if loaded.case is None or any(one.file.endswith(f"/{name}") for name in loaded.unreadable)
    ]
    first = (broken or with_lines(archive, loaded.findings))[0]
    raise ArchiveError(
        _("The case {case} cannot be read: {file}, line {line}: {message}.").format(
            case=case_id, file=first.file, line=first.line or 1, message=first.message.rstrip(".")
        )
    )


def _document(given: str | None, of: "Material") -> str:
    """Return the name of the document that is meant; in a terminal a menu of those the case has something for."""
    from sipcli.console.choices import Choices
    from sipcli.console.prompts import interactive
    from sipcli.console.talk import Talk
    from sipcli.documents.catalogue import DOCUMENTS, document_named
    from sipcli.errors import UsageError

    if given is not None:
        return document_named(given).name
    if not interactive():
        known = ", ".join(DOCUMENTS)
        raise UsageError(_("{option} is missing: {question}").format(option="DOCUMENT", question=known))
    labels = {one.name: one.name + ": " + _(one.title) for one in DOCUMENTS.values() if can_be_made(one.name, of)}
    return Talk(of.today, True).pick(None, "DOCUMENT", _("Which document?"), Choices(labels))


def can_be_made(document: str, of: "Material") -> bool:
    """Tell whether the case has something to make a document of."""
    from sipcli.documents.catalogue import DOCUMENTS
    from sipcli.errors import NeedsUser

    kind = DOCUMENTS[document]
    choices = kind.choices(of)
    try:
        kind.view(replace(of, about=of.about or (choices[0] if choices else None) or None))
    except NeedsUser:
        return False
    return bool(choices)


def about_labels(document: str, of: "Material") -> dict[str, str]:
    """Return what `about` can be for a document of a case, with what each is called."""
    from sipcli.case.people import person_names
    from sipcli.documents.catalogue import DOCUMENTS

    names = person_names(of.case)
    return {one: names.get(one, one) if one else _("the first meeting") for one in DOCUMENTS[document].choices(of)}


def _about(document: str, given: str | None, of: "Material") -> str | None:
    """Return which one is meant; asked for in a terminal where there are several, else the document's usual one."""
    from sipcli.console.choices import Choices
    from sipcli.console.prompts import interactive
    from sipcli.console.talk import Talk
    from sipcli.errors import UsageError

    labels = about_labels(document, of)
    if given is None:
        if len(labels) < 2 or not interactive():
            return None
        first = next(iter(labels))
        return Talk(of.today, True).pick(None, "--about", _("Which one?"), Choices(labels), first) or None
    stem = given.strip().rpartition("/")[2].removesuffix(".yaml")
    files = {name.rpartition("/")[2].removesuffix(".yaml") for name in (*of.case.follow_ups, *of.case.events)}
    if stem in labels or stem in files:
        return stem
    known = {one: label for one, label in labels.items() if one}
    if not known:
        raise UsageError(_("A case has only one of “{document}”; leave out --about.").format(document=document))
    return Choices(known, in_case=of.case.id).read(given)


def _format(document: str, asked: Asked) -> str:
    """Return the format: --to's, else by the ending of --out, else PDF for what is kept, else Markdown."""
    from sipcli.documents.formats import format_named
    from sipcli.errors import UsageError

    if asked.to:
        return format_named(document, asked.to)
    if asked.out and not asked.out.is_dir():
        if not asked.out.suffix:
            raise UsageError(
                _("{file} has no ending that says the format: write e.g. {file}.pdf, or say --to.").format(
                    file=asked.out
                )
            )
        return format_named(document, asked.out.suffix)
    return "pdf" if asked.out or asked.save else "md"


def _check_terminal(to: str, asked: Asked) -> None:
    from sipcli.documents.formats import BINARY
    from sipcli.errors import UsageError

    if to in BINARY and not asked.out and not asked.save and sys.stdout.isatty():
        raise UsageError(
            _("{kind} is no text for a terminal: say where to write it with --out FILE.").format(kind=BINARY[to])
        )


def path_out(out: Path, case_id: str, document: str, to: str, of: "Material") -> Path:
    """Return the file to write: the one named, or in a folder one by case, document, which one and reader."""
    if not out.is_dir():
        return out
    which = (of.about or "").rpartition("/")[2].removesuffix(".yaml").replace(os.sep, "-")
    parts = [case_id, document, which, of.reader or ""]
    return out / ("-".join(filter(None, parts)) + f".{to}")


def say_of(made: "Made") -> None:
    """Say what was left out of a document, and what it says is not decided yet."""
    from sipcli.console.output import say

    if made.left_out:
        say(_("Left out for its readers: {what}. Your own copy: --whole.").format(what=", ".join(made.left_out)))
    if made.missing:
        say(_("Not decided yet, and said so in it: {what}.").format(what=", ".join(made.missing)))


def say_unrecorded(files: tuple[str, ...]) -> None:
    """Say which files git does not have as a kept document was made from them."""
    from sipcli.console.output import say

    if files:
        say(
            _(
                "Note: git does not have these as they are now, so the document cannot be made again from it: {files}."
            ).format(files=", ".join(files))
        )
