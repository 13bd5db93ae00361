"""The shipped templates by name, and which of them an archive has its own of in their place."""

import re
from dataclasses import dataclass
from pathlib import Path

from sipcli.case.problems import did_you_mean
from sipcli.documents.catalogue import DOCUMENTS
from sipcli.documents.templates import Templates, all_languages
from sipcli.errors import UsageError
from sipcli.i18n import N_, _
from sipcli.resources import shipped

PAGE, WORDS = ".html.j2", ".yaml"

SHARED: dict[str, str] = {
    "_page.docx": N_("Word: letterhead and styles of every document"),
    "_page.typ": N_("PDF: how every document is set"),
    "_style.css": N_("HTML: how every document looks"),
    "_page.html.j2": N_("the page that every document stands on"),
    "_parts.html.j2": N_("pieces that the pages share"),
    "_words": N_("words that the documents share"),
    "calendar": N_("words of calendar entries and e-mails"),
}
"""What is no document of its own, and what it is for."""

PICTURES = "pictures"

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


@dataclass(frozen=True)
class Template:
    """What `sip template list` shows: a document, or something that they share, and its files."""

    name: str
    title: str
    files: tuple[str, ...]


def templates_shipped() -> list[Template]:
    """Return all shipped templates: the documents in their order, then what they share."""
    there = _files()
    titles = {one.name: one.title for one in DOCUMENTS.values()} | SHARED
    titles[PICTURES] = N_("drawings beside the child's texts")
    return [
        Template(name, _(title), tuple(one for one in there if _belongs(one, name)))
        for name, title in titles.items()
        if any(_belongs(one, name) for one in there)
    ]


def template_names() -> list[str]:
    """Return every name that `copies` understands: documents, what they share, and single files."""
    return list(dict.fromkeys([*(one.name for one in templates_shipped() if one.name != PICTURES), *_files()]))


def copies(name: str, language: str | None, usual: str) -> dict[str, bytes]:
    """Return what to copy into an archive's templates for a name: the contents by file name within the folder.

    A document's name means its page and its words in `language`, in the archive's (`usual`) when left out; a file's
    name just that file. Words of a language that sip does not have begin as those it falls back on, with the shared.

    Raises:
        UsageError: there is no such template, or the language is not written as a language.
    """
    wanted = (language or usual).strip()
    if not _LANGUAGE.fullmatch(wanted) or wanted == PICTURES:
        raise UsageError(_("“{text}” is not a language; write it as sv, sv-simple, en, fi.").format(text=wanted))
    said = name.strip().replace("\\", "/").removeprefix("templates/").rstrip("/")
    root, there = shipped("templates"), _files()
    if said in there and language is None:
        return {said: (root / said).read_bytes()}
    folder, _slash, last = said.rpartition("/")
    if folder and _LANGUAGE.fullmatch(folder) and folder != PICTURES:
        wanted, said = folder, last
    stem = said.removesuffix(WORDS)
    found: dict[str, bytes] = {}
    if said != stem + WORDS and stem + PAGE in there:
        found[stem + PAGE] = (root / (stem + PAGE)).read_bytes()
    elif said in there:
        return {said: (root / said).read_bytes()}
    stems = [stem] if wanted in all_languages(None) or stem == "_words" else ["_words", stem]
    for one in stems:
        source = next((lang for lang in Templates(wanted).languages if f"{lang}/{one}{WORDS}" in there), None)
        if source and (one == stem or f"sv/{stem}{WORDS}" in there):
            found[f"{wanted}/{one}{WORDS}"] = (root / source / f"{one}{WORDS}").read_bytes()
    if not found:
        message = _("There is no template “{name}”.").format(name=name) + did_you_mean(said, template_names())
        raise UsageError(message + " " + _("“sip template list” shows all of them."))
    return found


def own_files(own: Path) -> list[str]:
    """Return the files of an archive's own templates, by name within the folder."""
    return sorted(
        path.relative_to(own).as_posix()
        for path in (own.rglob("*") if own.is_dir() else ())
        if path.is_file() and not path.name.startswith(".") and not path.name.endswith("~")
    )


def _belongs(file: str, name: str) -> bool:
    if name == PICTURES:
        return file.startswith(f"{PICTURES}/")
    folder, _slash, last = file.rpartition("/")
    if not folder:
        return last in (name, name + PAGE)
    return folder != PICTURES and last == name + WORDS


def _files() -> list[str]:
    root = shipped("templates")
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
