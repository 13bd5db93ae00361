"""invitation-content-missing: what each guideline asks the invitation to say (B3-B6)."""

import pytest

from tests.helpers import (
    CLOSED,
    KRONOBERG,
    VASTERBOTTEN,
    VASTRA_GOTALAND,
    Data,
    case,
    hits,
    levels,
)

RULE = "invitation-content-missing"
TODAY = "2026-09-30"


def invitation(**fields: object) -> Data:
    return {"invitation.yaml": fields}


def test_silent_where_all_is_said() -> None:
    assert levels(RULE, case(), TODAY) == {}


@pytest.mark.parametrize(
    ("left_out", "counties"),
    [
        ({"purpose": None}, [KRONOBERG, VASTRA_GOTALAND]),
        ({"reason": None}, [VASTERBOTTEN]),
        ({"questions": None}, [VASTRA_GOTALAND]),
        ({"agenda": None}, []),
        ({"agenda": None, "questions": None}, [VASTERBOTTEN, VASTRA_GOTALAND]),
        ({"purpose": " "}, [KRONOBERG, VASTRA_GOTALAND]),
        ({"invitees": [{"who": "child"}, {"who": "soc", "role": "familjestöd"}]}, [VASTRA_GOTALAND]),
    ],
)
def test_each_county_asks_for_its_own(left_out: Data, counties: list[str]) -> None:
    assert levels(RULE, case(invitation(**left_out)), TODAY) == dict.fromkeys(counties, "error")


def test_no_invitees_is_an_error_in_vasterbotten() -> None:
    assert hits(RULE, case(invitation(invitees=[])), TODAY, VASTERBOTTEN)[0].about == ("invitees",)


def test_without_invitees_nobodys_role_is_said() -> None:
    """VG, Kalla/bjud in: the invitation says what part every party has at the meeting."""
    assert hits(RULE, case(invitation(invitees=[])), TODAY, VASTRA_GOTALAND)


def test_several_parts_are_one_finding() -> None:
    (found,) = hits(RULE, case(invitation(reason=None, invitees=[])), TODAY, VASTERBOTTEN)
    assert found.about == ("reason", "invitees")
    assert found.file == "cases/base/invitation.yaml"


def test_speaks_once_the_invitation_is_sent() -> None:
    assert hits(RULE, case(invitation(reason=None, sent_on=None)), TODAY) == []
    assert hits(RULE, case(invitation(reason=None)), "2026-08-31") == []
    assert hits(RULE, case(invitation(reason=None)), "2026-09-01")


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, case(invitation(reason=None), write=CLOSED), "2026-10-10")
