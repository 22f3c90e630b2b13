"""The smallest legal objects. Everything is made inside the authority of the access context."""

import datetime as dt
import functools
import uuid
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from opencaf.accounts.models import User
from opencaf.agencies.models import (
    Agency,
    Authority,
    Locality,
    MeetingKind,
    Post,
    Practitioner,
    Role,
)
from opencaf.core.context import Asking, acting_for, asking
from opencaf.core.ids import new_id
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.intention import Look, record_intention
from opencaf.people.models import Person

PASSWORD = "plain words for a test only"
DAY = dt.date(2025, 9, 24)


@functools.cache
def hashed_once() -> str:
    """The test password as it is kept; hashing is slow on purpose, so it is done once."""
    return make_password(PASSWORD)


class AuthorityFactory(DjangoModelFactory[Authority]):
    class Meta:
        model = Authority
        skip_postgeneration_save = True

    id = factory.LazyFunction(lambda: asking().authority_id or new_id())
    code = factory.Sequence(lambda n: f"T{n % 1000:03d}")
    name = factory.Sequence(lambda n: f"Testshire {n}")
    delivery_model = "operational"
    intention_route = "opens_record"
    data_entry = "all_professionals"
    safeguarding_phone = "01632 960999"

    @factory.post_generation
    def keeper(self: Authority, create: bool, extracted: Any, **values: Any) -> None:  # type: ignore[misc]
        """Whoever arranges a test sees every case: a coordinator whom no page shows as part of it."""
        agency = Agency.objects.create(
            authority=self, name="Test keepers", kind="corporate_services", sector="adult_corporate"
        )
        who = Practitioner.objects.create(
            id=keeper_of(self.id), authority=self, given_name="Kay", family_name="Keeper"
        )
        Post.objects.create(
            id=keepers_post(self.id), authority=self, practitioner=who, agency=agency, role=Role.COORDINATOR
        )


class InAuthority(DjangoModelFactory[Any]):
    """Rows of the authority that the test acts in."""

    class Meta:
        abstract = True

    authority_id = factory.LazyFunction(lambda: asking().authority_id)


class LocalityFactory(InAuthority):
    class Meta:
        model = Locality

    name = factory.Sequence(lambda n: f"Locality {n}")


class MeetingKindFactory(InAuthority):
    class Meta:
        model = MeetingKind

    code = factory.Sequence(lambda n: f"tac-{n}")
    name = "Team around the child"


class AgencyFactory(InAuthority):
    class Meta:
        model = Agency

    name = factory.Sequence(lambda n: f"Willow School {n}")
    kind = "primary_school"
    sector = "schools"


class PractitionerFactory(InAuthority):
    """A practitioner with an account and one post; role, agency and job_title go to the post."""

    class Meta:
        model = Practitioner
        skip_postgeneration_save = True

    given_name = "Alice"
    family_name = factory.Sequence(lambda n: f"Archer{n}")
    phone = "01632 960001"
    email = factory.LazyAttribute(lambda p: f"{p.given_name}.{p.family_name}@example.org".lower())
    user = factory.LazyAttribute(lambda p: User.objects.create(email=p.email, password=hashed_once()))

    @factory.post_generation
    def post_worn(self: Practitioner, create: bool, extracted: Any, **values: Any) -> None:  # type: ignore[misc]
        values.setdefault("role", Role.PRACTITIONER)
        agency = values.pop("agency", None) or AgencyFactory()
        self.wearing(
            Post.objects.create(authority_id=self.authority_id, practitioner=self, agency=agency, **values)
        )


class ChildFactory(InAuthority):
    class Meta:
        model = Person

    given_names = "Robin"
    family_name = factory.Sequence(lambda n: f"Tester{n}")
    sex = "F"
    born_on = dt.date(2016, 3, 2)


def make_episode(*, by: Practitioner, children: list[Person] | None = None, **values: Any) -> Episode:
    """An episode just intended, made by the operation that makes them."""
    values.setdefault("intended_on", DAY)
    values.setdefault("why", "More help is needed at school.")
    values.setdefault("look", Look(on=values["intended_on"]))
    return record_intention(children=children or [ChildFactory()], by=by, **values)


def keeper_of(authority_id: uuid.UUID) -> uuid.UUID:
    """The id of the practitioner who arranges tests in an authority."""
    return uuid.uuid5(authority_id, "keeper")


def keepers_post(authority_id: uuid.UUID) -> uuid.UUID:
    """The id of the post they wear, after all others."""
    return uuid.UUID(int=uuid.uuid5(authority_id, "post").int | (0xFFFF << 112))


def acting_in(authority_id: uuid.UUID) -> Any:
    """Act inside an authority as its keeper, who sees every case, so that tests can arrange and look."""
    return acting_for(
        Asking(
            practitioner_id=keeper_of(authority_id),
            post_id=keepers_post(authority_id),
            authority_id=authority_id,
        )
    )
