"""References that survive being read out on the telephone."""

import string

from hypothesis import given
from hypothesis import strategies as st

from opencaf.core.references import check_character, is_sound, make_reference

LETTERS = string.digits + string.ascii_uppercase


def test_the_check_character_of_the_standards_example() -> None:
    # ISO 7064's own example for MOD 37,36: A12425GABC1234002 takes M.
    assert check_character("A12425GABC1234002") == "M"


@given(year=st.integers(2000, 2100), number=st.integers(1, 99999))
def test_a_reference_is_sound_however_it_is_typed(year: int, number: int) -> None:
    reference = make_reference("D", year, number)

    assert is_sound(reference)
    assert is_sound(reference.lower().replace("-", " "))


@given(number=st.integers(1, 99999), place=st.integers(0, 9), letter=st.sampled_from(LETTERS))
def test_one_wrong_character_is_noticed(number: int, place: int, letter: str) -> None:
    plain = make_reference("D", 2025, number).replace("-", "")
    wrong = plain[:place] + letter + plain[place + 1 :]

    assert is_sound(wrong) == (wrong == plain)


def test_nothing_is_no_reference() -> None:
    assert not is_sound("")
