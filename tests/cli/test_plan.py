"""`sip plan` at the meeting and after it: the plan made, changed, agreed to, signed, shared, counted (L, C18, X4)."""

from pathlib import Path
from typing import Any

import pytest
import ryaml

from tests.cli.conftest import Sip, commits, git
from tests.cli.test_terminal import Talk

TODAY = ("--today", "2026-09-22")


def plan_text(base: Path) -> str:
    return (base / "plan.yaml").read_text(encoding="utf-8")


def in_plan(base: Path, key: str) -> Any:
    """Return what stands under a key of the plan."""
    return ryaml.loads(plan_text(base))[key]


def replaced(root: Path, path: Path, old: str, new: str) -> None:
    """Change a file by hand and record that."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "base: written by hand")


def guideline(root: Path, base: Path, name: str) -> None:
    replaced(root, base / "case.yaml", "guideline: vasterbotten", f"guideline: {name}")


@pytest.fixture
def unplanned(base: Path, root: Path) -> Path:
    """Return the folder of the reference case before it had a plan."""
    (base / "plan.yaml").unlink()
    (base / "follow-ups" / "2026-12-01.yaml").unlink()
    git(root, "commit", "--quiet", "-am", "base: no plan")
    return base


def one_commit(root: Path, before: int, subject: str, action: str) -> None:
    assert commits(root) == before + 1
    assert git(root, "log", "-1", "--format=%s") == f"base: {subject}\n"
    assert f"Sip-Action: {action}\n" in git(root, "log", "-1", "--format=%B")
    assert git(root, "status", "--porcelain") == ""


NEW = (
    "plan", "new", "base", "--made-on", "2026-09-22", "--need", "Trygg väg", "--need", "Lugn", "--coordinator", "soc",
    "--coordinator-phone", "070-1740650", "--shared-with", "skola", "--contact-if-failing", "Eli Påhitt, 070-1740608",
    "--child-does", "Ringer mentorn", "--guardians-do", "Följer med", "--others-do", "Mormor hämtar", *TODAY,
)  # fmt: skip


def test_a_plan_says_all_that_its_options_say(sip: Sip, unplanned: Path, root: Path) -> None:
    before = commits(root)
    ended = sip(*NEW)
    assert ended.code == 0, ended.err
    assert ended.out == "base: plan made\n"
    one_commit(root, before, "plan made", "plan-made")
    text = plan_text(unplanned)
    for line in (
        "version: 1", "made_on: 2026-09-22", "needs: [Trygg väg, Lugn]", "  child: Ringer mentorn",
        "  guardians: Följer med", "  others: [Mormor hämtar]", "  unit: soc", "  name: Eli Påhitt",
        "  principal: municipality", "  phone: 070-1740650", "  shared_with: [skola]",
        'contact_if_failing: "Eli Påhitt, 070-1740608"',
    ):  # fmt: skip
        assert f"{line}\n" in text


def test_what_the_guideline_still_misses_in_the_plan_is_said(sip: Sip, unplanned: Path) -> None:
    """The four statutory contents are among it: what is done, by whom, what others do, who has the lead."""
    ended = sip("plan", "new", "base", "--made-on", "2026-09-22", *TODAY)
    assert "plan-content-missing" in ended.err
    for words in ("which interventions are needed", "what others than the principals do", "overall responsibility"):
        assert words in ended.err


def test_a_school_of_its_own_operator_does_not_get_the_overall_responsibility(
    sip: Sip, unplanned: Path, root: Path
) -> None:
    """It lies with the municipality or the region; which one is to be said."""
    replaced(root, unplanned / "case.yaml", "operator: municipal\n    principal: municipality",
             "operator: independent\n    principal: independent-operator")  # fmt: skip
    sip("plan", "new", "base", "--made-on", "2026-09-22", "--coordinator", "skola", *TODAY)
    assert "principal" not in plan_text(unplanned)
    sip("plan", "change", "base", "--lead-principal", "kommun", *TODAY)
    assert "principal: municipality" in plan_text(unplanned)


def test_a_second_plan_is_refused_with_what_to_do_instead(sip: Sip, base: Path, root: Path) -> None:
    before = commits(root)
    ended = sip("plan", "new", "base", *TODAY)
    assert ended.code == 1
    assert "sip plan revise" in ended.err
    assert commits(root) == before


def test_the_meeting_at_which_the_plan_was_made_is_noted_as_held(sip: Sip, unplanned: Path, root: Path) -> None:
    replaced(root, unplanned / "invitation.yaml", "held: true", "held: false")
    assert "noted as held" in sip(*NEW).err
    assert "  held: true" in (unplanned / "invitation.yaml").read_text(encoding="utf-8")


def test_a_whole_plan_is_made_in_one_conversation_and_one_commit(unplanned: Path, root: Path, sip: Sip) -> None:
    """Needs, goals with what is done towards each, own actions, who coordinates; questions can be skipped."""
    before = commits(root)
    talk = Talk(root, "plan", "base", "new", *TODAY)
    talk.answer("on which day was it made? [2026-09-22]", "")
    talk.answer(">", "Trygg väg")
    talk.answer(">", "")
    talk.answer("what does the child do when it is reached?", "Lova trivs i skolan")
    talk.answer("Number or word [long]", "")
    talk.answer("What is done towards it?", "")
    talk.answer("what does the child do when it is reached?", "Lova är med på två lektioner")
    talk.answer("Number or word [short]", "")
    talk.answer("Of which goal is it a part?", "1")
    talk.answer("What is done towards it?", "Anpassat schema")
    talk.answer("Which unit does it?", "skola")
    talk.answer("Who there does it?", "")
    talk.answer("When does it start?", "imorgon")
    talk.answer("How often, and when?", "varje dag")
    talk.answer("Where?", "skolan")
    talk.answer("When is it to be done", "igår")
    talk.wait_for("cannot be done before that")
    talk.answer("When is it to be done", "+4w")
    talk.answer("What more?", "")
    talk.answer("what does the child do when it is reached?", "")
    talk.answer("for no goal of its own?", "")
    talk.answer("What does the child do?", "Ringer mentorn")
    talk.answer("What do the guardians do?", "Ring 20120530-1234")
    talk.wait_for("looks like a personal identity number")
    talk.answer("What do the guardians do?", "Följer med")
    talk.answer(">", "")
    talk.answer("Number or word [skola]", "soc")
    talk.answer("Who there? (Enter: Eli Påhitt)", "")
    talk.answer("On which number? (Enter: 070-1740608)", "")
    talk.answer("Number or word", "")
    talk.answer("Number or word", "skola")
    talk.answer("Whom to contact", "")
    assert talk.end() == 0, talk.seen
    one_commit(root, before, "plan made", "plan-made")
    text = plan_text(unplanned)
    for line in ("    start: 2026-09-23", "    due: 2026-10-20", "    frequency: varje dag", "  unit: soc",
                 "  shared_with: [skola]", "    status: planned"):  # fmt: skip
        assert f"{line}\n" in text
    order = [text.index(key) for key in ("needs:", "goals:", "interventions:", "own_actions:", "coordinator:")]
    assert order == sorted(order)
    assert "plan-content-missing" in sip("check", "base", *TODAY).out
    assert "unknown-reference" not in sip("check", "base", *TODAY).out


def test_ctrl_c_in_the_conversation_leaves_nothing(unplanned: Path, root: Path) -> None:
    before = commits(root)
    talk = Talk(root, "plan", "new", "base", *TODAY)
    talk.answer("on which day", "")
    talk.answer(">", "Trygg väg")
    talk.interrupt()
    assert talk.end() == 130
    assert commits(root) == before
    assert not (unplanned / "plan.yaml").exists()


def test_goals_and_interventions_end_with_their_id(sip: Sip, base: Path, root: Path) -> None:
    before = commits(root)
    made = sip("plan", "goal", "base", "--text", "Lova sover gott", "--part-of", "trivs i skolan")
    assert made.code == 0, made.err
    one_commit(root, before, "goal added", "goal-added")
    assert f"  - id: {made.last}\n    term: short\n    part_of: m1\n    text: Lova sover gott\n" in plan_text(base)
    done = sip("plan", "intervention", "base", "--goal", made.last, "--what", "Kvällsrutin", "--unit", "BUP Hittepå",
               "--start", "friday", "--due", "+3w", *TODAY)  # fmt: skip
    one_commit(root, before + 1, "intervention added", "intervention-added")
    assert (
        f"{{id: {done.last}, goal: {made.last}, what: Kvällsrutin, unit: bup, start: 2026-09-25, due: 2026-10-13"
        in (plan_text(base))
    )
    assert sip("plan", "goal", "base", "--id", "m2", "--status", "met").out == "base: goal changed\nm2\n"
    assert sip("plan", "base", "intervention", "--id", "i2", "--status", "active").last == "i2"
    assert "status: active}\n" in plan_text(base)
    assert "# open | met | dropped" in plan_text(base)


def test_a_goal_is_changed_by_questions_that_can_be_skipped(base: Path, root: Path) -> None:
    talk = Talk(root, "plan", "goal", "base", "--id", "m2")
    talk.answer("is to read:", "")
    talk.answer("Is it a long or a short goal?", "")
    talk.answer("Of which goal is it a part?", "")
    talk.answer("How does it stand?", "2")
    assert talk.end() == 0, talk.seen
    assert "text: Lova är med på två lektioner om dagen\n    status: met\n" in plan_text(base)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("goal", "base"), "--text is missing"),
        (("goal", "base", "--text", "x", "--part-of", "m11"), "Did you mean “m1”?"),
        (("goal", "base", "--text", "x", "--term", "lang"), "long"),
        (("goal", "base", "--text", "Ring 20120530-1234"), "personal identity number"),
        (("goal", "base", "--text", "x", "--id", "a b"), "cannot be an id"),
        (("goal", "base", "--id", "m1", "--part-of", "m2"), "a part of itself"),
        (("intervention", "base", "--what", "x"), "--unit is missing"),
        (("intervention", "base", "--what", "x", "--unit", "skoal"), "Did you mean “skola”?"),
        (("intervention", "base", "--what", "x", "--unit", "soc", "--start", "2026-02-30"), "is not a day"),
        (("intervention", "base", "--what", "x", "--unit", "soc", "--start", "+2w", "--due", "+1w"), "before that"),
        (("intervention", "base", "--id", "i2", "--due", "2026-09-30"), "before that"),
        (("intervention", "base", "--id", "i1", "--status", "aktiv"), "Did you mean “active”?"),
        (("change", "base", "--coordinator", "sok"), "Did you mean “soc”?"),
        (("change", "base", "--drop-need", "7"), "“7” is not in this case"),
        (("share", "base", "--to", "vh3"), "“vh3” is not in this case"),
        (("share", "base", "--to", "vh1=2026-13-01"), "is not a day"),
        (("sign", "base", "--who", "bub"), "Did you mean “bup”?"),
        (("survey", "base", "--follow-up", "2026-12-02"), "There is no follow-up on 2026-12-02"),
        (("code", "base", "--code", "AU126"), "AU125"),
        (("consent", "base"), "--answer is missing"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    sip: Sip, base: Path, root: Path, arguments: tuple[str, ...], words: str
) -> None:
    before, text = commits(root), plan_text(base)
    ended = sip("plan", *arguments, *TODAY)
    assert ended.code == 2, ended
    assert words in ended.err
    assert (commits(root), plan_text(base)) == (before, text)


@pytest.mark.parametrize("verb", ["goal", "change", "consent", "sign", "share", "survey", "code", "revise", "diff"])
def test_without_a_plan_it_is_said_how_to_begin_one(sip: Sip, unplanned: Path, root: Path, verb: str) -> None:
    before = commits(root)
    extra = {"goal": ("--text", "x"), "consent": ("--answer", "ja")}.get(verb, ())
    ended = sip("plan", verb, "base", *extra)
    assert ended.code == 1
    assert "sip plan new base" in ended.err
    assert commits(root) == before


def test_a_plan_that_cannot_be_read_is_not_taken_for_none(sip: Sip, base: Path) -> None:
    (base / "plan.yaml").write_text("made_on: i höstas\n", encoding="utf-8")
    for verb in (("new",), ("change", "--need", "x"), ("revise",), ("diff",), ("consent", "--answer", "ja")):
        ended = sip("plan", verb[0], "base", *verb[1:])
        assert ended.code == 3, verb
        assert "plan.yaml, line 1" in ended.err


def test_needs_are_added_and_dropped_and_comments_stay(sip: Sip, base: Path, root: Path) -> None:
    listed = "needs:\n  # mest\n  - Trygg väg till skolan\n  # från oktober\n  - Lugn\n  - Vila   # kväll\n"
    replaced(root, base / "plan.yaml", "needs: [Trygg väg till skolan]\n", listed)
    before = commits(root)
    ended = sip("plan", "change", "base", "--drop-need", "väg", "--drop-need", "3", "--need", "Lugn", "--need", "Mat",
                *TODAY)  # fmt: skip
    assert ended.out == "base: plan changed\n"
    one_commit(root, before, "plan changed", "plan-changed")
    assert "needs:\n  # mest\n  # från oktober\n  - Lugn\n  - Mat\ngoals:\n" in plan_text(base)
    assert "# open | met | dropped" in plan_text(base)


def test_the_last_need_can_be_dropped(sip: Sip, base: Path) -> None:
    sip("plan", "change", "base", "--drop-need", "1", *TODAY)
    assert "needs: []\n" in plan_text(base)
    assert "needs" in sip("check", "base", *TODAY).out


def test_a_new_coordinator_comes_with_their_name_and_what_follows_is_said(sip: Sip, base: Path) -> None:
    ended = sip("plan", "change", "base", "--coordinator", "bup", *TODAY)
    assert "coordinator: {unit: bup, name: Fia Påhitt, principal: region}\n" in plan_text(base)
    assert "overall responsibility now lies with: region" in ended.err
    assert "still: Eli Påhitt, 070-1740608" in ended.err
    sip("plan", "change", "base", "--shared-with", "soc", "--shared-with", "skola", *TODAY)
    sip("plan", "change", "base", "--coordinator", "soc", "--lead-principal", "region", *TODAY)
    assert "{unit: soc, name: Eli Påhitt, principal: region, shared_with: [skola]}\n" in plan_text(base)


def test_a_change_that_says_nothing_writes_nothing(sip: Sip, base: Path, root: Path) -> None:
    before = commits(root)
    ended = sip("plan", "change", "base", *TODAY)
    assert ended.code == 1
    assert "Nothing was said" in ended.err
    assert "Nothing was said" in sip("plan", "sign", "base", *TODAY).err
    assert commits(root) == before


def test_a_change_by_questions_shows_what_stands_there_and_keeps_it(base: Path, root: Path) -> None:
    talk = Talk(root, "plan", "change", "base", *TODAY)
    talk.answer("Which needs are no longer there?", "")
    talk.answer(">", "Vila")
    talk.answer(">", "")
    talk.answer("What does the child do? (Enter: Ringer mentorn)", "")
    talk.answer("(Enter: Följer till skolan)", "Kör till skolan")
    talk.answer(">", "")
    talk.answer("Does the coordination change? [y/n]", "")
    talk.answer("(Enter: Eli Påhitt, 070-1740608)", "")
    assert talk.end() == 0, talk.seen
    assert "(Enter: Eli Påhitt)" not in talk.seen
    text = plan_text(base)
    assert "needs: [Trygg väg till skolan, Vila]" in text
    assert "  child: Ringer mentorn\n  guardians: Kör till skolan\n" in text
    assert "coordinator: {unit: soc, name: Eli Påhitt, principal: municipality}\n" in text


def test_who_coordinates_is_asked_in_detail_where_it_changes(base: Path, root: Path) -> None:
    talk = Talk(root, "plan", "change", "base", *TODAY)
    talk.wait_for("1  Trygg väg till skolan")
    assert "1  1" not in talk.seen
    talk.answer("Which needs are no longer there?", "")
    talk.answer(">", "")
    for question in ("What does the child do?", "What do the guardians do?", ">"):
        talk.answer(question, "")
    talk.answer("Does the coordination change? [y/n]", "y")
    talk.answer("Number or word [soc]", "")
    talk.answer("Who there? (Enter: Eli Påhitt)", "")
    talk.answer("On which number?", "070-1740650")
    talk.answer("Number or word", "")
    talk.answer("Number or word", "")
    talk.answer("(Enter: Eli Påhitt, 070-1740608)", "")
    assert talk.end() == 0, talk.seen
    assert "{unit: soc, name: Eli Påhitt, principal: municipality, phone: 070-1740650}" in plan_text(base)


def test_a_need_is_dropped_by_its_number_in_the_menu(base: Path, root: Path) -> None:
    talk = Talk(root, "plan", "change", "base", *TODAY)
    talk.answer("Number or word", "1")
    talk.answer(">", "")
    for question in ("What does the child do?", "What do the guardians do?", ">", "coordination change?", "Whom to"):
        talk.answer(question, "")
    assert talk.end() == 0, talk.seen
    assert "needs: []\n" in plan_text(base)


def test_a_plan_without_need_goal_or_intervention_is_not_written(unplanned: Path, root: Path) -> None:
    before = commits(root)
    talk = Talk(root, "plan", "new", "base", *TODAY)
    for question in ("was it made?", ">", "Write a goal: what does the child do when it is reached?", "its own?"):
        talk.answer(question, "")
    assert talk.end() == 1
    assert "Nothing was said, so nothing was written." in talk.seen
    assert commits(root) == before
    assert not (unplanned / "plan.yaml").exists()


@pytest.mark.parametrize(("said", "written"), [("ja", "yes"), ("No", "no"), ("Ja, men senare", "Ja, men senare")])
def test_consent_to_the_plan_is_recorded_in_the_words_of_the_rule(
    sip: Sip, base: Path, root: Path, said: str, written: str
) -> None:
    before = commits(root)
    ended = sip("plan", "consent", "base", "--answer", said, "--on", "2026-09-23", "--today", "2026-09-24")
    assert ended.out == "base: consent to the plan asked\n"
    one_commit(root, before, "consent to the plan asked", "plan-consent-asked")
    assert in_plan(base, "consent_to_plan") == {"asked_on": "2026-09-23", "answer": written}
    assert ("The answer is no" in ended.err) == (said == "No")


def test_a_no_is_what_the_rule_speaks_of_in_vastra_gotaland(sip: Sip, base: Path, root: Path) -> None:
    guideline(root, base, "vastra-gotaland")
    sip("plan", "consent", "base", "--answer", "nej", "--on", "2026-09-22", *TODAY)
    assert "plan-consent-missing" in sip("check", "base", *TODAY).out
    sip("plan", "consent", "base", "--answer", "ja", *TODAY)
    assert "plan-consent-missing" not in sip("check", "base", *TODAY).out


def test_signatures_are_added_to_those_that_are_there(sip: Sip, base: Path, root: Path) -> None:
    before = commits(root)
    assert sip("plan", "sign", "base", "--who", "vh1", "--who", "Fia", *TODAY).code == 2
    assert sip("plan", "sign", "base", "--who", "vh1", "--who", "skola", *TODAY).out == "base: signatures recorded\n"
    one_commit(root, before, "signatures recorded", "plan-signed")
    sip("plan", "sign", "base", "--not-offered", "--who", "child", "--who", "vh1", *TODAY)
    assert "signatures: {offered_to_all: false, signed: [vh1, skola, child]}" in plan_text(base)


def test_where_nobody_needs_to_sign_it_is_said_and_recorded_all_the_same(sip: Sip, base: Path, root: Path) -> None:
    assert "need not be signed" not in sip("plan", "sign", "base", "--offered", *TODAY).err
    guideline(root, base, "vastra-gotaland")
    ended = sip("plan", "sign", "base", "--who", "vh1", *TODAY)
    assert "The plan need not be signed." in ended.err
    assert ended.code == 0


def test_copies_go_to_all_who_have_none_unless_named(sip: Sip, base: Path, root: Path) -> None:
    """Who by the guideline should have one, and has none, is said."""
    replaced(root, base / "plan.yaml", "copies: {child: 2026-09-22, vh1: 2026-09-22, vh2: 2026-09-22, skola: "
             "2026-09-22, soc: 2026-09-22, bup: 2026-09-22}\n", "")  # fmt: skip
    before = commits(root)
    ended = sip("plan", "share", "base", "--to", "vh1=2026-09-22", "--to", "Lova", "--on", "2026-09-23", *TODAY)
    assert ended.out == "base: copies of the plan given\n"
    one_commit(root, before, "copies of the plan given", "plan-shared")
    assert "vh1: 2026-09-22\n  child: 2026-09-23\n" in plan_text(base)
    assert "should have a copy, and have none noted: vh2, skola, soc, bup" in ended.err
    again = sip("plan", "share", "base", "--on", "2026-09-24", "--today", "2026-09-24")
    assert "should have" not in again.err
    for who in ("vh2", "skola", "soc", "bup"):
        assert f"  {who}: 2026-09-24\n" in plan_text(base)
    full = sip("plan", "share", "base", "--today", "2026-09-25")
    assert full.code == 1
    assert "Everyone involved has a copy" in full.err


def test_a_unit_without_consent_gets_no_copy_unless_there_is_a_reason(sip: Sip, base: Path, root: Path) -> None:
    for giver in ("vh1", "vh2"):
        sip("consent", "withdraw", "base", "--giver", giver, "--unit", "bup", "--on", "2026-09-23", "--today",
            "2026-09-23")  # fmt: skip
    before, text = commits(root), plan_text(base)
    refused = sip("plan", "share", "base", "--to", "bup", "--to", "vh1", "--today", "2026-09-24")
    assert refused.code == 1
    for words in ("bup has no consent in force on 2026-09-24", "source:", "--because", "sip consent give base"):
        assert words in refused.err
    assert (commits(root), plan_text(base)) == (before, text)
    assert sip("plan", "share", "base", "--to", "bup=2026-09-22", "--today", "2026-09-24").code == 0, "the day counts"
    done = sip("plan", "share", "base", "--to", "bup", "--because", "Följde med i brevet", "--today", "2026-09-24")
    assert done.code == 0, done.err
    assert "bup: 2026-09-24" in plan_text(base)
    case = (base / "case.yaml").read_text(encoding="utf-8")
    assert "rule: sharing-without-consent" in case
    assert "reason: Följde med i brevet" in case
    assert sip("check", "base", "--today", "2026-09-24").code == 1


def test_in_a_conversation_those_without_consent_are_not_proposed(base: Path, root: Path, sip: Sip) -> None:
    replaced(root, base / "plan.yaml", "vh2: 2026-09-22, skola: 2026-09-22, soc: 2026-09-22, bup: 2026-09-22}", "soc: "
             "2026-09-22}")  # fmt: skip
    for giver in ("vh1", "vh2"):
        sip("consent", "withdraw", "base", "--giver", giver, "--unit", "bup", "--on", "2026-09-23", "--today",
            "2026-09-23")  # fmt: skip
    talk = Talk(root, "plan", "share", "base", "--today", "2026-09-24")
    talk.answer("On which day", "igår")
    talk.answer("Number or word [vh2,skola]", "")
    assert talk.end() == 0, talk.seen
    assert "vh2: 2026-09-23, skola: 2026-09-23}" in plan_text(base)


def test_a_survey_is_recorded_at_the_plan_or_at_a_follow_up(sip: Sip, base: Path, root: Path) -> None:
    replaced(root, base / "plan.yaml", "surveys:\n  - {at: plan, sent_on: 2026-09-25, to: [child, guardians]}\n", "")
    before = commits(root)
    assert sip("plan", "survey", "base", "--on", "2026-09-25", "--today", "2026-09-30").out == "base: survey sent\n"
    one_commit(root, before, "survey sent", "survey-sent")
    assert "surveys:\n  - at: plan\n    sent_on: 2026-09-25\n    to: [child, guardians]\n" in plan_text(base)
    again = sip("plan", "survey", "base", "--on", "2026-09-25", "--today", "2026-09-30")
    assert "already says so" in again.err
    sip("plan", "survey", "base", "--to", "vh1", "--follow-up", "2026-12-01", "--today", "2026-12-02")
    follow_up = (base / "follow-ups" / "2026-12-01.yaml").read_text(encoding="utf-8")
    assert "surveys:\n  - at: follow-up\n    sent_on: 2026-12-02\n    to: [vh1]\n" in follow_up
    assert "# booked | held | cancelled" in follow_up


def test_the_right_care_code_is_proposed(sip: Sip, base: Path, root: Path) -> None:
    """AU124 at a plan, AW010 at a follow-up, AU125 after a discharge; the one takes the other's place."""
    guideline(root, base, "vastra-gotaland")
    replaced(root, base / "plan.yaml", "care_codes:\n  - {code: AU124, registered_on: 2026-09-22, unit: bup}\n", "")
    before = commits(root)
    assert sip("plan", "code", "base", "--on", "2026-09-24", *TODAY).out == "base: care code registered\n"
    one_commit(root, before, "care code registered", "care-code-registered")
    assert "  - code: AU124\n    registered_on: 2026-09-24\n    unit: bup\n" in plan_text(base)
    sip("plan", "code", "base", "--follow-up", "2026-12-01", "--unit", "bup", "--today", "2026-12-02")
    assert "code: AW010" in (base / "follow-ups" / "2026-12-01.yaml").read_text(encoding="utf-8")
    replaced(root, base / "case.yaml", "route: hlt ", "route: discharge ")
    assert "care-code-wrong" in sip("check", "base", "--today", "2026-09-30").out
    sip("plan", "code", "base", "--on", "2026-09-25", *TODAY)
    assert "  - code: AU125\n    registered_on: 2026-09-25\n    unit: bup\n" in plan_text(base)
    assert "AU124" not in plan_text(base)


def test_the_wrong_care_code_needs_a_reason_where_the_guideline_tells_them_apart(
    sip: Sip, base: Path, root: Path
) -> None:
    guideline(root, base, "vastra-gotaland")
    before = commits(root)
    refused = sip("plan", "code", "base", "--code", "au125", "--on", "2026-09-22", *TODAY)
    assert refused.code == 1
    assert "care-code-wrong" in refused.err
    assert "here it is AU124" in refused.err
    assert commits(root) == before
    done = sip(
        "plan", "code", "base", "--code", "AU125", "--on", "2026-09-22", "--because", "Redan registrerad", *TODAY
    )
    assert done.code == 0, done.err
    assert "code: AU125" in plan_text(base)


def test_the_log_reads_as_a_story_without_names(sip: Sip, unplanned: Path, root: Path) -> None:
    sip(*NEW)
    goal = sip("plan", "goal", "base", "--text", "Lova trivs").last
    sip("plan", "intervention", "base", "--goal", goal, "--what", "Samtal", "--unit", "bup")
    sip("plan", "consent", "base", "--answer", "ja", *TODAY)
    sip("plan", "sign", "base", "--offered", *TODAY)
    sip("plan", "share", "base", *TODAY)
    told = git(root, "log", "--reverse", "--format=%s", "-6").splitlines()
    assert told == [
        "base: plan made", "base: goal added", "base: intervention added", "base: consent to the plan asked",
        "base: signatures recorded", "base: copies of the plan given",
    ]  # fmt: skip
    assert "Lova" not in git(root, "log", "--format=%B")
    journal = sip("history", "base").out
    for words in ("plan made", "goal added", "consent to the plan asked", "copies of the plan given"):
        assert words in journal
