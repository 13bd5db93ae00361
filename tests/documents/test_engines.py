"""How blocks are read from a page, and how Markdown and plain text set them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipcli.documents.blocks import (
    Break,
    Facts,
    Group,
    Heading,
    Listing,
    Page,
    Paragraph,
    Picture,
    Run,
    Sign,
    Table,
    Write,
    as_data,
    ending,
    missing_in,
    plain,
    walk,
)
from sipcli.documents.engines.markdown import markdown
from sipcli.documents.engines.text import WIDTH, text
from sipcli.documents.parsing import read_page
from sipcli.documents.render import render
from tests.documents.reading import bare, markdown_page, normal, shown
from tests.documents.samples import material
from tests.helpers import in_memory, reference


def page_of(body: str) -> Page:
    return read_page(
        f'<!doctype html><html lang="sv" dir="ltr"><title> En\n titel </title><body><main>{body}</main></body></html>'
    )


def set_as(body: str) -> tuple[str, str]:
    page = page_of(body)
    return markdown(page).decode(), text(page).decode()


def test_a_page_is_read_with_what_it_is() -> None:
    page = read_page('<html lang="ar" dir="rtl"><title>x</title><body class="child"><p>loose</p></body></html>')
    assert (page.title, page.language, page.direction, page.style) == ("x", "ar", "rtl", "child")
    assert page.blocks == (Paragraph((Run("loose"),)),)
    assert page_of("").title == "En titel"
    assert page_of("").blocks == ()
    assert read_page("<p>x</p>").blocks == (Paragraph((Run("x"),)),)


@pytest.mark.parametrize(
    ("body", "block"),
    [
        ("<h2> Två\n ord </h2>", Heading(2, (Run("Två ord"),))),
        ("<p class=about>x</p>", Paragraph((Run("x"),), "about")),
        ("<p class=notice><strong>a</strong> b</p>", Paragraph((Run("a", strong=True), Run(" b")), "notice")),
        ("loose <strong>b</strong>", Paragraph((Run("loose "), Run("b", strong=True)))),
        ("<ul class=ticks><li>a</li></ul>", Listing(((Paragraph((Run("a"),)),),), "ticks")),
        ("<ol><li>a</li></ol>", Listing(((Paragraph((Run("a"),)),),), "numbers")),
        ("<dl><dt>a</dt><dd>1</dd><dd>2</dd></dl>", Facts((((Run("a"),), ((Run("1"),), (Run("2"),))),))),
        ("<div class=write data-lines=3><p>a</p><span class='ruled screen'></span></div>", Write((Run("a"),), 3)),
        ("<div class=sign><p>a</p><p>b</p></div>", Sign((Run("a"),), "b")),
        ("<div class=break></div>", Break()),
        ("<div class=box><p>a</p></div>", Group("box", (Paragraph((Run("a"),)),))),
        ("<section><p>a</p></section>", Paragraph((Run("a"),))),
        ("<footer><p>a</p></footer>", Group("footer", (Paragraph((Run("a"),)),))),
        ("<p>a<br>b</p>", Paragraph((Run("a\nb"),))),
        ("<p><span class=quiet>a</span></p>", Paragraph((Run("a", quiet=True),))),
        ("<p><span class=open data-missing=dag>x</span></p>", Paragraph((Run("x", missing="dag"),))),
        ("<h3><span class=label>a</span> b</h3>", Heading(3, (Run("a", label=True), Run("\nb")))),
    ],
)
def test_an_element_is_a_block(body: str, block: object) -> None:
    assert page_of(body).blocks == (block,)


def test_a_table_has_caption_header_and_rows() -> None:
    table = """<table class="form"><caption>c</caption><thead><tr><th>a</th><th>b</th></tr></thead>
        <tbody><tr><th>1</th><td></td></tr></tbody></table>"""
    header = ((Run("a"),), (Run("b"),))
    assert page_of(table).blocks == (Table("c", header, (((Run("1"),), ()),), "form"),)


def test_a_drawing_keeps_its_own_markup_and_says_what_stands_for_it() -> None:
    [drawing] = page_of('<svg class="map" viewBox="0 0 9 9" aria-label="En karta"><path d="M0 0"/></svg>').blocks
    assert isinstance(drawing, Picture)
    assert (drawing.alt, drawing.style) == ("En karta", "map")
    assert drawing.svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert 'viewBox="0 0 9 9"' in drawing.svg


def test_what_is_for_the_screen_only_is_left_out_and_empty_paragraphs_too() -> None:
    assert page_of("<div class=screen>x</div><p> </p><p><span class=screen>y</span></p>").blocks == ()


def test_typed_text_keeps_its_lines_and_the_templates_own_are_run_together() -> None:
    [typed] = page_of('<p><span class="text">en\n  två\n\ntre </span></p>').blocks
    assert isinstance(typed, Paragraph)
    assert plain(typed.runs) == "en\ntvå\n\ntre"
    [own] = page_of("<p>en\n  två</p>").blocks
    assert isinstance(own, Paragraph)
    assert plain(own.runs) == "en två"


def test_what_is_missing_is_named_once_in_order_wherever_it_stands() -> None:
    one, two = (f'<span data-missing="{name}">x</span>' for name in ("dag", "plats"))
    page = page_of(
        f"<ul><li>{two}</li></ul><dl><dt>a</dt><dd>{one}</dd></dl>"
        f"<table><tbody><tr><th>1</th><td>{two}</td></tr></tbody></table><div class=box><h2>{one}</h2></div>"
    )
    assert missing_in(page) == ["plats", "dag"]
    assert len(list(walk(page.blocks))) == 6


def test_blocks_as_data_say_their_kind() -> None:
    assert as_data(page_of("<p>a</p>").blocks) == [
        {
            "kind": "paragraph",
            "runs": [
                {"kind": "run", "text": "a", "strong": False, "quiet": False, "label": False, "missing": None},
            ],
            "style": "",
        }
    ]


@pytest.mark.parametrize(("label", "after"), [("När", ":"), ("Hur ofta?", ""), ("Obs!", ""), ("Skriv:", "")])
def test_a_label_ends_with_one_mark(label: str, after: str) -> None:
    assert ending((Run(label),)) == after
    markdown_, text_ = set_as(f"<dl><dt>{label}</dt><dd>nu</dd></dl>")
    assert markdown_ == f"- {label}{after} nu\n"
    assert text_ == f"{label}{after} nu\n"


@pytest.mark.parametrize(
    ("body", "as_markdown", "as_text"),
    [
        ("<h1>Å</h1>", "# Å", "Å\n="),
        ("<h2>ab</h2>", "## ab", "ab\n--"),
        ("<h3><span class=label>mål</span> trivs</h3>", "### mål: trivs", "mål: trivs"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b", "- a\n- b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b", "1. a\n2. b"),
        ("<ul class=ticks><li>a</li></ul>", "- ☐ a", "[ ] a"),
        ("<p>a<br>b</p>", "a<br>b", "a\nb"),
        ("<p><strong>a</strong> b</p>", "**a** b", "a b"),
        ("<footer><p>a</p></footer>", "---\n\na", "--------\n\na"),
        ("<svg aria-label='karta'></svg>", "*(karta)*", "(karta)"),
        ("<svg></svg>", "", ""),
        ("<div class=break></div>", "", ""),
    ],
)
def test_a_block_is_set(body: str, as_markdown: str, as_text: str) -> None:
    assert set_as(body) == (as_markdown + "\n", as_text + "\n")


def test_rows_are_points_without_what_is_empty() -> None:
    table = """<table><thead><tr><th>Namn</th><th>Hur ofta?</th><th>Var</th></tr></thead>
        <tbody><tr><th>Samtal</th><td>dagligen</td><td>–</td></tr></tbody></table>"""
    markdown_, text_ = set_as(table)
    assert markdown_ == "- **Samtal**\n  - Hur ofta? dagligen\n"
    assert text_ == "- Samtal\n  Hur ofta? dagligen\n"


def test_room_to_write_and_lines_to_sign_are_there_in_text() -> None:
    markdown_, text_ = set_as(
        "<div class=write data-lines=2><p>Svar</p></div><div class=sign><p>Namn</p><p>Datum</p></div>"
    )
    assert text_.count("_" * 40) >= 3
    assert "Namn / Datum" in text_
    assert normal(markdown_page(markdown_).text).count("_" * 20) >= 4


def test_plain_text_is_wrapped_and_indented_under_its_mark() -> None:
    words = " ".join(["ordet"] * 40)
    _markdown, said = set_as(f"<p>{words}</p><ul><li>{words}</li></ul><ol><li>{words}</li></ol>")
    assert max(map(len, said.splitlines())) <= WIDTH
    assert "\n- ordet" in said
    assert "\n  ordet" in said
    assert "\n   ordet" in said


LETTERS = st.characters(codec="utf-8") | st.sampled_from("\n\n\t #*_`[]()!<>&|\\~-+=.:1{}%$@\u200f\u2028")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(LETTERS, max_size=60), min_size=3, max_size=3))
def test_whatever_is_typed_is_read_back_from_each_format(typed: list[str]) -> None:
    said = [f"§{at}§ {one} §{at}§" for at, one in enumerate(typed)]
    files = reference()
    files["plan.yaml"] |= {"needs": [said[0]], "contact_if_failing": said[1]}
    files["plan.yaml"]["goals"][0]["text"] = said[2]
    of = material(in_memory(files))
    for to in ("html", "md", "txt", "docx"):
        found = bare(shown(render("plan", of, to).content, to))
        for one in said:
            assert bare(one) in found
