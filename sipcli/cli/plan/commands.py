"""`sip plan`: the group of its commands, and the plan as a document."""

import typer

from sipcli.cli.case_first import CaseFirst
from sipcli.cli.common import CaseArgument, GuidelineOption, TodayOption
from sipcli.cli.plan import agreed, counted, diff, entries, made, revise
from sipcli.cli.render import Asked, ForOption, LanguageOption, OutOption, SaveOption, ToOption, WholeOption, make
from sipcli.i18n import _

plan = typer.Typer(cls=CaseFirst, no_args_is_help=True)


for module in (made, entries, agreed, counted, revise, diff):
    module.add_to(plan)


@plan.command("render", help=_("Make the plan as a document; short for “sip render CASE plan”."))
def render(
    case: CaseArgument = None,
    to: ToOption = None,
    out: OutOption = None,
    reader: ForOption = None,
    language: LanguageOption = None,
    whole: WholeOption = False,
    save: SaveOption = False,
    today: TodayOption = None,
    guideline: GuidelineOption = None,
) -> None:
    """Render the plan."""
    make(Asked(case, "plan", to, out, reader, None, language, None, whole, save, today, guideline))
