"""consent-guardian-missing: both guardians consent; in Västra Götaland not where the child is mature and consents."""

from tests.helpers import CLOSED, Data, case, consent, consents, everywhere, findings, hits, levels, merged, unanswered

RULE = "consent-guardian-missing"
TODAY = "2026-09-30"
ONE_SILENT = consents(consent("vh1"), unanswered("vh2"))


def mature(*, sufficient: bool = True, assessed_on: str = "2026-09-01") -> Data:
    maturity = {"assessed_on": assessed_on, "by": "bup", "sufficient": sufficient}
    return consents(consent("vh1"), unanswered("vh2"), consent("child", maturity=maturity))


def prevented(**fields: object) -> Data:
    vh2 = {"since": "2026-08-20", "reason": "sjukhusvård", "decision_urgent": True} | fields
    return {
        "case.yaml": {
            "guardians": [
                {"id": "vh1", "name": "Alva Exempelsson"},
                {"id": "vh2", "name": "Bo Exempelsson", "prevented": vh2},
            ]
        }
    }


def test_silent_where_both_consent() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_one_silent_guardian_is_an_error_in_every_county() -> None:
    assert levels(RULE, case(ONE_SILENT), TODAY) == everywhere("error")


def test_a_guardian_without_any_record_is_as_silent_as_an_unanswered_one() -> None:
    (found,) = hits(RULE, case(consents(consent("vh1"))), TODAY)
    assert found.about == ("vh2", "skola", "soc", "bup")
    assert (found.file, found.path) == ("cases/base/case.yaml", ("guardians", 1))
    assert found.fix == "sip consent give base --giver vh2 --unit skola --unit soc --unit bup"


def test_units_are_judged_one_by_one() -> None:
    (found,) = hits(RULE, case(consents(consent("vh1"), consent("vh2", ["skola"]))), TODAY)
    assert found.about == ("vh2", "soc", "bup")


def test_one_sole_guardian_is_enough() -> None:
    alone = {"case.yaml": {"guardians": [{"id": "vh1", "name": "Alva Exempelsson"}]}}
    files = case(merged(alone, consents(consent("vh1"))))
    for part in (files["invitation.yaml"]["invitees"], files["follow-ups/2026-12-01.yaml"]["participants"]):
        part[:] = [one for one in part if one != "vh2" and not (isinstance(one, dict) and one["who"] == "vh2")]
    del files["plan.yaml"]["copies"]["vh2"]
    assert levels(RULE, files, TODAY) == {}


def test_a_mature_consenting_child_is_enough_in_vastra_gotaland_only() -> None:
    assert set(levels(RULE, case(mature()), TODAY)) == {"kronoberg", "vasterbotten", "stromsund"}


def test_a_child_assessed_as_not_mature_is_not_enough_anywhere() -> None:
    assert levels(RULE, case(mature(sufficient=False)), TODAY) == everywhere("error")


def test_an_assessment_of_a_later_day_does_not_count_yet() -> None:
    files = case(mature(assessed_on="2026-10-01"))
    assert levels(RULE, files, TODAY) == everywhere("error")
    assert "vastra-gotaland" not in levels(RULE, files, "2026-10-01")


def test_the_other_guardian_decides_alone_while_this_one_is_prevented_and_it_is_urgent() -> None:
    assert levels(RULE, case(merged(ONE_SILENT, prevented())), TODAY) == {}


def test_prevented_is_no_excuse_when_it_is_not_urgent_or_not_yet_so() -> None:
    assert hits(RULE, case(merged(ONE_SILENT, prevented(decision_urgent=False))), TODAY)
    assert hits(RULE, case(merged(ONE_SILENT, prevented(since="2026-10-01"))), TODAY)
    assert hits(RULE, case(merged(ONE_SILENT, prevented(since="2026-09-30"))), TODAY) == []


def test_prevented_is_no_excuse_when_the_other_guardian_refused() -> None:
    refused = consents(consent("vh1", status="refused", given_on=None, refused_on="2026-09-02"), unanswered("vh2"))
    assert hits(RULE, case(merged(refused, prevented())), TODAY)


def test_a_withdrawn_expired_or_refused_consent_is_not_also_missing() -> None:
    for fields in (
        {"status": "withdrawn", "withdrawn_on": "2026-09-20"},
        {"valid_until": "2026-09-20"},
        {"status": "refused", "refused_on": "2026-09-02", "given_on": None},
    ):
        assert hits(RULE, case(consents(consent("vh1"), consent("vh2", **fields))), TODAY) == [], fields


def test_both_silent_is_consent_missing_instead() -> None:
    assert hits(RULE, case(remove=["consent.yaml"]), TODAY) == []


def test_guardians_are_not_asked_for_an_eighteen_year_old() -> None:
    files = case(merged(ONE_SILENT, {"case.yaml": {"child": {"born": "2008-09-30"}}}))
    assert hits(RULE, files, TODAY) == []
    assert hits(RULE, files, "2026-09-29")


def test_a_judgement_on_unreadable_consents_is_not_made() -> None:
    files = case({"consent.yaml": {"consents": [{"giver": "vh1", "untis": ["skola"], "status": "given"}]}})
    assert {one.rule for one in findings(files, TODAY) if one.rule.startswith("consent-")} == set()


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, case(ONE_SILENT, write=CLOSED), "2026-10-02") == []
