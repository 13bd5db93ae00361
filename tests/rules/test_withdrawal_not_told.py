"""withdrawal-not-told: Västerbotten's coordinator is told of a withdrawal and tells everyone involved (C9)."""

from tests.helpers import CLOSED, VASTERBOTTEN, Data, Files, case, consent, consents, hits, levels

RULE = "withdrawal-not-told"
TOLD = {"skola": "2026-10-05", "bup": "2026-10-05", "child": "2026-10-05", "vh1": "2026-10-05"}


def told(informed: dict[str, str] | None = None, **fields: object) -> Files:
    record: Data = {"status": "withdrawn", "withdrawn_on": "2026-10-05", "told_coordinator_on": "2026-10-05"}
    withdrawal = consent("vh2", **(record | {"informed": TOLD if informed is None else informed} | fields))
    return case(consents(consent("vh1"), withdrawal))


def test_silent_where_nobody_withdrew_or_all_were_told() -> None:
    assert levels(RULE, case(), "2026-10-10") == {}
    assert levels(RULE, told(), "2026-10-10") == {}


def test_somebody_not_told_is_an_error_in_vasterbotten_only() -> None:
    assert levels(RULE, told({"skola": "2026-10-05"}), "2026-10-10") == {VASTERBOTTEN: "error"}


def test_names_those_who_were_not_told_and_the_days_since() -> None:
    (found,) = hits(RULE, told({"skola": "2026-10-05", "child": "2026-10-06"}), "2026-10-10")
    assert found.about == ("vh2", "vh1", "bup")
    assert (found.date and found.date.isoformat(), found.days) == ("2026-10-05", 5)
    assert (found.file, found.path) == ("cases/base/consent.yaml", ("consents", 1))


def test_speaks_on_the_day_itself_since_all_are_told_at_once() -> None:
    assert [one.days for one in hits(RULE, told({}), "2026-10-05")] == [0]
    assert hits(RULE, told({}), "2026-10-04") == []


def test_the_giver_and_the_coordinators_own_unit_need_no_notice() -> None:
    (found,) = hits(RULE, told({}), "2026-10-10")
    assert found.about == ("vh2", "child", "vh1", "skola", "bup")


def test_the_coordinator_must_be_told_by_a_date_or_as_a_unit() -> None:
    (found,) = hits(RULE, told(told_coordinator_on=None), "2026-10-10")
    assert found.about == ("vh2", "soc")
    assert hits(RULE, told(TOLD | {"soc": "2026-10-05"}, told_coordinator_on=None), "2026-10-10") == []


def test_a_notice_dated_later_is_not_given_yet() -> None:
    files = told(TOLD | {"bup": "2026-10-08"})
    assert [one.about for one in hits(RULE, files, "2026-10-07")] == [("vh2", "bup")]
    assert hits(RULE, files, "2026-10-08") == []


def test_without_a_plan_the_unit_that_noticed_the_need_coordinates() -> None:
    files = told({"soc": "2026-10-05", "bup": "2026-10-05", "child": "2026-10-05", "vh1": "2026-10-05"})
    del files["plan.yaml"]
    assert hits(RULE, files, "2026-10-10") == []


def test_silent_in_a_closed_case() -> None:
    assert hits(RULE, told({}) | CLOSED, "2026-10-10") == []
