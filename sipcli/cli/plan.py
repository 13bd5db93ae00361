"""`sip plan new/goal/intervention/render`."""

from pathlib import Path
from typing import Annotated

import typer

from sipcli.cli.common import (
    CaseArgument,
    GuidelineOption,
    TodayOption,
    archive_here,
    case_meant,
    case_read,
    day_or_none,
    day_or_today,
    guideline_of,
    report,
)
from sipcli.i18n import _

plan = typer.Typer(help=_("The plan: goals, interventions, the document."), no_args_is_help=True)

IdOption = Annotated[
    str | None, typer.Option("--id", metavar="ID", help=_("Change the entry with this id, or give a new one this id."))
]


@plan.command("new", help=_("Begin the plan, at the meeting."))
def new(
    case: CaseArgument = None,
    made_on: Annotated[
        str | None, typer.Option("--made-on", metavar="DATE", help=_("The day it was made; today when left out."))
    ] = None,
    need: Annotated[list[str] | None, typer.Option("--need", help=_("A need; once for each."))] = None,
    coordinator: Annotated[
        str | None, typer.Option("--coordinator", metavar="UNIT", help=_("Id of the unit that coordinates."))
    ] = None,
    coordinator_name: Annotated[
        str | None,
        typer.Option("--coordinator-name", metavar="NAME", help=_("Who there; the unit's contact if left out.")),
    ] = None,
    contact: Annotated[
        str | None, typer.Option("--contact-if-failing", metavar="TEXT", help=_("Whom to contact if the plan fails."))
    ] = None,
    child_does: Annotated[str | None, typer.Option("--child-does", help=_("What the child does."))] = None,
    guardians_do: Annotated[str | None, typer.Option("--guardians-do", help=_("What the guardians do."))] = None,
    today: TodayOption = None,
) -> None:
    """Begin a plan."""
    from sipcli.acts.plan import NewPlan, begin, known
    from sipcli.archive.changes import Changes
    from sipcli.console.output import say
    from sipcli.console.prompts import ask, ask_many, day, interactive, maybe, text

    archive, now = archive_here(), day_or_today(today)
    case_id = case_meant(archive, case)
    read = case_read(archive, case_id)
    asking = interactive() and made_on is None
    when = (
        ask(made_on, "--made-on", _("The day the plan was made"), day, str(now))
        if asking
        else day_or_none(made_on) or now
    )
    needs = ask_many(need, _("The child's needs"), text) if asking else tuple(need or ())
    if asking:
        units = ", ".join(read.unit_ids)
        question = _("Which unit coordinates? ({units})").format(units=units)
        coordinator = ask(
            coordinator, "--coordinator", question, lambda one: known(one, read.unit_ids), read.coordinating_unit
        )
        contact = ask(contact, "--contact-if-failing", _("Whom to contact if the plan fails?"), maybe, optional=True)
        child_does = ask(child_does, "--child-does", _("What does the child do?"), maybe, optional=True)
        guardians_do = ask(guardians_do, "--guardians-do", _("What do the guardians do?"), maybe, optional=True)
    changes = Changes(archive, case_id)
    made = NewPlan(when, needs, coordinator, coordinator_name, contact, child_does, guardians_do)
    held = begin(changes, read, made, now)
    report(changes.commit("plan made", "plan-made"))
    if held:
        say(_("The meeting is noted as held."))


@plan.command("goal", help=_("Add a goal to the plan, or change one."))
def goal(
    case: CaseArgument = None,
    text: Annotated[str | None, typer.Option("--text", help=_("What the child does when the goal is reached."))] = None,
    term: Annotated[str | None, typer.Option("--term", help=_("long or short."))] = None,
    part_of: Annotated[
        str | None, typer.Option("--part-of", metavar="ID", help=_("Id of the long goal that it is a part of."))
    ] = None,
    status: Annotated[str | None, typer.Option("--status", help=_("open, met or dropped."))] = None,
    entry: IdOption = None,
) -> None:
    """Add or change a goal."""
    from sipcli.acts.plan import known, plan_of, set_entry
    from sipcli.archive.changes import Changes
    from sipcli.console.prompts import ask, one_of
    from sipcli.console.prompts import text as any_text

    archive = archive_here()
    case_id = case_meant(archive, case)
    read = case_read(archive, case_id)
    goals = [one.id for one in plan_of(read).goals if one.id]
    changing = entry in goals
    values = {
        "term": one_of(("long", "short"))(term) if term else None,
        "part_of": known(part_of, goals) if part_of else None,
        "text": text,
        "status": one_of(("open", "met", "dropped"))(status) if status else None,
    }
    if not changing:
        values["text"] = ask(text, "--text", _("The goal: what does the child do when it is reached?"), any_text)
        values["term"] = ask(
            term,
            "--term",
            _("Is it a long or a short goal?"),
            one_of(("long", "short")),
            "short" if part_of else "long",
        )
        values["status"] = values["status"] or "open"
    changes = Changes(archive, case_id)
    made = set_entry(changes, read, "goals", entry, values)
    report(changes.commit("goal changed", "goal-changed") if changing else changes.commit("goal added", "goal-added"))
    print(made)


@plan.command("intervention", help=_("Add an intervention to the plan, or change one."))
def intervention(
    case: CaseArgument = None,
    goal_id: Annotated[str | None, typer.Option("--goal", metavar="ID", help=_("The goal it serves."))] = None,
    what: Annotated[str | None, typer.Option("--what", help=_("What is done."))] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="ID", help=_("Id of the unit that does it."))] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="NAME", help=_("Who there."))] = None,
    start: Annotated[str | None, typer.Option("--start", metavar="DATE", help=_("When it starts."))] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DATE", help=_("When it is to be done."))] = None,
    frequency: Annotated[str | None, typer.Option("--frequency", help=_("How often."))] = None,
    where: Annotated[str | None, typer.Option("--where", help=_("Where."))] = None,
    status: Annotated[
        str | None, typer.Option("--status", help=_("planned, not-started, active, completed or cancelled."))
    ] = None,
    entry: IdOption = None,
) -> None:
    """Add or change an intervention."""
    from sipcli.acts.plan import known, plan_of, set_entry
    from sipcli.archive.changes import Changes
    from sipcli.console.prompts import ask, interactive, maybe, maybe_one, one_of
    from sipcli.console.prompts import day as read_day
    from sipcli.console.prompts import text as any_text

    archive = archive_here()
    case_id = case_meant(archive, case)
    read = case_read(archive, case_id)
    goals = [one.id for one in plan_of(read).goals if one.id]
    changing = entry in [one.id for one in plan_of(read).interventions]
    statuses = ("planned", "not-started", "active", "completed", "cancelled")
    if not changing:
        asking = interactive() and not (what and unit)
        what = ask(what, "--what", _("What is done?"), any_text)
        units = ", ".join(read.unit_ids)
        question = _("Which unit does it? ({units})").format(units=units)
        unit = ask(unit, "--unit", question, lambda one: known(one, read.unit_ids))
        if asking:
            question = _("Which goal does it serve? ({goals})").format(goals=", ".join(goals))
            goal_id = ask(goal_id, "--goal", question, maybe_one(lambda one: known(one, goals)), optional=True)
            begins = ask(start, "--start", _("When does it start? (YYYY-MM-DD)"), maybe_one(read_day), optional=True)
            start = str(begins) if begins else None
            frequency = ask(frequency, "--frequency", _("How often?"), maybe, optional=True)
            where = ask(where, "--where", _("Where?"), maybe, optional=True)
    values = {
        "goal": known(goal_id, goals) if goal_id else None,
        "what": what,
        "unit": known(unit, read.unit_ids) if unit else None,
        "who": who,
        "start": read_day(start) if start else None,
        "due": read_day(due) if due else None,
        "frequency": frequency,
        "where": where,
        "status": one_of(statuses)(status) if status else (None if changing else "planned"),
    }
    changes = Changes(archive, case_id)
    made = set_entry(changes, read, "interventions", entry, values)
    done = "intervention changed" if changing else "intervention added"
    report(changes.commit(done, done.replace(" ", "-")))
    print(made)


@plan.command("render", help=_("Make the plan as a document."))
def render(
    case: CaseArgument = None,
    to: Annotated[str | None, typer.Option("--to", help=_("md or html; by --out's ending, else md."))] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=_("Where to write it; standard output when left out."))
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--language", help=_("The document's language: sv or en; the archive's when left out.")),
    ] = None,
    guideline: GuidelineOption = None,
) -> None:
    """Render the plan."""
    from sipcli.archive.archive import TEMPLATES
    from sipcli.console.output import say
    from sipcli.console.saving import save
    from sipcli.documents.render import render as make

    archive = archive_here()
    read = case_read(archive, case_meant(archive, case))
    ending = out.suffix.lstrip(".") if out else ""
    wanted = to or ending or "md"
    text = make(
        "plan",
        read,
        guideline_of(archive, read, guideline),
        wanted,
        language or archive.settings.language,
        archive.root / TEMPLATES,
    )
    if out:
        save(out, text)
        say(_("Written: {file}").format(file=out))
    else:
        print(text, end="")


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(plan, name="plan")
