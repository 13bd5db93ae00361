"""What ends: a consent that is taken back or has run out, and the plan itself."""

from dataclasses import dataclass
from datetime import date, timedelta

from sipcli.case.case import CHILD, Case
from sipcli.case.consent_file import Consent
from sipcli.case.consents import Standing, answer
from sipcli.case.people import everyone
from sipcli.case.plan_file import ENDED
from sipcli.documents.material import Material
from sipcli.documents.views.common import Person, caller, coordinator, named, person
from sipcli.errors import NeedsUser
from sipcli.i18n import _
from sipcli.rules.withdrawal import not_yet_withdrawn, withdrew_wholly

CLOSING_RULE = "closing-required"
OWN_RECORD = "own-closing-record"
"""By which a guideline says that a withdrawal closes the plan, and that each unit notes the end in its own records."""


@dataclass(frozen=True)
class Change:
    """A consent that no longer holds: `kind` is withdrawn, refused or expired; `since` is the first day without it."""

    kind: str
    since: date | None
    units: list[str]


@dataclass(frozen=True)
class Told:
    """Somebody who was told, and when."""

    name: str
    on: date


@dataclass(frozen=True)
class ConsentChangeView:
    """What a notice of a changed consent says (C8, C9).

    `closing` is "closed" or "required", "not-yet" where the guideline waits for the others, None where it says nothing.
    `told` and `untold` are for who coordinates; a unit's own copy has `unit`, and only its own part in `changes`.
    """

    child: str
    giver: str
    giver_kind: str
    since: date | None
    changes: list[Change]
    shared_before: bool
    unit: str | None
    for_coordinator: bool
    told: list[Told]
    untold: list[str]
    closing: str | None
    closed_on: date | None
    coordinator: Person | None
    made_on: date


@dataclass(frozen=True)
class EndedGoal:
    """A goal and how it ended."""

    text: str
    term: str
    status: str


@dataclass(frozen=True)
class GoesOn:
    """What a unit goes on doing, and how to reach it."""

    unit: str
    contact: str | None
    phone: str | None
    what: list[str]


@dataclass(frozen=True)
class ClosingView:
    """What a closing letter says (X1-X3). After a withdrawal only the family reads of goals and of others' support."""

    child: str
    reader: str | None
    to_unit: bool
    closed_on: date
    is_closed: bool
    reason: str | None
    goals: list[EndedGoal]
    goes_on: list[GoesOn]
    reentry_contact: str | None
    units_note_it: bool
    sender: Person | None


def consent_change_view(of: Material) -> ConsentChangeView:
    """Return what the notice says of the giver in `about`, else of whose consent changed last (C8, C9).

    Raises:
        NeedsUser: no consent has changed, or not that giver's.
    """
    case, changed = of.case, _changed(of.case, of.today)
    if not changed:
        raise NeedsUser(_("In the case {case} no consent has been withdrawn, refused or run out.").format(case=case.id))
    giver = of.about or max(changed, key=lambda who: max(one.since or date.min for one in changed[who]))
    if giver not in changed:
        raise NeedsUser(
            _("The consent of {giver} has not changed in the case {case}; those of these have: {known}.").format(
                giver=giver, case=case.id, known=", ".join(changed)
            )
        )
    mine, own_unit = changed[giver], case.coordinating_unit
    coordinates = of.reader in (None, own_unit)
    seen = case.unit_ids if coordinates else [of.reader]
    since = max((one.since for one in mine if one.since), default=None)
    told, untold = _told(case, giver, mine, of.today)
    return ConsentChangeView(
        child=case.file.child.name,
        giver=named(case, giver),
        giver_kind=_kind_of(case, giver),
        since=since,
        changes=[
            Change(one.kind, one.since, [named(case, unit) for unit in one.units if unit in seen])
            for one in mine
            if set(one.units) & set(seen)
        ],
        shared_before=any(one.giver == giver and one.given_on for one in case.consents),
        unit=named(case, of.reader) if of.reader and not coordinates else None,
        for_coordinator=coordinates,
        told=told if coordinates else [],
        untold=untold if coordinates else [],
        closing=_closing(of, giver, since or of.today),
        closed_on=case.closed_on(of.today),
        coordinator=coordinator(case) or caller(case),
        made_on=of.today,
    )


def changed_consents(of: Material) -> list[str]:
    """Return the givers whose consent was withdrawn, was refused or has run out."""
    return list(_changed(of.case, of.today))


def closing_view(of: Material) -> ClosingView:
    """Return what the letter says that tells all that the plan has ended (X1-X3).

    Raises:
        NeedsUser: the case is not closed, or is open again.
    """
    case, closing = of.case, of.case.closing
    if closing is None or (closing.reopened_on and closing.reopened_on <= of.today):
        raise NeedsUser(_("The case {case} is not closed. Close it with “sip close {case}”.").format(case=case.id))
    to_unit = of.reader in case.unit_ids
    family = of.reader is not None and not to_unit
    shares = family or closing.reason != "consent-withdrawn"
    goals = case.plan.goals if case.plan and shares else []
    reminder = of.guideline.reminders.get(OWN_RECORD)
    return ClosingView(
        child=case.file.child.name,
        reader=named(case, of.reader) if of.reader else None,
        to_unit=to_unit,
        closed_on=closing.date,
        is_closed=closing.date <= of.today,
        reason=closing.reason,
        goals=[EndedGoal(one.text, one.term, one.status) for one in goals],
        goes_on=_goes_on(case, case.unit_ids if shares else [of.reader] if of.reader and to_unit else []),
        reentry_contact=closing.reentry_contact,
        units_note_it=not family and reminder is not None and not reminder.off,
        sender=coordinator(case) or caller(case),
    )


def closings(of: Material) -> list[str]:
    """Return "" when the case has a closing in force, now or from a day to come."""
    closing = of.case.closing
    reopened = closing is not None and closing.reopened_on is not None and closing.reopened_on <= of.today
    return [""] if closing and not reopened else []


@dataclass(frozen=True)
class _No:
    """A record that no longer holds for some units."""

    record: Consent
    kind: str
    units: list[str]

    @property
    def since(self) -> date | None:
        """The first day without the consent, None where the file does not say."""
        if self.kind == "expired":
            until = self.record.valid_until
            return until + timedelta(days=1) if until else None
        return self.record.refused_on if self.kind == "refused" else self.record.withdrawn_on


def _changed(case: Case, today: date) -> dict[str, list[_No]]:
    """Return for each giver what stands and is a no; a withdrawal dated ahead counts, so that it can be told."""
    found: dict[str, list[_No]] = {}
    for giver in dict.fromkeys(one.giver for one in case.consents):
        by_record: dict[int, _No] = {}
        for unit in case.unit_ids:
            one = answer(case, giver, unit, today)
            if one.record is None or one.index is None:
                continue
            kind = one.standing.value
            if one.standing is Standing.GIVEN and one.record.status == "withdrawn":
                kind = Standing.WITHDRAWN.value
            if kind in ("withdrawn", "refused", "expired"):
                by_record.setdefault(one.index, _No(one.record, kind, [])).units.append(unit)
        if by_record:
            found[giver] = [by_record[index] for index in sorted(by_record)]
    return found


def _told(case: Case, giver: str, changed: list[_No], today: date) -> tuple[list[Told], list[str]]:
    """Return who has been told of the change and who has not; nobody from whom the consent is withheld (C9)."""
    own_unit = case.coordinating_unit
    kept_out = {giver, *(who for one in changed for who in one.record.withhold_from)}
    told, untold = [], []
    for who in everyone(case, today):
        if who in kept_out:
            continue
        days = [one.record.informed.get(who) for one in changed]
        if who == own_unit:
            days = [day or one.record.told_coordinator_on for day, one in zip(days, changed, strict=True)]
        known = [day for day in days if day and day <= today]
        if len(known) == len(days):
            told.append(Told(named(case, who), max(known)))
        else:
            untold.append(named(case, who))
    return told, untold


def _closing(of: Material, giver: str, since: date) -> str | None:
    """Return whether the plan ends with this withdrawal, as the guideline in force has it (X1)."""
    case, setting = of.case, of.guideline.applied().get(CLOSING_RULE)
    if case.closed_on(of.today):
        return "closed"
    day = max(of.today, since)
    if setting is None or giver not in withdrew_wholly(case, day):
        return None
    waits = setting.params.get("when") == "all" and not_yet_withdrawn(case, day)
    return "not-yet" if waits else "required"


def _kind_of(case: Case, who: str) -> str:
    if who == CHILD:
        return "child"
    if any(one.id == who for one in case.file.guardians):
        return "guardian"
    return "representative" if any(one.id == who for one in case.file.representatives) else "person"


def _goes_on(case: Case, units: list[str]) -> list[GoesOn]:
    """Return what each of the units goes on doing when the plan has ended."""
    found = []
    for unit in units:
        what = [
            one.what
            for one in (case.plan.interventions if case.plan else ())
            if one.unit == unit and one.status not in ENDED
        ]
        if unit and what:
            reached = person(case, unit)
            found.append(GoesOn(reached.name, reached.contact, reached.phone, what))
    return found
