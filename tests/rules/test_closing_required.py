"""closing-required: Västra Götaland closes when any giver withdraws, Västerbotten when child and guardians do (X1)."""

from tests.helpers import CLOSED, VASTERBOTTEN, VASTRA_GOTALAND, Data, case, consent, consents, hits, levels

RULE = "closing-required"
TODAY = "2026-10-10"


def withdrawn(giver: str, units: list[str] | None = None, on: str = "2026-10-05") -> Data:
    return consent(giver, units, status="withdrawn", withdrawn_on=on)


ONE = consents(consent("vh1"), withdrawn("vh2"))


def test_silent_where_nobody_withdrew() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_one_giver_closes_in_vastra_gotaland_only() -> None:
    assert levels(RULE, case(ONE), TODAY) == {VASTRA_GOTALAND: "error"}


def test_counts_the_days_since_the_first_withdrawal() -> None:
    files = case(consents(withdrawn("vh1", on="2026-10-08"), withdrawn("vh2")))
    (found,) = hits(RULE, files, TODAY, VASTRA_GOTALAND)
    assert (found.date and found.date.isoformat(), found.days) == ("2026-10-05", 5)
    assert found.about == ("vh1", "vh2")
    assert hits(RULE, files, "2026-10-05", VASTRA_GOTALAND)[0].days == 0
    assert hits(RULE, files, "2026-10-04", VASTRA_GOTALAND) == []


def test_the_childs_withdrawal_closes_in_vastra_gotaland() -> None:
    files = case(consents(consent("vh1"), consent("vh2"), withdrawn("child")))
    assert levels(RULE, files, TODAY) == {VASTRA_GOTALAND: "error"}


def test_silent_while_a_consent_of_that_giver_is_left() -> None:
    files = case(consents(consent("vh1"), consent("vh2", ["skola"]), withdrawn("vh2", ["soc", "bup"])))
    assert levels(RULE, files, TODAY) == {}


def test_silent_once_the_giver_consented_again() -> None:
    files = case(consents(consent("vh1"), withdrawn("vh2"), consent("vh2", given_on="2026-10-07")))
    assert levels(RULE, files, TODAY) == {}


def test_vasterbotten_closes_when_child_and_guardians_have_all_withdrawn() -> None:
    guardians = consents(withdrawn("vh1"), withdrawn("vh2"))
    assert VASTERBOTTEN not in levels(RULE, case(guardians), TODAY)
    child = consents(withdrawn("vh1"), withdrawn("vh2", on="2026-10-06"), withdrawn("child", on="2026-10-08"))
    (found,) = hits(RULE, case(child), TODAY, VASTERBOTTEN)
    assert (found.date and found.date.isoformat(), found.days) == ("2026-10-08", 2)


def test_a_child_whose_view_is_against_has_turned_from_the_plan_too() -> None:
    against = {"case.yaml": {"child": {"view": {"toward": "against", "recorded_on": "2026-10-06"}}}}
    files = case(against | consents(withdrawn("vh1"), withdrawn("vh2")))
    assert hits(RULE, files, "2026-10-06", VASTERBOTTEN)
    assert hits(RULE, files, "2026-10-05", VASTERBOTTEN) == []


def test_silent_once_the_case_is_closed() -> None:
    assert hits(RULE, case(ONE, write={"closing.yaml": CLOSED["closing.yaml"]}), TODAY, VASTRA_GOTALAND) == []
    later = {"closing.yaml": {"date": "2026-10-11", "reason": "consent-withdrawn"}}
    assert hits(RULE, case(ONE, write=later), TODAY, VASTRA_GOTALAND) != []
