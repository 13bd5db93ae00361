"""`sip rules` and `sip explain`: which rules a guideline applies, and what one asks."""

from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import FormatOption, archive_here
from sipcli.console.output import Format
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.guidelines.loader import Own


def rules(
    guideline: Annotated[
        str | None,
        typer.Option(
            "--guideline",
            metavar="ID",
            help=_("Which guideline; the archive's when left out."),
            autocompletion=complete.guidelines,
        ),
    ] = None,
    compare: Annotated[
        bool, typer.Option("--compare", help=_("All guidelines side by side, where they differ."))
    ] = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Print the rules of a guideline, with levels and sources."""
    from sipcli.console.output import print_csv, print_json, say, show
    from sipcli.console.rules import compared, comparison, differing, rule_rows, rules_table
    from sipcli.guidelines.loader import guideline_ids, load_guideline

    own, default = _archives_own()
    if compare:
        rows = differing(compared(own))
        if format is Format.JSON:
            print_json({"rules": rows})
        elif format is Format.CSV:
            print_csv(["rule", *guideline_ids(own)], rows)
        else:
            show(*comparison(rows))
        return
    found = load_guideline(guideline or default, own)
    rows = rule_rows(found)
    if format is Format.JSON:
        print_json({"guideline": found.id, "rules": rows})
    elif format is Format.CSV:
        print_csv(("rule", "level", "asks", "params", "source"), rows)
    else:
        show(rules_table(found))
        say(
            _("Guidelines: {known}. “sip explain RULE” tells more of a rule.").format(
                known=", ".join(guideline_ids(own))
            )
        )


def _archives_own() -> "tuple[Own, str]":
    """Return the archive's own guidelines and its default; outside an archive the rules can be read all the same."""
    from sipcli.archive.own_guidelines import own_guidelines
    from sipcli.errors import ArchiveError
    from sipcli.guidelines.loader import NATIONAL, NO_OWN

    try:
        archive = archive_here()
    except ArchiveError:
        return NO_OWN, NATIONAL
    return own_guidelines(archive.root), archive.settings.guideline


def explain(
    rule: Annotated[
        str | None, typer.Argument(metavar="RULE", help=_("The rule's id."), autocompletion=complete.rules)
    ] = None,
) -> None:
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
    show(*explanation(wanted, _archives_own()[0]))
