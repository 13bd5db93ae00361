"""The documentation is true for the code."""

import re
import tomllib
from pathlib import Path

import pytest
import typer

from sipcli.cli.app import app
from tools.reference_docs import pages

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("path", list(pages()), ids=lambda path: path.name)
def test_generated_pages_are_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == pages()[path], "run python tools/reference_docs.py"


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = typer.main.get_command(app)
    for name, found in command.commands.items():  # type: ignore[attr-defined]
        assert f"`sip {name}" in readme, name
        for sub in getattr(found, "commands", {}):
            assert re.search(rf"`sip {name}[^|\n]*`{sub}`|`sip {name} {sub}", readme), f"{name} {sub}"


def test_every_option_has_a_help_text() -> None:
    def check(command: object, path: str) -> None:
        for parameter in getattr(command, "params", ()):
            assert getattr(parameter, "help", None), f"{path} {parameter.name}"
        for name, sub in getattr(command, "commands", {}).items():
            assert sub.help, f"{path} {name}"
            check(sub, f"{path} {name}")

    check(typer.main.get_command(app), "sip")


def test_links_between_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_dependencies_are_pinned_by_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for one in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        assert re.fullmatch(r"[\w.-]+>=[\d.]+,<[\d.]+", one), one
