"""`sip render`: a document of a case, in the format and for the reader that are wanted."""

import typer

from sipcli.cli.common import (
    CaseArgument,
    FormatOption,
    GuidelineOption,
    TodayOption,
    archive_here,
    case_meant,
    day_or_today,
)
from sipcli.cli.render.making import Asked, make
from sipcli.cli.render.options import (
    AboutOption,
    AgainOption,
    DocumentArgument,
    EveryOption,
    ForOption,
    LanguageOption,
    ListOption,
    OutOption,
    SaveOption,
    TitleOption,
    ToOption,
    WholeOption,
)
from sipcli.console.output import Format
from sipcli.i18n import _


def render(
    case: CaseArgument = None,
    document: DocumentArgument = None,
    to: ToOption = None,
    out: OutOption = None,
    reader: ForOption = None,
    about: AboutOption = None,
    language: LanguageOption = None,
    whole: WholeOption = False,
    save: SaveOption = False,
    title: TitleOption = None,
    listed: ListOption = False,
    every_case: EveryOption = False,
    again: AgainOption = None,
    today: TodayOption = None,
    guideline: GuidelineOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Make a document, list which there are, make one of every case, or make a kept one again."""
    from sipcli.errors import UsageError

    asked = Asked(case, document, to, out, reader, about, language, title, whole, save, today, guideline)
    ways = {"--list": listed, "--every-case": every_case, "--again": again is not None}
    if sum(ways.values()) > 1:
        raise UsageError(_("Only one of these at a time: {options}.").format(options=", ".join(ways)))
    if listed:
        from sipcli.cli.render.listing import list_documents

        list_documents(asked, format)
    elif every_case:
        from sipcli.cli.render.batch import every_case as make_all

        make_all(asked)
    elif again is not None:
        day_or_today(today)  # taken as every command takes it; the record has the day
        _make_again(asked, again)
    else:
        make(asked)


def _make_again(asked: Asked, name: str) -> None:
    """Make a kept document again, write it where the user says, and say whether it is the same; exit 1 when not."""
    from sipcli.acts.documents import make_again
    from sipcli.console.output import result, say
    from sipcli.console.saving import save
    from sipcli.errors import UsageError

    if any((asked.document, asked.to, asked.reader, asked.about, asked.language, asked.whole, asked.save, asked.title)):
        raise UsageError(_("--again takes everything from the record; only --out goes with it."))
    archive = archive_here()
    made = make_again(archive, case_meant(archive, asked.case), name)
    if asked.out:
        out = asked.out / made.name.rpartition("/")[2] if asked.out.is_dir() else asked.out
        save(out, made.content)
        say(_("Written: {file}").format(file=out))
    if made.withheld_since:
        say(
            _("Note: by now the case withholds more from its readers than this document does: {what}").format(
                what=", ".join(made.withheld_since)
            )
        )
    if made.same:
        result(_("{file}: made again, the same byte for byte.").format(file=made.name))
        return
    result(_("{file}: made again, and it is not the same.").format(file=made.name))
    for why in made.why:
        say(f"  {why}")
    raise typer.Exit(1)
