"""`sip render`: which document, in which format, for whom, and where it goes; the lists; one of every case."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sipcli.documents.catalogue import DOCUMENTS
from tests.cli.conftest import Sip, commits, git
from tests.helpers import REFERENCE

TODAY = ("--today", "2026-10-20")


def test_a_document_goes_to_standard_output_or_to_a_file(sip: Sip, base: Path, root: Path, tmp_path: Path) -> None:
    shown = sip("render", "base", "plan", "--to", "txt", *TODAY)
    assert (shown.code, shown.err) == (0, ""), shown.err
    assert "Lova Exempelsson" in shown.out
    assert sip("render", "base", "plan", *TODAY).out.startswith("# "), "Markdown where nothing is said"
    for name, begins in (("a.pdf", b"%PDF-"), ("a.docx", b"PK"), ("a.html", b"<!doctype"), ("a.htm", b"<!doctype")):
        done = sip("render", "base", "plan", "--out", str(tmp_path / name), *TODAY)
        assert (done.code, done.out) == (0, ""), done.err
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert git(root, "status", "--porcelain") == ""
    assert commits(root) == 2, "nothing is kept that was not asked to be"


def test_in_a_folder_the_file_gets_a_name(sip: Sip, base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert sip("render", "base", "plan", "--out", str(folder), *TODAY).code == 0
    assert sip("render", "base", "plan", "--out", str(folder), "--to", "txt", "--for", "BUP Hittepå", *TODAY).code == 0
    day = next((base / "follow-ups").glob("*.yaml")).stem
    done = sip("render", "base", "follow-up", "--about", f"follow-ups/{day}.yaml", "--out", str(folder), *TODAY)
    assert done.code == 0, done.err
    names = ["base-follow-up-" + day + ".pdf", "base-plan-bup.txt", "base-plan.pdf"]
    assert sorted(one.name for one in folder.iterdir()) == names


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("base",), 2, "DOCUMENT is missing"),
        ((), 2, "CASE"),
        (("base", "plann"), 2, "Did you mean “plan”?"),
        (("base", "plan", "--to", "xlsx"), 2, "sip cannot make “xlsx”"),
        (("base", "plan", "--out", "plan.xlsx"), 2, "sip cannot make “.xlsx”"),
        (("base", "plan", "--out", "handed"), 2, "no ending that says the format"),
        (("base", "plan", "--to", "ics"), 2, "Only an invitation is made as a calendar entry"),
        (("base", "plan", "--title", "x"), 2, "--title is for"),
        (("base", "plan", "--language", "xx"), 2, "no templates in the language “xx”"),
        (("base", "plan", "--for", "nobody"), 2, "“nobody” is not in this case"),
        (("base", "plan", "--about", "vh1"), 2, "leave out --about"),
        (("base", "plan", "--today", "2026-02-30"), 2, "is not a day"),
        (("base", "plan", "--list", "--every-case"), 2, "Only one of these at a time"),
        (("base", "plan", "--again", "x"), 2, "--again takes everything from the record"),
        (("base", "--again", "x"), 2, "has kept no document “x”"),
        (("base", "plan", "--save", "--to", "xlsx"), 2, "xlsx"),
        (("base", "invitation", "--save", "--to", "eml"), 2, "A document is kept as one of"),
        (("base", "closing"), 1, "is not closed"),
        (("base", "plan", "--out", "nowhere/plan.pdf"), 3, "cannot be written"),
        (("--every-case", "plan"), 2, "--out FOLDER"),
        (("base", "plan", "--every-case"), 2, "say only which document"),
        (("--every-case", "--out", "x"), 2, "say only which document"),
        (("plan", "--every-case", "--out", "x", "--save"), 2, "--save keeps one case's document"),
        (("plan", "--every-case", "--out", "sip.yaml"), 3, "cannot be written"),
    ],
)
def test_what_cannot_be_is_said(arguments: tuple[str, ...], code: int, words: str, sip: Sip, base: Path) -> None:
    ended = sip("render", *arguments)
    assert ended.code == code, ended
    assert words in ended.err
    assert ended.out == ""


def test_a_file_that_cannot_be_read_stops_it(sip: Sip, base: Path) -> None:
    """What it says would be left out of the document without a word."""
    (base / "consent.yaml").write_text("consents: [\n", encoding="utf-8")
    ended = sip("render", "base", "plan", *TODAY)
    assert (ended.code, ended.out) == (3, "")
    assert "consent.yaml, line 2" in ended.err


def test_binary_goes_through_a_pipe_and_not_to_a_terminal(base: Path, root: Path) -> None:
    command = [sys.executable, "-m", "sipcli", "render", "base", "plan", "--to", "pdf", *TODAY]
    piped = subprocess.run(command, cwd=root, capture_output=True, check=True)
    assert piped.stdout.startswith(b"%PDF-")
    assert piped.stdout.rstrip().endswith(b"%%EOF")
    if os.name == "nt":
        return
    import pty

    ours, theirs = pty.openpty()
    shown = subprocess.run(command, cwd=root, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    os.close(ours)
    assert shown.returncode == 2
    assert b"--out FILE" in shown.stderr


def test_the_invitation_is_sent_as_a_calendar_entry_and_an_e_mail(sip: Sip, base: Path) -> None:
    entry = sip("render", "base", "invitation", "--to", "ics", "--title", "Möte om skolan", *TODAY)
    assert entry.code == 0, entry.err
    assert entry.out.startswith("BEGIN:VCALENDAR")
    assert "Möte om skolan" in entry.out
    assert "Lova" not in entry.out
    path = base / "case.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{id: vh1,", "{id: vh1, email: vh1@exempel.invalid,"), encoding="utf-8")
    letter = sip("render", "base", "invitation", "--to", "eml", "--for", "vh1", *TODAY)
    assert letter.code == 0, letter.err
    assert "To: vh1@exempel.invalid" in letter.out
    assert "application/pdf" in letter.out
    assert "text/calendar" in letter.out


def test_all_documents_are_listed(sip: Sip, root: Path) -> None:
    """Without a case: what there is, for whom, in which formats and languages."""
    table = sip("render", "--list")
    assert table.code == 0, table.err
    rows = json.loads(sip("render", "--list", "--format", "json").out)["documents"]
    assert [row["document"] for row in rows] == list(DOCUMENTS)
    for row in rows:
        assert row["document"] in table.out
        assert row["languages"][:1] == ["sv"], row["document"]
        assert row["formats"][:5] == ["pdf", "docx", "html", "md", "txt"]
        assert ("ics" in row["formats"]) is row["document"].startswith("invitation")
    read = list(csv.DictReader(io.StringIO(sip("render", "--list", "--format", "csv").out)))
    assert [row["document"] for row in read] == list(DOCUMENTS)


def test_of_a_case_it_is_listed_what_there_is_now_and_what_is_missing_in_it(sip: Sip, base: Path) -> None:
    path = base / "invitation.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if "place:" not in line) + "\n", encoding="utf-8")
    rows = json.loads(sip("render", "--list", "base", "--format", "json", *TODAY).out)["documents"]
    assert {row["document"] for row in rows} == set(DOCUMENTS)
    [invitation] = [row for row in rows if row["document"] == "invitation" and row["about"] is None]
    assert (invitation["why"], len(invitation["missing"])) == (None, 1)
    assert invitation["missing"][0] in sip("render", "--list", "base", *TODAY).out
    [closing] = [row for row in rows if row["document"] == "closing"]
    assert "is not closed" in closing["why"]
    givers = {row["about"]: row["which"] for row in rows if row["document"] == "consent-form"}
    assert {"vh1", "vh2"} <= set(givers)
    some = json.loads(sip("render", "--list", "base", "plan", "--format", "json", *TODAY).out)["documents"]
    assert [row["document"] for row in some] == ["plan"]
    assert json.loads(sip("render", "--list", "base", "--format", "json", "--language", "en", *TODAY).out)
    assert sip("render", "--list", "base", "--format", "csv", *TODAY).out.startswith("document,title,about")


@pytest.fixture
def several(root: Path) -> Path:
    """Return the folder of an archive's cases: two open, one closed, one without a plan, one that cannot be read."""
    cases = root / "cases"
    for name in ("a1", "b2", "closed", "new", "torn"):
        shutil.copytree(REFERENCE, cases / name)
        path = cases / name / "case.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("id: base", f"id: {name}"), encoding="utf-8")
    (cases / "closed" / "closing.yaml").write_text(
        "date: 2026-10-01\nreason: no-longer-needed\ninformed: {}\n", encoding="utf-8"
    )
    shutil.rmtree(cases / "new" / "follow-ups")
    (cases / "new" / "plan.yaml").unlink()
    (cases / "torn" / "plan.yaml").write_text("goals: [\n", encoding="utf-8")
    return cases


def test_one_of_every_open_case(sip: Sip, several: Path, tmp_path: Path) -> None:
    """One that cannot be read is named, and the others are made all the same."""
    out = tmp_path / "out" / "plans"
    done = sip("render", "--every-case", "plan", "--out", str(out), *TODAY)
    assert done.code == 1
    assert sorted(one.name for one in out.iterdir()) == ["a1-plan.pdf", "b2-plan.pdf"]
    assert "2 documents written" in done.out
    assert "cases/torn/plan.yaml, line 2" in done.err
    assert "2 cases are closed or have nothing to make it of." in done.err
    shutil.rmtree(several / "torn")
    for to in ("txt", "docx"):
        again = sip("render", "plan", "--every-case", "--to", to, "--out", str(out), "--language", "en", *TODAY)
        assert again.code == 0, again.err
    assert "Exempelsson" in (out / "a1-plan.txt").read_text(encoding="utf-8")


def test_of_every_case_the_same_bytes_as_of_each(sip: Sip, several: Path, tmp_path: Path) -> None:
    """What is kept between documents to make them faster leaves nothing of one in the next."""
    shutil.rmtree(several / "torn")
    out = tmp_path / "out"
    for to in ("pdf", "docx", "html"):
        assert sip("render", "--every-case", "plan", "--to", to, "--out", str(out), *TODAY).code == 0
        for case in ("b2", "a1"):
            alone = tmp_path / f"alone.{to}"
            assert sip("render", case, "plan", "--out", str(alone), *TODAY).code == 0
            assert alone.read_bytes() == (out / f"{case}-plan.{to}").read_bytes()


def test_a_reader_that_a_case_does_not_have_is_its_problem(sip: Sip, several: Path, tmp_path: Path) -> None:
    shutil.rmtree(several / "torn")
    for path in (several / "b2").rglob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("vh2", "far"), encoding="utf-8")
    done = sip("render", "--every-case", "plan", "--for", "vh2", "--out", str(tmp_path / "out"), *TODAY)
    assert done.code == 1, done.err
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["a1-plan-vh2.pdf"]
    assert "b2: “vh2” is not in this case" in done.err


def test_another_process_makes_the_same_bytes(sip: Sip, base: Path, root: Path, tmp_path: Path) -> None:
    """Also where Python orders its sets in another way."""
    for to in ("pdf", "docx"):
        out = tmp_path / f"x.{to}"
        assert sip("render", "base", "plan-child", "--out", str(out), *TODAY).code == 0
        command = [sys.executable, "-m", "sipcli", "render", "base", "plan-child", "--to", to, *TODAY]
        for seed in ("1", "2"):
            environment = os.environ | {"PYTHONHASHSEED": seed}
            again = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=True).stdout
            assert again == out.read_bytes()
