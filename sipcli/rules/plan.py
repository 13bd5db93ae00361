"""The plan: that there is one, what it says, who agreed to it and who has it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from sipcli.case.case import CHILD, FOLLOW_UPS, INVITATION_FILE, PLAN_FILE, Case
from sipcli.case.case_file import Unit
from sipcli.case.meetings import held_follow_ups, meeting_day, meeting_held
from sipcli.case.people import guardians, representatives
from sipcli.case.plan_file import Plan
from sipcli.case.problems import Path
from sipcli.case.process_files import DecisionWaiting
from sipcli.case.values import Record
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.words import day_count, listed

Part = Literal[
    "needs",
    "goals",
    "long-goals",
    "short-goals",
    "interventions",
    "responsible",
    "others-measures",
    "child-does",
    "guardians-do",
    "coordinating-unit",
    "lead-principal",
    "coordinator-named",
    "contact-if-failing",
    "contact-details",
    "follow-up-place",
    "follow-up-participants",
]

PART_NAMES: dict[Part, str] = {
    "needs": N_("the child's needs"),
    "goals": N_("goals"),
    "long-goals": N_("a long-term goal"),
    "short-goals": N_("a short-term goal"),
    "interventions": N_("which interventions are needed"),
    "responsible": N_("which unit answers for each intervention"),
    "others-measures": N_("what others than the principals do"),
    "child-does": N_("what the child does"),
    "guardians-do": N_("what the guardians do"),
    "coordinating-unit": N_("which unit coordinates"),
    "lead-principal": N_("which principal has the overall responsibility"),
    "coordinator-named": N_("the coordinator by name"),
    "contact-if-failing": N_("whom to contact if the plan fails"),
    "contact-details": N_("how to reach each unit"),
    "follow-up-place": N_("where the follow-up is"),
    "follow-up-participants": N_("who takes part in the follow-up"),
}


class Content(Record):
    """What the guideline asks a plan to say."""

    asked: list[Part] = Field(default_factory=list)


Receiver = Literal["child", "guardians", "units"]


class Copies(Record):
    """Who is to have a copy of the plan."""

    to: list[Receiver] = Field(default_factory=list)


def _written(text: str | None) -> bool:
    return bool((text or "").strip())


def _reachable(unit: Unit) -> bool:
    return unit.contact is not None and (_written(unit.contact.phone) or _written(unit.contact.email))


def _each_booked(case: Case, key: str) -> bool:
    """Tell whether every booked follow-up says `key`; where none is booked another rule says so."""
    return all(getattr(one, key) for one in case.follow_ups.values() if one.status == "booked")


_THERE: dict[Part, Callable[[Case, Plan], bool]] = {
    "needs": lambda _case, plan: any(map(_written, plan.needs)),
    "goals": lambda _case, plan: bool(plan.goals),
    "long-goals": lambda _case, plan: any(one.term == "long" for one in plan.goals),
    "short-goals": lambda _case, plan: any(one.term == "short" for one in plan.goals),
    "interventions": lambda _case, plan: bool(plan.interventions),
    "responsible": lambda _case, plan: all(one.unit for one in plan.interventions),
    "others-measures": lambda _case, plan: bool(plan.own_actions and plan.own_actions.model_fields_set),
    "child-does": lambda _case, plan: bool(plan.own_actions and _written(plan.own_actions.child)),
    "guardians-do": lambda case, plan: (
        not case.file.guardians
        or not guardians(case, plan.made_on)
        or bool(plan.own_actions and _written(plan.own_actions.guardians))
    ),
    "coordinating-unit": lambda _case, plan: bool(plan.coordinator and plan.coordinator.unit),
    "lead-principal": lambda _case, plan: bool(plan.coordinator and plan.coordinator.principal),
    "coordinator-named": lambda _case, plan: bool(plan.coordinator and _written(plan.coordinator.name)),
    "contact-if-failing": lambda _case, plan: _written(plan.contact_if_failing),
    "contact-details": lambda case, _plan: all(map(_reachable, case.file.units)),
    "follow-up-place": lambda case, _plan: _each_booked(case, "place"),
    "follow-up-participants": lambda case, _plan: _each_booked(case, "participants"),
}


CHANGED: dict[Part, str] = {
    "needs": "--need TEXT",
    "others-measures": "--others-do TEXT",
    "child-does": "--child-does TEXT",
    "guardians-do": "--guardians-do TEXT",
    "coordinating-unit": "--coordinator UNIT",
    "lead-principal": "--lead-principal WORD",
    "coordinator-named": "--coordinator-name NAME",
    "contact-if-failing": "--contact-if-failing TEXT",
}
"""The option of `sip plan change` that says each part."""


def _completing(case: Case, plan: Plan, missing: list[Part]) -> str:
    """Return the command that completes the plan with the first part that is missing, and what else it can say."""
    said, first = [CHANGED[part] for part in missing if part in CHANGED], missing[0]
    if first in CHANGED:
        return " ".join((f"sip plan change {case.id}", *said))
    if first.endswith("goals"):
        return f"sip plan goal {case.id} --term {'short' if first == 'short-goals' else 'long'} --text TEXT"
    if first == "interventions":
        return f"sip plan intervention {case.id} --what TEXT --unit UNIT"
    if first == "responsible":
        alone = next(one for one in plan.interventions if not one.unit)
        if alone.id:
            return f"sip plan intervention {case.id} --id {alone.id} --unit UNIT"
    if first == "contact-details":
        unit = next(one for one in case.file.units if not _reachable(one))
        return f'sip add {case.id} --contact "{unit.id}={unit.contact.name if unit.contact else "NAME"}, PHONE"'
    booked = [name for name, one in case.follow_ups.items() if one.status == "booked"]
    return f"sip edit {case.id} {booked[0] if first.startswith('follow-up') and booked else PLAN_FILE}"


@rule(
    "plan-missing",
    reads=(INVITATION_FILE, PLAN_FILE),
    asks=N_("A meeting that was held has led to a plan."),
    why=N_("What was agreed and not written down is remembered differently by each."),
    mend=N_("Write the plan: begin it with “sip plan new”."),
)
def plan_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    if meeting_held(case, today) and (case.plan is None or case.plan.made_on > today):
        yield Hit(
            _("the meeting of {date} was held and there is no plan").format(date=meeting_day(case)),
            file=INVITATION_FILE,
            path=("meeting", "held"),
            fix=f"sip plan new {case.id}",
        )


@rule(
    "plan-content-missing",
    params=Content,
    reads=(PLAN_FILE, FOLLOW_UPS),
    asks=N_("The plan says what law and guideline ask for."),
    why=N_("Each part is there so that the family knows who does what, and whom to turn to."),
    mend=N_(
        "Complete the plan: “sip plan change” for what it says, “sip plan goal” and “sip plan intervention” for its "
        "goals and interventions, “sip add CASE --contact” for how to reach a unit."
    ),
)
def plan_content_missing(case: Case, params: Content, today: date) -> Iterator[Hit]:
    plan = case.plan_in_force(today)
    missing = [part for part in params.asked if not _THERE[part](case, plan)] if plan else []
    if plan and missing:
        yield Hit(
            _("the plan does not say {parts}").format(parts=listed(_(PART_NAMES[part]) for part in missing)),
            about=tuple(missing),
            file=PLAN_FILE,
            fix=_completing(case, plan, missing),
            on=plan.made_on,
        )


@rule(
    "plan-consent-missing",
    reads=(PLAN_FILE,),
    asks=N_("At the end of the meeting the person is asked whether they consent to the planning."),
    why=N_("The plan is theirs; consent to the meeting is not yet consent to what it led to."),
    mend=N_("Ask, and record the answer with “sip plan consent CASE --answer TEXT”."),
)
def plan_consent_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    plan = case.plan_in_force(today)
    if plan is None:
        return
    asked = plan.consent_to_plan
    answer = ((asked.answer if asked else None) or "").strip().casefold()
    if asked and asked.asked_on and asked.asked_on <= today and answer not in ("", "no", "nej"):
        return
    if answer in ("no", "nej"):
        message = _("the answer to whether they consent to the planning is no")
    else:
        message = _("nothing says that they were asked whether they consent to the planning, and what they answered")
    yield Hit(
        message,
        file=PLAN_FILE,
        path=("consent_to_plan",),
        fix=f"sip plan consent {case.id} --answer TEXT",
        on=plan.made_on,
    )


@rule(
    "signature-not-offered",
    reads=(PLAN_FILE,),
    asks=N_("Everyone who took part may sign the plan."),
    why=N_("A signature is a way to say: this is what we agreed, and I stand by my part."),
    mend=N_("Offer it, and record it with “sip plan sign CASE --offered”."),
)
def signature_not_offered(case: Case, params: object, today: date) -> Iterator[Hit]:
    plan = case.plan_in_force(today)
    if plan and not (plan.signatures and plan.signatures.offered_to_all):
        yield Hit(
            _("nothing says that all who took part were offered to sign the plan"),
            file=PLAN_FILE,
            path=("signatures",),
            fix=f"sip plan sign {case.id} --offered",
            on=plan.made_on,
        )


@rule(
    "copy-not-given",
    short=N_("give copies"),
    params=Copies,
    reads=(PLAN_FILE,),
    asks=N_("Those whom the guideline names have a copy of the plan."),
    why=N_("With a copy one can go back and see what was decided."),
    mend=N_("Give it to them, and record it with “sip plan share CASE --to WHO”."),
)
def copy_not_given(case: Case, params: Copies, today: date) -> Iterator[Hit]:
    plan = case.plan_in_force(today)
    if plan is None or plan.made_on == today:  # on the day itself there is still time
        return
    persons = [one.id for one in guardians(case, today)] or [one.id for one in representatives(case, today)]
    asked = {"child": [CHILD], "guardians": persons, "units": case.unit_ids}
    since = plan.made_on if plan.version > 1 else date.min  # a copy of an earlier version is no copy of this one
    given = {who for who, day in plan.copies.items() if since <= day <= today}
    missing = [who for one in params.to for who in asked[one] if who not in given]
    if missing:
        yield Hit(
            _("nothing says that {who} have a copy of the plan, made {days} ago").format(
                who=listed(missing), days=day_count((today - plan.made_on).days)
            ),
            about=tuple(missing),
            file=PLAN_FILE,
            path=("copies",),
            fix=f"sip plan share {case.id}" + "".join(f" --to {who}" for who in missing),
            on=plan.made_on,
        )


@rule(
    "decision-feedback-missing",
    reads=(INVITATION_FILE, FOLLOW_UPS),
    asks=N_("When a decision had to wait for somebody who was absent, everyone is told of it afterwards."),
    why=N_("Otherwise the family goes home with a question that nobody owns."),
    mend=N_(
        "Tell everyone what was decided, and record it with “sip meet CASE --fed-back N”; what waited at a follow-up, "
        "with “sip follow-up hold”."
    ),
)
def decision_feedback_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    for file, path, day, waiting in _decisions_waiting(case, today):
        for i, one in enumerate(waiting):
            if one.fed_back_on is None or one.fed_back_on > today:
                yield Hit(
                    _("a decision from the meeting of {date} still waits for feedback, after {days}").format(
                        date=day, days=day_count((today - day).days)
                    ),
                    file=file,
                    path=(*path, "decisions_waiting", i),
                    fix=(
                        f"sip meet {case.id} --fed-back {i + 1}"
                        if file == INVITATION_FILE
                        else f'sip follow-up hold {case.id} --date {day} --fed-back "{one.about}"'
                    ),
                )


def _decisions_waiting(case: Case, today: date) -> Iterator[tuple[str, Path, date, list[DecisionWaiting]]]:
    """Yield (file, path, day, decisions that waited) of each meeting that was held."""
    meeting, met = case.invitation.meeting if case.invitation else None, meeting_day(case)
    if meeting and met and meeting_held(case, today):
        yield INVITATION_FILE, ("meeting",), met, meeting.decisions_waiting
    for name, one in held_follow_ups(case, today):
        yield name, (), one.date, one.decisions_waiting
