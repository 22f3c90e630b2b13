"""The page that asks other authorities: reached from the results, with what was typed."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Authority, Practitioner
from tests.factories import PractitionerFactory, acting_in
from tests.factories.people import make_child

ClientOf = Callable[[Practitioner], Client]
PAGE = reverse("children:elsewhere")
TYPED = {"name": "Yusuf Nur", "born_day": "11", "born_month": "7", "born_year": "2022"}


@pytest.fixture
def elsewhere(other_authority: Authority) -> Authority:
    """An authority that knows Yusuf."""
    with acting_in(other_authority.id):
        other_authority.help_phone = "01632 960555"
        other_authority.save(update_fields=["help_phone"])
        make_child(by=PractitionerFactory())
    return other_authority


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_the_results_carry_what_was_typed_to_other_authorities(
    elsewhere: Authority, alice: Practitioner, client_of: ClientOf
) -> None:
    text = text_of(client_of(alice).post(reverse("children:results"), TYPED))

    assert f'action="{PAGE}"' in text
    assert 'type="hidden" name="born_year" value="2022"' in text


def test_it_says_who_knows_the_child_and_whom_to_ring_and_no_more(
    elsewhere: Authority, alice: Practitioner, client_of: ClientOf
) -> None:
    text = text_of(client_of(alice).post(PAGE, TYPED))

    assert elsewhere.name in text
    assert "Ring 01632 960555." in text
    assert "Agrees: name, date of birth" in text
    assert "Saltpan" not in text
    assert "Abdirahman" not in text


def test_nothing_found_says_what_to_do_next(alice: Practitioner, client_of: ClientOf) -> None:
    client = client_of(alice)
    client.post(reverse("children:results"), TYPED)

    text = text_of(client.post(PAGE, TYPED))

    assert "No other authority here knows the child" in text
    assert "Start a record" in text


def test_a_name_alone_is_refused_with_what_to_add_and_stays(
    elsewhere: Authority, alice: Practitioner, client_of: ClientOf
) -> None:
    text = text_of(client_of(alice).post(PAGE, {"name": "Yusuf Nur"}))

    assert "enter also the full date of birth or the full postcode" in text
    assert 'value="Yusuf Nur"' in text
    assert elsewhere.name not in text


def test_a_date_that_is_none_is_refused(alice: Practitioner, client_of: ClientOf) -> None:
    text = text_of(client_of(alice).post(PAGE, TYPED | {"born_month": "13"}))

    assert "There is a problem" in text


def test_who_sees_no_case_does_not_look(erin: Practitioner, client_of: ClientOf) -> None:
    assert client_of(erin).post(PAGE, TYPED).status_code == 403
