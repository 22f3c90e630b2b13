"""Every answer says what a browser may do with it: pages, files, redirects, refusals and faults."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.web.access_table import BY_POST, all_addresses
from opencaf.web.shared.policy import FILE_POLICY, HEADERS
from tests.architecture.access_world import World, make_world
from tests.factories import AgencyFactory, PractitionerFactory

DIRECTIVES = (
    "default-src 'none'",
    "style-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "report-uri /csp-report",
)
A_YEAR = "max-age=31536000; includeSubDomains"
METHODS = ("put", "patch", "delete", "trace")


@pytest.fixture(autouse=True)
def no_tries_yet(db: None, settings: Any) -> None:
    """As in service, where HTTPS is asked for a year."""
    cache.clear()
    settings.SECURE_HSTS_SECONDS = 31_536_000


def faults_of(answer: Any) -> list[str]:
    """What an answer lacks of the policy."""
    policy = answer.headers.get("Content-Security-Policy", "")
    is_file = answer.headers.get("Content-Disposition", "").startswith(("attachment", "inline"))
    wanted = [FILE_POLICY] if is_file else DIRECTIVES
    faults = [directive for directive in wanted if directive not in policy]
    faults += [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
    faults += ["unsafe"] if "unsafe" in policy else []
    faults += [] if answer.headers.get("Cache-Control", "").find("no-store") >= 0 else ["Cache-Control"]
    faults += [] if answer.headers.get("Strict-Transport-Security") == A_YEAR else ["HSTS"]
    faults += [name for name in ("Server", "X-Powered-By") if name in answer.headers]
    faults += cookie_faults(answer)
    return faults


def cookie_faults(answer: Any) -> list[str]:
    """What the cookies of an answer lack."""
    return [
        f"cookie {name}"
        for name, cookie in answer.cookies.items()
        if not (name.startswith("__Host-") and cookie["secure"] and cookie["httponly"] and cookie["samesite"])
        and cookie.value
    ]


@pytest.fixture
def world(alice: Practitioner, bob: Practitioner, coordinator: Practitioner) -> World:
    finder = PractitionerFactory(given_name="Fred")
    agency = AgencyFactory()
    return make_world(lead=alice, helper=bob, finder=finder, coordinator=coordinator, agency=agency)


def answers(world: World, clients: list[Client]) -> Iterator[tuple[str, Any]]:
    """Ask for every address as everybody; what is sent is undone."""
    for name, pattern in all_addresses().items():
        address = world.address(name, pattern)
        for client in clients:
            cookies = client.cookies.copy()
            with transaction.atomic():
                sent = (
                    client.post(address, secure=True) if name in BY_POST else client.get(address, secure=True)
                )
                yield name, sent
                transaction.set_rollback(True)
            client.cookies = cookies


def test_every_address_answers_under_the_policy(
    world: World,
    alice: Practitioner,
    coordinator: Practitioner,
    erin: Practitioner,
    auditor: Practitioner,
    client_of: Callable[[Practitioner], Client],
) -> None:
    clients = [Client(), *map(client_of, (alice, coordinator, erin, auditor))]

    found = list(answers(world, clients))

    assert {
        f"{name} {answer.status_code}: {faults_of(answer)}" for name, answer in found if faults_of(answer)
    } == set()
    assert {200, 302, 403, 404, 204} <= {answer.status_code for _, answer in found}
    assert any(answer.headers.get("Content-Disposition") for _, answer in found)


def refused(settings: Any) -> dict[str, Any]:
    """Answers that no page of ours makes, by what was wrong."""
    settings.ROOT_URLCONF = "tests.web.shared.failing_addresses"
    client = Client(raise_request_exception=False)
    from_elsewhere = {"Sec-Fetch-Site": "cross-site"}
    login = reverse("account_login")
    return {
        "an unknown address": client.get("/nowhere/", secure=True),
        "another host": client.get("/", secure=True, headers={"Host": "elsewhere.example.org"}),
        "a fault": client.get("/fail/", secure=True),
        "a form without its token": Client(enforce_csrf_checks=True).post(login, secure=True),
        "a form of another site": client.post(login, secure=True, headers=from_elsewhere),
        "a lost slash": client.get("/help", secure=True),
        "a method that is not offered": client.put("/help/", secure=True),
        "too many questions": client.post(login, {f"x{n}": "" for n in range(5001)}, secure=True),
    }


def test_every_refusal_and_fault_answers_under_the_policy(db: None, settings: Any) -> None:
    found = refused(settings)

    assert {what: faults_of(answer) for what, answer in found.items() if faults_of(answer)} == {}
    statuses = {what: answer.status_code for what, answer in found.items()}
    assert statuses["a fault"] == 500
    assert statuses["another host"] == statuses["too many questions"] == 400
    assert statuses["a form without its token"] == statuses["a form of another site"] == 403


def test_plain_http_is_led_to_https_under_the_policy(db: None, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True

    answer = Client().get("/help/")

    assert answer["Location"] == "https://testserver/help/"
    assert set(faults_of(answer)) <= {"HSTS"}  # which a browser heeds over HTTPS alone


def test_a_built_file_answers_under_the_policy_and_may_be_kept(db: None) -> None:
    answer = Client().get("/static/app.css", secure=True)
    answer.close()

    assert answer.status_code == 200
    assert set(faults_of(answer)) <= {"Cache-Control"}


def test_no_page_takes_a_method_that_it_has_no_use_for(
    world: World, alice: Practitioner, client_of: Callable[[Practitioner], Client]
) -> None:
    client = client_of(alice)

    taken = {
        f"{method} {name}"
        for name, pattern in all_addresses().items()
        for method in METHODS
        if getattr(client, method)(world.address(name, pattern)).status_code == 200
    }

    assert taken == set()


def test_this_guard_sees_an_answer_without_a_policy() -> None:
    from_nowhere = Client().get("/help/accessibility/").__class__()

    assert {"HSTS", "Cache-Control", "default-src 'none'"} <= set(faults_of(from_nowhere))
