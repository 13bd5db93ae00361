"""What a finding says mends it: a command that there is, with options that it has, and that does mend it."""

import re
import shlex
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
import ryaml
import typer

import sipcli.rules.engine  # noqa: F401  (fills RULES)
from sipcli.archive.archive import Archive, open_archive
from sipcli.archive.checking import judge_case
from sipcli.archive.founding import found_archive
from sipcli.cli.app import WrongUse, app, run
from sipcli.rules.examples import examples
from sipcli.rules.finding import Finding
from sipcli.rules.registry import RULES
from tests.cli.conftest import git
from tests.helpers import VASTERBOTTEN, case, findings, hits
from tests.rules.test_examples import example_case

NONE_NEEDED = (
    "consent-guardian-refused", "guardian-prevented", "consent-withdrawn", "closing-not-required-yet",
    "turns-adult-soon", "age-limit", "sharing-without-consent", "not-a-statutory-plan", "date-in-future",
)  # fmt: skip
"""Rules whose finding no command mends: it is information, or a fact that stays as it is."""

BY_HAND = ("date-order",)
"""Rules whose finding is mended in the file: only a person knows which of two days is the wrong one."""

NOT_YET = ("invitation-content-missing", "invitation-not-written", "invitation-too-late", "insecure-video")
"""Rules whose fix may still be `sip edit`; each leaves this list with the command that mends it."""

ANSWERS = {
    "DATE HH:MM": "2026-09-30 10:00",
    "NAME": "Gia Påhitt",
    "PHONE": "070-1740610",
    "TEXT": "Det är så",
    "UNIT": "soc",
    "WHO": "vh1",
    "WORD": "for",
    "STATUS": "met",
    "ID:KIND": "ny:child-psychiatry",
}
DAYS = {
    "consent-expires-soon": "2027-06-01",
    "consent-period-missing": "2027-06-01",
    "preparation-missing": "2026-09-15",
}
"""What a person writes for the capital letters in a fix; the day is the example's own where nothing else is said."""

ASKED = {
    "follow-up-missing": ("--date", "2026-12-01"),
    "joint-meeting-needed": ("--date", "2026-12-01"),
    "event-not-assessed": ("--decision", "wait"),
    "closing-reason-missing": ("--reason", "no-longer-needed"),
    "closing-reason-contradicted": ("--reason", "no-longer-needed"),
    "reentry-contact-missing": ("--reentry-contact", "Eli Påhitt"),
}
"""What a command asks for in a terminal besides."""


def command_of(words: list[str]) -> Any:
    """Return the command that words begin with, taking them from the list; None when there is none."""
    command: Any = typer.main.get_command(app)
    while hasattr(command, "commands"):
        command = command.commands.get(words.pop(0)) if words else None
    return command


def not_understood(line: str) -> str | None:
    """Return what is wrong with a command line about the case `base`; None when it can be understood."""
    program, *words = shlex.split(line)
    command = command_of(words)
    if program != "sip" or command is None:
        return "there is no such command"
    parser = command.make_parser(command.context_class(command, info_name=command.name))
    try:
        parser.parse_args(list(words))
    except WrongUse as err:
        return str(err)
    return None if words[0] == "base" else "the case is not named first"


def found_in_example(rule: str) -> list[Finding]:
    example = examples()[rule]
    return [one for one in findings(example_case(example), example.today, example.guideline) if one.rule == rule]


@pytest.mark.parametrize("rule", RULES)
def test_a_fix_is_a_command_with_options_that_it_has(rule: str) -> None:
    for one in found_in_example(rule):
        if rule in NONE_NEEDED:
            assert one.fix == ""
        elif one.fix or not one.settled:
            assert not_understood(one.fix) is None, one.fix


@pytest.mark.parametrize("rule", [one for one in RULES if one not in NOT_YET])
def test_a_file_is_opened_by_hand_only_where_no_command_mends_it(rule: str) -> None:
    for one in found_in_example(rule):
        assert ("sip edit" in one.fix) == (rule in BY_HAND), one.fix


@pytest.mark.parametrize("rule", RULES)
def test_the_commands_that_a_rules_text_names_are_there(rule: str) -> None:
    for line in re.findall(r"“sip ([^”]*)”", RULES[rule].mend):
        words = line.split()
        command = command_of(words)
        assert command, line
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= known, line


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return an archive with the example of each rule, a case each, in which each fix was carried out."""
    root: Path = tmp_path_factory.mktemp("fixes") / "archive"
    found_archive(root, VASTERBOTTEN)
    for rule, example in examples().items():
        files = example_case(example)
        files["case.yaml"] |= {"id": rule, "guideline": example.guideline}
        for name, content in files.items():
            path = root / "cases" / rule / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(ryaml.dumps(content), encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "--no-verify", "-m", "written by hand")
    archive = open_archive(root)
    with chdir(root):
        for rule, example in examples().items():
            [first, *_others] = [one for one in judge_case(archive, rule, example.today).findings if one.rule == rule]
            if first.fix and "sip edit" not in first.fix:
                run([*answered(rule, first.fix), *ASKED.get(rule, ()), "--today", str(example.today)])
    return archive


def answered(rule: str, fix: str) -> list[str]:
    """Return the words of a fix after `sip`, with what a person writes for the capital letters."""
    day = DAYS.get(rule, str(examples()[rule].today))
    words = shlex.split(fix)[1:]
    for capitals, answer in {**ANSWERS, "DATE": day}.items():
        words = [word.replace(capitals, answer) for word in words]
    return words


@pytest.mark.parametrize("rule", [one for one in RULES if one not in (*NONE_NEEDED, *BY_HAND)])
def test_who_does_what_a_fix_says_has_mended_it(rule: str, mended: Archive) -> None:
    [fix, *_others] = [one.fix for one in found_in_example(rule)]
    if not fix or "sip edit" in fix:
        return
    left = [one for one in judge_case(mended, rule, examples()[rule].today).findings if one.rule == rule]
    assert not [one for one in left if not one.settled], fix


PARTS = {
    "needs": {"needs": []},
    "long-goals": {"goals": [{"id": "m2", "term": "short", "text": "x"}], "interventions": []},
    "interventions": {"interventions": []},
    "responsible": {"interventions": [{"id": "i1", "what": "Samtal"}]},
    "others-measures": {"own_actions": None},
    "coordinating-unit": {"coordinator": None},
    "contact-if-failing": {"contact_if_failing": None},
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("guideline", ["kronoberg", "vasterbotten", "vastra-gotaland", "national"])
def test_each_part_that_a_plan_lacks_is_completed_by_a_command(part: str, guideline: str) -> None:
    for one in hits("plan-content-missing", case({"plan.yaml": PARTS[part]}), "2026-09-30", guideline):
        assert not_understood(one.fix) is None, one.fix
        assert "sip edit" not in one.fix


def test_how_to_reach_a_unit_is_completed_with_the_unit_and_its_contact() -> None:
    units = case()["case.yaml"]["units"]
    units[1]["contact"] = {"name": "Eli Påhitt"}
    [found] = hits("plan-content-missing", case({"case.yaml": {"units": units}}), "2026-09-30")
    assert found.fix == 'sip add base --contact "soc=Eli Påhitt, PHONE"'
    assert not_understood(found.fix) is None
