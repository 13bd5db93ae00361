"""`sip template`: which templates there are, and an archive's own in their place."""

import json
from pathlib import Path

import pytest

from sipcli.documents.catalogue import DOCUMENTS
from sipcli.documents.shadowing import template_names
from sipcli.resources import shipped
from tests.cli.conftest import Sip, commits, git

SHIPPED = shipped("templates")
TODAY = ("--today", "2026-10-20")


def test_every_shipped_file_is_listed_under_what_it_is_for(sip: Sip, root: Path) -> None:
    said = json.loads(sip("template", "list", "--format", "json").out)
    listed = [file for row in said["templates"] for file in row["files"]]
    assert sorted(listed) == sorted(one.relative_to(SHIPPED).as_posix() for one in SHIPPED.rglob("*") if one.is_file())
    assert [row["name"] for row in said["templates"]][: len(DOCUMENTS)] == list(DOCUMENTS)
    assert "plan" in sip("template", "list").out
    assert sip("template", "list", "--format", "csv").out.startswith("name,title,files,own")


def test_a_document_is_copied_as_its_page_and_its_words(sip: Sip, base: Path, root: Path) -> None:
    before, plain = commits(root), sip("render", "base", "plan", *TODAY).out
    done = sip("template", "copy", "plan")
    assert (done.code, done.out) == (0, "template copied\n"), done.err
    assert (commits(root), git(root, "status", "--porcelain")) == (before + 1, "")
    for name in ("plan.html.j2", "sv/plan.yaml"):
        assert (root / "templates" / name).read_bytes() == (SHIPPED / name).read_bytes()
        assert f"templates/{name}: " in done.err
    assert "sip render CASE plan" in done.err
    assert sip("render", "base", "plan", *TODAY).out == plain, "a copy changes nothing by itself"
    rows = json.loads(sip("template", "list", "--format", "json").out)["templates"]
    assert [row["own"] for row in rows if row["name"] == "plan"] == [["plan.html.j2", "sv/plan.yaml"]]
    words = root / "templates" / "sv" / "plan.yaml"
    words.write_text("needs: Så här är det\n", encoding="utf-8")
    assert "Så här är det" in sip("render", "base", "plan", *TODAY).out


def test_what_is_there_is_not_overwritten(sip: Sip, root: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates" / "plan.html.j2").write_text("mine", encoding="utf-8")
    done = sip("template", "copy", "plan")
    assert done.code == 0
    assert "templates/plan.html.j2 was there already" in done.err
    assert (root / "templates" / "plan.html.j2").read_text(encoding="utf-8") == "mine"
    before = commits(root)
    again = sip("template", "copy", "plan")
    assert (again.code, again.out, commits(root)) == (1, "", before)
    assert "left as it is: templates/plan.html.j2, templates/sv/plan.yaml" in again.err


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (("_page.typ",), ["_page.typ"]),
        (("_page.docx",), ["_page.docx"]),
        (("_style.css",), ["_style.css"]),
        (("sv/plan.yaml",), ["sv/plan.yaml"]),
        (("templates/en/plan.yaml",), ["en/plan.yaml"]),
        (("plan.yaml",), ["sv/plan.yaml"]),
        (("plan.html.j2",), ["plan.html.j2"]),
        (("plan", "--language", "sv-simple"), ["plan.html.j2", "sv-simple/plan.yaml"]),
        (("_words",), ["sv/_words.yaml"]),
        (("calendar", "--language", "en"), ["en/calendar.yaml"]),
        (("pictures/heart.svg",), ["pictures/heart.svg"]),
        (("plan", "--language", "fi"), ["fi/_words.yaml", "fi/plan.yaml", "plan.html.j2"]),
    ],
)
def test_what_a_name_means(arguments: tuple[str, ...], files: list[str], sip: Sip, root: Path) -> None:
    done = sip("template", "copy", *arguments)
    assert done.code == 0, done.err
    own = root / "templates"
    assert sorted(one.relative_to(own).as_posix() for one in own.rglob("*") if one.is_file()) == files


def test_a_new_language_begins_as_the_one_it_falls_back_on(sip: Sip, base: Path, root: Path) -> None:
    assert sip("template", "copy", "plan", "--language", "fi").code == 0
    assert (root / "templates/fi/plan.yaml").read_bytes() == (SHIPPED / "sv/plan.yaml").read_bytes()
    done = sip("render", "base", "plan", "--language", "fi", *TODAY)
    assert done.code == 0, done.err
    assert "lokakuuta" in done.out or "syyskuuta" in done.out, "days are written as the language does"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("plann",), "Did you mean “plan”?"),
        (("nothing-like-it",), "sip template list"),
        (("../case",), "There is no template"),
        (("/etc/passwd",), "There is no template"),
        (("plan", "--language", "../en"), "is not a language"),
        (("plan", "--language", "pictures"), "is not a language"),
        ((), "NAME is missing"),
    ],
)
def test_what_there_is_not_is_said(arguments: tuple[str, ...], words: str, sip: Sip, root: Path) -> None:
    ended = sip("template", "copy", *arguments)
    assert ended.code == 2, ended
    assert words in ended.err
    assert not (root / "templates").exists()


def test_every_name_that_completes_can_be_copied(sip: Sip, root: Path) -> None:
    from sipcli.documents.shadowing import copies

    for name in template_names():
        assert copies(name, None, "sv"), name
