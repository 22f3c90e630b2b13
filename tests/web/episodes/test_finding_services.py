"""A service found from a case, asked, recalled; and a service that nobody gives."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Agency, Practitioner
from opencaf.audit.models import Correction
from opencaf.directory.models import Service
from opencaf.directory.open_referral.reading import read_texts
from opencaf.directory.operations.importing import import_feed
from opencaf.episodes.models import Episode, MissingService, ServiceRequest
from opencaf.episodes.operations.requests import record_decision, start_service
from opencaf.outbox.models import Message
from tests.directory.feeds import feed_text, make_record
from tests.factories import make_episode
from tests.factories.support import child_of, make_missing, make_request, make_service

ClientOf = Callable[[Practitioner], Client]


def day(name: str, year: int, month: int, number: int) -> dict[str, str]:
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def test_a_charity_of_a_feed_is_asked_and_becomes_an_agency_without_accounts(
    alice: Practitioner, coordinator: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    text = feed_text(make_record(minimum_age=0, maximum_age=99))
    import_feed(feed=read_texts([text]), name="county", by=coordinator)
    service, client = Service.objects.get(), client_of(alice)
    address = f"{reverse('episodes:request_add', args=[episode.id])}?service={service.id}"

    offered = client.get(reverse("episodes:request_find", args=[episode.id])).content.decode()
    asking = client.get(address).content.decode()
    client.post(
        address,
        {
            "people": [str(child_of(episode).id)],
            "need": "loss_bereavement",
            "reason": "Since his father died",
            **day("asked_on", 2025, 10, 16),
        },
    )

    assert f"?service={service.id}" in offered
    assert "0 to 99 years" in asking
    assert "There is no other form" in asking
    request = ServiceRequest.objects.get()
    assert (request.service, request.service_name) == (service, "Harbour bereavement support")
    assert request.agency == Agency.objects.get(name="Harbour Trust")


def test_what_does_not_fit_is_said_and_not_blocked(
    alice: Practitioner, coordinator: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    service = make_service(name="Old age club", details={"age_from": 60, "age_to": None}, by=coordinator)
    address = f"{reverse('episodes:request_add', args=[episode.id])}?service={service.id}"
    client = client_of(alice)

    page = client.get(address).content.decode()
    client.post(address, {"people": [str(child_of(episode).id)], **day("asked_on", 2025, 10, 16)})

    assert "It is for from 60 years" in page
    assert ServiceRequest.objects.get().service == service


def test_an_address_that_names_no_service_is_not_known(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    address = reverse("episodes:request_add", args=[episode.id])

    assert client_of(alice).get(f"{address}?service=nonsense").status_code == 404


def test_a_request_is_recalled_and_the_recall_taken_back(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    request, client = make_request(episode, by=alice), client_of(alice)
    where = [episode.id, request.id]

    client.post(
        reverse("episodes:request_recall", args=where),
        {"why": "They moved", **day("recalled_on", 2025, 10, 20)},
    )
    recalled = client.get(reverse("episodes:request", args=where)).content.decode()
    client.post(reverse("episodes:request_stand", args=where), {"why": "It was the wrong family"})

    request.refresh_from_db()
    kept = Correction.objects.filter(record_id=request.id).values_list("field", "old_value", "reason")
    assert set(kept) == {
        ("recalled_on", "2025-10-20", "It was the wrong family"),
        ("recalled_why", "They moved", "It was the wrong family"),
    }
    assert "They moved" in recalled
    assert "It was sent" not in recalled
    assert request.recalled_on is None


def test_a_service_that_started_is_not_recalled(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    request = make_request(episode, by=alice)
    start_service(request=request, started_on=dt.date(2025, 10, 20), by=alice)

    sent = client_of(alice).post(
        reverse("episodes:request_recall", args=[episode.id, request.id]),
        {"why": "They moved", **day("recalled_on", 2025, 10, 21)},
    )

    assert "The service has started" in sent.content.decode()


def test_the_requester_is_told_by_a_mail_without_a_name(
    alice: Practitioner, coordinator: Practitioner, episode: Episode
) -> None:
    request = make_request(episode, by=alice)
    before = Message.objects.count()

    record_decision(request=request, decision="declined", decided_on=dt.date(2025, 11, 4), by=coordinator)

    told = list(Message.objects.all()[before:])
    assert [one.to for one in told] == [alice.user.email]
    assert child_of(episode).given_names not in told[0].subject + told[0].body
    assert "Speech" not in told[0].body
    assert not mail.outbox


def test_what_was_given_is_told_in_words_and_figures(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    request = make_request(episode, by=alice)
    start_service(request=request, started_on=dt.date(2025, 10, 20), by=alice)
    where, client = [episode.id, request.id], client_of(alice)

    client.post(
        reverse("episodes:request_deliver", args=where),
        {"delivered": "Eight offered", "sessions_given": "7", "hours_given": "10.5"},
    )

    assert "7 sessions, 10.5 hours" in client.get(reverse("episodes:request", args=where)).content.decode()


def test_a_service_that_nobody_gives_is_noted_and_taken_back(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    client, services = client_of(alice), reverse("episodes:services", args=[episode.id])

    client.post(
        reverse("episodes:missing_add", args=[episode.id]),
        {"need": "loss_bereavement", "wanted": "A group for boys", **day("noted_on", 2025, 10, 20)},
    )
    noted = client.get(services).content.decode()
    missing = MissingService.objects.get()
    client.post(reverse("episodes:missing_take_back", args=[episode.id, missing.id]), {"why": "Found one"})

    after = client.get(services).content.decode()
    assert "A group for boys" in noted
    assert "Taken back on" not in noted
    assert re.search(r"A group for boys.*Taken back on [^<]*: Found one", after, re.DOTALL)
    missing.refresh_from_db()
    assert missing.taken_back_why == "Found one"


def test_somebody_without_a_part_in_it_notes_nothing(
    dave: Practitioner, alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    missing = make_missing(episode, by=alice)

    client = client_of(dave)

    assert client.get(reverse("episodes:request_find", args=[episode.id])).status_code == 404
    assert client.get(reverse("episodes:missing_take_back", args=[episode.id, missing.id])).status_code == 404
