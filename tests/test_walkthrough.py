"""docs/walkthrough.md: its commands work as typed, and the cases then have exactly the findings the text says."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sipcli.cli.app import run
from tests.cli.conftest import git
from tests.helpers import COUNTIES

TEXT = Path(__file__).resolve().parent.parent / "docs" / "walkthrough.md"


@dataclass(frozen=True)
class Block:
    """A fenced block: `sh` (commands that work), `sh refused` (one that is refused), `findings CASE DAY`."""

    kind: str
    lines: tuple[str, ...]


def parts() -> dict[str, list[Block]]:
    """Return the blocks of each part of the text that has commands, by its heading."""
    found = {}
    for part in re.split(r"^## ", TEXT.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        blocks = [
            Block(kind, tuple(body.replace("\\\n", " ").splitlines()))
            for kind, body in re.findall(r"^```(\S[^\n]*)\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)
        ]
        if blocks:
            found[part.partition("\n")[0]] = blocks
    return found


def commands(block: Block) -> Iterator[list[str]]:
    """Yield the words of each command of a block."""
    for line in block.lines:
        words = shlex.split(line, comments=True)
        if words:
            yield words


def findings(case: str, day: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what `sip check` finds in a case on a day, a line each: level, rule, what it is about."""
    capsys.readouterr()
    run(["check", case, "--today", day, "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    # an id that is made up anew every time is written e-… in the text
    lines = (" ".join([one["level"], one["rule"], *one["about"]]) for one in found)
    return sorted(re.sub(r"\be-[a-z0-9]{4}\b", "e-…", line) for line in lines)


@pytest.mark.parametrize("heading", parts())
def test_a_part_of_the_walkthrough(
    heading: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command ends as the text says, each that writes makes one commit, and the findings are those listed."""
    monkeypatch.chdir(tmp_path)
    checked = 0
    for block in parts()[heading]:
        if block.kind.startswith("sh"):
            refused = block.kind == "sh refused"
            for words in commands(block):
                if words[0] == "cd":
                    monkeypatch.chdir(words[1])
                    continue
                assert words[0] == "sip", words
                code = run(words[1:])
                said = capsys.readouterr()
                shown = f"{shlex.join(words)}\n{said.out}{said.err}"
                assert code == (1 if refused else 0) or (words[1] == "check" and code in (0, 1)), shown
                if words[1] != "init":
                    assert git(Path(), "status", "--porcelain") == "", shown
        elif block.kind.startswith("findings"):
            _word, case, day = block.kind.split()
            listed = sorted(" ".join(line.split()) for line in block.lines if line.strip() not in ("", "nothing"))
            assert findings(case, day, capsys) == listed, f"{case} on {day}"
            checked += 1
        else:
            raise AssertionError(f"an unknown kind of block: {block.kind}")
    assert checked >= 3
    [case] = [path.name for path in (Path() / "cases").iterdir()][:1]
    subjects = git(Path(), "log", "--format=%s", "--", f"cases/{case}").splitlines()
    assert len(subjects) > 8
    assert all(subject.startswith(f"{case}: ") for subject in subjects)


def test_the_walkthrough_has_a_case_in_each_guideline() -> None:
    said = TEXT.read_text(encoding="utf-8")
    for county in COUNTIES:
        assert f"--guideline {county}" in said


def test_the_walkthrough_uses_every_command_of_the_process() -> None:
    from typer.main import get_command

    from sipcli.cli.app import app
    from sipcli.cli.commands import PANELS

    used = {" ".join(words[1:3]) for blocks in parts().values() for block in blocks if block.kind.startswith("sh")
            for words in commands(block)}  # fmt: skip
    steps, happenings = list(PANELS.values())[:2]
    tree = get_command(app).commands  # type: ignore[attr-defined]
    missing = []
    for name in (one.name for one in (*steps, *happenings)):
        inner = getattr(tree[name], "commands", None)
        if inner is None:
            missing += [] if any(one.split()[0] == name for one in used) else [name]
        else:
            missing += [f"{name} {verb}" for verb in inner if f"{name} {verb}" not in used]
    assert [one for one in missing if one not in ("edit",)] == []
