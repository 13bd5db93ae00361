"""What is noted of a document that is kept: where it lies, what it was made of, by what.

A document in documents/ has a record beside it, `NAME.yaml`. The same case, templates and program make the same bytes
again from it.
"""

import hashlib
import importlib.metadata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sipcli import __version__
from sipcli.case.case import FOLLOW_UPS
from sipcli.case.handed_out import HandedOut, TemplateUsed
from sipcli.documents.formats import Settings
from sipcli.documents.material import Material
from sipcli.documents.render import Made
from sipcli.documents.templates import Templates
from sipcli.errors import UsageError
from sipcli.i18n import _

FOLDER = "documents"
RECORD = ".yaml"
"""What a record's name has after the document's own."""

KEPT_FORMATS = ("pdf", "docx", "html", "md", "txt", "ics")
"""What is worth keeping; an e-mail carries one of these, and that is what was handed out."""

_ENGINES = {"pdf": "typst", "docx": "docxtpl", "ics": "icalendar"}


def name_for(document: str, to: str, of: Material, whole: bool, taken: Callable[[str], bool]) -> str:
    """Return where a document is kept, within the case: by day and kind, never by a person, and not `taken`.

    What was handed out earlier the same day stays as it was. Of `about` only a follow-up's day is named.
    """
    parts = [str(of.today), document]
    day = (of.about or "").removeprefix(f"{FOLLOW_UPS}/").removesuffix(".yaml")
    if f"{FOLLOW_UPS}/{day}.yaml" in of.case.follow_ups:
        parts += ["follow-up", str(of.case.follow_ups[f"{FOLLOW_UPS}/{day}.yaml"].date)]
    if whole:
        parts.append("whole")
    stem = f"{FOLDER}/{'-'.join(parts)}"
    name, number = f"{stem}.{to}", 2
    while taken(name) or taken(name + RECORD):
        name, number = f"{stem}-{number}.{to}", number + 1
    return name


def record_of(
    document: str, of: Material, made: Made, settings: Settings, commit: str | None, unrecorded: Sequence[str]
) -> HandedOut:
    """Return the record of a document that is kept."""
    return HandedOut(
        document=document,
        made_on=of.today,
        language=of.language,
        format=settings.to,
        **{"for": of.reader},  # a word of Python's
        about=of.about or None,
        title=settings.title,
        guideline=of.guideline.id,
        whole=settings.whole,
        commit=commit,
        unrecorded=list(unrecorded),
        template=TemplateUsed(
            name=name_of(made.template.path, Templates(of.language, settings.own)),
            own=made.template.own,
            sha256=templates_mark(document, Templates(of.language, settings.own)),
        ),
        made_with=made_with(settings.to),
        sha256=hashlib.sha256(made.content).hexdigest(),
    )


def check_kept(to: str) -> None:
    """Refuse a format that is not kept; raises UsageError."""
    if to not in KEPT_FORMATS:
        raise UsageError(
            _("A document is kept as one of: {known}; not as “{to}”.").format(known=", ".join(KEPT_FORMATS), to=to)
        )


def made_with(to: str) -> str:
    """Return what makes a document in a format, with versions: its bytes may be others with another version."""
    said = [f"sip {__version__}"]
    if to in _ENGINES:
        said.append(f"{_ENGINES[to]} {importlib.metadata.version(_ENGINES[to])}")
    return ", ".join(said)


def name_of(path: Path, templates: Templates) -> str:
    """Return a template's name within its folder: "plan.html.j2", "sv/plan.yaml"."""
    root = next((root for root in templates.roots if path.is_relative_to(root)), path.parent)
    return path.relative_to(root).as_posix()


def templates_mark(document: str, templates: Templates) -> str:
    """Return the fingerprint of the templates, words and drawings that a document can be made from.

    Of the shipped ones only what the document and all documents use, so that another document's new words are no
    change of this one; of an archive's own all, since they may take in each other.
    """
    found = hashlib.sha256()
    for name, path in sorted(_parts(document, templates)):
        found.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def _parts(document: str, templates: Templates) -> Iterator[tuple[str, Path]]:
    for root in templates.roots:
        own = templates.own is not None and root == templates.own
        for folder in (root, root / "pictures", *(root / language for language in templates.languages)):
            for path in folder.iterdir() if folder.is_dir() else ():
                shared = path.name.startswith(("_", f"{document}.")) or folder.name == "pictures"
                if path.is_file() and (own or shared) and not path.name.startswith(".") and not path.name.endswith("~"):
                    yield f"{'own' if own else 'shipped'}/{path.relative_to(root).as_posix()}", path
