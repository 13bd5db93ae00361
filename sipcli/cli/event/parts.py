"""What the commands about events, deviations and disputes share: which one is meant, what was decided, what is next."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sipcli import i18n
from sipcli.cli import complete
from sipcli.cli.work import Work
from sipcli.console.output import say
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.case.process_files import Event
    from sipcli.console.choices import Choices

EventArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="EVENT",
        help=_("Its file's name or id, or a part of it; not needed when only one can be meant."),
        autocompletion=complete.events,
    ),
]

MAJOR_CHANGE = "convene-on-major-change"
"""The reminder of a guideline that has the coordinator call everyone together when much has changed (F2)."""

AFTER_EVENT = {"joint-meeting-needed": "sip follow-up book {case}", "event-not-assessed": "sip event decide {case}"}
"""The command that does what a rule asks for once something has happened."""


def event_meant(work: Work, given: str | None, known: "Mapping[str, Event]", waiting: Sequence[str], none: str) -> str:
    """Return the file of the event that is meant, one of `known`; without `given`, of those in `waiting`.

    Raises:
        UsageError: what was given fits none or several, or several wait and there is nobody to ask.
        NeedsUser: none waits (the sentence is `none`).
    """
    from sipcli.acts.events import about, stem
    from sipcli.console.choices import Choices
    from sipcli.console.labels import value_word
    from sipcli.errors import NeedsUser, UsageError

    files = {stem(name): name for name in known}
    labels = {stem(name): f"{value_word(one.kind)}: {about(one)}".rstrip(": ") for name, one in known.items()}
    if given is not None:
        by_id = {one.id: stem(name) for name, one in known.items() if one.id}
        said = by_id.get(given.strip(), given.strip())
        fitting = [one for one in labels if said and said in one]
        fitting = [one for one in fitting if one.endswith(said)] or fitting  # "move" is not "move-2"
        fitting = [said] if said in labels else fitting
        if len(fitting) > 1:
            message = _("“{text}” fits several: {found}. Write more of it.")
            raise UsageError(message.format(text=given, found=", ".join(fitting)))
        return files[fitting[0] if fitting else Choices(labels, in_case=work.case_id).read(given)]
    if not waiting:
        raise NeedsUser(none)
    if len(waiting) == 1:
        return waiting[0]
    some = {stem(name): labels[stem(name)] for name in waiting}
    question = _("Which one? {names}").format(names=", ".join(some))
    return files[work.talk.pick(None, "EVENT", question, Choices(some, in_case=work.case_id))]


def several(
    work: Work,
    given: Sequence[str] | None,
    option: str,
    question: str,
    choices: "Choices",
    usual: Sequence[str] = (),
    least: int = 1,
) -> tuple[str, ...]:
    """Return at least so many of the choices, which the command cannot do without; shown with numbers when asked for.

    Raises:
        UsageError: there are fewer, or none were given and there is nobody to ask.
    """
    from sipcli.console.prompts import interactive
    from sipcli.errors import UsageError

    def read(said: str) -> tuple[str, ...]:
        found = (choices.with_numbers() if given is None else choices).several(said)
        if len(found) < least:
            raise UsageError(_("{n} at least are needed here: {question}").format(n=least, question=question))
        return found

    if given:
        return read(",".join(given))
    if interactive():
        say(question + " " + _("(with commas between)"))
        for line in choices.lines():
            say(line)
        question = "  " + _("Numbers or words")
    return work.talk.need(None, option, question, read, ",".join(usual) or None)


def decided(
    work: Work,
    happened: date,
    decision: str | None,
    on: date | None,
    meeting: str | None,
    time: str | None,
    place: str | None,
) -> tuple[dict[str, Any], date | None]:
    """Return what the event's file gets of the coordinator's decision, and the day of an earlier follow-up.

    The follow-up is booked in the same commit, with the people of the one that is booked already.

    Raises:
        UsageError: the follow-up would be before what happened, or a time or place has no day.
        NeedsUser: there is a follow-up on that day already.
    """
    from sipcli.acts.events import EARLIER, not_before
    from sipcli.acts.follow_up.book import Occasion, book, booked_days, file_of
    from sipcli.console.prompts import clock, maybe
    from sipcli.errors import UsageError

    talk, case = work.talk, work.case
    if meeting is None and (time or place):
        raise UsageError(_("--meeting-time and --meeting-place go with --meeting DATE."))
    day = None
    if meeting or decision == EARLIER:
        question = _("On which day is the earlier {follow_up}? (Enter: booked later)")
        question = question.format(follow_up=work.term("follow_up"))
        day = talk.may(meeting, "--meeting", question, lambda said: not_before(happened, talk.day(said)))
    if day:
        booked = booked_days(case)
        ordinary = case.follow_ups.get(file_of(case, booked[0]) or "") if booked else None
        begins = talk.may(time, "--meeting-time", _("When does it begin? (HH:MM)"), clock)
        where = talk.may(place, "--meeting-place", _("Where is it?"), maybe)
        book(work.changes, case, Occasion(day, begins, where, tuple(ordinary.participants) if ordinary else ()))
        decision = decision or EARLIER
    elif decision != EARLIER and not talk.asking:
        say_major_change(work)
    return ({"assessed_on": not_before(happened, on or work.today), "decision": decision} if decision else {}), day


def say_major_change(work: Work) -> None:
    """Say it where the guideline does not leave it to the coordinator to wait when much has changed (F2)."""
    reminder = work.guideline.reminders.get(MAJOR_CHANGE)
    if reminder and reminder.text and not reminder.off:
        say(reminder.text.text(i18n.language))


def say_next(work: Work, commands: Mapping[str, str]) -> None:
    """Say what some rules (the keys) still ask for in the case, each with the command that does it."""
    from sipcli.archive.checking import judge_case

    for one in judge_case(work.archive, work.case_id, work.today).findings:
        if one.rule in commands:
            command = commands[one.rule].format(case=work.case_id, about=" ".join(one.about))
            say(f"{one.rule}: {one.message}\n  {command}")
