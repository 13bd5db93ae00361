"""`sip prepare child/guardians/professionals/meeting`."""

from dataclasses import replace
from typing import Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.asked import day_of, has_answers, said_by
from sipcli.cli.case_first import CaseFirst
from sipcli.cli.common import BecauseOption, CaseArgument, TodayOption
from sipcli.cli.work import Work
from sipcli.i18n import _

prepare = typer.Typer(cls=CaseFirst, no_args_is_help=True)

OnOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The day; today when left out."))]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="UNIT", help=_("The unit that did it; who noticed the need when left out."),
        autocompletion=complete.units,
    ),
]  # fmt: skip
AnswerOption = Annotated[
    list[str] | None,
    typer.Option("--answer", metavar="QUESTION=TEXT", help=_("The answer to a question of the guideline.")),
]
ParticipationOption = Annotated[
    str | None, typer.Option("--participation", help=_("How they want to take part: whole, part, letter ..."))
]
FormOption = Annotated[
    str | None, typer.Option("--meeting-form", help=_("The form wished: physical, digital or hybrid."))
]
PlaceOption = Annotated[str | None, typer.Option("--place", metavar="TEXT", help=_("The place wished."))]
ParticipantOption = Annotated[
    list[str] | None,
    typer.Option(
        "--participant", metavar="WHO", help=_("Whom they want there, an id or a name; once for each."),
        autocompletion=complete.people,
    ),
]  # fmt: skip
NotToRaiseOption = Annotated[
    list[str] | None,
    typer.Option("--not-to-raise", metavar="TEXT", help=_("What is not to be brought up; once for each.")),
]
WishesOption = Annotated[str | None, typer.Option("--wishes", metavar="TEXT", help=_("Other wishes."))]


@prepare.command("child", help=_("Record that the child was told, asked and listened to."))
def child(
    case: CaseArgument = None,
    on: OnOption = None,
    by: ByOption = None,
    informed_on: Annotated[
        str | None, typer.Option("--informed-on", metavar="DATE", help=_("When the child was told what a plan is."))
    ] = None,
    view: Annotated[
        str | None, typer.Option("--view", help=_("What the child thinks of it: for, against, unsure ..."))
    ] = None,
    view_comment: Annotated[
        str | None, typer.Option("--view-comment", metavar="TEXT", help=_("The child's own words about it."))
    ] = None,
    answer: AnswerOption = None,
    participation: ParticipationOption = None,
    spokesperson: Annotated[
        str | None, typer.Option("--spokesperson", metavar="NAME", help=_("Who speaks for the child."))
    ] = None,
    meeting_form: FormOption = None,
    place: PlaceOption = None,
    participant: ParticipantOption = None,
    not_to_raise: NotToRaiseOption = None,
    interpreter: Annotated[str | None, typer.Option("--interpreter", help=_("needed, booked or not-needed."))] = None,
    language: Annotated[
        str | None, typer.Option("--interpreter-language", metavar="TEXT", help=_("The interpreter's language."))
    ] = None,
    picture_support: Annotated[
        str | None, typer.Option("--picture-support", help=_("needed, offered or not-needed."))
    ] = None,
    support_person: Annotated[
        str | None,
        typer.Option("--support-person", metavar="NAME", help=_("The adult at the child's side in the meeting.")),
    ] = None,
    support_unit: Annotated[
        str | None,
        typer.Option(
            "--support-unit", metavar="UNIT", help=_("Where that adult works."), autocompletion=complete.units
        ),
    ] = None,
    wishes: WishesOption = None,
    today: TodayOption = None,
) -> None:
    """Record how the child was prepared."""
    from sipcli.acts.prepare import ChildAsked, name_support_person, note_child, prepare_person
    from sipcli.console.choices import units, words
    from sipcli.console.prompts import maybe
    from sipcli.errors import NeedsUser

    work = Work(
        case, today, on, by, informed_on, view, view_comment, answer, participation, spokesperson, meeting_form, place,
        participant, not_to_raise, interpreter, language, picture_support, support_person, support_unit, wishes,
    )  # fmt: skip
    talk = work.talk
    question = _("On which day was the child prepared?")
    when = talk.expect(on, "--on", question, talk.past, day_of(work, "child"))
    question = _("When was the child told about {plan}?").format(plan=work.term("plan"))
    asked = ChildAsked(
        informed_on=talk.may(informed_on, "--informed-on", question, talk.past),
        toward=talk.may_pick(
            view, "--view", _("What does the child think of it?"), words(("for", "against", "unsure"), open=True)
        ),
        view_comment=talk.may(view_comment, "--view-comment", _("The child's own words about it"), maybe),
        interpreter=talk.may_pick(
            interpreter, "--interpreter", _("Interpreter?"), words(("not-needed", "needed", "booked"), open=True)
        ),
        interpreter_language=None,
        picture_support=talk.may_pick(
            picture_support,
            "--picture-support",
            _("Picture support?"),
            words(("not-needed", "needed", "offered"), open=True),
        ),
    )
    if language or asked.interpreter not in (None, "not-needed"):
        spoken = talk.may(language, "--interpreter-language", _("In which language?"), maybe)
        asked = replace(asked, interpreter_language=spoken)
    said = said_by(
        work, "child", when, by, answer, participation, meeting_form, place, participant, not_to_raise, wishes
    )
    voice = spokesperson
    if voice or said.participation not in (None, "whole"):
        question = _("Who speaks for the child, or reads its letter?")
        voice = talk.may(spokesperson, "--spokesperson", question, maybe)
    prepare_person(work.changes, "child", replace(said, spokesperson=voice))
    note_child(work.changes, asked, when)
    question = _("Who is at the child's side in the meeting ({support_person})?")
    question = question.format(support_person=work.term("support_person"))
    adult = talk.may(support_person, "--support-person", question, maybe)
    if talk.asking and not (adult or voice or has_answers(said) or any(vars(asked).values())):
        raise NeedsUser(_("Nothing was said, so nothing was written."))
    if adult:
        where = talk.may_pick(support_unit, "--support-unit", _("Where does that adult work?"), units(work.case))
        name_support_person(work.changes, adult, where)
    work.commit("child prepared", "child-prepared")


@prepare.command("guardians", help=_("Record that the guardians were asked and listened to."))
def guardians(
    case: CaseArgument = None,
    on: OnOption = None,
    by: ByOption = None,
    answer: AnswerOption = None,
    participation: ParticipationOption = None,
    meeting_form: FormOption = None,
    place: PlaceOption = None,
    participant: ParticipantOption = None,
    not_to_raise: NotToRaiseOption = None,
    wishes: WishesOption = None,
    today: TodayOption = None,
) -> None:
    """Record how the guardians were prepared."""
    from sipcli.acts.prepare import prepare_person
    from sipcli.errors import NeedsUser

    work = Work(
        case, today, on, by, answer, participation, meeting_form, place, participant, not_to_raise, wishes
    )  # fmt: skip
    talk = work.talk
    question = _("On which day were the guardians prepared?")
    when = talk.expect(on, "--on", question, talk.past, day_of(work, "guardians"))
    said = said_by(
        work, "guardians", when, by, answer, participation, meeting_form, place, participant, not_to_raise, wishes
    )
    if talk.asking and not has_answers(said):
        raise NeedsUser(_("Nothing was said, so nothing was written."))
    prepare_person(work.changes, "guardians", said)
    work.commit("guardians prepared", "guardians-prepared")


@prepare.command("professionals", help=_("Record that professionals met beforehand, with the guardians' consent."))
def professionals(
    case: CaseArgument = None,
    on: OnOption = None,
    asked_for_by: Annotated[
        str | None,
        typer.Option("--asked-for-by", metavar="UNIT", help=_("Who asked for it."), autocompletion=complete.units),
    ] = None,
    participant: Annotated[
        list[str] | None,
        typer.Option(
            "--participant", metavar="UNIT", help=_("Who took part; once for each."), autocompletion=complete.units
        ),
    ] = None,
    consent: Annotated[
        bool | None,
        typer.Option("--consent/--no-consent", help=_("Whether the guardians had consented to it.")),
    ] = None,
    comment: Annotated[str | None, typer.Option("--comment", metavar="TEXT", help=_("What was agreed."))] = None,
    because: BecauseOption = None,
    today: TodayOption = None,
) -> None:
    """Record a meeting of professionals before the meeting."""
    from sipcli.acts.prepare import PreMeeting, prepare_professionals
    from sipcli.console.choices import people, units
    from sipcli.console.prompts import maybe

    work = Work(case, today, on, asked_for_by, participant, consent, comment)
    talk, read = work.talk, work.case
    question = _("Had the guardians consented to professionals meeting first?")
    consented = consent if consent is not None or not talk.asking else talk.must(question)
    met = PreMeeting(
        held_on=talk.expect(on, "--on", _("On which day did they meet?"), talk.past, str(work.today)),
        asked_for_by=talk.may_pick(asked_for_by, "--asked-for-by", _("Which unit asked for it?"), units(read)),
        participants=talk.may_pick_many(participant, _("Who took part?"), people(read)),
        guardian_consent=consented,
        comment=talk.may(comment, "--comment", _("What was agreed?"), maybe),
    )
    prepare_professionals(work.changes, met)
    work.settle(("pre-meeting-without-consent",), because, max(met.held_on, work.today))
    work.commit("professionals prepared", "professionals-prepared")


@prepare.command("meeting", help=_("Record who leads the meeting, who takes notes, and who may decide."))
def meeting(
    case: CaseArgument = None,
    chair: Annotated[str | None, typer.Option("--chair", metavar="NAME", help=_("Who leads the meeting."))] = None,
    recorder: Annotated[str | None, typer.Option("--recorder", metavar="NAME", help=_("Who takes notes."))] = None,
    mandate: Annotated[
        list[str] | None,
        typer.Option(
            "--mandate",
            metavar="UNIT",
            help=_("A unit that comes with a mandate to decide; once for each."),
            autocompletion=complete.units,
        ),
    ] = None,
    today: TodayOption = None,
) -> None:
    """Record who leads the meeting and who may decide in it."""
    from sipcli.acts.prepare import prepare_meeting
    from sipcli.console.choices import units
    from sipcli.console.prompts import maybe
    from sipcli.errors import NeedsUser

    work = Work(case, today, chair, recorder, mandate)
    talk = work.talk
    question = _("Who leads the meeting ({chair})?").format(chair=work.term("chair"))
    chair = talk.may(chair, "--chair", question, maybe)
    recorder = talk.may(recorder, "--recorder", _("Who takes notes?"), maybe)
    mandates = talk.may_pick_many(mandate, _("Which units come with a mandate to decide?"), units(work.case))
    if not (chair or recorder or mandates):
        raise NeedsUser(_("Nothing was said, so nothing was written."))
    prepare_meeting(work.changes, chair, recorder, mandates)
    work.commit("meeting prepared", "meeting-prepared")
