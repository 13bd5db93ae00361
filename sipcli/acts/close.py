"""Closing a case and opening it again (X1-X3)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sipcli.archive.archive import Archive
from sipcli.archive.changes import Changes
from sipcli.archive.checking import judge_loaded
from sipcli.archive.editing import plain, put, section
from sipcli.archive.loading import LoadedCase, load_case
from sipcli.case.case import CLOSING_FILE, FOLLOW_UPS, PLAN_FILE, Case
from sipcli.case.events import happenings, open_disputes
from sipcli.case.meetings import booked_follow_ups
from sipcli.case.plan_file import ENDED
from sipcli.case.process_files import Closing
from sipcli.errors import NeedsUser
from sipcli.i18n import _
from sipcli.rules.finding import Finding
from sipcli.rules.withdrawal import withdrew_wholly

GOALS_MET, NOT_NEEDED, WITHDRAWN = "goals-met", "no-longer-needed", "consent-withdrawn"
REASONS = (GOALS_MET, NOT_NEEDED, WITHDRAWN)
"""Why a plan ends (X1)."""

CONTRADICTED = "closing-reason-contradicted"
OF_CLOSING = (
    CONTRADICTED,
    "closing-reason-missing",
    "closing-not-told",
    "reentry-contact-missing",
    "closed-with-open-dispute",
    "date-order",
)
"""The rules that say what a closing lacks."""

SILENT_WHEN_CLOSED = ("survey-missing", "deviation-to-report")
"""Rules of what is still to be sent, of which nothing is heard any more once the case is closed (X4, W2)."""


@dataclass(frozen=True)
class Told:
    """Who knows of the closing, where they turn, who noted it; what is left out stays as it is (X2, X3)."""

    informed: Mapping[str, date] = field(default_factory=dict)
    reentry_contact: str | None = None
    documented: Mapping[str, date] = field(default_factory=dict)
    comment: str | None = None


def closing_in_force(case: Case, today: date) -> Closing | None:
    """Return the closing of a case that is closed, or is to be on a later day; None when it is open (again)."""
    closing = case.closing
    return None if closing is None or (closing.reopened_on and closing.reopened_on <= today) else closing


def close(changes: Changes, case: Case, on: date | None, reason: str | None, today: date) -> None:
    """Write when and why the case is closed; in one that is closed already, what of it is given.

    A case that had been opened again gets a new closing; git keeps the former one.
    """
    if closing_in_force(case, today):
        root = changes.open(CLOSING_FILE).root
        if on:
            put(root, "date", on)
    else:
        if case.closing:
            changes.remove(CLOSING_FILE)
        root = changes.open(CLOSING_FILE).root
        put(root, "date", on or today)
    if reason:
        put(root, "reason", reason)


def complete(changes: Changes, told: Told) -> None:
    """Write who knows of the closing and what else belongs to it, beside what is there (X2, X3)."""
    root = changes.open(CLOSING_FILE).root
    for who, day in told.informed.items():
        put(section(root, "informed"), who, day)
    if told.reentry_contact:
        put(root, "reentry_contact", told.reentry_contact)
    for unit, day in told.documented.items():
        put(section(root, "documented"), unit, day)
    if told.comment:
        put(root, "comment", told.comment)


def settle_goals(changes: Changes, statuses: Mapping[str, str]) -> None:
    """Write in the plan which goals are met and which are dropped, by their ids."""
    if not statuses:
        return
    for goal in changes.open(PLAN_FILE).root.get("goals") or []:
        if str(goal.get("id")) in statuses:
            put(goal, "status", statuses[str(goal["id"])])


def follow_ups_after(case: Case, on: date) -> list[date]:
    """Return the days after `on` on which a follow-up is booked."""
    return sorted(day for _file, _path, day in booked_follow_ups(case, on) if day > on)


def cancel_follow_ups(changes: Changes, case: Case, on: date) -> None:
    """Cancel the follow-ups booked after `on`, also one that is only named as the next by the one before (F6)."""
    for name, path, day in list(booked_follow_ups(case, on)):
        if day <= on:
            continue
        if path == ("date",):
            put(changes.open(name).root, "status", "cancelled")
        else:
            changes.open(f"{FOLLOW_UPS}/{day}.yaml").root.update(plain({"date": day, "status": "cancelled"}))


def proposed_reason(archive: Archive, case: Case, on: date) -> str | None:
    """Return the reason that the case itself suggests, None where it suggests none (X1)."""
    speaking = {one.rule for one in _as_open(archive, case, on)}
    if "closing-required" in speaking:
        return WITHDRAWN
    if withdrew_wholly(case, on) and "closing-not-required-yet" not in speaking:
        return WITHDRAWN
    statuses = {goal.status for goal in case.plan.goals} if case.plan else set()
    return GOALS_MET if "met" in statuses and "open" not in statuses else None


def met_goals(case: Case) -> list[tuple[str | None, str]]:
    """Return the goals that are noted as met: the id, None where a goal has none, and the text."""
    return [(one.id, one.text) for one in case.plan.goals if one.status == "met"] if case.plan else []


def open_goals(case: Case) -> dict[str, str]:
    """Return the goals that are open, by id, with their text; those without an id cannot be named."""
    return {one.id: one.text for one in case.plan.goals if one.id and one.status == "open"} if case.plan else {}


def left_undone(archive: Archive, case: Case, on: date) -> Iterator[str]:
    """Yield what is left undone in a case that is closed on a day, in words."""
    plan = case.plan
    for i, goal in enumerate(plan.goals if plan else (), 1):
        if goal.status == "open":
            yield _("the goal {id} is open: {text}").format(id=goal.id or i, text=goal.text)
    for one in plan.interventions if plan else ():
        if one.status not in ENDED:
            known = _("“{what}” is not finished ({unit})")
            unnamed = _("the intervention “{what}” is not finished (no unit is named)")
            yield (known if one.unit else unnamed).format(what=one.what, unit=one.unit)
    for _file, _path, day in sorted(booked_follow_ups(case, on), key=lambda booked: booked[2]):
        known = _("a follow-up is booked on {date}, and nobody will come")
        past = _("the follow-up of {date} is noted neither as held nor as cancelled")
        yield (known if day > on else past).format(date=day)
    for _name, dispute in open_disputes(case, on):
        yield _("the dispute of {date} is not resolved").format(date=dispute.date)
    for _name, event in happenings(case, on):
        if event.assessed_on is None or event.assessed_on > on:
            yield _("nothing is decided about what happened on {date} ({kind})").format(
                date=event.date, kind=event.kind
            )
    yield from _decisions_waiting(case, on)
    yield from (one.message for one in _as_open(archive, case, on) if one.rule in SILENT_WHEN_CLOSED)


def _decisions_waiting(case: Case, on: date) -> Iterator[str]:
    meeting = case.invitation.meeting if case.invitation else None
    occasions = [meeting, *case.follow_ups.values()]
    for one in (waiting for occasion in occasions if occasion for waiting in occasion.decisions_waiting):
        if one.fed_back_on is None or one.fed_back_on > on:
            yield _("a decision waits for {who}: {about}").format(who=one.waits_for, about=one.about)


def _as_open(archive: Archive, case: Case, on: date) -> tuple[Finding, ...]:
    """Return what is found in the case while it is not closed."""
    loaded = LoadedCase(case.id, replace(case, closing=None), (), load_case(archive, case.id).unreadable)
    return judge_loaded(archive, loaded, on).findings


def found_after(changes: Changes, today: date, rules: Collection[str] = ()) -> list[Finding]:
    """Return what `rules` (all when none are named) find in the case as it would be after the change."""
    loaded = load_case(changes.archive, changes.case_id)
    changed = LoadedCase(loaded.id, changes.after(), (), loaded.unreadable - set(changes.contents()))
    found = judge_loaded(changes.archive, changed, today).findings
    return [one for one in found if (not rules or one.rule in rules) and one.level != "info"]


def check_closed(changes: Changes, case: Case, today: date) -> Closing:
    """Return the closing of a closed case.

    Raises:
        NeedsUser: the case is open.
        ArchiveError: closing.yaml cannot be read, so nobody knows.
    """
    if changes.read(CLOSING_FILE) is not None:
        changes.open(CLOSING_FILE)
    closing = closing_in_force(case, today)
    if closing is None:
        raise NeedsUser(_("The case {case} is not closed, so there is nothing to open again.").format(case=case.id))
    return closing


def reopen(changes: Changes, case: Case, on: date, reason: str, today: date) -> None:
    """Write that a closed case is open again from a day, and why; what closing.yaml says of the closing stays.

    Raises:
        NeedsUser: the case is not closed, or not yet on that day.
    """
    closing = check_closed(changes, case, today)
    if on < closing.date:
        raise NeedsUser(
            _("The case {case} was closed on {closed}; it cannot be opened again before that, on {on}.").format(
                case=case.id, closed=closing.date, on=on
            )
        )
    root = changes.open(CLOSING_FILE).root
    put(root, "reopened_on", on)
    put(root, "reopened_reason", reason)
