"""reentry-contact-missing: where to turn if the need comes back (X2)."""

import pytest

from tests.helpers import CLOSED, VASTERBOTTEN, VASTRA_GOTALAND, Files, case, changed, hits, levels

RULE = "reentry-contact-missing"
TODAY = "2026-10-10"


def closed(contact: str | None) -> Files:
    return changed(case(write=CLOSED), {"closing.yaml": {"reentry_contact": contact}})


def test_silent_where_it_is_said() -> None:
    assert levels(RULE, case(write=CLOSED), TODAY) == {}


@pytest.mark.parametrize("contact", [None, "", "  "])
def test_an_error_in_vasterbotten_and_vastra_gotaland_where_it_is_not(contact: str | None) -> None:
    assert levels(RULE, closed(contact), TODAY) == {VASTERBOTTEN: "error", VASTRA_GOTALAND: "error"}
    assert hits(RULE, closed(contact), TODAY)[0].file == "cases/base/closing.yaml"


def test_in_force_from_the_day_of_closing() -> None:
    assert hits(RULE, closed(None), "2026-09-30") == []
    assert hits(RULE, closed(None), "2026-10-01")
    assert hits(RULE, case(), TODAY) == []
