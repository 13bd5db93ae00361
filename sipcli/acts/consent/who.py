"""Who can answer for the child, and what an answer must not say (C1, C11-C13)."""

import re
from collections.abc import Sequence
from datetime import date

from sipcli.acts.consent.answer import Answered
from sipcli.case.case import CHILD, Case
from sipcli.case.consents import Standing, answer
from sipcli.case.people import eligible_givers
from sipcli.case.problems import did_you_mean
from sipcli.errors import UsageError
from sipcli.i18n import _

NO = (Standing.REFUSED, Standing.WITHDRAWN)


def information_word(text: str) -> str:
    """Return a type of information as the files write it; raises UsageError when it cannot be such a word."""
    word = text.strip().casefold().replace(" ", "-")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", word):
        raise UsageError(
            _("“{text}” cannot be a type of information: write a word such as school or health.").format(text=text)
        )
    return word


def possible_givers(case: Case) -> list[str]:
    """Return the ids of those who can be a consent's giver: guardians, representatives, the child."""
    return [one.id for one in case.file.guardians] + [one.id for one in case.file.representatives] + [CHILD]


def not_here(text: str, known: Sequence[str], case: Case, also: Sequence[str] = ()) -> UsageError:
    """Return the error for somebody who is not among `known`; `also` are names that may be meant."""
    return UsageError(
        _("“{id}” is not in the case {case}.").format(id=text, case=case.id)
        + did_you_mean(text, [*known, *also])
        + " "
        + _("Known here: {known}.").format(known=", ".join(known) or "–")
    )


def against_basis(case: Case, answered: Answered) -> str | None:
    """Return why nothing but a consent may stand behind the answer (C13); None where nobody can consent or said no."""
    if answered.giver != CHILD:
        return _("--basis is for a child or young person who cannot consent and has nobody who can: --giver child.")
    if answered.maturity and answered.maturity.sufficient:
        return _("--maturity sufficient and --basis do not go together: a child who is mature enough is asked.")
    able = [one for one in eligible_givers(case, answered.on) if one != CHILD]
    said_no = [
        one
        for one in able or [CHILD]
        if any(answer(case, one, unit, answered.on).standing in NO for unit in answered.units)
    ]
    if said_no:
        return _(
            "{givers} said no. A no is accepted, and no assessment stands in for a consent that somebody has refused "
            "or taken back. If they change their mind: sip consent give {case} --giver {giver}"
        ).format(givers=", ".join(said_no), case=case.id, giver=said_no[0])
    if able:
        return _(
            "{givers} may consent for the child on {date}: ask them. An assessment stands in for a consent only where "
            "nobody can give one."
        ).format(givers=", ".join(able), date=answered.on)
    return None


def check_basis(case: Case, answered: Answered) -> None:
    """Raise UsageError when something else than a consent may not stand behind the answer (see `against_basis`)."""
    why = against_basis(case, answered)
    if why:
        raise UsageError(why)


def check_period(on: date, until: date) -> None:
    """Raise UsageError when a consent would end before it begins."""
    if until < on:
        raise UsageError(_("The consent would end on {until}, before it is given on {on}.").format(until=until, on=on))
