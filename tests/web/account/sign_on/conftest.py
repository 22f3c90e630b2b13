"""A real provider on this machine, and the authority that uses it."""

from collections.abc import Iterator
from typing import Any

import pytest

from opencaf.agencies.models import Authority
from tests.provider import RunningProvider, running_provider


@pytest.fixture(scope="module")
def running() -> Iterator[RunningProvider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: RunningProvider, authority: Authority, settings: Any) -> RunningProvider:
    """The provider of the test's authority."""
    settings.SIGN_ON = running.configured(authority.code)
    return running


@pytest.fixture
def code(provider: RunningProvider, authority: Authority) -> str:
    return authority.code.lower()
