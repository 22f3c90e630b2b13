"""Check digits of NHS numbers and unique pupil numbers."""

import pytest

from opencaf.people.identifiers import is_sound_nhs_number, is_sound_upn, tidy, warning_for


@pytest.mark.parametrize("number", ["9434765919", "9000000009", "9990725217"])
def test_a_sound_nhs_number_is_recognised(number: str) -> None:
    assert is_sound_nhs_number(number)


@pytest.mark.parametrize("number", ["1234567890", "943476591", "94347659190", "943476591X", ""])
def test_an_unsound_nhs_number_is_recognised(number: str) -> None:
    assert not is_sound_nhs_number(number)


@pytest.mark.parametrize("number", ["A950000178301", "H243278544154", "X845212818005", "F990312017053"])
def test_a_sound_upn_is_recognised(number: str) -> None:
    assert is_sound_upn(number)


@pytest.mark.parametrize("number", ["R247962919251", "X428558133462", "A95000017830", "I950000178301", ""])
def test_an_unsound_upn_is_recognised(number: str) -> None:
    assert not is_sound_upn(number)


def test_a_temporary_upn_counts_its_letter_as_its_place_in_the_list() -> None:
    # 2x9 + 3x9 + 4x0 + 5x1 + 6..12x0 + 13x(place of B = 1) = 63; 63 mod 23 = 17, which is U
    assert is_sound_upn("U9901" + "0" * 7 + "B")


def test_spaces_are_taken_out_of_numbers_and_kept_in_others() -> None:
    assert tidy("nhs", "999 072-5217") == "9990725217"
    assert tidy("upn", "f990312017053") == "F990312017053"
    assert tidy("other", " 12 34 ") == "12 34"


def test_a_number_that_does_not_fit_gets_a_warning_in_words() -> None:
    assert warning_for("nhs", "9990725217") == ""
    assert "NHS number" in warning_for("nhs", "1234567890")
    assert "pupil number" in warning_for("upn", "R247962919251")
    assert warning_for("other", "anything") == ""
