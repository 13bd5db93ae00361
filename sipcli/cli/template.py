"""`sip template`: the templates documents are set from, and an archive's own in their place."""

from typing import Annotated

import typer

from sipcli.cli import complete
from sipcli.cli.common import FormatOption, archive_here, day_or_today, report
from sipcli.console.output import Format
from sipcli.i18n import N_, _

template = typer.Typer(no_args_is_help=True)

KINDS = {
    ".html.j2": N_("the page: what stands where. Fields are {{ … }}, as it is now."),
    ".yaml": N_("the words. Delete the lines that you do not change: they are then taken from sip."),
    ".typ": N_("how PDF is set (typst)."),
    ".docx": N_("open it in Word: letterhead, styles. The document comes where it says {{ body }}."),
    ".css": N_("how HTML looks."),
    ".svg": N_("a drawing."),
}
"""What to do with each kind of file."""


@template.command("list", help=_("Which templates there are, and which the archive has its own of."))
def list_templates(format: FormatOption = Format.TABLE) -> None:
    """Print the templates."""
    from sipcli.archive.place import TEMPLATES
    from sipcli.console.documents import templates_table
    from sipcli.console.output import print_csv, print_json, say, show
    from sipcli.documents.shadowing import own_files, templates_shipped

    own = own_files(archive_here().root / TEMPLATES)
    rows = [
        {"name": one.name, "title": one.title, "files": list(one.files), "own": [f for f in one.files if f in own]}
        for one in templates_shipped()
    ]
    known = {file for row in rows for file in row["files"]}
    besides = [file for file in own if file not in known]
    if format is Format.JSON:
        print_json({"templates": rows, "besides": besides})
    elif format is Format.CSV:
        print_csv(list(rows[0]), rows)
    else:
        show(templates_table(rows))
        if besides:
            say(_("The archive also has: {files}.").format(files=", ".join(besides)))
        say(_("“sip template copy NAME” copies one into the archive's templates/, where you can change it."))


@template.command("copy", help=_("Copy a shipped template into the archive's templates/, to change it there."))
def copy(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help=_("A document, e.g. plan, or a file, e.g. _page.docx or sv/plan.yaml; see sip template list."),
            autocompletion=complete.templates,
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language",
            metavar="LANG",
            help=_("The words' language, which may be a new one; the archive's when left out."),
            autocompletion=complete.languages,
        ),
    ] = None,
) -> None:
    """Copy a template."""
    from sipcli.acts.templates import copy_template
    from sipcli.console.choices import Choices
    from sipcli.console.output import say
    from sipcli.console.prompts import interactive
    from sipcli.console.talk import Talk
    from sipcli.documents.catalogue import DOCUMENTS
    from sipcli.documents.shadowing import PICTURES, templates_shipped
    from sipcli.errors import UsageError

    archive = archive_here()
    if name is None:
        if not interactive():
            raise UsageError(_("{option} is missing: {question}").format(option="NAME", question="sip template list"))
        labels = {one.name: f"{one.name}: {one.title}" for one in templates_shipped() if one.name != PICTURES}
        name = Talk(day_or_today(None), True).pick(None, "NAME", _("Which template?"), Choices(labels))
    copied = copy_template(archive, name, language)
    report(copied.done)
    for path in copied.left:
        say(_("{file} was there already, and was left as it is.").format(file=path))
    for path in copied.files:
        advice = _(next(said for ending, said in KINDS.items() if path.endswith(ending)))
        say(f"{path}: {advice}")
    document = next((one for path in copied.files for one in DOCUMENTS if f"/{one}." in path), "plan")
    say(_("See what it becomes: {command}").format(command=f"sip render CASE {document} --out {document}.pdf"))
    say(_("Record what you change in it: {command}").format(command="git add templates; git commit -m templates"))
