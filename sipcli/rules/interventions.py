"""What was agreed is done: interventions start and are completed, deviations are recorded."""

from collections.abc import Iterator
from datetime import date

from sipcli.case.case import CASE_FILE, EVENTS, FOLLOW_UPS, INVITATION_FILE, PLAN_FILE, Case
from sipcli.case.events import DEVIATION, events_of
from sipcli.case.meetings import absences
from sipcli.case.plan_file import ENDED, Intervention
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.words import day_count, stem

NOT_BEGUN = ("planned", "not-started")


def late_to_start(case: Case, today: date) -> Iterator[tuple[int, Intervention, date]]:
    """Yield (index, intervention, start) of those that should have begun."""
    plan = case.plan_in_force(today)
    for i, one in enumerate(plan.interventions if plan else ()):
        if one.status in NOT_BEGUN and one.start and one.start < today:
            yield i, one, one.start


def late_to_end(case: Case, today: date) -> Iterator[tuple[int, Intervention, date]]:
    """Yield (index, intervention, due) of those that should have been completed; not of those that never began."""
    plan = case.plan_in_force(today)
    for i, one in enumerate(plan.interventions if plan else ()):
        never_began = one.status in NOT_BEGUN and one.start is not None and one.start < today
        if one.status not in ENDED and one.due and one.due < today and not never_began:
            yield i, one, one.due


def _name(one: Intervention, index: int) -> str:
    return one.id or str(index + 1)


@rule(
    "intervention-not-started",
    short=N_("start intervention"),
    reads=(PLAN_FILE,),
    asks=N_("An intervention starts on the day that was agreed."),
    why=N_("Each unit answers for its own part, and the child waits for it."),
    mend=N_("Find out why, and record how it stands with “sip plan intervention CASE --id ID --status active”."),
)
def intervention_not_started(case: Case, params: object, today: date) -> Iterator[Hit]:
    for i, one, start in late_to_start(case, today):
        yield Hit(
            _("the intervention {id} should have started on {date}, {days} ago, and has not").format(
                id=_name(one, i), date=start, days=day_count((today - start).days)
            ),
            about=tuple(filter(None, (one.id, one.unit))),
            file=PLAN_FILE,
            path=("interventions", i),
            date=start,
            days=(today - start).days,
            fix=f"sip plan intervention {case.id} --id {one.id} --status active"
            if one.id
            else f"sip edit {case.id} {PLAN_FILE}",
            unit=one.unit,
        )


@rule(
    "intervention-overdue",
    short=N_("complete intervention"),
    reads=(PLAN_FILE,),
    asks=N_("An intervention is completed by the day that was agreed."),
    why=N_("What takes longer than was said should be talked about, not waited for."),
    mend=N_("Find out how it stands, and record it with “sip plan intervention CASE --id ID --status completed”."),
)
def intervention_overdue(case: Case, params: object, today: date) -> Iterator[Hit]:
    for i, one, due in late_to_end(case, today):
        yield Hit(
            _("the intervention {id} should have been completed by {date}, {days} ago").format(
                id=_name(one, i), date=due, days=day_count((today - due).days)
            ),
            about=tuple(filter(None, (one.id, one.unit))),
            file=PLAN_FILE,
            path=("interventions", i),
            date=due,
            days=(today - due).days,
            fix=(
                f"sip plan intervention {case.id} --id {one.id} --status completed"
                if one.id
                else f"sip edit {case.id} {PLAN_FILE}"
            ),
            unit=one.unit,
        )


@rule(
    "deviation-to-report",
    reads=(PLAN_FILE, INVITATION_FILE, FOLLOW_UPS, EVENTS),
    asks=N_(
        "A deviation is recorded when the guideline is not followed, an agreed intervention is not done, or the "
        "parties cannot agree."
    ),
    why=N_("Deviations are how those who lead learn what does not work."),
    mend=N_("Record it with “sip deviation add CASE --about ID”, and report it by the county's routine."),
)
def deviation_to_report(case: Case, params: object, today: date) -> Iterator[Hit]:
    causes: dict[str, tuple[date, str, str]] = {}
    for i, one, day in [*late_to_start(case, today), *late_to_end(case, today)]:
        message = _("the agreed intervention {id} has not been done")
        causes.setdefault(one.id or str(i + 1), (day, message, "intervention-not-done"))
    alone: dict[str, list[date]] = {}
    for day, _file, unit, replaced in absences(case, today):
        alone.setdefault(unit, []).extend([] if replaced else [day])
    for unit, days in alone.items():
        if len(days) >= 2:
            message = _("{id} has been absent more than once without a substitute")
            causes[unit] = sorted(days)[1], message, "guideline-not-followed"
    for name, dispute in events_of(case, today, "dispute"):
        causes[dispute.id or stem(name)] = dispute.date, _("parties disagree ({id})"), "parties-disagree"
    nameable = {*causes, *case.unit_ids, *(one.id for one in (case.plan.interventions if case.plan else ()) if one.id)}
    for cause, (since, message, kind) in causes.items():
        for _file, deviation in events_of(case, today, DEVIATION):
            about = _named(deviation.about)
            if deviation.date >= since and (cause in about or not about & nameable):
                break
        else:
            yield Hit(
                message.format(id=cause) + "; " + _("no deviation is recorded"),
                about=(cause,),
                file=PLAN_FILE if case.plan else CASE_FILE,
                fix=f"sip deviation add {case.id} --kind {kind} --about {cause}",
            )


def _named(about: str | list[str] | None) -> set[str]:
    """Return what a deviation says it is about, as words."""
    texts = [about] if isinstance(about, str) else about or []
    return {word.strip(".,;:()") for text in texts for word in [text, *text.split()]}
