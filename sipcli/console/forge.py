"""Findings for a forge: GitHub's annotations, and SARIF 2.1.0."""

from collections.abc import Iterable, Iterator

from sipcli.rules.finding import Finding
from sipcli.rules.registry import RULES
from sipcli.rules.structure import FORM_RULES

GITHUB_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def github_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield each finding as a workflow command."""
    for one in findings:
        place = f"file={_property(one.file)},line={one.line or 1},col={one.column or 1},title={_property(one.rule)}"
        yield f"::{GITHUB_LEVELS[one.level]} {place}::{_data(f'{one.message} ({one.source})')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif(findings: Iterable[Finding], version: str) -> dict[str, object]:
    """Return findings as a SARIF log with one run."""
    found = list(findings)
    used = sorted({one.rule for one in found})
    asks = {rule.id: rule.asks for rule in RULES.values()} | {rule.id: rule.asks for rule in FORM_RULES.values()}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "sip",
                        "version": version,
                        "rules": [{"id": rule, "shortDescription": {"text": asks[rule]}} for rule in used],
                    }
                },
                "results": [
                    {
                        "ruleId": one.rule,
                        "level": SARIF_LEVELS[one.level],
                        "message": {"text": f"{one.message} ({one.source})"},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": one.file},
                                    "region": {"startLine": one.line or 1, "startColumn": one.column or 1},
                                }
                            }
                        ],
                    }
                    for one in found
                ],
            }
        ],
    }
