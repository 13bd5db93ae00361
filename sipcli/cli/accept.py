"""`sip accept`: a finding that can no longer be mended."""

from typing import Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import CaseArgument, GuidelineOption, TodayOption, archive_here, case_meant, day_or_today, report
from sipcli.i18n import _


def accept(
    case: CaseArgument = None,
    rule: Annotated[
        str | None,
        typer.Argument(metavar="RULE", help=_("The rule whose finding is accepted."), autocompletion=complete.rules),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=_("Why it is accepted."))] = None,
    about: Annotated[
        list[str] | None,
        typer.Option(
            "--about",
            metavar="ID",
            help=_("Only the finding about this person, unit or entry."),
            autocompletion=complete.people,
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help=_("Who decides; git's name when left out."))
    ] = None,
    guideline: GuidelineOption = None,
    today: TodayOption = None,
) -> None:
    """Accept findings of a rule in a case."""
    from sipcli.acts.accept import accept as act
    from sipcli.acts.accept import acceptable
    from sipcli.archive.changes import Changes
    from sipcli.archive.checking import judge_case
    from sipcli.archive.preflight import user_name
    from sipcli.console.output import say
    from sipcli.console.prompts import ask, text

    archive, day = archive_here(), day_or_today(today)
    case_id = case_meant(archive, case)
    wanted = ask(rule, "RULE", _("Which rule?"), text)
    found = acceptable(judge_case(archive, case_id, day, guideline), wanted, about or [])
    for one in found:
        say(f"{one.rule}: {one.message}")
    why = ask(reason, "--reason", _("Why is it accepted?"), text)
    changes = Changes(archive, case_id)
    act(changes, found, why, by or user_name(archive.root), day)
    report(changes.commit("finding accepted", "finding-accepted"))
