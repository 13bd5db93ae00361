"""`sip undo`: take back the latest thing that sip recorded in a case."""

from typing import Annotated

import typer

from sipcli.cli.common import CaseArgument, TodayOption, archive_here, case_meant, day_or_today, report
from sipcli.i18n import _


def undo(
    case: CaseArgument = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Do not ask."))] = False,
    today: TodayOption = None,
) -> None:
    """Show what was recorded last, and take it back by a new commit; git keeps both."""
    from sipcli.acts.undo import prepare_undo, take_back
    from sipcli.console.journal import change_lines, done
    from sipcli.console.output import say
    from sipcli.console.prompts import confirm, interactive

    day_or_today(today)  # taken as every command takes it; what was recorded last does not depend on the day
    archive = archive_here()
    undoing = prepare_undo(archive, case_meant(archive, case))
    step = undoing.step
    say(_("To be taken back, recorded by {who} on {when}:").format(who=step.who, when=f"{step.when:%Y-%m-%d %H:%M}"))
    say(f"  {done(undoing.entry)}")
    for line in change_lines(undoing.entry.changes):
        say(f"    {line}")
    for name in step.by_hand:
        say(_("Note: {file} also had changes made by hand in it; they are taken back with it.").format(file=name))
    if undoing.removes_case:
        say(_("This began the case, so the case is gone from the archive afterwards; git keeps it."))
    if interactive() and not yes and not confirm(_("Take it back?")):
        say(_("Nothing was changed."))
        return
    report(take_back(undoing))
