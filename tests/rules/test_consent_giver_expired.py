"""consent-giver-expired: at 18 the guardians' consent is void, the young person's own is needed (FB 6:2)."""

from tests.helpers import CLOSED, Data, Files, case, consent, consents, everywhere, findings, hits, levels

RULE = "consent-giver-expired"
TODAY = "2026-09-30"


def born(on: str, *records: Data) -> Files:
    patch = {"case.yaml": {"child": {"born": on}}}
    return case(patch | (consents(*records) if records else {}))


def test_silent_under_eighteen() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_an_error_in_every_county_from_the_eighteenth_birthday() -> None:
    assert levels(RULE, born("2008-10-01"), TODAY) == {}
    assert levels(RULE, born("2008-09-30"), TODAY) == everywhere("error")


def test_counts_the_days_since_the_birthday_and_asks_the_young_person() -> None:
    (found,) = hits(RULE, born("2008-09-21"), TODAY)
    assert (found.date and found.date.isoformat(), found.days) == ("2026-09-21", 9)
    assert found.about == ("child", "skola", "soc", "bup")
    assert found.path == ("child", "born")
    assert found.fix == "sip consent give base --giver child"


def test_born_on_29_february_is_18_on_28_february() -> None:
    files = born("2008-02-29", consent("vh1", given_on="2026-01-01"), consent("vh2", given_on="2026-01-01"))
    assert hits(RULE, files, "2026-02-27") == []
    assert hits(RULE, files, "2026-02-28")


def test_silent_for_units_that_the_young_person_has_answered_for() -> None:
    own = consent("child", ["skola"], given_on="2026-09-22")
    (found,) = hits(RULE, born("2008-09-21", consent("vh1"), consent("vh2"), own), TODAY)
    assert found.about == ("child", "soc", "bup")
    refused = consent("child", status="refused", given_on=None)
    assert hits(RULE, born("2008-09-21", consent("vh1"), consent("vh2"), refused), TODAY) == []


def test_is_not_also_consent_missing_nor_a_missing_guardian() -> None:
    rules = {one.rule for one in findings(born("2008-09-21"), TODAY) if one.rule.startswith("consent-")}
    assert rules == {RULE}


def test_the_guardians_void_consents_do_not_also_expire() -> None:
    files = born("2008-09-21", consent("vh1", valid_until="2026-09-25"), consent("vh2", valid_until="2026-09-25"))
    assert hits(RULE, files, TODAY)
    assert hits("consent-expired", files, TODAY) == []


def test_an_adult_whose_administrators_mandate_ended_did_not_turn_18_just_now() -> None:
    """FB 6:2 ends custody; it says nothing of an administrator appointed after 18. representative-expired speaks."""
    files = born("2006-03-12", consent("fv"))
    files["case.yaml"]["guardians"] = []
    files["case.yaml"]["representatives"] = [
        {"id": "fv", "kind": "administrator", "name": "Ivo Påhitt", "from": "2025-01-01", "to": "2026-09-15"}
    ]
    files = {name: content for name, content in files.items() if name in ("case.yaml", "consent.yaml")}
    assert hits("representative-expired", files, TODAY)
    assert hits(RULE, files, TODAY) == []


def test_silent_in_a_closed_case() -> None:
    files = case({"case.yaml": {"child": {"born": "2008-09-21"}}}, write=CLOSED)
    assert hits(RULE, files, "2026-10-02") == []
