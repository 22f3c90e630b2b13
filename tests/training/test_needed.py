"""Training before starting and leading, where the authority asks for it: which course, and when."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opencaf.agencies.models import Authority, Practitioner
from opencaf.episodes.operations.leading import agree_lead_professional
from opencaf.episodes.permissions import can_start
from opencaf.training.models import Course
from opencaf.training.operations.courses import set_needed_training
from tests.factories import PractitionerFactory, acting_in, make_episode
from tests.factories.training import make_course, make_session, make_trained, trainer

pytestmark = pytest.mark.django_db


@pytest.fixture
def tara(alice: Practitioner) -> Practitioner:
    return trainer()


@pytest.fixture
def course(tara: Practitioner) -> Course:
    return make_course(by=tara, valid_months=12)


def again(who: Practitioner) -> Practitioner:
    """Somebody as the next request finds them."""
    return Practitioner.objects.select_related("authority").get(pk=who.pk)


def needed(erin: Practitioner, course: Course, *names: str) -> None:
    asked = {name: [course] if name in names else [] for name in ("to_open", "to_start", "to_lead")}
    set_needed_training(**asked, refresher_after_months=6, by=erin)


def test_nothing_is_asked_until_the_authority_does(alice: Practitioner, course: Course) -> None:
    assert can_start(again(alice))


def test_starting_is_refused_with_the_course_and_its_next_session(
    alice: Practitioner, tara: Practitioner, erin: Practitioner, course: Course
) -> None:
    needed(erin, course, "to_start")
    make_session(course, dt.date(2026, 12, 3), by=tara)

    with pytest.raises(PermissionDenied) as refused:
        make_episode(by=again(alice))

    assert str(refused.value) == (
        "Your authority asks for training before somebody starts a CAF: Practitioner day. The next session "
        "is on 3 December 2026, Room 2, Civic Hall. Book it under Training."
    )


def test_without_a_session_it_says_ask_them(alice: Practitioner, erin: Practitioner, course: Course) -> None:
    needed(erin, course, "to_start")

    assert can_start(again(alice)).reason.endswith("No session is planned yet: ask the training team.")


@pytest.mark.parametrize(("day", "may"), [(dt.date(2025, 11, 3), True), (dt.date(2025, 11, 2), False)])
def test_training_that_ran_out_is_none(
    alice: Practitioner, tara: Practitioner, erin: Practitioner, course: Course, day: dt.date, may: bool
) -> None:
    """The clock stands on 2 November 2026; the course holds for twelve months."""
    needed(erin, course, "to_start")
    make_trained(alice, course, day, by=tara)

    assert bool(can_start(again(alice))) is may


def test_nobody_untrained_becomes_lead_where_that_is_asked(
    alice: Practitioner, bob: Practitioner, tara: Practitioner, erin: Practitioner, course: Course
) -> None:
    episode = make_episode(by=alice)
    needed(erin, course, "to_lead")
    by = again(alice).wearing(alice.post)

    with pytest.raises(ValidationError, match="before somebody becomes lead professional: Practitioner day"):
        agree_lead_professional(episode=episode, practitioner=bob, started_on=dt.date(2025, 10, 1), by=by)
    make_trained(bob, course, dt.date(2026, 1, 12), by=tara)
    agree_lead_professional(episode=episode, practitioner=bob, started_on=dt.date(2025, 10, 1), by=by)


def test_taken_back_nothing_is_asked(alice: Practitioner, erin: Practitioner, course: Course) -> None:
    needed(erin, course, "to_start", "to_lead")

    needed(erin, course, "to_open")

    authority = Authority.objects.get(pk=erin.authority_id)
    assert not authority.asks_training_to_start
    assert not authority.asks_training_to_lead
    assert can_start(again(alice))


def test_only_an_administrator_says_what_is_needed(tara: Practitioner, course: Course) -> None:
    with pytest.raises(PermissionDenied):
        needed(tara, course, "to_start")


def test_another_authority_sees_nothing_of_it(course: Course, other_authority: Authority) -> None:
    with acting_in(other_authority.id):
        PractitionerFactory()
        assert not Course.objects.exists()
