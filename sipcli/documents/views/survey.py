"""The anonymous survey that child and guardians get when the plan is made and followed up (X4)."""

from dataclasses import dataclass

from sipcli.documents.material import Material
from sipcli.errors import NeedsUser
from sipcli.i18n import _

MOMENT = "survey"


@dataclass(frozen=True)
class Question:
    """A question of the survey; `word` is what the guideline calls it."""

    word: str
    text: str


@dataclass(frozen=True)
class SurveyView:
    """What a survey says: the guideline's questions, and nothing at all of the case (X4)."""

    questions: list[Question]


def surveys(of: Material) -> list[str]:
    """Return the one survey there is when the guideline asks anything in one."""
    return [""] if of.guideline.asks(MOMENT, of.spoken) else []


def survey_view(of: Material) -> SurveyView:
    """Return the survey of the case's guideline; raises NeedsUser when that has no questions for one."""
    asked = of.guideline.asks(MOMENT, of.spoken)
    if not asked:
        raise NeedsUser(_("The guideline {guideline} has no questions for a survey.").format(guideline=of.guideline.id))
    return SurveyView([Question(word, text) for word, text in asked.items()])
