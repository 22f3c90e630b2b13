"""The trail is append-only, even for those who own it, and unreadable for the web role."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from opencaf.agencies.models import Practitioner
from opencaf.audit import trail
from opencaf.core.ids import new_id
from opencaf.core.together import together
from tests.factories import acting_in


def test_an_event_says_who_did_what(
    alice: Practitioner, acting_as: Callable[..., Any], owner_sees: Callable[..., list[dict[str, Any]]]
) -> None:
    subject = new_id()

    with acting_as(alice):
        trail.record("read", subject_kind="episode", subject_id=subject, page="overview")

    (event,) = owner_sees("select * from audit_event where subject_id = %s", [subject])
    assert event["practitioner_id"] == str(alice.id)
    assert event["authority_id"] == str(alice.authority_id)
    assert event["detail"] == {"page": "overview"}
    assert event["xid"]


@pytest.mark.parametrize(
    "statement",
    [
        "select * from audit_event",
        "update audit_event set action = 'x'",
        "delete from audit_event",
        "truncate audit_event",
    ],
)
def test_the_web_role_can_only_add(statement: str, alice: Practitioner) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement", ["update audit_event set action = 'x'", "delete from audit_event", "truncate audit_event"]
)
def test_the_owner_cannot_change_what_is_written(statement: str, as_owner: psycopg.Connection[Any]) -> None:
    with acting_in(new_id()), transaction.atomic():
        trail.record("read", subject_kind="episode")

    with pytest.raises(psycopg.Error, match="append-only"):
        as_owner.execute(statement)


def test_an_event_of_another_authority_cannot_be_forged(alice: Practitioner) -> None:
    forged = (
        "insert into audit_event (id, at, authority_id, action, subject_kind, reason, detail, request_id)"
    )

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{forged} values (%s, now(), %s, 'x', 'x', '', '{{}}', '')", [new_id(), new_id()])


def test_what_an_operation_does_in_two_authorities_is_on_the_trail_of_each(
    owner_sees: Callable[..., list[dict[str, Any]]],
) -> None:
    first, second = new_id(), new_id()

    with together():
        for authority_id in (first, second, first):
            with acting_in(authority_id):
                trail.record("read", subject_kind="episode", subject_id=first)

    events = owner_sees("select authority_id from audit_event where subject_id = %s order by id", [first])
    assert [event["authority_id"] for event in events] == [str(first), str(second), str(first)]


def test_one_operation_writes_the_trail_in_one_statement(alice: Practitioner) -> None:
    with CaptureQueriesContext(connection) as asked, together():
        for _ in range(3):
            trail.record("read", subject_kind="episode")

    assert sum("insert into audit_event" in query["sql"] for query in asked.captured_queries) == 1
