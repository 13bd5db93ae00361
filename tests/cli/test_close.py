"""sip close and sip reopen: nothing is refused, what is left undone is said, and a closing can be completed."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import ryaml

from sipcli.archive.archive import open_archive
from sipcli.archive.checking import judge_case
from tests.cli.conftest import Ended, Sip, commits, git
from tests.helpers import (
    CLOSED,
    UNITS,
    VASTERBOTTEN,
    VASTRA_GOTALAND,
    Files,
    case,
    changed,
    consent,
    consents,
    findings,
)

TODAY = "2026-11-23"
EVERYONE = ("child", "vh1", "vh2", *UNITS)
OF_CLOSING = {
    "closing-reason-missing", "closing-reason-contradicted", "closing-not-told", "reentry-contact-missing",
    "closed-with-open-dispute",
}  # fmt: skip


def close(sip: Sip, *options: str, today: str = TODAY) -> Ended:
    return sip("close", "base", "--today", today, *options)


def read(base: Path, name: str = "closing.yaml") -> Any:
    return ryaml.loads((base / name).read_text(encoding="utf-8"))


def rules(root: Path, today: str = TODAY) -> set[str]:
    return {one.rule for one in judge_case(open_archive(root), "base", date.fromisoformat(today)).findings}


def write_yaml(base: Path, name: str, data: Any) -> None:
    (base / name).parent.mkdir(exist_ok=True)
    (base / name).write_text(ryaml.dumps(data), encoding="utf-8")


def test_everything_by_options_is_one_commit_with_nothing_left_to_tell(base: Path, root: Path, sip: Sip) -> None:
    before = commits(root)
    done = close(
        sip, "--on", "2026-11-20", "--reason", "no-longer-needed", "--told", "all=2026-11-20", "--told", "skola=idag",
        "--reentry-contact", "Eli Påhitt, 070-1740608", "--documented", "soc", "--documented", "BUP Hittepå=2026-11-21",
        "--cancel-follow-ups", "--comment", "Alla var överens",
    )  # fmt: skip
    assert (done.code, done.last) == (0, "base: case closed"), done.err
    assert read(base) == {
        "date": "2026-11-20",
        "reason": "no-longer-needed",
        "informed": dict.fromkeys(EVERYONE, "2026-11-20") | {"skola": TODAY},
        "reentry_contact": "Eli Påhitt, 070-1740608",
        "documented": {"soc": TODAY, "bup": "2026-11-21"},
        "comment": "Alla var överens",
    }
    assert (base / "closing.yaml").read_text(encoding="utf-8").startswith("# yaml-language-server:")
    assert read(base, "follow-ups/2026-12-01.yaml")["status"] == "cancelled"
    assert "# booked | held | cancelled" in (base / "follow-ups/2026-12-01.yaml").read_text(encoding="utf-8")
    assert commits(root) == before + 1
    message = git(root, "log", "-1", "--format=%B")
    assert "Sip-Action: case-closed" in message
    assert "Eli" not in message
    assert git(root, "status", "--porcelain") == ""
    assert not rules(root) & OF_CLOSING
    assert "case closed" in sip("history", "base").out


def test_nothing_is_refused_and_what_is_left_undone_is_said(base: Path, root: Path, sip: Sip) -> None:
    write_yaml(base, "events/2026-11-01-move.yaml", {"date": "2026-11-01", "kind": "move"})
    write_yaml(base, "events/2026-11-02-dispute.yaml", {"date": "2026-11-02", "kind": "dispute", "parties": ["soc"]})
    waiting = {
        "date": "2026-11-10",
        "status": "held",
        "decisions_waiting": [{"about": "Skolskjuts", "waits_for": "soc"}],
    }
    write_yaml(base, "follow-ups/2026-11-10.yaml", waiting)
    write_yaml(base, "follow-ups/2026-11-15.yaml", {"date": "2026-11-15", "status": "booked"})
    done = close(sip)
    assert (done.code, done.last) == (0, "base: case closed")
    for words in (
        "the goal m1 is open: Lova trivs i skolan",
        "“Föräldrastöd” is not finished (soc)",
        "a follow-up is booked on 2026-12-01, and nobody will come",
        "the follow-up of 2026-11-15 is noted neither as held nor as cancelled",
        "the dispute of 2026-11-02 is not resolved",
        "nothing is decided about what happened on 2026-11-01 (move)",
        "a decision waits for soc: Skolskjuts",
        "at the follow-up of 2026-11-10 no survey was sent",
        "--cancel-follow-ups cancels them",
        "closing-not-told: child, vh1, vh2, skola, soc and bup",
        "reentry-contact-missing",
        "closing-reason-missing",
        "source: Region Västerbotten",
        "“sip close base” adds what is missing",
    ):
        assert words in done.err, words
    assert read(base) == {"date": TODAY}, "a reason that nobody gave is not made up"
    assert {"closing-reason-missing", "closing-not-told", "reentry-contact-missing"} <= rules(root)
    assert read(base, "follow-ups/2026-12-01.yaml")["status"] == "booked"


def test_an_intervention_without_a_unit_is_left_undone_by_nobody_in_particular(base: Path, sip: Sip) -> None:
    plan = base / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    assert "unit: soc" in text
    data = ryaml.loads(text)
    for one in data["interventions"]:
        one.pop("unit") if one["unit"] == "soc" else None
    write_yaml(base, "plan.yaml", data)
    done = close(sip)
    assert "the intervention “Föräldrastöd” is not finished (no unit is named)" in done.err
    assert "“Anpassat schema” is not finished (skola)" in done.err


def test_what_is_done_is_not_said_to_be_left(base: Path, sip: Sip) -> None:
    plan = base / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    for old, new in (
        ("status: open", "status: met"),
        ("status: active", "status: completed"),
        ("planned", "cancelled"),
    ):
        text = text.replace(old, new)
    plan.write_text(text, encoding="utf-8")
    (base / "follow-ups" / "2026-12-01.yaml").unlink()
    done = close(sip, "--reason", "goals-met", "--told", "all", "--reentry-contact", "Ada Påhitt")
    assert done.err.replace("Note:", "") == done.err
    assert "Left undone" not in done.err
    assert "adds what is missing" not in done.err


def test_goals_said_to_be_met_that_are_open_are_shown_with_the_rule_and_its_source(
    base: Path, root: Path, sip: Sip
) -> None:
    done = close(sip, "--reason", "goals-met")
    assert done.code == 0
    assert "closing-reason-contradicted: the reason is that the goals are met, but m1 and m2 are open" in done.err
    assert "När ska planen avslutas" in done.err
    assert "closing-reason-contradicted" in rules(root)


def test_goals_are_settled_in_the_same_commit(base: Path, root: Path, sip: Sip) -> None:
    before = commits(root)
    done = close(sip, "--reason", "goals-met", "--goal", "m1=met", "--goal", "m2=dropped")
    assert "contradicted" not in done.err
    assert [one["status"] for one in read(base, "plan.yaml")["goals"]] == ["met", "dropped"]
    assert "# open | met | dropped" in (base / "plan.yaml").read_text(encoding="utf-8")
    assert commits(root) == before + 1


@pytest.mark.parametrize(
    ("guideline", "givers", "proposed"),
    [
        (VASTRA_GOTALAND, ["vh1"], True),
        (VASTERBOTTEN, ["vh1"], False),
        (VASTERBOTTEN, ["vh1", "vh2", "child"], True),
        ("kronoberg", ["vh1", "vh2"], True),
        ("kronoberg", [], False),
    ],
)
def test_a_withdrawn_consent_suggests_the_reason(
    base: Path, sip: Sip, guideline: str, givers: list[str], proposed: bool
) -> None:
    records = [consent(giver, status="withdrawn", withdrawn_on="2026-11-01") for giver in givers]
    records += [consent(giver) for giver in ("vh1", "vh2") if giver not in givers]
    write_yaml(base, "consent.yaml", {"consents": records})
    file = base / "case.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("vasterbotten", guideline), encoding="utf-8")
    assert ("could be consent-withdrawn" in close(sip).err) == proposed


def test_met_goals_suggest_the_reason(base: Path, sip: Sip) -> None:
    plan = base / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("status: open", "status: met"), encoding="utf-8")
    assert "could be goals-met" in close(sip).err


def test_run_again_it_completes_the_closing(base: Path, root: Path, sip: Sip) -> None:
    close(sip, "--reason", "no-longer-needed", "--told", "child")
    closing = base / "closing.yaml"
    closing.write_text(closing.read_text(encoding="utf-8") + "# bra avslut\n", encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "a note")
    done = close(sip, "--told", "all", "--reentry-contact", "Ada Påhitt, 070-1740607", today="2026-12-01")
    assert done.last == "base: closing completed"
    assert "base is closed already, on 2026-11-23" in done.err
    assert "Left undone" not in done.err
    assert "Sip-Action: closing-completed" in git(root, "log", "-1", "--format=%B")
    assert read(base)["informed"] == {"child": TODAY} | dict.fromkeys(EVERYONE[1:], "2026-12-01")
    assert (read(base)["date"], read(base)["reason"]) == (TODAY, "no-longer-needed")
    assert "# bra avslut" in closing.read_text(encoding="utf-8")
    assert not rules(root, "2026-12-01") & OF_CLOSING
    again = close(sip, "--told", "child", "--told", "vh1", today="2026-12-02")
    assert "Nothing changed" in again.err, "a day that is there stays, unless another one is given"
    close(sip, "--told", "vh1=2026-11-30", "--on", "2026-11-22", "--reason", "consent-withdrawn", today="2026-12-02")
    assert read(base)["informed"]["vh1"] == "2026-11-30"
    assert (read(base)["date"], read(base)["reason"]) == ("2026-11-22", "consent-withdrawn")


def test_the_fix_of_a_finding_is_a_command_that_mends_it(base: Path, root: Path, sip: Sip) -> None:
    close(sip, "--reason", "no-longer-needed", "--told", "child", "--reentry-contact", "Ada Påhitt")
    found = judge_case(open_archive(root), "base", date.fromisoformat(TODAY)).findings
    [fix] = [one.fix for one in found if one.rule == "closing-not-told"]
    assert sip(*fix.split()[1:], "--today", TODAY).last == "base: closing completed"
    assert not rules(root) & OF_CLOSING


def test_a_follow_up_that_was_only_named_as_the_next_is_cancelled_too(base: Path, root: Path, sip: Sip) -> None:
    held = {"date": "2026-11-10", "status": "held", "next_on": "2027-01-10"}
    write_yaml(base, "follow-ups/2026-11-10.yaml", held)
    (base / "follow-ups" / "2026-12-01.yaml").unlink()
    close(sip, "--cancel-follow-ups")
    assert read(base, "follow-ups/2027-01-10.yaml") == {"date": "2027-01-10", "status": "cancelled"}
    assert read(base, "follow-ups/2026-11-10.yaml") == held
    assert "2027-01-10" not in sip("status", "--within", "400d", "--today", TODAY).out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--told", "skolla"), "Did you mean “skola”?"),
        (("--documented", "vh1"), "“vh1” is not in this case"),
        (("--reason", "goals-mett"), "Did you mean “goals-met”?"),
        (("--on", "2026-02-30"), "2026-02-30"),
        (("--told", "skola=2026-13-01"), "2026-13-01"),
        (("--goal", "m11=met"), "Did you mean “m1”?"),
        (("--goal", "m1"), "GOAL=STATUS"),
        (("--goal", "m1=open"), "is not one of: met, dropped"),
        (("--reentry-contact", "ring 20140312-2380"), "personal identity number"),
    ],
)
def test_what_cannot_be_understood_writes_nothing(
    base: Path, root: Path, sip: Sip, options: tuple[str, ...], words: str
) -> None:
    before = commits(root)
    done = close(sip, *options)
    assert done.code == 2, done.err
    assert words in done.err
    assert (commits(root), (base / "closing.yaml").exists()) == (before, False)
    assert git(root, "status", "--porcelain") == ""


def test_before_the_case_was_opened_is_remarked_on_and_recorded(base: Path, sip: Sip) -> None:
    done = close(sip, "--on", "2026-08-01")
    assert done.code == 0
    assert "date-order" in done.err


def test_a_day_to_come_closes_the_case_from_then(base: Path, root: Path, sip: Sip) -> None:
    done = close(sip, "--on", "2026-12-31", "--reason", "no-longer-needed")
    assert "2026-12-31 is after 2026-11-23" in done.err
    assert "closing-not-told" not in rules(root)
    assert "closing-not-told" in rules(root, "2026-12-31")
    assert close(sip, "--told", "child").last == "base: closing completed"
    assert read(base)["date"] == "2026-12-31"


def closed(sip: Sip, on: str = "2026-10-01") -> None:
    options = ("--told", "all", "--reason", "no-longer-needed", "--reentry-contact", "Ada Påhitt")
    assert close(sip, *options, today=on).code == 0


def test_a_case_is_opened_again_and_keeps_what_its_closing_said(base: Path, root: Path, sip: Sip) -> None:
    closed(sip)
    before, count = read(base), commits(root)
    done = sip("reopen", "base", "--reason", "Skolan har ringt", "--on", "2026-11-20", "--today", TODAY)
    assert (done.code, done.out) == (0, "base: case reopened\n"), done.err
    assert read(base) == {**before, "reopened_on": "2026-11-20", "reopened_reason": "Skolan har ringt"}
    assert commits(root) == count + 1
    message = git(root, "log", "-1", "--format=%B")
    assert "Sip-Action: case-reopened" in message
    assert "Skolan" not in message
    assert not rules(root) & OF_CLOSING
    assert "closed" not in sip("list", "--today", TODAY).out
    assert "ask anew" not in done.err, "all consents still hold"


def test_a_reopening_says_which_goals_are_noted_as_met(base: Path, sip: Sip) -> None:
    assert close(sip, "--goal", "m2=met", "--reason", "no-longer-needed", today="2026-10-01").code == 0
    done = sip("reopen", "base", "--reason", "Skolan har ringt", "--today", TODAY)
    assert "These goals are noted as met:\n  m2: Lova är med på två lektioner" in done.err
    assert "Lova trivs i skolan" not in done.err
    command = "sip plan goal base --id m2 --status open"
    assert command in done.err
    assert sip(*command.split()[1:], "--today", TODAY).code == 0
    assert [one["status"] for one in read(base, "plan.yaml")["goals"]] == ["open", "open"]


def test_consents_that_no_longer_hold_are_to_be_asked_for_anew(base: Path, sip: Sip) -> None:
    closed(sip)
    done = sip("reopen", "base", "--reason", "Skolan har ringt", "--today", "2027-10-01")
    assert "ask anew for what no longer holds" in done.err
    assert "consent-expired: " in done.err
    assert "2027-08-31" in done.err


def test_a_case_closed_for_a_withdrawal_is_told_what_stands_in_the_way(base: Path, sip: Sip) -> None:
    both = [consent(one, status="withdrawn", withdrawn_on="2026-09-30") for one in ("vh1", "vh2", "child")]
    write_yaml(base, "consent.yaml", {"consents": both})
    closed(sip)
    done = sip("reopen", "base", "--reason", "De vill igen", "--today", TODAY)
    assert done.code == 0
    for rule in ("consent-withdrawn", "closing-required"):
        assert f"{rule}: " in done.err


@pytest.mark.parametrize(
    ("options", "words", "code"),
    [
        (("--today", TODAY), "--reason is missing", 2),
        (("--reason", "x", "--on", "2026-09-30", "--today", TODAY), "cannot be opened again before that", 1),
        (("--reason", "x", "--on", "2026-11-31", "--today", TODAY), "2026-11-31", 2),
        (("--reason", "20140312-2380", "--today", TODAY), "personal identity number", 2),
    ],
)
def test_a_reopening_that_cannot_be_writes_nothing(
    base: Path, root: Path, sip: Sip, options: tuple[str, ...], words: str, code: int
) -> None:
    closed(sip)
    before, count = read(base), commits(root)
    done = sip("reopen", "base", *options)
    assert (done.code, words in done.err) == (code, True), done.err
    assert (read(base), commits(root)) == (before, count)


def test_an_open_case_cannot_be_opened_again(base: Path, root: Path, sip: Sip) -> None:
    assert "is not closed" in sip("reopen", "base", "--today", TODAY).err, "said before a reason is asked for"
    closed(sip)
    sip("reopen", "base", "--reason", "x", "--today", TODAY)
    again = sip("reopen", "base", "--reason", "x", "--today", TODAY)
    assert (again.code, "is not closed" in again.err) == (1, True)


@pytest.mark.parametrize("command", [("close",), ("reopen", "--reason", "x")])
def test_a_closing_that_cannot_be_read_is_to_be_mended_first(
    base: Path, root: Path, sip: Sip, command: tuple[str, ...]
) -> None:
    (base / "closing.yaml").write_text("date: 2026-10-01\nresaon: goals-met\n", encoding="utf-8")
    done = sip(command[0], "base", *command[1:], "--today", TODAY)
    assert done.code == 3
    assert "closing.yaml, line 2" in done.err
    assert (base / "closing.yaml").read_text(encoding="utf-8") == "date: 2026-10-01\nresaon: goals-met\n"


def test_closed_a_second_time_it_has_a_new_closing_and_git_keeps_the_first(base: Path, root: Path, sip: Sip) -> None:
    closed(sip)
    first = (base / "closing.yaml").read_text(encoding="utf-8")
    sip("reopen", "base", "--reason", "Skolan har ringt", "--on", "2026-11-01", "--today", "2026-11-01")
    done = close(sip, "--reason", "consent-withdrawn", "--told", "child")
    assert done.last == "base: case closed"
    assert read(base) == {"date": TODAY, "reason": "consent-withdrawn", "informed": {"child": TODAY}}
    assert git(root, "show", "HEAD~2:cases/base/closing.yaml") == first
    assert {"closing-not-told", "reentry-contact-missing"} <= rules(root)
    for _undo in range(2):
        assert sip("undo", "base").code == 0
    assert (base / "closing.yaml").read_text(encoding="utf-8") == first


REOPENED: Files = {"closing.yaml": {"date": "2026-10-01", "reopened_on": "2026-11-01", "reopened_reason": "Mer skola"}}
"""A closing that told nobody and said nothing, and was taken up again."""


@pytest.mark.parametrize("guideline", [VASTERBOTTEN, VASTRA_GOTALAND])
def test_the_rules_judge_an_open_case_again_from_the_day_of_reopening(guideline: str) -> None:
    goals = {"plan.yaml": {"goals": [{"id": "m1", "term": "long", "text": "Trivs", "status": "open"}]}}
    dispute = {"events/2026-09-20-dispute.yaml": {"date": "2026-09-20", "kind": "dispute", "parties": ["soc", "bup"]}}
    files = changed(case(write=dispute), goals, write=REOPENED)
    reasoned = changed(files, {"closing.yaml": {"reason": "goals-met"}})

    def spoken(some: Files, today: str) -> set[str]:
        return {one.rule for one in findings(some, today, guideline)} & (OF_CLOSING | {"dispute-not-escalated"})

    assert spoken(files, "2026-10-31") >= {"closing-reason-missing", "closing-not-told", "reentry-contact-missing"}
    assert ("closed-with-open-dispute" in spoken(files, "2026-10-31")) == (guideline == VASTRA_GOTALAND)
    assert "closing-reason-contradicted" in spoken(reasoned, "2026-10-31")
    assert "dispute-not-escalated" not in spoken(files, "2026-10-31")
    assert not spoken(files, "2026-11-01") & OF_CLOSING
    assert not spoken(reasoned, "2026-11-01") & OF_CLOSING
    assert ("dispute-not-escalated" in spoken(files, "2026-11-01")) == (guideline == VASTRA_GOTALAND)


def test_a_withdrawal_before_the_closing_speaks_again_until_the_consent_is_given_anew() -> None:
    withdrawn = [consent(one, status="withdrawn", withdrawn_on="2026-09-28") for one in ("vh1", "vh2", "child")]
    files = case(consents(*withdrawn), write=REOPENED)
    assert "closing-required" not in {one.rule for one in findings(files, "2026-10-31")}
    assert {"closing-required", "consent-withdrawn"} <= {one.rule for one in findings(files, "2026-11-01")}
    anew = [consent(one, given_on="2026-11-01") for one in ("vh1", "vh2")]
    files = case(consents(*withdrawn, *anew), write=REOPENED)
    said = {one.rule for one in findings(files, "2026-11-01")}
    assert "closing-required" not in said


def test_dates_of_a_reopened_case_stand_in_order() -> None:
    def wrong(**closing: str) -> bool:
        files = case(write={"closing.yaml": CLOSED["closing.yaml"] | closing})
        return "date-order" in {one.rule for one in findings(files, "2027-01-01")}

    assert not wrong(reopened_on="2026-11-01")
    assert wrong(reopened_on="2026-09-30")


if os.name != "nt":
    from tests.cli.test_terminal import Talk

    def test_a_closing_by_questions(base: Path, root: Path, sip: Sip) -> None:
        """Goals that are open though said to be met are settled; everyone is offered as told."""
        talk = Talk(root, "close", "base", "--today", TODAY)
        talk.answer("On which day does the plan end", "igår")
        talk.wait_for("the goal m1 is open")
        talk.answer("Number or word", "goals met")
        talk.wait_for("closing-reason-contradicted")
        talk.answer("Number or word [say which goals are met or dropped]", "")
        talk.answer("Number or word [open]", "met")
        talk.answer("Number or word [open]", "dropped")
        talk.wait_for("Who has been told")
        talk.answer("Number or word", "skolla")
        talk.answer("Number or word", "all")
        talk.answer("On which day?", "")
        talk.answer("Where do child and guardians turn", "Eli Påhitt, 070-1740608")
        talk.answer("Number or word", "1, bup")
        talk.answer("On which day?", "2026-11-22")
        talk.answer("Cancel the follow-ups", "y")
        talk.answer("good to know", "")
        assert talk.end() == 0, talk.seen
        assert read(base) == {
            "date": "2026-11-22",
            "reason": "goals-met",
            "informed": dict.fromkeys(EVERYONE, TODAY),
            "reentry_contact": "Eli Påhitt, 070-1740608",
            "documented": {"skola": "2026-11-22", "bup": "2026-11-22"},
        }
        assert [one["status"] for one in read(base, "plan.yaml")["goals"]] == ["met", "dropped"]
        assert git(root, "status", "--porcelain") == ""
        assert not rules(root) & OF_CLOSING

    def test_another_reason_instead_and_all_else_skipped(base: Path, root: Path) -> None:
        talk = Talk(root, "close", "base", "--today", TODAY)
        talk.answer("On which day does the plan end", "")
        talk.answer("Number or word", "1")
        talk.answer("Number or word [say which goals are met or dropped]", "reason")
        talk.answer("Number or word [no longer needed]", "")
        for question in (
            "Number or word",
            "Where do child and guardians turn",
            "Number or word",
            "Cancel the follow-ups",
            "good to know",
        ):
            talk.answer(question, "")
        assert talk.end() == 0, talk.seen
        assert read(base) == {"date": TODAY, "reason": "no-longer-needed"}

    def test_a_goal_of_which_nothing_is_said_stays_open(base: Path, root: Path) -> None:
        """Enter never notes a goal as met; the finding stays."""
        before = (base / "plan.yaml").read_bytes()
        talk = Talk(root, "close", "base", "--today", TODAY)
        talk.answer("On which day does the plan end", "")
        talk.answer("Number or word", "goals met")
        talk.answer("Number or word [say which goals are met or dropped]", "")
        talk.answer("Number or word [open]", "")
        talk.answer("Number or word [open]", "")
        for question in ("Number or word", "Where do child", "Number or word", "Cancel", "good to know"):
            talk.answer(question, "")
        talk.wait_for("closing-reason-contradicted")
        assert talk.end() == 0, talk.seen
        assert (base / "plan.yaml").read_bytes() == before

    def test_the_reason_that_the_case_suggests_is_taken_with_enter(base: Path, root: Path) -> None:
        plan = base / "plan.yaml"
        plan.write_text(plan.read_text(encoding="utf-8").replace("status: open", "status: met"), encoding="utf-8")
        talk = Talk(root, "close", "base", "--today", TODAY)
        talk.answer("On which day does the plan end", "")
        talk.answer("Number or word [goals met]", "")
        for question in (
            "Number or word",
            "Where do child and guardians turn",
            "Number or word",
            "Cancel",
            "good to know",
        ):
            talk.answer(question, "")
        assert talk.end() == 0, talk.seen
        assert read(base)["reason"] == "goals-met"

    def test_ctrl_c_in_the_middle_leaves_nothing(base: Path, root: Path) -> None:
        before = commits(root)
        talk = Talk(root, "close", "base", "--today", TODAY)
        talk.answer("On which day does the plan end", "")
        talk.answer("Number or word", "3")
        talk.wait_for("Who has been told")
        talk.interrupt()
        assert talk.end() == 130
        assert (commits(root), git(root, "status", "--porcelain")) == (before, "")

    def test_a_reopening_by_questions(base: Path, root: Path, sip: Sip) -> None:
        closed(sip)
        talk = Talk(root, "reopen", "base", "--today", TODAY)
        talk.answer("Why is the plan needed again", "")
        talk.answer("Why is the plan needed again", "20140312-2380")
        talk.answer("Why is the plan needed again", "Skolan har ringt")
        talk.answer("From which day", "2026-09-30")
        assert talk.end() == 1, talk.seen
        talk = Talk(root, "reopen", "base", "--today", TODAY)
        talk.answer("Why is the plan needed again", "Skolan har ringt")
        talk.answer("From which day", "")
        assert talk.end() == 0, talk.seen
        assert read(base)["reopened_on"] == TODAY
