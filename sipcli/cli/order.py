"""The order of the commands in `sip --help`: the steps of the process first, as they come."""

from typing import Any

from typer.core import TyperGroup

from sipcli.i18n import N_, _

PANELS: dict[str, tuple[str, ...]] = {
    N_("A case, step by step"): (
        "new", "add", "consent", "prepare", "invite", "reply", "meet", "plan", "follow-up", "close", "reopen",
    ),
    N_("What happens on the way"): (
        "event", "deviation", "dispute", "discharge", "core-team", "withhold", "edit", "accept", "undo",
    ),
    N_("Papers to hand out"): ("render", "template"),
    N_("Looking"): ("status", "list", "show", "check", "history", "rules", "explain"),
    N_("Archives"): ("init", "demo"),
}  # fmt: skip
"""The panels of the help, with their commands in order."""


class InOrder(TyperGroup):
    """The program's commands, in the order of `PANELS`; one that stands in none comes last."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in order, and tell each which panel it stands in."""
        known = {name: panel for panel, names in PANELS.items() for name in names}
        for name, command in self.commands.items():
            if name in known:
                command.rich_help_panel = _(known[name])  # type: ignore[attr-defined]
        return sorted(self.commands, key=lambda name: list(known).index(name) if name in known else len(known))
