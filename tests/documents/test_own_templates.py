"""An archive's own templates: each kind is used, and a mistake in one is a sentence with the file and the line."""

import io
import os
import re
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import docx
import pytest

from sipcli.documents.engines.pdf import _offline
from sipcli.documents.material import Material
from sipcli.documents.render import FORMATS, render
from sipcli.errors import ArchiveError, SipError, UsageError
from sipcli.guidelines.loader import load_guideline
from sipcli.resources import shipped
from tests.helpers import in_memory, reference

SHIPPED = shipped("templates")


def material(language: str = "sv") -> Material:
    """Return the reference case, on a day."""
    return Material(in_memory(reference()), load_guideline("vasterbotten"), language, date(2026, 10, 20))


def made(own: Path, to: str, language: str = "sv") -> bytes:
    """Return the plan, made with an archive's own templates."""
    return render("plan", material(language), to, own).content


def put(own: Path, name: str, content: str | bytes) -> None:
    """Write an own template."""
    path = own / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def word_file(*paragraphs: str) -> bytes:
    """Return a .docx with these paragraphs."""
    document, out = docx.Document(), io.BytesIO()
    for one in paragraphs:
        document.add_paragraph(one)
    document.save(out)
    return out.getvalue()


def torn(content: bytes) -> bytes:
    """Return a .docx whose text is no well-formed XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as kept:
        for name in given.namelist():
            part = given.read(name)
            kept.writestr(name, part.replace(b"</w:p>", b"") if name == "word/document.xml" else part)
    return out.getvalue()


def text_of(content: bytes) -> list[str]:
    """Return the paragraphs of a .docx."""
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]


PARTS = "{% import '_parts.html.j2' as parts with context %}\n"
STANDS = "#set document(title: 'x')\n".replace("'", '"')

MISTAKES = [
    # the page
    ("plan.html.j2", "{% if %}", "plan.html.j2:1", "Expected an expression"),
    ("plan.html.j2", "<p>\n{% if child %}\n", "plan.html.j2:2", "'if'"),
    ("plan.html.j2", "<p>\n\n{{ childs }}", "plan.html.j2:3", "there is no “childs” here"),
    ("plan.html.j2", "\n{{ coordinator.nam }}", "plan.html.j2:2", "Did you mean “name”?"),
    (
        "plan.html.j2",
        "\n{{ w.goal }}",
        "plan.html.j2:2",
        "the words sv/plan.yaml have no “goal”. Did you mean “goals”?",
    ),
    ("plan.html.j2", "\n{{ w.reach.fax }}", "plan.html.j2:2", "have no “fax”"),
    ("plan.html.j2", "\n{{ w('nosuch', x=1) }}", "plan.html.j2:2", "have no “nosuch”"),
    ("plan.html.j2", "\n\n{{ child|dya }}", "plan.html.j2:3", "No filter named 'dya'"),
    ("plan.html.j2", "\n{{ child|day }}", "plan.html.j2:2", "is not a day"),
    ("plan.html.j2", PARTS + "{{ parts.nosuch(1) }}", "plan.html.j2:2", "no “nosuch”"),
    ("plan.html.j2", PARTS + "{{ parts.text() }}", "plan.html.j2:2", "'value' was not provided"),
    ("plan.html.j2", PARTS + "\n{{ parts.section('x') }}", "plan.html.j2:3", "No caller defined"),
    ("plan.html.j2", "{% import '_parts.html.j2' as parts %}\n{{ parts.fact('x', none, true) }}", ":2", "no “w” here"),
    ("plan.html.j2", "{{ child.__class__.__mro__ }}", "plan.html.j2:1", "unsafe"),
    ("plan.html.j2", "\n{{ 1 / 0 }}", "plan.html.j2:2", "division by zero"),
    ("plan.html.j2", "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "plan.html.j2:1", "recursion"),
    ("plan.html.j2", "å".encode("latin-1"), "plan.html.j2", "not UTF-8"),
    ("plan.html.j2", "", "plan.html.j2", "empty page"),
    ("plan.html.j2", "<!-- x -->", "plan.html.j2", "empty page"),
    ("_style.css", "å".encode("latin-1"), "_style.css", "not UTF-8"),
    ("_parts.html.j2", "{% macro text(value) %}\n{{ valu }}{% endmacro %}", "plan.html.j2:4", "there is no “"),
    # the words
    ("sv/plan.yaml", "needs: a: b\n", "sv/plan.yaml:1", "colon"),
    ("sv/plan.yaml", "needs:\n\tx: b\n", "sv/plan.yaml:2", "a tab"),
    ("sv/plan.yaml", "goals: x\nneds: a\n", "sv/plan.yaml:2", "Did you mean “needs”?"),
    ("sv/plan.yaml", "goals: [x]\n", "sv/plan.yaml:1", "of the same kind"),
    ("sv/plan.yaml", "- x\n", "sv/plan.yaml:1", "key: text"),
    ("sv/plan.yaml", "goals: x\ngoals: y\n", "sv/plan.yaml:2", "twice"),
    ("sv/plan.yaml", "needs: x\nversion: 'x {{ child'\n", "sv/plan.yaml:2", "end of print statement"),
    ("sv/plan.yaml", "needs: x\nversion: 'x {{ childd }}'\n", "sv/plan.yaml:2", "there is no “childd” here"),
    ("sv/plan.yaml", "needs: x\nversion: 'x {{ made_on|dy }}'\n", "sv/plan.yaml:2", "No filter named 'dy'"),
    ("sv/_words.yaml", "reach:\n  phone: '{{ x }}'\n", "sv/_words.yaml:2", "there is no “x” here"),
    ("sv/plan.yaml", "goals: å".encode("latin-1"), "sv/plan.yaml:1", "not UTF-8"),
]


@pytest.mark.parametrize(("name", "content", "where", "why"), MISTAKES)
def test_a_mistake_in_a_page_or_its_words(
    name: str, content: str | bytes, where: str, why: str, tmp_path: Path
) -> None:
    put(tmp_path, name, content)
    with pytest.raises(ArchiveError) as caught:
        made(tmp_path, "html")
    said = str(caught.value)
    assert f"{where}: the template has a mistake: " in said, said
    assert why in said
    assert said.startswith((str(tmp_path), str(SHIPPED)))


@pytest.mark.parametrize(
    ("content", "where", "why"),
    [
        ("#let x = \n#[", ":1", "expected expression"),
        ("= Hej\n\n#nosuch", ":3", "unknown variable: nosuch"),
        ("#let view = json(bytes(sys.inputs.view))\n#view.childd", ":2", "does not contain key"),
        ('\n#import "x.typ": *', ":2", "file not found"),
        ('\n#import "@preview/x:1.0.0": *', ":2", "packages from the network are not used"),
        ('#let p = "@" + "preview/x:1.0.0"\n#import p: *', ":2", "packages from the network are not used"),
        ('#read("../../../etc/passwd")', ":1", "outside"),
        ('#read("/etc/passwd")', ":1", "not found"),
        ("Hej", "", "missing document title"),
        (STANDS + '#image("a.svg")', ":2", "alt text"),
        ("#let f(n) = f(n + 1)\n#f(1)", ":1", "depth"),
    ],
)
def test_a_mistake_in_typst(content: str, where: str, why: str, tmp_path: Path) -> None:
    put(tmp_path, "plan.typ", content)
    put(tmp_path, "a.svg", (SHIPPED / "pictures" / "heart.svg").read_bytes())
    with pytest.raises(ArchiveError) as caught:
        made(tmp_path, "pdf")
    assert str(caught.value).startswith(f"{tmp_path / 'plan.typ'}{where}: the template has a mistake: "), caught.value
    assert why in str(caught.value)


def test_a_mistake_in_a_file_that_typst_takes_in(tmp_path: Path) -> None:
    put(tmp_path, "plan.typ", '#import "part.typ": *')
    put(tmp_path, "part.typ", '\n\n#import "@preview/x:1.0.0": *')
    with pytest.raises(ArchiveError, match=re.escape(f"{tmp_path / 'part.typ'}:3")):
        made(tmp_path, "pdf")
    put(tmp_path, "_page.typ", (SHIPPED / "_page.typ").read_text("utf-8").replace("#let ink", "#let inkk"))
    (tmp_path / "plan.typ").unlink()
    with pytest.raises(ArchiveError, match=r"_page\.typ:\d+: .*unknown variable: ink"):
        made(tmp_path, "pdf")


def test_typst_is_kept_from_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """It asks where these point, and nobody answers there; afterwards they are as they were."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.exempel.invalid")
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.delenv("https_proxy", raising=False)
    with _offline():
        assert os.environ["HTTPS_PROXY"] == os.environ["https_proxy"] == "http://127.0.0.1:9"
        assert "NO_PROXY" not in os.environ
    assert os.environ["HTTPS_PROXY"] == "http://proxy.exempel.invalid"
    assert os.environ["NO_PROXY"] == "*"
    assert "https_proxy" not in os.environ


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"no zip", "no Word file"),
        (b"", "no Word file"),
        (torn(word_file("{{ child }}")), "no Word file"),
        (word_file("a", "{{ childd }}"), "there is no “childd” here"),
        (word_file("a", "{% if %}"), "(near “a{% if %}”)"),
        (word_file("a", "{{ child|x }}"), "No filter named 'x'"),
        (word_file("a", "{{ w.nosuch }}"), "have no “nosuch”"),
        (word_file("a", "{%p for x in needs %}", "{{ x }}"), "'endfor'"),
    ],
)
def test_a_mistake_in_a_word_file(content: bytes, why: str, tmp_path: Path) -> None:
    put(tmp_path, "plan.docx", content)
    with pytest.raises(ArchiveError) as caught:
        made(tmp_path, "docx")
    assert str(caught.value).startswith(f"{tmp_path / 'plan.docx'}: the template has a mistake: ")
    assert why in str(caught.value)


@pytest.mark.parametrize("to", ["pdf", "docx"])
@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<p>hej</p>", "has no <title>"),
        ("<html><head><title>x</title></head><body><main><h2>x</h2></main></body></html>", "skip a level"),
        ("<html><head><title>x</title></head><body><h1>x</h1><h3>y</h3></body></html>", "skip a level"),
    ],
)
def test_a_page_that_would_not_be_accessible_is_no_pdf(content: str, why: str, to: str, tmp_path: Path) -> None:
    put(tmp_path, "plan.html.j2", content)
    with pytest.raises(ArchiveError, match=why) as caught:
        made(tmp_path, to)
    assert str(caught.value).startswith(str(tmp_path / "plan.html.j2"))
    assert b"hej" in made(tmp_path, "md") or "title" not in why


def test_a_template_that_is_named_and_is_not_there(tmp_path: Path) -> None:
    put(tmp_path, "plan.html.j2", "{% extends 'nosuch.html.j2' %}")
    with pytest.raises(UsageError, match=r"nosuch\.html\.j2"):
        made(tmp_path, "html")


def test_each_kind_of_own_template_is_used(tmp_path: Path) -> None:
    put(tmp_path, "plan.md.j2", "# {{ child }}\n")
    put(tmp_path, "sv/plan.txt.j2", "{{ child|sentence }} {{ w.goals }}!\n")
    put(tmp_path, "plan.docx", word_file("Kommunens brevhuvud", "{{ child }}", "{{ body }}", "{{ w.keep_safe }}"))
    put(tmp_path, "plan.typ", STANDS + "#let view = json(bytes(sys.inputs.view))\n= #view.child\n")
    assert made(tmp_path, "md") == b"# Lova Exempelsson\n"
    assert made(tmp_path, "txt").startswith(b"Lova Exempelsson ")
    paragraphs = text_of(made(tmp_path, "docx"))
    assert paragraphs[:2] == ["Kommunens brevhuvud", "Lova Exempelsson"]
    assert "Barnets plan" in " ".join(paragraphs)
    assert made(tmp_path, "pdf").startswith(b"%PDF-")
    put(tmp_path, "_style.css", "body { color: #123456; }")
    assert b"#123456" in made(tmp_path, "html")


def test_a_template_changed_between_two_documents_is_read_again(tmp_path: Path) -> None:
    """Also where it is new, and shadows what was used before."""
    for to in ("md", "pdf", "docx"):
        plain = made(tmp_path, to)
        put(tmp_path, "sv/plan.yaml", "needs: Barnet behöver\n")
        changed = made(tmp_path, to)
        assert changed != plain
        put(tmp_path, "sv/plan.yaml", "needs: Barnet har bett om\n")
        assert made(tmp_path, to) not in (plain, changed)
        (tmp_path / "sv" / "plan.yaml").unlink()
        assert made(tmp_path, to) == plain
        put(
            tmp_path,
            "plan.html.j2",
            (SHIPPED / "plan.html.j2").read_text("utf-8").replace("<footer>", "<p>x</p><footer>"),
        )
        assert made(tmp_path, to) != plain
        (tmp_path / "plan.html.j2").unlink()
        assert made(tmp_path, to) == plain


def test_a_word_left_empty_is_taken_from_sip(tmp_path: Path) -> None:
    plain = made(tmp_path, "md")
    put(tmp_path, "sv/plan.yaml", "needs:\ngoals:\n")
    assert made(tmp_path, "md") == plain


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("language", ["sv", "en", "sv-simple"])
def test_the_same_case_makes_the_same_bytes(to: str, language: str, tmp_path: Path) -> None:
    """Whatever was made before, in whichever process, and with whichever folder in the templates' place."""
    first = made(tmp_path, to, language)
    for other in ("sv", "en"):
        render("invitation", material(other), to)
    assert made(tmp_path, to, language) == first
    assert made(tmp_path / "nowhere", to, language) == first
    for name in ("_page.typ", "_page.docx", "plan.html.j2"):
        put(tmp_path, name, (SHIPPED / name).read_bytes())
    assert made(tmp_path, to, language) == first


def test_no_mistake_is_anything_but_a_sentence(tmp_path: Path) -> None:
    """Whichever file is nonsense, in whichever format."""
    for name in ("plan.html.j2", "_page.html.j2", "_parts.html.j2", "_style.css", "sv/plan.yaml", "sv/_words.yaml"):
        for content in ("{{", "{% block x %}", "\0", "- a\n- b", "<svg><p>", "{{ x.y.z }}", "%"):
            put(tmp_path, name, content)
            for to in ("html", "pdf", "docx", "md"):
                with suppress(SipError):
                    made(tmp_path, to)
        (tmp_path / name).unlink()
