"""The pages of training, by the client: what each shows, asks and does."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Agency, Authority, Practitioner
from opencaf.training.models import Booking, CountedAttendance, Course, Session, TrainingAttendance
from tests.factories.training import make_course, make_list, make_session, make_trained, trainer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("running_day")]
ClientOf = Callable[[Practitioner], Client]
AHEAD = dt.date(2026, 12, 3)
BEFORE = dt.date(2026, 10, 5)
SENT = {"sent": "yes"}  # a form without questions still sends something


@pytest.fixture
def tara(alice: Practitioner) -> Practitioner:
    return trainer()


@pytest.fixture
def course(tara: Practitioner) -> Course:
    return make_course(by=tara, valid_months=36)


def boxes(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_without_courses_every_page_says_what_comes_first(tara: Practitioner, client_of: ClientOf) -> None:
    client = client_of(tara)

    assert "No session is planned yet" in client.get(reverse("training:index")).content.decode()
    assert "There is no course yet" in client.get(reverse("training:board")).content.decode()
    assert "There is no course yet" in client.get(reverse("training:courses")).content.decode()
    assert "Nobody is noted as trained" in client.get(reverse("training:statistics")).content.decode()
    assert client.get(reverse("training:plan")).url == reverse("training:courses")


def test_the_usual_courses_are_added_by_one_button(tara: Practitioner, client_of: ClientOf) -> None:
    client_of(tara).post(reverse("training:usual_courses"), SENT)

    assert sorted(Course.objects.values_list("kind", flat=True)) == ["briefing", "manager", "practitioner"]


def test_a_session_is_planned_booked_and_given_back(
    tara: Practitioner, alice: Practitioner, course: Course, client_of: ClientOf
) -> None:
    client_of(tara).post(
        reverse("training:plan"),
        {"course": course.id, "starts_at": "9:30am", "ends_at": "4pm", "place": "Civic Hall", "seats": "1"}
        | boxes("held_on", AHEAD),
    )
    session = Session.objects.get()
    hers = client_of(alice)
    assert "1 of 1 seats free" in hers.get(reverse("training:index")).content.decode()

    hers.post(reverse("training:book", args=[session.id]), SENT)

    booking = Booking.objects.get()
    assert (booking.practitioner, booking.state) == (alice, "booked")
    shown = hers.get(reverse("training:session", args=[session.id])).content.decode()
    assert "Has a place: you" in shown
    assert "Schools and learning 1" in shown
    hers.post(reverse("training:cancel", args=[booking.id]), SENT)
    booking.refresh_from_db()
    assert booking.state == "cancelled"


def test_names_of_nobody_are_said_at_their_field(
    tara: Practitioner, course: Course, client_of: ClientOf
) -> None:
    session = make_session(course, AHEAD, by=tara)

    answer = client_of(tara).post(reverse("training:book_others", args=[session.id]), {"people": "No Body"})

    assert "No Body is not known here" in answer.content.decode()


def test_who_came_is_noted_and_gets_a_certificate_and_gives_feedback(
    tara: Practitioner, alice: Practitioner, course: Course, client_of: ClientOf
) -> None:
    session = make_session(course, BEFORE, by=tara)
    client = client_of(tara)

    client.post(reverse("training:attendance", args=[session.id]), {"people": str(alice)})

    attendance = TrainingAttendance.objects.get()
    hers = client_of(alice)
    paper = hers.get(reverse("training:certificate", args=[attendance.id]))
    assert paper.content.startswith(b"%PDF")
    hers.post(
        reverse("training:feedback", args=[session.id]), {"useful": "5", "ready": "yes", "words": "More time"}
    )
    page = client.get(reverse("training:session", args=[session.id])).content.decode()
    assert "Fewer than three" in page
    assert "More time" not in page
    client.post(reverse("training:changed", args=[session.id]), {"changed": "It now begins at 10am."})
    assert (
        "It now begins at 10am." in hers.get(reverse("training:session", args=[session.id])).content.decode()
    )


def test_a_certificate_of_somebody_else_is_refused(
    tara: Practitioner, alice: Practitioner, dave: Practitioner, course: Course, client_of: ClientOf
) -> None:
    attendance = make_trained(alice, course, BEFORE, by=tara)

    answer = client_of(dave).get(reverse("training:certificate", args=[attendance.id]))

    assert answer.status_code == 403


def test_a_list_is_read_asked_about_and_brought_in_once(
    tara: Practitioner, alice: Practitioner, school: Agency, course: Course, client_of: ClientOf
) -> None:
    client = client_of(tara)
    text = f"Name,Agency,Date\n{alice},{school.name},6/10/2025\nNia Newcomer,{school.name},6/10/2025\n"

    for expected in (2, 2):
        file = SimpleUploadedFile("list.csv", text.encode())
        read = client.post(reverse("training:list_choose"), {"file": file, "course": course.name})
        asked = client.get(read.url).content.decode()
        answers = {"who_0": "new"} if "Nia Newcomer" in asked else {}
        client.post(read.url, SENT | answers)
        assert TrainingAttendance.objects.count() == expected

    new = TrainingAttendance.objects.exclude(practitioner=alice).get()
    assert (str(new.practitioner), new.practitioner.user, new.agency) == ("Nia Newcomer", None, school)


def test_a_list_with_an_unknown_name_is_not_half_brought_in(
    tara: Practitioner, alice: Practitioner, school: Agency, course: Course, client_of: ClientOf
) -> None:
    kept = make_list(agency=school, by=tara)

    answer = client_of(tara).post(reverse("training:list", args=[kept.id]), SENT)

    assert "Select who Nia Newcomer is" in answer.content.decode()
    assert not TrainingAttendance.objects.exists()


def test_a_list_is_shown_to_nobody_but_its_sender(
    tara: Practitioner, coordinator: Practitioner, school: Agency, course: Course, client_of: ClientOf
) -> None:
    kept = make_list(agency=school, by=tara)

    assert client_of(coordinator).get(reverse("training:list", args=[kept.id])).status_code == 404


def test_figures_of_a_day_and_their_file(
    tara: Practitioner, alice: Practitioner, course: Course, client_of: ClientOf
) -> None:
    make_trained(alice, course, BEFORE, by=tara)
    client = client_of(tara)

    later = client.get(
        reverse("training:statistics"), {"by": "sector"} | boxes("on", BEFORE)
    ).content.decode()
    earlier = client.get(reverse("training:statistics"), boxes("on", dt.date(2026, 10, 4))).content.decode()
    file = client.get(reverse("training:statistics_download"), {"as": "csv", "by": "sector"})

    assert "Schools and learning" in later
    assert "Nobody is noted as trained" in earlier
    assert b"Schools and learning,Practitioner day,1,100" in file.content


def test_which_training_is_needed_is_the_administrators_to_say(
    erin: Practitioner, tara: Practitioner, alice: Practitioner, course: Course, client_of: ClientOf
) -> None:
    make_session(course, AHEAD, by=tara)
    client_of(erin).post(
        reverse("training:needed"), {"to_start": [str(course.id)], "refresher_after_months": "6"}
    )

    shown = client_of(alice).get(reverse("training:index")).content.decode()

    assert "asks for training before somebody starts a CAF: Practitioner day" in shown
    assert "3 December 2026" in shown
    assert client_of(tara).get(reverse("training:needed")).status_code == 403


def test_a_counted_list_is_brought_in(tara: Practitioner, course: Course, client_of: ClientOf) -> None:
    client = client_of(tara)
    file = SimpleUploadedFile("old.csv", b"Agency,Number\nFirst School,35\nTotal,35\n")

    read = client.post(
        reverse("training:list_choose"),
        {"file": file, "course": course.name} | boxes("day", dt.date(2008, 12, 31)),
    )
    client.post(read.url, SENT)

    counted = CountedAttendance.objects.get()
    assert (counted.label, counted.kind, counted.sector, counted.number) == (
        "First School",
        "first_school",
        "schools",
        35,
    )


def test_an_untrained_person_is_told_which_course_and_when(
    tara: Practitioner, dave: Practitioner, course: Course, client_of: ClientOf
) -> None:
    make_session(course, AHEAD, by=tara)
    Course.objects.update(opens_records=True)
    Authority.objects.filter(pk=tara.authority_id).update(asks_training=True)

    answer = client_of(dave).get(reverse("training:index"))

    assert answer.status_code == 403
    words = answer.content.decode()
    assert "The training is Practitioner day. The next session is on 3 December 2026" in words
