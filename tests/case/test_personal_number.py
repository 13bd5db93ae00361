"""Personal identity numbers are found wherever they stand, and little else is taken for one."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sipcli.acts.new.forms import refuse_number_as_birth
from sipcli.case.personal_number import personal_number_in
from sipcli.errors import UsageError

MANY = settings(max_examples=200, deadline=None)
BORN = st.dates(date(1925, 1, 1), date(2026, 8, 31))
FOUR = st.from_regex(r"\d{4}", fullmatch=True).filter(str.isascii)


@given(
    BORN, FOUR, st.sampled_from(["", "Lova ", "(", "nr: "]), st.sampled_from(["", " Exempelsson", ")", ", 070-1740605"])
)
@MANY
def test_a_number_is_found_wherever_it_stands(born: date, four: str, before: str, after: str) -> None:
    for number in (f"{born:%Y%m%d}-{four}", f"{born:%y%m%d}-{four}", f"{born:%Y%m%d}{four}", f"{born:%y%m%d}+{four}"):
        assert personal_number_in(f"{before}{number}{after}") == number


def test_a_coordination_number_counts_too() -> None:
    assert personal_number_in("20140372-1234") == "20140372-1234"


def test_ten_digits_without_a_sign_are_one_when_the_check_digit_fits() -> None:
    assert personal_number_in("8112189876") == "8112189876"
    assert personal_number_in("8112189875") is None


@pytest.mark.parametrize(
    "text",
    [
        "", "070-1740605", "0701740605 ", "2014-03-12", "2026-09-01 14:00", "journal 2026-1234", "140312", "20140312",
        "141332-1234", "https://exempel.example/2026/09", "Storgatan 12, 903 26", "+46 70 174 06 05", "556016-06801",
    ],
)  # fmt: skip
def test_dates_telephone_numbers_and_addresses_are_none(text: str) -> None:
    assert personal_number_in(text) is None


@given(st.text())
@example("²²²²²²²²-²²²²")
@example("٢٠١٤٠٣١٢-١٢٣٤")
@MANY
def test_any_text_can_be_looked_through(text: str) -> None:
    found = personal_number_in(text)
    assert found is None or found in text
    try:
        refuse_number_as_birth(text, date(2026, 9, 1))
    except UsageError as err:
        assert "personal identity number" in str(err)


@given(BORN, FOUR, st.sampled_from(["-", "", " ", " - "]))
@MANY
def test_a_date_of_birth_typed_as_a_number_is_refused_with_the_day_to_write(born: date, four: str, sign: str) -> None:
    with pytest.raises(UsageError, match=f"such as {born}"):
        refuse_number_as_birth(f"{born:%Y%m%d}{sign}{four}", date(2026, 9, 1))


@given(BORN)
@MANY
def test_a_plain_day_is_never_taken_for_a_number(born: date) -> None:
    assert personal_number_in(str(born)) is None
    refuse_number_as_birth(str(born), date(2026, 9, 1))


def test_two_digits_of_a_year_mean_the_latest_one_that_has_come() -> None:
    for text, day in (("140312-1234", "2014-03-12"), ("270312-1234", "1927-03-12"), ("140312-TF01", "2014-03-12")):
        with pytest.raises(UsageError, match=f"such as {day}"):
            refuse_number_as_birth(text, date(2026, 9, 1))
