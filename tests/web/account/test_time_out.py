"""When a session ends: after half an hour unused, after twelve hours, when an account or agency is shut."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opencaf.accounts.models import User
from opencaf.agencies.models import Agency, Practitioner
from opencaf.agencies.operations.agencies import reopen_agency, stop_agency
from opencaf.agencies.operations.practitioners import add_post, end_post
from opencaf.core import clock
from tests.factories import PASSWORD, AgencyFactory, PractitionerFactory
from tests.fixtures import TODAY
from tests.signing_in import sign_in, user_of

ClientOf = Callable[[Practitioner], Client]
LEFT = "/account/time-left/"


@pytest.fixture
def today(standing_day: dt.date) -> dt.date:
    """To the second: the tests move the clock themselves."""
    return standing_day


def after(minutes: float) -> Any:
    """The clock of everything, so many minutes after the test began."""
    return clock.everywhere_at(TODAY + dt.timedelta(minutes=minutes))


def is_in(client: Client) -> bool:
    return client.get("/home/").status_code == 200


def left(client: Client) -> int:
    seconds: int = client.get(LEFT).json()["left"]
    return seconds


@pytest.mark.parametrize(("minutes", "still_in"), [(29, True), (30, False), (45, False)])
def test_a_session_ends_after_half_an_hour_without_use(
    alice: Practitioner, client_of: ClientOf, minutes: int, still_in: bool
) -> None:
    client = client_of(alice)

    with after(minutes):
        assert is_in(client) is still_in


def test_use_lets_it_last(alice: Practitioner, client_of: ClientOf) -> None:
    client = client_of(alice)

    for minutes in (25, 50, 75):
        with after(minutes):
            assert is_in(client)


def test_looking_at_the_time_left_does_not(alice: Practitioner, client_of: ClientOf) -> None:
    client = client_of(alice)

    with after(20):
        assert left(client) == 10 * 60
    with after(31):
        assert not is_in(client)


def test_saying_that_one_is_there_does(alice: Practitioner, client_of: ClientOf) -> None:
    client = client_of(alice)

    with after(26):
        assert client.post(LEFT).json()["left"] == 30 * 60
    with after(50):
        assert is_in(client)


def test_a_page_that_the_browser_fetches_ahead_does_not(alice: Practitioner, client_of: ClientOf) -> None:
    client = client_of(alice)

    with after(20):
        client.get("/home/", headers={"Sec-Purpose": "prefetch;prerender"})
    with after(31):
        assert not is_in(client)


def test_it_ends_after_twelve_hours_of_use(alice: Practitioner, client_of: ClientOf) -> None:
    client = client_of(alice)

    for minutes in range(20, 12 * 60, 20):
        with after(minutes):
            assert is_in(client), minutes
    with after(12 * 60 - 5):
        assert left(client) == 5 * 60
    with after(12 * 60):
        assert not is_in(client)


def test_most_requests_do_not_write_the_session(alice: Practitioner, client_of: ClientOf) -> None:
    client = client_of(alice)

    with after(0.5), CaptureQueriesContext(connection) as soon:
        client.get("/home/")
    with after(2), CaptureQueriesContext(connection) as later:
        client.get("/home/")

    assert [writes_session(soon), writes_session(later)] == [False, True]


def writes_session(asked: CaptureQueriesContext) -> bool:
    return any(query["sql"].lower().startswith("update django_session") for query in asked.captured_queries)


def test_a_visitor_has_no_time_left(db: None) -> None:
    assert Client().get(LEFT).json() == {"left": 0}


def test_the_page_knows_how_long_it_lasts(alice: Practitioner, client_of: ClientOf) -> None:
    page = client_of(alice).get("/home/").content.decode()

    assert 'data-left="1800"' in page
    assert "Stay signed in" in page


def test_signing_out_clears_the_browser(alice: Practitioner, client_of: ClientOf) -> None:
    answer = client_of(alice).post(reverse("account_logout"))

    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_a_disabled_account_is_out_at_the_next_request(alice: Practitioner, client_of: ClientOf) -> None:
    client = client_of(alice)
    User.objects.filter(pk=alice.user_id).update(is_active=False)

    assert not is_in(client)


def test_a_leaver_sees_nothing_at_the_next_request(
    alice: Practitioner, erin: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(alice)
    end_post(post=alice.post, ended_on=TODAY.date(), by=erin)

    assert client.get("/home/").status_code == 403


def test_everybody_of_a_stopped_agency_is_out_and_comes_back(
    alice: Practitioner, school: Agency, bob: Practitioner, erin: Practitioner, client_of: ClientOf
) -> None:
    colleague = PractitionerFactory(given_name="Anne", post_worn__agency=school)
    clients = [client_of(alice), client_of(colleague)]
    elsewhere = client_of(bob)

    stop_agency(agency=school, why="A laptop was stolen.", by=erin)
    stopped = [client.get("/home/").status_code for client in clients]
    reopen_agency(agency=school, by=erin)

    assert stopped == [403, 403]
    assert is_in(elsewhere)
    assert all(is_in(client) for client in clients)


def test_who_works_for_two_agencies_wears_the_other_post(
    alice: Practitioner, school: Agency, erin: Practitioner, client_of: ClientOf
) -> None:
    add_post(practitioner=alice, agency=AgencyFactory(name="Hazel Family Hub"), by=erin)
    client = client_of(alice)

    stop_agency(agency=school, why="A laptop was stolen.", by=erin)

    assert "Hazel Family Hub" in client.get("/home/").content.decode()


def signed_in_at(practitioner: Practitioner, agent: str) -> Client:
    """Signed in by the page, so that the session is on the list."""
    client = Client(headers={"user-agent": agent})
    client.post("/account/login/", {"login": practitioner.email, "password": PASSWORD})
    user = user_of(practitioner)
    session = client.session
    session["account_authentication_methods"] += [{"method": "mfa", "type": "webauthn", "at": 0}]
    session.save()
    assert client.session["_auth_user_id"] == str(user.pk)
    return client


@pytest.fixture
def no_tries_yet(db: None) -> None:
    cache.clear()


@pytest.mark.usefixtures("no_tries_yet")
def test_the_fourth_session_ends_the_oldest(
    alice: Practitioner, owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    clients = [signed_in_at(alice, f"Firefox/{number}") for number in range(4)]

    assert [is_in(client) for client in clients] == [False, True, True, True]
    assert owner_sees("select reason from audit_event where action = 'session_ended'") == [
        {"reason": "too_many"}
    ]


@pytest.mark.usefixtures("no_tries_yet")
def test_own_sessions_are_listed_and_ended(alice: Practitioner) -> None:
    here = signed_in_at(alice, "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    there = signed_in_at(alice, "Mozilla/5.0 (iPhone) Safari/604.1")

    page = here.get(reverse("account_sessions")).content.decode()
    listed = {session.on: session.id for session in here.get(reverse("account_sessions")).context["sessions"]}
    here.post(reverse("account_end_session", args=[listed["Safari on an iPhone"]]))

    assert "Firefox on Windows (this one)" in page
    assert not is_in(there)
    assert is_in(here)


@pytest.mark.usefixtures("no_tries_yet")
def test_all_are_ended_at_once(alice: Practitioner) -> None:
    clients = [signed_in_at(alice, "Firefox/1") for _ in range(3)]

    answer = clients[0].post(reverse("account_end_sessions"))

    assert answer["Clear-Site-Data"]
    assert [is_in(client) for client in clients] == [False, False, False]


@pytest.mark.usefixtures("no_tries_yet")
def test_somebody_elses_session_is_not_known(alice: Practitioner, bob: Practitioner) -> None:
    theirs = signed_in_at(bob, "Firefox/1")
    listed = theirs.get(reverse("account_sessions")).context["sessions"][0].id

    answer = sign_in(Client(), user_of(alice)).post(reverse("account_end_session", args=[listed]))

    assert answer.status_code == 404
    assert is_in(theirs)
