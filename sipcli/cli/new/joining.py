"""Who joins a case later, as options say it or as it is told in a conversation; `sip add` puts the questions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sipcli.acts.new.forms import as_entry
from sipcli.acts.people import Joining, Prevented
from sipcli.case.case_file import Unit
from sipcli.case.people import person_names
from sipcli.cli.new import questions
from sipcli.cli.new.other_plans import other_plans_of
from sipcli.cli.new.units import asked_units, units_of
from sipcli.cli.work import Work
from sipcli.console.choices import Choices, people
from sipcli.console.prompts import text
from sipcli.errors import UsageError
from sipcli.i18n import N_, _

WHAT = {
    "unit": N_("a unit that takes part"),
    "guardian": N_("a guardian"),
    "representative": N_("somebody who acts for the child"),
    "relative": N_("somebody else near the child"),
    "contact": N_("the person to reach at a unit"),
    "other-plan": N_("another individual plan that the child has"),
    "coordinating-unit": N_("which unit coordinates until there is a plan"),
    "child-best-responsible": N_("the child-best-responsible"),
    "prevented": N_("that a guardian is prevented"),
}


def units_after(work: Work, coming: Sequence[Unit]) -> Choices:
    """Return the units that the case will have as choices."""
    return units_of([*work.case.file.units, *coming], work.case_id)


def prevented_of(
    work: Work, guardian: str | None, since: str | None, reason: str | None, *, urgent: bool
) -> Prevented | None:
    """Return what is said of a guardian who is prevented (FB 6:13); what is missing is asked for.

    Raises:
        UsageError: nobody is there to ask, the guardian is unknown, or only the rest is given.
    """
    if guardian is None:
        if since or reason or urgent:
            raise UsageError(_("Say which guardian is prevented: --prevented GUARDIAN."))
        return None
    who = people(work.case, [one.id for one in work.case.file.guardians]).read(guardian)
    return _prevented(work, who, since, reason, urgent=urgent)


def _prevented(work: Work, who: str, since: str | None, reason: str | None, *, urgent: bool) -> Prevented:
    name = person_names(work.case)[who]
    return Prevented(
        guardian=who,
        since=work.talk.need(since, "--since", _("Since when is {name} prevented?").format(name=name), work.talk.past),
        reason=work.talk.need(reason, "--reason", _("Why is {name} prevented?").format(name=name), text),
        urgent=urgent or bool(work.talk.yes(None, _("Must the decision be made now, for the child not to be harmed?"))),
    )


def asked_joining(work: Work) -> tuple[Joining, Prevented | None]:
    """Ask what is to be added, one thing after the other, until a question is skipped."""
    joining, prevented = Joining(), None
    what = Choices({word: _(label) for word, label in WHAT.items()})
    question = _("What do you want to add?")
    while chosen := work.talk.may_pick(None, "", question, what):
        if chosen == "prevented":
            guardians = people(work.case, [one.id for one in work.case.file.guardians])
            who = work.talk.may_pick(None, "--prevented", _("Which guardian?"), guardians)
            prevented = _prevented(work, who, None, None, urgent=False) if who else prevented
        else:
            joining = _ASKED[chosen](work, joining)
        question = _("Anything more to add? (Enter: no)")
    return joining, prevented


def _ask_unit(work: Work, joining: Joining) -> Joining:
    taken = [*person_names(work.case), *(one.id for one in joining.units)]
    more = asked_units(work.talk, work.archive.unit_register(), taken)
    return replace(joining, units=(*joining.units, *more))


def _ask_guardian(work: Work, joining: Joining) -> Joining:
    there = tuple(as_entry(one) for one in work.case.file.guardians)
    known = (*there, *joining.guardians)
    more = questions.guardians_of(work.talk, None, _("Guardians, as NAME or NAME, PHONE"), known)
    everyone = (*there, *joining.guardians, *more)
    custody, everyone = questions.custody_of(work.talk, None, everyone, _custody_that_fits(work, len(everyone)))
    return replace(joining, guardians=everyone[len(there) :], custody=custody)


def _custody_that_fits(work: Work, guardians: int) -> str | None:
    from sipcli.acts.new.forms import custody_conflict

    now = work.case.file.custody
    return None if custody_conflict(now, guardians) else now


def _ask_representative(work: Work, joining: Joining) -> Joining:
    one = questions.asked_representative(work.talk)
    return replace(joining, representatives=(*joining.representatives, one)) if one else joining


def _ask_relative(work: Work, joining: Joining) -> Joining:
    question = _("Others near the child who may be invited, as NAME:RELATION")
    return replace(joining, relatives=(*joining.relatives, *work.talk.many(None, question, questions.read_relative)))


def _ask_contact(work: Work, joining: Joining) -> Joining:
    unit = work.talk.may_pick(None, "--contact", _("Whose contact person?"), units_after(work, joining.units))
    question = _("Who is to be reached there, as NAME or NAME, PHONE?")
    person = work.talk.may(None, "--contact", question, questions.read_guardian) if unit else None
    return replace(joining, contacts={**joining.contacts, unit: person}) if unit and person else joining


def _ask_other_plan(work: Work, joining: Joining) -> Joining:
    more = other_plans_of(work.talk, work.guideline, None, units_after(work, joining.units))
    return replace(joining, other_plans=(*joining.other_plans, *more))


def _ask_coordinating(work: Work, joining: Joining) -> Joining:
    question = _("Which unit coordinates until there is a plan ({coordinator})?").format(
        coordinator=work.term("coordinator")
    )
    known = units_after(work, joining.units)
    return replace(joining, coordinating_unit=work.talk.may_pick(None, "--coordinating-unit", question, known))


def _ask_responsible(work: Work, joining: Joining) -> Joining:
    known = units_after(work, joining.units)
    person = questions.responsible_of(work.talk, None, None, known, asked=True)
    return replace(joining, child_best_responsible=person)


_ASKED: Mapping[str, Callable[[Work, Joining], Joining]] = {
    "unit": _ask_unit,
    "guardian": _ask_guardian,
    "representative": _ask_representative,
    "relative": _ask_relative,
    "contact": _ask_contact,
    "other-plan": _ask_other_plan,
    "coordinating-unit": _ask_coordinating,
    "child-best-responsible": _ask_responsible,
}
