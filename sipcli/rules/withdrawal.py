"""A consent taken back: who must be told, and whether the plan has to be closed."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from sipcli.case.case import CHILD, CLOSING_FILE, CONSENT_FILE, Case
from sipcli.case.consents import Standing, answer, may_stand
from sipcli.case.people import eligible_givers, everyone
from sipcli.case.values import Record
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.words import day_count, listed, on_or_unknown


class WhenToClose(Record):
    """When a withdrawal closes the plan: `any` giver's, or only when `all` (the child and the guardians) withdraw."""

    when: Literal["any", "all"] = "any"


def withdrawals(case: Case, today: date) -> list[tuple[int, str, list[str]]]:
    """Return (index of the record, giver, units) for each withdrawal in force."""
    found: dict[int, tuple[str, list[str]]] = {}
    if not may_stand(case, Standing.WITHDRAWN):
        return []
    for giver in dict.fromkeys([*eligible_givers(case, today), CHILD]):
        for unit in case.unit_ids:
            one = answer(case, giver, unit, today)
            if one.standing is Standing.WITHDRAWN and one.index is not None:
                found.setdefault(one.index, (giver, []))[1].append(unit)
    return [(index, giver, units) for index, (giver, units) in sorted(found.items())]


def withdrew_wholly(case: Case, today: date) -> dict[str, date]:
    """Return the givers who have withdrawn and have no consent in force left, with the day of their last word."""
    found: dict[str, date] = {}
    if not may_stand(case, Standing.WITHDRAWN):
        return found
    for giver in dict.fromkeys([*eligible_givers(case, today), CHILD]):
        answered = [answer(case, giver, unit, today) for unit in case.unit_ids]
        taken_back = [one.record.withdrawn_on for one in answered if one.standing is Standing.WITHDRAWN and one.record]
        if taken_back and not any(one.standing is Standing.GIVEN for one in answered):
            found[giver] = max((day for day in taken_back if day), default=today)
    return found


def not_yet_withdrawn(case: Case, today: date) -> list[str]:
    """Return those of child and consent givers who have not turned from the plan."""
    gone = withdrew_wholly(case, today)
    view = case.file.child.view
    if view and view.toward == "against" and (view.recorded_on is None or view.recorded_on <= today):
        gone = {CHILD: today, **gone}
    return [one for one in dict.fromkeys([CHILD, *eligible_givers(case, today)]) if one not in gone]


@rule(
    "consent-withdrawn",
    reads=(CONSENT_FILE,),
    asks=N_("After a withdrawal no more information is shared on that consent."),
    why=N_("A consent may be taken back at any time, and from that day it no longer lifts the secrecy."),
    mend=N_(
        "Stop sharing on that consent, tell those involved (“sip consent told”), and close the case (“sip close”) "
        "where the guideline asks for it. If the person consents again, record it with “sip consent give”."
    ),
)
def consent_withdrawn(case: Case, params: object, today: date) -> Iterator[Hit]:
    for index, giver, units in withdrawals(case, today):
        day = case.consents[index].withdrawn_on
        message = _("{giver} withdrew the consent for {units} on {date}")
        yield Hit(
            message.format(giver=giver, units=listed(units), date=on_or_unknown(day)),
            about=(giver, *units),
            file=CONSENT_FILE,
            path=("consents", index),
            on=day,
        )


@rule(
    "withdrawal-not-told",
    short=N_("tell of the withdrawal"),
    reads=(CONSENT_FILE, "plan.yaml"),
    asks=N_("The coordinator is told of a withdrawal and at once tells everyone involved."),
    why=N_("Who does not know goes on sharing and working on a consent that no longer holds."),
    mend=N_("Tell them today, and record it with “sip consent told CASE --giver ID”."),
)
def withdrawal_not_told(case: Case, params: object, today: date) -> Iterator[Hit]:
    own_unit = case.coordinating_unit
    said: set[tuple[str, date | None, tuple[str, ...]]] = set()
    for index, giver, _units in withdrawals(case, today):
        record = case.consents[index]
        told = {who for who, day in record.informed.items() if day <= today}
        kept_out = {giver, own_unit, *record.withhold_from}
        untold = [who for who in everyone(case, today) if who not in told | kept_out]
        coordinator_told = record.told_coordinator_on and record.told_coordinator_on <= today
        if not coordinator_told and own_unit not in told:
            untold.append(own_unit)
        if untold and (giver, record.withdrawn_on, tuple(untold)) not in said:
            said.add((giver, record.withdrawn_on, tuple(untold)))  # one withdrawal may stand in several records
            since = record.withdrawn_on or today
            message = _("{giver}'s withdrawal of {date} has not been told to {untold}")
            yield Hit(
                message.format(giver=giver, date=on_or_unknown(record.withdrawn_on), untold=listed(untold)),
                about=(giver, *untold),
                file=CONSENT_FILE,
                path=("consents", index),
                date=since,
                days=(today - since).days,
                fix=f"sip consent told {case.id} --giver {giver}",
            )


@rule(
    "closing-required",
    short=N_("close the case"),
    params=WhenToClose,
    reads=(CONSENT_FILE, CLOSING_FILE),
    asks=N_("The plan is closed when the consent is taken back."),
    why=N_("A plan without consent has no ground; who gave it must see that it ends."),
    mend=N_("Close it with “sip close CASE --reason consent-withdrawn”, and tell all who are involved."),
)
def closing_required(case: Case, params: WhenToClose, today: date) -> Iterator[Hit]:
    gone = withdrew_wholly(case, today)
    if not gone or (params.when == "all" and not_yet_withdrawn(case, today)):
        return
    since = min(gone.values()) if params.when == "any" else max(gone.values())
    message = _("{givers} withdrew on {date}, {days} ago: the plan must be closed")
    yield Hit(
        message.format(givers=listed(gone), date=since, days=day_count((today - since).days)),
        about=tuple(gone),
        file=CONSENT_FILE,
        path=("consents",),
        date=since,
        days=(today - since).days,
        fix=f"sip close {case.id} --reason consent-withdrawn",
    )


@rule(
    "closing-not-required-yet",
    reads=(CONSENT_FILE, CLOSING_FILE),
    asks=N_("The plan is closed when both the child and the guardians have taken back their consent, not before."),
    why=N_("One person's withdrawal ends that person's consent; it does not decide for the others."),
    mend=N_("Talk with the others about how to go on. If they withdraw too, the plan is closed."),
)
def closing_not_required_yet(case: Case, params: object, today: date) -> Iterator[Hit]:
    gone = withdrew_wholly(case, today)
    staying = not_yet_withdrawn(case, today) if gone else []
    if staying:
        message = _("{givers} withdrew, {staying} did not: the guideline does not close the plan yet")
        yield Hit(
            message.format(givers=listed(gone), staying=listed(staying)),
            about=(*gone, *staying),
            file=CONSENT_FILE,
            path=("consents",),
        )
