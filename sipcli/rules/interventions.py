"""What was agreed is done: interventions start and are completed, deviations are recorded."""

from collections.abc import Iterator
from datetime import date

from sipcli.case.case import EVENTS, FOLLOW_UPS, INVITATION_FILE, PLAN_FILE, Case
from sipcli.case.events import DEVIATION, events_of
from sipcli.case.meetings import absences
from sipcli.case.plan_file import Intervention
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.words import day_count

NOT_BEGUN = ("planned", "not-started")
ENDED = ("completed", "cancelled")


def late_to_start(case: Case, today: date) -> Iterator[tuple[int, Intervention, date]]:
    """Yield (index, intervention, start) of those that should have begun."""
    plan = case.plan_in_force(today)
    for i, one in enumerate(plan.interventions if plan else ()):
        if one.status in NOT_BEGUN and one.start and one.start < today:
            yield i, one, one.start


def late_to_end(case: Case, today: date) -> Iterator[tuple[int, Intervention, date]]:
    """Yield (index, intervention, due) of those that should have been completed."""
    plan = case.plan_in_force(today)
    for i, one in enumerate(plan.interventions if plan else ()):
        if one.status not in ENDED and one.due and one.due < today:
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
            else f"sip edit {case.id} plan",
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
                else f"sip edit {case.id} plan"
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
    mend=N_(
        "Write an event of the kind deviation (events/DATE-deviation.yaml), and report it by the county's routine."
    ),
)
def deviation_to_report(case: Case, params: object, today: date) -> Iterator[Hit]:
    causes: dict[str, str] = {}
    for i, one, _day in [*late_to_start(case, today), *late_to_end(case, today)]:
        causes.setdefault(one.id or str(i + 1), _("the agreed intervention {id} has not been done"))
    alone: dict[str, int] = {}
    for _day, _file, unit, replaced in absences(case, today):
        alone[unit] = alone.get(unit, 0) + (not replaced)
    for unit, times in alone.items():
        if times >= 2:
            causes[unit] = _("{id} has been absent more than once without a substitute")
    for name, dispute in events_of(case, today, "dispute"):
        causes[dispute.id or name.rpartition("/")[2].removesuffix(".yaml")] = _("parties disagree ({id})")
    if not causes:
        return
    recorded = [_named(one.about) for _name, one in events_of(case, today, DEVIATION)]
    known = set(causes)
    for cause, message in causes.items():
        if not any(cause in about or not about & known for about in recorded):
            yield Hit(
                message.format(id=cause) + "; " + _("no deviation is recorded"),
                about=(cause,),
                file=PLAN_FILE if case.plan else "case.yaml",
                fix=f"sip edit {case.id} {EVENTS}/{today}-deviation.yaml",
            )


def _named(about: str | list[str] | None) -> set[str]:
    """Return what a deviation says it is about, as words."""
    texts = [about] if isinstance(about, str) else about or []
    return {word.strip(".,;:()") for text in texts for word in [text, *text.split()]}
