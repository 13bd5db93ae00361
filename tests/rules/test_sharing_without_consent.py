"""sharing-without-consent: an invited unit, other than the one that noticed the need, had no consent that day."""

from tests.helpers import CLOSED, VASTRA_GOTALAND, Data, case, consent, consents, everywhere, hits, levels

RULE = "sharing-without-consent"
TODAY = "2026-09-30"
SENT = "2026-09-01"


def both(units: list[str] | None = None, **fields: object) -> Data:
    return consents(consent("vh1", units, **fields), consent("vh2", units, **fields))


LATE = both(given_on="2026-09-02")


def test_silent_where_consent_was_there_on_the_day_of_sending() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_a_consent_given_the_day_after_is_an_error_in_every_county() -> None:
    assert levels(RULE, case(LATE), TODAY) == everywhere("error")


def test_names_each_unit_but_the_one_that_noticed_the_need() -> None:
    found = hits(RULE, case(LATE), TODAY)
    assert [one.about for one in found] == [("soc",), ("bup",)]
    assert [one.path for one in found] == [("invitees", 4), ("invitees", 5)]
    assert all(one.file == "cases/base/invitation.yaml" and SENT in one.message for one in found)
    assert [one.unit for one in found] == ["soc", "bup"]


def test_one_guardians_consent_is_enough_for_this_rule() -> None:
    assert hits(RULE, case(consents(consent("vh1"))), TODAY) == []


def test_a_later_withdrawal_or_expiry_does_not_change_the_past() -> None:
    assert hits(RULE, case(both(status="withdrawn", withdrawn_on="2026-09-02")), TODAY) == []
    assert hits(RULE, case(both(status="withdrawn", withdrawn_on="2026-09-01")), TODAY)
    assert hits(RULE, case(both(valid_until="2026-09-01")), TODAY) == []
    assert hits(RULE, case(both(given_on="2026-08-01", valid_until="2026-08-31")), TODAY)


def test_silent_until_the_invitation_is_sent() -> None:
    assert hits(RULE, case({"invitation.yaml": {"sent_on": None}}, remove=["consent.yaml"]), TODAY) == []
    assert hits(RULE, case(remove=["consent.yaml"]), "2026-08-31") == []
    assert hits(RULE, case(remove=["consent.yaml"]), "2026-09-01")


def test_a_unit_that_is_not_invited_is_not_shared_with() -> None:
    invitees = [{"who": "child"}, {"who": "skola"}, {"who": "soc"}]
    files = case({"invitation.yaml": {"invitees": invitees}} | both(["skola", "soc"]))
    assert hits(RULE, files, TODAY) == []


def test_a_mature_childs_consent_is_enough_in_vastra_gotaland() -> None:
    maturity = {"assessed_on": "2026-09-01", "by": "bup", "sufficient": True}
    assert VASTRA_GOTALAND not in levels(RULE, case(consents(consent("child", maturity=maturity))), TODAY)


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, case(LATE, write=CLOSED), "2026-10-10")
