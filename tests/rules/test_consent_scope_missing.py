"""consent-scope-missing: Västra Götaland asks which types of information may be shared (C4)."""

from tests.helpers import CLOSED, VASTRA_GOTALAND, case, consent, consents, hits, levels

RULE = "consent-scope-missing"
TODAY = "2026-09-30"
SCOPELESS = consents(consent("vh1"), consent("vh2", information_types=None))


def test_silent_where_the_types_are_named() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_an_error_in_vastra_gotaland_only() -> None:
    assert levels(RULE, case(SCOPELESS), TODAY) == {VASTRA_GOTALAND: "error"}


def test_an_empty_list_names_no_types() -> None:
    files = case(consents(consent("vh1"), consent("vh2", information_types=[])))
    (found,) = hits(RULE, files, TODAY, VASTRA_GOTALAND)
    assert found.about == ("vh2", "skola", "soc", "bup")
    assert (found.file, found.path) == ("cases/base/consent.yaml", ("consents", 1))


def test_the_childs_own_consent_is_judged_too() -> None:
    files = case(consents(consent("vh1"), consent("vh2"), consent("child", information_types=None)))
    assert [one.about[0] for one in hits(RULE, files, TODAY, VASTRA_GOTALAND)] == ["child"]


def test_silent_about_an_answer_that_is_not_a_consent_in_force() -> None:
    for fields in (
        {"status": "refused", "given_on": None},
        {"status": "unanswered", "given_on": None},
        {"status": "withdrawn", "withdrawn_on": "2026-09-10"},
        {"valid_until": "2026-09-10"},
    ):
        files = case(consents(consent("vh1"), consent("vh2", information_types=None, **fields)))
        assert hits(RULE, files, TODAY, VASTRA_GOTALAND) == [], fields


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, case(SCOPELESS, write=CLOSED), "2026-10-02", VASTRA_GOTALAND) == []
