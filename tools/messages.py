"""Bring the catalogues up to date with the messages in the code: python tools/messages.py

New messages are added empty to the Swedish catalogue, for somebody to translate; those that are gone are dropped. The
English one says what the code says.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "sipcli" / "locale"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def template() -> Catalog:
    """Return a catalogue of every message in the code."""
    catalogue = Catalog(project="sip", charset="utf-8")
    for file, _line, message, comments, context in extract_from_dir(
        ROOT / "sipcli", method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        catalogue.add(message, locations=[(f"sipcli/{file}", 0)], auto_comments=comments, context=context)
    return catalogue


def update(code: str) -> Catalog:
    """Return the catalogue of a language, updated."""
    path = LOCALE / code / "LC_MESSAGES" / "sip.po"
    catalogue = Catalog(locale=code, project="sip", charset="utf-8")
    if path.is_file():
        with path.open("rb") as source:
            catalogue = read_po(source, locale=code)
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if code == "en":
        for message in catalogue:
            if message.id:
                message.string = message.id
    catalogue.fuzzy = False
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    return catalogue


def main() -> None:
    """Update both catalogues and say what is left to translate."""
    for code in ("en", "sv"):
        catalogue = update(code)
        left = [message.id for message in catalogue if message.id and not all_said(message.string)]
        print(f"{code}: {len(catalogue)} messages, {len(left)} to translate")


def all_said(text: str | tuple[str, ...] | list[str] | None) -> bool:
    """Tell whether every form of a translation is there."""
    return all(text) if isinstance(text, tuple | list) else bool(text)


if __name__ == "__main__":
    main()
