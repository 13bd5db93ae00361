"""Write the parts of docs/ that are generated from the code: python tools/reference_docs.py

docs/rules.md whole, and in docs/case-format.md and docs/documents.md what stands between the marks.
"""

import re
import types
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from sipcli import i18n
from sipcli.archive.schemas import inner_record
from sipcli.case.case import EVENTS, FILES, FOLLOW_UPS
from sipcli.case.handed_out import HandedOut
from sipcli.case.process_files import Event, FollowUp
from sipcli.case.values import OpenList, Record
from sipcli.console.rules import params_text
from sipcli.documents.catalogue import DOCUMENTS
from sipcli.guidelines.loader import guideline_ids, load_guideline
from sipcli.rules.engine import MODULES
from sipcli.rules.examples import examples
from sipcli.rules.registry import RULES
from sipcli.rules.structure import FORM_RULES

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- generated: {} -->", "<!-- end of generated -->"
TODAY = date(2026, 11, 23)
"""The day whose law references the page shows."""


def rules_page() -> str:
    """Return docs/rules.md: a section a rule, under its id."""
    i18n.use_language("en")
    assert MODULES
    lines = [
        "# Rules",
        "",
        "Generated from the rules and the guidelines (`python tools/reference_docs.py`); `sip explain` says the same.",
        "Law references are those in force on " + TODAY.isoformat() + ".",
        "",
    ]
    for rule in RULES.values():
        lines += [f"## {rule.id}", "", rule.asks, "", f"Why: {rule.why}", "", f"How to mend it: {rule.mend}", ""]
        example = examples()[rule.id]
        lines += [f"Example ({example.guideline}, on {example.today}):", "", "```yaml"]
        for name, text in example.files.items():
            lines += [f"# there is no {name}"] if text.strip() == "null" else [f"# {name}", text.strip()]
        lines += ["```", ""]
        lines += ["|guideline|level|parameters|source|rows|", "|-|-|-|-|-|"]
        for guideline_id in guideline_ids():
            guideline = load_guideline(guideline_id)
            setting = guideline.applied().get(rule.id)
            if setting is None:
                lines.append(f"|{guideline_id}|off|||")
                continue
            source = "; ".join(one.text(TODAY, "en") for one in setting.sources)
            rows = " ".join(dict.fromkeys(row for one in setting.sources for row in one.rows))
            params = params_text(rule.id, setting, guideline)
            lines.append(f"|{guideline_id}|{setting.level}|{params}|{source}|{rows}|")
        lines.append("")
    lines += ["# Form", "", "What the reading of files reports, whatever the guideline.", ""]
    for form in FORM_RULES.values():
        lines += [f"## {form.id}", "", f"{form.asks} Level: {form.level}.", "", f"How to mend it: {form.mend}", ""]
    return "\n".join(lines).rstrip() + "\n"


def format_tables() -> str:
    """Return the reference of every file and key, from the models."""
    lines: list[str] = []
    models: dict[str, type[Record]] = {
        **FILES,
        f"{FOLLOW_UPS}/DATE.yaml": FollowUp,
        f"{EVENTS}/DATE-KIND.yaml": Event,
        "documents/NAME.yaml": HandedOut,
    }
    for name, model in models.items():
        lines += [f"### {name}", "", "|key|value|what|", "|-|-|-|"]
        lines += _rows(model, "")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def documents_table() -> str:
    """Return the table of documents, from the catalogue."""
    lines = ["|document|what it is|for|", "|-|-|-|"]
    for one in DOCUMENTS.values():
        lines.append(f"|`{one.name}`|{one.title}|{', '.join(one.audience)}|")
    return "\n".join(lines)


def _rows(model: type[Record], prefix: str) -> list[str]:
    rows = []
    for name, info in model.model_fields.items():
        key = prefix + (info.alias or name)
        inner, many = inner_record(info.annotation)
        kind = _kind(info)
        what = (info.description or "").replace("|", "/")
        rows.append(f"|`{key}`{'' if info.is_required() is False else ' *'}|{kind}|{what}|")
        if inner is not None:
            rows += _rows(inner, key + ("[]." if many else "."))
    return rows


def _kind(info: FieldInfo) -> str:
    marks = [one for one in info.metadata if isinstance(one, OpenList)]
    return _kind_of(Annotated[info.annotation, *marks] if marks else info.annotation)


def _kind_of(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        marks = [one for one in annotation.__metadata__ if isinstance(one, OpenList)]
        if marks:
            return f"a word ({', '.join(marks[0].known)} ...)" if marks[0].known else "a word"
        return _kind_of(inner[0])
    if origin is Literal:
        return ", ".join(str(one) for one in inner)
    if origin in (Union, types.UnionType):
        return " or ".join(dict.fromkeys(_kind_of(one) for one in inner if one is not type(None)))
    if origin is list:
        return f"a list of {_kind_of(inner[0])}"
    if origin is dict:
        return f"{_kind_of(inner[0])}: {_kind_of(inner[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return "entries"
    names = {"str": "text", "bool": "true, false", "int": "a number", "date": "a day", "datetime": "a day and time"}
    return names.get(getattr(annotation, "__name__", ""), str(annotation))


def filled(text: str, mark: str, content: str) -> str:
    """Return a page with what stands between a mark and its end replaced."""
    begin = re.escape(BEGIN.format(mark))
    pattern = re.compile(f"({begin}\n).*?({re.escape(END)})", re.DOTALL)
    return pattern.sub(lambda found: f"{found[1]}\n{content}\n{found[2]}", text)


def pages() -> dict[Path, str]:
    """Return every page with generated parts, as it should be."""
    case_format, documents = ROOT / "docs" / "case-format.md", ROOT / "docs" / "documents.md"
    return {
        documents: filled(documents.read_text(encoding="utf-8"), "documents", documents_table()),
        ROOT / "docs" / "rules.md": rules_page(),
        case_format: filled(case_format.read_text(encoding="utf-8"), "keys", format_tables()),
    }


def main() -> None:
    """Write them."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{path.relative_to(ROOT)}: {len(text.splitlines())} lines")


if __name__ == "__main__":
    main()
