"""The two commands of the demonstration."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import validate_totp_code
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from pytest_django import Settings as SettingsWrapper

from opencaf.accounts.factors import factors_of
from opencaf.accounts.models import User
from opencaf.demo.sign_ins import PASSWORD, ROLES, code_of, give_second_factors, secret_of


def run(name: str, *arguments: str) -> str:
    """Run a command and return what it prints."""
    printed = StringIO()
    call_command(name, *arguments, stdout=printed)
    return printed.getvalue()


@pytest.mark.parametrize("command", [["load_demo"], ["demo_sign_ins"], ["demo_code", "practitioner.a"]])
def test_nothing_is_done_in_service(command: list[str], settings: SettingsWrapper) -> None:
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="OPENCAF_DEMONSTRATION=1"):
        run(*command)


def test_the_code_is_that_of_the_app(settings: SettingsWrapper) -> None:
    settings.DEMONSTRATION = True
    before = code_of("practitioner.a@example.org")

    printed = run("demo_code", "Practitioner.A").split()[0]

    assert printed in {before, code_of("practitioner.a@example.org")}
    assert validate_totp_code(secret_of("practitioner.a@example.org"), printed)


@pytest.mark.django_db
def test_every_account_gets_an_app_once() -> None:
    user = User.objects.create(email="Officer.7@example.org")

    assert (give_second_factors(), give_second_factors()) == (1, 0)
    app = factors_of(user.pk).app
    assert app is not None
    assert secret_of(user.email) not in str(app.data)
    assert app.wrap().validate_code(code_of(user.email))


def test_the_password_stands_in_no_setting() -> None:
    text = Path(django_settings.BASE_DIR, "opencaf", "config", "settings.py").read_text()

    assert PASSWORD not in text


def test_there_is_a_sign_in_for_each_role(settings: SettingsWrapper) -> None:
    settings.DEMONSTRATION = True

    printed = run("demo_sign_ins", "--address", "http://127.0.0.1:8000/")

    assert "http://127.0.0.1:8000/" in printed
    for role in ROLES:
        assert f"{role}.a@example.org" in printed
    assert PASSWORD in printed
    assert len(printed.splitlines()) < 15


def test_more_episodes_than_children_are_refused(settings: SettingsWrapper) -> None:
    settings.DEMONSTRATION = True

    with pytest.raises(CommandError, match="as many children as episodes"):
        run("load_demo", "--children", "5", "--episodes", "6")


@pytest.mark.django_db
def test_loading_twice_loads_once(settings: SettingsWrapper, today: dt.date) -> None:
    settings.DEMONSTRATION = True
    small = ("--authority", "B", "--children", "4", "--episodes", "2")

    first = run("load_demo", *small)
    second = run("load_demo", *small)

    assert "Authority B: 4 children, done" in first
    assert second.strip() == "The demonstration is loaded."
