"""closing-not-required-yet: in Västerbotten one withdrawal alone does not close the plan (X1)."""

from tests.helpers import CLOSED, VASTERBOTTEN, Data, case, consent, consents, hits, levels

RULE = "closing-not-required-yet"
TODAY = "2026-10-10"


def withdrawn(giver: str, on: str = "2026-10-05") -> Data:
    return consent(giver, status="withdrawn", withdrawn_on=on)


ONE = consents(consent("vh1"), withdrawn("vh2"))


def test_silent_where_nobody_withdrew() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_one_of_several_is_an_info_in_vasterbotten_only() -> None:
    assert levels(RULE, case(ONE), TODAY) == {VASTERBOTTEN: "info"}


def test_names_who_withdrew_and_who_did_not() -> None:
    (found,) = hits(RULE, case(ONE), TODAY)
    assert found.about == ("vh2", "child", "vh1")
    assert found.days is None


def test_both_guardians_without_the_child_is_not_enough() -> None:
    assert hits(RULE, case(consents(withdrawn("vh1"), withdrawn("vh2"))), TODAY)[0].about == ("vh1", "vh2", "child")


def test_silent_when_all_have_withdrawn_since_closing_required_speaks() -> None:
    files = case(consents(withdrawn("vh1"), withdrawn("vh2"), withdrawn("child")))
    assert hits(RULE, files, TODAY) == []
    assert hits("closing-required", files, TODAY)


def test_a_withdrawal_of_a_later_day_is_not_in_force() -> None:
    assert hits(RULE, case(ONE), "2026-10-04") == []
    assert hits(RULE, case(ONE), "2026-10-05")


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, case(ONE, write=CLOSED), TODAY) == []
