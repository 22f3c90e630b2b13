"""Finding a child: who is found, in which order, and what a search leaves behind."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.access.models import AccessGrant, Basis, Level
from opencaf.agencies.models import Authority, Practitioner
from opencaf.core.partial_dates import MONTH_KNOWN, YEAR_KNOWN, PartialDate
from opencaf.people.details import Birth, Extras
from opencaf.people.models import Person
from opencaf.people.operations.finding import find_children
from opencaf.people.operations.writing import Home
from opencaf.people.sought import Sought
from tests.factories import PractitionerFactory, acting_in
from tests.factories.people import BORN_ON, EXPECTED_ON, make_child, make_mother, make_unborn

BORN = PartialDate(BORN_ON)
YUSUF = Extras(known_as=("Yuyu",), previous_family_names=("Marsh",), nhs_number="9990725217")


@pytest.fixture
def yusuf(alice: Practitioner) -> Person:
    """A child among others."""
    for number, name in enumerate(["Amira", "Robin", "Priya", "Tomasz"]):
        birth = Birth(born_on=dt.date(2012, 3, 5 + number))
        make_child(name, "Otherwise", birth=birth, home=Home(), by=alice)
    return make_child(extras=YUSUF, by=alice)


@pytest.mark.parametrize(
    "sought",
    [
        Sought(name="Yusuf Nur"),
        Sought(name="Nur Yusuf"),
        Sought(name="NUR, yusuf abdirahman"),
        Sought(name="Yusef Noor", born=BORN),
        Sought(name="Yuyu Nur"),
        Sought(name="Yusuf Marsh"),
        Sought(name="Yusuf Nur 11/07/2022"),
        Sought(name="Nur 2022"),
        Sought(name="Yusuf Nur", born=PartialDate(dt.date(2022, 11, 7))),
        Sought(name="Yusuf Nur", born=PartialDate(dt.date(2022, 7, 12))),
        Sought(name="Yusuf Nur", born=PartialDate(dt.date(2022, 7, 15), MONTH_KNOWN)),
        Sought(name="Yusuf Nur", born=PartialDate(dt.date(2022, 6, 15), YEAR_KNOWN)),
        Sought(name="Yusuf", born=BORN),
        Sought(born=BORN),
        Sought(postcode="zd42qp"),
        Sought(nhs_number="999 072 5217"),
        Sought(name="Yusuf Nur", postcode="ZD9 9XX"),
    ],
)
def test_a_child_is_found_by_what_people_remember(yusuf: Person, dave: Practitioner, sought: Sought) -> None:
    hits = find_children(sought=sought, by=dave)

    assert hits[0].child == yusuf
    assert hits[0].reasons


def test_a_child_is_found_by_the_name_of_a_parent(yusuf: Person, alice: Practitioner) -> None:
    make_mother(yusuf, by=alice)

    hits = find_children(sought=Sought(parent_name="Hodan Warsame"), by=alice)

    assert [hit.child for hit in hits] == [yusuf]
    assert hits[0].reasons == ("a parent or carer of that name",)


@pytest.mark.parametrize(
    "sought",
    [Sought(name="unborn Lowther"), Sought(name="Lowther", born=PartialDate(EXPECTED_ON + dt.timedelta(6)))],
)
def test_an_unborn_baby_is_found(alice: Practitioner, sought: Sought) -> None:
    baby = make_unborn(by=alice)

    hits = find_children(sought=sought, by=alice)

    assert [hit.child for hit in hits] == [baby]


def test_half_of_a_double_name_is_enough(alice: Practitioner) -> None:
    child = make_child("Anne-Marie", "Smith-Jones", by=alice)

    found = [
        find_children(sought=Sought(name=name), by=alice) for name in ("Anne Jones", "Annemarie Smithjones")
    ]

    assert [hits[0].child for hits in found] == [child, child]


@pytest.mark.parametrize("name", ["محمد علي", "李 小龙", "Żółć Łęcki", "D’Arcy O'Brien", "🙂 Nur"])
def test_names_in_any_script_are_found(alice: Practitioner, name: str) -> None:
    given, family = name.split()
    child = make_child(given, family, by=alice)

    hits = find_children(sought=Sought(name=name), by=alice)

    assert hits[0].child == child


@pytest.mark.parametrize("name", ["%", "_" * 300, "Zzyzx Qwrtp", "a" * 300, "\u202eruN", "' or 1=1 --"])
def test_nobody_is_found_by_wildcards_or_nonsense(yusuf: Person, alice: Practitioner, name: str) -> None:
    assert find_children(sought=Sought(name=name), by=alice) == []


def test_another_child_of_the_same_name_and_another_date_is_not_shown(
    yusuf: Person, alice: Practitioner
) -> None:
    hits = find_children(sought=Sought(name="Yusuf Nur", born=PartialDate(dt.date(2011, 2, 28))), by=alice)

    assert hits == []


def test_a_likely_match_comes_before_a_possible_one(yusuf: Person, alice: Practitioner) -> None:
    twin = make_child("Bilal", "Nur", by=alice)

    hits = find_children(sought=Sought(name="Yusuf Nur", born=BORN), by=alice)

    assert [(hit.child, hit.is_likely) for hit in hits] == [(yusuf, True), (twin, False)]


@pytest.mark.parametrize("sought", [Sought(), Sought(name="  "), Sought(school="Willow")])
def test_a_search_for_nothing_is_refused(alice: Practitioner, sought: Sought) -> None:
    with pytest.raises(ValidationError, match="Enter a name"):
        find_children(sought=sought, by=alice)


def test_who_finds_a_child_may_know_that_a_record_exists(yusuf: Person, dave: Practitioner) -> None:
    find_children(sought=Sought(name="Yusuf Nur"), by=dave)
    find_children(sought=Sought(name="Yusuf Nur"), by=dave)

    grant = AccessGrant.objects.get(practitioner=dave)

    assert (grant.child_id, grant.basis, grant.level) == (yusuf.id, Basis.FOUND, Level.EXISTENCE)
    assert not Person.objects.visible_to(dave).exists()


def test_a_search_is_on_the_trail_without_its_words(
    yusuf: Person, dave: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    find_children(sought=Sought(name="Yusuf Nur"), by=dave)

    (event,) = owner_sees("select * from audit_event where action = 'searched'")

    assert event["detail"]["children"] == [str(yusuf.id)]
    assert event["detail"]["found"] == 1
    assert len(event["detail"]["terms"]) == 64
    assert "Yusuf" not in str(event)


def test_a_child_of_another_authority_is_not_found(yusuf: Person, other_authority: Authority) -> None:
    with acting_in(other_authority.id):
        stranger = PractitionerFactory()
        hits = find_children(sought=Sought(name="Yusuf Nur", born=BORN), by=stranger)

    assert hits == []


def test_an_administrator_cannot_look_for_children(erin: Practitioner) -> None:
    with pytest.raises(PermissionDenied, match="sees no case records"):
        find_children(sought=Sought(name="Yusuf Nur"), by=erin)


def test_a_search_takes_few_reads(
    yusuf: Person, alice: Practitioner, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(11):
        find_children(sought=Sought(name="Yusef Noor", born=BORN, postcode="ZD4 2QP"), by=alice)
