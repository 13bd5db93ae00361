"""All rules together: each has its tests, its texts and its sources, and the levels that the guidelines are to have."""

from pathlib import Path

import pytest

from sipcli.guidelines.loader import guideline_ids, load_guideline
from sipcli.i18n import LANGUAGES
from sipcli.rules.engine import rule_params
from sipcli.rules.registry import RULES
from sipcli.rules.structure import FORM_RULES
from tests.helpers import COUNTIES, case, consent, consents, day, hits

HERE = Path(__file__).parent

LEVELS = {
    "consent-missing": "eeee",
    "consent-guardian-missing": "eeee",
    "consent-guardian-refused": "eeee",
    "guardian-prevented": "iiii",
    "representative-missing": "eeee",
    "representative-expired": "eeee",
    "consent-scope-missing": "--e-",
    "consent-period-missing": "--e-",
    "consent-oral-undocumented": "--e-",
    "consent-expired": "eeee",
    "consent-expires-soon": "iiii",
    "consent-withdrawn": "eeee",
    "withdrawal-not-told": "-e--",
    "closing-required": "-ee-",
    "closing-not-required-yet": "-i--",
    "consent-giver-expired": "eeee",
    "turns-adult-soon": "iiii",
    "age-limit": "--w-",
    "sharing-without-consent": "eeee",
    "pre-meeting-without-consent": "-ee-",
    "child-view-missing": "wwww",
    "preparation-missing": "-ee-",
    "support-person-missing": "-e--",
    "invitation-content-missing": "eee-",
    "invitation-not-written": "--e-",
    "invitation-too-late": "e---",
    "meeting-late": "-ww-",
    "substitute-missing": "-ee-",
    "absence-decision-missing": "e---",
    "initiator-not-coordinating": "-e--",
    "chair-or-recorder-missing": "-e--",
    "insecure-video": "-e--",
    "two-principals-missing": "eee-",
    "not-a-statutory-plan": "---i",
    "plan-missing": "eeee",
    "plan-content-missing": "eeee",
    "plan-consent-missing": "--e-",
    "signature-not-offered": "-e--",
    "copy-not-given": "eee-",
    "decision-feedback-missing": "-e--",
    "intervention-not-started": "wwww",
    "intervention-overdue": "wwww",
    "follow-up-missing": "weew",
    "follow-up-today": "iiii",
    "follow-up-overdue": "weew",
    "follow-up-unprepared": "-e--",
    "event-not-assessed": "-ee-",
    "survey-missing": "-e--",
    "closing-reason-missing": "eeee",
    "closing-reason-contradicted": "eeee",
    "closing-not-told": "eeee",
    "reentry-contact-missing": "-ee-",
    "deviation-to-report": "--w-",
    "dispute-without-temporary-responsibility": "--e-",
    "dispute-not-escalated": "--w-",
    "closed-with-open-dispute": "--w-",
    "care-code-missing": "--w-",
    "care-code-wrong": "--w-",
    "admission-notice-late": "eee-",
    "care-contact-missing": "eee-",
    "discharge-call-due": "iii-",
    "discharge-call-overdue": "eee-",
    "core-team-meeting-missing": "---w",
    "rejection-not-told": "---e",
    "joint-meeting-needed": "---e",
    "date-in-future": "iiii",
    "date-order": "eeee",
}
"""The level of each rule in Kronoberg, Västerbotten, Västra Götaland and Strömsund (-: not applied)."""

WORDS = {"e": "error", "w": "warning", "i": "info", "-": "off"}


APPLIED = [(guideline, rule) for guideline in guideline_ids() for rule in load_guideline(guideline).applied()]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_test_module_of_its_name(rule: str) -> None:
    module = HERE / f"test_{rule.replace('-', '_')}.py"
    assert module.is_file()
    assert f'RULE = "{rule}"' in module.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_says_what_it_asks_why_and_how_to_mend_it(rule: str) -> None:
    declared = RULES[rule]
    assert declared.id == rule
    for text in (declared.asks, declared.why, declared.mend):
        assert text.strip().endswith("."), text


@pytest.mark.parametrize("rule", FORM_RULES)
def test_every_rule_of_form_says_what_it_asks_and_how_to_mend_it(rule: str) -> None:
    assert FORM_RULES[rule].asks.strip()
    assert FORM_RULES[rule].mend.strip()
    assert rule not in RULES


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_the_level_it_should_in_each_county(rule: str) -> None:
    found = {county: load_guideline(county).rules.get(rule) for county in COUNTIES}
    levels = {county: setting.level if setting else "off" for county, setting in found.items()}
    assert levels == {county: WORDS[letter] for county, letter in zip(COUNTIES, LEVELS[rule], strict=True)}


@pytest.mark.parametrize(("guideline", "rule"), APPLIED)
def test_every_applied_rule_exists_and_its_parameters_fit(guideline: str, rule: str) -> None:
    loaded = load_guideline(guideline)
    rule_params(RULES[rule], loaded.rules[rule], loaded)


@pytest.mark.parametrize(("guideline", "rule"), APPLIED)
def test_every_applied_rule_has_a_source_in_both_languages(guideline: str, rule: str) -> None:
    sources = load_guideline(guideline).rules[rule].sources
    assert sources
    for source in sources:
        for language in LANGUAGES:
            assert source.text(day("2026-09-30"), language).strip()
        assert source.law or source.note or source.heading


def test_a_law_is_referred_to_as_it_was_numbered_on_the_day_of_the_event() -> None:
    """SoL (2025:400) is in force from 2025-07-01. The invitation's day decides, not the day of the check."""
    for sent, expected, other in (
        ("2025-06-30", "SoL (2001:453) 2 kap. 7 §", "2025:400"),
        ("2025-07-01", "SoL (2025:400) 10 kap. 8–9 §§", "2001:453"),
    ):
        files = case(consents(consent("vh1", given_on="2026-01-01")) | {"invitation.yaml": {"sent_on": sent}})
        found = hits("sharing-without-consent", files, "2026-09-30", "stromsund")
        assert found
        assert all(expected in one.source and other not in one.source for one in found)


def test_a_finding_about_today_names_the_law_in_force_today() -> None:
    files = case(remove=["consent.yaml"])
    assert "2001:453" in hits("consent-missing", files, "2025-06-30", "national")[0].source
    assert "2025:400" in hits("consent-missing", files, "2025-07-01", "national")[0].source
