"""consent-withdrawn: a withdrawal in force, instead of consent-missing for that giver (C8)."""

from tests.helpers import CLOSED, Data, case, consent, consents, everywhere, findings, hits, levels

RULE = "consent-withdrawn"


def withdrawn(giver: str, units: list[str] | None = None, **fields: object) -> Data:
    return consent(giver, units, **({"status": "withdrawn", "withdrawn_on": "2026-10-05"} | fields))


ONE = consents(consent("vh1"), withdrawn("vh2"))


def test_silent_where_nobody_withdrew() -> None:
    assert levels(RULE, case(), "2026-10-10") == {}


def test_an_error_in_every_county() -> None:
    assert levels(RULE, case(ONE), "2026-10-10") == everywhere("error")


def test_is_in_force_from_its_day() -> None:
    assert hits(RULE, case(ONE), "2026-10-04") == []
    (found,) = hits(RULE, case(ONE), "2026-10-05")
    assert found.about == ("vh2", "skola", "soc", "bup")
    assert (found.file, found.path) == ("cases/base/consent.yaml", ("consents", 1))
    assert "2026-10-05" in found.message


def test_an_undated_withdrawal_is_in_force_at_once() -> None:
    assert hits(RULE, case(consents(consent("vh1"), withdrawn("vh2", withdrawn_on=None))), "2026-09-02")


def test_is_not_also_missing_expired_or_refused() -> None:
    for records in ((withdrawn("vh1"), withdrawn("vh2")), (consent("vh1"), withdrawn("vh2", valid_until="2026-10-06"))):
        found = findings(case(consents(*records)), "2026-10-10")
        assert {one.rule for one in found if one.rule.startswith("consent-")} == {RULE}


def test_a_withdrawal_for_one_unit_leaves_the_others() -> None:
    files = case(consents(consent("vh1"), consent("vh2", ["skola", "bup"]), withdrawn("vh2", ["soc"])))
    (found,) = hits(RULE, files, "2026-10-10")
    assert found.about == ("vh2", "soc")


def test_silent_once_the_giver_has_consented_again() -> None:
    again = consent("vh2", given_on="2026-10-08")
    files = case(consents(consent("vh1"), withdrawn("vh2"), again))
    assert hits(RULE, files, "2026-10-07")
    assert hits(RULE, files, "2026-10-08") == []


def test_the_childs_own_withdrawal_counts_though_guardians_decide() -> None:
    assert levels(RULE, case(consents(consent("vh1"), consent("vh2"), withdrawn("child"))), "2026-10-10") == everywhere(
        "error"
    )


def test_a_guardians_withdrawal_is_history_once_the_child_is_18() -> None:
    files = case({"case.yaml": {"child": {"born": "2008-10-10"}}} | ONE)
    assert hits(RULE, files, "2026-10-09")
    assert hits(RULE, files, "2026-10-10") == []


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, case(ONE, write=CLOSED), "2026-10-10") == []
