"""Making a document: an archive's own templates and words over the shipped, and what is said when it cannot be."""

from pathlib import Path

import pytest

from sipcli.documents.catalogue import DOCUMENTS
from sipcli.documents.render import FORMATS, Made, render
from sipcli.documents.templates import Templates
from sipcli.errors import ArchiveError, NeedsUser, UsageError
from sipcli.resources import shipped
from tests.documents.reading import shown
from tests.documents.samples import material
from tests.helpers import in_memory, reference


def made(document: str = "plan", to: str = "md", language: str = "sv", own: Path | None = None) -> Made:
    return render(document, material(in_memory(reference()), language), to, own)


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("document", "to", "language", "named"),
    [
        ("letter", "md", "sv", "“letter”.*plan"),
        ("plan", "xyz", "sv", "“xyz”.*pdf"),
        ("plan", "md", "xx", "“xx”.*sv, sv-simple, en"),
    ],
)
def test_what_there_is_not_is_named_with_what_there_is(document: str, to: str, language: str, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        made(document, to, language)


@pytest.mark.parametrize("document", ["plan", "invitation"])
def test_a_case_without_the_file_has_no_document(document: str) -> None:
    files = reference()
    del files[f"{document}.yaml"]
    with pytest.raises(NeedsUser, match="sip "):
        render(document, material(in_memory(files)), "html")


@pytest.mark.parametrize(
    ("template", "where"),
    [
        ("{% if %}", r"plan\.md\.j2:1"),
        ("a\n{{ childs_name }}", "childs_name"),
        ("a\n{{ childs_birthday|day }}", "plan.md.j2"),
        ("a\n{{ w.neeeds }}", "neeeds"),
        ("{{ 1 / 0 }}", "plan.md.j2"),
        ("{{ child|day }}", "not a day"),
        ("{{ child.__class__.__mro__ }}", "plan.md.j2"),
        ("{% include 'no.such' %}", "no.such"),
        ("{% for n in range(10**9) %}x{% endfor %}", "plan.md.j2"),
    ],
)
def test_a_mistake_in_an_own_template_is_shown(tmp_path: Path, template: str, where: str) -> None:
    write(tmp_path, "sv/plan.md.j2", template)
    with pytest.raises((ArchiveError, UsageError), match=where):
        made(own=tmp_path)


def test_an_archives_page_serves_all_formats_and_all_languages(tmp_path: Path) -> None:
    page = '{% extends "_page.html.j2" %}{% block content %}<h1>{{ w.needs }}</h1><p>{{ child }}!</p>{% endblock %}'
    write(tmp_path, "plan.html.j2", page)
    for language, heading in (("sv", "Det här behövs"), ("en", "What is needed")):
        for to in FORMATS:
            one = made(to=to, language=language, own=tmp_path)
            text = shown(one.content, to)
            assert heading in text
            assert "Lova Exempelsson!" in text
            assert "Alva" not in text
            assert one.template.own
    assert not made().template.own


def test_a_format_may_have_its_own_template_and_a_language_its_own_page(tmp_path: Path) -> None:
    write(tmp_path, "plan.md.j2", "# {{ child }}\n\n{{ w.needs }}: {{ needs|join(', ') }}")
    write(tmp_path, "en/plan.txt.j2", "{{ child|sentence }} & {{ made_on|day }}")
    assert made(own=tmp_path).content.decode() == "# Lova Exempelsson\n\nDet här behövs: Trygg väg till skolan"
    assert made(to="txt", language="en", own=tmp_path).content.decode() == "Lova Exempelsson & 22 September 2026"
    assert "Underskrifter" in made(to="txt", own=tmp_path).content.decode()


def test_what_is_typed_is_escaped_in_an_own_markdown_template(tmp_path: Path) -> None:
    write(tmp_path, "plan.md.j2", "- {{ child }}")
    files = reference()
    files["case.yaml"]["child"]["name"] = "# <b>Lova</b> *x*"
    said = render("plan", material(in_memory(files)), "md", tmp_path).content.decode()
    assert said == "- \\# \\<b\\>Lova\\</b\\> \\*x\\*"


def test_an_archive_can_change_a_word_and_the_style_and_keeps_the_rest(tmp_path: Path) -> None:
    write(tmp_path, "sv/_words.yaml", "intervention: {unit: Vem gör det}\nform: {physical: I rummet}\n")
    write(tmp_path, "sv/plan.yaml", 'needs: "Därför, {{ child }}"\n')
    write(tmp_path, "_style.css", "body { color: #123456; }\n")
    plan = made(to="html", own=tmp_path).content.decode()
    assert "Vem gör det" in plan
    assert "Vem ansvarar" not in plan
    assert "Hur ofta" in plan
    assert "<h2>Därför, Lova Exempelsson</h2>" in plan
    assert "#123456" in plan
    assert "I rummet" in made("invitation", own=tmp_path).content.decode()
    assert "Därför" not in made(language="en", to="html", own=tmp_path).content.decode()
    assert (
        "Därför" in made(language="sv-simple", to="html", own=tmp_path).content.decode()
        or (shipped("templates") / "sv-simple" / "plan.yaml").is_file()
    )


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("sv/plan.yaml", "nedes: x\n", r"plan\.yaml:1.*nedes.*needs"),
        ("sv/plan.yaml", "needs: [x]\n", r"plan\.yaml:1.*needs"),
        ("sv/plan.yaml", "- x\n", r"plan\.yaml:1"),
        ("sv/plan.yaml", "needs: {% if\n", r"plan\.yaml:1"),
        ("sv/plan.yaml", "needs: '{{ childs_name }}'\n", "childs_name"),
        ("sv/plan.yaml", "needs: '{{ 1 +'\n", "mistake"),
        ("sv/_words.yaml", "undecidde: x\n", r"_words\.yaml:1.*undecidde.*undecided"),
    ],
)
def test_a_mistake_in_own_words_is_shown_with_its_line(tmp_path: Path, name: str, text: str, where: str) -> None:
    write(tmp_path, name, text)
    with pytest.raises(ArchiveError, match=where):
        made(to="html", own=tmp_path)


def test_a_word_is_text_and_never_markup(tmp_path: Path) -> None:
    write(tmp_path, "sv/plan.yaml", 'needs: "<b>x</b> & {{ child }}"\n')
    assert "<h2>&lt;b&gt;x&lt;/b&gt; &amp; Lova Exempelsson</h2>" in made(to="html", own=tmp_path).content.decode()


def test_an_archive_may_set_its_pdf_itself(tmp_path: Path) -> None:
    data = "#let v = json(bytes(sys.inputs.view))\n#let w = json(bytes(sys.inputs.words))"
    write(tmp_path, "plan.typ", f'#set document(title: "x")\n{data}\n= Plan\n#v.child\n#w.needs')
    text = shown(made(to="pdf", own=tmp_path).content, "pdf")
    assert text.split() == ["Plan", "Lova", "Exempelsson", "Det", "här", "behövs"]


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("= x\n#nothing", r"plan\.typ:2"),
        ('= x\n#import "@preview/cetz:0.3.0"', r"plan\.typ:2.*network"),
        ('= x\n#read("/etc/hostname")', r"plan\.typ"),
        ('#set document(title: "x")\n#image("no.png")', r"plan\.typ:2"),
    ],
)
def test_a_mistake_in_an_own_pdf_template_is_shown(tmp_path: Path, source: str, where: str) -> None:
    write(tmp_path, "plan.typ", source)
    with pytest.raises(ArchiveError, match=where):
        made(to="pdf", own=tmp_path)


def test_a_language_of_an_archive_uses_the_shipped_pages_with_swedish_words(tmp_path: Path) -> None:
    (tmp_path / "fi").mkdir()
    assert "Det här behövs" in made(language="fi", own=tmp_path).content.decode()
    assert "22. syyskuuta 2026" in made(language="fi", own=tmp_path).content.decode()


def test_a_day_that_is_not_known_is_nothing(tmp_path: Path) -> None:
    write(tmp_path, "sv/plan.md.j2", "({{ none|day }})")
    assert made(own=tmp_path).content == b"()"


def test_a_template_in_another_encoding_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "plan.md.j2").write_bytes("å".encode("latin-1"))
    with pytest.raises(ArchiveError, match=r"plan\.md\.j2"):
        made(own=tmp_path)
    (tmp_path / "plan.typ").write_bytes("å".encode("latin-1"))
    with pytest.raises(ArchiveError, match=r"plan\.typ"):
        made(to="pdf", own=tmp_path)


def test_a_template_that_an_archive_lacks_is_the_shipped_one(tmp_path: Path) -> None:
    for document in DOCUMENTS:
        found = Templates("sv", tmp_path).find(f"{document}.html.j2")
        assert found
        assert not found.own
    assert Templates("sv", tmp_path).find("no.such") is None
    with pytest.raises(UsageError, match=r"no\.such"):
        Templates("sv", tmp_path).read("no.such")
