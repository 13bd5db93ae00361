"""JSON Schemas of the files, for editors that complete and check while one types."""

import json
from typing import Any

from sipcli.archive.archive import SETTINGS_FILE, UNITS_FILE, Settings, UnitsFile
from sipcli.case.case import EVENTS, FILES, FOLLOW_UPS
from sipcli.case.process_files import Event, FollowUp
from sipcli.case.values import Record

FOLDER = ".sip/schemas"


MODELS: dict[str, type[Record]] = {
    **{name.removesuffix(".yaml"): model for name, model in FILES.items()},
    "follow-up": FollowUp,
    "event": Event,
    SETTINGS_FILE.removesuffix(".yaml"): Settings,
    UNITS_FILE.removesuffix(".yaml"): UnitsFile,
}


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file ("case", "consent", "follow-up" ...)."""
    made = MODELS[kind].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def schema_files() -> dict[str, bytes]:
    """Return every schema file, by path from the archive's root."""
    return {
        f"{FOLDER}/{kind}.schema.json": (json.dumps(schema(kind), ensure_ascii=False, indent=1) + "\n").encode("utf-8")
        for kind in MODELS
    }


def kind_of(name: str) -> str:
    """Return the kind of a file by its name within a case ("plan.yaml", "events/x.yaml")."""
    folder = name.partition("/")[0]
    return {FOLLOW_UPS: "follow-up", EVENTS: "event"}.get(folder, name.removesuffix(".yaml"))


def modeline(path: str) -> str:
    """Return the first line of a new file at `path` (from the archive's root): it tells an editor the schema."""
    parts = path.split("/")
    kind = kind_of("/".join(parts[2:])) if parts[0] == "cases" else parts[0].removesuffix(".yaml")
    up = "../" * (len(parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{kind}.schema.json\n"
