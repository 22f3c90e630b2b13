"""First meetings to come that may need a hand, for coordinators and managers."""

import datetime as dt
from collections.abc import Callable

from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.core import clock
from opencaf.episodes.models import Episode
from opencaf.episodes.queries.radar import first_meetings, meeting_of
from tests.factories import LocalityFactory, PractitionerFactory, make_episode
from tests.factories.leading import make_coordination
from tests.factories.meetings import make_planned_meeting
from tests.factories.reports import initiator_of
from tests.factories.support import make_lead, make_meeting
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]
SINCE = dt.date(2026, 10, 20)


def to_be_met(by: Practitioner) -> Episode:
    episode = make_episode(by=by, intended_on=dt.date(2026, 10, 1))
    make_planned_meeting(episode, by=by, planned_for=dt.date(2026, 11, 20))
    Episode.objects.filter(pk=episode.pk).update(state="planning")
    return Episode.objects.get(pk=episode.pk)


def trained(practitioner: Practitioner, on: dt.date | None) -> Practitioner:
    Practitioner.objects.filter(pk=practitioner.pk).update(trained_on=on)
    return practitioner


def reasons(practitioner: Practitioner) -> list[list[str]]:
    """Why each case stands on the radar."""
    return [
        [reason.why for reason in meeting_of(episode, practitioner.authority).reasons]
        for episode in first_meetings(practitioner)
    ]


def test_a_first_meeting_that_nobody_leads_is_there(alice: Practitioner, carol: Practitioner) -> None:
    episode = to_be_met(alice)
    before = reasons(carol)
    make_coordination(episode, alice, started_on=SINCE, by=alice)

    assert before == [["Nobody is lead professional yet"]]
    assert reasons(carol) == [["Somebody does the work; nobody is lead professional yet"]]


def test_who_leads_for_the_first_time_is_there_and_not_the_second(
    alice: Practitioner, carol: Practitioner
) -> None:
    trained(alice, clock.today())
    make_lead(to_be_met(alice), of=alice, started_on=SINCE)
    make_lead(to_be_met(alice), of=alice, started_on=SINCE + dt.timedelta(days=1))

    assert reasons(carol) == [[f"{alice} leads for the first time"]]


def test_training_that_is_missing_or_old_is_there(
    alice: Practitioner, bob: Practitioner, carol: Practitioner
) -> None:
    for who in (alice, bob):
        make_lead(make_episode(by=alice, intended_on=dt.date(2025, 10, 1)), of=who, started_on=SINCE)
    make_lead(to_be_met(alice), of=trained(alice, None), started_on=SINCE + dt.timedelta(days=1))
    make_lead(
        to_be_met(alice), of=trained(bob, dt.date(2023, 11, 1)), started_on=SINCE + dt.timedelta(days=1)
    )
    found = reasons(carol)
    trained(bob, dt.date(2023, 11, 2))

    assert found == [[f"No training of {alice} is noted"], [f"{bob} was trained on 1 November 2023"]]
    assert reasons(carol) == [[f"No training of {alice} is noted"]]


def test_it_leaves_when_the_meeting_is_held_or_the_case_rests(
    alice: Practitioner, carol: Practitioner
) -> None:
    first, second = to_be_met(alice), to_be_met(alice)
    before = len(reasons(carol))
    make_meeting(first, by=alice, held_on=dt.date(2026, 10, 30))
    Episode.objects.filter(pk=second.pk).update(state="suspended")

    assert (before, reasons(carol)) == (2, [])


def test_a_coordinator_of_a_locality_knows_that_somebody_led_elsewhere(alice: Practitioner) -> None:
    north, south = LocalityFactory(), LocalityFactory()
    leads = trained(PractitionerFactory(post_worn__locality=south), clock.today())
    for place in (south, north):
        episode = to_be_met(initiator_of("schools", locality=place))
        make_lead(episode, of=leads, started_on=SINCE)
    coordinator = PractitionerFactory(post_worn__role="coordinator", post_worn__locality=north)

    assert reasons(coordinator) == []


def test_the_page_says_why_and_what_to_do(
    alice: Practitioner, coordinator: Practitioner, client_of: SignIn
) -> None:
    client = client_of(coordinator)
    empty = client.get("/home/board/first-meetings/").content.decode()
    episode = to_be_met(alice)

    with at_most(12):
        page = client.get("/home/board/first-meetings/").content.decode()

    assert "No first meeting needs a hand now." in empty
    assert episode.reference in page
    assert f'href="/episodes/{episode.id}/lead/"' in page


def test_it_is_not_for_practitioners(alice: Practitioner, client_of: SignIn) -> None:
    assert client_of(alice).get("/home/board/first-meetings/").status_code == 403
