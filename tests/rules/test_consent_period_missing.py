"""consent-period-missing: Västra Götaland asks until when a consent holds (C5)."""

from tests.helpers import CLOSED, VASTRA_GOTALAND, case, consent, consents, hits, levels

RULE = "consent-period-missing"
TODAY = "2026-09-30"
ENDLESS = consents(consent("vh1", valid_until=None), consent("vh2"))


def test_silent_where_the_last_day_is_named() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_an_error_in_vastra_gotaland_only() -> None:
    assert levels(RULE, case(ENDLESS), TODAY) == {VASTRA_GOTALAND: "error"}


def test_points_at_the_record() -> None:
    (found,) = hits(RULE, case(ENDLESS), TODAY, VASTRA_GOTALAND)
    assert found.about == ("vh1", "skola", "soc", "bup")
    assert found.path == ("consents", 0)


def test_silent_about_an_answer_that_is_not_a_consent_in_force() -> None:
    refused = consent("vh1", valid_until=None, status="refused", given_on=None)
    assert hits(RULE, case(consents(refused, consent("vh2"))), TODAY, VASTRA_GOTALAND) == []


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, case(ENDLESS, write=CLOSED), "2026-10-02", VASTRA_GOTALAND) == []
