"""`sip plan goal/intervention`, and the same questions one after the other when a whole plan is made at a meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sipcli.cli import complete
from sipcli.cli.common import CaseArgument, TodayOption
from sipcli.cli.work import Work
from sipcli.i18n import _

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

    from sipcli.case.plan_file import Goal
    from sipcli.console.choices import Choices

STATUSES = ("planned", "not-started", "active", "completed", "cancelled")
GOAL_STATUSES = ("open", "met", "dropped")

_ENTRY_HELP = _("Change the entry with this id, or give a new one this id.")


def goal(
    case: CaseArgument = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help=_("What the child does when the goal is reached."))
    ] = None,
    term: Annotated[str | None, typer.Option("--term", help=_("long or short."))] = None,
    part_of: Annotated[
        str | None,
        typer.Option(
            "--part-of",
            metavar="ID",
            help=_("The long goal that it is a part of: its id, or a part of its text."),
            autocompletion=complete.goals,
        ),
    ] = None,
    status: Annotated[str | None, typer.Option("--status", help=_("open, met or dropped."))] = None,
    entry: Annotated[
        str | None, typer.Option("--id", metavar="ID", help=_ENTRY_HELP, autocompletion=complete.goals)
    ] = None,
    today: TodayOption = None,
) -> None:
    """Add or change a goal."""
    from sipcli.acts.plan.write import plan_of, set_entry
    from sipcli.case.case import PLAN_FILE
    from sipcli.console.choices import goals, words
    from sipcli.console.prompts import maybe

    work = Work(case, today, text, term, part_of, status)
    plan_of(work.changes, work.case)
    there, talk = goals(work.case), work.talk
    root = work.changes.open(PLAN_FILE).root
    if entry is None or entry not in there.labels:
        values = ask_goal(work, there, text, term, part_of)
        values["status"] = words(GOAL_STATUSES).read(status) if status else "open"
        _finish(work, set_entry(root, "goals", entry, values), "goal added")
        return
    others = replace(there, labels={one: said for one, said in there.labels.items() if one != entry})
    values = {
        "text": talk.may(text, "--text", _("“{now}” is to read:").format(now=there.labels[entry]), maybe),
        "term": talk.may_pick(term, "--term", _("Is it a long or a short goal?"), words(("long", "short"))),
        "part_of": talk.may_pick(part_of, "--part-of", _("Of which goal is it a part?"), others),
        "status": talk.may_pick(status, "--status", _("How does it stand?"), words(GOAL_STATUSES)),
    }
    _finish(work, set_entry(root, "goals", entry, values), "goal changed")


def intervention(
    case: CaseArgument = None,
    goal_id: Annotated[
        str | None,
        typer.Option(
            "--goal",
            metavar="ID",
            help=_("The goal it serves: its id, or a part of its text."),
            autocompletion=complete.goals,
        ),
    ] = None,
    what: Annotated[str | None, typer.Option("--what", metavar="TEXT", help=_("What is done."))] = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="ID", help=_("The unit that does it."), autocompletion=complete.units),
    ] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="NAME", help=_("Who there."))] = None,
    start: Annotated[str | None, typer.Option("--start", metavar="DATE", help=_("When it starts."))] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DATE", help=_("When it is to be done."))] = None,
    frequency: Annotated[str | None, typer.Option("--frequency", metavar="TEXT", help=_("How often."))] = None,
    where: Annotated[str | None, typer.Option("--where", metavar="TEXT", help=_("Where."))] = None,
    status: Annotated[
        str | None, typer.Option("--status", help=_("planned, not-started, active, completed or cancelled."))
    ] = None,
    entry: Annotated[
        str | None, typer.Option("--id", metavar="ID", help=_ENTRY_HELP, autocompletion=complete.interventions)
    ] = None,
    today: TodayOption = None,
) -> None:
    """Add or change an intervention."""
    from sipcli.acts.plan.write import plan_of, set_entry
    from sipcli.case.case import PLAN_FILE
    from sipcli.console.choices import goals, interventions, units, words
    from sipcli.console.prompts import maybe

    work = Work(case, today, goal_id, what, unit, who, start, due, frequency, where, status)
    plan = plan_of(work.changes, work.case)
    talk, listed = work.talk, interventions(work.case).labels
    root = work.changes.open(PLAN_FILE).root
    given = {"who": who, "start": start, "frequency": frequency, "where": where, "due": due}
    if entry is None or entry not in listed:
        serves = talk.may_pick(goal_id, "--goal", _("Which goal does it serve?"), goals(work.case))
        values = ask_intervention(work, serves, what, unit, given)
        values["status"] = words(STATUSES).read(status) if status else "planned"
        _finish(work, set_entry(root, "interventions", entry, values), "intervention added")
        return
    before = next(one for one in plan.interventions if one.id == entry)
    values = {
        "goal": talk.may_pick(goal_id, "--goal", _("Which goal does it serve?"), goals(work.case)),
        "what": talk.may(what, "--what", _("“{now}” is to read:").format(now=listed[entry]), maybe),
        "unit": talk.may_pick(unit, "--unit", _("Which unit does it?"), units(work.case)),
        **_details(work, given, before.start),
        "status": talk.may_pick(status, "--status", _("How does it stand?"), words(STATUSES)),
    }
    _refuse_backwards(values["start"] or before.start, values["due"] or before.due)
    _finish(work, set_entry(root, "interventions", entry, values), "intervention changed")


def _finish(work: Work, entry: str, did: str) -> None:
    work.commit(did, did.replace(" ", "-"))
    print(entry)


def ask_goal(
    work: Work,
    there: "Choices",
    text: str | None = None,
    term: str | None = None,
    part_of: str | None = None,
    whole: str | None = None,
) -> dict[str, Any]:
    """Return a new goal, asked for where the options do not say it (L2).

    `there` are the goals that it may be a part of, `whole` the one that it most likely is.
    """
    from sipcli.console.choices import words
    from sipcli.console.prompts import text as any_text

    talk = work.talk
    said = talk.need(text, "--text", _("Write a goal: what does the child do when it is reached?"), any_text)
    likely = "short" if part_of or (talk.asking and there.labels) else "long"
    question = _("Is it a long or a short goal?")
    chosen = talk.may_pick(term, "--term", question, words(("long", "short")), likely)
    above = None
    if part_of or chosen == "short":
        above = talk.may_pick(part_of, "--part-of", _("Of which goal is it a part?"), there, whole)
    return {"term": chosen, "part_of": above, "text": said}


def ask_intervention(
    work: Work,
    serves: str | None,
    what: str | None = None,
    unit: str | None = None,
    given: Mapping[str, str | None] | None = None,
) -> dict[str, Any]:
    """Return a new intervention, asked for where the options do not say it: what, which unit, and the details (L4)."""
    from sipcli.console.choices import units
    from sipcli.console.prompts import text

    pick = work.talk.may_pick if work.talk.asking else work.talk.pick
    return {
        "goal": serves,
        "what": work.talk.need(what, "--what", _("What is done?"), text),
        "unit": pick(unit, "--unit", _("Which unit does it?"), units(work.case)),
        **_details(work, given or {}),
    }


def _details(work: Work, given: Mapping[str, str | None], since: date | None = None) -> dict[str, Any]:
    """Return who does it, when it starts (`since` when that stays as it is), how often, where, and it ends (L4)."""
    from sipcli.console.prompts import maybe

    talk = work.talk
    who = talk.may(given.get("who"), "--who", _("Who there does it?"), maybe)
    start = talk.may(given.get("start"), "--start", _("When does it start?"), talk.day)

    def end(value: str) -> date:
        day = talk.day(value)
        _refuse_backwards(start or since, day)
        return day

    return {
        "who": who,
        "start": start,
        "frequency": talk.may(given.get("frequency"), "--frequency", _("How often, and when?"), maybe),
        "where": talk.may(given.get("where"), "--where", _("Where?"), maybe),
        "due": talk.may(given.get("due"), "--due", _("When is it to be done, if it has an end?"), end),
    }


def _refuse_backwards(start: date | None, due: date | None) -> None:
    from sipcli.errors import UsageError

    if start and due and due < start:
        raise UsageError(
            _("It starts on {start} and cannot be done before that, on {due}.").format(start=start, due=due)
        )


def ask_entries(work: Work, root: "CommentedMap", carried: Sequence["Goal"] = ()) -> None:
    """Ask for goals and for what is done towards each, one after the other, and write them into plan.yaml (`root`).

    `carried` are the goals that the plan has already.
    """
    from sipcli.acts.plan.write import set_entry
    from sipcli.console.choices import Choices
    from sipcli.console.output import say
    from sipcli.console.prompts import text

    if not work.talk.asking:
        return
    there = {one.id: one.text for one in carried if one.id}
    whole = next((one.id for one in carried if one.id and one.term == "long"), None)
    for one, words in there.items():
        say(_("Goal: {goal}").format(goal=words))
        _ask_interventions(work, root, one, _("What more is done towards it? (Enter: nothing)"))
    while True:
        question = _("Write a goal: what does the child do when it is reached? (Enter: no more goals)")
        said = work.talk.may(None, "--text", question, text)
        if said is None:
            break
        values = ask_goal(work, Choices(there, in_case=work.case_id), said, whole=whole)
        made = set_entry(root, "goals", None, values | {"status": "open"})
        there[made] = said
        whole = made if values["term"] == "long" else whole
        _ask_interventions(work, root, made, _("What is done towards it? (Enter: nothing)"))
    _ask_interventions(work, root, None, _("What is done besides, for no goal of its own? (Enter: nothing)"))


def _ask_interventions(work: Work, root: "CommentedMap", serves: str | None, question: str) -> None:
    from sipcli.acts.plan.write import set_entry
    from sipcli.console.prompts import text

    while (what := work.talk.may(None, "--what", question, text)) is not None:
        set_entry(root, "interventions", None, ask_intervention(work, serves, what) | {"status": "planned"})
        question = _("What more? (Enter: nothing)")


def add_to(group: typer.Typer) -> None:
    """Add the commands to `sip plan`."""
    group.command("goal", help=_("Add a goal to the plan, or change one."))(goal)
    group.command("intervention", help=_("Add an intervention to the plan, or change one."))(intervention)
