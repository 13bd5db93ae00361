"""Extending a consent (C5): a new record until a later day, with what the record in force says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sipcli.acts.consent.answer import Answered, give
from sipcli.archive.changes import Changes
from sipcli.case.case import CHILD, Case
from sipcli.case.consent_file import Consent
from sipcli.case.consents import Answer, Standing, answer, standing_on
from sipcli.case.people import eligible_givers
from sipcli.errors import NeedsUser, UsageError
from sipcli.i18n import N_, _

LEFT_OUT = {
    Standing.SILENT: N_("no answer"),
    Standing.EXPIRED: N_("ran out on {date}"),
    Standing.WITHDRAWN: N_("withdrawn on {date}"),
    Standing.REFUSED: N_("refused on {date}"),
}


@dataclass(frozen=True)
class Extension:
    """Who extends, for which units (all that have a consent when there are none), when it was said, until when."""

    giver: str
    units: tuple[str, ...]
    on: date
    until: date
    form: str | None = None
    journal_ref: str | None = None


def in_force(case: Case, giver: str, on: date) -> list[str]:
    """Return the units for which `giver` has a consent in force on `on`."""
    return [unit for unit in case.unit_ids if answer(case, giver, unit, on).standing is Standing.GIVEN]


def extend(changes: Changes, case: Case, new: Extension) -> dict[str, str]:
    """Add a consent until the new last day for each record that is in force.

    Returns the units left out, when none were named, with the reason.

    Raises:
        NeedsUser: nothing is in force, it was taken back since, or it cannot be extended.
        UsageError: the new last day is not later than the one there is.
    """
    if new.giver != CHILD and new.giver not in eligible_givers(case, new.on):
        raise NeedsUser(
            _("{giver} cannot consent for the child on {date}, so there is nothing to extend.").format(
                giver=new.giver, date=new.on
            )
        )
    standing = {unit: answer(case, new.giver, unit, new.on) for unit in new.units or case.unit_ids}
    out = {unit: _why_not(one) for unit, one in standing.items() if one.standing is not Standing.GIVEN}
    if out and (new.units or len(out) == len(standing)):
        raise NeedsUser(_nothing(case, new, out))
    sources: dict[int, list[str]] = {}
    for unit, one in standing.items():
        if unit not in out and one.index is not None:
            sources.setdefault(one.index, []).append(unit)
    for index, units in sources.items():
        record = case.consents[index]
        _check(case, new, record, units)
        give(changes, _extended(new, record, units))
    return out


def _why_not(one: Answer) -> str:
    record = one.record
    days = {
        Standing.EXPIRED: record.valid_until if record else None,
        Standing.WITHDRAWN: record.withdrawn_on if record else None,
        Standing.REFUSED: record.refused_on if record else None,
    }
    return _(LEFT_OUT[one.standing]).format(date=days.get(one.standing) or "–")


def _nothing(case: Case, new: Extension, out: dict[str, str]) -> str:
    units = "; ".join(f"{unit}: {why}" for unit, why in out.items())
    return _(
        "{giver} has no consent in force on {date} to extend ({units}). Ask anew and record the answer: {command}"
    ).format(
        giver=new.giver,
        date=new.on,
        units=units,
        command=_giving(case, new.giver, new.units),
    )


def _giving(case: Case, giver: str, units: Sequence[str]) -> str:
    return f"sip consent give {case.id} --giver {giver}" + "".join(f" --unit {unit}" for unit in units)


def _check(case: Case, new: Extension, record: Consent, units: list[str]) -> None:
    later = max(_later_no(case, new, units), default=None)
    if later:
        raise NeedsUser(
            _(
                "{giver} takes the consent for {units} back on {date}; what is taken back cannot be extended. If they "
                "consent again, record it from that day: {command}"
            ).format(
                giver=new.giver,
                units=", ".join(units),
                date=later,
                command=_giving(case, new.giver, units),
            )
        )
    if record.basis not in (None, "consent"):
        raise NeedsUser(
            _(
                "For {units} there is no consent but an assessment, and that is made anew each time: {command} "
                "--basis {basis}"
            ).format(units=", ".join(units), command=_giving(case, new.giver, units), basis=record.basis)
        )
    if record.valid_until is None:
        raise NeedsUser(
            _(
                "{giver}'s consent for {units} has no last day, so it cannot be made longer. To write its last day: "
                "{command} --on {given} --until {until}"
            ).format(
                giver=new.giver,
                units=", ".join(units),
                command=_giving(case, new.giver, record.units),
                given=record.given_on,
                until=new.until,
            )
        )
    if new.until <= record.valid_until:
        raise UsageError(
            _("{giver}'s consent for {units} holds until {until} already; a later day is needed.").format(
                giver=new.giver, units=", ".join(units), until=record.valid_until
            )
        )


def _later_no(case: Case, new: Extension, units: list[str]) -> Iterator[date]:
    """Yield the days after the extension's own on which the giver says no for any of the units."""
    for record in case.consents:
        if record.giver == new.giver and set(record.units) & set(units):
            standing, since = standing_on(record, date.max)
            if standing in (Standing.WITHDRAWN, Standing.REFUSED) and since > new.on:
                yield since


def _extended(new: Extension, record: Consent, units: list[str]) -> Answered:
    """Return the new answer, with what the record in force says of what may be shared and who may see it."""
    return Answered(
        giver=new.giver,
        units=tuple(units),
        on=new.on,
        until=new.until,
        form=new.form or record.form,
        information_types=tuple(record.information_types),
        journal_ref=new.journal_ref,
        withhold_from=tuple(record.withhold_from),
    )
