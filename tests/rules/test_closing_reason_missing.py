"""closing-reason-missing: a closed case says why it was closed (X1)."""

import pytest

from tests.helpers import CLOSED, Files, case, changed, everywhere, hits, levels

RULE = "closing-reason-missing"
TODAY = "2026-10-10"


def closed(reason: str | None) -> Files:
    return changed(case(write=CLOSED), {"closing.yaml": {"reason": reason}})


@pytest.mark.parametrize("reason", ["goals-met", "no-longer-needed", "consent-withdrawn"])
def test_silent_where_a_reason_is_given(reason: str) -> None:
    assert levels(RULE, closed(reason), TODAY) == {}


def test_an_error_everywhere_where_none_is() -> None:
    assert levels(RULE, closed(None), TODAY) == everywhere("error")
    (found,) = hits(RULE, closed(None), TODAY)
    assert (found.file, found.path) == ("cases/base/closing.yaml", ("date",))


def test_in_force_from_the_day_of_closing() -> None:
    assert hits(RULE, closed(None), "2026-09-30") == []
    assert hits(RULE, closed(None), "2026-10-01")
    assert hits(RULE, case(), TODAY) == []
