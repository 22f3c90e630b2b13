"""The cast: Alice leads, Bob is in the team, Carol manages, Dave is a stranger, Erin administers."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from opencaf.agencies.models import Agency, Authority, Practitioner
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.core.ids import new_id
from tests.factories import AgencyFactory, AuthorityFactory, PractitionerFactory, acting_in
from tests.signing_in import sign_in, user_of

TODAY = dt.datetime(2026, 11, 2, 10, 30, tzinfo=dt.UTC)


@pytest.fixture
def standing_day() -> Iterator[dt.date]:
    """Monday 2 November 2026, on which the clock stands."""
    with clock.everywhere_at(TODAY):
        yield TODAY.date()


@pytest.fixture
def today(standing_day: dt.date) -> dt.date:
    """The day of the test; the clock stands, as inside one request. Pages are asked for on a running one."""
    return standing_day


@pytest.fixture
def running_day() -> Iterator[dt.date]:
    """The same day, on which the clock runs on, as it does for everybody who asks for pages."""
    with clock.everywhere_at(TODAY, running=True):
        yield TODAY.date()


@pytest.fixture
def authority(db: None, today: dt.date) -> Iterator[Authority]:
    """An authority; the whole test acts inside it."""
    with acting_in(new_id()):
        yield AuthorityFactory()


@pytest.fixture
def other_authority(authority: Authority) -> Authority:
    """Another authority, of which the test's own must see nothing."""
    with acting_in(new_id()):
        return AuthorityFactory()


@pytest.fixture
def school(authority: Authority) -> Agency:
    return AgencyFactory(name="Willow Primary School")


@pytest.fixture
def alice(school: Agency) -> Practitioner:
    """Works at the school and leads."""
    return PractitionerFactory(
        given_name="Alice", post_worn__agency=school, post_worn__job_title="Inclusion lead"
    )


@pytest.fixture
def bob(authority: Authority) -> Practitioner:
    """Is in the team around the child."""
    agency = AgencyFactory(name="Health visiting", kind="health_visiting", sector="health")
    return PractitionerFactory(given_name="Bob", post_worn__agency=agency)


@pytest.fixture
def carol(authority: Authority) -> Practitioner:
    """Manages."""
    return PractitionerFactory(given_name="Carol", post_worn__role="manager")


@pytest.fixture
def coordinator(authority: Authority) -> Practitioner:
    """Coordinates."""
    return PractitionerFactory(given_name="Cosima", post_worn__role="coordinator")


@pytest.fixture
def dave(authority: Authority) -> Practitioner:
    """A stranger of the same authority."""
    return PractitionerFactory(given_name="Dave")


@pytest.fixture
def erin(authority: Authority) -> Practitioner:
    """Administers; sees no case."""
    return PractitionerFactory(given_name="Erin", post_worn__role="administrator")


@pytest.fixture
def auditor(authority: Authority) -> Practitioner:
    """Audits; sees who looked, and no case."""
    return PractitionerFactory(given_name="Audrey", post_worn__role="auditor")


@pytest.fixture
def duty(authority: Authority) -> Practitioner:
    """Is in the social care duty team: knows of every record, and reads one on a ground."""
    agency = AgencyFactory(name="Children's social care", kind="childrens_social_care")
    return PractitionerFactory(given_name="Dora", post_worn__role="duty", post_worn__agency=agency)


@pytest.fixture
def client_of() -> Callable[[Practitioner], Client]:
    """A browserless client signed in as somebody."""

    def make(practitioner: Practitioner) -> Client:
        return sign_in(Client(), user_of(practitioner))

    return make


@pytest.fixture
def acting_as() -> Callable[[Practitioner], object]:
    """Act as somebody, as the middleware does."""

    def act(practitioner: Practitioner) -> object:
        return acting_for(
            Asking(
                practitioner_id=practitioner.id,
                post_id=practitioner.post.id,
                authority_id=practitioner.authority_id,
            )
        )

    return act
