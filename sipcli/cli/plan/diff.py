"""`sip plan diff`: what differs between two versions of a plan."""

from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.cli.common import CaseArgument, FormatOption, TodayOption
from sipcli.cli.work import Work
from sipcli.console.output import Format
from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.archive.versions import Version
    from sipcli.case.case import Case
    from sipcli.case.plan_file import Plan


def diff(
    case: CaseArgument = None,
    earlier: Annotated[
        int | None, typer.Option("--from", metavar="N", help=_("The earlier version; the one before when left out."))
    ] = None,
    later: Annotated[
        int | None, typer.Option("--to", metavar="N", help=_("The later version; the present one when left out."))
    ] = None,
    today: TodayOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Print what differs between two versions of the plan, in plain words."""
    from sipcli.archive.versions import plan_versions
    from sipcli.case.people import person_names
    from sipcli.console.output import print_csv, print_json, say
    from sipcli.console.plan_diff import Known, plan_differences

    work = Work(case, today, True)
    versions = plan_versions(work.archive, work.case_id)
    for broken in versions.passed_over:
        say(
            _("The plan as git has it from {when} ({commit}) cannot be read and is passed over: {why}.").format(
                when=broken.when.strftime("%Y-%m-%d %H:%M"), commit=broken.commit[:8], why=broken.why.rstrip(".")
            )
        )
    before, after = versions.pair(earlier, later)
    known = Known(person_names(work.case), work.term, _ends(work.case, before.plan, after.plan))
    told = plan_differences(before.plan, after.plan, known)
    if format is Format.JSON:
        changes = [
            {
                "part": one.part,
                "id": one.entry,
                "said": list(one.said),
                "changes": [{"path": list(each.path), "old": each.old, "new": each.new} for each in one.changes],
            }
            for one in told
        ]
        print_json({"case": work.case_id, "from": _as_data(before), "to": _as_data(after), "changes": changes})
        return
    if format is Format.CSV:
        print_csv(
            ("part", "id", "said"),
            [{"part": one.part, "id": one.entry, "said": said} for one in told for said in one.said],
        )
        return
    print(_heading(before, after))
    for one in told:
        for said in one.said:
            print(f"  {said}")
    if not told:
        print("  " + _("Nothing differs."))


def _heading(before: "Version", after: "Version") -> str:
    """Return which versions are compared, as a line."""
    from sipcli.console.plan_diff_words import day_in_words

    if before.plan.version == after.plan.version:
        return _("Version {number}, since it was first made on {day}:").format(
            number=after.plan.version, day=day_in_words(before.plan.made_on)
        )
    return _("Version {number} of {day}, compared with version {before} of {before_day}:").format(
        number=after.plan.version,
        day=day_in_words(after.plan.made_on),
        before=before.plan.version,
        before_day=day_in_words(before.plan.made_on),
    )


def _as_data(one: "Version") -> dict[str, object]:
    return {
        "version": one.plan.version,
        "made_on": one.plan.made_on,
        "commit": one.commit,
        "recorded": one.when.isoformat() if one.when else None,
    }


def _ends(case: "Case", before: "Plan", after: "Plan") -> dict[str, str]:
    """Return how the follow-ups between two versions found the goals and interventions, by id; the last word holds."""
    found: dict[str, str] = {}
    for one in sorted(case.follow_ups.values(), key=lambda one: one.date):
        if before.made_on < one.date <= after.made_on and one.status != "cancelled":
            found |= {each.goal: each.outcome for each in one.goals if each.outcome}
            found |= {each.intervention: each.outcome for each in one.interventions if each.outcome}
    return found


def add_to(group: typer.Typer) -> None:
    """Add the command to `sip plan`."""
    group.command("diff", help=_("What differs between versions of the plan, in plain words."))(diff)
