"""How one person's consent for one unit stands on a day, from all their records together."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipcli.case.case import Case
from sipcli.case.consents import (
    Standing,
    answer,
    answers,
    has_consent,
    mature_child_consents,
    may_stand,
    standing_on,
)
from tests.helpers import Data, case, consent, consents, day, in_memory, unanswered

GIVEN, EXPIRED, WITHDRAWN = Standing.GIVEN, Standing.EXPIRED, Standing.WITHDRAWN
REFUSED, SILENT = Standing.REFUSED, Standing.SILENT


def of(*records: Data) -> Case:
    return in_memory(case(consents(*records)))


def standing(on: str, *records: Data, giver: str = "vh1", unit: str = "skola") -> Standing:
    return answer(of(*records), giver, unit, day(on)).standing


def refusal(on: str | None = None) -> Data:
    return consent("vh1", status="refused", given_on=None, refused_on=on)


def withdrawal(on: str | None = None, given_on: str | None = "2026-09-01") -> Data:
    return consent("vh1", status="withdrawn", given_on=given_on, withdrawn_on=on)


def test_silent_without_a_record_or_an_answer_or_for_another_unit_or_giver() -> None:
    assert standing("2026-09-30") is SILENT
    assert standing("2026-09-30", unanswered("vh1")) is SILENT
    assert standing("2026-09-30", consent("vh1", ["soc"])) is SILENT
    assert standing("2026-09-30", consent("vh2")) is SILENT


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2026-08-31", SILENT), ("2026-09-01", GIVEN), ("2027-08-31", GIVEN), ("2027-09-01", EXPIRED)],
)
def test_a_consent_holds_from_its_day_to_its_last_day(on: str, expected: Standing) -> None:
    assert standing(on, consent("vh1")) is expected


def test_a_consent_without_a_last_day_holds_on() -> None:
    assert standing("2099-01-01", consent("vh1", valid_until=None)) is GIVEN


@pytest.mark.parametrize(("on", "expected"), [("2026-08-31", SILENT), ("2026-10-04", GIVEN), ("2026-10-05", WITHDRAWN)])
def test_a_withdrawal_of_a_later_day_is_not_in_force(on: str, expected: Standing) -> None:
    assert standing(on, withdrawal("2026-10-05")) is expected


def test_an_undated_withdrawal_or_refusal_has_always_held() -> None:
    assert standing("2026-09-02", withdrawal()) is WITHDRAWN
    assert standing("2026-09-02", refusal()) is REFUSED


def test_a_withdrawn_consent_can_be_given_again() -> None:
    records = (withdrawal("2026-10-05"), consent("vh1", given_on="2026-10-08"))
    for order in permutations(records):
        assert standing("2026-10-07", *order) is WITHDRAWN
        assert standing("2026-10-08", *order) is GIVEN


def test_a_refusal_can_be_followed_by_a_consent_and_that_by_a_withdrawal() -> None:
    records = (refusal("2026-09-02"), consent("vh1", given_on="2026-09-10"), withdrawal("2026-10-05", "2026-09-10"))
    for order in permutations(records):
        assert standing("2026-09-09", *order) is REFUSED
        assert standing("2026-09-10", *order) is GIVEN
        assert standing("2026-10-05", *order) is WITHDRAWN


def test_on_the_same_day_the_later_record_in_the_file_holds() -> None:
    yes, no = consent("vh1", given_on="2026-09-10"), refusal("2026-09-10")
    assert standing("2026-09-10", yes, no) is REFUSED
    assert standing("2026-09-10", no, yes) is GIVEN


def test_of_several_consents_the_one_that_lasts_longest_holds() -> None:
    short, long = consent("vh1", valid_until="2026-09-30"), consent("vh1", valid_until="2026-12-31")
    for order in permutations((short, long)):
        found = answer(of(*order), "vh1", "skola", day("2026-10-01"))
        assert found.standing is GIVEN
        assert found.record is not None
        assert found.record.valid_until == day("2026-12-31")
        assert found.index == order.index(long)


def test_units_of_one_giver_are_judged_one_by_one() -> None:
    records = (consent("vh1", ["skola"]), consent("vh1", ["soc"], status="withdrawn", withdrawn_on="2026-09-05"))
    assert standing("2026-09-30", *records, unit="skola") is GIVEN
    assert standing("2026-09-30", *records, unit="soc") is WITHDRAWN
    assert standing("2026-09-30", *records, unit="bup") is SILENT


def test_answers_are_those_of_the_guardians_and_not_of_the_minor() -> None:
    found = answers(of(consent("vh1"), consent("child")), "skola", day("2026-09-30"))
    assert {giver: one.standing for giver, one in found.items()} == {"vh1": GIVEN, "vh2": SILENT}


def test_a_childs_consent_decides_when_it_was_assessed_as_mature_by_that_day() -> None:
    def mature(on: str, **fields: object) -> bool:
        maturity = {"assessed_on": "2026-09-10", "by": "bup", "sufficient": True} | fields
        return mature_child_consents(of(consent("child", maturity=maturity)), "skola", day(on))

    assert mature("2026-09-10")
    assert not mature("2026-09-09")
    assert not mature("2026-09-10", sufficient=False)
    assert not mature_child_consents(of(consent("child")), "skola", day("2026-09-10"))


def test_anyones_consent_is_a_consent_and_a_mature_childs_where_it_decides() -> None:
    on = day("2026-09-30")
    maturity = {"assessed_on": "2026-09-01", "by": "bup", "sufficient": True}
    child = of(consent("child", maturity=maturity))
    assert has_consent(of(consent("vh2")), "skola", on, mature_child_decides=False)
    assert not has_consent(child, "skola", on, mature_child_decides=False)
    assert has_consent(child, "skola", on, mature_child_decides=True)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.permutations(range(4)))
@settings(max_examples=60, deadline=None)
def test_the_order_of_records_of_different_days_does_not_matter(on: date, order: list[int]) -> None:
    records = [
        refusal("2026-02-01"),
        consent("vh1", given_on="2026-03-01", valid_until="2026-06-30"),
        withdrawal("2026-08-01", "2026-07-01"),
        consent("vh1", given_on="2026-09-01", valid_until="2027-06-30"),
    ]
    mixed = of(*(records[i] for i in order))
    assert answer(mixed, "vh1", "soc", on).standing is answer(of(*records), "vh1", "soc", on).standing


def test_an_end_that_is_said_later_limits_a_consent_that_had_none() -> None:
    """Somebody who at first said no end and then named one has not consented for ever."""
    endless = consent("vh1", given_on="2026-09-01", valid_until=None)
    limited = consent("vh1", given_on="2026-09-02", valid_until="2026-12-31")
    assert standing("2026-12-31", endless, limited) is GIVEN
    assert standing("2027-01-01", endless, limited) is EXPIRED
    assert standing("2027-01-01", limited | {"given_on": "2026-08-01"}, endless) is GIVEN


def by_all_records(made: Case, giver: str, unit: str, on: date) -> tuple[Standing, int | None]:
    """Return the same as `answer`, from all records of the case one by one."""
    said = [
        (index, record, *standing_on(record, on))
        for index, record in enumerate(made.consents)
        if record.giver == giver and unit in record.units
    ]
    no = [(since, index, standing) for index, _record, standing, since in said if standing in (WITHDRAWN, REFUSED)]
    last_no = max(no, key=lambda one: one[:2], default=None)
    yes = [
        (record.valid_until or date.max, since, index)
        for index, record, standing, since in said
        if standing is GIVEN and (last_no is None or (since, index) > last_no[:2])
    ]
    limited = [one for one in yes if one[0] != date.max]
    yes = [one for one in yes if one in limited or not any(later[1:] > one[1:] for later in limited)]
    if yes:
        until, _since, index = max(yes)
        return (EXPIRED if until < on else GIVEN), index
    return (last_no[2], last_no[1]) if last_no else (SILENT, None)


days_around = st.sampled_from(["2026-08-31", "2026-09-01", "2026-09-02", "2026-09-30"])
any_record = st.fixed_dictionaries(
    {
        "giver": st.sampled_from(["vh1", "vh2", "child"]),
        "units": st.lists(st.sampled_from(["skola", "soc", "bup"]), max_size=3),
        "status": st.sampled_from(["given", "refused", "unanswered", "withdrawn"]),
    },
    optional={
        "given_on": days_around,
        "refused_on": days_around,
        "withdrawn_on": days_around,
        "valid_until": days_around,
        "basis": st.sampled_from(["consent", "presumed-consent"]),
    },
)


@given(st.lists(any_record, max_size=5), st.dates(date(2026, 8, 30), date(2026, 10, 1)))
@settings(max_examples=300, deadline=None)
def test_what_is_asked_is_answered_from_all_records(records: list[Data], on: date) -> None:
    """Also when a unit is named twice in a record, and when no record could ever be so."""
    made = of(*records)
    for giver in ("vh1", "vh2", "child", "nobody"):
        for unit in (*made.unit_ids, "nowhere"):
            found = answer(made, giver, unit, on)
            assert (found.standing, found.index) == by_all_records(made, giver, unit, on)
            assert found.record is (None if found.index is None else made.consents[found.index])
            assert found.standing is SILENT or may_stand(made, found.standing)


def test_nobody_need_be_asked_for_what_no_record_says() -> None:
    assert [one for one in Standing if one is not SILENT and may_stand(of(consent("vh1")), one)] == [GIVEN, EXPIRED]
    assert not may_stand(of(unanswered("vh1")), GIVEN)
    assert may_stand(of(withdrawal()), WITHDRAWN) and may_stand(of(withdrawal()), GIVEN)
    assert may_stand(of(refusal()), REFUSED) and not may_stand(of(refusal()), WITHDRAWN)


def test_a_changed_case_answers_anew() -> None:
    """What a case has looked up once belongs to that case."""
    before, after = of(consent("vh1")), of(refusal("2026-09-02"))
    on = day("2026-09-30")
    assert answer(before, "vh1", "skola", on).standing is GIVEN
    changed = replace(before, consent=after.consent, file=before.file.model_copy(update={"units": []}))
    assert answer(changed, "vh1", "skola", on).standing is REFUSED
    assert (before.unit_ids, changed.unit_ids) == (["skola", "soc", "bup"], [])
    before.unit_ids.append("x")
    assert before.unit_ids == ["skola", "soc", "bup"]
