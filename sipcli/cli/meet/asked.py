"""What `sip meet` records: from its options, from the conversation, else what is usual."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sipcli.cli.work import Work
from sipcli.console.output import say
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.acts.meet import Met
    from sipcli.case.process_files import Meeting

ABSENCE = "absence-decision-missing"


@dataclass(frozen=True)
class Options:
    """The options of `sip meet` that say how the meeting went, as they were typed."""

    on: str | None
    present: Sequence[str] | None
    absent: Sequence[str] | None
    substitute: Sequence[str] | None
    child_took_part: str | None
    child_represented_by: str | None
    child_told_on: str | None
    waiting: Sequence[str] | None
    chair: str | None
    recorder: str | None

    @property
    def given(self) -> bool:
        """Whether any of them was given."""
        return any(vars(self).values())


def decided(
    work: Work,
    meeting: "Meeting",
    decision: str | None,
    decided_with: Sequence[str] | None,
    decided_on: str | None,
    *,
    ahead: bool,
) -> str | None:
    """Note whether the meeting is held although somebody cannot come, or cancelled, and return which (B11).

    Raises:
        UsageError: something that the guideline asks for was left out, or the day cannot be.
        NeedsUser: the meeting has been held.
    """
    from sipcli.acts.meet import CANCEL, HOLD, decide_absence
    from sipcli.console.choices import people, words
    from sipcli.console.prompts import ask
    from sipcli.errors import NeedsUser, UsageError

    talk, known, known_words = work.talk, people(work.case), words((HOLD, CANCEL))
    if decision is None and (decided_with or decided_on):
        raise UsageError(_("--decided-with and --decided-on go with --absence-decision."))
    question = _("The meeting is on {date}. Is it held, or cancelled? (Enter: nothing is decided)")
    said = talk.may_pick(decision, "--absence-decision", question.format(date=meeting.date), known_words) if (
        decision or ahead
    ) else None  # fmt: skip
    if said is None:
        return None
    if meeting.held and said == CANCEL:
        raise NeedsUser(_("The meeting was held on {date}.").format(date=meeting.date))
    asked = _("With whom was that decided? With commas between ({ids})").format(ids=", ".join(known.labels))
    if decided_with:
        who = tuple(dict.fromkeys(one for text in decided_with for one in known.several(text)))
    elif ABSENCE in work.guideline.applied():
        who = ask(None, "--decided-with", asked, known.several)
    else:
        who = talk.may(None, "--decided-with", asked, known.several) or ()
    when = talk.expect(decided_on, "--decided-on", _("On which day was it decided?"), talk.past, str(work.today))
    decide_absence(work.changes, said, who, when)
    return said


def told(work: Work, meeting: "Meeting", given: Sequence[str] | None) -> dict[str, date]:
    """Return which waiting decisions everyone was told of, by number, and when; asked about once it was held (M9).

    Raises:
        NeedsUser: none waits.
        UsageError: one is not found, or they would have been told before the meeting.
    """
    from sipcli.acts.meet import unanswered_decisions
    from sipcli.console.choices import Choices
    from sipcli.errors import NeedsUser, UsageError

    waiting = unanswered_decisions(meeting)
    if given and not waiting:
        raise NeedsUser(_("No decision of the meeting waits for feedback."))
    known, found = Choices(waiting, in_case=work.case_id), {}
    for one in given or ():
        about, equals, when = one.rpartition("=")
        about, when = (about, when) if equals else (one, str(work.today))
        found[known.read(about)] = work.talk.past(when)
    for number, about in waiting.items() if not given else ():
        question = _("When was everyone told of “{about}”? (Enter: not yet)").format(about=about)
        day = work.talk.may(None, "--fed-back", question, work.talk.past)
        found |= {number: day} if day else {}
    for day in found.values():
        if meeting.date and day < meeting.date:
            raise UsageError(
                _("Told on {day}: that is before the meeting, which was held on {held}.").format(
                    day=day, held=meeting.date
                )
            )
    return found


def met(work: Work, meeting: "Meeting", said: Options) -> "Met":
    """Return how the meeting went.

    Raises:
        UsageError: the day has not come, or something cannot be read or cannot be.
    """
    from sipcli.acts.meet import IN_PERSON, Met, attendance
    from sipcli.case.case import CHILD
    from sipcli.cli.asked import ways_to_take_part
    from sipcli.console.choices import people
    from sipcli.console.labels import value_word
    from sipcli.console.prompts import maybe
    from sipcli.errors import UsageError

    talk, case = work.talk, work.case
    when = talk.expect(said.on, "--on", _("On which day was it held?"), _day_held(work), str(meeting.date))
    wish = case.preparation.child if case.preparation and talk.asking else None
    instead = _substitutes(work, said.substitute)
    absent = _absent(work, meeting, said.absent)
    question = _("How did the child take part?")
    if wish and wish.participation:
        question = _("How did the child take part? (The wish beforehand: {wish})").format(
            wish=value_word(wish.participation)
        )
    part = talk.may_pick(said.child_took_part, "--child-took-part", question, ways_to_take_part())
    present = tuple(one for text in said.present or () for one in people(case).several(text))
    away = {*instead} | ({CHILD} if part not in (None, *IN_PERSON) else set())
    came, gone = attendance(case, present, absent, away, asked=talk.asking)
    if talk.asking:
        came, gone = _confirmed(work, came, gone, sure={CHILD} if part in IN_PERSON else set())
        instead |= _asked_instead(work, [unit for unit in gone if unit not in instead])
    counted = talk.asking or not meeting.held or bool(said.present or said.absent or said.substitute)
    not_there = CHILD in (gone if counted else meeting.absent) or part not in (None, *IN_PERSON)
    spoke, told_on = said.child_represented_by, said.child_told_on
    if not_there:
        question = _("Who spoke for the child?")
        if wish and wish.spokesperson:
            question = _("Who spoke for the child? (Chosen beforehand: {name})").format(name=wish.spokesperson)
        spoke = talk.may(spoke, "--child-represented-by", question, maybe)
        question = _("When was the child told what was said? (Enter: not yet)")
        child_told = talk.may(told_on, "--child-told-on", question, talk.past)
    else:
        spoke, child_told = maybe(spoke or ""), talk.past(told_on) if told_on else None
    if child_told and child_told < when:
        raise UsageError(
            _("Told on {day}: that is before the meeting, which was held on {held}.").format(day=child_told, held=when)
        )
    return Met(
        held_on=when,
        present=came if counted else None,
        absent=gone if counted else None,
        substitutes=instead,
        child_participation=part,
        child_represented_by=spoke,
        child_told_on=child_told,
        chair=_missing(work, said.chair, "--chair", _("Who led the meeting?"), meeting.chair),
        recorder=_missing(work, said.recorder, "--recorder", _("Who took notes?"), meeting.recorder),
        waiting=_waiting(work, said.waiting),
    )


def _day_held(work: Work) -> Callable[[str], date]:
    """Return a reader of the day on which the meeting was held, which is not one that has not come."""
    from sipcli.console.day_words import day_meant
    from sipcli.console.prompts import day
    from sipcli.errors import UsageError

    def read(text: str) -> date:
        found = day_meant(text, work.today, past=True)
        if found > work.today:
            raise UsageError(
                _(
                    "{date} has not come: the meeting is recorded when it has been held. If that was on another day: "
                    "--on DATE."
                ).format(date=found)
            )
        return day(text, work.today, past=True)

    return read


def _absent(work: Work, meeting: "Meeting", given: Sequence[str] | None) -> tuple[str, ...]:
    """Return who is named as absent; in a conversation those who had declined are proposed."""
    from sipcli.console.choices import people

    if given or not work.talk.asking:
        return tuple(one for text in given or () for one in people(work.case).several(text))
    invitees = work.case.invitation.invitees if work.case.invitation else []
    invited = [one.who for one in invitees if one.response != "passed-on"]
    usual = meeting.absent if meeting.held else [one.who for one in invitees if one.response == "declined"]
    return work.talk.may_pick_many(None, _("Who was absent? (Enter: nobody)"), people(work.case, invited), usual)


def _confirmed(
    work: Work, came: Sequence[str], gone: Sequence[str], sure: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (present, absent), where whoever nobody has said anything of was asked about; Enter leaves them out."""
    from sipcli.acts.meet import without_word
    from sipcli.console.choices import people

    talk, labels = work.talk, people(work.case).labels
    unsure = [who for who in without_word(work.case, came) if who not in sure]
    counted = [who for who in came if who not in unsure]
    if counted:
        names = ", ".join(labels.get(who, who) for who in counted)
        say(_("Counted as present, by what is said already: {names}.").format(names=names))
    if not unsure:
        return tuple(came), tuple(gone)
    names = ", ".join(labels.get(who, who) for who in unsure)
    there = talk.yes(None, _("Not said whether they would come: {names}. Were all of them there?").format(names=names))
    new: Sequence[str] = unsure if there else ()
    if there is False:
        question = _("Which of them were there? (Enter: nothing is noted of them)")
        new = talk.may_pick_many(None, question, people(work.case, unsure))
    left = [who for who in unsure if who not in new] if new else []
    return tuple(who for who in came if who in counted or who in new), (*gone, *left)


def _substitutes(work: Work, given: Sequence[str] | None) -> dict[str, str | None]:
    """Return who came in a unit's place, None for nobody, from UNIT=NAME and UNIT=."""
    from sipcli.console.choices import people
    from sipcli.console.prompts import maybe
    from sipcli.errors import UsageError

    invitees = work.case.invitation.invitees if work.case.invitation else []
    known = people(work.case, [one.who for one in invitees if one.who in work.case.unit_ids])
    found: dict[str, str | None] = {}
    for one in given or ():
        unit, equals, name = one.partition("=")
        if not equals or not unit.strip():
            raise UsageError(_("“{text}” is not written as {form}.").format(text=one, form=_("UNIT=NAME")))
        found[known.read(unit)] = maybe(name)
    return found


def _asked_instead(work: Work, gone: Sequence[str]) -> dict[str, str | None]:
    """Return who came instead of each absent unit that had to come (B10)."""
    from sipcli.case.meetings import is_obliged
    from sipcli.console.choices import people
    from sipcli.console.prompts import ask, maybe

    names = people(work.case).labels
    invitees = work.case.invitation.invitees if work.case.invitation else []
    named = {one.who: one.substitute for one in invitees}
    found: dict[str, str | None] = {}
    for unit in gone:
        if is_obliged(work.case, unit):
            question = _("Who came instead from {unit}? (Enter: nobody)").format(unit=names[unit])
            if named.get(unit):
                question = _("Who came instead from {unit}?").format(unit=names[unit])
            found[unit] = ask(None, "--substitute", question, maybe, named.get(unit), optional=True)
    return found


def _missing(work: Work, given: str | None, option: str, question: str, now: str | None) -> str | None:
    """Return who it was, asked only when the file does not say."""
    from sipcli.console.prompts import maybe

    return maybe(given or "") if given or now else work.talk.may(None, option, question, maybe)


def _waiting(work: Work, given: Sequence[str] | None) -> tuple[tuple[str, str], ...]:
    """Return the decisions that wait for somebody, each with whom it waits for (M9)."""
    question = _("Which decision waits for somebody who was not there? (Enter: none, or no more)")
    return work.talk.pairs(given, _("ABOUT=WHO"), question, _("Whom does it wait for?"))
