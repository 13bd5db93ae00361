"""Closing: why, who was told, where to turn; and disputes."""

from collections.abc import Iterator
from datetime import date, timedelta

from pydantic import Field

from sipcli.case.case import CLOSING_FILE, EVENTS, PLAN_FILE, Case
from sipcli.case.events import open_disputes
from sipcli.case.people import everyone
from sipcli.case.process_files import Event
from sipcli.case.values import Record
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.words import day_count, listed, stem


class LongestWait(Record):
    """How many days something may stay as it is."""

    days: int = Field(14, ge=1)


@rule(
    "closing-reason-missing",
    reads=(CLOSING_FILE,),
    when_closed=True,
    asks=N_("A closed case says why it was closed."),
    why=N_("A plan ends because its goals are met, because it is no longer needed, or because consent was taken back."),
    mend=N_("Say why with “sip close --reason”: goals-met, no-longer-needed or consent-withdrawn."),
)
def closing_reason_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    if case.closing and case.closed_on(today) and case.closing.reason is None:
        yield Hit(
            _("the case was closed on {date} and no reason is given").format(date=case.closing.date),
            file=CLOSING_FILE,
            path=("date",),
            fix=f"sip close {case.id} --reason WORD",
        )


@rule(
    "closing-reason-contradicted",
    reads=(CLOSING_FILE, PLAN_FILE),
    when_closed=True,
    asks=N_("A case closed because its goals are met has no goal left open."),
    why=N_("Either a goal was forgotten, or the reason is another."),
    mend=N_("Note the goal as met or dropped, or correct the reason: “sip close” asks which."),
)
def closing_reason_contradicted(case: Case, params: object, today: date) -> Iterator[Hit]:
    if not (case.closing and case.closed_on(today) and case.closing.reason == "goals-met" and case.plan):
        return
    still_open = [one.id or str(i + 1) for i, one in enumerate(case.plan.goals) if one.status == "open"]
    if still_open:
        yield Hit(
            _("the reason is that the goals are met, but {goals} are open").format(goals=listed(still_open)),
            about=tuple(still_open),
            file=CLOSING_FILE,
            path=("reason",),
            fix=" ".join([f"sip close {case.id}", *(f"--goal {one}=STATUS" for one in still_open)]),
        )


@rule(
    "closing-not-told",
    short=N_("tell of closing"),
    reads=(CLOSING_FILE,),
    when_closed=True,
    asks=N_("Child, guardians and units are told that the plan has ended."),
    why=N_("Who is not told goes on counting on it."),
    mend=N_("Tell them, and record it with “sip close --told”."),
)
def closing_not_told(case: Case, params: object, today: date) -> Iterator[Hit]:
    closing = case.closing
    if closing is None or not case.closed_on(today):
        return
    told = {who for who, day in closing.informed.items() if day <= today}
    untold = [who for who in everyone(case, closing.date) if who not in told]
    if untold:
        days = (today - closing.date).days
        yield Hit(
            _("{untold} have not been told that the plan ended on {date}").format(
                untold=listed(untold), date=closing.date
            ),
            about=tuple(untold),
            file=CLOSING_FILE,
            path=("informed",),
            date=closing.date,
            days=days,
            fix=" ".join([f"sip close {case.id}", *(f"--told {who}" for who in untold)]),
        )


@rule(
    "reentry-contact-missing",
    reads=(CLOSING_FILE,),
    when_closed=True,
    asks=N_("Child and guardians know where to turn if the need comes back."),
    why=N_("They should be welcome again, with old and new questions."),
    mend=N_("Agree on whom, tell them, and record it with “sip close --reentry-contact”."),
)
def reentry_contact_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    if case.closing and case.closed_on(today) and not (case.closing.reentry_contact or "").strip():
        yield Hit(
            _("nothing says where to turn if the need comes back"),
            file=CLOSING_FILE,
            fix=f"sip close {case.id} --reentry-contact TEXT",
        )


@rule(
    "dispute-without-temporary-responsibility",
    short=N_("share responsibility"),
    reads=(EVENTS,),
    asks=N_("While a dispute is open, it is agreed at once who answers for what in the meantime."),
    why=N_("The child must not be caught between the parties."),
    mend=N_("Agree today, and record it with “sip dispute responsibility CASE EVENT”."),
)
def dispute_without_temporary_responsibility(case: Case, params: object, today: date) -> Iterator[Hit]:
    for name, one in open_disputes(case, today):
        if not _agreed(one, today):
            days = (today - one.date).days
            yield Hit(
                _("the dispute of {date} has been open for {days} and nobody answers in the meantime").format(
                    date=one.date, days=day_count(days)
                ),
                about=tuple(one.parties),
                file=name,
                path=("date",),
                date=one.date,
                days=days,
                fix=f"sip dispute responsibility {case.id} {stem(name)} --unit UNIT --what TEXT",
            )


def _agreed(dispute: Event, today: date) -> bool:
    """Tell whether it is agreed who answers for what while the dispute is open."""
    said = dispute.temporary_responsibility
    if said is None or isinstance(said, str):
        return bool((said or "").strip())
    return bool(said.unit or said.what) and (said.agreed_on is None or said.agreed_on <= today)


@rule(
    "dispute-not-escalated",
    short=N_("escalate dispute"),
    params=LongestWait,
    reads=(EVENTS,),
    asks=N_("A dispute that the nearest managers cannot solve is promptly taken further."),
    why=N_("A dispute that stays where it cannot be solved is paid for by the child."),
    mend=N_("Take it to the line organisation, and record it with “sip dispute escalate CASE EVENT”."),
)
def dispute_not_escalated(case: Case, params: LongestWait, today: date) -> Iterator[Hit]:
    for name, one in open_disputes(case, today):
        taken_further = one.escalated_on is None or one.escalated_on <= today
        if one.escalation_level not in (None, "nearest-manager") and taken_further:
            continue
        escalated = one.escalated_on if one.escalated_on and one.escalated_on <= today else None
        limit = (escalated or one.date) + timedelta(days=params.days)
        if today > limit:
            yield Hit(
                _("the dispute of {date} has been with the nearest managers for {days}").format(
                    date=one.date, days=day_count((today - (escalated or one.date)).days)
                ),
                about=tuple(one.parties),
                file=name,
                path=("escalation_level",),
                date=limit,
                days=(today - limit).days,
                fix=f"sip dispute escalate {case.id} {stem(name)}",
            )


@rule(
    "closed-with-open-dispute",
    reads=(EVENTS, CLOSING_FILE),
    when_closed=True,
    asks=N_("A case is not closed while parties disagree."),
    why=N_("A dispute that is closed away comes back with the child."),
    mend=N_("Resolve the dispute with “sip dispute resolve”, or open the case again with “sip reopen”."),
)
def closed_with_open_dispute(case: Case, params: object, today: date) -> Iterator[Hit]:
    closed = case.closed_on(today)
    for name, one in open_disputes(case, today) if closed else ():
        if closed and one.date > closed:
            continue
        yield Hit(
            _("the case was closed on {closed} with the dispute of {date} open").format(closed=closed, date=one.date),
            about=tuple(one.parties),
            file=name,
            path=("date",),
            fix=f"sip dispute resolve {case.id} {stem(name)} --on DATE",
        )
