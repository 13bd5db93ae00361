"""The level of every rule in each guideline, as a table."""

import pytest

from sipcli.guidelines.loader import guideline_ids, load_guideline
from sipcli.rules.engine import all_rule_ids
from sipcli.rules.registry import RULES
from tests.helpers import KRONOBERG, STROMSUND, VASTERBOTTEN, VASTRA_GOTALAND

COLUMNS = ("national", KRONOBERG, VASTERBOTTEN, VASTRA_GOTALAND, STROMSUND)
LETTERS = {"error": "e", "warning": "w", "info": "i", "off": "-"}

TABLE = """
rule                                      N K V G S
consent-missing                           e e e e e
consent-guardian-missing                  e e e e e
consent-guardian-refused                  e e e e e
guardian-prevented                        i i i i i
representative-missing                    e e e e e
representative-expired                    e e e e e
consent-scope-missing                     - - - e -
consent-period-missing                    - - - e -
consent-oral-undocumented                 - - - e -
consent-expired                           e e e e e
consent-expires-soon                      i i i i i
consent-withdrawn                         e e e e e
withdrawal-not-told                       - - e - -
closing-required                          - - e e -
closing-not-required-yet                  - - i - -
consent-giver-expired                     e e e e e
turns-adult-soon                          i i i i i
age-limit                                 - - - w -
sharing-without-consent                   e e e e e
pre-meeting-without-consent               - - e e -
child-view-missing                        w w w w w
preparation-missing                       - - e e -
support-person-missing                    - - e - -
invitation-content-missing                - e e e -
invitation-not-written                    - - - e -
invitation-too-late                       - e - - -
meeting-late                              - - w w -
substitute-missing                        - - e e -
absence-decision-missing                  - e - - -
initiator-not-coordinating                - - e - -
chair-or-recorder-missing                 - - e - -
insecure-video                            - - e - -
two-principals-missing                    - e e e -
not-a-statutory-plan                      - - - - i
plan-missing                              e e e e e
plan-content-missing                      e e e e e
plan-consent-missing                      - - - e -
signature-not-offered                     - - e - -
copy-not-given                            - e e e -
decision-feedback-missing                 - - e - -
intervention-not-started                  w w w w w
intervention-overdue                      w w w w w
follow-up-missing                         w w e e w
follow-up-today                           i i i i i
follow-up-overdue                         w w e e w
follow-up-unprepared                      - - e - -
event-not-assessed                        - - e e -
survey-missing                            - - e - -
closing-reason-missing                    e e e e e
closing-reason-contradicted               e e e e e
closing-not-told                          e e e e e
reentry-contact-missing                   - - e e -
deviation-to-report                       - - - w -
dispute-without-temporary-responsibility  - - - e -
dispute-not-escalated                     - - - w -
closed-with-open-dispute                  - - - w -
care-code-missing                         - - - w -
care-code-wrong                           - - - w -
admission-notice-late                     - e e e -
care-contact-missing                      - e e e -
discharge-call-due                        - i i i -
discharge-call-overdue                    - e e e -
core-team-meeting-missing                 - - - - w
rejection-not-told                        - - - - e
joint-meeting-needed                      - - - - e
date-in-future                            i i i i i
date-order                                e e e e e
"""

ROWS = {rule: "".join(letters) for rule, *letters in (line.split() for line in TABLE.strip().splitlines()[1:])}


def test_the_table_has_every_rule_once_and_no_other() -> None:
    assert len(ROWS) == len(TABLE.strip().splitlines()) - 1
    assert set(ROWS) == set(RULES)


def test_the_table_has_every_guideline_that_is_shipped() -> None:
    assert set(COLUMNS) == set(guideline_ids())


@pytest.mark.parametrize("rule", ROWS)
def test_the_levels_of_a_rule(rule: str) -> None:
    settings = [load_guideline(guideline).rules.get(rule) for guideline in COLUMNS]
    assert "".join(LETTERS[one.level] if one else "-" for one in settings) == ROWS[rule]


@pytest.mark.parametrize("guideline", COLUMNS)
def test_no_guideline_names_a_rule_that_does_not_exist(guideline: str) -> None:
    assert set(load_guideline(guideline).rules) <= set(all_rule_ids())


def test_vasterbotten_closes_when_child_and_guardians_have_all_withdrawn_and_vastra_gotaland_when_any_has() -> None:
    """VB, När ska planen avslutas?: child and guardians; VG, 6. Avsluta: child or guardians (X1)."""
    for guideline, when, heading in (
        (VASTERBOTTEN, "all", "När ska planen avslutas?"),
        (VASTRA_GOTALAND, "any", "6. Avsluta"),
    ):
        setting = load_guideline(guideline).rules["closing-required"]
        assert setting.params == {"when": when}
        assert [source.heading for source in setting.sources] == [heading]
