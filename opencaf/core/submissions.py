"""A form that is sent twice does its work once."""

from __future__ import annotations

import uuid

from django.db import connection

from opencaf.core import clock
from opencaf.core.context import asking

CLAIM = """
insert into core_submission (token, authority_id, practitioner_id, at)
values (%s, %s, %s, %s) on conflict do nothing
"""
FOUND = "select went_to from core_submission where token = %s"


class AlreadyDoneError(Exception):
    """The same form was sent before; went_to is the page that followed, where it is known."""

    def __init__(self, went_to: str) -> None:
        super().__init__("This form was sent before.")
        self.went_to = went_to


def claim(token: uuid.UUID) -> None:
    """Take a form's token for this transaction, or raise AlreadyDoneError when it was taken before."""
    if is_first(token):
        return
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [token])
        row = cursor.fetchone()
    raise AlreadyDoneError(row[0] if row else "")


def is_first(token: uuid.UUID) -> bool:
    """Take a token for this transaction; whether nobody took it before."""
    who = asking()
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [token, who.authority_id, who.practitioner_id, clock.now()])
        return bool(cursor.rowcount == 1)


def is_claimed(token: uuid.UUID) -> bool:
    """Whether a form was sent before, so that nothing is asked a second time."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [token])
        return cursor.fetchone() is not None


def where_it_went(token: uuid.UUID) -> str:
    """Return the page that followed a form that was sent before; nothing for any other."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [token])
        row = cursor.fetchone()
    return row[0] if row else ""


def remember_where_it_went(token: uuid.UUID, address: str) -> None:
    """Keep the page that followed, so that the same form sent again leads there."""
    with connection.cursor() as cursor:
        cursor.execute("update core_submission set went_to = %s where token = %s", [address, token])
