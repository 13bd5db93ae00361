"""What starting costs: a command, its help and Tab import what they need, and nothing for the other commands."""

import os
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer

from sipcli.cli.commands import COMMANDS, PANELS, Listed, command_of
from sipcli.cli.given import AsGiven
from tests.cli.conftest import Sip

RENDER = ("render", "base", "plan-child", "--to")

HEAVY = {
    "pydantic": ("show", "base"),
    "ryaml": ("show", "base"),
    "rich.table": ("show", "base"),
    "jinja2": (*RENDER, "html"),
    "babel": (*RENDER, "html"),
    "lxml": (*RENDER, "docx"),
    "docxtpl": (*RENDER, "docx"),
    "typst": (*RENDER, "pdf"),
    "filelock": ("undo", "base"),
}
"""What takes long to import, each with a command that does import it."""

LIGHT = ["--help", "", "status --help", "show -h", "consent give --help", "plan --help", "prepare child --help"]
TABS = ["sip s", "sip ", "sip --", "sip show ", "sip show b", "sip status --o", "sip status --format ", "sip plan g"]

OUR_HELP = {"rich.table"}
"""What Typer itself draws the pages of help with."""

MODULES = {f"sipcli.cli.{one.where.split(':')[0]}" for one in COMMANDS.values()}


RUN_AND_TELL = """\
import atexit, sys
atexit.register(lambda: print("imported:", *sys.modules, file=sys.stderr))
from sipcli.__main__ import main
main()
"""


def imported(folder: Path, *arguments: str, **environment: str) -> set[str]:
    """Return the names of the modules that a run of `sip` has imported when it ends."""
    said = subprocess.run(
        [sys.executable, "-c", RUN_AND_TELL, *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )
    *lines, last = said.stderr.decode("utf-8").splitlines()
    assert not any(line.startswith("Traceback") for line in lines)
    assert last.startswith("imported: ")
    return set(last.split()[1:])


def imported_by_tab(folder: Path, line: str) -> set[str]:
    """Return what is imported when Tab is pressed at the end of a line in bash."""
    at = len(line.split()) - (not line.endswith(" "))
    return imported(folder, _SIP_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(at))


def test_the_version_needs_neither_typer_nor_the_messages(tmp_path: Path) -> None:
    found = imported(tmp_path, "--version")
    assert not found & {*HEAVY, "typer", "gettext", "sipcli.cli", "sipcli.i18n"}


@pytest.mark.parametrize("line", LIGHT)
def test_help_imports_nothing_heavy(tmp_path: Path, line: str) -> None:
    found = imported(tmp_path, *line.split())
    assert "typer.rich_utils" in found, "the help was shown"
    assert found & (set(HEAVY) - OUR_HELP) == set()


@pytest.mark.parametrize("line", TABS)
def test_tab_imports_nothing_heavy(base: Path, line: str) -> None:
    found = imported_by_tab(base.parent.parent, line)
    assert "typer" in found
    assert found & {*HEAVY, "rich", "typer.rich_utils"} == set()


def test_the_check_would_tell(base: Path) -> None:
    """Each of the heavy ones has its name right: a command that needs it does import it."""
    run = cache(lambda arguments: imported(base.parent.parent, *arguments))
    assert {name for name, arguments in HEAVY.items() if name not in run(arguments)} == set()


@pytest.mark.parametrize("line", ["--help", "nosuch", "--nosuch"])
def test_no_commands_module_is_imported_for_the_list_of_commands(tmp_path: Path, line: str) -> None:
    assert imported(tmp_path, line) & MODULES == set()
    assert imported_by_tab(tmp_path, "sip ") & MODULES == set()


@pytest.mark.parametrize(
    ("line", "module"),
    [("status --help", "status"), ("list --help", "status"), ("consent give --help", "consent.commands")],
)
def test_of_the_commands_only_the_one_that_is_run_is_imported(tmp_path: Path, line: str, module: str) -> None:
    assert imported(tmp_path, *line.split()) & MODULES == {f"sipcli.cli.{module}"}


@pytest.mark.parametrize("listed", COMMANDS.values(), ids=list(COMMANDS))
def test_a_command_of_the_table_is_there_and_its_help_begins_with_its_line(sip: Sip, listed: Listed) -> None:
    made = command_of(listed)
    assert (made.name, made.help) == (listed.name, listed.help)
    said = " ".join(sip(listed.name, "--help").out.split())
    assert said.startswith(f"Usage: sip {listed.name} [OPTIONS]")
    assert said.partition(" ╭")[0].endswith(listed.help)


def test_a_command_stands_once_in_the_table() -> None:
    assert len(COMMANDS) == sum(len(listed) for listed in PANELS.values())


def test_a_table_that_names_what_is_not_there_is_caught() -> None:
    with pytest.raises(ModuleNotFoundError, match="nowhere"):
        command_of(Listed("show", "nowhere:show", ""))
    with pytest.raises(AttributeError, match="nothing"):
        command_of(Listed("show", "show:nothing", ""))


def test_the_list_of_commands_says_each_line_of_the_table_in_its_panel(
    sip: Sip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    said = sip("--help").out.splitlines()
    title = "?"
    found: dict[str, list[str]] = {}
    for line in said:
        if line.startswith("╭─"):
            title = line.strip("╭─╮ ")
            found[title] = []
        elif line.startswith("│"):
            found[title].append(" ".join(line.strip("│ ").split()))
    del found["Options"]
    assert found == {panel: [f"{one.name} {one.help}" for one in listed] for panel, listed in PANELS.items()}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("statsu", "There is no command “statsu”. Did you mean “status”? See: sip --help"),
        ("xyzzy", "There is no command “xyzzy”. See: sip --help"),
        ("consent giv", "There is no command “giv”. Did you mean “give”? See: sip consent --help"),
        ("--nosuch", "There is no option --nosuch. See: sip --help"),
        ("status --overdu", "There is no option --overdu. Did you mean “--overdue”? See: sip status --help"),
        ("show --format xml", "“xml” is not one of: table, json, csv. See: sip show --help"),
    ],
)
def test_a_command_or_option_that_is_not_there_is_refused(sip: Sip, line: str, sentence: str) -> None:
    ended = sip(*line.split())
    assert (ended.code, ended.out, ended.err.strip()) == (2, "", sentence)


def test_tab_offers_no_files_and_no_hidden_folders_as_cases(base: Path) -> None:
    (base.parent / "base-note.txt").write_text("not a case", encoding="utf-8")
    (base.parent / ".base-hidden").mkdir()
    (base.parent / "base-2").mkdir()
    said = subprocess.run(
        [sys.executable, "-m", "sipcli"],
        cwd=base.parent.parent,
        env=os.environ | {"_SIP_COMPLETE": "complete_bash", "COMP_WORDS": "sip show ", "COMP_CWORD": "2"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert said.stdout.split() == ["base", "base-2"]


class Colour(StrEnum):
    RED = "red"
    NONE = "none"


def _every_type(
    text: Annotated[str | None, typer.Option()] = None,
    texts: Annotated[list[str] | None, typer.Option()] = None,
    colour: Annotated[Colour | None, typer.Option()] = None,
    colours: Annotated[list[Colour] | None, typer.Option()] = None,
    number: Annotated[int | None, typer.Option()] = None,
    path: Annotated[Path | None, typer.Option()] = None,
    yes: Annotated[bool | None, typer.Option()] = None,
    words: Annotated[list[str] | None, typer.Argument()] = None,
) -> None:
    """Take one parameter of every type that a command has."""


def parameters() -> Iterator[Any]:
    app = typer.Typer(add_completion=False)
    app.command()(_every_type)
    yield from typer.main.get_command(app).params


VALUES = [
    None, "", "red", "RED", " red ", "none", "3", "a b", "åäö", "\udcff", "x\udcffy", 3, True, b"red", Colour.RED,
    (), [], ("red",), ["red", "none"], ("red", "\udcff"), ("red", None), (Colour.RED,),
]  # fmt: skip


@pytest.mark.parametrize("parameter", list(parameters()), ids=lambda one: one.name)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_what_is_given_comes_out_as_typer_itself_makes_it(parameter: Any, value: Any) -> None:
    """Also what is wrong: the same refusal, in the same words."""
    from typer._coercion import build_runtime_param

    context: Any = typer.Context(typer.main.get_command(typer.Typer(callback=lambda: None)), info_name="sip")
    typers_own = build_runtime_param(parameter.type_descriptor)

    def made(by: Any) -> tuple[str, Any]:
        try:
            return "value", by.coerce(value, param=parameter, ctx=context)
        except Exception as refused:
            return type(refused).__name__, str(refused)

    mine, theirs = made(AsGiven(parameter.type_descriptor.annotation, lambda: typers_own)), made(typers_own)
    assert (mine, type(mine[1])) == (theirs, type(theirs[1]))


@pytest.mark.parametrize(
    ("name", "value", "asks_typer"),
    [
        ("text", "a", False), ("text", None, False), ("text", "\udcff", True), ("text", 3, True),
        ("texts", ("a", "b"), False), ("texts", ("a", 3), True), ("colour", "red", False), ("colour", "blue", True),
        ("number", None, False), ("number", "3", True), ("path", "a", True),
    ],
)  # fmt: skip
def test_typer_is_asked_only_for_what_is_not_plain(name: str, value: Any, asks_typer: bool) -> None:
    parameter = next(one for one in parameters() if one.name == name)
    asked = []

    class Own:
        def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
            asked.append(value)

    AsGiven(parameter.type_descriptor.annotation, Own).coerce(value, parameter, None)
    assert bool(asked) == asks_typer
