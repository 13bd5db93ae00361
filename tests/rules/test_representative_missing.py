"""representative-missing: no guardian and nobody in their place (C13, E1)."""

from tests.helpers import CLOSED, Files, everywhere, hits, levels, reference

RULE = "representative-missing"
TODAY = "2026-09-30"


def nobody(*representatives: dict[str, str], born: str = "2014-03-12") -> Files:
    files = {"case.yaml": reference()["case.yaml"]}
    files["case.yaml"]["guardians"] = []
    files["case.yaml"]["child"]["born"] = born
    files["case.yaml"]["representatives"] = list(representatives)
    return files


def god_man(**fields: str) -> dict[str, str]:
    return {"id": "gm", "kind": "god-man", "name": "Ivo Påhitt"} | fields


def test_silent_with_guardians_and_with_a_god_man() -> None:
    assert levels(RULE, reference(), TODAY) == {}
    assert levels(RULE, nobody(god_man()), TODAY) == {}


def test_nobody_at_all_is_an_error_in_every_county() -> None:
    assert levels(RULE, nobody(), TODAY) == everywhere("error")


def test_a_mandate_counts_from_its_first_day() -> None:
    files = nobody(god_man(**{"from": "2026-09-30"}))
    assert hits(RULE, files, "2026-09-29")
    assert hits(RULE, files, "2026-09-30") == []


def test_silent_when_a_mandate_has_ended_since_representative_expired_speaks() -> None:
    files = nobody(god_man(to="2026-09-01"))
    assert hits(RULE, files, TODAY) == []
    assert hits("representative-expired", files, TODAY)


def test_an_eighteen_year_old_needs_nobody() -> None:
    files = nobody(born="2008-09-30")
    assert hits(RULE, files, "2026-09-29")
    assert hits(RULE, files, "2026-09-30") == []


def test_silent_in_a_closed_case() -> None:
    closing = {"closing.yaml": {"date": "2026-09-01", "reason": "no-longer-needed"}}
    assert CLOSED.keys() == closing.keys()
    assert hits(RULE, nobody() | closing, TODAY) == []
