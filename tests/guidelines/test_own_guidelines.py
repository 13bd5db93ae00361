"""An archive's own guidelines: docs/guidelines.md is run as it stands, and mistakes are findings with file and line."""

import os
import re
import shlex
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import ryaml

from sipcli.archive.archive import Archive, open_archive
from sipcli.archive.checking import archive_findings, judge_cases, with_lines
from sipcli.archive.founding import found_archive
from sipcli.archive.own_guidelines import own_guidelines
from sipcli.cli.app import run
from sipcli.guidelines.loader import load_guideline, load_laws
from sipcli.guidelines.model import Guideline
from sipcli.rules.finding import Finding

PAGE = (Path(__file__).parents[2] / "docs" / "guidelines.md").read_text(encoding="utf-8")
TODAY = date(2026, 10, 1)

FANTASIA = "id: fantasia\nextends: national\ntitle: {sv: Fantasia, en: Fantasia}\n"
"""Three lines that are right; what a test adds begins on line 4."""

CASE: dict[str, Any] = {
    "opened": "2026-09-01",
    "child": {"name": "Lova Exempelsson", "born": "2014-03-12"},
    "guardians": [{"id": "vh1", "name": "Alva Exempelsson"}],
    "units": [{"id": "skola", "name": "Påhittskolan", "kind": "school", "principal": "municipality"}],
    "need": {"noticed_on": "2026-09-01", "noticed_by": "skola"},
}
SILENT = {"consent-missing", "child-view-missing"}
"""What the national guideline finds in that case."""


class Block(NamedTuple):
    """A fenced block of the page: its language, the file it belongs to, and what stands in it."""

    language: str
    file: str
    text: str


class Step(NamedTuple):
    """A command of the page, the exit code it says, and the parts of the output that it shows."""

    command: str
    code: int
    shown: list[str]


def blocks() -> list[Block]:
    return [
        Block(language, file.strip(), text)
        for language, file, text in re.findall(r"^```(\w+)([^\n]*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    ]


def steps(text: str) -> list[Step]:
    """Return the commands of a console block; "..." stands for what is left out."""
    found = []
    for part in re.split(r"^\$ ", text.replace("\\\n", " "), flags=re.MULTILINE)[1:]:
        command, _newline, output = part.partition("\n")
        code = re.search(r"# exit (\d)", command)
        shown = [flat(chunk) for chunk in re.split(r"^\.\.\.$", output, flags=re.MULTILINE)]
        found.append(Step(command, int(code[1]) if code else 0, [one for one in shown if one]))
    return found


def flat(text: str) -> str:
    """Return text with every run of blanks and line ends as one blank: where lines break is not what is tested."""
    return " ".join(text.split())


def archive(root: Path, guidelines: dict[str, str], cases: dict[str, str], default: str = "national") -> Archive:
    """Write an archive with own guidelines (by file name) and cases (id: the guideline each names)."""
    (root / "guidelines").mkdir()
    for name, text in guidelines.items():
        (root / "guidelines" / name).write_text(text, encoding="utf-8")
    for case_id, guideline in cases.items():
        folder = root / "cases" / case_id
        folder.mkdir(parents=True)
        named = {"guideline": guideline} if guideline else {}
        (folder / "case.yaml").write_text(ryaml.dumps({"id": case_id, **named, **CASE}), encoding="utf-8")
    (root / "sip.yaml").write_text(f"guideline: {default}\nlanguage: sv\n", encoding="utf-8")
    return open_archive(root)


def found_in(made: Archive) -> list[Finding]:
    judged = [one for case in judge_cases(made, TODAY) for one in case.findings]
    return with_lines(made, [*archive_findings(made), *judged])


def loaded(root: Path, guideline: str, **files: str) -> Guideline:
    made = archive(root, {f"{name}.yaml": text for name, text in files.items()}, {})
    assert archive_findings(made) == []
    return load_guideline(guideline, own_guidelines(made.root))


# The page


def test_the_page_leads_from_an_empty_file_to_a_checked_guideline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files are written (a guideline's pieces one after another) and its commands run, in the page's order."""
    root = tmp_path / "archive"
    found_archive(root, "national")
    (root / "guidelines").mkdir()
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "80")
    ran = 0
    for block in blocks():
        if block.language == "yaml":
            path = root / block.file
            before = path.read_text(encoding="utf-8") if path.exists() and path.parent.name == "guidelines" else ""
            path.write_text(before + block.text, encoding="utf-8")
            continue
        for step in steps(block.text):
            capsys.readouterr()
            program, *arguments = shlex.split(step.command, comments=True)
            assert program == "sip"
            assert run(arguments) == step.code, f"{step.command}\n{capsys.readouterr()}"
            said = capsys.readouterr()
            output = flat(said.out + said.err)
            for shown in step.shown:
                assert shown in output, step.command
            ran += 1
    assert ran == sum(block.text.count("$ sip") for block in blocks()) >= 14
    assert (root / "cases/2026-lova/documents/2026-09-10-invitation.pdf").is_file()
    assert run(["render", "2026-lova", "invitation", "--language", "sv", "--out", str(tmp_path / "letter.md")]) == 0
    invitation = (tmp_path / "letter.md").read_text(encoding="utf-8")
    assert "# Kallelse till planmöte" in invitation
    assert "Duka fram något att äta." in invitation


def test_what_the_page_writes_is_what_applies(tmp_path: Path) -> None:
    text = "".join(block.text for block in blocks() if block.file == "guidelines/fantasia.yaml")
    fantasia, national = loaded(tmp_path, "fantasia", fantasia=text), load_guideline("national")
    assert fantasia.lineage == ("fantasia", "national")
    applied = fantasia.applied()
    assert applied["invitation-too-late"].params == {"days": 14}
    assert applied["child-view-missing"].level == "error"
    assert applied["child-view-missing"].sources == national.rules["child-view-missing"].sources
    assert "turns-adult-soon" not in applied
    assert (applied["consent-expires-soon"].level, applied["consent-expires-soon"].params) == ("info", {"days": 60})
    assert applied.keys() - national.applied().keys() == {"invitation-too-late", "copy-not-given"}
    assert fantasia.name("meeting", "sv") == "planmöte"
    assert fantasia.name("follow_up", "sv") == national.name("follow_up", "sv")


def test_the_page_names_every_law_and_every_level() -> None:
    for law in load_laws():
        assert f"`{law}`" in PAGE
    for word in ("error", "warning", "info", "off"):
        assert f"`{word}`" in PAGE


# Mistakes

RULES = "rules:\n  invitation-too-late:\n    level: error\n"
AGENDA = "agendas:\n  meeting:\n    title: {sv: a, en: b}\n    points: [{text: {sv: a, en: b}}]\n"
MISTAKES = {
    "unknown rule": (
        "rules:\n  invitation-to-late: {level: error}\n",
        5,
        "there is no rule “invitation-to-late”. Did you mean “invitation-too-late”?",
    ),
    "wrong parameter": (RULES + "    params: {day: 14}\n", 7, "unknown key “day”. Did you mean “days”?"),
    "wrong parameter type": (
        RULES + "    params: {days: two weeks}\n",
        7,
        "“days” should be a whole number, not “two weeks”",
    ),
    "wrong level": (
        "rules:\n  plan-missing: {level: no}\n",
        5,
        "“level” should be one of error, warning, info, off, not “no”",
    ),
    "unknown document": (
        "documents:\n  FA: {title: SIP i Fantasia, publisher: Region Fantasia}\n"
        + RULES
        + "    sources:\n      - {document: FA}\n      - {document: FB}\n",
        11,
        "there is no document “FB” here.",
    ),
    "unknown document of a reminder": (
        "reminders:\n  eat:\n    text: {sv: a, en: b}\n    show_in: [case]\n    sources: [{document: FB}]\n",
        8,
        "there is no document “FB” here.",
    ),
    "unknown reminder of an agenda": (
        AGENDA + "    covers: [own-measurs]\n",
        8,
        "there is no reminder “own-measurs” here. Did you mean “own-measures”?",
    ),
    "unknown document of an agenda": (
        AGENDA + "    sources: [{document: FB}]\n",
        8,
        "there is no document “FB” here.",
    ),
    "an agenda's minutes are none": (
        AGENDA.replace("}]", ", minutes: 0}]"),
        7,
        "“minutes” should be at least 1, not “0”",
    ),
    "unknown law": (
        RULES + "    sources: [{law: sip-dutty}]\n",
        7,
        "there is no law “sip-dutty” in laws.yaml. Did you mean “sip-duty”?",
    ),
    "a key twice": ("title: {sv: a, en: b}\n", 4, "the key “title” stands twice here; keep one of them"),
    "broken YAML": ("rules:\n  plan-missing: [\n", 6, "this is not YAML that sip can read"),
    "unknown key": ("rule:\n  plan-missing: {level: off}\n", 4, "unknown key “rule”. Did you mean “rules”?"),
    "unknown document to show a reminder in": (
        "reminders:\n  eat: {text: {sv: a, en: b}, show_in: [plann]}\n",
        5,
        "“show_in” should be one of invitation, plan, case, not “plann”",
    ),
}
SAID_ELSEWHERE = {"unknown key", "unknown document to show a reminder in", "an agenda's minutes are none"}
"""Mistakes that are like those in any file; the page has no line for them."""


def assert_only_its_own_cases_suffer(found: list[Finding], at_fault: str = "fantasia") -> None:
    """2026-fan names fantasia, 2026-nat another one and 2026-def none; `at_fault` is where the mistake is."""
    by_case = {case: {one.rule for one in found if one.case == case} for case in ("2026-fan", "2026-nat", "2026-def")}
    assert by_case == {"2026-fan": {"unknown-guideline"}, "2026-nat": SILENT, "2026-def": SILENT}
    [named] = [one for one in found if one.case == "2026-fan"]
    assert (named.file, named.line) == ("cases/2026-fan/case.yaml", 2)
    assert f"“{at_fault}”" in named.message


CASES = {"2026-fan": "fantasia", "2026-nat": "national", "2026-def": ""}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_a_finding_with_file_and_line(tmp_path: Path, mistake: str) -> None:
    text, line, message = MISTAKES[mistake]
    found = found_in(archive(tmp_path, {"fantasia.yaml": FANTASIA + text}, CASES))
    [one] = [one for one in found if not one.case]
    assert (one.file, one.line, one.level) == ("guidelines/fantasia.yaml", line, "error")
    assert one.message.startswith(message)
    assert message in PAGE or mistake in SAID_ELSEWHERE
    assert_only_its_own_cases_suffer(found)


def test_extending_what_is_not_there(tmp_path: Path) -> None:
    found = found_in(archive(tmp_path, {"fantasia.yaml": FANTASIA.replace("national", "nationel")}, CASES))
    message = "there is no guideline “nationel” to extend. Did you mean “national”?"
    assert [(one.file, one.line, one.message) for one in found if not one.case] == [
        ("guidelines/fantasia.yaml", 2, message)
    ]
    assert message in PAGE
    assert_only_its_own_cases_suffer(found)


@pytest.mark.parametrize("circle", [["fantasia", "testlund"], ["fantasia", "testlund", "pahitt"]], ids=len)
def test_a_circle_is_found_in_every_file_of_it(tmp_path: Path, circle: list[str]) -> None:
    files = {
        f"{one}.yaml": FANTASIA.replace("fantasia", one).replace("national", after)
        for one, after in zip(circle, [*circle[1:], circle[0]], strict=True)
    }
    found = found_in(archive(tmp_path, files, CASES))
    placed = {one.file: (one.line, one.message) for one in found if not one.case}
    assert set(placed) == {f"guidelines/{name}" for name in files}
    chain = " → ".join([*circle, circle[0]])
    assert placed["guidelines/fantasia.yaml"] == (2, f"guidelines extend each other in a circle: {chain}")
    assert chain in PAGE or len(circle) > 2
    assert_only_its_own_cases_suffer(found)


def test_a_guideline_that_extends_itself_and_is_not_shipped_is_a_circle(tmp_path: Path) -> None:
    found = found_in(archive(tmp_path, {"fantasia.yaml": FANTASIA.replace("national", "fantasia")}, CASES))
    assert [(one.line, one.message) for one in found if not one.case] == [
        (2, "guidelines extend each other in a circle: fantasia → fantasia")
    ]
    assert_only_its_own_cases_suffer(found)


def test_another_id_than_the_files_name(tmp_path: Path) -> None:
    found = found_in(archive(tmp_path, {"fantasia.yaml": FANTASIA.replace("id: fantasia", "id: fantasi")}, CASES))
    message = "the id is “fantasi” and the file is called “fantasia.yaml”"
    assert [(one.file, one.line, one.message) for one in found if not one.case] == [
        ("guidelines/fantasia.yaml", 1, message)
    ]
    assert message in PAGE
    assert_only_its_own_cases_suffer(found)


def test_a_mistake_in_what_one_extends_is_told_once_and_where_it_is(tmp_path: Path) -> None:
    files = {
        "fantasia.yaml": FANTASIA.replace("national", "testlund"),
        "testlund.yaml": FANTASIA.replace("fantasia", "testlund") + RULES + "    sources: [{law: sip-dutty}]\n",
    }
    found = found_in(archive(tmp_path, files, CASES))
    assert [(one.file, one.line) for one in found if not one.case] == [("guidelines/testlund.yaml", 7)]
    assert_only_its_own_cases_suffer(found, at_fault="testlund")


def test_a_mistake_in_one_guideline_leaves_another_own_one_as_it_is(tmp_path: Path) -> None:
    files = {"fantasia.yaml": FANTASIA + "rulse: {}\n", "testlund.yaml": FANTASIA.replace("fantasia", "testlund")}
    found = found_in(archive(tmp_path, files, {**CASES, "2026-tes": "testlund"}))
    assert {one.rule for one in found if one.case == "2026-tes"} == SILENT
    assert_only_its_own_cases_suffer([one for one in found if one.case != "2026-tes"])


def test_a_command_that_is_told_to_use_a_broken_guideline_ends_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = FANTASIA + RULES + "    sources: [{law: sip-dutty}]\n"
    monkeypatch.chdir(archive(tmp_path, {"fantasia.yaml": text}, CASES).root)
    assert run(["check", "--guideline", "fantasia"]) == 3
    assert "there is no law “sip-dutty”" in capsys.readouterr().err
    assert run(["rules", "--guideline", "fantasie"]) == 2
    assert "Did you mean “fantasia”?" in capsys.readouterr().err


def test_the_yaml_of_guidelines_needs_no_quotes_around_off(tmp_path: Path) -> None:
    files = FANTASIA + "rules:\n  date-order: {level: off}\n  plan-missing: {level: 'off'}\n"
    applied = loaded(tmp_path, "fantasia", fantasia=files).applied()
    assert not {"date-order", "plan-missing"} & applied.keys()


def test_a_rule_that_was_off_stays_off_without_a_level(tmp_path: Path) -> None:
    text = FANTASIA + "rules:\n  invitation-too-late: {params: {days: 14}}\n"
    assert "invitation-too-late" not in loaded(tmp_path, "fantasia", fantasia=text).applied()


# Extending


def test_an_own_guideline_stands_in_place_of_the_shipped_one_it_extends(tmp_path: Path) -> None:
    text = "id: kronoberg\nextends: kronoberg\ntitle: {sv: Vårt, en: Ours}\n"
    ours = loaded(tmp_path, "kronoberg", kronoberg=text + "rules:\n  invitation-too-late: {params: {days: 14}}\n")
    shipped = load_guideline("kronoberg")
    assert ours.lineage == ("kronoberg", "kronoberg", "national")
    assert ours.rules["invitation-too-late"].params == {"days": 14}
    assert ours.rules["invitation-too-late"].sources == shipped.rules["invitation-too-late"].sources
    assert {**ours.rules, "invitation-too-late": None} == {**shipped.rules, "invitation-too-late": None}
    assert ours.title.en == "Ours"


def test_an_own_guideline_of_a_shipped_name_that_extends_nothing_begins_at_the_law(tmp_path: Path) -> None:
    ours = loaded(tmp_path, "kronoberg", kronoberg="id: kronoberg\ntitle: {sv: Vårt, en: Ours}\n")
    assert ours.lineage == ("kronoberg", "national")
    assert "invitation-too-late" not in ours.applied()


def test_own_guidelines_extend_each_other_in_a_line(tmp_path: Path) -> None:
    first = FANTASIA.replace("national", "vasterbotten") + RULES + "    params: {days: 14}\n"
    second = (
        FANTASIA.replace("fantasia", "testlund").replace("national", "fantasia") + "names: {sv: {plan: Testplan}}\n"
    )
    testlund = loaded(tmp_path, "testlund", fantasia=first, testlund=second)
    assert testlund.lineage == ("testlund", "fantasia", "vasterbotten", "national")
    assert testlund.rules["invitation-too-late"].params == {"days": 14}
    assert testlund.applied()["support-person-missing"].level == "error"
    assert testlund.default_route == "hlt"
    assert (testlund.name("plan", "sv"), testlund.name("invitation", "sv")) == ("Testplan", "kallelse")


def test_a_case_goes_by_its_own_guideline_and_then_by_the_archives(tmp_path: Path) -> None:
    text = FANTASIA + "rules:\n  child-view-missing: {level: off}\n"
    made = archive(tmp_path, {"fantasia.yaml": text}, CASES, default="fantasia")
    by_case = {one.loaded.id: {finding.rule for finding in one.findings} for one in judge_cases(made, TODAY)}
    assert by_case == {"2026-fan": {"consent-missing"}, "2026-nat": SILENT, "2026-def": {"consent-missing"}}


def test_a_change_of_the_file_holds_at_once(tmp_path: Path) -> None:
    made = archive(tmp_path, {"fantasia.yaml": FANTASIA}, {"2026-fan": "fantasia"})
    assert {one.rule for one in found_in(made)} == SILENT
    path = made.root / "guidelines" / "fantasia.yaml"
    path.write_text(FANTASIA + "rules:\n  child-view-missing: {level: off}\n", encoding="utf-8")
    assert {one.rule for one in found_in(made)} == {"consent-missing"}


# Reminders

EAT = 'reminders:\n  eat: {text: {sv: "Duka fram.", en: "Set the table."}, show_in: [invitation], steps: [invite]}\n'


def test_reminders_are_added_to_those_taken_over(tmp_path: Path) -> None:
    fantasia, national = loaded(tmp_path, "fantasia", fantasia=FANTASIA + EAT), load_guideline("national")
    assert fantasia.reminded("invitation", "sv") == [*national.reminded("invitation", "sv"), "Duka fram."]
    assert fantasia.reminded("invitation", "en", "invite")[-1] == "Set the table."
    assert "Set the table." not in fantasia.reminded("invitation", "en", "meet")
    assert fantasia.reminded("case", "sv") == national.reminded("case", "sv")


def test_a_reminder_taken_over_is_replaced_or_switched_off(tmp_path: Path) -> None:
    text = (
        FANTASIA
        + "reminders:\n  own-measures: {text: {sv: a, en: b}, show_in: [plan], off: true}\n"
        + '  concern-report: {text: {sv: "Anmäl.", en: "Report."}, show_in: [case]}\n'
    )
    fantasia, national = loaded(tmp_path, "fantasia", fantasia=text), load_guideline("national")
    assert fantasia.reminded("plan", "sv") == []
    texts = {name: one.text.sv for name, one in national.reminders.items() if one.text}
    taken_over = texts["concern-report"]
    expected = [one for one in national.reminded("case", "sv") if one != texts["own-measures"]]
    assert fantasia.reminded("case", "sv") == ["Anmäl." if one == taken_over else one for one in expected]


def test_one_that_extends_can_switch_an_own_reminder_on_again(tmp_path: Path) -> None:
    first = FANTASIA + EAT.replace("steps: [invite]", "off: true")
    second = FANTASIA.replace("fantasia", "testlund").replace("national", "fantasia") + EAT
    testlund = loaded(tmp_path, "testlund", fantasia=first, testlund=second)
    assert testlund.reminded("invitation", "sv") == ["Duka fram."]


# What is not right yet


@pytest.mark.parametrize("extends", ["extends: national\n", ""])
def test_an_own_guideline_may_stand_in_place_of_the_national_one(tmp_path: Path, extends: str) -> None:
    text = f"id: national\n{extends}title: {{sv: Vårt, en: Ours}}\nrules:\n  child-view-missing: {{level: error}}\n"
    assert loaded(tmp_path, "national", national=text).rules["child-view-missing"].level == "error"


@pytest.mark.parametrize("command", [["explain", "consent-missing"], ["rules", "--compare"]], ids=" ".join)
def test_a_mistake_in_one_guideline_leaves_the_others_to_be_read(
    tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = FANTASIA + RULES + "    sources: [{law: sip-dutty}]\n"
    monkeypatch.chdir(archive(tmp_path, {"fantasia.yaml": text}, {}).root)
    assert run(command) == 0


def test_a_parameter_out_of_bounds_is_shown_as_it_was_typed(tmp_path: Path) -> None:
    made = archive(tmp_path, {"fantasia.yaml": FANTASIA + RULES + "    params: {days: 0}\n"}, {})
    [one] = archive_findings(made)
    assert "“0”" in one.message


def test_a_reminder_is_switched_off_without_its_text(tmp_path: Path) -> None:
    fantasia = loaded(tmp_path, "fantasia", fantasia=FANTASIA + "reminders:\n  own-measures: {off: true}\n")
    assert fantasia.reminded("plan", "sv") == []


@pytest.mark.parametrize(
    "text",
    [
        "reminders:\n  eat: {text: {sv: a, en: b}, show_in: [case], steps: [invitee]}\n",
        "names: {se: {plan: Fantasiaplan}}\n",
        "default_route: hltt\n",
    ],
    ids=["step", "language", "route"],
)
def test_a_misspelt_word_of_a_closed_list_is_a_finding(tmp_path: Path, text: str) -> None:
    assert archive_findings(archive(tmp_path, {"fantasia.yaml": FANTASIA + text}, {}))


def test_an_unknown_default_guideline_is_a_finding_in_sip_yaml(tmp_path: Path) -> None:
    made = archive(tmp_path, {"fantasia.yaml": FANTASIA}, {}, default="fantasja")
    assert [(one.file, one.line) for one in found_in(made)] == [("sip.yaml", 1)]


# Put together once, and judged by for many cases


def age_limit(years: int) -> str:
    return f"rules:\n  age-limit: {{level: warning, params: {{age: {years}}}}}\n"


def told_of_age(made: Archive) -> set[str]:
    """Return the cases in which the child, twelve years old, is too old."""
    return {case.loaded.id for case in judge_cases(made, TODAY) for one in case.findings if one.rule == "age-limit"}


def test_the_same_rule_with_other_parameters_is_judged_by_each_guidelines_own(tmp_path: Path) -> None:
    files = {
        f"{name}.yaml": FANTASIA.replace("fantasia", name) + age_limit(age) for name, age in (("a", 12), ("b", 13))
    }
    cases = {"2026-a1": "a", "2026-b1": "b", "2026-a2": "a", "2026-b2": "b", "2026-n1": "vastra-gotaland"}
    assert told_of_age(archive(tmp_path, files, cases)) == {"2026-a1", "2026-a2"}


def test_a_guideline_of_the_same_name_in_another_archive_is_another(tmp_path: Path) -> None:
    for name, age, told in (("one", 12, {"2026-a1"}), ("two", 13, set())):
        (tmp_path / name).mkdir()
        text = FANTASIA + age_limit(age)
        assert told_of_age(archive(tmp_path / name, {"fantasia.yaml": text}, {"2026-a1": "fantasia"})) == told


def test_a_changed_guideline_is_judged_by_at_once(tmp_path: Path) -> None:
    made = archive(tmp_path, {"fantasia.yaml": FANTASIA + age_limit(12)}, {"2026-a1": "fantasia"})
    assert told_of_age(made) == {"2026-a1"}
    path = tmp_path / "guidelines" / "fantasia.yaml"
    for age, told in ((13, set()), (11, {"2026-a1"})):
        before = path.stat().st_mtime_ns
        path.write_text(FANTASIA + age_limit(age), encoding="utf-8")
        os.utime(path, ns=(before + 1_000_000, before + 1_000_000))
        assert told_of_age(made) == told


def test_a_changed_guideline_is_seen_by_those_that_extend_it(tmp_path: Path) -> None:
    lower = FANTASIA.replace("fantasia", "lower").replace("national", "fantasia")
    files = {"fantasia.yaml": FANTASIA + age_limit(12), "lower.yaml": lower}
    made = archive(tmp_path, files, {"2026-a1": "lower"})
    assert told_of_age(made) == {"2026-a1"}
    path = tmp_path / "guidelines" / "fantasia.yaml"
    before = path.stat().st_mtime_ns
    path.write_text(FANTASIA + age_limit(13), encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))
    assert told_of_age(made) == set()


def test_parameters_that_do_not_fit_are_a_mistake_every_time(tmp_path: Path) -> None:
    files = {"fantasia.yaml": FANTASIA + "rules:\n  age-limit: {level: warning, params: {age: ten}}\n"}
    made = archive(tmp_path, files, {"2026-a1": "fantasia", "2026-a2": "fantasia"})
    for _time in range(2):
        found = [(case.loaded.id, one.rule) for case in judge_cases(made, TODAY) for one in case.findings]
        assert found == [("2026-a1", "unknown-guideline"), ("2026-a2", "unknown-guideline")]
