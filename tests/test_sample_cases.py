"""The sample archive: its history ends in its files, and it shows every guideline and every step."""

import json
import subprocess
from pathlib import Path

import pytest

from sipcli.archive.archive import Archive, open_archive
from sipcli.archive.bulk import lines_read
from sipcli.archive.loading import load_case
from sipcli.archive.sample import SAMPLE, TODAY, build_sample, sample_steps
from sipcli.case.step_words import STEPS
from sipcli.guidelines.loader import guideline_ids
from sipcli.resources import shipped


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    root = tmp_path_factory.mktemp("sample") / "archive"
    build_sample(root)
    return open_archive(root)


def test_the_history_ends_in_the_files_that_are_shipped(sample: Archive) -> None:
    source = shipped(SAMPLE)
    shipped_files = {path.relative_to(source / "cases") for path in (source / "cases").rglob("*") if path.is_file()}
    built = {path.relative_to(sample.root / "cases") for path in (sample.root / "cases").rglob("*") if path.is_file()}
    assert built == shipped_files
    for name in built:
        assert (sample.root / "cases" / name).read_bytes() == (source / "cases" / name).read_bytes(), name


def test_each_step_is_one_commit_dated_and_by_its_author(sample: Archive) -> None:
    said = subprocess.run(
        ["git", "log", "--reverse", "--format=%aI %an %s"],
        cwd=sample.root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.splitlines()
    steps = sample_steps()
    assert len(said) == len(steps) + 2
    for line, step in zip(said[2:], steps, strict=True):
        summer = "2026-03-29" <= step.on < "2026-10-25"
        assert line == f"{step.on.replace(' ', 'T')}:00+0{2 if summer else 1}:00 {step.by} {step.case}: {step.did}"
    assert [step.on for step in steps] == sorted(step.on for step in steps)
    assert all(step.on[:10] <= TODAY.isoformat() for step in steps)


def test_it_shows_every_guideline_and_every_step(sample: Archive) -> None:
    rows, _mistakes = lines_read(sample, TODAY)
    cases = [case for row in rows if (case := load_case(sample, row.case_id).case)]
    assert len(rows) >= 8
    assert {row.guideline for row in rows} == set(guideline_ids())
    assert {row.step for row in rows} == set(STEPS)
    assert any(case.file.route == "discharge" for case in cases)
    assert any(case.file.core_team for case in cases)
    assert any(row.late for row in rows)
    assert sum(not row.errors and not row.warnings for row in rows) >= 4, "some are sound"
    assert sum(bool(row.errors or row.warnings) for row in rows) >= 3, "some are not"


def test_every_person_is_plainly_invented_and_every_number_is_free() -> None:
    import re

    text = json.dumps(
        [path.read_text(encoding="utf-8") for path in shipped(SAMPLE).rglob("*.yaml")], ensure_ascii=False
    )
    for number in re.findall(r"\b0\d{1,3}-?\d{5,8}\b", text):
        assert 605 <= int(number.replace("-", "")[-3:]) <= 699, number
        assert number.startswith("070-1740")
    assert not re.search(r"\b(19|20)?\d{6}[-+]\d{4}\b", text), "no personnummer"


def test_a_demo_is_not_built_over_something_that_is_there(tmp_path: Path) -> None:
    from sipcli.errors import NeedsUser

    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(NeedsUser, match="not empty"):
        build_sample(tmp_path)
