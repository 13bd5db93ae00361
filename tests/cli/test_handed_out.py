"""`sip render --save` and `--again`: what was handed out is kept with a true record, and can be made again from it."""

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest
import ryaml

from sipcli.archive.schemas import schema_files
from sipcli.case.handed_out import HandedOut
from tests.cli.conftest import Sip, commits, git

TODAY = ("--today", "2026-10-20")
PLAN = "documents/2026-10-20-plan.pdf"


def record(base: Path, name: str = PLAN) -> HandedOut:
    """Return the record beside a kept document."""
    return HandedOut.model_validate(ryaml.loads((base / f"{name}.yaml").read_text(encoding="utf-8")))


def by_hand(root: Path, path: str, old: str, new: str) -> None:
    """Change a file by hand and record that with git."""
    file = root / path
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "by hand")


def test_a_kept_document_has_a_record_and_one_commit_with_no_names(sip: Sip, base: Path, root: Path) -> None:
    before, head = commits(root), git(root, "rev-parse", "HEAD").strip()
    done = sip("render", "base", "plan", "--save", "--for", "vh1", *TODAY)
    assert (done.code, done.out) == (0, "base: plan handed out\n"), done.err
    assert f"cases/base/{PLAN}" in done.err
    assert (commits(root), git(root, "status", "--porcelain")) == (before + 1, "")
    said = record(base)
    content = (base / PLAN).read_bytes()
    assert (said.document, said.format, said.language, said.guideline) == ("plan", "pdf", "sv", "vasterbotten")
    assert (said.made_on, said.for_, said.about, said.whole) == (date(2026, 10, 20), "vh1", None, False)
    assert (said.commit, said.unrecorded) == (head, [])
    assert (said.template.name, said.template.own) == ("plan.html.j2", False)
    assert said.made_with.startswith("sip ")
    assert "typst" in said.made_with
    assert said.sha256 == hashlib.sha256(content).hexdigest()
    message = git(root, "log", "-1", "--format=%B")
    for words in ("Sip-Case: base", "Sip-Action: document-handed-out", f"Sip-Fields: {PLAN}"):
        assert words in message
    assert "Exempelsson" not in message
    assert (base / f"{PLAN}.yaml").read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=")
    assert ".sip/schemas/document.schema.json" in schema_files()
    assert sip("check", "base", *TODAY).err.count("documents/") == 0


def test_what_was_handed_out_earlier_stays(sip: Sip, base: Path) -> None:
    assert sip("render", "base", "plan", "--save", *TODAY).code == 0
    first = (base / PLAN).read_bytes()
    assert sip("render", "base", "plan", "--save", "--language", "en", *TODAY).code == 0
    assert sip("render", "base", "plan", "--save", "--whole", "--to", "md", *TODAY).code == 0
    day = next((base / "follow-ups").glob("*.yaml")).stem
    assert sip("render", "base", "follow-up", "--about", day, "--save", *TODAY).code == 0
    assert (base / PLAN).read_bytes() == first
    assert {one.name for one in (base / "documents").iterdir() if one.suffix != ".yaml"} == {
        "2026-10-20-plan.pdf",
        "2026-10-20-plan-2.pdf",
        "2026-10-20-plan-whole.md",
        f"2026-10-20-follow-up-follow-up-{day}.pdf",
    }
    assert record(base, "documents/2026-10-20-plan-whole.md").whole


def test_it_can_be_written_to_a_file_too(sip: Sip, base: Path, tmp_path: Path) -> None:
    assert sip("render", "base", "plan", "--save", "--out", str(tmp_path / "x.docx"), *TODAY).code == 0
    assert (tmp_path / "x.docx").read_bytes() == (base / "documents/2026-10-20-plan.docx").read_bytes()


def test_a_case_changed_by_hand_must_be_recorded_first(sip: Sip, base: Path, root: Path) -> None:
    """Else nobody could tell later what the document was made of."""
    before = commits(root)
    path = base / "plan.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    done = sip("render", "base", "plan", "--save", *TODAY)
    assert (done.code, done.out, commits(root)) == (1, "", before)
    assert "sip edit base plan.yaml" in done.err
    assert not (base / "documents").exists()
    (base / "documents").mkdir()
    (base / "documents" / "letter.txt").write_text("mine", encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "by hand")
    assert sip("render", "base", "plan", "--save", *TODAY).code == 0, "another file in documents/ is no hindrance"


def test_own_templates_that_git_does_not_have_are_noted(sip: Sip, base: Path, root: Path) -> None:
    (root / "templates" / "sv").mkdir(parents=True)
    words = root / "templates" / "sv" / "plan.yaml"
    words.write_text("needs: Barnet behöver\n", encoding="utf-8")
    done = sip("render", "base", "plan", "--save", *TODAY)
    assert done.code == 0, done.err
    assert "cannot be made again from it: templates/sv/plan.yaml" in done.err
    assert record(base).unrecorded == ["templates/sv/plan.yaml"]
    again = sip("render", "base", "--again", PLAN)
    assert again.code == 1
    assert "changes by hand then that git does not have: templates/sv/plan.yaml" in again.err


@pytest.mark.parametrize("to", ["pdf", "docx", "html", "md", "txt"])
def test_made_again_it_is_the_same_whatever_has_happened_since(
    to: str, sip: Sip, base: Path, root: Path, tmp_path: Path
) -> None:
    """The case, the guideline and the archive's own templates are those of then."""
    (root / "templates" / "sv").mkdir(parents=True)
    (root / "templates" / "sv" / "plan.yaml").write_text("needs: Barnet behöver\n", encoding="utf-8")
    git(root, "add", "templates")
    git(root, "commit", "--quiet", "-m", "own words")
    name = f"2026-10-20-plan.{to}"
    assert sip("render", "base", "plan", "--save", "--to", to, *TODAY).code == 0
    kept = (base / "documents" / name).read_bytes()
    by_hand(root, "templates/sv/plan.yaml", "Barnet behöver", "Annat")
    by_hand(root, "cases/base/case.yaml", "Lova Exempelsson", "Love Exempelsson")
    by_hand(root, "cases/base/plan.yaml", "version: 1", "version: 2")
    by_hand(root, "sip.yaml", "language: sv", "language: en")
    for text in (name, f"documents/{name}", f"cases/base/documents/{name}.yaml"):
        done = sip("render", "base", "--again", text, "--out", str(tmp_path / f"again.{to}"))
        assert done.code == 0, done.err
        assert "the same byte for byte" in done.out
        assert (tmp_path / f"again.{to}").read_bytes() == kept
    assert git(root, "status", "--porcelain") == ""


def test_made_again_and_not_the_same_it_says_why(
    sip: Sip, base: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sip("render", "base", "plan", "--save", *TODAY).code == 0
    kept = (base / PLAN).read_bytes()
    (base / PLAN).write_bytes(kept + b"x")
    changed = sip("render", "base", "--again", PLAN)
    assert changed.code == 1
    assert "has been changed since" in changed.err
    (base / PLAN).unlink()
    assert "The kept file is gone" in sip("render", "base", "--again", PLAN).err
    (base / PLAN).write_bytes(kept)
    monkeypatch.setattr("sipcli.documents.keeping.__version__", "9.9")
    assert sip("render", "base", "--again", PLAN).code == 0, "another version that makes the same is no matter"
    of_then = record(base)
    words = (base / f"{PLAN}.yaml").read_text(encoding="utf-8")
    (base / f"{PLAN}.yaml").write_text(
        words.replace(of_then.sha256, "0" * 64).replace(of_then.template.sha256, "1" * 64), encoding="utf-8"
    )
    other = sip("render", "base", "--again", PLAN)
    assert other.code == 1
    assert "this is sip 9.9" in other.err
    assert "templates or their words are others" in other.err


def test_a_record_that_cannot_be_read_is_a_sentence(sip: Sip, base: Path) -> None:
    assert sip("render", "base", "plan", "--save", *TODAY).code == 0
    path = base / f"{PLAN}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("made_on:", "mad_on:"), encoding="utf-8")
    ended = sip("render", "base", "--again", PLAN)
    assert ended.code == 3
    assert f"{PLAN}.yaml, line 2: “made_on” is missing here." in ended.err
    path.unlink()
    missing = sip("render", "base", "--again", PLAN)
    assert missing.code == 2
    assert "has no record beside it" in missing.err


def test_after_a_rebase_the_commit_that_added_the_record_stands_in(sip: Sip, base: Path, root: Path) -> None:
    assert sip("render", "base", "plan", "--save", *TODAY).code == 0
    path = base / f"{PLAN}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(str(record(base).commit), "0" * 40), encoding="utf-8")
    git(root, "commit", "--quiet", "--amend", "--no-edit", "-a")
    done = sip("render", "base", "--again", PLAN)
    assert done.code == 0, done.err


def test_a_copy_of_the_archive_makes_the_same(
    sip: Sip, base: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Line ends and all: what was handed out is kept byte for byte."""
    for to in ("pdf", "ics"):
        assert sip("render", "base", "invitation", "--save", "--to", to, *TODAY).code == 0
    git(root, "clone", "--quiet", str(root), str(tmp_path / "copy"))
    monkeypatch.chdir(tmp_path / "copy")
    shutil.rmtree(root)
    for to in ("pdf", "ics"):
        done = sip("render", "base", "--again", f"2026-10-20-invitation.{to}")
        assert done.code == 0, done.err
    entry = tmp_path / "copy/cases/base/documents/2026-10-20-invitation.ics"
    assert b"\r\n" in entry.read_bytes()
    entry.write_bytes(entry.read_bytes().replace(b"\r\n", b"\n"))
    plain = sip("render", "base", "--again", entry.name)
    assert plain.code == 0, "an older archive's git may have changed the line ends"


def test_the_journal_tells_of_it_and_it_can_be_taken_back(
    sip: Sip, base: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sip("render", "base", "plan", "--save", *TODAY).code == 0
    told = sip("history", "base").out
    assert "document handed out" in told
    assert told.count("2026-10-20-plan.pdf") == 1, "its record is not told of besides"
    assert "sha256" not in told
    undone = sip("undo", "base")
    assert (undone.code, undone.out) == (0, "base: taken back: plan handed out\n"), undone.err
    assert not (base / "documents").exists()
    assert git(root, "status", "--porcelain") == ""
    assert "taken back: document handed out" in sip("history", "base").out


def test_an_invitation_is_kept_in_the_commit_that_sends_it(sip: Sip, base: Path, root: Path) -> None:
    """What it was made of is in that commit, so the record names no other; a case changed by hand besides is noted."""
    path = base / "plan.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    sent = ("invite", "base", "--date", "2026-10-22", "--time", "14:00", "--place", "Rum 7", "--sent-on", "2026-09-25")
    done = sip(*sent, "--to", "pdf", "--to", "ics", "--today", "2026-09-25")
    assert done.code == 0, done.err
    for to in ("pdf", "ics"):
        said = record(base, f"documents/2026-09-25-invitation.{to}")
        assert (said.commit, said.unrecorded) == (None, ["cases/base/plan.yaml"])
    assert "plan.yaml" in git(root, "status", "--porcelain"), "what was changed by hand is left as it is"
    git(root, "commit", "--quiet", "-am", "by hand")
    by_hand(root, "cases/base/invitation.yaml", "Rum 7", "Rum 8")
    for to in ("pdf", "ics"):
        again = sip("render", "base", "--again", f"2026-09-25-invitation.{to}")
        assert again.code == 0, again.err


def test_an_invitation_to_a_follow_up_is_made_again_too(sip: Sip, base: Path) -> None:
    done = sip(
        "invite", "base", "--follow-up", "2026-12-01", "--time", "14:00", "--place", "Rum 2", "--sent-on", "2026-11-03",
        "--language", "en", "--today", "2026-11-03",
    )  # fmt: skip
    assert done.code == 0, done.err
    name = "documents/2026-11-03-invitation-follow-up-2026-12-01.pdf"
    said = record(base, name)
    assert (said.about, said.language) == ("follow-ups/2026-12-01.yaml", "en")
    again = sip("render", "base", "--again", name)
    assert again.code == 0, again.err
