"""Nothing opens before a second factor was shown; what it takes to set one up, use it and lose it."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from opencaf.accounts.factors import APP, PASSKEY, RECOVERY, factors_of
from opencaf.agencies.models import Practitioner
from opencaf.web.access_rows import ROWS
from opencaf.web.access_table import BY_POST, OPEN, all_addresses
from opencaf.web.shared.second_factor import ALWAYS, TO_SET_UP
from tests.factories import PASSWORD
from tests.signing_in import add_app, code_at, code_for, sign_in, user_of

LOGIN, SHOW = "/account/login/", "/account/second-factor/show/"
OwnerSees = Callable[..., list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def no_tries_yet(db: None) -> None:
    cache.clear()


def with_password(practitioner: Practitioner) -> Client:
    """A client that got as far as the password."""
    client = Client()
    client.post(LOGIN, {"login": practitioner.email, "password": PASSWORD})
    return client


def shown(client: Client, code: str) -> str:
    """Where a code leads, or the page that refuses it."""
    answer = client.post(SHOW, {"code": code})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def test_the_password_alone_signs_nobody_in(alice: Practitioner) -> None:
    add_app(user_of(alice))

    client = with_password(alice)

    assert client.get("/home/").status_code == 302
    assert "/account/login/" in client.get("/home/")["Location"]


def test_password_and_code_sign_in(alice: Practitioner) -> None:
    code = code_for(alice.email)
    client = with_password(alice)

    assert shown(client, code) == reverse("home:my_work")
    assert client.get("/home/").status_code == 200


def test_a_wrong_code_is_said_at_its_field(alice: Practitioner) -> None:
    add_app(user_of(alice))

    page = shown(with_password(alice), "12")

    assert page.count("Check the code: it is not the one shown now") == 2
    assert "<title>Error: " in page


def test_a_code_is_taken_once_even_while_it_is_shown(alice: Practitioner) -> None:
    code = code_for(alice.email)
    shown(with_password(alice), code)

    again = shown(with_password(alice), code)

    assert "was used already" in again


def test_the_code_before_is_taken_once_too(alice: Practitioner) -> None:
    add_app(user_of(alice))
    before = code_at(time.time() - 30)
    first = shown(with_password(alice), before)

    again = shown(with_password(alice), before)

    if first == reverse("home:my_work"):  # not so when the half minute turned in between
        assert "was used already" in again


def test_the_sixth_wrong_code_is_refused(alice: Practitioner) -> None:
    code = code_for(alice.email)
    client = with_password(alice)
    for _ in range(5):
        shown(client, "1")

    assert "There were too many wrong tries. Wait 5 minutes" in shown(client, code)


def test_a_recovery_code_opens_once(alice: Practitioner) -> None:
    user = user_of(alice)
    add_app(user)
    code = RecoveryCodes.activate(user).generate_codes()[0]

    assert shown(with_password(alice), code) == reverse("home:my_work")
    assert "Check the code" in shown(with_password(alice), code)


def everything_but_enrolment() -> list[str]:
    pages = [name for name, row in ROWS.items() if row.manager == OPEN and "<" not in all_addresses()[name]]
    return sorted(set(pages) - ALWAYS - TO_SET_UP - BY_POST)


@pytest.mark.parametrize("name", everything_but_enrolment())
def test_without_a_second_factor_every_page_leads_to_setting_one_up(carol: Practitioner, name: str) -> None:
    client = sign_in(Client(), user_of(carol), factor=None)

    answer = client.get(all_addresses()[name])

    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))


def test_there_are_pages_to_refuse() -> None:
    assert len(everything_but_enrolment()) > 5


@pytest.mark.parametrize("address", ["/help/", "/account/logout/", "/account/second-factor/"])
def test_help_leaving_and_setting_up_stay_open(alice: Practitioner, address: str) -> None:
    client = sign_in(Client(), user_of(alice), factor=None)

    assert client.get(address).status_code == 200


def test_an_app_is_set_up_and_counts_at_once(alice: Practitioner, owner_sees: OwnerSees) -> None:
    client = with_password(alice)
    page = client.get(reverse("mfa_activate_totp"))
    picture = client.get(reverse("account_totp_picture"))
    secret = client.session["mfa.totp.secret"]

    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of_secret(secret)})

    assert page.status_code == 200
    assert secret[:4] in page.content.decode()
    assert picture["Content-Type"] == "image/svg+xml"
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get("/home/").status_code == 200
    assert owner_sees("select subject_id from audit_event where action = 'second_factor_added'") == [
        {"subject_id": str(alice.user_id)}
    ]


def code_of_secret(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_recovery_codes_are_shown_once(alice: Practitioner) -> None:
    user = user_of(alice)
    add_app(user)
    codes = RecoveryCodes.activate(user).generate_codes()
    client = sign_in(Client(), user)

    first = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    second = client.get(reverse("mfa_view_recovery_codes")).content.decode()

    assert all(code in first for code in codes)
    assert not any(code in second for code in codes)


def test_the_last_factor_cannot_be_removed(alice: Practitioner) -> None:
    user = user_of(alice)
    add_app(user)
    client = sign_in(Client(), user)

    page = client.post(reverse("mfa_deactivate_totp"), {"submission_token": "x"}).content.decode()

    assert "Set up another passkey or app before you remove the last one" in page
    assert factors_of(user.pk).app


def test_the_last_passkey_cannot_be_removed(alice: Practitioner) -> None:
    user = user_of(alice)
    key = WebAuthn.add(user, "Telephone", {}).instance
    client = sign_in(Client(), user)

    answer = client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert answer.status_code == 403
    assert "Set up another before you remove it" in answer.content.decode()
    assert factors_of(user.pk).passkeys


def test_somebody_elses_passkey_is_not_known(alice: Practitioner, bob: Practitioner) -> None:
    key = WebAuthn.add(user_of(bob), "Telephone", {}).instance
    client = sign_in(Client(), user_of(alice))

    assert client.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404


def test_a_session_from_before_the_factor_ends(alice: Practitioner) -> None:
    client = sign_in(Client(), user_of(alice), factor=None)
    add_app(user_of(alice))

    answer = client.get(reverse("mfa_add_webauthn"))

    assert answer["Location"] == LOGIN
    assert "Sign in again and show it" in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("factor", [APP, RECOVERY])
def test_an_administrator_needs_a_passkey(erin: Practitioner, factor: str) -> None:
    client = sign_in(Client(), user_of(erin), factor=factor)

    answer = client.get("/home/")

    assert answer["Location"] == reverse("mfa_index")
    assert "so it takes a passkey" in client.get(reverse("mfa_index")).content.decode()


def test_an_administrator_who_has_a_passkey_shows_it_before_adding_another(erin: Practitioner) -> None:
    user = user_of(erin)
    add_app(user)
    WebAuthn.add(user, "Telephone", {})
    client = sign_in(Client(), user, factor=APP)

    answer = client.get(reverse("mfa_add_webauthn"))

    assert answer["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))


def test_in_the_demonstration_an_administrator_may_use_an_app(erin: Practitioner, settings: Any) -> None:
    settings.ADMINISTRATORS_NEED_PASSKEY = False
    client = sign_in(Client(), user_of(erin), factor=APP)

    assert client.get("/home/").status_code == 200


def test_a_passkey_is_enough_for_an_administrator(erin: Practitioner) -> None:
    assert sign_in(Client(), user_of(erin), factor=PASSKEY).get("/home/").status_code == 200


@pytest.mark.parametrize("credential", ["", "[]", "{}", "null", '{"rawId": 1}', '{"id": "x"', '"word"'])
@pytest.mark.parametrize("name", ["mfa_login_webauthn", "mfa_add_webauthn", "mfa_authenticate"])
def test_a_passkey_that_cannot_be_read_is_refused(alice: Practitioner, name: str, credential: str) -> None:
    add_app(user_of(alice))
    signed_in = sign_in(Client(), user_of(alice))
    client = {"mfa_login_webauthn": Client(), "mfa_add_webauthn": signed_in}.get(name) or with_password(alice)

    answer = client.post(reverse(name), {"credential": credential})

    assert answer.status_code in (200, 302)
    assert not factors_of(user_of(alice).pk).passkeys
