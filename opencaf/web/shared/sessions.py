"""Sessions in the database as Django keeps them, read by one plain statement.

Every request begins with this read, and to compose it as a QuerySet took longer than to ask it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

FIND = "select session_data from django_session where session_key = %s and expire_date > %s"


class SessionStore(db.SessionStore):
    """What a session holds; nothing where it has ended or never was."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds."""
        with connection.cursor() as cursor:
            cursor.execute(FIND, [self.session_key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])
