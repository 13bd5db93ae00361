"""closed-with-open-dispute: a case is not closed while parties disagree (W3, W4)."""

import pytest

from tests.helpers import CLOSED, VASTRA_GOTALAND, Files, case, hits, levels

RULE = "closed-with-open-dispute"
TODAY = "2026-10-10"
NAME = "events/2026-09-25-dispute.yaml"


def disputed(*, closed: bool = True, **fields: str) -> Files:
    event = {"date": "2026-09-25", "kind": "dispute", "parties": ["soc", "bup"]}
    return case(write={NAME: event | fields} | (CLOSED if closed else {}))


def test_silent_while_the_case_is_open_and_where_nobody_disagreed() -> None:
    assert levels(RULE, disputed(closed=False), TODAY) == {}
    assert hits(RULE, case(write=CLOSED), TODAY, VASTRA_GOTALAND) == []


def test_a_warning_in_vastra_gotaland_only() -> None:
    assert levels(RULE, disputed(), TODAY) == {VASTRA_GOTALAND: "warning"}
    (found,) = hits(RULE, disputed(), TODAY, VASTRA_GOTALAND)
    assert found.about == ("soc", "bup")
    assert (found.file, found.path) == (f"cases/base/{NAME}", ("date",))


def test_in_force_from_the_day_of_closing() -> None:
    assert hits(RULE, disputed(), "2026-09-30", VASTRA_GOTALAND) == []
    assert hits(RULE, disputed(), "2026-10-01", VASTRA_GOTALAND)


@pytest.mark.parametrize(
    ("resolved_on", "speaks"), [("2026-09-30", False), ("2026-10-10", False), ("2026-10-11", True)]
)
def test_silent_once_it_is_resolved(resolved_on: str, speaks: bool) -> None:
    assert bool(hits(RULE, disputed(resolved_on=resolved_on), TODAY, VASTRA_GOTALAND)) is speaks


def test_it_is_told_once_and_not_by_the_rules_for_open_cases() -> None:
    for rule in ("dispute-without-temporary-responsibility", "dispute-not-escalated", "deviation-to-report"):
        assert hits(rule, disputed(), "2026-11-10", VASTRA_GOTALAND) == []


def test_a_dispute_that_came_after_the_closing_was_not_open_then() -> None:
    assert hits(RULE, disputed(date="2026-10-05"), TODAY, VASTRA_GOTALAND) == []
