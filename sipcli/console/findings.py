"""Findings as people read them: where, what, which source asks for it, how to mend it."""

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from sipcli.i18n import N_, _, ngettext
from sipcli.rules.finding import Finding

LEVEL_WORDS = {"error": N_("error"), "warning": N_("warning"), "info": N_("info")}
LEVEL_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}

COLUMNS = (
    "rule",
    "level",
    "case",
    "file",
    "line",
    "column",
    "about",
    "message",
    "source",
    "date",
    "days",
    "fix",
)


def finding_lines(findings: Iterable[Finding]) -> Iterable[RenderableType]:
    """Yield each finding as a head line and its message, source and mend below it."""
    for one in findings:
        head = Text(_(LEVEL_WORDS[one.level]), style=LEVEL_STYLES[one.level])
        head.append(f"  {one.rule}", style="bold")
        place = f"{one.file}:{one.line}" if one.line else one.file
        head.append(f"  {place}", style="dim")
        yield head
        body = Text(one.message)
        body.append("\n" + _("source: {source}").format(source=one.source), style="dim")
        if one.fix:
            body.append("\n" + _("to mend: {command}").format(command=one.fix), style="dim")
        yield Padding(body, (0, 0, 1, 2))


def summary(findings: Sequence[Finding], cases: int) -> str:
    """Return one line that counts what was found."""
    errors = sum(one.level == "error" for one in findings)
    warnings = sum(one.level == "warning" for one in findings)
    infos = len(findings) - errors - warnings
    counted = [
        ngettext("{n} error", "{n} errors", errors).format(n=errors),
        ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings),
        ngettext("{n} note", "{n} notes", infos).format(n=infos),
    ]
    looked = ngettext("{n} case looked at", "{n} cases looked at", cases).format(n=cases)
    return f"{looked}: {', '.join(counted)}."
