"""dispute-without-temporary-responsibility: who answers while the parties disagree; days since (W4)."""

import pytest

from tests.helpers import CLOSED, VASTRA_GOTALAND, Files, case, hits, levels

RULE = "dispute-without-temporary-responsibility"
TODAY = "2026-10-10"
NAME = "events/2026-10-05-dispute.yaml"


def dispute(**fields: object) -> Files:
    said = {"date": "2026-10-05", "kind": "dispute", "parties": ["soc", "bup"], "about": "Vem svarar"}
    return case(write={NAME: said | fields})


AGREED = {"unit": "soc", "what": "Samtal", "agreed_on": "2026-10-06"}


def test_silent_where_it_is_agreed_who_answers() -> None:
    assert levels(RULE, dispute(temporary_responsibility=AGREED), TODAY) == {}
    assert hits(RULE, dispute(temporary_responsibility="Socialtjänsten"), TODAY, VASTRA_GOTALAND) == []


def test_an_error_in_vastra_gotaland_only_with_the_days_since() -> None:
    assert levels(RULE, dispute(), TODAY) == {VASTRA_GOTALAND: "error"}
    (found,) = hits(RULE, dispute(), TODAY, VASTRA_GOTALAND)
    assert (found.date and found.date.isoformat(), found.days) == ("2026-10-05", 5)
    assert found.overdue
    assert found.about == ("soc", "bup")
    assert (found.file, found.path) == (f"cases/base/{NAME}", ("date",))


def test_at_once_means_from_the_first_day() -> None:
    assert [one.days for one in hits(RULE, dispute(), "2026-10-05", VASTRA_GOTALAND)] == [0]
    assert hits(RULE, dispute(), "2026-10-04", VASTRA_GOTALAND) == []


def test_silent_once_it_is_resolved() -> None:
    files = dispute(resolved_on="2026-10-09")
    assert hits(RULE, files, "2026-10-08", VASTRA_GOTALAND)
    assert hits(RULE, files, "2026-10-09", VASTRA_GOTALAND) == []


def test_other_events_are_no_disputes() -> None:
    assert hits(RULE, dispute(kind="deviation"), TODAY, VASTRA_GOTALAND) == []


def test_agreed_on_a_day_after_today_is_not_agreed_yet() -> None:
    """VG, Tvister: it is agreed at once; and a recorded happening dated after today is not in force."""
    assert hits(RULE, dispute(temporary_responsibility=AGREED | {"agreed_on": "2026-11-01"}), TODAY, VASTRA_GOTALAND)


@pytest.mark.parametrize("said", [{}, {"agreed_on": "2026-10-06"}, " "], ids=str)
def test_an_agreement_that_names_nobody_is_none(said: object) -> None:
    assert hits(RULE, dispute(temporary_responsibility=said), TODAY, VASTRA_GOTALAND)


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, dispute() | CLOSED, TODAY, VASTRA_GOTALAND) == []
