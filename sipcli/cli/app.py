"""The command `sip`: its parts put together, and the one place where errors become sentences and exit codes."""

import io
import re
import sys
from functools import lru_cache
from typing import Any

import typer

from sipcli.cli.commands import MadeWhenUsed
from sipcli.cli.given import take_as_given
from sipcli.console.output import complain
from sipcli.errors import ArchiveError, GitFailed, SipError
from sipcli.i18n import _

INTERRUPTED = 130
"""What a shell expects of a program that Ctrl-C ended."""

WrongUse: Any = typer.BadParameter.__base__
"""What Typer raises for a missing, unknown or unreadable argument (click's UsageError, wherever it lives)."""

app = typer.Typer(
    name="sip",
    cls=MadeWhenUsed,
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


@lru_cache(maxsize=1)
def _command() -> Any:
    """Return the commands put together; once, however often one of them is run."""
    take_as_given()
    return typer.main.get_command(app)


def run(arguments: list[str]) -> int:
    """Run `sip` with these arguments and return the exit code (design, section 3)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        found = _command().main(args=arguments, prog_name="sip", standalone_mode=False)
        if found == INTERRUPTED:  # how Typer answers Ctrl-C
            return _interrupted()
        return found if isinstance(found, int) else 0
    except SipError as err:
        complain(str(err))
        return err.exit_code
    except WrongUse as err:
        return _wrong_use(err)
    except (typer.Abort, KeyboardInterrupt):
        return _interrupted()
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except GitFailed as err:
        complain(_("Git could not do it. It said: {said}").format(said=err.said or "–"))
        return ArchiveError.exit_code
    except OSError as err:
        where = f"{err.filename}: " if err.filename else ""
        complain(_("Something could not be read or written: {why}.").format(why=f"{where}{err.strerror or err}"))
        return ArchiveError.exit_code


def _interrupted() -> int:
    print(file=sys.stderr)
    complain(_("Interrupted; nothing more was written."))
    return INTERRUPTED


def _wrong_use(err: Any) -> int:
    """Print what Typer says of wrong usage, and where to look."""
    if type(err).__name__ == "NoArgsIsHelpError":
        print(err.format_message())
        return 0
    path = err.ctx.command_path if err.ctx else "sip"
    complain(_usage_sentence(err) + " " + _("See: {command}").format(command=f"{path} --help"))
    return 2


def _usage_sentence(err: Any) -> str:
    """Return what Typer says of wrong usage as a sentence of ours, in the program's language."""
    from sipcli.case.problems import did_you_mean

    kind = type(err).__name__
    if kind == "NoSuchOption":
        known = list(err.possibilities or ())
        return _("There is no option {name}.").format(name=err.option_name) + did_you_mean(err.option_name, known)
    if kind == "MissingParameter" and err.param is not None:
        return _("{option} is missing.").format(option=err.param.opts[-1])
    unknown = re.search(r"(['\"])(.*)\1 is not one of (.*)\.", str(err.message)) if kind == "BadParameter" else None
    if unknown:
        return _("“{text}” is not one of: {known}.").format(text=unknown[2], known=unknown[3].replace("'", ""))
    if err.ctx is not None and hasattr(err.ctx.command, "commands") and "No such command" in err.message:
        said = re.search(r"'([^']*)'", err.message)
        name = said[1] if said else ""
        known = list(err.ctx.command.commands)
        return _("There is no command “{name}”.").format(name=name) + did_you_mean(name, known)
    return str(err.format_message()).rstrip(".") + "."
