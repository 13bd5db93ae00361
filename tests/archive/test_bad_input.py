"""What people and programs get wrong in files: a finding with file and line, never a traceback, and only that case.

Each folder in tests/data/bad (and good) is a case with an expected.yaml that says what is found about its form.
"""

import shutil
from pathlib import Path
from typing import Any

import pytest
import ryaml

from sipcli.archive.archive import Archive, open_archive
from sipcli.rules.finding import Finding
from sipcli.rules.structure import FORM_RULES
from tests.helpers import DATA, REFERENCE, VASTERBOTTEN, findings, judged, reference

TODAY = "2026-12-10"  # the sound case has a follow-up that is nine days overdue
BAD = sorted(path.name for path in (DATA / "bad").iterdir())
GOOD = sorted(path.name for path in (DATA / "good").iterdir())


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return an archive with one sound case, the reference case."""
    (tmp_path / "sip.yaml").write_text("guideline: vasterbotten\n", encoding="utf-8")
    shutil.copytree(REFERENCE, tmp_path / "cases" / "base")
    return open_archive(tmp_path)


def about(case_id: str, archive: Archive) -> list[Finding]:
    """Return what is found in one case; the sound one beside it must be judged as if it were alone."""
    found = judged(archive, TODAY)
    assert said("base", found) == said("base", findings(reference(), TODAY))
    return [one for one in found if one.case == case_id]


def said(case_id: str, found: list[Finding]) -> list[tuple[str, str, int | None]]:
    """Return what is found in one case, without places and the case's name."""
    return [(one.rule, one.level, one.days) for one in found if one.case == case_id]


def form(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.rule in FORM_RULES]


def example(kind: str, name: str, archive: Archive) -> tuple[list[Finding], list[dict[str, Any]]]:
    folder = archive.root / "cases" / name
    shutil.copytree(DATA / kind / name, folder)
    expected = ryaml.loads((folder / "expected.yaml").read_text(encoding="utf-8"))["findings"]
    (folder / "expected.yaml").unlink()
    return form(about(name, archive)), expected


@pytest.mark.parametrize("name", BAD)
def test_a_bad_example_has_the_findings_it_should(name: str, archive: Archive) -> None:
    found, expected = example("bad", name, archive)
    for one, wanted in zip(found, expected, strict=True):
        assert one.rule == wanted["rule"]
        assert one.file == f"cases/{name}/{wanted['file']}".rstrip("/")
        assert one.level == wanted.get("level", "error")
        assert one.line is not None and one.column is not None
        assert one.line == wanted.get("line", one.line)
        assert wanted.get("says", "") in one.message
        assert one.message and "Traceback" not in one.message


@pytest.mark.parametrize("name", GOOD)
def test_a_good_example_has_no_finding_about_its_form_and_is_judged_as_usual(name: str, archive: Archive) -> None:
    found, expected = example("good", name, archive)
    assert expected == []
    assert found == []
    assert said(name, judged(archive, TODAY)) == said("base", findings(reference(), TODAY))


def put(archive: Archive, name: str, content: bytes) -> Path:
    """Write one file of a case called `x`, which has a sound case.yaml."""
    path = archive.root / "cases" / "x" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    sound = (REFERENCE / "case.yaml").read_text(encoding="utf-8").replace("id: base", "id: x")
    (archive.root / "cases" / "x" / "case.yaml").write_text(sound, encoding="utf-8")
    path.write_bytes(content)
    return path


def test_ten_megabytes_of_text_are_refused_by_their_size(archive: Archive) -> None:
    put(archive, "plan.yaml", b"needs:\n" + b"  - Trygg v\xc3\xa4g till skolan\n" * 350_000)
    (found,) = form(about("x", archive))
    assert (found.rule, found.file, found.line) == ("file-unreadable", "cases/x/plan.yaml", 1)
    assert "MB" in found.message


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_many_open_brackets_are_refused_and_do_not_hang_the_run(opening: str, archive: Archive) -> None:
    put(archive, "plan.yaml", (opening * 40_000).encode())
    (found,) = form(about("x", archive))
    assert (found.rule, found.line) == ("yaml-invalid", 1)


def test_a_link_to_nowhere_and_a_folder_with_a_files_name_are_no_traceback(archive: Archive) -> None:
    put(archive, "consent.yaml", b"consents: []\n")
    (archive.root / "cases" / "x" / "plan.yaml").symlink_to("nowhere.yaml")
    (archive.root / "cases" / "x" / "invitation.yaml").mkdir()
    assert all(one.line is not None for one in about("x", archive))


def test_a_link_in_a_circle_is_no_traceback(archive: Archive) -> None:
    put(archive, "consent.yaml", b"consents: []\n")
    (archive.root / "cases" / "x" / "plan.yaml").symlink_to("plan.yaml")
    assert all(one.line is not None for one in about("x", archive))


def test_a_folder_that_cannot_be_listed_is_no_traceback(archive: Archive) -> None:
    put(archive, "consent.yaml", b"consents: []\n")
    (archive.root / "cases" / "x" / "follow-ups").symlink_to("follow-ups")
    assert all(one.line is not None for one in about("x", archive))


@pytest.mark.parametrize(
    "name", ["followups/2026-12-01.yaml", "follow-up/2026-12-01.yaml", "event/x.yaml", "plan.YAML"]
)
def test_a_file_in_a_misspelt_folder_is_not_passed_over(name: str, archive: Archive) -> None:
    put(archive, name, b"date: 2026-12-01\nstatus: booked\n")
    assert [one.rule for one in form(about("x", archive))] == ["unknown-file"]


def test_a_name_that_is_not_utf_8_can_be_reported(archive: Archive) -> None:
    put(archive, "consent.yaml", b"consents: []\n")
    name = (archive.root / "cases" / "x").as_posix().encode() + b"/h\xe4ndelse.yaml"
    try:
        Path(name.decode("utf-8", "surrogateescape")).write_bytes(b"a: 1\n")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    (found,) = form(about("x", archive))
    assert found.rule == "unknown-file"


def test_rules_stay_silent_about_what_could_not_be_read(archive: Archive) -> None:
    """A broken plan is one finding: not also a missing follow-up, a missing goal, a wrong coordinator."""
    put(archive, "plan.yaml", b"made_on: [\n")
    put(archive, "follow-ups/2026-12-01.yaml", b"date: x\nstatus: booked\n")
    found = about("x", archive)
    assert {one.file for one in form(found)} == {"cases/x/plan.yaml", "cases/x/follow-ups/2026-12-01.yaml"}
    assert not [one for one in found if one.rule.startswith(("follow-up", "plan-", "intervention"))]


def test_a_broken_settings_file_is_a_finding_and_the_defaults_stand_in(archive: Archive) -> None:
    (archive.root / "sip.yaml").write_text("guideline: vasterbotten\nlangauge: sv\n", encoding="utf-8")
    found = judged(open_archive(archive.root), TODAY, VASTERBOTTEN)
    (wrong,) = form(found)
    assert (wrong.rule, wrong.file, wrong.line) == ("unknown-key", "sip.yaml", 2)
    assert said("base", found) == said("base", findings(reference(), TODAY))


def test_an_unknown_guideline_in_the_settings_is_reported_there(archive: Archive) -> None:
    (archive.root / "sip.yaml").write_text("guideline: vasterboten\n", encoding="utf-8")
    path = archive.root / "cases" / "base" / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("guideline: vasterbotten\n", ""), encoding="utf-8")
    (found,) = judged(open_archive(archive.root), TODAY)
    assert (found.rule, found.file, found.line) == ("unknown-guideline", "sip.yaml", 1)


def test_a_sound_case_has_no_finding_of_form() -> None:
    assert form(findings(reference(), TODAY)) == []


def test_an_archive_without_cases_has_no_findings(tmp_path: Path) -> None:
    (tmp_path / "sip.yaml").write_text("", encoding="utf-8")
    assert judged(open_archive(tmp_path), TODAY) == []
