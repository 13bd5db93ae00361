"""The README's walk through a case does what it says."""

import re
import shlex
from pathlib import Path

import pytest

from sipcli.cli.app import run

ROOT = Path(__file__).resolve().parent.parent


def commands() -> list[str]:
    """Return the commands of the walk, in order, without their comments."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    walk = text[text.index("## A case from beginning") : text.index("## The commands")]
    blocks = re.findall(r"```\n(.*?)```", walk, re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line.partition("  #")[0].strip() for line in lines if line.strip()]


def test_every_command_of_the_walk_works_and_says_what_the_readme_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    said: dict[str, str] = {}
    for command in commands():
        words = shlex.split(command)
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
            continue
        capsys.readouterr()
        code = run(words[1:])
        printed = capsys.readouterr()
        expected = (0, 1) if words[1] == "check" else (0,)
        assert code in expected, f"{command}\n{printed.err}"
        said[command] = printed.out
    [check, *_later] = [text for command, text in said.items() if command.startswith("sip check")]
    assert "what the child thinks" in check
    [overdue] = [text for command, text in said.items() if command.startswith("sip status --overdue")]
    assert "9 d follow-up" in overdue
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "lova.pdf").read_bytes().startswith(b"%PDF")
    assert len(said) > 15
