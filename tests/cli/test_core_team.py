"""`sip core-team`: the three around an unaccompanied child, and their first meeting (E1, E2)."""

from pathlib import Path

import pytest

from tests.cli.conftest import Sip, commits, git
from tests.cli.test_terminal import Talk


@pytest.fixture
def alone(root: Path, sip: Sip) -> Path:
    """Return the folder of a case about an unaccompanied child in Strömsund."""
    done = sip(
        "new", "--guideline", "stromsund", "--child", "Sami Påhitt", "--born", "2011-12-01", "--id", "sami",
        "--need-noticed", "2026-09-01", "--noticed-by", "soc", "--representative", "god-man:Ivo Påhitt",
        "--unit", "soc:social-services:municipality:Socialtjänsten i Fantasia", "--today", "2026-09-01",
    )  # fmt: skip
    assert done.code == 0, done.err
    return root / "cases" / "sami"


def representative(folder: Path) -> str:
    """Return the id that the god man got."""
    text = (folder / "case.yaml").read_text(encoding="utf-8")
    return text.split("representatives:")[1].split("id: ")[1].split("\n")[0].split(",")[0].strip()


def test_the_team_and_its_first_meeting_are_one_commit(alone: Path, root: Path, sip: Sip) -> None:
    before, god_man = commits(root), representative(alone)
    done = sip(
        "core-team", "sami", "--social-worker", "Jo Påhitt", "--representative", god_man, "--caregiver", "Kim Påhitt",
        "--placement-decided", "2026-09-02", "--first-meeting", "2026-09-04", "--today", "2026-09-05",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert done.out == "sami: core team recorded\n"
    assert commits(root) == before + 1
    assert (
        (alone / "case.yaml")
        .read_text(encoding="utf-8")
        .endswith(
            "placement:\n  decided_on: 2026-09-02\n"
            "core_team:\n"
            "  social_worker: Jo Påhitt\n"
            f"  representative: {god_man}\n"
            "  caregiver: Kim Påhitt\n"
            "  first_meeting_on: 2026-09-04\n"
        )
    )
    assert "core-team-meeting-missing" not in sip("check", "sami", "--today", "2026-09-05").out


def test_it_recalls_what_the_guideline_says_and_that_the_meeting_waits(alone: Path, sip: Sip) -> None:
    done = sip("core-team", "sami", "--placement-decided", "2026-09-02", "--today", "2026-09-12")
    assert "Social worker, god man and contact person or foster home are the core." in done.err
    assert "core-team-meeting-missing: the core team has not met, 10 days after" in done.err
    assert "belongs to the guideline" not in done.err


def test_a_first_meeting_to_come_is_taken_and_does_not_count_yet(alone: Path, sip: Sip) -> None:
    done = sip(
        "core-team", "sami", "--placement-decided", "2026-09-02", "--first-meeting", "+3d", "--today", "2026-09-12"
    )
    assert done.code == 0
    assert "2026-09-15 is after 2026-09-12; until then it does not count" in done.err
    assert "core-team-meeting-missing" in done.err


def test_an_own_guideline_says_itself_what_is_recalled(alone: Path, root: Path, sip: Sip) -> None:
    own = (
        "id: fantasia\nextends: stromsund\ntitle: {sv: Fantasia, en: Fantasia}\nreminders:\n  core-team: {off: true}\n"
    )
    own += '  core-team-first-meeting:\n    text: {sv: "Se varandra.", en: "See each other."}\n'
    (root / "guidelines").mkdir()
    (root / "guidelines" / "fantasia.yaml").write_text(own, encoding="utf-8")
    path = alone / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("stromsund", "fantasia"), encoding="utf-8")
    done = sip("core-team", "sami", "--social-worker", "Jo Påhitt")
    assert "See each other." in done.err
    assert "Social worker, god man" not in done.err


def test_elsewhere_it_says_to_which_guideline_it_belongs(base: Path, sip: Sip) -> None:
    done = sip("core-team", "base", "--social-worker", "Jo Påhitt")
    assert done.code == 0
    assert "belongs to the guideline “Strömsund: unaccompanied children, I-SIP”" in done.err
    assert "no rule of vasterbotten asks for it" in done.err
    assert "god man" in done.err  # what there is to remember is told all the same


def test_what_is_left_out_stays_and_comments_survive(base: Path, sip: Sip) -> None:
    path = base / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "core_team: # navet\n  caregiver: Kim Påhitt # familjehem\n")
    sip("core-team", "base", "--representative", "Alva Exempelsson", "--first-meeting", "2026-09-04")
    assert path.read_text(encoding="utf-8").endswith(
        "core_team: # navet\n  caregiver: Kim Påhitt # familjehem\n"
        "  representative: vh1\n  first_meeting_on: 2026-09-04\n"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--representative", "vh3"), "“vh3” is not in this case. Did you mean"),
        (("--representative", "skola"), "“skola” is not in this case."),
        (("--social-worker", "Jo 20120530-1234"), "personal identity number"),
        (("--first-meeting", "2026-02-30"), "the month has no such day"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    base: Path, root: Path, sip: Sip, options: tuple[str, ...], said: str
) -> None:
    before = commits(root)
    done = sip("core-team", "base", *options)
    assert done.code == 2
    assert said in done.err
    assert commits(root) == before
    assert git(root, "status", "--porcelain") == ""


def test_without_anybody_in_a_guardians_place_it_says_how_to_add_one(alone: Path, root: Path, sip: Sip) -> None:
    path, god_man = alone / "case.yaml", representative(alone)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if line.startswith("representatives:"))
    last = next(i for i, line in enumerate(lines) if i > first and line[0].isalpha())
    path.write_text("".join(lines[:first] + lines[last:]), encoding="utf-8")
    done = sip("core-team", "sami", "--representative", god_man)
    assert done.code == 2
    assert "sip add sami --representative god-man:NAME" in done.err


def test_nothing_said_is_nothing_written(base: Path, root: Path, sip: Sip) -> None:
    before = commits(root)
    done = sip("core-team", "base")
    assert done.code == 1
    assert "Nothing was said" in done.err
    assert commits(root) == before


def test_the_conversation_shows_what_is_there_and_every_question_can_be_skipped(
    alone: Path, root: Path, sip: Sip
) -> None:
    sip("core-team", "sami", "--social-worker", "Jo Påhitt")
    before = commits(root)
    talk = Talk(root, "core-team", "sami", "--today", "2026-09-12")
    talk.answer("placement decided?", "2026-09-02")
    talk.answer("(now: Jo Påhitt)", "")
    talk.answer("Number or word", "1")
    talk.answer("contact person where the child lives?", "")
    talk.answer("three first meet?", "fredag")
    assert talk.end() == 0, talk.seen
    assert commits(root) == before + 1
    assert (
        (alone / "case.yaml")
        .read_text(encoding="utf-8")
        .endswith(
            f"core_team:\n  social_worker: Jo Påhitt\n  representative: {representative(alone)}\n"
            "  first_meeting_on: 2026-09-11\nplacement:\n  decided_on: 2026-09-02\n"
        )
    )
    talk = Talk(root, "core-team", "sami")
    talk.wait_for("placement decided?")
    talk.interrupt()
    assert talk.end() == 130
    assert commits(root) == before + 1
