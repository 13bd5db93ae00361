"""Choosing from words: by word, label, part of a name or number; anything else is a sentence that names the nearest."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sipcli.case.values import KEBAB
from sipcli.console.choices import Choices, goals, interventions, people, units, words
from sipcli.errors import UsageError
from tests.helpers import in_memory, reference

CASE = in_memory(reference())
KINDS = Choices({"school": "skola", "preschool": "förskola", "health-centre": "vårdcentral"})
MANY = settings(max_examples=300, deadline=None)
WORD = st.from_regex(KEBAB, fullmatch=True).filter(lambda word: word.isascii() and len(word) < 20)
ANY_CHOICES = st.builds(
    Choices,
    st.dictionaries(WORD, st.text(max_size=20), max_size=6),
    numbered=st.booleans(),
    open=st.booleans(),
    in_case=st.sampled_from([None, "", "base"]),
)


@given(ANY_CHOICES, st.text())
@example(Choices({"a": "b"}, numbered=True), "²")
@example(Choices({"a": "b"}, numbered=True), "٣")
@example(Choices({"a": "b"}), "")
@MANY
def test_whatever_is_typed_is_a_word_or_a_sentence(choices: Choices, text: str) -> None:
    for read in (choices.read, choices.several):
        try:
            found = read(text)
        except UsageError as err:
            assert str(err)
            continue
        for word in [found] if isinstance(found, str) else found:
            assert word in choices.labels or (choices.open and KEBAB.fullmatch(word))


@given(ANY_CHOICES)
@MANY
def test_a_word_is_read_as_itself_and_its_number_as_the_word(choices: Choices) -> None:
    for number, word in enumerate(choices.labels, 1):
        assert choices.read(f" {word} ") == word
        if str(number) not in choices.labels:
            assert choices.with_numbers().read(str(number)) == word
    assert len(choices.lines()) == len(choices.labels)


@pytest.mark.parametrize("open", [False, True])
def test_a_number_that_is_not_in_the_list_is_no_answer(open: bool) -> None:
    numbered = Choices(KINDS.labels, numbered=True, open=open)
    for text in ("0", "4", "99"):
        with pytest.raises(UsageError):
            numbered.read(text)


def test_labels_and_words_are_read_in_any_case_and_numbers_only_where_they_are_shown() -> None:
    assert KINDS.read("Vårdcentral") == KINDS.read("HEALTH-CENTRE") == "health-centre"
    assert KINDS.with_numbers().read("1") == "school"
    with pytest.raises(UsageError):
        KINDS.read("1")


def test_a_misspelt_word_is_never_taken_for_another_one_and_names_the_nearest() -> None:
    for choices in (KINDS, Choices(KINDS.labels, open=True)):
        with pytest.raises(UsageError, match="Did you mean “school”"):
            choices.read("shcool")
    assert Choices(KINDS.labels, open=True).read("Library") == "library"
    with pytest.raises(UsageError, match="small letters"):
        Choices(KINDS.labels, open=True).read("folkets hus")


def test_a_part_of_a_name_that_fits_only_one_is_enough_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert people(CASE).read("alva") == "vh1"
    assert "alva = vh1 (Alva Exempelsson)" in capsys.readouterr().err
    for text in ("exempelsson", "al", "vh3"):  # several, too short, nobody
        with pytest.raises(UsageError, match=r"Known here: child \(Lova Exempelsson\)"):
            people(CASE).read(text)


def test_answers_with_commas_are_read_one_by_one_and_each_once() -> None:
    assert KINDS.several("school, vårdcentral,school,,") == ("school", "health-centre")
    assert KINDS.several(" , ") == ()


def test_what_a_case_has_can_be_chosen_by_id() -> None:
    assert list(units(CASE).labels) == ["skola", "soc", "bup"]
    assert list(people(CASE, ["vh2"]).labels) == ["vh2"]
    assert set(goals(CASE).labels) == {goal.id for goal in CASE.plan.goals if goal.id} if CASE.plan else set()
    assert set(interventions(CASE).labels) == {one.id for one in CASE.plan.interventions if one.id} if CASE.plan else ()


def test_words_of_the_files_are_shown_with_the_programs_words() -> None:
    assert words(["health-centre"]).lines() == ["   1  health centre"]
