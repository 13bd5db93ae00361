"""`sip plan`: the group of its commands, and the plan as a document."""

from pathlib import Path
from typing import Annotated

import typer

from sipcli.cli.case_first import CaseFirst
from sipcli.cli.common import CaseArgument, GuidelineOption, archive_here, case_meant, case_read, guideline_of
from sipcli.cli.plan import agreed, counted, diff, entries, made, revise
from sipcli.i18n import _

plan = typer.Typer(
    cls=CaseFirst,
    help=_("The plan: goals, interventions, who has it, its versions, the document."),
    no_args_is_help=True,
)


for module in (made, entries, agreed, counted, revise, diff):
    module.add_to(plan)


@plan.command("render", help=_("Make the plan as a document."))
def render(
    case: CaseArgument = None,
    to: Annotated[str | None, typer.Option("--to", help=_("md or html; by --out's ending, else md."))] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=_("Where to write it; standard output when left out."))
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--language", help=_("The document's language: sv or en; the archive's when left out.")),
    ] = None,
    guideline: GuidelineOption = None,
) -> None:
    """Render the plan."""
    from sipcli.archive.archive import TEMPLATES
    from sipcli.console.output import say
    from sipcli.console.saving import save
    from sipcli.documents.render import render as make

    archive = archive_here()
    read = case_read(archive, case_meant(archive, case))
    ending = out.suffix.lstrip(".") if out else ""
    wanted = to or ending or "md"
    text = make(
        "plan",
        read,
        guideline_of(archive, read, guideline),
        wanted,
        language or archive.settings.language,
        archive.root / TEMPLATES,
    )
    if out:
        save(out, text)
        say(_("Written: {file}").format(file=out))
    else:
        print(text, end="")


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(plan, name="plan")
