"""Counting what a page asks of the database, as it would outside a test.

A test holds a transaction open around each request, which adds a savepoint, its release and the
setting back of who is asking; those three are not the page's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opencaf.core.context import asking

OF_THE_TEST = ("SAVEPOINT", "RELEASE SAVEPOINT")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements of the requests inside; the list is filled at the end."""
    asked: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield asked
    texts = [str(query["sql"]).strip() for query in captured.captured_queries]
    set_back = f"select set_config('app.practitioner', '{asking().practitioner_id or ''}'"
    asked += [text for text in texts if not text.startswith((*OF_THE_TEST, set_back))]


@contextmanager
def at_most(ceiling: int) -> Iterator[None]:
    """Fail when the page asks more often than its ceiling, showing each statement."""
    with statements() as asked:
        yield
    assert len(asked) <= ceiling, "\n\n".join([f"{len(asked)} statements, {ceiling} are allowed", *asked])


def statements_of_page(client: Client, address: str, answers: dict[str, Any] | None = None) -> list[str]:
    """The statements behind one page, or behind a form that is sent."""
    with statements() as asked:
        response = client.get(address) if answers is None else client.post(address, answers)
    assert response.status_code in (200, 302), response.status_code
    return asked
