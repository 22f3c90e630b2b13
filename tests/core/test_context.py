"""Who is asking reaches PostgreSQL, and ends when it ends. Nothing set, nothing seen."""

import threading
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from opencaf.agencies.models import Agency, Authority
from opencaf.core.context import Asking, acting_for, asking
from opencaf.core.ids import new_id
from opencaf.directory.models import Service
from opencaf.people.models import Person
from tests.factories import AgencyFactory, AuthorityFactory, ChildFactory, acting_in

pytestmark = pytest.mark.django_db


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting(%s, true)", [name])
        value: str = cursor.fetchone()[0]
        return value


def test_the_first_statement_of_a_transaction_says_who_asks(fresh_database: str) -> None:
    authority = new_id()

    with acting_in(authority), transaction.atomic():
        inside = setting("app.authority")
    with transaction.atomic():
        after = setting("app.authority")

    assert inside == str(authority)
    assert after == ""


def test_nothing_set_nothing_seen(authority: Authority) -> None:
    ChildFactory()

    with acting_for(Asking()):
        seen = Person.objects.count()

    assert seen == 0
    assert Person.objects.count() == 1


def test_another_authority_sees_and_writes_nothing_here(
    authority: Authority, other_authority: Authority
) -> None:
    child = ChildFactory()

    with acting_in(other_authority.id):
        seen = Person.objects.filter(pk=child.pk).exists()
        changed = Person.objects.filter(pk=child.pk).update(note="changed")

    assert not seen
    assert changed == 0


def test_a_row_cannot_be_written_into_another_authority(
    authority: Authority, other_authority: Authority
) -> None:
    with acting_in(other_authority.id), pytest.raises(DatabaseError), transaction.atomic():
        AgencyFactory(authority_id=authority.id)


def test_a_key_cannot_point_into_another_authority(fresh_database: str) -> None:
    with acting_in(new_id()), transaction.atomic():
        AuthorityFactory()
        here = AgencyFactory()

    with acting_in(new_id()), pytest.raises(DatabaseError, match="in_auth"):
        write_service_of(here)


@transaction.atomic
def write_service_of(agency: Agency) -> None:
    Service.objects.create(authority=AuthorityFactory(), agency_id=agency.id, name="Play group")


def test_contexts_nest_and_return(authority: Authority, other_authority: Authority) -> None:
    ours = AgencyFactory()

    with acting_in(other_authority.id):
        elsewhere = Agency.objects.filter(pk=ours.pk).count()

    assert elsewhere == 0
    assert Agency.objects.filter(pk=ours.pk).count() == 1


def test_another_thread_asks_for_itself(authority: Authority) -> None:
    seen: list[bool] = []

    thread = threading.Thread(target=lambda: seen.append(asking() == Asking()))
    thread.start()
    thread.join()

    assert seen == [True]


def test_the_owner_sees_all_for_migrations(fresh_database: str, as_owner: psycopg.Connection[Any]) -> None:
    with acting_in(new_id()), transaction.atomic():
        AuthorityFactory()

    count = as_owner.execute("select count(*) from agencies_authority").fetchone()

    assert count == (1,)
