"""Guardians, representatives and age: who may speak for the child, and how long."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from sipcli.case.case import CASE_FILE, CHILD, CONSENT_FILE, Case
from sipcli.case.case_file import Representative
from sipcli.case.consents import Standing, answer, answers, silent_units, stands_alone
from sipcli.case.days import ADULT, birthday
from sipcli.case.people import GOD_MAN, adult, guardians, mandate_ends, representatives
from sipcli.case.values import Record
from sipcli.i18n import N_, _
from sipcli.rules.consent import WhoDecides, child_decides, void_at_18
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.words import day_count, listed


class Ahead(Record):
    """A number of days ahead."""

    days: int = Field(90, ge=1)


class Age(Record):
    """An age in years."""

    age: int = Field(21, ge=1)


@rule(
    "guardian-prevented",
    params=WhoDecides,
    reads=(CONSENT_FILE,),
    asks=N_("One guardian decides alone only while the other is prevented and the decision cannot wait."),
    why=N_("It is an exception; when the other guardian is back, the consent is theirs to give too."),
    mend=N_("Nothing to mend now. Ask the other guardian as soon as they are no longer prevented."),
)
def guardian_prevented(case: Case, params: WhoDecides, today: date) -> Iterator[Hit]:
    if not any(one.prevented for one in case.file.guardians):
        return
    for i, guardian in enumerate(guardians(case, today)):
        units = [
            unit for unit in silent_units(case, guardian.id, today) if not child_decides(case, params, unit, today)
        ]
        if units and guardian.prevented and stands_alone(case, guardian.id, units, today):
            message = _("{guardian} is prevented since {date} and it is urgent: the other guardian decides alone")
            yield Hit(
                message.format(guardian=guardian.id, date=guardian.prevented.since),
                about=(guardian.id,),
                path=("guardians", i, "prevented"),
            )


@rule(
    "representative-missing",
    asks=N_("A child without a guardian has somebody in the guardian's place."),
    why=N_("Without a representative nobody can consent, and the child stands alone."),
    mend=N_(
        "Contact the chief guardian (överförmyndaren), and add the representative with “sip add CASE --representative "
        "KIND:NAME”."
    ),
)
def representative_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    nobody = not case.file.guardians and not representatives(case, today)
    if nobody and not adult(case, today) and not _ended(case, today):
        yield Hit(
            _("the child has no guardian and nobody in a guardian's place"),
            about=("child",),
            path=("representatives",),
            fix=f"sip add {case.id} --representative {GOD_MAN}:NAME",
        )


def _ended(case: Case, today: date) -> list[tuple[int, date]]:
    """Return (index, first day without mandate) of the representatives whose mandate has ended."""
    ends = [(i, mandate_ends(case, one)) for i, one in enumerate(case.file.representatives)]
    return [(i, end) for i, end in ends if end and end <= today]


@rule(
    "representative-expired",
    reads=(CONSENT_FILE,),
    asks=N_("A representative acts only while the mandate lasts; a god man for a minor until 18."),
    why=N_("Who acts without a mandate cannot consent, and should no longer be told about the child."),
    mend=N_(
        "Have a new representative appointed and add them with “sip add CASE --representative KIND:NAME”, or let the "
        "now adult child decide; write “to” for the old mandate in case.yaml (“sip edit CASE”)."
    ),
)
def representative_expired(case: Case, params: object, today: date) -> Iterator[Hit]:
    if representatives(case, today) or guardians(case, today):
        return  # somebody else stands in the place; the old mandate is history
    for i, end in _ended(case, today):
        one = case.file.representatives[i]
        relied_on = any(record.giver == one.id and record.status == "given" for record in case.consents)
        if adult(case, today) and (one.to or not relied_on) and not _needs(case, today, one.id):
            continue
        message = _("{id}'s mandate ({kind}) has ended: it held until {date}")
        yield Hit(
            message.format(id=one.id, kind=one.kind, date=date.fromordinal(end.toordinal() - 1)),
            about=(one.id,),
            path=("representatives", i),
            fix=_after_mandate(case, today, one),
        )


def _after_mandate(case: Case, today: date, one: Representative) -> str:
    """Return what mends an ended mandate: another for a minor; an adult's own word, once its end is written."""
    if not adult(case, today):
        return f"sip add {case.id} --representative {one.kind}:NAME"
    return f"sip consent give {case.id} --giver {CHILD}" if one.to else f"sip edit {case.id} {CASE_FILE}"


def _needs(case: Case, today: date, representative: str) -> bool:
    """Tell whether an adult's plan still rests on what a former representative consented to."""
    one = next(one for one in case.file.representatives if one.id == representative)
    if one.kind == GOD_MAN and one.to:
        return False  # the mandate for a minor was ended as it should be
    return any(
        answer(case, representative, unit, today).standing is Standing.GIVEN
        and all(own.standing is Standing.SILENT for own in answers(case, unit, today).values())
        for unit in case.unit_ids
    )


@rule(
    "consent-giver-expired",
    short=N_("own consent at 18"),
    reads=(CONSENT_FILE,),
    asks=N_("From 18 the young person's own consent is needed."),
    why=N_("Custody ends at 18, and what the guardians consented to no longer holds."),
    mend=N_("Ask the young person and record the answer with “sip consent give --giver child”."),
)
def consent_giver_expired(case: Case, params: object, today: date) -> Iterator[Hit]:
    units = [
        unit
        for unit in case.unit_ids
        if void_at_18(case, unit, today)
        and all(one.standing is Standing.SILENT for one in answers(case, unit, today).values())
    ]
    if units:
        since = birthday(case.file.child.born, ADULT)
        message = _("the child turned 18 on {date}: earlier consents for {units} are void, the child's own is needed")
        yield Hit(
            message.format(date=since, units=listed(units)),
            about=("child", *units),
            path=("child", "born"),
            date=since,
            days=(today - since).days,
            fix=f"sip consent give {case.id} --giver child",
        )


@rule(
    "turns-adult-soon",
    short=N_("turns 18"),
    params=Ahead,
    asks=N_("A coming eighteenth birthday is prepared for."),
    why=N_("At 18 the guardians' consent ends, and support for children is often replaced by support for adults."),
    mend=N_("Talk with the young person about their own consent and about who takes over."),
)
def turns_adult_soon(case: Case, params: Ahead, today: date) -> Iterator[Hit]:
    day = birthday(case.file.child.born, ADULT)
    left = (day - today).days
    if 0 < left <= params.days:
        yield Hit(
            _("the child turns 18 on {date}, in {days}").format(date=day, days=day_count(left)),
            about=("child",),
            path=("child", "born"),
            date=day,
            days=-left,
        )


@rule(
    "age-limit",
    params=Age,
    asks=N_("The guideline is for children and young people below an age."),
    why=N_("An older person has a right to a plan too, but by other routines than those for children."),
    mend=N_("Hand over to the routines for adults, or close the case with “sip close”."),
)
def age_limit(case: Case, params: Age, today: date) -> Iterator[Hit]:
    day = birthday(case.file.child.born, params.age)
    if today >= day:
        yield Hit(
            _("the young person turned {age} on {date}, which is above the guideline's age").format(
                age=params.age, date=day
            ),
            about=("child",),
            path=("child", "born"),
        )
