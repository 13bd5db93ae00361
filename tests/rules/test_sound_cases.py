"""Sound cases: where everything is in order, no rule says that something is wrong.

Infos are let pass: they tell of what is to come.
"""

import pytest

from tests.helpers import (
    CLOSED,
    KRONOBERG,
    STROMSUND,
    UNITS,
    VASTERBOTTEN,
    VASTRA_GOTALAND,
    Data,
    Files,
    case,
    changed,
    findings,
)

STATUTORY = (KRONOBERG, VASTERBOTTEN, VASTRA_GOTALAND)
FIRST = "follow-ups/2026-12-01.yaml"
EVERYONE = ["child", "vh1", "vh2", *UNITS]


def wrong(files: Files, today: str, guideline: str) -> list[str]:
    """Return errors and warnings, with their messages."""
    return [
        f"{one.level} {one.rule}: {one.message}" for one in findings(files, today, guideline) if one.level != "info"
    ]


def reference_case(today: str) -> Files:
    """Return the reference case as a careful coordinator keeps it: an intervention is active from its first day."""
    files = case()
    for one in files["plan.yaml"]["interventions"]:
        one["status"] = "active" if one["start"] <= today else "planned"
    return files


@pytest.mark.parametrize("guideline", STATUTORY)
@pytest.mark.parametrize(
    "today",
    [
        "2026-09-30",
        "2026-10-01",
        "2026-10-02",
        "2026-10-05",
        "2026-10-06",
        "2026-10-31",
        "2026-11-01",
        "2026-11-15",
        "2026-11-30",
        "2026-12-01",
    ],
)
def test_the_reference_case(today: str, guideline: str) -> None:
    assert wrong(reference_case(today), today, guideline) == []


@pytest.mark.parametrize("guideline", STATUTORY)
@pytest.mark.parametrize("today", ["2026-09-01", "2026-09-10", "2026-09-21"])
def test_the_reference_case_on_its_way_to_the_meeting(today: str, guideline: str) -> None:
    files = changed(
        reference_case(today), {"invitation.yaml": {"meeting": {"held": False}}}, remove=["plan.yaml", FIRST]
    )
    if today < "2026-09-08":
        del files["preparation.yaml"]["professionals"]
    assert wrong(files, today, guideline) == []


@pytest.mark.parametrize("guideline", STATUTORY)
def test_the_reference_case_on_the_day_of_the_meeting(guideline: str) -> None:
    files = changed(reference_case("2026-09-22"), {"plan.yaml": {"surveys": [], "care_codes": [], "copies": None}})
    assert wrong(files, "2026-09-22", guideline) == []


@pytest.mark.parametrize("guideline", STATUTORY)
@pytest.mark.parametrize("reason", ["no-longer-needed", "goals-met"])
def test_a_closed_case(reason: str, guideline: str) -> None:
    files = changed(reference_case("2026-10-01"), {}, write=CLOSED)
    files = changed(files, {"closing.yaml": {"reason": reason}})
    if reason == "goals-met":
        for goal in files["plan.yaml"]["goals"]:
            goal["status"] = "met"
    for today in ("2026-10-01", "2026-10-02", "2027-06-01", "2033-01-01"):
        assert wrong(files, today, guideline) == []


def discharge_case(today: str) -> Files:
    """Return a child admitted on a Thursday, ready on Monday: called to planning on the last day, Thursday."""
    discharge: Data = {
        "admitted_at": "2026-09-10 22:15",
        "admission_notice_at": "2026-09-11 08:30",
        "care_contact": {"name": "Fia Påhitt", "unit": "bup", "phone": "070-1740609"},
        "ready_notice_on": "2026-09-14",
        "needs_from": ["municipality", "region"],
        "call_sent_on": "2026-09-17",
    }
    files = changed(
        reference_case(today),
        {
            "case.yaml": {"route": "discharge", "discharge": discharge, "need": {"noticed_by": "bup"}},
            "invitation.yaml": {"sent_on": "2026-09-17"},
            "plan.yaml": {"care_codes": [{"code": "AU125", "registered_on": "2026-09-22", "unit": "bup"}]},
        },
    )
    if today < "2026-09-22":
        files = changed(files, {"invitation.yaml": {"meeting": {"held": False}}}, remove=["plan.yaml", FIRST])
    return files


@pytest.mark.parametrize("guideline", STATUTORY)
@pytest.mark.parametrize("today", ["2026-09-11", "2026-09-14", "2026-09-17", "2026-09-18", "2026-09-30", "2026-11-30"])
def test_a_discharge(today: str, guideline: str) -> None:
    assert wrong(discharge_case(today), today, guideline) == []


def unaccompanied() -> Files:
    """Return an unaccompanied child in Strömsund whose rejection was told at once and led to a meeting."""
    units = []
    for unit, name, kind, phone in (
        ("soc", "Socialtjänsten i Fantasia", "social-services", "070-1740650"),
        ("fam", "Familjehemmet Hittepå", "foster-home", "070-1740651"),
        ("skola", "Påhittskolan", "school", "070-1740652"),
    ):
        contact = {"name": "Jo Påhitt", "phone": phone}
        units.append({"id": unit, "name": name, "kind": kind, "principal": "municipality", "contact": contact})
    who = ["child", "gm", "soc", "fam", "skola"]
    given = {"giver": "gm", "units": who[2:], "status": "given", "form": "written", "given_on": "2026-01-20"}
    return {
        "case.yaml": {
            "id": "base",
            "guideline": STROMSUND,
            "route": "internal",
            "opened": "2026-01-20",
            "child": {
                "name": "Sami Påhitt",
                "born": "2009-12-01",
                "informed_on": "2026-01-20",
                "view": {"toward": "for", "recorded_on": "2026-01-20"},
                "interpreter": "booked",
            },
            "guardians": [],
            "representatives": [{"id": "gm", "kind": "god-man", "name": "Ivo Påhitt", "from": "2025-11-20"}],
            "units": units,
            "need": {"noticed_on": "2026-01-20", "noticed_by": "soc", "reasons": ["asylum-rejected"]},
            "placement": {"decided_on": "2026-01-15"},
            "core_team": {
                "social_worker": "Jo Påhitt",
                "representative": "gm",
                "caregiver": "Kim Påhitt",
                "first_meeting_on": "2026-01-19",
            },
        },
        "consent.yaml": {"consents": [given | {"valid_until": "2026-11-30", "information_types": ["school"]}]},
        "invitation.yaml": {
            "sent_on": "2026-01-25",
            "form": "written",
            "purpose": "Sami ska veta vem som gör vad",
            "meeting": {"date": "2026-02-03", "place": "Påhittskolan", "form": "physical", "held": True},
            "invitees": [{"who": one, "role": "deltar", "response": "accepted"} for one in who],
        },
        "plan.yaml": {
            "made_on": "2026-02-03",
            "needs": ["Trygghet"],
            "goals": [{"id": "m1", "term": "long", "text": "Sami sover om natten"}],
            "interventions": [
                {"id": "i1", "goal": "m1", "what": "Samtal", "unit": "skola", "start": "2026-02-10", "status": "active"}
            ],
            "own_actions": {"child": "Går till mentorn", "others": ["God man ringer varje vecka"]},
            "coordinator": {"unit": "soc", "name": "Jo Påhitt", "principal": "municipality"},
        },
        "follow-ups/2026-03-20.yaml": {"date": "2026-03-20", "place": "Påhittskolan", "status": "booked"},
        "events/2026-03-04-asylum-rejection.yaml": {
            "date": "2026-03-04",
            "kind": "asylum-rejection",
            "social_worker_told_on": "2026-03-04",
        },
    }


@pytest.mark.parametrize("today", ["2026-02-04", "2026-03-03", "2026-03-04", "2026-03-10", "2026-03-20"])
def test_an_unaccompanied_child_in_stromsund(today: str) -> None:
    assert wrong(unaccompanied(), today, STROMSUND) == []


def test_an_unaccompanied_child_in_stromsund_has_an_internal_plan() -> None:
    rules = {one.rule for one in findings(unaccompanied(), "2026-03-10", STROMSUND)}
    assert rules == {"not-a-statutory-plan"}


def followed_up(today: str, **held: object) -> Files:
    """Return the reference case after its first follow-up, where the next one was booked."""
    files = reference_case(today)
    files["plan.yaml"]["goals"][1]["status"] = "met"
    said: Data = {
        "status": "held",
        "asked_beforehand": {"child": "2026-11-27", "guardians": "2026-11-28"},
        "goals": [{"goal": "m1", "outcome": "partly"}, {"goal": "m2", "outcome": "met"}],
        "care_codes": [{"code": "AW010", "registered_on": "2026-12-01", "unit": "bup"}],
        "surveys": [{"at": "follow-up", "sent_on": "2026-12-02", "to": ["child", "guardians"]}],
        "next_on": "2027-03-01",
    }
    following = {
        "date": "2027-03-01",
        "time": "14:00",
        "place": "Påhittskolan, rum 12",
        "participants": EVERYONE,
        "status": "booked",
    }
    return changed(files, {FIRST: said | held}, write={"follow-ups/2027-03-01.yaml": following})


@pytest.mark.parametrize("guideline", [*STATUTORY, STROMSUND])
@pytest.mark.parametrize("today", ["2026-12-01", "2026-12-02", "2026-12-24", "2027-02-28", "2027-03-01"])
def test_after_a_follow_up_was_held(today: str, guideline: str) -> None:
    assert wrong(followed_up(today), today, guideline) == []


@pytest.mark.parametrize("guideline", [*STATUTORY, STROMSUND])
def test_after_a_follow_up_with_a_substitute_and_one_that_was_moved(guideline: str) -> None:
    moved = {"date": "2026-11-20", "status": "cancelled"}
    files = followed_up("2026-12-10", absent=["bup"], substitutes=[{"who": "bup", "name": "Gia Påhitt"}])
    assert wrong(files | {"follow-ups/2026-11-20.yaml": moved}, "2026-12-10", guideline) == []


@pytest.mark.parametrize("guideline", [*STATUTORY, STROMSUND])
def test_an_event_that_led_to_an_earlier_follow_up(guideline: str) -> None:
    event = {"date": "2026-11-05", "kind": "school-change", "assessed_on": "2026-11-06", "decision": "hålls tidigare"}
    files = changed(reference_case("2026-11-20"), {}, write={"events/2026-11-05-school-change.yaml": event})
    assert wrong(files, "2026-11-20", guideline) == []


def second_version(today: str) -> Files:
    """Return the case after the follow-up on 2026-12-01 led to a second version of the plan, made a week later (F7)."""
    files = followed_up(today)
    plan = files["plan.yaml"] | {
        "version": 2,
        "made_on": "2026-12-08",
        "consent_to_plan": {"asked_on": "2026-12-08", "answer": "yes"},
        "copies": dict.fromkeys(EVERYONE, "2026-12-08"),
        "surveys": [{"at": "plan", "sent_on": "2026-12-08", "to": ["child", "guardians"]}],
        "care_codes": [{"code": "AU124", "registered_on": "2026-12-08", "unit": "bup"}],
    }
    return files | {"plan.yaml": plan}


@pytest.mark.parametrize("guideline", STATUTORY)
def test_after_a_second_version_of_the_plan(guideline: str) -> None:
    assert wrong(second_version("2026-12-20"), "2026-12-20", guideline) == []


@pytest.mark.parametrize("guideline", STATUTORY)
def test_an_adult_who_consents(guideline: str) -> None:
    """A young person of 19: nothing is asked of those who once had custody."""
    files = reference_case("2026-11-15")
    files["case.yaml"] = files["case.yaml"] | {"guardians": []}
    files["case.yaml"]["child"]["born"] = "2007-05-01"
    own = files["consent.yaml"]["consents"][0] | {"giver": "child"}
    files["consent.yaml"] = {"consents": [own]}
    files["preparation.yaml"].pop("guardians")
    kept = [one for one in files["invitation.yaml"]["invitees"] if not one["who"].startswith("vh")]
    files["invitation.yaml"]["invitees"] = kept
    files["plan.yaml"]["own_actions"] = {"child": "Ringer mentorn", "others": []}
    files["plan.yaml"]["copies"] = dict.fromkeys(("child", *UNITS), "2026-09-22")
    files[FIRST]["participants"] = ["child", *UNITS]
    assert wrong(files, "2026-11-15", guideline) == []
