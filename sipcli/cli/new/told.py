"""What is told of a new case, by options or in a conversation, and the case that is begun from it."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date

from sipcli import i18n
from sipcli.acts.new.case import Earlier, NewCase, begin, checked_id, new_id, taken_over, usual_route
from sipcli.acts.new.forms import Entry, different_units, with_ids
from sipcli.archive.archive import Archive
from sipcli.archive.own_guidelines import own_guidelines
from sipcli.case.case_file import Contact, Unit
from sipcli.case.days import is_adult
from sipcli.cli.common import case_read
from sipcli.cli.new import questions
from sipcli.cli.new.other_plans import other_plans_of
from sipcli.cli.new.summary import as_command
from sipcli.cli.new.units import asked_units, contact_of, read_unit, units_of
from sipcli.cli.work import Work
from sipcli.console.choices import Choices
from sipcli.console.output import say
from sipcli.console.prompts import confirm, interactive, text
from sipcli.console.talk import Talk
from sipcli.errors import NeedsUser, SipError, UsageError
from sipcli.guidelines.loader import Own, guideline_ids, load_guideline
from sipcli.guidelines.model import Guideline
from sipcli.i18n import _


@dataclass(frozen=True)
class Told:
    """What the options say of the case, as it was typed."""

    child: str | None
    born: str | None
    need_noticed: str | None
    noticed_by: str | None
    requested_by: str | None
    reason: Sequence[str] | None
    route: str | None
    custody: str | None
    guardian: Sequence[str] | None
    representative: Sequence[str] | None
    relative: Sequence[str] | None
    unit: Sequence[str] | None
    coordinating_unit: str | None
    child_best_responsible: str | None
    child_best_responsible_told: str | None
    other_plan: Sequence[str] | None
    placement_decided: str | None
    contact: Sequence[str] | None


class Begun(Work):
    """The work of beginning a case: there are changes, and nothing before them."""

    def __init__(
        self,
        archive: Archive,
        today: date,
        told: Told,
        *,
        guideline: str | None,
        follows: str | None,
        case_id: str | None,
    ) -> None:
        """Ask for what was not told; which guideline, the id and the earlier case leave the conversation as it is.

        Raises:
            UsageError: something is missing or does not fit.
            NeedsUser: the case to go on from is not closed.
        """
        self.archive, self.today, self.told = archive, today, told
        self.case_id = checked_id(archive, case_id) if case_id is not None else new_id(archive, today)
        self.talk = Talk(today, *astuple(told))
        self.earlier = self._goes_on_from(follows)
        self.guideline = self._guideline(guideline)
        self.new = self._asked()
        self.changes = begin(archive, self.new)

    def as_command(self, today: str | None, because: str | None) -> str:
        """Return the command that says what was answered; `today` and `because` are options as they were typed."""
        return as_command(self.new, self.archive.unit_register(), self.earlier, today, because)

    def _guideline(self, given: str | None) -> Guideline:
        own = own_guidelines(self.archive.root)
        usual = (self.earlier.guideline if self.earlier else None) or self.archive.settings.guideline
        if given is None and not self.talk.asking:
            return load_guideline(usual, own)
        titles = Choices({one: _title(one, own) for one in guideline_ids(own)})
        return load_guideline(self.talk.pick(given, "--guideline", _("Guideline"), titles, usual), own)

    def _goes_on_from(self, follows: str | None) -> Earlier | None:
        """Return what is taken over from the case that this one goes on from; asked for when there are closed ones."""
        closed = self.talk.asking and any(
            (self.archive.folder(one) / "closing.yaml").exists() for one in self.archive.case_ids()
        )
        if follows is None and not closed:
            return None

        def read(said: str) -> Earlier:
            try:
                return taken_over(case_read(self.archive, self.archive.find_case(said)), self.today)
            except NeedsUser as err:
                if follows is None:
                    raise UsageError(str(err)) from None  # another may be named
                raise

        question = _("Does it go on from a closed case? Its id (Enter: no)")
        found = self.talk.may(follows, "--follows", question, read)
        if found:
            say(
                _(
                    "From {case} are taken over: the child, the people and the units. Consents are asked for anew."
                ).format(case=found.case_id)
            )
            if self.talk.asking:
                say(_("What was so in {case} stands in brackets; Enter keeps it.").format(case=found.case_id))
        return found

    def _asked(self) -> NewCase:
        talk, told, earlier = self.talk, self.told, self.earlier
        child = self._child()
        question = _("The day the need was noticed")
        read = questions.noticed_day(talk, child["born"])
        noticed_on = talk.expect(told.need_noticed, "--need-noticed", question, read, str(self.today))
        reasons = questions.reasons_of(talk, self.guideline, told.reason)
        custody, guardians = self._guardians(child["born"])
        representatives, relatives = self._representatives(), self._relatives()
        units = self._units()
        ids = [one.id for one in units]
        taken = [*ids, *(str(one["id"]) for one in (*guardians, *representatives, *relatives) if "id" in one)]
        guardians = with_ids(guardians, "guardians", taken)
        representatives = with_ids(representatives, "representatives", taken)
        relatives = with_ids(relatives, "relatives", taken)
        known = units_of(units, self.case_id)
        likely = ids[0] if len(ids) == 1 else self.archive.settings.unit
        question = _("Which unit noticed the need?")
        noticed_by = talk.pick(told.noticed_by, "--noticed-by", question, known, likely if likely in ids else None)
        persons = questions.persons_of(self.case_id, child["name"], guardians, representatives, relatives)
        question = _("Did the child, or somebody close to the child, ask for a plan? (Enter: no)")
        requested_by = talk.may_pick(told.requested_by, "--requested-by", question, persons)
        default = self.guideline.default_route
        noticed = next((one for one in units if one.id == noticed_by), None)
        return NewCase(
            id=self.case_id,
            guideline=self.guideline.id,
            opened=self.today,
            child=child,
            need_noticed=noticed_on,
            noticed_by=noticed_by,
            requested_by=requested_by,
            reasons=reasons,
            route=questions.route_of(talk, told.route, default, usual_route(default, noticed)),
            custody=custody,
            guardians=guardians,
            representatives=representatives,
            relatives=relatives,
            units=units,
            coordinating_unit=talk.may_pick(
                told.coordinating_unit,
                "--coordinating-unit",
                _("Which unit coordinates until there is a plan ({coordinator})?").format(
                    coordinator=self.term("coordinator")
                ),
                known,
                noticed_by if talk.asking else None,
            ),
            child_best_responsible=questions.responsible_of(
                talk,
                told.child_best_responsible,
                told.child_best_responsible_told,
                known,
                asked="kronoberg" in self.guideline.lineage,
            ),
            other_plans=other_plans_of(talk, self.guideline, told.other_plan, known),
            placement_decided=self._placement(reasons),
            follows=earlier.case_id if earlier else None,
        )

    def _child(self) -> Entry:
        talk, told = self.talk, self.told
        before = dict(self.earlier.child) if self.earlier else {}
        name = talk.need(told.child, "--child", _("The child's name"), text, before.get("name"))
        question = _("The child's date of birth (YYYY-MM-DD; a personal number is never needed)")
        usual = str(before["born"]) if before else None
        born = talk.need(told.born, "--born", question, questions.birth_day(self.today), usual)
        questions.say_age_limit(self.guideline, born, self.today)
        return {**before, "name": name, "born": born}

    def _guardians(self, born: date) -> tuple[str | None, tuple[Entry, ...]]:
        talk, told, earlier = self.talk, self.told, self.earlier
        if talk.asking and is_adult(born, self.today):
            say(_("At 18 custody has ended: the young person decides about consent, and guardians are not asked for."))
            return None, ()
        same = self._same(earlier.guardians if earlier else (), told.guardian, _("The same guardians: {names}?"))
        if same is not None:
            default = earlier.custody if earlier else None
            return questions.custody_of(talk, told.custody, same, default)
        found = questions.guardians_of(talk, told.guardian, _("Guardians, as NAME or NAME, PHONE"))
        return questions.custody_of(talk, told.custody, found)

    def _representatives(self) -> tuple[Entry, ...]:
        talk, told = self.talk, self.told
        before = self.earlier.representatives if self.earlier else ()
        same = self._same(before, told.representative, _("The same representatives: {names}?"))
        if same is not None:
            return same
        if told.representative or not talk.asking:
            return talk.many(told.representative, "", questions.read_representative(talk))
        return questions.asked_representatives(talk)

    def _relatives(self) -> tuple[Entry, ...]:
        before = self.earlier.relatives if self.earlier else ()
        same = self._same(before, self.told.relative, _("The same others near the child: {names}?"))
        if same is not None:
            return same
        question = _("Others near the child who may be invited, as NAME:RELATION")
        return self.talk.many(self.told.relative, question, questions.read_relative)

    def _units(self) -> tuple[Unit, ...]:
        units = self._units_told()
        known = units_of(units, self.case_id)
        persons = dict(contact_of(known, one) for one in self.told.contact or ())
        return tuple(
            one.model_copy(update={"contact": Contact(**persons[one.id])}) if one.id in persons else one
            for one in units
        )

    def _units_told(self) -> tuple[Unit, ...]:
        register = self.archive.unit_register()
        earlier = self.earlier.units if self.earlier else ()
        if not self.told.unit and earlier and self._kept([one.name for one in earlier], _("The same units: {names}?")):
            more = asked_units(self.talk, register, [one.id for one in earlier]) if self.talk.asking else ()
            return (*earlier, *more)
        if self.told.unit:
            return different_units(map(read_unit(register), self.told.unit))
        if not interactive():
            question = _("at least the unit that noticed the need")
            raise UsageError(_("{option} is missing: {question}").format(option="--unit", question=question))
        return asked_units(self.talk, register, needed=True)

    def _placement(self, reasons: Sequence[str]) -> date | None:
        """Return when a placement was decided; asked for where the guideline or a reason speaks of placements."""
        told, talk = self.told.placement_decided, self.talk
        speaks = {"stromsund", "vastra-gotaland"} & set(self.guideline.lineage) or "placed" in reasons
        if told is None and not speaks:
            return None
        question = _("When was a placement outside the home decided? (Enter: there is none)")
        return talk.may(told, "--placement-decided", question, talk.past)

    def _same(self, before: tuple[Entry, ...], given: Sequence[str] | None, question: str) -> tuple[Entry, ...] | None:
        """Return what is kept of the earlier case, None when it was told anew or nothing was there."""
        kept = before and not given and self._kept([str(one["name"]) for one in before], question)
        return before if kept else None

    def _kept(self, names: Sequence[str], question: str) -> bool:
        return not self.talk.asking or confirm(question.format(names=", ".join(names)), default=True)


def _title(guideline: str, own: Own) -> str:
    """Return a guideline's title; its id when its file has a mistake, which is said when it is chosen."""
    try:
        return load_guideline(guideline, own).title.text(i18n.language)
    except SipError:
        return guideline
