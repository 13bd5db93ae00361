"""`sip plan revise` and `sip plan diff`: the next version, and what differs between versions (F7, F8)."""

import json
from pathlib import Path
from typing import Any

import pytest
import ryaml

from tests.cli.conftest import Sip, commits, git
from tests.cli.test_plan import guideline, one_commit, plan_text, replaced
from tests.cli.test_terminal import Talk

DAY = ("--made-on", "2026-12-01", "--today", "2026-12-01")
REVISE = ("plan", "revise", "base", *DAY)


def plan(base: Path) -> Any:
    return ryaml.loads(plan_text(base))


def ids(base: Path, key: str) -> list[str]:
    return [one["id"] for one in plan(base)[key]]


def told(sip: Sip, *arguments: str) -> list[str]:
    ended = sip("plan", "diff", "base", *arguments)
    assert ended.code == 0, ended.err
    return [line.strip() for line in ended.out.splitlines()]


def test_open_goals_go_on_and_what_is_met_leaves(sip: Sip, base: Path, root: Path) -> None:
    """Ids stay; what ended with its goal or on its own is left; what belongs to one version begins anew."""
    before = commits(root)
    ended = sip(*REVISE, "--goal", "m2=met", "--intervention", "i2=completed", "--intervention", "i3=active", "--need",
                "Vila")  # fmt: skip
    assert ended.out == "base: plan revised\n", ended.err
    one_commit(root, before, "plan revised", "plan-revised")
    now = plan(base)
    assert (now["version"], now["made_on"]) == (2, "2026-12-01")
    assert ids(base, "goals") == ["m1"]
    assert ids(base, "interventions") == ["i3"]
    assert now["interventions"][0]["status"] == "active"
    assert now["needs"] == ["Trygg väg till skolan", "Vila"]
    assert now["coordinator"] == {"unit": "soc", "name": "Eli Påhitt", "principal": "municipality"}
    assert not {"consent_to_plan", "signatures", "copies"} & set(now)
    assert [one["code"] for one in now["care_codes"]] == ["AU124"]
    assert len(now["surveys"]) == 1
    assert "Carried over: “Lova trivs i skolan”, “Samtal”." in ended.err
    assert "Left in the version before: “Lova är med på två lektioner om dagen”, “Anpassat schema”" in ended.err
    assert "unknown-reference" not in sip("check", "base", "--today", "2026-12-02").out


def test_a_goal_that_ends_in_the_revision_is_noted_in_its_follow_up(sip: Sip, base: Path) -> None:
    """Otherwise nothing in the files would say whether it was met or dropped."""
    sip(*REVISE, "--goal", "m2=dropped", "--intervention", "i3=cancelled")
    follow_up = ryaml.loads((base / "follow-ups" / "2026-12-01.yaml").read_text(encoding="utf-8"))
    assert follow_up["goals"] == [{"goal": "m2", "outcome": "dropped"}]
    assert follow_up["interventions"] == [{"intervention": "i3", "outcome": "cancelled"}]
    assert follow_up["status"] == "booked"


def test_what_the_plan_said_already_is_not_noted_again(sip: Sip, base: Path) -> None:
    sip("plan", "goal", "base", "--id", "m2", "--status", "met")
    sip(*REVISE)
    assert ids(base, "goals") == ["m1"]
    assert "goals" not in (base / "follow-ups" / "2026-12-01.yaml").read_text(encoding="utf-8")
    assert "The goal “Lova är med på två lektioner om dagen” is met." in told(sip)


def test_without_a_follow_up_it_is_said_that_nothing_tells_how_a_goal_ended(sip: Sip, base: Path) -> None:
    ended = sip("plan", "revise", "base", "--made-on", "2026-11-01", "--today", "2026-11-01", "--goal", "m2=met")
    assert ended.code == 0
    assert "do not say how these ended: m2" in ended.err
    assert "The goal “Lova är med på två lektioner om dagen” is no longer there." in told(sip)


COMMENTED = """\
# the whole plan
version: 1   # the first
made_on: 2026-09-22
# what she needs
needs: [Lugn]
goals:
  # all of them
  - id: m1
    term: long
    text: Lova trivs   # her own words
    status: open

  # about the lessons
  # and breaks
  - id: m2
    term: short
    part_of: m1
    text: |
      Två lektioner
      # om dagen
    status: open   # since May
  # about sleep
  - id: m3
    term: short
    part_of: m2   # not for long
    text: Sova
interventions:
  - {id: i1, goal: m2, what: Schema, unit: skola}   # one
  # with soc
  - {id: i2, goal: m1, what: Stöd, unit: soc}   # two
  # with bup
  - {id: i3, what: Samtal, unit: bup, status: paused}
# after the list

# who coordinates
coordinator: {unit: soc, name: Eli Påhitt}
# on paper
signatures:
  offered_to_all: true   # at the meeting
# whom to call
contact_if_failing: Eli
copies: {child: 2026-09-22}
# the end
"""

REVISED = """\
# the whole plan
version: 2   # the first
made_on: 2026-12-01
# what she needs
needs: [Lugn]
goals:
  # all of them
  - id: m1
    term: long
    text: Lova trivs   # her own words
    status: open

  # about sleep
  - id: m3
    term: short
    text: Sova
interventions:
  # with soc
  - {id: i2, goal: m1, what: Stöd, unit: soc}   # two
  # with bup
  - {id: i3, what: Samtal, unit: bup, status: paused}
# after the list

# who coordinates
coordinator: {unit: soc, name: Eli Påhitt}
# whom to call
contact_if_failing: Eli
# the end
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_order_and_comments_of_what_is_carried_over_stay(sip: Sip, base: Path, ends: str, mark: bytes) -> None:
    """Each comment goes with what it stands above; a part of a goal that left is a part of none."""
    (base / "plan.yaml").write_bytes(mark + COMMENTED.replace("\n", ends).encode("utf-8"))
    ended = sip(*REVISE, "--goal", "m2=met")
    assert ended.code == 0, ended.err
    assert (base / "plan.yaml").read_bytes() == mark + REVISED.replace("\n", ends).encode("utf-8")


@pytest.mark.parametrize(
    "lists",
    [
        "goals: [{id: m1, term: long, text: Trivas}, {id: m2, term: short, part_of: m1, text: Vara med}]\n"
        "interventions: [{id: i1, goal: m2, what: Schema}, {id: i2, goal: m1, what: Stöd}]\n",
        "goals: [\n  {id: m2, term: short, text: Vara med},\n  {id: m1, term: long, text: Trivas}]\n"
        "interventions: [{id: i2,\n  goal: m1, what: Stöd}]\n",
        "goals:\n-\n  id: m2\n  term: short\n  text: Vara med\n-\n  id: m1\n  term: long\n  text: Trivas\n"
        "interventions:\n  - goal: m2\n    what: Schema\n  - id: i2\n    goal: m1\n    what: Stöd\n",
        "goals:\n  - &mål\n    id: m2\n    term: short\n    text: &t Vara med\n"
        "  - id: m1\n    term: long\n    text: *t\n"
        "interventions:\n  - id: i2\n    goal: m1\n    what: *t\n",
    ],
)
def test_however_a_file_is_written_the_same_is_carried_over(sip: Sip, base: Path, lists: str) -> None:
    (base / "plan.yaml").write_text(f"made_on: 2026-09-22\n{lists}copies: {{child: 2026-09-22}}\n", encoding="utf-8")
    ended = sip(*REVISE, "--goal", "m2=met")
    assert ended.code == 0, ended.err
    assert (ids(base, "goals"), ids(base, "interventions")) == (["m1"], ["i2"])
    assert plan(base)["version"] == 2
    assert list(plan(base)) == ["version", "made_on", "goals", "interventions"]


def test_an_emptied_list_of_interventions_says_so(sip: Sip, base: Path) -> None:
    sip(*REVISE, "--goal", "m2=met", "--intervention", "i2=cancelled", "--intervention", "i3=completed")
    assert "interventions: []\n" in plan_text(base)


def test_a_new_coordinator_is_named_and_the_rest_can_be_changed_at_once(sip: Sip, base: Path) -> None:
    ended = sip(*REVISE, "--coordinator", "bup", "--contact-if-failing", "Fia Påhitt", "--child-does", "Kommer själv")
    assert plan(base)["coordinator"] == {"unit": "bup", "name": "Fia Påhitt", "principal": "region"}
    assert plan(base)["contact_if_failing"] == "Fia Påhitt"
    assert plan(base)["own_actions"]["child"] == "Kommer själv"
    assert "lies with: region" in ended.err


def test_with_every_goal_met_the_case_is_ready_to_be_closed(sip: Sip, base: Path, root: Path) -> None:
    before = commits(root)
    ended = sip(*REVISE, "--goal", "m1=met", "--goal", "m2=dropped")
    assert ended.code == 1
    for words in ("sip close base", "sip plan goal base --id m1 --status met", "--id m2 --status dropped"):
        assert words in ended.err
    assert commits(root) == before
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--goal", "m22=met"), 2, "Did you mean “m2”?"),
        (("--goal", "m2=mett"), 2, "Did you mean “met”?"),
        (("--goal", "m2"), 2, "ID=STATUS"),
        (("--intervention", "i9=active"), 2, "“i9” is not in this case"),
        (("--coordinator", "sok"), 2, "Did you mean “soc”?"),
        (("--need", "Ring 20120530-1234"), 2, "personal identity number"),
        (("--made-on", "2026-09-21"), 2, "made on 2026-09-22"),
        (("--made-on", "2026-02-30"), 2, "not a day"),
    ],
)
def test_a_revision_that_cannot_be_writes_nothing(
    sip: Sip, base: Path, root: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    before, text = commits(root), plan_text(base)
    ended = sip(*REVISE, *arguments)
    assert ended.code == code, ended
    assert words in ended.err
    assert (commits(root), plan_text(base)) == (before, text)


def test_a_version_made_before_the_follow_up_it_comes_from_is_refused(sip: Sip, base: Path, root: Path) -> None:
    replaced(root, base / "follow-ups" / "2026-12-01.yaml", "status: booked ",
             "goals: [{goal: m2, outcome: met}]\nstatus: held ")  # fmt: skip
    ended = sip("plan", "revise", "base", "--made-on", "2026-11-30", "--today", "2026-12-05", "--goal", "m2=met")
    assert ended.code == 1
    assert "--made-on" in ended.err
    assert sip("plan", "revise", "base", "--made-on", "2026-12-01", "--goal", "m2=met").code == 0
    assert "unknown-reference" not in sip("check", "base", "--today", "2026-12-05").out


def test_a_closed_case_is_opened_first(sip: Sip, base: Path, root: Path) -> None:
    (base / "closing.yaml").write_text("date: 2026-11-20\nreason: no-longer-needed\n", encoding="utf-8")
    ended = sip(*REVISE)
    assert ended.code == 1
    assert "sip reopen base" in ended.err


def test_a_revision_in_conversation_asks_how_each_stands_and_what_is_new(base: Path, root: Path, sip: Sip) -> None:
    before = commits(root)
    talk = Talk(root, "plan", "revise", "base", "--today", "2026-12-01")
    talk.answer("[2026-12-01]", "")
    talk.answer("“Lova trivs i skolan” stand?", "")
    talk.answer("“Lova är med på två lektioner om dagen” stand?", "met")
    talk.answer("“Föräldrastöd” stand?", "active")
    talk.answer("“Samtal” stand?", "")
    talk.answer(">", "")
    talk.wait_for("Goal: Lova trivs i skolan")
    talk.answer("What more is done towards it?", "Läxhjälp")
    talk.answer("Which unit does it?", "skola")
    for question in ("Who there", "When does it start?", "How often", "Where?", "When is it", "What more?"):
        talk.answer(question, "")
    talk.answer("what does the child do when it is reached?", "Lova äter frukost")
    talk.answer("Number or word [short]", "")
    talk.answer("Number or word [m1]", "")
    talk.answer("What is done towards it?", "")
    talk.answer("what does the child do when it is reached?", "")
    talk.answer("for no goal of its own?", "")
    talk.answer("What does the child do?", "")
    talk.answer("What do the guardians do?", "")
    talk.answer(">", "")
    talk.answer("Number or word [soc]", "skola")
    for question in ("Who there? (Enter: Ada Påhitt)", "On which number?", "responsibility?", "shared?", "Whom to"):
        talk.answer(question, "")
    assert talk.end() == 0, talk.seen
    one_commit(root, before, "plan revised", "plan-revised")
    now = plan(base)
    assert [one["text"] for one in now["goals"]] == ["Lova trivs i skolan", "Lova äter frukost"]
    assert [one["what"] for one in now["interventions"]] == ["Föräldrastöd", "Samtal", "Läxhjälp"]
    assert now["interventions"][0]["status"] == "active"
    assert now["goals"][1]["part_of"] == "m1"
    assert now["coordinator"]["unit"] == "skola"
    assert "unknown-reference" not in sip("check", "base", "--today", "2026-12-02").out


def test_new_goals_in_the_conversation_are_enough_to_go_on(base: Path, root: Path) -> None:
    replaced(root, base / "plan.yaml", "status: open", "status: met")
    talk = Talk(root, "plan", "revise", "base", "--today", "2026-12-01")
    talk.answer("[2026-12-01]", "")
    talk.answer("“Lova trivs i skolan” stand?", "")
    talk.answer("lektioner om dagen” stand?", "")
    talk.answer(">", "")
    talk.answer("what does the child do when it is reached?", "")
    talk.answer("for no goal of its own?", "")
    assert talk.end() == 1
    assert "sip close base" in talk.seen


def test_a_revision_with_the_same_coordinator_asks_nothing_more_about_it(base: Path, root: Path) -> None:
    before = plan(base)["coordinator"]
    talk = Talk(root, "plan", "revise", "base", "--today", "2026-12-01")
    talk.answer("[2026-12-01]", "")
    for _goal_or_intervention in range(5):
        talk.answer("” stand?", "")
    talk.answer(">", "")
    for _goal in range(2):
        talk.answer("What more is done towards it?", "")
    talk.answer("what does the child do when it is reached?", "")
    for question in ("its own?", "What does the child do?", "What do the guardians do?", ">"):
        talk.answer(question, "")
    for question in ("from now on (coordinator)?", "Whom to contact"):
        talk.answer(question, "")
    assert talk.end() == 0, talk.seen
    assert plan(base)["coordinator"] == before


def test_a_diff_may_be_reckoned_as_on_a_day(sip: Sip, base: Path) -> None:
    sip(*REVISE)
    assert told(sip, "--today", "2026-12-02") == told(sip)
    assert sip("plan", "diff", "base", "--today", "2026-02-30").code == 2


def test_a_diff_tells_in_plain_words(sip: Sip, base: Path, root: Path) -> None:
    """Goals, interventions, own actions, coordinator, and who got what of the new version; the file's order."""
    sip("plan", "intervention", "base", "--id", "i3", "--start", "2026-10-12")
    sip(*REVISE, "--goal", "m2=met", "--intervention", "i2=completed", "--coordinator", "bup", "--need", "Vila",
        "--others-do", "Mormor hämtar")  # fmt: skip
    sip("plan", "goal", "base", "--id", "m9", "--text", "Lova sover gott", "--term", "long")
    sip("plan", "intervention", "base", "--goal", "m9", "--what", "Kvällsrutin", "--unit", "bup", "--start",
        "2027-01-11", "--frequency", "varje kväll")  # fmt: skip
    sip("plan", "intervention", "base", "--id", "i3", "--start", "2026-12-08", "--status", "active")
    sip("plan", "consent", "base", "--answer", "ja", "--on", "2026-12-01", "--today", "2026-12-01")
    sip("plan", "share", "base", "--to", "child", "--to", "vh1", "--on", "2026-12-02", "--today", "2026-12-02")
    assert told(sip) == [
        "Version 2 of 1 December 2026, compared with version 1 of 22 September 2026:",
        "New need: Vila.",
        "The goal “Lova är med på två lektioner om dagen” is met.",
        "New long-term goal: “Lova sover gott”.",
        "The intervention “Anpassat schema” ended with its goal.",
        "The intervention “Föräldrastöd” is completed.",
        "The intervention “Samtal”: starts 8 December instead of 12 October; has started.",
        "New intervention “Kvällsrutin”: done by BUP Hittepå; starts 11 January 2027; how often: varje kväll; serves "
        "the goal “Lova sover gott”.",
        "What others do: Mormor hämtar.",
        "Coordinator: Fia Påhitt, BUP Hittepå instead of Eli Påhitt, Socialtjänsten i Fantasia.",
        "Principal with the overall responsibility: region instead of municipality.",
        "On 1 December the question was put whether the planning is consented to; the answer: yes.",
        "Copies given on 2 December to Lova Exempelsson, Alva Exempelsson.",
    ]
    first = told(sip, "--from", "1", "--to", "1")
    assert first == [
        "Version 1, since it was first made on 22 September 2026:",
        "The intervention “Samtal”: starts 12 October instead of 5 October.",
    ]


def test_with_one_version_a_diff_tells_what_changed_since_it_was_made(sip: Sip, base: Path, root: Path) -> None:
    assert told(sip)[1:] == ["Nothing differs."]
    sip("plan", "goal", "base", "--id", "m2", "--status", "dropped", "--text", "Lova är med på en lektion")
    sip("plan", "goal", "base", "--id", "m1", "--term", "short")
    sip("plan", "change", "base", "--drop-need", "1", "--shared-with", "skola", "--today", "2026-09-30")
    sip("plan", "sign", "base", "--who", "vh1", "--who", "bup")
    (base / "plan.yaml").write_text(plan_text(base).replace("vh2: 2026-09-22, ", ""), encoding="utf-8")
    (base / "plan.yaml").write_text(plan_text(base).replace("  child: Ringer mentorn\n", ""), encoding="utf-8")
    assert told(sip)[1:] == [
        "No longer among the needs: Trygg väg till skolan.",
        "The goal “Lova trivs i skolan” is now short-term.",
        "The goal “Lova är med på två lektioner om dagen” now reads “Lova är med på en lektion”.",
        "The goal “Lova är med på en lektion” has been dropped.",
        "What the child does: nothing any more (it was Ringer mentorn).",
        "The coordination is shared with Påhittskolan.",
        "Signed by Alva Exempelsson, BUP Hittepå.",
        "No longer noted as having a copy: Bo Exempelsson.",
    ], "the file in the folder counts as the present one, also before it is committed"
    assert git(root, "diff", "--name-only") == "cases/base/plan.yaml\n", "a diff writes nothing"


def test_every_kind_of_difference_has_its_sentence(sip: Sip, base: Path) -> None:
    """Also those that only an edit by hand brings about."""
    (base / "plan.yaml").write_text(
        "version: 1\nmade_on: 2026-09-22\nneeds: [B, A]\n"
        "goals:\n  - {term: long, text: Utan id}\n  - {term: long, text: Utan id, status: met}\n"
        "interventions:\n  - {id: i1, what: Schemat, status: paused}\n  - {id: i4, what: Ny}\n"
        "coordinator: {phone: 070-1740651}\ncontact_if_failing: Fia.\nconsent_to_plan: {answer: kanske}\n"
        "care_codes: [{code: AU125}]\nsurveys: []\n",
        encoding="utf-8",
    )
    said = told(sip)[1:]
    for line in (
        "New need: B.", "New long-term goal: “Utan id”.", "The goal “Utan id” is met.",
        "The goal “Lova trivs i skolan” is no longer there.",
        "The intervention “Anpassat schema”: is now called “Schemat”; not said any more which unit does it; not said "
        "any more when it starts; how often: not said any more; where: not said any more; serves no goal of its own "
        "any more; stands as “paused”.",
        "New intervention “Ny”.", "The intervention “Samtal” ended with its goal.",
        "Coordinator: nothing any more (it was Eli Påhitt, Socialtjänsten i Fantasia).",
        "Principal with the overall responsibility: nothing any more (it was municipality).",
        "The coordinator's telephone: 070-1740651.",
        "Whom to contact if the plan fails: Fia instead of Eli Påhitt, 070-1740608.",
        "Consent to the planning: kanske.", "Not all were offered to sign.",
        "Care code AU125 registered on – by –.", "Care code AU124 is no longer noted.",
        "A survey is no longer noted as sent.",
    ):  # fmt: skip
        assert line in said


def test_a_diff_has_the_guidelines_word_for_the_coordinator(sip: Sip, base: Path, root: Path) -> None:
    guideline(root, base, "vastra-gotaland")
    sip("plan", "change", "base", "--coordinator", "bup", "--today", "2026-09-30")
    assert any(line.startswith("Person with overall responsibility for the SIP: Fia Påhitt") for line in told(sip))


def test_json_and_csv_hold_the_same_changes(sip: Sip, base: Path) -> None:
    sip(*REVISE, "--goal", "m2=met")
    data = json.loads(sip("plan", "diff", "base", "--format", "json").out)
    assert (data["case"], data["from"]["version"], data["to"]["version"]) == ("base", 1, 2)
    assert data["from"]["commit"]
    assert data["to"] == {"version": 2, "made_on": "2026-12-01", "commit": None, "recorded": None}
    goal = data["changes"][0]
    assert (goal["part"], goal["id"]) == ("goals", "m2")
    assert goal["said"] == ["The goal “Lova är med på två lektioner om dagen” is met."]
    assert goal["changes"][0]["path"] == ["goals", "m2"]
    assert goal["changes"][0]["new"] is None
    rows = sip("plan", "diff", "base", "--format", "csv").out.splitlines()
    assert rows[:2] == ["part,id,said", "goals,m2,The goal “Lova är med på två lektioner om dagen” is met."]


def test_versions_that_are_not_there_are_wrong_usage(sip: Sip, base: Path) -> None:
    sip(*REVISE, "--goal", "m2=met")
    assert "Known here: 1, 2." in sip("plan", "diff", "base", "--from", "3").err
    backwards = sip("plan", "diff", "base", "--from", "2", "--to", "1")
    assert backwards.code == 2
    assert "not before" in backwards.err


def test_a_broken_plan_in_an_old_commit_is_passed_over_with_a_sentence(sip: Sip, base: Path, root: Path) -> None:
    sound = plan_text(base)
    (base / "plan.yaml").write_text("version: 1\nmade_on: i höstas\n", encoding="utf-8")
    git(root, "commit", "--quiet", "--no-verify", "-am", "base: a slip")
    (base / "plan.yaml").write_text(sound, encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "base: mended")
    sip(*REVISE, "--goal", "m2=met")
    ended = sip("plan", "diff", "base")
    assert ended.code == 0
    assert "cannot be read and is passed over: line 2" in ended.err
    assert "is met." in ended.out


def test_three_versions_are_compared_as_each_was_left(sip: Sip, base: Path, root: Path) -> None:
    sip(*REVISE, "--goal", "m2=met")
    sip("plan", "goal", "base", "--id", "m4", "--text", "Lova äter frukost", "--term", "short", "--part-of", "m1")
    sip("plan", "revise", "base", "--made-on", "2027-02-01", "--today", "2027-02-01", "--coordinator", "skola")
    assert told(sip)[0].startswith("Version 3 of 1 February 2027, compared with version 2")
    assert told(sip)[1].startswith("Coordinator: Ada Påhitt")
    assert "New short-term goal: “Lova äter frukost”." in told(sip, "--from", "1")
    assert "New short-term goal: “Lova äter frukost”." in told(sip, "--to", "2")
    assert git(root, "log", "--format=%s", "-3").splitlines() == [
        "base: plan revised", "base: goal added", "base: plan revised",
    ]  # fmt: skip
