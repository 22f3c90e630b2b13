"""Who shields, who is on the list, and what follows when that changes."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.access.models import Basis, Shield, ShieldReader
from opencaf.access.operations import grant_access
from opencaf.agencies.models import Practitioner
from opencaf.agencies.operations.practitioners import add_post, end_post
from opencaf.core import clock
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.shielding import (
    lift_shield,
    set_shield_readers,
    shield_record,
)
from opencaf.episodes.queries.shields import readers_of_shield
from opencaf.people.models import Person
from opencaf.people.operations.finding import find_children
from tests.episodes.shielding.given import SOUGHT, ActingAs
from tests.factories import AgencyFactory, make_episode


def test_a_new_case_of_a_shielded_child_is_shielded(
    shielded: Shield, child: Person, alice: Practitioner, coordinator: Practitioner, acting_as: ActingAs
) -> None:
    with acting_as(alice):
        again = make_episode(by=alice, children=[child], second_open_reason="Another matter.")

    with acting_as(alice):
        assert Episode.objects.filter(pk=again.pk).exists()
    with acting_as(coordinator):
        assert not Episode.objects.filter(pk=again.pk).exists()


def test_who_is_left_out_loses_sight_and_who_is_named_gets_it(
    shielded: Shield,
    child: Person,
    alice: Practitioner,
    coordinator: Practitioner,
    carol: Practitioner,
    acting_as: ActingAs,
) -> None:
    set_shield_readers(child=child, readers=[coordinator], by=carol)

    sees = {}
    for who in (alice, coordinator, carol):
        with acting_as(who):
            sees[who] = Person.objects.filter(pk=child.pk).exists()
    assert sees == {alice: False, coordinator: True, carol: True}


def test_a_lifted_shield_leaves_everything_as_before(
    shielded: Shield,
    child: Person,
    case: Episode,
    carol: Practitioner,
    dave: Practitioner,
    coordinator: Practitioner,
    acting_as: ActingAs,
) -> None:
    lift_shield(child=child, reason="She has left.", by=carol)

    with acting_as(dave):
        assert len(find_children(sought=SOUGHT, by=dave)) == 1
    with acting_as(coordinator):
        assert Episode.objects.visible_to(coordinator).filter(pk=case.pk).exists()
    assert not ShieldReader.objects.filter(ended_at=None).exists()


def test_only_coordinators_and_managers_shield_and_say_why(
    child: Person, case: Episode, alice: Practitioner, coordinator: Practitioner, erin: Practitioner
) -> None:
    said: dict[str, Any] = {"child": child, "readers": []}
    for other in (alice, erin):
        with pytest.raises(PermissionDenied, match="coordinator or a manager"):
            shield_record(why="staff", words="Mine.", by=other, **said)
    with pytest.raises(ValidationError, match="Select why nobody else"):
        shield_record(why="", words="Hers.", by=coordinator, **said)
    with pytest.raises(ValidationError, match="Enter what those on the list"):
        shield_record(why="staff", words=" ", by=coordinator, **said)


def test_it_is_shielded_once_and_lifted_with_a_reason(
    shielded: Shield, child: Person, carol: Practitioner
) -> None:
    with pytest.raises(ValidationError, match="shielded already"):
        shield_record(child=child, why="staff", words="Again.", readers=[], by=carol)
    with pytest.raises(ValidationError, match="Enter why it need not"):
        lift_shield(child=child, reason=" ", by=carol)
    lift_shield(child=child, reason="She has left.", by=carol)

    with pytest.raises(ValidationError, match="not shielded"):
        lift_shield(child=child, reason="Once more.", by=carol)


def test_who_moves_is_on_the_list_no_more_until_named_for_where_they_work(
    shielded: Shield,
    child: Person,
    alice: Practitioner,
    carol: Practitioner,
    erin: Practitioner,
    acting_as: ActingAs,
) -> None:
    first = alice.post
    moved = add_post(practitioner=alice, agency=AgencyFactory(name="Hazel Family Hub"), by=erin)
    end_post(post=first, ended_on=clock.today(), by=erin)
    grant_access(to=alice, child_ids=[child.id], basis=Basis.RECORDED, by=carol)
    there = Practitioner.objects.get(pk=alice.pk).wearing(moved)

    def sees() -> bool:
        with acting_as(there):
            return Person.objects.filter(pk=child.pk).exists()

    with acting_as(carol):
        listed = set(readers_of_shield(shielded.id))
    before = sees()
    with acting_as(carol):
        set_shield_readers(child=child, readers=[alice], by=carol)

    assert (listed, before, sees()) == ({carol}, False, True)
