"""sip undo: the latest thing that sip recorded in a case is taken back by a new commit, or refused with the reason."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sipcli.acts.undo import prepare_undo, take_back
from sipcli.archive.archive import Archive, open_archive
from sipcli.archive.changes import Changes
from sipcli.archive.editing import add, entries
from sipcli.archive.founding import found_archive
from sipcli.archive.git import open_repository
from sipcli.archive.journal import Journal, Planned, Workshop, current
from sipcli.archive.reading import fingerprint
from sipcli.archive.writing import Message, Write, write
from sipcli.errors import ArchiveError, NeedsUser
from tests.cli.conftest import Sip, commits, git
from tests.helpers import REFERENCE


def files(root: Path) -> dict[str, bytes]:
    """Return every file of the archive's cases, byte for byte."""
    return {str(path.relative_to(root)): path.read_bytes() for path in (root / "cases").rglob("*") if path.is_file()}


def book(sip: Sip, day: str = "2027-02-01") -> None:
    done = sip("follow-up", "book", "base", "--date", day)
    assert done.code == 0, done.err


def give(sip: Sip, day: str = "2026-09-20") -> None:
    done = sip("consent", "give", "base", "--giver", "vh2", "--unit", "bup", "--on", day)
    assert done.code == 0, done.err


def refused(sip: Sip, root: Path, *words: str, case: str = "base", code: int = 1) -> None:
    """Check that undoing is refused with a sentence that has these words, and changes nothing."""
    before, head, status = files(root), git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain")
    done = sip("undo", case)
    assert done.code == code, done.err
    for word in words:
        assert word in done.err, done.err
    assert "Traceback" not in done.err
    assert (files(root), git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain")) == (before, head, status)


def test_the_latest_is_taken_back_by_a_new_commit_that_names_it(base: Path, root: Path, sip: Sip) -> None:
    (base / "consent.yaml").write_bytes((base / "consent.yaml").read_bytes() + b"# a note of ours\n")
    git(root, "commit", "--quiet", "-am", "a note")
    before, count = files(root), commits(root)
    give(sip)
    given = git(root, "rev-parse", "HEAD").strip()
    done = sip("undo", "base")
    assert (done.code, done.out) == (0, "base: taken back: consent given\n"), done.err
    assert "consent given" in done.err
    assert "consent, vh2, bup" in done.err, "it says what was taken back"
    assert files(root) == before
    assert commits(root) == count + 2
    message = git(root, "log", "-1", "--format=%B")
    assert "Sip-Case: base\nSip-Action: undone\nSip-Fields: consent.yaml:consents\n" in message
    assert f"Sip-Undoes: {given}" in message
    assert git(root, "status", "--porcelain") == ""


def test_again_goes_one_further_back_and_never_forth(base: Path, root: Path, sip: Sip) -> None:
    states = [files(root)]
    for act in (book, give, lambda one: book(one, "2027-03-01")):
        act(sip)
        states.append(files(root))
    for state, said in zip(states[-2::-1], ("follow-up booked", "consent given", "follow-up booked"), strict=True):
        assert sip("undo", "base").last == f"base: taken back: {said}"
        assert files(root) == state
    refused(sip, root, "Nothing that sip has recorded in base is left to take back.")
    give(sip)
    assert sip("undo", "base").last == "base: taken back: consent given"
    assert files(root) == states[0]


def test_a_file_that_was_new_goes_and_its_empty_folder_with_it(base: Path, root: Path, sip: Sip) -> None:
    shutil.rmtree(base / "follow-ups")
    git(root, "commit", "--quiet", "-am", "without follow-ups")
    book(sip)
    assert sip("undo", "base").code == 0
    assert not (base / "follow-ups").exists()


def test_a_file_that_was_removed_comes_back(base: Path, root: Path, sip: Sip) -> None:
    before = files(root)
    changes = Changes(open_archive(root), "base")
    changes.remove("follow-ups/2026-12-01.yaml")
    changes.commit("follow-up gone", "follow-up-gone")
    assert not (base / "follow-ups").exists()
    assert sip("undo", "base").code == 0
    assert files(root) == before


def test_other_cases_are_left_alone_and_what_they_record_meanwhile(base: Path, root: Path, sip: Sip) -> None:
    other = shutil.copytree(base, root / "cases" / "other")
    case = other / "case.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("id: base", "id: other"), encoding="utf-8")
    git(root, "add", "cases")
    git(root, "commit", "--quiet", "-m", "other: by hand")
    book(sip)
    assert sip("consent", "refuse", "other", "--giver", "vh2", "--on", "2026-09-20").code == 0
    after = {name: content for name, content in files(root).items() if "/other/" in name}
    (other / "plan.yaml").write_text("# being written\n", encoding="utf-8")
    git(root, "add", "cases/other/plan.yaml")
    assert sip("undo", "base").last == "base: taken back: follow-up booked"
    assert git(root, "status", "--porcelain") == "M  cases/other/plan.yaml\n"
    assert {n: c for n, c in files(root).items() if "/other/" in n} == {
        **after, "cases/other/plan.yaml": b"# being written\n",
    }  # fmt: skip


def opened(sip: Sip, *more: str, case: str = "x") -> None:
    done = sip(
        "new", "--guideline", "vasterbotten", "--child", "Tuva Testlund", "--born", "2014-03-12", "--id", case,
        "--need-noticed", "2026-09-01", "--noticed-by", "skola", "--guardian", "Maj Testlund",
        "--unit", "skola:school:municipality:Låtsasskolan", "--today", "2026-09-01", *more,
    )  # fmt: skip
    assert done.code == 0, done.err


def test_taking_back_that_a_case_was_opened_takes_the_case_away(root: Path, sip: Sip) -> None:
    opened(sip)
    (root / "cases" / "x" / "documents").mkdir()
    done = sip("undo", "x")
    assert (done.code, done.out) == (0, "x: taken back: case opened\n")
    assert "the case is gone from the archive" in done.err
    assert not (root / "cases" / "x").exists()
    assert git(root, "status", "--porcelain") == ""
    opened(sip)
    assert sip("undo", "x").last == "x: taken back: case opened", "a second life has a history of its own"
    assert git(root, "log", "--format=%s", "--", "cases/x").splitlines()[0] == "x: taken back: case opened"


def test_a_case_that_another_goes_on_from_is_not_taken_away(root: Path, sip: Sip) -> None:
    opened(sip)
    opened(sip, case="y")
    case = root / "cases" / "y" / "case.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("id: y\n", "id: y\nfollows: x\n"), encoding="utf-8")
    refused(sip, root, "the case y goes on from it", case="x")


@pytest.mark.parametrize("recorded", [False, True])
def test_a_case_with_something_else_in_its_folder_is_not_taken_away(root: Path, sip: Sip, recorded: bool) -> None:
    opened(sip)
    (root / "cases" / "x" / "documents").mkdir()
    (root / "cases" / "x" / "documents" / "brev.txt").write_text("Hej", encoding="utf-8")
    if recorded:
        git(root, "add", "cases")
        git(root, "commit", "--quiet", "-m", "brev")
    refused(sip, root, "documents/brev.txt", case="x")


def test_a_later_commit_by_hand_in_the_same_file_is_named(base: Path, root: Path, sip: Sip) -> None:
    give(sip)
    consent = base / "consent.yaml"
    consent.write_text(consent.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "sagt i telefon")
    refused(sip, root, "cases/base/consent.yaml was changed again on", "“sagt i telefon”", "consent given")


def test_a_later_commit_by_hand_in_another_file_is_no_hindrance(base: Path, root: Path, sip: Sip) -> None:
    give(sip)
    (base / "plan.yaml").write_text((base / "plan.yaml").read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "i planen")
    assert sip("undo", "base").last == "base: taken back: consent given"
    assert (base / "plan.yaml").read_text(encoding="utf-8").endswith("# x\n")


def test_a_change_by_hand_that_is_not_recorded_is_not_lost(base: Path, root: Path, sip: Sip) -> None:
    give(sip)
    consent = base / "consent.yaml"
    consent.write_text(consent.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    refused(sip, root, "cases/base/consent.yaml has been changed by hand since")
    git(root, "add", "cases")
    refused(sip, root, "cases/base/consent.yaml has been changed by hand since")
    consent.write_text("# otherwise\n", encoding="utf-8")
    refused(sip, root, "staged in git with other content", code=3)


def test_not_even_one_that_git_was_told_not_to_look_at(base: Path, root: Path, sip: Sip) -> None:
    give(sip)
    git(root, "update-index", "--assume-unchanged", "cases/base/consent.yaml")
    (base / "consent.yaml").write_text("# mine\n", encoding="utf-8")
    refused(sip, root, "has been changed by hand since")


def test_a_new_file_in_the_place_of_one_that_was_taken_away_is_not_overwritten(
    base: Path, root: Path, sip: Sip
) -> None:
    changes = Changes(open_archive(root), "base")
    changes.remove("follow-ups/2026-12-01.yaml")
    changes.commit("follow-up gone", "follow-up-gone")
    (root / ".git" / "info" / "exclude").write_text("2026-12-01.yaml\n", encoding="utf-8")
    (base / "follow-ups").mkdir()
    (base / "follow-ups" / "2026-12-01.yaml").write_text("date: 2026-12-01\nstatus: held\n", encoding="utf-8")
    refused(sip, root, "2026-12-01.yaml has been changed by hand since")


def with_unit(root: Path) -> None:
    """Add a unit to the case with a commit of sip's."""
    changes = Changes(open_archive(root), "base")
    unit = {"id": "hab", "name": "Habiliteringen Hittepå", "kind": "habilitation", "principal": "region"}
    add(entries(changes.open("case.yaml").root, "units"), unit)
    changes.commit("people or units added", "people-added")


@pytest.mark.parametrize("recorded", [False, True])
def test_a_unit_that_a_consent_names_by_hand_is_not_taken_away(
    base: Path, root: Path, sip: Sip, recorded: bool
) -> None:
    with_unit(root)
    consent = base / "consent.yaml"
    text = consent.read_text(encoding="utf-8")
    consent.write_text(text + "  - {giver: vh1, units: [hab], status: unanswered}\n", encoding="utf-8")
    assert "unknown-reference" not in sip("check", "base", "--today", "2026-09-20").out
    if recorded:
        git(root, "commit", "--quiet", "-am", "hab by hand")
    refused(sip, root, "consent.yaml rests on it: “hab” is not in this case")
    consent.write_text(text, encoding="utf-8")
    if recorded:
        git(root, "commit", "--quiet", "-am", "hab gone again")
    assert sip("undo", "base").code == 0


def test_what_was_wrong_before_is_no_hindrance_where_it_stays_the_same(base: Path, root: Path, sip: Sip) -> None:
    plan = base / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("unit: skola", "unit: skolla"), encoding="utf-8")
    git(root, "commit", "--quiet", "--no-verify", "-am", "misspelt")
    book(sip)
    assert sip("undo", "base").code == 0


def test_a_file_that_cannot_be_read_now_must_be_mended_first(base: Path, root: Path, sip: Sip) -> None:
    book(sip)
    (base / "plan.yaml").write_text("goals: [\n", encoding="utf-8")
    refused(sip, root, "plan.yaml cannot be read now")


def test_a_file_that_could_not_be_read_before_is_not_brought_back(base: Path, root: Path, sip: Sip) -> None:
    plan = base / "plan.yaml"
    sound = plan.read_bytes()
    plan.write_text("goals: [\n", encoding="utf-8")
    git(root, "commit", "--quiet", "--no-verify", "-am", "broken")
    write(root, [Write("cases/base/plan.yaml", sound, current(plan))], Message("base", "plan.yaml edited", "edited"))
    refused(sip, root, "plan.yaml could not be read as it was before")


def test_a_plan_that_a_follow_up_speaks_of_is_not_taken_away(base: Path, root: Path, sip: Sip) -> None:
    content = (base / "plan.yaml").read_bytes()
    (base / "plan.yaml").unlink()
    git(root, "commit", "--quiet", "-am", "no plan yet")
    write(root, [Write("cases/base/plan.yaml", content, None)], Message("base", "plan made", "plan-made"))
    follow_up = base / "follow-ups" / "2026-12-01.yaml"
    text = follow_up.read_text(encoding="utf-8")
    follow_up.write_text(text + "goals: [{goal: m1, outcome: open}]\n", encoding="utf-8")
    refused(sip, root, "follow-ups/2026-12-01.yaml speaks of the plan's goals")


def test_a_commit_that_changed_several_cases_is_refused(base: Path, root: Path, sip: Sip) -> None:
    other = shutil.copytree(base, root / "cases" / "other")
    case = other / "case.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("id: base", "id: other"), encoding="utf-8")
    writes = [
        Write(f"cases/{one}/plan.yaml", b"made_on: 2026-10-01\n", current(root / "cases" / one / "plan.yaml"))
        for one in ("base", "other")
    ]
    git(root, "add", "cases")
    git(root, "commit", "--quiet", "-m", "two cases")
    write(root, writes, Message("", "small mends", "mended"))
    for one in ("base", "other"):
        refused(sip, root, "it also changed cases/", "small mends", case=one)


def test_changes_by_hand_that_went_along_are_told_and_taken_back_too(base: Path, root: Path, sip: Sip) -> None:
    before = files(root)
    consent = base / "consent.yaml"
    consent.write_text(consent.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    give(sip)
    done = sip("undo", "base")
    assert "consent.yaml also had changes made by hand in it" in done.err
    assert files(root) == before


def test_windows_line_ends_come_back_as_they_were(base: Path, root: Path, sip: Sip) -> None:
    consent = base / "consent.yaml"
    consent.write_bytes(b"\xef\xbb\xbf" + consent.read_bytes().replace(b"\n", b"\r\n"))
    git(root, "commit", "--quiet", "-am", "from Windows")
    before = files(root)
    give(sip)
    assert sip("undo", "base").code == 0
    assert files(root) == before
    git(root, "config", "core.autocrlf", "true")
    give(sip)
    assert sip("undo", "base").code == 0, "with git's own conversion too"
    assert sip("check", "base", "--today", "2026-09-20").code in (0, 1)


def test_the_journal_tells_it_as_a_story(base: Path, root: Path, sip: Sip) -> None:
    book(sip)
    sip("undo", "base")
    told = sip("history", "base").out
    assert told.index("follow-up booked") < told.index("taken back")
    assert "follow-up 2027-02-01: taken away" in told
    assert git(root, "log", "--format=%s", "--", "cases/base").splitlines()[:2] == [
        "base: taken back: follow-up booked", "base: follow-up booked",
    ]  # fmt: skip


def test_settings_of_git_do_not_lead_astray(base: Path, root: Path, sip: Sip) -> None:
    settings_ = {
        "log.showSignature": "true", "log.showRoot": "false", "log.follow": "true", "log.decorate": "full",
        "diff.renames": "copies", "diff.noprefix": "true", "core.quotePath": "true", "color.ui": "always",
        "diff.external": "false", "status.relativePaths": "false", "log.date": "relative", "core.abbrev": "5",
    }  # fmt: skip
    for key, value in settings_.items():
        git(root, "config", key, value)
    before = files(root)
    give(sip)
    book(sip)
    assert sip("undo", "base").last == "base: taken back: follow-up booked"
    assert sip("undo", "base").last == "base: taken back: consent given"
    assert files(root) == before


def test_the_first_commit_of_all_can_be_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sip: Sip) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "sip.yaml").write_text("guideline: vasterbotten\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases" / "draft").mkdir(parents=True)
    done = sip("undo", "draft")
    assert done.code == 1
    assert "Nothing that sip has recorded in draft" in done.err, "an archive without any commit"
    (tmp_path / "cases" / "draft").rmdir()
    opened(sip)
    assert git(tmp_path, "log", "-1", "--format=%P").strip() == ""
    assert sip("undo", "x").last == "x: taken back: case opened"
    assert files(tmp_path) == {}


def test_a_shallow_copy_does_not_take_its_edge_for_the_beginning(
    base: Path, root: Path, sip: Sip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(sip)
    subprocess.run(["git", "clone", "--quiet", "--depth=1", f"file://{root}", "copy"], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path / "copy")
    refused(sip, tmp_path / "copy", "shallow")


def test_on_a_detached_head_and_in_a_merge_it_is_refused(base: Path, root: Path, sip: Sip) -> None:
    give(sip)
    git(root, "switch", "--quiet", "--detach")
    refused(sip, root, "git switch main", code=3)
    git(root, "switch", "--quiet", "main")
    (root / ".git" / "MERGE_HEAD").write_text(git(root, "rev-parse", "HEAD"), encoding="utf-8")
    refused(sip, root, "a merge is in progress", code=3)


def test_merges_are_passed_over(base: Path, root: Path, sip: Sip) -> None:
    """Each of two branches adds something; after the merge both can be taken back, the later first."""
    before = files(root)
    git(root, "switch", "--quiet", "-c", "other")
    book(sip)
    git(root, "switch", "--quiet", "main")
    give(sip)
    git(root, "merge", "--quiet", "--no-edit", "other")
    said = {sip("undo", "base").last, sip("undo", "base").last}
    assert said == {"base: taken back: consent given", "base: taken back: follow-up booked"}
    assert files(root) == before
    refused(sip, root, "Nothing that sip has recorded")


def test_a_merge_that_changed_the_file_by_itself_is_respected(base: Path, root: Path, sip: Sip) -> None:
    git(root, "switch", "--quiet", "-c", "other")
    book(sip)
    git(root, "switch", "--quiet", "main")
    give(sip)
    git(root, "merge", "--quiet", "--no-commit", "--no-ff", "other")
    for name in ("consent.yaml", "follow-ups/2027-02-01.yaml"):
        (base / name).write_text((base / name).read_text(encoding="utf-8") + "# merged\n", encoding="utf-8")
    git(root, "add", "cases")
    git(root, "commit", "--quiet", "-m", "merged, with notes")
    refused(sip, root, "cannot be taken back")


def test_after_a_rebase_what_was_taken_back_is_still_known(base: Path, root: Path, sip: Sip) -> None:
    """A rebase gives commits new names; a commit taken back is then known by what was done."""
    git(root, "switch", "--quiet", "-c", "mine")
    before = files(root)
    give(sip)
    book(sip)
    assert sip("undo", "base").last == "base: taken back: follow-up booked"
    git(root, "switch", "--quiet", "main")
    (root / "note.txt").write_text("x", encoding="utf-8")
    git(root, "add", "note.txt")
    git(root, "commit", "--quiet", "-m", "a note")
    git(root, "switch", "--quiet", "mine")
    git(root, "rebase", "--quiet", "main")
    assert sip("undo", "base").last == "base: taken back: consent given"
    assert files(root) == before
    refused(sip, root, "Nothing that sip has recorded")


def test_a_day_may_be_given_as_to_every_command(base: Path, root: Path, sip: Sip) -> None:
    before = files(root)
    give(sip)
    assert sip("undo", "base", "--today", "2026-02-30").code == 2
    assert files(root) != before
    assert sip("undo", "base", "--today", "2026-10-01").code == 0
    assert files(root) == before


def test_an_unknown_case_suggests_the_nearest(base: Path, sip: Sip) -> None:
    done = sip("undo", "bsae")
    assert done.code == 2
    assert "base" in done.err


def test_what_was_recorded_while_one_looked_is_not_passed_over(base: Path, root: Path, sip: Sip) -> None:
    give(sip)
    undoing = prepare_undo(open_archive(root), "base")
    book(sip)
    with pytest.raises(ArchiveError, match="Something else was recorded in the archive meanwhile"):
        take_back(undoing)
    undoing = prepare_undo(open_archive(root), "base")
    (base / "follow-ups" / "2027-02-01.yaml").write_text("# mine\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match="was changed by somebody else meanwhile"):
        take_back(undoing)


def test_a_write_that_was_killed_is_finished_first_and_is_then_the_latest(base: Path, root: Path, sip: Sip) -> None:
    give(sip)
    before, workshop = files(root), Workshop(root, open_repository(root).git_dir)
    new, name = b"date: 2027-02-01\nstatus: booked\n", "cases/base/follow-ups/2027-02-01.yaml"
    planned = Planned(name, fingerprint(new), None, workshop.store(new), None)
    message = Message("base", "follow-up booked", "follow-up-booked").text()
    workshop.begin(Journal(message, {}, (planned,)))
    (root / name).write_bytes(new)
    assert sip("undo", "base").last == "base: taken back: follow-up booked"
    assert files(root) == before


NAMES = ("preparation.yaml", "events/2026-10-05-move.yaml", "follow-ups/2027-01-01.yaml", "documents/brev.txt")
CONTENTS = {
    "preparation.yaml": "child: {{done_on: 2026-09-{0:02}}} # ö {0}\n",
    "events/2026-10-05-move.yaml": "# {0}\ndate: 2026-10-05\nkind: move\n",
    "follow-ups/2027-01-01.yaml": 'date: 2027-01-01\nstatus: "booked"\ncomment: nr {0}',
    "documents/brev.txt": "\x00 brev {0}",
}
DEEDS = st.lists(
    st.one_of(
        st.just("undo"),
        st.dictionaries(st.sampled_from(NAMES), st.none() | st.integers(1, 28), min_size=1),
    ),
    min_size=3,
    max_size=9,
)


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # an example takes a second, shrinking would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(DEEDS)
def test_any_sequence_of_writes_and_undos_returns_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[str | dict[str, int | None]]
) -> None:
    root = tmp_path_factory.mktemp("undo") / "archive"
    found_archive(root, "vasterbotten")
    shutil.copytree(REFERENCE, root / "cases" / "base")
    git(root, "add", "cases")
    git(root, "commit", "--quiet", "-m", "by hand")
    archive = open_archive(root)
    states = [files(root)]
    for deed in deeds:
        if isinstance(deed, dict):
            if wrote(archive, deed):
                states.append(files(root))
        elif len(states) == 1:
            with pytest.raises(NeedsUser):
                prepare_undo(archive, "base")
        else:
            states.pop()
            take_back(prepare_undo(archive, "base"))
        assert files(root) == states[-1]
        assert git(root, "status", "--porcelain") == ""
    for state in reversed(states[:-1]):
        take_back(prepare_undo(archive, "base"))
        assert files(root) == state
    assert not [path for path in (root / "cases").rglob("*") if path.is_dir() and not any(path.iterdir())]


def wrote(archive: Archive, deed: dict[str, int | None]) -> bool:
    """Write and remove files as told, in one commit; tell whether that changed anything."""
    changes = Changes(archive, "base")
    for name, number in deed.items():
        if number is None:
            changes.remove(name)
        else:
            changes.add_file(name, CONTENTS[name].format(number).encode())
    return bool(changes.contents()) and changes.commit("changed", "edited").changed


if os.name != "nt":
    from tests.cli.test_terminal import Talk

    def test_in_a_terminal_it_asks_first(base: Path, root: Path, sip: Sip) -> None:
        give(sip)
        after, count = files(root), commits(root)
        talk = Talk(root, "undo", "base")
        talk.wait_for("consent given")
        talk.answer("Take it back?", "")
        assert talk.end() == 0
        assert "Nothing was changed." in talk.seen
        talk = Talk(root, "undo", "base")
        talk.wait_for("Take it back?")
        talk.interrupt()
        assert talk.end() == 130
        assert (files(root), commits(root)) == (after, count)
        talk = Talk(root, "undo", "base")
        talk.answer("Take it back?", "y")
        assert talk.end() == 0, talk.seen
        assert commits(root) == count + 1
        give(sip)
        talk = Talk(root, "undo", "base", "--yes")
        assert talk.end() == 0, talk.seen
        assert "Take it back?" not in talk.seen
