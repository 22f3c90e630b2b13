"""The two commands of the demonstration."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from pytest_django import Settings as SettingsWrapper

from opencaf.agencies.models import Role
from opencaf.demo.sign_ins import PASSWORD


def run(name: str, *arguments: str) -> str:
    """Run a command and return what it prints."""
    printed = StringIO()
    call_command(name, *arguments, stdout=printed)
    return printed.getvalue()


@pytest.mark.parametrize("command", ["load_demo", "demo_sign_ins"])
def test_nothing_is_done_in_service(command: str, settings: SettingsWrapper) -> None:
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="OPENCAF_DEMONSTRATION=1"):
        run(command)


def test_the_password_stands_in_no_setting() -> None:
    text = Path(django_settings.BASE_DIR, "opencaf", "config", "settings.py").read_text()

    assert PASSWORD not in text


def test_there_is_a_sign_in_for_each_role(settings: SettingsWrapper) -> None:
    settings.DEMONSTRATION = True

    printed = run("demo_sign_ins", "--address", "http://127.0.0.1:8000/")

    assert "http://127.0.0.1:8000/" in printed
    for role in Role.values:
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
