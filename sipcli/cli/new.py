"""`sip new`: a new case."""

from typing import Annotated

import typer

from sipcli.cli.common import TodayOption, archive_here, day_or_today, report
from sipcli.i18n import _


def new(
    child: Annotated[str | None, typer.Option("--child", metavar="NAME", help=_("The child's name."))] = None,
    born: Annotated[str | None, typer.Option("--born", metavar="DATE", help=_("The child's date of birth."))] = None,
    guideline: Annotated[
        str | None, typer.Option("--guideline", metavar="ID", help=_("Which guideline; the archive's when left out."))
    ] = None,
    need_noticed: Annotated[
        str | None, typer.Option("--need-noticed", metavar="DATE", help=_("The day the need was noticed."))
    ] = None,
    noticed_by: Annotated[
        str | None, typer.Option("--noticed-by", metavar="UNIT", help=_("Id of the unit that noticed it."))
    ] = None,
    guardian: Annotated[
        list[str] | None, typer.Option("--guardian", metavar="NAME", help=_("A guardian; once for each."))
    ] = None,
    representative: Annotated[
        list[str] | None,
        typer.Option("--representative", metavar="KIND:NAME", help=_("Somebody in a guardian's place; once for each.")),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            metavar="ID:KIND:PRINCIPAL:NAME",
            help=_("A unit that takes part, or its id in units.yaml; once for each."),
        ),
    ] = None,
    reason: Annotated[
        list[str] | None, typer.Option("--reason", metavar="WORD", help=_("What the need shows itself as."))
    ] = None,
    route: Annotated[
        str | None, typer.Option("--route", help=_("hlt, outside-hlt, discharge or internal; the guideline's own."))
    ] = None,
    coordinating_unit: Annotated[
        str | None,
        typer.Option("--coordinating-unit", metavar="UNIT", help=_("Who coordinates until there is a plan.")),
    ] = None,
    case_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help=_("The case's id; made up when left out."))
    ] = None,
    today: TodayOption = None,
) -> None:
    """Begin a case; prints the new id last."""
    from sipcli.acts.new_case import NewCase, begin, parse_representative, parse_unit
    from sipcli.archive.own_guidelines import own_guidelines
    from sipcli.console.prompts import ask, ask_many, day, interactive, maybe, one_of, text
    from sipcli.guidelines.loader import guideline_ids, load_guideline

    archive, opened = archive_here(), day_or_today(today)
    own = own_guidelines(archive.root)
    chosen = ask(guideline, "--guideline", _("Guideline"), one_of(guideline_ids(own)), archive.settings.guideline)
    name = ask(child, "--child", _("The child's name"), text)
    birth = ask(born, "--born", _("The child's date of birth (YYYY-MM-DD)"), day)
    guardians = ask_many(guardian, _("Guardians' names"))
    representatives = (
        ()
        if guardians and not representative
        else ask_many(representative, _("Representatives, as KIND:NAME (e.g. god-man:Ivo Påhitt)"))
    )
    units = ask_many(unit, _("Units, as ID:KIND:PRINCIPAL:NAME (e.g. skola:school:municipality:Påhittskolan)"))
    register = archive.unit_register()
    parsed = tuple(parse_unit(one, register) for one in units)
    ids = [one.id for one in parsed]
    only = ids[0] if len(ids) == 1 else None
    by = ask(
        noticed_by, "--noticed-by", _("Which unit noticed the need? ({units})").format(units=", ".join(ids)), text, only
    )
    noticed = ask(need_noticed, "--need-noticed", _("The day the need was noticed"), day, str(opened))
    if interactive() and not reason:
        known = ", ".join(load_guideline(chosen, own).reasons)
        said = ask(
            None,
            "--reason",
            _("Reasons, with commas between ({known})").format(known=known or "–"),
            maybe,
            optional=True,
        )
        reason = [one.strip() for one in (said or "").split(",") if one.strip()]
    changes = begin(
        archive,
        NewCase(
            guideline=chosen,
            child=name,
            born=birth,
            opened=opened,
            need_noticed=noticed,
            noticed_by=by,
            guardians=guardians,
            representatives=tuple(parse_representative(one) for one in representatives),
            units=parsed,
            reasons=tuple(reason or ()),
            route=route or load_guideline(chosen, own).default_route,
            coordinating_unit=coordinating_unit,
            id=case_id,
        ),
    )
    report(changes.commit("case opened", "case-opened"))
    print(changes.case_id)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("new", help=_("Begin a new case, from options or questions; prints its id last."))(new)
