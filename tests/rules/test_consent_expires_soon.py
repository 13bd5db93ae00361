"""consent-expires-soon: a consent in force runs out within 30 days (C5)."""

from tests.helpers import CLOSED, case, consent, consents, everywhere, hits, levels

RULE = "consent-expires-soon"
UNTIL = "2026-10-31"
ENDING = consents(consent("vh1", valid_until=UNTIL), consent("vh2"))


def test_silent_while_it_lasts_longer_than_30_days() -> None:
    assert levels(RULE, case(), "2026-09-30") == {}
    assert levels(RULE, case(ENDING), "2026-09-30") == {}


def test_an_info_in_every_county_from_30_days_before() -> None:
    assert levels(RULE, case(ENDING), "2026-10-01") == everywhere("info")


def test_counts_the_days_left_to_the_last_day_itself() -> None:
    assert [one.days for one in hits(RULE, case(ENDING), "2026-10-01")] == [-30]
    assert [one.days for one in hits(RULE, case(ENDING), "2026-10-31")] == [0]
    assert hits(RULE, case(ENDING), "2026-11-01") == []  # consent-expired from now on
    (found,) = hits(RULE, case(ENDING), "2026-10-01")
    assert found.date and found.date.isoformat() == UNTIL
    assert found.about == ("vh1", "skola", "soc", "bup")


def test_silent_when_a_renewed_consent_lasts_longer() -> None:
    files = case(consents(consent("vh1", valid_until=UNTIL), consent("vh1", given_on="2026-10-01"), consent("vh2")))
    assert hits(RULE, files, "2026-10-15") == []


def test_silent_about_a_withdrawn_consent() -> None:
    withdrawn = consent("vh1", valid_until=UNTIL, status="withdrawn", withdrawn_on="2026-10-05")
    assert hits(RULE, case(consents(withdrawn, consent("vh2"))), "2026-10-15") == []
    assert hits(RULE, case(consents(withdrawn, consent("vh2"))), "2026-10-04")


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, case(ENDING, write=CLOSED), "2026-10-15") == []
