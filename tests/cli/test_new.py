"""`sip new`: what a case begins with, by options and in a conversation."""

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import ryaml

from sipcli.acts.new.case import NewCase
from tests.cli.conftest import Ended, Sip, commits, git
from tests.helpers import CLOSED

SKOLA = "skola:school:municipality:Påhittskolan"
BUP = "bup:specialist-care:region:BUP Hittepå"
TODAY = "2026-09-01"
NEW = ("new", "--child", "Lova Exempelsson", "--born", "2014-03-12", "--need-noticed", TODAY, "--noticed-by", "skola",
       "--unit", SKOLA, "--unit", BUP, "--today", TODAY)  # fmt: skip
GUARDIANS = ("--guardian", "Alva Exempelsson, 070-1740605", "--guardian", "Bo Exempelsson")


def file(root: Path, case: str, name: str = "case.yaml") -> dict[str, Any]:
    """Return a file of a case as it reads back."""
    read: dict[str, Any] = ryaml.loads((root / "cases" / case / name).read_text(encoding="utf-8"))
    return read


def begun(sip: Sip, root: Path, *more: str) -> dict[str, Any]:
    """Begin a case with these options besides `NEW`; return its case.yaml."""
    ended = sip(*NEW, *more)
    assert ended.code == 0, ended.err
    assert git(root, "status", "--porcelain") == ""
    return file(root, ended.last)


def refused(ended: Ended, root: Path, *words: str, code: int = 2) -> None:
    """Check that a command was refused in these words, and that nothing was written."""
    assert ended.code == code, ended.err
    for word in words:
        assert word in ended.err
    assert [one.name for one in (root / "cases").iterdir() if one.name != "base"] == []
    assert git(root, "status", "--porcelain") == ""


def closed(base: Path, **patch: Any) -> None:
    """Close the reference case on 2026-10-01, and record it."""
    (base / "closing.yaml").write_text(ryaml.dumps({**CLOSED["closing.yaml"], **patch}), encoding="utf-8")
    git(base, "add", ".")
    git(base, "commit", "--quiet", "-m", "base: case closed")


def test_every_answer_is_an_option_and_reads_back(sip: Sip, root: Path) -> None:
    before = commits(root)
    said = begun(
        sip, root, *GUARDIANS, "--custody", "joint", "--relative", "Karin Exempelsson, 070-1740606:mormor",
        "--representative", "power-of-attorney:Ivo Påhitt, ivo@pahitt.example:2026-01-01:2027-06-30",
        "--requested-by", "Karin", "--reason", "school-absence", "--reason", "hänvisas runt", "--route", "outside-hlt",
        "--coordinating-unit", "skola", "--child-best-responsible", "Ada Påhitt:skola",
        "--child-best-responsible-told", TODAY, "--other-plan", "lss-plan:bup", "--placement-decided", "2026-08-20",
    )  # fmt: skip
    assert commits(root) == before + 1
    assert said["custody"] == "joint"
    assert said["guardians"][0] == {"id": "vh1", "name": "Alva Exempelsson", "phone": "070-1740605"}
    assert said["representatives"] == [
        {"id": "f1", "kind": "power-of-attorney", "name": "Ivo Påhitt", "from": "2026-01-01", "to": "2027-06-30",
         "email": "ivo@pahitt.example"}
    ]  # fmt: skip
    assert said["relatives"] == [
        {"id": "n1", "name": "Karin Exempelsson", "relation": "mormor", "phone": "070-1740606"}
    ]
    assert said["need"] == {
        "noticed_on": TODAY, "noticed_by": "skola", "requested_by": "n1", "reasons": ["school-absence", "passed-around"]
    }  # fmt: skip
    assert said["child_best_responsible"] == {"unit": "skola", "name": "Ada Påhitt", "informed_on": TODAY}
    assert said["other_plans"] == [{"kind": "lss-plan", "unit": "bup"}]
    assert said["placement"] == {"decided_on": "2026-08-20"}
    waiting = file(root, said["id"], "consent.yaml")["consents"]
    assert waiting == [{"giver": one, "units": ["skola", "bup"], "status": "unanswered"} for one in ("vh1", "vh2")]
    assert sip("show", said["id"], "--today", TODAY).code == 0


@pytest.mark.parametrize("typed", ["20140312-1234", "140312-1234", "201403121234", "140312 1234", "1403121234"])
def test_a_personal_number_as_date_of_birth_is_refused_with_what_to_write(sip: Sip, root: Path, typed: str) -> None:
    new = [typed if one == "2014-03-12" else one for one in NEW]
    refused(sip(*new), root, "personal identity number", "never needs one", "such as 2014-03-12")


def test_a_coordination_number_gives_the_day_it_stands_for(sip: Sip, root: Path) -> None:
    new = ["20140372-1234" if one == "2014-03-12" else one for one in NEW]
    refused(sip(*new), root, "such as 2014-03-12")


@pytest.mark.parametrize(
    "more",
    [
        ("--child", "Lova 140312-1234"),
        ("--guardian", "Alva 19800101-1234"),
        ("--relative", "Karin:mormor 450101-1234"),
        ("--representative", "god-man:Ivo 19700101-1234"),
        ("--unit", "soc:social-services:municipality:Soc 20140312-1234"),
        ("--other-plan", "plan 140312-1234"),
        ("--child-best-responsible", "Ada 140312-1234"),
    ],
)
def test_a_personal_number_is_refused_wherever_it_does_not_belong(sip: Sip, root: Path, more: tuple[str, ...]) -> None:
    refused(sip(*NEW, *more), root, "looks like a personal identity number", "leave it out")


def test_an_id_is_no_personal_number(sip: Sip, root: Path) -> None:
    refused(sip(*NEW, "--id", "20140312-1234"), root, "cannot be a case's id")


def test_a_date_of_birth_that_has_not_come_is_refused(sip: Sip, root: Path) -> None:
    new = ["2026-09-02" if one == "2014-03-12" else one for one in NEW]
    refused(sip(*new), root, "The date of birth 2026-09-02 is after 2026-09-01")


def test_a_need_noticed_before_birth_is_refused(sip: Sip, root: Path) -> None:
    new = list(NEW)
    new[new.index("--need-noticed") + 1] = "2013-01-01"
    refused(sip(*new), root, "born on 2014-03-12", "noticed on 2013-01-01")


def test_a_young_person_above_the_guidelines_age_is_remarked_on_and_begun(sip: Sip, root: Path) -> None:
    new = ["2005-09-01" if one == "2014-03-12" else one for one in NEW]
    ended = sip(*new, "--guideline", "vastra-gotaland")
    assert ended.code == 0
    assert "age-limit: the young person turned 21 on 2026-09-01" in ended.err
    assert "Vem kan vara aktuell" in ended.err
    assert ended.out == f"{ended.last}: case opened\n{ended.last}\n"
    for guideline, born in (("vasterbotten", "2005-09-01"), ("vastra-gotaland", "2005-09-02")):
        young = [born if one == "2014-03-12" else one for one in NEW]
        assert "age-limit" not in sip(*young, "--guideline", guideline).err


def test_at_18_it_is_the_young_person_whose_consent_is_waited_for(sip: Sip, root: Path) -> None:
    new = ["2008-09-01" if one == "2014-03-12" else one for one in NEW]
    case = sip(*new, *GUARDIANS).last
    assert [one["giver"] for one in file(root, case, "consent.yaml")["consents"]] == ["child"]


@pytest.mark.parametrize(
    ("custody", "guardians", "words"),
    [
        ("joint", 1, ("1 guardian is named", "name the other too (--guardian)")),
        ("joint", 0, ("0 guardians are named",)),
        ("joint", 3, ("3 guardians are named", "--relative")),
        ("sole", 2, ("2 guardians are named", "a parent without custody")),
        ("none", 1, ("leave the guardians out",)),
        ("shared", 2, ("“shared” is not one of: joint, sole",)),
    ],
)
def test_custody_fits_the_guardians(sip: Sip, root: Path, custody: str, guardians: int, words: tuple[str, ...]) -> None:
    named = [word for one in ("Alva", "Bo", "Cilla")[:guardians] for word in ("--guardian", f"{one} Exempelsson")]
    refused(sip(*NEW, *named, "--custody", custody), root, *words)


def test_custody_is_not_guessed(sip: Sip, root: Path) -> None:
    assert "custody" not in begun(sip, root, *GUARDIANS)
    assert begun(sip, root, "--guardian", "Alva Exempelsson", "--custody", "sole")["custody"] == "sole"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--representative", "god-man"), ("KIND:NAME", "“god-man”")),
        (("--representative", "godman:Ivo Påhitt"), ("Did you mean “god-man”?",)),
        (("--representative", "god-man:Ivo:2026-01-01:2025-01-01"), ("end on 2025-01-01, before it begins",)),
        (("--representative", "god-man:Ivo:2026-02-30"), ("is not a day",)),
        (("--guardian", ", 070-1740605"), ("the name is missing",)),
        (("--guardian", "070-1740605"), ("the name is missing",)),
        (("--unit", "soc:social-service:municipality:Soc"), ("did you mean “social-services”?",)),
        (("--unit", "child:school:municipality:Skolan"), ("“child” cannot be a unit's id",)),
        (("--unit", "skola:school:municipality:Andra skolan"), ("Two units have the id “skola”",)),
        (("--unit", "soc"), ("ID:KIND:PRINCIPAL:NAME",)),
        (("--coordinating-unit", "skoal"), ("Did you mean “skola”?",)),
        (("--requested-by", "farmor"), ("“farmor” is not in this case", "child (Lova Exempelsson)")),
        (("--route", "hl"), ("Did you mean “hlt”?",)),
        (("--reason", "school-absense"), ("Did you mean “school-absence”?",)),
        (("--other-plan", "lss-plan:soc"), ("“soc” is not in this case",)),
        (("--child-best-responsible", "Ada:soc"), ("“soc” is not in this case",)),
        (("--child-best-responsible-told", TODAY), ("--child-best-responsible NAME",)),
        (("--other-plan", "???"), ("no letters",)),
        (
            ("--id", "x", "--unit", "vh1:school:municipality:Skolan", "--noticed-by", "vh2"),
            ("“vh2” is not in this case",),
        ),
        (("--placement-decided", "2026-13-01"), ("is not a day",)),
        (("--guideline", "kronberg"), ("Did you mean “kronoberg”?",)),
    ],
)
def test_an_answer_that_does_not_fit_says_why(sip: Sip, root: Path, more: tuple[str, ...], words: tuple[str]) -> None:
    refused(sip(*NEW, *more), root, *words)


def test_what_is_missing_without_a_terminal_is_wrong_usage(sip: Sip, root: Path) -> None:
    required = {"--child": "Lova", "--born": "2014-03-12", "--unit": SKOLA}
    for left_out in required:
        given = [word for option, value in required.items() if option != left_out for word in (option, value)]
        refused(sip("new", *given), root, f"{left_out} is missing")
    refused(sip("new", *[word for one in required.items() for word in one], "--unit", BUP), root, "--noticed-by")
    only = sip("new", *[word for one in required.items() for word in one], "--today", TODAY)
    assert file(root, only.last)["need"] == {"noticed_on": TODAY, "noticed_by": "skola"}


def test_the_archives_own_unit_is_taken_for_the_one_that_noticed_the_need(sip: Sip, root: Path) -> None:
    text = (root / "sip.yaml").read_text(encoding="utf-8")
    (root / "sip.yaml").write_text(f"{text}unit: bup\n", encoding="utf-8")
    git(root, "commit", "--quiet", "-am", "settings")
    at = NEW.index("--noticed-by")
    assert file(root, sip(*NEW[:at], *NEW[at + 2 :]).last)["need"]["noticed_by"] == "bup"


def test_a_unit_from_the_register_is_copied_whole_by_id_or_name(sip: Sip, root: Path) -> None:
    (root / "units.yaml").write_text(
        "units:\n- {id: soc, name: Socialtjänsten Hittepå, kind: social-services, principal: municipality,\n"
        '   child_known: true, contact: {name: Eli Påhitt, role: socialsekreterare, phone: "070-1740608"}}\n',
        encoding="utf-8",
    )
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "units")
    for typed in ("soc", "socialtjänsten hittepå"):
        assert begun(sip, root, "--unit", typed)["units"][2] == {
            "id": "soc", "name": "Socialtjänsten Hittepå", "kind": "social-services", "principal": "municipality",
            "child_known": True, "contact": {"name": "Eli Påhitt", "role": "socialsekreterare", "phone": "070-1740608"},
        }  # fmt: skip
    refused_ = sip(*NEW, "--unit", "sco")
    assert "Did you mean “soc”?" in refused_.err


def test_swedish_words_for_kinds_and_principals_are_understood(sip: Sip, root: Path) -> None:
    said = begun(sip, root, "--unit", "hab:Habiliteringen:Regionen:Habiliteringen Hittepå")
    assert (said["units"][2]["kind"], said["units"][2]["principal"]) == ("habilitation", "region")


def test_a_unit_that_need_not_come_is_noted_as_such(sip: Sip, root: Path) -> None:
    said = begun(sip, root, "--unit", "fk:Försäkringskassan:staten:Försäkringskassan")
    assert said["units"][2]["obliged"] is False
    assert "obliged" not in said["units"][0]


def test_a_kind_of_plan_that_the_guideline_does_not_know_stands_as_typed(sip: Sip, root: Path) -> None:
    more = ("--guideline", "vastra-gotaland", "--other-plan", "Åtgärdsprogram i skolan:skola", "--other-plan",
            "individual plan under LSS")  # fmt: skip
    assert begun(sip, root, *more)["other_plans"] == [
        {"kind": "atgardsprogram-i-skolan", "unit": "skola", "comment": "Åtgärdsprogram i skolan"},
        {"kind": "lss-plan"},
    ]
    for typed, words in (("lss-plam", "Did you mean “lss-plan”?"), ("LVU", "lvu-care-plan")):
        ended = sip(*NEW, "--guideline", "vastra-gotaland", "--other-plan", typed)
        assert ended.code == 2
        assert words in ended.err


def test_outside_hlt_another_coordinator_than_who_noticed_needs_a_reason(sip: Sip, root: Path) -> None:
    other = (*NEW, "--route", "outside-hlt", "--coordinating-unit", "bup")
    refused(sip(*other), root, "initiator-not-coordinating", "Region Västerbotten", "--because", code=1)
    ended = sip(*other, "--because", "Skolan saknar utrymme")
    assert ended.code == 0, ended.err
    [noted] = file(root, ended.last)["exceptions"]
    assert (noted["rule"], noted["reason"], noted["on"]) == (
        "initiator-not-coordinating", "Skolan saknar utrymme", TODAY
    )  # fmt: skip
    assert "initiator-not-coordinating" in sip("check", ended.last, "--today", TODAY).out
    assert "Skolan saknar" not in git(root, "log", "-1", "--format=%B")
    for fine in (("--route", "hlt"), ("--guideline", "kronoberg", "--route", "outside-hlt")):
        assert sip(*NEW, *fine, "--coordinating-unit", "bup").code == 0


def test_a_dry_run_shows_each_file_and_writes_nothing(sip: Sip, root: Path) -> None:
    before = commits(root)
    shown = sip(*NEW, *GUARDIANS, "--id", "2026-abcd", "--dry-run")
    refused(shown, root, "nothing was", code=0)
    assert commits(root) == before
    ended = sip(*NEW, *GUARDIANS, "--id", "2026-abcd")
    for name in ("case.yaml", "consent.yaml"):
        path = f"cases/2026-abcd/{name}"
        assert f"# {path}\n{(root / path).read_text(encoding='utf-8')}" in shown.out
    assert ended.out == "2026-abcd: case opened\n2026-abcd\n"


def test_a_dry_run_refuses_what_the_real_one_would(sip: Sip, root: Path) -> None:
    refused(sip(*NEW, "--custody", "joint", "--dry-run"), root, "joint custody needs two")


FOLLOW = ("new", "--need-noticed", "2027-03-01", "--noticed-by", "bup", "--today", "2027-03-01", "--follows")


def test_a_case_may_go_on_from_a_closed_one_and_takes_over_all_but_consents(sip: Sip, base: Path, root: Path) -> None:
    closed(base)
    ended = sip(*FOLLOW, "bas")
    assert ended.code == 0, ended.err
    assert "Consents are asked for anew" in ended.err
    new, old = file(root, ended.last), file(root, "base")
    assert new["follows"] == "base"
    for key in ("guideline", "guardians", "units"):
        assert new[key] == old[key]
    assert set(new["child"]) == {"name", "born", "interpreter", "picture_support"}, "not what it thought of that plan"
    waiting = file(root, ended.last, "consent.yaml")["consents"]
    assert {one["status"] for one in waiting} == {"unanswered"}
    assert [one["giver"] for one in waiting] == ["vh1", "vh2"]
    assert sip("show", ended.last, "--today", "2027-03-01").code == 0


def test_what_is_given_takes_the_place_of_what_would_be_taken_over(sip: Sip, base: Path, root: Path) -> None:
    closed(base)
    more = ("--guideline", "kronoberg", "--guardian", "Cilla Exempelsson", "--unit", BUP, "--child", "Lova Testlund")
    new = file(root, sip(*FOLLOW, "base", *more).last)
    assert new["guideline"] == "kronoberg"
    assert [one["name"] for one in new["guardians"]] == ["Cilla Exempelsson"]
    assert [one["id"] for one in new["units"]] == ["bup"]
    assert new["child"]["name"] == "Lova Testlund"
    assert new["child"]["born"] == "2014-03-12"


def test_who_is_taken_over_keeps_the_id_and_who_comes_new_gets_another(sip: Sip, base: Path, root: Path) -> None:
    case = (base / "case.yaml").read_text(encoding="utf-8")
    case = case.replace("units:", "relatives:\n  - {id: f1, name: Karin Testlund}\nunits:", 1)
    case = case.replace("interpreter: not-needed", "interpreter: booked")
    (base / "case.yaml").write_text(case, encoding="utf-8")
    closed(base)
    new = file(root, sip(*FOLLOW, "base", "--representative", "proxy:Ivo Påhitt").last)
    assert [one["id"] for one in (*new["representatives"], *new["relatives"])] == ["f2", "f1"]
    assert new["child"]["interpreter"] == "needed", "who was booked, was booked for another meeting"
    clash = sip(*FOLLOW, "base", "--unit", BUP, "--unit", "f1:school:municipality:Skolan")
    assert clash.code == 2
    assert "“f1” is that of a unit and of Karin Testlund" in clash.err


def test_a_mandate_that_has_ended_a_custody_at_18_and_what_was_so_then_are_not_taken_over(
    sip: Sip, base: Path, root: Path
) -> None:
    case = (base / "case.yaml").read_text(encoding="utf-8")
    case = case.replace("child:", "custody: joint\nchild:").replace(
        "units:",
        "representatives:\n"
        "  - {id: f1, kind: proxy, name: Ivo Påhitt, to: 2026-12-31}\n"
        "  - {id: f2, kind: lasting-power-of-attorney, name: Ull Påhitt}\n"
        "units:",
        1,
    )
    case = case.replace("{id: vh1,", "{id: vh1, prevented: {since: 2026-09-01, reason: utomlands},")
    (base / "case.yaml").write_text(case, encoding="utf-8")
    closed(base)
    new = file(root, sip(*FOLLOW, "base").last)
    assert [one["id"] for one in new["representatives"]] == ["f2"]
    assert new["custody"] == "joint"
    assert all("prevented" not in one for one in new["guardians"])
    later = [one.replace("2027", "2033") for one in FOLLOW]
    adult = file(root, sip(*later, "base").last)
    assert adult["guardians"] == []
    assert "custody" not in adult
    assert [one["giver"] for one in file(root, adult["id"], "consent.yaml")["consents"]] == ["child", "f2"]


def test_only_a_closed_case_can_be_gone_on_from(sip: Sip, base: Path, root: Path) -> None:
    refused(sip(*FOLLOW, "base"), root, "not closed on 2027-03-01", "sip close base", code=1)
    refused(sip(*FOLLOW, "bese"), root, "Did you mean “base”?")
    closed(base, date="2027-04-01")
    refused(sip(*FOLLOW, "base"), root, "not closed on 2027-03-01", code=1)
    closed(base, reopened_on="2027-01-01")
    refused(sip(*FOLLOW, "base"), root, "not closed on 2027-03-01", code=1)


def test_no_name_and_no_free_text_is_in_the_history(sip: Sip, root: Path) -> None:
    begun(sip, root, *GUARDIANS, "--relative", "Karin Testlund:mormor", "--other-plan", "Åtgärdsprogram")
    said = git(root, "log", "--format=%B")
    for word in ("Lova", "Alva", "Karin", "mormor", "Påhittskolan", "tgärdsprogram"):
        assert word not in said


terminal = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")


def told(root: Path, answers: Sequence[tuple[str, str | None]], *arguments: str) -> tuple[int, str]:
    """Hold a conversation with `sip new`: wait for words, type answers (None: nothing). Return how it ended."""
    from tests.cli.test_terminal import Talk

    talk = Talk(root, "new", "--today", TODAY, *arguments)
    for question, answer in answers:
        if answer is None:
            talk.wait_for(question)
        else:
            talk.answer(question, answer)
    return talk.end(), talk.seen


def register(root: Path) -> None:
    """Write a register of one unit, and record it."""
    (root / "units.yaml").write_text(
        "units:\n- {id: soc, name: Socialtjänsten Hittepå, kind: social-services, principal: municipality}\n",
        encoding="utf-8",
    )
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "units")


@terminal
def test_the_conversation_asks_for_everything_and_goes_on_after_a_wrong_answer(root: Path) -> None:
    register(root)
    before = commits(root)
    code, seen = told(root, [
        ("Number or word [", ""), ("child's name:", ""), ("child's name:", "Tuva Testlund"),
        ("date of birth", "20120530-1234"), ("never needed):", "30/5 2012"), ("never needed):", "2012-05-30"),
        ("need was noticed", "2012-01-01"), ("after the need was noticed", "i går"), ("Number or word:", "2, 7"),
        ("> ", "Maj Testlund, 070-1740621"), ("> ", ""),
        ("word [sole custody]:", "joint"), ("Another guardian", "maj testlund"), ("is named already", "Bo Testlund"),
        ("> ", ""), ("word [joint custody]:", ""),
        ("act for the child?", "1"), ("The name", "Ivo Påhitt"), ("From which day?", "2026-01-01"),
        ("Until which day?", "2025-01-01"), ("before it begins", "2027-01-01"), ("Does anybody more", ""),
        ("Others near", "Karin Testlund:mormor"), ("> ", ""),
        ("from units.yaml", "1"), ("name of another unit", "Låtsasskolan"), ("What kind", "skola"),
        ("word [municipality]:", "3"), ("short id", "soc"), ("is taken", ""),
        ("reached there", "Ada Påhitt, 070-1740607"), ("name of another unit", ""),
        ("Which unit noticed", "9"), ("is not in this case", "2"), ("ask for a plan?", "Karin"),
        ("word [outside HLT]:", ""), ("(coordinator)?", ""),
        ("other individual plans", "Åtgärdsprogram"), ("> ", ""), ("Which unit has", "1"), ("Is this right?", ""),
    ])  # fmt: skip
    assert code == 0, seen
    [case] = [one.name for one in (root / "cases").iterdir()]
    assert "two-principals-missing: no unit belongs to the region" in seen
    assert "sip show" in seen
    assert seen.rstrip().endswith(case)
    assert commits(root) == before + 1
    assert file(root, case) == {
        "id": case, "guideline": "vasterbotten", "route": "outside-hlt", "opened": TODAY,
        "child": {"name": "Tuva Testlund", "born": "2012-05-30"}, "custody": "joint",
        "guardians": [
            {"id": "vh1", "name": "Maj Testlund", "phone": "070-1740621"}, {"id": "vh2", "name": "Bo Testlund"},
        ],
        "representatives": [
            {"id": "f1", "kind": "god-man", "name": "Ivo Påhitt", "from": "2026-01-01", "to": "2027-01-01"}
        ],
        "relatives": [{"id": "n1", "name": "Karin Testlund", "relation": "mormor"}],
        "units": [
            {"id": "soc", "name": "Socialtjänsten Hittepå", "kind": "social-services", "principal": "municipality"},
            {"id": "skola", "name": "Låtsasskolan", "kind": "school", "principal": "independent-operator",
             "contact": {"name": "Ada Påhitt", "phone": "070-1740607"}},
        ],
        "coordinating_unit": "skola",
        "need": {"noticed_on": "2026-08-31", "noticed_by": "skola", "requested_by": "n1",
                 "reasons": ["school-absence", "passed-around"]},
        "other_plans": [{"kind": "atgardsprogram", "unit": "soc", "comment": "Åtgärdsprogram"}],
    }  # fmt: skip


@terminal
def test_every_question_that_is_not_necessary_can_be_skipped(root: Path) -> None:
    skipped: list[tuple[str, str | None]] = [
        ("> ", ""),
        ("Who has custody?", ""),
        ("act for the child?", ""),
        ("> ", ""),
    ]
    unit = [("name of a unit", ""), ("At least the unit", "Låtsasskolan"), ("What kind", "1"), ("Whose is it?", ""),
            ("short id", ""), ("reached there", ""), ("another unit", "")]  # fmt: skip
    code, seen = told(root, [
        ("Number or word [", "kronoberg"), ("child's name:", "Tuva Testlund"), ("date of birth", "2012-05-30"),
        ("need was noticed", ""), *skipped, *unit, ("word [skola]:", ""), ("ask for a plan?", ""),
        ("Which route", ""), ("word [skola]:", ""), ("child-best-responsible?", ""), ("> ", ""),
        ("Is this right?", "y"),
    ])  # fmt: skip
    assert code == 0, seen
    [case] = [one.name for one in (root / "cases").iterdir()]
    assert file(root, case) == {
        "id": case, "guideline": "kronoberg", "opened": TODAY, "child": {"name": "Tuva Testlund", "born": "2012-05-30"},
        "guardians": [],
        "units": [{"id": "skola", "name": "Låtsasskolan", "kind": "school", "principal": "municipality"}],
        "coordinating_unit": "skola", "need": {"noticed_on": TODAY, "noticed_by": "skola"},
    }  # fmt: skip


@terminal
def test_the_child_best_responsible_and_a_placement_are_asked_for_where_the_guideline_speaks_of_them(
    root: Path,
) -> None:
    unit = [("name of a unit", "fam:familjehem:kommun:Familjehemmet"), ("another unit", "")]
    begin = [("child's name:", "Tuva Testlund"), ("date of birth", "2012-05-30"), ("need was noticed", "")]
    people = [("> ", ""), ("Who has custody?", ""), ("act for the child?", ""), ("> ", ""), *unit, ("word [fam]:", ""),
              ("ask for a plan?", "")]  # fmt: skip
    code, seen = told(root, [
        *begin, *people, ("Which route", ""), ("word [fam]:", ""), ("child-best-responsible?", "Ada Påhitt"),
        ("that person work?", "1"), ("told of the case?", "idag"), ("> ", ""),
        ("Is this right?", ""),
    ], "--guideline", "kronoberg", "--id", "k")  # fmt: skip
    assert code == 0, seen
    assert file(root, "k")["child_best_responsible"] == {"unit": "fam", "name": "Ada Påhitt", "informed_on": TODAY}
    code, seen = told(root, [
        *begin, *people, ("word [internal]:", ""), ("word [fam]:", ""), ("> ", ""), ("placement outside", "2026-08-01"),
        ("Is this right?", ""),
    ], "--guideline", "stromsund", "--id", "s")  # fmt: skip
    assert code == 0, seen
    assert file(root, "s")["placement"] == {"decided_on": "2026-08-01"}


@terminal
def test_an_own_guideline_with_a_mistake_is_no_hindrance_to_choosing_another(root: Path) -> None:
    (root / "guidelines").mkdir()
    (root / "guidelines" / "egen.yaml").write_text(
        "id: egen\nextends: finns-inte\ntitle: {sv: Egen, en: Own}\n", encoding="utf-8"
    )
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--no-verify", "-m", "own")
    from tests.cli.test_terminal import Talk

    talk = Talk(root, "new")
    talk.answer("6  egen", "4")
    talk.wait_for("child's name")
    talk.interrupt()
    assert talk.end() == 130
    assert list((root / "cases").iterdir()) == []


@terminal
def test_for_a_grown_young_person_no_guardians_are_asked_for(root: Path) -> None:
    code, seen = told(root, [
        ("child's name:", "Tuva Testlund"), ("date of birth", "2005-05-30"),
        ("need was noticed", ""), ("Number or word:", ""), ("act for the child?", ""), ("Others near", ""),
        ("name of a unit", "bup:bup:region:BUP Hittepå"), ("another unit", ""), ("word [bup]:", ""),
        ("ask for a plan?", "child"), ("Which route", ""), ("word [bup]:", ""), ("Which other individual", "4"),
        ("Which unit has", "bup"), ("placement outside", ""), ("Is this right?", ""),
    ], "--guideline", "vastra-gotaland")  # fmt: skip
    assert code == 0, seen
    [case] = [one.name for one in (root / "cases").iterdir()]
    said = file(root, case)
    assert said["guardians"] == []
    assert said["need"]["requested_by"] == "child"
    assert said["other_plans"] == [{"kind": "lss-plan", "unit": "bup"}]


@terminal
def test_in_the_conversation_what_is_taken_over_is_offered(sip: Sip, base: Path, root: Path) -> None:
    closed(base, date="2026-08-15")
    assert sip(*NEW, "--id", "open").code == 0
    code, seen = told(root, [
        ("closed case?", "bese"), ("Did you mean", "open"), ("is not closed", "base"), ("stands in brackets", ""),
        ("[Lova Exempelsson]:", ""), ("[2014-03-12]:", ""), ("need was noticed", ""), ("Number or word:", ""),
        ("The same guardians: Alva Exempelsson, Bo Exempelsson?", "n"), ("> ", "Cilla Exempelsson"), ("> ", ""),
        ("word [sole custody]:", ""), ("act for the child?", ""), ("Others near", ""),
        ("The same units: Påhittskolan, Socialtjänsten i Fantasia, BUP Hittepå?", ""), ("name of a unit", ""),
        ("Which unit noticed", "bup"), ("ask for a plan?", ""), ("word [outside HLT]:", ""), ("word [bup]:", ""),
        ("> ", ""), ("Is this right?", ""),
    ])  # fmt: skip
    assert code == 0, seen
    [case] = [one.name for one in (root / "cases").iterdir() if one.name not in ("base", "open")]
    said = file(root, case)
    assert said["follows"] == "base"
    assert said["units"] == file(root, "base")["units"]
    assert [one["name"] for one in said["guardians"]] == ["Cilla Exempelsson"]


@terminal
def test_the_coordinator_gate_asks_for_a_reason_and_an_empty_one_writes_nothing(root: Path) -> None:
    given = [*NEW[1:-2], "--route", "outside-hlt", "--coordinating-unit", "bup"]
    code, seen = told(root, [("Why is it done", "")], *given)
    assert code == 1, seen
    assert list((root / "cases").iterdir()) == []
    code, seen = told(root, [("Why is it done", "Skolan saknar utrymme")], *given)
    assert code == 0, seen
    [case] = [one.name for one in (root / "cases").iterdir()]
    assert file(root, case)["exceptions"][0]["reason"] == "Skolan saknar utrymme"


@terminal
def test_some_options_in_a_terminal_leave_only_what_is_necessary_to_ask(root: Path) -> None:
    code, seen = told(root, [
        ("date of birth", "2012-05-30"), ("name of a unit", SKOLA), ("another unit", ""), ("noticed the need?", ""),
    ], "--child", "Tuva Testlund")  # fmt: skip
    assert code == 0, seen


@terminal
def test_a_conversation_whose_answers_are_not_right_writes_nothing_and_gives_them_as_a_command(
    sip: Sip, root: Path
) -> None:
    """The command, run as it stands, begins the same case; so that no answer is lost."""
    register(root)
    before = commits(root)
    code, seen = told(root, [
        ("Number or word [", ""), ("child's name:", "Tuva O'Testlund"), ("date of birth", "2012-05-30"),
        ("need was noticed", ""), ("Number or word:", "2, 7"),
        ("> ", "Maj Testlund, 070-1740621"), ("> ", "maj  testlund"),
        ("maj  testlund is named already", "Bo Testlund"), ("> ", ""), ("word [joint custody]:", ""),
        ("act for the child?", "1"), ("The name", "Ivo Påhitt, ivo@pahitt.example"), ("From which day?", ""),
        ("Until which day?", "2027-01-01"), ("Does anybody more", ""),
        ("Others near", "Karin Testlund, 070-1740622:mormor"), ("> ", ""),
        ("from units.yaml", "1"), ("name of another unit", "Låtsasskolan"), ("What kind", "skola"),
        ("Whose is it?", ""), ("short id", ""), ("reached there", "Ada Påhitt, 070-1740607"),
        ("name of another unit", ""), ("Which unit noticed", "skola"), ("ask for a plan?", "Karin"),
        ("word [within HLT]:", ""), ("(coordinator)?", ""),
        ("other individual plans", "Åtgärdsprogram"), ("> ", ""), ("Which unit has", "1"),
        ("Child: Tuva O'Testlund, born 2012-05-30", None), ("Guardians: Maj Testlund; Bo Testlund", None),
        ("Units: Socialtjänsten Hittepå; Låtsasskolan", None), ("noticed on 2026-09-01 by Låtsasskolan", None),
        ("Route: within HLT", None), ("Is this right?", "n"),
    ])  # fmt: skip
    assert code == 1, seen
    assert "Nothing was written." in seen
    assert (commits(root), list((root / "cases").iterdir())) == (before, [])
    [line] = [one.strip() for one in seen.splitlines() if one.startswith("sip new ")]
    again = sip(*shlex.split(line)[1:])
    assert again.code == 0, again.err
    assert commits(root) == before + 1
    assert file(root, again.last) == {
        "id": again.last, "guideline": "vasterbotten", "route": "hlt", "opened": TODAY,
        "child": {"name": "Tuva O'Testlund", "born": "2012-05-30"}, "custody": "joint",
        "guardians": [
            {"id": "vh1", "name": "Maj Testlund", "phone": "070-1740621"}, {"id": "vh2", "name": "Bo Testlund"},
        ],
        "representatives": [
            {"id": "f1", "kind": "god-man", "name": "Ivo Påhitt", "to": "2027-01-01", "email": "ivo@pahitt.example"}
        ],
        "relatives": [{"id": "n1", "name": "Karin Testlund", "relation": "mormor", "phone": "070-1740622"}],
        "units": [
            {"id": "soc", "name": "Socialtjänsten Hittepå", "kind": "social-services", "principal": "municipality"},
            {"id": "skola", "name": "Låtsasskolan", "kind": "school", "principal": "municipality",
             "contact": {"name": "Ada Påhitt", "phone": "070-1740607"}},
        ],
        "coordinating_unit": "skola",
        "need": {"noticed_on": TODAY, "noticed_by": "skola", "requested_by": "n1",
                 "reasons": ["school-absence", "passed-around"]},
        "other_plans": [{"kind": "atgardsprogram", "unit": "soc", "comment": "Åtgärdsprogram"}],
    }  # fmt: skip


@terminal
def test_a_reason_that_is_not_given_loses_no_answers_either(root: Path) -> None:
    code, seen = told(root, [
        ("Number or word [", ""), ("child's name:", "Tuva Testlund"), ("date of birth", "2012-05-30"),
        ("need was noticed", ""), ("Number or word:", ""), ("> ", ""), ("Who has custody?", ""),
        ("act for the child?", ""), ("> ", ""), ("name of a unit", SKOLA), ("name of another unit", BUP),
        ("name of another unit", ""), ("Which unit noticed", "skola"), ("ask for a plan?", ""),
        ("Which route", "2"), ("(coordinator)?", "bup"), ("> ", ""), ("Is this right?", ""), ("Why is it done", ""),
    ])  # fmt: skip
    assert code == 1, seen
    assert "--coordinating-unit bup" in seen
    assert list((root / "cases").iterdir()) == []


@terminal
def test_a_part_of_a_kind_of_plan_that_fits_several_shows_which_in_words(root: Path) -> None:
    code, seen = told(root, [
        ("child's name:", "Tuva Testlund"), ("date of birth", "2005-05-30"), ("need was noticed", ""),
        ("Number or word:", ""), ("act for the child?", ""), ("Others near", ""), ("name of a unit", BUP),
        ("another unit", ""), ("word [bup]:", ""), ("ask for a plan?", ""), ("Which route", ""), ("word [bup]:", ""),
        ("Which other individual", "LVU"), ("“LVU” fits several: ", ""), ("placement outside", ""),
        ("Is this right?", ""),
    ], "--guideline", "vastra-gotaland")  # fmt: skip
    assert code == 0, seen


def test_the_person_to_reach_at_a_unit_is_an_option_too(sip: Sip, root: Path) -> None:
    said = begun(sip, root, "--contact", "bup=Fia Påhitt, 070-1740610")
    assert said["units"][1]["contact"] == {"name": "Fia Påhitt", "phone": "070-1740610"}
    assert "contact" not in said["units"][0]
    assert sip(*NEW, "--contact", "bub=Fia Påhitt").code == 2


def test_what_goes_on_from_a_closed_case_as_a_command_takes_over_the_same(sip: Sip, base: Path, root: Path) -> None:
    from datetime import date

    from sipcli.acts.new.case import taken_over
    from sipcli.archive.archive import open_archive
    from sipcli.cli.common import case_read
    from sipcli.cli.new.summary import as_command

    closed(base, date="2026-08-15")
    earlier = taken_over(case_read(open_archive(root), "base"), date(2026, 9, 1))
    new = NewCase(
        id="x", guideline="vasterbotten", opened=date(2026, 9, 1), child=earlier.child,
        need_noticed=date(2026, 9, 1), noticed_by="bup", guardians=earlier.guardians, units=earlier.units,
        follows="base",
    )  # fmt: skip
    line = as_command(new, {}, earlier, TODAY, None)
    for option in ("--guardian", "--unit", "--contact"):
        assert option not in line
    ended = sip(*shlex.split(line)[1:])
    assert ended.code == 0, ended.err
    for key in ("units", "guardians"):
        assert file(root, "x")[key] == file(root, "base")[key]
