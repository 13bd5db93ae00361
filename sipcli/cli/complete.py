"""What Tab completes: cases, and the people, units, goals and files of the case on the command line.

A file that cannot be read completes to nothing; a completion must never get in the way of typing.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer

Completer = Callable[[typer.Context, str], list[tuple[str, str]]]


def _archive() -> Path | None:
    here = Path.cwd()
    return next((one for one in (here, *here.parents) if (one / "sip.yaml").is_file()), None)


def _case_ids(root: Path) -> list[str]:
    with os.scandir(root / "cases") as there:  # it knows which are folders without asking for each
        return sorted(one.name for one in there if not one.name.startswith(".") and one.is_dir())


def _case_folder(context: typer.Context) -> Path | None:
    root = _archive()
    if root is None:
        return None
    ids = _case_ids(root)
    # an option that still waits for its value keeps the parser from sorting out the arguments
    for said in (context.params.get("case"), *context.args):
        if not isinstance(said, str) or not said:
            continue
        fitting = [one for one in ids if said == one] or [one for one in ids if said in one]
        if len(fitting) == 1:
            return root / "cases" / fitting[0]
    return None


def _data(path: Path) -> dict[str, Any]:
    import ryaml

    read = ryaml.loads(path.read_text(encoding="utf-8-sig"))
    return read if isinstance(read, dict) else {}


def _entries(context: typer.Context, file: str, *keys: str) -> Iterator[tuple[str, str]]:
    folder = _case_folder(context)
    if folder is None:
        return
    data = _data(folder / file)
    for key in keys:
        for one in data.get(key) or []:
            if isinstance(one, dict) and one.get("id"):
                yield str(one["id"]), str(one.get("name") or one.get("text") or one.get("what") or "")


def _completer(find: Callable[[typer.Context], Iterator[tuple[str, str]]]) -> Completer:
    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        try:
            return [(word, said) for word, said in find(ctx) if word.startswith(incomplete)]
        except (OSError, ValueError, AttributeError):
            return []

    return complete


def _cases(context: typer.Context) -> Iterator[tuple[str, str]]:
    root = _archive()
    yield from ((one, "") for one in (_case_ids(root) if root else ()))  # no names: a screen may be seen by others


def _people(context: typer.Context) -> Iterator[tuple[str, str]]:
    yield "child", ""
    yield from _entries(context, "case.yaml", "guardians", "representatives", "relatives", "units")


def _givers(context: typer.Context) -> Iterator[tuple[str, str]]:
    yield from _entries(context, "case.yaml", "guardians", "representatives")
    yield "child", ""


def _register(context: typer.Context) -> Iterator[tuple[str, str]]:
    root = _archive()
    for one in _data(root / "units.yaml").get("units") or [] if root else ():
        yield str(one["id"]), str(one.get("name") or "")


def _guidelines(context: typer.Context) -> Iterator[tuple[str, str]]:
    from sipcli.guidelines.loader import guideline_ids

    root = _archive()
    own = sorted(one.stem for one in (root / "guidelines").glob("*.yaml")) if root else []
    yield from ((one, "") for one in dict.fromkeys([*guideline_ids(), *own]))


def _rules(context: typer.Context) -> Iterator[tuple[str, str]]:
    from sipcli.rules.engine import all_rule_ids

    yield from ((one, "") for one in all_rule_ids())


def _files(folder: str) -> Callable[[typer.Context], Iterator[tuple[str, str]]]:
    def find(context: typer.Context) -> Iterator[tuple[str, str]]:
        there = _case_folder(context)
        yield from ((one.stem, "") for one in (sorted((there / folder).glob("*.yaml")) if there else ()))

    return find


def _case_files(context: typer.Context) -> Iterator[tuple[str, str]]:
    from sipcli.case.case import FILES

    there = _case_folder(context)
    found = sorted(there.rglob("*.yaml")) if there else []
    yield from (
        (one, "") for one in dict.fromkeys([*FILES, *(path.relative_to(there or path).as_posix() for path in found)])
    )


def _documents(context: typer.Context) -> Iterator[tuple[str, str]]:
    from sipcli.documents.catalogue import DOCUMENTS
    from sipcli.i18n import _

    yield from ((one.name, _(one.title)) for one in DOCUMENTS.values())


def _formats(context: typer.Context) -> Iterator[tuple[str, str]]:
    from sipcli.documents.formats import SENT
    from sipcli.documents.render import FORMATS

    yield from ((one, "") for one in (*FORMATS, *SENT))


def _languages(context: typer.Context) -> Iterator[tuple[str, str]]:
    from sipcli.documents.templates import all_languages

    root = _archive()
    yield from ((one, "") for one in all_languages(root / "templates" if root else None))


def _abouts(context: typer.Context) -> Iterator[tuple[str, str]]:
    yield from _files("follow-ups")(context)
    yield from _files("events")(context)
    yield from _givers(context)


def _kept(context: typer.Context) -> Iterator[tuple[str, str]]:
    there = _case_folder(context)
    yield from ((one.stem, "") for one in (sorted((there / "documents").glob("*.*.yaml")) if there else ()))


def _templates(context: typer.Context) -> Iterator[tuple[str, str]]:
    from sipcli.documents.shadowing import template_names

    yield from ((one, "") for one in template_names())


files = _completer(_case_files)
documents = _completer(_documents)
formats = _completer(_formats)
languages = _completer(_languages)
abouts = _completer(_abouts)
kept = _completer(_kept)
templates = _completer(_templates)
cases = _completer(_cases)
people = _completer(_people)
givers = _completer(_givers)
units = _completer(lambda context: _entries(context, "case.yaml", "units"))
register = _completer(_register)
goals = _completer(lambda context: _entries(context, "plan.yaml", "goals"))
interventions = _completer(lambda context: _entries(context, "plan.yaml", "interventions"))
follow_ups = _completer(_files("follow-ups"))
events = _completer(_files("events"))
guidelines = _completer(_guidelines)
rules = _completer(_rules)
