"""Who may speak for the child on a day."""

import pytest

from sipcli.case.case import Case
from sipcli.case.people import (
    eligible_givers,
    everyone,
    guardians,
    mandate_ends,
    person_names,
    representatives,
)
from tests.helpers import Data, case, day, in_memory, reference

TODAY = day("2026-09-30")


def represented(*entries: Data, born: str = "2014-03-12", with_guardians: bool = False) -> Case:
    files = {"case.yaml": reference()["case.yaml"]}
    files["case.yaml"]["child"]["born"] = born
    files["case.yaml"]["representatives"] = list(entries)
    if not with_guardians:
        files["case.yaml"]["guardians"] = []
    return in_memory(files)


def god_man(**fields: object) -> Data:
    return {"id": "gm", "kind": "god-man", "name": "Ivo Påhitt"} | fields


def test_under_18_the_guardians_consent() -> None:
    assert eligible_givers(in_memory(case()), TODAY) == ["vh1", "vh2"]


def test_guardians_go_before_a_representative() -> None:
    assert eligible_givers(represented(god_man(), with_guardians=True), TODAY) == ["vh1", "vh2"]


def test_a_representative_consents_where_there_is_no_guardian() -> None:
    assert eligible_givers(represented(god_man()), TODAY) == ["gm"]
    assert eligible_givers(represented(), TODAY) == []


def test_from_18_the_young_person_and_whoever_represents_it() -> None:
    proxy = {"id": "ombud", "kind": "proxy", "name": "Kim Påhitt"}
    found = represented(god_man(), proxy, born="2008-09-30", with_guardians=True)
    assert eligible_givers(found, day("2026-09-29")) == ["vh1", "vh2"]
    assert eligible_givers(found, TODAY) == ["child", "ombud"]
    assert guardians(found, TODAY) == []


@pytest.mark.parametrize(
    ("fields", "ends"),
    [
        ({}, "2032-03-12"),  # 18
        ({"to": "2026-12-31"}, "2027-01-01"),
        ({"to": "2040-12-31"}, "2032-03-12"),
        ({"from": "2033-01-01"}, None),  # appointed for an adult
        ({"kind": "administrator"}, None),
        ({"kind": "specially-appointed-guardian"}, "2032-03-12"),
        ({"kind": "administrator", "to": "2040-12-31"}, "2041-01-01"),
    ],
)
def test_when_a_mandate_ends(fields: Data, ends: str | None) -> None:
    found = represented(god_man(**fields))
    assert mandate_ends(found, found.file.representatives[0]) == (day(ends) if ends else None)


def test_a_mandate_holds_from_its_first_to_its_last_day() -> None:
    found = represented(god_man(**{"from": "2026-02-01", "to": "2026-03-31"}))
    in_force = [
        on for on in ("2026-01-31", "2026-02-01", "2026-03-31", "2026-04-01") if representatives(found, day(on))
    ]
    assert in_force == ["2026-02-01", "2026-03-31"]


def test_everyone_involved_and_their_names() -> None:
    found = in_memory(case())
    assert everyone(found, TODAY) == ["child", "vh1", "vh2", "skola", "soc", "bup"]
    assert set(person_names(found)) == set(everyone(found, TODAY))
    assert person_names(found)["child"] == "Lova Exempelsson"
