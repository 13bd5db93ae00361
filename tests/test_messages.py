"""Program text in Swedish and English: every message is in both catalogues, with the same placeholders."""

import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tools.messages import LOCALE, template

EXTRACTED = [message for message in template() if message.id]


def catalogue(code: str) -> dict[str, list[str]]:
    """Return the forms of each message in a catalogue."""
    entries = polib.pofile(str(LOCALE / code / "LC_MESSAGES" / "sip.po"))
    return {entry.msgid: list(entry.msgstr_plural.values()) or [entry.msgstr] for entry in entries}


def forms(message: object) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (str(message),)


@pytest.mark.parametrize("code", ["sv", "en"])
def test_every_message_has_a_translation(code: str) -> None:
    known = catalogue(code)
    for message in EXTRACTED:
        first = forms(message.id)[0]
        assert first in known, f"run python tools/messages.py: {first!r} is not in the catalogue"
        assert all(known[first]), f"{first!r} is not translated to {code}"
        assert len(known[first]) == len(forms(message.id))


@pytest.mark.parametrize("code", ["sv", "en"])
def test_a_translation_has_the_same_placeholders(code: str) -> None:
    known = catalogue(code)
    for message in EXTRACTED:
        wanted = {name for form in forms(message.id) for name in re.findall(r"\{(\w*)\}", form)}
        for said in known[forms(message.id)[0]]:
            assert set(re.findall(r"\{(\w*)\}", said)) == wanted, said


def test_the_catalogues_have_no_message_that_the_code_has_lost() -> None:
    firsts = {forms(message.id)[0] for message in EXTRACTED}
    for code in ("sv", "en"):
        assert set(catalogue(code)) - firsts == set()


def test_no_message_is_built_from_or_in_an_f_string() -> None:
    """Such a message could never be found in a catalogue."""
    for path in Path(LOCALE.parent).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b_\(f[\"']", text), path
        assert not re.search(r"\{(_|N_|ngettext)\(", text), f"{path}: a message inside an f-string is not found either"


@pytest.mark.parametrize(("language", "words"), [("sv", "Vad som är"), ("en", "What is due")])
def test_sip_lang_chooses_the_language_of_help(language: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIP_LANG", language)
    said = subprocess.run([sys.executable, "-m", "sipcli", "status", "--help"], capture_output=True, check=True)
    text = said.stdout.decode("utf-8")
    assert ("Alternativ" in text) == (language == "sv")
    assert ("Options" in text) == (language == "en")


def test_the_locale_chooses_when_sip_lang_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    from sipcli.i18n import wanted_language

    for name in ("SIP_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert wanted_language() == "en"
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    assert wanted_language() == "sv"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert wanted_language() == "sv"
    monkeypatch.setenv("SIP_LANG", "en")
    assert wanted_language() == "en"
