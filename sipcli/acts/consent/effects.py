"""What a no takes with it: units without a consent, interventions and meetings that rested on it (C8, C14)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sipcli.case.case import Case
from sipcli.case.consents import Standing, answers, has_consent, mature_child_consents
from sipcli.case.meetings import booked_follow_ups, meeting_day, meeting_held
from sipcli.case.people import eligible_givers
from sipcli.case.plan_file import ENDED, Intervention
from sipcli.guidelines.model import Guideline


@dataclass(frozen=True)
class Coming:
    """A coming meeting and which of the units are called to it. `term`: the guideline's name for it."""

    term: str
    date: date
    units: tuple[str, ...]


@dataclass(frozen=True)
class Effects:
    """What a no changes. Units stand in the order of the case."""

    without: tuple[str, ...] = ()
    """No consent is left for them."""
    one_missing: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """They have consents left (from those named), but not that of everybody who decides."""
    decided_by_child: tuple[str, ...] = ()
    """The child is mature enough for them and consents, which is enough by the guideline."""
    unchanged: tuple[str, ...] = ()
    """Whoever decides for them consents as before."""
    interventions: tuple[Intervention, ...] = ()
    meetings: tuple[Coming, ...] = ()

    @property
    def touched(self) -> tuple[str, ...]:
        """The units with which nothing more may be shared for now."""
        return (*self.without, *(unit for unit, _left in self.one_missing))


def child_may_decide(guideline: Guideline) -> bool:
    """Tell whether a mature child's own consent is enough by the guideline (C10, C11)."""
    setting = guideline.rules.get("consent-missing")
    return bool(setting and setting.params.get("mature_child_decides"))


def effects(case: Case, guideline: Guideline, giver: str, units: Sequence[str], day: date) -> Effects:
    """Return what `giver`'s no for `units`, already in `case`, changes on `day`."""
    mature = child_may_decide(guideline)
    without, missing, by_child, unchanged = [], [], [], []
    for unit in (one for one in case.unit_ids if one in units):
        left = tuple(who for who, one in answers(case, unit, day).items() if one.standing is Standing.GIVEN)
        if not has_consent(case, unit, day, mature_child_decides=mature):
            without.append(unit)
        elif mature and mature_child_consents(case, unit, day):
            by_child.append(unit)
        elif giver in eligible_givers(case, day):
            missing.append((unit, left))
        else:
            unchanged.append(unit)
    found = Effects(tuple(without), tuple(missing), tuple(by_child), tuple(unchanged))
    plan = case.plan_in_force(day)
    going_on = [one for one in plan.interventions if one.status not in ENDED] if plan else []
    return replace(
        found,
        interventions=tuple(one for one in going_on if one.unit in found.touched),
        meetings=tuple(_coming(case, found.touched, day)),
    )


def _coming(case: Case, units: Sequence[str], day: date) -> Iterator[Coming]:
    """Yield the meeting and the follow-ups still to come, with those of the units that are called to them."""
    if case.closed_on(day):
        return
    met = meeting_day(case)
    if case.invitation and met and met >= day and not meeting_held(case, day):
        invited = [one.who for one in case.invitation.invitees]
        yield from _with_units("meeting", met, invited, units)
    for name, path, booked in booked_follow_ups(case, day):
        if booked >= day:
            one = case.follow_ups[name]
            invited = [*one.participants, *(i.who for i in (one.invitation.invitees if one.invitation else ()))]
            # an occasion of which only the day is known is for everyone
            yield from _with_units("follow_up", booked, invited if path == ("date",) else (), units)


def _with_units(term: str, day: date, invited: Sequence[str], units: Sequence[str]) -> Iterator[Coming]:
    here = tuple(unit for unit in units if unit in invited or not invited)
    if here:
        yield Coming(term, day, here)
