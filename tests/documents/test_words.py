"""The words of every document: complete in each language, all of them used, easy Swedish really rewritten."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import ryaml

from sipcli.documents.catalogue import DOCUMENTS
from sipcli.documents.render import render
from sipcli.guidelines.loader import guideline_ids, load_guideline
from sipcli.resources import shipped
from tests.documents.reading import HtmlPage
from tests.documents.samples import LANGUAGES, closed, material, poor, rendered, rich
from tests.helpers import Files, in_memory

TEMPLATES = shipped("templates")
SHARED = "_words"
OPEN = {"role", "terms"}
"""Shared words by codes of open lists: one language may need a word where another has the code itself."""

each_document = pytest.mark.parametrize("document", DOCUMENTS)


def words(language: str, stem: str) -> dict[str, Any]:
    path = TEMPLATES / language / f"{stem}.yaml"
    made = ryaml.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    assert isinstance(made, dict)
    return made


def page(document: str) -> str:
    return (TEMPLATES / f"{document}.html.j2").read_text(encoding="utf-8")


def keys(value: Any, at: str = "") -> Iterator[str]:
    """Give the keys of words within words. A list of points may be longer where sentences are short."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from keys(one, f"{at}.{key}")
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, one in enumerate(value):
            yield from keys(one, f"{at}.{number}")
    else:
        yield at


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    else:
        yield str(value)


@pytest.mark.parametrize("stem", [SHARED, *DOCUMENTS])
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_each_language_has_the_very_same_words(stem: str, language: str) -> None:
    said, swedish = words(language, stem), words("sv", stem)
    assert swedish
    mine, theirs = ({key for key in keys(one) if key.split(".")[1] not in OPEN} for one in (said, swedish))
    assert mine == theirs


def read_by(text: str) -> set[str]:
    """Return the words that a template reads: `w.key`, `w("key")`, `w["key"]`."""
    return set(re.findall(r"\bw\.(\w+)", text)) - {"get"} | set(re.findall(r"\bw(?:\.get)?[(\[]\s*[\"'](\w+)", text))


@each_document
def test_a_page_reads_only_words_that_there_are_and_all_of_its_own(document: str) -> None:
    read, own = read_by(page(document)), set(words("sv", document))
    assert read - own - set(words("sv", SHARED)) == set()
    others = "".join(one.read_text(encoding="utf-8") for one in TEMPLATES.glob("_*.j2"))
    within = re.findall(r"\bw\.(\w+)", " ".join(texts(words("sv", document))))
    named = re.findall(r"[\"'](\w+)[\"']", page(document))  # a macro may be told which word to read
    assert own - read - read_by(others) - {*within, *named} == set()


def test_the_shared_words_are_used() -> None:
    pages = [one.read_text(encoding="utf-8") for one in TEMPLATES.glob("*.j2")]
    inside = " ".join(text for document in DOCUMENTS for text in texts(words("sv", document)))
    used = read_by(" ".join(pages)) | set(re.findall(r"\bw\.(\w+)", inside))
    assert set(words("sv", SHARED)) - used - {"terms"} == set()


@each_document
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", [rich, poor, closed])
def test_no_word_and_no_part_of_the_view_is_missing(document: str, language: str, case: Callable[[], Files]) -> None:
    for content in rendered(document, "html", language, case):
        text = content.decode()
        assert "{{" not in text
        assert "{%" not in text
        assert not re.search(r"\bNone\b|>\s*(True|False)\s*<", HtmlPage(text).text)


@each_document
def test_easy_swedish_is_rewritten(document: str) -> None:
    plain = [text for text in texts(words("sv", document)) if len(text.split()) > 4]
    same = set(plain) & set(texts(words("sv-simple", document)))
    assert len(same) <= len(plain) / 3, same


FIXED = re.compile(
    r"\bI?-?SIP\b|\b[Bb]arnets plan\b|\b(Child's|child's) Plan\b|\b[Ss]amverkansmöte|\b[Ss]amordnad individuell"
)
LAWS_OWN = "sip_on_request"
"""Where a county's plan is another thing than the plan of the law, a text may name both."""


@pytest.mark.parametrize("stem", [SHARED, *DOCUMENTS])
def test_no_countys_name_for_a_thing_is_fixed(stem: str) -> None:
    said = [text for language in LANGUAGES for text in texts(words(language, stem) | {"terms": ""})]
    pages = [] if stem == SHARED else [page(stem)]
    assert [text for text in [*said, *pages] if FIXED.search(text) and LAWS_OWN not in text] == []


@pytest.mark.parametrize("county", guideline_ids())
@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_county_has_its_own_names_in_the_documents(county: str, language: str) -> None:
    names = load_guideline(county)
    said = {
        "invitation": ("invitation", "meeting"),
        "plan": ("plan", "coordinator", "follow_up"),
    }
    for document, terms in said.items():
        content = render(document, material(in_memory(rich()), language, county=county), "html").content
        text = HtmlPage(content.decode()).text.casefold()
        for term in terms:
            assert names.name(term, language).casefold() in text
