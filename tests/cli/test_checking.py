"""Judging in other ways: accepted findings, safe mends, what is staged, the past, and what a forge reads."""

import json
import subprocess
from pathlib import Path

import pytest

from sipcli.acts.mend import mended_day
from tests.cli.conftest import Sip, commits, git

KRONOBERG = ("--guideline", "kronoberg", "--today", "2026-09-30")


def rules_of(sip: Sip, *arguments: str) -> list[str]:
    return [one["rule"] for one in json.loads(sip("check", "--format", "json", *arguments).out)["findings"]]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def late(base: Path) -> Path:
    """Return the reference case with the invitation sent twenty days before the meeting."""
    replace(base / "invitation.yaml", "date: 2026-09-22", "date: 2026-09-21")
    return base


def test_an_accepted_finding_leaves_the_lists_and_stays_in_show(sip: Sip, late: Path, root: Path) -> None:
    assert rules_of(sip, *KRONOBERG) == ["invitation-too-late"]
    before = commits(root)
    done = sip("accept", "base", "invitation-too-late", "--reason", "sjukdom i familjen", *KRONOBERG)
    assert done.out == "base: finding accepted\n"
    assert commits(root) == before + 1
    assert rules_of(sip, *KRONOBERG) == []
    assert json.loads(sip("status", *KRONOBERG, "--format", "json").out)["cases"][0]["errors"] == 0
    shown = sip("show", "base", *KRONOBERG).out
    assert "sjukdom i familjen (Prov Testlund, 2026-09-30)" in shown
    assert "# two guardians: joint custody" in (late / "case.yaml").read_text(encoding="utf-8")
    assert "sjukdom" not in git(root, "log", "-1", "--format=%B")


def test_an_accepted_finding_comes_back_when_its_facts_change(sip: Sip, late: Path) -> None:
    sip("accept", "base", "invitation-too-late", "--reason", "sjukdom", *KRONOBERG)
    assert "invitation-too-late" not in rules_of(sip, "--guideline", "kronoberg", "--today", "2026-11-30")
    replace(late / "invitation.yaml", "date: 2026-09-21", "date: 2026-09-18")
    assert rules_of(sip, *KRONOBERG) == ["invitation-too-late"]


def test_a_finding_that_grows_with_time_stays_accepted(sip: Sip, base: Path) -> None:
    sip("accept", "base", "follow-up-overdue", "--reason", "flyttad", "--today", "2026-12-05")
    assert "follow-up-overdue" not in rules_of(sip, "--today", "2026-12-20")


def test_only_what_is_there_can_be_accepted_and_nothing_of_form(sip: Sip, base: Path) -> None:
    missing = sip("accept", "base", "meeting-late", "--reason", "x", "--today", "2026-09-30")
    assert missing.code == 1
    assert "has no such finding" in missing.err
    form = sip("accept", "base", "unknown-key", "--reason", "x")
    assert form.code == 2
    assert "only mended" in form.err
    assert sip("accept", "base", "meeting-late").code in (1, 2)


def test_fix_makes_the_safe_mends_in_one_commit_and_keeps_comments(sip: Sip, base: Path, root: Path) -> None:
    replace(base / "plan.yaml", "made_on: 2026-09-22", "made_on: 22.9.2026")
    replace(base / "plan.yaml", "{id: i3, goal", "{goal")
    replace(base / "case.yaml", '"070-1740605"', "0701740605")
    before = commits(root)
    done = sip("check", "--fix", "--today", "2026-09-30")
    assert done.code == 0, done.err
    assert commits(root) == before + 1
    assert "22.9.2026 → 2026-09-22" in done.err
    plan, case = ((base / name).read_text(encoding="utf-8") for name in ("plan.yaml", "case.yaml"))
    assert "made_on: 2026-09-22\n" in plan
    assert "# long | short" in plan
    assert plan.count("{id: i") == 3
    assert 'phone: "0701740605"' in case
    again = sip("check", "--fix", "--today", "2026-09-30")
    assert "nothing that can be mended safely" in again.err
    assert commits(root) == before + 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("22-09-2026", "2026-09-22"), ("22/9/2026", "2026-09-22"), ("2026/09/05", "2026-09-05"),
        ("20260922", "2026-09-22"), ("9.9.2026", "2026-09-09"),
        ("05-09-2026", None), ("31-02-2026", None), ("i morgon", None), ("22-09-26", None),
    ],
)  # fmt: skip
def test_a_date_is_mended_only_when_it_can_be_read_in_one_way(text: str, day: str | None) -> None:
    assert mended_day(text) == day


def test_staged_judges_what_is_about_to_be_committed_and_nothing_else(sip: Sip, base: Path, root: Path) -> None:
    assert rules_of(sip, "--staged", "--today", "2026-12-05") == []
    plan = base / "plan.yaml"
    good = plan.read_text(encoding="utf-8")
    plan.write_text("made_on: [\n", encoding="utf-8")
    git(root, "add", "cases/base/plan.yaml")
    plan.write_text(good, encoding="utf-8")
    assert "yaml-invalid" in rules_of(sip, "--staged", "--today", "2026-09-30")
    assert rules_of(sip, "--today", "2026-09-30") == []
    assert git(root, "status", "--porcelain") == "MM cases/base/plan.yaml\n"


def test_the_hook_stops_an_unreadable_file_and_lets_a_true_fact_pass(base: Path, root: Path) -> None:
    def commit() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", "commit", "-qam", "by hand"], cwd=root, capture_output=True, text=True, check=False
        )

    replace(base / "consent.yaml", "status: given                # given", "status: refused # given")
    assert commit().returncode == 0
    replace(base / "consent.yaml", "form: written                #", "from: written #")
    stopped = commit()
    assert stopped.returncode == 1
    assert "unknown-key" in stopped.stdout + stopped.stderr
    assert "Did you mean “form”?" in stopped.stdout + stopped.stderr


def test_init_leaves_another_hook_alone(sip: Sip, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path / "other")], check=True)
    hook = tmp_path / "other" / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    done = sip("init", str(tmp_path / "other"))
    assert "left as it was" in done.err or "left as it is" in done.err
    assert hook.read_text(encoding="utf-8") == "#!/bin/sh\nexit 0\n"


def test_at_shows_the_archive_as_git_had_it(sip: Sip, root: Path) -> None:
    begun = sip(
        "new", "--child", "Lova Exempelsson", "--born", "2014-03-12", "--need-noticed", "2026-09-01", "--noticed-by",
        "skola", "--guardian", "Alva Exempelsson", "--unit", "skola:school:municipality:Påhittskolan", "--id", "x",
    )  # fmt: skip
    assert begun.code == 0, begun.err
    before = git(root, "rev-parse", "HEAD").strip()
    sip("consent", "give", "x", "--giver", "vh1", "--on", "2026-09-01")
    assert "consent-missing" not in rules_of(sip, "--today", "2026-09-02")
    assert "consent-missing" in rules_of(sip, "--at", before, "--today", "2026-09-02")
    assert json.loads(sip("status", "--at", "HEAD~1", "--format", "json").out)["cases"][0]["step"] == "discover"
    assert "no answer" in sip("show", "x", "--at", before).out
    for text in ("nosuch", "2020-01-01", "--output=x"):
        assert sip("check", f"--at={text}").code == 2
    assert git(root, "status", "--porcelain") == ""


def test_findings_for_a_forge(sip: Sip, base: Path) -> None:
    line = sip("check", "--format", "github", "--today", "2026-12-05").out.splitlines()[0]
    assert line.startswith("::error file=cases/base/follow-ups/2026-12-01.yaml,line=1,col=1,title=follow-up-overdue::")
    log = json.loads(sip("check", "--format", "sarif", "--today", "2026-12-05").out)
    assert log["version"] == "2.1.0"
    result = log["runs"][0]["results"][0]
    assert result["ruleId"] == "follow-up-overdue"
    place = result["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "cases/base/follow-ups/2026-12-01.yaml"},
        "region": {"startLine": 1, "startColumn": 1},
    }
    assert {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]} >= {"follow-up-overdue"}


def test_what_if_another_guideline(sip: Sip, late: Path) -> None:
    assert rules_of(sip, "--guideline", "vasterbotten", "--today", "2026-09-30") == []
    assert rules_of(sip, *KRONOBERG) == ["invitation-too-late"]


def test_reminders_of_the_step_stand_in_show_and_in_documents(sip: Sip, base: Path) -> None:
    shown = sip("show", "base", "--today", "2026-09-30", "--guideline", "vastra-gotaland").out
    assert "To remember" in shown
    assert "The plan need not be signed." in shown
    assert "consent form" not in shown
    plan = sip("plan", "render", "base", "--guideline", "kronoberg").out
    assert "Samverkansansvarig håller planen uppdaterad" in plan


def test_a_case_that_cannot_be_read_is_never_hidden_by_a_filter(sip: Sip, base: Path) -> None:
    (base / "case.yaml").write_text("id: [\n", encoding="utf-8")
    for arguments in (("--overdue",), ("--within", "1d"), ("--unit", "nobody")):
        ended = sip("status", *arguments, "--today", "2026-09-30")
        assert "base" in ended.out
        assert "1 case cannot be read" in ended.err


def test_rules_side_by_side_show_where_guidelines_differ(sip: Sip, root: Path) -> None:
    rows = {row["rule"]: row for row in json.loads(sip("rules", "--compare", "--format", "json").out)["rules"]}
    assert rows["invitation-too-late"]["kronoberg"] == "error days 21"
    assert rows["invitation-too-late"]["vasterbotten"] == "off"
    assert "follow-up-today" not in rows, "all are of one mind on it"
    assert "kronoberg" in sip("rules", "--compare").out
