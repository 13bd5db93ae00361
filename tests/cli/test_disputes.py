"""Disputes by command: opened, who answers meanwhile, taken further, resolved (W3, W4)."""

import json
from pathlib import Path
from typing import Any

import pytest
import ryaml

from tests.cli.conftest import Sip, commits, git
from tests.cli.test_terminal import Talk
from tests.helpers import VASTRA_GOTALAND

TODAY = ("--today", "2026-10-20")
OPEN = ("dispute", "open", "base", "--party", "soc", "--party", "BUP Hittepå", "--about", "Vem ger stödet",
        "--on", "2026-10-01", *TODAY)  # fmt: skip
NAME = "2026-10-01-dispute"


def read(folder: Path, name: str = NAME) -> Any:
    return ryaml.loads((folder / "events" / f"{name}.yaml").read_text(encoding="utf-8"))


def rules(sip: Sip, today: str = "2026-10-20") -> set[str]:
    """Return the rules about disputes that find something."""
    said = json.loads(sip("check", "base", "--today", today, "--format", "json").out)["findings"]
    return {one["rule"] for one in said if one["rule"].startswith("dispute")}


@pytest.fixture
def gotaland(base: Path, root: Path) -> Path:
    """Return the reference case in the guideline that has rules for disputes."""
    path = base / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("vasterbotten", VASTRA_GOTALAND), encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "base: another guideline")
    return base


def test_a_dispute_opens_with_the_nearest_managers_and_somebody_answers_meanwhile(
    sip: Sip, gotaland: Path, root: Path
) -> None:
    before = commits(root)
    done = sip(*OPEN, "--responsible", "soc", "--for", "Stöd i hemmet tills vidare")
    assert (done.code, done.out) == (0, "base: dispute opened\n"), done.err
    assert commits(root) == before + 1
    said = read(gotaland)
    assert said.pop("id").startswith("e-")
    assert said == {
        "date": "2026-10-01", "kind": "dispute", "parties": ["soc", "bup"], "about": "Vem ger stödet",
        "escalation_level": "nearest-manager",
        "temporary_responsibility": {"unit": "soc", "what": "Stöd i hemmet tills vidare", "agreed_on": "2026-10-01"},
    }  # fmt: skip
    assert "dispute-without-temporary-responsibility" not in rules(sip)
    assert "sip deviation add base --kind parties-disagree" in done.err, "W1: parties that disagree"
    assert "Vem" not in git(root, "log", "-1", "--format=%B")
    assert git(root, "status", "--porcelain") == ""


def test_without_it_who_answers_meanwhile_is_asked_for_at_once(sip: Sip, gotaland: Path) -> None:
    """W4."""
    done = sip(*OPEN)
    assert "sip dispute responsibility base" in done.err
    assert "dispute-without-temporary-responsibility" in rules(sip)
    agreed = sip("dispute", "base", "responsibility", "--unit", "bup", "--what", "Samtal", "--on", "2026-10-02", *TODAY)
    assert (agreed.code, agreed.out) == (0, "base: temporary responsibility agreed\n"), agreed.err
    assert read(gotaland)["temporary_responsibility"] == {"unit": "bup", "what": "Samtal", "agreed_on": "2026-10-02"}
    assert "dispute-without-temporary-responsibility" not in rules(sip)
    other = sip("dispute", "responsibility", "base", "dispute", "--unit", "soc", "--what", "Allt", *TODAY)
    assert other.code == 0
    assert read(gotaland)["temporary_responsibility"]["unit"] == "soc"


def test_a_dispute_goes_from_level_to_level(sip: Sip, gotaland: Path) -> None:
    """W3."""
    sip(*OPEN)
    assert "dispute-not-escalated" in rules(sip)
    first = sip("dispute", "escalate", "base", "--on", "2026-10-16", *TODAY)
    assert (first.code, first.out) == (0, "base: dispute escalated\n"), first.err
    assert "line organisation" in first.err
    said = read(gotaland)
    assert (said["escalation_level"], said["escalated_on"]) == ("line-organisation", "2026-10-16")
    assert "dispute-not-escalated" not in rules(sip)
    assert sip("dispute", "escalate", "base", "--to", "delregional", *TODAY).code == 0
    last = sip("dispute", "escalate", "base", *TODAY)
    assert last.code == 1
    assert "last level" in last.err


def test_a_level_may_be_passed_over(sip: Sip, gotaland: Path) -> None:
    sip(*OPEN)
    assert sip("dispute", "escalate", "base", "--to", "delregional", *TODAY).code == 0
    assert read(gotaland)["escalation_level"] == "delregional"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--to", "nearest-manager"), "no step further"),
        (("--to", "line-organisation"), "no step further"),
        (("--to", "line-organization"), "Did you mean “line-organisation”?"),
        (("--on", "2026-09-30"), "2026-09-30 is before 2026-10-01"),
        (("--on", "2026-10-10"), "2026-10-10 is before 2026-10-16"),
    ],
)
def test_a_dispute_never_goes_back(
    sip: Sip, gotaland: Path, root: Path, arguments: tuple[str, ...], words: str
) -> None:
    sip(*OPEN)
    sip("dispute", "escalate", "base", "--on", "2026-10-16", *TODAY)
    before = commits(root)
    ended = sip("dispute", "escalate", "base", *arguments, *TODAY)
    assert (ended.code, words in ended.err) == (2, True), ended.err
    assert commits(root) == before


def test_a_resolved_dispute_waits_for_nothing_and_goes_no_further(sip: Sip, gotaland: Path, root: Path) -> None:
    sip(*OPEN)
    sip("dispute", "escalate", "base", "--on", "2026-10-05", *TODAY)
    for day, before in (("2026-09-30", "2026-10-01"), ("2026-10-04", "2026-10-05")):
        ended = sip("dispute", "resolve", "base", "--on", day, *TODAY)
        assert ended.code == 2
        assert f"{day} is before {before}" in ended.err
    done = sip("dispute", "resolve", "base", "--on", "2026-10-06", "--decision", "Delat ansvar", *TODAY)
    assert (done.code, done.out) == (0, "base: dispute resolved\n"), done.err
    said = read(gotaland)
    assert (said["resolved_on"], said["decision"]) == ("2026-10-06", "Delat ansvar")
    assert rules(sip) == set()
    assert "Delat" not in git(root, "log", "-1", "--format=%B")
    none = sip("dispute", "escalate", "base", *TODAY)
    assert none.code == 1
    assert "No dispute is open" in none.err
    over = sip("dispute", "escalate", "base", NAME, *TODAY)
    assert over.code == 1
    assert "was resolved on 2026-10-06" in over.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--party", "soc", "--about", "Vem"), "at least are needed"),
        (("--party", "soc", "--party", "soc", "--about", "Vem"), "at least are needed"),
        (("--party", "soc", "--party", "bupp", "--about", "Vem"), "Did you mean “bup”?"),
        (("--party", "soc,bup"), "--about"),
        (("--about", "Vem"), "--party"),
        (("--party", "soc,bup", "--about", "Vem", "--for", "Stöd"), "--responsible"),
        (("--party", "soc,bup", "--about", "Vem", "--responsible", "vh1"), "Known here: skola"),
        (("--party", "soc,bup", "--about", "Vem om 120530-1234"), "personal identity number"),
    ],
)
def test_a_dispute_that_cannot_be(sip: Sip, base: Path, root: Path, arguments: tuple[str, ...], words: str) -> None:
    before = commits(root)
    ended = sip("dispute", "open", "base", *arguments, *TODAY)
    assert (ended.code, words in ended.err) == (2, True), ended.err
    assert commits(root) == before
    assert not (base / "events").exists()


def test_responsibility_cannot_be_agreed_before_the_dispute(sip: Sip, base: Path) -> None:
    sip(*OPEN)
    ended = sip("dispute", "responsibility", "base", "--unit", "soc", "--what", "Allt", "--on", "2026-09-01", *TODAY)
    assert ended.code == 2
    assert "is before 2026-10-01" in ended.err


def test_a_responsibility_written_by_hand_as_a_sentence_gives_way(sip: Sip, base: Path, root: Path) -> None:
    (base / "events").mkdir()
    (base / "events" / f"{NAME}.yaml").write_text(
        "date: 2026-10-01\nkind: dispute   # muntligt\nparties: [soc, bup]\ntemporary_responsibility: soc så länge\n",
        encoding="utf-8",
    )
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "base: by hand")
    assert sip("dispute", "responsibility", "base", "--unit", "soc", "--what", "Allt", *TODAY).code == 0
    assert read(base)["temporary_responsibility"] == {"unit": "soc", "what": "Allt", "agreed_on": "2026-10-20"}
    assert sip("dispute", "escalate", "base", *TODAY).code == 0
    assert read(base)["escalation_level"] == "line-organisation"
    assert "# muntligt" in (base / "events" / f"{NAME}.yaml").read_text(encoding="utf-8")


def test_a_dispute_in_a_conversation(root: Path, base: Path) -> None:
    talk = Talk(root, "dispute", "open", "base", *TODAY)
    talk.wait_for("Who disagrees?")
    talk.answer("Numbers or words:", "5")
    talk.wait_for("at least are needed")
    talk.answer("Numbers or words:", "5, bup")
    talk.answer("What do they disagree on?", "Vem ger stödet")
    talk.answer("Since which day?", "igår")
    talk.wait_for("Who answers meanwhile")
    talk.answer("Number or word:", "soc")
    talk.answer("answer for meanwhile?", "Stöd i hemmet")
    assert talk.end() == 0, talk.seen
    said = read(base, "2026-10-19-dispute")
    assert said["parties"] == ["soc", "bup"]
    assert said["temporary_responsibility"] == {"unit": "soc", "what": "Stöd i hemmet", "agreed_on": "2026-10-19"}


def test_who_answers_meanwhile_is_asked_even_where_all_else_was_given(root: Path, base: Path) -> None:
    """W4: at once."""
    talk = Talk(root, *OPEN)
    talk.wait_for("Who answers meanwhile")
    talk.answer("Number or word:", "")
    talk.wait_for("Agree at once on who answers meanwhile")
    assert talk.end() == 0, talk.seen
    assert "temporary_responsibility" not in read(base)


def test_ctrl_c_leaves_no_dispute(root: Path, base: Path) -> None:
    before = commits(root)
    talk = Talk(root, "dispute", "open", "base", *TODAY)
    talk.answer("Numbers or words:", "4,5")
    talk.wait_for("What do they disagree on?")
    talk.interrupt()
    assert talk.end() == 130
    assert commits(root) == before
    assert not (base / "events").exists()
