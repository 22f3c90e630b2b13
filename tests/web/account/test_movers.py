"""Who moves to another agency loses what they saw for the one they left."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.access.models import AccessGrant, Basis
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Agency, Practitioner
from opencaf.agencies.operations.practitioners import add_post, end_post
from opencaf.core import clock
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.children import add_child_to_episode
from opencaf.episodes.operations.team import join_team
from tests.factories import DAY, AgencyFactory, make_episode
from tests.factories.people import make_sister

ClientOf = Callable[[Practitioner], Client]
TODAY = clock.today


@pytest.fixture
def hub(alice: Practitioner) -> Agency:
    return AgencyFactory(name="Hazel Family Hub")


@pytest.fixture
def episode(alice: Practitioner, bob: Practitioner) -> Episode:
    episode = make_episode(by=alice)
    join_team(episode=episode, who=bob, joined_on=DAY, by=alice)
    return episode


def answer_to(client: Client, episode: Episode) -> int:
    return client.get(reverse("episodes:overview", args=[episode.id])).status_code


def test_a_mover_sees_nothing_of_it_at_the_next_request(
    bob: Practitioner, erin: Practitioner, episode: Episode, hub: Agency, client_of: ClientOf
) -> None:
    client, first = client_of(bob), bob.post
    add_post(practitioner=bob, agency=hub, by=erin)
    while_both = answer_to(client, episode)

    end_post(post=first, ended_on=TODAY(), by=erin)

    assert while_both == 200
    assert answer_to(client, episode) == 404
    assert client.get(reverse("home:my_work")).status_code == 200
    assert str(episode.id) not in client.get(reverse("home:my_work")).content.decode()


def test_a_mover_who_joins_again_sees_it_for_the_new_agency(
    alice: Practitioner,
    bob: Practitioner,
    erin: Practitioner,
    episode: Episode,
    hub: Agency,
    client_of: ClientOf,
) -> None:
    first = bob.post
    add_post(practitioner=bob, agency=hub, by=erin)
    end_post(post=first, ended_on=TODAY(), by=erin)
    child = episode.episode_children.get().child_id

    grant_access(to=bob, child_ids=[child], episode_id=episode.id, basis=Basis.TEAM, by=alice)

    assert answer_to(client_of(Practitioner.objects.get(pk=bob.pk)), episode) == 200
    assert AccessGrant.objects.live().get(practitioner=bob, basis=Basis.TEAM).agency == hub


def test_another_post_at_the_same_agency_changes_nothing(
    bob: Practitioner, erin: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    first = bob.post
    add_post(practitioner=bob, agency=bob.agency, job_title="Senior", by=erin)

    end_post(post=first, ended_on=TODAY(), by=erin)

    assert answer_to(client_of(Practitioner.objects.get(pk=bob.pk)), episode) == 200


def test_a_child_who_comes_in_is_seen_no_longer_than_the_others(
    alice: Practitioner, carol: Practitioner, episode: Episode
) -> None:
    child = episode.episode_children.get().child
    ends_at = clock.noon(TODAY())
    grant_access(
        to=carol, child_ids=[child.id], episode_id=episode.id, basis=Basis.GLASS, ends_at=ends_at, by=alice
    )
    sister = make_sister(child, by=alice)

    add_child_to_episode(episode=episode, child=sister, joined_on=DAY, by=alice)

    grants = AccessGrant.objects.filter(practitioner=carol, episode_id=episode.id)
    assert {grant.ends_at for grant in grants} == {ends_at}
    assert grants.count() == 2
