"""Tries are counted together by all workers; nobody can lock somebody else out for good."""

import subprocess
import sys
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.config.wsgi import refuse_to_serve_unsafely
from opencaf.web.shared.checks import counted_tries_are_shared
from tests.databases import CLONE, Databases
from tests.factories import PASSWORD

LOGIN = "/account/login/"
TOO_MANY = "There were too many wrong tries. Wait 5 minutes"


@pytest.fixture(autouse=True)
def no_tries_yet(db: None) -> None:
    cache.clear()


def answer(email: str, password: str) -> str:
    response = Client().post(LOGIN, {"login": email, "password": password})
    return response["Location"] if response.status_code == 302 else response.content.decode()


@pytest.mark.parametrize("email", ["alice", "nobody"])
def test_the_sixth_wrong_password_is_refused_from_any_browser(alice: Practitioner, email: str) -> None:
    email = alice.email if email == "alice" else "nobody@example.org"
    tries = [answer(email, "not the password") for _ in range(6)]

    assert not any(TOO_MANY in page for page in tries[:5])
    assert TOO_MANY in tries[5]


def test_another_address_still_works(alice: Practitioner, bob: Practitioner) -> None:
    for _ in range(6):
        answer(alice.email, "not the password")

    assert answer(bob.email, PASSWORD).startswith("/")


def test_an_unknown_address_is_hashed_like_a_known_one(
    alice: Practitioner, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[int] = []
    encode, verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify
    monkeypatch.setattr(
        Argon2PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args), raising=True
    )
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *args: hashed.append(1) or verify(*args))

    counts = []
    for email in (alice.email, "nobody@example.org"):
        hashed.clear()
        answer(email, "not the password")
        counts.append(len(hashed))

    assert counts == [1, 1]


@pytest.mark.parametrize("kept", ["locmem.LocMemCache", "dummy.DummyCache"])
def test_a_cache_of_one_process_is_refused(settings: Any, kept: str) -> None:
    settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{kept}"}}

    assert [found.id for found in counted_tries_are_shared()] == ["opencaf.E001"]


def test_the_cache_in_the_database_is_taken() -> None:
    assert counted_tries_are_shared() == []
    refuse_to_serve_unsafely()


def test_who_asks_too_often_cannot_pass_for_others(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}

    assert statuses("198.51.100.1", "198.51.100.2", "198.51.100.3") == [200, 200, 429]


@pytest.mark.parametrize(
    ("forwarded", "expected"),
    [
        (("9.9.9.1, 198.51.100.1", "9.9.9.2, 198.51.100.1", "9.9.9.3, 198.51.100.1"), [200, 200, 429]),
        (("9.9.9.9, 198.51.100.1", "9.9.9.9, 198.51.100.2", "9.9.9.9, 198.51.100.3"), [200, 200, 200]),
    ],
    ids=["said by the visitor", "said by the proxy"],
)
def test_of_what_is_said_on_the_way_only_the_proxy_is_believed(
    settings: Any, forwarded: tuple[str, ...], expected: list[int]
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert statuses(*forwarded) == expected


def statuses(*forwarded: str) -> list[int]:
    """Return what is answered to a try each, sent on with that header."""
    form = {"login": "nobody@example.org", "password": "not the password"}
    return [Client().post(LOGIN, form, headers={"x-forwarded-for": said}).status_code for said in forwarded]


def test_another_process_sees_the_count(databases: Databases, fresh_database: str) -> None:
    cache.set("tries", 5)

    seen = subprocess.run(
        [sys.executable, "-c", SEE],
        cwd=CLONE,
        env=databases.environment(fresh_database) | {"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert seen.stdout.strip() == "5"


SEE = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "opencaf.config.settings"
django.setup()
from django.core.cache import cache
print(cache.get("tries"))
"""
