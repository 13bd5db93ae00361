"""sharing-without-consent: an invited unit, other than the one that noticed the need, had no consent that day."""

from tests.helpers import CLOSED, VASTRA_GOTALAND, Data, Files, case, consent, consents, everywhere, hits, levels

RULE = "sharing-without-consent"
TODAY = "2026-09-30"
SENT = "2026-09-01"
FOLLOW_UP = "follow-ups/2026-12-01.yaml"


def both(units: list[str] | None = None, **fields: object) -> Data:
    return consents(consent("vh1", units, **fields), consent("vh2", units, **fields))


LATE = both(given_on="2026-09-02")


def test_silent_where_consent_was_there_on_the_day_of_sending() -> None:
    assert levels(RULE, case(), TODAY) == {}


def test_a_consent_given_the_day_after_is_an_error_in_every_county() -> None:
    assert levels(RULE, case(LATE), TODAY) == everywhere("error")


def test_names_each_unit_but_the_one_that_noticed_the_need() -> None:
    found = hits(RULE, case(LATE), TODAY)
    assert [one.about for one in found] == [("soc",), ("bup",)]
    assert [one.path for one in found] == [("invitees", 4), ("invitees", 5)]
    assert all(one.file == "cases/base/invitation.yaml" and SENT in one.message for one in found)
    assert [one.unit for one in found] == ["soc", "bup"]


def test_one_guardians_consent_is_enough_for_this_rule() -> None:
    assert hits(RULE, case(consents(consent("vh1"))), TODAY) == []


def test_a_later_withdrawal_or_expiry_does_not_change_the_past() -> None:
    assert hits(RULE, case(both(status="withdrawn", withdrawn_on="2026-09-02")), TODAY) == []
    assert hits(RULE, case(both(status="withdrawn", withdrawn_on="2026-09-01")), TODAY)
    assert hits(RULE, case(both(valid_until="2026-09-01")), TODAY) == []
    assert hits(RULE, case(both(given_on="2026-08-01", valid_until="2026-08-31")), TODAY)


def test_silent_until_the_invitation_is_sent() -> None:
    assert hits(RULE, case({"invitation.yaml": {"sent_on": None}}, remove=["consent.yaml"]), TODAY) == []
    assert hits(RULE, case(remove=["consent.yaml"]), "2026-08-31") == []
    assert hits(RULE, case(remove=["consent.yaml"]), "2026-09-01")


def test_a_unit_that_is_not_invited_is_not_shared_with() -> None:
    invitees = [{"who": "child"}, {"who": "skola"}, {"who": "soc"}]
    files = case({"invitation.yaml": {"invitees": invitees}} | both(["skola", "soc"]))
    assert hits(RULE, files, TODAY) == []


def test_a_mature_childs_consent_is_enough_in_vastra_gotaland() -> None:
    maturity = {"assessed_on": "2026-09-01", "by": "bup", "sufficient": True}
    assert VASTRA_GOTALAND not in levels(RULE, case(consents(consent("child", maturity=maturity))), TODAY)


def test_still_speaks_of_a_closed_case_since_it_has_happened() -> None:
    assert hits(RULE, case(LATE, write=CLOSED), "2026-10-10")


def sent_again(*again: Data) -> Files:
    return case({"invitation.yaml": {"sent_again": list(again)}} | LATE)


def exception(on: str) -> Data:
    noted = {"rule": RULE, "about": ["bup"], "reason": "bråttom", "by": "Ada Påhitt", "on": on}
    return {"case.yaml": {"exceptions": [noted]}}


MORE_INVITED = {"on": "2026-09-05", "changed": ["invitees"]}


def test_who_has_consent_from_a_day_when_more_were_invited_counts_as_invited_then() -> None:
    assert hits(RULE, sent_again(MORE_INVITED), TODAY) == []
    assert len(hits(RULE, sent_again(MORE_INVITED), "2026-09-04")) == 2
    assert len(hits(RULE, sent_again({"on": "2026-09-05", "changed": ["place"]}), TODAY)) == 2


def test_an_exception_that_was_noted_before_tells_that_it_was_invited_earlier() -> None:
    """What was done although a rule forbids it does not go away when the consent comes afterwards."""
    (found,) = hits(RULE, case({"invitation.yaml": {"sent_again": [MORE_INVITED]}} | exception(SENT) | LATE), TODAY)
    assert found.about == ("bup",)
    assert SENT in found.message
    later = case({"invitation.yaml": {"sent_again": [MORE_INVITED]}} | exception("2026-09-05") | LATE)
    assert hits(RULE, later, TODAY) == []


def test_an_invitation_that_is_sent_again_is_shared_again() -> None:
    withdrawn = both(status="withdrawn", withdrawn_on="2026-09-03")
    files = case({"invitation.yaml": {"sent_again": [{"on": "2026-09-05", "changed": ["place"]}]}} | withdrawn)
    assert {one.about for one in hits(RULE, files, TODAY)} == {("soc",), ("bup",)}
    assert all("2026-09-05" in one.message for one in hits(RULE, files, TODAY))


def test_sent_again_because_more_are_invited_it_does_not_go_to_those_who_have_it() -> None:
    withdrawn = both(status="withdrawn", withdrawn_on="2026-09-03")
    assert hits(RULE, case({"invitation.yaml": {"sent_again": [MORE_INVITED]}} | withdrawn), TODAY) == []


def test_who_passed_it_on_does_not_get_it_again() -> None:
    files = case(both(status="withdrawn", withdrawn_on="2026-09-03"))
    files["invitation.yaml"]["sent_again"] = [{"on": "2026-09-05", "changed": ["place"]}]
    for one in files["invitation.yaml"]["invitees"]:
        if one["who"] == "bup":
            one |= {"response": "passed-on", "passed_to": "soc", "replied_on": "2026-09-02"}
    assert [one.about for one in hits(RULE, files, TODAY)] == [("soc",)]


def followed_up(sent_on: str | None, **fields: object) -> Files:
    invitees = [{"who": who} for who in ("child", "skola", "soc", "bup")]
    called = {"invitation": {"sent_on": sent_on, "invitees": invitees}} | fields
    return case({FOLLOW_UP: called} | both(status="withdrawn", withdrawn_on="2026-10-05"))


def test_a_unit_that_is_called_to_a_follow_up_without_consent_is_an_error_in_every_county() -> None:
    """The unit that coordinates calls, and does not share with itself."""
    files = followed_up("2026-11-01")
    assert levels(RULE, files, "2026-11-02") == everywhere("error")
    found = hits(RULE, files, "2026-11-02")
    assert [one.about for one in found] == [("skola",), ("bup",)]
    assert found[0].file == f"cases/base/{FOLLOW_UP}"
    assert found[0].path == ("invitation", "invitees", 1)
    assert "2026-11-01" in found[0].message
    assert "2026-12-01" in found[0].message


def test_silent_where_the_follow_up_was_called_while_there_was_consent_or_is_not_called() -> None:
    assert hits(RULE, followed_up("2026-10-04"), "2026-11-02") == []
    assert hits(RULE, followed_up(None), "2026-11-02") == []
    assert hits(RULE, followed_up("2026-11-01"), "2026-10-31") == []


def test_what_was_shared_stays_so_when_the_follow_up_is_cancelled() -> None:
    assert hits(RULE, followed_up("2026-11-01", status="cancelled"), "2026-11-02")
