"""Groups of commands that also take the case first: `sip prepare CASE child` is `sip prepare child CASE`."""

from typing import Any

from typer.core import TyperGroup

from sipcli.i18n import _


class CaseFirst(TyperGroup):
    """A group whose command may stand after the case, or be asked for when only the case is there."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Put the command first; raises UsageError when there is none and nobody to ask."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            if len(args) > 1 and args[1] in self.commands:
                args = [args[1], args[0], *args[2:]]
            elif "--help" not in args and self._is_case(args[0]):
                args = [self._asked(args[0]), *args]
        return super().resolve_command(ctx, args)

    def _is_case(self, text: str) -> bool:
        from sipcli.cli.common import archive_here
        from sipcli.errors import SipError

        try:
            return bool(archive_here().find_case(text))
        except SipError:
            return False

    def _asked(self, case: str) -> str:
        from datetime import date

        from sipcli.console.choices import Choices
        from sipcli.console.prompts import interactive
        from sipcli.console.talk import Talk
        from sipcli.errors import UsageError

        if not interactive():
            known = ", ".join(self.commands)
            raise UsageError(_("Say what is to be done with {case}: {known}.").format(case=case, known=known))
        labels = {name: command.get_short_help_str(70) for name, command in self.commands.items()}
        return Talk(date.today(), True).pick(None, "COMMAND", _("What do you want to do?"), Choices(labels))
