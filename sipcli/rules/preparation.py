"""Preparation: the child's view, child and guardians prepared, a support person."""

from collections.abc import Iterator
from datetime import date

from sipcli.case.case import INVITATION_FILE, PREPARATION_FILE, Case
from sipcli.case.meetings import meeting_day
from sipcli.case.people import guardians, representatives
from sipcli.i18n import N_, _
from sipcli.rules.finding import Hit
from sipcli.rules.registry import rule
from sipcli.rules.words import listed


@rule(
    "child-view-missing",
    asks=N_("The child was informed and asked, and its view is written down."),
    why=N_("The plan is the child's; its view weighs more the older and more mature it is."),
    mend=N_("Talk with the child, and record it with “sip prepare child CASE --informed-on DATE --view WORD”."),
)
def child_view_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    child = case.file.child
    view = child.view
    seen = view and (view.toward or view.comment) and (view.recorded_on is None or view.recorded_on <= today)
    missing = {}
    if child.informed_on is None or child.informed_on > today:
        missing["--informed-on DATE"] = _("that the child was informed")
    if not seen:
        missing["--view WORD"] = _("what the child thinks")
    if missing:
        yield Hit(
            _("nothing says {missing}").format(missing=listed(missing.values())),
            about=("child",),
            path=("child",),
            fix=" ".join((f"sip prepare child {case.id}", *missing)),
        )


@rule(
    "preparation-missing",
    reads=(PREPARATION_FILE, INVITATION_FILE),
    when_closed=True,
    asks=N_("Who took the initiative has prepared the child and the guardians before the meeting."),
    why=N_("Who knows what will happen, and why, can take part and decide."),
    mend=N_(
        "Prepare them before the meeting, and record it with “sip prepare child” and “sip prepare guardians”, with "
        "--on DATE when it was on an earlier day."
    ),
)
def preparation_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    day = meeting_day(case)
    if day is None or day > today:
        return
    done = case.preparation
    parts = [("child", _("the child"), done.child if done else None)]
    if guardians(case, day) or representatives(case, day):
        parts.append(("guardians", _("the guardians"), done.guardians if done else None))
    missing = [(key, name) for key, name, part in parts if not (part and part.done_on and part.done_on <= day)]
    if missing:
        message = _("the meeting was on {date} and nothing says that {who} had been prepared")
        yield Hit(
            message.format(date=day, who=listed(name for _key, name in missing)),
            about=tuple(key for key, _name in missing),
            file=PREPARATION_FILE if done else INVITATION_FILE,
            path=(missing[0][0],) if done else ("meeting", "date"),
            fix=f"sip prepare {missing[0][0]} {case.id} --on DATE",
            on=day,
        )


@rule(
    "support-person-missing",
    reads=(PREPARATION_FILE, INVITATION_FILE),
    when_closed=True,
    asks=N_("The child has an adult as support at the meeting."),
    why=N_("The child should have somebody it trusts in the room, whose task is only that."),
    mend=N_("Choose with the child who it is, and record it with “sip prepare child CASE --support-person NAME”."),
)
def support_person_missing(case: Case, params: object, today: date) -> Iterator[Hit]:
    day = meeting_day(case)
    if day is None or day > today or (case.preparation and case.preparation.support_person):
        return
    child = case.preparation.child if case.preparation else None
    prepared = child.done_on if child and child.done_on else "DATE"
    yield Hit(
        _("the meeting was on {date} and nothing says who was the child's support person").format(date=day),
        about=("child",),
        file=PREPARATION_FILE if case.preparation else INVITATION_FILE,
        path=() if case.preparation else ("meeting", "date"),
        fix=f"sip prepare child {case.id} --on {prepared} --support-person NAME",
        on=day,
    )
