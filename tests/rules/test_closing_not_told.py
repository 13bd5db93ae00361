"""closing-not-told: child, guardians and units are told that the plan has ended (X2)."""

import pytest

from tests.helpers import CLOSED, UNITS, Files, case, changed, everywhere, hits, levels

RULE = "closing-not-told"
TODAY = "2026-10-10"


def told(patch: object = None) -> Files:
    return changed(case(write=CLOSED), {"closing.yaml": {"informed": patch}} if patch != {} else {})


def test_silent_where_everyone_was_told() -> None:
    assert levels(RULE, case(write=CLOSED), TODAY) == {}


@pytest.mark.parametrize("who", ["child", "vh1", "vh2", *UNITS])
def test_each_of_them_is_to_be_told(who: str) -> None:
    assert levels(RULE, told({who: None}), TODAY) == everywhere("error")
    (found,) = hits(RULE, told({who: None}), TODAY)
    assert found.about == (who,)
    assert (found.file, found.path) == ("cases/base/closing.yaml", ("informed",))


def test_counts_the_days_since_the_closing() -> None:
    (found,) = hits(RULE, told(None), TODAY)
    assert found.about == ("child", "vh1", "vh2", *UNITS)
    assert (found.date and found.date.isoformat(), found.days) == ("2026-10-01", 9)
    assert found.overdue


def test_in_force_from_the_day_of_closing() -> None:
    assert hits(RULE, told(None), "2026-09-30") == []
    assert [one.days for one in hits(RULE, told(None), "2026-10-01")] == [0]


def test_told_on_a_day_after_today_is_not_told_yet() -> None:
    assert hits(RULE, told({"bup": "2026-10-11"}), TODAY)
    assert hits(RULE, told({"bup": "2026-10-11"}), "2026-10-11") == []


def test_who_had_custody_is_not_told_once_the_child_is_an_adult() -> None:
    files = told({"vh1": None, "vh2": None})
    files["case.yaml"]["child"]["born"] = "2008-10-02"
    assert [one.about for one in hits(RULE, files, TODAY)] == [("vh1", "vh2")]
    files["case.yaml"]["child"]["born"] = "2008-10-01"
    assert hits(RULE, files, TODAY) == []


def test_a_representative_is_told_while_the_mandate_lasts() -> None:
    files = case(write=CLOSED)
    representative = {"id": "gm", "kind": "god-man", "name": "Ivo Påhitt", "from": "2026-01-01"}
    files["case.yaml"]["representatives"] = [representative]
    assert [one.about for one in hits(RULE, files, TODAY)] == [("gm",)]
    files["case.yaml"]["representatives"] = [representative | {"to": "2026-09-30"}]
    assert hits(RULE, files, TODAY) == []
