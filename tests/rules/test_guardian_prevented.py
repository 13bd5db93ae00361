"""guardian-prevented: one guardian decides alone, the other prevented and it is urgent (FB 6:13)."""

from tests.helpers import CLOSED, Data, case, consent, consents, everywhere, hits, levels, merged, unanswered

RULE = "guardian-prevented"
TODAY = "2026-09-30"


def prevented(**fields: object) -> Data:
    vh2 = {"since": "2026-08-20", "reason": "sjukhusvård", "decision_urgent": True} | fields
    guardians = [{"id": "vh1", "name": "Alva Exempelsson"}, {"id": "vh2", "name": "Bo Exempelsson", "prevented": vh2}]
    return {"case.yaml": {"guardians": guardians}}


ALONE = merged(consents(consent("vh1"), unanswered("vh2")), prevented())


def test_silent_where_nobody_is_prevented() -> None:
    assert levels(RULE, case(), TODAY) == {}
    assert levels(RULE, case(consents(consent("vh1"), unanswered("vh2"))), TODAY) == {}


def test_one_deciding_alone_is_an_info_in_every_county() -> None:
    assert levels(RULE, case(ALONE), TODAY) == everywhere("info")


def test_points_at_the_prevented_guardian() -> None:
    (found,) = hits(RULE, case(ALONE), TODAY)
    assert found.about == ("vh2",)
    assert found.path == ("guardians", 1, "prevented")
    assert "2026-08-20" in found.message


def test_silent_when_the_decision_can_wait_or_the_day_has_not_come() -> None:
    one_silent = consents(consent("vh1"), unanswered("vh2"))
    assert hits(RULE, case(merged(one_silent, prevented(decision_urgent=False))), TODAY) == []
    assert hits(RULE, case(merged(one_silent, prevented(since="2026-10-01"))), TODAY) == []


def test_silent_when_the_prevented_guardian_consented_after_all() -> None:
    assert levels(RULE, case(prevented()), TODAY) == {}


def test_silent_in_vastra_gotaland_where_a_mature_child_decides() -> None:
    maturity = {"assessed_on": "2026-09-01", "by": "bup", "sufficient": True}
    child = consents(consent("vh1"), unanswered("vh2"), consent("child", maturity=maturity))
    assert "vastra-gotaland" not in levels(RULE, case(merged(child, prevented())), TODAY)


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, case(ALONE, write=CLOSED), "2026-10-02") == []
