"""Dates that are none, in the two kinds of boxes for dates."""

import datetime as dt

import pytest

from opencaf.web.shared.forms import DateField, OperationForm, PartialDateField
from tests.web.bad_input.nasty import IMPOSSIBLE_DAYS

PARTS = ("day", "month", "year")


class WholeForm(OperationForm):
    on = DateField(label="The date")


class PartialForm(OperationForm):
    on = PartialDateField(label="The date")


def sent(parts: tuple[str, str, str]) -> dict[str, str]:
    return {f"on_{name}": part for name, part in zip(PARTS, parts, strict=True)}


@pytest.mark.parametrize("form_class", [WholeForm, PartialForm])
@pytest.mark.parametrize("day", IMPOSSIBLE_DAYS)
def test_an_impossible_date_is_refused_with_what_to_do(form_class: type[OperationForm], day: str) -> None:
    form = form_class(sent(IMPOSSIBLE_DAYS[day]))

    assert not form.is_valid()
    assert form.mistakes()[0]["text"].startswith("The date must")


def test_figures_of_another_script_are_figures() -> None:
    form = WholeForm(sent(("٣", "١٢", "٢٠٢٥")))

    assert form.is_valid()
    assert form.cleaned_data["on"] == dt.date(2025, 12, 3)
