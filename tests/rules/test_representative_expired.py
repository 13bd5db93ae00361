"""representative-expired: the mandate has ended; a god man for a minor's at 18 (C13)."""

import pytest

from tests.helpers import Data, Files, consent, everywhere, hits, levels, reference

RULE = "representative-expired"
TODAY = "2026-09-30"


def represented(*representatives: Data, born: str = "2014-03-12", consents: tuple[Data, ...] = ()) -> Files:
    files = {"case.yaml": reference()["case.yaml"]}
    files["case.yaml"]["guardians"] = []
    files["case.yaml"]["child"]["born"] = born
    files["case.yaml"]["representatives"] = list(representatives)
    return files | ({"consent.yaml": {"consents": list(consents)}} if consents else {})


def god_man(**fields: object) -> Data:
    return {"id": "gm", "kind": "god-man", "name": "Ivo Påhitt", "from": "2025-11-20"} | fields


def test_silent_while_the_mandate_lasts_and_where_there_is_none() -> None:
    assert levels(RULE, reference(), TODAY) == {}
    assert levels(RULE, represented(god_man()), TODAY) == {}


def test_an_ended_mandate_is_an_error_in_every_county() -> None:
    assert levels(RULE, represented(god_man(to="2026-09-29")), TODAY) == everywhere("error")


def test_the_last_day_of_the_mandate_still_counts() -> None:
    files = represented(god_man(to="2026-09-30"))
    assert hits(RULE, files, "2026-09-30") == []
    (found,) = hits(RULE, files, "2026-10-01")
    assert found.about == ("gm",)
    assert found.path == ("representatives", 0)
    assert "2026-09-30" in found.message


def test_a_god_man_for_a_minor_ends_at_18_whatever_the_file_says() -> None:
    files = represented(god_man(), born="2008-09-30", consents=(consent("gm"),))
    assert hits(RULE, files, "2026-09-29") == []
    assert levels(RULE, files, "2026-09-30") == everywhere("error")


def test_an_administrator_does_not_end_at_18() -> None:
    administrator = {"id": "fv", "kind": "administrator", "name": "Ivo Påhitt", "from": "2026-01-01"}
    assert hits(RULE, represented(administrator, born="2008-01-01", consents=(consent("fv"),)), TODAY) == []


def test_silent_when_a_new_representative_has_taken_over_or_guardians_are_there() -> None:
    new = {"id": "gm2", "kind": "god-man", "name": "Kim Påhitt", "from": "2026-09-30"}
    assert hits(RULE, represented(god_man(to="2026-09-29"), new), TODAY) == []
    files = reference()
    files["case.yaml"]["representatives"] = [god_man(to="2026-09-29")]
    assert hits(RULE, files, TODAY) == []


def test_silent_for_an_adult_who_has_consented_in_person_and_whose_god_man_was_ended() -> None:
    files = represented(god_man(to="2026-09-01"), born="2008-09-01", consents=(consent("gm"), consent("child")))
    assert hits(RULE, files, TODAY) == []


@pytest.mark.parametrize("to", ["2199-12-31", "9999-12-31"])
def test_an_end_far_ahead_is_no_end(to: str) -> None:
    """People write 9999-12-31 for “until further notice”."""
    assert hits(RULE, represented(god_man(to=to)), TODAY) == []


def test_silent_in_a_closed_case() -> None:
    closing = {"closing.yaml": {"date": "2026-09-01", "reason": "no-longer-needed"}}
    assert hits(RULE, represented(god_man(to="2026-08-01")) | closing, TODAY) == []
