"""Before the meeting: the information, and the sheets that child and guardians prepare with."""

from dataclasses import dataclass
from datetime import date

from sipcli.case.people import adult, eligible_givers, guardians, representatives
from sipcli.case.process_files import Prepared
from sipcli.documents.material import Material
from sipcli.documents.views.common import Person, caller, named
from sipcli.documents.views.ways import Ways, ways
from sipcli.errors import NeedsUser
from sipcli.i18n import _


@dataclass(frozen=True)
class InformationView:
    """What the adults near a child are told of the process before they answer (C15, C19, P2)."""

    child: str
    reader: str | None
    adult: bool
    givers: list[str]
    noticed_on: date
    noticed_by: str | None
    units: list[str]
    discharge: bool
    core_team: list[Person]
    support_person: str | None
    caller: Person | None
    ways: Ways


def information_view(of: Material) -> InformationView:
    """Return what the information about the process says: the guideline's terms and ways, this case's people."""
    case = of.case
    support = case.preparation.support_person if case.preparation else None
    return InformationView(
        child=case.file.child.name,
        reader=named(case, of.reader) if of.reader else None,
        adult=adult(case, of.today),
        givers=[named(case, one) for one in eligible_givers(case, of.today)],
        noticed_on=case.file.need.noticed_on,
        noticed_by=named(case, case.file.need.noticed_by) if case.file.need.noticed_by else None,
        units=[one.name for one in case.file.units],
        discharge=case.file.route == "discharge",
        core_team=_core_team(of),
        support_person=support.name if support else None,
        caller=caller(case),
        ways=ways(case, of.guideline),
    )


def _core_team(of: Material) -> list[Person]:
    """Return the three closest to an unaccompanied child, where the guideline asks for them (E1)."""
    team = of.case.file.core_team
    if team is None or "core-team-meeting-missing" not in of.guideline.applied():
        return []
    acts = team.representative and named(of.case, team.representative)
    three = {"social-worker": team.social_worker, "god-man": acts, "caregiver": team.caregiver}
    return [Person(name, "person", role) for role, name in three.items() if name]


@dataclass(frozen=True)
class Question:
    """A question of the guideline and the answer recorded to it."""

    text: str
    answer: str | None


@dataclass(frozen=True)
class PreparationView:
    """A sheet to prepare with: what is recorded, and room to write the rest (P1-P14).

    `asked_of` has the guideline's own questions to what the sheet has a part for anyway, by the name of that part.
    """

    child: str
    addressed: list[Person]
    caller: Person | None
    questions: list[Question]
    asked_of: dict[str, str | None]
    ways: list[str]
    participation: list[str]
    spokesperson: str | None
    form: str | None
    place: list[str]
    participants: list[str]
    not_to_raise: list[str]
    wishes: str | None
    interpreter: str | None
    interpreter_language: str | None
    picture_support: str | None
    support_person: str | None


PARTS = {
    "who-comes": "participants",
    "how-to-take-part": "participation",
    "where": "place",
    "not-to-raise": "not_to_raise",
}
"""Questions of guidelines that the sheet has a part for anyway, with the name of that part."""


def preparation_child_view(of: Material) -> PreparationView:
    """Return the child's own sheet (P1, P3, P5-P8, P10, P14)."""
    child = Person(of.case.file.child.name, "child")
    return _preparation(of, "child", [child], of.case.preparation.child if of.case.preparation else None)


def preparation_guardians_view(of: Material) -> PreparationView:
    """Return the sheet of the guardians, or of whoever represents the child (P1, P3, P5-P10, P14).

    Raises:
        NeedsUser: there is no guardian or representative to prepare.
    """
    case, people = of.case, _who_prepare(of)
    if not people:
        message = _("The case {case} has no guardian or representative to prepare the meeting with.")
        raise NeedsUser(message.format(case=case.id))
    mine = [people[of.reader]] if of.reader in people else list(people.values())
    return _preparation(of, "guardians", mine, case.preparation.guardians if case.preparation else None)


def with_guardians(of: Material) -> list[str]:
    """Return the one choice of the guardians' sheet, none when there is nobody to make it for."""
    return [""] if _who_prepare(of) else []


def _who_prepare(of: Material) -> dict[str, Person]:
    """Return by their ids the guardians on the day, where there is none the representatives."""
    case, day = of.case, of.today
    people = {one.id: Person(one.name, "guardian") for one in guardians(case, day)}
    return people or {one.id: Person(one.name, "representative", one.kind) for one in representatives(case, day)}


def _preparation(of: Material, moment: str, addressed: list[Person], prepared: Prepared | None) -> PreparationView:
    case, child, said = of.case, of.case.file.child, prepared or Prepared()
    asked, answers = of.guideline.asks(moment, of.spoken), said.answers
    support = case.preparation.support_person if case.preparation else None
    of_their_own = [Question(text, answers.get(word)) for word, text in asked.items() if word not in PARTS]
    asked_elsewhere = {word: word.replace("-", " ") for word in answers if word not in asked and word not in PARTS}
    return PreparationView(
        child=child.name,
        addressed=addressed,
        caller=caller(case),
        questions=of_their_own + [Question(text, answers[word]) for word, text in asked_elsewhere.items()],
        asked_of={part: asked.get(word) for word, part in PARTS.items()},
        ways=ways(case, of.guideline).to_take_part,
        participation=_all(said.participation, answers.get("how-to-take-part")),
        spokesperson=said.spokesperson,
        form=said.meeting_form,
        place=_all(said.place, answers.get("where")),
        participants=_all(*(named(case, one) for one in said.participants), answers.get("who-comes")),
        not_to_raise=_all(*said.not_to_raise, answers.get("not-to-raise")),
        wishes=said.wishes,
        interpreter=child.interpreter,
        interpreter_language=child.interpreter_language,
        picture_support=child.picture_support,
        support_person=support.name if support else None,
    )


def _all(*said: str | None) -> list[str]:
    """Return what was said, each once."""
    return list(dict.fromkeys(one for one in said if one))
