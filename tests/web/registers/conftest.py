"""Whoever brings registers in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from tests.factories import MeetingKindFactory
from tests.signing_in import user_of

Sign = Callable[[Practitioner], Client]


@pytest.fixture
def by(coordinator: Practitioner) -> Practitioner:
    """Somebody with an account who sees every case; the authority holds meetings."""
    MeetingKindFactory(code="tac")
    user_of(coordinator)
    coordinator.refresh_from_db(fields=["user"])
    return coordinator


@pytest.fixture
def page(by: Practitioner, client_of: Sign) -> Client:
    return client_of(by)
