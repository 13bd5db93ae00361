"""`sip rules` and `sip explain`: which rules a guideline applies, and what one asks."""

from typing import Annotated

import typer

from sipcli.cli.common import FormatOption, archive_here
from sipcli.console.output import Format
from sipcli.i18n import _


def rules(
    guideline: Annotated[
        str | None, typer.Option("--guideline", metavar="ID", help=_("Which guideline; the archive's when left out."))
    ] = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Print the rules of a guideline, with levels and sources."""
    from sipcli.console.output import print_csv, print_json, say, show
    from sipcli.console.rules import rule_rows, rules_table
    from sipcli.guidelines.loader import guideline_ids, load_guideline

    found = load_guideline(guideline or _archives_own())
    rows = rule_rows(found)
    if format is Format.JSON:
        print_json({"guideline": found.id, "rules": rows})
    elif format is Format.CSV:
        print_csv(("rule", "level", "asks", "params", "source"), rows)
    else:
        show(rules_table(found))
        say(_("Guidelines: {known}. “sip explain RULE” tells more of a rule.").format(known=", ".join(guideline_ids())))


def _archives_own() -> str:
    from sipcli.errors import ArchiveError
    from sipcli.guidelines.loader import NATIONAL

    try:
        return archive_here().settings.guideline
    except ArchiveError:
        return NATIONAL  # outside an archive the rules can be read all the same


def explain(rule: Annotated[str | None, typer.Argument(metavar="RULE", help=_("The rule's id."))] = None) -> None:
    """Print what a rule asks, why, how to mend it, and how each guideline applies it."""
    from sipcli.case.problems import did_you_mean
    from sipcli.console.output import show
    from sipcli.console.prompts import ask
    from sipcli.console.rules import explanation
    from sipcli.errors import UsageError
    from sipcli.rules.engine import all_rule_ids

    wanted, known = ask(rule, "RULE", _("Which rule?"), str.strip), list(all_rule_ids())
    if wanted not in known:
        message = _("There is no rule “{rule}”.").format(rule=wanted) + did_you_mean(wanted, known)
        raise UsageError(message + " " + _("“sip rules” lists them."))
    show(*explanation(wanted))


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("rules", help=_("The rules that a guideline applies, with level and source."))(rules)
    app.command("explain", help=_("What a rule asks, why, how to mend it, and which source asks for it."))(explain)
