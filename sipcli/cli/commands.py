"""Which commands there are: in which panel of the help, under which name, from where, and what the help says of each.

This table is all that `sip --help` and the completion of a command's name read. A command's module is imported, and its
options put together, when that command is used; no such module knows of this.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pkgutil import resolve_name
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from sipcli.i18n import N_, _


@dataclass(frozen=True)
class Listed:
    """A command: its name, its function or its group of commands (module below `sipcli.cli`, name), its help."""

    name: str
    where: str
    help: str


PANELS: dict[str, tuple[Listed, ...]] = {
    N_("A case, step by step"): (
        Listed("new", "new.commands:new",
               N_("Begin a new case, from options or questions; prints its id last.")),
        Listed("add", "add:add",
               N_("Add people, units or contact persons to a case, or that a guardian is prevented.")),
        Listed("consent", "consent.commands:consent",
               N_("Consent: who says what, for which units, until when.")),
        Listed("prepare", "prepare:prepare",
               N_("Preparing the meeting: child, guardians, professionals; who leads it.")),
        Listed("invite", "invite.commands:invite",
               N_("Write the invitation to the meeting or to a follow-up, and render it.")),
        Listed("reply", "reply.commands:reply",
               N_("Record what somebody invited has answered: comes, cannot come, passed on.")),
        Listed("meet", "meet.commands:meet",
               N_("Record that the meeting was held: who came, and which decisions wait.")),
        Listed("plan", "plan.commands:plan",
               N_("The plan: goals, interventions, who has it, its versions, the document.")),
        Listed("follow-up", "follow_up.commands:follow_up",
               N_("Follow-ups: booking one, and recording how it went.")),
        Listed("close", "close:close",
               N_("Close a case: why, who was told, where to turn; says what is left undone.")),
        Listed("reopen", "close:reopen",
               N_("Open a closed case again; says which consents to ask for anew.")),
    ),
    N_("What happens on the way"): (
        Listed("event", "event.commands:event",
               N_("What happens between meetings, and what the coordinator decides about it.")),
        Listed("deviation", "deviation:deviation",
               N_("Deviations: the guideline not followed, an intervention not done, parties that disagree.")),
        Listed("dispute", "dispute:dispute",
               N_("Disputes: opened, taken further, resolved; and who answers meanwhile.")),
        Listed("discharge", "discharge:discharge",
               N_("A discharge from hospital: its six steps, what is done and what is next.")),
        Listed("core-team", "core_team:core_team",
               N_("The core team around an unaccompanied child, and its first meeting.")),
        Listed("withhold", "withhold:withhold",
               N_("Leave something out of somebody's documents, or give a unit its own part only.")),
        Listed("edit", "edit:edit",
               N_("Open a case's file in your editor, check it, record it.")),
        Listed("accept", "accept:accept",
               N_("Accept a finding that can no longer be mended, with the reason.")),
        Listed("undo", "undo:undo",
               N_("Take back the latest thing that sip recorded in a case, by a new commit.")),
    ),
    N_("Papers to hand out"): (
        Listed("render", "render.commands:render",
               N_("A document of a case: PDF, Word, HTML, Markdown, text; --list shows which.")),
        Listed("template", "template:template",
               N_("The templates of the documents: which there are, and copying one to change it.")),
    ),
    N_("Looking"): (
        Listed("status", "status:status",
               N_("What is due and overdue in all cases, the most urgent first.")),
        Listed("list", "status:list_cases",
               N_("All cases, open and closed.")),
        Listed("show", "show:show",
               N_("One case at a glance: people, consents, days, plan, findings.")),
        Listed("check", "check:check",
               N_("Check cases against guideline and law: every finding, with its source.")),
        Listed("history", "history:history",
               N_("A case's journal: when, who, what changed from what to what.")),
        Listed("rules", "rules:rules",
               N_("The rules that a guideline applies, with level and source.")),
        Listed("explain", "rules:explain",
               N_("What a rule asks, why, how to mend it, and which source asks for it.")),
    ),
    N_("Archives"): (
        Listed("init", "init:init",
               N_("Make a new archive: settings, schemas for editors, a git repository.")),
        Listed("demo", "demo:demo",
               N_("Make an archive of invented cases with a history, and look around in it.")),
    ),
}  # fmt: skip
"""The panels of the help with their commands, in order: the steps of the process first, as they come."""

COMMANDS = {one.name: one for listed in PANELS.values() for one in listed}
PANEL_OF = {one.name: panel for panel, listed in PANELS.items() for one in listed}


@cache
def command_of(listed: Listed) -> Any:
    """Return a command (Typer's), ready to be run: imports its module.

    Raises:
        ImportError, AttributeError: the table names a module or a name that is not there.
    """
    found = resolve_name(f"sipcli.cli.{listed.where}")
    around = typer.Typer()
    if isinstance(found, typer.Typer):
        around.add_typer(found, name=listed.name, help=_(listed.help))
    else:
        around.command(listed.name, help=_(listed.help))(found)
    return typer.main.get_group(around).commands[listed.name]


class _Commands(Mapping[str, Any]):
    """The commands by name; the names are known without making any, one that is taken out is made."""

    def __getitem__(self, name: str) -> Any:
        return command_of(COMMANDS[name])

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class MadeWhenUsed(TyperGroup):
    """The program's commands: listed from the table, each made when it is the one on the command line."""

    def __init__(self, **settings: Any) -> None:
        """Take the settings of a group of commands, as Typer gives them."""
        super().__init__(**settings)
        self.commands = _Commands()  # type: ignore[assignment]  # Typer only reads them

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return what help and completion tell of a command: its name, its line and its panel; None for no command."""
        if cmd_name not in COMMANDS:
            return None
        return TyperCommand(cmd_name, help=_(COMMANDS[cmd_name].help), rich_help_panel=_(PANEL_OF[cmd_name]))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is to be run, made; raises UsageError when there is none of that name."""
        name, _told, rest = super().resolve_command(ctx, args)
        return name, None if name is None else self.commands[name], rest
