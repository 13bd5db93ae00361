"""A case from `sip new` to an overdue follow-up, by commands with options."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Sip, commits, git

NEW = (
    "new", "--guideline", "vasterbotten", "--child", "Lova Exempelsson", "--born", "2014-03-12",
    "--need-noticed", "2026-09-01", "--noticed-by", "skola", "--guardian", "Alva Exempelsson",
    "--guardian", "Bo Exempelsson", "--unit", "skola:school:municipality:Påhittskolan",
    "--unit", "bup:specialist-care:region:BUP Hittepå", "--today", "2026-09-01",
)  # fmt: skip


def test_a_case_from_new_to_an_overdue_follow_up(sip: Sip, root: Path) -> None:
    """Every writing command makes one commit and prints its subject; what it wrote is what the reading ones show."""
    begun = sip(*NEW)
    assert begun.code == 0, begun.err
    case = begun.last
    assert begun.out == f"{case}: case opened\n{case}\n"
    part = case[-4:]
    before = commits(root)
    for arguments, subject in (
        (("consent", "give", part, "--giver", "vh1", "--on", "2026-09-01", "--until", "2027-08-31"), "consent given"),
        (("consent", "give", part, "--giver", "vh2", "--on", "2026-09-01", "--form", "oral"), "consent given"),
        (
            ("invite", part, "--date", "2026-09-22", "--time", "14:00", "--place", "Påhittskolan",
             "--sent-on", "2026-09-01", "--reason", "Hög frånvaro", "--agenda", "nuläge", "--agenda", "mål",
             "--today", "2026-09-01"),
            "invitation sent",
        ),
        (("plan", "new", part, "--made-on", "2026-09-22", "--coordinator", "skola", "--need", "Lugn"), "plan made"),
        (("plan", "goal", part, "--id", "m1", "--text", "Lova trivs", "--term", "long"), "goal added"),
        (
            ("plan", "intervention", part, "--goal", "m1", "--what", "Anpassat schema", "--unit", "skola",
             "--start", "2026-09-23", "--id", "i1"),
            "intervention added",
        ),
        (("plan", "intervention", part, "--id", "i1", "--status", "active"), "intervention changed"),
        (("follow-up", "book", part, "--date", "2026-11-03", "--time", "14:00", "--place", "R 12"), "follow-up booked"),
    ):  # fmt: skip
        ended = sip(*arguments)
        assert ended.code == 0, ended.err
        assert ended.out.splitlines()[0] == f"{case}: {subject}"
        before += 1
        assert commits(root) == before
    assert git(root, "status", "--porcelain") == ""
    status = json.loads(sip("status", "--overdue", "--today", "2026-11-12", "--format", "json").out)
    assert status["today"] == "2026-11-12"
    [row] = status["cases"]
    assert row["case"] == case
    assert row["step"] == "follow-up"
    assert row["overdue"] == [
        {"what": "follow-up", "rule": "follow-up-overdue", "date": "2026-11-03", "days": 9, "unit": "skola"}
    ]
    plan = sip("plan", "render", part)
    assert "Anpassat schema" in plan.out
    assert "Lova trivs" in plan.out
    checked = sip("check", part, "--today", "2026-11-12")
    assert checked.code == 1
    assert "follow-up-overdue" in checked.out
    told = sip("history", part)
    assert "unanswered → given" in told.out
    assert "planned → active" in told.out
    assert "meeting, held: no → yes" in told.out
    held = sip("follow-up", "hold", part, "--date", "2026-11-03", "--goal", "m1=met", "--next", "2027-01-12")
    assert held.out == f"{case}: follow-up held\n"
    assert "open → met" in sip("history", part).out
    assert json.loads(sip("status", "--overdue", "--today", "2026-11-22", "--format", "json").out)["cases"] == []


def test_commit_messages_hold_no_names_and_no_free_text(sip: Sip, root: Path) -> None:
    sip(*NEW)
    said = git(root, "log", "--format=%B")
    for word in ("Lova", "Alva", "Påhittskolan", "Hittepå"):
        assert word not in said


def test_status_shows_no_names_unless_asked(sip: Sip, base: Path) -> None:
    for arguments in (("status",), ("list",), ("status", "--format", "csv"), ("status", "--format", "json")):
        ended = sip(*arguments, "--today", "2026-09-30")
        for word in ("Exempelsson", "Påhitt"):
            assert word not in ended.out + ended.err
    assert "Lova Exempelsson" in sip("status", "--names", "--today", "2026-09-30").out


def test_status_fits_in_80_columns(sip: Sip, base: Path) -> None:
    ended = sip("status", "--today", "2027-01-01")
    assert max(len(line) for line in ended.out.splitlines()) <= 80


def test_status_can_be_narrowed_to_a_unit_and_a_time(sip: Sip, base: Path) -> None:
    def shown(*arguments: str) -> list[str]:
        data = json.loads(sip("status", "--today", "2026-09-25", "--format", "json", *arguments).out)
        return [row["case"] for row in data["cases"]]

    assert shown() == ["base"]
    assert shown("--unit", "skola") == ["base"]
    assert shown("--unit", "påhittskolan") == ["base"]
    assert shown("--unit", "ingen") == []
    assert shown("--within", "14d") == ["base"]
    assert shown("--within", "5") == []
    assert shown("--within", "2w") == ["base"]
    assert shown("--overdue") == []


def test_check_prints_the_fields_that_are_documented(sip: Sip, base: Path) -> None:
    ended = sip("check", "--today", "2026-12-05", "--format", "json")
    data = json.loads(ended.out)
    assert list(data) == ["today", "guideline", "findings"]
    assert data["today"] == "2026-12-05"
    assert data["guideline"] == "vasterbotten"
    found = next(one for one in data["findings"] if one["rule"] == "follow-up-overdue")
    assert found == {
        "rule": "follow-up-overdue",
        "level": "error",
        "case": "base",
        "file": "cases/base/follow-ups/2026-12-01.yaml",
        "line": 1,
        "column": 1,
        "about": [],
        "message": "the follow-up of 2026-12-01 was 4 days ago and nothing is recorded",
        "source": "Region Västerbotten, SIP Barnets plan, vägledning: Boka tid för uppföljningsmöte",
        "date": "2026-12-01",
        "days": 4,
        "fix": "sip follow-up hold base --date 2026-12-01",
    }
    assert ended.code == 1
    assert sip("check", "--today", "2026-09-30", "--format", "json").code == 0


def test_reading_commands_write_and_stage_nothing(sip: Sip, base: Path, root: Path) -> None:
    (base / "plan.yaml").write_text((base / "plan.yaml").read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    index = (root / ".git" / "index").read_bytes()
    for arguments in (
        ("status",), ("check",), ("show", "base"), ("list",), ("history", "base"), ("consent", "show", "base"),
        ("plan", "render", "base"), ("rules",), ("explain", "meeting-late"),
    ):  # fmt: skip
        assert sip(*arguments).code in (0, 1)
    assert (root / ".git" / "index").read_bytes() == index
    assert git(root, "status", "--porcelain") == " M cases/base/plan.yaml\n"


def test_commands_work_from_any_folder_inside_the_archive(sip: Sip, base: Path) -> None:
    import os

    os.chdir(base / "follow-ups")
    assert sip("show", "base", "--today", "2026-09-30").code == 0


def test_a_withdrawal_lists_who_must_be_told(sip: Sip, base: Path) -> None:
    ended = sip("consent", "withdraw", "base", "--giver", "vh2", "--on", "2026-10-05", "--today", "2026-10-05")
    assert ended.out == "base: consent withdrawn\n"
    assert "has not been told to child, vh1, skola, bup and soc" in ended.err
    text = (base / "consent.yaml").read_text(encoding="utf-8")
    assert "# one record for each form or conversation" in text
    assert "withdrawn_on: 2026-10-05" in text


def test_a_withdrawal_for_one_unit_leaves_the_others(sip: Sip, base: Path) -> None:
    sip("consent", "withdraw", "base", "--giver", "vh2", "--unit", "bup", "--on", "2026-10-05")
    rows = json.loads(sip("consent", "show", "base", "--today", "2026-10-06", "--format", "json").out)["consents"]
    standing = {(row["giver"], row["unit"]): row["standing"] for row in rows}
    assert standing[("vh2", "bup")] == "withdrawn"
    assert standing[("vh2", "skola")] == standing[("vh1", "bup")] == "given"
    sip("consent", "give", "base", "--giver", "vh2", "--unit", "bup", "--on", "2026-10-07")
    rows = json.loads(sip("consent", "show", "base", "--today", "2026-10-07", "--format", "json").out)["consents"]
    assert {row["standing"] for row in rows} == {"given"}


def test_a_refusal_is_recorded_and_found(sip: Sip, root: Path) -> None:
    case = sip(*NEW).last
    assert sip("consent", "refuse", case, "--giver", "vh2", "--on", "2026-09-02").out == f"{case}: consent refused\n"
    found = json.loads(sip("check", "--today", "2026-09-03", "--format", "json").out)["findings"]
    assert "consent-guardian-refused" in [one["rule"] for one in found]


def test_an_invitation_that_a_rule_forbids_is_not_written_before_the_user_has_seen_why(sip: Sip, root: Path) -> None:
    new = [one if one != "vasterbotten" else "kronoberg" for one in NEW]
    case = sip(*new).last
    for giver in ("vh1", "vh2"):
        sip("consent", "give", case, "--giver", giver, "--on", "2026-09-01")
    invite = ("invite", case, "--date", "2026-09-14", "--time", "9:00", "--place", "Rum 1", "--sent-on", "2026-09-02",
              "--purpose", "Trivas", "--today", "2026-09-02")  # fmt: skip
    before = commits(root)
    refused = sip(*invite)
    assert refused.code == 1
    for words in ("12 days", "21", "2026-08-24", "2026-09-23", "Region Kronoberg", "--exception-reason"):
        assert words in refused.err
    assert commits(root) == before
    assert not (root / "cases" / case / "invitation.yaml").exists()
    agreed = sip(*invite, "--exception-with", "vh1", "--exception-reason", "brådskande")
    assert agreed.code == 0, agreed.err
    assert "invitation-too-late" not in sip("check", "--today", "2026-09-02").out


def test_an_invitation_without_consent_needs_a_reason_and_the_finding_stays(sip: Sip, root: Path) -> None:
    case = sip(*NEW).last
    invite = ("invite", case, "--date", "2026-09-22", "--time", "14:00", "--place", "Rum 1", "--sent-on", "2026-09-01",
              "--today", "2026-09-01")  # fmt: skip
    refused = sip(*invite)
    assert refused.code == 1
    assert "sharing-without-consent" in refused.err
    assert "--because" in refused.err
    assert sip(*invite, "--because", "Samtycke gavs på telefon").code == 0
    assert "reason: Samtycke gavs på telefon" in (root / "cases" / case / "case.yaml").read_text(encoding="utf-8")
    assert "sharing-without-consent" in sip("check", "--today", "2026-09-01").out


def test_the_invitation_is_kept_as_it_was_handed_out(sip: Sip, base: Path, root: Path) -> None:
    sip("invite", "base", "--date", "2026-10-22", "--time", "14:00", "--place", "Rum 7", "--sent-on", "2026-09-25",
        "--to", "pdf", "--to", "html", "--today", "2026-09-25")  # fmt: skip
    handed = (base / "documents" / "2026-09-25-invitation.html").read_text(encoding="utf-8")
    assert "Rum 7" in handed
    assert (base / "documents" / "2026-09-25-invitation.pdf").read_bytes().startswith(b"%PDF-")
    committed = git(root, "log", "-1", "--name-only", "--format=")
    for ending in ("html", "html.yaml", "pdf", "pdf.yaml"):
        assert f"cases/base/documents/2026-09-25-invitation.{ending}\n" in committed


def test_options_that_need_an_answer_are_wrong_usage_without_a_terminal(sip: Sip, base: Path) -> None:
    for arguments, word in (
        (("new",), "--child"),
        (("consent", "give", "base"), "--giver"),
        (("invite", "base"), "--date"),
        (("follow-up", "book", "base"), "--date"),
        (("show",), "CASE"),
        (("explain",), "RULE"),
    ):
        ended = sip(*arguments)
        assert ended.code == 2, arguments
        assert word in ended.err


def test_wrong_words_get_the_nearest_right_one(sip: Sip, base: Path) -> None:
    for arguments, words in (
        (("show", "bese"), "Did you mean “base”?"),
        (("consent", "give", "base", "--giver", "vh3", "--on", "2026-09-01"), "“vh3” is not in the case"),
        (("consent", "give", "base", "--giver", "vh1", "--unit", "skol"), "Did you mean “skola”?"),
        (("explain", "meeting-lat"), "Did you mean “meeting-late”?"),
        (("check", "--guideline", "kronberg"), "Did you mean “kronoberg”?"),
        (("check", "--today", "2026-02-30"), "is not a day"),
        (
            ("invite", "base", "--date", "2026-10-01", "--time", "25:00", "--place", "x", "--today", "2026-09-01"),
            "is not a time",
        ),
        (("plan", "render", "base", "--to", "xlsx"), "cannot make “xlsx”"),
        (("status", "--within", "soon"), "is not a time"),
        (("nosuch",), "nosuch"),
        (("status", "--nosuch"), "--nosuch"),
    ):
        ended = sip(*arguments)
        assert ended.code == 2, (arguments, ended)
        assert words in ended.err


def test_a_part_of_an_id_that_fits_two_cases_names_both(sip: Sip, root: Path) -> None:
    for case in ("2026-aaaa", "2026-aabb"):
        sip(*NEW, "--id", case)
    ended = sip("show", "2026-aa")
    assert ended.code == 2
    assert "2026-aaaa, 2026-aabb" in ended.err
    assert sip("show", "aabb").code in (0, 1)


def test_an_id_that_cannot_be_a_folders_name_everywhere_is_refused(sip: Sip, root: Path) -> None:
    before = sorted(path.name for path in root.rglob("*") if ".git" not in path.parts)
    for case in ("../x", "a/b", "-x", "", "con", "LPT1", "a b", ".x", "å", "x" * 41):
        ended = sip(*NEW, f"--id={case}")
        assert ended.code == 2, case
        assert "cannot be a case's id" in ended.err
    assert sorted(path.name for path in root.rglob("*") if ".git" not in path.parts) == before
    sip(*NEW, "--id", "2026-ab")
    assert "already a case" in sip(*NEW, "--id", "2026-AB").err


def test_outside_an_archive_a_sentence_says_what_to_do(sip: Sip, tmp_path: Path) -> None:
    import os

    os.chdir(tmp_path)
    ended = sip("status")
    assert ended.code == 3
    assert "sip init" in ended.err


def test_plan_render_writes_where_the_user_says(sip: Sip, base: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.html"
    assert sip("plan", "render", "base", "--out", str(out)).code == 0
    assert out.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    ended = sip("plan", "render", "base", "--out", str(tmp_path / "nowhere" / "plan.md"))
    assert ended.code == 3
    assert "cannot be written" in ended.err


def test_rules_and_explain_say_where_a_rule_comes_from(sip: Sip, root: Path) -> None:
    listed = json.loads(sip("rules", "--guideline", "kronoberg", "--format", "json").out)["rules"]
    late = next(one for one in listed if one["rule"] == "invitation-too-late")
    assert late["level"] == "error"
    assert late["params"] == "days 21"
    assert "När du ska skicka en inbjudan" in late["source"]
    told = sip("explain", "invitation-too-late").out
    for word in ("Why", "How to mend it", "kronoberg", "vasterbotten", "off", "days 21"):
        assert word in told


def test_an_editor_is_opened_and_what_it_wrote_is_checked_and_recorded(
    sip: Sip, base: Path, root: Path, tmp_path: Path
) -> None:
    import os
    import sys

    script = tmp_path / "editor.py"
    os.environ["VISUAL"] = f"{sys.executable} {script}"
    try:
        script.write_text(
            "import sys, pathlib; p = pathlib.Path(sys.argv[1]);"
            "p.write_text(p.read_text(encoding='utf-8').replace('rum 12', 'rum 14'), encoding='utf-8')",
            encoding="utf-8",
        )
        before = commits(root)
        ended = sip("edit", "base", "invitation")
        assert ended.out == "base: invitation.yaml edited\n"
        assert commits(root) == before + 1
        assert "rum 12 → " in sip("history", "base").out
        script.write_text("import sys, pathlib; pathlib.Path(sys.argv[1]).write_text('datum: 1\\n')", encoding="utf-8")
        broken = sip("edit", "base", "plan.yaml")
        assert broken.code == 3
        assert "plan.yaml:1:1" in broken.err
        assert "still in it" in broken.err
        assert commits(root) == before + 1
        script.write_text("raise SystemExit(1)", encoding="utf-8")
        assert "ended with an error" in sip("edit", "base").err
        os.environ["VISUAL"] = "no-such-editor-here"
        assert "cannot be started" in sip("edit", "base").err
        script.write_text("pass", encoding="utf-8")
        os.environ["VISUAL"] = f"{sys.executable} {script}"
        assert "Nothing changed" in sip("edit", "base", "closing.yaml").err
        assert not (base / "closing.yaml").exists()
    finally:
        del os.environ["VISUAL"]


def test_an_answer_keeps_what_was_written_beside_the_question(sip: Sip, base: Path) -> None:
    """A record that is withheld from somebody stays so when it is answered, also for some units only."""
    asked = "- {giver: vh1, units: [skola, bup], status: unanswered, withhold_from: [vh2], comment: skyddad}\n"
    for units in (("skola",), ("skola", "bup", "soc")):
        (base / "consent.yaml").write_text("consents:\n" + asked, encoding="utf-8")
        flags = [word for unit in units for word in ("--unit", unit)]
        assert sip("consent", "give", "base", "--giver", "vh1", "--on", "2026-09-01", *flags, *flags).code == 0
        given = [line for line in (base / "consent.yaml").read_text(encoding="utf-8").splitlines() if "given" in line]
        text = (base / "consent.yaml").read_text(encoding="utf-8")
        assert given
        assert text.count("withhold_from: [vh2]") == text.count("giver: vh1")
        assert f"units: [{', '.join(units)}]" in text


def test_a_withdrawal_recorded_late_is_of_what_was_given_before_it(sip: Sip, base: Path) -> None:
    records = [
        f"- {{giver: vh1, units: [skola, bup, soc], status: given, given_on: {day}, maturity: {{assessed_on: {day}, "
        f"by: bup, sufficient: true}}}}\n"
        for day in ("2026-01-12", "2026-06-01")
    ]
    (base / "consent.yaml").write_text("consents:\n" + "".join(records), encoding="utf-8")
    ended = sip("consent", "withdraw", "base", "--giver", "vh1", "--unit", "bup", "--on", "2026-03-01")
    assert ended.code == 0, ended.err
    text = (base / "consent.yaml").read_text(encoding="utf-8")
    assert text.count("withdrawn_on: 2026-03-01") == 1
    assert "&" not in text, "no anchors"


def test_an_event_is_edited_only_under_a_name_that_says_nothing_of_a_person(sip: Sip, base: Path, root: Path) -> None:
    before = sorted(str(path) for path in root.parent.rglob("*.yaml"))
    for name in (
        "events/../../../evil.yaml",
        "events/../x.yaml",
        "events/2026-02-01-Alva Påhitt.yaml",
        "events/.x.yaml",
    ):
        assert sip("edit", "base", name).code == 2, name
    assert sorted(str(path) for path in root.parent.rglob("*.yaml")) == before


def test_notes_in_comments_are_not_deleted_by_edit(sip: Sip, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    (base / "closing.yaml").write_text("# my notes\n", encoding="utf-8")
    monkeypatch.setenv("VISUAL", f"{sys.executable} -c pass")
    sip("edit", "base", "closing.yaml")
    assert (base / "closing.yaml").read_text(encoding="utf-8") == "# my notes\n"


def test_what_git_refuses_is_a_sentence(sip: Sip, base: Path, root: Path) -> None:
    (root / ".git" / "index").write_bytes(b"x")
    for arguments in (("consent", "give", "base", "--giver", "vh1", "--on", "2026-09-01"), ("check", "--staged")):
        ended = sip(*arguments)
        assert ended.code == 3
        assert "Git could not do it" in ended.err
