"""What a coordinator decides about an event: one of the usual decisions, or one in the user's own words (F2)."""

from sipcli.acts.events import EARLIER, WAIT
from sipcli.case.problems import near
from sipcli.console.choices import Choices, words
from sipcli.console.prompts import text
from sipcli.errors import UsageError


class Decisions(Choices):
    """Choices that take a decision in other words too."""

    def read(self, said: str) -> str:
        """Return the word of a usual decision, else the text; raises UsageError when it is nearly a usual word."""
        try:
            return super().read(said)
        except UsageError:
            one_word = " " not in said.strip()
            if said.strip().isdecimal() or (one_word and near(said.strip(), [*self.labels, *self.labels.values()])):
                raise
            return text(said)


def decisions() -> Decisions:
    """Return the usual decisions to choose from."""
    return Decisions(words((EARLIER, WAIT)).labels)
