"""preparation-missing: child and guardians prepared; speaks once the meeting's day has come (P1)."""

from tests.helpers import CLOSED, VASTERBOTTEN, VASTRA_GOTALAND, Files, case, consent, consents, hits, levels, meeting

RULE = "preparation-missing"
TODAY = "2026-09-30"


def prepared(**fields: object) -> Files:
    return case({"preparation.yaml": fields})


def test_silent_where_both_were_prepared() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_an_error_in_vasterbotten_and_vastra_gotaland() -> None:
    expected = {VASTERBOTTEN: "error", VASTRA_GOTALAND: "error"}
    assert levels(RULE, prepared(child=None), TODAY) == expected
    assert levels(RULE, prepared(guardians=None), TODAY) == expected
    assert levels(RULE, case(remove=["preparation.yaml"]), TODAY) == expected


def test_names_who_was_not_prepared_and_where() -> None:
    (found,) = hits(RULE, prepared(guardians={"done_on": None}), TODAY)
    assert found.about == ("guardians",)
    assert found.file == "cases/base/preparation.yaml"
    (found,) = hits(RULE, case(remove=["preparation.yaml"]), TODAY)
    assert found.about == ("child", "guardians")
    assert (found.file, found.path) == ("cases/base/invitation.yaml", ("meeting", "date"))


def test_speaks_from_the_day_of_the_meeting() -> None:
    assert hits(RULE, prepared(child=None), "2026-09-21") == []
    assert hits(RULE, prepared(child=None), "2026-09-22")


def test_preparing_on_the_day_itself_counts_and_after_it_does_not() -> None:
    assert hits(RULE, prepared(child={"done_on": "2026-09-22"}), TODAY) == []
    assert hits(RULE, prepared(child={"done_on": "2026-09-23"}), TODAY)


def test_an_eighteen_year_old_has_no_guardians_to_prepare() -> None:
    adult = {"case.yaml": {"child": {"born": "2008-09-22"}}, "preparation.yaml": {"guardians": None}}
    assert hits(RULE, case(adult | consents(consent("child"))), TODAY) == []


def test_silent_without_a_meeting_and_when_it_was_cancelled() -> None:
    assert hits(RULE, case(remove=["preparation.yaml", "invitation.yaml"]), TODAY) == []
    cancelled = meeting(absence_decision={"decision": "cancel", "decided_with": ["vh1"], "decided_on": "2026-09-20"})
    assert hits(RULE, case(cancelled, remove=["preparation.yaml"]), TODAY) == []


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, prepared(child=None) | CLOSED, "2026-10-10")
