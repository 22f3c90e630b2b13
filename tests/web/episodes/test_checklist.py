"""The pages of the optional checklist."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Checklist, Episode
from tests.factories import make_episode
from tests.web.counting import at_most

SignIn = Callable[[Practitioner], Client]
DAY = {"filled_in_on_day": 25, "filled_in_on_month": 9, "filled_in_on_year": 2025}


@pytest.fixture
def episode(alice: Practitioner) -> Episode:
    return make_episode(by=alice)


@pytest.fixture
def address(episode: Episode) -> str:
    return reverse("episodes:checklist", args=[episode.id])


def shown(response: Any) -> str:
    return html.unescape(response.content.decode())


def typed(alice: Practitioner, **values: Any) -> dict[str, Any]:
    return {
        "healthy": "not_sure",
        "healthy_comment": "Two chest infections since the summer.",
        "decision": "start_caf",
        "own_service_enough": "no",
        "filled_in_by": alice.email,
        **DAY,
        **values,
    }


def test_the_checklist_is_saved_and_shown(
    episode: Episode, alice: Practitioner, client_of: SignIn, address: str
) -> None:
    response = client_of(alice).post(address, typed(alice), follow=True)

    page = shown(response)
    assert response.redirect_chain == [(reverse("episodes:checklist_show", args=[episode.id]), 302)]
    assert "Two chest infections since the summer." in page
    assert episode.checklists.get().own_service_enough is False


def test_the_form_shows_what_was_filled_in_before(
    alice: Practitioner, client_of: SignIn, address: str
) -> None:
    client = client_of(alice)
    client.post(address, typed(alice))

    page = shown(client.get(address))

    assert "Two chest infections since the summer." in page


def test_the_safeguarding_contact_stands_at_once_beside_its_decision(
    alice: Practitioner, client_of: SignIn, address: str
) -> None:
    client = client_of(alice)

    before = shown(client.get(address))
    after = shown(client.post(address, typed(alice, decision="safeguarding_referral"), follow=True))

    assert "Ring children's social care on 01632 960999 now." in before
    assert "Ring children's social care on 01632 960999; do not wait" in after


def test_a_decision_not_to_go_on_offers_closing(
    episode: Episode, alice: Practitioner, client_of: SignIn, address: str
) -> None:
    response = client_of(alice).post(address, typed(alice, decision="no_additional_needs"), follow=True)

    assert reverse("episodes:close", args=[episode.id]) in shown(response)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"filled_in_on_day": 31, "filled_in_on_month": 2}, "must be a real date"),
        ({"filled_in_on_year": 2027}, "must be 2 November 2026 or earlier"),
        (
            {"filled_in_by": "nonsense"},
            "“nonsense” is not in the directory. Enter a full name or an e-mail address",
        ),
        ({"decision": "", "healthy": ""}, "skip the checklist"),
    ],
)
def test_a_wrong_answer_is_said_and_nothing_is_lost(
    alice: Practitioner, client_of: SignIn, address: str, wrong: dict[str, Any], sentence: str
) -> None:
    page = shown(client_of(alice).post(address, typed(alice, **wrong)))

    assert sentence in page
    assert "Two chest infections since the summer." in page
    assert not Checklist.objects.exists()


def test_skipping_keeps_the_reason(
    episode: Episode, alice: Practitioner, client_of: SignIn, address: str
) -> None:
    client = client_of(alice)
    skip = reverse("episodes:checklist_skip", args=[episode.id])
    day = {"decided_on_day": 11, "decided_on_month": 6, "decided_on_year": 2025}

    refused = shown(client.post(skip, day))
    client.post(skip, {**day, "why": "Social care's assessment says what is needed."})

    assert "Enter why the checklist is not needed" in refused
    show = shown(client.get(reverse("episodes:checklist_show", args=[episode.id])))
    assert "Social care's assessment says what is needed." in show


def test_once_the_assessment_has_started_the_page_only_shows(
    episode: Episode, alice: Practitioner, client_of: SignIn, address: str
) -> None:
    episode.move_to("assessing")

    response = client_of(alice).get(address)

    assert response.headers["Location"] == reverse("episodes:checklist_show", args=[episode.id])
    assert client_of(alice).post(address, typed(alice)).status_code == 403


@pytest.mark.parametrize("name", ["checklist", "checklist_skip", "checklist_show"])
def test_strangers_and_administrators_see_nothing(
    episode: Episode, dave: Practitioner, erin: Practitioner, client_of: SignIn, name: str
) -> None:
    asked = reverse(f"episodes:{name}", args=[episode.id])

    assert client_of(dave).get(asked).status_code == 404
    assert client_of(erin).get(asked).status_code == 404


def test_the_pages_keep_their_ceilings(
    episode: Episode, alice: Practitioner, client_of: SignIn, address: str
) -> None:
    client = client_of(alice)

    with at_most(12):
        client.get(address)
    with at_most(20):
        client.post(address, typed(alice))
    with at_most(12):
        client.get(reverse("episodes:checklist_show", args=[episode.id]))
    assert episode.checklists.count() == 1
