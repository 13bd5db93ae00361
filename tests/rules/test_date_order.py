"""date-order: dates that cannot follow each other."""

from typing import Any

import pytest

from tests.helpers import CLOSED, Data, Files, case, consent, consents, everywhere, hits, levels

RULE = "date-order"
TODAY = "2027-01-10"
FOLLOW_UP = "follow-ups/2026-12-01.yaml"


def test_silent_where_the_order_is_possible() -> None:
    assert levels(RULE, case(), TODAY) == {}
    assert levels(RULE, case(write=CLOSED), TODAY) == {}


def test_a_plan_before_its_meeting_is_an_error_everywhere() -> None:
    files = case({"plan.yaml": {"made_on": "2026-09-21"}})
    assert levels(RULE, files, TODAY) == everywhere("error")
    (found,) = hits(RULE, files, TODAY)
    assert (found.file, found.path) == ("cases/base/plan.yaml", ("made_on",))
    assert "2026-09-21" in found.message
    assert "2026-09-22" in found.message


def test_on_the_same_day_is_possible() -> None:
    assert hits(RULE, case({"invitation.yaml": {"sent_on": "2026-09-22"}}), TODAY) == []
    assert hits(RULE, case({"follow-ups/2026-12-01.yaml": {"date": "2026-09-22"}}), TODAY) == []
    closing = CLOSED["closing.yaml"] | {"date": "2026-09-22"}
    assert hits(RULE, case(write={"closing.yaml": closing}), TODAY) == []


def represented(**fields: str) -> Data:
    representative = {"id": "gm", "kind": "administrator", "name": "Ivo Påhitt"} | fields
    return {"case.yaml": {"representatives": [representative]}}


def discharged(**fields: str) -> Data:
    return {"case.yaml": {"route": "discharge", "discharge": {"admitted_at": "2026-09-05 10:00"} | fields}}


@pytest.mark.parametrize(
    ("patch", "path"),
    [
        ({"case.yaml": {"child": {"born": "2026-09-02"}}}, ("need", "noticed_on")),
        ({"invitation.yaml": {"sent_on": "2026-08-31"}}, ("sent_on",)),
        ({"invitation.yaml": {"sent_on": "2026-09-23"}}, ("meeting", "date")),
        ({"plan.yaml": {"made_on": "2026-09-21"}}, ("made_on",)),
        (consents(consent("vh1", valid_until="2026-08-31"), consent("vh2")), ("consents", 0, "valid_until")),
        (
            consents(consent("vh1", status="withdrawn", withdrawn_on="2026-08-31"), consent("vh2")),
            ("consents", 0, "withdrawn_on"),
        ),
        (represented(**{"from": "2026-09-02", "to": "2026-09-01"}), ("representatives", 0, "to")),
        (
            {"plan.yaml": {"interventions": [{"what": "x", "start": "2026-10-02", "due": "2026-10-01"}]}},
            ("interventions", 0, "due"),
        ),
        ({"follow-ups/2026-12-01.yaml": {"date": "2026-09-21"}}, ("date",)),
        (discharged(admission_notice_at="2026-09-04 10:00"), ("discharge", "admission_notice_at")),
        (discharged(planning_on="2026-09-04"), ("discharge", "planning_on")),
        (discharged(ready_notice_on="2026-09-04"), ("discharge", "ready_notice_on")),
        (discharged(call_sent_on="2026-09-04"), ("discharge", "call_sent_on")),
        (discharged(went_home_on="2026-09-04"), ("discharge", "went_home_on")),
        ({"invitation.yaml": {"meeting": {"child_told_on": "2026-09-21"}}}, ("meeting", "child_told_on")),
        ({"invitation.yaml": {"sent_again": [{"on": "2026-09-23"}]}}, ("meeting", "date")),
        ({FOLLOW_UP: {"status": "held", "child_told_on": "2026-11-30"}}, ("child_told_on",)),
        ({FOLLOW_UP: {"invitation": {"sent_on": "2026-12-02"}}}, ("date",)),
        ({FOLLOW_UP: {"invitation": {"sent_on": "2026-11-02", "sent_again": [{"on": "2026-12-02"}]}}}, ("date",)),
    ],
    ids=str,
)
def test_one_impossible_pair_is_one_finding_at_the_later_day(
    patch: dict[str, Any], path: tuple[str | int, ...]
) -> None:
    assert [one.path for one in hits(RULE, case(patch), TODAY)] == [path]


def test_a_discharge_on_one_day_is_possible_and_a_call_may_come_before_the_notice() -> None:
    """Lag (2017:612) 4 kap. 3 § has a latest day for the call and no earliest."""
    one_day = dict.fromkeys(("planning_on", "ready_notice_on", "call_sent_on", "went_home_on"), "2026-09-05")
    assert hits(RULE, case(discharged(**one_day)), TODAY) == []
    assert hits(RULE, case(discharged(call_sent_on="2026-09-06", ready_notice_on="2026-09-08")), TODAY) == []


def test_an_invitation_with_a_new_day_may_be_later_than_when_it_was_sent_again() -> None:
    """Of another place they were told on the 3rd, of another day, which is what sent_on tells, on the 5th."""
    files = case({"invitation.yaml": {"sent_on": "2026-09-05", "sent_again": [{"on": "2026-09-03"}]}})
    assert hits(RULE, files, TODAY) == []


@pytest.mark.parametrize("key", ["assessed_on", "social_worker_told_on", "escalated_on", "resolved_on", "reported_on"])
def test_what_follows_an_event_comes_after_it(key: str) -> None:
    for told, wrong in (("2026-10-04", 1), ("2026-10-05", 0)):
        event = {"date": "2026-10-05", "kind": "school-change", key: told}
        assert len(hits(RULE, case(write={"events/2026-10-05-school-change.yaml": event}), TODAY)) == wrong


def test_a_case_is_closed_after_it_was_opened_and_planned() -> None:
    closing = CLOSED["closing.yaml"] | {"date": "2026-09-21"}
    (found,) = hits(RULE, case(write={"closing.yaml": closing}), TODAY)
    assert (found.file, found.path) == ("cases/base/closing.yaml", ("date",))


def test_a_cancelled_meeting_is_before_and_after_nothing() -> None:
    decision = {"decision": "cancel", "decided_with": ["vh1"], "decided_on": "2026-09-20"}
    fields = {"held": False, "absence_decision": decision}
    assert hits(RULE, case({"invitation.yaml": {"sent_on": "2026-09-25", "meeting": fields}}), TODAY) == []


def revised() -> Files:
    """Return a case whose first follow-up led to a second version of the plan (F7)."""
    second = {"version": 2, "made_on": "2026-12-15"}
    booked = {"date": "2027-03-01", "place": "Påhittskolan", "participants": ["child", "vh1"], "status": "booked"}
    held = {"status": "held", "goals": [{"goal": "m2", "outcome": "met"}]}
    return case({"plan.yaml": second, "follow-ups/2026-12-01.yaml": held}, write={"follow-ups/2027-03-01.yaml": booked})


def test_a_follow_up_that_led_to_a_new_version_came_before_it() -> None:
    """VB, Uppdatera planen vid behov; VG, 5. Följ upp: after the follow-up the plan is revised, and made_on is new."""
    assert hits(RULE, revised(), TODAY) == []


def test_a_new_meeting_called_for_later_is_not_that_of_the_plan() -> None:
    """joint-meeting-needed itself says: sip invite. The meeting to come is after the plan that there is."""
    called = {"sent_on": "2026-10-05", "meeting": {"date": "2026-10-20", "held": False}}
    assert hits(RULE, case({"invitation.yaml": called}), "2026-10-06") == []


def test_still_speaks_of_a_closed_case() -> None:
    assert hits(RULE, case({"plan.yaml": {"made_on": "2026-09-21"}}, write=CLOSED), TODAY)
