"""What a document is made of."""

from dataclasses import dataclass, field
from datetime import date

from sipcli.case.case import Case
from sipcli.documents.leaks import Telling
from sipcli.guidelines.model import Guideline


@dataclass(frozen=True)
class Material:
    """A case as the reader may see it, and everything else that a view is made from.

    `reader` is the id of the one the document is for, None when it is for all who may get it. `about` says which one
    is meant where a case can have several: a follow-up's day, an event's file name, a giver of consent.
    """

    case: Case
    guideline: Guideline
    language: str
    today: date
    reader: str | None = None
    about: str | None = None
    telling: Telling = field(default_factory=Telling)
    """What may not stand in a text, since it is withheld from the readers."""
    withheld_from: frozenset[str] = frozenset()
    partial: bool = False
    """Whether the reader sees its own part only: what is missing may be somebody else's."""

    @property
    def spoken(self) -> str:
        """The language of the guideline's own texts that is nearest: "sv" or "en"."""
        return "en" if self.language.partition("-")[0] == "en" else "sv"

    @property
    def terms(self) -> dict[str, str]:
        """The guideline's words for things: plan, meeting, invitation, coordinator, follow_up ..."""
        return {term: self.guideline.name(term, self.spoken) for term in self.guideline.names["sv"]}
