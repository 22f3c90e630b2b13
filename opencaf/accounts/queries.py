"""Reading an account by one plain statement, since every request of somebody signed in begins with it."""

from __future__ import annotations

import uuid

from django.db import connection

from opencaf.accounts.models import User

COLUMNS = [field.attname for field in User._meta.concrete_fields]
FIND = f"select {', '.join(COLUMNS)} from {User._meta.db_table} where id = %s"  # noqa: S608


def account_of(user_id: uuid.UUID) -> User | None:
    """Return an account by its id."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, [user_id])
        row = cursor.fetchone()
    return User.from_db("default", COLUMNS, row) if row else None
