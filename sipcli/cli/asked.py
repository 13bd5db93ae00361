"""What child and guardians are asked before a meeting, with the guideline's own questions (P3, F4, F5)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sipcli import i18n
from sipcli.cli.work import Work
from sipcli.i18n import N_, _

if TYPE_CHECKING:
    from sipcli.acts.prepare import Prepared
    from sipcli.console.choices import Choices

WISHES = {
    "child": (
        N_("How does the child want to take part?"),
        N_("Whom does the child want there? Ids or names"),
        N_("Where does the child want to meet?"),
        N_("What does the child not want brought up?"),
    ),
    "guardians": (
        N_("How do the guardians want to take part?"),
        N_("Whom do the guardians want there? Ids or names"),
        N_("Where do the guardians want to meet?"),
        N_("What do the guardians not want brought up?"),
    ),
}
"""What is asked about the meeting: how, with whom, where, and what not to speak of."""


def said_by(
    work: Work,
    who: str,
    when: date,
    by: str | None,
    answer: Sequence[str] | None,
    participation: str | None,
    meeting_form: str | None,
    place: str | None,
    participant: Sequence[str] | None,
    not_to_raise: Sequence[str] | None,
    wishes: str | None,
) -> "Prepared":
    """Return what the child or the guardians said, asked for with the guideline's own questions."""
    from sipcli.acts.prepare import Prepared
    from sipcli.console.choices import units, words
    from sipcli.console.prompts import maybe, text

    talk = work.talk
    unit = talk.may_pick(by, "--by", _("Which unit did it?"), units(work.case), work.case.file.need.noticed_by)
    answers = answered(work, who, answer)
    forms = words(("physical", "digital", "hybrid"))
    how, whom, where, silent = (_(question) for question in WISHES[who])
    asked = work.guideline.asks(who, i18n.language)  # what the guideline's own questions ask is not asked twice
    return Prepared(
        done_on=when,
        by=unit,
        answers=answers,
        participation=talk.may_pick(
            participation,
            "--participation",
            how,
            ways_to_take_part(),
        ),
        meeting_form=talk.may_pick(meeting_form, "--meeting-form", _("In a room or digitally?"), forms),
        place=talk.may(place, "--place", where, maybe) if place or "where" not in asked else None,
        participants=talk.many(participant, whom, text) if participant or "who-comes" not in asked else (),
        not_to_raise=talk.many(not_to_raise, silent, text) if not_to_raise or "not-to-raise" not in asked else (),
        wishes=talk.may(wishes, "--wishes", _("Other wishes?"), maybe),
    )


def has_answers(said: "Prepared") -> bool:
    """Tell whether anything was answered besides the day and who asked."""
    return any(value for key, value in vars(said).items() if key not in ("done_on", "by"))


def ways_to_take_part() -> "Choices":
    """Return the usual ways of taking part in a meeting as choices (P6, P7)."""
    from sipcli.case.process_files import PARTICIPATIONS
    from sipcli.console.choices import words

    usual = words(PARTICIPATIONS, open=True)
    return replace(usual, labels={**usual.labels, "none": _("not at all")})


def day_of(work: Work, who: str) -> str:
    """Return the day on which somebody was prepared, today when nothing is written yet: what a later answer adds to."""
    done = getattr(work.case.preparation, who, None)
    return str(done.done_on if done and done.done_on else work.today)


def answered(work: Work, moment: str, given: Sequence[str] | None) -> dict[str, str]:
    """Return the answers to the guideline's questions of a moment: those given as WORD=TEXT, or asked for."""
    from sipcli.console.choices import Choices
    from sipcli.console.prompts import pair, text

    questions = Choices(work.guideline.asks(moment, i18n.language), open=True)
    said: dict[str, str] = {}
    for one in given or ():
        word, answer = pair(one, _("QUESTION=TEXT, e.g. what-matters=…"))
        said[questions.read(word)] = text(answer)
    for word, question in questions.labels.items():
        answer_ = work.talk.may(said.get(word), "--answer", question, text)
        if answer_:
            said[word] = answer_
    return said
