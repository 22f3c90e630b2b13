"""From training to practice, by the client: figures, names, lists, files and the planning board."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Agency, Practitioner
from opencaf.training.models import Course
from opencaf.training.operations.bookings import book_place
from tests.factories import PractitionerFactory
from tests.factories.training import make_course, make_session, make_trained, trainer
from tests.reports.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("running_day")]
ClientOf = Callable[[Practitioner], Client]
TRAINED_ON = dt.date(2026, 1, 12)


@pytest.fixture
def tara(alice: Practitioner) -> Practitioner:
    return trainer()


@pytest.fixture
def course(tara: Practitioner) -> Course:
    return make_course(by=tara, valid_months=36)


@pytest.fixture
def trained(alice: Practitioner, course: Course, tara: Practitioner) -> Practitioner:
    make_trained(alice, course, TRAINED_ON, by=tara)
    return alice


def page(client: Client, name: str, *args: object, **asked: str) -> str:
    return client.get(reverse(f"training:{name}", args=args), asked).content.decode()


def test_without_anybody_trained_the_page_says_what_to_do(tara: Practitioner, client_of: ClientOf) -> None:
    assert "Nobody is noted by name as trained" in page(client_of(tara), "followed")


def test_a_coordinator_reads_numbers_as_they_are_and_opens_the_names(
    trained: Practitioner, coordinator: Practitioner, client_of: ClientOf
) -> None:
    case = World(coordinator).case(dt.date(2026, 3, 14), agency=trained.agency)
    type(case).objects.filter(pk=case.pk).update(initiator=trained)
    client = client_of(coordinator)

    shown = page(client, "followed")

    assert "1 person was trained; 1 of them started a CAF afterwards" in shown
    assert "Months to the first start" in shown
    names = reverse("training:trained_people", args=[trained.agency.id])
    assert names in shown
    assert str(trained) in page(client, "trained_people", trained.agency.id)
    assert "Nobody is noted by name" in page(client, "trained_people", trained.agency.id, on="2025-01-01")


def test_up_to_an_earlier_day_nobody_was_trained(
    trained: Practitioner, coordinator: Practitioner, client_of: ClientOf
) -> None:
    day = {"on_day": "11", "on_month": "1", "on_year": "2026"}

    assert "Nobody is noted by name as trained up to 11 January 2026" in page(
        client_of(coordinator), "followed", **day
    )


def test_a_day_that_is_none_is_said_at_its_field(coordinator: Practitioner, client_of: ClientOf) -> None:
    shown = page(client_of(coordinator), "followed", on_day="31", on_month="2", on_year="2026")

    assert "There is a problem" in shown


def test_the_training_team_reads_small_numbers_hidden(
    trained: Practitioner, tara: Practitioner, client_of: ClientOf
) -> None:
    shown = page(client_of(tara), "followed", by="sector")

    assert "few or none" in shown
    assert "rounded to multiples of 5" in shown
    assert "Months to the first start" not in shown


def test_an_analyst_reads_figures_and_neither_names_nor_lists(
    trained: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(PractitionerFactory(post_worn__role="analyst"))

    assert "few or none" in page(client, "followed")
    assert client.get(reverse("training:trained_people", args=[trained.agency.id])).status_code == 403
    assert client.get(reverse("training:to_help")).status_code == 403


def test_the_lists_say_whom_to_ring_or_that_there_is_nobody(
    tara: Practitioner, trained: Practitioner, client_of: ClientOf, school: Agency
) -> None:
    school.phone = "01632 960001"
    school.save()

    shown = page(client_of(tara), "to_help")

    assert "Ring 01632 960001" in shown
    assert "1 trained" in shown
    assert "Nobody who started one in the last twelve months is without training." in shown
    assert "Nobody leads for the first time without" in shown


def test_the_board_says_who_waits_and_how_long_the_lists_are(
    tara: Practitioner, trained: Practitioner, bob: Practitioner, course: Course, client_of: ClientOf
) -> None:
    session = make_session(course, dt.date(2026, 12, 3), by=tara, seats=1)
    book_place(session=session, by=trained)
    book_place(session=session, by=bob)

    shown = page(client_of(tara), "board")

    assert f"{bob.agency}: 1 for {course}" in shown
    assert "Agencies trained that never started: 1" in shown


@pytest.mark.parametrize("way", ["csv", "xlsx", "json"])
def test_figures_and_lists_can_be_taken_away(
    way: str, tara: Practitioner, trained: Practitioner, client_of: ClientOf
) -> None:
    client = client_of(tara)
    addresses = [reverse("training:followed_download")]
    addresses += [
        reverse("training:to_help_download", args=[which])
        for which in ("never-started", "untrained", "first-leads")
    ]

    answers = [client.get(address, {"as": way}) for address in addresses]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert client.get(reverse("training:to_help_download", args=["others"])).status_code == 404
    if way == "csv":
        assert str(trained.agency) in answers[1].content.decode()
