"""Setting up an authority, from nobody to the first school's practitioner."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from opencaf.agencies.models import Authority, Practitioner
from opencaf.agencies.operations.beginning import (
    AuthoritySettings,
    FirstAdministrator,
    asking_as,
    begin_authority,
)
from opencaf.agencies.operations.practitioners import Account, add_post, add_practitioner, end_post
from opencaf.agencies.operations.setup import add_agency, add_localities
from opencaf.agencies.queries import practitioner_of_user
from opencaf.core.context import acting_for
from tests.factories import AgencyFactory
from tests.factories.setup import equipped

pytestmark = pytest.mark.django_db


def begin(code: str = "M") -> Practitioner:
    return begin_authority(
        settings=AuthoritySettings(code=code, name=f"Marlbeck {code}"),
        administrator=FirstAdministrator("Ada", "Quill", Account(f"ada.{code}@example.org", "plain words")),
    )


def test_an_authority_begins_with_an_administrator_by_whom_the_rest_is_done() -> None:
    ada = begin()

    with acting_for(asking_as(ada)):
        (east,) = add_localities(names=["East"], by=ada)
        school = add_agency(name="Willow School", kind="primary_school", locality=east, by=ada)
        jo = add_practitioner(
            given_name="Jo",
            family_name="Bell",
            agency=school,
            job_title="Inclusion lead",
            account=Account("Jo.Bell@example.org"),
            by=ada,
        )

    assert school.sector == "schools"
    assert practitioner_of_user(jo.user_id) == jo
    assert jo.email == "Jo.Bell@example.org"


def test_the_trail_says_that_an_authority_began(owner_sees: Callable[..., list[dict[str, Any]]]) -> None:
    ada = begin()

    rows = owner_sees("select action from audit_event where subject_id = %s", [ada.authority_id])

    assert [row["action"] for row in rows] == ["authority_begun"]


def test_the_command_begins_an_authority(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENCAF_ADMINISTRATOR_PASSWORD", "plain words only")

    call_command(
        "begin_authority", "mb", "Marlbeck", given_name="Ada", family_name="Quill", email="a@example.org"
    )


def test_only_an_administrator_sets_up(alice: Practitioner) -> None:
    with pytest.raises(PermissionDenied, match="administrator"):
        add_agency(name="Willow", kind="primary_school", by=alice)


def test_a_coordinator_adds_somebody_who_never_signs_in_but_gives_no_account(
    coordinator: Practitioner,
) -> None:
    agency = AgencyFactory()

    colm = add_practitioner(given_name="Colm", family_name="Garrity", agency=agency, by=coordinator)

    assert colm.user is None
    with pytest.raises(PermissionDenied):
        add_practitioner(
            given_name="Eve",
            family_name="Hale",
            agency=agency,
            account=Account("e@example.org"),
            by=coordinator,
        )


def test_an_agency_name_is_given_once(erin: Practitioner) -> None:
    add_agency(name="Willow", kind="primary_school", by=erin)

    with pytest.raises(ValidationError, match="already"):
        add_agency(name="Willow", kind="gp", by=erin)


def test_an_unknown_kind_of_agency_is_refused(erin: Practitioner) -> None:
    with pytest.raises(ValidationError, match="kind of agency"):
        add_agency(name="Willow", kind="circus", by=erin)


def test_a_post_ends_after_it_began(erin: Practitioner, alice: Practitioner) -> None:
    post = add_post(practitioner=alice, agency=AgencyFactory(), started_on=dt.date(2025, 9, 1), by=erin)

    with pytest.raises(ValidationError, match="1 September 2025"):
        end_post(post=post, ended_on=dt.date(2025, 8, 31), by=erin)
    end_post(post=post, ended_on=dt.date(2026, 7, 31), by=erin)

    assert post.ended_on == dt.date(2026, 7, 31)


def test_an_account_that_exists_keeps_its_password(erin: Practitioner, alice: Practitioner) -> None:
    address = begin("N").email

    again = begin_authority(
        settings=AuthoritySettings(code="O", name="Oxmoor"),
        administrator=FirstAdministrator("Ada", "Quill", Account(address, "other words entirely")),
    )

    assert again.user is not None
    assert again.user.check_password("plain words")


def test_an_equipped_authority_has_nineteen_questions(authority: Authority) -> None:
    equipment = equipped(authority)

    assert equipment.form.questions.count() == 19
    assert [kind.code for kind in equipment.meeting_kinds] == ["tac", "panel"]


def test_the_national_form_is_adopted_once(authority: Authority) -> None:
    from opencaf.episodes.operations.forms import adopt_national_form

    ada = equipped(authority).administrator

    with pytest.raises(ValidationError, match="already"):
        adopt_national_form(in_use_from=dt.date(2025, 1, 1), by=ada)
