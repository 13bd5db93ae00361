"""consent-guardian-refused: a refusal is accepted, not worked around (C14)."""

from tests.helpers import CLOSED, VASTRA_GOTALAND, Data, case, consent, consents, everywhere, hits, levels

RULE = "consent-guardian-refused"
TODAY = "2026-09-30"
MATURE = {"assessed_on": "2026-09-01", "by": "bup", "sufficient": True}


def refusal(giver: str = "vh2", units: list[str] | None = None, **fields: object) -> Data:
    return consent(giver, units, **({"status": "refused", "given_on": None, "refused_on": "2026-09-10"} | fields))


def test_silent_where_nobody_refused() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_a_guardians_no_is_an_error_in_every_county() -> None:
    assert levels(RULE, case(consents(consent("vh1"), refusal())), TODAY) == everywhere("error")


def test_names_the_giver_and_the_units_at_the_record() -> None:
    (found,) = hits(RULE, case(consents(consent("vh1"), refusal(units=["soc"]), consent("vh2", ["skola"]))), TODAY)
    assert found.about == ("vh2", "soc")
    assert (found.file, found.path) == ("cases/base/consent.yaml", ("consents", 1))
    assert found.fix == ""


def test_a_refusal_counts_from_its_day_and_an_undated_one_always() -> None:
    assert hits(RULE, case(consents(consent("vh1"), refusal())), "2026-09-09") == []
    assert hits(RULE, case(consents(consent("vh1"), refusal())), "2026-09-10")
    assert hits(RULE, case(consents(consent("vh1"), refusal(refused_on=None))), "2026-09-09")


def test_silent_once_the_guardian_has_consented_after_all() -> None:
    later = consent("vh2", given_on="2026-09-20")
    assert hits(RULE, case(consents(consent("vh1"), refusal(), later)), TODAY) == []
    assert hits(RULE, case(consents(consent("vh1"), refusal(), later)), "2026-09-19")


def test_a_mature_childs_yes_decides_in_vastra_gotaland_and_leaves_an_info() -> None:
    files = case(consents(consent("vh1"), refusal(), consent("child", maturity=MATURE)))
    assert levels(RULE, files, TODAY) == everywhere("error") | {VASTRA_GOTALAND: "info"}


def test_the_childs_yes_decides_only_for_its_units() -> None:
    files = case(consents(consent("vh1"), refusal(), consent("child", ["skola"], maturity=MATURE)))
    assert hits(RULE, files, TODAY, VASTRA_GOTALAND)[0].level == "error"


def test_a_mature_childs_no_is_reported_in_vastra_gotaland() -> None:
    """Where the child's own consent decides, so does its refusal: “så ska det accepteras”."""
    files = case(consents(consent("vh1"), consent("vh2"), refusal("child", maturity=MATURE)))
    assert hits(RULE, files, TODAY, VASTRA_GOTALAND)


def test_an_adults_own_no_is_reported() -> None:
    files = case({"case.yaml": {"child": {"born": "2008-01-01"}}} | consents(refusal("child")))
    assert levels(RULE, files, TODAY) == everywhere("error")


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, case(consents(consent("vh1"), refusal()), write=CLOSED), "2026-10-02") == []
