"""The one way to write the trail: plain SQL in the transaction of the thing that is recorded."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.db import connection

from opencaf.core import clock
from opencaf.core.context import asking
from opencaf.core.ids import new_id

INSERT = """
insert into audit_event (id, at, authority_id, practitioner_id, post_id, on_behalf_of_id, action,
                         subject_kind, subject_id, episode_id, reason, detail, request_id)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


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
    """Write who (from the context) did or saw what; detail takes ids, codes, counts, dates: never words."""
    who = asking()
    values: list[Any] = [
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
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
