"""follow-up-unprepared: Västerbotten asks child and guardians before a follow-up (F4)."""

import pytest

from tests.helpers import CLOSED, VASTERBOTTEN, Files, case, hits, levels

RULE = "follow-up-unprepared"
TODAY = "2026-12-02"
NAME = "follow-ups/2026-12-01.yaml"


def held(asked: object = None, **child: str) -> Files:
    return case({NAME: {"status": "held", "asked_beforehand": asked}, "case.yaml": {"child": child}})


ASKED = {"child": "2026-11-28", "guardians": "2026-11-29"}


def test_silent_where_both_were_asked() -> None:
    assert levels(RULE, held(ASKED), TODAY) == {}
    assert hits(RULE, held({"child": True, "guardians": True}), TODAY) == []


def test_nobody_asked_is_one_error_in_vasterbotten_only() -> None:
    assert levels(RULE, held(), TODAY) == {VASTERBOTTEN: "error"}
    (found,) = hits(RULE, held(), TODAY)
    assert found.about == ("child", "guardians")
    assert (found.file, found.path) == (f"cases/base/{NAME}", ("asked_beforehand",))


@pytest.mark.parametrize("who", ["child", "guardians"])
def test_each_of_them_is_to_be_asked(who: str) -> None:
    for said in (None, False):
        (found,) = hits(RULE, held(ASKED | {who: said}), TODAY)
        assert found.about == (who,)


def test_asked_on_the_day_is_in_time_and_the_day_after_is_not_beforehand() -> None:
    assert hits(RULE, held(ASKED | {"child": "2026-12-01"}), TODAY) == []
    assert hits(RULE, held(ASKED | {"child": "2026-12-02"}), TODAY)


def test_silent_until_it_is_held() -> None:
    assert hits(RULE, case(), TODAY) == []
    assert hits(RULE, held(), "2026-11-30") == []
    assert hits(RULE, held(), "2026-12-01")


def test_who_had_custody_is_not_asked_once_the_child_is_an_adult() -> None:
    (found,) = hits(RULE, held(born="2008-12-01"), TODAY)
    assert found.about == ("child",)
    assert hits(RULE, held({"child": True}, born="2008-12-01"), TODAY) == []
    assert hits(RULE, held({"child": True}, born="2008-12-02"), TODAY)


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, held() | CLOSED, TODAY) == []
