"""Looking for a child in the pages."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Authority, Practitioner
from tests.factories import PractitionerFactory, acting_in, make_episode
from tests.factories.people import make_child
from tests.web.counting import at_most

ClientOf = Callable[[Practitioner], Client]
RESULTS = "children:results"


def test_a_stranger_is_told_that_a_record_exists_and_whom_to_ask(
    alice: Practitioner, dave: Practitioner, client_of: ClientOf
) -> None:
    child = make_child(by=alice)
    make_episode(children=[child], by=alice)
    client = client_of(dave)

    page = client.post(reverse(RESULTS), {"name": "Yusuf Nur"})
    record = client.get(reverse("children:show", args=[child.id]))

    assert "same name" in page.text
    assert "S. S., ZD4" in page.text
    assert "A CAF is open" in page.text
    assert f"Ask Alice {alice.family_name}" in page.text
    assert "01632 960001" in page.text
    assert "14 Saltpan Street" not in page.text
    assert record.status_code == 403
    assert alice.family_name in record.text


def test_who_may_see_the_record_gets_a_link_to_it(alice: Practitioner, client_of: ClientOf) -> None:
    child = make_child(by=alice)

    page = client_of(alice).post(reverse(RESULTS), {"name": "Yusuf Nur"})

    assert reverse("children:show", args=[child.id]) in page.text


def test_a_child_found_by_postcode_alone_is_shown_by_initials(
    alice: Practitioner, dave: Practitioner, client_of: ClientOf
) -> None:
    make_child(by=alice)

    page = client_of(dave).post(reverse(RESULTS), {"postcode": "ZD4 2QP"})

    assert "same postcode" in page.text
    assert "Yusuf" not in page.text


def test_nobody_found_offers_to_start_a_record_with_what_was_typed(
    alice: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(alice)

    page = client.post(
        reverse(RESULTS), {"name": "Zzyzx Qwrtp", "born_day": "9", "born_month": "1", "born_year": "2016"}
    )
    start = client.post(
        reverse("children:add"),
        {
            "sought_name": "Zzyzx Qwrtp",
            "sought_born_day": "9",
            "sought_born_month": "1",
            "sought_born_year": "2016",
        },
    )

    assert "No record was found" in page.text
    assert "Start a record" in page.text
    assert 'value="Zzyzx"' in start.text
    assert 'value="Qwrtp"' in start.text
    assert 'value="2016"' in start.text


def test_the_form_never_offers_to_start_a_record_before_a_search(
    alice: Practitioner, client_of: ClientOf
) -> None:
    page = client_of(alice).get(reverse("children:find"))

    assert page.status_code == 200
    assert "tart a record" not in page.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Enter a name, a date of birth"),
        ({"born_day": "31", "born_month": "2", "born_year": "2015"}, "must be a real date"),
        ({"name": "x" * 301}, "must be 300 characters or fewer"),
    ],
)
def test_a_search_that_cannot_be_made_is_refused_at_its_field(
    alice: Practitioner, client_of: ClientOf, typed: dict[str, str], said: str
) -> None:
    page = client_of(alice).post(reverse(RESULTS), typed)

    assert page.text.count(said) == 2
    assert all(f'value="{value}"' in page.text for value in typed.values())


@pytest.mark.parametrize("name", ["x" * 300, "%", "محمد", "\u202eabc", "🙂", "\x00Nur", "<b>Nur</b>"])
def test_any_name_can_be_looked_for(alice: Practitioner, client_of: ClientOf, name: str) -> None:
    page = client_of(alice).post(reverse(RESULTS), {"name": name})

    assert page.status_code == 200
    assert "<b>Nur" not in page.text


def test_a_child_of_another_authority_is_neither_found_nor_shown(
    alice: Practitioner, other_authority: Authority, client_of: ClientOf
) -> None:
    child = make_child(by=alice)
    with acting_in(other_authority.id):
        stranger = PractitionerFactory()
    client = client_of(stranger)

    page = client.post(reverse(RESULTS), {"name": "Yusuf Nur"})
    record = client.get(reverse("children:show", args=[child.id]))

    assert "No record was found" in page.text
    assert record.status_code == 404


def test_an_administrator_cannot_look_for_children(erin: Practitioner, client_of: ClientOf) -> None:
    client = client_of(erin)

    answers = [client.get(reverse("children:find")), client.post(reverse(RESULTS), {"name": "Yusuf"})]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_a_search_cannot_be_made_by_an_address(alice: Practitioner, client_of: ClientOf) -> None:
    assert client_of(alice).get(reverse(RESULTS), {"name": "Nur"}).status_code == 405


def test_the_pages_take_few_reads(alice: Practitioner, client_of: ClientOf) -> None:
    for name in ("Yusuf", "Bilal", "Amira"):
        make_episode(children=[make_child(name, by=alice)], by=alice)
    client = client_of(alice)

    with at_most(12):
        client.get(reverse("children:find"))
    with at_most(20):
        client.post(
            reverse(RESULTS), {"name": "Yusuf Noor", "postcode": "ZD4 2QP", "nhs_number": "9990725217"}
        )
