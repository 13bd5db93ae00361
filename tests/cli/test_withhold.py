"""`sip withhold`: what is kept from somebody is left out of their documents, and of theirs only."""

from pathlib import Path

import pytest

from tests.cli.conftest import Sip, commits


@pytest.mark.parametrize(
    ("what", "file"),
    [("bup", "case.yaml"), ("child", "case.yaml"), ("vh1", "case.yaml"), ("m1", "plan.yaml"), ("i1", "plan.yaml"),
     ("follow-ups/2026-12-01", "follow-ups/2026-12-01.yaml"), ("preparation/child", "preparation.yaml")],
)  # fmt: skip
def test_it_is_noted_on_the_record_in_one_commit(base: Path, root: Path, sip: Sip, what: str, file: str) -> None:
    before = commits(root)
    done = sip("withhold", base.name, what, "--from", "vh2")
    assert done.code == 0, done.err
    assert done.out == f"{base.name}: withholding noted\n"
    assert commits(root) == before + 1
    listed = (base / file).read_text(encoding="utf-8").split("withhold_from:")[1]
    assert listed.split()[0].strip("-[]},") == "vh2" or listed.split()[1] == "vh2"
    assert sip("check", base.name, "--today", "2026-10-01").code in (0, 1)


def test_the_reader_does_not_get_it_and_others_do(base: Path, sip: Sip) -> None:
    unit = "bup"
    whole = sip("render", base.name, "plan", "--to", "txt").out
    sip("withhold", base.name, unit, "--from", "vh2")
    theirs = sip("render", base.name, "plan", "--to", "txt", "--for", "vh2")
    assert theirs.out != whole
    assert unit in theirs.err
    assert sip("render", base.name, "plan", "--to", "txt", "--for", "vh1").out == whole


def test_lifted_it_is_as_before(base: Path, sip: Sip) -> None:
    before = (base / "plan.yaml").read_text(encoding="utf-8")
    sip("withhold", base.name, "m1", "--from", "vh2", "--from", "vh1")
    assert sip("withhold", base.name, "m1", "--from", "vh1", "--lift").code == 0
    assert "vh2" in (base / "plan.yaml").read_text(encoding="utf-8").split("withhold_from")[1][:30]
    assert sip("withhold", base.name, "m1", "--lift").out == f"{base.name}: withholding lifted\n"
    assert (base / "plan.yaml").read_text(encoding="utf-8") == before


def test_a_unit_may_get_its_own_part_only(base: Path, sip: Sip) -> None:
    assert sip("withhold", base.name, "bup", "--own-part").code == 0
    assert "sees: own-part" in (base / "case.yaml").read_text(encoding="utf-8")
    assert sip("withhold", base.name, "bup", "--own-part", "--lift").code == 0
    assert "own-part" not in (base / "case.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "named"),
    [(("x", "--from", "vh2"), "x"), (("bup",), "--from"), (("m1", "--own-part"), "m1"), (("bup", "--from", "x"), "x")],
)
def test_what_does_not_fit_is_named_and_nothing_written(
    base: Path, root: Path, sip: Sip, said: tuple[str, ...], named: str
) -> None:
    before = commits(root)
    done = sip("withhold", base.name, *said)
    assert done.code == 2
    assert named in done.err
    assert commits(root) == before


def test_a_document_for_all_says_which_unit_gets_its_own_part_only(base: Path, sip: Sip) -> None:
    assert "--for bup" not in sip("render", base.name, "plan", "--to", "txt").err
    sip("withhold", base.name, "bup", "--own-part")
    assert "--for bup" in sip("render", base.name, "plan", "--to", "txt").err
    assert "--for bup" not in sip("render", base.name, "plan", "--to", "txt", "--for", "bup").err


def test_a_document_for_a_unit_that_lacks_a_consent_says_so(base: Path, sip: Sip) -> None:
    day = ("--today", "2026-10-01")
    assert "consent" not in sip("render", base.name, "plan", "--to", "txt", "--for", "bup", *day).err
    sip("consent", "withdraw", base.name, "--giver", "vh1", "--unit", "bup", "--on", "2026-09-30", *day)
    said = sip("render", base.name, "plan", "--to", "txt", "--for", "bup", *day)
    assert said.code == 0
    assert "vh1" in said.err
    invited = sip(
        "render", base.name, "invitation-professionals", "--language", "en", "--to", "txt", "--for", "bup", *day
    )
    assert "not everyone who has to consent" in " ".join(invited.out.split())
    assert "vh1" not in sip("render", base.name, "plan", "--to", "txt", "--for", "skola", *day).err


def test_an_invitation_whose_document_cannot_be_made_is_recorded_all_the_same(base: Path, root: Path, sip: Sip) -> None:
    sip("withhold", base.name, "skola", "--from", "vh2")
    before = commits(root)
    done = sip("invite", base.name, "--follow-up", "2026-12-01", "--today", "2026-11-02")
    assert done.code == 0, done.err
    assert commits(root) == before + 1
    assert "no document was made" in done.err
    assert "skola" in done.err


def test_a_document_made_again_says_what_is_withheld_by_now(base: Path, sip: Sip) -> None:
    assert sip("render", base.name, "plan", "--to", "pdf", "--save", "--today", "2026-10-01").code == 0
    kept = "2026-10-01-plan.pdf"
    assert "withholds more" not in sip("render", base.name, "--again", kept).err
    sip("withhold", base.name, "bup", "--from", "vh2")
    again = sip("render", base.name, "--again", kept)
    assert again.code == 0
    assert "withholds more" in again.err
    assert "bup" in again.err


def test_lifting_without_anybody_named_lifts_the_own_part_too(base: Path, sip: Sip) -> None:
    before = (base / "case.yaml").read_text(encoding="utf-8")
    sip("withhold", base.name, "bup", "--own-part")
    sip("withhold", base.name, "bup", "--from", "vh2")
    assert sip("withhold", base.name, "bup", "--lift").code == 0
    assert (base / "case.yaml").read_text(encoding="utf-8") == before


def test_withholding_the_unit_that_coordinates_says_what_follows(base: Path, sip: Sip) -> None:
    assert "--lift" in sip("withhold", base.name, "skola", "--from", "vh2").err
    assert "--lift" not in sip("withhold", base.name, "bup", "--from", "vh2").err
    stopped = sip("render", base.name, "plan", "--to", "txt").err
    assert "vh2" in stopped
    assert "vh1" not in stopped


def test_only_what_is_withheld_itself_is_told_of(base: Path, sip: Sip) -> None:
    sip("withhold", base.name, "bup", "--from", "vh2")
    said = sip("render", base.name, "plan", "--to", "txt").err
    assert "bup" in said
    assert "yaml" not in said


def test_an_invitation_is_not_made_for_somebody_who_is_not_invited(base: Path, sip: Sip) -> None:
    sip("add", base.name, "--relative", "Mona Påhitt", "--today", "2026-09-10")
    done = sip("render", base.name, "invitation", "--to", "txt", "--for", "Mona")
    assert done.code == 1
    assert "not invited" in done.err


def test_a_consent_form_says_whose_others_there_are(base: Path, sip: Sip) -> None:
    assert "--about vh2" in sip("render", base.name, "consent-form", "--to", "txt").err
    assert "--about" not in sip("render", base.name, "consent-form", "--to", "txt", "--for", "vh1").err


def test_the_child_is_meant_by_the_swedish_word_too(base: Path, sip: Sip) -> None:
    assert sip("render", base.name, "plan", "--to", "txt", "--for", "barnet").code == 0
