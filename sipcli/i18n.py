"""Program text in Swedish and English: gettext, chosen by SIP_LANG or else by the locale.

Messages are written in English in the code, marked with `_` (translated where it stands) or `N_` (only marked; a
table's text that is translated when it is shown).
"""

import gettext
import locale
import os

from sipcli.resources import shipped

LANGUAGES = ("sv", "en")
DOMAIN = "sip"


def wanted_language() -> str:
    """Return "sv" or "en": SIP_LANG, else the locale of the environment or of Windows, else English."""
    names = [os.environ.get(name, "") for name in ("SIP_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    if os.name == "nt":
        names.append(locale.getlocale()[0] or "")
    for name in names:
        code = name.lower().replace("-", "_").split(":")[0]
        if code.startswith(("sv", "swedish")):
            return "sv"
        if code.startswith(("en", "english")):
            return "en"
    return "en"


language: str = wanted_language()
_catalogues: dict[str, gettext.NullTranslations] = {}


def _catalogue(code: str) -> gettext.NullTranslations:
    if code not in _catalogues:
        _catalogues[code] = gettext.translation(DOMAIN, shipped("locale"), languages=[code], fallback=True)
    return _catalogues[code]


def use_language(code: str) -> None:
    """Speak `code` ("sv" or "en") from now on. Text that Typer took when it was imported keeps its language."""
    global language
    language = code


def prepare_help_texts() -> None:
    """Let Typer's own words (Options, Arguments, ...) come from our catalogue; call before Typer is imported."""
    gettext.bindtextdomain(DOMAIN, str(shipped("locale")))
    gettext.textdomain(DOMAIN)
    if os.environ.get("SIP_LANG"):
        os.environ["LANGUAGE"] = language


def _(message: str) -> str:
    """Return `message` in the language in use; the English text itself when a catalogue lacks it."""
    return _catalogue(language).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """Return the form of a message that fits the number `n`."""
    return _catalogue(language).ngettext(one, many, n)


def N_(message: str) -> str:
    """Mark `message` for translation and return it as it is."""
    return message
