"""A national analyst signs in, sees how old the figures are, and compares authorities and years."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core import clock
from opencaf.core.ids import new_id
from tests.factories import AuthorityFactory, acting_in
from tests.factories.national import make_counting, make_national_analyst, make_summary
from tests.journeys.cases.hands import Hands
from tests.journeys.conftest import Office

pytestmark = pytest.mark.journey
NAMES = ("Marlbeck Council", "Royal Borough of Nether Wallop and Stoke-under-Edge", "Testshire", "Zedford")


@pytest.fixture
def analyst(office: Office) -> Practitioner:
    """An analyst of a national body, and four authorities that told figures; one of them fell behind."""
    with transaction.atomic():
        for place, name in enumerate(NAMES):
            with acting_in(new_id()):
                tell(AuthorityFactory(name=name), place)
        return make_national_analyst()


def tell(authority: Authority, place: int) -> None:
    make_counting(counted_at=clock.now() - dt.timedelta(hours=8 if place else 200))
    for begun in range(2022, 2027):
        numbers = {"schools": 85 + 5 * place, "health": 40 + 5 * (begun - 2022), "youth": 10 * place or None}
        for code, number in {**numbers, "": 135 + 15 * place}.items():
            if number:
                make_summary(authority, begun=begun, code=code, number=number)
    make_summary(authority, report="assessed", axis="sector", number=60, said=55, holding=35 + 5 * place)


def test_authorities_are_compared_and_the_years_of_the_country(
    hands: Callable[..., Hands], analyst: Practitioner
) -> None:
    at = hands()
    at.work_as(analyst.email)
    at.see("National reports")
    at.see("Marlbeck Council: not since 25 October 2026")
    at.walk("national:report", report="started")
    at.see("Royal Borough of Nether Wallop and Stoke-under-Edge")
    at.see("in the 4 of 5 authorities that are shown")
    at.write({"show": "years"})
    at.click(at.page.locator("main form button"))
    at.see("2022 to 2023")
    at.see("rounded to multiples of 5")
    at.follow("/national/")
    at.walk("national:report", report="assessed")
    at.write({"measure": "share"})
    at.click(at.page.locator("main form button"))
    at.see("completed within the authority’s own number of days")
