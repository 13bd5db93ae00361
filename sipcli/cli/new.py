"""`sip new`: a new case."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli.common import TodayOption, archive_here, day_or_today, report
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.case.case_file import Unit


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
    from sipcli import i18n
    from sipcli.acts.new_case import NewCase, begin, parse_reason, parse_representative, parse_unit
    from sipcli.archive.own_guidelines import own_guidelines
    from sipcli.console.output import say
    from sipcli.console.prompts import ask, ask_many, day, interactive, one_of, text
    from sipcli.guidelines.loader import guideline_ids, load_guideline

    archive, opened = archive_here(), day_or_today(today)
    own = own_guidelines(archive.root)
    chosen = ask(guideline, "--guideline", _("Guideline"), one_of(guideline_ids(own)), archive.settings.guideline)
    name = ask(child, "--child", _("The child's name"), text)
    birth = ask(born, "--born", _("The child's date of birth (YYYY-MM-DD)"), day)
    guardians = ask_many(guardian, _("Guardians, as NAME or NAME, PHONE"), text)
    representatives = ask_many(
        representative,
        _("Representatives, as KIND:NAME (e.g. god-man:Ivo Påhitt)"),
        parse_representative,
        asked=not guardians,
    )
    register = archive.unit_register()
    say_choices(register)
    units = ask_many(
        unit,
        _("Units, as ID:KIND:PRINCIPAL:NAME (e.g. skola:school:municipality:Påhittskolan)"),
        lambda one: parse_unit(one, register),
    )
    ids = [one.id for one in units]
    only = ids[0] if len(ids) == 1 else None
    question = _("Which unit noticed the need? ({units})").format(units=", ".join(ids))
    by = ask(noticed_by, "--noticed-by", question, one_of(ids), only)
    noticed = ask(need_noticed, "--need-noticed", _("The day the need was noticed"), day, str(opened))
    found = load_guideline(chosen, own)
    if interactive() and not reason and found.reasons:
        known = "\n".join(f"  {word}: {both.text(i18n.language)}" for word, both in found.reasons.items())
        say(_("Reasons that the guideline names:") + "\n" + known)
    reasons = ask_many(reason, _("Reasons"), lambda one: parse_reason(one, found.reasons), asked=bool(found.reasons))
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
            representatives=representatives,
            units=units,
            reasons=reasons,
            route=route or found.default_route,
            coordinating_unit=coordinating_unit,
            id=case_id,
        ),
    )
    report(changes.commit("case opened", "case-opened"))
    print(changes.case_id)


def say_choices(register: "Mapping[str, Unit]") -> None:
    """Say, in a terminal, which kinds, principals and registered units there are to choose from."""
    from sipcli.case.case_file import UNIT_KINDS, UNIT_PRINCIPALS
    from sipcli.console.labels import value_word
    from sipcli.console.output import say
    from sipcli.console.prompts import interactive

    if interactive():
        for heading, words in ((_("Kinds:"), UNIT_KINDS), (_("Principals:"), UNIT_PRINCIPALS)):
            say(heading + " " + ", ".join(f"{word} ({value_word(word)})" for word in words))
        if register:
            say(_("From units.yaml an id is enough: {known}.").format(known=", ".join(register)))


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("new", help=_("Begin a new case, from options or questions; prints its id last."))(new)
