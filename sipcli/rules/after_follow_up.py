"""Between and after follow-ups: asked beforehand, events assessed, surveys sent, care codes registered."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pydantic import Field

from sipcli.case.case import EVENTS, FOLLOW_UPS, PLAN_FILE, Case
from sipcli.case.events import happenings
from sipcli.case.meetings import held_follow_ups
from sipcli.case.people import guardians, representatives
from sipcli.case.plan_file import CareCode, SurveySent
from sipcli.case.values import Record
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.words import day_count, listed, stem

AT_PLAN, AFTER_DISCHARGE, AT_FOLLOW_UP = "AU124", "AU125", "AW010"
"""KVÅ codes (L17)."""


@rule(
    "follow-up-unprepared",
    reads=(FOLLOW_UPS,),
    asks=N_("Before a follow-up the coordinator has asked the child and the guardians how it has been."),
    why=N_("They know best whether the plan helps, and should not hear the question first before everyone."),
    mend=N_(
        "Ask them next time; if it was done, record it with “sip follow-up hold CASE --date DATE --asked-child DATE "
        "--asked-guardians DATE”."
    ),
)
def follow_up_unprepared(case: Case, params: object, today: date) -> Iterator[Hit]:
    for name, one in held_follow_ups(case, today):
        asked = one.asked_beforehand
        parts = [("child", _("the child"), asked.child if asked else None)]
        if guardians(case, one.date) or representatives(case, one.date):
            parts.append(("guardians", _("the guardians"), asked.guardians if asked else None))
        missing = [
            (key, words) for key, words, when in parts if not when or (isinstance(when, date) and when > one.date)
        ]
        if missing:
            yield Hit(
                _("nothing says that {who} had been asked before the follow-up of {date}").format(
                    who=listed(words for _key, words in missing), date=one.date
                ),
                about=tuple(key for key, _words in missing),
                file=name,
                path=("asked_beforehand",),
                fix=f"sip follow-up hold {case.id} --date {one.date}"
                + "".join(f" --asked-{key} DATE" for key, _words in missing),
                on=one.date,
            )


@rule(
    "event-not-assessed",
    short=N_("assess event"),
    reads=(EVENTS, PLAN_FILE),
    asks=N_("When something happens that affects the plan, the coordinator decides what follows."),
    why=N_("A plan that was right in September can be wrong in October."),
    mend=N_("Decide: an earlier follow-up, or wait. Record it with “sip event decide CASE EVENT”."),
)
def event_not_assessed(case: Case, params: object, today: date) -> Iterator[Hit]:
    plan = case.plan_in_force(today)
    if plan is None:
        return
    for name, one in happenings(case, today):
        if plan.version == 1 and one.date < plan.made_on:
            continue  # the plan was made knowing it
        if one.assessed_on is None or one.assessed_on > today:
            days = (today - one.date).days
            yield Hit(
                _("what happened on {date} ({kind}), {days} ago, has not been assessed").format(
                    date=one.date, kind=one.kind, days=day_count(days)
                ),
                file=name,
                path=("date",),
                date=one.date,
                days=days,
                fix=f"sip event decide {case.id} {stem(name)}",
            )


class AfterPlan(Record):
    """How many days after the plan was made a survey may still go out."""

    days: int = Field(3, ge=0)


@rule(
    "survey-missing",
    params=AfterPlan,
    reads=(PLAN_FILE, FOLLOW_UPS),
    asks=N_("Child and guardians get an anonymous survey when the plan is made and at each follow-up."),
    why=N_("What they thought of it is what the units learn from."),
    mend=N_("Send it, and record it with “sip plan survey CASE”, with --follow-up DATE for a follow-up's."),
)
def survey_missing(case: Case, params: AfterPlan, today: date) -> Iterator[Hit]:
    plan = case.plan_in_force(today)
    if plan is None:
        return
    if plan.made_on + timedelta(days=params.days) < today and (unasked := _unasked(case, plan.surveys, today, "plan")):
        yield Hit(
            _("when the plan was made on {date} no survey was sent to {who}").format(
                date=plan.made_on, who=listed(unasked.values())
            ),
            about=("plan", *unasked),
            file=PLAN_FILE,
            path=("surveys",),
            fix=_sending(case, unasked),
            on=plan.made_on,
        )
    for name, one in held_follow_ups(case, today):
        if one.date < today and (unasked := _unasked(case, one.surveys, today)):
            yield Hit(
                _("at the follow-up of {date} no survey was sent to {who}").format(
                    date=one.date, who=listed(unasked.values())
                ),
                about=("follow-up", *unasked),
                file=name,
                path=("surveys",),
                fix=_sending(case, unasked, one.date),
                on=one.date,
            )


def _sending(case: Case, to: Iterable[str], follow_up: date | None = None) -> str:
    """Return the command that records a survey sent to some."""
    when = f" --follow-up {follow_up}" if follow_up else ""
    return f"sip plan survey {case.id}{when}" + "".join(f" --to {who}" for who in to)


def _unasked(case: Case, surveys: list[SurveySent], today: date, at: str | None = None) -> dict[str, str]:
    """Return who of child and guardians has got no survey, with words for them; one sent to nobody named is for all."""
    sent = [one for one in surveys if one.sent_on and one.sent_on <= today and at in (None, one.at)]
    if any(not one.to for one in sent):
        return {}
    to = {who for one in sent for who in one.to}
    persons = {one.id for one in guardians(case, today)} | {one.id for one in representatives(case, today)}
    wanted = {"child": _("the child")} | ({"guardians": _("the guardians")} if persons else {})
    return {who: words for who, words in wanted.items() if who not in to and not (who == "guardians" and persons & to)}


def _codes(registered: list[CareCode], today: date) -> set[str]:
    return {one.code for one in registered if one.registered_on is None or one.registered_on <= today}


@rule(
    "care-code-missing",
    reads=(PLAN_FILE, FOLLOW_UPS),
    asks=N_("Health care registers the measure: AU124 or AU125 at the plan, AW010 at a follow-up."),
    why=N_("Without the code nobody can see how many plans are made and followed up."),
    mend=N_("Register the code, and record it with “sip plan code CASE”, with --follow-up DATE for a follow-up's."),
)
def care_code_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    plan = case.plan_in_force(today)
    if plan is None:
        return
    if plan.made_on < today and not _codes(plan.care_codes, today) & {AT_PLAN, AFTER_DISCHARGE}:
        wanted = AFTER_DISCHARGE if case.file.route == "discharge" else AT_PLAN
        yield Hit(
            _("no care code is registered for the plan of {date}; {code} is asked for").format(
                date=plan.made_on, code=wanted
            ),
            about=(wanted,),
            file=PLAN_FILE,
            path=("care_codes",),
            fix=f"sip plan code {case.id} --code {wanted}",
            on=plan.made_on,
        )
    for name, one in held_follow_ups(case, today):
        if one.date < today and AT_FOLLOW_UP not in _codes(one.care_codes, today):
            yield Hit(
                _("no care code is registered for the follow-up of {date}; {code} is asked for").format(
                    date=one.date, code=AT_FOLLOW_UP
                ),
                about=(AT_FOLLOW_UP,),
                file=name,
                path=("care_codes",),
                fix=f"sip plan code {case.id} --follow-up {one.date} --code {AT_FOLLOW_UP}",
                on=one.date,
            )


@rule(
    "care-code-wrong",
    reads=(PLAN_FILE,),
    asks=N_("After a discharge the code is AU125, otherwise AU124."),
    why=N_("The two are counted apart."),
    mend=N_("Register the right code, and record it with “sip plan code CASE”: it takes the other's place."),
)
def care_code_wrong(case: Case, params: object, today: date) -> Iterator[Hit]:
    plan = case.plan_in_force(today)
    discharged = case.file.route == "discharge"
    wrong, right = (AT_PLAN, AFTER_DISCHARGE) if discharged else (AFTER_DISCHARGE, AT_PLAN)
    for i, one in enumerate(plan.care_codes if plan else ()):
        if one.code == wrong:
            after = _("after a discharge") if discharged else _("when there was no discharge")
            yield Hit(
                _("the care code is {wrong}; {after} it is {right}").format(wrong=wrong, after=after, right=right),
                about=(wrong,),
                file=PLAN_FILE,
                path=("care_codes", i, "code"),
                fix=f"sip plan code {case.id} --code {right}",
            )
