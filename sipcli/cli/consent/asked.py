"""What the commands of `sip consent` ask: whose answer, for which units, the child's maturity, what it rests on."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sipcli.cli.work import Work
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.consent.answer import Answered
    from sipcli.case.consent_file import Assessment, Maturity
    from sipcli.console.choices import Choices

FORMS = ("written", "oral")
BASES = ("consent", "presumed-consent", "harm-assessment")
DEGREES = ("sufficient", "insufficient")


def meant(work: Work, choices: "Choices") -> Callable[[str], str]:
    """Return a reader of an id or a name; what looks like a misspelt id is asked about, not taken for a name."""
    from sipcli.acts.consent.who import not_here
    from sipcli.case.problems import near
    from sipcli.errors import UsageError

    def read(text: str) -> str:
        said = text.strip()
        known = list(choices.labels)
        wrong = not_here(said, known, work.case, list(choices.labels.values()))
        if said not in known and near(said, known):
            raise wrong
        try:
            return choices.read(said)
        except UsageError:
            raise wrong from None

    return read


def giver_meant(work: Work, given: str | None, question: str, ids: Sequence[str], default: str | None = None) -> str:
    """Return whose answer it is, asked among `ids`."""
    from sipcli.console.choices import people

    if given is not None:
        from sipcli.acts.consent.who import possible_givers

        return meant(work, people(work.case, possible_givers(work.case)))(given)
    return work.talk.pick(None, "--giver", question, people(work.case, ids), default)


def giver_with(work: Work, given: str | None, question: str, holds: Callable[[str], Sequence[str]]) -> str:
    """Return whose answer it is, asked among those for whom there is something; the only one is the default."""
    from sipcli.acts.consent.who import possible_givers
    from sipcli.console.prompts import interactive

    everyone = possible_givers(work.case)
    some = [one for one in everyone if holds(one)] if given is None else []
    default = some[0] if len(some) == 1 and interactive() else None
    return giver_meant(work, given, question, some or everyone, default)


def units_meant(
    work: Work, given: Sequence[str] | None, question: str, default: Sequence[str] | None = None
) -> tuple[str, ...]:
    """Return the units an answer is for: those given or chosen, else the default, else all."""
    from sipcli.console.choices import units

    choices = units(work.case)
    if given:
        read = meant(work, choices)
        return tuple(dict.fromkeys(read(one) for text in given for one in text.split(",") if one.strip()))
    return work.talk.may_pick_many(None, question, choices, work.case.unit_ids if default is None else default)


def last_day(work: Work, on: date) -> Callable[[str], date]:
    """Return a reader of the last day of a consent that is given on a day."""
    from sipcli.acts.consent.who import check_period

    def read(text: str) -> date:
        until = work.talk.day(text)
        check_period(on, until)
        return until

    return read


def form_said(work: Work, given: str | None, question: str | None, default: str | None = None) -> str | None:
    """Return written or oral, asked with `question` in a conversation; None when nothing was said."""
    from sipcli.console.choices import words

    forms = words(FORMS)
    if given is not None:
        return forms.read(given)
    if question is None or not work.talk.asking:
        return None
    return work.talk.may_pick(None, "--form", question, forms, default)


def journal_said(work: Work, given: str | None, form: str | None) -> str | None:
    """Return where a consent is documented; asked for an oral one (C7)."""
    from sipcli.console.prompts import maybe

    if given is None and form != "oral":
        return None
    return work.talk.may(given, "--journal-ref", _("Where is it documented? (journal reference)"), maybe)


def types_said(work: Work, given: Sequence[str] | None) -> tuple[str, ...]:
    """Return the types of information that may be shared (C4)."""
    from sipcli.acts.consent.who import information_word
    from sipcli.console.prompts import several

    read = several(information_word)
    if given:
        return tuple(dict.fromkeys(word for one in given for word in read(one)))
    used = dict.fromkeys(word for one in work.case.consents for word in one.information_types)
    question = _("Which types of information? With commas between, e.g. {examples} (empty: not said)")
    question = question.format(examples=", ".join(used) or "school, health")
    return work.talk.may(None, "--information-type", question, read) or ()


def anyone_meant(work: Work, given: Sequence[str] | None) -> tuple[str, ...]:
    """Return the people and units of the case that options name."""
    from sipcli.console.choices import people

    read = meant(work, people(work.case))
    return tuple(dict.fromkeys(read(one) for text in given or () for one in text.split(",") if one.strip()))


def withheld_from(work: Work, given: Sequence[str] | None, giver: str) -> tuple[str, ...]:
    """Return from whom the record is withheld; guardians and representatives are offered."""
    from sipcli.acts.consent.who import possible_givers
    from sipcli.console.choices import people

    if given:
        return anyone_meant(work, given)
    offered = people(work.case, [one for one in possible_givers(work.case) if one != giver])
    question = _("Who is NOT to see this answer? (Enter: everyone may)")
    return work.talk.may_pick_many(None, question, offered)


def considered_said(work: Work, given: Sequence[str] | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the guideline's check questions at a no (C14): the words of those gone through, the texts of the others.

    A question is no obstacle: the answer is recorded whichever were gone through.
    """
    from sipcli import i18n
    from sipcli.console.choices import Choices
    from sipcli.console.output import say

    questions = work.guideline.asks("refusal", i18n.language)
    read = Choices(questions, open=True).several
    through = tuple(dict.fromkeys(word for one in given or () for word in read(one)))
    if work.talk.asking and questions:
        say(_("A no is accepted. Before it is recorded the guideline asks you to think some things through."))
        for word, question in questions.items():
            say(question)
            if work.talk.yes(None, "  " + _("Gone through?")):
                through = (*through, word)
    return through, tuple(text for word, text in questions.items() if word not in through)


def maturity_said(work: Work, answered: "Answered", said: Mapping[str, str | None]) -> "Maturity | None":
    """Return the assessment of the child's maturity for this question (C12); None when there is none.

    `said` are the options by their key in consent.yaml ("sufficient", "by", "assessed_on", "measure" ...).

    Raises:
        UsageError: it is not the child's answer, or a part of an assessment stands alone.
    """
    from sipcli.case.case import CHILD
    from sipcli.case.consent_file import Maturity
    from sipcli.case.people import adult
    from sipcli.console.choices import words
    from sipcli.console.prompts import maybe
    from sipcli.errors import UsageError

    talk = work.talk
    given = any(value is not None for value in said.values())
    if answered.giver != CHILD:
        if given:
            raise UsageError(_("Maturity is judged for the child's own answer: --giver child."))
        return None
    if given and said["sufficient"] is None:
        raise UsageError(_("An assessment of maturity says what came of it: --maturity sufficient or insufficient."))
    if not given and (answered.basis or adult(work.case, answered.on)):
        return None
    question = _("Was the child judged mature enough to decide this?")
    degree = talk.may_pick(said["sufficient"], "--maturity", question, words(DEGREES))
    if degree is None:
        return None
    return Maturity(
        by=assessor(work, said["by"], "--maturity-by", _("Who judged it?")),
        assessed_on=talk.expect(
            said["assessed_on"], "--maturity-on", _("On which day was that judged?"), talk.past, str(answered.on)
        ),
        sufficient=degree == DEGREES[0],
        measure=talk.may(said["measure"], "--measure", _("What is the question about?"), maybe),
        intrusion=talk.may(said["intrusion"], "--intrusion", _("How great is the intrusion?"), maybe),
        urgency=talk.may(said["urgency"], "--urgency", _("How urgent is it?"), maybe),
        complexity=talk.may(said["complexity"], "--complexity", _("How complex is the question?"), maybe),
        comment=talk.may(said["comment"], "--maturity-comment", _("What else was considered?"), maybe),
    )


def basis_said(work: Work, answered: "Answered", given: str | None) -> str | None:
    """Return what stands behind the answer when it is no consent (C13); asked only where nobody can consent.

    Raises:
        UsageError: somebody can consent, or has said no.
    """
    from sipcli.acts.consent.who import against_basis, check_basis
    from sipcli.console.choices import words

    if given is None and against_basis(work.case, answered):
        return None
    question = _("Nobody can consent for the child on that day. What does it rest on?")
    said = work.talk.may_pick(given, "--basis", question, words(BASES), BASES[0])
    if said not in (None, BASES[0]):
        check_basis(work.case, answered)
    return None if said == BASES[0] else said


def assessment_said(
    work: Work, answered: "Answered", by: str | None, on: str | None, comment: str | None
) -> "Assessment | None":
    """Return the assessment behind a presumed consent or a harm assessment (C13).

    Raises:
        UsageError: there is an assessment but nothing that rests on it.
    """
    from sipcli.case.consent_file import Assessment
    from sipcli.console.prompts import maybe
    from sipcli.errors import UsageError

    if answered.basis is None:
        if any(one is not None for one in (by, on, comment)):
            raise UsageError(_("An assessment belongs to --basis presumed-consent or harm-assessment."))
        return None
    talk = work.talk
    return Assessment(
        by=assessor(work, by, "--assessed-by", _("Who made the assessment?")),
        assessed_on=talk.expect(on, "--assessed-on", _("On which day was it made?"), talk.past, str(answered.on)),
        comment=talk.may(comment, "--assessment-comment", _("What was weighed?"), maybe),
    )


def assessor(work: Work, given: str | None, option: str, question: str) -> str:
    """Return who made an assessment: a unit or somebody of the case; the archive's own unit unless another is said."""
    from sipcli.console.choices import people

    if given is not None:
        return meant(work, people(work.case))(given)
    return work.talk.pick(None, option, question, people(work.case, work.case.unit_ids), own_unit(work))


def own_unit(work: Work) -> str | None:
    """Return the unit of the case that keeps this archive, when sip.yaml names one."""
    own = (work.archive.settings.unit or "").strip().casefold()
    fitting = [one.id for one in work.case.file.units if own and own in (one.id.casefold(), one.name.casefold())]
    return fitting[0] if fitting else None
