"""Signing in through an authority's provider: whose second factor counts."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse

from opencaf.accounts.models import SignOnIdentity
from opencaf.agencies.models import Practitioner
from tests.fixtures import TODAY
from tests.provider import RunningProvider, come_back
from tests.signing_in import add_app, code_for, user_of
from tests.web.account.sign_on.given import known, words_of


def test_nothing_of_it_is_there_where_no_provider_is_configured(db: None, client: Client) -> None:
    assert "With the account of your organisation" not in words_of(client.get(reverse("account_login")))
    assert client.get(reverse("account_sign_on", args=["nw"])).status_code == 404


def test_the_sign_in_page_offers_it_and_keeps_where_somebody_goes(code: str, client: Client) -> None:
    page = words_of(client.get(reverse("account_login"), {"next": "/help/"}))

    assert "Sign in with County staff sign-in" in page
    assert f"/account/sign-on/{code}/?next=%2Fhelp%2F" in page


def test_somebody_with_an_account_gets_in_by_the_second_factor_of_the_provider(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client
) -> None:
    answer = come_back(client, provider, known(provider, alice), code=code, next="/help/")

    assert answer["Location"] == "/help/"
    assert client.get("/home/").status_code == 200
    assert SignOnIdentity.objects.get(user=alice.user_id).subject == f"subject-{alice.id}"


def test_pkce_state_and_nonce_go_with_the_question(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client
) -> None:
    come_back(client, provider, known(provider, alice), code=code)
    asked = provider.asked[-1]

    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid email"]
    assert len(asked["code_challenge"][0]) == 43
    assert min(len(asked["state"][0]), len(asked["nonce"][0])) >= 20
    assert len(provider.redeemed[-1]["code_verifier"]) >= 43


def test_without_the_agreed_values_our_own_second_factor_is_asked(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client
) -> None:
    add_app(user_of(alice))

    answer = come_back(client, provider, known(provider, alice, amr=["pwd"]), code=code)

    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get("/home/").status_code == 302
    client.post(answer["Location"], {"code": code_for(alice.email)})
    assert client.get("/home/").status_code == 200


def test_who_has_no_second_factor_at_all_is_led_to_set_one_up(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client
) -> None:
    come_back(client, provider, known(provider, alice, amr=["pwd"]), code=code)

    assert client.get("/home/")["Location"] == reverse("mfa_index")


def test_a_class_of_authentication_counts_where_it_is_named(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client, settings: Any
) -> None:
    settings.SIGN_ON = provider.configured(code, strong_amr=[], strong_acr=["urn:example:two-factors"])

    come_back(client, provider, known(provider, alice, acr="urn:example:two-factors"), code=code)

    assert client.get("/home/").status_code == 200


def test_a_second_factor_shown_too_long_ago_does_not_count(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client
) -> None:
    long_ago = int((TODAY - dt.timedelta(hours=13)).timestamp())

    come_back(client, provider, known(provider, alice, auth_time=long_ago), code=code)

    assert client.get("/home/")["Location"] == reverse("mfa_index")


def test_an_administrator_still_shows_a_passkey(
    provider: RunningProvider, code: str, erin: Practitioner, client: Client
) -> None:
    come_back(client, provider, known(provider, erin), code=code)

    assert client.get("/home/")["Location"] == reverse("mfa_index")
