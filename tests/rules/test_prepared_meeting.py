"""A meeting that is prepared and not yet called (`sip prepare meeting`): the rules say what they say without it."""

from collections import Counter

import pytest

from tests.helpers import CLOSED, COUNTIES, Data, Files, case, findings

NOT_CALLED = case(remove=["invitation.yaml", "plan.yaml", "follow-ups/2026-12-01.yaml"])
ADMITTED: Data = {"admitted_at": "2026-09-02 10:00", "ready_notice_on": "2026-09-07"}
PLANNED_WITHOUT = case(remove=["invitation.yaml"])

CASES: dict[str, Files] = {
    "not called": NOT_CALLED,
    "a plan and no invitation": PLANNED_WITHOUT,
    "a discharge": NOT_CALLED | {"case.yaml": NOT_CALLED["case.yaml"] | {"route": "discharge", "discharge": ADMITTED}},
    "outside HLT": NOT_CALLED | {"case.yaml": NOT_CALLED["case.yaml"] | {"route": "outside-hlt"}},
    "closed": NOT_CALLED | CLOSED,
    "an event": NOT_CALLED | {"events/2026-09-10-move.yaml": {"date": "2026-09-10", "kind": "move"}},
}
PREPARED: dict[str, Data] = {
    "chair": {"meeting": {"chair": "Ada Påhitt"}},
    "recorder": {"meeting": {"recorder": "Dani Påhitt"}},
    "mandate": {"invitees": [{"who": "bup", "mandate": True}]},
    "all": {
        "meeting": {"chair": "Ada Påhitt", "recorder": "Dani Påhitt"},
        "invitees": [{"who": "bup", "mandate": True}, {"who": "soc", "mandate": True}],
    },
}
DAYS = ("2026-09-01", "2026-09-08", "2026-09-22", "2026-09-30", "2026-10-20")


def told(files: Files, today: str, guideline: str) -> Counter[tuple[str, str, str]]:
    return Counter((one.level, one.rule, one.message) for one in findings(files, today, guideline))


@pytest.mark.parametrize("guideline", [*COUNTIES, "national"])
@pytest.mark.parametrize("name", CASES)
def test_no_rule_takes_it_for_an_invitation(name: str, guideline: str) -> None:
    for today in DAYS:
        without = told(CASES[name], today, guideline)
        for invitation in PREPARED.values():
            assert told(CASES[name] | {"invitation.yaml": invitation}, today, guideline) == without, today
