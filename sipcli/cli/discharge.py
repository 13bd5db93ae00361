"""`sip discharge`: the six steps from admission to the meeting after coming home (U1)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sipcli.cli.common import BecauseOption, CaseArgument, FormatOption, TodayOption
from sipcli.cli.work import Work
from sipcli.console.output import Format, say
from sipcli.i18n import N_, _

if TYPE_CHECKING:
    from sipcli.acts.discharge import Step
    from sipcli.case.case_file import Discharge


def discharge(
    case: CaseArgument = None,
    admitted: Annotated[
        str | None, typer.Option("--admitted", metavar='"DATE HH:MM"', help=_("When the child was admitted."))
    ] = None,
    admission_notice: Annotated[
        str | None,
        typer.Option(
            "--admission-notice", metavar='"DATE HH:MM"', help=_("When the municipality was told of the admission.")
        ),
    ] = None,
    planning: Annotated[
        str | None, typer.Option("--planning", metavar="DATE", help=_("When the planning of the way home began."))
    ] = None,
    care_contact: Annotated[
        str | None,
        typer.Option(
            "--care-contact", metavar="NAME[:UNIT]", help=_("The care contact, who calls to the meeting; the unit.")
        ),
    ] = None,
    care_contact_phone: Annotated[
        str | None, typer.Option("--care-contact-phone", metavar="PHONE", help=_("How to reach the care contact."))
    ] = None,
    ready_notice: Annotated[
        str | None,
        typer.Option("--ready-notice", metavar="DATE", help=_("When it was told that the child can leave.")),
    ] = None,
    needs_from: Annotated[
        list[str] | None,
        typer.Option(
            "--needs-from",
            metavar="PRINCIPAL",
            help=_("Who the child needs support from: region, municipality; once for each."),
        ),
    ] = None,
    call_sent: Annotated[
        str | None, typer.Option("--call-sent", metavar="DATE", help=_("When the call to the meeting was sent."))
    ] = None,
    went_home: Annotated[
        str | None, typer.Option("--went-home", metavar="DATE", help=_("When the child came home."))
    ] = None,
    because: BecauseOption = None,
    today: TodayOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Show the six steps of a discharge, and record those that were taken."""
    from sipcli.acts.discharge import NOTICE_RULE, record

    given = {
        "admitted_at": admitted,
        "admission_notice_at": admission_notice,
        "planning_on": planning,
        "care_contact": care_contact,
        "phone": care_contact_phone,
        "ready_notice_on": ready_notice,
        "needs_from": needs_from,
        "call_sent_on": call_sent,
        "went_home_on": went_home,
    }
    work = Work(case, today, *given.values(), format is not Format.TABLE)
    if not any(given.values()):
        _show(work, format)
        if not work.talk.asking:
            return
    said = _said(work, given)
    if not said:
        say(_("Nothing was said, so nothing was written."))
        return
    closed = work.case.closed_on(work.today)
    if closed:  # what has happened is recorded all the same
        say(_("Note: the case was closed on {date}.").format(date=closed))
    record(work.changes, said)
    _make_discharge(work, because)
    happened = {"admission_notice_at": NOTICE_RULE, "call_sent_on": "discharge-call-overdue"}
    work.confess([rule for key, rule in happened.items() if key in said], because)
    work.commit("discharge steps recorded", "discharge-recorded")
    _say_next(work)


QUESTIONS: dict[str, tuple[str, str]] = {
    "admitted_at": ("--admitted", N_("When was the child admitted? Day and time")),
    "admission_notice_at": ("--admission-notice", N_("When was the municipality told of it? Day and time")),
    "planning_on": ("--planning", N_("On which day did the planning of the way home begin?")),
    "ready_notice_on": ("--ready-notice", N_("On which day was it told that the child can leave?")),
    "call_sent_on": ("--call-sent", N_("On which day was the call to the meeting sent?")),
    "went_home_on": ("--went-home", N_("On which day did the child come home?")),
}


def _said(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was given or answered, by the keys of case.yaml; what is recorded already is not asked for."""
    from sipcli.case.case_file import SWEDISH_PRINCIPALS, Discharge
    from sipcli.console.choices import units, words
    from sipcli.console.prompts import maybe
    from sipcli.errors import UsageError

    talk, said = work.talk, dict[str, Any]()
    known = work.case.file.discharge or Discharge()

    def ask(*keys: str) -> None:
        nonlocal known
        for key in keys:
            if given[key] is None and getattr(known, key):
                continue
            read = work.talk.past if key.endswith("_on") else lambda text: _past_moment(work, text)
            option, question = QUESTIONS[key]
            others = [one for one in QUESTIONS if given[one] is None]  # what is given too is judged in its turn
            judged = others if key == "admitted_at" else [key]
            answer = talk.may(given[key], option, _(question), _in_order(known, key, judged, read))
            if answer:
                said[key], known = answer, known.model_copy(update={key: answer})

    ask("admitted_at", "admission_notice_at", "planning_on")
    if given["care_contact"] or not known.care_contact:
        contact = talk.may(
            given["care_contact"], "--care-contact", _("Who is the care contact?"), lambda text: _contact(work, text)
        )
        if contact and "unit" not in contact:
            unit = talk.may_pick(None, "--care-contact", _("Where does the care contact work?"), units(work.case))
            contact |= {"unit": unit} if unit else {}
        said.update({"care_contact": contact} if contact else {})
    if given["phone"] or "care_contact" in said:
        phone = talk.may(given["phone"], "--care-contact-phone", _("The care contact's telephone number"), maybe)
        if phone and not (known.care_contact or "care_contact" in said):
            raise UsageError(_("Nobody is named as care contact yet; say who with --care-contact NAME."))
        if phone:
            said["care_contact"] = {**said.get("care_contact", {}), "phone": phone}
    ask("ready_notice_on")
    if given["needs_from"] or (known.ready_notice_on and not known.needs_from):
        swedish = [SWEDISH_PRINCIPALS.get(one.casefold(), one) for one in given["needs_from"] or ()]
        question = _("From which does the child need support?")
        needs = talk.may_pick_many(swedish, question, words(("municipality", "region")))
        said.update({"needs_from": needs} if needs else {})
    ask(*(key for key in ("call_sent_on", "went_home_on") if given[key] or known.ready_notice_on))
    return said


def _in_order(
    known: "Discharge", key: str, judged: Sequence[str], read: Callable[[str], date]
) -> Callable[[str], date]:
    """Return a reader of a step's day that raises UsageError when one of those judged is before the admission."""
    from sipcli.acts.discharge import before_admission
    from sipcli.console.labels import key_word
    from sipcli.errors import UsageError

    def reader(text: str) -> date:
        answer = read(text)
        after = known.model_copy(update={key: answer})
        wrong = before_admission(after, judged)
        if wrong is None:
            return answer
        message = _("“{step}” ({day}) is before the admission ({admitted}), which cannot be: one of the two is wrong.")
        day, admitted = _shown(getattr(after, wrong)), _shown(after.admitted_at)
        raise UsageError(message.format(step=key_word(wrong), day=day, admitted=admitted))

    return reader


def _shown(day: date | None) -> str:
    return f"{day:%Y-%m-%d %H:%M}" if isinstance(day, datetime) else str(day)


def _past_moment(work: Work, text: str) -> datetime:
    """Read the day and time of something that has happened; a weekday is the latest one."""
    day, _space, clock = text.strip().replace("T", " ", 1).rpartition(" ")
    return work.talk.moment(f"{work.talk.past(day)} {clock}" if day else text)


def _contact(work: Work, text: str) -> dict[str, Any]:
    """Read NAME or NAME:UNIT."""
    from sipcli.console.choices import units
    from sipcli.console.prompts import text as read_text

    name, _colon, unit = text.partition(":")
    said = {"name": read_text(name)}
    return said | ({"unit": units(work.case).read(unit)} if unit.strip() else {})


def _make_discharge(work: Work, because: str | None) -> None:
    """Set the route, and say so; what the rules would then no longer say of a meeting needs a reason.

    Raises:
        NeedsUser: no reason was given; nothing is written.
    """
    from sipcli.acts.discharge import ROUTE, set_route, silenced
    from sipcli.archive.checking import judge_case
    from sipcli.console.labels import value_word
    from sipcli.console.prompts import ask, interactive, maybe
    from sipcli.errors import NeedsUser

    route = work.case.file.route
    if route == ROUTE:
        return
    found = silenced(judge_case(work.archive, work.case_id, work.today).findings)
    if found:
        say(_("The case becomes a discharge, and the rules would then be silent about what they say now:"))
        for one in found:
            say(f"  {one.rule}: {one.message}")
        question = _("Why does the case become a discharge? (empty: it does not)")
        asked = interactive() and not because
        reason = ask(None, "--because", question, maybe, optional=True) if asked else because
        if not reason:
            advice = _(
                "Nothing was written. Say why with --because TEXT, which is noted in the case; or begin a case of its "
                "own for the discharge."
            )
            raise NeedsUser(advice)
        work.note(found, reason)
    set_route(work.changes)
    before = _("it was “{route}”").format(route=value_word(route)) if route else _("it had none")
    say(_("The case's route is now “{route}”; {before}.").format(route=value_word(ROUTE), before=before))


def _stands(work: Work) -> "list[Step]":
    """Return the steps as they stand in the files."""
    from sipcli.acts.discharge import steps
    from sipcli.archive.checking import judge_case

    judged = judge_case(work.archive, work.case_id, work.today)
    case = judged.loaded.case or work.case
    return steps(case, work.guideline, (*judged.findings, *judged.accepted), work.today)


def _show(work: Work, format: Format) -> None:
    """Print the six steps."""
    from sipcli.acts.discharge import CALL_RULES, ROUTE
    from sipcli.console.discharge import steps_table
    from sipcli.console.labels import value_word
    from sipcli.console.output import print_csv, print_json, show

    found, route = _stands(work), work.case.file.route
    rows = [one.exported() for one in found]
    if format is Format.JSON:
        print_json({"today": work.today.isoformat(), "case": work.case_id, "route": route, "steps": rows})
    elif format is Format.CSV:
        print_csv(tuple(rows[0]), rows)
    else:
        show(steps_table(found))
    if route != ROUTE:
        here = _("The case's route is “{route}”.").format(route=value_word(route)) if route else _("It has no route.")
        say(here + " " + _("The first step that is recorded makes it a discharge."))
    if not set(CALL_RULES) & set(work.guideline.applied()):
        say(_("The guideline {guideline} watches no limits of a discharge.").format(guideline=work.guideline.id))


def _say_next(work: Work) -> None:
    """Say what the rules miss in the discharge, and what comes next."""
    from sipcli.acts.discharge import CALL_RULES, CONTACT_RULE, NOTICE_RULE, STEPS, next_step
    from sipcli.archive.checking import judge_case

    for one in judge_case(work.archive, work.case_id, work.today).findings:
        if one.rule in (NOTICE_RULE, CONTACT_RULE, *CALL_RULES) and not one.settled:
            say(f"{one.rule}: {one.message}")
    following = next_step(_stands(work))
    if following is None:
        say(_("All six steps are done."))
        return
    said = _("Next: {step} – {command}").format(step=_(STEPS[following.key]), command=following.command)
    if following.key == "call" and following.command.endswith("DATE"):
        said += " " + _("(“sip invite {case}” writes the call)").format(case=work.case_id)
    say(said)
