"""What `sip plan new`, `change` and `revise` have in common: the parts of a plan as options and as questions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.work import Work
from sipcli.i18n import _

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

    from sipcli.acts.plan.write import Parts
    from sipcli.case.plan_file import Plan

NeedOption = Annotated[list[str] | None, typer.Option("--need", metavar="TEXT", help=_("A need; once for each."))]
CoordinatorOption = Annotated[
    str | None,
    typer.Option(
        "--coordinator",
        metavar="UNIT",
        help=_("The unit that coordinates: its id, or a part of its name."),
        autocompletion=complete.units,
    ),
]
CoordinatorNameOption = Annotated[
    str | None, typer.Option("--coordinator-name", metavar="NAME", help=_("Who there; the unit's contact if left out."))
]
CoordinatorPhoneOption = Annotated[
    str | None,
    typer.Option("--coordinator-phone", metavar="TEXT", help=_("How to reach them; the contact's if left out.")),
]
LeadPrincipalOption = Annotated[
    str | None,
    typer.Option(
        "--lead-principal",
        metavar="WORD",
        help=_("Who has the overall responsibility, municipality or region; the coordinating unit's own if left out."),
    ),
]
SharedWithOption = Annotated[
    list[str] | None,
    typer.Option(
        "--shared-with",
        metavar="UNIT",
        help=_("A unit that the coordination is shared with; once for each."),
        autocompletion=complete.units,
    ),
]
ContactOption = Annotated[
    str | None, typer.Option("--contact-if-failing", metavar="TEXT", help=_("Whom to contact if the plan fails."))
]
ChildDoesOption = Annotated[str | None, typer.Option("--child-does", metavar="TEXT", help=_("What the child does."))]
GuardiansDoOption = Annotated[
    str | None, typer.Option("--guardians-do", metavar="TEXT", help=_("What the guardians do."))
]
OthersDoOption = Annotated[
    list[str] | None, typer.Option("--others-do", metavar="TEXT", help=_("What others do; once for each."))
]


@dataclass(frozen=True)
class Given:
    """The options as they were given."""

    need: Sequence[str] | None = None
    child_does: str | None = None
    guardians_do: str | None = None
    others_do: Sequence[str] | None = None
    coordinator: str | None = None
    coordinator_name: str | None = None
    coordinator_phone: str | None = None
    lead_principal: str | None = None
    shared_with: Sequence[str] | None = None
    contact: str | None = None

    @property
    def any(self) -> bool:
        """Whether one of them was given."""
        return self != Given()


def ask_needs(work: Work, given: Given, question: str) -> tuple[str, ...]:
    """Return the needs given or typed, each once."""
    from sipcli.console.prompts import text

    return tuple(dict.fromkeys(work.talk.many(given.need, question, text)))


def ask_rest(work: Work, given: Given, now: "Plan | None", needs: Sequence[str], *, choose: bool = False) -> "Parts":
    """Return the parts of a plan besides goals and interventions: what each does, who coordinates, whom to contact.

    `now` is the plan as it is, whose answers are shown with the questions. With `choose` the coordinator is asked for
    wherever there is somebody to ask, with the present one as the default (F7).
    """
    from sipcli.console.prompts import maybe, text

    talk = work.talk
    own = now.own_actions if now else None
    listed = own.others if own else ()
    others = listed if isinstance(listed, str) else "; ".join(listed)
    question = with_now(_("What does the child do?"), own.child if own else None)
    child = talk.may(given.child_does, "--child-does", question, maybe)
    question = with_now(_("What do the guardians do?"), own.guardians if own else None)
    guardians = talk.may(given.guardians_do, "--guardians-do", question, maybe)
    others_do = talk.many(given.others_do, with_now(_("What do others do?"), others), text)
    coordinated = ask_coordinator(work, given, now, choose=choose)
    question = with_now(_("Whom to contact if the plan fails?"), now.contact_if_failing if now else None)
    return replace(
        coordinated,
        needs=tuple(needs),
        child_does=child,
        guardians_do=guardians,
        others_do=others_do,
        contact_if_failing=talk.may(given.contact, "--contact-if-failing", question, maybe),
    )


def ask_coordinator(work: Work, given: Given, now: "Plan | None", *, choose: bool = False) -> "Parts":
    """Return who coordinates, as the parts of a plan that say it; a conversation goes into it only where it changes."""
    from sipcli.acts.plan.write import Parts
    from sipcli.console.choices import people, units
    from sipcli.console.prompts import maybe

    talk, case = work.talk, work.case
    said = now.coordinator if now else None
    present = said.unit if said else None
    if talk.asking and present and not choose and not talk.yes(None, _("Does the coordination change?")):
        return Parts()
    term = work.term("coordinator")
    question = _("Which unit coordinates ({coordinator})?").format(coordinator=term)
    if choose and present:
        question = _("Which unit coordinates from now on ({coordinator})?").format(coordinator=term)
        chosen: str | None = talk.pick(given.coordinator, "--coordinator", question, units(case), present)
        if talk.asking and chosen == present:
            return Parts()
    else:
        default = (present or case.coordinating_unit) if talk.asking else None
        chosen = talk.may_pick(given.coordinator, "--coordinator", question, units(case), default)
    unit = case.unit(chosen or present)
    contact = unit.contact if unit else None
    kept = said if chosen in (None, present) else None
    name = (kept.name if kept else None) or (contact.name if contact else None)
    phone = (kept.phone if kept else None) or (contact.phone if contact else None)
    lead = (kept.principal if kept else None) or (unit.principal if unit else None)
    name_question, phone_question = with_now(_("Who there?"), name), with_now(_("On which number?"), phone)
    others = people(case, [one for one in case.unit_ids if one != (chosen or present)])
    shared = ", ".join(others.labels.get(one, one) for one in said.shared_with) if said else None
    question = with_now(_("With which other units is the coordination shared?"), shared)
    return Parts(
        coordinator=None if chosen == present else chosen,
        coordinator_name=talk.may(given.coordinator_name, "--coordinator-name", name_question, maybe),
        coordinator_phone=talk.may(given.coordinator_phone, "--coordinator-phone", phone_question, maybe),
        lead_principal=lead_principal(work, given.lead_principal, lead),
        shared_with=talk.may_pick_many(given.shared_with, question, others),
    )


def lead_principal(work: Work, given: str | None, now: str | None) -> str | None:
    """Return which principal has the overall responsibility (L7); a Swedish word is understood."""
    from sipcli.acts.plan.write import LEADING
    from sipcli.case.case_file import SWEDISH_PRINCIPALS
    from sipcli.console.choices import words
    from sipcli.console.labels import value_word

    given = SWEDISH_PRINCIPALS.get(given.casefold(), given) if given else None
    question = with_now(_("Who has the overall responsibility?"), value_word(now) if now in LEADING else None)
    return work.talk.may_pick(given, "--lead-principal", question, words(LEADING, open=True))


def say_what_follows(work: Work, before: "Plan", after: "CommentedMap") -> None:
    """Say what a change of coordinator has brought with it, or has left as it was, in plan.yaml (`after`)."""
    from sipcli.console.labels import value_word
    from sipcli.console.output import say

    old, new = before.coordinator, after.get("coordinator") or {}
    if old is None or (old.unit, old.name) == (new.get("unit"), new.get("name")):
        return
    lead, contact = new.get("principal"), after.get("contact_if_failing")
    if lead != old.principal:
        said = _("The overall responsibility now lies with: {principal}. --lead-principal names another.")
        say(said.format(principal=value_word(lead)))
    if contact and contact == before.contact_if_failing:
        said = _("Whom to contact if the plan fails is still: {contact}. --contact-if-failing changes it.")
        say(said.format(contact=contact))


def with_now(question: str, now: str | None) -> str:
    """Return a question that also shows what stands there now and stays when the question is skipped."""
    return _("{question} (Enter: {now})").format(question=question, now=now) if now else question
