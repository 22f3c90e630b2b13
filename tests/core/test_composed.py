"""Reads composed once: the same rows as the QuerySet gives, for other values, at other moments."""

import datetime as dt
import uuid

import pytest
from django.db import models

from opencaf.access.models import AccessGrant, Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Agency, Authority, Post, Practitioner
from opencaf.core import clock
from opencaf.core.composed import attach, composed_once
from opencaf.core.ids import new_id
from tests.factories import AgencyFactory

composed: list[str] = []


@composed_once
def agencies_of(locality_id: uuid.UUID | None, name: str = "") -> models.QuerySet[Agency]:
    composed.append(name)
    found = Agency.objects.filter(name=name) if name else Agency.objects.all()
    return found.filter(locality_id=locality_id) if locality_id else found


@composed_once
def agency_by_id(agency_id: uuid.UUID) -> models.QuerySet[Agency]:
    composed.append("by id")
    return Agency.objects.filter(pk=agency_id).select_related("authority")


@composed_once
def live_grants(practitioner_id: uuid.UUID) -> models.QuerySet[AccessGrant]:
    return AccessGrant.objects.live().filter(practitioner_id=practitioner_id)


@composed_once
def names_of(agency_id: uuid.UUID) -> models.QuerySet[Agency, str]:
    return Agency.objects.filter(pk=agency_id).values_list("name", flat=True)


@composed_once
def hidden(agency_id: uuid.UUID) -> models.QuerySet[Agency]:
    return Agency.objects.filter(name=f"Agency {agency_id}")


def test_rows_are_those_of_the_values_given_each_time(authority: Authority) -> None:
    first, second = AgencyFactory(), AgencyFactory()

    assert agency_by_id(first.id) == [first]
    assert agency_by_id(agency_id=second.id) == [second]
    assert agency_by_id(new_id()) == []


def test_it_is_composed_once_for_each_shape(authority: Authority) -> None:
    agency = AgencyFactory(name="Elm House")
    agencies_of(None, "Elm House")
    composed.clear()

    assert agencies_of(None, "Elm House") == [agency]
    assert composed == []
    assert agencies_of(None, "Oak House") == []
    assert composed == ["Oak House"]


def test_none_is_a_shape_of_its_own(authority: Authority) -> None:
    agency = AgencyFactory()

    assert agency in agencies_of(None)
    assert agencies_of(new_id()) == []
    assert agency in agencies_of(None)


def test_joined_rows_come_with_it(authority: Authority, django_assert_num_queries: object) -> None:
    agency = AgencyFactory()
    agency_by_id(agency.id)

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert agency_by_id(agency.id)[0].authority.name == authority.name


def test_single_values_come_as_the_queryset_gives_them(authority: Authority) -> None:
    agency = AgencyFactory(name="Elm House")
    names_of(new_id())

    assert names_of(agency.id) == ["Elm House"]


def test_the_clock_is_read_each_time(alice: Practitioner) -> None:
    grant_access(to=alice, child_ids=[new_id()], basis=Basis.RECORDED, by=alice)
    AccessGrant.objects.update(ends_at=clock.now() + dt.timedelta(hours=1))

    assert len(live_grants(alice.id)) == 1
    with clock.at(clock.now() + dt.timedelta(hours=2)):
        assert live_grants(alice.id) == []


def test_a_value_that_is_hidden_in_words_is_refused(authority: Authority) -> None:
    with pytest.raises(TypeError, match="agency_id"):
        hidden(new_id())


@composed_once
def posts_of(practitioner: Practitioner) -> models.QuerySet[Post]:
    return practitioner.posts.filter(agency_id=practitioner.posts.values("agency")[:1]).order_by("id")


@composed_once
def agencies_like(authority: Authority) -> models.QuerySet[Agency]:
    return Agency.objects.filter(authority=authority, name=authority.name)


@composed_once
def agencies_among(agency_ids: list[uuid.UUID]) -> models.QuerySet[Agency]:
    return Agency.objects.filter(pk__any_of=agency_ids).order_by("name")


@composed_once
def posts_among(agency_ids: list[uuid.UUID]) -> models.QuerySet[Post]:
    return Post.objects.filter(agency__any_of=agency_ids)


@composed_once
def agencies_in_turn(agency_ids: list[uuid.UUID]) -> models.QuerySet[Agency]:
    return Agency.objects.filter(pk__in=agency_ids)


@composed_once
def grants_of_tomorrow(practitioner_id: uuid.UUID) -> models.QuerySet[AccessGrant]:
    tomorrow = clock.now() + dt.timedelta(days=1)
    return AccessGrant.objects.filter(practitioner_id=practitioner_id, starts_at__gt=tomorrow)


def test_rows_of_a_row_given_know_it_again(
    alice: Practitioner, bob: Practitioner, django_assert_num_queries: object
) -> None:
    posts_of(alice)

    with django_assert_num_queries(1):  # type: ignore[operator]
        found = posts_of(bob)

        assert found
        assert all(post.practitioner is bob for post in found)


def test_a_column_of_a_row_given_that_is_no_id_is_refused(authority: Authority) -> None:
    with pytest.raises(Authority.DoesNotExist):
        agencies_like(authority)


def test_a_list_of_ids_is_one_value(authority: Authority) -> None:
    elm, oak, _ = AgencyFactory(name="Elm House"), AgencyFactory(name="Oak House"), AgencyFactory()

    assert agencies_among([elm.id]) == [elm]
    assert agencies_among([oak.id, elm.id]) == [elm, oak]
    assert agencies_among([]) == []


def test_a_list_of_ids_finds_keys_as_well(alice: Practitioner) -> None:
    assert [post.practitioner for post in posts_among([alice.agency.id])] == [alice]
    assert posts_among([new_id()]) == []


def test_a_list_that_becomes_several_parameters_is_refused(authority: Authority) -> None:
    with pytest.raises(TypeError, match="agency_ids"):
        agencies_in_turn([new_id()])


def test_a_day_reckoned_inside_is_refused(alice: Practitioner) -> None:
    with pytest.raises(TypeError, match="reckons a day"):
        grants_of_tomorrow(alice.id)


def test_attached_rows_come_without_asking_again(
    alice: Practitioner, bob: Practitioner, django_assert_num_queries: object
) -> None:
    people = [alice, bob]
    posts = list(Post.objects.filter(practitioner=alice))
    attach(people, "posts", posts)

    with django_assert_num_queries(0):  # type: ignore[operator]
        assert alice.posts.all() == posts
        assert bob.posts.all() == []
        assert posts[0].practitioner is alice


@composed_once
def agencies_named_as(authority: Authority, post: Post) -> models.QuerySet[Agency]:
    return Agency.objects.filter(authority=authority, pk=post.agency_id, name__contains="Elm")


def test_an_id_that_a_row_does_not_hold_stands_for_nothing_else(alice: Practitioner) -> None:
    post = alice.post
    Agency.objects.filter(pk=post.agency_id).update(name="Elm House")
    assert post.locality_id is None

    for _ in range(2):
        assert [agency.name for agency in agencies_named_as(alice.authority, post)] == ["Elm House"]
