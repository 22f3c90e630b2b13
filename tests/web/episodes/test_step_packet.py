"""What of an assessment goes to social care: all of it by a decision, else what the family lets it see."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from opencaf.agencies.models import Practitioner
from opencaf.episodes.models import Assessment, Consent, ThresholdStep
from opencaf.episodes.operations.consent import withdraw_consent
from opencaf.episodes.operations.consent_rows import AgencyShare
from opencaf.episodes.operations.step_rules import Packet
from opencaf.episodes.operations.stories import BoxWords, save_domain
from opencaf.episodes.operations.team import join_team
from opencaf.episodes.queries.assessment import boxes_of
from opencaf.people.models import Person
from tests.factories import ChildFactory
from tests.factories.assessment import STARTED, make_draft
from tests.factories.consent import make_consent, make_parent
from tests.factories.stepping import (
    SENT_ON,
    WHAT_HAPPENED,
    make_decision_to_share,
    make_step_up,
    social_care,
)
from tests.web.counting import at_most
from tests.web.shared.paper_read import read_paper

SignIn = Callable[[Practitioner], Client]
IDENTITY, HEALTH = "identity", "general_health"
KEPT, SEEN = "Quokkasong at night.", "Heronword coughs."


@pytest.fixture
def child() -> Person:
    return ChildFactory(given_names="Ellis")


@pytest.fixture
def draft(alice: Practitioner, bob: Practitioner, child: Person) -> Assessment:
    """Identity and health are told; social care and Bob's agency see all but identity."""
    cache.clear()
    draft = make_draft(by=alice, children=[child])
    join_team(episode=draft.episode, who=bob, joined_on=STARTED, by=alice)
    boxes = {box.question.code: box for box in boxes_of(draft)}
    words = [BoxWords(boxes[IDENTITY].id, story=KEPT), BoxWords(boxes[HEALTH].id, story=SEEN)]
    save_domain(assessment=draft, domain="child", words=words, marks=[], written_on=STARTED, by=alice)
    rows = [
        AgencyShare(agency, "part", parts="except", elements=[IDENTITY])
        for agency in (bob.agency, social_care())
    ]
    rows.append(AgencyShare(alice.agency, "everything"))
    make_consent(draft.episode, by=alice, given_by=make_parent(child), kind="share", agencies=rows)
    return draft


@pytest.fixture
def agreed(alice: Practitioner, draft: Assessment) -> ThresholdStep:
    """A step up that rests on the family's agreement."""
    return make_step_up(draft.episode, by=alice, packet=Packet(assessment=draft))


def taken(step: ThresholdStep, client: Client, way: str = "json") -> Any:
    return client.get(reverse("episodes:step_packet", args=[step.episode_id, step.id, way]))


def test_by_agreement_what_the_family_leaves_out_stays_out(
    alice: Practitioner, agreed: ThresholdStep, client_of: SignIn
) -> None:
    client = client_of(alice)

    with at_most(20):
        held = taken(agreed, client).content.decode()
    paper = read_paper(taken(agreed, client, "pdf").content).text

    for packet in (held, paper):
        assert SEEN in packet
        assert KEPT not in packet
    elements = json.loads(held)["assessment"]["elements"]
    assert IDENTITY not in {one["element"] for one in elements}


def test_by_a_decision_the_whole_version_goes(
    alice: Practitioner, draft: Assessment, client_of: SignIn
) -> None:
    decision = make_decision_to_share(draft.episode, by=alice)
    packet = Packet(assessment=draft, sharing_decision=decision)

    step = make_step_up(draft.episode, by=alice, packet=packet)

    held = json.loads(taken(step, client_of(alice)).content)
    stories = {one["element"]: one["story"] for one in held["assessment"]["elements"]}
    assert (stories[IDENTITY], stories[HEALTH]) == (KEPT, SEEN)
    assert held["assessment"]["completed_on"] is None


def test_who_does_not_see_all_sees_days_without_words_and_takes_nothing(
    alice: Practitioner, bob: Practitioner, agreed: ThresholdStep, client_of: SignIn
) -> None:
    client = client_of(bob)

    page = client.get(reverse("episodes:steps", args=[agreed.episode_id])).content.decode()
    journey = client.get(reverse("episodes:journey", args=[agreed.episode_id])).content.decode()
    refused = taken(agreed, client)
    correct = reverse("episodes:correct", args=[agreed.episode_id, "step", agreed.id, "what_happened"])

    assert client.get(correct).status_code == 404
    assert client_of(alice).get(correct).status_code == 200
    assert "Step-up sent on 17 December 2025" in page
    assert "What it says is not shown" in page
    assert WHAT_HAPPENED not in page + journey
    assert "Stepped up: sent to" in journey
    assert refused.status_code == 403
    assert "Ask the lead professional for the packet" in refused.content.decode()


def test_agreement_that_was_withdrawn_lets_no_packet_go(
    alice: Practitioner, agreed: ThresholdStep, client_of: SignIn
) -> None:
    consent = Consent.objects.get(episode=agreed.episode, kind="share")
    withdraw_consent(consent=consent, withdrawn_on=SENT_ON, words="No more.", by=alice)

    refused = taken(agreed, client_of(alice))

    assert refused.status_code == 403
    assert "no longer agrees to share with social care" in refused.content.decode()
