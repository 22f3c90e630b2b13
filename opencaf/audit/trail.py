"""The one way to write the trail: plain SQL in the transaction of the thing that is recorded."""

from __future__ import annotations

import json
import uuid
from contextlib import nullcontext
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import DatabaseError, connection
from django.db.transaction import TransactionManagementError

from opencaf.core import clock
from opencaf.core.context import Asking, acting_for, asking
from opencaf.core.ids import new_id
from opencaf.core.together import at_the_end

COLUMN_OF_AUTHORITY = 2
A_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
INSERT = f"""
insert into audit_event (id, at, authority_id, practitioner_id, post_id, on_behalf_of_id, action,
                         subject_kind, subject_id, episode_id, reason, detail, request_id)
values {A_ROW}
"""  # noqa: S608


class TrailUnavailableError(Exception):
    """The trail could not be written, so that nothing may be shown or changed."""


def record(
    action: str,
    *,
    subject_kind: str,
    subject_id: uuid.UUID | None = None,
    episode_id: uuid.UUID | None = None,
    on_behalf_of_id: uuid.UUID | None = None,
    reason: str = "",
    **detail: Any,
) -> None:
    """Write who (from the context) did or saw what; detail takes ids, codes, counts, dates: never words.

    All that an operation records is one statement, the last of its transaction.
    """
    values = row_of(
        action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        episode_id=episode_id,
        on_behalf_of_id=on_behalf_of_id,
        reason=reason,
        **detail,
    )
    at_the_end(write_rows, values)


def write_rows(rows: list[list[Any]]) -> None:
    """Write rows of row_of, in their order, each for the authority in which it happened."""
    for authority_id, of_one in groupby(rows, key=itemgetter(COLUMN_OF_AUTHORITY)):
        values = list(of_one)
        who = asking() if asking().authority_id == authority_id else Asking(authority_id=authority_id)
        with acting_for(who) if who != asking() else nullcontext():
            write(INSERT + f", {A_ROW}" * (len(values) - 1), [value for row in values for value in row])


def row_of(
    action: str,
    *,
    subject_kind: str,
    subject_id: uuid.UUID | None = None,
    episode_id: uuid.UUID | None = None,
    on_behalf_of_id: uuid.UUID | None = None,
    reason: str = "",
    **detail: Any,
) -> list[Any]:
    """Return the values of a row, in the order of INSERT."""
    who = asking()
    return [
        new_id(),
        clock.now(),
        who.authority_id,
        who.practitioner_id,
        who.post_id,
        on_behalf_of_id,
        action,
        subject_kind,
        subject_id,
        episode_id,
        reason,
        json.dumps(detail, default=str),
        who.request_id,
    ]


def write(statement: str, values: list[Any]) -> tuple[Any, ...] | None:
    """Send a statement that writes the trail; return its one row, where it gives one.

    Raises TrailUnavailableError where the row could not be written.
    """
    with connection.cursor() as cursor:
        try:
            cursor.execute(statement, values)
        except TransactionManagementError:
            raise
        except DatabaseError as error:
            raise TrailUnavailableError("The trail could not be written.") from error
        row: tuple[Any, ...] | None = cursor.fetchone() if cursor.description else None
    return row
