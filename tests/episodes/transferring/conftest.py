"""Two authorities: here, where a case is; there, to which it moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from opencaf.agencies.models import Authority, Practitioner
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode, Transfer
from tests.factories import AuthorityFactory, PractitionerFactory, acting_in
from tests.factories.setup import equipped
from tests.factories.transfer import make_transfer, package_of, whole_case


@dataclass(frozen=True)
class There:
    """The receiving authority, and who receives."""

    authority: Authority
    coordinator: Practitioner
    worker: Practitioner
    inside: Callable[[], Any]


@pytest.fixture
def there(authority: Authority) -> There:
    with acting_in(new_id()):
        other = AuthorityFactory(name="Westshire", code="WS")
        equipped(other)
        coordinator = PractitionerFactory(given_name="Wilma", post_worn__role="coordinator")
        worker = PractitionerFactory(given_name="Wanda")

    @contextmanager
    def inside() -> Iterator[None]:
        with acting_in(other.id):
            yield

    return There(other, coordinator, worker, inside)


@pytest.fixture
def case(coordinator: Practitioner) -> Episode:
    equipped(coordinator.authority)
    return whole_case(by=coordinator)


@pytest.fixture
def transfer(case: Episode, coordinator: Practitioner) -> Transfer:
    return make_transfer(case, by=coordinator)


@pytest.fixture
def package(transfer: Transfer, coordinator: Practitioner) -> tuple[bytes, str]:
    return package_of(transfer, by=coordinator)


@pytest.fixture
def whole_package(case: Episode, coordinator: Practitioner) -> tuple[bytes, str]:
    """A package of a case of which the family keeps nothing back."""
    return package_of(make_transfer(case, left_out=[], by=coordinator), by=coordinator)
