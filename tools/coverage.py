"""Write docs/coverage.md, how each row of the catalogue of requirements is met: python tools/coverage.py

Rules and reminders are read from the guidelines, whose sources name the rows; the rest is in tools/coverage.yaml.
"""

from collections.abc import Iterator
from pathlib import Path

import ryaml
from pydantic import Field

from sipcli.case.case import FILES, FOLDERS
from sipcli.case.values import Record
from sipcli.guidelines.loader import guideline_ids, load_guideline
from sipcli.guidelines.model import GuidelineFile, SourceRef
from sipcli.resources import shipped
from sipcli.rules.engine import MODULES
from sipcli.rules.registry import RULES

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "tools" / "coverage.yaml"
PAGE = ROOT / "docs" / "coverage.md"

LETTERS = {"kronoberg": "K", "vasterbotten": "V", "vastra-gotaland": "G", "stromsund": "S", "national": "N"}
KINDS = {
    "D": "data",
    "L": "deadline",
    "C": "consent",
    "A": "participation",
    "I": "content of the invitation",
    "P": "content of the plan",
    "R": "role",
    "T": "something to print",
    "N": "reminder",
    "S": "statistics",
    "V": "deviation or dispute",
    "Q": "survey",
    "X": "closing",
}
SECTIONS = {
    "I": "Initiate",
    "C": "Consent",
    "P": "Prepare",
    "B": "Invite",
    "M": "Meet",
    "L": "The plan",
    "F": "Follow up",
    "X": "Close, survey",
    "W": "Deviate, dispute",
    "U": "Discharge",
    "E": "Unaccompanied children",
}
"""The first letter of a row's id tells where in the process it belongs."""


class Row(Record):
    """A row of the catalogue, with what meets it besides rules and reminders."""

    asks: str
    by: str
    kind: str
    fields: list[str] = Field(default_factory=list)
    documents: list[str] = Field(default_factory=list)
    commands: list[str] = Field(default_factory=list)
    not_yet: str | None = None


class Cited(Record):
    """Which guidelines name a row, by rule and by reminder; and where a reminder is shown."""

    rules: dict[str, list[str]] = Field(default_factory=dict)
    reminders: dict[str, list[str]] = Field(default_factory=dict)
    shown_in: dict[str, list[str]] = Field(default_factory=dict)


def rows() -> dict[str, Row]:
    """Return the catalogue by id, in its order."""
    return {row_id: Row.model_validate(row) for row_id, row in ryaml.loads(CATALOGUE.read_text("utf-8")).items()}


def citations() -> dict[str, Cited]:
    """Return what the shipped guidelines' own files cite, by the row's id. Rules that are switched off cite nothing."""
    found: dict[str, Cited] = {}
    for guideline in guideline_ids():
        text = (shipped("guidelines") / f"{guideline}.yaml").read_text(encoding="utf-8")
        file, applied = GuidelineFile.model_validate(ryaml.loads(text)), load_guideline(guideline).applied()
        for rule, said in file.rules.items():
            for row in _named(said.sources) if rule in applied else ():
                found.setdefault(row, Cited()).rules.setdefault(rule, []).append(LETTERS[guideline])
        for reminder_id, reminder in file.reminders.items():
            for row in () if reminder.off else _named(reminder.sources):
                cited = found.setdefault(row, Cited())
                cited.reminders.setdefault(reminder_id, []).append(LETTERS[guideline])
                places = cited.shown_in.setdefault(reminder_id, [])
                places += [place for place in reminder.show_in if place not in places]
    return found


def _named(sources: list[SourceRef]) -> list[str]:
    return list(dict.fromkeys(row for source in sources for row in source.rows))


def field_names() -> set[str]:
    """Return every key of the case format as coverage.yaml names it: "plan.yaml goals[].term", "events kind"."""
    models = {**FILES, **FOLDERS}
    return {f"{name} {key}" for name, model in models.items() for key in _keys(model.model_json_schema(by_alias=True))}


def _keys(schema: dict[str, object], definitions: object = None, prefix: str = "") -> Iterator[str]:
    """Yield the dotted keys of a JSON schema, those within lists after "[]"."""
    definitions = definitions or schema.get("$defs")
    properties = schema.get("properties")
    for key, value in properties.items() if isinstance(properties, dict) else ():
        yield prefix + key
        for inner, dots in _inner(value, "."):
            if isinstance(definitions, dict) and inner in definitions:
                yield from _keys(definitions[inner], definitions, prefix + key + dots)


def _inner(value: dict[str, object], dots: str) -> Iterator[tuple[str, str]]:
    """Yield the names of the definitions that a value of a schema may hold, each with how its keys are joined on."""
    reference, items, either = value.get("$ref"), value.get("items"), value.get("anyOf")
    if isinstance(reference, str):
        yield reference.rpartition("/")[2], dots
    if isinstance(items, dict):
        yield from _inner(items, "[].")
    for one in either if isinstance(either, list) else ():
        yield from _inner(one, dots)


def coverage_page() -> str:
    """Return docs/coverage.md."""
    catalogue, cited = rows(), citations()
    assert MODULES
    by_nothing = [row_id for row_id in catalogue if row_id not in cited]
    lines = [
        "# What the sources ask for, and how sip meets it",
        "",
        "Generated from the guidelines and `tools/coverage.yaml` (`python tools/coverage.py`). One line for each of",
        f"the {len(catalogue)} rows of the catalogue of requirements. The ids are those in the guidelines' `rows`: a",
        "rule or a reminder stands in a line because a guideline's file names the row as its source.",
        "",
        "- *Rules* find what is missing or late; `sip explain RULE` and [rules.md](rules.md) tell more of each.",
        "- *Reminders* say what no rule can check, in documents and in `sip show` (case).",
        "- *Kept in* names file and key; `sip edit` writes any of them, [case-format.md](case-format.md) has them all.",
        "- *Not yet* says what is missing, and what stands in for it.",
        "",
        "By: " + ", ".join(f"{letter} {name}" for name, letter in LETTERS.items()) + ". N holds for a guideline that",
        "says nothing of its own.",
        "",
        "Kind: " + ", ".join(f"{letter} {kind}" for letter, kind in KINDS.items()) + ".",
        "",
        f"A rule cites {_count(catalogue, cited, 'rules')} rows, a reminder {_count(catalogue, cited, 'reminders')}. "
        f"Something is not there yet for {sum(row.not_yet is not None for row in catalogue.values())}.",
        f"Cited by nothing yet: {', '.join(by_nothing) or 'none'}.",
    ]
    for letter, section in SECTIONS.items():
        lines += ["", f"## {section}", "", "|row|asks|by|kind|how sip meets it|", "|-|-|-|-|-|"]
        for row_id, row in catalogue.items():
            if row_id.startswith(letter):
                met = _met(row, cited.get(row_id, Cited()))
                lines.append(f"|{row_id}|{row.asks}|{row.by}|{row.kind}|{met}|")
    return "\n".join(lines) + "\n"


def _count(catalogue: dict[str, Row], cited: dict[str, Cited], what: str) -> int:
    return sum(bool(getattr(cited.get(row_id, Cited()), what)) for row_id in catalogue)


def _met(row: Row, cited: Cited) -> str:
    """Return how a row is met, in one line."""
    in_order = sorted(cited.rules, key=list(RULES).index)
    parts = {
        "Rules": [f"`{rule}` ({' '.join(cited.rules[rule])})" for rule in in_order],
        "Reminders": [
            f"`{one}` ({' '.join(letters)}: {', '.join(cited.shown_in[one])})"
            for one, letters in cited.reminders.items()
        ],
        "Kept in": [f"`{field}`" for field in row.fields],
        "Documents": row.documents,
        "Commands": [f"`sip {command}`" for command in row.commands],
        "Not yet": [row.not_yet] if row.not_yet else [],
    }
    return ". ".join(f"*{name}:* {', '.join(some)}" for name, some in parts.items() if some) + "."


def main() -> None:
    """Write it."""
    text = coverage_page()
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(f"{PAGE.relative_to(ROOT)}: {len(text.splitlines())} lines")


if __name__ == "__main__":
    main()
