"""The options of commands that make a document."""

from pathlib import Path
from typing import Annotated

import typer

from sipcli.cli import complete
from sipcli.i18n import _

DocumentArgument = Annotated[
    str | None,
    typer.Argument(metavar="DOCUMENT", help=_("What to make; --list shows all."), autocompletion=complete.documents),
]
ToOption = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="FORMAT",
        help=_("pdf, docx, html, md or txt, an invitation also ics or eml; by --out's ending, else md."),
        autocompletion=complete.formats,
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help=_("Where to write it, a file or a folder; else standard output.")),
]
ForOption = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="WHO",
        help=_("Whom it is for, an id or a name: what is withheld from them is left out."),
        autocompletion=complete.people,
    ),
]
AboutOption = Annotated[
    str | None,
    typer.Option(
        "--about",
        metavar="WHICH",
        help=_("Which one, where a case has several: a follow-up's day, an event, a person."),
        autocompletion=complete.abouts,
    ),
]
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="LANG",
        help=_("The document's language: sv, sv-simple, en; the archive's when left out."),
        autocompletion=complete.languages,
    ),
]
WholeOption = Annotated[bool, typer.Option("--whole", help=_("Leave nothing out: your own working copy."))]
SaveOption = Annotated[
    bool, typer.Option("--save", help=_("Keep it in the case's documents/, with a record of what it was made of."))
]
TitleOption = Annotated[
    str | None,
    typer.Option("--title", metavar="TEXT", help=_("The title of the calendar entry or e-mail, for ics and eml.")),
]
ListOption = Annotated[
    bool, typer.Option("--list", help=_("Which documents there are; with CASE also what is missing in each."))
]
EveryOption = Annotated[
    bool, typer.Option("--every-case", help=_("One for each open case that has it, into the folder --out."))
]
AgainOption = Annotated[
    str | None,
    typer.Option(
        "--again",
        metavar="NAME",
        help=_("Make a kept document again as it was, and say whether it is the same."),
        autocompletion=complete.kept,
    ),
]
