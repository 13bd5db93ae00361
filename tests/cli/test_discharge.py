"""`sip discharge`: the six steps from admission to the meeting after coming home (U1, lag 2017:612)."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Sip, commits, git
from tests.cli.test_terminal import Talk

ADMITTED = ("--admitted", "2026-09-10 22:15")


@pytest.fixture
def admitted(root: Path, base: Path) -> Path:
    """Return the folder of a case in which no meeting has been called."""
    for name in ("invitation.yaml", "plan.yaml", "preparation.yaml", "follow-ups"):
        path = base / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "base: nothing called yet")
    return base


def case_text(folder: Path) -> str:
    return (folder / "case.yaml").read_text(encoding="utf-8")


def test_the_whole_way_in_one_command_is_one_commit_and_makes_the_case_a_discharge(
    sip: Sip, admitted: Path, root: Path
) -> None:
    before = commits(root)
    done = sip(
        "discharge", "base", *ADMITTED, "--admission-notice", "2026-09-11 08:30", "--planning", "2026-09-12",
        "--care-contact", "Fia Påhitt:bup", "--care-contact-phone", "070-1740609", "--ready-notice", "2026-09-14",
        "--needs-from", "region", "--needs-from", "kommun", "--call-sent", "2026-09-17", "--went-home", "2026-09-15",
        "--today", "2026-09-18",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert done.out == "base: discharge steps recorded\n"
    assert commits(root) == before + 1
    text = case_text(admitted)
    assert "route: discharge                 # hlt" in text  # the comment beside it stays
    assert text.endswith(
        "discharge:\n"
        "  admitted_at: 2026-09-10 22:15\n"
        "  admission_notice_at: 2026-09-11 08:30\n"
        "  planning_on: 2026-09-12\n"
        "  care_contact:\n"
        "    name: Fia Påhitt\n"
        "    unit: bup\n"
        "    phone: 070-1740609\n"
        "  ready_notice_on: 2026-09-14\n"
        "  needs_from: [region, municipality]\n"
        "  call_sent_on: 2026-09-17\n"
        "  went_home_on: 2026-09-15\n"
    )
    assert "route is now “discharge”; it was “within HLT”" in done.err
    assert "late" not in done.err
    said = sip("check", "--today", "2026-09-18").out
    assert "discharge-call" not in said
    assert "admission-notice-late" not in said


def test_steps_recorded_one_by_one_stand_in_their_order_and_keep_what_was_there(sip: Sip, admitted: Path) -> None:
    for step in (("--ready-notice", "2026-09-14"), ("--planning", "2026-09-12"), ADMITTED):
        assert sip("discharge", "base", *step, "--today", "2026-09-14").code == 0
    assert case_text(admitted).endswith(
        "discharge:\n  admitted_at: 2026-09-10 22:15\n  planning_on: 2026-09-12\n  ready_notice_on: 2026-09-14\n"
    )


def test_the_last_day_for_the_call_moves_off_a_weekend_and_is_what_comes_next(sip: Sip, admitted: Path) -> None:
    """Ready on Wednesday the 16th: three days later is a Saturday, so the last day is Monday the 21st."""
    done = sip("discharge", "base", "--ready-notice", "2026-09-16", "--today", "2026-09-18")
    assert "the call to planning must be sent by 2026-09-21" in done.err
    assert "Next: admission notice" in done.err  # it comes first, and is not recorded
    done = sip("discharge", "base", *ADMITTED, "--admission-notice", "2026-09-11 08:30", "--today", "2026-09-18")
    assert "Next: call to the meeting – sip discharge base --call-sent DATE" in done.err
    assert "sip invite base" in done.err
    shown = sip("discharge", "base", "--today", "2026-09-18").out
    assert "next; by 2026-09-21 (in 3 days)" in shown


def test_a_late_notice_and_a_late_call_are_facts_that_are_recorded_with_the_rule_and_its_source(
    sip: Sip, admitted: Path
) -> None:
    late = sip("discharge", "base", *ADMITTED, "--admission-notice", "2026-09-12 08:00", "--today", "2026-09-12")
    assert late.code == 0
    assert "admission-notice-late: the admission notice was sent 34 hours after admission" in late.err
    assert "Lag (2017:612) 2 kap. 3 §" in late.err
    assert "exceptions" not in case_text(admitted)
    sip("discharge", "base", "--ready-notice", "2026-09-14", "--today", "2026-09-14")
    late = sip("discharge", "base", "--call-sent", "2026-09-18", "--because", "Helg", "--today", "2026-09-18")
    assert late.code == 0
    assert "rule: discharge-call-overdue" in case_text(admitted)
    assert "reason: Helg" in case_text(admitted)
    assert "late, the last day was 2026-09-17" in sip("discharge", "base", "--today", "2026-09-18").out


def test_what_is_late_already_is_not_told_again_at_another_step(sip: Sip, admitted: Path) -> None:
    sip("discharge", "base", *ADMITTED, "--admission-notice", "2026-09-12 08:00", "--today", "2026-09-12")
    assert "admission-notice-late" not in sip("discharge", "base", "--planning", "2026-09-12").err


@pytest.mark.parametrize(
    ("step", "day", "word"),
    [
        ("--admission-notice", "2026-09-10 20:00", "admission notice"),
        ("--planning", "2026-09-09", "planning began"),
        ("--ready-notice", "2026-09-09", "discharge-ready notice"),
        ("--call-sent", "2026-09-09", "call sent on"),
        ("--went-home", "2026-09-09", "home again"),
    ],
)
def test_a_step_before_the_admission_is_refused_with_the_reason(
    sip: Sip, admitted: Path, root: Path, step: str, day: str, word: str
) -> None:
    sip("discharge", "base", *ADMITTED)
    before = commits(root)
    done = sip("discharge", "base", step, day)
    assert done.code == 2
    assert f"“{word}” ({day}) is before the admission (2026-09-10 22:15)" in done.err
    assert commits(root) == before
    assert git(root, "status", "--porcelain") == ""


def test_an_admission_after_a_recorded_step_is_refused_and_both_are_mended_together(sip: Sip, admitted: Path) -> None:
    sip("discharge", "base", *ADMITTED, "--ready-notice", "2026-09-14")
    done = sip("discharge", "base", "--admitted", "2026-10-10 22:15")
    assert done.code == 2
    assert "“discharge-ready notice” (2026-09-14) is before the admission" in done.err
    done = sip("discharge", "base", "--admitted", "2026-10-10 22:15", "--ready-notice", "2026-10-14")
    assert done.code == 0, done.err
    assert "ready_notice_on: 2026-10-14" in case_text(admitted)


def test_the_six_steps_are_shown_without_options(sip: Sip, admitted: Path, root: Path) -> None:
    before = commits(root)
    shown = sip("discharge", "base", "--today", "2026-09-10")
    assert shown.code == 0
    assert [line[:24].rstrip() for line in shown.out.splitlines()[1:]] == [
        "1  admission notice", "2  planning", "3  discharge-ready notic", "4  call to the meeting", "5  preparation",
        "6  meeting after coming",
    ]  # fmt: skip
    assert max(map(len, shown.out.splitlines())) <= 80
    assert "The case's route is “within HLT”. The first step that is recorded makes it a discharge." in shown.err
    assert commits(root) == before


def test_the_six_steps_as_json_and_csv(sip: Sip, admitted: Path) -> None:
    sip("discharge", "base", *ADMITTED, "--ready-notice", "2026-09-14", "--today", "2026-09-14")
    said = json.loads(sip("discharge", "base", "--today", "2026-09-15", "--format", "json").out)
    assert (said["case"], said["today"], said["route"]) == ("base", "2026-09-15", "discharge")
    steps = {one["step"]: one for one in said["steps"]}
    assert list(steps) == ["admission-notice", "planning", "ready-notice", "call", "preparation", "meeting"]
    assert steps["call"] == {
        "step": "call", "done_on": None, "last_day": "2026-09-17", "days": -2, "late": False, "needed": True,
        "command": "sip discharge base --call-sent DATE",
    }  # fmt: skip
    assert steps["admission-notice"]["last_day"] == "2026-09-11"
    assert steps["admission-notice"]["days"] == 4
    assert steps["planning"]["needed"] is False  # nobody plans any more what was done without
    rows = sip("discharge", "base", "--today", "2026-09-15", "--format", "csv").out.splitlines()
    assert rows[0] == "step,done_on,last_day,days,late,needed,command"
    assert len(rows) == 7


def test_no_call_is_asked_for_where_one_principal_is_enough(sip: Sip, admitted: Path) -> None:
    sip("discharge", "base", *ADMITTED, "--ready-notice", "2026-09-14", "--needs-from", "region")
    shown = sip("discharge", "base", "--today", "2026-09-15")
    assert "not asked for: the child needs only one" in " ".join(shown.out.split())
    assert "by 2026-09-17" not in shown.out


def test_preparing_and_meeting_are_steps_too_and_what_was_before_the_admission_is_not(sip: Sip, base: Path) -> None:
    """The reference case was prepared, and met, before the child was admitted in October."""
    sip("discharge", "base", "--admitted", "2026-10-01 10:00", "--admission-notice", "2026-10-01 12:00")
    said = json.loads(sip("discharge", "base", "--today", "2026-10-20", "--format", "json").out)
    assert [one["done_on"] for one in said["steps"][4:]] == [None, None]
    sip("prepare", "child", "base", "--on", "2026-10-12")
    said = json.loads(sip("discharge", "base", "--today", "2026-10-20", "--format", "json").out)
    assert (said["steps"][4]["done_on"], said["steps"][4]["command"]) == (None, "sip prepare guardians base")
    sip("prepare", "guardians", "base", "--on", "2026-10-13")
    met = (base / "invitation.yaml").read_text(encoding="utf-8").replace("date: 2026-09-22", "date: 2026-10-19")
    (base / "invitation.yaml").write_text(met, encoding="utf-8")
    said = json.loads(sip("discharge", "base", "--today", "2026-10-20", "--format", "json").out)
    assert [one["done_on"] for one in said["steps"][4:]] == ["2026-10-13", "2026-10-19"]


def test_a_meeting_before_the_child_comes_home_is_remarked_on(sip: Sip, base: Path) -> None:
    sip("discharge", "base", "--admitted", "2026-09-10 10:00", "--went-home", "2026-09-25")
    assert "before the child comes home" in " ".join(sip("discharge", "base", "--today", "2026-09-26").out.split())


def late_invitation(base: Path, root: Path) -> None:
    """Make the case one of Kronoberg, whose meeting was called too late."""
    for name, old, new in (
        ("case.yaml", "guideline: vasterbotten", "guideline: kronoberg"),
        ("invitation.yaml", "sent_on: 2026-09-01", "sent_on: 2026-09-10"),
    ):
        path = base / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "base: late")


def test_a_route_whose_rules_would_fall_silent_about_a_held_meeting_is_changed_only_with_a_reason(
    sip: Sip, base: Path, root: Path
) -> None:
    late_invitation(base, root)
    before = commits(root)
    step = ("discharge", "base", "--admitted", "2026-10-01 10:00", "--today", "2026-10-01")
    refused = sip(*step)
    assert refused.code == 1
    assert "invitation-too-late: the invitation was sent 12 days before the meeting" in refused.err
    assert "--because" in refused.err
    assert commits(root) == before
    done = sip(*step, "--because", "Ny vårdtid")
    assert done.code == 0, done.err
    assert commits(root) == before + 1
    text = case_text(base)
    assert "route: discharge" in text
    assert "rule: invitation-too-late" in text
    assert "reason: Ny vårdtid" in text


def test_in_a_terminal_the_reason_for_such_a_route_is_asked_for(base: Path, root: Path) -> None:
    late_invitation(base, root)
    before = commits(root)
    step = ("discharge", "base", "--admitted", "2026-10-01 10:00", "--today", "2026-10-01")
    talk = Talk(root, *step)
    talk.answer("Why does the case become a discharge?", "")
    assert talk.end() == 1
    assert commits(root) == before
    talk = Talk(root, *step)
    talk.answer("Why does the case become a discharge?", "Ny vårdtid")
    assert talk.end() == 0, talk.seen
    assert "reason: Ny vårdtid" in case_text(base)


def test_a_step_of_a_closed_case_is_recorded_and_remarked_on(sip: Sip, admitted: Path) -> None:
    closing = "date: 2026-09-20\nreason: no-longer-needed\n"
    (admitted / "closing.yaml").write_text(closing, encoding="utf-8")
    done = sip("discharge", "base", *ADMITTED, "--admission-notice", "2026-09-11 08:30", "--today", "2026-09-21")
    assert done.code == 0
    assert "the case was closed on 2026-09-20" in done.err


def test_a_route_is_changed_without_more_ado_where_nothing_falls_silent(sip: Sip, base: Path) -> None:
    assert sip("discharge", "base", "--admitted", "2026-10-01 10:00", "--today", "2026-10-01").code == 0


def test_a_guideline_without_rules_of_discharge_says_so(sip: Sip, admitted: Path) -> None:
    path = admitted / "case.yaml"
    path.write_text(case_text(admitted).replace("vasterbotten", "stromsund"), encoding="utf-8")
    shown = sip("discharge", "base")
    assert "The guideline stromsund watches no limits of a discharge." in shown.err


def test_another_care_contact_does_not_keep_the_telephone_of_the_one_before(sip: Sip, admitted: Path) -> None:
    sip("discharge", "base", "--care-contact", "Fia Påhitt:bup", "--care-contact-phone", "070-1740609")
    sip("discharge", "base", "--care-contact-phone", "070-1740610")
    assert "    name: Fia Påhitt\n    unit: bup\n    phone: 070-1740610\n" in case_text(admitted)
    sip("discharge", "base", "--care-contact", "Gia Påhitt")
    assert case_text(admitted).endswith("  care_contact:\n    name: Gia Påhitt\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--care-contact", "Fia Påhitt:bpu"), "“bpu” is not in this case. Did you mean “bup”?"),
        (("--care-contact", "Fia 20120530-1234"), "personal identity number"),
        (("--care-contact-phone", "070-1740609"), "--care-contact NAME"),
        (("--admitted", "2026-09-10"), "is not a day with a time"),
        (("--admitted", "2026-09-10 25:00"), "is not a time"),
        (("--ready-notice", "2026-02-30"), "the month has no such day"),
        (("--needs-from", "skolan"), "“skolan” is not one of: municipality, region."),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    sip: Sip, admitted: Path, root: Path, options: tuple[str, ...], said: str
) -> None:
    before = commits(root)
    done = sip("discharge", "base", *options)
    assert done.code == 2
    assert said in done.err
    assert commits(root) == before
    assert git(root, "status", "--porcelain") == ""


def test_the_same_step_twice_changes_nothing(sip: Sip, admitted: Path, root: Path) -> None:
    sip("discharge", "base", *ADMITTED)
    before = commits(root)
    again = sip("discharge", "base", *ADMITTED)
    assert again.code == 0
    assert "Nothing changed" in again.err
    assert commits(root) == before


def test_the_conversation_shows_the_steps_and_asks_for_the_next_ones(sip: Sip, admitted: Path, root: Path) -> None:
    before = commits(root)
    talk = Talk(root, "discharge", "base", "--today", "2026-09-18")
    talk.wait_for("6  meeting after coming home")
    talk.answer("When was the child admitted?", "fredag 22.15")  # the latest friday is today
    talk.wait_for("2026-09-18")
    talk.answer("municipality told", "2026-09-01 10:00")
    talk.answer("is before the admission", "")
    talk.answer("planning of the way home", "")
    talk.answer("Who is the care contact?", "Fia Påhitt")
    talk.answer("Number or word", "3")
    talk.answer("telephone", "")
    talk.answer("the child can leave?", "today")
    talk.wait_for("need support?")
    talk.answer("Number or word", "1, 2")
    talk.answer("call to the meeting sent?", "")
    talk.answer("come home?", "")
    assert talk.end() == 0, talk.seen
    assert commits(root) == before + 1
    assert case_text(admitted).endswith(
        "discharge:\n  admitted_at: 2026-09-18 22:15\n  care_contact:\n    name: Fia Påhitt\n    unit: bup\n"
        "  ready_notice_on: 2026-09-18\n  needs_from: [municipality, region]\n"
    )
    talk = Talk(root, "discharge", "base", "--today", "2026-09-18")
    talk.answer("municipality told", "2026-09-18 23:00")  # the admission is not asked for again
    talk.wait_for("planning of the way home")
    talk.interrupt()
    assert talk.end() == 130
    assert commits(root) == before + 1
    assert git(root, "status", "--porcelain") == ""


def test_a_conversation_with_nothing_said_writes_nothing(admitted: Path, root: Path) -> None:
    before = commits(root)
    talk = Talk(root, "discharge", "base", "--today", "2026-09-18")
    for question in ("child admitted?", "municipality told", "way home", "care contact?", "child can leave?"):
        talk.answer(question, "")
    assert talk.end() == 0, talk.seen
    assert "nothing was written" in talk.seen
    assert commits(root) == before
