"""Answers that cannot be trusted, a provider that declines or is down."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from tests.provider import RunningProvider, come_back, path_of, running_provider
from tests.web.account.sign_on.given import known, words_of


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "of another question"},
        {"aud": "another-client"},
        {"iss": "https://elsewhere.example.org"},
        {"exp": 1_000_000_000},
    ],
    ids=lambda claims: next(iter(claims)),
)
def test_an_answer_that_is_not_meant_for_us_is_refused(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client, claims: dict[str, Any]
) -> None:
    answer = come_back(client, provider, known(provider, alice, **claims), code=code)

    assert answer.status_code == 400
    assert "The answer of County staff sign-in could not be trusted" in words_of(answer)
    assert "_auth_user_id" not in client.session


def test_an_answer_to_no_question_of_this_browser_is_refused(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client
) -> None:
    asked = client.get(reverse("account_sign_on", args=[code]))
    there = path_of(provider.answer_for(asked["Location"], known(provider, alice)))

    stolen = Client().get(there)

    assert stolen.status_code == 400
    assert "Start signing in again" in words_of(stolen)
    assert client.get(there).status_code == 302
    assert Client().get(there).status_code == 400


def test_an_answer_is_taken_once(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client
) -> None:
    asked = client.get(reverse("account_sign_on", args=[code]))
    there = path_of(provider.answer_for(asked["Location"], known(provider, alice)))
    client.get(there)

    assert client.get(there).status_code == 400


def test_an_answer_said_to_be_of_another_issuer_is_refused(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client
) -> None:
    asked = client.get(reverse("account_sign_on", args=[code]))
    there = path_of(provider.answer_for(asked["Location"], known(provider, alice)))

    assert client.get(f"{there}&iss=https%3A%2F%2Felsewhere.example.org").status_code == 400


def test_a_provider_that_names_another_issuer_is_not_trusted(
    provider: RunningProvider, code: str, client: Client, settings: Any
) -> None:
    settings.SIGN_ON = provider.configured(code, issuer=provider.issuer + "/")

    assert client.get(reverse("account_sign_on", args=[code])).status_code == 400


def test_who_declines_at_the_provider_reads_what_to_do(
    provider: RunningProvider, code: str, client: Client
) -> None:
    asked = client.get(reverse("account_sign_on", args=[code]))

    answer = client.get(path_of(provider.answer_for(asked["Location"], "x", action="deny")))

    assert answer.status_code == 403
    assert "County staff sign-in did not sign you in" in words_of(answer)


def test_a_provider_that_is_down_is_said_to_be_and_nothing_breaks(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client, settings: Any
) -> None:
    with running_provider() as brief:
        settings.SIGN_ON = brief.configured(code)
        asked = client.get(reverse("account_sign_on", args=[code]))
        there = path_of(brief.answer_for(asked["Location"], known(brief, alice)))

    for answer in (client.get(there), client.get(reverse("account_sign_on", args=[code]))):
        assert answer.status_code == 503
        assert "County staff sign-in cannot be reached" in words_of(answer)
