"""Single sign-on against a real provider: who gets in, by which proof, and what everybody else reads."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from opencaf.accounts.models import SignOnIdentity
from opencaf.accounts.sign_on import read_providers
from opencaf.agencies.models import Agency, Authority, Practitioner
from opencaf.agencies.operations.accounts import close_account, invite
from opencaf.core import clock
from opencaf.web.shared.confirmed import CONFIRMED_AT
from tests.factories import PractitionerFactory, acting_in
from tests.fixtures import TODAY
from tests.provider import STRONG, RunningProvider, come_back, path_of, running_provider
from tests.signing_in import add_app, code_for, user_of

AN_HOUR_AGO = int((TODAY - dt.timedelta(hours=1)).timestamp())
OwnerSees = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def running() -> Iterator[RunningProvider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: RunningProvider, authority: Authority, settings: Any) -> RunningProvider:
    """The provider of the test's authority."""
    settings.SIGN_ON = running.configured(authority.code)
    return running


@pytest.fixture
def code(provider: RunningProvider, authority: Authority) -> str:
    return authority.code.lower()


def known(provider: RunningProvider, who: Practitioner, **claims: Any) -> str:
    """Let the provider know somebody, with an address it has verified; return their subject."""
    subject = f"subject-{who.id}"
    said = {"email": who.email, "email_verified": True, "auth_time": AN_HOUR_AGO, **STRONG}
    provider.knows(subject, **{**said, **claims})
    return subject


def words_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


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


def test_once_linked_the_subject_counts_and_not_the_address(
    provider: RunningProvider, code: str, alice: Practitioner, dave: Practitioner
) -> None:
    subject = known(provider, alice)
    come_back(Client(), provider, subject, code=code)
    provider.knows(subject, email=dave.email, email_verified=True, **STRONG)
    client = Client()

    come_back(client, provider, subject, code=code)

    assert client.session["_auth_user_id"] == str(alice.user_id)


def test_another_subject_with_the_address_of_somebody_linked_gets_nothing(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client
) -> None:
    come_back(Client(), provider, known(provider, alice), code=code)
    provider.knows("newcomer", email=alice.email, email_verified=True, **STRONG)

    assert come_back(client, provider, "newcomer", code=code).status_code == 403


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_address_that_is_not_verified_links_nobody(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client, verified: Any
) -> None:
    answer = come_back(client, provider, known(provider, alice, email_verified=verified), code=code)

    assert answer.status_code == 403
    assert not SignOnIdentity.objects.exists()


def test_nobody_signs_themselves_up(
    provider: RunningProvider, code: str, client: Client, owner_sees: OwnerSees
) -> None:
    provider.knows("unknown", email="unknown@example.org", email_verified=True, **STRONG)

    answer = come_back(client, provider, "unknown", code=code)

    assert answer.status_code == 403
    assert "Ask the administrator of your authority to invite you" in words_of(answer)
    assert "unknown@example.org" not in words_of(answer)
    assert not get_user_model().objects.filter(email="unknown@example.org").exists()
    trail = owner_sees("select reason, practitioner_id from audit_event where action = 'sign_on_failed'")
    assert trail == [{"reason": "unknown", "practitioner_id": None}]


def test_an_invited_person_gets_an_account_without_a_password(
    provider: RunningProvider, code: str, erin: Practitioner, school: Agency, client: Client
) -> None:
    olu = PractitionerFactory(given_name="Olu", user=None, email="", post_worn__agency=school)
    invitation = invite(practitioner=olu, email="olu@example.org", by=erin)
    provider.knows("olu", email="Olu@example.org", email_verified=True, auth_time=AN_HOUR_AGO, **STRONG)

    come_back(client, provider, "olu", code=code)

    invitation.refresh_from_db()
    assert client.get("/home/").status_code == 200
    assert invitation.used_at
    assert not get_user_model().objects.get(email="olu@example.org").has_usable_password()


def test_an_invitation_that_is_over_opens_nothing(
    provider: RunningProvider, code: str, erin: Practitioner, school: Agency, client: Client
) -> None:
    olu = PractitionerFactory(given_name="Olu", user=None, email="", post_worn__agency=school)
    with clock.everywhere_at(TODAY - dt.timedelta(days=4)):
        invite(practitioner=olu, email="olu@example.org", by=erin)
    provider.knows("olu-late", email="olu@example.org", email_verified=True)

    assert come_back(client, provider, "olu-late", code=code).status_code == 403


def test_people_of_another_authority_do_not_come_in_through_this_provider(
    provider: RunningProvider, code: str, other_authority: Authority, client: Client
) -> None:
    with acting_in(other_authority.id):
        orla = PractitionerFactory(given_name="Orla")

    assert come_back(client, provider, known(provider, orla), code=code).status_code == 403


def test_a_post_in_another_authority_is_not_reached_through_this_provider(
    provider: RunningProvider, code: str, alice: Practitioner, other_authority: Authority, client: Client
) -> None:
    come_back(client, provider, known(provider, alice), code=code)
    with acting_in(other_authority.id):
        PractitionerFactory(given_name="Alice", user=alice.user, email="alice@example.net")
    alice.posts.update(ended_on=TODAY.date())

    answer = client.get("/home/")

    assert answer.status_code == 403
    assert "Your account has no post" in words_of(answer)


def test_a_closed_account_is_kept_out_and_put_out(
    provider: RunningProvider, code: str, alice: Practitioner, erin: Practitioner, client: Client
) -> None:
    subject = known(provider, alice)
    come_back(client, provider, subject, code=code)

    close_account(practitioner=alice, by=erin)

    assert client.get("/home/").status_code == 302
    again = come_back(client, provider, subject, code=code)
    assert again["Location"] == reverse("account_inactive")
    assert client.get("/home/").status_code == 302


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


def test_a_session_that_the_provider_kept_open_is_not_a_confirmation(
    provider: RunningProvider, code: str, alice: Practitioner, client: Client
) -> None:
    come_back(client, provider, known(provider, alice), code=code)

    assert CONFIRMED_AT not in client.session


def ask_again(client: Client, provider: RunningProvider, subject: str) -> Any:
    """Show oneself to the provider once more, on the way to changing the password."""
    asked = client.get(reverse("account_sign_on_again"), {"next": "/account/sessions/"})
    return client.get(path_of(provider.answer_for(asked["Location"], subject)))


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
