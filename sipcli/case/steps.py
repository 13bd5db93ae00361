"""At which of the six steps a case is."""

from datetime import date

from sipcli.case.case import Case
from sipcli.case.consents import Standing, standing_on
from sipcli.case.meetings import invitation_sent


def step_of(case: Case, today: date) -> str:
    """Return the step a case is at on `today`: what is to be done next, or "closed"."""
    if case.closed_on(today):
        return "closed"
    plan = case.plan_in_force(today)
    if plan:
        done = plan.goals and all(goal.status != "open" for goal in plan.goals)
        return "close" if done else "follow-up"
    if invitation_sent(case, today):
        return "meet"
    prepared = case.preparation.child if case.preparation else None
    if prepared and prepared.done_on and prepared.done_on <= today:
        return "invite"
    if any(standing_on(record, today)[0] is Standing.GIVEN for record in case.consents):
        return "prepare"
    return "discover"
