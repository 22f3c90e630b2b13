"""Changing a password."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from opencaf.accounts.breached import EACH, digest_of, digests, is_breached, made_of
from opencaf.agencies.models import Practitioner
from tests.factories import PASSWORD
from tests.signing_in import sign_in

NEW = "otter lantern sideways"


@pytest.fixture
def client(alice: Practitioner) -> Client:
    cache.clear()
    user = get_user_model().objects.get(pk=alice.user_id)
    user.set_password(PASSWORD)
    user.save()
    return sign_in(Client(), user)


def change(client: Client, old: str, new: str) -> str:
    answer = client.post(reverse("account_change_password"), {"oldpassword": old, "password1": new})
    return answer.content.decode() if answer.status_code == 200 else answer["Location"]


def test_a_password_is_changed_and_its_owner_stays_signed_in(client: Client, alice: Practitioner) -> None:
    led_to = change(client, PASSWORD, NEW)

    assert led_to == reverse("home:my_work")
    assert get_user_model().objects.get(pk=alice.user_id).check_password(NEW)
    assert client.get(reverse("help:index")).status_code == 200


def test_a_wrong_present_password_is_said_at_its_field(client: Client) -> None:
    page = change(client, "something else", NEW)

    assert page.count("Check your present password") == 2


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("short", "New password must have 12 characters or more"),
        ("password1234", "harder to guess"),
        ("1qaz2wsx3edc", "harder to guess"),
        ("1QAZ2WSX3EDC", "harder to guess"),
        ("Willow-Primary-School-26", "more than names and words that everybody here knows"),
        ("Welcome OpenCAF 2026", "more than names and words that everybody here knows"),
        ("", "Enter a new password"),
    ],
)
def test_a_weak_password_is_refused(client: Client, alice: Practitioner, new: str, sentence: str) -> None:
    page = change(client, PASSWORD, new)

    assert sentence in page
    assert get_user_model().objects.get(pk=alice.user_id).check_password(PASSWORD)


def test_an_account_without_a_password_is_told_whom_to_ask(
    client_of: Callable[[Practitioner], Client], bob: Practitioner
) -> None:
    get_user_model().objects.filter(pk=bob.user_id).update(password=make_password(None))

    answer = client_of(bob).get(reverse("account_change_password"))

    assert answer.status_code == 403
    assert "Ask your administrator" in answer.content.decode()


def test_the_password_is_asked_again_where_it_matters(client: Client) -> None:
    shown = client.get(reverse("account_reauthenticate"))
    wrong = client.post(reverse("account_reauthenticate"), {"password": "something else"})
    right = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert shown.status_code == 200
    assert "Check your password: it is not the one" in wrong.content.decode()
    assert right.status_code == 302


def test_the_list_of_breached_passwords_knows_them_and_no_others() -> None:
    assert len(digests()) > 40_000 * EACH
    assert is_breached("1QAZ2wsx3edc")
    assert not is_breached(NEW)
    assert not is_breached("")


def test_the_list_is_made_of_long_ones_alone_each_once() -> None:
    made = made_of(["otter lantern sideways", "short", "Otter Lantern Sideways"])

    assert made == digest_of("otter lantern sideways")


def test_common_words_beside_enough_others_do_no_harm(client: Client) -> None:
    assert change(client, PASSWORD, "the council of otters sings") == reverse("home:my_work")
