"""Which account a provider's answer opens, and which it never does."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from opencaf.accounts.models import SignOnIdentity
from opencaf.agencies.models import Agency, Authority, Practitioner
from opencaf.agencies.operations.accounts import close_account, invite
from opencaf.core import clock
from tests.factories import PractitionerFactory, acting_in
from tests.fixtures import TODAY
from tests.provider import STRONG, RunningProvider, come_back
from tests.web.account.sign_on.given import AN_HOUR_AGO, OwnerSees, known, words_of


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
