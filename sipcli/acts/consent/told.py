"""Telling of a withdrawal (C9): who still has to know, and recording who was told and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ruamel.yaml.comments import CommentedMap

from sipcli.archive.changes import Changes
from sipcli.archive.editing import entries, put
from sipcli.case.case import CONSENT_FILE, Case
from sipcli.case.people import everyone
from sipcli.errors import NeedsUser, UsageError
from sipcli.i18n import _
from sipcli.rules.withdrawal import withdrawals


@dataclass(frozen=True)
class Untold:
    """Who does not know of a withdrawal yet.

    `coordinator` is the coordinating unit while it has not been told. `withheld` are those from whom a record is
    withheld (OSL 12:3): whether they are told is for a person to think through.
    """

    coordinator: str | None = None
    others: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()


def withdrew(case: Case, today: date) -> list[str]:
    """Return the givers with a withdrawal that holds, also one that begins after `today`."""
    return [giver for giver in dict.fromkeys(one.giver for one in case.consents) if _holding(case, giver, today)]


def _holding(case: Case, giver: str, today: date) -> list[int]:
    """Return the indices of `giver`'s withdrawals; one that begins later can be told of before."""
    days = [today, *(one.withdrawn_on for one in case.consents if one.giver == giver and one.withdrawn_on)]
    return [index for index, who, _units in withdrawals(case, max(days)) if who == giver]


def withdrawn_since(case: Case, giver: str, today: date) -> date | None:
    """Return the first day on which anybody could be told of `giver`'s withdrawals.

    None while one of them is still to come, which people are told of before, or has no day.
    """
    days = [case.consents[index].withdrawn_on for index in _holding(case, giver, today)]
    known = [day for day in days if day and day <= today]
    return min(known) if known and len(known) == len(days) else None


def check_told(day: date, withdrawn: date | None) -> None:
    """Raise UsageError when somebody would have been told before there was anything to tell."""
    if withdrawn and day < withdrawn:
        raise UsageError(
            _("{day} is before the consent was taken back on {withdrawn}; nobody was told of it then.").format(
                day=day, withdrawn=withdrawn
            )
        )


def untold(case: Case, giver: str, today: date) -> Untold:
    """Return who has not been told of `giver`'s withdrawal, or of one of them."""
    own_unit = case.coordinating_unit
    coordinator, others, withheld = False, set[str](), set[str]()
    for index in _holding(case, giver, today):
        record = case.consents[index]
        coordinator = coordinator or not (record.told_coordinator_on or own_unit in record.informed)
        missing = set(everyone(case, today)) - set(record.informed) - {giver, own_unit}
        withheld |= missing & set(record.withhold_from)
        others |= missing
    order = everyone(case, today)
    return Untold(
        own_unit if coordinator else None,
        tuple(one for one in order if one in others - withheld),
        tuple(one for one in order if one in withheld),
    )


def tell(
    changes: Changes, case: Case, giver: str, today: date, told: Mapping[str, date], coordinator: date | None
) -> None:
    """Record on which days people were told of `giver`'s withdrawal, and the coordinator.

    Raises:
        NeedsUser: the giver has not taken any consent back.
        UsageError: somebody would have been told before that.
    """
    indices = _holding(case, giver, today)
    if not indices:
        raise NeedsUser(
            _("{giver} has not taken back any consent in {case}. “sip consent show {case}” shows them.").format(
                giver=giver, case=case.id
            )
        )
    listed = entries(changes.open(CONSENT_FILE).root, "consents")
    records = [listed[index] for index in indices]
    since = {id(listed[index]): case.consents[index].withdrawn_on for index in indices}

    def told_of(day: date, *keys: str) -> list[CommentedMap]:
        """Return the records to write a day into: of withdrawals made by then, or still to come."""
        lacking = _lacking(records, *keys)
        known = {id(one): made for one in lacking if (made := since[id(one)]) and made <= today}
        if len(known) == len(lacking):
            check_told(day, min(known.values()))
        return [one for one in lacking if id(one) not in known or known[id(one)] <= day]

    if coordinator:
        for record in told_of(coordinator, "told_coordinator_on"):
            put(record, "told_coordinator_on", coordinator)
    for who, day in told.items():
        for record in told_of(day, "informed", who):
            if isinstance(record.get("informed"), CommentedMap):
                put(record["informed"], who, day)
            else:
                put(record, "informed", {who: day})


def _lacking(records: Sequence[CommentedMap], *keys: str) -> list[CommentedMap]:
    """Return the records that do not say it yet; all of them when each does: then it is put right."""
    return [one for one in records if not _says(one, *keys)] or list(records)


def _says(record: CommentedMap, key: str, *inner: str) -> bool:
    value = record.get(key)
    return value is not None and all(isinstance(value, CommentedMap) and one in value for one in inner)
