"""Who a request comes from is read anew each time: ended sessions and closed accounts are nobody's."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.test import Client

from opencaf.accounts.models import User
from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.web.shared.sessions import SessionStore

ClientOf = Callable[[Practitioner], Client]
AtMost = Callable[[int], AbstractContextManager[object]]


def test_somebody_signed_in_stays_so_on_the_next_page(alice: Practitioner, client_of: ClientOf) -> None:
    client = client_of(alice)

    answer = client.get("/help/")

    assert answer.wsgi_request.user == User.objects.get(pk=alice.user_id)


def test_an_ended_session_is_nobodys(alice: Practitioner, client_of: ClientOf) -> None:
    client = client_of(alice)
    Session.objects.update(expire_date=clock.now() - dt.timedelta(minutes=1))

    answer = client.get("/home/")

    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_an_unknown_session_is_nobodys(alice: Practitioner, client_of: ClientOf) -> None:
    client = client_of(alice)
    Session.objects.all().delete()

    answer = client.get("/home/")

    assert answer.status_code == 302


def test_a_closed_account_is_signed_out(alice: Practitioner, client_of: ClientOf) -> None:
    client = client_of(alice)
    User.objects.filter(pk=alice.user_id).update(is_active=False)

    answer = client.get("/home/")

    assert answer.status_code == 302


@pytest.mark.django_db
def test_what_a_session_holds_is_kept_for_the_next_request() -> None:
    client = Client()
    session = client.session
    session["kept"] = "here"
    session.save()

    assert client.session["kept"] == "here"


@pytest.mark.django_db
def test_what_changes_is_written_by_one_statement(django_assert_num_queries: AtMost) -> None:
    session = Client().session
    session.create()
    session["kept"] = "here"

    with django_assert_num_queries(1):
        session.save()

    assert SessionStore(session.session_key)["kept"] == "here"


@pytest.mark.django_db
def test_a_session_that_was_ended_meanwhile_is_not_brought_back() -> None:
    session = Client().session
    session.create()
    Session.objects.all().delete()

    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists()
