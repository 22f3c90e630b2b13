"""Recording a child and the family in the pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Agency, Practitioner
from opencaf.audit.models import Correction
from opencaf.people.models import Person, Relationship
from tests.factories.people import make_child, make_mother, make_sister, make_unborn
from tests.web.counting import at_most

ClientOf = Callable[[Practitioner], Client]
CHILD = {"given_names": "Yusuf Abdirahman", "family_name": "Nur", "birth": "born", "sex": "M"}
BORN = {"born_on_day": "11", "born_on_month": "7", "born_on_year": "2022"}


@pytest.fixture
def searching(alice: Practitioner, client_of: ClientOf) -> Client:
    """Alice after a search that found nobody."""
    client = client_of(alice)
    client.post(reverse("children:results"), {"name": "Zzyzx Qwrtp"})
    return client


def send(client: Client, name: str, args: list[Any], data: dict[str, Any], **more: Any) -> HttpResponse:
    return client.post(reverse(f"children:{name}", args=args), data | more)


def test_a_record_is_started_only_after_a_search(alice: Practitioner, client_of: ClientOf) -> None:
    client = client_of(alice)

    answers = [client.get(reverse("children:add")), send(client, "add", [], CHILD | BORN)]

    assert [answer["Location"] for answer in answers] == [reverse("children:find")] * 2
    assert not Person.objects.exists()


def test_a_child_is_recorded_with_all_that_is_known(searching: Client, school: Agency) -> None:
    more = {
        "known_as": "Yuyu, Yusi",
        "nhs_number": "999 072 5217",
        "ethnicity": "BAFR",
        "ethnicity_words": "Somali",
        "school": str(school.id),
        "line1": "Flat 6",
        "postcode": "zd4 2qp",
        "lives_from_on_day": "18",
        "lives_from_on_month": "11",
        "lives_from_on_year": "2024",
        "special_requirements": "Interpreter for Mum at meetings",
        "young_carer": "no",
    }

    answer = send(searching, "add", [], CHILD | BORN | more)

    child = Person.objects.get()
    page = searching.get(answer["Location"])
    assert answer["Location"] == reverse("children:show", args=[child.id])
    for words in (
        "11 July 2022, 4 years old",
        "Known as: Yuyu",
        "999 072 5217",
        "African (Somali)",
        school.name,
    ):
        assert words in page.text
    assert "ZD4 2QP, since 18 November 2024" in page.text
    assert child.young_carer is False


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"given_names": "", "family_name": ""}, "Enter a given name or a family name"),
        ({"birth": "expected"}, "Enter the date on which the baby is expected"),
        ({"born_on_day": "31", "born_on_month": "2"}, "Date of birth must be a real date"),
        ({"born_on_year": "2031"}, "Date of birth must be"),
        ({"birth": "age", "age_years": "-3"}, "Age must be 0 or more"),
        ({"birth": "", "age_years": "4"}, "not both"),
        (
            {"school": "1f0d3c1e-0000-4000-8000-000000000000"},
            "Select nursery, school or college from the list",
        ),
        ({"email": "nowhere"}, "must be like name@example.org"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field_and_nothing_is_written(
    searching: Client, changed: dict[str, str], said: str
) -> None:
    page = send(searching, "add", [], CHILD | BORN | {"note": "What was typed stays."}, **changed)

    assert page.text.count(said) >= 2
    assert "What was typed stays." in page.text
    assert not Person.objects.exists()


def test_a_part_of_a_date_is_enough(searching: Client) -> None:
    send(searching, "add", [], CHILD | {"born_on_year": "2022"})

    child = Person.objects.get()
    assert (child.born_accuracy, str(child.birth)) == ("UUA", "2022")


def test_an_unborn_child_has_an_expected_date_and_no_other(searching: Client) -> None:
    expected = {"expected_on_day": "24", "expected_on_month": "2", "expected_on_year": "2027"}

    answer = send(searching, "add", [], CHILD | BORN | expected, birth="expected", given_names="")

    child = Person.objects.get()
    assert (child.born_on, child.expected_on) == (None, dt.date(2027, 2, 24))
    assert "Unborn baby Nur" in searching.get(answer["Location"]).text


def test_a_form_sent_twice_records_one_child(searching: Client) -> None:
    token = {"submission_token": "6f1f3c2e-5b7a-4c3e-9f0e-2d7c1a9b8e55"}

    answers = [send(searching, "add", [], CHILD | BORN | token) for _ in range(2)]

    assert Person.objects.count() == 1
    assert answers[0]["Location"] == answers[1]["Location"]


def test_a_record_that_looks_alike_is_shown_before_a_second_one_is_written(
    searching: Client, dave: Practitioner
) -> None:
    make_child(by=dave)

    shown = send(searching, "add", [], CHILD | BORN)
    answer = send(searching, "add", [], CHILD | BORN, none_of_these="yes")

    assert "Is it one of these?" in shown.text
    assert answer.status_code == 302
    assert Person.objects.count() == 2


def test_a_family_is_recorded_person_by_person(alice: Practitioner, client_of: ClientOf) -> None:
    child = make_child(by=alice)
    home = child.homes.get().household
    client = client_of(alice)
    mother = {
        "given_names": "Hodan Ali",
        "family_name": "Warsame",
        "kinship": "mother",
        "parental_responsibility": "yes",
        "mobile": "07700 900214",
        "reaching_words": "voice message in Somali",
        "lives": str(home.id),
    }

    answer = send(client, "add_relative", [child.id], mother, another="yes")
    parent = Relationship.objects.get(to=child)
    sister = {
        "given_names": "Hibo",
        "family_name": "Nur",
        "kinship": "sister",
        "shared_parents": [str(parent.id)],
    }
    send(client, "add_relative", [child.id], sister | BORN | {"birth": "born", "born_on_year": "2025"})

    page = client.get(reverse("children:show", args=[child.id]))
    assert answer["Location"] == reverse("children:add_relative", args=[child.id])
    assert "Hodan Ali Warsame: mother" in page.text
    assert "Mother of Yusuf, with parental responsibility" in page.text
    assert "Mother of Hibo, with parental responsibility" in page.text
    assert 'href="tel:07700900214"' in page.text
    assert "voice message in Somali" in page.text


def test_kinship_and_an_address_are_asked_for(alice: Practitioner, client_of: ClientOf) -> None:
    child = make_child(by=alice)

    page = send(client_of(alice), "add_relative", [child.id], {"given_names": "Mair", "lives": "elsewhere"})

    assert page.text.count("Select how they are related to the child") == 2
    assert page.text.count("Enter the address, or select that it is not known") == 2
    assert Person.objects.count() == 1


def test_a_birth_turns_the_unborn_into_a_born_child(alice: Practitioner, client_of: ClientOf) -> None:
    child = make_unborn(by=alice)
    client = client_of(alice)
    born = {"given_names": "Ivy Rose", "family_name": "Donnelly", "sex": "F", "nhs_number": "9990587965"}
    day = {"born_on_day": "30", "born_on_month": "10", "born_on_year": "2026"}

    answer = send(client, "record_birth", [child.id], born | day)

    page = client.get(answer["Location"])
    child.refresh_from_db()
    assert (child.full_name, child.born_on, child.expected_on) == (
        "Ivy Rose Donnelly",
        dt.date(2026, 10, 30),
        None,
    )
    assert "Previous name: Lowther" in page.text
    assert "Expected date was “24 February 2027”" in page.text


def test_what_is_put_right_takes_a_reason_and_stays_readable(
    alice: Practitioner, client_of: ClientOf
) -> None:
    child = make_child(by=alice)
    client = client_of(alice)
    changed = CHILD | BORN | {"family_name": "Noor", "sex": "M", "religion": "Muslim"}

    refused = send(client, "change", [child.id, child.id], changed)
    answer = send(client, "change", [child.id, child.id], changed, reason="Spelt so on the birth certificate")

    page = client.get(answer["Location"])
    assert refused.text.count("Enter why what was recorded is put right") == 2
    assert "Family name was “Nur”, is “Noor”" in page.text
    assert [row.field for row in Correction.objects.all()] == ["family_name"]


def test_the_record_is_closed_to_strangers(
    alice: Practitioner, dave: Practitioner, client_of: ClientOf
) -> None:
    child = make_child(by=alice)
    client = client_of(dave)
    pages = [
        reverse("children:show", args=[child.id]),
        reverse("children:add_relative", args=[child.id]),
        reverse("children:change", args=[child.id, child.id]),
    ]

    before = [client.get(page).status_code for page in pages]
    client.post(reverse("children:results"), {"name": "Yusuf Nur"})
    after = [client.get(page).status_code for page in pages]

    assert (before, after) == ([404] * 3, [403] * 3)


def test_somebody_of_another_family_is_not_reached_through_a_child(
    alice: Practitioner, client_of: ClientOf
) -> None:
    child, other = make_child(by=alice), make_child("Robin", "Other", by=alice)

    answer = client_of(alice).get(reverse("children:change", args=[child.id, other.id]))

    assert answer.status_code == 404


def test_the_pages_take_few_reads(alice: Practitioner, client_of: ClientOf) -> None:
    child = make_child(by=alice)
    make_mother(child, by=alice)
    make_sister(child, by=alice)
    client = client_of(alice)
    client.get(reverse("children:show", args=[child.id]))

    for name in ("show", "add_relative", "relate", "family", "add_household", "move_home"):
        with at_most(12):
            client.get(reverse(f"children:{name}", args=[child.id]))
    for name in ("change", "add_name", "add_contact", "add_identifier", "add_school"):
        with at_most(12):
            client.get(reverse(f"children:{name}", args=[child.id, child.id]))


def test_saving_takes_few_reads_and_writes(searching: Client) -> None:
    everything = {
        "known_as": "Yuyu",
        "nhs_number": "9990725217",
        "mobile": "07700 900214",
        "school_name": "Nursery",
        "line1": "Flat 6",
    }

    with at_most(20):
        send(searching, "add", [], CHILD | BORN | everything)
    child = Person.objects.get()
    with at_most(20):
        send(searching, "add_relative", [child.id], CHILD | {"kinship": "father", "mobile": "07700 900215"})
    with at_most(20):
        send(searching, "change", [child.id, child.id], CHILD | BORN | {"religion": "Muslim"})
