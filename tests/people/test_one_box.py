"""One box for the hurried: what it takes for a date, a number or a postcode, and what for a name."""

import datetime as dt

import pytest

from opencaf.core.partial_dates import MONTH_KNOWN, YEAR_KNOWN, PartialDate
from opencaf.people.comparable import make_comparable
from opencaf.people.one_box import taken_apart
from opencaf.people.sought import Sought

BORN = PartialDate(dt.date(2016, 3, 27))


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("Nur 27/3/2016", BORN),
        ("27.03.16 Nur", BORN),
        ("Nur 2016-03-27", BORN),
        ("Nur 27 3 2016", BORN),
        ("27032016 Nur", BORN),
        ("Nur, 27th March 2016", BORN),
        ("nur 27 of sept 2016", PartialDate(dt.date(2016, 9, 27))),
        ("Nur March 2016", PartialDate(dt.date(2016, 3, 15), MONTH_KNOWN)),
        ("Nur 2016", PartialDate(dt.date(2016, 6, 15), YEAR_KNOWN)),
        ("Nur 31/02/2016", PartialDate(dt.date(2016, 2, 15), MONTH_KNOWN)),
        ("Nur 27/13/2016", PartialDate(dt.date(2016, 6, 15), YEAR_KNOWN)),
    ],
)
def test_a_date_is_taken_as_far_as_it_can_be_right(text: str, born: PartialDate) -> None:
    typed = taken_apart(text)

    assert typed.born == born
    assert typed.words.strip(" ,").lower() == "nur"


@pytest.mark.parametrize(
    ("text", "part", "value"),
    [
        ("Nur 999 072 5217", "nhs_number", "999 072 5217"),
        ("9990725217", "nhs_number", "9990725217"),
        ("Nur ZD4 2QP", "postcode", "ZD4 2QP"),
        ("zd42qp nur", "postcode", "zd42qp"),
        ("A950000178301", "upn", "A950000178301"),
        ("Nur 07700 900123", "phone", "07700 900123"),
        ("+44 7700 900123", "phone", "+44 7700 900123"),
        ("Nur MB-20431", "identifier", "MB-20431"),
    ],
)
def test_numbers_and_postcodes_are_known_by_their_looks(text: str, part: str, value: str) -> None:
    assert getattr(taken_apart(text), part) == value


@pytest.mark.parametrize(
    "text", ["", "   ", "Nur", "x" * 300, "1 " * 150, "\u202eruN", "🙂 🙂", "' or 1=1 --", "%_%"]
)
def test_what_looks_like_nothing_else_stays_words(text: str) -> None:
    typed = taken_apart(text)

    assert (typed.words, typed.born, typed.postcode) == (text, None, "")


def test_fields_win_over_the_box() -> None:
    wanted = make_comparable(Sought(name="Nur 2011 ZD4 2QP", born=BORN, postcode="ZD8 1NT"))

    assert (wanted.born, wanted.postcode, wanted.words) == (BORN, "ZD81NT", ("nur",))


def test_an_address_may_hold_a_postcode_and_a_flat() -> None:
    wanted = make_comparable(Sought(address="Flat 6, 14 Saltpan Street, Marlbeck ZD4 2QP"))

    assert (wanted.line, wanted.postcode) == ("14 saltpan", "ZD42QP")


def test_telephone_numbers_are_compared_without_the_country() -> None:
    typed = ["07700 900123", "+44 7700 900 123", "0044 (0)7700-900123", "12"]

    assert [make_comparable(Sought(phone=one)).phone for one in typed] == ["700900123"] * 3 + [""]


def test_the_order_of_words_leaves_nothing_else_behind() -> None:
    texts = [
        "Nur Yusuf 11/07/2022 ZD4 2QP",
        "ZD4 2QP 11/07/2022 yusuf, NUR",
        "Yúsuf\u00a0Nur; zd42qp 2022-07-11",
    ]

    assert len({make_comparable(Sought(name=text)) for text in texts}) == 1
