"""Places and turns: who asked first comes first, nobody loses a place, and mails say nothing."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Practitioner
from opencaf.outbox.models import Message
from opencaf.training.models import Booking, Course, Session
from opencaf.training.operations.bookings import book_others, book_place, cancel_booking
from opencaf.training.operations.sessions import call_session_off, change_session
from tests.factories import PractitionerFactory
from tests.factories.training import make_course, make_session, trainer

pytestmark = pytest.mark.django_db
AHEAD = dt.date(2026, 12, 3)


@pytest.fixture
def tara(alice: Practitioner) -> Practitioner:
    return trainer()


@pytest.fixture
def course(tara: Practitioner) -> Course:
    return make_course(by=tara)


def states(session: Session) -> list[str]:
    return list(session.bookings.order_by("recorded_at", "id").values_list("state", flat=True))


def changed(session: Session, *, by: Practitioner, **values: object) -> Session:
    """The session with some of its values changed."""
    now = {
        name: getattr(session, name)
        for name in ("held_on", "starts_at", "ends_at", "place", "seats", "trainer")
    }
    return change_session(session=session, **{**now, **values}, by=by)  # type: ignore[arg-type]


def test_who_waited_longest_gets_the_place_and_a_mail_that_names_nothing(
    tara: Practitioner, alice: Practitioner, bob: Practitioner, dave: Practitioner, course: Course
) -> None:
    session = make_session(course, AHEAD, by=tara, seats=1)
    hers = book_place(session=session, by=alice)
    book_place(session=session, by=bob)
    book_place(session=session, by=dave)
    assert states(session) == ["booked", "waiting", "waiting"]

    cancel_booking(booking=hers, by=alice)

    assert states(session) == ["cancelled", "booked", "waiting"]
    mail = Message.objects.get()
    assert mail.to == bob.email
    for word in (str(bob), course.name, session.place, "2026"):
        assert word not in mail.subject + mail.body.split("http")[0]


def test_more_seats_go_to_those_who_wait(
    tara: Practitioner, alice: Practitioner, bob: Practitioner, course: Course
) -> None:
    session = make_session(course, AHEAD, by=tara, seats=1)
    book_others(session=session, people=[alice, bob], by=tara)

    changed(session, by=tara, seats=2)

    assert states(session) == ["booked", "booked"]


def test_nobody_loses_a_place_to_fewer_seats(
    tara: Practitioner, alice: Practitioner, bob: Practitioner, course: Course
) -> None:
    session = make_session(course, AHEAD, by=tara, seats=2)
    book_others(session=session, people=[alice, bob], by=tara)

    with pytest.raises(ValidationError, match="2 people have a place"):
        changed(session, by=tara, seats=1)


def test_nobody_has_two_places(tara: Practitioner, alice: Practitioner, course: Course) -> None:
    session = make_session(course, AHEAD, by=tara)
    book_place(session=session, by=alice)

    with pytest.raises(ValidationError, match="You have a place"):
        book_place(session=session, by=alice)
    assert book_others(session=session, people=[alice, alice], by=tara) == []


def test_whoever_is_down_for_a_session_is_told_that_it_moves_or_does_not_take_place(
    tara: Practitioner, alice: Practitioner, course: Course
) -> None:
    session = make_session(course, AHEAD, by=tara)
    book_place(session=session, by=alice)

    moved = changed(session, by=tara, place="Elsewhere")
    call_session_off(session=moved, why="The trainer is ill", by=tara)

    told = Message.objects.order_by("recorded_at", "id").values_list("subject", flat=True)
    assert list(told) == [
        "A training session has changed",
        "A training session does not take place",
    ]
    with pytest.raises(ValidationError, match="called off"):
        book_place(session=session, by=tara)


def test_others_neither_book_for_somebody_nor_give_their_place_back(
    tara: Practitioner, alice: Practitioner, bob: Practitioner, course: Course
) -> None:
    session = make_session(course, AHEAD, by=tara)
    hers = book_place(session=session, by=alice)

    with pytest.raises(PermissionDenied):
        cancel_booking(booking=hers, by=bob)
    with pytest.raises(PermissionDenied):
        book_others(session=session, people=[alice], by=bob)


def test_a_session_that_is_over_takes_no_booking(
    tara: Practitioner, alice: Practitioner, course: Course
) -> None:
    session = make_session(course, dt.date(2026, 11, 1), by=tara)

    with pytest.raises(ValidationError, match="is over"):
        book_place(session=session, by=alice)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seats=st.integers(1, 3), steps=st.lists(st.integers(0, 4), max_size=12))
def test_places_are_never_more_than_seats_and_nobody_waits_beside_a_free_one(
    tara: Practitioner, course: Course, seats: int, steps: list[int]
) -> None:
    session = make_session(course, AHEAD, by=tara, seats=seats)
    people = [PractitionerFactory(user=None) for _ in range(5)]

    for step in steps:
        held = (
            session.bookings.exclude(state=Booking.State.CANCELLED).filter(practitioner=people[step]).first()
        )
        if held:
            cancel_booking(booking=held, by=tara)
        else:
            book_others(session=session, people=[people[step]], by=tara)

        booked, waiting = (states(session).count(state) for state in ("booked", "waiting"))
        assert booked <= seats
        assert not waiting or booked == seats
