"""Both walls give the same rows, for random practitioners, posts and grants, and random cases."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.access.models import AccessGrant, Level
from opencaf.access.sight import SEES_ALL
from opencaf.agencies.models import Agency, Authority, Locality, Post, Practitioner, Role
from opencaf.core import clock
from opencaf.core.context import Asking, acting_for
from opencaf.episodes.models import Episode
from opencaf.people.models import Person
from opencaf.people.queries.circle import circle_people
from tests.factories import AgencyFactory, LocalityFactory, PractitionerFactory, acting_in, make_episode
from tests.factories.meetings import make_action, make_meeting, make_outcome
from tests.factories.people import make_child, make_mother, make_sister

HOUR = dt.timedelta(hours=1)
LEVELS = st.sampled_from([Level.EXISTENCE, Level.SUMMARY, Level.FULL])
STARTS = st.sampled_from([-2 * HOUR, dt.timedelta(), HOUR])
ENDS = st.sampled_from([None, -HOUR, dt.timedelta(), HOUR])
# whether the grant is about a case (else the child alone), which one, in which authority, and whether its
# holder still works where they worked when it was given
GRANTS = st.lists(
    st.tuples(st.booleans(), st.integers(0, 4), LEVELS, STARTS, ENDS, st.booleans(), st.booleans()),
    max_size=6,
)
PLACES = st.sampled_from([None, 0, 1])
CONTENT = {
    "episodes_meeting": "episode_id",
    "episodes_outcome": "episode_id",
    "episodes_action": "(select made.episode_id from episodes_outcome made where made.id = outcome_id)",
}


@dataclass
class Scene:
    """Five cases of two localities and of none, and somebody who may be given sight of them."""

    localities: list[Locality]
    episodes: list[Episode]
    children: list[Person]
    agency: Agency
    left: Agency
    elsewhere: uuid.UUID


@pytest.fixture
def scene(authority: Authority, other_authority: Authority, school: Agency) -> Scene:
    writer = PractitionerFactory(given_name="Winifred")
    localities = [LocalityFactory(), LocalityFactory()]
    made = Scene(localities, [], [], school, AgencyFactory(name="Left behind"), other_authority.id)
    for place in (localities[0], localities[0], localities[1], None, None):
        child = make_child(f"Child {len(made.children)}", by=writer)
        make_mother(child, by=writer)
        make_sister(child, by=writer)
        episode = make_episode(by=writer, children=[child])
        Episode.objects.filter(pk=episode.pk).update(locality=place)
        make_meeting(episode, by=writer)
        make_action(make_outcome(episode, by=writer), by=writer)
        made.episodes.append(episode)
        made.children.append(child)
    return made


@contextmanager
def undone() -> Iterator[None]:
    """Leave nothing of an example behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def somebody(scene: Scene, role: str, place: int | None) -> Practitioner:
    """A new practitioner, wearing a post of a role in a place."""
    made = Practitioner.objects.create(
        authority_id=scene.agency.authority_id, given_name="Sam", family_name="Sett"
    )
    locality = None if place is None else scene.localities[place]
    post = Post.objects.create(
        authority_id=made.authority_id, practitioner=made, agency=scene.agency, role=role, locality=locality
    )
    return made.wearing(post)


def give(scene: Scene, to: Practitioner, grants: list[Any]) -> None:
    """Write grants as they were drawn; what cannot stand twice is written once."""
    for number, (of_case, which, level, starts, ends, here, stays) in enumerate(grants):
        values = {
            "practitioner_id": to.id,
            "agency": scene.agency if stays else scene.left,
            "child_id": scene.children[which].id,
            "episode_id": scene.episodes[which].id if of_case else None,
            "level": level,
            "basis": f"drawn {number}",
            "starts_at": clock.now() + starts,
            "ends_at": None if ends is None else clock.now() + ends,
        }
        if here:
            AccessGrant.objects.create(authority_id=to.authority_id, **values)


def by_plain_sql(query: str, who: Practitioner) -> set[uuid.UUID]:
    """The ids that somebody sees when nothing but the second wall stands between."""
    asking = Asking(practitioner_id=who.id, post_id=who.post.id, authority_id=who.authority_id)
    with acting_for(asking), connection.cursor() as cursor:
        cursor.execute(query)
        return {row_id for (row_id,) in cursor.fetchall()}


def live(grants: list[Any], level: int) -> list[tuple[bool, int]]:
    """Of the grants drawn, those that hold now at this level: whether of a case, and which."""
    nothing = dt.timedelta()
    return [
        (of_case, which)
        for of_case, which, at, starts, ends, here, stays in grants
        if here and stays and at >= level and starts <= nothing and (ends is None or ends > nothing)
    ]


def summaries(scene: Scene, grants: list[Any]) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """The cases and the children of which a summary is given: their own rows, and no content."""
    given = live(grants, Level.SUMMARY)
    cases = {scene.episodes[which].id for of_case, which in given if of_case}
    return cases, {scene.children[which].id for _, which in given}


def cases_in_full(scene: Scene, who: Practitioner, grants: list[Any]) -> set[uuid.UUID]:
    """The cases whose content somebody may see, reckoned without either wall."""
    granted = {scene.episodes[which].id for of_case, which in live(grants, Level.FULL) if of_case}
    if not who.has_role(*SEES_ALL):
        return granted
    places = dict(Episode.objects.values_list("id", "locality_id"))
    here = who.post.locality_id
    return granted | {one for one, place in places.items() if here is None or place in (None, here)}


def people_seen(scene: Scene, who: Practitioner, grants: list[Any]) -> set[uuid.UUID]:
    """The first wall's people: those whose record is open, and the circles of those open in full."""
    seen = set(Person.objects.visible_to(who).values_list("id", flat=True))
    for _, which in live(grants, Level.FULL):
        seen |= set(circle_people(scene.children[which]).values_list("id", flat=True))
    return seen


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(role=st.sampled_from(Role.values), place=PLACES, grants=GRANTS)
def test_both_walls_give_the_same_rows(scene: Scene, role: str, place: int | None, grants: list[Any]) -> None:
    with undone():
        who = somebody(scene, role, place)
        give(scene, who, grants)

        cases = set(Episode.objects.visible_to(who).values_list("id", flat=True))
        people = people_seen(scene, who, grants)
        summed_up, children = summaries(scene, grants)
        assert by_plain_sql("select id from episodes_episode", who) == cases | summed_up
        assert by_plain_sql("select id from people_person", who) == people | children
        in_full = cases_in_full(scene, who, grants)
        assert in_full == cases
        for table, case in CONTENT.items():
            assert by_plain_sql(f"select {case} from {table}", who) == in_full  # noqa: S608 - tables named above


def test_a_grant_given_in_another_authority_opens_nothing(scene: Scene) -> None:
    who = somebody(scene, Role.PRACTITIONER, None)
    with acting_in(scene.elsewhere):
        stranger = PractitionerFactory()
        AccessGrant.objects.create(
            authority_id=scene.elsewhere,
            practitioner=stranger,
            child_id=scene.children[0].id,
            episode_id=scene.episodes[0].id,
            level=Level.FULL,
            basis="lead",
        )

    assert by_plain_sql("select id from episodes_episode", who) == set()
    assert by_plain_sql("select id from episodes_episode", stranger) == set()
    assert by_plain_sql("select id from people_person", stranger) == set()
