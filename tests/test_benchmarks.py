"""The benchmarks measure what they say: their archives, their arithmetic, and where they write."""

import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from benchmarks.archives import SHARES, TODAY, make_archive
from benchmarks.budgets import Memory, memory_asked
from benchmarks.commands import EVENT, Writes, without_index
from benchmarks.growth import Size, growth_table
from benchmarks.measuring import Compared, Peak, always, in_turn, peak_memory
from benchmarks.peers import PACKAGES, make_papers, make_tasks
from benchmarks.report import BEGIN, END, PAGE, compared_row, replaced, short, table
from sipcli.archive.archive import open_archive
from sipcli.archive.loading import load_case
from sipcli.case.process_files import Event
from sipcli.guidelines.loader import guideline_ids

ROOT = Path(__file__).resolve().parent.parent
CASES = 150
COMPARED = Compared("figure", "floor", took=(2.0, 9.0, 3.0), floor=(1.0, 3.0, 2.0), asked=2)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("benchmarks") / "archive"
    make_archive(root, CASES)
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


class TestArchives:
    def test_the_same_number_gives_the_same_files(self, archive: Path, tmp_path: Path) -> None:
        make_archive(tmp_path / "again", CASES)
        assert contents(tmp_path / "again") == contents(archive)

    def test_another_seed_gives_others(self, archive: Path, tmp_path: Path) -> None:
        make_archive(tmp_path / "other", CASES, seed=2)
        assert contents(tmp_path / "other") != contents(archive)

    def test_under_git_the_same_number_gives_the_same_commit(self, tmp_path: Path) -> None:
        commits = set()
        for name in ("one", "two"):
            make_archive(tmp_path / name, 3, git=True)
            asked = subprocess.run(["git", "rev-parse", "HEAD"], cwd=tmp_path / name, capture_output=True, check=True)
            commits.add(asked.stdout)
        assert len(commits) == 1

    def test_every_case_can_be_read_and_has_the_id_of_its_folder(self, archive: Path) -> None:
        opened = open_archive(archive)
        ids = opened.case_ids()
        assert len(ids) == CASES
        for case_id in ids:
            loaded = load_case(opened, case_id)
            assert loaded.case is not None
            assert loaded.case.id == case_id
            assert not loaded.unreadable
            assert not loaded.findings

    def test_all_guidelines_are_there(self, archive: Path) -> None:
        texts = (path.read_text(encoding="utf-8") for path in archive.glob("cases/*/case.yaml"))
        used = {match[1] for text in texts if (match := re.search(r"^guideline: (\S+)", text, re.MULTILINE))}
        assert used == set(guideline_ids())

    def test_every_sample_case_is_used_and_the_shares_are_of_a_hundred(self) -> None:
        assert set(SHARES) == {path.name for path in (ROOT / "sample-cases" / "cases").iterdir()}
        assert sum(share for share, _weeks in SHARES.values()) == 100

    def test_a_follow_up_has_the_day_of_its_file_name_and_so_has_a_happening(self, archive: Path) -> None:
        found = [*archive.glob("cases/*/follow-ups/*.yaml"), *archive.glob("cases/*/events/*.yaml")]
        assert {path.parent.name for path in found} == {"follow-ups", "events"}
        for path in found:
            day = re.search(r"^date: (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert day, path
            assert path.stem[:10] == day[1]

    def test_cases_are_moved_back_in_time_by_whole_weeks_and_keep_their_weekdays(self, archive: Path) -> None:
        sample = ROOT / "sample-cases" / "cases" / "2026-c5hn"
        days = {date.fromisoformat(path.stem).weekday() for path in sample.glob("follow-ups/*.yaml")}
        closed = [path.parent for path in archive.glob("cases/*/closing.yaml")]
        moved = {date.fromisoformat(path.stem) for case in closed for path in case.glob("follow-ups/*.yaml")}
        assert {day.weekday() for day in moved} == days
        assert len(moved) > 10
        assert max(moved) <= date.fromisoformat(TODAY)

    def test_a_child_has_one_first_name_in_all_its_files(self, archive: Path) -> None:
        """Max is the child of a sample case, and no name that the generator gives."""
        assert not [name for name, content in contents(archive).items() if re.search(rb"\bMaxs?\b", content)]


class TestRuns:
    def test_each_write_goes_into_another_open_case(self, archive: Path, tmp_path: Path) -> None:
        make_archive(tmp_path / "archive", 20)
        writes = Writes(tmp_path / "archive")
        asked = [writes.by_sip()[0][3], Path(writes.by_git()[0][2]).parts[1], writes.by_sip()[0][3]]
        assert len(set(asked)) == 3
        assert not [case for case in asked if (tmp_path / "archive" / "cases" / case / "closing.yaml").exists()]

    def test_what_git_writes_alone_is_a_happening_like_those_of_sip(self) -> None:
        lines = dict(line.split(": ", 1) for line in EVENT.splitlines())
        assert Event.model_validate(lines).kind == "move"

    def test_removing_the_index_leaves_everything_else(self, tmp_path: Path) -> None:
        sip = tmp_path / ".git" / "sip"
        (sip / "index" / "deep").mkdir(parents=True)
        (sip / "index.old").write_text("x", encoding="utf-8")
        (sip / "lock").write_text("x", encoding="utf-8")
        without_index(tmp_path)
        assert [path.name for path in sip.iterdir()] == ["lock"]

    def test_figures_are_run_in_turn_after_one_run_that_does_not_count(self, tmp_path: Path) -> None:
        code = "import sys; open('log', 'a', encoding='utf-8').write(sys.argv[1])"
        figures = {name: always([sys.executable, "-c", code, name]) for name in "AB"}
        took = in_turn(figures, tmp_path, runs=2)
        assert (tmp_path / "log").read_text(encoding="utf-8") == "ABABAB"
        assert {name: len(each) for name, each in took.items()} == {"A": 2, "B": 2}

    def test_a_command_that_fails_gives_no_figure(self, tmp_path: Path) -> None:
        fails = [sys.executable, "-c", "raise SystemExit(1)"]
        with pytest.raises(subprocess.CalledProcessError):
            in_turn({"A": always(fails)}, tmp_path, runs=1)
        with pytest.raises(subprocess.CalledProcessError):
            peak_memory(fails, tmp_path)

    def test_the_memory_of_workers_counts_together_and_that_of_the_largest_alone(self, tmp_path: Path) -> None:
        """Two workers of 60 MB each, in a process that holds nothing."""
        worker = "import time; held = bytearray(b'x') * 60_000_000; time.sleep(1)"
        code = (
            f"import subprocess, sys; both = [subprocess.Popen([sys.executable, '-c', {worker!r}]) for _ in range(2)]; "
            "[one.wait() for one in both]"
        )
        peak = peak_memory([sys.executable, "-c", code], tmp_path)
        assert peak.together > 120_000_000
        if peak.largest is not None:
            assert 60_000_000 < peak.largest < 120_000_000

    def test_the_memory_of_the_benchmark_itself_does_not_count(self, tmp_path: Path) -> None:
        held = bytearray(b"x") * 100_000_000
        peak = peak_memory([sys.executable, "-c", "pass"], tmp_path)
        assert (peak.largest or 0) < len(held)


class TestArithmetic:
    def test_the_ratio_is_the_median_of_the_ratios_pair_by_pair(self) -> None:
        """The pairs have 2, 3 and 1.5; the medians of the two by themselves would give 1.5."""
        assert COMPARED.ratios == (2.0, 3.0, 1.5)
        assert COMPARED.ratio == 2.0

    @pytest.mark.parametrize(("asked", "met"), [(2, True), (1.99, False), (None, None)])
    def test_a_ratio_asked_for_is_met_up_to_and_with_it(self, asked: float | None, met: bool | None) -> None:
        assert Compared("figure", "floor", COMPARED.took, COMPARED.floor, asked).met is met

    def test_a_row_says_all_of_it(self) -> None:
        row = ("figure", "3.00 (2.00–9.00)", "floor", "2.00 (1.00–3.00)", "2.00 (1.50–3.00)", "2", "yes")
        assert compared_row(COMPARED) == row

    @pytest.mark.parametrize(
        ("number", "text"), [(0.01549, "0.015"), (0.454, "0.45"), (7.25, "7.25"), (12.34, "12.3"), (130.4, "130")]
    )
    def test_numbers_have_the_places_worth_reading(self, number: float, text: str) -> None:
        assert short(number) == text

    def test_a_table_is_aligned(self) -> None:
        assert table(("a", "long"), [("xyz", "1")]) == "| a   | long |\n| --- | ---- |\n| xyz | 1    |"

    @pytest.mark.parametrize(
        ("usual", "small", "most", "grows_less"), [(199, "yes", 390, "yes"), (200, "no", 400, "no")]
    )
    def test_memory_is_judged_by_the_most_of_all(self, usual: int, small: str, most: int, grows_less: str) -> None:
        """Under 200 MB; and from 25 to 100 cases shown, four times as many, less than four times as much."""

        def needs(shown: int, megabytes: int) -> Memory:
            return Memory(("status",), shown, Peak(50 * 10**6, 40 * 10**6), Peak(None, megabytes * 10**6))

        rows = memory_asked([needs(25, 100), needs(60, usual), needs(100, most)])
        assert [row[-1] for row in rows] == [small, grows_less]

    def test_growth_says_how_many_times_the_first_row_the_last_is(self) -> None:
        small, large = (
            Size(cases, (Compared("figure", "floor", (took,), (floor,)),), memory)
            for cases, took, floor, memory in ((1000, 2.0, 1.0, 50.0), (10_000, 8.0, 2.0, 75.0))
        )
        rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in growth_table([small, large]).splitlines()]
        assert rows[0] == ["cases", "figure", "floor", "ratio", "MB"]
        assert rows[-1] == ["× 10.0", "× 4.00", "× 2.00", "", "× 1.50"]


class TestPage:
    PAGE = f"before\n{BEGIN.format('a')}\nold\n{END}\nbetween\n{BEGIN.format('b')}\nkept\n{END}\nafter\n"

    def test_one_part_is_replaced_and_nothing_else(self) -> None:
        assert replaced(self.PAGE, "a", r"new \1") == self.PAGE.replace("\nold\n", "\n\nnew \\1\n\n")

    def test_replacing_it_again_changes_nothing(self) -> None:
        once = replaced(self.PAGE, "a", "new")
        assert replaced(once, "a", "new") == once

    def test_a_page_without_the_part_is_refused(self) -> None:
        with pytest.raises(ValueError, match="measured: c"):
            replaced(self.PAGE, "c", "new")

    def test_a_part_that_has_lost_its_end_is_refused_and_swallows_no_other(self) -> None:
        with pytest.raises(ValueError, match="measured: a"):
            replaced(self.PAGE.replace(END, "", 1), "a", "new")

    @pytest.mark.parametrize("name", ["budgets", "memory", "documents", "growth", "peers"])
    def test_the_page_has_each_part_with_figures(self, name: str) -> None:
        text = PAGE.read_text(encoding="utf-8")
        assert replaced(text, name, "new") != text
        part = text.split(BEGIN.format(name))[1].split(END)[0]
        assert "cores" in part, "run make bench-docs"

    def test_the_plot_of_the_same_figures_is_the_same_file(self, tmp_path: Path) -> None:
        pytest.importorskip("matplotlib", reason="only the benchmarks need it: pip install -e .[bench]")
        from benchmarks.plot import draw

        for name in ("one.svg", "two.svg"):
            draw({1000: (COMPARED,), 10_000: (COMPARED,)}, {1000: 50.0, 10_000: 75.0}, tmp_path / name)
        assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


class TestPeers:
    def test_they_get_as_many_entries_as_asked_for(self, tmp_path: Path) -> None:
        make_papers(tmp_path, 3)
        make_tasks(tmp_path, 3)
        assert len(list(tmp_path.glob("papers/*/info.yaml"))) == 3
        tasks = [path.read_bytes() for path in tmp_path.glob("tasks/all/*.ics")]
        assert len(set(tasks)) == 3
        assert all(task.count(b"\r\n") == task.count(b"\n") for task in tasks)

    def test_what_is_installed_for_the_benchmark_is_pinned_by_range(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        for one in [*PACKAGES, *project["optional-dependencies"]["bench"]]:
            assert re.fullmatch(r"[\w.-]+>=[\d.]+,<[\d.]+", one), one
