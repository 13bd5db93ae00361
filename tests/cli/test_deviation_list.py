"""The deviations of all cases, for a yearly compilation: what is listed, what is counted, who is not named (W2)."""

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import ryaml

from sipcli.case.deviations import DISAGREE, NOT_DONE, NOT_FOLLOWED, kind_of
from sipcli.case.process_files import Event
from sipcli.documents.catalogue import document_named
from sipcli.documents.material import Material
from sipcli.documents.nameless import nameless
from sipcli.guidelines.loader import load_guideline
from tests.cli.conftest import Sip, commits
from tests.helpers import VASTRA_GOTALAND, case, in_memory

TODAY = ("--today", "2026-11-22")
NAMES = ("Lova", "Alva", "Bo", "Exempelsson", "Eli", "Fia", "Påhitt")


@pytest.fixture
def other(root: Path, base: Path) -> Path:
    """Return the folder of a second case, of another guideline and with units of its own."""
    folder = root / "cases" / "other"
    shutil.copytree(base, folder)
    text = (folder / "case.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("id: base", "id: other"),
        ("guideline: vasterbotten", "guideline: vastra-gotaland"),
        ("name: BUP Hittepå", "name: BUP Annanstans"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    return folder


def happened(folder: Path, day: str, name: str = "deviation", /, **said: Any) -> Path:
    """Write an event into a case: a deviation unless `said` has another kind."""
    (folder / "events").mkdir(exist_ok=True)
    path = folder / "events" / f"{day}-{name}.yaml"
    path.write_text(ryaml.dumps({"date": day, "kind": "deviation", **said}), encoding="utf-8")
    return path


def listed(sip: Sip, *arguments: str) -> Any:
    """Return what `--format json` says."""
    done = sip("deviation", "list", "--format", "json", *TODAY, *arguments)
    assert done.code == 0, done.err
    return json.loads(done.out)


def days(sip: Sip, *arguments: str) -> list[tuple[str, str]]:
    """Return case and day of each deviation listed."""
    return [(one["case"], one["date"]) for one in listed(sip, *arguments)["deviations"]]


# What is listed


def test_each_deviation_of_each_case_is_a_line_the_oldest_first(sip: Sip, base: Path, other: Path, root: Path) -> None:
    before = commits(root)
    happened(base, "2026-11-04", id="e-a1", about=[NOT_FOLLOWED, "soc"])
    happened(other, "2026-10-05", about=[NOT_DONE, "i3"], reported_on="2026-10-09")
    assert listed(sip) == {
        "today": "2026-11-22", "year": None, "unit": None,
        "deviations": [
            {"case": "other", "id": None, "guideline": "vastra-gotaland", "date": "2026-10-05", "kind": NOT_DONE,
             "units": ["bup"], "principals": ["region"], "reported_on": "2026-10-09", "days_unreported": None},
            {"case": "base", "id": "e-a1", "guideline": "vasterbotten", "date": "2026-11-04", "kind": NOT_FOLLOWED,
             "units": ["soc"], "principals": ["municipality"], "reported_on": None, "days_unreported": 18},
        ],
        "counts": {
            "deviations": 2, "unreported": 1,
            "by_kind": {NOT_FOLLOWED: 1, NOT_DONE: 1, DISAGREE: 0},
            "by_principal": {"municipality": 1, "region": 1},
        },
        "unreadable": [],
    }  # fmt: skip
    assert commits(root) == before


def test_what_commands_recorded_is_listed(sip: Sip, base: Path) -> None:
    sip("deviation", "add", "base", "--kind", NOT_DONE, "--about", "i2", "--on", "2026-11-01", *TODAY)
    assert sip("deviation", "report", "base", "--on", "2026-11-10", *TODAY).code == 0
    [one] = listed(sip)["deviations"]
    assert (one["kind"], one["units"], one["reported_on"]) == (NOT_DONE, ["soc"], "2026-11-10")
    assert one["id"].startswith("e-")


def test_a_case_without_a_guideline_follows_the_archives(sip: Sip, base: Path) -> None:
    path = base / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("guideline: vasterbotten\n", ""), encoding="utf-8")
    happened(base, "2026-11-04", about="soc")
    assert listed(sip)["deviations"][0]["guideline"] == "vasterbotten"


def test_no_deviation_is_no_line(sip: Sip, base: Path) -> None:
    happened(base, "2026-11-04", "move", kind="move")
    happened(base, "2026-11-05", "dispute", kind="dispute", parties=["soc", "bup"])
    said = listed(sip)
    assert (said["deviations"], said["counts"]["deviations"], said["counts"]["by_principal"]) == ([], 0, {})
    done = sip("deviation", "list", *TODAY)
    assert (done.code, done.out) == (0, "")
    assert "1 case, 0 deviations" in done.err


def test_an_archive_without_cases_has_none(sip: Sip, root: Path) -> None:
    assert listed(sip)["deviations"] == []


def test_a_closed_case_counts(sip: Sip, base: Path) -> None:
    happened(base, "2026-11-04", about="soc")
    (base / "closing.yaml").write_text("date: 2026-11-10\nreason: goals-met\n", encoding="utf-8")
    assert days(sip) == [("base", "2026-11-04")]


# The day it is reckoned as


def test_what_is_dated_later_has_not_happened(sip: Sip, base: Path) -> None:
    happened(base, "2026-11-22", about="soc")
    happened(base, "2026-11-23", about="soc")
    assert days(sip) == [("base", "2026-11-22")]


@pytest.mark.parametrize(
    ("today", "reported", "waited"),
    [("2026-11-04", None, 0), ("2026-11-09", None, 5), ("2026-11-10", "2026-11-10", None)],
)
def test_it_waits_until_the_day_it_is_reported(
    sip: Sip, base: Path, today: str, reported: str | None, waited: int | None
) -> None:
    happened(base, "2026-11-04", about="soc", reported_on="2026-11-10")
    said = listed(sip, "--today", today)
    [one] = said["deviations"]
    assert (one["reported_on"], one["days_unreported"]) == (reported, waited)
    assert said["counts"]["unreported"] == (reported is None)


# Kind and units


@pytest.mark.parametrize(
    ("about", "kind", "units"),
    [
        ([NOT_FOLLOWED, "soc", "skola"], NOT_FOLLOWED, ["soc", "skola"]),
        ("soc", NOT_FOLLOWED, ["soc"]),
        (["i1"], NOT_DONE, ["skola"]),
        (["e-d1"], DISAGREE, ["soc", "bup"]),
        (["2026-11-02-dispute"], DISAGREE, ["soc", "bup"]),
        ([DISAGREE, "e-d1", "soc"], DISAGREE, ["soc", "bup"]),
        ([NOT_DONE, "soc"], NOT_DONE, ["soc"]),
        (NOT_DONE, NOT_DONE, []),
        ("Något helt annat", None, []),
        (["e-d2"], None, []),
        (None, None, []),
    ],
)
def test_kind_and_units_are_said_or_follow_from_what_it_is_about(
    sip: Sip, base: Path, about: object, kind: str | None, units: list[str]
) -> None:
    happened(base, "2026-11-02", "dispute", id="e-d1", kind="dispute", parties=["soc", "bup"])
    happened(base, "2026-11-30", "dispute", id="e-d2", kind="dispute", parties=["soc", "bup"])
    happened(base, "2026-11-04", **{"about": about} if about else {})
    said = listed(sip)
    [one] = said["deviations"]
    assert (one["kind"], one["units"]) == (kind, units)
    assert said["counts"]["by_kind"][kind or "unknown"] == 1
    assert ("unknown" in said["counts"]["by_principal"]) == (not units)


@pytest.mark.parametrize("about", [["soc"], ["i1"], ["e-d1"], [NOT_DONE, "soc"], ["e-d1", "soc"], ["Annat"]])
def test_the_list_and_the_report_agree_on_the_kind(about: list[str]) -> None:
    dispute = {"id": "e-d1", "date": "2026-11-02", "kind": "dispute", "parties": ["soc", "bup"]}
    deviation = {"date": "2026-11-04", "kind": "deviation", "about": about}
    files = {"events/2026-11-02-dispute.yaml": dispute, "events/2026-11-04-deviation.yaml": deviation}
    of, today = in_memory(case(write=files)), date(2026, 11, 22)
    view = document_named("deviation").view(Material(of, load_guideline(VASTRA_GOTALAND), language="sv", today=today))
    assert view.kind == kind_of(of, Event.model_validate(deviation), today)


def test_parties_that_are_no_units_are_not_listed(sip: Sip, base: Path) -> None:
    happened(base, "2026-11-04", about=[DISAGREE], parties=["vh1", "soc"])
    assert listed(sip)["deviations"][0]["units"] == ["soc"]


# What is counted


def test_one_that_concerns_two_principals_counts_under_both_and_once_in_all(sip: Sip, base: Path, other: Path) -> None:
    happened(base, "2026-11-02", "dispute", id="e-d1", kind="dispute", parties=["soc", "bup"])
    happened(base, "2026-11-03", about="e-d1")
    happened(base, "2026-11-04", about=["soc", "skola"], reported_on="2026-11-05")
    happened(other, "2026-11-04", about="Någonting")
    assert listed(sip)["counts"] == {
        "deviations": 3, "unreported": 2,
        "by_kind": {NOT_FOLLOWED: 1, NOT_DONE: 0, DISAGREE: 1, "unknown": 1},
        "by_principal": {"municipality": 2, "region": 1, "unknown": 1},
    }  # fmt: skip


# Only some


def test_only_those_of_a_year_by_the_day_they_happened(sip: Sip, base: Path) -> None:
    happened(base, "2025-12-31", about="soc", reported_on="2026-01-02")
    happened(base, "2026-01-01", about="soc")
    assert days(sip) == [("base", "2025-12-31"), ("base", "2026-01-01")]
    assert days(sip, "--year", "2025") == [("base", "2025-12-31")]
    assert listed(sip, "--year", "2025")["counts"]["deviations"] == 1
    assert days(sip, "--year", "2024") == []


@pytest.mark.parametrize("year", ["26", "2026-11", "i år", "", "99999"])
def test_what_is_no_year(sip: Sip, base: Path, year: str) -> None:
    done = sip("deviation", "list", "--year", year, *TODAY)
    assert done.code == 2
    assert "not a year" in done.err


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ("soc", [("base", "2026-11-02")]),
        ("BUP", [("base", "2026-11-03"), ("other", "2026-11-04")]),
        ("bup hittepå", [("base", "2026-11-03")]),
        ("BUP Annanstans", [("other", "2026-11-04")]),
        ("skola", []),
    ],
)
def test_only_those_that_concern_a_unit(
    sip: Sip, base: Path, other: Path, unit: str, found: list[tuple[str, str]]
) -> None:
    happened(base, "2026-11-02", about="soc")
    happened(base, "2026-11-03", about="i3")
    happened(other, "2026-11-04", about="bup")
    assert days(sip, "--unit", unit) == found


def test_a_unit_that_is_nowhere_is_not_zero_deviations(sip: Sip, base: Path) -> None:
    done = sip("deviation", "list", "--unit", "bupp", *TODAY)
    assert done.code == 2
    assert "Did you mean “bup”?" in done.err


def test_a_unit_of_the_register_may_have_none(sip: Sip, base: Path, root: Path) -> None:
    (root / "units.yaml").write_text(
        "units:\n  - {id: hab, name: Habiliteringen, kind: habilitation, principal: region}\n", encoding="utf-8"
    )
    assert days(sip, "--unit", "hab") == []


def test_only_those_of_one_case(sip: Sip, base: Path, other: Path) -> None:
    happened(base, "2026-11-02", about="soc")
    happened(other, "2026-11-04", about="soc")
    assert days(sip, "oth") == [("other", "2026-11-04")]
    assert sip("deviation", "oth", "list", *TODAY).out == sip("deviation", "list", "oth", *TODAY).out != ""
    assert sip("deviation", "list", "nowhere", *TODAY).code == 2


# What cannot be read


@pytest.mark.parametrize(
    "name", ["case.yaml", "plan.yaml", "events/2026-11-04-deviation.yaml", "events/2026-11-05.yml", "event/a.yaml"]
)
@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_a_case_that_cannot_be_read_is_named_and_the_rest_goes_on(
    sip: Sip, base: Path, other: Path, name: str, format: str
) -> None:
    happened(base, "2026-11-04", about="soc")
    happened(other, "2026-11-04", about="soc")
    (base / name).parent.mkdir(exist_ok=True)
    (base / name).write_text("about: [Lova Exempelsson", encoding="utf-8")
    done = sip("deviation", "list", "--format", format, *TODAY)
    assert done.code == 0
    assert "2026-11-04" in done.out
    assert "other" in done.out
    assert "base cannot be read in full" in done.err
    assert "sip check base" in done.err
    assert not [one for one in NAMES if one in done.out + done.err]
    if format == "json":
        assert json.loads(done.out)["unreadable"] == ["base"]


def test_what_has_nothing_to_do_with_deviations_may_be_broken(sip: Sip, base: Path) -> None:
    happened(base, "2026-11-04", about=["soc", "nobody"])
    (base / "consent.yaml").write_text("[", encoding="utf-8")
    (base / "follow-ups" / "2026-12-01.yaml").write_text("[", encoding="utf-8")
    assert listed(sip)["unreadable"] == []


# Nobody is named


def written(base: Path) -> None:
    happened(
        base,
        "2026-11-04",
        about=["soc", "Familjen Exempelsson klagar"],
        comment="Lova Exempelsson och Alva väntade; Eli Påhitt ringde 070-1740605.",
        decision="Bo får ny tid",
    )


@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_no_names_and_no_free_text(sip: Sip, base: Path, format: str) -> None:
    written(base)
    done = sip("deviation", "list", "--format", format, *TODAY)
    assert "2026-11-04" in done.out
    assert not [one for one in (*NAMES, "väntade", "klagar", "ny tid") if one in done.out + done.err]


@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_texts_when_asked_for_without_the_familys_names(sip: Sip, base: Path, format: str) -> None:
    written(base)
    done = sip("deviation", "list", "--texts", "--format", format, *TODAY)
    said = " ".join(done.out.split())
    assert "Familjen [the child] klagar" in said
    assert "[the child] och [guardian 1] väntade; Eli Påhitt ringde […]." in said
    assert "[guardian 2] får ny tid" in said
    assert not [one for one in ("Lova", "Alva", "Exempelsson", "070-") if one in said]


def test_texts_that_are_not_there(sip: Sip, base: Path) -> None:
    happened(base, "2026-11-04", about="soc")
    [one] = listed(sip, "--texts")["deviations"]
    assert (one["about"], one["comment"], one["decision"]) == (None, None, None)
    assert "about" not in listed(sip)["deviations"][0]


def test_a_surname_that_somebody_at_work_has_too_goes_but_their_whole_name_stays() -> None:
    without = nameless(in_memory(case({"case.yaml": {"child": {"name": "Lova Påhitt"}}})), "sv")
    said = without("Eli Påhitt ringde familjen Påhitt. Eli svarade.")
    assert said == "Eli Påhitt ringde familjen [barnet]. Eli svarade."


# How it is printed


def test_the_table_has_the_list_and_the_numbers(sip: Sip, base: Path) -> None:
    happened(base, "2026-11-03", about="Annat", reported_on="2026-11-05")
    happened(base, "2026-11-04", about=["soc", "i3"])
    done = sip("deviation", "list", "--year", "2026", *TODAY)
    lines = [line.split() for line in done.out.splitlines()]
    assert ["base", "vasterbotten", "2026-11-03", "not", "stated", "–", "2026-11-05"] in lines
    assert [line[:3] + line[-4:] for line in lines if "2026-11-04" in line] == [
        ["base", "vasterbotten", "2026-11-04", "bup", "no,", "18", "days"]
    ]
    for words in ("the guideline was not followed 1", "the parties disagree 0", "region 1", "not stated 1"):
        assert words.split() in lines
    assert done.err == "2026-11-22: 1 case, 2 deviations in 2026, 1 not reported.\n"
    assert max(map(len, done.out.splitlines())) <= 80


def test_csv_is_one_row_a_deviation_and_no_formula(sip: Sip, base: Path) -> None:
    happened(base, "2026-11-04", about=["soc", "bup"], comment="=HYPERLINK(1)")
    [row] = csv.DictReader(io.StringIO(sip("deviation", "list", "--texts", "--format", "csv", *TODAY).out))
    assert row == {
        "case": "base", "id": "", "guideline": "vasterbotten", "date": "2026-11-04", "kind": NOT_FOLLOWED,
        "units": "soc bup", "principals": "municipality region", "reported_on": "", "days_unreported": "18",
        "about": "", "comment": "'=HYPERLINK(1)", "decision": "",
    }  # fmt: skip
    plain = sip("deviation", "list", "--format", "csv", *TODAY).out.splitlines()[0]
    assert plain == "case,id,guideline,date,kind,units,principals,reported_on,days_unreported"
