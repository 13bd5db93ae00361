"""Tab: what the shell is told, by the completion that one command installs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sipcli.cli.commands import PANELS
from tests.cli.conftest import Sip


def completed(folder: Path, line: str) -> list[str]:
    """Return what Tab offers at the end of a line, as the bash completion asks for it."""
    words = line.split()
    environment = os.environ | {
        "_SIP_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) if line.endswith(" ") else len(words) - 1),
    }
    said = subprocess.run(
        [sys.executable, "-m", "sipcli"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in said.stderr
    return said.stdout.split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("sip show ", ["base"]),
        ("sip show b", ["base"]),
        ("sip consent give base --giver ", ["vh1", "vh2", "child"]),
        ("sip consent give base --unit s", ["skola", "soc"]),
        ("sip prepare child base --by ", ["skola", "soc", "bup"]),
        ("sip prepare base child --by b", ["bup"]),
        ("sip explain follow-up-o", ["follow-up-overdue"]),
        ("sip new --guideline v", ["vasterbotten", "vastra-gotaland"]),
        ("sip edit base pl", ["plan.yaml"]),
        ("sip show nosuch", []),
        ("sip render base plan-", ["plan-child"]),
        ("sip render base plan --to d", ["docx"]),
        ("sip render base plan --language s", ["sv", "sv-simple"]),
        ("sip render base plan --for v", ["vh1", "vh2"]),
        ("sip template copy _page.d", ["_page.docx"]),
    ],
)
def test_tab_completes_cases_people_units_and_rules(base: Path, line: str, offered: list[str]) -> None:
    assert completed(base.parent.parent, line) == offered


def test_tab_offers_no_names_for_cases(base: Path) -> None:
    assert "Exempelsson" not in " ".join(completed(base.parent.parent, "sip show "))


def test_tab_is_silent_where_nothing_can_be_read(base: Path, tmp_path: Path) -> None:
    """A broken file, or a folder without archive, offers nothing and gives no traceback."""
    (base / "case.yaml").write_text("units: [\n", encoding="utf-8")
    assert completed(base.parent.parent, "sip consent give base --unit ") == []
    assert completed(tmp_path, "sip show ") == []


@pytest.mark.skipif(os.name == "nt" or not shutil.which("bash"), reason="bash is needed")
def test_one_command_installs_the_completion(tmp_path: Path) -> None:
    environment = os.environ | {"HOME": str(tmp_path), "SHELL": "/bin/bash"}
    subprocess.run(
        [sys.executable, "-m", "sipcli", "--install-completion", "bash"],
        env=environment,
        check=True,
        capture_output=True,
    )
    [script] = (tmp_path / ".bash_completions").iterdir()
    assert "_SIP_COMPLETE=complete_bash" in script.read_text(encoding="utf-8")
    assert str(script) in (tmp_path / ".bashrc").read_text(encoding="utf-8")


def test_help_lists_every_command_in_the_order_of_the_process(sip: Sip) -> None:
    from typer.main import get_command

    from sipcli.cli.app import app

    there = set(get_command(app).commands)  # type: ignore[attr-defined]
    listed = [one.name for panel in PANELS.values() for one in panel]
    assert there == set(listed)
    said = sip("--help").out
    places = [said.index(f"│ {name} ") for name in listed]
    assert places == sorted(places)
