"""Django's PostgreSQL backend, telling the server who is asking as the first statement of a transaction."""

from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQLWrapper

from opencaf.core.asked import forget_after
from opencaf.core.context import NOBODY, asking, settings_of

SET_LOCALLY = "select " + ", ".join(["set_config(%s, %s, true)"] * len(settings_of(NOBODY)))


class DatabaseWrapper(PostgreSQLWrapper):
    """A connection whose outermost transactions begin with the access context (docs/adr/0003)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(forget_after)

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit:
            self.tell_who_is_asking()

    def tell_who_is_asking(self) -> None:
        """Set the context for what is left of this transaction; it ends with the transaction."""
        values: list[Any] = []
        for name, value in settings_of(asking()).items():
            values += [name, value]
        with self.cursor() as cursor:
            cursor.execute(SET_LOCALLY, values)
