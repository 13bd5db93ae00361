"""care-contact-missing: a care contact is named before the discharge (U1, lag 2017:612 2 kap. 5 §)."""

from tests.helpers import CLOSED, KRONOBERG, VASTERBOTTEN, VASTRA_GOTALAND, Data, Files, case, hits, levels

RULE = "care-contact-missing"
TODAY = "2026-09-20"
STATUTORY = {KRONOBERG: "error", VASTERBOTTEN: "error", VASTRA_GOTALAND: "error"}
NAMED = {"care_contact": {"name": "Fia Påhitt", "unit": "bup"}}


def discharge(said: Data, route: str = "discharge") -> Files:
    return case({"case.yaml": {"route": route, "discharge": {"ready_notice_on": "2026-09-14"} | said}})


def test_silent_where_one_is_named() -> None:
    assert levels(RULE, discharge(NAMED), TODAY) == {}


def test_an_error_everywhere_but_in_stromsund() -> None:
    assert levels(RULE, discharge({}), TODAY) == STATUTORY
    (found,) = hits(RULE, discharge({}), TODAY)
    assert (found.file, found.path) == ("cases/base/case.yaml", ("discharge",))
    assert "2 kap. 5 §" in found.source


def test_a_discharge_of_which_nothing_is_written_has_none() -> None:
    assert hits(RULE, case({"case.yaml": {"route": "discharge"}}), TODAY)


def test_silent_on_other_routes_and_in_a_closed_case() -> None:
    assert hits(RULE, discharge({}, "hlt"), TODAY) == []
    assert hits(RULE, discharge({}) | CLOSED, "2026-10-10") == []
