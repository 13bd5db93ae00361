"""Which individual plans of other kinds the child already has, and which unit has each (I16)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sipcli import i18n
from sipcli.console.choices import Choices
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.new.forms import Entry
    from sipcli.console.talk import Talk
    from sipcli.guidelines.model import Guideline


class _PlanKinds(Choices):
    """Kinds of other plans; of a part that fits several it is said which, in the words of the menu."""

    def read(self, text: str) -> str:
        """Return the word that a text means, as `Choices.read` does."""
        from sipcli.errors import UsageError

        folded = text.strip().casefold()
        whole = {one.casefold() for pair in self.labels.items() for one in pair}
        fitting = [label for label in self.labels.values() if folded and folded in label.casefold()]
        if len(fitting) > 1 and folded not in whole and not folded.isdecimal():
            message = _("“{text}” fits several: {found}. Write more of it.")
            raise UsageError(message.format(text=text.strip(), found=", ".join(fitting)))
        return super().read(text)


def other_plans_of(
    talk: "Talk", guideline: "Guideline", given: Sequence[str] | None, units: Choices
) -> "tuple[Entry, ...]":
    """Return the individual plans of other kinds that the child already has, and which unit has each (I16)."""
    known = _PlanKinds({word: both.text(i18n.language) for word, both in guideline.other_plans.items()}, open=True)
    if given:
        return tuple(_other_plan(known, units, one) for one in given)
    question = _("Which other individual plans does the child already have?")
    if known.labels:
        kinds = talk.may_pick_many(None, question, known)
        return tuple(_with_unit(talk, {"kind": kind}, known.labels.get(kind, kind), units) for kind in kinds)
    found = talk.many(None, question, lambda one: _other_plan(known, units, one))
    return tuple(_with_unit(talk, one, str(one.get("comment") or one["kind"]), units) for one in found)


def _with_unit(talk: "Talk", plan: "Entry", shown: str, units: Choices) -> "Entry":
    if plan.get("unit"):
        return plan
    question = _("Which unit has “{plan}”? (Enter: not said)").format(plan=shown)
    return {"kind": plan["kind"], "unit": talk.may_pick(None, "", question, units), "comment": plan.get("comment")}


def _other_plan(known: Choices, units: Choices, said: str) -> "Entry":
    """Read KIND[:UNIT]; a kind that is no word becomes one, and stands as it was typed in the comment."""
    from sipcli.acts.new.forms import word_of
    from sipcli.case.problems import did_you_mean, near
    from sipcli.console.prompts import text
    from sipcli.errors import UsageError

    kind, _colon, unit = (part.strip() for part in text(said).partition(":"))
    found = units.read(unit) if unit else None
    folded = kind.casefold()
    same = [word for word, label in known.labels.items() if folded in (word, label.casefold())]
    fitting = same or [word for word, label in known.labels.items() if folded and folded in label.casefold()]
    if len(fitting) == 1:
        return {"kind": fitting[0], "unit": found}
    if fitting or near(folded, list(known.labels)):
        listed = ", ".join(_("{id} ({name})").format(id=one, name=known.labels[one]) for one in fitting or known.labels)
        message = _("“{text}” is not one of: {known}.").format(text=kind, known=listed)
        raise UsageError(message + did_you_mean(folded, list(known.labels)))
    word = word_of(kind)
    return {"kind": word, "unit": found, "comment": kind if word != folded else None}
