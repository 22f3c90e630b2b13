"""Counting what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

# A request inside a test runs in the test's transaction: its own begin and end are not questions,
# nor is the context that the test gets back afterwards.
OF_THE_TEST = ("SAVEPOINT", "RELEASE SAVEPOINT")


@contextmanager
def at_most(ceiling: int) -> Iterator[None]:
    """Fail when the request inside asks the database more often than this."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [query["sql"] for query in captured if not query["sql"].startswith(OF_THE_TEST)][:-1]
    assert len(asked) <= ceiling, "\n".join(asked)
