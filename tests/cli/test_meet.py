"""`sip meet`: who came, how the child took part, what waits, and whether it is held at all (B10, B11, M9, M10)."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ended, Sip, commits, git
from tests.cli.test_invite import MET, begun, invite, invited, last, read, rules
from tests.cli.test_terminal import Talk
from tests.helpers import KRONOBERG, VASTERBOTTEN

EVERYONE = ["child", "vh1", "vh2", "skola", "bup"]


def meet(sip: Sip, *arguments: str, on: str = MET) -> Ended:
    return sip("meet", "x", *arguments, "--today", on)


def meeting() -> Any:
    return read()["meeting"]


def test_everyone_invited_came_when_nothing_else_is_said(sip: Sip, root: Path) -> None:
    invited(sip)
    before = commits(root)
    done = meet(sip)
    assert (done.code, done.out) == (0, "x: meeting held\n"), done.err
    assert (commits(root), last(root)[1]) == (before + 1, "meeting-held")
    assert git(root, "status", "--porcelain") == ""
    assert meeting() == {"date": MET, "time": "14:00", "place": "Rum 1", "held": True, "present": EVERYONE}
    assert "sip plan new x" in done.err
    assert "plan-missing" in rules(sip, MET)


@pytest.mark.parametrize(
    ("arguments", "present", "absent"),
    [
        ((), ["child", "vh1", "skola"], ["vh2", "bup"]),
        (("--absent", "skola"), ["child", "vh1"], ["vh2", "skola", "bup"]),
        (("--present", "vh2"), ["vh2"], ["child", "vh1", "skola", "bup"]),
        (("--present", "child,vh1,vh2", "--present", "skola"), ["child", "vh1", "vh2", "skola"], ["bup"]),
        (("--present", "Bo Exempelsson", "--absent", "skola"), ["child", "vh1", "vh2"], ["skola", "bup"]),
        (("--present", "bup", "--absent", "child"), ["vh1", "skola", "bup"], ["child", "vh2"]),
        (("--child-took-part", "letter"), ["vh1", "skola"], ["child", "vh2", "bup"]),
        (("--child-took-part", "part"), ["child", "vh1", "skola"], ["vh2", "bup"]),
        (("--substitute", "skola=Ola Påhitt"), ["child", "vh1"], ["vh2", "skola", "bup"]),
    ],
)
def test_who_had_declined_or_is_named_was_absent(
    sip: Sip, root: Path, arguments: tuple[str, ...], present: list[str], absent: list[str]
) -> None:
    """The psychiatry had named somebody to come instead; a guardian sends nobody."""
    invited(sip)
    sip("reply", "x", "bup", "--substitute", "Gia Påhitt", "--today", "2026-09-05")
    sip("reply", "x", "vh2", "--answer", "declined", "--today", "2026-09-05")
    done = meet(sip, *arguments)
    assert done.code == 0, done.err
    assert (meeting()["present"], meeting()["absent"]) == (present, absent)


def test_who_passed_the_invitation_on_is_neither_present_nor_absent(sip: Sip, root: Path) -> None:
    invited(sip)
    sip("reply", "x", "bup", "--passed-to", "skola", "--today", "2026-09-05")
    assert meet(sip).code == 0
    assert meeting()["present"] == ["child", "vh1", "vh2", "skola"]
    assert "absent" not in meeting()


def test_an_absence_without_a_substitute_is_recorded_and_the_rule_is_shown(sip: Sip, root: Path) -> None:
    invited(sip)
    done = meet(sip, "--absent", "bup")
    assert done.code == 0, done.err
    for words in ("substitute-missing: bup was absent on 2026-09-22", "När ska mötet hållas?"):
        assert words in done.err
    assert "substitute-missing" in rules(sip, MET)
    came = meet(sip, "--substitute", "bup=Gia Påhitt")
    assert came.out == "x: meeting record completed\n"
    assert "substitute-missing" not in rules(sip, MET)
    meet(sip, "--substitute", "bup=")
    assert "substitute-missing" in rules(sip, MET), "nobody came after all"


def test_a_child_who_was_not_there_is_told_afterwards(sip: Sip, root: Path) -> None:
    invited(sip)
    done = meet(sip, "--child-took-part", "letter", "--child-represented-by", "Cleo Påhitt")
    assert "an adult speaks for the child" in done.err
    assert "sip meet x --child-told-on DATE" in done.err
    told = meet(sip, "--child-told-on", "2026-09-23", on="2026-09-24")
    assert "--child-told-on" not in told.err
    said = meeting()
    assert {key: str(said[key]) for key in said if key.startswith("child_")} == {
        "child_participation": "letter", "child_represented_by": "Cleo Påhitt", "child_told_on": "2026-09-23",
    }  # fmt: skip
    assert "child" in said["absent"], "what was recorded stays"


def test_it_was_held_on_another_day(sip: Sip, root: Path) -> None:
    invited(sip)
    assert meet(sip, "--on", "2026-09-21", on="2026-09-21").code == 0
    assert meeting()["date"] == "2026-09-21"


def test_held_earlier_than_it_was_called_to_may_break_a_rule_and_is_recorded_all_the_same(sip: Sip, root: Path) -> None:
    invited(sip, KRONOBERG)
    done = meet(sip, "--on", "2026-09-15", "--because", "alla var på plats", on="2026-09-15")
    assert done.code == 0
    assert "invitation-too-late" in done.err
    assert read("case.yaml")["exceptions"][0]["rule"] == "invitation-too-late"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--on", "2026-10-01"), "2026-10-01 has not come"),
        (("--on", "2026-02-30"), "is not a day"),
        (("--absent", "bpu"), "Did you mean “bup”?"),
        (("--present", "vh1", "--absent", "vh1"), "Both present and absent: vh1"),
        (("--substitute", "bup"), "UNIT=NAME"),
        (("--substitute", "vh1=Gia Påhitt"), "“vh1” is not in this case"),
        (("--child-took-part", "hole"), "Did you mean “whole”?"),
        (("--child-told-on", "2026-09-20"), "before the meeting"),
        (("--waiting", "Skolskjuts"), "ABOUT=WHO"),
        (("--waiting", "Skolskjuts=20140312-2383"), "personal identity number"),
        (("--absence-decision", "hola"), "Did you mean “hold”?"),
        (("--absence-decision", "cancel", "--present", "vh1"), "was not held"),
        (("--decided-with", "vh1"), "--absence-decision"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    sip: Sip, root: Path, arguments: tuple[str, ...], words: str
) -> None:
    invited(sip)
    before = git(root, "rev-parse", "HEAD")
    refused = meet(sip, *arguments)
    assert refused.code == 2
    assert words in refused.err
    assert git(root, "rev-parse", "HEAD") == before
    assert git(root, "status", "--porcelain") == ""


def test_a_meeting_that_has_not_come_or_is_not_called_cannot_have_been_held(sip: Sip, root: Path) -> None:
    begun(sip)
    assert "sip invite x" in meet(sip).err
    assert invite(sip, "--date", MET, "--time", "14:00", "--place", "Rum 1").code == 0
    ended = meet(sip, on="2026-09-21")
    assert ended.code == 2
    assert "2026-09-22 has not come" in ended.err
    assert "--on DATE" in ended.err


def test_decisions_wait_until_everyone_was_told(sip: Sip, root: Path) -> None:
    """Named by number or by a part of the text; the same one twice is one."""
    invited(sip)
    waiting = ("--waiting", "Skolskjuts till skolan=rektorn", "--waiting", "Läxhjälp=skola")
    done = meet(sip, *waiting)
    assert "sip meet x --fed-back" in done.err
    meet(sip, *waiting[:2])
    assert meeting()["decisions_waiting"] == [
        {"about": "Skolskjuts till skolan", "waits_for": "rektorn"}, {"about": "Läxhjälp", "waits_for": "skola"},
    ]  # fmt: skip
    assert "decision-feedback-missing" in rules(sip, "2026-09-25")
    told = meet(sip, "--fed-back", "läxh=2026-09-24", on="2026-09-25")
    assert (told.code, told.out) == (0, "x: feedback given\n"), told.err
    assert last(root)[1] == "feedback-given"
    assert meet(sip, "--fed-back", "1", on="2026-09-26").code == 0
    assert [one["fed_back_on"] for one in meeting()["decisions_waiting"]] == ["2026-09-26", "2026-09-24"]
    assert "decision-feedback-missing" not in rules(sip, "2026-09-26")
    none = meet(sip, "--fed-back", "1", on="2026-09-27")
    assert none.code == 1
    assert "No decision" in none.err


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ("skolskjutz", 2, "Did you mean"),
        ("3", 2, "“3” is not in this case"),
        ("1=2026-09-20", 2, "before the meeting"),
        ("1=nyss", 2, "is not a day"),
    ],
)
def test_feedback_that_cannot_be(sip: Sip, root: Path, said: str, code: int, words: str) -> None:
    invited(sip)
    meet(sip, "--waiting", "skolskjuts=rektorn")
    ended = meet(sip, "--fed-back", said, on="2026-09-25")
    assert ended.code == code
    assert words in ended.err


def test_held_although_somebody_cannot_come_is_decided_with_the_guardians(sip: Sip, root: Path) -> None:
    invited(sip, KRONOBERG)
    sip("reply", "x", "bup", "--answer", "declined", "--today", "2026-09-05")
    assert "absence-decision-missing" in rules(sip, "2026-09-06")
    refused = meet(sip, "--absence-decision", "hold", on="2026-09-06")
    assert refused.code == 2
    assert "--decided-with" in refused.err
    done = meet(sip, "--absence-decision", "hold", "--decided-with", "vh1, Bo Exempelsson", on="2026-09-06")
    assert (done.code, done.out) == (0, "x: decision at absence\n"), done.err
    assert last(root)[1] == "absence-decided"
    assert meeting()["absence_decision"] == {
        "decision": "hold", "decided_with": ["vh1", "vh2"], "decided_on": "2026-09-06",
    }  # fmt: skip
    assert meeting()["held"] is False
    assert "absence-decision-missing" not in rules(sip, "2026-09-06")


def test_a_cancelled_meeting_is_over_until_another_is_called(sip: Sip, root: Path) -> None:
    invited(sip)
    done = meet(sip, "--absence-decision", "ställs in", on="2026-09-06")
    assert done.code == 2
    done = meet(sip, "--absence-decision", "cancel", "--decided-on", "2026-09-05", on="2026-09-06")
    assert done.out == "x: meeting cancelled\n", done.err
    assert last(root)[1] == "meeting-cancelled"
    assert "sip invite x --date DATE" in done.err
    again = meet(sip)
    assert again.code == 1
    assert "was cancelled" in again.err


def test_a_meeting_that_was_held_is_not_cancelled(sip: Sip, root: Path) -> None:
    invited(sip)
    meet(sip)
    refused = meet(sip, "--absence-decision", "cancel", "--decided-with", "vh1")
    assert refused.code == 1
    assert "was held on 2026-09-22" in refused.err


def test_comments_survive_and_who_was_there_is_read_back(sip: Sip, base: Path, root: Path) -> None:
    path = base / "invitation.yaml"
    done = sip("meet", "base", "--absent", "bup", "--substitute", "bup=Gia Påhitt", "--today", "2026-09-30")
    assert done.code == 0, done.err
    text = path.read_text(encoding="utf-8")
    assert "form: physical                 # physical | digital" in text
    assert "  present: [child, vh1, vh2, skola, soc]" in text
    assert "  absent: [bup]" in text
    assert "bup, role: behandling, response: accepted, mandate: true, substitute: Gia Påhitt}" in text
    assert sip("meet", "base", "--absent", "bup", "--today", "2026-09-30").out == ""


def test_a_conversation_about_the_meeting(sip: Sip, root: Path) -> None:
    invited(sip)
    sip(
        "prepare", "child", "x", "--on", "2026-09-02", "--participation", "letter", "--spokesperson", "Cleo Påhitt",
        "--today", "2026-09-02",
    )  # fmt: skip
    sip("reply", "x", "bup", "--answer", "declined", "--today", "2026-09-05")
    talk = Talk(root, "meet", "x", "--today", MET)
    talk.answer("On which day was it held? [2026-09-22]", "imorgon")
    talk.wait_for("has not come")
    talk.answer("On which day was it held?", "")
    talk.answer("Number or word [bup]", "")
    talk.wait_for("The wish beforehand: ")
    talk.answer("Number or word:", "letter")
    talk.answer("Were all of them there?", "y")
    talk.answer("Who came instead from BUP", "")
    talk.answer("Who spoke for the child? (Chosen beforehand: Cleo Påhitt)", "Cleo Påhitt")
    talk.answer("When was the child told", "")
    talk.answer("Who led the meeting?", "Ada Påhitt")
    talk.answer("Who took notes?", "")
    talk.answer("Which decision waits", "Skolskjuts")
    talk.answer("Whom does it wait for?", "")
    talk.answer("Whom does it wait for?", "rektorn")
    talk.answer("Which decision waits", "")
    talk.wait_for("source: ")
    talk.answer("Why was it so?", "ingen kunde komma")
    talk.wait_for("x: meeting held")
    assert talk.end() == 0, talk.seen
    said = meeting()
    assert (said["present"], said["absent"]) == (["vh1", "vh2", "skola"], ["child", "bup"])
    assert said["child_represented_by"] == "Cleo Påhitt"
    assert said["chair"] == "Ada Påhitt"
    assert [one["reason"] for one in read("case.yaml")["exceptions"]] == ["ingen kunde komma"]
    assert said["decisions_waiting"] == [{"about": "Skolskjuts", "waits_for": "rektorn"}]
    talk = Talk(root, "meet", "x", "--today", "2026-09-25")
    talk.answer("When was everyone told of", "igår")
    assert talk.end() == 0, talk.seen
    assert meeting()["decisions_waiting"][0]["fed_back_on"] == "2026-09-24"


def test_enter_all_the_way_records_nothing_that_nobody_said(sip: Sip, root: Path) -> None:
    """Neither how the child took part, nor who spoke for it, nor that somebody came who had not replied."""
    invited(sip)
    sip("prepare", "child", "x", "--participation", "whole", "--spokesperson", "Cleo Påhitt", "--today", "2026-09-02")
    sip("reply", "x", "vh1", "--answer", "accepted", "--today", "2026-09-05")
    talk = Talk(root, "meet", "x", "--today", MET)
    for question in (
        "On which day was it held?", "Number or word:", "Number or word:", "Were all of them there?",
        "Who led the meeting?", "Who took notes?", "Which decision waits",
    ):  # fmt: skip
        talk.answer(question, "")
    assert talk.end() == 0, talk.seen
    assert meeting() == {"date": MET, "time": "14:00", "place": "Rum 1", "held": True, "present": ["vh1"]}


def test_who_came_is_asked_of_those_who_had_not_replied(sip: Sip, root: Path) -> None:
    """What is said of a child who took part needs no question, and nor does who had accepted."""
    invited(sip)
    sip("reply", "x", "vh1", "--answer", "accepted", "--today", "2026-09-05")
    talk = Talk(root, "meet", "x", "--today", MET)
    talk.answer("On which day was it held?", "")
    talk.answer("Number or word:", "")
    talk.answer("Number or word:", "part")
    talk.wait_for("Counted as present")
    talk.answer("Were all of them there?", "n")
    talk.answer("Number or word:", "skola")
    talk.answer("Who came instead from BUP", "Gia Påhitt")
    for question in ("Who led the meeting?", "Who took notes?", "Which decision waits"):
        talk.answer(question, "")
    assert talk.end() == 0, talk.seen
    said = meeting()
    assert (said["present"], said["absent"]) == (["child", "vh1", "skola"], ["vh2", "bup"])
    assert said["child_participation"] == "part"


def test_in_a_conversation_before_the_day_it_is_held_or_cancelled(sip: Sip, root: Path) -> None:
    invited(sip, VASTERBOTTEN)
    before = git(root, "rev-parse", "HEAD")
    talk = Talk(root, "meet", "x", "--today", "2026-09-06")
    talk.answer("Is it held, or cancelled?", "")
    assert talk.end() == 1
    assert git(root, "rev-parse", "HEAD") == before
    talk = Talk(root, "meet", "x", "--today", "2026-09-06")
    talk.answer("Is it held, or cancelled?", "2")
    talk.answer("With whom was that decided?", "vh1, vh2")
    talk.answer("On which day was it decided?", "")
    assert talk.end() == 0, talk.seen
    assert meeting()["absence_decision"]["decision"] == "cancel"


def test_ctrl_c_leaves_nothing(sip: Sip, root: Path) -> None:
    invited(sip)
    before = git(root, "rev-parse", "HEAD")
    talk = Talk(root, "meet", "x", "--today", MET)
    talk.answer("On which day was it held?", "")
    talk.wait_for("Who was absent?")
    talk.interrupt()
    assert talk.end() == 130
    assert git(root, "rev-parse", "HEAD") == before
    assert git(root, "status", "--porcelain") == ""
