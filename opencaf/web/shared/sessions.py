"""Sessions in the database as Django keeps them, read by one plain statement, ended by our own clock.

Every request begins with this read, and to compose it as a QuerySet took longer than to ask it.
A session ends after half an hour without use, and twelve hours after signing in whatever happens.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection

from opencaf.core import clock

FIND = "select session_data, expire_date from django_session where session_key = %s and expire_date > %s"
WRITE = "update django_session set session_data = %s, expire_date = %s where session_key = %s"
EXTEND = "update django_session set expire_date = %s where session_key = %s"
SIGNED_IN_AT = "signed_in_at"
ONE_DAY_OF_WORK = dt.timedelta(hours=12)
WORTH_WRITING = dt.timedelta(minutes=1)  # so that not every request writes


class SessionStore(db.SessionStore):
    """What a session holds; nothing where it has ended or never was."""

    ends_at: dt.datetime | None = None

    def load(self) -> dict[str, Any]:
        """Return what the session holds."""
        with connection.cursor() as cursor:
            cursor.execute(FIND, [self.session_key, clock.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        self.ends_at = row[1]
        return self.decode(row[0])

    def save(self, must_create: bool = False) -> None:
        """Write what the session holds; UpdateError where it was ended meanwhile.

        One plain statement for a session that is there: a transaction of its own would ask four times.
        """
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        until = self.get_expiry_date()
        with connection.cursor() as cursor:
            cursor.execute(WRITE, [self.encode(dict(self.items())), until, self.session_key])
            if not cursor.rowcount:
                raise UpdateError
        self.ends_at = until

    def get_expiry_date(self, **kwargs: Any) -> dt.datetime:
        """Return when the session ends if it is not used again."""
        idle = clock.now() + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
        signed_in_at = self.get(SIGNED_IN_AT)
        if signed_in_at is None:
            return idle
        return min(idle, dt.datetime.fromtimestamp(signed_in_at, dt.UTC) + ONE_DAY_OF_WORK)

    def extend(self) -> None:
        """Let the session last from now on, as somebody uses it."""
        until = self.get_expiry_date()
        if self.ends_at is None or until - self.ends_at < WORTH_WRITING:
            return
        with connection.cursor() as cursor:
            cursor.execute(EXTEND, [until, self.session_key])
        self.ends_at = until

    def seconds_left(self) -> int:
        """Return for how long the session lasts if it is not used; 0 for one that has ended."""
        if self.ends_at is None:
            return 0
        return max(0, int((self.ends_at - clock.now()).total_seconds()))
