"""What a page asks of the database, as it would in production.

Tests run inside a transaction of their own, so that a request's own BEGIN and COMMIT become savepoints and
the context is told twice; those lines are left out.
"""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ONLY_IN_TESTS = ("SAVEPOINT", "RELEASE SAVEPOINT", "select set_config('app.practitioner', ''")


def statements_of_page(client: Client, address: str, answers: dict[str, Any] | None = None) -> list[str]:
    """The statements behind one page, or behind a form that is sent."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address) if answers is None else client.post(address, answers)
    assert response.status_code in (200, 302), response.status_code
    texts = [str(query["sql"]).strip() for query in captured.captured_queries]
    return [text for text in texts if not text.startswith(ONLY_IN_TESTS)]
