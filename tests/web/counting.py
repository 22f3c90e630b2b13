"""Counting what a page asks of the database, as it would outside a test.

A test holds a transaction open around each request, which adds a savepoint, its release and the
setting back of who is asking; those three are not the page's.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

OF_THE_TEST = ("SAVEPOINT", "RELEASE SAVEPOINT", "select set_config('app.practitioner', ''")


@contextmanager
def at_most(ceiling: int) -> Iterator[None]:
    """Fail when the page asks more often than its ceiling, showing each statement."""
    with CaptureQueriesContext(connection) as asked:
        yield
    own = [query["sql"] for query in asked.captured_queries if not query["sql"].startswith(OF_THE_TEST)]
    assert len(own) <= ceiling, "\n\n".join([f"{len(own)} statements, {ceiling} are allowed", *own])
