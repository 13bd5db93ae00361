"""`sip demo`: the sample archive with its history, and a tour of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sipcli.i18n import _

if TYPE_CHECKING:
    from sipcli.archive.archive import Archive


def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help=_("A new folder to make it in."))] = Path("sip-demo"),
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Replace a demo archive that is there already."))
    ] = False,
) -> None:
    """Make the sample archive and show what sip shows of it."""
    import shutil

    from sipcli.archive.archive import open_archive
    from sipcli.archive.sample import TODAY, build_sample
    from sipcli.console.output import say
    from sipcli.errors import NeedsUser

    root = folder.resolve()
    if replace and (root / "sip.yaml").is_file():
        shutil.rmtree(root)
    if root.exists() and any(root.iterdir()):
        raise NeedsUser(
            _("{folder} is there already; choose another folder, or replace an earlier demo with --replace.").format(
                folder=root
            )
        )
    say(_("Making an archive of invented cases in {folder} …").format(folder=root))
    commits = build_sample(root)
    say(_("{n} commits written. All persons in it are invented; its today is {today}.").format(n=commits, today=TODAY))
    _tour(open_archive(root), folder)


def _tour(archive: "Archive", folder: Path) -> None:
    """Show the status, what is overdue, one case's findings, a plan and a history, each as the user would type it."""
    from sipcli.archive.bulk import lines_read
    from sipcli.archive.checking import judge_case, with_lines
    from sipcli.archive.history import case_history
    from sipcli.archive.overview import by_urgency
    from sipcli.archive.sample import TODAY
    from sipcli.console.findings import finding_lines
    from sipcli.console.journal import journal
    from sipcli.console.output import result, show
    from sipcli.console.status import print_status
    from sipcli.documents.material import Material
    from sipcli.documents.render import render

    rows = by_urgency(lines_read(archive, TODAY)[0])
    judged = {row.case_id: judge_case(archive, row.case_id, TODAY) for row in rows}
    with_plan = [row for row in rows if row.late and (case := judged[row.case_id].loaded.case) and case.plan]
    chosen = with_plan[0] if with_plan else rows[0]
    case, guideline = judged[chosen.case_id].loaded.case, judged[chosen.case_id].guideline
    _typed(f"sip status --all --today {TODAY}")
    print_status(rows)
    _typed(f"sip status --overdue --today {TODAY}")
    print_status([row for row in rows if row.late])
    _typed(f"sip check {chosen.case_id} --today {TODAY}")
    show(*finding_lines(with_lines(archive, judged[chosen.case_id].findings)))
    if case and case.plan and guideline:
        _typed(f"sip plan render {chosen.case_id}")
        of = Material(case, guideline, archive.settings.language, TODAY)
        result(render("plan", of, "txt").content.decode("utf-8"))
    _typed(f"sip history {chosen.case_id}")
    show(*journal(list(case_history(archive.root, chosen.case_id))))
    result(_("Now it is your turn. Type:"))
    result(f"  cd {folder}")
    for command in (
        f"sip show {chosen.case_id} --today {TODAY}",
        f"sip explain {judged[chosen.case_id].findings[0].rule}" if judged[chosen.case_id].findings else "sip rules",
        f"sip plan render {chosen.case_id} --out plan.pdf",
        "sip new",
    ):
        result(f"  {command}")


def _typed(command: str) -> None:
    from rich.text import Text

    from sipcli.console.output import show

    show(Text(f"\n$ {command}", "bold"))
