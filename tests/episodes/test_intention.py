"""Recording the intention to do a CAF."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.access.models import AccessGrant, Basis
from opencaf.agencies.models import Practitioner
from opencaf.core.references import is_sound
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.intention import Look, record_intention
from tests.factories import ChildFactory, make_episode


def test_an_intention_starts_an_episode_that_its_initiator_can_see(alice: Practitioner) -> None:
    child = ChildFactory()

    episode = record_intention(
        children=[child],
        intended_on=dt.date(2025, 9, 24),
        why="Few words at three.",
        look=Look(on=dt.date(2025, 9, 24), found="none"),
        by=alice,
    )

    assert episode.state == "intended"
    assert is_sound(episode.reference)
    assert list(Episode.objects.visible_to(alice)) == [episode]
    assert AccessGrant.objects.get(practitioner=alice, episode_id=episode.id).basis == Basis.INITIATED


def test_a_stranger_does_not_see_the_episode(alice: Practitioner, dave: Practitioner) -> None:
    make_episode(by=alice)

    visible = Episode.objects.visible_to(dave)

    assert not visible.exists()


def test_a_child_with_an_open_episode_is_refused_a_second_one(
    alice: Practitioner, dave: Practitioner
) -> None:
    episode = make_episode(by=alice)
    child = episode.episode_children.get().child

    with pytest.raises(ValidationError) as refusal:
        make_episode(by=dave, children=[child])

    assert episode.reference in str(refusal.value)
    assert alice.family_name in str(refusal.value)


def test_an_administrator_cannot_start_an_episode(erin: Practitioner) -> None:
    child = ChildFactory()

    with pytest.raises(PermissionDenied, match="people who work with families"):
        make_episode(by=erin, children=[child])
