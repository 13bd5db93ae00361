"""PDF by typst: tagged, PDF/UA-1 and PDF/A-2a. What is set comes as JSON, so that no text is read as markup."""

import json
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sipcli.documents.blocks import Page, as_data
from sipcli.documents.mistakes import mistake
from sipcli.documents.templates import Found, Templates, direction_of, locale_of
from sipcli.i18n import _

if TYPE_CHECKING:
    from typst import Compiler

LAYOUT = "_page.typ"
STAND_IN = "\N{REPLACEMENT CHARACTER}"
"""What stands in a PDF for a character that no font has."""

_LACKING = re.compile(r'the (?:text|PDF contains the codepoint) `"(.+?)"`')

_NOBODY = "http://127.0.0.1:9"
"""Where nobody answers."""


@lru_cache(maxsize=1)
def fonts() -> list[str]:
    """Return the folders of the fonts that documents are set in, so that every machine sets them alike."""
    found = find_spec("font_source_sans_pro")
    places = found.submodule_search_locations if found else None
    return [str(Path(place) / "files") for place in places or ()]


def pdf(page: Page, templates: Templates, day: date) -> bytes:
    """Return the page as PDF, set by the layout `_page.typ`; `day` is the day it says it was made."""
    layout = templates.find(LAYOUT)
    assert layout is not None  # it is shipped
    return _compiled(layout, templates, day, page=as_data(page))


def own_pdf(template: Found, templates: Templates, day: date, view: dict[str, Any], said: dict[str, Any]) -> bytes:
    """Return a PDF set by a document's own typst template, which has `view` and `words` in `sys.inputs`."""
    return _compiled(template, templates, day, view=view, words=said)


def _compiled(template: Found, templates: Templates, day: date, **data: Any) -> bytes:
    import typst

    templates.read(template.path.name)  # says where, when it is no text
    language, _sep, region = locale_of(templates.language).partition("_")
    about = {
        "lang": language,
        "region": region,
        "direction": direction_of(templates.language),
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }
    inputs = {name: json.dumps(value, ensure_ascii=False, default=str) for name, value in data.items()}
    inputs["about"] = json.dumps(about)
    lacking: list[set[str]] = []
    for machines, which in _TRIES:
        undrawn = lacking[which] if which is not None else set()
        try:
            with _offline():
                made = _compiler(template.path, machines).compile(
                    format="pdf",
                    sys_inputs={name: _drawable(value, undrawn) for name, value in inputs.items()},
                    pdf_standards=["ua-1", "a-2a"],
                )
        except (typst.TypstError, RuntimeError) as err:
            lacking.append(_undrawable(err))
            if not lacking[0] or len(lacking) == len(_TRIES):
                raise mistake(_where(err, template), _why(err)) from None
        else:
            break
    assert isinstance(made, bytes)
    return made


_TRIES = ((False, None), (True, None), (True, -1), (False, 0))
"""Which fonts a PDF is set with, and which try's lacking characters get a stand-in.

The shipped fonts alone first, so that every machine sets the same page. Only a script or a picture character that they
lack takes the machine's own fonts too, and what those lack is set as a stand-in rather than not at all.
"""


def _undrawable(err: Exception) -> set[str]:
    """Return the characters that no font has, where that is what keeps a PDF from being made."""
    said = getattr(err, "diagnostic", None) or str(err)
    quoted = "".join(_LACKING.findall(said))
    shown = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), quoted)
    return {one for one in shown if not one.isascii()}


def _drawable(text: str, undrawn: set[str]) -> str:
    joins = {one for one in undrawn if unicodedata.category(one) in ("Cf", "Mn")}
    return text.translate({ord(one): None if one in joins else STAND_IN for one in undrawn}) if undrawn else text


@lru_cache(maxsize=8)
def _compiler(path: Path, machines: bool) -> "Compiler":
    """Return a compiler of a typst file, which knows the fonts and reads again what has changed on disk."""
    import typst

    nowhere = str(path.parent / ".no-packages")
    return typst.Compiler(
        str(path),
        root=str(path.parent),
        font_paths=[*fonts(), str(path.parent)],
        ignore_system_fonts=not machines,
        package_path=nowhere,
        package_cache_path=nowhere,
    )


@contextmanager
def _offline() -> Iterator[None]:
    """Keep typst from the network: it would fetch a package that a template names, and tell the registry of it."""
    names = ("HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy")
    before = {name: os.environ.pop(name, None) for name in names}
    os.environ["HTTPS_PROXY"] = os.environ["https_proxy"] = _NOBODY
    try:
        yield
    finally:
        for name in names:
            os.environ.pop(name, None)
        os.environ.update({name: value for name, value in before.items() if value is not None})


def _where(err: Exception, template: Found) -> str:
    """Return the file and line where typst stumbled: the innermost that it names, which may be one that is taken in."""
    found = re.search(r"┌─ (.*?):(\d+):\d+", getattr(err, "diagnostic", None) or str(err))
    if not found:
        return str(template.path)
    named = template.path.parent / Path(found[1]).name
    return f"{named if named.is_file() else template.path}:{found[2]}"


def _why(err: Exception) -> str:
    hints = "; ".join(getattr(err, "hints", None) or ())
    message = str(getattr(err, "message", None) or err)
    if "failed to download package" in message:
        return _("packages from the network are not used; put the package's files beside the template")
    return f"{message} ({hints})" if hints else message
