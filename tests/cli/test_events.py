"""Events and deviations by command: what happened, what was decided, told and reported (F2, E3, W1, W2)."""

import json
from pathlib import Path
from typing import Any

import pytest
import ryaml

from tests.cli.conftest import Sip, commits, git
from tests.cli.test_terminal import Talk
from tests.helpers import STROMSUND, VASTRA_GOTALAND

TODAY = ("--today", "2026-10-20")
MOVE = ("event", "add", "base", "--kind", "move", "--on", "2026-10-05", *TODAY)


def read(folder: Path, name: str) -> Any:
    return ryaml.loads((folder / "events" / f"{name}.yaml").read_text(encoding="utf-8"))


def found(sip: Sip, rule: str, today: str = "2026-10-20") -> list[list[str]]:
    """Return what each finding of a rule is about."""
    said = json.loads(sip("check", "base", "--today", today, "--format", "json").out)["findings"]
    return [one["about"] for one in said if one["rule"] == rule]


def in_guideline(root: Path, folder: Path, guideline: str) -> None:
    """Let the reference case be judged by another guideline."""
    path = folder / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("vasterbotten", guideline), encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "base: another guideline")


def test_an_event_is_a_file_of_its_own_with_an_id(sip: Sip, base: Path, root: Path) -> None:
    before = commits(root)
    done = sip(*MOVE, "--about", "Flyttar till Låtsasbyn", "--comment", "I november")
    assert (done.code, done.out) == (0, "base: event recorded\n"), done.err
    assert commits(root) == before + 1
    event = read(base, "2026-10-05-move")
    assert event.pop("id").startswith("e-")
    assert event == {
        "date": "2026-10-05", "kind": "move", "about": "Flyttar till Låtsasbyn", "comment": "I november",
    }  # fmt: skip
    assert git(root, "status", "--porcelain") == ""
    assert "Flyttar" not in git(root, "log", "-1", "--format=%B")
    assert "sip event decide base" in done.err, "F2: the coordinator decides what follows"


def test_a_second_event_of_a_kind_and_day_gets_a_number(sip: Sip, base: Path) -> None:
    ids = set()
    for name in ("move", "move-2", "move-3"):
        assert sip(*MOVE).code == 0
        ids.add(read(base, f"2026-10-05-{name}")["id"])
    assert len(ids) == 3


def test_a_county_may_have_a_word_of_its_own(sip: Sip, base: Path) -> None:
    assert sip("event", "base", "add", "--kind", "ny-skjuts", "--on", "2026-10-05", *TODAY).code == 0
    assert read(base, "2026-10-05-ny-skjuts")["kind"] == "ny-skjuts"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--kind", "mov", "--on", "2026-10-05"), "Did you mean “move”?"),
        (("--kind", "move", "--on", "2026-13-05"), "is not a day"),
        (("--on", "2026-10-05"), "--kind"),
        (("--kind", "dispute", "--on", "2026-10-05"), "sip dispute open"),
        (("--kind", "deviation", "--on", "2026-10-05"), "sip deviation add"),
        (("--kind", "withdrawal", "--on", "2026-10-05"), "sip consent withdraw"),
        (("--kind", "plan-declined", "--on", "2026-10-05"), "--about"),
        (("--kind", "move", "--on", "2026-10-05", "--about", "om 120530-1234"), "personal identity number"),
        (("--kind", "move", "--on", "2026-10-05", "--decision", "waite"), "Did you mean “wait”?"),
        (("--kind", "move", "--on", "2026-10-05", "--decision", "wait", "--decided-on", "2026-10-01"), "2026-10-01 is"),
        (("--kind", "move", "--on", "2026-10-05", "--meeting", "2026-10-01"), "2026-10-01 is before 2026-10-05"),
        (("--kind", "move", "--on", "2026-10-05", "--meeting-time", "10:00"), "--meeting DATE"),
        (("--kind", "asylum-rejection", "--on", "2026-10-05", "--social-worker-told", "2026-10-04"), "is before"),
    ],
)
def test_an_event_that_cannot_be_leaves_nothing(
    sip: Sip, base: Path, root: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = commits(root)
    ended = sip("event", "add", "base", *arguments, *TODAY)
    assert (ended.code, words in ended.err) == (2, True), ended.err
    assert commits(root) == before
    assert not (base / "events").exists()


def test_the_coordinator_waits_and_the_finding_goes(sip: Sip, base: Path) -> None:
    sip(*MOVE)
    assert found(sip, "event-not-assessed") == [[]]
    done = sip("event", "decide", "base", "--decision", "wait", "--on", "2026-10-06", *TODAY)
    assert (done.code, done.out) == (0, "base: event assessed\n")
    event = read(base, "2026-10-05-move")
    assert (event["decision"], event["assessed_on"]) == ("wait", "2026-10-06")
    assert found(sip, "event-not-assessed") == []
    again = sip("event", "decide", "base", "--decision", "wait", *TODAY)
    assert again.code == 1
    assert "No event in base waits for a decision" in again.err


def test_an_earlier_follow_up_is_booked_in_the_same_commit(sip: Sip, base: Path, root: Path) -> None:
    sip(*MOVE)
    before = commits(root)
    done = sip(
        "event", "decide", "base", "--decision", "earlier-meeting", "--meeting", "2026-10-27",
        "--meeting-time", "10.00", "--meeting-place", "Rum 12", *TODAY,
    )  # fmt: skip
    assert (done.code, done.out) == (0, "base: event assessed, follow-up booked\n"), done.err
    assert commits(root) == before + 1
    booked = ryaml.loads((base / "follow-ups" / "2026-10-27.yaml").read_text(encoding="utf-8"))
    assert booked == {
        "date": "2026-10-27", "time": "10:00", "place": "Rum 12",
        "participants": ["child", "vh1", "vh2", "skola", "soc", "bup"], "status": "booked",
    }  # fmt: skip
    taken = sip(*MOVE, "--meeting", "2026-10-27")
    assert taken.code == 1
    assert "There is a follow-up on 2026-10-27 already" in taken.err
    assert not (base / "events" / "2026-10-05-move-2.yaml").exists()


def test_a_decision_to_meet_earlier_without_a_day_names_the_command(sip: Sip, base: Path) -> None:
    done = sip(*MOVE, "--decision", "earlier-meeting", "--decided-on", "2026-10-07")
    assert done.code == 0
    sip(*MOVE)
    done = sip("event", "decide", "base", "move-2", "--decision", "meet earlier", *TODAY)
    assert "sip follow-up book base" in done.err
    assert read(base, "2026-10-05-move-2")["decision"] == "earlier-meeting"


def test_a_decision_in_words_of_ones_own(sip: Sip, base: Path) -> None:
    sip(*MOVE, "--decision", "Vi ringer skolan först")
    event = read(base, "2026-10-05-move")
    assert (event["decision"], event["assessed_on"]) == ("Vi ringer skolan först", "2026-10-20")


def test_which_event_is_meant_is_said_by_name_id_or_part(sip: Sip, base: Path) -> None:
    sip(*MOVE)
    sip(*MOVE)
    sip("event", "add", "base", "--kind", "crisis", "--on", "2026-10-06", *TODAY)
    decide = ("event", "decide", "base")
    several = sip(*decide, "--decision", "wait", *TODAY)
    assert several.code == 2
    assert "2026-10-05-move-2" in several.err
    assert "2026-10-06-crisis" in several.err
    part = sip(*decide, "2026-10-05", "--decision", "wait", *TODAY)
    assert part.code == 2
    assert "fits several" in part.err
    wrong = sip(*decide, "crysis", "--decision", "wait", *TODAY)
    assert wrong.code == 2
    assert "2026-10-06-crisis" in wrong.err
    for said, name in (("crisis", "2026-10-06-crisis"), ("move", "2026-10-05-move")):
        assert sip(*decide, said, "--decision", "wait", *TODAY).code == 0
        assert read(base, name)["decision"] == "wait"
    by_id = read(base, "2026-10-05-move-2")["id"]
    assert sip("event", "base", "decide", by_id, "--decision", "wait", *TODAY).code == 0
    assert read(base, "2026-10-05-move-2")["decision"] == "wait"
    changed = sip(*decide, "crisis", "--decision", "earlier-meeting", *TODAY)
    assert changed.code == 0
    assert read(base, "2026-10-06-crisis")["decision"] == "earlier-meeting"


def test_comments_in_an_events_file_stay(sip: Sip, base: Path, root: Path) -> None:
    (base / "events").mkdir()
    path = base / "events" / "2026-10-05-move.yaml"
    path.write_text("# ringde i dag\ndate: 2026-10-05   # enligt mamma\nkind: move\n", encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "base: by hand")
    assert sip("event", "decide", "base", "--decision", "wait", "--on", "2026-10-06", *TODAY).code == 0
    assert path.read_text(encoding="utf-8") == (
        "# ringde i dag\ndate: 2026-10-05   # enligt mamma\nkind: move\nassessed_on: 2026-10-06\ndecision: wait\n"
    )


def test_a_decision_cannot_come_before_what_happened(sip: Sip, base: Path, root: Path) -> None:
    sip(*MOVE)
    before = commits(root)
    ended = sip("event", "decide", "base", "--decision", "wait", "--on", "2026-10-04", *TODAY)
    assert ended.code == 2
    assert "2026-10-04 is before 2026-10-05" in ended.err
    assert commits(root) == before


def test_where_the_guideline_asks_for_a_meeting_at_a_major_change_it_says_so(sip: Sip, base: Path, root: Path) -> None:
    """F2 (G): a guideline's reminder convene-on-major-change is said when the coordinator does not call a meeting."""
    (root / "guidelines").mkdir()
    (root / "guidelines" / "prov.yaml").write_text(
        "id: prov\nextends: vastra-gotaland\ntitle: {sv: Prov, en: Trial}\n"
        "reminders:\n  convene-on-major-change:\n    text: {sv: Kalla samman, en: Call everyone together}\n",
        encoding="utf-8",
    )
    in_guideline(root, base, "prov")
    assert "Call everyone together" in sip(*MOVE).err
    assert "Call everyone together" in sip("event", "decide", "base", "--decision", "wait", *TODAY).err
    assert "Call everyone together" not in sip(*MOVE, "--meeting", "2026-10-27").err


def test_a_rejection_is_told_to_the_social_worker_at_once(sip: Sip, base: Path, root: Path) -> None:
    """E3 (S)."""
    in_guideline(root, base, STROMSUND)
    add = ("event", "add", "base", "--kind", "asylum-rejection", "--on", "2026-10-05", *TODAY)
    done = sip(*add)
    assert "sip event told base" in done.err
    assert found(sip, "rejection-not-told") == [[]]
    told = sip("event", "told", "base", "--on", "2026-10-06", *TODAY)
    assert (told.code, told.out) == (0, "base: social worker told\n"), told.err
    assert read(base, "2026-10-05-asylum-rejection")["social_worker_told_on"] == "2026-10-06"
    assert found(sip, "rejection-not-told") == []
    assert sip("event", "told", "base", *TODAY).code == 1
    assert "sip event told" not in sip(*add, "--social-worker-told", "2026-10-05").err
    assert read(base, "2026-10-05-asylum-rejection-2")["social_worker_told_on"] == "2026-10-05"


def test_changed_conditions_ask_for_a_meeting_of_all(sip: Sip, base: Path, root: Path) -> None:
    """E4 (S)."""
    in_guideline(root, base, STROMSUND)
    sip("follow-up", "cancel", "base", *TODAY)
    done = sip("event", "add", "base", "--kind", "conditions-changed", "--on", "2026-10-05", *TODAY)
    assert "joint-meeting-needed" in done.err
    assert "sip follow-up book base" in done.err
    sip("event", "decide", "base", "--meeting", "2026-10-27", *TODAY)
    assert found(sip, "joint-meeting-needed") == []


def test_a_no_to_a_plan_is_kept_with_its_reason(sip: Sip, base: Path) -> None:
    """I6 (G)."""
    add = (
        "event",
        "add",
        "base",
        "--kind",
        "plan-declined",
        "--on",
        "2026-10-05",
        "--about",
        "Behovet är tillgodosett",
    )
    assert sip(*add, *TODAY).code == 0
    assert read(base, "2026-10-05-plan-declined")["about"] == "Behovet är tillgodosett"


def test_the_list_tells_what_each_event_waits_for(sip: Sip, base: Path) -> None:
    assert "Nothing is recorded" in sip("event", "list", "base", *TODAY).err
    sip(*MOVE, "--about", "Flyttar")
    sip("event", "add", "base", "--kind", "asylum-rejection", "--on", "2026-10-06", "--decision", "wait", *TODAY)
    sip("event", "add", "base", "--kind", "crisis", "--on", "2026-09-10", *TODAY)
    sip("dispute", "open", "base", "--party", "soc,bup", "--about", "Vem betalar", "--on", "2026-10-07", *TODAY)
    sip("deviation", "add", "base", "--kind", "intervention-not-done", "--about", "i2", "--on", "2026-10-08", *TODAY)
    listed = json.loads(sip("event", "list", "base", *TODAY, "--format", "json").out)
    assert (listed["today"], listed["case"]) == ("2026-10-20", "base")
    assert [(one["event"], one["waits"]) for one in listed["events"]] == [
        ("2026-09-10-crisis", []),  # the plan was made knowing it
        ("2026-10-05-move", ["decision"]),
        ("2026-10-06-asylum-rejection", ["social-worker"]),
        ("2026-10-07-dispute", ["responsibility", "resolution"]),
        ("2026-10-08-deviation", ["report"]),
    ]
    assert listed["events"][4]["about"] == ["intervention-not-done", "i2"]
    table = sip("event", "base", "list", *TODAY).out
    assert "the coordinator's" in table
    assert max(len(line) for line in table.splitlines()) <= 80
    rows = sip("event", "list", "base", *TODAY, "--format", "csv").out.splitlines()
    assert rows[0] == "event,id,date,kind,about,decision,waits"
    assert len(rows) == 6


def test_an_event_in_a_conversation(root: Path, base: Path) -> None:
    talk = Talk(root, "event", "add", "base", *TODAY)
    talk.answer("What has happened? In a few words", "")
    talk.wait_for("change of school")
    talk.answer("Number or word:", "asylum rejection")
    talk.answer("On which day?", "igår")
    talk.wait_for("igår = Monday 2026-10-19")
    talk.answer("What else is there to remember?", "")
    talk.answer("(Enter: not yet)", "2026-10-01")
    talk.wait_for("2026-10-01 is before 2026-10-19")
    talk.answer("(Enter: not yet)", "idag")
    talk.wait_for("What does the coordinator decide")
    talk.wait_for("1  meet earlier")
    talk.answer("Number or word:", "1")
    talk.answer("earlier follow-up meeting?", "+1w")
    talk.answer("When does it begin?", "13:00")
    talk.answer("Where is it?", "")
    assert talk.end() == 0, talk.seen
    event = read(base, "2026-10-19-asylum-rejection")
    assert (event["social_worker_told_on"], event["decision"]) == ("2026-10-20", "earlier-meeting")
    assert (base / "follow-ups" / "2026-10-27.yaml").exists()
    assert git(root, "status", "--porcelain") == ""


def test_a_plan_declined_keeps_what_was_said_first_as_its_reason(root: Path, base: Path) -> None:
    talk = Talk(root, "event", "add", "base", *TODAY)
    talk.answer("In a few words", "Familjen vill inte")
    talk.answer("What kind of event is it?", "plan-declined")
    talk.answer("On which day?", "")
    talk.answer("vill inte]:", "")
    talk.answer("What else is there to remember?", "")
    assert talk.end() == 0, talk.seen
    assert read(base, "2026-10-20-plan-declined")["about"] == "Familjen vill inte"


def test_a_decision_in_own_words_is_taken_in_the_conversation(root: Path, base: Path, sip: Sip) -> None:
    sip(*MOVE, "--about", "Flyttar")
    talk = Talk(root, "event", "decide", "base", *TODAY)
    talk.answer("Number or word:", "9")
    talk.answer("is not one of", "wiat")
    talk.answer("mean “wait”?", "Ring mamma först")
    talk.answer("On which day?", "")
    assert talk.end() == 0, talk.seen
    assert read(base, "2026-10-05-move")["decision"] == "Ring mamma först"


def test_ctrl_c_leaves_no_event(root: Path, base: Path) -> None:
    before = commits(root)
    talk = Talk(root, "event", "add", "base", *TODAY)
    talk.answer("In a few words", "Flyttar")
    talk.answer("Number or word:", "1")
    talk.wait_for("On which day?")
    talk.interrupt()
    assert talk.end() == 130
    assert commits(root) == before
    assert not (base / "events").exists()


def test_several_that_wait_are_shown_to_choose_from(root: Path, base: Path, sip: Sip) -> None:
    sip(*MOVE, "--about", "Flyttar")
    sip("event", "add", "base", "--kind", "crisis", "--on", "2026-10-06", *TODAY)
    talk = Talk(root, "event", "decide", "base", *TODAY)
    talk.wait_for("Flyttar")
    talk.answer("Number or word:", "2")
    talk.answer("What does the coordinator decide", "2")
    talk.answer("On which day?", "")
    assert talk.end() == 0, talk.seen
    assert read(base, "2026-10-06-crisis")["assessed_on"] == "2026-10-20"
    assert "decision" not in read(base, "2026-10-05-move")


ABSENT_TWICE = "date: 2026-10-{day}\nstatus: held\nabsent: [bup]\n"


@pytest.fixture
def deviating(base: Path, root: Path) -> Path:
    """Return the reference case under VG, where i2 and i3 have not begun and bup has been absent twice."""
    for day in ("07", "14"):
        text = ABSENT_TWICE.format(day=day)
        (base / "follow-ups" / f"2026-10-{day}.yaml").write_text(text, encoding="utf-8")
    in_guideline(root, base, VASTRA_GOTALAND)
    return base


def test_a_deviation_answers_for_what_it_is_about_and_for_nothing_else(sip: Sip, deviating: Path, root: Path) -> None:
    """W1: each kind, by the words that the rule deviation-to-report knows."""
    sip("dispute", "open", "base", "--party", "soc,bup", "--about", "Vem", "--on", "2026-10-10", *TODAY)
    dispute = read(deviating, "2026-10-10-dispute")["id"]
    left = {("i2",), ("i3",), ("bup",), (dispute,)}
    assert {tuple(one) for one in found(sip, "deviation-to-report")} == left
    for kind, about, called in (
        ("intervention-not-done", "Samtal", "i3"),
        ("guideline-not-followed", "bup", "bup"),
        ("parties-disagree", "2026-10-10-dispute", dispute),
        ("intervention-not-done", "i2", "i2"),
    ):
        before = commits(root)
        done = sip("deviation", "add", "base", "--kind", kind, "--about", about, "--comment", "Så här var det", *TODAY)
        assert (done.code, done.out) == (0, "base: deviation recorded\n"), done.err
        assert commits(root) == before + 1
        left.remove((called,))
        assert {tuple(one) for one in found(sip, "deviation-to-report")} == left
        assert ("deviation-to-report" in done.err) == bool(left), "what is left is said"
    last = read(deviating, "2026-10-20-deviation-4")
    assert last.pop("id").startswith("e-")
    assert last == {
        "date": "2026-10-20", "kind": "deviation", "about": ["intervention-not-done", "i2"],
        "comment": "Så här var det",
    }  # fmt: skip
    assert "Så här" not in git(root, "log", "-1", "--format=%B")


def test_interventions_without_an_id_are_named_by_their_number(sip: Sip, deviating: Path, root: Path) -> None:
    path = deviating / "plan.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("{id: i3, ", "{"), encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "base: by hand")
    assert ["3"] in found(sip, "deviation-to-report")
    sip("deviation", "add", "base", "--kind", "intervention-not-done", "--about", "3", *TODAY)
    assert sorted(found(sip, "deviation-to-report")) == [["bup"], ["i2"]]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--kind", "guideline-not-followed"), 2, "--about"),
        (("--about", "i2"), 2, "--kind"),
        (("--kind", "intervention-not-don", "--about", "i2"), 2, "Did you mean “intervention-not-done”?"),
        (("--kind", "intervention-not-done", "--about", "bup"), 2, "Known here: i1"),
        (("--kind", "guideline-not-followed", "--about", "bupp"), 2, "Did you mean “bup”?"),
        (("--kind", "guideline-not-followed", "--about", "m1"), 2, "Known here: skola"),
        (("--kind", "parties-disagree", "--about", "bup"), 1, "sip dispute open base"),
        (("--kind", "guideline-not-followed", "--about", "bup", "--on", "2026-02-30"), 2, "is not a day"),
    ],
)
def test_a_deviation_that_cannot_be(
    sip: Sip, base: Path, root: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    before = commits(root)
    ended = sip("deviation", "add", "base", *arguments, *TODAY)
    assert (ended.code, words in ended.err) == (code, True), ended.err
    assert commits(root) == before


def test_a_deviation_is_reported(sip: Sip, deviating: Path) -> None:
    """W2."""
    assert sip("deviation", "report", "base", *TODAY).code == 1
    sip("deviation", "add", "base", "--kind", "intervention-not-done", "--about", "i2,i3", *TODAY)
    early = sip("deviation", "report", "base", "--on", "2026-10-19", *TODAY)
    assert early.code == 2
    assert "2026-10-19 is before 2026-10-20" in early.err
    done = sip("deviation", "base", "report", *TODAY)
    assert (done.code, done.out) == (0, "base: deviation reported\n"), done.err
    assert read(deviating, "2026-10-20-deviation")["reported_on"] == "2026-10-20"


def test_a_deviation_in_a_conversation_starts_from_what_the_rule_finds(root: Path, deviating: Path) -> None:
    talk = Talk(root, "deviation", "add", "base", *TODAY)
    talk.wait_for("the agreed intervention i2 has not been done")
    talk.wait_for("bup has been absent more than once")
    talk.answer("[an agreed intervention was not done]:", "")
    talk.wait_for("Which interventions is it about?")
    talk.wait_for("Föräldrastöd")
    talk.answer("[i2,i3]:", "3")
    talk.answer("On which day?", "")
    talk.answer("What happened?", "")
    assert talk.end() == 0, talk.seen
    assert read(deviating, "2026-10-20-deviation")["about"] == ["intervention-not-done", "i3"]
