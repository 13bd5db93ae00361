"""The meeting was held, is held all the same or is cancelled, and what waited was told (B10, B11, M9, M10)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ruamel.yaml.comments import CommentedMap

from sipcli.acts.prepare import put_if
from sipcli.archive.changes import Changes
from sipcli.archive.editing import add, entries, put, section
from sipcli.case.case import INVITATION_FILE, Case
from sipcli.case.process_files import Meeting
from sipcli.errors import UsageError
from sipcli.i18n import _

HOLD, CANCEL = "hold", "cancel"

IN_PERSON = ("whole", "part", "phone", "video")
"""How a child takes part that hears for itself what is said (M10)."""


@dataclass(frozen=True)
class Met:
    """How the meeting went. What is left out stays as the file has it; so do present and absent when both are None.

    `substitutes`: who came in a unit's place, None for nobody. `waiting`: decisions that wait, each with whom for.
    """

    held_on: date
    present: tuple[str, ...] | None = None
    absent: tuple[str, ...] | None = None
    substitutes: Mapping[str, str | None] = field(default_factory=dict)
    child_participation: str | None = None
    child_represented_by: str | None = None
    child_told_on: date | None = None
    chair: str | None = None
    recorder: str | None = None
    waiting: tuple[tuple[str, str], ...] = ()


def attendance(
    case: Case, present: Sequence[str], absent: Sequence[str], away: Collection[str], *, asked: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (present, absent) at the meeting, of those whom the invitation went to and those named.

    Everyone came except who declined, those in `away` and those named as absent; when only those present are named,
    the others were absent. Where it is recorded already, only those named are moved. `absent` that was `asked` about is
    the whole answer. Who passed the invitation on is neither.

    Raises:
        UsageError: somebody is named as both.
    """
    both = sorted(set(present) & set(absent))
    if both:
        raise UsageError(_("Both present and absent: {ids}.").format(ids=", ".join(both)))
    invitees = case.invitation.invitees if case.invitation else []
    meeting = (case.invitation.meeting if case.invitation else None) or Meeting()
    invited = [one.who for one in invitees if one.response != "passed-on"]
    known = [*invited, *meeting.present, *present, *absent]
    if asked:
        gone = set(absent) | set(away)
    elif meeting.held and (meeting.present or meeting.absent):
        known = [*meeting.present, *meeting.absent, *present, *absent]
        gone = (set(meeting.absent) | set(away)) - set(present) | set(absent)
    elif present and not absent:
        gone = set(known) - set(present)
    else:
        declined = {one.who for one in invitees if one.response == "declined"}
        gone = (declined | set(away)) - set(present) | set(absent)
    order = list(dict.fromkeys(known))
    return tuple(who for who in order if who not in gone), tuple(who for who in order if who in gone)


def without_word(case: Case, came: Sequence[str]) -> list[str]:
    """Return those of whom nothing says that they came: they have not accepted, and are not recorded as present."""
    invitees = case.invitation.invitees if case.invitation else []
    meeting = (case.invitation.meeting if case.invitation else None) or Meeting()
    said = {one.who for one in invitees if one.response == "accepted"} | set(meeting.present if meeting.held else ())
    return [who for who in came if who not in said]


def hold(changes: Changes, met: Met) -> None:
    """Write that the meeting was held, and how (not yet on disk)."""
    root = changes.open(INVITATION_FILE).root
    meeting = section(root, "meeting")
    if meeting.get("date") != str(met.held_on):
        put(meeting, "date", met.held_on)
    put_if(meeting, "chair", met.chair)
    put_if(meeting, "recorder", met.recorder)
    put(meeting, "held", True)
    for key, value in (("present", met.present), ("absent", met.absent)):
        if value is not None and (value or key in meeting) and list(value) != list(meeting.get(key) or ()):
            put(meeting, key, list(value))
    for key in ("child_participation", "child_represented_by", "child_told_on"):
        put_if(meeting, key, getattr(met, key))
    there = [(one.get("about"), one.get("waits_for")) for one in meeting.get("decisions_waiting") or ()]
    for about, who in met.waiting:
        if (about, who) not in there:
            add(entries(meeting, "decisions_waiting"), {"about": about, "waits_for": who})
    for one in root.get("invitees") or ():
        if isinstance(one, CommentedMap) and one.get("who") in met.substitutes:
            name = met.substitutes[str(one["who"])]
            if name:
                put(one, "substitute", name)
            else:
                one.pop("substitute", None)


def decide_absence(changes: Changes, decision: str, decided_with: Sequence[str], on: date) -> None:
    """Write whether the meeting is held although somebody cannot come, or cancelled, and with whom it was decided."""
    made = section(section(changes.open(INVITATION_FILE).root, "meeting"), "absence_decision")
    put(made, "decision", decision)
    put_if(made, "decided_with", tuple(decided_with))
    put(made, "decided_on", on)


def unanswered_decisions(meeting: Meeting) -> dict[str, str]:
    """Return the decisions that wait for feedback, by their number in the file from 1."""
    return {str(i): one.about for i, one in enumerate(meeting.decisions_waiting, 1) if one.fed_back_on is None}


def feed_back(changes: Changes, told: Mapping[str, date]) -> None:
    """Write on which day everyone was told of decisions, named by their number in the file (M9)."""
    waiting = section(changes.open(INVITATION_FILE).root, "meeting")["decisions_waiting"] if told else []
    for number, day in told.items():
        put(waiting[int(number) - 1], "fed_back_on", day)
