"""The team around the child."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.team import join_team, leave_team
from opencaf.episodes.queries.team import circle_of, helpers_of
from tests.factories import ChildFactory, make_episode
from tests.factories.meetings import MET_ON, child_of, make_lead, make_parent


def test_who_joins_the_team_sees_the_case_until_they_leave(alice: Practitioner, bob: Practitioner) -> None:
    episode = make_episode(by=alice)

    member = join_team(episode=episode, who=bob, joined_on=MET_ON, role="Health visitor", by=alice)
    seen_while_in = Episode.objects.visible_to(bob).exists()
    leave_team(member=member, left_on=dt.date(2026, 4, 1), by=alice)

    assert seen_while_in
    assert not Episode.objects.visible_to(bob).exists()


def test_a_family_member_joins_without_any_access(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    mother = make_parent(episode, by=alice)

    member = join_team(episode=episode, who=mother, joined_on=MET_ON, by=alice)

    assert (member.person, member.agency) == (mother, None)


def test_nobody_is_in_the_team_twice(alice: Practitioner, bob: Practitioner) -> None:
    episode = make_episode(by=alice)
    join_team(episode=episode, who=bob, joined_on=MET_ON, by=alice)

    with pytest.raises(ValidationError, match="in the team already"):
        join_team(episode=episode, who=bob, joined_on=MET_ON, by=alice)


def test_somebody_of_another_family_cannot_join(alice: Practitioner) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(ValidationError, match="belongs to this family"):
        join_team(episode=episode, who=ChildFactory(), joined_on=MET_ON, by=alice)


def test_the_lead_hands_over_before_leaving(alice: Practitioner) -> None:
    episode = make_episode(by=alice)
    make_lead(episode, alice, by=alice)

    with pytest.raises(ValidationError, match="Hand over first"):
        leave_team(member=episode.team_members.get(), left_on=dt.date(2026, 1, 1), by=alice)


def test_a_stranger_cannot_join_on_their_own(alice: Practitioner, dave: Practitioner) -> None:
    episode = make_episode(by=alice)

    with pytest.raises(PermissionDenied):
        join_team(episode=episode, who=dave, joined_on=MET_ON, by=dave)


def test_the_lead_stands_first_and_those_who_left_last(alice: Practitioner, bob: Practitioner) -> None:
    episode = make_episode(by=alice)
    left = join_team(episode=episode, who=bob, joined_on=dt.date(2025, 10, 1), by=alice)
    leave_team(member=left, left_on=dt.date(2025, 10, 2), by=alice)
    join_team(episode=episode, who=child_of(episode), joined_on=dt.date(2025, 10, 3), by=alice)
    make_lead(episode, alice, by=alice)

    helpers = helpers_of(episode)

    assert [helper.name for helper in helpers] == [str(alice), str(child_of(episode)), str(bob)]
    assert [helper.is_lead for helper in helpers] == [True, False, False]
    assert helpers[0].phone_href == "tel:01632960001"


def test_a_case_knows_the_family_and_whoever_did_something(alice: Practitioner, bob: Practitioner) -> None:
    episode = make_episode(by=alice)
    mother = make_parent(episode, by=alice)
    join_team(episode=episode, who=bob, joined_on=MET_ON, by=alice)
    ChildFactory()

    circle = circle_of(episode)

    assert [known.who for known in circle.family] == [child_of(episode), mother]
    assert [known.what for known in circle.family] == ["child", "mother"]
    assert [known.who for known in circle.practitioners] == [bob, alice]
    assert circle.practitioners[1].what == "Inclusion lead"
