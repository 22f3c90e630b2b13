"""Who takes a table away shows that it is them, and finds the table again."""

import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.web.shared.confirmed import CONFIRMED_AT
from tests.signing_in import add_app, code_at, user_of

CHOSEN = {"by": "sector", "from_month": "2026-01", "to_month": "2026-03"}


def test_after_showing_it_the_report_is_there_again_and_the_table_can_be_taken(
    coordinator: Practitioner, client_of: Callable[[Practitioner], Client]
) -> None:
    cache.clear()
    client = client_of(coordinator)
    add_app(user_of(coordinator))
    session = client.session
    del session[CONFIRMED_AT]
    session.save()
    there = reverse("reports:started_download")

    asked = client.get(there, CHOSEN)
    led_back = client.post(asked["Location"], {"code": code_at(time.time())})
    report = client.get(led_back["Location"]).content.decode()
    taken = client.get(there, CHOSEN)

    parts = urlsplit(led_back["Location"])
    assert parts.path == reverse("reports:started")
    assert {name: values[0] for name, values in parse_qs(parts.query).items()} == CHOSEN
    assert "You can download it now" in report
    assert taken["Content-Disposition"].startswith("attachment")
