"""Recording the intention to do a CAF."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.access.models import AccessGrant, Basis
from opencaf.agencies.models import Practitioner
from opencaf.core.references import is_sound
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.children import add_child_to_episode, take_child_out
from opencaf.episodes.operations.intention import Look, record_intention
from opencaf.outbox.models import Message
from opencaf.people.models import Family, FamilyMember, Person
from tests.factories import (
    DAY,
    ChildFactory,
    LocalityFactory,
    PractitionerFactory,
    make_episode,
)


def make_family(*people: Person) -> Family:
    family = Family.objects.create(authority_id=people[0].authority_id, name="Tester")
    for person in people:
        FamilyMember.objects.create(authority_id=person.authority_id, family=family, person=person)
    return family


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


def test_a_second_one_is_taken_with_a_reason(alice: Practitioner, coordinator: Practitioner) -> None:
    child = make_episode(by=alice).episode_children.get().child

    second = make_episode(by=coordinator, children=[child], second_open_reason="Lives in two counties.")

    assert second.episode_children.get().second_open_reason == "Lives in two counties."


def test_the_family_is_taken_from_the_children(alice: Practitioner) -> None:
    ellis, maisie = ChildFactory(), ChildFactory()
    family = make_family(ellis, maisie)

    episode = make_episode(by=alice, children=[ellis, maisie])

    assert episode.family == family


def test_a_coordinator_enters_for_somebody_else_and_sees_what_was_entered(
    coordinator: Practitioner, alice: Practitioner, dave: Practitioner
) -> None:
    episode = make_episode(by=coordinator, initiator=alice)

    assert episode.initiator == alice
    assert episode.on_behalf_of == alice
    assert episode.initiating_agency == alice.agency
    assert Episode.objects.visible_to(alice).filter(pk=episode.pk).exists()
    with pytest.raises(PermissionDenied, match="enter an intention for somebody else"):
        make_episode(by=dave, initiator=alice)


@pytest.mark.parametrize("field", ["intended_on", "looked_on"])
def test_a_day_in_the_future_is_refused(alice: Practitioner, field: str) -> None:
    ahead = dt.date(2026, 11, 3)
    days = {"intended_on": DAY, "looked_on": DAY, field: ahead}

    with pytest.raises(ValidationError) as refusal:
        make_episode(by=alice, intended_on=days["intended_on"], look=Look(on=days["looked_on"]))

    assert list(refusal.value.message_dict) == [field]


def test_only_the_localitys_coordinators_are_told_and_nothing_of_the_family(alice: Practitioner) -> None:
    east, west = LocalityFactory(), LocalityFactory()
    alice.agency.locality = east
    alice.agency.save()
    janet = PractitionerFactory(post_worn__role="coordinator", post_worn__locality=east)
    PractitionerFactory(post_worn__role="coordinator", post_worn__locality=west)
    alice.authority.intention_route = "form_to_coordinator"

    episode = make_episode(by=alice)

    message = Message.objects.get()
    child = episode.episode_children.get().child
    assert message.to == janet.user.email
    for word in (child.given_names, child.family_name, episode.reference):
        assert word not in message.subject + message.body


def test_nobody_is_told_where_the_initiator_opens_the_record(
    alice: Practitioner, coordinator: Practitioner
) -> None:
    make_episode(by=alice)

    assert not Message.objects.exists()


def test_a_brother_comes_in_later_and_leaves_again(alice: Practitioner, bob: Practitioner) -> None:
    ellis, theo = ChildFactory(), ChildFactory(given_names="Theo")
    make_family(ellis, theo)
    episode = make_episode(by=alice, children=[ellis])

    added = add_child_to_episode(episode=episode, child=theo, joined_on=dt.date(2025, 10, 1), by=alice)

    assert (added.joined_on, added.position) == (dt.date(2025, 10, 1), 1)
    assert Person.objects.visible_to(alice).filter(pk=theo.pk).exists()
    take_child_out(episode=episode, child=theo, left_on=dt.date(2026, 1, 5), by=alice)
    added.refresh_from_db()
    assert (added.left_on, added.is_open) == (dt.date(2026, 1, 5), False)
    with pytest.raises(PermissionDenied):
        take_child_out(episode=episode, child=ellis, left_on=dt.date(2026, 1, 5), by=bob)


def test_a_child_comes_in_once_from_this_family_and_after_the_intention(alice: Practitioner) -> None:
    ellis, theo = ChildFactory(), ChildFactory(given_names="Theo")
    make_family(ellis, theo)
    episode = make_episode(by=alice, children=[ellis])

    with pytest.raises(ValidationError, match="of this family"):
        add_child_to_episode(episode=episode, child=ChildFactory(), joined_on=DAY, by=alice)
    with pytest.raises(ValidationError, match="already"):
        add_child_to_episode(episode=episode, child=ellis, joined_on=DAY, by=alice)
    with pytest.raises(ValidationError, match="24 September 2025"):
        add_child_to_episode(episode=episode, child=theo, joined_on=dt.date(2025, 9, 1), by=alice)


def test_the_only_child_stays(alice: Practitioner) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(ValidationError, match="only child"):
        take_child_out(episode=episode, child=episode.episode_children.get().child, left_on=DAY, by=alice)


def test_the_locality_is_that_of_the_agency_or_else_of_the_post(alice: Practitioner) -> None:
    west = LocalityFactory()
    alice.post.locality = west

    assert make_episode(by=alice).locality_id == west.id
