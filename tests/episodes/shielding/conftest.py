"""A shielded child, who is on the list, and who is not."""

from collections.abc import Iterator

import pytest

from opencaf.access.models import Basis, Level, Shield
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.shielding import (
    shield_record,
)
from opencaf.people.models import Person
from opencaf.people.operations.recording import add_child
from tests.episodes.shielding.given import DETAILS, ActingAs
from tests.factories import PractitionerFactory, make_episode


@pytest.fixture
def child(alice: Practitioner, dave: Practitioner) -> Person:
    """A child whom Alice recorded, and whom Dave has found."""
    about = add_child(details=DETAILS, by=alice)
    grant_access(to=dave, child_ids=[about.id], level=Level.EXISTENCE, basis=Basis.FOUND, by=dave)
    return about


@pytest.fixture
def case(child: Person, alice: Practitioner) -> Episode:
    return make_episode(by=alice, children=[child])


@pytest.fixture
def shielded(
    child: Person, case: Episode, carol: Practitioner, alice: Practitioner, acting_as: ActingAs
) -> Iterator[Shield]:
    """Carol, a manager, shielded it; Alice is on the list."""
    with acting_as(carol):
        yield shield_record(child=child, why="staff", words="A colleague's child.", readers=[alice], by=carol)


@pytest.fixture
def outsiders(
    dave: Practitioner, bob: Practitioner, coordinator: Practitioner, duty: Practitioner, erin: Practitioner
) -> list[Practitioner]:
    manager = PractitionerFactory(given_name="Mona", post_worn__role="manager")
    return [dave, bob, coordinator, duty, erin, manager]
