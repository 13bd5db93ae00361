"""Escaping for Markdown: whatever was typed is what a reader sees."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sipcli.documents.markdown import escape

TYPED = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")) | st.sampled_from("\n\n\t #*_`[]()!<>&|\\~-+=.:1"))
PLACES = ("{}", "- {}", "1. {}", "- a: {}", "# {}", "**{}**", "- **{}** – a", "a\n\n{}\n\nb")


class Shown(HTMLParser):
    """The text of a page, and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.names: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.text += "\n"
        else:
            self.names.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(markdown: str) -> Shown:
    return Shown(MarkdownIt("commonmark").enable("table").enable("strikethrough").render(markdown))


def normal(text: str) -> list[str]:
    return text.split()


@given(TYPED.filter(str.strip))
def test_escaped_text_is_shown_as_typed(typed: str) -> None:
    for place in PLACES:
        found, plain = shown(place.format(escape(typed))), shown(place.format("x"))
        assert normal(found.text) == normal(plain.text.replace("x", typed.strip()))
        assert found.names == plain.names


@given(TYPED.filter(str.strip), TYPED.filter(str.strip))
def test_escaped_text_stays_within_its_cell(first: str, second: str) -> None:
    table = "| a | b |\n|---|---|\n| {} | {} |\n"
    found, plain = shown(table.format(escape(first), escape(second))), shown(table.format("x", "y"))
    assert found.names == plain.names
    assert normal(found.text) == normal(f"a b {first.strip()} {second.strip()}")


@given(TYPED)
def test_escaped_text_is_one_line(typed: str) -> None:
    assert len(escape(typed).splitlines()) <= 1


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("", ""),
        ("  Lova trivs  ", "Lova trivs"),
        ("kl. 14.30–15", "kl. 14.30–15"),
        ("en\ntvå", "en<br>två"),
        ("# x", "\\# x"),
        ("1. x", "1\\. x"),
        ("- x", "\\- x"),
        ("070-1740605", "070-1740605"),
    ],
)
def test_ordinary_text_stays_legible(typed: str, escaped: str) -> None:
    assert escape(typed) == escaped
