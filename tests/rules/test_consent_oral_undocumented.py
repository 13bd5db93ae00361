"""consent-oral-undocumented: Västra Götaland asks for an oral consent in the journal (C7)."""

import pytest

from tests.helpers import CLOSED, VASTRA_GOTALAND, case, consent, consents, hits, levels

RULE = "consent-oral-undocumented"
TODAY = "2026-09-30"
SPOKEN = consents(consent("vh1", form="oral"), consent("vh2"))


def test_silent_about_written_consents() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_an_error_in_vastra_gotaland_only() -> None:
    assert levels(RULE, case(SPOKEN), TODAY) == {VASTRA_GOTALAND: "error"}


def test_silent_with_a_reference_to_the_journal() -> None:
    files = case(consents(consent("vh1", form="oral", journal_ref="anteckning 3"), consent("vh2")))
    assert hits(RULE, files, TODAY, VASTRA_GOTALAND) == []


@pytest.mark.parametrize("blank", ["", "   "])
def test_a_blank_reference_is_none(blank: str) -> None:
    files = case(consents(consent("vh1", form="oral", journal_ref=blank), consent("vh2")))
    (found,) = hits(RULE, files, TODAY, VASTRA_GOTALAND)
    assert found.path == ("consents", 0)
    assert found.about[0] == "vh1"


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, case(SPOKEN, write=CLOSED), "2026-10-02", VASTRA_GOTALAND) == []
