"""Notes, services and the level of need, through pages."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import ContactNote, Episode, LevelOfNeed, ServiceRequest
from tests.factories import DAY, AgencyFactory, make_episode
from tests.factories.reports import close_as
from tests.factories.support import child_of, make_mother, make_request
from tests.web.counting import statements_of_page

ClientOf = Callable[[Practitioner], Client]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def day(name: str, year: int, month: int, number: int) -> dict[str, str]:
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}


def note(**more: Any) -> dict[str, Any]:
    return {"kind": "call", "text": "Rang.", **day("happened_on", 2025, 10, 2), **more}


def test_a_note_is_written_and_read(alice: Practitioner, episode: Episode, client_of: ClientOf) -> None:
    client = client_of(alice)

    sent = client.post(reverse("episodes:note_add", args=[episode.id]), note(with_whom="Hodan"))
    page = client.get(sent["Location"]).content.decode()

    assert "2 October 2025" in page
    assert "with Hodan" in page
    assert "The note is saved." in page


def test_a_note_sent_twice_is_one_row(alice: Practitioner, episode: Episode, client_of: ClientOf) -> None:
    client, token = client_of(alice), str(uuid.uuid4())
    address = reverse("episodes:note_add", args=[episode.id])

    client.post(address, note(submission_token=token))
    again = client.post(address, note(submission_token=token))

    assert again["Location"] == reverse("episodes:notes", args=[episode.id])
    assert ContactNote.objects.count() == 1


def test_a_refused_note_keeps_what_was_typed(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    story = "🙂 " + "long " * 2000

    page = client_of(alice).post(
        reverse("episodes:note_add", args=[episode.id]),
        {**note(text=story), **day("happened_on", 2025, 2, 31)},
    )

    words = page.content.decode()
    assert page.status_code == 200
    assert "The date it happened must be a real date" in words
    assert "🙂 long long" in words
    assert not ContactNote.objects.exists()


def test_a_service_is_asked_and_goes_its_way(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    client, agency = client_of(alice), AgencyFactory(name="Audiology")
    mother = make_mother(child_of(episode), by=alice)

    asked = client.post(
        reverse("episodes:request_add", args=[episode.id]),
        {
            "service_name": "Hearing test",
            "agency": str(agency.id),
            "people": [str(child_of(episode).id)],
            "asked_by": str(mother.id),
            **day("asked_on", 2025, 10, 16),
        },
        follow=True,
    )
    request = ServiceRequest.objects.get()
    steps = {
        "request_send": {
            "sent_what": "letter",
            "consent_note": "Hodan agreed",
            **day("sent_on", 2025, 10, 20),
        },
        "request_decide": {"decision": "accepted", **day("decided_on", 2025, 11, 10)},
        "request_start": day("started_on", 2025, 12, 12),
        "request_deliver": {"delivered": "test, grommets", **day("ended_on", 2026, 4, 9)},
        "request_unmet": {"need": "two bedrooms", "review_asked": "no", **day("recorded_on", 2026, 4, 10)},
    }
    for name, answers in steps.items():
        sent = client.post(reverse(f"episodes:{name}", args=[episode.id, request.id]), answers)
        assert sent.status_code == 302, (name, sent.content.decode())

    page = client.get(reverse("episodes:request", args=[episode.id, request.id])).content.decode()
    assert "has not agreed to share with Audiology yet" in asked.content.decode()
    assert request.asked_by_person == mother
    for words in ("16 October 2025", "20 October 2025", "10 November 2025", "9 April 2026", "two bedrooms"):
        assert words in page


def test_sending_without_an_agreement_is_pointed_out_at_its_field(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    request = make_request(episode, by=alice)

    page = client_of(alice).post(
        reverse("episodes:request_send", args=[episode.id, request.id]),
        {"sent_what": "whole assessment", **day("sent_on", 2025, 10, 20)},
    )

    words = page.content.decode()
    assert "The family has not agreed to share with Therapy service" in words
    assert 'href="#id_consent_note"' in words
    assert "whole assessment" in words


def test_people_of_another_family_cannot_be_chosen(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    stranger = child_of(make_episode(by=alice))

    page = client_of(alice).post(
        reverse("episodes:request_add", args=[episode.id]),
        {
            "service_name": "Hearing test",
            "agency": str(AgencyFactory().id),
            "people": [str(stranger.id)],
            **day("asked_on", 2025, 10, 16),
        },
    )

    assert "Select whom the service is for from the list" in page.content.decode()
    assert not ServiceRequest.objects.exists()


def test_a_request_of_another_episode_is_not_found(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    other = make_request(make_episode(by=alice), by=alice)

    page = client_of(alice).get(reverse("episodes:request", args=[episode.id, other.id]))

    assert page.status_code == 404


def test_a_level_of_need_is_recorded(alice: Practitioner, episode: Episode, client_of: ClientOf) -> None:
    sent = client_of(alice).post(
        reverse("episodes:level", args=[episode.id]),
        {"level": "3", "reason": "More than one service", **day("decided_on", 2025, 10, 15)},
    )

    assert sent.status_code == 302
    assert LevelOfNeed.objects.get().level == 3


@pytest.mark.parametrize("name", ["notes", "services", "note_add", "request_add", "level"])
def test_pages_of_support_keep_their_ceiling_and_their_door(
    alice: Practitioner,
    dave: Practitioner,
    episode: Episode,
    client_of: ClientOf,
    name: str,
) -> None:
    for _ in range(3):
        make_request(episode, by=alice, agency=AgencyFactory())
    address = reverse(f"episodes:{name}", args=[episode.id])

    statements = statements_of_page(client_of(alice), address)

    assert len(statements) <= 12
    assert client_of(dave).get(address).status_code == 404


def closed_by(practitioner: Practitioner) -> Episode:
    """A case that is closed."""
    episode = make_episode(by=practitioner)
    close_as(episode, "moved_out_of_area", on=DAY, by=practitioner)
    return episode


def test_a_note_is_moved_to_the_right_child_and_both_pages_say_so(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    right, client = make_episode(by=alice), client_of(alice)
    client.post(reverse("episodes:note_add", args=[episode.id]), note(text="Rang the clinic."))
    address = reverse("episodes:note_move", args=[episode.id, ContactNote.objects.get().id])

    offered = client.get(address).content.decode()
    sent = client.post(address, {"case": str(right.id), "reason": "Wrong twin"})
    left = client.get(sent["Location"]).content.decode()
    came = client.get(reverse("episodes:notes", args=[right.id])).content.decode()

    assert "Rang the clinic." in offered
    assert f"A note was moved to {right.reference}" in left
    assert "Rang the clinic." not in left
    assert "Rang the clinic." in came
    assert f"Moved here from {episode.reference}" in came


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"reason": "Hm"}, "Select the child, or enter the number of the case"),
        ({"reason": "Hm", "case_else": "T999-2025-00001-X"}, "No case that is open to you has the number"),
        ({"case_else": "{right}"}, "Enter why it is moved"),
        ({"reason": "Hm", "case_else": "{here}"}, "The note is in this record now"),
        ({"reason": "Hm", "case_else": "{closed}"}, "is closed. Reopen it to add to it."),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_keeps_what_was_typed(
    alice: Practitioner, episode: Episode, client_of: ClientOf, answers: dict[str, str], says: str
) -> None:
    numbers = {
        "right": make_episode(by=alice).reference,
        "here": episode.reference,
        "closed": closed_by(alice).reference,
    }
    client = client_of(alice)
    client.post(reverse("episodes:note_add", args=[episode.id]), note())
    address = reverse("episodes:note_move", args=[episode.id, ContactNote.objects.get().id])

    page = client.post(address, {name: value.format(**numbers) for name, value in answers.items()})

    assert says in page.content.decode()
    assert ContactNote.objects.get().episode_id == episode.id
    assert all(value.format(**numbers) in page.content.decode() for value in answers.values())
