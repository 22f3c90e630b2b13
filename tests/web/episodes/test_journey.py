"""The journey and corrections, through pages."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Episode
from opencaf.episodes.operations.contributing import send_contribution
from opencaf.episodes.operations.contributions import withdraw_contribution
from opencaf.episodes.operations.requests import record_decision, send_request
from opencaf.episodes.operations.support import add_note
from tests.factories import make_episode
from tests.factories.assessment import make_draft
from tests.factories.contributions import agree_to_writer, make_contribution
from tests.factories.support import (
    ASKED,
    MET,
    agency_named,
    child_of,
    make_assessment,
    make_lead,
    make_meeting,
    make_outcome,
    make_request,
)
from tests.fixtures import TODAY
from tests.web.counting import statements_of_page

ClientOf = Callable[[Practitioner], Client]


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    """With a step of most kinds."""
    episode = make_episode(by=alice)
    make_assessment(episode, by=alice)
    request = make_request(episode, by=alice)
    send_request(request=request, sent_on=ASKED, sent_what="letter", consent_note="yes", by=alice)
    record_decision(request=request, decision="declined", decided_on=MET, by=alice)
    add_note(episode=episode, kind="call", happened_on=MET, text="Rang the clinic.", by=alice)
    make_meeting(episode, by=alice)
    make_lead(episode, of=alice)
    return episode


def address_of(episode: Episode) -> str:
    return reverse("episodes:journey", args=[episode.id])


def test_the_journey_tells_every_step_in_order(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    page = client_of(alice).get(address_of(episode)).content.decode()

    steps = [
        "Looked whether a record existed",
        "Intention recorded",
        "Assessment started, version 1",
        "Assessment completed, version 1",
        "Asked: Speech and language therapy",
        "Request sent: Speech and language therapy",
        "Meeting: Team around the child",
        "began to lead",
        "Declined: Speech and language therapy",
        "Telephone call",
    ]
    places = [page.index(step) for step in steps]
    assert places == sorted(places)
    assert all(page.count(step) == 1 for step in steps)


def test_the_journey_shows_only_the_kinds_that_were_asked_for(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    page = client_of(alice).get(address_of(episode), {"kind": ["service"]}).content.decode()

    assert "Request sent" in page
    assert "Assessment started" not in page


def test_a_kind_that_does_not_exist_shows_everything(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    page = client_of(alice).get(address_of(episode), {"kind": ["'; drop table"]})

    assert page.status_code == 200
    assert "Assessment started" in page.content.decode()


def test_the_journey_tells_earlier_episodes_that_the_viewer_may_see(
    alice: Practitioner, bob: Practitioner, coordinator: Practitioner, client_of: ClientOf
) -> None:
    earlier = make_episode(by=bob, why="Long ago.")
    Episode.objects.filter(pk=earlier.pk).update(state="closed", closed_on=MET)
    earlier.episode_children.update(is_open=False)
    later = make_episode(by=alice, children=[child_of(earlier)], intended_on=MET.replace(year=2026, month=3))

    seen_by_alice = client_of(alice).get(address_of(later)).content.decode()
    seen_by_all = client_of(coordinator).get(address_of(later)).content.decode()

    assert "Long ago." not in seen_by_alice
    assert "Long ago." in seen_by_all
    assert f"In {earlier.reference}" in seen_by_all


def test_the_journey_keeps_its_ceiling(alice: Practitioner, episode: Episode, client_of: ClientOf) -> None:
    assert len(statements_of_page(client_of(alice), address_of(episode))) <= 12


def test_a_corrected_date_shows_what_it_was_and_why(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    client, note = client_of(alice), episode.contact_notes.get()
    address = reverse("episodes:correct", args=[episode.id, "note", note.id, "happened_on"])

    before = client.get(address).content.decode()
    after = client.post(
        address,
        {"value_day": "4", "value_month": "11", "value_year": "2025", "reason": "Typing mistake"},
        follow=True,
    )

    assert "5 November 2025" in before
    assert "was 5 November 2025 until 2 November 2026: Typing mistake" in after.content.decode()


def test_a_text_is_corrected(alice: Practitioner, episode: Episode, client_of: ClientOf) -> None:
    note = episode.contact_notes.get()
    address = reverse("episodes:correct", args=[episode.id, "note", note.id, "text"])

    page = client_of(alice).post(address, {"value": "Rang twice.", "reason": "Forgot one"}, follow=True)

    assert "Rang twice." in page.content.decode()
    assert "was “Rang the clinic.” until" in page.content.decode()


def test_a_date_that_was_forgotten_is_given_afterwards(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    outcome = make_outcome(episode, by=alice)
    episode.outcomes.update(target_on=None)
    address = reverse("episodes:correct", args=[episode.id, "outcome", outcome.id, "target_on"])
    sent = {"value_day": "4", "value_month": "12", "value_year": "2026", "reason": "Left out"}

    before = client_of(alice).get(address).content.decode()
    after = client_of(alice).post(address, sent, follow=True).content.decode()

    assert "The date to reach the outcome by: nothing is recorded here yet." in before
    assert "was empty until 2 November 2026: Left out" in after
    outcome.refresh_from_db()
    assert outcome.target_on == dt.date(2026, 12, 4)


def test_the_day_of_a_step_that_was_not_taken_cannot_be_given(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    request = make_request(episode, by=alice, agency=agency_named("Housing"))
    address = reverse("episodes:correct", args=[episode.id, "request", request.id, "ended_on"])

    assert client_of(alice).get(address).status_code == 404


def test_every_link_to_put_something_right_opens(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    client = client_of(alice)
    page = client.get(address_of(episode)).content.decode()

    links = sorted(set(re.findall(r'href="(/episodes/[^"]+/correct/[^"]+)"', page)))

    assert len(links) > 10
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_a_correction_out_of_order_is_refused_at_its_field(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    request = episode.service_requests.get()
    address = reverse("episodes:correct", args=[episode.id, "request", request.id, "sent_on"])

    page = client_of(alice).post(
        address, {"value_day": "1", "value_month": "10", "value_year": "2025", "reason": "Hm"}
    )

    words = page.content.decode()
    assert "must be on or after 16 October 2025, when the service was asked" in words
    assert 'href="#id_value_day"' in words


@pytest.mark.parametrize(
    ("kind", "field"), [("note", "kind"), ("nothing", "happened_on"), ("episode", "closed_on")]
)
def test_what_is_not_on_the_list_cannot_be_corrected(
    alice: Practitioner, episode: Episode, client_of: ClientOf, kind: str, field: str
) -> None:
    address = reverse("episodes:correct", args=[episode.id, kind, episode.id, field])

    assert client_of(alice).get(address).status_code == 404


def test_a_record_of_another_episode_cannot_be_corrected(
    alice: Practitioner, episode: Episode, client_of: ClientOf
) -> None:
    other = make_request(make_episode(by=alice), by=alice, agency=agency_named("Housing"))
    addresses = [
        reverse("episodes:correct", args=[episode.id, "request", record_id, "asked_on"])
        for record_id in (other.id, uuid.uuid4())
    ]

    assert [client_of(alice).get(address).status_code for address in addresses] == [404, 404]


def test_a_stranger_sees_neither_page(dave: Practitioner, episode: Episode, client_of: ClientOf) -> None:
    correct = reverse("episodes:correct", args=[episode.id, "episode", episode.id, "intended_on"])

    assert client_of(dave).get(address_of(episode)).status_code == 404
    assert client_of(dave).get(correct).status_code == 404


def test_the_journey_tells_who_was_asked_to_write_and_when_they_did(
    alice: Practitioner, bob: Practitioner, dave: Practitioner, client_of: ClientOf
) -> None:
    draft = make_draft(by=alice)
    for who in (bob, dave):
        agree_to_writer(draft, who, alice)
    asked = make_contribution(draft, bob, by=alice, question="How is his cough?")
    taken_back = make_contribution(draft, dave, by=alice)
    send_contribution(
        contribution=asked, texts={"note": "As I know him."}, seen={}, sent_on=TODAY.date(), by=bob
    )
    withdraw_contribution(contribution=taken_back, withdrawn_on=TODAY.date(), by=alice)

    page = client_of(alice).get(address_of(draft.episode)).content.decode()

    assert page.count(f"{bob} was asked to write for the assessment") == 1
    assert page.count(f"{bob} wrote for the assessment") == 1
    assert page.count(f"What {dave} was asked to write was taken back") == 1
    assert "How is his cough?" in page
    assert f"/correct/contribution/{asked.id}/sent_on/" in page
