"""JSON Schemas of the files, for editors that complete and check while one types."""

import json
from functools import cache
from typing import Any, get_args, get_origin

from sipcli.archive.archive import Settings, UnitsFile
from sipcli.archive.place import SETTINGS_FILE, UNITS_FILE
from sipcli.case.case import EVENTS, FILES, FOLLOW_UPS
from sipcli.case.handed_out import HandedOut
from sipcli.case.process_files import Event, FollowUp
from sipcli.case.values import Record
from sipcli.i18n import _

FOLDER = ".sip/schemas"
DOCUMENTS = "documents"


MODELS: dict[str, type[Record]] = {
    **{name.removesuffix(".yaml"): model for name, model in FILES.items()},
    "follow-up": FollowUp,
    "event": Event,
    "document": HandedOut,
    SETTINGS_FILE.removesuffix(".yaml"): Settings,
    UNITS_FILE.removesuffix(".yaml"): UnitsFile,
}


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file ("case", "consent", "follow-up" ...)."""
    made = MODELS[kind].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def schema_files() -> dict[str, bytes]:
    """Return every schema file, by path from the archive's root."""
    return {f"{FOLDER}/{kind}.schema.json": _schema_file(kind) for kind in MODELS}


@cache
def _schema_file(kind: str) -> bytes:
    return (json.dumps(schema(kind), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def kind_of(name: str) -> str:
    """Return the kind of a file by its name within a case ("plan.yaml", "events/x.yaml")."""
    folder = name.partition("/")[0]
    return {FOLLOW_UPS: "follow-up", EVENTS: "event", DOCUMENTS: "document"}.get(folder, name.removesuffix(".yaml"))


def skeleton(model: type[Record]) -> str:
    """Return the keys that a file of `model` can have, as comments: for who has no editor that knows them."""
    lines = [_("# Take away the # before the keys you use; sip check tells what is missing.")]
    lines += _keys(model, "")
    return "\n".join(lines) + "\n"


def _keys(model: type[Record], indent: str) -> list[str]:
    lines = []
    for name, info in model.model_fields.items():
        inner, many = inner_record(info.annotation)
        what = f"   # {info.description}" if info.description else ""
        lines.append(f"# {indent}{info.alias or name}:{what}")
        if inner is not None:
            below = _keys(inner, indent + "  ")
            if many and below:
                deeper = _keys(inner, indent + "    ")
                lines += [deeper[0].replace(f"# {indent}    ", f"# {indent}  - ", 1), *deeper[1:]]
            else:
                lines += below
    return lines


def inner_record(annotation: Any) -> tuple[type[Record] | None, bool]:
    """Return the record that a field's type holds, and whether it holds a list of them."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation, False
    many = get_origin(annotation) is list
    for one in get_args(annotation):
        found, inside = inner_record(one)
        if found is not None:
            return found, many or inside
    return None, False


def modeline(path: str) -> str:
    """Return the first line of a new file at `path` (from the archive's root): it tells an editor the schema."""
    parts = path.split("/")
    kind = kind_of("/".join(parts[2:])) if parts[0] == "cases" else parts[0].removesuffix(".yaml")
    up = "../" * (len(parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{kind}.schema.json\n"
