"""Consent: every unit has one, both guardians gave it, it says what it must and is still valid."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from sipcli.case.case import CHILD, CONSENT_FILE, Case
from sipcli.case.consents import (
    Answer,
    Standing,
    answer,
    first_end,
    mature_child_consents,
    may_stand,
    silent_units,
    stands_alone,
)
from sipcli.case.people import FOR_MINORS, adult, eligible_givers, guardians
from sipcli.case.values import Record
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.unassessed import assessing, unassessed
from sipcli.rules.words import day_count, listed, on_or_unknown


class WhoDecides(Record):
    """Whether a mature child's own consent is enough (Västra Götaland) or guardians always decide."""

    mature_child_decides: bool = False


class Within(WhoDecides):
    """A number of days ahead."""

    days: int = Field(30, ge=1)


def child_decides(case: Case, params: WhoDecides, unit: str, today: date) -> bool:
    """Tell whether the child's own consent settles the matter for `unit`."""
    return params.mature_child_decides and mature_child_consents(case, unit, today)


@rule(
    "consent-missing",
    params=WhoDecides,
    reads=(CONSENT_FILE,),
    asks=N_("Every unit that takes part has a consent."),
    why=N_("A unit may share information about the child only when somebody who may has waived the secrecy for it."),
    mend=N_("Ask for the consent and record it with “sip consent give”, or take the unit out of case.yaml."),
)
def consent_missing(case: Case, params: WhoDecides, today: date) -> Iterator[Hit]:
    givers = eligible_givers(case, today)
    if not givers:
        return  # representative-missing and representative-expired say why
    for i, unit in enumerate(case.unit_ids):
        silent = all(answer(case, giver, unit, today).standing is Standing.SILENT for giver in givers)
        if not silent or child_decides(case, params, unit, today) or void_at_18(case, unit, today):
            continue
        child_waits = params.mature_child_decides and unassessed(case, unit, today)
        message = (
            _(
                "{unit} has no consent that counts yet: the child has consented, and no assessment tells whether it is "
                "mature enough"
            )
            if child_waits
            else _("{unit} has no consent from anyone")
        )
        yield Hit(
            message.format(unit=unit),
            about=(unit,),
            path=("units", i),
            fix=assessing(case, unit, today) if child_waits else _giving(case, givers[0], [unit]),
            unit=unit,
        )


def void_at_18(case: Case, unit: str, today: date) -> bool:
    """Tell whether a consent for `unit` lost its force because the child has turned 18 (FB 6:2)."""
    if not adult(case, today):
        return False
    guardian_ids = {one.id for one in case.file.guardians}
    for_minors = {one.id for one in case.file.representatives if one.kind in FOR_MINORS}
    givers = (guardian_ids | for_minors) - set(eligible_givers(case, today))
    return any(answer(case, giver, unit, today).standing in (Standing.GIVEN, Standing.EXPIRED) for giver in givers)


@rule(
    "consent-guardian-missing",
    params=WhoDecides,
    reads=(CONSENT_FILE,),
    asks=N_("Both guardians consent."),
    why=N_("Guardians who share custody decide together; one yes does not stand for both."),
    mend=N_(
        "Ask the other guardian and record the answer with “sip consent give” or “sip consent refuse”. If the "
        "guardian is prevented and the decision cannot wait, say so with “sip add CASE --prevented GUARDIAN”."
    ),
)
def consent_guardian_missing(case: Case, params: WhoDecides, today: date) -> Iterator[Hit]:
    for i, guardian in enumerate(guardians(case, today)):
        units = [
            unit for unit in silent_units(case, guardian.id, today) if not child_decides(case, params, unit, today)
        ]
        if not units or stands_alone(case, guardian.id, units, today):
            continue
        yield Hit(
            _("{giver} has not consented for {units}, the other guardian has answered").format(
                giver=guardian.id, units=listed(units)
            ),
            about=(guardian.id, *units),
            path=("guardians", i),
            fix=_giving(case, guardian.id, units),
        )


@rule(
    "consent-guardian-refused",
    params=WhoDecides,
    reads=(CONSENT_FILE,),
    asks=N_("A refusal is accepted and not worked around."),
    why=N_("Without consent there is no plan; nobody may be asked to take part in spite of a no."),
    mend=N_(
        "Accept the answer. Check that the person was informed, was listened to and was not misunderstood; if they "
        "change their mind, record it with “sip consent give”. Otherwise do not go on with the plan."
    ),
)
def consent_guardian_refused(case: Case, params: WhoDecides, today: date) -> Iterator[Hit]:
    for record, giver, units in _by_record(case, today, Standing.REFUSED, also_child=params.mature_child_decides):
        own = case.consents[record].maturity
        if giver == CHILD and not adult(case, today) and not (own and own.sufficient and own.assessed_on <= today):
            continue  # the guardians decide for a child that is not mature enough
        decided = all(child_decides(case, params, unit, today) for unit in units)
        message = _("{giver} refused consent for {units}").format(giver=giver, units=listed(units))
        if decided:
            message += "; " + _("the child is mature and consents, which decides here")
        yield Hit(
            message,
            about=(giver, *units),
            file=CONSENT_FILE,
            path=("consents", record),
            level="info" if decided else None,
        )


def _by_record(
    case: Case, today: date, standing: Standing, *, also_child: bool = False
) -> Iterator[tuple[int, str, list[str]]]:
    """Yield (index of the record, giver, units) where a giver's answer has that standing."""
    if not may_stand(case, standing):
        return
    givers = eligible_givers(case, today)
    for giver in [*givers, CHILD] if also_child and CHILD not in givers else givers:
        found: dict[int, list[str]] = {}
        for unit in case.unit_ids:
            one: Answer = answer(case, giver, unit, today)
            if one.standing is standing and one.index is not None:
                found.setdefault(one.index, []).append(unit)
        yield from ((index, giver, units) for index, units in found.items())


@rule(
    "consent-scope-missing",
    reads=(CONSENT_FILE,),
    asks=N_("A consent says which types of information may be shared."),
    why=N_("Only what is needed for the units to do their part may be shared, and the giver decides which that is."),
    mend=N_(
        "Ask the giver which, and record it for the same day with “sip consent give CASE --information-type WORD”."
    ),
)
def consent_scope_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    for index, giver, units in _by_record(case, today, Standing.GIVEN, also_child=True):
        if not case.consents[index].information_types:
            message = _("{giver}'s consent for {units} does not say which types of information may be shared")
            said = message.format(giver=giver, units=listed(units))
            yield _of_record(case, index, said, giver, units, "--information-type WORD")


@rule(
    "consent-period-missing",
    reads=(CONSENT_FILE,),
    asks=N_("A consent says until when it holds."),
    why=N_("A consent is given for a time that the giver knows."),
    mend=N_("Agree on it with the giver, and record it for the same day with “sip consent give CASE --until DATE”."),
)
def consent_period_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    for index, giver, units in _by_record(case, today, Standing.GIVEN, also_child=True):
        if case.consents[index].valid_until is None:
            message = _("{giver}'s consent for {units} does not say until when it holds")
            yield _of_record(
                case, index, message.format(giver=giver, units=listed(units)), giver, units, "--until DATE"
            )


@rule(
    "consent-oral-undocumented",
    reads=(CONSENT_FILE,),
    asks=N_("An oral consent is documented in the journal."),
    why=N_("An oral consent is lawful, but somebody must be able to see afterwards that it was given."),
    mend=N_(
        "Document the consent in the unit's own journal, and record where, for the same day, with “sip consent give "
        "CASE --journal-ref TEXT”."
    ),
)
def consent_oral_undocumented(case: Case, params: object, today: date) -> Iterator[Hit]:
    for index, giver, units in _by_record(case, today, Standing.GIVEN, also_child=True):
        record = case.consents[index]
        if record.form == "oral" and not (record.journal_ref or "").strip():
            message = _("{giver} consented orally for {units} and no journal reference says where it is documented")
            said = message.format(giver=giver, units=listed(units))
            yield _of_record(case, index, said, giver, units, "--form oral --journal-ref TEXT")


def _of_record(case: Case, index: int, message: str, giver: str, units: list[str], lacking: str) -> Hit:
    """Return a hit about a record that lacks something, which the option `lacking` completes it with."""
    record = case.consents[index]
    completed = record.status == "given" and record.given_on and record.basis is None
    return Hit(
        message,
        about=(giver, *units),
        file=CONSENT_FILE,
        path=("consents", index),
        fix=(
            f"{_giving(case, giver, record.units)} --on {record.given_on} {lacking}"
            if completed
            else f"sip edit {case.id} {CONSENT_FILE}"
        ),
        on=record.given_on,
    )


def _giving(case: Case, giver: str, units: list[str], verb: str = "give") -> str:
    """Return the command that records a giver's consent for units."""
    return f"sip consent {verb} {case.id} --giver {giver}" + "".join(f" --unit {unit}" for unit in units)


@rule(
    "consent-expired",
    short=N_("renew consent"),
    params=WhoDecides,
    reads=(CONSENT_FILE,),
    asks=N_("A consent that is still needed has not run out."),
    why=N_("After its last day a consent no longer lifts the secrecy, although the work goes on."),
    mend=N_("Ask again and record the answer with “sip consent give”; or close the case if it is no longer needed."),
)
def consent_expired(case: Case, params: WhoDecides, today: date) -> Iterator[Hit]:
    first = first_end(case)
    if first is None or first >= today:
        return
    for index, giver, found in _by_record(case, today, Standing.EXPIRED, also_child=params.mature_child_decides):
        units = [unit for unit in found if not child_decides(case, params, unit, today)]
        until = case.consents[index].valid_until
        if not units or until is None:
            continue
        message = _("{giver}'s consent for {units} ran out on {date}, {days} ago")
        yield Hit(
            message.format(giver=giver, units=listed(units), date=until, days=day_count((today - until).days)),
            about=(giver, *units),
            file=CONSENT_FILE,
            path=("consents", index, "valid_until"),
            date=until,
            days=(today - until).days,
            fix=_giving(case, giver, units),
        )


@rule(
    "consent-expires-soon",
    short=N_("consent runs out"),
    params=Within,
    reads=(CONSENT_FILE,),
    asks=N_("A consent that runs out soon is renewed in time."),
    why=N_("Asking again takes time, and the work may not go on without consent."),
    mend=N_("Ask again and record the answer with “sip consent extend CASE --until DATE”."),
)
def consent_expires_soon(case: Case, params: Within, today: date) -> Iterator[Hit]:
    first = first_end(case)
    if first is None or (first - today).days > params.days:
        return
    for index, giver, units in _by_record(case, today, Standing.GIVEN, also_child=params.mature_child_decides):
        until = case.consents[index].valid_until
        if until is None or (until - today).days > params.days:
            continue
        if giver != CHILD and all(child_decides(case, params, unit, today) for unit in units):
            continue
        message = _("{giver}'s consent for {units} runs out on {date}")
        yield Hit(
            message.format(giver=giver, units=listed(units), date=on_or_unknown(until)),
            about=(giver, *units),
            file=CONSENT_FILE,
            path=("consents", index, "valid_until"),
            date=until,
            days=(today - until).days,
            fix=_giving(case, giver, units, "extend") + " --until DATE",
        )
