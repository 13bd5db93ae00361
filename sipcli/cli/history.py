"""`sip history`: a case's journal."""

from typing import Annotated

import typer

from sipcli.cli.common import CaseArgument, FormatOption, archive_here, case_meant
from sipcli.console.output import Format
from sipcli.i18n import _


def history(
    case: CaseArgument = None,
    full: Annotated[bool, typer.Option("--full", help=_("Every change of every entry."))] = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Print a case's journal, the oldest entry first."""
    from sipcli.archive.history import case_history
    from sipcli.console.journal import change_lines, done, journal
    from sipcli.console.output import print_csv, print_json, say, show

    archive = archive_here()
    case_id = case_meant(archive, case)
    entries = list(case_history(archive.root, case_id))
    rows = [
        {
            "commit": one.commit,
            "when": one.when.isoformat(),
            "who": one.who,
            "action": one.action or None,
            "did": done(one),
            "changes": [
                {"file": change.file, "path": list(change.path), "old": change.old, "new": change.new}
                for change in one.changes
            ],
        }
        for one in entries
    ]
    if format is Format.JSON:
        print_json({"case": case_id, "entries": rows})
    elif format is Format.CSV:
        flat = [
            {**row, "changes": "; ".join(change_lines(one.changes))} for row, one in zip(rows, entries, strict=True)
        ]
        print_csv(("commit", "when", "who", "action", "did", "changes"), flat)
    elif not entries:
        say(
            _("Nothing is recorded in git for {case} yet; “sip edit {case}” records what was written by hand.").format(
                case=case_id
            )
        )
    else:
        show(*journal(entries, full=full))
