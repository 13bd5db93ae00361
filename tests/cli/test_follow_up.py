"""Follow-ups by command: booked, moved, held, each part judged, and what the plan has afterwards (L11, F1-F8)."""

import time
from pathlib import Path
from typing import Any

import pytest
import ryaml

from tests.cli.conftest import Sip, commits, git
from tests.cli.test_terminal import Talk
from tests.helpers import VASTRA_GOTALAND

TODAY = ("--today", "2026-12-02")
DECEMBER = "follow-ups/2026-12-01.yaml"
HOLD = ("follow-up", "hold", "base", "--date", "2026-12-01", *TODAY)
SOUND = ("--asked-child", "2026-11-27", "--asked-guardians", "2026-11-27")


def read(folder: Path, name: str) -> Any:
    return ryaml.loads((folder / name).read_text(encoding="utf-8"))


def rules(sip: Sip, *arguments: str) -> set[str]:
    """Return the rules that find something in the case."""
    import json

    return {one["rule"] for one in json.loads(sip("check", "base", *arguments, "--format", "json").out)["findings"]}


def in_guideline(root: Path, folder: Path, guideline: str) -> None:
    """Let the reference case be judged by another guideline."""
    path = folder / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("vasterbotten", guideline), encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "base: another guideline")


def skip_until(talk: Talk, words: str) -> None:
    """Press Enter at each question, until one has these words."""
    until = time.monotonic() + 60
    while words not in talk.seen:
        assert talk.process.poll() is None, talk.seen
        assert time.monotonic() < until, f"{words!r} was not said, but: {talk.seen}"
        before = talk.seen
        talk._read(0.2)
        if talk.seen == before and talk.seen.endswith((": ", "> ")) and words not in talk.seen:
            talk.seen = talk.seen[-2:]
            talk.answer(talk.seen, "")


def test_a_follow_up_is_booked_with_everything_that_was_said_of_it(sip: Sip, base: Path, root: Path) -> None:
    before = commits(root)
    done = sip(
        "follow-up", "book", "base", "--date", "2027-01-12", "--time", "9.30", "--ends", "10:15", "--place", "Rum 12",
        "--form", "hybrid", "--participant", "child", "--participant", "vh1,soc", "--chair", "Ada Påhitt",
        "--recorder", "Dani Påhitt", *TODAY,
    )  # fmt: skip
    assert (done.code, done.out) == (0, "base: follow-up booked\n"), done.err
    assert commits(root) == before + 1
    assert read(base, "follow-ups/2027-01-12.yaml") == {
        "date": "2027-01-12", "time": "09:30", "ends": "10:15", "place": "Rum 12", "form": "hybrid",
        "chair": "Ada Påhitt", "recorder": "Dani Påhitt", "participants": ["child", "vh1", "soc"], "status": "booked",
    }  # fmt: skip
    assert git(root, "status", "--porcelain") == ""


def test_without_participants_child_guardians_and_units_take_part(sip: Sip, base: Path) -> None:
    """L11 (V): who takes part is written down when the follow-up is booked."""
    assert sip("follow-up", "base", "book", "--date", "2027-01-12", *TODAY).code == 0
    assert read(base, "follow-ups/2027-01-12.yaml")["participants"] == ["child", "vh1", "vh2", "skola", "soc", "bup"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--date", "2026-12-01"), 1, "There is a follow-up on 2026-12-01 already"),
        (("--date", "2026-09-01"), 2, "before the plan, which was made on 2026-09-22"),
        (("--date", "2026-02-30"), 2, "is not a day"),
        (("--date", "2027-01-12", "--time", "10:00", "--ends", "09:00"), 2, "would end at 09:00"),
        (("--date", "2027-01-12", "--participant", "sokla"), 2, "Did you mean “skola”?"),
        (("--date", "2027-01-12", "--form", "digitalt"), 2, "Did you mean “digital”?"),
        (("--date", "2027-01-12", "--place", "hos 20120530-1234"), 2, "personal identity number"),
    ],
)
def test_a_booking_that_cannot_be_leaves_nothing(
    sip: Sip, base: Path, root: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    before = commits(root)
    ended = sip("follow-up", "book", "base", *arguments, *TODAY)
    assert ended.code == code
    assert words in ended.err
    assert commits(root) == before
    assert git(root, "status", "--porcelain") == ""


def test_nothing_is_booked_in_a_closed_case(sip: Sip, base: Path, root: Path) -> None:
    (base / "closing.yaml").write_text("date: 2026-11-30\nreason: no-longer-needed\n", encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "base: closed")
    ended = sip("follow-up", "book", "base", "--date", "2027-01-12", *TODAY)
    assert ended.code == 1
    assert "sip reopen base" in ended.err


def test_a_cancelled_follow_up_says_that_none_is_booked(sip: Sip, base: Path) -> None:
    done = sip("follow-up", "cancel", "base", "--reason", "Sjukdom", "--today", "2026-11-20")
    assert (done.code, done.out) == (0, "base: follow-up cancelled\n")
    text = (base / DECEMBER).read_text(encoding="utf-8")
    assert "status: cancelled                # booked | held | cancelled" in text
    assert read(base, DECEMBER)["cancelled_reason"] == "Sjukdom"
    assert "sip follow-up book base" in done.err
    assert "follow-up-missing" in rules(sip, "--today", "2026-11-20")


def test_a_moved_follow_up_keeps_time_place_and_people(sip: Sip, base: Path, root: Path) -> None:
    before = commits(root)
    done = sip(
        "follow-up", "cancel", "base", "--date", "2026-12-01", "--instead", "2026-12-08", "--today", "2026-11-20"
    )
    assert (done.code, done.out) == (0, "base: follow-up cancelled, another booked\n")
    assert commits(root) == before + 1
    was, now = read(base, DECEMBER), read(base, "follow-ups/2026-12-08.yaml")
    assert {key: now[key] for key in ("time", "place", "participants")} == {
        key: was[key] for key in ("time", "place", "participants")
    }
    assert (was["status"], now["status"]) == ("cancelled", "booked")
    again = sip("follow-up", "cancel", "base", "--instead", "2026-12-01", "--today", "2026-11-20")
    assert again.code == 0, again.err
    assert read(base, DECEMBER)["status"] == "booked"
    assert "cancelled_reason" not in read(base, DECEMBER)


def test_who_was_invited_to_a_cancelled_follow_up_is_to_be_told(sip: Sip, base: Path, root: Path) -> None:
    path = base / DECEMBER
    path.write_text(path.read_text(encoding="utf-8") + "invitation: {sent_on: 2026-11-10}\n", encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "base: by hand")
    done = sip("follow-up", "cancel", "base", "--instead", "2026-12-08", "--today", "2026-11-20")
    assert "sent on 2026-11-10: tell everyone" in done.err
    assert "invitation" not in read(base, "follow-ups/2026-12-08.yaml")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--date", "2026-12-02"), 1, "Booked: 2026-12-01"),
        (("--instead", "2026-12-01"), 2, "--instead is another day"),
        (("--instead", "2026-09-01"), 2, "before the plan"),
    ],
)
def test_a_cancelling_that_cannot_be(
    sip: Sip, base: Path, root: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    before = commits(root)
    ended = sip("follow-up", "cancel", "base", *arguments, *TODAY)
    assert (ended.code, words in ended.err) == (code, True), ended.err
    assert commits(root) == before


def test_which_follow_up_is_cancelled_must_be_said_when_several_are_booked(sip: Sip, base: Path) -> None:
    sip("follow-up", "book", "base", "--date", "2027-01-12", *TODAY)
    ended = sip("follow-up", "cancel", "base", *TODAY)
    assert ended.code == 2
    assert "2026-12-01, 2027-01-12" in ended.err


def test_what_a_follow_up_said_is_recorded_and_carried_to_the_plan(sip: Sip, base: Path, root: Path) -> None:
    before = commits(root)
    done = sip(
        *HOLD, *SOUND, "--child-took-part", "part", "--answer", "commitments=Ja", "--goal", "m2=met",
        "--goal", "trivs=open", "--goal-comment", "m1=Går åt rätt håll", "--intervention", "i1=completed: klart i maj",
        "--intervention", "i2=works", "--intervention", "i3=not-done", "--present", "child,vh1", "--absent", "bup",
        "--substitute", "bup=Gia Påhitt", "--waiting", "Kontaktfamilj=socialnämnden", "--comment", "Ta med kartan",
        "--next", "2027-02-02", "--next-time", "14:00", "--next-place", "Rum 12",
    )  # fmt: skip
    assert (done.code, done.out) == (0, "base: follow-up held\n"), done.err
    assert commits(root) == before + 1
    assert git(root, "status", "--porcelain") == ""
    assert read(base, DECEMBER) == {
        "date": "2026-12-01", "time": "14:00", "place": "Påhittskolan, rum 12",
        "participants": ["child", "vh1", "vh2", "skola", "soc", "bup"], "status": "held",
        "present": ["child", "vh1"], "absent": ["bup"], "child_participation": "part",
        "asked_beforehand": {"child": "2026-11-27", "guardians": "2026-11-27"}, "answers": {"commitments": "Ja"},
        "substitutes": {"bup": "Gia Påhitt"},
        "decisions_waiting": [{"about": "Kontaktfamilj", "waits_for": "socialnämnden"}],
        "goals": [{"goal": "m2", "outcome": "met"}, {"goal": "m1", "outcome": "open", "comment": "Går åt rätt håll"}],
        "interventions": [
            {"intervention": "i1", "outcome": "completed", "comment": "klart i maj"},
            {"intervention": "i2", "outcome": "works"}, {"intervention": "i3", "outcome": "not-done"},
        ],
        "comment": "Ta med kartan", "next_on": "2027-02-02",
    }  # fmt: skip
    plan = read(base, "plan.yaml")
    assert [one["status"] for one in plan["goals"]] == ["open", "met"]
    assert [one["status"] for one in plan["interventions"]] == ["completed", "active", "planned"]
    assert "# long | short" in (base / "plan.yaml").read_text(encoding="utf-8")
    booked = read(base, "follow-ups/2027-02-02.yaml")
    assert (booked["time"], booked["place"], booked["status"]) == ("14:00", "Rum 12", "booked")
    assert rules(sip, *TODAY) == {"intervention-not-started", "survey-missing", "decision-feedback-missing"}


def test_where_a_goal_is_not_reached_what_works_is_stressed(sip: Sip, base: Path) -> None:
    """F5."""
    done = sip(*HOLD, *SOUND, "--goal", "m1=open", "--intervention", "i1=works", "--next", "2027-02-02")
    assert "Dwell on what helps" in done.err
    assert "Anpassat schema" in done.err


def test_when_no_goal_is_left_open_the_case_may_be_closed_or_the_plan_revised(sip: Sip, base: Path) -> None:
    """F8."""
    done = sip(*HOLD, *SOUND, "--goal", "m1=met", "--goal", "m2=dropped")
    assert "sip close base" in done.err
    assert "sip plan revise base" in done.err
    assert "Not every goal" not in done.err


def test_a_goal_that_was_met_and_is_open_again_is_open_in_the_plan(sip: Sip, base: Path) -> None:
    sip(*HOLD, *SOUND, "--goal", "m2=met", "--next", "2027-02-02")
    sip("follow-up", "hold", "base", "--date", "2027-02-02", "--goal", "m2=open", "--today", "2027-02-03")
    assert read(base, "plan.yaml")["goals"][1]["status"] == "open"


def test_what_was_broken_is_shown_with_its_source_and_recorded_all_the_same(sip: Sip, base: Path) -> None:
    """F4, B10 (V): nobody was asked beforehand, and bup sent nobody; a reason may be noted."""
    done = sip(*HOLD, "--absent", "bup", "--because", "Tiden räckte inte")
    assert (done.code, done.out) == (0, "base: follow-up held\n")
    assert read(base, DECEMBER)["status"] == "held"
    noted = read(base, "case.yaml")["exceptions"]
    assert {one["rule"] for one in noted} == {"substitute-missing", "follow-up-unprepared"}
    assert {one["reason"] for one in noted} == {"Tiden räckte inte"}
    assert {"substitute-missing", "follow-up-unprepared"} <= rules(sip, *TODAY)


def test_without_a_reason_the_rule_and_its_source_are_said(sip: Sip, base: Path) -> None:
    done = sip(*HOLD, "--next", "2027-02-02")
    assert done.code == 0
    assert "follow-up-unprepared" in done.err
    assert "Inför mötet" in done.err


def test_the_next_follow_up_that_is_booked_already_stays_and_gets_its_place(sip: Sip, base: Path) -> None:
    sip("follow-up", "book", "base", "--date", "2027-02-02", "--time", "14:00", "--participant", "child,vh1", *TODAY)
    done = sip(*HOLD, *SOUND, "--next", "2027-02-02", "--next-place", "Rum 3")
    assert done.code == 0, done.err
    booked = read(base, "follow-ups/2027-02-02.yaml")
    assert (booked["time"], booked["place"], booked["participants"]) == ("14:00", "Rum 3", ["child", "vh1"])


def test_an_occasion_that_only_the_one_before_named_can_be_held_or_cancelled(sip: Sip, base: Path, root: Path) -> None:
    """`next_on` books a follow-up without a file of its own (F6)."""
    path = base / DECEMBER
    text = path.read_text(encoding="utf-8").replace("status: booked", "next_on: 2027-02-02\nstatus: held")
    path.write_text(text, encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "base: by hand")
    assert sip("follow-up", "cancel", "base", "--today", "2027-01-30").code == 0
    assert read(base, "follow-ups/2027-02-02.yaml") == {"date": "2027-02-02", "status": "cancelled"}
    git(root, "reset", "--quiet", "--hard", "HEAD~1")
    held = sip("follow-up", "hold", "base", *SOUND, "--next", "2027-04-01", "--today", "2027-02-03")
    assert held.code == 0, held.err
    assert read(base, "follow-ups/2027-02-02.yaml")["status"] == "held"


def test_one_that_was_never_booked_is_recorded_when_that_is_said(sip: Sip, base: Path, root: Path) -> None:
    before = commits(root)
    hold = ("follow-up", "hold", "base", "--date", "2026-11-10", *SOUND[:1], "2026-11-09", *TODAY)
    refused = sip(*hold)
    assert refused.code == 1
    assert "--unbooked" in refused.err
    assert commits(root) == before
    assert sip(*hold, "--unbooked", "--present", "child,soc").code == 0
    held = read(base, "follow-ups/2026-11-10.yaml")
    assert (held["date"], held["status"], held["participants"]) == ("2026-11-10", "held", ["child", "soc"])
    assert read(base, DECEMBER)["status"] == "booked"


def test_a_day_that_has_not_come_is_not_taken_for_the_one_that_was_held(sip: Sip, base: Path) -> None:
    ended = sip("follow-up", "hold", "base", "--today", "2026-11-20")
    assert ended.code == 2
    assert "--date" in ended.err
    assert read(base, DECEMBER)["status"] == "booked"


def test_one_held_on_another_day_is_found_by_either(sip: Sip, base: Path) -> None:
    sip(*HOLD[:-2], *SOUND, "--held-on", "2026-12-03", "--today", "2026-12-04")
    assert read(base, DECEMBER)["date"] == "2026-12-03"
    for day in ("2026-12-01", "2026-12-03"):
        done = sip("follow-up", "hold", "base", "--date", day, "--comment", f"sagt {day}", "--today", "2026-12-04")
        assert done.out == "base: follow-up: more recorded\n", done.err
        assert read(base, DECEMBER)["comment"] == f"sagt {day}"
    assert read(base, DECEMBER)["date"] == "2026-12-03"


def test_everyone_is_told_of_a_decision_that_waited(sip: Sip, base: Path) -> None:
    """M9."""
    sip(*HOLD, *SOUND, "--waiting", "Kontaktfamilj=socialnämnden", "--waiting", "Skjuts=skolan")
    done = sip(*HOLD, "--fed-back", "Kontaktfamilj=2026-12-02")
    assert (done.code, done.out) == (0, "base: feedback given\n"), done.err
    assert read(base, DECEMBER)["decisions_waiting"] == [
        {"about": "Kontaktfamilj", "waits_for": "socialnämnden", "fed_back_on": "2026-12-02"},
        {"about": "Skjuts", "waits_for": "skolan"},
    ]
    wrong = sip(*HOLD, "--fed-back", "Skjutsar")
    assert wrong.code == 2
    assert "Did you mean “Skjuts”?" in wrong.err


def test_a_child_that_was_not_there_is_spoken_for_and_told_afterwards(sip: Sip, base: Path) -> None:
    """M10."""
    done = sip(*HOLD, *SOUND, "--absent", "child", "--child-represented-by", "Cleo Påhitt")
    assert "--child-told-on" in done.err
    told = sip(*HOLD, "--child-told-on", "2026-12-02")
    assert told.code == 0
    held = read(base, DECEMBER)
    assert (held["child_represented_by"], held["child_told_on"]) == ("Cleo Påhitt", "2026-12-02")


def test_a_new_coordinator_is_written_into_the_plan(sip: Sip, base: Path) -> None:
    """F7: the unit, its contact person when no name is given, its principal."""
    assert sip(*HOLD, *SOUND, "--coordinator", "bup").code == 0
    assert read(base, "plan.yaml")["coordinator"] == {"unit": "bup", "name": "Fia Påhitt", "principal": "region"}
    sip(*HOLD, "--coordinator-name", "Gia Påhitt")
    assert read(base, "plan.yaml")["coordinator"]["name"] == "Gia Påhitt"


def test_surveys_and_care_codes_that_follow_are_named_where_the_guideline_asks(
    sip: Sip, base: Path, root: Path
) -> None:
    """X4 (V), L17 (G)."""
    said = sip(*HOLD, *SOUND).err
    assert "sip plan survey base" in said
    assert "AW010" not in said
    git(root, "reset", "--quiet", "--hard", "HEAD~1")
    in_guideline(root, base, VASTRA_GOTALAND)
    said = sip(*HOLD, *SOUND).err
    assert "AW010" in said
    assert "survey" not in said


def test_substitutes_written_by_hand_as_a_list_keep_their_form(sip: Sip, base: Path, root: Path) -> None:
    path = base / DECEMBER
    path.write_text(
        path.read_text(encoding="utf-8")
        + "absent: [soc]\nsubstitutes:  # på plats\n  - {who: soc, name: Hej Påhitt}\n",
        encoding="utf-8",
    )
    git(root, "commit", "--quiet", "-am", "base: by hand")
    done = sip(*HOLD, *SOUND, "--absent", "soc,bup", "--substitute", "bup=Gia Påhitt", "--substitute", "soc=Ia Påhitt")
    assert done.code == 0, done.err
    assert read(base, DECEMBER)["substitutes"] == [
        {"who": "soc", "name": "Ia Påhitt"}, {"who": "bup", "name": "Gia Påhitt"},
    ]  # fmt: skip
    assert "# på plats" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--goal", "m3=met"), 2, "Known here: m1"),
        (("--goal", "m1=mett"), 2, "Did you mean “met”?"),
        (("--intervention", "i1=work"), 2, "Did you mean “works”?"),
        (("--intervention", "i1"), 2, "i1=works"),
        (("--absent", "bupp"), 2, "Did you mean “bup”?"),
        (("--present", "bup", "--absent", "bup"), 2, "Both present and absent: bup"),
        (("--held-on", "2026-09-01"), 2, "before the plan"),
        (("--asked-child", "2026-12-02"), 2, "after the follow-up"),
        (("--child-told-on", "2026-11-30"), 2, "before the follow-up"),
        (("--next", "2026-12-01"), 2, "this one was held on 2026-12-01"),
        (("--next-time", "14:00"), 2, "--next DATE"),
        (("--substitute", "bup"), 2, "UNIT=NAME"),
        (("--coordinator", "sokla"), 2, "Did you mean “skola”?"),
        (("--comment", "pnr 120530-1234"), 2, "personal identity number"),
        (("--answer", "commitment=Ja"), 2, "Did you mean “commitments”?"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    sip: Sip, base: Path, root: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    before = commits(root)
    ended = sip(*HOLD, *arguments)
    assert (ended.code, words in ended.err) == (code, True), ended.err
    assert commits(root) == before
    assert git(root, "status", "--porcelain") == ""


def test_commit_messages_hold_no_names_and_no_free_text(sip: Sip, base: Path, root: Path) -> None:
    sip(
        *HOLD,
        *SOUND,
        "--absent",
        "bup",
        "--substitute",
        "bup=Gia Påhitt",
        "--comment",
        "Hemligt",
        "--because",
        "Hemligt",
    )
    said = git(root, "log", "-1", "--format=%B")
    for word in ("Gia", "Hemligt"):
        assert word not in said


def test_a_follow_up_in_a_conversation(root: Path, base: Path, sip: Sip) -> None:
    """First what was decided, then the guideline's questions, each goal, each intervention; the next one is booked."""
    talk = Talk(root, "follow-up", "base", "hold", *TODAY)
    talk.answer("Which follow-up was held?", "")
    talk.answer("On which day was it held?", "2026-12-01")
    talk.wait_for("This was decided (version 1, 2026-09-22):")
    talk.wait_for("Anpassat schema, Påhittskolan")
    talk.answer("asked beforehand how it has been?", "2026-12-02")
    talk.wait_for("that is after the follow-up")
    talk.answer("asked beforehand how it has been?", "2026-11-30")
    talk.answer("guardians asked?", "2026-11-30")
    talk.wait_for("Who was absent?")
    talk.answer("Number or word:", "6")
    talk.answer("Who came instead from BUP", "Gia Påhitt")
    talk.answer("Were the others there?", "y")
    talk.wait_for("How did the child take part?")
    talk.answer("Number or word:", "letter")
    talk.answer("Who spoke for the child?", "Cleo Påhitt")
    talk.answer("told what was said?", "")
    talk.answer("what they promised?", "Ja")
    for _number in range(6):
        talk.answer("?:", "")
    talk.wait_for("Lova trivs i skolan")
    talk.answer("Number or word [open]:", "")
    talk.answer("What was said of it?", "Nästan")
    talk.wait_for("Lova är med på två lektioner")
    talk.answer("Number or word [open]:", "2")
    talk.answer("What was said of it?", "")
    talk.wait_for("Anpassat schema")
    talk.answer("Number or word:", "1")
    talk.answer("What was said of it?", "varje dag")
    talk.answer("Number or word:", "")
    talk.answer("Number or word:", "")
    talk.wait_for("Dwell on what helps")
    talk.answer("Which decision waits", "Skolskjuts")
    talk.answer("Whom does it wait for?", "skola")
    talk.answer("Which decision waits", "")
    talk.answer("good to know next time?", "")
    talk.wait_for("It is booked before you part.")
    talk.answer(":", "2026-12-01")
    talk.wait_for("The next follow-up would be on 2026-12-01")
    talk.answer("It is booked before you part.:", "2027-02-02")
    talk.answer("When does it begin?", "14:00")
    talk.answer("Where is it?", "Rum 12")
    talk.wait_for("coordinate from now")
    talk.answer("Number or word:", "")
    assert talk.end() == 0, talk.seen
    held = read(base, DECEMBER)
    assert (held["present"], held["absent"]) == (["child", "vh1", "vh2", "skola", "soc"], ["bup"])
    assert (held["child_participation"], held["answers"]) == ("letter", {"commitments": "Ja"})
    assert held["goals"] == [{"goal": "m1", "outcome": "open", "comment": "Nästan"}, {"goal": "m2", "outcome": "met"}]
    assert held["interventions"] == [{"intervention": "i1", "outcome": "works", "comment": "varje dag"}]
    assert held["decisions_waiting"] == [{"about": "Skolskjuts", "waits_for": "skola"}]
    assert read(base, "follow-ups/2027-02-02.yaml")["place"] == "Rum 12"
    assert git(root, "status", "--porcelain") == ""
    assert rules(sip, *TODAY) == {"intervention-not-started", "survey-missing", "decision-feedback-missing"}


def test_where_the_next_one_is_only_booked_when_needed_the_question_says_so(root: Path, base: Path) -> None:
    """F6 (V) and VG, 4. SIP-möte: the two positions are kept apart. Ctrl-C leaves nothing."""
    in_guideline(root, base, VASTRA_GOTALAND)
    before = commits(root)
    talk = Talk(root, "follow-up", "hold", "base", "--date", "2026-12-01", *TODAY)
    skip_until(talk, "(Enter: none is needed)")
    talk.interrupt()
    assert talk.end() == 130
    assert commits(root) == before
    assert git(root, "status", "--porcelain") == ""


def test_one_that_was_never_booked_is_asked_about(root: Path, base: Path) -> None:
    talk = Talk(root, "follow-up", "hold", "base", "--date", "2026-11-10", "--comment", "Snabbt inkallat", *TODAY)
    talk.answer("Was one held that day all the same?", "y")
    talk.answer("Why was it so?", "")
    assert talk.end() == 0, talk.seen
    assert read(base, "follow-ups/2026-11-10.yaml")["comment"] == "Snabbt inkallat"


def test_a_booking_in_a_conversation(root: Path, base: Path) -> None:
    talk = Talk(root, "follow-up", "base", *TODAY)
    talk.wait_for("What do you want to do?")
    talk.answer("Number or word:", "book")
    talk.answer("On which day is the follow-up meeting?", "+6w")
    talk.wait_for("+6w = Wednesday 2027-01-13")
    talk.answer("When does it begin?", "14:00")
    talk.answer("When does it end?", "13:00")
    talk.answer("When does it end?", "14:45")
    talk.answer("Where is it?", "Rum 12")
    talk.answer("Number or word:", "2")
    talk.wait_for("Who takes part?")
    talk.answer("Number or word [child,vh1,vh2,skola,soc,bup]:", "1, 2, soc")
    talk.answer("Who leads the meeting (chair)?", "Ada Påhitt")
    talk.answer("Who takes notes?", "")
    assert talk.end() == 0, talk.seen
    booked = read(base, "follow-ups/2027-01-13.yaml")
    assert (booked["form"], booked["participants"], booked["ends"]) == ("digital", ["child", "vh1", "soc"], "14:45")
