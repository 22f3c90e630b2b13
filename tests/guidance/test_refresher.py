"""To whom the refresher is offered: who never started, long after training or without."""

import datetime as dt

import pytest

from opencaf.agencies.models import Practitioner
from opencaf.guidance.models import RefresherRead
from opencaf.guidance.operations.refresher import note_refresher_read
from opencaf.guidance.queries.refresher import coordinators_in, is_refresher_offered, readers_counted
from tests.factories import make_episode
from tests.factories.training import make_course, make_trained, trainer
from tests.signing_in import user_of


@pytest.mark.parametrize(
    ("attended_on", "offered"),
    [
        (None, True),
        (dt.date(2024, 11, 4), True),  # two years ago
        (dt.date(2026, 5, 2), True),  # six months ago to the day
        (dt.date(2026, 5, 3), False),  # a day less
    ],
)
def test_it_is_offered_long_after_training(
    alice: Practitioner, attended_on: dt.date | None, offered: bool
) -> None:
    if attended_on:
        tara = trainer()
        make_trained(alice, make_course(by=tara), attended_on, by=tara)

    assert is_refresher_offered(alice) is offered


def test_the_authority_says_how_long_is_long(alice: Practitioner) -> None:
    alice.trained_on = dt.date(2026, 5, 3)
    alice.authority.refresher_after_months = 5

    assert is_refresher_offered(alice)


def test_whoever_started_or_read_it_is_offered_it_no_more(alice: Practitioner, dave: Practitioner) -> None:
    make_episode(by=alice)

    note_refresher_read(by=dave)

    assert not is_refresher_offered(alice)
    assert not is_refresher_offered(dave)


def test_who_read_it_is_counted_once(alice: Practitioner, dave: Practitioner) -> None:
    for who in (alice, dave, alice):
        note_refresher_read(by=who)

    assert readers_counted(alice.authority_id) == RefresherRead.objects.count() == 2


def test_it_names_whom_to_ask(coordinator: Practitioner) -> None:
    user_of(coordinator)

    assert str(coordinator) in coordinators_in(coordinator.authority_id)
