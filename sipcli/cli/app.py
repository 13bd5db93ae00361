"""The command `sip`: its parts put together, and the one place where errors become sentences and exit codes."""

import io
import sys
from typing import Any

import typer

from sipcli.cli import (
    accept,
    check,
    consent,
    demo,
    edit,
    follow_up,
    history,
    init,
    invite,
    new,
    plan,
    rules,
    show,
    status,
)
from sipcli.errors import SipError
from sipcli.i18n import _

WrongUse: Any = typer.BadParameter.__base__
"""What Typer raises for a missing, unknown or unreadable argument (click's UsageError, wherever it lives)."""

app = typer.Typer(
    name="sip",
    help=_("Samordnad individuell plan (SIP) as plain files under git."),
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def main(version: bool = typer.Option(False, "--version", help=_("Print the version and stop."))) -> None:
    """Options of the whole program."""
    if version:
        from sipcli import __version__

        print(f"sip {__version__}")
        raise typer.Exit


for module in (init, new, edit, show, consent, invite, plan, follow_up, status, check, accept, rules, history, demo):
    module.add_to(app)


def run(arguments: list[str]) -> int:
    """Run `sip` with these arguments and return the exit code (design, section 3)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        found = typer.main.get_command(app).main(args=arguments, prog_name="sip", standalone_mode=False)
        return found if isinstance(found, int) else 0
    except SipError as err:
        print(str(err), file=sys.stderr)
        return err.exit_code
    except WrongUse as err:
        return _wrong_use(err)
    except (typer.Abort, KeyboardInterrupt):
        print(_("Interrupted; nothing more was written."), file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _wrong_use(err: Any) -> int:
    """Print what Typer says of wrong usage, and where to look."""
    if type(err).__name__ == "NoArgsIsHelpError":
        print(err.format_message())
        return 0
    path = err.ctx.command_path if err.ctx else "sip"
    print(err.format_message(), _("See: {command}").format(command=f"{path} --help"), file=sys.stderr)
    return 2
