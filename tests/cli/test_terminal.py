"""Questions in a terminal: asked until the answer can be used, and Ctrl-C leaves nothing half-written."""

import codecs
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Sip, commits, git

if os.name == "nt":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

import pty
import select


class Talk:
    """A `sip` command in a pseudo-terminal."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sipcli", *arguments], cwd=folder, stdin=theirs, stderr=theirs, stdout=theirs,
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.seen = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")  # a letter may come in two reads

    def wait_for(self, text: str, seconds: float = 20) -> None:
        """Read until `text` has been said since the last answer."""
        until = time.monotonic() + seconds
        while text not in self.seen:
            assert time.monotonic() < until, f"{text!r} was not said, but: {self.seen}"
            self._read(0.2)

    def answer(self, question: str, text: str) -> None:
        """Wait for a question and answer it."""
        self.wait_for(question)
        self.seen = self.seen[self.seen.index(question) + len(question) :]
        os.write(self.ours, f"{text}\n".encode())

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        os.killpg(self.process.pid, 2)

    def end(self) -> int:
        """Wait for the command to end and return its exit code."""
        until = time.monotonic() + 30
        while self.process.poll() is None:
            assert time.monotonic() < until, self.seen
            self._read(0.1)
        self._read(0.1)
        os.close(self.ours)
        return self.process.returncode

    def _read(self, seconds: float) -> None:
        if select.select([self.ours], [], [], seconds)[0]:
            try:
                self.seen += self.decoder.decode(os.read(self.ours, 65536))
            except OSError:  # the other end is closed
                time.sleep(0.05)


def test_a_case_begun_by_questions(root: Path, sip: Sip) -> None:
    """Wrong answers are asked for again; Swedish words for kinds and principals are understood."""
    talk = Talk(root, "new")
    talk.answer("Guideline", "")
    talk.answer("child's name", "")
    talk.answer("child's name", "Tuva Testlund")
    talk.answer("date of birth", "30/5 2012")
    talk.answer("date of birth", "2012-05-30")
    talk.answer("day the need was noticed", "")
    talk.answer("show itself as?", "school-absence")
    talk.answer(">", "Maj Testlund, 070-1740621")
    talk.answer(">", "")
    talk.answer("Who has custody?", "")
    talk.answer("act for the child?", "")
    talk.answer(">", "")
    talk.answer("name of a unit", "skola:skola:kommun:")
    talk.answer("name of a unit", "skola:skola:kommun:Låtsasskolan")
    talk.answer("name of another unit", "BUP Hittepå")
    talk.answer("What kind of unit", "BUP")
    talk.answer("Whose is it?", "")
    talk.answer("short id", "")
    talk.answer("reached there", "")
    talk.answer("name of another unit", "")
    talk.answer("noticed the need?", "skloa")
    talk.answer("Did you mean “skola”?", "skola")
    talk.answer("ask for a plan?", "")
    talk.answer("Which route", "")
    talk.answer("Which unit coordinates", "")
    talk.answer("individual plans", "")
    talk.answer("Is this right?", "")
    assert talk.end() == 0, talk.seen
    [case] = [path.name for path in (root / "cases").iterdir()]
    text = (root / "cases" / case / "case.yaml").read_text(encoding="utf-8")
    for line in ("phone: 070-1740621", "kind: school", "principal: municipality", "reasons: [school-absence]"):
        assert line in text
    assert git(root, "status", "--porcelain") == ""

    talk = Talk(root, "consent", "give", case)
    talk.answer("Whose answer?", "vh1")
    talk.answer("For which units?", "skola, bpu")
    talk.answer("Number or word", "")
    talk.answer("which day was it said?", "")
    talk.answer("Written or oral?", "oral")
    talk.answer("Until which day?", "2027-06-01")
    talk.answer("types of information?", "school, health")
    talk.answer("documented?", "Journal 12")
    talk.answer("NOT to see this answer?", "")
    talk.answer("Anything else to note?", "")
    assert talk.end() == 0, talk.seen
    consent = (root / "cases" / case / "consent.yaml").read_text(encoding="utf-8")
    for line in ("units: [skola, bup]", "form: oral", "valid_until: 2027-06-01", "journal_ref: Journal 12"):
        assert line in consent


def test_ctrl_c_in_the_middle_writes_nothing(root: Path) -> None:
    before = commits(root)
    talk = Talk(root, "new")
    talk.answer("Guideline", "")
    talk.wait_for("child's name")
    talk.interrupt()
    assert talk.end() == 130
    assert "Interrupted; nothing more was written." in talk.seen
    assert commits(root) == before
    assert list((root / "cases").iterdir()) == []


def test_an_invitation_that_comes_too_late_asks_with_whom_it_was_agreed_and_why(root: Path, sip: Sip) -> None:
    begun = sip(
        "new", "--guideline", "kronoberg", "--child", "Lova Exempelsson", "--born", "2014-03-12", "--id", "x",
        "--need-noticed", "2026-09-01", "--noticed-by", "skola", "--guardian", "Alva Exempelsson",
        "--unit", "skola:school:municipality:Påhittskolan",
    )  # fmt: skip
    assert begun.code == 0, begun.err
    sip("consent", "give", "x", "--giver", "vh1", "--on", "2026-09-01")
    talk = Talk(
        root, "invite", "x", "--date", "2026-09-10", "--time", "9.30", "--place", "Rum 1", "--purpose", "Trivas",
        "--sent-on", "2026-09-02", "--today", "2026-09-02",
    )  # fmt: skip
    talk.answer("empty: not agreed", "vh1")
    talk.answer("On which day?", "")
    talk.answer("Why?", "brådskande")
    assert talk.end() == 0, talk.seen
    assert "reason: brådskande" in (root / "cases" / "x" / "invitation.yaml").read_text(encoding="utf-8")
    assert "invitation-too-late" not in sip("check", "--today", "2026-09-02").out


def test_the_demo_shows_its_tour_in_a_new_folder(sip: Sip, tmp_path: Path) -> None:
    done = sip("demo", str(tmp_path / "demo"))
    assert done.code == 0, done.err
    for words in ("$ sip status --overdue", "$ sip check", "$ sip plan render", "$ sip history", "Now it is your turn"):
        assert words in done.out
    again = sip("demo", str(tmp_path / "demo"))
    assert again.code == 1
    assert "--replace" in again.err


def test_a_document_is_chosen_from_a_menu(base: Path, root: Path, tmp_path: Path) -> None:
    """Only what the case has something for is offered, and which one where there are several."""
    talk = Talk(root, "render", "base", "--out", str(tmp_path), "--to", "txt", "--today", "2026-10-20")
    talk.wait_for("plan: ")
    assert "closing: " not in talk.seen
    talk.answer("Number or word", "konsent")
    talk.answer("Number or word", "consent-form: consent form, one for each giver")
    talk.answer("Which one?", "")
    assert talk.end() == 0, talk.seen
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".txt"] == ["base-consent-form-vh1.txt"]


def test_a_binary_document_is_not_thrown_at_a_terminal(base: Path, root: Path) -> None:
    talk = Talk(root, "render", "base", "plan", "--to", "pdf")
    talk.wait_for("--out FILE")
    assert talk.end() == 2
    assert "%PDF" not in talk.seen


def test_a_template_is_chosen_from_a_menu(root: Path) -> None:
    talk = Talk(root, "template", "copy")
    talk.answer("Number or word", "_page.docx: Word: letterhead and styles of every document")
    assert talk.end() == 0, talk.seen
    assert (root / "templates" / "_page.docx").is_file()
