"""consent-expired: a consent that is still needed has passed its valid_until in an open case (C5)."""

from tests.helpers import CLOSED, VASTRA_GOTALAND, case, consent, consents, everywhere, findings, hits, levels

RULE = "consent-expired"
UNTIL = "2026-09-15"
ENDED = consents(consent("vh1", valid_until=UNTIL), consent("vh2"))


def test_silent_while_the_consent_holds() -> None:
    assert levels(RULE, case(), "2026-09-30") == {}


def test_an_error_in_every_county_the_day_after_the_last_day() -> None:
    assert levels(RULE, case(ENDED), "2026-09-15") == {}
    assert levels(RULE, case(ENDED), "2026-09-16") == everywhere("error")


def test_counts_the_days_since_the_last_day() -> None:
    assert [one.days for one in hits(RULE, case(ENDED), "2026-09-16")] == [1]
    (found,) = hits(RULE, case(ENDED), "2026-09-30")
    assert (found.date and found.date.isoformat(), found.days) == (UNTIL, 15)
    assert found.about == ("vh1", "skola", "soc", "bup")
    assert (found.file, found.path) == ("cases/base/consent.yaml", ("consents", 0, "valid_until"))
    assert found.fix == "sip consent give base --giver vh1 --unit skola --unit soc --unit bup"


def test_is_not_also_missing_nor_soon_to_expire() -> None:
    files = case(consents(consent("vh1", valid_until=UNTIL), consent("vh2", valid_until=UNTIL)))
    rules = {one.rule for one in findings(files, "2026-09-30") if one.rule.startswith("consent-")}
    assert rules == {RULE}


def test_silent_once_renewed_whatever_the_order_of_the_records() -> None:
    old, new = consent("vh1", valid_until=UNTIL), consent("vh1", given_on="2026-09-14", valid_until="2027-01-31")
    for records in ((old, new), (new, old)):
        assert hits(RULE, case(consents(*records, consent("vh2"))), "2026-09-30") == []


def test_a_consent_withdrawn_before_its_last_day_is_withdrawn_not_expired() -> None:
    files = case(consents(consent("vh1", valid_until=UNTIL, status="withdrawn", withdrawn_on="2026-09-10")))
    assert hits(RULE, files, "2026-09-30") == []


def test_a_consent_without_a_last_day_does_not_expire() -> None:
    files = case(consents(consent("vh1", valid_until=None), consent("vh2")))
    assert [one.about[0] for one in hits(RULE, files, "2030-01-01")] == ["vh2"]


def test_an_expired_guardians_consent_is_not_needed_where_a_mature_child_decides() -> None:
    maturity = {"assessed_on": "2026-09-01", "by": "bup", "sufficient": True}
    files = case(consents(consent("vh1", valid_until=UNTIL), consent("vh2"), consent("child", maturity=maturity)))
    assert VASTRA_GOTALAND not in levels(RULE, files, "2026-09-30")


def test_a_mature_childs_own_expired_consent_is_reported_in_vastra_gotaland_only() -> None:
    maturity = {"assessed_on": "2026-09-01", "by": "bup", "sufficient": True}
    files = case(consents(consent("vh1"), consent("vh2"), consent("child", valid_until=UNTIL, maturity=maturity)))
    assert levels(RULE, files, "2026-09-30") == {VASTRA_GOTALAND: "error"}


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, case(ENDED, write=CLOSED), "2026-10-01") == []
    assert hits(RULE, case(ENDED, write=CLOSED), "2026-09-30") != []
