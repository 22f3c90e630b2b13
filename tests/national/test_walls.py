"""A national analyst reads what authorities told, and reaches nothing else of any of them."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction

from opencaf.agencies.models import Authority, Practitioner, Role, roles_in
from opencaf.agencies.operations.practitioners import add_practitioner
from opencaf.core.context import Asking, acting_for
from opencaf.national.queries import authorities_counted, figures_told
from opencaf.reports.counted import groups_of
from opencaf.reports.periods import financial_year
from tests.factories import AgencyFactory, PractitionerFactory, acting_in, make_episode
from tests.factories.national import make_counting, make_national_analyst, make_summary

ActingAs = Callable[[Practitioner], Any]
YEAR = financial_year(2025)  # of the case
OWN = {"agencies_authority", "agencies_agency", "agencies_practitioner", "agencies_post"}


@pytest.fixture
def told(authority: Authority, alice: Practitioner) -> Authority:
    """An authority with a case, that told one figure."""
    make_episode(by=alice)
    make_counting()
    make_summary()
    return authority


@pytest.fixture
def analyst(authority: Authority) -> Practitioner:
    return make_national_analyst()


def test_the_analyst_reads_what_was_told(told: Authority, analyst: Practitioner, acting_as: ActingAs) -> None:
    with acting_as(analyst):
        figures, nights = figures_told("started", "sector"), authorities_counted()

    assert [(one.authority, one.number) for one in figures] == [(told.code, 40)]
    assert [(night.name, night.below) for night in nights] == [(told.name, 5)]


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.NATIONAL_ANALYST])
def test_no_other_role_of_a_national_body_reads_it(
    told: Authority, analyst: Practitioner, acting_as: ActingAs, role: str
) -> None:
    with acting_in(analyst.authority_id):
        other = PractitionerFactory(post_worn__role=role)

    with acting_as(other):
        assert figures_told("started", "sector") == []
        assert authorities_counted() == []


def test_the_role_alone_reads_nothing_in_an_authority(told: Authority, acting_as: ActingAs) -> None:
    pretender = PractitionerFactory(post_worn__role=Role.NATIONAL_ANALYST)

    with acting_as(pretender):
        assert figures_told("started", "sector") == []
        assert authorities_counted() == []


def test_a_post_that_ended_reads_nothing(told: Authority, analyst: Practitioner, acting_as: ActingAs) -> None:
    with acting_in(analyst.authority_id):
        analyst.posts.update(ended_on="2026-10-01")

    with acting_as(analyst):
        assert figures_told("started", "sector") == []


def rows_seen(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table} where authority_id <> %s", [asking_authority()])  # noqa: S608
        return int(cursor.fetchone()[0])


def asking_authority() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('app.authority')")
        return str(cursor.fetchone()[0])


def tables_of_authorities() -> Iterator[str]:
    for model in apps.get_models():
        if model.__module__.startswith("opencaf.") and any(
            field.column == "authority_id" for field in model._meta.local_concrete_fields
        ):
            yield model._meta.db_table


def test_plain_sql_gives_the_analyst_no_row_of_any_authority(
    told: Authority, analyst: Practitioner, acting_as: ActingAs
) -> None:
    seen = {}
    with acting_as(analyst):
        for table in tables_of_authorities():
            with contextlib.suppress(ProgrammingError), transaction.atomic():  # the trail may not be read
                seen[table] = rows_seen(table)

    assert len(seen) > 60
    assert {table: number for table, number in seen.items() if number} == {}


def test_the_analyst_cannot_ask_the_counting_function(
    told: Authority, analyst: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(analyst):
        assert groups_of("started", YEAR, ["sector"]) == {}


def test_the_program_counts_only_for_nobody(told: Authority, dave: Practitioner, acting_as: ActingAs) -> None:
    with acting_for(Asking(authority_id=told.id)):
        by_the_program = groups_of("started", YEAR, ["sector"])
    with acting_for(Asking()):
        signed_out = groups_of("started", YEAR, ["sector"])
    with acting_as(dave):
        by_a_practitioner = groups_of("started", YEAR, ["sector"])

    assert [group.all.number for group in by_the_program.values()] == [1]
    assert signed_out == {}
    assert by_a_practitioner == {}


def test_an_authority_stays_what_it_was_begun_as(authority: Authority) -> None:
    with pytest.raises(DatabaseError, match="stays what it was begun as"), transaction.atomic():
        Authority.objects.filter(pk=authority.pk).update(is_national=True)


def test_an_administrator_gives_only_the_roles_of_their_own_kind(
    authority: Authority, erin: Practitioner, analyst: Practitioner, acting_as: ActingAs
) -> None:
    named = {"given_name": "Tom", "family_name": "Tester"}
    with pytest.raises(ValidationError, match="nobody can have this one here"):
        add_practitioner(**named, agency=AgencyFactory(), role=Role.NATIONAL_ANALYST, by=erin)
    with acting_in(analyst.authority_id):
        body_admin = PractitionerFactory(post_worn__role=Role.ADMINISTRATOR)
    with acting_as(body_admin):
        agency = AgencyFactory()
        with pytest.raises(ValidationError, match="nobody can have this one here"):
            add_practitioner(**named, agency=agency, role=Role.COORDINATOR, by=body_admin)
        given = add_practitioner(**named, agency=agency, role=Role.NATIONAL_ANALYST, by=body_admin)

    assert given.post.role == Role.NATIONAL_ANALYST
    assert Role.NATIONAL_ANALYST not in roles_in(authority)


def test_a_command_begins_a_national_body(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], owner_sees: Any
) -> None:
    monkeypatch.setenv("OPENCAF_ADMINISTRATOR_PASSWORD", "plain words for a test only")

    names = ["--given-name=Ada", "--family-name=Admin", "--email=ada@example.org"]
    call_command("begin_authority", "NB", "Office for early help", "--national", *names)

    (row,) = owner_sees("select is_national from agencies_authority where code = %s", ["NB"])
    assert row["is_national"] is True
