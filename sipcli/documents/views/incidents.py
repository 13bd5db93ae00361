"""What goes wrong between those who should help: a deviation to report (W1, W2), and a dispute (W3, W4).

These papers reach managers and systems for quality, so the child stands in them by the case's id only.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sipcli.case.case import CHILD, Case
from sipcli.case.deviations import kind_of, things_named
from sipcli.case.events import DEVIATION, DISPUTE, events_of
from sipcli.case.meetings import absences
from sipcli.case.process_files import Event, TemporaryResponsibility
from sipcli.documents.material import Material
from sipcli.documents.nameless import nameless
from sipcli.documents.views.common import Person, unit_person
from sipcli.errors import NeedsUser
from sipcli.i18n import _
from sipcli.rules.words import stem

LEVELS = ("nearest-manager", "line-organisation", "delregional")
"""Where a dispute is dealt with, from the nearest to the last (W3)."""
ROUTINE = "deviation-routine"
"""The reminder in which a guideline says how deviations are reported (W2)."""
ESCALATION = "dispute-not-escalated"
"""The rule of a guideline that says how a dispute is taken further (W3)."""


@dataclass(frozen=True)
class Party:
    """A unit by its name and whom to reach there; somebody of the family by `kind` alone."""

    kind: str
    name: str | None = None
    contact: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Subject:
    """What a deviation concerns; `kind` is unit, intervention, dispute, or text for what somebody wrote."""

    kind: str
    name: str
    unit: str | None = None
    start: date | None = None
    due: date | None = None
    since: date | None = None
    absent_on: list[date] | None = None


@dataclass(frozen=True)
class DeviationView:
    """What a report of a deviation says (W1, W2). `renamed`: names in the texts have been replaced by roles."""

    case: str
    kind: str | None
    happened_on: date
    guideline: str
    subjects: list[Subject]
    parties: list[Party]
    happened: str | None
    done: str | None
    done_on: date | None
    reported_on: date | None
    sender: Person | None
    routine: str | None
    renamed: bool


@dataclass(frozen=True)
class Meanwhile:
    """Who answers for what while a dispute goes on (W4)."""

    who: str | None
    what: str | None
    since: date | None


@dataclass(frozen=True)
class Level:
    """A level of a dispute's way up; `state` is past, now, ahead, or solved-here (W3)."""

    level: str
    state: str


@dataclass(frozen=True)
class DisputeView:
    """What a note on a dispute says (W3, W4). `county_routine`: the guideline says how disputes go."""

    case: str
    as_of: date
    parties: list[Party]
    about: str | None
    since: date
    days_open: int
    level: str
    levels: list[Level]
    taken_further_on: date | None
    meanwhile: Meanwhile | None
    resolved_on: date | None
    agreed: str | None
    comment: str | None
    county_routine: bool
    renamed: bool


def deviations(of: Material) -> list[str]:
    """Return the deviations of a case as people name them: "2026-10-05-deviation"."""
    return _names(_known(of, DEVIATION))


def disputes(of: Material) -> list[str]:
    """Return the disputes of a case as people name them: "2026-10-05-dispute"."""
    return _names(_known(of, DISPUTE))


def deviation_view(of: Material) -> DeviationView:
    """Return what the report of the deviation `of.about` says; raises NeedsUser when there is no such one."""
    case, event, texts = of.case, _meant(of, DEVIATION), _Texts(nameless(of.case, of.spoken))
    kind, named = kind_of(case, event, of.today), things_named(event)
    subjects = [_subject(case, one, of.today, texts) for one in named if one != kind]
    reminder = of.guideline.reminders.get(ROUTINE)
    return DeviationView(
        case=case.id,
        kind=kind,
        happened_on=event.date,
        guideline=of.guideline.title.text(of.spoken),
        subjects=subjects,
        parties=[_party(case, who, texts) for who in event.parties or _disputing(case, named)],
        happened=texts(event.comment),
        done=texts(event.decision),
        done_on=_past(event.assessed_on, of.today),
        reported_on=_past(event.reported_on, of.today),
        sender=unit_person(case, case.coordinating_unit),
        routine=reminder.text.text(of.spoken) if reminder and reminder.text and not reminder.off else None,
        renamed=texts.changed,
    )


def dispute_view(of: Material) -> DisputeView:
    """Return what the note on the dispute `of.about` says; raises NeedsUser when there is no such one."""
    case, event, texts = of.case, _meant(of, DISPUTE), _Texts(nameless(of.case, of.spoken))
    resolved = _past(event.resolved_on, of.today)
    at = LEVELS.index(event.escalation_level or LEVELS[0])
    if event.escalated_on and event.escalated_on > of.today:
        at = max(at - 1, 0)
    here = "solved-here" if resolved else "now"
    states = ["past" if i < at else here if i == at else "ahead" for i in range(len(LEVELS))]
    return DisputeView(
        case=case.id,
        as_of=of.today,
        parties=[_party(case, who, texts) for who in event.parties],
        about=texts(", ".join(event.about) if isinstance(event.about, list) else event.about),
        since=event.date,
        days_open=((resolved or of.today) - event.date).days,
        level=LEVELS[at],
        levels=[Level(level, state) for level, state in zip(LEVELS, states, strict=True)],
        taken_further_on=_past(event.escalated_on, of.today),
        meanwhile=_meanwhile(case, event.temporary_responsibility, texts),
        resolved_on=resolved,
        agreed=texts(event.decision) if resolved else None,
        comment=texts(event.comment),
        county_routine=ESCALATION in of.guideline.applied(),
        renamed=texts.changed,
    )


class _Texts:
    """Takes names out of what somebody typed, and remembers whether there were any."""

    def __init__(self, without: Callable[[str | None], str | None]) -> None:
        self.without, self.changed = without, False

    def __call__(self, text: str | None) -> str | None:
        made = self.without(text)
        self.changed = self.changed or made != text
        return made

    def name(self, text: str) -> str:
        return self(text) or text


def _past(day: date | None, today: date) -> date | None:
    return day if day and day <= today else None


def _known(of: Material, kind: str) -> dict[str, Event]:
    return dict(events_of(of.case, of.today, kind))


def _names(known: Iterable[str]) -> list[str]:
    """Return the names of events as people write them, a day's second after its first."""
    return sorted(map(stem, known))


def _meant(of: Material, kind: str) -> Event:
    """Return the event of a kind that `about` names: by file, day or id; without it the only one."""
    known = _known(of, kind)
    names = ", ".join(_names(known))
    if not known:
        none = {
            DEVIATION: _("The case {case} has no deviation. Record it with “sip deviation add {case}”."),
            DISPUTE: _("The case {case} has no dispute. Record it with “sip dispute open {case}”."),
        }
        raise NeedsUser(none[kind].format(case=of.case.id))
    if not of.about:
        fitting = list(known.values())
    else:
        exact = [one for name, one in known.items() if of.about in (name, stem(name), one.id)]
        fitting = exact or [one for one in known.values() if of.about == str(one.date)]
    if not fitting:
        raise NeedsUser(
            _("The case {case} has no “{about}”; there are: {names}.").format(
                case=of.case.id, about=of.about, names=names
            )
        )
    if len(fitting) > 1:
        raise NeedsUser(
            _("The case {case} has several; say which with --about: {names}.").format(case=of.case.id, names=names)
        )
    return fitting[0]


def _subject(case: Case, said: str, today: date, texts: _Texts) -> Subject:
    """Return what a deviation says it is about: a unit, an intervention, a dispute, else the text."""
    unit = case.unit(said)
    if unit:
        missed = [day for day, _file, who, replaced in absences(case, today) if who == said and not replaced]
        return Subject("unit", unit.name, absent_on=sorted(missed))
    for i, one in enumerate(case.plan.interventions if case.plan else (), 1):
        if said == (one.id or str(i)):
            of_unit = case.unit(one.unit)
            name = of_unit.name if of_unit else one.unit
            return Subject("intervention", texts.name(one.what), unit=name, start=one.start, due=one.due)
    for name, dispute in events_of(case, today, DISPUTE):
        if said in (dispute.id, name, stem(name)):
            about = ", ".join(dispute.about) if isinstance(dispute.about, list) else dispute.about
            return Subject("dispute", texts(about) or stem(name), since=dispute.date)
    return Subject("text", texts.name(said))


def _disputing(case: Case, said: list[str]) -> list[str]:
    """Return the parties of the disputes that a deviation is about."""
    about = (one for name, one in case.events.items() if one.kind == DISPUTE and {one.id, stem(name)} & set(said))
    return list(dict.fromkeys(who for one in about for who in one.parties))


def _party(case: Case, who: str, texts: _Texts) -> Party:
    unit = unit_person(case, who)
    if unit:
        return Party("unit", unit.name, unit.contact, unit.phone)
    file = case.file
    kinds = {CHILD: "child"}
    kinds |= {one.id: "guardian" for one in file.guardians} | {one.id: "relative" for one in file.relatives}
    kinds |= {one.id: "representative" for one in file.representatives}
    return Party(kinds[who]) if who in kinds else Party("person", texts.name(who))


def _meanwhile(case: Case, said: TemporaryResponsibility | str | None, texts: _Texts) -> Meanwhile | None:
    if said is None or isinstance(said, str):
        return Meanwhile(None, texts(said), None) if said else None
    unit = case.unit(said.unit)
    found = Meanwhile(unit.name if unit else said.unit, texts(said.what), said.agreed_on)
    return found if found.who or found.what else None
