"""The scenarios in tests/data/scenarios: for each guideline and day exactly the errors and warnings that are expected.

An expected finding whose rule does not exist yet is passed over, so that each scenario grows strict as rules are added.
"""

from typing import Any

import pytest
import ryaml

from sipcli.rules.registry import RULES
from tests.helpers import DATA, Files, changed, findings, reference


def scenario_runs() -> list[Any]:
    runs = []
    for path in sorted((DATA / "scenarios").glob("*.yaml")):
        scenario = ryaml.loads(path.read_text(encoding="utf-8"))
        files = applied(reference(scenario.get("shift")), scenario)
        steps = [(scenario["title"], files, run) for run in scenario["runs"]]
        for variant in scenario.get("variants") or []:
            steps += [(variant["title"], applied(files, variant), run) for run in variant["runs"]]
        runs += [
            pytest.param(case_files, run, id=f"{path.stem}: {title}, {run['guideline']} {run['today']}")
            for title, case_files, run in steps
        ]
    return runs


def applied(files: Files, change: dict[str, Any]) -> Files:
    return changed(files, change.get("patch"), write=change.get("write"), remove=change.get("remove") or [])


@pytest.mark.parametrize(("files", "run"), scenario_runs())
def test_scenario(files: Files, run: dict[str, Any]) -> None:
    found = findings(files, run["today"], run["guideline"])
    wanted = [one for one in run.get("expect", run.get("includes", [])) if one["rule"] in RULES]
    for one in wanted:
        same = [hit for hit in found if (hit.rule, hit.level) == (one["rule"], one["level"])]
        assert same, f"missing {one['level']} {one['rule']}"
        if "days" in one:
            assert one["days"] in [hit.days for hit in same]
    if "expect" in run:
        known = {(one["rule"], one["level"]) for one in wanted}
        assert {(hit.rule, hit.level) for hit in found if hit.level != "info"} <= known
    if wanted:
        text = " ".join(f"{hit.message} {hit.date or ''}" for hit in found)
        for part in run.get("message_has", []):
            assert part in text
