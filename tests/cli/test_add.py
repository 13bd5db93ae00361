"""`sip add`: somebody joins a case later."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
import ryaml

from tests.cli.conftest import Ended, Sip, commits, git
from tests.helpers import CLOSED

DAY = "2026-09-10"
terminal = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")


def read(base: Path, name: str = "case.yaml") -> dict[str, Any]:
    """Return a file of the case as it reads back."""
    found: dict[str, Any] = ryaml.loads((base / name).read_text(encoding="utf-8"))
    return found


def added(sip: Sip, base: Path, *more: str) -> tuple[dict[str, Any], Ended]:
    """Add somebody to the reference case by options; return case.yaml, and how it ended."""
    before = commits(base)
    ended = sip("add", "base", *more, "--today", DAY)
    assert ended.code == 0, ended.err
    assert ended.out == "base: people or units added\n"
    assert commits(base) == before + 1
    assert git(base, "status", "--porcelain") == ""
    return read(base), ended


def refused(ended: Ended, base: Path, *words: str, code: int = 2) -> None:
    """Check that a command was refused in these words, and that nothing was written."""
    assert ended.code == code, ended.err
    for word in words:
        assert word in ended.err
    assert git(base, "status", "--porcelain") == ""


def silent(sip: Sip) -> set[tuple[str, str]]:
    """Return (giver, unit) of the consents without an answer, as `sip consent show` says."""
    rows = json.loads(sip("consent", "show", "base", "--today", DAY, "--format", "json").out)["consents"]
    return {(row["giver"], row["unit"]) for row in rows if row["standing"] == "silent"}


def unanswered(base: Path) -> set[tuple[str, str]]:
    """Return (giver, unit) of the records in consent.yaml that wait for an answer."""
    records = read(base, "consent.yaml")["consents"]
    return {(one["giver"], unit) for one in records if one["status"] == "unanswered" for unit in one["units"]}


def test_a_unit_that_joins_waits_for_everybodys_consent(sip: Sip, base: Path) -> None:
    consent = (base / "consent.yaml").read_text(encoding="utf-8")
    case, ended = added(sip, base, "--unit", "vc:vårdcentral:region:Vårdcentralen Hittepå")
    assert case["units"][-1] == {
        "id": "vc", "name": "Vårdcentralen Hittepå", "kind": "health-centre", "principal": "region"
    }  # fmt: skip
    asked = {("vh1", "vc"), ("vh2", "vc")} | ({("child", "vc")} if "giver: child" in consent else set())
    assert unanswered(base) == silent(sip) == asked
    assert "vh1: vc" in ended.err
    assert "sip consent give base" in ended.err
    assert "Vårdcentralen" not in git(base, "log", "-1", "--format=%B")


def test_a_guardian_who_joins_is_asked_for_every_unit_and_gets_an_id_of_their_own(sip: Sip, base: Path) -> None:
    text = (
        (base / "case.yaml").read_text(encoding="utf-8").replace("  - {id: vh1, name: Alva", "  - {id: vh3, name: Alva")
    )
    kept = "\n".join(line for line in text.splitlines() if "id: vh2" not in line)
    (base / "case.yaml").write_text(kept + "\n", encoding="utf-8")
    consent = (base / "consent.yaml").read_text(encoding="utf-8").replace("vh1", "vh3").replace("vh2", "vh3")
    (base / "consent.yaml").write_text(consent, encoding="utf-8")
    for name in ("plan.yaml", "invitation.yaml", "follow-ups/2026-12-01.yaml", "preparation.yaml"):
        (base / name).unlink(missing_ok=True)
    git(base, "add", "-A", ".")
    git(base, "commit", "--quiet", "-m", "base: by hand")
    case, _ended = added(sip, base, "--guardian", "Cilla Exempelsson, 070-1740611", "--guardian", "Dan Exempelsson")
    assert [(one["id"], one["name"]) for one in case["guardians"]] == [
        ("vh3", "Alva Exempelsson"), ("vh1", "Cilla Exempelsson"), ("vh2", "Dan Exempelsson"),
    ]  # fmt: skip
    assert unanswered(base) == {(who, unit) for who in ("vh1", "vh2") for unit in ("skola", "soc", "bup")}


def test_comments_and_what_was_not_touched_stay_as_they_were(sip: Sip, base: Path) -> None:
    before = (base / "case.yaml").read_text(encoding="utf-8")
    added(sip, base, "--relative", "Karin Exempelsson:mormor", "--contact", "bup=Gun Påhitt, 070-1740612")
    after = (base / "case.yaml").read_text(encoding="utf-8")
    gone = [line for line in before.splitlines() if line not in after.splitlines()]
    assert gone == ['    contact: {name: Fia Påhitt, role: kurator, phone: "070-1740609"}']
    assert "# two guardians: joint custody" in after
    assert "contact: {name: Gun Påhitt, phone: 070-1740612}" in after
    assert read(base)["relatives"] == [{"id": "n1", "name": "Karin Exempelsson", "relation": "mormor"}]
    assert unanswered(base) == set(), "neither a relative nor a contact person consents"


def test_the_same_contact_person_keeps_what_else_is_known_of_them(sip: Sip, base: Path) -> None:
    case, _ended = added(sip, base, "--contact", "BUP Hittepå=Fia Påhitt, 070-1740699")
    assert case["units"][2]["contact"] == {"name": "Fia Påhitt", "role": "kurator", "phone": "070-1740699"}


def test_a_unit_and_its_contact_person_may_come_together(sip: Sip, base: Path) -> None:
    case, _ended = added(
        sip, base, "--unit", "vc:health-centre:region:Vårdcentralen Hittepå", "--contact", "vc=Gun Påhitt",
        "--other-plan", "rehabplan:vc", "--representative", "proxy:Ivo Påhitt::2027-01-01",
        "--child-best-responsible", "Ada Påhitt:skola", "--child-best-responsible-told", "2026-09-02",
    )  # fmt: skip
    assert case["units"][3]["contact"] == {"name": "Gun Påhitt"}
    assert case["other_plans"] == [{"kind": "rehabplan", "unit": "vc"}]
    assert case["representatives"] == [{"id": "f1", "kind": "proxy", "name": "Ivo Påhitt", "to": "2027-01-01"}]
    assert case["child_best_responsible"]["informed_on"] == "2026-09-02"
    assert ("f1", "skola") not in unanswered(base), "while there are guardians a representative is not asked"


def test_where_there_is_no_guardian_the_representative_is_asked(sip: Sip, root: Path) -> None:
    new = ("new", "--child", "Lova", "--born", "2012-01-01", "--unit", "skola:school:municipality:Skolan", "--id", "x")
    assert sip(*new, "--guideline", "stromsund", "--today", "2026-09-01").code == 0
    ended = sip("add", "x", "--representative", "god-man:Ivo Påhitt:2026-09-01", "--today", "2026-09-02")
    assert ended.code == 0, ended.err
    assert unanswered(root / "cases" / "x") == {("f1", "skola")}
    assert "representative-missing" not in sip("check", "x", "--today", "2026-09-02").out


def test_a_prevented_guardian_is_recorded_with_since_why_and_urgency(sip: Sip, base: Path) -> None:
    about = ("--prevented", "Bo Exempelsson", "--since", "2026-09-05", "--reason", "På sjukhus utomlands")
    case, ended = added(sip, base, *about)
    assert case["guardians"][1]["prevented"] == {"since": "2026-09-05", "reason": "På sjukhus utomlands"}
    assert "waits for both guardians (FB 6 kap. 13 §)" in ended.err
    case, ended = added(sip, base, *about, "--urgent")
    assert case["guardians"][1]["prevented"]["decision_urgent"] in (True, "true")
    assert "waits for both" not in ended.err
    assert "sjukhus" not in git(base, "log", "--format=%B")


def test_another_coordinator_outside_hlt_needs_a_reason(sip: Sip, base: Path) -> None:
    text = (base / "case.yaml").read_text(encoding="utf-8").replace("route: hlt", "route: outside-hlt")
    (base / "case.yaml").write_text(text, encoding="utf-8")
    git(base, "commit", "--quiet", "-am", "base: by hand")
    change = ("add", "base", "--coordinating-unit", "bup", "--today", DAY)
    refused(sip(*change), base, "initiator-not-coordinating", "Region Västerbotten", "--because", code=1)
    assert sip(*change, "--because", "Skolan ber om det").code == 0
    assert read(base)["coordinating_unit"] == "bup"
    assert read(base)["exceptions"][0]["reason"] == "Skolan ber om det"
    assert sip("add", "base", "--coordinating-unit", "skola", "--today", DAY).code == 0


def test_custody_follows_the_guardians(sip: Sip, base: Path) -> None:
    text = (base / "case.yaml").read_text(encoding="utf-8").replace("guardians:", "custody: joint\nguardians:", 1)
    (base / "case.yaml").write_text(text, encoding="utf-8")
    git(base, "commit", "--quiet", "-am", "base: by hand")
    third = ("add", "base", "--guardian", "Cilla Exempelsson")
    refused(sip(*third), base, "3 guardians are named", "--custody")
    refused(sip(*third, "--custody", "sole"), base, "3 guardians are named")
    assert sip(*third, "--custody", "specially-appointed").code == 0
    assert read(base)["custody"] == "specially-appointed"
    assert sip("add", "base", "--relative", "Karin:mormor").code == 0, "who adds no guardian is not asked about custody"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ((), ("--unit", "--guardian")),
        (("--unit", "bup:child-psychiatry:region:Annan BUP"), ("“bup” is in the case already: BUP Hittepå",)),
        (("--unit", "vh1:school:municipality:Skolan"), ("“vh1” is in the case already: Alva Exempelsson",)),
        (("--unit", "vc:helth-centre:region:VC"), ("did you mean “health-centre”?",)),
        (("--contact", "bpu=Gun Påhitt"), ("Did you mean “bup”?",)),
        (("--contact", "Gun Påhitt"), ("UNIT=NAME",)),
        (("--contact", "bup=070-1740612"), ("the name is missing",)),
        (("--contact", "bup=Gun 19800101-1234"), ("personal identity number",)),
        (("--coordinating-unit", "skoal"), ("Did you mean “skola”?",)),
        (("--prevented", "vh3", "--since", "2026-09-01", "--reason", "x"), ("“vh3” is not in this case",)),
        (("--prevented", "vh1", "--reason", "x"), ("--since is missing",)),
        (("--prevented", "vh1", "--since", "2026-02-30", "--reason", "x"), ("is not a day",)),
        (("--since", "2026-09-01"), ("--prevented GUARDIAN",)),
        (("--prevented", "vh1", "--since", DAY, "--reason", "ring 140312-1234"), ("personal identity number",)),
        (("--guardian", "Alva 19800101-1234"), ("personal identity number",)),
        (("--representative", "god-man:Ivo:2027-01-01:2026-01-01"), ("before it begins",)),
    ],
)
def test_an_answer_that_does_not_fit_says_why(sip: Sip, base: Path, more: tuple[str, ...], words: tuple[str]) -> None:
    refused(sip("add", "base", *more, "--today", DAY), base, *words)


def test_nobody_joins_a_closed_case(sip: Sip, base: Path) -> None:
    (base / "closing.yaml").write_text(ryaml.dumps(CLOSED["closing.yaml"]), encoding="utf-8")
    git(base, "add", ".")
    git(base, "commit", "--quiet", "-m", "base: case closed")
    new = ("add", "base", "--relative", "Karin:mormor")
    refused(sip(*new, "--today", "2026-10-02"), base, "was closed on 2026-10-01", "sip reopen base", code=1)
    assert sip(*new, "--today", "2026-09-30").code == 0


def test_a_unit_of_the_register_is_copied_whole(sip: Sip, base: Path, root: Path) -> None:
    register = "- {id: vc, name: VC Hittepå, kind: health-centre, principal: region, contact: {name: Greta Testlund}}\n"
    (root / "units.yaml").write_text(f"units:\n{register}", encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "units")
    case, _ended = added(sip, base, "--unit", "vc")
    assert case["units"][3]["contact"] == {"name": "Greta Testlund"}


def told(base: Path, answers: list[tuple[str, str]], *arguments: str) -> tuple[int, str]:
    """Hold a conversation with `sip add`; return how it ended, and what was said last."""
    from tests.cli.test_terminal import Talk

    talk = Talk(base, "add", "base", "--today", DAY, *arguments)
    for question, answer in answers:
        talk.answer(question, answer)
    return talk.end(), talk.seen


@terminal
def test_in_a_terminal_one_thing_after_the_other_is_asked_for_and_written_in_one_commit(sip: Sip, base: Path) -> None:
    before = commits(base)
    code, seen = told(base, [
        ("want to add?", "unit"), ("name of a unit", "Vårdcentralen Hittepå"), ("What kind", "health-centre"),
        ("Whose is it?", ""), ("short id", "bup"), ("is taken", "vc"), ("reached there", ""), ("another unit", ""),
        ("Anything more", "contact"), ("Whose contact", "vc"), ("reached there", "Gun Påhitt, 070-1740612"),
        ("Anything more", "relative"), ("> ", "Karin Exempelsson:mormor"), ("> ", ""),
        ("Anything more", "representative"), ("act for the child?", "proxy"), ("The name", "Ivo Påhitt"),
        ("From which", ""), ("Until which", ""),
        ("Anything more", "other-plan"), ("> ", "rehabplan"), ("> ", ""), ("Which unit has", "vc"),
        ("Anything more", "coordinating-unit"), ("Which unit coordinates", "soc"),
        ("Anything more", "child-best-responsible"), ("Who is the", "Ada Påhitt"), ("that person work?", "skola"),
        ("told of the case?", ""),
        ("Anything more", "prevented"), ("Which guardian?", "vh2"), ("Since when is Bo Exempelsson", "i går"),
        ("Why is Bo", ""), ("Why is Bo", "På sjukhus"), ("not to be harmed?", "n"), ("Anything more", ""),
    ])  # fmt: skip
    assert code == 0, seen
    assert commits(base) == before + 1
    case = read(base)
    assert case["units"][3]["contact"] == {"name": "Gun Påhitt", "phone": "070-1740612"}
    assert case["relatives"][0]["name"] == "Karin Exempelsson"
    assert case["representatives"][0]["kind"] == "proxy"
    assert case["other_plans"] == [{"kind": "rehabplan", "unit": "vc"}]
    assert case["coordinating_unit"] == "soc"
    assert case["child_best_responsible"] == {"unit": "skola", "name": "Ada Påhitt"}
    assert case["guardians"][1]["prevented"]["since"] == "2026-09-09"
    assert {("vh1", "vc"), ("vh2", "vc")} <= unanswered(base)


@terminal
def test_a_guardian_told_in_the_conversation_is_asked_about_custody(base: Path) -> None:
    code, seen = told(base, [
        ("want to add?", "2"), ("> ", "Cilla Exempelsson"), ("> ", ""), ("Who has custody?", "joint"),
        ("3 guardians are named", "specially-appointed"), ("Anything more", ""),
    ])  # fmt: skip
    assert code == 0, seen
    assert read(base)["custody"] == "specially-appointed"
    assert read(base)["guardians"][2] == {"id": "vh3", "name": "Cilla Exempelsson"}


@terminal
def test_who_says_nothing_writes_nothing_and_neither_does_ctrl_c(base: Path) -> None:
    from tests.cli.test_terminal import Talk

    before = commits(base)
    code, seen = told(base, [("want to add?", "")])
    assert code == 1
    assert "Nothing was said" in seen
    talk = Talk(base, "add", "base")
    talk.answer("want to add?", "unit")
    talk.wait_for("name of a unit")
    talk.interrupt()
    assert talk.end() == 130
    assert commits(base) == before
    assert git(base, "status", "--porcelain") == ""
