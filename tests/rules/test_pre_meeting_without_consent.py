"""pre-meeting-without-consent: professionals met first without the guardians' consent to it (C16)."""

from tests.helpers import CLOSED, VASTERBOTTEN, VASTRA_GOTALAND, Files, case, hits, levels

RULE = "pre-meeting-without-consent"
TODAY = "2026-09-30"


def met(**fields: object) -> Files:
    return case({"preparation.yaml": {"professionals": {"guardian_consent": None} | fields}})


def test_silent_with_consent_and_where_they_did_not_meet() -> None:
    assert levels(RULE, case(), TODAY) == {}
    assert levels(RULE, case({"preparation.yaml": {"professionals": None}}), TODAY) == {}
    assert levels(RULE, met(held_on=None), TODAY) == {}
    assert levels(RULE, case(remove=["preparation.yaml"]), TODAY) == {}


def test_an_error_in_vasterbotten_and_vastra_gotaland() -> None:
    assert levels(RULE, met(guardian_consent=False), TODAY) == {VASTERBOTTEN: "error", VASTRA_GOTALAND: "error"}


def test_nothing_written_is_no_consent() -> None:
    (found,) = hits(RULE, met(), TODAY)
    assert (found.file, found.path) == ("cases/base/preparation.yaml", ("professionals",))
    assert "2026-09-08" in found.message


def test_speaks_from_the_day_of_the_pre_meeting() -> None:
    assert hits(RULE, met(), "2026-09-07") == []
    assert hits(RULE, met(), "2026-09-08")


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, met() | CLOSED, "2026-10-10")
