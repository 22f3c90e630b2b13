"""Showing again that it is you, signing out, and settings that are not right."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from opencaf.accounts.sign_on import read_providers
from opencaf.agencies.models import Practitioner
from opencaf.web.shared.confirmed import CONFIRMED_AT
from tests.fixtures import TODAY
from tests.provider import RunningProvider, come_back
from tests.web.account.sign_on.given import ask_again, known, words_of


def test_a_session_that_the_provider_kept_open_is_not_a_confirmation(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client
) -> None:
    come_back(client, provider, known(provider, alice), code=code)

    assert CONFIRMED_AT not in client.session


def test_who_shows_it_to_the_provider_again_goes_on(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client
) -> None:
    subject = known(provider, alice)
    come_back(client, provider, subject, code=code)
    known(provider, alice, auth_time=int(TODAY.timestamp()))

    answer = ask_again(client, provider, subject)

    assert answer["Location"] == "/account/sessions/"
    assert CONFIRMED_AT in client.session
    assert provider.asked[-1]["prompt"] == ["login"]
    assert provider.asked[-1]["max_age"] == ["0"]


@pytest.mark.parametrize("claims", [{}, {"auth_time": 1}, {"auth_time": "now", "amr": ["mfa"]}])
def test_a_provider_that_did_not_ask_again_confirms_nothing(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client, claims: dict[str, Any]
) -> None:
    subject = known(provider, alice)
    come_back(client, provider, subject, code=code)
    known(provider, alice, **claims)

    assert ask_again(client, provider, subject).status_code in (400, 403)
    assert CONFIRMED_AT not in client.session


def test_somebody_else_cannot_show_it_for_them(
    provider: RunningProvider, code: str, alice: Practitioner, dave: Practitioner, client: Client
) -> None:
    come_back(client, provider, known(provider, alice), code=code)
    other = known(provider, dave, auth_time=int(TODAY.timestamp()))

    answer = ask_again(client, provider, other)

    assert answer.status_code == 403
    assert "That was somebody else" in words_of(answer)
    assert CONFIRMED_AT not in client.session


def test_signing_out_ends_the_session_and_leads_on_to_the_provider(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client
) -> None:
    come_back(client, provider, known(provider, alice), code=code)

    answer = client.post(reverse("account_logout"))

    page = words_of(client.get(answer["Location"]))
    assert answer["Clear-Site-Data"]
    assert client.get("/home/").status_code == 302
    assert f'href="{provider.issuer}/oauth2/end_session?client_id=opencaf"' in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ("{}", "must be a list"),
        ('[{"authority": "NW"}]', "lacks the text name"),
        ('[{"colour": "red"}]', "unknown key colour"),
        (
            '[{"authority": "NW", "name": "N", "issuer": "http://sign-in.example.org", "client_id": "c",'
            ' "client_secret": "hush"}]',
            "https address",
        ),
    ],
)
def test_a_setting_that_is_not_right_stops_the_start_and_tells_no_secret(text: str, said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=said) as refused:
        read_providers(text)

    assert "hush" not in str(refused.value)
