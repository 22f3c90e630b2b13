"""Whoever signs in with a browser that is new to the account is told, by mail and on the page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.outbox.models import Message
from tests.factories import PASSWORD
from tests.web.account.test_signing_in import ada, sign_in  # noqa: F401 - a fixture

ActingAs = Callable[[Practitioner], Any]
FIREFOX = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"


def mails_to(who: Practitioner) -> list[Message]:
    return list(Message.objects.filter(to=who.email))


@pytest.fixture
def browser() -> Client:
    return Client(headers={"user-agent": FIREFOX})


def test_the_owner_of_the_account_gets_a_mail_without_a_detail(
    ada: Practitioner,  # noqa: F811
    browser: Client,
    acting_as: ActingAs,
) -> None:
    answer = sign_in(browser, ada.email, PASSWORD)

    with acting_as(ada):
        (mail,) = mails_to(ada)
    assert mail.subject == "Somebody signed in to your account"
    assert mail.body.startswith("Your account was used with a browser that had not been used with it before.")
    assert reverse("account_sessions") in mail.body
    assert "Firefox" not in mail.body
    assert str(ada.family_name) not in mail.body
    cookie = answer.cookies["__Host-known"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert ada.email not in cookie.value


def test_the_same_browser_is_known_the_next_time(
    ada: Practitioner,  # noqa: F811
    browser: Client,
    acting_as: ActingAs,
) -> None:
    for _ in range(2):
        sign_in(browser, ada.email, PASSWORD)
        browser.post(reverse("account_logout"))
    with acting_as(ada):
        assert len(mails_to(ada)) == 1

    sign_in(Client(), ada.email, PASSWORD)

    with acting_as(ada):
        assert len(mails_to(ada)) == 2


def test_a_browser_that_another_account_used_is_new_to_this_one(
    ada: Practitioner,  # noqa: F811
    bob: Practitioner,
    browser: Client,
    acting_as: ActingAs,
) -> None:
    bob.user.set_password(PASSWORD)  # type: ignore[union-attr]
    bob.user.save()  # type: ignore[union-attr]
    sign_in(browser, bob.email, PASSWORD)
    browser.post(reverse("account_logout"))

    sign_in(browser, ada.email, PASSWORD)

    with acting_as(ada):
        assert len(mails_to(ada)) == 1


def test_a_forged_cookie_makes_no_browser_known(
    ada: Practitioner,  # noqa: F811
    browser: Client,
    acting_as: ActingAs,
) -> None:
    browser.cookies["__Host-known"] = "WyJhIl0:forged:forged"

    sign_in(browser, ada.email, PASSWORD)

    with acting_as(ada):
        assert len(mails_to(ada)) == 1


def test_the_list_of_sessions_says_which_browser_was_new(ada: Practitioner, browser: Client) -> None:  # noqa: F811
    sign_in(browser, ada.email, PASSWORD)
    session = browser.session
    session["account_authentication_methods"] += [{"method": "mfa", "type": "webauthn", "at": 0}]
    session.save()

    page = browser.get(reverse("account_sessions")).content.decode()

    assert "for the first time with this browser" in page
    assert "You have not signed in with this browser before" in page
