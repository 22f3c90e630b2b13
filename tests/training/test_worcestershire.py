"""The appendix of the Worcestershire study (2009) remade: its three tables brought in as lists that count.

What can be reproduced: every line, the printed totals and the shares by sector. What cannot: the printed
percentages of schools, of which the appendix gives staff and not schools. The tests below say for which
kinds some number of schools fits what is printed at all.
"""

import csv
import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from opencaf.agencies.models import Authority, Practitioner
from opencaf.training.lists import filled_in, read_list
from opencaf.training.models import CountedAttendance
from opencaf.training.operations.attending import take_attendance
from opencaf.training.operations.bringing_in import Brought, bring_list_in, keep_list
from opencaf.training.operations.courses import add_usual_courses
from opencaf.training.queries.sessions import courses_of
from opencaf.training.queries.statistics import By, Statistics, percent, schools_on, statistics_on
from tests.factories import AgencyFactory, PractitionerFactory
from tests.factories.training import make_session, make_trained, trainer

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[1] / "data" / "training"
DECEMBER, NOVEMBER = dt.date(2008, 12, 31), dt.date(2008, 11, 30)
COLUMNS = {"briefing": "briefed", "practitioner": "practitioner_trained", "manager": "manager_trained"}


def appendix(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def bring_in(rows: list[list[str]], kind: str, day: dt.date, by: Practitioner) -> Brought:
    """Bring in a list as the pages do."""
    entries = filled_in(read_list(rows).entries, course=kind, day=day)
    return bring_list_in(waiting=keep_list(name="list", entries=entries, by=by), answers={}, by=by)


def bring_december(by: Practitioner) -> list[Brought]:
    table = appendix("training-2008-12-31.csv")
    return [
        bring_in(
            [["Agency", "Kind", "Number"]]
            + [[row["agency_as_printed"], row["agency_type"], row[column]] for row in table],
            kind,
            DECEMBER,
            by,
        )
        for kind, column in COLUMNS.items()
    ]


def bring_november(by: Practitioner) -> None:
    for kind, row in zip(COLUMNS, appendix("training-november-2008.csv"), strict=True):
        bring_in([["Agency", "Number"], ["Not told apart", row["numbers_trained"]]], kind, NOVEMBER, by)


@pytest.fixture
def tara(authority: Authority) -> Practitioner:
    # not at a school, since schools are counted here
    who = trainer(post_worn__agency=AgencyFactory(kind="corporate_services", sector="adult_corporate"))
    add_usual_courses(by=who)
    return who


def figures(who: Practitioner, by: str, day: dt.date = DECEMBER) -> Statistics:
    return statistics_on(day, who.authority_id, by=by)


def test_every_printed_line_and_total_is_reproduced(tara: Practitioner) -> None:
    bring_december(tara)

    found = figures(tara, By.AGENCY)

    assert found.totals == (1782, 827, 183)
    printed = {
        row["agency_as_printed"]: tuple(int(row[column]) for column in COLUMNS.values())
        for row in appendix("training-2008-12-31.csv")
        if row["kind"] == "agency"
    }
    assert len(printed) == 33
    assert {line.label: line.numbers for line in found.lines} == printed


def test_the_same_lists_again_add_nothing(tara: Practitioner) -> None:
    bring_december(tara)
    before = CountedAttendance.objects.count()

    again = bring_december(tara)

    assert [one.counts for one in again] == [0, 0, 0]
    assert CountedAttendance.objects.count() == before == 99


def test_shares_by_sector_are_those_worked_out_by_hand(tara: Practitioner) -> None:
    """By hand from the printed lines, in per cent: 182 of 827 are health, 177 children's services."""
    bring_december(tara)

    found = figures(tara, By.SECTOR)

    trained = {line.label: line.percents[1] for line in found.lines}
    briefed = {line.label: line.percents[0] for line in found.lines}
    hand = {
        "Health": "22.0",
        "Children's services": "21.4",
        "Youth and careers": "11.5",
        "Voluntary and community": "8.0",
        "Early years and childcare": "6.7",
        "Police and justice": "1.6",
    }
    assert {name: trained[name] for name in hand} == {name: Decimal(share) for name, share in hand.items()}
    assert briefed["Children's services"] == Decimal("21.7")
    assert briefed["Health"] == Decimal("17.8")
    assert briefed["Early years and childcare"] == Decimal("16.4")
    assert briefed["Police and justice"] == Decimal("10.1")
    # with further education, the pupil referral unit and the travelling service: 178 of 827
    assert trained["Schools and learning"] == Decimal("21.5")


def test_the_five_kinds_of_school_are_a_fifth_of_those_trained(tara: Practitioner) -> None:
    """35 + 58 + 21 + 32 + 19 = 165 of 827 are 20.0%, and 306 of 1,782 briefed are 17.2%."""
    bring_december(tara)

    lines = [line for line in figures(tara, By.KIND).lines if line.label.endswith(" school")]

    briefed, trained = (sum(line.numbers[place] for line in lines) for place in (0, 1))
    assert (len(lines), briefed, trained) == (5, 306, 165)
    assert (percent(briefed, 1782), percent(trained, 827)) == (Decimal("17.2"), Decimal("20.0"))


def test_the_fall_of_trained_managers_is_flagged_and_not_corrected(tara: Practitioner) -> None:
    bring_november(tara)
    bring_december(tara)

    falls = figures(tara, By.SECTOR).falls

    assert [(fall.course.kind, fall.before, fall.number) for fall in falls] == [("manager", 187, 183)]
    assert (falls[0].before_on, falls[0].counted_on) == (NOVEMBER, DECEMBER)
    assert figures(tara, By.SECTOR, NOVEMBER).totals == (1579, 710, 187)
    assert figures(tara, By.SECTOR, NOVEMBER).falls == []


def test_whoever_comes_after_the_old_list_is_added_to_it(tara: Practitioner, alice: Practitioner) -> None:
    bring_december(tara)
    day = courses_of(tara.authority_id)[1]

    make_trained(alice, day, dt.date(2009, 2, 2), by=tara)
    make_trained(PractitionerFactory(), day, dt.date(2008, 6, 2), by=tara)  # the old list counts them already

    assert figures(tara, By.AGENCY, dt.date(2009, 2, 2)).totals == (1782, 828, 183)
    assert figures(tara, By.AGENCY).totals == (1782, 827, 183)


def schools_that_fit(row: dict[str, str], staff: dict[str, str]) -> list[int]:
    """Numbers of schools of a kind for which both printed percentages are shares, with somebody of each."""
    most_briefed = int(staff["briefed"])
    most_trained = int(staff["practitioner_trained"]) + int(staff["manager_trained"])
    return [
        schools
        for schools in range(1, 400)
        if fits(row["percent_briefed"], schools, most_briefed)
        and fits(row["percent_trained"], schools, most_trained)
    ]


def fits(printed: str, schools: int, most: int) -> int:
    """How many of so many schools are the printed percentage, at most so many; 0 where none are."""
    for attending in range(1, min(schools, most) + 1):
        share = (Decimal(attending) * 100 / schools).quantize(Decimal(1), ROUND_HALF_UP)
        if share == Decimal(printed):
            return attending
    return 0


def test_for_which_kinds_of_school_the_printed_percentages_can_be_reproduced() -> None:
    staff = {row["agency_type"]: row for row in appendix("training-2008-12-31.csv")}

    found = {
        row["agency_type"]: schools_that_fit(row, staff[row["agency_type"]])[:1]
        for row in appendix("training-schools-percent-2008-12-31.csv")
    }

    assert found == {
        "first_school": [25],
        "primary_school": [15],
        "middle_school": [],  # no number of schools has 57% briefed by 18 people and 85% trained by 30
        "high_school": [25],
        "special_school": [10],
    }


@pytest.mark.parametrize(
    ("kind", "schools", "briefed", "trained", "printed"),
    [
        ("first_school", 25, 14, 12, (56, 48)),
        ("primary_school", 15, 6, 7, (40, 47)),
        ("high_school", 25, 19, 18, (76, 72)),
        ("special_school", 10, 8, 9, (80, 90)),
    ],
)
def test_percentages_of_schools_come_out_as_printed(
    tara: Practitioner, kind: str, schools: int, briefed: int, trained: int, printed: tuple[int, int]
) -> None:
    """With the smallest numbers of schools that fit; how many there were the source does not say."""
    briefing, day = courses_of(tara.authority_id)[:2]
    here = [AgencyFactory(kind=kind) for _ in range(schools)]
    staff = [PractitionerFactory(post_worn__agency=school, user=None) for school in here]
    for course, people in ((briefing, staff[:briefed]), (day, staff[-trained:])):
        take_attendance(session=make_session(course, DECEMBER, by=tara), came=people, by=tara)

    line = next(one for one in schools_on(DECEMBER, tara.authority_id) if one.agencies == schools)

    assert (line.percent_briefed, line.percent_trained) == printed
