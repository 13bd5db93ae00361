"""The options that the commands of `sip consent` share."""

from typing import Annotated

import typer

from sipcli.cli import complete
from sipcli.i18n import _

GiverOption = Annotated[
    str | None,
    typer.Option(
        "--giver",
        metavar="ID",
        help=_("Whose answer it is: a guardian's id, or child."),
        autocompletion=complete.givers,
    ),
]
UnitOption = Annotated[
    list[str] | None,
    typer.Option("--unit", metavar="ID", help=_("For which unit; all when left out."), autocompletion=complete.units),
]
OnOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The day of the answer."))]
FormOption = Annotated[str | None, typer.Option("--form", help=_("written or oral."))]
JournalOption = Annotated[
    str | None, typer.Option("--journal-ref", metavar="TEXT", help=_("Where an oral consent is documented."))
]
WithholdOption = Annotated[
    list[str] | None,
    typer.Option(
        "--withhold-from",
        metavar="WHO",
        help=_("Whose documents leave this record out (OSL 12:3); once for each."),
        autocompletion=complete.people,
    ),
]
CommentOption = Annotated[str | None, typer.Option("--comment", metavar="TEXT", help=_("What else was said."))]

MaturityOption = Annotated[
    str | None,
    typer.Option("--maturity", help=_("The child's maturity for this question: sufficient or insufficient.")),
]
MaturityByOption = Annotated[
    str | None,
    typer.Option("--maturity-by", metavar="WHO", help=_("Who judged it."), autocompletion=complete.units),
]
MaturityOnOption = Annotated[
    str | None, typer.Option("--maturity-on", metavar="DATE", help=_("When it was judged; the day of the answer."))
]
MeasureOption = Annotated[
    str | None, typer.Option("--measure", metavar="TEXT", help=_("Maturity: what the question is about."))
]
IntrusionOption = Annotated[
    str | None, typer.Option("--intrusion", metavar="TEXT", help=_("Maturity: how great the intrusion is."))
]
UrgencyOption = Annotated[str | None, typer.Option("--urgency", metavar="TEXT", help=_("Maturity: how urgent it is."))]
ComplexityOption = Annotated[
    str | None, typer.Option("--complexity", metavar="TEXT", help=_("Maturity: how complex the question is."))
]
MaturityCommentOption = Annotated[
    str | None, typer.Option("--maturity-comment", metavar="TEXT", help=_("Maturity: what else was considered."))
]
