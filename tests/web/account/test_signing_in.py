"""Signing in and out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from tests.factories import PASSWORD

LOGIN = "/account/login/"
OwnerSees = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def ada(alice: Practitioner) -> Practitioner:
    """Alice, with a password."""
    cache.clear()
    user = get_user_model().objects.get(pk=alice.user_id)
    user.set_password(PASSWORD)
    user.save()
    return alice


def sign_in(client: Client, email: str, password: str, **more: str) -> Any:
    return client.post(LOGIN, {"login": email, "password": password, **more})


def test_the_right_password_leads_to_my_work(ada: Practitioner, owner_sees: OwnerSees) -> None:
    answer = sign_in(Client(), ada.email, PASSWORD)

    assert answer.status_code == 302
    assert answer["Location"] == reverse("home:my_work")
    events = owner_sees("select action, practitioner_id from audit_event where action = 'signed_in'")
    assert events == [{"action": "signed_in", "practitioner_id": str(ada.id)}]


def test_the_address_may_be_typed_in_capitals(ada: Practitioner) -> None:
    answer = sign_in(Client(), ada.email.upper(), PASSWORD)

    assert answer.status_code == 302


def test_a_signed_out_visitor_comes_back_to_the_page_they_wanted(ada: Practitioner) -> None:
    client = Client()
    sent_to_sign_in = client.get(reverse("home:board"))

    answer = client.post(sent_to_sign_in["Location"], {"login": ada.email, "password": PASSWORD})

    assert answer["Location"] == reverse("home:board")


@pytest.mark.parametrize("there", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(ada: Practitioner, there: str) -> None:
    answer = sign_in(Client(), ada.email, PASSWORD, next=there)

    assert answer["Location"] == reverse("home:my_work")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    ada: Practitioner, owner_sees: OwnerSees
) -> None:
    wrong = sign_in(Client(), ada.email, "not the password").content.decode()
    unknown = sign_in(Client(), "nobody@example.org", "not the password").content.decode()

    sentence = "Check your e-mail address and password: together they fit no account"
    assert sentence in wrong
    assert sentence in unknown
    assert f'value="{ada.email}"' in wrong
    assert "not the password" not in wrong
    assert len(owner_sees("select 1 from audit_event where action = 'sign_in_failed'")) == 2


def test_nothing_typed_is_answered_at_each_field(db: None) -> None:
    page = Client().post(LOGIN, {}).content.decode()

    assert page.count("Enter your e-mail address") == 2
    assert page.count("Enter your password") == 2
    assert "<title>Error: Sign in" in page


def test_the_sixth_wrong_password_is_refused_with_a_sentence(ada: Practitioner) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, ada.email, "not the password")

    answer = sign_in(client, ada.email, PASSWORD)

    assert "There were too many wrong tries. Wait 5 minutes" in answer.content.decode()
    assert not answer.wsgi_request.user.is_authenticated


def test_a_closed_account_is_told_so_only_with_its_password(ada: Practitioner) -> None:
    get_user_model().objects.filter(pk=ada.user_id).update(is_active=False)

    right = sign_in(Client(), ada.email, PASSWORD)
    wrong = sign_in(Client(), ada.email, "not the password")

    assert right["Location"] == reverse("account_inactive")
    assert "together they fit no account" in wrong.content.decode()
    assert Client().get(right["Location"]).status_code == 200


def test_signing_out_takes_a_button_not_a_link(
    ada: Practitioner, client_of: Callable[[Practitioner], Client], owner_sees: OwnerSees
) -> None:
    client = client_of(ada)

    asked = client.get(reverse("account_logout"))
    done = client.post(reverse("account_logout"))

    assert asked.status_code == 200
    assert done["Location"] == reverse("account_login")
    assert client.get(reverse("home:my_work")).status_code == 302
    events = owner_sees("select practitioner_id from audit_event where action = 'signed_out'")
    assert events == [{"practitioner_id": str(ada.id)}]
