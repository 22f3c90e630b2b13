"""The help pages."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner

OPEN_PAGES = ["help:index", "help:safeguarding", "help:accessibility", "help:privacy"]
SignIn = Callable[[Practitioner], Client]


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_help_is_open_to_somebody_who_is_not_signed_in(db: None, name: str) -> None:
    answer = Client().get(reverse(name))

    assert answer.status_code == 200


@pytest.mark.parametrize("name", [*OPEN_PAGES, "help:components"])
def test_help_is_shown_to_whoever_is_signed_in(
    client_of: SignIn, erin: Practitioner, name: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_of(erin)

    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        answer = client.get(reverse(name))

    assert answer.status_code == 200


def test_help_says_the_authoritys_own_words_and_whom_to_ring(client_of: SignIn, alice: Practitioner) -> None:
    authority = alice.authority
    authority.short_name = "Early Help Assessment"
    authority.help_phone = "01632 960555"
    authority.save()

    page = client_of(alice).get(reverse("help:index")).content.decode()

    assert "What an Early Help Assessment is" in page
    assert 'href="tel:01632960555"' in page
    assert 'href="tel:01632960999"' in page


def test_the_gallery_asks_to_sign_in(db: None) -> None:
    answer = Client().get(reverse("help:components"))

    assert answer.status_code == 302
