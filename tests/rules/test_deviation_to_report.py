"""deviation-to-report: a guideline not followed, an intervention not done, parties that disagree (W1)."""

import pytest

from tests.helpers import CLOSED, VASTRA_GOTALAND, Data, Files, case, changed, hits, levels

RULE = "deviation-to-report"
TODAY = "2026-10-10"
ACTIVE = {"id": "i2", "what": "Föräldrastöd", "unit": "soc", "start": "2026-10-01", "status": "active"}
LATER = {"id": "i3", "what": "Samtal", "unit": "bup", "start": "2026-10-05", "status": "active"}


def sound(*interventions: Data, **events: Data) -> Files:
    """Return the reference case with these interventions, and events by kind."""
    files = case({"plan.yaml": {"interventions": list(interventions) or [ACTIVE, LATER]}})
    return files | {f"events/{event['date']}-{name}.yaml": event for name, event in events.items()}


def deviation(about: object = None, on: str = "2026-10-08") -> Data:
    return {"date": on, "kind": "deviation"} | ({"about": about} if about else {})


NOT_DONE = ACTIVE | {"status": "not-started"}
DISPUTE = {"date": "2026-10-05", "kind": "dispute", "parties": ["soc", "bup"], "about": "Vem betalar"}


def absent(*follow_ups: str, at_meeting: bool = True, substitutes: list[str] | None = None) -> Files:
    files = changed(sound(), {"invitation.yaml": {"meeting": {"absent": ["bup"] if at_meeting else []}}})
    for day in follow_ups:
        held: Data = {"date": day, "status": "held", "absent": ["bup"], "substitutes": substitutes or []}
        files[f"follow-ups/{day}.yaml"] = held
    return files


def test_silent_where_nothing_went_wrong() -> None:
    assert levels(RULE, sound(), TODAY) == {}


def test_an_intervention_that_has_not_begun_is_a_warning_in_vastra_gotaland_only() -> None:
    assert levels(RULE, sound(NOT_DONE), TODAY) == {VASTRA_GOTALAND: "warning"}
    (found,) = hits(RULE, sound(NOT_DONE), TODAY, VASTRA_GOTALAND)
    assert found.about == ("i2",)
    assert hits(RULE, sound(NOT_DONE), "2026-10-01", VASTRA_GOTALAND) == []
    assert hits(RULE, sound(NOT_DONE), "2026-10-02", VASTRA_GOTALAND)


def test_one_that_is_not_completed_in_time_counts_once() -> None:
    late = ACTIVE | {"due": "2026-10-08", "status": "planned"}
    assert [one.about for one in hits(RULE, sound(late), TODAY, VASTRA_GOTALAND)] == [("i2",)]
    assert hits(RULE, sound(late | {"status": "active"}), "2026-10-08", VASTRA_GOTALAND) == []


def test_parties_that_disagree() -> None:
    (found,) = hits(RULE, sound(dispute=DISPUTE), TODAY, VASTRA_GOTALAND)
    assert found.about == ("2026-10-05-dispute",)
    assert hits(RULE, sound(dispute=DISPUTE), "2026-10-04", VASTRA_GOTALAND) == []
    solved = DISPUTE | {"resolved_on": "2026-10-07"}
    assert hits(RULE, sound(dispute=solved), TODAY, VASTRA_GOTALAND)


def test_absent_once_is_no_deviation_and_twice_is_one() -> None:
    assert hits(RULE, absent(), TODAY, VASTRA_GOTALAND) == []
    (found,) = hits(RULE, absent("2026-10-08"), TODAY, VASTRA_GOTALAND)
    assert found.about == ("bup",)
    assert hits(RULE, absent("2026-10-07", "2026-10-08", at_meeting=False), TODAY, VASTRA_GOTALAND)
    assert hits(RULE, absent("2026-10-08"), "2026-10-07", VASTRA_GOTALAND) == []


def test_an_absence_with_a_substitute_does_not_count() -> None:
    assert hits(RULE, absent("2026-10-08", substitutes=["Gia Påhitt"]), TODAY, VASTRA_GOTALAND) == []


@pytest.mark.parametrize(
    "about", [None, "i2", ["i2"], "Insatsen i2 har inte utförts.", "Föräldrastöd uteblev"], ids=str
)
def test_silent_once_a_deviation_is_recorded(about: object) -> None:
    """One that names nothing by id may be meant for whatever there is."""
    files = sound(NOT_DONE, deviation=deviation(about))
    assert hits(RULE, files, TODAY, VASTRA_GOTALAND) == []


def test_a_deviation_about_one_thing_leaves_the_other() -> None:
    files = sound(NOT_DONE, LATER | {"status": "planned"}, deviation=deviation("i2"))
    assert [one.about for one in hits(RULE, files, TODAY, VASTRA_GOTALAND)] == [("i3",)]


def test_a_deviation_about_what_has_been_mended_does_not_cover_another() -> None:
    """VG, Avvikelser: a deviation is drawn up for each; i2 has begun since, i3 has not."""
    files = sound(ACTIVE, LATER | {"status": "planned"}, deviation=deviation("i2", "2026-10-03"))
    assert [one.about for one in hits(RULE, files, TODAY, VASTRA_GOTALAND)] == [("i3",)]


def test_a_deviation_from_before_is_about_something_else() -> None:
    files = sound(NOT_DONE, deviation=deviation(on="2026-09-25"))
    assert hits(RULE, files, TODAY, VASTRA_GOTALAND)


def test_a_deviation_dated_after_today_is_not_recorded_yet() -> None:
    files = sound(NOT_DONE, deviation=deviation("i2", "2026-10-12"))
    assert hits(RULE, files, "2026-10-11", VASTRA_GOTALAND)
    assert hits(RULE, files, "2026-10-12", VASTRA_GOTALAND) == []


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, sound(NOT_DONE) | CLOSED, TODAY, VASTRA_GOTALAND) == []
