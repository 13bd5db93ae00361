"""Consent: given, refused, taken back, extended, shown; the child's own; who was told of a withdrawal."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import ryaml

from tests.cli.conftest import Sip, commits, git
from tests.helpers import COUNTIES, KRONOBERG, REFERENCE, VASTERBOTTEN, VASTRA_GOTALAND, Data, merged

ON = ("--on", "2026-10-05", "--today", "2026-10-05")
TODAY = ("--today", "2026-10-05")
GOD_MAN = {"id": "gm", "kind": "god-man", "name": "Gun Testlund", "from": "2026-01-01", "phone": "070-1740630"}


def records(folder: Path) -> list[Data]:
    """Return the records of consent.yaml."""
    found: list[Data] = ryaml.loads((folder / "consent.yaml").read_text(encoding="utf-8"))["consents"]
    return found


def change(folder: Path, patch: Data, name: str = "case.yaml") -> None:
    """Change a file of the case as somebody does by hand, and record it in git."""
    path = folder / name
    path.write_text(ryaml.dumps(merged(ryaml.loads(path.read_text(encoding="utf-8")), patch)), encoding="utf-8")
    git(folder, "commit", "--quiet", "--no-verify", "--all", "-m", "by hand")


def without_consents(folder: Path, guideline: str = VASTERBOTTEN, **case: Any) -> None:
    """Make it a case in which nobody has answered yet and nobody is invited."""
    change(folder, {"guideline": guideline, **case})
    change(folder, {"consents": []}, "consent.yaml")
    for name in ("invitation.yaml", "plan.yaml", "preparation.yaml", "follow-ups"):
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    git(folder, "commit", "--quiet", "--no-verify", "--all", "-m", "nothing yet")


def rows(sip: Sip, today: str, case: str = "base") -> dict[tuple[str, str], dict[str, Any]]:
    """Return the rows of `sip consent show` by giver and unit."""
    shown = json.loads(sip("consent", "show", case, "--today", today, "--format", "json").out)["consents"]
    return {(row["giver"], row["unit"]): row for row in shown}


def rules(sip: Sip, today: str, *more: str) -> list[str]:
    """Return the rules that have something to say of the case."""
    found = json.loads(sip("check", "base", "--today", today, "--format", "json", *more).out)["findings"]
    return [one["rule"] for one in found]


# --- giving ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("guideline", (*COUNTIES, "national"))
def test_a_giver_and_a_day_are_enough_in_every_guideline(sip: Sip, base: Path, root: Path, guideline: str) -> None:
    without_consents(base, guideline)
    before = commits(root)
    ended = sip("consent", "give", "base", "--giver", "vh1", "--on", "2026-10-05")
    assert (ended.code, ended.out) == (0, "base: consent given\n")
    assert records(base) == [
        {"giver": "vh1", "units": ["skola", "soc", "bup"], "status": "given", "form": "written",
         "given_on": "2026-10-05"}
    ]  # fmt: skip
    assert commits(root) == before + 1
    assert git(root, "log", "-1", "--format=%s").strip() == "base: consent given"


def test_what_the_guideline_asks_and_the_consent_does_not_say_is_named_and_completed_by_the_command_shown(
    sip: Sip, base: Path
) -> None:
    without_consents(base, VASTRA_GOTALAND)
    ended = sip("consent", "give", "base", "--giver", "vh1", "--form", "oral", *ON)
    assert ended.code == 0
    for rule in ("consent-scope-missing", "consent-period-missing", "consent-oral-undocumented"):
        assert rule in ended.err
    assert "consent-guardian-missing" not in ended.err, "only what concerns this record"
    [shown] = [line for line in ended.err.splitlines() if "sip consent give" in line]
    words = shown[shown.index("sip ") :].split()[1:]
    answers = {"DATE": "+1y", "WORD": "school,health", "TEXT": "J12"}
    again = sip(*(answers.get(word, word) for word in words), *TODAY)
    assert again.code == 0, again.err
    [record] = records(base)
    assert record["form"] == "oral"
    assert record["valid_until"] == "2027-10-05"
    assert record["information_types"] == ["school", "health"]
    assert record["journal_ref"] == "J12"
    assert "Still to do" not in again.err


def test_nothing_is_left_to_say_where_the_guideline_asks_for_nothing_more(sip: Sip, base: Path) -> None:
    without_consents(base, VASTERBOTTEN)
    assert sip("consent", "give", "base", "--giver", "vh1", *ON).err == ""


def test_a_consent_of_the_same_day_that_says_something_else_is_a_record_of_its_own(sip: Sip, base: Path) -> None:
    without_consents(base)
    give = ("consent", "give", "base", "--giver", "vh1", *ON, "--until", "2027-01-31")
    sip(*give, "--information-type", "school")
    sip(*give, "--information-type", "health")
    assert [one["information_types"] for one in records(base)] == [["school"], ["health"]]
    assert "Nothing changed" in sip(*give, "--information-type", "health").err


def test_a_key_without_a_value_is_completed_too(sip: Sip, base: Path) -> None:
    without_consents(base)
    (base / "consent.yaml").write_text(
        "consents:\n  - giver: vh1  # on paper\n    units: [bup]\n    status: given\n    form: oral\n"
        "    given_on: 2026-10-05\n    valid_until: null\n    information_types: []\n    journal_ref:\n",
        encoding="utf-8",
    )
    options = ("--until", "2027-01-31", "--information-type", "health", "--journal-ref", "J7")
    assert sip("consent", "give", "base", "--giver", "vh1", "--unit", "bup", *options, *ON).code == 0
    assert records(base) == [
        {"giver": "vh1", "units": ["bup"], "status": "given", "form": "oral", "given_on": "2026-10-05",
         "valid_until": "2027-01-31", "information_types": ["health"], "journal_ref": "J7"}
    ]  # fmt: skip
    assert "giver: vh1  # on paper" in (base / "consent.yaml").read_text(encoding="utf-8")


def test_names_and_several_units_in_one_option_are_understood(sip: Sip, base: Path) -> None:
    without_consents(base)
    ended = sip("consent", "give", "base", "--giver", "Bo Exempelsson", "--unit", "skola,BUP Hittepå", *ON)
    assert ended.code == 0, ended.err
    assert (records(base)[0]["giver"], records(base)[0]["units"]) == ("vh2", ["skola", "bup"])


@pytest.mark.parametrize(
    ("options", "says"),
    (
        (("--giver", "vh3"), "Did you mean “vh"),
        (("--giver", "vh1", "--unit", "skol"), "Did you mean “skola”?"),
        (("--giver", "vh1", "--on", "2026-02-30"), "no such day"),
        (("--giver", "vh1", "--until", "2026-10-01"), "before it is given"),
        (("--giver", "vh1", "--form", "spoken"), "written, oral"),
        (("--giver", "vh1", "--comment", "20140312-2385"), "personal identity number"),
        (("--giver", "vh1", "--information-type", "Ålder!"), "cannot be a type of information"),
        (("--giver", "vh1", "--withhold-from", "vh9"), "Did you mean “vh"),
        (("--giver", "vh1", "--maturity", "sufficient", "--maturity-by", "bup"), "--giver child"),
        (("--giver", "child", "--maturity", "enough"), "sufficient, insufficient"),
        (("--giver", "child", "--maturity", "sufficient"), "--maturity-by"),
        (("--giver", "child", "--measure", "Möte"), "--maturity sufficient or insufficient"),
        (("--giver", "child", "--assessed-by", "soc"), "--basis"),
    ),
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence_and_leaves_nothing(
    sip: Sip, base: Path, root: Path, options: tuple[str, ...], says: str
) -> None:
    before, text = commits(root), (base / "consent.yaml").read_text(encoding="utf-8")
    ended = sip("consent", "give", "base", *options, *TODAY)
    assert ended.code == 2, ended
    assert says in ended.err
    assert commits(root) == before
    assert (base / "consent.yaml").read_text(encoding="utf-8") == text


def test_a_record_withheld_from_somebody_says_so_below_the_matrix(sip: Sip, base: Path) -> None:
    ended = sip(
        "consent", "give", "base", "--giver", "vh1", "--unit", "bup", "--withhold-from", "vh2", "--comment", "Rädd", *ON
    )
    assert ended.code == 0, ended.err
    assert (records(base)[-1]["withhold_from"], records(base)[-1]["comment"]) == (["vh2"], "Rädd")
    assert "for bup is withheld from vh2" in sip("consent", "show", "base", *TODAY).out


# --- the child's own consent ----------------------------------------------------------------------------------------


def test_the_childs_maturity_is_judged_for_the_measure(sip: Sip, base: Path) -> None:
    without_consents(base, VASTRA_GOTALAND)
    ended = sip(
        "consent", "give", "base", "--giver", "child", "--maturity", "sufficient", "--maturity-by", "bup",
        "--maturity-on", "2026-10-02", "--measure", "Möte om skolan", "--intrusion", "Litet", "--urgency", "Brådskar",
        "--complexity", "Enkelt", "--maturity-comment", "Två samtal", "--until", "2027-08-31",
        "--information-type", "school", *ON,
    )  # fmt: skip
    assert ended.code == 0, ended.err
    assert records(base)[0]["maturity"] == {
        "assessed_on": "2026-10-02", "by": "bup", "sufficient": True, "measure": "Möte om skolan",
        "intrusion": "Litet", "urgency": "Brådskar", "complexity": "Enkelt", "comment": "Två samtal",
    }  # fmt: skip
    shown = sip("consent", "show", "base", *TODAY).out
    assert "mature enough" in shown
    assert "judged mature enough for skola, soc, bup on 2026-10-02 by bup: Möte om skolan" in " ".join(shown.split())
    assert rows(sip, "2026-10-05")["child", "skola"]["maturity"] == "sufficient"


@pytest.mark.parametrize(
    ("guideline", "degree", "enough"),
    (
        (VASTRA_GOTALAND, "sufficient", True),
        (VASTRA_GOTALAND, "insufficient", False),
        (VASTERBOTTEN, "sufficient", False),
        (KRONOBERG, "sufficient", False),
    ),
)
def test_a_mature_childs_own_consent_is_enough_only_in_vastra_gotaland(
    sip: Sip, base: Path, guideline: str, degree: str, enough: bool
) -> None:
    without_consents(base, guideline)
    sip("consent", "give", "base", "--giver", "child", "--maturity", degree, "--maturity-by", "bup", *ON)
    assert ("consent-missing" not in rules(sip, "2026-10-05")) is enough


def test_a_childs_consent_that_nobody_has_assessed_is_said_at_once_and_in_the_finding(sip: Sip, base: Path) -> None:
    without_consents(base, VASTRA_GOTALAND)
    ended = sip("consent", "give", "base", "--giver", "child", *ON)
    assert "no assessment tells whether the child is mature enough" in ended.err
    [*_others, command] = [line for line in ended.err.splitlines() if "When it is assessed" in line]
    shown = json.loads(sip("check", "base", *TODAY, "--format", "json").out)["findings"]
    found = next(one for one in shown if one["rule"] == "consent-missing")
    assert "the child has consented, and no assessment tells whether it is mature enough" in found["message"]
    assert found["fix"] in command
    fix = found["fix"].replace("WORD", "sufficient").replace("WHO", "bup").split()[1:]
    assert sip(*fix, *TODAY).code == 0
    assert len(records(base)) == 1, "the same consent is completed"
    assert "consent-missing" not in rules(sip, "2026-10-05")


def test_where_the_guardians_decide_nothing_is_said_of_an_assessment(sip: Sip, base: Path) -> None:
    without_consents(base, VASTERBOTTEN)
    assert "no assessment" not in sip("consent", "give", "base", "--giver", "child", *ON).err


def test_nobody_was_told_of_a_withdrawal_before_it(sip: Sip, base: Path, root: Path) -> None:
    early = "2026-10-04"
    ended = sip("consent", "withdraw", "base", "--giver", "vh2", "--informed", f"skola={early}", *ON)
    assert (ended.code, "before the consent was taken back" in ended.err) == (2, True), ended
    sip("consent", "withdraw", "base", "--giver", "vh2", *ON)
    before = commits(root)
    for options in (("--on", early), ("--who", f"skola={early}"), ("--coordinator", early)):
        ended = sip("consent", "told", "base", *options, "--today", "2026-10-06")
        assert (ended.code, "before the consent was taken back on 2026-10-05" in ended.err) == (2, True), ended
    assert commits(root) == before


def test_a_later_withdrawal_was_not_told_of_with_an_earlier_one(sip: Sip, base: Path) -> None:
    sip("consent", "withdraw", "base", "--giver", "vh2", "--unit", "bup", *ON)
    sip("consent", "withdraw", "base", "--giver", "vh2", "--on", "2026-10-08", "--today", "2026-10-08")
    assert sip("consent", "told", "base", "--on", "2026-10-06", "--today", "2026-10-09").code == 0
    days = {tuple(one["units"]): one.get("informed") for one in records(base) if one["status"] == "withdrawn"}
    assert (days["bup",] or {}).get("child") == "2026-10-06"
    assert days["skola", "soc"] is None
    ended = sip("consent", "told", "base", "--on", "2026-10-06", "--today", "2026-10-09")
    assert (ended.code, "taken back on 2026-10-08" in ended.err) == (2, True), ended


def test_a_withdrawal_that_is_still_to_come_is_told_of_before(sip: Sip, base: Path) -> None:
    sip("consent", "withdraw", "base", "--giver", "vh2", "--on", "2026-10-20", *TODAY)
    assert sip("consent", "told", "base", *TODAY).code == 0
    assert records(base)[1]["informed"]["child"] == "2026-10-05"


def test_a_failed_assessment_does_not_cancel_the_guardians_yes(sip: Sip, base: Path) -> None:
    ended = sip(
        "consent", "give", "base", "--giver", "child", "--maturity", "insufficient", "--maturity-by", "bup", *ON
    )
    assert ended.code == 0
    assert "not mature enough" in sip("consent", "show", "base", *TODAY).out
    assert not [rule for rule in rules(sip, "2026-10-05") if rule.startswith("consent-")]


# --- nobody who can consent -----------------------------------------------------------------------------------------


def test_a_young_person_who_cannot_consent_and_has_nobody_still_gets_a_plan(sip: Sip, base: Path) -> None:
    without_consents(base, child={"born": "2008-01-01"})
    ended = sip(
        "consent", "give", "base", "--basis", "presumed-consent", "--assessed-by", "soc", "--assessed-on", "2026-10-02",
        "--assessment-comment", "Kan inte uttrycka sin vilja", *ON,
    )  # fmt: skip
    assert ended.code == 0, ended.err
    assert records(base) == [
        {
            "giver": "child", "units": ["skola", "soc", "bup"], "status": "given", "basis": "presumed-consent",
            "assessment": {"assessed_on": "2026-10-02", "by": "soc", "comment": "Kan inte uttrycka sin vilja"},
            "given_on": "2026-10-05",
        }
    ]  # fmt: skip
    assert "presumed consent" in sip("consent", "show", "base", *TODAY).out
    assert rows(sip, "2026-10-05")["child", "skola"]["basis"] == "presumed-consent"
    assert "consent-missing" not in rules(sip, "2026-10-05")


def test_what_an_assessment_lacks_is_completed_by_saying_it_again_with_more(sip: Sip, base: Path) -> None:
    without_consents(base, VASTRA_GOTALAND, child={"born": "2008-01-01"})
    ended = sip(*basis())
    assert "the same command again with: --information-type WORD --until DATE" in ended.err
    assert "Still to do" not in sip(*basis("--information-type", "health", "--until", "2026-12-31")).err
    assert len(records(base)) == 1


def test_a_child_without_anybody_may_get_a_harm_assessment(sip: Sip, base: Path) -> None:
    without_consents(base, guardians=[])
    ended = sip("consent", "give", "base", "--basis", "harm-assessment", "--assessed-by", "soc", *ON)
    assert ended.code == 0, ended.err
    shown = sip("consent", "show", "base", *TODAY).out
    assert "harm assessment" in shown
    assert "nobody in a guardian's place" in shown


def basis(*options: str) -> tuple[str, ...]:
    return ("consent", "give", "base", "--basis", "presumed-consent", "--assessed-by", "soc", *options, *ON)


def test_an_assessment_is_no_way_round_people_who_can_consent_or_have_said_no(sip: Sip, base: Path, root: Path) -> None:
    """Guardians who have not answered are asked; a guardian's, a representative's or the person's own no stands."""
    without_consents(base)
    assert "vh1, vh2 may consent" in sip(*basis()).err
    assert "--giver child" in sip(*basis("--giver", "vh1")).err
    sip("consent", "refuse", "base", "--giver", "vh2", *ON)
    refused = sip(*basis())
    assert refused.code == 2
    assert "vh2 said no" in refused.err
    change(base, {"guardians": [], "representatives": [GOD_MAN]})
    assert "gm may consent" in sip(*basis()).err
    change(base, {"child": {"born": "2008-01-01"}, "representatives": []})
    sip("consent", "refuse", "base", "--giver", "child", *ON)
    before = commits(root)
    assert "child said no" in sip(*basis()).err
    assert commits(root) == before


def test_a_mature_child_is_asked_and_not_assessed(sip: Sip, base: Path) -> None:
    without_consents(base, guardians=[])
    ended = sip(*basis("--maturity", "sufficient", "--maturity-by", "bup"))
    assert ended.code == 2
    assert "is asked" in ended.err


# --- two guardians, one, a representative ---------------------------------------------------------------------------


def test_two_guardians_are_both_asked_and_one_alone_is_enough_when_alone(sip: Sip, base: Path) -> None:
    without_consents(base)
    sip("consent", "give", "base", "--giver", "vh1", *ON)
    assert "consent-guardian-missing" in rules(sip, "2026-10-05")
    sip("consent", "give", "base", "--giver", "vh2", *ON)
    assert not [rule for rule in rules(sip, "2026-10-05") if rule.startswith("consent-")]
    without = [{"id": "vh1", "name": "Alva Exempelsson"}]
    change(base, {"guardians": without})
    change(base, {"consents": [records(base)[0]]}, "consent.yaml")
    assert not [rule for rule in rules(sip, "2026-10-05") if rule.startswith("consent-")]


def test_a_representative_consents_extends_and_withdraws_as_a_guardian_does(sip: Sip, base: Path) -> None:
    without_consents(base, guardians=[], representatives=[GOD_MAN])
    assert sip("consent", "give", "base", "--giver", "gm", "--until", "2026-12-31", *ON).code == 0
    assert not [rule for rule in rules(sip, "2026-10-05") if rule.startswith(("consent-", "representative-"))]
    extended = sip("consent", "extend", "base", "--giver", "gm", "--until", "2027-12-31", *ON)
    assert extended.code == 0, extended.err
    shown = sip("consent", "show", "base", *TODAY).out
    assert "until 2027-12-31" in shown
    assert "gm (god man) acts for the child: from 2026-01-01, until 2032-03-11" in shown
    ended = sip("consent", "withdraw", "base", "--giver", "gm", *ON)
    assert "skola, soc, bup: there is no consent" in ended.err
    assert {row["standing"] for row in rows(sip, "2026-10-05").values()} == {"withdrawn"}


def test_an_answer_from_somebody_without_a_mandate_is_kept_with_a_note(sip: Sip, base: Path) -> None:
    without_consents(base, representatives=[GOD_MAN | {"to": "2026-06-30"}])
    ended = sip("consent", "give", "base", "--giver", "gm", *ON)
    assert ended.code == 0
    assert "gm cannot consent for the child on 2026-10-05" in ended.err
    assert "vh1, vh2" in ended.err
    assert "the mandate ended on 2026-06-30" in sip("consent", "show", "base", *TODAY).out


# --- extending ------------------------------------------------------------------------------------------------------


def test_extending_adds_a_record_with_what_the_one_in_force_says(sip: Sip, base: Path, root: Path) -> None:
    before, text = commits(root), (base / "consent.yaml").read_text(encoding="utf-8")
    ended = sip("consent", "extend", "base", "--giver", "vh1", "--until", "2028-08-31", *ON)
    assert (ended.code, ended.out) == (0, "base: consent extended\n")
    assert records(base)[2] == {
        "giver": "vh1", "units": ["skola", "soc", "bup"], "status": "given", "form": "written",
        "given_on": "2026-10-05", "valid_until": "2028-08-31",
        "information_types": ["school", "health", "family-support"],
    }  # fmt: skip
    assert (base / "consent.yaml").read_text(encoding="utf-8").startswith(text.rstrip("\n")), "nothing else changed"
    assert commits(root) == before + 1
    assert rows(sip, "2028-01-01")["vh1", "bup"]["standing"] == "given"


def test_an_oral_extension_of_one_unit_carries_what_is_withheld(sip: Sip, base: Path) -> None:
    change(base, {"guideline": VASTRA_GOTALAND})
    first = records(base)
    first[0]["withhold_from"] = ["vh2"]
    change(base, {"consents": first}, "consent.yaml")
    ended = sip("consent", "extend", "base", "--giver", "vh1", "--unit", "bup", "--until", "+2y", "--form", "oral", *ON)
    assert ended.code == 0, ended.err
    assert "consent-oral-undocumented" in ended.err
    new = records(base)[-1]
    assert (new["units"], new["form"], new["withhold_from"]) == (["bup"], "oral", ["vh2"])


def test_units_without_a_consent_in_force_are_left_out_and_named(sip: Sip, base: Path) -> None:
    sip("consent", "withdraw", "base", "--giver", "vh1", "--unit", "bup", *ON)
    ended = sip("consent", "extend", "base", "--giver", "vh1", "--until", "2028-08-31", *ON)
    assert ended.code == 0, ended.err
    assert records(base)[-1]["units"] == ["skola", "soc"]
    assert "Not extended: bup (withdrawn on 2026-10-05)" in ended.err


@pytest.mark.parametrize(
    ("options", "code", "says"),
    (
        (("--giver", "vh1", "--until", "2027-08-31"), 2, "holds until 2027-08-31 already"),
        (("--giver", "vh1", "--until", "2026-01-01"), 2, "before it is given"),
        (("--giver", "vh1"), 2, "--until"),
        (("--until", "2028-01-01"), 2, "--giver"),
        (("--giver", "child", "--until", "2028-01-01"), 1, "sip consent give base --giver child"),
        (("--giver", "vh2", "--unit", "bup", "--until", "2028-01-01"), 1, "withdrawn on 2026-10-01"),
        (("--giver", "vh1", "--until", "2029-01-01", "--on", "2027-09-02"), 1, "ran out on 2027-08-31"),
        (("--giver", "vh2", "--unit", "bup", "--until", "2028-01-01", "--on", "2026-09-20"), 1, "taken back"),
        (("--giver", "vh1", "--until", "2033-01-01", "--on", "2032-04-01"), 1, "cannot consent for the child"),
    ),
)  # fmt: skip
def test_what_is_not_in_force_cannot_be_extended(
    sip: Sip, base: Path, root: Path, options: tuple[str, ...], code: int, says: str
) -> None:
    sip("consent", "withdraw", "base", "--giver", "vh2", "--unit", "bup", "--on", "2026-10-01", *TODAY)
    before = commits(root)
    ended = sip("consent", "extend", "base", *options, *TODAY)
    assert ended.code == code, ended
    assert says in ended.err
    assert commits(root) == before


def test_a_consent_without_an_end_is_completed_and_not_extended(sip: Sip, base: Path) -> None:
    without_consents(base)
    sip("consent", "give", "base", "--giver", "vh1", *ON)
    ended = sip("consent", "extend", "base", "--giver", "vh1", "--until", "2027-10-01", *TODAY)
    assert ended.code == 1
    shown = ended.err[ended.err.index("sip consent give") :].split()[1:]
    assert sip(*shown, *TODAY).code == 0
    assert [one["valid_until"] for one in records(base)] == ["2027-10-01"]


def test_an_assessment_is_made_anew_and_not_extended(sip: Sip, base: Path) -> None:
    without_consents(base, child={"born": "2008-01-01"})
    sip(*basis("--until", "2026-12-31"))
    ended = sip("consent", "extend", "base", "--giver", "child", "--until", "2027-10-01", *TODAY)
    assert ended.code == 1
    assert "made anew" in ended.err


# --- refusing -------------------------------------------------------------------------------------------------------


def test_a_refusal_keeps_the_check_questions_gone_through_and_says_what_it_means(sip: Sip, base: Path) -> None:
    without_consents(base, VASTRA_GOTALAND)
    ended = sip(
        "consent", "refuse", "base", "--giver", "vh2", "--unit", "bup", "--considered", "informed",
        "--considered", "listened-to", "--comment", "Vill vänta", *ON,
    )  # fmt: skip
    assert (ended.code, ended.out) == (0, "base: consent refused\n")
    assert records(base) == [
        {"giver": "vh2", "units": ["bup"], "status": "refused", "refused_on": "2026-10-05",
         "considered": ["informed", "listened-to"], "comment": "Vill vänta"}
    ]  # fmt: skip
    assert "is accepted" in ended.err
    assert "bup: there is no consent" in ended.err
    assert "misunderstood something?" in ended.err
    assert "Has the person been told" not in ended.err, "gone through"
    assert "refused" in sip("consent", "show", "base", *TODAY).out


def test_a_check_question_that_the_guideline_does_not_have_suggests_the_nearest(sip: Sip, base: Path) -> None:
    without_consents(base, VASTRA_GOTALAND)
    ended = sip("consent", "refuse", "base", "--giver", "vh2", "--considered", "informd", *ON)
    assert ended.code == 2
    assert "Did you mean “informed”?" in ended.err
    assert records(base) == []


def test_a_refusal_after_a_consent_names_what_rested_on_it(sip: Sip, base: Path) -> None:
    ended = sip("consent", "refuse", "base", "--giver", "vh2", "--unit", "skola", *ON)
    assert "skola: without vh2's consent, vh1's is left" in ended.err
    assert "i1 (skola): Anpassat schema" in ended.err
    assert "tell everyone involved today" in ended.err
    assert "i3" not in ended.err


def test_a_childs_no_is_recorded_and_leaves_what_the_guardians_decide(sip: Sip, base: Path) -> None:
    ended = sip("consent", "refuse", "base", "--giver", "child", *ON)
    assert "weighs by age and maturity" in ended.err
    assert "skola, soc, bup: whoever decides still consents" in ended.err


def test_a_mature_childs_no_counts_in_vastra_gotaland(sip: Sip, base: Path) -> None:
    change(base, {"guideline": VASTRA_GOTALAND})
    sip("consent", "refuse", "base", "--giver", "child", "--maturity", "sufficient", "--maturity-by", "bup", *ON)
    assert records(base)[-1]["maturity"]["sufficient"] is True
    assert "consent-guardian-refused" in rules(sip, "2026-10-05")


# --- taking back ----------------------------------------------------------------------------------------------------


def test_a_withdrawal_lists_what_it_makes_invalid_and_who_must_be_told_today(sip: Sip, base: Path) -> None:
    """The coordinator first; everyone with a telephone number; the giver is not told of their own words."""
    ended = sip("consent", "withdraw", "base", "--giver", "vh2", "--unit", "skola", "--unit", "bup", *ON)
    assert ended.out == "base: consent withdrawn\n"
    said = ended.err
    assert "skola, bup: without vh2's consent, vh1's is left" in said
    assert "i1 (skola): Anpassat schema" in said
    assert "i3 (bup): Samtal" in said
    assert "i2" not in said, "another unit's intervention"
    assert "follow-up meeting on 2026-12-01: skola, bup" in said
    told = said[said.index("To be told today") :]
    order = [told.index(f"{who}: ") for who in ("soc", "child", "vh1", "skola", "bup")]
    assert order == sorted(order)
    assert "Eli Påhitt, 070-1740608" in told
    assert "vh2: " not in told
    assert "sip consent told base --giver vh2" in told


def test_a_withdrawal_in_a_case_with_one_guardian_leaves_no_consent(sip: Sip, base: Path) -> None:
    change(base, {"guideline": VASTRA_GOTALAND, "guardians": [{"id": "vh1", "name": "Alva Exempelsson"}]})
    change(base, {"consents": records(base)[:1]}, "consent.yaml")
    change(base, {"copies": {"vh2": None}}, "plan.yaml")
    change(base, {"participants": ["child", "vh1", "skola", "soc", "bup"]}, "follow-ups/2026-12-01.yaml")
    invited = ryaml.loads((base / "invitation.yaml").read_text(encoding="utf-8"))["invitees"]
    change(base, {"invitees": [one for one in invited if one["who"] != "vh2"]}, "invitation.yaml")
    ended = sip("consent", "withdraw", "base", "--giver", "vh1", *ON)
    assert "skola, soc, bup: there is no consent" in ended.err
    assert "closing-required" in ended.err
    assert "the plan must be closed" in ended.err


def test_a_mature_childs_consent_carries_on_when_a_guardian_withdraws_in_vastra_gotaland(sip: Sip, base: Path) -> None:
    change(base, {"guideline": VASTRA_GOTALAND})
    sip("consent", "give", "base", "--giver", "child", "--maturity", "sufficient", "--maturity-by", "bup", *ON)
    ended = sip("consent", "withdraw", "base", "--giver", "vh2", *ON)
    assert "skola, soc, bup: the child was judged mature enough" in ended.err
    assert "i1" not in ended.err


def test_a_withdrawal_dated_ahead_says_from_when(sip: Sip, base: Path) -> None:
    ended = sip("consent", "withdraw", "base", "--giver", "vh2", "--on", "2026-10-20", *TODAY)
    assert ended.code == 0
    assert "From 2026-10-20" in ended.err
    shown = sip("consent", "show", "base", *TODAY).out
    assert "given" in shown
    assert "withdrawn from 2026-10-20" in " ".join(shown.split())
    row = rows(sip, "2026-10-05")["vh2", "soc"]
    assert (row["standing"], row["coming"], row["coming_on"]) == ("given", "withdrawn", "2026-10-20")


def test_the_unit_that_keeps_the_archive_and_coordinates_knows_of_it(sip: Sip, base: Path, root: Path) -> None:
    (root / "sip.yaml").write_text("guideline: vasterbotten\nunit: Socialtjänsten i Fantasia\n", encoding="utf-8")
    ended = sip("consent", "withdraw", "base", "--giver", "vh2", *ON)
    assert records(base)[1]["told_coordinator_on"] == "2026-10-05"
    assert "first the coordinator" not in ended.err


def test_nothing_to_take_back_is_said(sip: Sip, base: Path, root: Path) -> None:
    before = commits(root)
    ended = sip("consent", "withdraw", "base", "--giver", "child", *ON)
    assert ended.code == 1
    assert "no consent to withdraw" in ended.err
    assert commits(root) == before


# --- telling of it --------------------------------------------------------------------------------------------------


def test_telling_records_everyone_not_yet_told_and_the_finding_goes(sip: Sip, base: Path, root: Path) -> None:
    sip("consent", "withdraw", "base", "--giver", "vh2", "--informed", "skola=2026-10-05", *ON)
    assert "withdrawal-not-told" in rules(sip, "2026-10-06")
    before = commits(root)
    ended = sip("consent", "told", "base", "--today", "2026-10-06")
    assert (ended.code, ended.out) == (0, "base: withdrawal told\n")
    record = records(base)[1]
    assert record["told_coordinator_on"] == "2026-10-06"
    day = "2026-10-06"
    assert record["informed"] == {"skola": "2026-10-05", "child": day, "vh1": day, "bup": day}
    assert commits(root) == before + 1
    assert "withdrawal-not-told" not in rules(sip, "2026-10-06")
    assert "Everyone involved has been told" in ended.err
    assert "Nothing changed" in sip("consent", "told", "base", "--today", "2026-10-07").err
    assert "# one record for each form" in (base / "consent.yaml").read_text(encoding="utf-8"), "comments stay"


def test_some_are_told_and_the_rest_is_named(sip: Sip, base: Path) -> None:
    sip("consent", "withdraw", "base", "--giver", "vh2", *ON)
    ended = sip(
        "consent", "told", "base", "--giver", "vh2", "--who", "vh1", "--who", "BUP Hittepå=2026-10-06",
        "--coordinator", "2026-10-05", "--today", "2026-10-07",
    )  # fmt: skip
    assert ended.code == 0, ended.err
    record = records(base)[1]
    assert record["told_coordinator_on"] == "2026-10-05"
    assert record["informed"] == {"vh1": "2026-10-07", "bup": "2026-10-06"}
    assert "skola: " in ended.err
    assert "bup: " not in ended.err


def test_two_withdrawals_of_a_person_are_told_together_and_earlier_days_stay(sip: Sip, base: Path) -> None:
    sip("consent", "withdraw", "base", "--giver", "vh2", "--unit", "bup", *ON)
    sip("consent", "told", "base", *TODAY)
    sip("consent", "withdraw", "base", "--giver", "vh2", "--on", "2026-10-08", "--today", "2026-10-08")
    sip("consent", "told", "base", "--today", "2026-10-08")
    days = {tuple(one["units"]): one["informed"]["child"] for one in records(base) if one["status"] == "withdrawn"}
    assert days == {("bup",): "2026-10-05", ("skola", "soc"): "2026-10-08"}


def test_nobody_is_told_by_default_from_whom_the_record_is_withheld(sip: Sip, base: Path) -> None:
    first = records(base)
    first[1]["withhold_from"] = ["vh1"]
    change(base, {"consents": first}, "consent.yaml")
    ended = sip("consent", "withdraw", "base", "--giver", "vh2", *ON)
    assert "withheld from vh1" in ended.err
    sip("consent", "told", "base", *TODAY)
    assert "vh1" not in records(base)[1]["informed"]


def test_telling_of_no_withdrawal_is_said(sip: Sip, base: Path) -> None:
    assert "Nobody has taken back" in sip("consent", "told", "base", *TODAY).err
    sip("consent", "withdraw", "base", "--giver", "vh2", *ON)
    for options, code, says in (
        (("--giver", "vh1"), 1, "vh1 has not taken back"),
        (("--who", "skol"), 2, "Did you mean “skola”?"),
        (("--who", "skola=i mars"), 2, "is not a day"),
    ):
        ended = sip("consent", "told", "base", *options, *TODAY)
        assert (ended.code, says in ended.err) == (code, True), ended
    assert "informed" not in records(base)[1]


# --- showing --------------------------------------------------------------------------------------------------------


def test_the_matrix_tells_given_until_oral_refused_silent_withdrawn_run_out_and_coming(sip: Sip, base: Path) -> None:
    without_consents(base)
    for arguments in (
        ("give", "--giver", "vh1", "--unit", "skola", "--until", "2026-10-31", "--form", "oral", "--on", "2026-09-01"),
        ("give", "--giver", "vh1", "--unit", "soc", "--on", "2026-12-01"),
        ("refuse", "--giver", "vh2", "--unit", "skola", "--on", "2026-09-02"),
        ("give", "--giver", "vh2", "--unit", "soc", "--on", "2026-09-01"),
        ("withdraw", "--giver", "vh2", "--unit", "soc", "--on", "2026-10-01"),
    ):
        assert sip("consent", arguments[0], "base", *arguments[1:], *TODAY).code == 0
    shown = rows(sip, "2026-10-05")
    assert {one: row["standing"] for one, row in shown.items()} == {
        ("vh1", "skola"): "given", ("vh1", "soc"): "silent", ("vh1", "bup"): "silent",
        ("vh2", "skola"): "refused", ("vh2", "soc"): "withdrawn", ("vh2", "bup"): "silent",
    }  # fmt: skip
    assert (shown["vh1", "soc"]["coming"], shown["vh1", "soc"]["coming_on"]) == ("given", "2026-12-01")
    table = " ".join(sip("consent", "show", "base", *TODAY).out.split())
    for words in ("given (oral)", "until 2026-10-31", "not yet in force", "refused", "withdrawn", "no answer"):
        assert words in table
    assert "ran out" in sip("consent", "show", "base", "--today", "2026-11-01").out
    heading = sip("consent", "show", "base", "--format", "csv").out.splitlines()[0]
    assert heading.startswith("giver,unit,standing,form,since,until,")


def test_who_acts_is_said_below_the_matrix(sip: Sip, base: Path) -> None:
    prevented = {"since": "2026-09-10", "reason": "sjukhusvård", "decision_urgent": True}
    two = [{"id": "vh1", "name": "Alva Exempelsson"}, {"id": "vh2", "name": "Bo Exempelsson", "prevented": prevented}]
    change(base, {"guardians": two, "representatives": [GOD_MAN | {"from": "2027-01-01"}]})
    said = " ".join(sip("consent", "show", "base", *TODAY).out.split())
    assert "May consent on 2026-10-05: vh1, vh2." in said
    assert "vh2 is prevented since 2026-09-10 and it is urgent" in said
    assert "gm (god man) acts for the child only from 2027-01-01" in said
    assert "sjukhusvård" not in said, "the reason is nobody's who reads a table"
    grown = " ".join(sip("consent", "show", "base", "--today", "2032-03-12").out.split())
    assert "May consent on 2032-03-12: child." in grown
    assert "is 18 and decides" in grown
    data = json.loads(sip("consent", "show", "base", *TODAY, "--format", "json").out)
    assert data["may_consent"] == ["vh1", "vh2"]


def test_the_case_may_stand_before_the_verb(sip: Sip, base: Path) -> None:
    assert sip("consent", "base", "show", *TODAY).out == sip("consent", "show", "base", *TODAY).out


# --- in a terminal --------------------------------------------------------------------------------------------------

posix = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")


@posix
def test_the_childs_consent_asks_for_its_maturity(root: Path, base: Path) -> None:
    from tests.cli.test_terminal import Talk

    talk = Talk(root, "consent", "give", "base", *TODAY)
    talk.answer("Whose answer?", "child")
    talk.answer("For which units?", "bup")
    talk.answer("On which day was it said?", "fredag")
    talk.answer("2026-10-02", "")  # what was understood is shown; the empty answer is to “Written or oral?”
    talk.answer("Until which day?", "+1y")
    talk.answer("types of information?", "")
    talk.answer("judged mature enough", "1")
    talk.answer("Who judged it?", "bup")
    talk.answer("was that judged?", "")
    talk.answer("What is the question about?", "Möte")
    talk.answer("How great is the intrusion?", "")
    talk.answer("How urgent is it?", "20140312-2385")
    talk.answer("How urgent is it?", "Brådskar")
    talk.answer("How complex", "")
    talk.answer("else was considered", "")
    talk.answer("NOT to see this answer", "vh2")
    talk.answer("Anything else to note?", "")
    assert talk.end() == 0, talk.seen
    [*_rest, new] = records(base)
    assert (new["giver"], new["units"], new["given_on"], new["valid_until"]) == (
        "child", ["bup"], "2026-10-02", "2027-10-05",
    )  # fmt: skip
    assert new["maturity"] == {
        "assessed_on": "2026-10-02", "by": "bup", "sufficient": True, "measure": "Möte", "urgency": "Brådskar",
    }  # fmt: skip
    assert new["withhold_from"] == ["vh2"]


@posix
def test_what_it_rests_on_is_asked_only_where_nobody_can_consent(root: Path, base: Path) -> None:
    from tests.cli.test_terminal import Talk

    without_consents(base, child={"born": "2008-01-01"})
    talk = Talk(root, "consent", "give", "base", *TODAY)
    talk.answer("Whose answer?", "child")
    talk.answer("For which units?", "")
    talk.answer("On which day was it said?", "")
    talk.answer("What does it rest on?", "harm-assessment")
    talk.answer("Who made the assessment?", "soc")
    talk.answer("was it made?", "")
    talk.answer("What was weighed?", "Ingen skada")
    talk.answer("Until which day?", "")
    talk.answer("types of information?", "")
    talk.answer("NOT to see this answer", "")
    talk.answer("Anything else to note?", "")
    assert talk.end() == 0, talk.seen
    assert (records(base)[0]["basis"], records(base)[0]["assessment"]["comment"]) == ("harm-assessment", "Ingen skada")


@posix
def test_a_refusal_goes_through_the_guidelines_questions(root: Path, base: Path) -> None:
    from tests.cli.test_terminal import Talk

    without_consents(base, VASTRA_GOTALAND)
    talk = Talk(root, "consent", "refuse", "base", *TODAY)
    talk.answer("Whose answer?", "vh1")
    talk.answer("For which units?", "")
    talk.answer("On which day was it said?", "")
    talk.answer("needed to decide?", "y")
    talk.answer("collaboration before?", "n")
    talk.answer("matters to the person?", "maybe")
    talk.answer("Answer yes or no", "y")
    talk.answer("misunderstood something?", "")
    talk.answer("Written or oral?", "")
    talk.answer("NOT to see this answer", "")
    talk.answer("Anything else to note?", "")
    assert talk.end() == 0, talk.seen
    assert records(base)[0]["considered"] == ["informed", "listened-to"]


@posix
def test_a_withdrawal_and_telling_of_it_in_a_terminal(root: Path, base: Path) -> None:
    from tests.cli.test_terminal import Talk

    talk = Talk(root, "consent", "withdraw", "base", *TODAY)
    talk.answer("Who takes the consent back?", "vh2")
    talk.answer("For which units?", "")
    talk.answer("On which day was it said?", "")
    talk.answer("coordinates, told?", "")
    talk.answer("Who else has been told", "skola")
    assert talk.end() == 0, talk.seen
    talk = Talk(root, "consent", "told", "base", *TODAY)
    talk.answer("Whose withdrawal?", "")
    talk.answer("On which day were they told?", "")
    talk.answer("Who was told?", "soc,child,vh1")
    assert talk.end() == 0, talk.seen
    record = records(base)[1]
    assert sorted(record["informed"]) == ["child", "skola", "vh1"]
    assert record["told_coordinator_on"] == "2026-10-05"


@posix
def test_enter_on_everything_tells_the_coordinator_the_same_day_and_never_before_the_withdrawal(
    sip: Sip, root: Path, base: Path
) -> None:
    from tests.cli.test_terminal import Talk

    sip("consent", "withdraw", "base", "--giver", "vh2", *ON)
    talk = Talk(root, "consent", "told", "base", "--today", "2026-10-07")
    talk.answer("Whose withdrawal?", "")
    talk.answer("On which day were they told?", "2026-10-04")
    talk.wait_for("before the consent was taken back on 2026-10-05")
    talk.answer("On which day were they told?", "2026-10-06")
    talk.answer("Who was told?", "")
    assert talk.end() == 0, talk.seen
    record = records(base)[1]
    assert record["told_coordinator_on"] == "2026-10-06"
    assert record["informed"] == dict.fromkeys(("child", "vh1", "skola", "bup"), "2026-10-06")


@posix
def test_a_no_from_somebody_who_has_consented_is_a_withdrawal_or_leaves_the_consent(root: Path, base: Path) -> None:
    from tests.cli.test_terminal import Talk

    before = records(base)
    talk = Talk(root, "consent", "refuse", "base", *TODAY)
    talk.answer("Whose answer?", "vh2")
    talk.answer("For which units?", "bup")
    talk.answer("On which day was it said?", "")
    talk.wait_for("vh2 has consented for bup.")
    talk.answer("taken back?", "n")
    talk.wait_for("the consent holds as before")
    assert talk.end() == 0, talk.seen
    assert records(base) == before
    talk = Talk(root, "consent", "refuse", "base", *TODAY)
    talk.answer("Whose answer?", "vh2")
    talk.answer("For which units?", "bup")
    talk.answer("On which day was it said?", "")
    talk.answer("taken back?", "y")
    talk.wait_for("base: consent withdrawn")
    talk.wait_for("To be told today")
    assert talk.end() == 0, talk.seen
    back = [one for one in records(base) if one["status"] == "withdrawn"]
    assert [(one["giver"], one["units"], one["withdrawn_on"]) for one in back] == [("vh2", ["bup"], "2026-10-05")]


@posix
def test_an_extension_in_a_terminal_offers_who_has_something_to_extend(root: Path, base: Path) -> None:
    from tests.cli.test_terminal import Talk

    change(base, {"consents": records(base)[:1]}, "consent.yaml")
    talk = Talk(root, "consent", "extend", "base", *TODAY)
    talk.answer("Whose consent is extended?", "")
    talk.answer("For which units?", "")
    talk.answer("was it said?", "")
    talk.answer("Until which day", "2026-10-01")
    talk.answer("before it is given", "+2y")
    talk.answer("Written or oral?", "")
    assert talk.end() == 0, talk.seen
    assert (records(base)[1]["giver"], records(base)[1]["valid_until"]) == ("vh1", "2028-10-05")


@posix
def test_ctrl_c_in_a_conversation_leaves_nothing(root: Path, base: Path) -> None:
    from tests.cli.test_terminal import Talk

    before, text = commits(root), (REFERENCE / "consent.yaml").read_text(encoding="utf-8")
    for command in ("give", "refuse", "withdraw", "extend"):
        talk = Talk(root, "consent", command, "base", *TODAY)
        talk.wait_for("Number or word")
        talk.interrupt()
        assert talk.end() == 130
    assert commits(root) == before
    assert (base / "consent.yaml").read_text(encoding="utf-8") == text
