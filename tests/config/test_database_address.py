"""A database elsewhere proves who it is, or the program does not start."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from opencaf.config.postgres import CLONE
from opencaf.config.settings import database

ELSEWHERE = "postgresql://opencaf_web:secret@db.example.org/opencaf"


@pytest.mark.parametrize(
    "address",
    [
        ELSEWHERE,
        f"{ELSEWHERE}?sslmode=require",
        f"{ELSEWHERE}?sslmode=verify-ca&sslrootcert=/etc/ca.pem",
        "postgresql://opencaf_web@/opencaf?host=db.example.org",
        "postgresql://opencaf_web@/opencaf?host=/run/postgresql,db.example.org",
        "postgresql://opencaf_web@localhost/opencaf?hostaddr=192.0.2.7",
        "postgresql://opencaf_web@192.0.2.7:5433/opencaf",
    ],
)
def test_a_database_elsewhere_is_refused_unless_it_proves_who_it_is(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="sslmode=verify-full") as refused:
        database(address)

    assert "secret" not in str(refused.value)


def test_a_database_elsewhere_that_proves_who_it_is_is_asked_to() -> None:
    settings = database(f"{ELSEWHERE}?sslmode=verify-full&sslrootcert=system")

    assert settings["OPTIONS"]["sslmode"] == "verify-full"
    assert settings["OPTIONS"]["sslrootcert"] == "system"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://opencaf_web@/opencaf?host=/run/postgresql",
        "postgresql://opencaf_web@localhost:5432/opencaf",
        "postgresql://opencaf_web@127.0.0.1/opencaf",
        "postgresql://opencaf_web@[::1]/opencaf",
    ],
)
def test_on_the_same_machine_nothing_of_it_is_asked(address: str) -> None:
    assert database(address)["NAME"] == "opencaf"


def test_nothing_starts_with_such_an_address() -> None:
    environment = {**os.environ, "DATABASE_URL": ELSEWHERE, "OPENCAF_DEMONSTRATION": "1"}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=CLONE,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "Add sslmode=verify-full to its address" in done.stderr
