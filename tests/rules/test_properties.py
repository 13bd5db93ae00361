"""What holds for every case, whatever is in it."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipcli.case.consents import Standing, answers
from sipcli.case.people import eligible_givers
from sipcli.guidelines.loader import guideline_ids, load_guideline
from sipcli.rules.engine import judge
from sipcli.rules.finding import Finding
from tests.helpers import (
    KRONOBERG,
    UNITS,
    VASTERBOTTEN,
    VASTRA_GOTALAND,
    Data,
    Files,
    case,
    consent,
    findings,
    in_memory,
    judged,
    reference,
    written,
)

SLOW = settings(max_examples=60, deadline=None)
GIVERS = ("vh1", "vh2", "child", "gm")

near_days = st.dates(date(2026, 8, 1), date(2026, 12, 31)).map(date.isoformat)
some_day = st.none() | near_days
guidelines = st.sampled_from(guideline_ids())
todays = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def without_none(data: Data) -> Data:
    return {key: value for key, value in data.items() if value is not None}


@st.composite
def records(draw: st.DrawFn, giver: str | None = None) -> Data:
    status = draw(st.sampled_from(["given", "refused", "unanswered", "withdrawn"]))
    return without_none(
        {
            "giver": giver or draw(st.sampled_from(GIVERS)),
            "units": draw(st.lists(st.sampled_from(UNITS), min_size=1, unique=True)),
            "status": status,
            "form": draw(st.sampled_from([None, "written", "oral"])),
            "given_on": draw(near_days if status == "given" else some_day),
            "valid_until": draw(some_day),
            "refused_on": draw(some_day),
            "withdrawn_on": draw(some_day),
            "information_types": draw(st.sampled_from([[], ["school"]])),
            "maturity": draw(
                st.none()
                | st.fixed_dictionaries({"assessed_on": near_days, "by": st.just("bup"), "sufficient": st.booleans()})
            ),
        }
    )


@st.composite
def cases(draw: st.DrawFn) -> Files:
    """Return the reference case with days, answers, people and the presence of files varied."""
    files = reference()
    case_file = files["case.yaml"]
    case_file["child"]["born"] = draw(st.dates(date(2003, 1, 1), date(2016, 12, 31))).isoformat()
    case_file["child"]["informed_on"] = draw(some_day)
    case_file["need"]["noticed_on"] = draw(near_days)
    case_file["route"] = draw(st.sampled_from(["hlt", "outside-hlt", "discharge", "internal"]))
    case_file["representatives"] = [
        without_none(
            {
                "id": "gm",
                "kind": draw(st.sampled_from(["god-man", "administrator", "proxy"])),
                "name": "Ivo Påhitt",
                "from": draw(some_day),
                "to": draw(some_day),
            }
        )
    ]
    files["consent.yaml"] = {"consents": draw(st.lists(records(), max_size=5))}
    files["invitation.yaml"]["sent_on"] = draw(some_day)
    meeting = files["invitation.yaml"]["meeting"]
    meeting |= {"date": draw(some_day), "held": draw(st.booleans()), "delay_reason": draw(st.sampled_from([None, "x"]))}
    files["plan.yaml"]["made_on"] = draw(near_days)
    files["preparation.yaml"]["child"]["done_on"] = draw(some_day)
    files["follow-ups/2026-12-01.yaml"] |= {
        "date": draw(near_days),
        "status": draw(st.sampled_from(["booked", "held", "cancelled"])),
        "next_on": draw(some_day),
    }
    if draw(st.booleans()):
        files["closing.yaml"] = {"date": draw(near_days), "reason": "no-longer-needed"}
    if draw(st.booleans()):
        case_file["guardians"][1]["prevented"] = {"since": draw(near_days), "reason": "x", "decision_urgent": True}
    gone = draw(st.sets(st.sampled_from(sorted(set(files) - {"case.yaml"})), max_size=3))
    return {name: content for name, content in files.items() if name not in gone}


def said(found: list[Finding]) -> set[tuple[Any, ...]]:
    """Return findings without their places in the files."""
    return {(one.rule, one.level, one.file, frozenset(one.about), one.message, one.date, one.days) for one in found}


@given(cases(), guidelines, todays)
@SLOW
def test_no_case_makes_the_engine_fail_and_every_finding_can_be_shown(
    files: Files, guideline: str, today: date
) -> None:
    for one in judge(in_memory(files), load_guideline(guideline), today):
        assert one.message
        assert one.source
        assert one.level in ("error", "warning", "info")
        assert "{" not in one.message + one.fix
        assert (one.date is None) == (one.days is None)
        assert one.file.partition("/cases/base/")[0].removeprefix("cases/base/") in {*files, "case.yaml"}


@given(cases(), guidelines, todays)
@settings(max_examples=25, deadline=None)
def test_every_finding_of_a_case_on_disk_has_a_line_in_its_file(files: Files, guideline: str, today: date) -> None:
    with tempfile.TemporaryDirectory() as root:
        archive = written(Path(root), files)
        for one in judged(archive, today, guideline):
            lines = (archive.root / one.file).read_text(encoding="utf-8").count("\n")
            assert one.line is not None
            assert 1 <= one.line <= lines + 1


@given(cases(), guidelines, todays)
@SLOW
def test_days_are_counted_from_the_date(files: Files, guideline: str, today: date) -> None:
    for one in judge(in_memory(files), load_guideline(guideline), today):
        if one.date is not None and one.days is not None and not one.settled and one.rule != "invitation-too-late":
            if one.rule == "meeting-late" and "no meeting is called" not in one.message:
                continue  # counted to the day of the meeting
            assert one.days == (today - one.date).days, one


@given(cases(), guidelines, todays)
@SLOW
def test_a_unit_is_not_missing_a_consent_and_also_told_of_an_answer(files: Files, guideline: str, today: date) -> None:
    """consent-missing means silence: whoever may consent has not also refused, withdrawn or let it run out."""
    made = in_memory(files)
    found = judge(made, load_guideline(guideline), today)
    missing = {one.about[0] for one in found if one.rule == "consent-missing"}
    answered = {"consent-expired", "consent-withdrawn", "consent-guardian-refused", "consent-guardian-missing"}
    givers = set(eligible_givers(made, today))
    for one in found:
        if one.rule in answered and one.about[0] in givers:
            assert not missing & set(one.about[1:]), one
        if one.rule == "consent-giver-expired":
            assert not missing & set(one.about[1:]), one


@given(cases(), guidelines, todays)
@SLOW
def test_one_givers_answer_for_a_unit_is_reported_once(files: Files, guideline: str, today: date) -> None:
    about_answers = {"consent-expired", "consent-withdrawn", "consent-guardian-refused", "consent-guardian-missing"}
    seen: set[tuple[str, str]] = set()
    for one in judge(in_memory(files), load_guideline(guideline), today):
        if one.rule in about_answers:
            pairs = {(one.about[0], unit) for unit in one.about[1:]}
            assert not seen & pairs, one
            seen |= pairs


@given(cases(), st.sampled_from([VASTERBOTTEN, KRONOBERG]), todays)
@SLOW
def test_an_open_minors_case_with_guardians_has_each_unit_consented_to_or_a_finding(
    files: Files, guideline: str, today: date
) -> None:
    """Nothing slips between the rules: every guardian's answer for a unit is a yes in force, or it is reported."""
    made = in_memory(files)
    if made.closed_on(today) or not made.file.guardians or eligible_givers(made, today) != ["vh1", "vh2"]:
        return
    found = judge(made, load_guideline(guideline), today)
    about = {unit for one in found if one.rule.startswith(("consent-", "guardian-")) for unit in one.about}
    alone = any(one.rule == "guardian-prevented" for one in found)
    for unit in made.unit_ids:
        standing = {one.standing for one in answers(made, unit, today).values()}
        assert standing == {Standing.GIVEN} or unit in about or alone


@given(
    st.lists(records("vh1"), max_size=3),
    st.lists(records("vh2"), max_size=3),
    st.lists(records("child"), max_size=2),
    st.randoms(use_true_random=False),
    guidelines,
    todays,
)
@SLOW
def test_the_order_of_records_of_different_givers_changes_nothing(
    first: list[Data], second: list[Data], third: list[Data], random: Any, guideline: str, today: date
) -> None:
    rows = [list(first), list(second), list(third)]
    mixed: list[Data] = []
    while any(rows):
        row = random.choice([row for row in rows if row])
        mixed.append(row.pop(0))
    in_turn = case({"consent.yaml": {"consents": [*first, *second, *third]}})
    shuffled = case({"consent.yaml": {"consents": mixed}})
    applied = load_guideline(guideline)
    assert said(judge(in_memory(in_turn), applied, today)) == said(judge(in_memory(shuffled), applied, today))


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=40)


@given(cases(), texts, st.integers(605, 699), guidelines, todays)
@settings(max_examples=25, deadline=None)
def test_unrelated_text_changes_no_finding(files: Files, text: str, number: int, guideline: str, today: date) -> None:
    before = said(findings(files, today, guideline))
    more = {name: dict(content) for name, content in files.items()}
    child = more["case.yaml"]["child"]
    more["case.yaml"]["child"] = child | {"phone": f"070-1740{number}", "picture_support": "needed"}
    more["case.yaml"]["need"] = more["case.yaml"]["need"] | {"reasons": ["passed-around"]}
    for name in ("follow-ups/2026-12-01.yaml", "closing.yaml"):
        if name in more:
            more[name]["comment"] = text
    if "plan.yaml" in more:
        more["plan.yaml"]["goals"] = [goal | {"text": text} for goal in more["plan.yaml"]["goals"]]
    if "consent.yaml" in more:
        more["consent.yaml"]["consents"] = [one | {"comment": text} for one in more["consent.yaml"]["consents"]]
    assert said(findings(more, today, guideline)) == before


@given(cases(), guidelines, todays)
@settings(max_examples=20, deadline=None)
def test_comments_and_blank_lines_change_no_finding(files: Files, guideline: str, today: date) -> None:
    with tempfile.TemporaryDirectory() as root:
        archive = written(Path(root), files)
        before = said(judged(archive, today, guideline))
        for path in sorted((archive.root / "cases").rglob("*.yaml")):
            text = path.read_text(encoding="utf-8")
            path.write_text("# Påhittad anteckning: [inte yaml\n\n" + text + "\n# slut\n", encoding="utf-8")
        assert said(judged(archive, today, guideline)) == before


@given(cases(), st.sampled_from([VASTERBOTTEN, VASTRA_GOTALAND]), todays)
@SLOW
def test_a_closed_case_is_judged_only_by_what_happened(files: Files, guideline: str, today: date) -> None:
    """Closing a case never adds a finding but those of the closing itself."""
    open_case = {name: content for name, content in files.items() if name != "closing.yaml"}
    closed = open_case | {"closing.yaml": {"date": today.isoformat(), "reason": "no-longer-needed"}}
    applied = load_guideline(guideline)
    before = {one.rule for one in judge(in_memory(open_case), applied, today)}
    after = {one.rule for one in judge(in_memory(closed), applied, today)}
    assert {rule for rule in after - before if not rule.startswith(("clos", "reentry", "date-"))} == set()


LAST, FIRST = date.max.isoformat(), date.min.isoformat()


@pytest.mark.parametrize(
    ("patch", "place"),
    [
        ({"case.yaml": {"child": {"born": "9990-01-01"}}}, "case.yaml"),
        ({"case.yaml": {"need": {"noticed_on": LAST}}}, "case.yaml"),
        ({"invitation.yaml": {"meeting": {"date": FIRST}}}, "invitation.yaml"),
        ({"invitation.yaml": {"sent_on": FIRST, "meeting": {"date": FIRST}}}, "invitation.yaml"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_slip_of_the_pen_in_a_year_is_a_finding_in_its_file(patch: Data, place: str) -> None:
    for guideline in guideline_ids():
        found = findings(case(patch), "2026-09-30", guideline)
        assert {(one.rule, one.file) for one in found if one.rule == "wrong-date"} == {
            ("wrong-date", f"cases/base/{place}")
        }


def test_a_mandate_without_an_end_holds() -> None:
    person = {"id": "gm", "kind": "proxy", "name": "Ivo Påhitt", "to": LAST}
    for guideline in guideline_ids():
        judge(
            in_memory(case({"case.yaml": {"representatives": [person]}})), load_guideline(guideline), date(2026, 9, 30)
        )


def test_consents_until_the_end_of_time_hold() -> None:
    records_ = [consent("vh1", valid_until=LAST), consent("vh2", valid_until=LAST)]
    found = judge(
        in_memory(case({"consent.yaml": {"consents": records_}})), load_guideline(KRONOBERG), date(2026, 9, 30)
    )
    assert found == []


def test_today_far_away_is_no_traceback() -> None:
    for today in (date.min, date.max, date(2026, 9, 30) + timedelta(days=20_000)):
        for guideline in guideline_ids():
            judge(in_memory(reference()), load_guideline(guideline), today)
