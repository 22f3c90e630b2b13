"""Who took part: noted after a session, noted again, counted once, and what it opens."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencaf.agencies.models import Practitioner
from opencaf.training.models import Course, Feedback, TrainingAttendance
from opencaf.training.operations.attending import take_attendance
from opencaf.training.operations.sessions import give_feedback
from opencaf.training.queries.sessions import feedback_on, refreshers_due, taken_by
from opencaf.training.queries.statistics import By, statistics_on
from tests.factories import AgencyFactory, PractitionerFactory
from tests.factories.training import make_course, make_session, make_trained, trainer

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 10, 6)


@pytest.fixture
def tara(alice: Practitioner) -> Practitioner:
    return trainer()


@pytest.fixture
def course(tara: Practitioner) -> Course:
    return make_course(by=tara, valid_months=12)


def test_noted_again_it_holds_as_it_was_said_last(
    tara: Practitioner, alice: Practitioner, bob: Practitioner, course: Course
) -> None:
    session = make_session(course, DAY, by=tara)
    take_attendance(session=session, came=[alice, bob], by=tara)

    take_attendance(session=session, came=[bob], by=tara)

    assert [one.practitioner for one in session.attendances.all()] == [bob]


def test_attendance_is_not_noted_ahead_nor_by_others(
    tara: Practitioner, alice: Practitioner, course: Course
) -> None:
    ahead = make_session(course, dt.date(2026, 12, 3), by=tara)

    with pytest.raises(ValidationError, match="on the day of the session or later"):
        take_attendance(session=ahead, came=[alice], by=tara)
    with pytest.raises(PermissionDenied):
        take_attendance(session=make_session(course, DAY, by=tara), came=[alice], by=alice)


def test_a_course_that_opens_records_notes_the_latest_day_of_training(
    tara: Practitioner, alice: Practitioner, course: Course
) -> None:
    Course.objects.update(opens_records=True)
    make_trained(alice, course, DAY, by=tara)
    make_trained(alice, course, dt.date(2024, 1, 8), by=tara)

    alice.refresh_from_db()

    assert alice.trained_on == DAY


def test_a_refresher_is_due_three_months_before_the_course_runs_out(
    tara: Practitioner, alice: Practitioner, bob: Practitioner, course: Course
) -> None:
    make_trained(alice, course, dt.date(2026, 1, 31), by=tara)  # until 31 January 2027, in 90 days
    make_trained(bob, course, dt.date(2026, 2, 1), by=tara)

    due = refreshers_due(tara.authority_id)

    assert [(one.attendance.practitioner, one.holds_until) for one in due] == [(alice, dt.date(2027, 1, 31))]
    assert [one.is_due for one in taken_by(bob)] == [False]


def test_who_came_again_is_not_due(tara: Practitioner, alice: Practitioner, course: Course) -> None:
    make_trained(alice, course, dt.date(2024, 1, 31), by=tara)
    make_trained(alice, course, dt.date(2026, 10, 5), by=tara)

    assert refreshers_due(tara.authority_id) == []


def test_feedback_is_given_once_keeps_no_name_and_is_shown_from_three_on(
    tara: Practitioner, alice: Practitioner, course: Course
) -> None:
    session = make_session(course, DAY, by=tara)
    people = [alice, PractitionerFactory(), PractitionerFactory()]
    take_attendance(session=session, came=people, by=tara)

    for who in people[:2]:
        give_feedback(session=session, useful=5, ready="yes", words="Good", by=who)
    assert feedback_on(session).useful is None
    give_feedback(session=session, useful=2, ready="no", by=people[2])

    said = feedback_on(session)
    assert (said.answers, said.useful, said.ready, said.words) == (3, 4.0, 2, ("Good", "Good"))
    assert not any(field.name in ("practitioner", "recorded_by") for field in Feedback._meta.fields)
    with pytest.raises(PermissionDenied, match="already"):
        give_feedback(session=session, useful=5, ready="yes", by=alice)
    with pytest.raises(PermissionDenied, match="those who took part"):
        give_feedback(session=session, useful=5, ready="yes", by=tara)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(came=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=12), until=st.integers(0, 6))
def test_people_are_counted_once_on_any_day(
    tara: Practitioner, came: list[tuple[int, int]], until: int
) -> None:
    """Beside a plain count: for each person the first of their days, if it is not after the day asked for."""
    TrainingAttendance.objects.all().delete()
    course = Course.objects.filter(name="Counted").first() or make_course("Counted", by=tara)
    people = [PractitionerFactory(user=None, post_worn__agency=AgencyFactory()) for _ in range(4)]
    for who, day in came:
        make_days(course, people[who], DAY + dt.timedelta(days=day), by=tara)

    found = statistics_on(DAY + dt.timedelta(days=until), tara.authority_id, by=By.AGENCY)

    counted = {line.label: sum(line.numbers) for line in found.lines}
    assert counted == {people[who].agency.name: 1 for who, day in came if day <= until}


def make_days(course: Course, who: Practitioner, day: dt.date, *, by: Practitioner) -> None:
    """Somebody comes on a day; on the same day again they were there already."""
    take_attendance(session=make_session(course, day, by=by), came=[who], by=by)
