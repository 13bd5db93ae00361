"""`sip invite`: to the first meeting and to follow-ups, once and again, and what rules say against it (B1-B8, M1)."""

import json
from pathlib import Path
from typing import Any

import pytest
import ryaml

from tests.cli.conftest import Ended, Sip, commits, git
from tests.cli.test_terminal import Talk
from tests.helpers import KRONOBERG, VASTERBOTTEN, VASTRA_GOTALAND

SENT, MET = "2026-09-01", "2026-09-22"
CALL = ("--date", MET, "--time", "14:00", "--place", "Rum 1")
FOLLOW_UP = ("--follow-up", "2026-12-01", "--today", "2026-11-03")
FILE = "follow-ups/2026-12-01.yaml"
DOCUMENT = "documents/2026-11-03-invitation-follow-up-2026-12-01"


def begun(sip: Sip, guideline: str = VASTERBOTTEN) -> None:
    """Begin the case x: the guardians consent for school and psychiatry; the employment service need not come."""
    new = sip(
        "new", "--guideline", guideline, "--child", "Lova Exempelsson", "--born", "2014-03-12", "--id", "x",
        "--need-noticed", SENT, "--noticed-by", "skola", "--guardian", "Alva Exempelsson", "--guardian",
        "Bo Exempelsson", "--unit", "skola:school:municipality:Påhittskolan", "--unit",
        "bup:child-psychiatry:region:BUP Hittepå", "--unit", "af:employment-service:state:AF Påhitt", "--today", SENT,
    )  # fmt: skip
    assert new.code == 0, new.err
    assert read("case.yaml")["units"][-1]["obliged"] is False
    for giver in ("vh1", "vh2"):
        given = ("--giver", giver, "--unit", "skola", "--unit", "bup", "--on", SENT, "--today", SENT)
        assert sip("consent", "give", "x", *given).code == 0


def invite(sip: Sip, *arguments: str, on: str = SENT) -> Ended:
    return sip("invite", "x", *arguments, "--today", on)


def invited(sip: Sip, guideline: str = VASTERBOTTEN) -> None:
    begun(sip, guideline)
    done = invite(sip, *CALL, "--purpose", "Trivas", "--reason", "Frånvaro", "--agenda", "nuläge")
    assert done.code == 0, done.err


def read(name: str = "invitation.yaml", case: str = "x") -> Any:
    return ryaml.loads(Path("cases", case, name).read_text(encoding="utf-8"))


def rules(sip: Sip, today: str, case: str = "x") -> set[str]:
    found = json.loads(sip("check", case, "--today", today, "--format", "json").out)["findings"]
    return {one["rule"] for one in found}


def last(root: Path) -> list[str]:
    """Return the subject and the action of the last commit."""
    return git(root, "log", "-1", "--format=%s%n%(trailers:key=Sip-Action,valueonly)").split("\n")[:2]


def test_everyone_who_has_to_come_is_invited_when_nothing_else_is_said(sip: Sip, root: Path) -> None:
    begun(sip)
    before = commits(root)
    done = invite(
        sip, *CALL, "--ends", "15:00", "--meeting-form", "digital", "--secure-service", "Trygg video", "--form-agreed",
        "--mandate", "BUP Hittepå", "--role", "bup=behandling", "--chair", "Ada Påhitt", "--recorder", "Dani Påhitt",
        "--agenda", "nuläge", "--reason", "Frånvaro", "--to", "md",
    )  # fmt: skip
    assert (done.code, done.out) == (0, "x: invitation sent\n"), done.err
    assert commits(root) == before + 1
    assert git(root, "status", "--porcelain") == ""
    said = read()
    assert said["meeting"] == {
        "date": MET, "time": "14:00", "ends": "15:00", "place": "Rum 1", "form": "digital", "form_agreed": True,
        "secure_service": "Trygg video", "chair": "Ada Påhitt", "recorder": "Dani Påhitt", "held": False,
    }  # fmt: skip
    assert [one["who"] for one in said["invitees"]] == ["child", "vh1", "vh2", "skola", "bup"]
    assert all(one["response"] == "unanswered" for one in said["invitees"])
    assert said["invitees"][-1] | {"response": ""} == {
        "who": "bup", "role": "behandling", "response": "", "mandate": True,
    }  # fmt: skip
    letter = Path("cases/x/documents/2026-09-01-invitation.md").read_text(encoding="utf-8")
    assert "14:00–15:00" in letter
    assert "ersätter" not in letter


def test_relatives_whom_the_child_or_the_guardians_wished_for_are_invited(sip: Sip, root: Path) -> None:
    begun(sip)
    case = Path("cases", "x", "case.yaml")
    told = "relatives:\n- {id: mormor, name: Maj Testlund, relation: mormor}\n- {id: farbror, name: Ulf Testlund}\n"
    told += "- {id: granne, name: Siv Påhitt}\n"
    case.write_text(case.read_text(encoding="utf-8") + told, encoding="utf-8")
    for who, wished in (("child", ("maj testlund", "Tränaren")), ("guardians", ("farbror",))):
        participants = [part for one in wished for part in ("--participant", one)]
        assert sip("prepare", who, "x", "--on", SENT, *participants, "--today", SENT).code == 0
    done = invite(sip, *CALL)
    assert done.code == 0, done.err
    roles = {one["who"]: one.get("role") for one in read()["invitees"]}
    assert list(roles) == ["child", "vh1", "vh2", "mormor", "farbror", "skola", "bup"]
    assert (roles["mormor"], roles["farbror"]) == ("mormor", "närstående")


@pytest.mark.parametrize("day", ("2026-09-19", "2026-09-20"))
def test_a_day_at_the_weekend_is_remarked_on_and_kept(sip: Sip, root: Path, day: str) -> None:
    begun(sip)
    done = invite(sip, "--date", day, *CALL[2:])
    assert (done.code, f"{day} is at the weekend" in done.err) == (0, True), done
    assert "weekend" not in invite(sip, "--place", "Rum 2").err, "the same day is not remarked on again"
    assert read()["meeting"]["date"] == day


def test_a_day_that_has_passed_is_not_proposed_for_the_meeting(sip: Sip, root: Path) -> None:
    invited(sip)
    talk = Talk(root, "invite", "x", "--today", "2026-09-23")
    talk.answer("On which day is it sent?", "")
    talk.answer("The day of the meeting:", "")
    talk.answer("An answer is needed", MET)
    talk.wait_for("before the invitation is sent")
    talk.answer("The day of the meeting", "2026-10-13")
    talk.wait_for("When does it begin?")
    talk.interrupt()
    talk.end()


def test_who_need_not_come_is_invited_when_named(sip: Sip, root: Path) -> None:
    begun(sip)
    refused = invite(sip, *CALL, "--also", "AF Påhitt")
    assert refused.code == 1
    assert "af was invited" in refused.err
    sip("consent", "give", "x", "--giver", "vh1", "--unit", "af", "--on", SENT, "--today", SENT)
    assert invite(sip, *CALL, "--also", "AF Påhitt").code == 0
    assert [one["who"] for one in read()["invitees"]][-1] == "af"


def test_what_was_prepared_for_the_meeting_is_kept_and_is_not_the_whole_list(sip: Sip, root: Path) -> None:
    begun(sip)
    sip("prepare", "meeting", "x", "--chair", "Ada Påhitt", "--mandate", "bup")
    assert invite(sip, *CALL).code == 0
    said = read()
    assert list(said)[:2] == ["sent_on", "form"]
    assert said["meeting"]["chair"] == "Ada Påhitt"
    assert {one["who"] for one in said["invitees"]} == {"child", "vh1", "vh2", "skola", "bup"}
    bup = next(one for one in said["invitees"] if one["who"] == "bup")
    assert (bup["mandate"], bup["response"]) == (True, "unanswered")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--who", "bpu"), "Did you mean “bup”?"),
        (("--mandate", "bop"), "Did you mean “bup”?"),
        (("--role", "bup"), "WHO=TEXT"),
        (("--role", "skolla=x"), "Did you mean “skola”?"),
        (("--ends", "13:30"), "would end at 13:30"),
        (("--date", "2026-02-30"), "is not a day"),
        (("--sent-on", "2026-09-23"), "before the invitation is sent"),
        (("--meeting-form", "digitalt"), "Did you mean “digital”?"),
        (("--form", "sms"), "“sms” is not one of"),
        (("--purpose", "20140312-2383 trivs"), "personal identity number"),
        (("--chair", "Ada 140312-2383"), "personal identity number"),
        (("--exception-reason", "brådskande"), "--exception-with"),
        (("--exception-with", "vh3", "--exception-reason", "x"), "Did you mean “vh2”?"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    sip: Sip, root: Path, arguments: tuple[str, ...], words: str
) -> None:
    begun(sip)
    before = git(root, "rev-parse", "HEAD")
    refused = invite(sip, *CALL, *arguments)
    assert refused.code == 2
    assert words in refused.err
    assert git(root, "rev-parse", "HEAD") == before
    assert not Path("cases/x/invitation.yaml").exists()


def test_day_time_and_place_are_needed_without_a_terminal(sip: Sip, root: Path) -> None:
    begun(sip)
    for given, missing in (((), "--date"), (CALL[:2], "--time"), (CALL[:4], "--place")):
        ended = invite(sip, *given)
        assert ended.code == 2
        assert missing in ended.err


def test_sent_again_with_what_changed_and_the_rest_as_it_was(sip: Sip, root: Path) -> None:
    invited(sip)
    sip("reply", "x", "bup", "--answer", "accepted", "--attends", "Fia Påhitt", "--today", "2026-09-02")
    path = Path("cases/x/invitation.yaml")
    path.write_text(path.read_text("utf-8").replace("Frånvaro", "Frånvaro  # since spring"), encoding="utf-8")
    done = invite(sip, "--place", "Rum 2", on="2026-09-03")
    assert done.out == "x: invitation sent again\n", done.err
    assert "Changed: place." in done.err
    assert last(root) == ["x: invitation sent again", "invitation-sent-again"]
    said = read()
    assert said["sent_on"] == SENT
    assert said["sent_again"] == [{"on": "2026-09-03", "changed": ["place"]}]
    assert said["meeting"] | {"place": ""} == {"date": MET, "time": "14:00", "place": "", "held": False}
    assert next(one for one in said["invitees"] if one["who"] == "bup")["response"] == "accepted"
    assert "Frånvaro  # since spring" in path.read_text("utf-8")


def test_nothing_changed_writes_nothing(sip: Sip, root: Path) -> None:
    invited(sip)
    before = git(root, "rev-parse", "HEAD")
    for same in ((), ("--place", "Rum 1"), ("--purpose", "Trivas", "--agenda", "nuläge"), CALL):
        done = invite(sip, *same, on="2026-09-03")
        assert (done.code, done.out) == (0, "")
        assert "Nothing has changed" in done.err
    assert git(root, "rev-parse", "HEAD") == before


@pytest.mark.parametrize(
    ("arguments", "changed", "sent_on", "reset"),
    [
        (("--date", "2026-09-21"), ["date"], "2026-09-03", True),
        (("--time", "15:00"), ["time"], SENT, True),
        (("--place", "Rum 2", "--purpose", "Må bra"), ["place", "content"], SENT, False),
        (("--ends", "15:00"), ["content"], SENT, False),
        (("--role", "skola=lärmiljö"), ["content"], SENT, False),
        (("--who", "child,vh1", "--who", "vh2,skola"), ["invitees"], SENT, False),
        (("--date", "2026-09-21", "--place", "Rum 2"), ["date", "place"], "2026-09-03", True),
    ],
)
def test_replies_are_asked_for_anew_only_when_day_or_time_changed(
    sip: Sip, root: Path, arguments: tuple[str, ...], changed: list[str], sent_on: str, reset: bool
) -> None:
    """People were told of the day on `sent_on`: it moves with the day only."""
    invited(sip)
    reply = ("--answer", "declined", "--substitute", "Gia Påhitt", "--mandate", "--today", "2026-09-02")
    sip("reply", "x", "skola", *reply)
    done = invite(sip, *arguments, on="2026-09-03")
    assert done.code == 0, done.err
    said = read()
    assert (said["sent_again"], said["sent_on"]) == ([{"on": "2026-09-03", "changed": changed}], sent_on)
    skola = next(one for one in said["invitees"] if one["who"] == "skola")
    assert skola["mandate"] is True
    assert (skola["response"], "substitute" in skola) == (("unanswered", False) if reset else ("declined", True))
    assert ("replied_on" in skola) is not reset


def test_the_letter_says_that_it_replaces_the_earlier_one_and_what_changed(sip: Sip, root: Path) -> None:
    invited(sip)
    invite(sip, "--place", "Rum 2", "--date", "2026-09-21", "--to", "md", "--to", "html", on="2026-09-03")
    for ending in ("md", "html"):
        letter = Path(f"cases/x/documents/2026-09-03-invitation.{ending}").read_text(encoding="utf-8")
        assert "ersätter" in letter
        assert "dagen" in letter
        assert "platsen" in letter
        assert "3 september 2026" in letter
    invite(sip, "--time", "13:00", "--language", "en", "--to", "md", on="2026-09-03")
    letter = Path("cases/x/documents/2026-09-03-invitation-2.md").read_text(encoding="utf-8")
    assert "replaces" in letter
    assert "the time" in letter


def test_what_was_changed_by_hand_since_it_was_sent_is_noticed(sip: Sip, root: Path) -> None:
    """Git knows what people were told: also after a change made in the editor, recorded or not."""
    invited(sip)
    path = Path("cases/x/invitation.yaml")
    path.write_text(path.read_text("utf-8").replace("14:00", "15:30"), encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "x: by hand")
    path.write_text(path.read_text("utf-8").replace("Rum 1", "Rum 9"), encoding="utf-8")
    done = invite(sip, on="2026-09-03")
    assert done.code == 0, done.err
    assert read()["sent_again"] == [{"on": "2026-09-03", "changed": ["time", "place"]}]


def test_what_those_invited_were_not_told_is_recorded_without_sending_it_again(sip: Sip, root: Path) -> None:
    invited(sip)
    done = invite(sip, "--mandate", "bup", on="2026-09-03")
    assert done.out == "x: meeting prepared\n"
    assert "not sent again" in done.err
    said = read()
    assert "sent_again" not in said
    assert said["invitees"][-1]["mandate"] is True


def test_a_meeting_that_was_cancelled_is_called_again(sip: Sip, root: Path) -> None:
    invited(sip)
    sip("meet", "x", "--absence-decision", "cancel", "--decided-with", "vh1", "--today", "2026-09-05")
    assert "--date" in invite(sip, on="2026-09-06").err
    done = invite(sip, "--date", MET, on="2026-09-06")
    assert done.code == 0, done.err
    said = read()
    assert "absence_decision" not in said["meeting"]
    assert (said["sent_on"], said["sent_again"]) == ("2026-09-06", [{"on": "2026-09-06", "changed": ["date"]}])


def test_a_shorter_notice_that_was_agreed_on_held_for_the_day_it_was_agreed_for(sip: Sip, root: Path) -> None:
    begun(sip, KRONOBERG)
    agreed = ("--exception-with", "vh1", "--exception-reason", "brådskande")
    assert invite(sip, "--date", "2026-09-14", *CALL[2:], "--purpose", "Trivas", *agreed).code == 0
    assert read()["lead_time_exception"] == {"agreed_with": ["vh1"], "agreed_on": SENT, "reason": "brådskande"}
    moved = invite(sip, "--date", "2026-09-15", on="2026-09-02")
    assert moved.code == 1
    assert "invitation-too-late" in moved.err
    assert invite(sip, "--date", "2026-09-30", on="2026-09-02").code == 0
    assert "lead_time_exception" not in read()


def test_without_a_reason_nothing_that_a_rule_forbids_is_sent(sip: Sip, root: Path) -> None:
    """Each rule is shown with its source and what can be done instead; the reason is noted and the finding stays."""
    begun(sip)
    digital = (*CALL, "--meeting-form", "digital", "--also", "af")
    before = git(root, "rev-parse", "HEAD")
    refused = invite(sip, *digital)
    assert refused.code == 1
    for words in ("insecure-video", "Digitalt eller fysiskt?", "--secure-service", "sharing-without-consent", "OSL",
                  "Get the consent first", "--because"):  # fmt: skip
        assert words in refused.err
    assert git(root, "rev-parse", "HEAD") == before
    assert invite(sip, *digital, "--because", "bråttom").code == 0
    noted = read("case.yaml")["exceptions"]
    assert {(one["rule"], one["reason"]) for one in noted} == {
        ("insecure-video", "bråttom"), ("sharing-without-consent", "bråttom"),
    }  # fmt: skip
    assert {"insecure-video", "sharing-without-consent"} <= rules(sip, SENT)


def test_one_more_is_invited_when_there_is_consent(sip: Sip, root: Path) -> None:
    """Who was invited without it before is not asked about again."""
    begun(sip)
    assert invite(sip, *CALL, "--also", "af", "--because", "AF bad om det").code == 0
    sip("add", "x", "--unit", "hab:habilitation:region:Habiliteringen", "--today", "2026-09-02")
    assert "hab was invited on 2026-09-03" in invite(sip, "--also", "hab", on="2026-09-03").err
    sip("consent", "give", "x", "--giver", "vh1", "--unit", "hab", "--on", "2026-09-04", "--today", "2026-09-04")
    done = invite(sip, "--also", "hab", on="2026-09-05")
    assert done.code == 0, done.err
    found = json.loads(sip("check", "x", "--today", "2026-09-06", "--format", "json").out)["findings"]
    assert [one["about"] for one in found if one["rule"] == "sharing-without-consent"] == [["af"]]


def test_later_than_the_guideline_would_have_it_goes_on_and_asks_why(sip: Sip, root: Path) -> None:
    begun(sip)
    late = ("--date", "2026-10-05", *CALL[2:])
    done = invite(sip, *late)
    assert done.code == 0
    assert "meeting-late: the meeting on 2026-10-05 is 13 days later" in done.err
    assert "När ska mötet hållas?" in done.err
    assert invite(sip, "--delay-reason", "Lova är bortrest", on="2026-09-02").out == "x: meeting prepared\n"
    assert read()["meeting"]["delay_reason"] == "Lova är bortrest"


def test_what_was_agreed_about_a_meeting_that_was_held_is_noted_afterwards(sip: Sip, base: Path, root: Path) -> None:
    noted = ("--exception-with", "vh1", "--exception-reason", "alla ville det", "--exception-on", "2026-09-02")
    done = sip("invite", "base", *noted, "--secure-service", "Trygg video", "--today", "2026-09-30")
    assert (done.code, done.out) == (0, "base: meeting record completed\n"), done.err
    said = read(case="base")
    assert said["lead_time_exception"]["agreed_on"] == "2026-09-02"
    assert (said["meeting"]["secure_service"], said["meeting"]["held"]) == ("Trygg video", True)
    assert "sent_again" not in said
    assert not (base / "documents").exists()


def test_another_meeting_after_one_that_was_held_takes_nothing_over_from_it(sip: Sip, base: Path) -> None:
    done = sip(
        "invite", "base", "--date", "2026-10-22", "--time", "9:00", "--place", "Rum 7", "--today", "2026-09-25"
    )  # fmt: skip
    assert (done.code, done.out) == (0, "base: invitation sent\n"), done.err
    said = read(case="base")
    assert said["sent_on"] == "2026-09-25"
    assert said["meeting"]["held"] is False
    assert "absent" not in said["meeting"]
    assert {one["response"] for one in said["invitees"]} == {"unanswered"}
    assert "# why the meeting is needed" in (base / "invitation.yaml").read_text(encoding="utf-8")


def test_once_the_meeting_was_held_it_must_be_said_what_is_called_to(sip: Sip, base: Path) -> None:
    ended = sip("invite", "base", "--today", "2026-11-03")
    assert ended.code == 2
    for words in ("held on 2026-09-22", "--follow-up", "2026-12-01", "--date"):
        assert words in ended.err


def test_a_follow_up_is_called_to_in_its_own_file_and_name(sip: Sip, base: Path, root: Path) -> None:
    asked = ("--question", "Går det bra?", "--agenda", "nuläge", "--ends", "15:00", "--to", "md", "--to", "pdf")
    done = sip("invite", "base", *FOLLOW_UP, *asked)
    assert (done.code, done.out) == (0, "base: follow-up: invitation sent\n"), done.err
    assert last(root)[1] == "follow-up-invited"
    said = read(FILE, "base")
    called = said["invitation"]
    assert {key: called[key] for key in ("sent_on", "form", "questions", "agenda")} == {
        "sent_on": "2026-11-03", "form": "written", "questions": ["Går det bra?"], "agenda": ["nuläge"],
    }  # fmt: skip
    assert [one["who"] for one in called["invitees"]] == ["child", "vh1", "vh2", "skola", "soc", "bup"]
    assert called["invitees"][-1]["role"] == "behandling", "the part it had at the first meeting"
    assert (said["time"], said["ends"]) == ("14:00", "15:00")
    assert "# booked | held | cancelled" in (base / FILE).read_text(encoding="utf-8")
    letter = (base / f"{DOCUMENT}.md").read_text(encoding="utf-8")
    for words in ("uppföljningsmöte", "1 december 2026 kl. 14:00–15:00", "Eli Påhitt"):
        assert words in letter
    assert (base / f"{DOCUMENT}.pdf").exists()
    again = sip("invite", "base", *FOLLOW_UP, "--place", "Rum 14", "--who", "child,vh1,vh2,soc")
    assert again.out == "base: invitation sent again\n"
    said = read(FILE, "base")
    assert said["invitation"]["sent_again"] == [{"on": "2026-11-03", "changed": ["place", "invitees"]}]
    assert said["participants"] == ["child", "vh1", "vh2", "soc"]
    assert "Nothing has changed" in sip("invite", "base", *FOLLOW_UP).err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--follow-up", "2026-12-02"), 1, "sip follow-up book base --date 2026-12-02"),
        (("--follow-up", "2026-02-30"), 2, "is not a day"),
        (("--follow-up", "2026-12-01", "--date", "2026-12-03"), 2, "--instead 2026-12-03"),
        (("--follow-up", "2026-12-01", "--secure-service", "x"), 2, "only for the first meeting"),
        (("--follow-up", "2026-12-01", "--who", "bpu"), 2, "Did you mean “bup”?"),
    ],
)
def test_a_follow_up_that_cannot_be_called_to(
    sip: Sip, base: Path, root: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    before = commits(root)
    ended = sip("invite", "base", *arguments, "--today", "2026-11-03")
    assert ended.code == code
    assert words in ended.err
    assert commits(root) == before


def test_a_follow_up_is_not_called_to_without_consent(sip: Sip, base: Path) -> None:
    sip("consent", "withdraw", "base", "--giver", "vh1", "--unit", "bup", "--on", "2026-10-05", "--today", "2026-10-05")
    sip("consent", "withdraw", "base", "--giver", "vh2", "--unit", "bup", "--on", "2026-10-05", "--today", "2026-10-05")
    refused = sip("invite", "base", *FOLLOW_UP)
    assert refused.code == 1
    assert "bup was invited on 2026-11-03 to the follow-up of 2026-12-01" in refused.err
    assert sip("invite", "base", *FOLLOW_UP, "--who", "child,vh1,vh2,skola,soc").code == 0
    assert "sharing-without-consent" not in rules(sip, "2026-11-04", "base")


def test_a_broken_file_is_named_with_its_line_and_stays_as_it_is(sip: Sip, base: Path) -> None:
    for name, command in (
        ("invitation.yaml", ("invite", "base", *CALL)),
        ("invitation.yaml", ("reply", "base", "bup", "--answer", "accepted")),
        ("invitation.yaml", ("meet", "base")),
        (FILE, ("invite", "base", *FOLLOW_UP[:2])),
    ):
        before = (base / name).read_bytes()
        (base / name).write_bytes(before + b"datum: 1\n")
        ended = sip(*command, "--today", "2026-11-03")
        assert ended.code == 3, command
        assert f"cases/base/{name}, line" in ended.err
        assert (base / name).read_bytes() == before + b"datum: 1\n"
        (base / name).write_bytes(before)


def test_an_end_before_the_beginning_is_asked_for_anew(sip: Sip, root: Path) -> None:
    begun(sip)
    assert invite(sip, *CALL, "--ends", "15:00").code == 0
    moved = invite(sip, "--time", "16:00", on="2026-09-02")
    assert moved.code == 2
    assert "would end at 15:00" in moved.err
    assert invite(sip, "--time", "16:00", "--ends", "17:00", on="2026-09-02").code == 0
    assert read()["sent_again"] == [{"on": "2026-09-02", "changed": ["time"]}]


def test_in_a_closed_case_nobody_is_invited(sip: Sip, base: Path) -> None:
    (base / "closing.yaml").write_text("date: 2026-10-01\nreason: no-longer-needed\n", encoding="utf-8")
    ended = sip("invite", "base", *FOLLOW_UP)
    assert ended.code == 1
    assert "sip reopen base" in ended.err


def test_a_conversation_shows_what_the_child_wished_and_asks_for_the_rest(sip: Sip, root: Path) -> None:
    begun(sip, VASTRA_GOTALAND)
    sip(
        "prepare", "child", "x", "--on", SENT, "--place", "Biblioteket", "--participant", "vh1", "--meeting-form",
        "digital", "--not-to-raise", "flytten", "--today", SENT,
    )  # fmt: skip
    talk = Talk(root, "invite", "x", "--today", "2026-09-02")
    talk.wait_for("the child wants there: Alva Exempelsson")
    talk.wait_for("not to be brought up: flytten")
    talk.answer("On which day is it sent? [2026-09-02]", "")
    talk.answer("The day of the meeting", "2026-08-31x")
    talk.answer("The day of the meeting", "2026-08-31")
    talk.wait_for("before the invitation is sent on")
    talk.answer("The day of the meeting", "2026-09-22")
    talk.answer("When does it begin?", "9.30")
    talk.answer("When does it end?", "")
    talk.answer("Where is it? [Biblioteket]", "")
    talk.answer("Number or word [digital]", "")
    talk.answer("AF Påhitt (need not come)", "child, vh1, vh2, 4, bup")
    talk.answer("Is the form agreed on", "ja")
    talk.answer("secure enough for secrecy", "Trygg video")
    talk.answer("Who leads the meeting", "")
    talk.answer("Who takes notes?", "Dani Påhitt")
    talk.answer("Why is the meeting needed?", "")
    talk.answer("What should it lead to?", "Lova trivs")
    talk.answer("> ", "Vad behövs?")
    talk.answer("> ", "")
    talk.answer("> ", "")
    talk.answer("What is Påhittskolan's part", "lärmiljö")
    talk.answer("What is BUP Hittepå's part", "behandling")
    talk.answer("mandate to decide?", "")
    talk.wait_for("x: invitation sent")
    assert talk.end() == 0, talk.seen
    said = read()
    assert said["purpose"] == "Lova trivs"
    assert "reason" not in said
    assert said["questions"] == ["Vad behövs?"]
    assert said["meeting"] == {
        "date": MET, "time": "09:30", "place": "Biblioteket", "form": "digital", "form_agreed": True,
        "secure_service": "Trygg video", "recorder": "Dani Påhitt", "held": False,
    }  # fmt: skip
    assert [one["who"] for one in said["invitees"]] == ["child", "vh1", "vh2", "skola", "bup"]


def test_in_a_conversation_the_next_follow_up_is_proposed_with_the_guidelines_questions(
    sip: Sip, base: Path, root: Path
) -> None:
    talk = Talk(root, "invite", "base", "--today", "2026-11-03")
    talk.answer("What do you call to?", "")
    talk.answer("On which day is it sent?", "")
    talk.answer("When does it begin? (HH:MM) [14:00]", "")
    talk.answer("When does it end?", "")
    talk.answer("Where is it? [Påhittskolan, rum 12]", "")
    talk.answer("Number or word", "")
    talk.answer("Number or word [child,vh1,vh2,skola,soc,bup]", "")
    talk.answer("Who leads the meeting", "")
    talk.answer("Who takes notes?", "")
    talk.answer("Why is the meeting needed?", "")
    talk.answer("What should it lead to?", "")
    talk.wait_for("Has everyone done what they promised?")
    talk.answer("these questions of the guideline", "y")
    talk.answer("> ", "")
    talk.answer("mandate to decide?", "")
    assert talk.end() == 0, talk.seen
    said = read(FILE, "base")
    assert len(said["invitation"]["questions"]) == 7
    assert said["chair"] == "Eli Påhitt", "whoever calls is proposed"


def test_ctrl_c_in_the_conversation_leaves_nothing(sip: Sip, root: Path) -> None:
    begun(sip)
    before = git(root, "rev-parse", "HEAD")
    talk = Talk(root, "invite", "x", "--today", SENT)
    talk.answer("On which day is it sent?", "")
    talk.answer("The day of the meeting", "2026-09-19")
    talk.wait_for("2026-09-19 is at the weekend")
    talk.wait_for("When does it begin?")
    talk.interrupt()
    assert talk.end() == 130
    assert git(root, "rev-parse", "HEAD") == before
    assert git(root, "status", "--porcelain") == ""


def test_a_reason_in_the_childs_situation_is_asked_for_in_a_terminal(sip: Sip, root: Path) -> None:
    begun(sip)
    talk = Talk(root, "invite", "x", "--date", "2026-10-05", *CALL[2:], "--today", SENT)
    talk.answer("a reason in the child's situation?", "Lova är bortrest")
    assert talk.end() == 0, talk.seen
    assert read()["meeting"]["delay_reason"] == "Lova är bortrest"


def test_a_reason_for_breaking_a_rule_is_asked_for_in_a_terminal(sip: Sip, root: Path) -> None:
    begun(sip)
    talk = Talk(root, "invite", "x", *CALL, "--also", "af", "--today", SENT)
    talk.wait_for("sharing-without-consent")
    talk.wait_for("source: ")
    talk.answer("Why is it done all the same?", "")
    assert talk.end() == 1
    assert not Path("cases/x/invitation.yaml").exists()


def test_a_unit_that_a_guardian_said_no_to_is_invited_only_with_a_reason(sip: Sip, root: Path) -> None:
    """C14: a refusal is accepted, not worked around; the other guardian's yes does not outweigh it."""
    begun(sip)
    sip("consent", "refuse", "x", "--giver", "vh2", "--unit", "bup", "--on", SENT, "--today", SENT)
    refused = invite(sip, *CALL)
    assert refused.code == 1
    assert "consent-guardian-refused: vh2 refused consent for bup" in refused.err
    assert "source: " in refused.err
    assert "A no is accepted" in refused.err
    assert not Path("cases/x/invitation.yaml").exists()
    assert invite(sip, *CALL, "--who", "child", "--who", "vh1", "--who", "vh2", "--who", "skola").code == 0


def test_at_a_discharge_the_invitation_is_the_call(sip: Sip, root: Path) -> None:
    """U1: the day it was sent is the day that the law counts to."""
    begun(sip)
    sip("discharge", "x", "--admitted", "2026-08-28 10:00", "--ready-notice", SENT, "--today", SENT)
    assert invite(sip, *CALL).code == 0
    assert "call_sent_on: 2026-09-01" in Path("cases/x/case.yaml").read_text(encoding="utf-8")
