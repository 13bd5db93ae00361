"""The child's own documents: what they say, and to whom; and the map of the people around the child."""

from datetime import date
from typing import Any

import pytest

from sipcli.case.plan_file import Goal
from sipcli.documents.material import Material
from sipcli.documents.render import render
from sipcli.documents.views.around import goals_in_order
from sipcli.documents.views.child import (
    closing_child_view,
    information_child_view,
    invitation_child_view,
    plan_child_view,
)
from sipcli.documents.views.occasion import minutes_between
from sipcli.errors import NeedsUser
from sipcli.guidelines.loader import load_guideline
from sipcli.resources import shipped
from tests.helpers import case, in_memory

TODAY = date(2026, 9, 10)
ADULT_NOW = date(2032, 3, 12)
LANGUAGES = ("sv", "en", "sv-simple")
PICTURES = sorted((shipped("templates") / "pictures").glob("*.svg"))
CLOSING = {"date": "2026-09-09", "reason": "goals-met", "reentry_contact": "Ada Påhitt, 070-1740607"}
GOD_MAN = {
    "case.yaml": {
        "guardians": [],
        "representatives": [{"id": "gm", "kind": "god-man", "name": "Ivo Påhitt", "from": "2026-08-10"}],
    }
}


def material(
    patch: Any = None, *, guideline: str = "vasterbotten", language: str = "sv", today: date = TODAY, **asked: Any
) -> Material:
    about = asked.pop("about", None)
    return Material(in_memory(case(patch, **asked)), load_guideline(guideline), language, today, about=about)


def said(document: str, of: Material) -> str:
    """The document as text on one line."""
    return " ".join(render(document, of, "txt").content.decode("utf-8").split())


# What a plan is.


@pytest.mark.parametrize(
    ("guideline", "patch", "today", "decides"),
    [
        ("vasterbotten", None, TODAY, "guardian"),
        ("kronoberg", None, TODAY, "guardian"),
        ("vastra-gotaland", None, TODAY, "mature"),
        ("stromsund", GOD_MAN, TODAY, "god-man"),
        ("vasterbotten", None, ADULT_NOW, "adult"),
    ],
)
def test_the_child_is_told_who_decides(guideline: str, patch: Any, today: date, decides: str) -> None:
    of = material(patch, guideline=guideline, today=today)
    assert information_child_view(of).decides == decides
    for language in LANGUAGES:
        assert "Lova Exempelsson" in said("information-child", material(patch, guideline=guideline, language=language))


def test_each_county_calls_the_plan_by_its_own_name() -> None:
    assert "Den heter Barnets plan." in said("information-child", material(guideline="kronoberg"))
    assert "Barnets plan" not in said("information-child", material(guideline="vastra-gotaland"))


def test_an_interpreter_is_spoken_of_when_one_comes() -> None:
    need = {"case.yaml": {"child": {"interpreter": "booked", "interpreter_language": "somaliska"}}}
    assert "på somaliska" in said("information-child", material(need))
    assert "En tolk hjälper oss" not in said("information-child", material())


def test_who_asked_for_the_plan_is_a_unit_that_the_child_may_know_of() -> None:
    assert information_child_view(material()).asked_by == "Påhittskolan"
    by_mother = {"case.yaml": {"need": {"requested_by": "vh1"}}}
    assert information_child_view(material(by_mother)).asked_by is None


# The invitation.


def test_the_invitation_says_who_when_and_where() -> None:
    text = said("invitation-child", material({"invitation.yaml": {"meeting": {"ends": "14:45"}}}))
    for one in ("Tisdag 22 september 2026", "klockan 14:00 till 14:45", "Det tar 45 minuter.", "Påhittskolan, rum 12"):
        assert one in text
    assert "Eli Påhitt från Socialtjänsten i Fantasia Socialtjänsten hjälper barn och familjer." in text
    assert "Alva Exempelsson, din vårdnadshavare" in text
    assert "Cleo Påhitt är där bara för din skull." in text
    assert "070-1740607" in text


def test_who_comes_instead_is_named_and_who_cannot_come_too() -> None:
    invitees = [
        {"who": "child"},
        {"who": "vh1", "response": "declined"},
        {"who": "skola", "response": "accepted", "attends": "Cleo Påhitt"},
        {"who": "soc", "response": "declined", "substitute": "Hedda Påhitt"},
        {"who": "bup", "response": "passed-on"},
    ]
    view = invitation_child_view(material({"invitation.yaml": {"invitees": invitees}}))
    assert [one.name for one in view.coming] == ["Cleo Påhitt", "Hedda Påhitt"]
    assert [one.phone for one in view.coming] == [None, None]
    assert [one.name for one in view.prevented] == ["Alva Exempelsson"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "how", ["whole", "part", "none", "letter", "spokesperson", "phone", "video", "in-writing", "recording", "dansande"]
)
def test_what_the_child_has_chosen_is_said_back(how: str, language: str) -> None:
    prepared = {"preparation.yaml": {"child": {"participation": how, "spokesperson": "Mona", "wishes": "Vill rita"}}}
    text = said("invitation-child", material(prepared, language=language))
    assert "Vill rita" in text
    assert ("Mona" in text) == (how == "spokesperson")
    assert ("dansande" in text) == (how == "dansande")


def test_who_has_not_chosen_yet_is_told_the_ways() -> None:
    text = said("invitation-child", material(remove=["preparation.yaml"]))
    assert "Någon annan pratar för dig." in text
    assert "telefon" not in text
    by_phone = material(guideline="vastra-gotaland", remove=["preparation.yaml"])
    assert "Du är med på telefon." in said("invitation-child", by_phone)
    assert "Vem vill du ha?" in text


def test_what_was_wished_of_the_first_meeting_is_not_said_of_a_follow_up() -> None:
    wished = {"preparation.yaml": {"child": {"wishes": "Vill rita"}}}
    calling = {"follow-ups/2026-12-01.yaml": {"invitation": {"invitees": [{"who": "child"}, {"who": "soc"}]}}}
    of = material(wished | calling, about="2026-12-01")
    text = said("invitation-child", of)
    assert "Vill rita" not in text
    assert "1 december 2026" in text
    assert invitation_child_view(of).meeting_name == of.terms["follow_up"]


def test_without_a_day_the_invitation_says_so() -> None:
    made = render("invitation-child", material({"invitation.yaml": {"meeting": {"date": None, "place": None}}}), "html")
    assert made.missing == ["När?", "Var?"]


def test_nobody_invited_no_invitation() -> None:
    with pytest.raises(NeedsUser, match="sip invite"):
        render("invitation-child", material(remove=["invitation.yaml"]), "html")


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("14:00", "15:30", 90),
        ("14:00", None, None),
        (None, "15:00", None),
        ("14:00", "13:00", None),
        ("14:00", "14:00", None),
    ],
)
def test_how_long_a_meeting_takes(start: str | None, end: str | None, minutes: int | None) -> None:
    assert minutes_between(start, end) == minutes


# The plan.


def goal(name: str, part_of: str | None = None, status: str = "open") -> Goal:
    return Goal.model_validate({"id": name, "term": "short", "text": name, "part_of": part_of, "status": status})


@pytest.mark.parametrize(
    ("goals", "order"),
    [
        ([goal("b", "a"), goal("a"), goal("c", "b")], {"a": ["b", "c"]}),
        ([goal("a"), goal("b", "a", "dropped"), goal("c", "b")], {"a": [], "c": []}),
        ([goal("a", "b"), goal("b", "a"), goal("c", "a")], {"a": [], "b": ["c"]}),
        ([goal("a", "nobody"), goal("b")], {"a": [], "b": []}),
        ([], {}),
    ],
)
def test_goals_come_with_their_steps(goals: list[Goal], order: dict[str, list[str]]) -> None:
    assert {one.text: [step.text for step in one.steps] for one in goals_in_order(goals)} == order


def test_the_plan_says_who_helps_with_what() -> None:
    cleo = {"unit": "skola", "who": "Cleo Påhitt"}
    given = [
        {"id": "i1", "what": "Schema", **cleo, "where": "Påhittskolan", "status": "active"},
        {"id": "i2", "what": "Lunch", **cleo, "frequency": "dagligen", "status": "completed"},
        {"id": "i3", "what": "Samtal", "unit": "soc", "status": "planned"},
        {"id": "i4", "what": "Läger", "unit": "soc", "status": "cancelled"},
    ]
    who = {"plan.yaml": {"interventions": given}}
    view = plan_child_view(material(who))
    assert [(one.who.name, [task.what for task in one.tasks]) for one in view.helpers] == [
        ("Cleo Påhitt", ["Schema", "Lunch"]),
        ("Socialtjänsten i Fantasia", ["Samtal"]),
    ]
    text = said("plan-child", material(who))
    assert "Cleo Påhitt från Påhittskolan - Schema - Lunch (dagligen) – klart!" in text
    assert "Samtal – har inte börjat än" in text
    assert "Läger" not in text


def test_the_plan_says_whom_to_turn_to_and_when_to_meet() -> None:
    text = said("plan-child", material())
    assert "Eli Påhitt, 070-1740608" in text
    assert "Tisdag 1 december 2026" in text
    fallen_back = {
        "plan.yaml": {"contact_if_failing": None, "coordinator": {"name": "Eli Påhitt", "phone": "070-1740608"}}
    }
    assert plan_child_view(material(fallen_back)).turn_to == "Eli Påhitt, 070-1740608"


def test_a_follow_up_that_is_past_is_no_next_time() -> None:
    assert plan_child_view(material(today=date(2026, 12, 2))).next_time is None
    assert render("plan-child", material(today=date(2026, 12, 2)), "txt").missing == ["Då träffas vi igen"]
    ended = material(write={"closing.yaml": CLOSING})
    assert "Då träffas vi igen" not in said("plan-child", ended)


def test_the_day_set_at_the_last_follow_up_has_no_place_yet() -> None:
    held = {"date": "2026-09-05", "status": "held", "time": "10:00", "place": "Biblioteket", "next_on": "2026-11-11"}
    of = material(write={"follow-ups/2026-09-05.yaml": held}, remove=["follow-ups/2026-12-01.yaml"])
    found = plan_child_view(of).next_time
    assert found
    assert (found.date, found.time, found.place) == (date(2026, 11, 11), None, None)


def test_without_a_plan_there_is_none_to_give() -> None:
    with pytest.raises(NeedsUser, match="sip plan new"):
        render("plan-child", material(remove=["plan.yaml"]), "html")


# The end.


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", ["goals-met", "no-longer-needed", "consent-withdrawn"])
def test_the_end_says_why_and_where_to_turn(reason: str, language: str) -> None:
    of = material(write={"closing.yaml": CLOSING | {"reason": reason}}, language=language)
    text = said("closing-child", of)
    assert "Ada Påhitt, 070-1740607" in text
    assert reason not in text
    assert "Anpassat schema" in text  # goes on
    assert "Föräldrastöd" not in text  # had not begun


def test_the_end_says_what_went_well() -> None:
    goals = [{"id": "m1", "term": "long", "text": "Lova trivs", "status": "met"}, {"term": "short", "text": "Läsa"}]
    of = material({"plan.yaml": {"goals": goals}}, write={"closing.yaml": CLOSING})
    assert closing_child_view(of).goals_met == ["Lova trivs"]
    assert "Det här blev bra" not in said("closing-child", material(write={"closing.yaml": CLOSING}))


def test_an_open_case_has_no_end() -> None:
    with pytest.raises(NeedsUser, match="sip close"):
        render("closing-child", material(), "html")
    again = CLOSING | {"reopened_on": "2026-09-10", "reopened_reason": "Skolan byts"}
    with pytest.raises(NeedsUser, match="sip close"):
        render("closing-child", material(write={"closing.yaml": again}), "html")


def test_an_end_that_is_still_to_come_can_be_told() -> None:
    of = material(write={"closing.yaml": CLOSING | {"date": "2026-09-20"}})
    assert closing_child_view(of).closed_on == date(2026, 9, 20)


def test_where_to_turn_falls_back_on_the_coordinator_and_must_be_known() -> None:
    without = {key: value for key, value in CLOSING.items() if key != "reentry_contact"}
    assert closing_child_view(material(write={"closing.yaml": without})).turn_to == "Eli Påhitt, 070-1740608"
    nobody = material(write={"closing.yaml": without}, remove=["plan.yaml"])
    assert render("closing-child", nobody, "txt").missing == ["Vem kan du prata med?"]
