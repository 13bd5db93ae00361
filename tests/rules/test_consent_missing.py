"""consent-missing: every unit that shares has a consent (C1, C2)."""

from tests.helpers import CLOSED, case, consent, consents, everywhere, findings, hits, levels, unanswered

RULE = "consent-missing"
TODAY = "2026-09-30"
WITHOUT_BUP = consents(consent("vh1", ["skola", "soc"]), consent("vh2", ["skola", "soc"]))


def test_silent_where_both_guardians_consent_for_every_unit() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_a_unit_nobody_consented_for_is_an_error_in_every_county() -> None:
    assert levels(RULE, case(WITHOUT_BUP), TODAY) == everywhere("error")


def test_names_the_unit_where_it_stands_in_case_yaml_and_how_to_mend_it() -> None:
    (found,) = hits(RULE, case(WITHOUT_BUP), TODAY)
    assert found.about == ("bup",)
    assert (found.file, found.path) == ("cases/base/case.yaml", ("units", 2))
    assert found.line is not None
    assert found.fix == "sip consent give base --giver vh1 --unit bup"
    assert found.unit == "bup"


def test_a_missing_consent_file_gives_one_finding_a_unit() -> None:
    found = hits(RULE, case(remove=["consent.yaml"]), TODAY)
    assert [one.about for one in found] == [("skola",), ("soc",), ("bup",)]


def test_an_all_silent_unit_is_consent_missing_only_and_not_a_missing_guardian_as_well() -> None:
    files = case(consents(unanswered("vh1"), unanswered("vh2")))
    rules = {one.rule for one in findings(files, TODAY) if one.rule.startswith("consent-")}
    assert rules == {RULE}


def test_silent_when_one_guardian_answered_since_consent_guardian_missing_speaks() -> None:
    assert levels(RULE, case(consents(consent("vh1"))), TODAY) == {}


def test_silent_for_a_withdrawn_an_expired_and_a_refused_consent_since_their_own_rules_speak() -> None:
    for fields in (
        {"status": "withdrawn", "withdrawn_on": "2026-09-20"},
        {"valid_until": "2026-09-20"},
        {"status": "refused", "refused_on": "2026-09-02", "given_on": None},
    ):
        assert hits(RULE, case(consents(consent("vh1", **fields), consent("vh2", **fields))), TODAY) == [], fields


def test_a_consent_counts_from_the_day_it_was_given() -> None:
    files = case(consents(consent("vh1"), consent("vh2")))
    assert len(hits(RULE, files, "2026-08-31")) == 3
    assert hits(RULE, files, "2026-09-01") == []


def test_a_mature_childs_own_consent_is_enough_in_vastra_gotaland_only() -> None:
    maturity = {"assessed_on": "2026-09-01", "by": "bup", "sufficient": True}
    files = case(consents(consent("child", maturity=maturity)))
    assert set(levels(RULE, files, TODAY)) == {"kronoberg", "vasterbotten", "stromsund"}
    maturity["sufficient"] = False
    assert levels(RULE, case(consents(consent("child", maturity=maturity))), TODAY) == everywhere("error")


def test_silent_where_nobody_may_consent_since_representative_missing_speaks() -> None:
    files = case({"case.yaml": {"guardians": []}}, remove=["consent.yaml", "invitation.yaml", "plan.yaml"])
    files["follow-ups/2026-12-01.yaml"]["participants"] = ["child"]
    assert hits(RULE, files, TODAY) == []
    assert hits("representative-missing", files, TODAY)


def test_an_eighteen_year_old_without_any_consent_is_asked_in_person() -> None:
    files = case({"case.yaml": {"child": {"born": "2008-09-01"}}}, remove=["consent.yaml"])
    assert hits(RULE, files, TODAY)[0].fix == "sip consent give base --giver child --unit skola"


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, case(WITHOUT_BUP, write=CLOSED), "2026-10-01") == []
    assert hits(RULE, case(WITHOUT_BUP, write=CLOSED), "2026-09-30") != []
