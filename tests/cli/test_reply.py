"""`sip reply`: who comes, who comes instead, which unit is the right one, and what follows from it (B9-B16)."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ended, Sip, commits, git
from tests.cli.test_invite import CALL, FILE, FOLLOW_UP, SENT, begun, invite, invited, last, read, rules
from tests.cli.test_terminal import Talk
from tests.helpers import KRONOBERG, VASTERBOTTEN, VASTRA_GOTALAND

DAY = "2026-09-05"
HAB = "hab:habilitation:region:Habiliteringen Hittepå"


def reply(sip: Sip, *arguments: str, on: str = DAY) -> Ended:
    return sip("reply", "x", *arguments, "--today", on)


def of(who: str, name: str = "invitation.yaml", case: str = "x") -> Any:
    """Return what the file says of somebody invited."""
    said = read(name, case)
    listed = said.get("invitation", said)["invitees"]
    return next((one for one in listed if one["who"] == who), None)


@pytest.mark.parametrize(
    ("who", "arguments", "said"),
    [
        (
            "bup",
            ("--answer", "accepted", "--attends", "Fia Påhitt", "--mandate"),
            {"response": "accepted", "attends": "Fia Påhitt", "mandate": True},
        ),
        ("BUP Hittepå", ("--answer", "ja", "--no-mandate"), {"response": "accepted", "mandate": False}),
        ("bup", ("--attends", "Fia Påhitt"), {"response": "accepted", "attends": "Fia Påhitt"}),
        ("bup", ("--answer", "nej"), {"response": "declined"}),
        ("bup", ("--substitute", "Gia Påhitt"), {"response": "declined", "substitute": "Gia Påhitt"}),
        ("bup", ("--passed-to", "skola"), {"response": "passed-on", "passed_to": "skola"}),
        ("vh1", ("--answer", "declines"), {"response": "declined"}),
        ("Bo Exempelsson", ("--answer", "accepted"), {"response": "accepted"}),
        ("child", ("--answer", "accepted"), {"response": "accepted"}),
    ],
)
def test_a_reply_is_recorded_for_who_gave_it(
    sip: Sip, root: Path, who: str, arguments: tuple[str, ...], said: dict[str, object]
) -> None:
    invited(sip)
    before = commits(root)
    done = reply(sip, who, *arguments)
    assert (done.code, done.out) == (0, "x: reply recorded\n"), done.err
    assert (commits(root), last(root)[1]) == (before + 1, "reply-recorded")
    assert git(root, "status", "--porcelain") == ""
    found = of({"BUP Hittepå": "bup", "Bo Exempelsson": "vh2"}.get(who, who))
    assert {key: value for key, value in found.items() if key not in ("who", "role")} == {"replied_on": DAY, **said}


def test_a_later_reply_takes_the_place_of_the_one_before(sip: Sip, root: Path) -> None:
    """What went with the earlier one goes; the mandate was the unit's own."""
    invited(sip)
    reply(sip, "bup", "--substitute", "Gia Påhitt", "--mandate")
    reply(sip, "bup", "--answer", "accepted", "--attends", "Fia Påhitt", on="2026-09-07")
    assert of("bup") == {
        "who": "bup", "response": "accepted", "replied_on": "2026-09-07", "attends": "Fia Påhitt", "mandate": True,
    }  # fmt: skip
    reply(sip, "bup", "--answer", "unanswered", on="2026-09-08")
    assert of("bup") == {"who": "bup", "response": "unanswered", "mandate": True}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("bpu", "--answer", "accepted"), "Did you mean “bup”?"),
        (("Alva Exempelson", "--answer", "accepted"), "Did you mean “Alva Exempelsson”?"),
        (("af", "--answer", "accepted"), "sip invite x --also af"),
        (("bup",), "--answer"),
        ((), "WHO"),
        (("bup", "--answer", "acepted"), "Did you mean “accepted”?"),
        (("bup", "--answer", "accepted", "--on", "2026-02-30"), "is not a day"),
        (("bup", "--answer", "accepted", "--on", "2026-08-31"), "before the invitation was sent on 2026-09-01"),
        (("bup", "--answer", "accepted", "--substitute", "Gia Påhitt"), "--substitute goes with"),
        (("bup", "--answer", "declined", "--attends", "Gia Påhitt"), "--attends goes with"),
        (("vh1", "--substitute", "Gia Påhitt"), "vh1 is a person"),
        (("vh1", "--answer", "passed-on"), "Only a unit passes an invitation on"),
        (("bup", "--answer", "passed-on"), "--passed-to"),
        (("bup", "--passed-to", "bup"), "to itself"),
        (("bup", "--passed-to", "skloa"), "Did you mean “skola”?"),
        (("bup", "--passed-to", "skola", "--unit", HAB), "not with both"),
        (("bup", "--unit", "skola:school:municipality:Annan skola"), "“skola” is taken"),
        (("bup", "--unit", "hab:habilitation"), "ID:KIND:PRINCIPAL:NAME"),
        (("bup", "--substitute", "Gia 140312-2383"), "personal identity number"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    sip: Sip, root: Path, arguments: tuple[str, ...], words: str
) -> None:
    invited(sip)
    before = git(root, "rev-parse", "HEAD")
    refused = reply(sip, *arguments)
    assert refused.code == 2
    assert words in refused.err
    assert git(root, "rev-parse", "HEAD") == before
    assert git(root, "status", "--porcelain") == ""


def test_before_the_invitation_is_sent_there_is_nothing_to_reply_to(sip: Sip, root: Path) -> None:
    begun(sip)
    ended = reply(sip, "bup", "--answer", "accepted")
    assert ended.code == 1
    assert "sip invite x" in ended.err


def test_who_declines_is_to_send_somebody_instead_and_the_rule_is_shown_with_its_source(sip: Sip, root: Path) -> None:
    invited(sip)
    done = reply(sip, "bup", "--answer", "declined")
    for words in ("substitute-missing: bup has declined", "När ska mötet hållas?", "sip reply x bup --substitute NAME"):
        assert words in done.err
    assert "substitute-missing" in rules(sip, DAY)
    named = reply(sip, "bup", "--substitute", "Gia Påhitt")
    assert "substitute-missing" not in named.err
    assert "substitute-missing" not in rules(sip, DAY)


def test_why_nobody_comes_instead_is_noted(sip: Sip, root: Path) -> None:
    invited(sip, VASTRA_GOTALAND)
    assert reply(sip, "bup", "--answer", "declined", "--because", "ingen är ledig").code == 0
    assert [one["reason"] for one in read("case.yaml")["exceptions"]] == ["ingen är ledig"]
    assert "substitute-missing" in rules(sip, DAY), "the finding stays"


def test_who_need_not_come_is_told_so_and_sends_nobody(sip: Sip, root: Path) -> None:
    begun(sip)
    sip("consent", "give", "x", "--giver", "vh1", "--unit", "af", "--on", SENT, "--today", SENT)
    assert invite(sip, *CALL, "--also", "af").code == 0
    done = reply(sip, "af", "--answer", "declined")
    assert "not obliged to come" in done.err
    assert "substitute-missing" not in rules(sip, DAY)


def test_where_the_guardians_decide_whether_it_is_held_the_command_is_named(sip: Sip, root: Path) -> None:
    invited(sip, KRONOBERG)
    done = reply(sip, "bup", "--answer", "declined")
    for words in ("absence-decision-missing", "Deltagare som är inbjudna", "sip meet x --absence-decision"):
        assert words in done.err
    assert "absence-decision" not in reply(sip, "vh2", "--answer", "declined").err


def test_a_child_that_does_not_want_to_come_can_take_part_in_another_way(sip: Sip, root: Path) -> None:
    invited(sip)
    assert "sip prepare child x --participation" in reply(sip, "child", "--answer", "declined").err


def test_the_right_unit_comes_into_the_case_and_is_invited_when_there_is_consent(sip: Sip, root: Path) -> None:
    """Until then it is in the case only, with a consent that waits for each guardian."""
    invited(sip)
    invite(sip, "--role", "bup=behandling", on="2026-09-02")
    before = commits(root)
    done = reply(sip, "bup", "--unit", HAB)
    assert (done.code, commits(root)) == (0, before + 1), done.err
    for words in ("sharing-without-consent", "Samtycke är ett krav", "consent comes first", "sip invite x --also hab"):
        assert words in done.err
    assert read("case.yaml")["units"][-1] == {
        "id": "hab", "name": "Habiliteringen Hittepå", "kind": "habilitation", "principal": "region",
    }  # fmt: skip
    waiting = [
        one for one in read("consent.yaml")["consents"] if one["status"] == "unanswered" and "hab" in one["units"]
    ]
    assert [one["giver"] for one in waiting] == ["vh1", "vh2"]
    assert of("bup")["passed_to"] == "hab"
    assert of("hab") is None
    assert "sharing-without-consent" not in rules(sip, DAY)
    for giver in ("vh1", "vh2"):
        sip("consent", "give", "x", "--giver", giver, "--unit", "hab", "--on", "2026-09-06", "--today", "2026-09-06")
    assert invite(sip, "--also", "hab", "--to", "md", on="2026-09-07").code == 0
    assert of("hab") == {"who": "hab", "role": "behandling", "response": "unanswered"}
    letter = Path("cases/x/documents/2026-09-07-invitation.md").read_text(encoding="utf-8")
    assert "Habiliteringen Hittepå" in letter
    assert "BUP Hittepå" not in letter
    assert "sharing-without-consent" not in rules(sip, "2026-09-08")


def test_the_right_unit_is_invited_at_once_when_there_is_consent_already(sip: Sip, root: Path) -> None:
    invited(sip)
    sip("add", "x", "--unit", HAB, "--today", "2026-09-02")
    sip("consent", "give", "x", "--giver", "vh1", "--unit", "hab", "--on", "2026-09-02", "--today", "2026-09-02")
    done = reply(sip, "bup", "--passed-to", "hab", "--to", "pdf", "--to", "html")
    assert done.code == 0, done.err
    assert of("hab")["response"] == "unanswered"
    assert read()["sent_again"] == [{"on": DAY, "changed": ["invitees"]}]
    for ending in ("html", "html.yaml", "pdf", "pdf.yaml"):
        assert Path(f"cases/x/documents/{DAY}-invitation.{ending}").exists()
    assert "sharing-without-consent" not in rules(sip, DAY)


def test_the_right_unit_is_invited_without_consent_only_with_a_reason(sip: Sip, root: Path) -> None:
    invited(sip)
    done = reply(sip, "bup", "--unit", HAB, "--because", "läget är akut")
    assert "sharing-without-consent: hab was invited on 2026-09-05" in done.err
    assert of("hab")["response"] == "unanswered"
    assert read("case.yaml")["exceptions"][0] | {"by": ""} == {
        "rule": "sharing-without-consent", "about": ["hab"], "reason": "läget är akut", "by": "", "on": DAY,
    }  # fmt: skip
    assert "sharing-without-consent" in rules(sip, DAY)


def test_where_the_child_is_unknown_the_guideline_is_told_and_the_health_centre_called(sip: Sip, root: Path) -> None:
    invited(sip, VASTRA_GOTALAND)
    done = reply(sip, "bup", "--unknown-child")
    assert done.code == 0, done.err
    assert "the principal decides who comes" in done.err
    assert "--answer passed-on --unit ID:health-centre:region:NAME" in done.err
    assert read("case.yaml")["units"][1]["child_known"] is False
    assert of("bup")["response"] == "unanswered"
    sip("add", "x", "--unit", "vc:health-centre:region:Vårdcentralen Påhitt", "--today", DAY)
    assert "sip invite x --also vc" in reply(sip, "bup", "--answer", "declined", "--unknown-child").err


def test_the_health_centre_is_not_called_when_a_specialist_has_agreed(sip: Sip, root: Path) -> None:
    begun(sip, VASTRA_GOTALAND)
    sip("add", "x", "--unit", HAB, "--unit", "gym:physiotherapy:region:Sjukgymnasten", "--today", SENT)
    for unit in ("hab", "gym"):
        sip("consent", "give", "x", "--giver", "vh1", "--unit", unit, "--on", SENT, "--today", SENT)
    assert invite(sip, *CALL, "--purpose", "Trivas").code == 0
    assert "health-centre" in reply(sip, "gym", "--unknown-child").err
    assert "health-centre" not in reply(sip, "bup", "--answer", "accepted", "--unknown-child").err
    assert "health-centre" not in reply(sip, "gym", "--unknown-child").err, "psychiatry comes"


def test_other_guidelines_say_nothing_of_the_health_centre(sip: Sip, root: Path) -> None:
    invited(sip, VASTERBOTTEN)
    done = reply(sip, "bup", "--unknown-child")
    assert "health" not in done.err
    assert read("case.yaml")["units"][1]["child_known"] is False


def test_a_reply_to_a_follow_up_is_in_its_own_file(sip: Sip, base: Path, root: Path) -> None:
    """Once the first meeting was held, the next follow-up is meant unless another is named."""
    assert "--follow-up" in sip("reply", "base", "bup", "--answer", "accepted", "--today", "2026-11-03").err
    sip("invite", "base", *FOLLOW_UP)
    before = read(case="base")
    done = sip("reply", "base", "bup", "--answer", "declined", "--today", "2026-11-04")
    assert done.out == "base: reply recorded\n", done.err
    for words in ("About the follow-up of 2026-12-01", "bup has declined the follow-up of 2026-12-01",
                  "sip reply base bup --follow-up 2026-12-01 --substitute NAME"):  # fmt: skip
        assert words in done.err
    assert of("bup", FILE, "base")["response"] == "declined"
    assert read(case="base") == before
    named = ("--follow-up", "2026-12-01", "--substitute", "Gia Påhitt", "--today", "2026-11-05")
    assert sip("reply", "base", "bup", *named).code == 0
    assert "substitute-missing" not in rules(sip, "2026-11-06", "base")
    missing = sip("reply", "base", "bup", "--answer", "accepted", "--follow-up", "2026-12-02", "--today", "2026-11-05")
    assert missing.code == 1
    assert "No follow-up is booked on 2026-12-02" in missing.err


def test_comments_and_the_form_of_the_file_survive(sip: Sip, base: Path, root: Path) -> None:
    path = base / "invitation.yaml"
    text = path.read_text(encoding="utf-8").replace("held: true", "held: false")
    path.write_text(text, encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "base: not held yet")
    sip("reply", "base", "bup", "--answer", "declined", "--substitute", "Gia Påhitt", "--today", "2026-09-10")
    told = "response: declined, mandate: true, replied_on: 2026-09-10, substitute: Gia Påhitt}"
    assert path.read_text(encoding="utf-8") == text.replace(
        "behandling, response: accepted, mandate: true}", f"behandling, {told}"
    )


def test_a_conversation_about_a_reply(sip: Sip, root: Path) -> None:
    invited(sip)
    talk = Talk(root, "reply", "x", "--today", DAY)
    talk.answer("Who replied?", "psykiatri")
    talk.answer("Number or word", "BUP Hittepå")
    talk.answer("What was the reply?", "2")
    talk.answer("On which day did they reply? [2026-09-05]", "igår")
    talk.wait_for("igår = Friday 2026-09-04")
    talk.answer("Who comes instead?", "")
    talk.wait_for("source: ")
    talk.answer("Why does nobody come instead?", "")
    talk.wait_for("x: reply recorded")
    assert talk.end() == 0, talk.seen
    assert of("bup") == {"who": "bup", "response": "declined", "replied_on": "2026-09-04"}
    assert "exceptions" not in read("case.yaml")


def test_in_a_conversation_the_health_centre_is_called_at_once(sip: Sip, root: Path) -> None:
    begun(sip, VASTRA_GOTALAND)
    sip("add", "x", "--unit", "vc:health-centre:region:Vårdcentralen Påhitt", "--today", SENT)
    sip("consent", "give", "x", "--giver", "vh1", "--unit", "vc", "--on", SENT, "--today", SENT)
    assert invite(sip, *CALL, "--purpose", "Trivas", "--who", "child,vh1,vh2,skola,bup").code == 0
    talk = Talk(root, "reply", "x", "bup", "--today", DAY)
    talk.answer("What was the reply?", "declined")
    talk.answer("On which day", "")
    talk.answer("Who comes instead?", "")
    talk.answer("Is the child known at the unit?", "nej")
    talk.answer("Why does nobody come instead?", "")
    talk.answer("Call the health centre, Vårdcentralen Påhitt, as well?", "")
    assert talk.end() == 0, talk.seen
    assert of("vc")["response"] == "unanswered"
    assert last(root)[1] == "reply-recorded"
    assert git(root, "status", "--porcelain") == ""


def test_in_a_conversation_the_right_unit_waits_for_its_consent(sip: Sip, root: Path) -> None:
    invited(sip)
    talk = Talk(root, "reply", "x", "bup", "--answer", "passed-on", "--today", DAY)
    talk.answer("Which unit is the right one?", "habi")
    talk.answer("is not in this case", "3")
    talk.answer("The name of a unit", "")
    talk.answer("An answer is needed", "Habiliteringen Hittepå")
    talk.answer("What kind of unit", "habilitation")
    talk.answer("Whose is it?", "")
    talk.answer("A short id", "")
    talk.answer("Who is to be reached", "")
    talk.wait_for("sharing-without-consent")
    talk.answer("Why is it invited before there is consent?", "")
    talk.wait_for("x: reply recorded")
    talk.wait_for("consent comes first")
    assert talk.end() == 0, talk.seen
    assert of("bup")["passed_to"] == "hab"
    assert of("hab") is None
    assert read("case.yaml")["units"][-1]["name"] == "Habiliteringen Hittepå"


def test_in_a_conversation_the_right_unit_is_chosen_among_the_cases_and_the_registers(sip: Sip, root: Path) -> None:
    invited(sip)
    (root / "units.yaml").write_text(
        "units:\n- {id: hab, name: Habiliteringen Hittepå, kind: habilitation, principal: region}\n", encoding="utf-8"
    )
    talk = Talk(root, "reply", "x", "bup", "--answer", "passed-on", "--today", DAY)
    talk.wait_for("Habiliteringen Hittepå")
    assert "BUP" not in talk.seen, "it does not pass the invitation on to itself"
    talk.answer("another unit", "3")
    talk.answer("Why is it invited before there is consent?", "")
    assert talk.end() == 0, talk.seen
    assert of("bup")["passed_to"] == "hab"


def test_ctrl_c_leaves_nothing(sip: Sip, root: Path) -> None:
    invited(sip)
    before = git(root, "rev-parse", "HEAD")
    talk = Talk(root, "reply", "x", "bup", "--today", DAY)
    talk.answer("What was the reply?", "accepted")
    talk.wait_for("On which day")
    talk.interrupt()
    assert talk.end() == 130
    assert git(root, "rev-parse", "HEAD") == before
    assert git(root, "status", "--porcelain") == ""
