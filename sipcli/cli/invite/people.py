"""Whom an invitation goes to, with which part in the meeting and with which mandate: from options or conversation."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sipcli.cli.work import Work
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.case.process_files import Calling


def to_invite(
    work: Work, file: str, who: Sequence[str] | None, also: Sequence[str] | None, when: date
) -> tuple[str, ...]:
    """Return whom the invitation in `file` goes to: `who` and `also` are the options.

    In a conversation they are chosen among all in the case; else it goes to whom it would go to anyway.
    """
    from sipcli.acts.invite.send import to_invite as usual
    from sipcli.console.choices import Choices, people

    known, labels = people(work.case), {}
    for one, name in known.labels.items():
        unit = work.case.unit(one)
        labels[one] = name + (" " + _("(need not come)") if unit and unit.obliged is False else "")
    choices = Choices(labels, in_case=work.case.id)
    chosen = work.talk.may_pick_many(who, _("Who is invited?"), choices, usual(work.case, file, when))
    return tuple(dict.fromkeys([*chosen, *(one for text in also or () for one in known.several(text))]))


def roles(work: Work, calling: "Calling", given: Sequence[str] | None, who: Sequence[str]) -> dict[str, str]:
    """Return the parts people have at the meeting (B6); in a conversation each unit's that the file lacks."""
    from sipcli.acts.invite.send import role_of
    from sipcli.console.choices import people
    from sipcli.console.prompts import maybe, pair, text

    known, there = people(work.case), {one.who for one in calling.invitees if one.role}
    said: dict[str, str] = {}
    for one in given or ():
        left, right = pair(one, _("WHO=TEXT, e.g. “bup=behandling”"))
        said[known.read(left)] = text(right)
    for unit in work.case.unit_ids if not given else ():
        if unit in who and unit not in there and not role_of(work.case, unit):
            question = _("What is {unit}'s part in the meeting?").format(unit=known.labels[unit])
            part = work.talk.may(None, "--role", question, maybe)
            said |= {unit: part} if part else {}
    return said


def mandates(work: Work, calling: "Calling", given: Sequence[str] | None, who: Sequence[str]) -> tuple[str, ...]:
    """Return the units that come with a mandate to decide (P16)."""
    from sipcli.console.choices import people, units

    coming = [one for one in work.case.unit_ids if one in who]
    had = [one.who for one in calling.invitees if one.mandate and one.who in coming]
    asked = people(work.case, coming) if work.talk.asking else units(work.case)
    return work.talk.may_pick_many(given, _("Which units come with a mandate to decide?"), asked, had)
