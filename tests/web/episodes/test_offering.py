"""The pages around the lead: asked, answered, taken back; and who does the work without the title."""

from collections.abc import Callable

import pytest
from django.test import Client

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Coordination, Episode, LeadOffer, LeadProfessional
from tests.factories import make_episode
from tests.factories.leading import make_coordination, make_offer
from tests.factories.meetings import make_lead
from tests.factories.support import child_of
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]
DAY = {"started_on_day": "2", "started_on_month": "2", "started_on_year": "2026"}
NOTE = "The key is with the neighbour."


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


def test_somebody_is_asked_from_the_page_of_who_leads(
    alice: Practitioner, dave: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    client, address = client_of(alice), f"/episodes/{episode.id}/lead/"
    make_lead(episode, alice, by=alice)
    refused = client.post(f"{address}offer/", {"somebody_else": dave.email, "words": "You know the school."})

    with at_most(20):
        client.post(
            f"{address}offer/", {"somebody_else": dave.email, "words": "Hello.", "why_changed": "New job"}
        )

    assert "Enter why it changes" in refused.content.decode()
    assert "You know the school." in refused.content.decode()
    client.get(address)  # says that it is saved
    with at_most(12):
        page = client.get(address).content.decode()
    assert f"{dave} is asked to lead" in page
    assert "Take the offer back" in page
    assert "Ask somebody to lead" not in page


def test_the_asked_one_finds_it_in_my_work_and_accepts(
    alice: Practitioner, dave: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    make_lead(episode, alice, by=alice)
    offer = make_offer(episode, dave, why_changed="New job", handover_note=NOTE, by=alice)
    client, address = client_of(dave), f"/episodes/offers/{offer.id}/"
    with at_most(13):
        work = client.get("/home/").content.decode()
    with at_most(12):
        page = client.get(address).content.decode()

    refused = client.post(address, {"understood": "yes", "met_on_day": "40"})
    with at_most(45):
        shown = client.post(address, {"understood": "yes", **DAY}, follow=True).content.decode()

    assert "You are asked to take over a case" in work
    assert "It goes when you accept or decline" in work
    assert child_of(episode).full_name in page
    assert NOTE not in page
    assert "New job" not in page
    assert "Enter the date you begin" in refused.content.decode()
    assert NOTE in shown
    assert LeadProfessional.objects.get(episode=episode, ended_on=None).practitioner == dave


def test_who_sees_the_case_already_reads_the_note_before(
    alice: Practitioner, bob: Practitioner, dave: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    make_lead(episode, dave, by=alice)
    offer = make_offer(episode, alice, why_changed="New job", handover_note=NOTE, by=dave)

    page = client_of(alice).get(f"/episodes/offers/{offer.id}/").content.decode()

    assert NOTE in page


def test_the_asked_one_declines_and_the_offerer_reads_why(
    alice: Practitioner, dave: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    offer = make_offer(episode, dave, by=alice)
    client, address = client_of(dave), f"/episodes/offers/{offer.id}/decline/"

    refused = client.post(address, {"reason": ""})
    client.post(address, {"reason": "I lead nine."})

    assert "Enter why not" in refused.content.decode()
    assert "This offer waits no longer" in client.get(address).content.decode()
    assert "I lead nine." in client_of(alice).get(f"/episodes/{episode.id}/lead/").content.decode()


def test_an_offer_is_nobody_elses(
    alice: Practitioner, bob: Practitioner, dave: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    offer = make_offer(episode, dave, by=alice)

    assert client_of(bob).get(f"/episodes/offers/{offer.id}/").status_code == 404
    assert client_of(dave).get(f"/episodes/{episode.id}/").status_code in (403, 404)
    assert client_of(dave).get(f"/children/{child_of(episode).id}/summary/").status_code == 200


def test_an_offer_is_taken_back(
    alice: Practitioner, dave: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    offer = make_offer(episode, dave, by=alice)
    client, address = client_of(alice), f"/episodes/{episode.id}/lead/offer/{offer.id}/take-back/"

    refused = client.post(address, {"reason": ""})
    client.post(address, {"reason": "They are on leave."})

    assert "Enter why the offer is taken back" in refused.content.decode()
    assert LeadOffer.objects.get(pk=offer.pk).answer == "taken_back"
    assert "You are asked" not in client_of(dave).get("/home/").content.decode()


def test_who_asked_sees_in_my_work_that_it_waits(
    alice: Practitioner, dave: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    make_offer(episode, dave, by=alice)

    page = client_of(alice).get("/home/").content.decode()

    assert f"{dave} is asked to lead" in page
    assert "It goes when they answer, or you take the offer back." in page


def test_who_does_the_work_is_noted_shown_and_ended(
    alice: Practitioner, dave: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    client, address = client_of(alice), f"/episodes/{episode.id}/lead/"
    make_lead(episode, alice, by=alice)
    refused = client.post(f"{address}work/", {"somebody_else": dave.email, **DAY})
    with at_most(30):
        client.post(f"{address}work/", {"somebody_else": dave.email, "why": "They ring Dave.", **DAY})
    shown = [client.get(f"/episodes/{episode.id}/{page}").content.decode() for page in ("", "team/", "lead/")]
    work = Coordination.objects.get()

    client.post(
        f"{address}work/{work.id}/end/",
        {"ended_on_day": "2", "ended_on_month": "3", "ended_on_year": "2026", "why_ended": "Moved."},
    )

    assert "Enter why they do the work" in refused.content.decode()
    assert "does the work" in shown[0]
    assert "Does the work" in shown[1]
    assert f"{dave} does the work" in shown[2]
    assert "Moved." in client.get(address).content.decode()


def test_a_child_who_does_it_stands_on_the_overview(
    alice: Practitioner, episode: Episode, client_of: SignIn
) -> None:
    make_lead(episode, alice, by=alice)
    make_coordination(episode, child_of(episode), by=alice)

    page = client_of(alice).get(f"/episodes/{episode.id}/").content.decode()

    assert "does the work, family" in page
