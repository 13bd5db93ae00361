"""Discharge from inpatient care (U1, lag 2017:612): recording its six steps, and telling how far they have come."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sipcli.acts.prepare import put_if
from sipcli.archive.changes import Changes
from sipcli.archive.editing import put, section
from sipcli.case.case import CASE_FILE, Case
from sipcli.case.case_file import Discharge
from sipcli.case.meetings import invitation_sent, meeting_day, meeting_held
from sipcli.case.people import guardians, representatives
from sipcli.guidelines.model import Guideline
from sipcli.i18n import N_, _
from sipcli.rules.dates import IN_DISCHARGE
from sipcli.rules.discharge import Hours, call_needed, notice_limit
from sipcli.rules.finding import Finding

ROUTE = "discharge"
NOTICE_RULE, CALL_RULES = "admission-notice-late", ("discharge-call-due", "discharge-call-overdue")
CONTACT_RULE = "care-contact-missing"
SILENT_ON_ROUTE = ("invitation-too-late", "meeting-late")
"""Rules about three weeks, which do not judge a discharge."""

STEPS: dict[str, str] = {
    "admission-notice": N_("admission notice"),
    "planning": N_("planning"),
    "ready-notice": N_("discharge-ready notice"),
    "call": N_("call to the meeting"),
    "preparation": N_("preparation"),
    "meeting": N_("meeting after coming home"),
}
"""The six steps in their order, with words to show."""


@dataclass(frozen=True)
class Step:
    """How one step stands. `days` past its last day (negative: left) while it waits; `late`: done, and too late.

    `needed` is false for what nobody has to do (any more); `command` records the step, or what is next in it.
    """

    key: str
    command: str
    done_on: date | None = None
    last_day: date | None = None
    days: int | None = None
    late: bool = False
    needed: bool = True
    note: str = ""

    def exported(self) -> dict[str, object]:
        """Return the fields that JSON and CSV show."""
        days = {"done_on": self.done_on, "last_day": self.last_day}
        return {
            "step": self.key,
            **{key: day.isoformat() if day else None for key, day in days.items()},
            "days": self.days,
            "late": self.late,
            "needed": self.needed,
            "command": self.command,
        }


def record(changes: Changes, said: Mapping[str, Any]) -> None:
    """Write what was said of the discharge into case.yaml, by the keys there; the rest stays.

    A care contact is a mapping too; another person's telephone number does not stay with the new one.
    """
    part = section(changes.open(CASE_FILE).root, "discharge")
    keys = list(Discharge.model_fields)
    for key, value in said.items():
        if key != "care_contact":
            after = next((one for one in keys[keys.index(key) + 1 :] if one in part), None)
            put(part, key, value, before=after)
            continue
        contact = section(part, key)
        if value.get("name", contact.get("name")) != contact.get("name"):
            for old in list(contact):
                del contact[old]
        for name, one in value.items():
            put_if(contact, name, one)


def set_route(changes: Changes) -> None:
    """Make the case a discharge."""
    put(changes.open(CASE_FILE).root, "route", ROUTE, before="opened")


def silenced(findings: Sequence[Finding]) -> list[Finding]:
    """Return what the rules say of a meeting that was held, and would no longer say if the case were a discharge."""
    return [one for one in findings if one.rule in SILENT_ON_ROUTE and one.settled and one.level != "info"]


def before_admission(said: Discharge, keys: Collection[str] = IN_DISCHARGE) -> str | None:
    """Return which of the steps in `keys` is before the admission, which cannot be; None when the order is possible."""
    admitted = said.admitted_at
    for key in keys if admitted else ():
        one = getattr(said, key)
        if admitted and one and one < (admitted if isinstance(one, datetime) else admitted.date()):
            return key
    return None


def steps(case: Case, guideline: Guideline, findings: Sequence[Finding], today: date) -> list[Step]:
    """Return the six steps as they stand on `today`; their last days are those of the guideline's rules."""
    said = case.file.discharge or Discharge()
    ready, home = _by_then(said.ready_notice_on, today), _by_then(said.went_home_on, today)
    return [
        _notice(case, said, guideline, findings, today),
        _simple(case, "planning", _by_then(said.planning_on, today), passed=ready or home),
        _simple(case, "ready-notice", ready, passed=home),
        _call(case, said, findings, today),
        _preparation(case, said, today),
        _meeting(case, said, today),
    ]


def next_step(found: Sequence[Step]) -> Step | None:
    """Return the first step that is not done, None when all are."""
    return next((one for one in found if one.needed and not one.done_on), None)


def _by_then(day: date | None, today: date) -> date | None:
    return day if day and day <= today else None


def _simple(case: Case, key: str, done: date | None, passed: date | None) -> Step:
    """Return a step without a limit; nobody takes it any more once a later one was taken (`passed`)."""
    return Step(key, f"sip discharge {case.id} --{key} DATE", done, needed=done is not None or passed is None)


def _notice(case: Case, said: Discharge, guideline: Guideline, findings: Sequence[Finding], today: date) -> Step:
    notice = said.admission_notice_at
    done = _by_then(notice.date() if notice else None, today)
    setting = guideline.applied().get(NOTICE_RULE)
    limit = None
    if setting and said.admitted_at:
        limit = notice_limit(said.admitted_at, Hours.model_validate(setting.params).hours)
    return Step(
        "admission-notice",
        f"sip discharge {case.id} " + ("--admission-notice" if said.admitted_at else "--admitted") + ' "DATE HH:MM"',
        done,
        last_day=limit.date() if limit else None,
        days=(today - limit.date()).days if limit and not done else None,
        late=bool(done) and any(one.rule == NOTICE_RULE for one in findings),
        note=_("admitted {moment}").format(moment=f"{said.admitted_at:%Y-%m-%d %H:%M}") if said.admitted_at else "",
    )


def _call(case: Case, said: Discharge, findings: Sequence[Finding], today: date) -> Step:
    done, needed = _by_then(said.call_sent_on, today), call_needed(said)
    found = next((one for one in findings if one.rule in CALL_RULES), None)
    invited = _in_it(invitation_sent(case, today), said)
    return Step(
        "call",
        f"sip discharge {case.id} --call-sent {invited or 'DATE'}",
        done,
        last_day=found.date if found else None,
        days=found.days if found and not done else None,
        late=bool(done and found),
        needed=needed or bool(done),
        note="" if needed or done else _("not asked for: the child needs only one of region and municipality"),
    )


def _preparation(case: Case, said: Discharge, today: date) -> Step:
    wanted = ["child"] + (["guardians"] if guardians(case, today) or representatives(case, today) else [])
    days = {who: getattr(getattr(case.preparation, who, None), "done_on", None) for who in wanted}
    left = [who for who, day in days.items() if not _in_it(_by_then(day, today), said)]
    done = None if left else max(day for day in days.values() if day)
    return Step("preparation", f"sip prepare {(left or wanted)[0]} {case.id}", done)


def _meeting(case: Case, said: Discharge, today: date) -> Step:
    day = _in_it(meeting_day(case), said)
    held = day if day and meeting_held(case, today) else None
    home = _by_then(said.went_home_on, today)
    notes = [_("home again {day}").format(day=home)] if home else []
    if day and not held:
        notes.append(_("called for {day}").format(day=day))
    if day and said.went_home_on and day < said.went_home_on:
        notes.append(_("before the child comes home"))
    command = f"sip meet {case.id}" if day else f"sip invite {case.id}"
    if not home:
        command = f"sip discharge {case.id} --went-home DATE"
    return Step("meeting", command, held, note=", ".join(notes))


def _in_it(day: date | None, said: Discharge) -> date | None:
    """Return the day unless it is before the first that is recorded of the discharge: then it is of an earlier plan."""
    known = [getattr(said, key) for key in IN_DISCHARGE]
    days = [one.date() if isinstance(one, datetime) else one for one in known if one]
    return day if day and days and day >= min(days) else None
