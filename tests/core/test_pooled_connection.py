"""Who asks is forgotten with the transaction, also where a pool hands the same connection to the next one."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from opencaf.core.context import Asking, acting_for
from opencaf.core.ids import new_id
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in, make_episode


@pytest.fixture
def pooled(fresh_database: str) -> Iterator[BaseDatabaseWrapper]:
    """The same database through a pool that holds one connection for everybody."""
    settings: dict[str, Any] = {**connection.settings_dict, "CONN_MAX_AGE": 0}
    settings["OPTIONS"] = {**settings.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": 1}}
    connections.databases["pooled"] = settings
    try:
        yield connections["pooled"]
    finally:
        connections["pooled"].close_pool()  # type: ignore[attr-defined]
        del connections["pooled"]
        del connections.databases["pooled"]


def asked_as(who: Asking, pooled: BaseDatabaseWrapper) -> tuple[int, int]:
    """Which server process answered, and how many cases it showed; the connection goes back to the pool."""
    with acting_for(who), transaction.atomic(using="pooled"), pooled.cursor() as cursor:
        cursor.execute("select pg_backend_pid(), count(*) from episodes_episode")
        process, seen = cursor.fetchone()
    pooled.close()
    return process, seen


@pytest.mark.django_db(transaction=True)
def test_no_setting_survives_its_transaction_on_a_pooled_connection(pooled: BaseDatabaseWrapper) -> None:
    with acting_in(new_id()), transaction.atomic():
        authority = AuthorityFactory()
        alice = PractitionerFactory()
        make_episode(by=alice)
    asking = Asking(practitioner_id=alice.id, post_id=alice.post.id, authority_id=authority.id)

    first = asked_as(asking, pooled)
    second = asked_as(Asking(), pooled)

    assert first == (second[0], 1)
    assert second[1] == 0


@pytest.mark.django_db(transaction=True)
def test_a_statement_planned_for_one_shows_another_nothing(pooled: BaseDatabaseWrapper) -> None:
    with acting_in(new_id()), transaction.atomic():
        authority = AuthorityFactory()
        alice = PractitionerFactory()
        make_episode(by=alice)
    asking = Asking(practitioner_id=alice.id, post_id=alice.post.id, authority_id=authority.id)

    seen = [asked_as(who, pooled)[1] for who in [asking] * 8 + [Asking()] * 2 + [asking]]
    with pooled.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_prepared_statements where statement like %s", ["%pg_backend%"]
        )
        planned = cursor.fetchone()

    assert seen == [1] * 8 + [0] * 2 + [1]
    assert planned == (1,)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nobody_is_asking(pooled: BaseDatabaseWrapper) -> None:
    with acting_in(new_id()), transaction.atomic():
        AuthorityFactory()
        make_episode(by=PractitionerFactory())

    with acting_in(new_id()), pooled.cursor() as cursor:
        cursor.execute("select count(*) from episodes_episode")
        seen = cursor.fetchone()

    assert seen == (0,)
