"""date-in-future: a recorded happening dated after today is not in force."""

from typing import Any

import pytest

from tests.helpers import CLOSED, Files, case, consent, consents, everywhere, hits, levels

RULE = "date-in-future"
TODAY = "2026-10-10"
FOLLOW_UP = "follow-ups/2026-12-01.yaml"


def test_silent_where_everything_has_happened() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_an_info_everywhere_the_day_before_and_silent_on_the_day() -> None:
    files = case({"plan.yaml": {"made_on": "2026-10-11"}})
    assert levels(RULE, files, TODAY) == everywhere("info")
    assert levels(RULE, files, "2026-10-11") == {}


LATER = "2026-11-20"
EVENT = {"date": LATER, "kind": "school-change"}
WITHDRAWN = consents(consent("vh1", status="withdrawn", withdrawn_on=LATER), consent("vh2"))
REFUSED = consents(consent("vh1"), {"giver": "vh2", "units": ["skola"], "status": "refused", "refused_on": LATER})


@pytest.mark.parametrize(
    ("files", "file", "key"),
    [
        (case({"case.yaml": {"need": {"noticed_on": LATER}}}), "case.yaml", "noticed_on"),
        (case({"case.yaml": {"child": {"informed_on": LATER}}}), "case.yaml", "informed_on"),
        (case({"case.yaml": {"child": {"view": {"recorded_on": LATER}}}}), "case.yaml", "recorded_on"),
        (case(consents(consent("vh1", given_on=LATER), consent("vh2"))), "consent.yaml", "given_on"),
        (case(WITHDRAWN), "consent.yaml", "withdrawn_on"),
        (case(REFUSED), "consent.yaml", "refused_on"),
        (case({"preparation.yaml": {"child": {"done_on": LATER}}}), "preparation.yaml", "done_on"),
        (case({"preparation.yaml": {"guardians": {"done_on": LATER}}}), "preparation.yaml", "done_on"),
        (case({"preparation.yaml": {"professionals": {"held_on": LATER}}}), "preparation.yaml", "held_on"),
        (case({"invitation.yaml": {"sent_on": LATER}}), "invitation.yaml", "sent_on"),
        (case({"invitation.yaml": {"meeting": {"date": LATER}}}), "invitation.yaml", "date"),
        (case({"plan.yaml": {"made_on": LATER}}), "plan.yaml", "made_on"),
        (case({FOLLOW_UP: {"status": "held"}}), FOLLOW_UP, "date"),
        (case(write={f"events/{LATER}-school-change.yaml": EVENT}), f"events/{LATER}-school-change.yaml", "date"),
        (case(write={"closing.yaml": CLOSED["closing.yaml"] | {"date": LATER}}), "closing.yaml", "date"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_has_happened_is_not_dated_after_today(files: Files, file: str, key: str) -> None:
    found = hits(RULE, files, TODAY)
    assert [(one.file, one.path[-1]) for one in found] == [(f"cases/base/{file}", key)]
    assert "not in force yet" in found[0].message


def test_what_is_planned_may_be_dated_after_today() -> None:
    files = case({"invitation.yaml": {"meeting": {"date": LATER, "held": False}}}, remove=["plan.yaml"])
    assert hits(RULE, files, TODAY) == []
    started = case({"plan.yaml": {"interventions": [{"what": "Samtal", "unit": "bup", "start": LATER}]}})
    assert hits(RULE, started, TODAY) == []


NOT_SEEN: list[tuple[str, dict[str, Any]]] = [
    ("copies", {"plan.yaml": {"copies": {"vh1": LATER}}}),
    ("asked_on", {"plan.yaml": {"consent_to_plan": {"asked_on": LATER}}}),
    ("registered_on", {"plan.yaml": {"care_codes": [{"code": "AU124", "registered_on": LATER}]}}),
    ("survey sent_on", {"plan.yaml": {"surveys": [{"at": "plan", "sent_on": LATER}]}}),
    ("call_sent_on", {"case.yaml": {"route": "discharge", "discharge": {"call_sent_on": LATER}}}),
    ("ready_notice_on", {"case.yaml": {"route": "discharge", "discharge": {"ready_notice_on": LATER}}}),
    ("admitted_at", {"case.yaml": {"route": "discharge", "discharge": {"admitted_at": f"{LATER} 10:00"}}}),
    ("first_meeting_on", {"case.yaml": {"core_team": {"first_meeting_on": LATER}}}),
    ("planning_on", {"case.yaml": {"route": "discharge", "discharge": {"planning_on": LATER}}}),
    ("went_home_on", {"case.yaml": {"route": "discharge", "discharge": {"went_home_on": LATER}}}),
    ("best responsible", {"case.yaml": {"child_best_responsible": {"informed_on": LATER}}}),
    ("assessment", consents(consent("vh1", assessment={"assessed_on": LATER, "by": "bup"}), consent("vh2"))),
    (
        "maturity",
        consents(
            consent("vh1"),
            consent("vh2", maturity={"assessed_on": LATER, "by": "bup", "sufficient": True}),
        ),
    ),
    ("replied_on", {"invitation.yaml": {"invitees": [{"who": "bup", "response": "accepted", "replied_on": LATER}]}}),
    ("sent_again", {"invitation.yaml": {"sent_again": [{"on": LATER, "changed": ["place"]}]}}),
    ("child_told_on", {"invitation.yaml": {"meeting": {"child_told_on": LATER}}}),
    ("decided_on", {"invitation.yaml": {"meeting": {"absence_decision": {"decision": "hold", "decided_on": LATER}}}}),
    ("agreed_on", {"invitation.yaml": {"lead_time_exception": {"agreed_with": ["vh1"], "agreed_on": LATER}}}),
    (
        "fed_back_on",
        {
            "invitation.yaml": {
                "meeting": {"decisions_waiting": [{"about": "tid", "waits_for": "bup", "fed_back_on": LATER}]}
            }
        },
    ),
    ("follow-up child_told_on", {FOLLOW_UP: {"child_told_on": LATER}}),
    ("follow-up sent_on", {FOLLOW_UP: {"invitation": {"sent_on": LATER}}}),
    ("follow-up sent_again", {FOLLOW_UP: {"invitation": {"sent_again": [{"on": LATER}]}}}),
    ("follow-up replied_on", {FOLLOW_UP: {"invitation": {"invitees": [{"who": "bup", "replied_on": LATER}]}}}),
    ("follow-up code", {FOLLOW_UP: {"care_codes": [{"code": "AW010", "registered_on": LATER}]}}),
    ("follow-up survey", {FOLLOW_UP: {"surveys": [{"at": "follow-up", "sent_on": LATER}]}}),
]


@pytest.mark.parametrize(("key", "patch"), NOT_SEEN, ids=[key for key, _patch in NOT_SEEN])
def test_every_day_that_a_rule_takes_as_not_in_force_is_told(key: str, patch: dict[str, Any]) -> None:
    """Otherwise copy-not-given says that nothing is written, of a copy that is written with a wrong year."""
    assert hits(RULE, case(patch), TODAY)


EVENT_DAYS: list[dict[str, Any]] = [{"assessed_on": LATER}, {"temporary_responsibility": {"agreed_on": LATER}}]


@pytest.mark.parametrize("said", EVENT_DAYS, ids=str)
def test_days_within_events(said: dict[str, Any]) -> None:
    event = {"date": "2026-10-05", "kind": "school-change"} | said
    assert hits(RULE, case(write={"events/2026-10-05-x.yaml": event}), TODAY)


@pytest.mark.parametrize("key", ["informed", "documented"])
def test_days_within_closings(key: str) -> None:
    closing = CLOSED["closing.yaml"]
    files = case(write={"closing.yaml": closing | {key: closing.get(key, {}) | {"bup": LATER}}})
    assert [one.path for one in hits(RULE, files, TODAY)] == [(key, "bup")]


def test_still_speaks_in_a_closed_case() -> None:
    assert hits(RULE, case({"plan.yaml": {"made_on": LATER}}, write=CLOSED), TODAY)
