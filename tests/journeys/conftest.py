"""A browser at work in a database of its own, with the session cookie that plain HTTP allows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.journeys.cases.hands import Hands


def looks_at_everything(kind: str) -> bool:
    """Whether a kind of page is looked at; while a journey is being written, none need be."""
    return bool(kind) and "JOURNEY_BLIND" not in os.environ


@pytest.fixture
def hands(browser: Browser, live_server: LiveServer, settings: Any) -> Iterator[Callable[..., Hands]]:
    """Call it to get hands at a browser; afterwards everything that went wrong there is told."""
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "opencaf", False
    made: list[Hands] = []

    def make(**values: Any) -> Hands:
        made.append(Hands(browser, live_server.url, **{"looks_at": looks_at_everything, **values}))
        return made[-1]

    yield make
    for one in made:
        one.close()
    assert not [trouble for one in made for trouble in one.noticed.troubles]
