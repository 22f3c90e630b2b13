"""Days as people type them, and what is left open."""

import datetime as dt

import pytest

from opencaf.registers.interpreting.dates import Span, read_day
from opencaf.registers.interpreting.noted_dates import read_noted, relative_to
from opencaf.registers.reading.rows import MonthCell

YEARS = Span(1990, 2012)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9/5/08", "2008-05-09"),
        ("9 / 5 / 08", "2008-05-09"),
        ("9.5.2008", "2008-05-09"),
        ("09-05-08", "2008-05-09"),
        ("2008-05-09", "2008-05-09"),
        ("20080509", "2008-05-09"),
        ("9th May 2008", "2008-05-09"),
        ("9 MAY 08", "2008-05-09"),
        ("09-MAY-2008 14:30", "2008-05-09"),
        ("Fri 9 May 2008", "2008-05-09"),
        ("May 9, 2008", "2008-05-09"),
        ("9/5/08 2pm", "2008-05-09"),
        (dt.date(2008, 5, 9), "2008-05-09"),
        (dt.datetime(2008, 5, 9, 14, 30), "2008-05-09"),  # noqa: DTZ001 -- as a sheet gives it
        (39577.0, "2008-05-09"),
        ("39577", "2008-05-09"),
        ("May 2008", "2008-05"),
        ("May-08", "2008-05"),
        ("05/2008", "2008-05"),
        (MonthCell(2008, 5), "2008-05"),
        ("2008", "2008"),
        ("12/31/2008", "2008-12-31"),
    ],
)
def test_a_day_is_read_as_far_as_it_is_known(typed: object, meant: str) -> None:
    assert read_day(typed, YEARS).value == meant  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/02/2010", "date_invalid"),
        ("00/05/2010", "date_invalid"),
        ("32/01/2010", "date_invalid"),
        ("11/03/20044", "date_implausible"),
        ("01/08/0005", "date_implausible"),
        ("01/04/2080", "date_implausible"),
        ("see minutes", "date_invalid"),
    ],
)
def test_what_cannot_be_a_day_is_left_open_and_pointed_out(typed: str, code: str) -> None:
    day = read_day(typed, YEARS)

    assert day.value is None
    assert day.codes == (code,)


def test_a_day_that_two_orders_fit_is_left_open_where_the_order_is_not_known() -> None:
    assert read_day("4/5/10", YEARS, "unknown").codes == ("date_ambiguous",)
    assert read_day("5/5/10", YEARS, "unknown").value == "2010-05-05"
    assert read_day("4/5/10", YEARS, "mdy").value == "2010-04-05"


def test_words_about_a_day_are_understood() -> None:
    assert read_noted("w/c 9/2/11", YEARS).day.value == "2011-02-09"
    assert [day.value for day in read_noted("4/2/09 and 13/2/09", YEARS).days] == ["2009-02-04", "2009-02-13"]
    assert read_noted("8/10/10 (cancelled)", YEARS).is_cancelled
    assert not read_noted("29/12/08 (DNA)", YEARS).family_came
    assert read_noted("c. 22/3/10", YEARS).codes == ("date_approximate",)
    assert read_noted("tbc", YEARS).answer == "not_yet"
    assert read_noted("n/k", YEARS).answer == "not_known"


@pytest.mark.parametrize(
    ("typed", "due"), [("6/52", "2010-07-12"), ("3/12", "2010-08-31"), ("in 6 wks", "2010-07-12")]
)
def test_a_review_so_many_weeks_or_months_later_is_reckoned_and_left_to_a_person(
    typed: str, due: str
) -> None:
    found = relative_to(typed, dt.date(2010, 5, 31))

    assert found is not None
    assert (found.day.value, found.codes) == (due, ("relative_date",))
