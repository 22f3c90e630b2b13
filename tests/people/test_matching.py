"""How well a record fits: figures worked by hand."""

import datetime as dt

import pytest

from opencaf.core.partial_dates import MONTH_KNOWN, YEAR_KNOWN, PartialDate
from opencaf.people.date_likeness import compared_days, neighbours
from opencaf.people.matching import Filed, Known, Matcher, Wanted, fit
from opencaf.people.name_keys import codes, parts, plain, spaced_postcode, variants

DAY = dt.date(2022, 7, 11)
FILED = Filed("yusuf", "nur", DAY, "ZD42QP")


def score(**wanted: object) -> float:
    return fit(Wanted(**wanted), Known([FILED])).score  # type: ignore[arg-type]


def test_what_agrees_is_added_up() -> None:
    # family name 8 + given name 7 + date 12.5 + postcode 11
    assert score(words=("yusuf", "nur"), born=PartialDate(DAY), postcode="ZD42QP") == 38.5


def test_what_differs_is_taken_away() -> None:
    # given name 7, family name differs -4, date differs -6, another district -2
    wanted = {"words": ("yusuf", "zzz"), "born": PartialDate(dt.date(2001, 2, 3)), "postcode": "AB11AA"}
    assert score(**wanted) == -5


def test_the_same_number_outweighs_everything() -> None:
    known = Known([FILED], numbers={"nhs": {"9990725217"}})

    same, other = (
        fit(Wanted(words=("yusuf", "nur"), nhs_number=number), known)
        for number in ("9990725217", "9990000000")
    )

    assert (same.score, other.score) == (45, 7)
    assert same.reasons == ("same name", "same NHS number")


@pytest.mark.parametrize(
    ("words", "born", "shown"),
    [
        (("ali", "featherstonehaugh"), DAY, True),
        (("zzz", "khan"), DAY, True),
        (("ali", "featherstonehaugh"), DAY + dt.timedelta(days=1), False),
        (("zzz", "featherstonehaugh"), DAY, False),
    ],
)
def test_one_name_and_the_very_day_are_shown_however_rare_the_other_name_typed(
    words: tuple[str, str], born: dt.date, shown: bool
) -> None:
    rarity = {"ali": (4.0, 4.0), "khan": (4.0, 4.0), "featherstonehaugh": (14.0, 14.0), "zzz": (14.0, 14.0)}
    matcher = Matcher(Wanted(words=words, born=PartialDate(born)), rarity)

    assert matcher.fit(Known([Filed("ali", "khan", DAY)])).is_worth_showing is shown


@pytest.mark.parametrize(
    ("looked_for", "bits"),
    [
        (PartialDate(DAY), 12.5),
        (PartialDate(dt.date(2022, 11, 7)), 9),
        (PartialDate(dt.date(2022, 7, 12)), 7),
        (PartialDate(dt.date(2012, 7, 11)), 7),
        (PartialDate(dt.date(2013, 7, 11)), 6.5),
        (PartialDate(dt.date(2022, 8, 3)), 5),
        (PartialDate(dt.date(2022, 7, 15), MONTH_KNOWN), 8),
        (PartialDate(dt.date(2022, 6, 15), YEAR_KNOWN), 4),
        (PartialDate(dt.date(2021, 6, 15), YEAR_KNOWN), 1),
        (PartialDate(dt.date(2001, 2, 3)), -6),
    ],
)
def test_a_date_that_is_nearly_right_is_worth_something(looked_for: PartialDate, bits: float) -> None:
    assert compared_days(DAY, looked_for)[0] == bits


def test_neighbours_of_a_date_are_real_days_that_one_slip_makes() -> None:
    near = neighbours(dt.date(2015, 2, 28))

    assert dt.date(2015, 2, 18) in near
    assert dt.date(2025, 2, 28) in near
    assert dt.date(2015, 2, 28) not in near
    assert len(near) == len(set(near))


def test_names_are_compared_without_accents_case_and_apostrophes() -> None:
    assert plain("D’Arcy Ó Żółć") == "darcy o zolc"
    assert parts("Smith-Jones") == ["smith", "jones"]
    assert variants("Smith-Jones") == ["smith", "jones", "smithjones"]
    assert parts("🙂") == ["🙂"]
    assert parts("   ") == []


def test_short_forms_share_their_codes() -> None:
    assert set(codes(["susan"])) & set(codes(["sue"]))


def test_postcodes_are_spaced_when_they_look_like_one() -> None:
    assert [spaced_postcode(text) for text in ("zd42qp", "ZZ993vz", " bfpo 1 ")] == [
        "ZD4 2QP",
        "ZZ99 3VZ",
        "BFPO 1",
    ]
