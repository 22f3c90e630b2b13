"""Relationships, families, homes and particulars in the pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Agency, Practitioner
from opencaf.core.ids import new_id
from opencaf.people.models import Family, Household, Person, Relationship, Schooling
from tests.factories.people import make_child, make_mother, make_sister

ClientOf = Callable[[Practitioner], Client]


@pytest.fixture
def child(alice: Practitioner) -> Person:
    return make_child(by=alice)


@pytest.fixture
def mother(alice: Practitioner, child: Person) -> Person:
    return make_mother(child, by=alice)


@pytest.fixture
def client(alice: Practitioner, client_of: ClientOf) -> Client:
    return client_of(alice)


def send(client: Client, name: str, args: list[Any], data: dict[str, Any]) -> HttpResponse:
    return client.post(reverse(f"children:{name}", args=args), data)


def day(name: str, on: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def page_of(client: Client, child: Person) -> str:
    return client.get(reverse("children:show", args=[child.id])).text


def test_parental_responsibility_begins_later(client: Client, child: Person, mother: Person) -> None:
    relationship = Relationship.objects.get()
    data = {"what": "responsibility", "parental_responsibility": "no", "note": "court order"}

    answer = send(
        client,
        "change_relationship",
        [child.id, relationship.id],
        data | day("changed_on", dt.date(2026, 3, 4)),
    )

    assert answer.status_code == 302
    page = page_of(client, child)
    assert "Mother of Yusuf, without parental responsibility, since 4 March 2026 (court order)" in page
    assert "Mother of Yusuf, with parental responsibility, until 4 March 2026" in page


def test_a_change_without_its_day_is_refused_at_the_field(
    client: Client, child: Person, mother: Person
) -> None:
    relationship = Relationship.objects.get()

    page = send(client, "change_relationship", [child.id, relationship.id], {"what": "ended"})

    assert page.text.count("Enter the day from which it is so") == 2


def test_two_people_of_the_family_are_related(
    client: Client, alice: Practitioner, child: Person, mother: Person
) -> None:
    sister = make_sister(child, by=alice)
    data = {"of": str(mother.id), "kinship": "mother", "to": str(sister.id), "parental_responsibility": "yes"}

    answer = send(client, "relate", [child.id], data)
    again = send(client, "relate", [child.id], data)

    assert answer.status_code == 302
    assert again.text.count("This is recorded already") == 2


def test_a_child_opened_lately_can_be_related(client: Client, alice: Practitioner, child: Person) -> None:
    cousin = make_child("Robin", "Nur", by=alice)
    client.get(reverse("children:show", args=[cousin.id]))

    answer = send(
        client, "relate", [child.id], {"of": str(cousin.id), "kinship": "cousin", "to": str(child.id)}
    )

    assert answer.status_code == 302
    assert "Robin Nur: cousin" in page_of(client, child)


def test_somebody_unknown_is_refused_at_the_field(client: Client, child: Person) -> None:
    data = {"of": str(new_id()), "kinship": "mother", "to": str(child.id)}

    page = send(client, "relate", [child.id], data)

    assert page.text.count("Select who from the list") == 2


def test_an_address_is_recorded_with_each_ones_own_day(client: Client, child: Person, mother: Person) -> None:
    data = {"line1": "8 Heron Close", "city": "Hollinsea", "postcode": "zd12 4lt", "tenure": "private rent"}
    data |= {"people": [str(child.id), str(mother.id)], "before": "moved"}
    data |= day("from_on", dt.date(2025, 2, 10)) | day(f"from_{mother.id}", dt.date(2024, 1, 12))

    send(client, "add_household", [child.id], data)

    page = page_of(client, child)
    assert "8 Heron Close, Hollinsea, ZD12 4LT, since 10 February 2025 (private rent)" in page
    assert "8 Heron Close, Hollinsea, ZD12 4LT, since 12 January 2024" in page
    assert "Before: Flat 6, 14 Saltpan Street" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"line1": "8 Heron Close", "before": "beside"}, "Select who lives there"),
        ({"line1": "8 Heron Close", "before": "moved"}, "Enter the day on which they moved here"),
        ({"line1": "8 Heron Close", "before": "past"}, "Enter the day on which they left"),
    ],
)
def test_an_address_that_says_too_little_is_refused(
    client: Client, child: Person, data: dict[str, str], said: str
) -> None:
    page = send(client, "add_household", [child.id], data)

    assert page.text.count(said) == 2
    assert 'value="8 Heron Close"' in page.text
    assert Household.objects.count() == 1


def test_people_move_in_with_others_of_the_family(client: Client, child: Person, mother: Person) -> None:
    home = child.homes.get().household
    data = {"people": [str(mother.id)], "household": str(home.id), "before": "moved"}

    send(client, "move_home", [child.id], data | day("moved_on", dt.date(2026, 2, 22)))

    assert mother.homes.get().from_on == dt.date(2026, 2, 22)


def test_the_family_gets_its_name_and_grows(
    client: Client, alice: Practitioner, child: Person, mother: Person
) -> None:
    data = {"name": "The Nurs", "people": [str(child.id), str(mother.id)], f"role_{mother.id}": "Mum"}
    send(client, "family", [child.id], data)
    family = Family.objects.get()
    sister = make_sister(child, by=alice)

    send(client, "add_member", [child.id, family.id], {"people": [str(sister.id)]})

    page = client.get(reverse("children:family", args=[child.id])).text
    assert "Hodan Ali Warsame, Mum" in page
    assert family.members.count() == 3


def test_names_numbers_and_ways_to_reach_are_added(client: Client, child: Person, mother: Person) -> None:
    send(client, "add_name", [child.id, mother.id], {"kind": "previous", "family_name": "Marsh"})
    send(client, "add_contact", [child.id, mother.id], {"kind": "email", "value": "hodan@example.org"})
    answer = send(client, "add_identifier", [child.id, child.id], {"scheme": "nhs", "value": "1234567890"})

    page = client.get(answer["Location"]).text
    assert "Previous name: Marsh" in page
    assert "mailto:hodan@example.org" in page
    assert page.count("This does not look like an NHS number") == 2
    assert Person.objects.get(pk=mother.pk).names.get().kind == "previous"


def test_a_number_of_another_system_asks_for_the_system(client: Client, child: Person) -> None:
    page = send(client, "add_identifier", [child.id, child.id], {"scheme": "other", "value": "77"})

    assert page.text.count("Enter the name of the system that gave the number") == 2


def test_a_new_school_replaces_the_one_before(client: Client, child: Person, school: Agency) -> None:
    data = {"agency": str(school.id), "before": "instead"}

    refused = send(client, "add_school", [child.id, child.id], data)
    send(client, "add_school", [child.id, child.id], data | day("from_on", dt.date(2026, 9, 1)))

    assert refused.text.count("Enter the first day: the place before ends on it") == 2
    assert Schooling.objects.get().from_on == dt.date(2026, 9, 1)


def test_anything_that_hangs_on_a_person_is_put_right(client: Client, child: Person) -> None:
    stay = child.homes.get()
    address = ["correct", [child.id, "address", stay.household_id]]
    typed = {"line1": "Flat 7", "line2": "14 Saltpan Street", "city": "Marlbeck", "postcode": "ZD4 2QP"}

    refused = send(client, *address, typed)
    send(client, *address, typed | {"reason": "Misread"})
    send(
        client,
        "correct",
        [child.id, "stay", stay.id],
        day("from_on", stay.from_on) | day("to_on", dt.date(2026, 5, 1)),
    )

    page = page_of(client, child)
    assert refused.text.count("Enter why what was recorded is put right") == 2
    assert "Before: Flat 7, 14 Saltpan Street" in page
    assert "Address line 1 was “Flat 6”, is “Flat 7”" in page


def test_unknown_and_forged_ids_are_not_found(
    client: Client, dave: Practitioner, child: Person, mother: Person
) -> None:
    other = make_child("Robin", "Other", by=dave)
    stranger = make_mother(other, by=dave)
    paths = [
        ("show", [new_id()]),
        ("add_name", [child.id, new_id()]),
        ("add_contact", [child.id, stranger.id]),
        ("change_relationship", [child.id, Relationship.objects.get(of=stranger).id]),
        ("correct", [child.id, "stay", other.homes.get().id]),
        ("correct", [child.id, "address", other.homes.get().household_id]),
        ("correct", [child.id, "anything", new_id()]),
        ("add_member", [child.id, new_id()]),
    ]

    answers = [client.get(reverse(f"children:{name}", args=args)).status_code for name, args in paths]

    assert answers == [404] * len(paths)


def test_a_manager_may_change_the_record_and_an_administrator_sees_none(
    alice: Practitioner, carol: Practitioner, erin: Practitioner, client_of: ClientOf, child: Person
) -> None:
    page = reverse("children:add_relative", args=[child.id])

    assert client_of(carol).get(page).status_code == 200
    assert client_of(erin).get(page).status_code == 404
